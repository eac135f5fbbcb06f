"""The operator file: read strictly, missing facts named, a bad file refused in words."""

import tomllib
from datetime import date
from pathlib import Path

import pytest

from figures.texts import LANGUAGES, texts
from server import operator
from server.operator import FIELDS, REQUIRED, BadOperatorFile, Operator, read

EXAMPLE = Path(__file__).parent.parent / "deploy" / "operator.example.toml"
DE, EN = texts("de"), texts("en")


@pytest.fixture
def write(tmp_path: Path):
    def write(text: str) -> Path:
        file = tmp_path / "operator.toml"
        file.write_text(text, encoding="utf-8")
        return file

    return write


def refusal(file: Path) -> str:
    with pytest.raises(BadOperatorFile) as caught:
        read(file)
    for words in (DE, EN):
        assert str(file) in caught.value.describe(words)
    return caught.value.describe(DE)


def test_the_example_names_every_field_and_is_a_valid_file_that_states_nothing() -> None:
    text = EXAMPLE.read_text(encoding="utf-8")
    filled = tomllib.loads(text.replace("# reviewed_on", "reviewed_on"))
    assert {f"{section}.{name}" for section, values in filled.items() for name in values} == set(FIELDS)
    assert read(EXAMPLE) == Operator()
    assert read(EXAMPLE).missing == list(REQUIRED)


def test_the_example_says_which_fields_are_required() -> None:
    text = EXAMPLE.read_text(encoding="utf-8").replace('"""\n"""', '""')
    section, required = "", set()
    for line in text.splitlines():
        if line.startswith("["):
            section = line.strip("[]")
        elif "# required" in line.replace("   # required", " # required"):
            required.add(f"{section}.{line.removeprefix('# ').split(' ')[0]}")
    assert required == set(REQUIRED)


def test_a_text_has_lines_and_may_differ_per_language(write) -> None:
    stated = read(
        write('[operator]\naddress = """\nWeg 1\n\n  45000 Stadt\n"""\nname = { de = "Verband", en = "Association" }')
    )
    assert stated.lines("operator.address", DE) == ["Weg 1", "45000 Stadt"]
    assert stated.lines("operator.name", DE) == ["Verband"]
    assert stated.lines("operator.name", EN) == ["Association"]
    assert stated.lines("operator.phone", DE) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_text_in_one_language_stands_for_both(language: str, write) -> None:
    stated = read(write(f'[operator]\nname = {{ {language} = "Verband" }}'))
    assert [stated.lines("operator.name", words) for words in (DE, EN)] == [["Verband"], ["Verband"]]


def test_the_day_of_the_review_is_written_as_a_day(write) -> None:
    stated = read(write("[accessibility]\nreviewed_on = 2026-01-31"))
    assert stated.reviewed_on == date(2026, 1, 31)
    assert stated.lines("accessibility.reviewed_on", DE) == ["31. Januar 2026"]
    assert "accessibility.reviewed_on" not in stated.missing


@pytest.mark.parametrize("value", ['""', '"  \\n "', '{ de = "" }', "{}"])
def test_an_empty_text_is_a_missing_one(value: str, write) -> None:
    assert "operator.name" in read(write(f"[operator]\nname = {value}")).missing


def test_an_empty_file_states_nothing(write) -> None:
    assert read(write("")).missing == list(REQUIRED)


@pytest.mark.parametrize("text", ["[operator", "name = ", "<script>", "[operator]\nname = 'a'\nname = 'b'"])
def test_a_broken_file_is_refused_with_a_hint_at_the_example(text: str, write) -> None:
    assert "TOML" in refusal(write(text))
    assert "operator.example.toml" in refusal(write(text))


def test_a_file_in_another_encoding_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "operator.toml"
    file.write_bytes('[operator]\nname = "Müller"'.encode("latin-1"))
    assert "UTF-8" in refusal(file)


@pytest.mark.parametrize(
    "text", ["[operator]\nnmae = 'x'", "[betreiber]\nname = 'x'", "name = 'x'", "[[operator]]\nname = 'x'"]
)
def test_an_unknown_field_is_refused_with_those_that_exist(text: str, write) -> None:
    assert "operator.name" in refusal(write(text))


@pytest.mark.parametrize("value", ["1", "true", "[ 'x' ]", "{ fr = 'x' }", "{ de = 1 }", "2026-01-31"])
def test_what_is_no_text_is_refused_with_its_field(value: str, write) -> None:
    assert "operator.name" in refusal(write(f"[operator]\nname = {value}"))


@pytest.mark.parametrize("value", ["'2026-01-31'", "2026", "2026-01-31T10:00:00"])
def test_what_is_no_day_is_refused_with_its_field(value: str, write) -> None:
    assert "accessibility.reviewed_on" in refusal(write(f"[accessibility]\nreviewed_on = {value}"))


def test_a_file_that_is_not_there_is_refused_and_so_is_a_folder(tmp_path: Path) -> None:
    refusal(tmp_path / "nowhere.toml")
    refusal(tmp_path)


@pytest.mark.parametrize("value", [None, ""])
def test_without_the_variable_nothing_is_stated(value: str | None, monkeypatch: pytest.MonkeyPatch) -> None:
    if value is None:
        monkeypatch.delenv(operator.VARIABLE, raising=False)
    else:
        monkeypatch.setenv(operator.VARIABLE, value)
    assert operator.operator.__wrapped__() == Operator()
