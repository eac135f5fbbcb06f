"""A measure of an action plan in words: what, when and in which state, and who is behind it."""

from dataclasses import dataclass

from figures.charts import escape
from figures.names import names
from figures.texts import Texts
from roadmap_model.portfolio import Portfolio
from roadmap_model.records import Record


@dataclass(frozen=True)
class Plan:
    """A measure. `opens` is what a click leads to: the project that came of it, else its expert group."""

    row: Record
    title: str
    due: str
    behind: str
    opens: tuple[str, str]

    @property
    def words(self) -> str:
        """What it says under the pointer."""
        return "<br>".join([f"<b>{escape(self.title)}</b>", escape(self.due), escape(self.behind)])


def plan(portfolio: Portfolio, row: Record, texts: Texts) -> Plan:
    """A measure with its expert group, its owner and the project that came of it, if it was known on the day."""
    roadmap = portfolio.roadmap
    project = row["project"] if row["project"] in portfolio.everything.index else None
    behind = [texts.of(roadmap.by_id("groups")[row["group"]], "name")]
    if row["owner"]:
        behind.append(names(roadmap, texts)["akteur", row["owner"]])
    if project:
        behind.append(f"{texts('measure.project')} {texts.of(roadmap.by_id('projects')[project], 'name')}")
    due = texts("measure.due", date=texts.partial(row["due"])) if row["due"] else texts("measure.undated")
    return Plan(
        row,
        texts("timeline.measure", title=texts.of(row, "title")),
        texts("timeline.measure.due", due=due, state=texts(f"measure.{row['shown']}")),
        " · ".join(behind),
        ("projekt", project) if project else ("gruppe", row["group"]),
    )
