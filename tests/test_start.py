"""The start: settings read strictly, trouble told in words, debts of the operator named once."""

import logging
from pathlib import Path

import pytest

from roadmap_model import live
from server import start
from server.operator import REQUIRED, operator
from tests import region
from tests.region import edit


@pytest.fixture(autouse=True)
def settings(monkeypatch: pytest.MonkeyPatch, region_folder: Path):
    """The fictional region, no other setting, and nothing left behind for other tests."""
    for name in ("ROADMAP_LANGUAGE", "ROADMAP_SESSIONS", "ROADMAP_OPERATOR", "ROADMAP_EMBED_PARENTS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("ROADMAP_DATA", str(region_folder))
    monkeypatch.setattr(live, "_served", None)
    operator.cache_clear()
    yield
    operator.cache_clear()


def refusal() -> str:
    with pytest.raises(start.NotReady) as caught:
        start.prepare()
    return str(caught.value)


def test_without_settings_any_number_of_visitors_may_come_and_no_other_site_shows_widgets() -> None:
    assert start.prepare() == start.Instance(sessions=None, parents="")
    assert live.served().folder


@pytest.mark.parametrize(("value", "limit"), [("1", 1), ("200", 200), (" 60 ", 60), ("", None), ("  ", None)])
def test_the_limit_of_sessions_is_a_whole_number(
    value: str, limit: int | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ROADMAP_SESSIONS", value)
    assert start.prepare().sessions == limit


@pytest.mark.parametrize("value", ["0", "-1", "1.5", "viele", "1e3", "٣", "1_000", "9" * 5000])
def test_another_limit_is_refused_in_words(value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ROADMAP_SESSIONS", value)
    assert "ROADMAP_SESSIONS" in refusal()


def test_sites_that_may_show_widgets_are_named_by_their_origin(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ROADMAP_EMBED_PARENTS", "https://stadt.example https://*.ruhr.example")
    assert start.prepare().parents == "https://stadt.example https://*.ruhr.example"


@pytest.mark.parametrize("value", ["stadt.example", "https://a.example/pfad", "https://a.example; script-src *"])
def test_what_is_no_origin_is_refused_in_words(value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ROADMAP_EMBED_PARENTS", value)
    assert "ROADMAP_EMBED_PARENTS" in refusal()


def test_an_unknown_language_is_refused_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ROADMAP_LANGUAGE", "fr")
    assert "ROADMAP_LANGUAGE" in refusal()
    assert "de, en" in refusal()


def test_the_operator_is_addressed_in_the_chosen_language(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ROADMAP_SESSIONS", "x")
    german = refusal()
    monkeypatch.setenv("ROADMAP_LANGUAGE", "en")
    assert refusal() != german


def test_broken_data_are_told_in_words(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    folder = region.write(tmp_path / "data", edit("projects", 0, scale="riesig"))
    monkeypatch.setenv("ROADMAP_DATA", str(folder))
    assert "riesig" in refusal()


def test_a_missing_data_folder_is_told_in_words(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("ROADMAP_DATA", str(tmp_path / "nowhere"))
    assert str(tmp_path / "nowhere") in refusal()


@pytest.mark.parametrize("text", ["[operator", "[operator]\nnmae = 'x'", "[operator]\nname = 1"])
def test_a_broken_operator_file_is_told_in_words(text: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    file = tmp_path / "operator.toml"
    file.write_text(text, encoding="utf-8")
    monkeypatch.setenv("ROADMAP_OPERATOR", str(file))
    assert str(file) in refusal()


def test_what_the_operator_owes_is_logged_once_in_one_sentence(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING, "roadmap.start"):
        start.prepare()
    (record,) = caplog.records
    assert all(name in record.getMessage() for name in REQUIRED)
    assert "ROADMAP_OPERATOR" in record.getMessage()
