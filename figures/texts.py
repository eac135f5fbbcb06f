"""German and English texts, numbers and dates, from the catalogues in locale/."""

from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from babel import dates, numbers
from babel.messages.pofile import read_po

from roadmap_model.dates import bounds, precision

LANGUAGES = ("de", "en")
LOCALES = {"de": "de_DE", "en": "en_GB"}
FOLDER = Path(__file__).parent.parent / "locale"


class Texts:
    """Everything a page says in one language.

    `texts("map.title", n=3)` looks up a text and fills its braces; texts with two forms take their
    plural from `n`. An unknown key raises KeyError: a page never shows a key.
    """

    def __init__(self, language: str) -> None:
        self.language = language
        self.locale = LOCALES[language]
        with (FOLDER / language / "LC_MESSAGES" / "messages.po").open("rb") as file:
            catalogue = read_po(file, locale=language)
        self.entries: Mapping[str, tuple[str, ...]] = {
            _first(message.id): _forms(message.string) for message in catalogue if message.id
        }

    def __call__(self, key: str, **values: Any) -> str:
        forms = self.entries[key]
        form = forms[0] if len(forms) == 1 or values["n"] == 1 else forms[1]
        return form.format(**{name: self._written(value) for name, value in values.items()})

    def has(self, key: str) -> bool:
        return key in self.entries

    def of(self, record: Any, column: str) -> str:
        """The text of a two-language column of a row; empty if there is none."""
        value = record[f"{column}_{self.language}"]
        return value if isinstance(value, str) else ""

    def number(self, value: float) -> str:
        return _number(float(value), self.locale)

    def day(self, value: date) -> str:
        """A full date: 22. November 2026."""
        return _day(value, self.locale)

    def short_day(self, value: date) -> str:
        """A date for tables: 22.11.2026."""
        return _short_day(value, self.locale)

    def partial(self, text: str | float | None) -> str:
        """A partial date, exactly as coarse as it is; empty if missing."""
        return "" if not isinstance(text, str) or not text else _partial(text, self)

    def money(self, value: float) -> str:
        """Euros as board members say them: 12,5 Mio. Euro."""
        if value >= 1_000_000:
            return self("money.million", value=round(value / 1_000_000, 2))
        return self("money.euro", value=value)

    def _written(self, value: Any) -> Any:
        return self.number(value) if isinstance(value, (int, float)) else value


@cache
def texts(language: str) -> Texts:
    """The texts of a language, read once."""
    return Texts(language)


@cache
def _number(value: float, locale: str) -> str:
    return str(numbers.format_decimal(value, format="#,##0.##", locale=locale))


@cache
def _day(value: date, locale: str) -> str:
    return str(dates.format_date(value, "d. MMMM y" if locale == "de_DE" else "d MMMM y", locale))


@cache
def _short_day(value: date, locale: str) -> str:
    return str(dates.format_date(value, "dd.MM.y" if locale == "de_DE" else "short", locale))


@cache
def _partial(text: str, words: Texts) -> str:
    first, kind = bounds(text)[0], precision(text)
    if kind == "day":
        return words.day(first)
    if kind == "month":
        return str(dates.format_date(first, "MMMM y", words.locale))
    if kind == "quarter":
        return words("date.quarter", quarter=f"{(first.month + 2) // 3}", year=f"{first.year}")
    return f"{first.year}"


def _first(key: Any) -> str:
    return key if isinstance(key, str) else key[0]


def _forms(text: Any) -> tuple[str, ...]:
    return (text,) if isinstance(text, str) else tuple(text)
