"""What is wrong with a storyboard file, in words: each error with step, field and value."""

from collections.abc import Sequence

from figures.texts import Texts
from roadmap_model.storyboards import Fault

SHOWN = 8  # errors; a file that has more is hardly mended one by one
LONGEST = 60  # characters of a value


def fault_words(faults: Sequence[Fault], texts: Texts) -> list[str]:
    """One sentence per error, and one about those that are left out."""
    words = [_sentence(fault, texts) for fault in faults[:SHOWN]]
    left = len(faults) - len(words)
    return [*words, texts("storyboard.faults.more", n=left)] if left else words


def _sentence(fault: Fault, texts: Texts) -> str:
    place = [texts("storyboard.fault.step", step=str(fault.step))] if fault.step else []
    key = f"storyboard.field.{fault.field}"
    if fault.field:
        field = texts(key) if texts.has(key) else fault.field
        place += [texts("data.field", field=field)]
    value = fault.value if len(fault.value) <= LONGEST else fault.value[:LONGEST] + "…"
    words = texts(f"storyboard.fault.{fault.reason}", value=value or texts("data.nothing"), allowed=fault.allowed)
    return ", ".join(place) + (": " if place else "") + words
