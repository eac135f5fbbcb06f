"""What must be in order before the first visitor: settings, data, and what the operator still owes."""

import logging
import os
import re
from dataclasses import dataclass

from figures.data_report import describe
from figures.texts import LANGUAGES, texts
from roadmap_model import live
from roadmap_model.checks import BrokenData
from server.headers import frame_ancestors
from server.operator import VARIABLE, BadOperatorFile, operator

LANGUAGE, SESSIONS, PARENTS = "ROADMAP_LANGUAGE", "ROADMAP_SESSIONS", "ROADMAP_EMBED_PARENTS"
COUNT = re.compile(r"[1-9][0-9]{0,5}")
log = logging.getLogger("roadmap.start")


class NotReady(Exception):
    """Why the app does not start, in words for the operator."""


@dataclass(frozen=True)
class Instance:
    """An instance that may start.

    `sessions` is how many visitors it takes, None for any number; `parents` lists the origins of
    the sites that may show its widgets.
    """

    sessions: int | None
    parents: str


def prepare() -> Instance:
    """Open the data and read the settings; raises NotReady."""
    language = os.environ.get(LANGUAGE) or LANGUAGES[0]
    words = texts(language if language in LANGUAGES else LANGUAGES[0])
    if language not in LANGUAGES:
        raise NotReady(words("start.language", variable=LANGUAGE, value=language, allowed=", ".join(LANGUAGES)))
    sessions = os.environ.get(SESSIONS, "").strip()
    if sessions and not COUNT.fullmatch(sessions):
        raise NotReady(words("start.sessions", variable=SESSIONS, value=sessions))
    parents = os.environ.get(PARENTS, "")
    try:
        frame_ancestors(parents)
    except ValueError as trouble:
        raise NotReady(words("start.parents", variable=PARENTS, value=str(trouble))) from None
    try:
        live.serve(lambda trouble: describe(trouble, words))
        missing = operator().missing
    except BrokenData as trouble:
        raise NotReady(describe(trouble, words)) from None
    except BadOperatorFile as trouble:
        raise NotReady(trouble.describe(words)) from None
    if missing:
        log.warning(words("start.operator.missing", variable=VARIABLE, fields=", ".join(missing)))
    return Instance(int(sessions) if sessions else None, parents)
