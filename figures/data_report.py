"""A broken data folder explained to whoever edits it: every error with file, row, field, value and remedy."""

from figures.texts import Texts
from roadmap_model.checks import BrokenData, Finding


def describe(trouble: BrokenData, texts: Texts) -> str:
    """The report, one paragraph per file, one line per error."""
    lines = [texts("data.title", n=len(trouble.findings))]
    file = None
    for finding in trouble.findings:
        if finding.file != file:
            file = finding.file
            lines += ["", file]
        lines.append("  " + _sentence(finding, texts))
    return "\n".join(lines)


def _sentence(finding: Finding, texts: Texts) -> str:
    place = [texts("data.row", row=str(finding.row))] if finding.row else []
    place += [texts("data.field", field=finding.field)] if finding.field else []
    words = texts(f"data.{finding.kind}", value=finding.value or texts("data.nothing"), allowed=finding.allowed)
    return ", ".join(place) + (": " if place else "") + words
