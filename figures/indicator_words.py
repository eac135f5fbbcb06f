"""What the values of an indicator say, in words that stay true for few, coarse and incomparable ones."""

from collections.abc import Sequence

from figures.texts import Texts
from roadmap_model.series import Indicator, Target, Value, segments


def amount(value: Value, texts: Texts) -> str:
    """The number as exact as it is documented: about 160,000."""
    return texts(f"qualifier.{value.qualifier}", value=texts.number(value.number))


def with_unit(value: Value, indicator: Indicator, texts: Texts) -> str:
    return f"{amount(value, texts)} {indicator.unit[texts.language]}"


def target_words(target: Target, indicator: Indicator, texts: Texts) -> str:
    """Target 2030: 22.4 %."""
    value = f"{texts.number(target.number)} {indicator.unit[texts.language]}"
    if target.year is None:
        return texts("indicator.target.undated", value=value)
    return texts("indicator.target", year=str(target.year), value=value)


def town_name(value: Value) -> str:
    return value.town[1] if value.town else ""


def with_break(value: Value, texts: Texts) -> str:
    return f"{amount(value, texts)} ({texts('indicator.break')})" if value.series_break else amount(value, texts)


def row(value: Value, texts: Texts) -> tuple[str, ...]:
    notes = [texts("indicator.break.note")] if value.series_break else []
    return (
        texts.partial(value.period),
        amount(value, texts),
        texts(f"evidence.{value.evidence}"),
        " ".join([*notes, value.note[texts.language]]).strip(),
        value.source.title,
    )


def development(indicator: Indicator, values: Sequence[Value], texts: Texts) -> str:
    """What the values say together; only exact ones within one segment can be said to rise or fall."""
    first, last = segments(values)[-1][0], values[-1]
    words = {
        "first": amount(first, texts), "first_period": texts.partial(first.period),
        "last": with_unit(last, indicator, texts), "last_period": texts.partial(last.period),
    }  # fmt: skip
    if first is last:
        return texts("indicator.alone", **words)
    exact = first.qualifier == last.qualifier == "genau"
    if exact and first.number == last.number:
        return texts("indicator.same", **words)
    if exact and texts.number(first.number) != texts.number(last.number):
        return texts("indicator.risen" if last.number > first.number else "indicator.fallen", **words)
    return texts("indicator.changed", **words)


def compared(indicator: Indicator, shown: Sequence[Value], texts: Texts) -> str:
    """Lowest and highest municipality of one period; `shown` begins with the highest."""
    high, low = shown[0], shown[-1]
    return texts(
        "indicator.compared", period=texts.partial(high.period), n=len(shown), low=amount(low, texts),
        low_town=town_name(low), high=with_unit(high, indicator, texts), high_town=town_name(high),
    )  # fmt: skip
