"""What a machine asks for: the same query string as the pages, read strictly."""

from dataclasses import dataclass
from urllib.parse import urlencode

from starlette.requests import Request

from figures.texts import LANGUAGES, Texts, texts
from roadmap_model import clock, live
from roadmap_model.portfolio import Portfolio, portfolio
from roadmap_model.selection import PARAMETERS, Rejected, from_query, vocabulary

ALLOWED = (*PARAMETERS, "lang")


@dataclass(frozen=True)
class Question:
    """The language and the projects asked for, on the data in service."""

    texts: Texts
    portfolio: Portfolio

    @property
    def selection(self) -> str:
        """The selection as a canonical query string."""
        return urlencode(self.portfolio.selection.to_query(), safe=",")


class Refused(Exception):
    """A query that means nothing here, with all its errors."""

    def __init__(self, words: Texts, rejected: tuple[Rejected, ...]) -> None:
        super().__init__(rejected)
        self.texts = words
        self.rejected = rejected


def ask(request: Request) -> Question:
    """Read the query; where a page would drop an unknown value and say so, raise Refused."""
    query, roadmap, today = dict(request.query_params), live.current(), clock.today()
    language = query.get("lang") or LANGUAGES[0]
    rejected = [Rejected(key, query[key], ALLOWED) for key in query if key not in ALLOWED]
    for key in query:
        values = request.query_params.getlist(key)
        if key in ALLOWED and len(values) > 1:
            rejected.append(Rejected(key, "&".join(values), vocabulary(roadmap).get(key, ())))
    if language not in LANGUAGES:
        rejected.append(Rejected("lang", language, LANGUAGES))
        language = LANGUAGES[0]
    selection, unknown = from_query(query, roadmap, today)
    if rejected or unknown:
        raise Refused(texts(language), (*rejected, *unknown))
    return Question(texts(language), portfolio(roadmap, selection, today))
