"""Who answers for this instance: the operator's facts for the legal pages, from one TOML file."""

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from figures.texts import LANGUAGES, Texts

VARIABLE = "ROADMAP_OPERATOR"
REVIEWED = "accessibility.reviewed_on"
REQUIRED = (
    "operator.name",
    "operator.address",
    "operator.represented_by",
    "operator.email",
    "operator.phone",
    "operator.responsible",
    "privacy.legal_basis",
    "privacy.hosting",
    "privacy.authority",
    "accessibility.contact",
    "accessibility.enforcement",
    REVIEWED,
)
OPTIONAL = (
    "operator.register",
    "operator.vat_id",
    "operator.supervisory_authority",
    "privacy.officer",
    "privacy.logs",
)
FIELDS = (*REQUIRED, *OPTIONAL)


class BadOperatorFile(Exception):
    """A file that cannot be used; `key` and `values` say why in any language."""

    def __init__(self, key: str, **values: str) -> None:
        super().__init__(key, values)
        self.key = key
        self.values = values

    def describe(self, words: Texts) -> str:
        return words(self.key, **self.values)


@dataclass(frozen=True)
class Operator:
    """What the operator has stated, per field and language; what is missing is not there."""

    stated: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    reviewed_on: date | None = None

    def lines(self, name: str, words: Texts) -> list[str]:
        """The lines of a field in a language; none if the operator has not stated it."""
        if name == REVIEWED:
            return [words.day(self.reviewed_on)] if self.reviewed_on else []
        text = self.stated.get(name, {}).get(words.language, "")
        return [line.strip() for line in text.splitlines() if line.strip()]

    @property
    def missing(self) -> list[str]:
        """The required fields that the operator still has to state."""
        return [name for name in REQUIRED if name not in self.stated and not (name == REVIEWED and self.reviewed_on)]


@cache
def operator() -> Operator:
    """The operator of this process, read once; empty if no file is named. Raises BadOperatorFile."""
    named = os.environ.get(VARIABLE)
    return read(Path(named)) if named else Operator()


def read(file: Path) -> Operator:
    """Read the file strictly: a misspelt field would be missing without a word."""
    try:
        tables = tomllib.loads(file.read_text(encoding="utf-8"))
    except OSError as error:
        raise BadOperatorFile("start.operator.unreadable", file=str(file), reason=error.strerror or "") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadOperatorFile("start.operator.broken", file=str(file), reason=str(error)) from None
    facts: dict[str, Any] = {}
    for section, values in tables.items():
        if not isinstance(values, dict):
            raise _unknown(file, section)
        facts |= {f"{section}.{name}": value for name, value in values.items()}
    for name in facts:
        if name not in FIELDS:
            raise _unknown(file, name)
    reviewed_on = facts.pop(REVIEWED, None) or None
    # A moment in time is a date too, but none that the page could show.
    if reviewed_on is not None and type(reviewed_on) is not date:
        raise BadOperatorFile("start.operator.date", file=str(file), field=REVIEWED)
    stated = {name: _in_languages(file, name, value) for name, value in facts.items()}
    return Operator({name: texts for name, texts in stated.items() if texts}, reviewed_on)


def _in_languages(file: Path, name: str, value: Any) -> dict[str, str]:
    """One text for both languages, or one per language; a missing one falls back to the first."""
    texts = value if isinstance(value, dict) else dict.fromkeys(LANGUAGES, value)
    if not set(texts) <= set(LANGUAGES) or not all(isinstance(text, str) for text in texts.values()):
        raise BadOperatorFile("start.operator.text", file=str(file), field=name)
    filled = {language: text for language, text in texts.items() if text.strip()}
    first = next(iter(filled.values()), "")
    return {language: filled.get(language, first) for language in LANGUAGES} if first else {}


def _unknown(file: Path, name: str) -> BadOperatorFile:
    return BadOperatorFile("start.operator.unknown", file=str(file), field=name, allowed=", ".join(FIELDS))
