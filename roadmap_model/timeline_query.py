"""What the address of a timeline asks for: grouping (`gruppe`), stretch of time (`zeitraum`), open groups (`offen`)."""

from collections.abc import Mapping
from dataclasses import dataclass

from roadmap_model.horizon import DEFAULT_HORIZON, HORIZONS
from roadmap_model.roadmap import Roadmap
from roadmap_model.selection import Rejected
from roadmap_model.timeline import GROUPINGS, group_codes

PARAMETERS = ("gruppe", "zeitraum", "offen")
ALL, NONE = "alle", "keine"  # values of `offen` beside the codes of groups


@dataclass(frozen=True)
class Asked:
    """The understood values, defaults filled in; `opened` holds codes of groups in their order, or one of ALL, NONE."""

    grouping: str
    horizon: str
    opened: tuple[str, ...]
    rejected: tuple[Rejected, ...]

    def to_query(self) -> dict[str, str]:
        return kept(self.grouping, self.horizon, ",".join(self.opened))


def kept(grouping: str, horizon: str, opened: str) -> dict[str, str]:
    """Parameters of the address; those that hold a default are empty."""
    return {
        "gruppe": "" if grouping == GROUPINGS[0] else grouping,
        "zeitraum": "" if horizon == DEFAULT_HORIZON else horizon,
        "offen": opened,
    }


def from_query(query: Mapping[str, str], roadmap: Roadmap) -> Asked:
    """Read the parameters; unknown values are dropped and returned by name."""
    rejected: list[Rejected] = []
    grouping = _known(query, "gruppe", GROUPINGS, GROUPINGS[0], rejected)
    horizon = _known(query, "zeitraum", HORIZONS, DEFAULT_HORIZON, rejected)
    groups = group_codes(roadmap, grouping)
    allowed = (*groups, ALL, NONE)
    asked = [code.strip() for code in query.get("offen", "").split(",") if code.strip()]
    rejected += [Rejected("offen", code, allowed) for code in asked if code not in allowed]
    opened = tuple(code for code in groups if code in asked)
    if ALL in asked:
        opened = (ALL,)
    elif NONE in asked and not opened:
        opened = (NONE,)
    return Asked(grouping, horizon, opened, tuple(rejected))


def _known(
    query: Mapping[str, str], name: str, allowed: tuple[str, ...], default: str, rejected: list[Rejected]
) -> str:
    asked = query.get(name, "").strip()
    if asked and asked not in allowed:
        rejected.append(Rejected(name, asked, allowed))
    return asked if asked in allowed else default
