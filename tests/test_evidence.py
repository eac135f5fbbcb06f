"""How well the facts are documented: every fact counts once."""

from collections import Counter

import pytest

from roadmap_model.evidence import shares
from roadmap_model.roadmap import EVIDENCE, Roadmap
from tests import plain


@pytest.mark.parametrize(("name", "plain_rows"), [("roadmap", "rows"), ("published", "published_rows")])
def test_shares_are_those_of_all_rows_that_carry_evidence(
    name: str, plain_rows: str, request: pytest.FixtureRequest
) -> None:
    rows: plain.Rows = request.getfixturevalue(plain_rows)
    levels = Counter(row["evidence"] for table in rows.values() for row in table if "evidence" in row)
    expected = {level: levels[level] / levels.total() for level in EVIDENCE}
    assert shares(request.getfixturevalue(name)) == pytest.approx(expected)


def test_shares_add_up_to_one_and_levels_are_all_there_in_order(published: Roadmap) -> None:
    assert tuple(shares(published)) == EVIDENCE
    assert sum(shares(published).values()) == pytest.approx(1)


def test_without_any_fact_every_share_is_zero(roadmap: Roadmap) -> None:
    tables = {name: frame.head(0) for name, frame in roadmap.tables.items()}
    tables["municipalities"] = roadmap["municipalities"]
    empty = Roadmap(roadmap.declaration, tables, roadmap.areas, "empty")
    assert shares(empty) == dict.fromkeys(EVIDENCE, 0.0)
