"""The one place that asks for today's date, so that tests can stop the clock."""

from datetime import date


def today() -> date:
    return date.today()
