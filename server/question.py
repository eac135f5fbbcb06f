"""What a machine asks for: the same query string as the pages, read strictly."""

from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import urlencode

from starlette.requests import Request

from figures.texts import LANGUAGES, Texts, texts
from roadmap_model import clock, indicators, live, period
from roadmap_model.period import Period
from roadmap_model.portfolio import Portfolio, portfolio
from roadmap_model.roadmap import Roadmap
from roadmap_model.selection import EARLIEST_DAY, PARAMETERS, Rejected, from_query, vocabulary

ALLOWED = (*PARAMETERS, "lang")


@dataclass(frozen=True)
class Question:
    """The language, the projects, the period and the territory asked for, on the data in service.

    `base` is the address of the app as the visitor knows it, with a slash at its end.
    """

    texts: Texts
    portfolio: Portfolio
    base: str
    period: Period | None = None
    territory: str = ""

    @property
    def selection(self) -> str:
        """The selection, with the period or the territory if there is one, as a canonical query string."""
        days = self.period.to_query() if self.period else {}
        where = {indicators.PARAMETER: self.territory} if self.territory else {}
        return urlencode(self.portfolio.selection.to_query() | days | where, safe=",")


class Refused(Exception):
    """A query that means nothing here, with all its errors."""

    def __init__(self, words: Texts, rejected: tuple[Rejected, ...]) -> None:
        super().__init__(rejected)
        self.texts = words
        self.rejected = rejected


def parameters(with_period: bool = False, with_territory: bool = False) -> tuple[str, ...]:
    """The parameters that an address understands, those of the selection first."""
    days = period.PARAMETERS if with_period else ()
    return (*ALLOWED, *days, *((indicators.PARAMETER,) if with_territory else ()))


@lru_cache(maxsize=4)
def codes(roadmap: Roadmap) -> dict[str, tuple[str, ...]]:
    """The values of every parameter that takes codes; the others are texts and days."""
    return {**vocabulary(roadmap), "lang": LANGUAGES, indicators.PARAMETER: indicators.TERRITORIES}


def ask(request: Request, with_period: bool = False, with_territory: bool = False) -> Question:
    """Read the query; where a page would mend or drop a value and say so, raise Refused.

    `with_period` lets the query name two days to compare, `with_territory` the territory of indicators.
    """
    query, roadmap, today = dict(request.query_params), live.current(), clock.today()
    allowed, known = parameters(with_period, with_territory), codes(roadmap)
    language = query.get("lang") or LANGUAGES[0]
    rejected = [Rejected(key, query[key], allowed) for key in query if key not in allowed]
    for key in query:
        values = request.query_params.getlist(key)
        if key in allowed and len(values) > 1:
            rejected.append(Rejected(key, "&".join(values), known.get(key, ())))
    if language not in LANGUAGES:
        rejected.append(Rejected("lang", language, LANGUAGES))
        language = LANGUAGES[0]
    territory = query.get(indicators.PARAMETER, "") if with_territory else ""
    if territory and territory not in indicators.TERRITORIES:
        rejected.append(Rejected(indicators.PARAMETER, territory, indicators.TERRITORIES))
    selection, unknown = from_query(query, roadmap, today)
    compared = period.from_query(query if with_period else {}, roadmap, selection.as_of or today)
    if compared.swapped:
        rejected.append(Rejected("von", query["von"], (EARLIEST_DAY.isoformat(), query["bis"])))
    if rejected or unknown or compared.rejected:
        raise Refused(texts(language), (*rejected, *unknown, *compared.rejected))
    days = compared.period if with_period else None
    # Scheme and host are those that the server accepted; a proxy's headers count only if it trusts the proxy.
    base = str(request.base_url)
    return Question(texts(language), portfolio(roadmap, selection, today), base, days, territory)
