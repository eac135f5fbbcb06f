"""Whatever the data say, they stay text in our HTML."""

import dis
import re
import sys
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
from jinja2 import TemplateNotFound, UndefinedError, meta, nodes
from markupsafe import Markup

from figures import html
from figures.html import render
from figures.texts import texts
from tests import sources

HOSTILE = """"><script>alert(1)</script><img src=x onerror=alert(1)>' onmouseover='alert(1)' x="{{ 7*191 }}"""
FORBIDDEN_TAGS = {"script", "img", "iframe", "object", "embed", "link", "style", "meta", "base", "input", "template"}
# Attributes that run or load something; those of events are found by their beginning.
FORBIDDEN_ATTRIBUTES = {"src", "srcset", "srcdoc", "formaction", "action", "ping", "background", "xlink:href"}
NAMES = [file.name for file in sources.templates()]
# Templates of macros draw nothing themselves; they are drawn by those that import them.
IMPORTED = {
    found for file in sources.templates() for found in re.findall(r'from "(\w+\.html)"', file.read_text("utf-8"))
}


class Anything:
    """Stands for every value a template asks for; as text it is hostile, as a condition what the test wants."""

    def __init__(self, true: bool) -> None:
        self._true = true

    def __str__(self) -> str:
        return HOSTILE

    def __bool__(self) -> bool:
        return self._true

    def __call__(self, *_: object, **__: object) -> "Anything":
        return self

    def __getattr__(self, name: str) -> "Anything":
        if name.startswith("__"):
            raise AttributeError(name)
        return self

    def __getitem__(self, key: object) -> "Anything":
        if isinstance(key, int) and key > 8:
            raise IndexError(key)
        return self

    def __iter__(self) -> Iterator["Anything"]:
        """Two values; or as many as there are names where a template takes a value apart."""
        asking = sys._getframe(1)
        operation, names = asking.f_code.co_code[asking.f_lasti : asking.f_lasti + 2]
        return iter([self] * (names if operation == dis.opmap["UNPACK_SEQUENCE"] else 2))

    def __len__(self) -> int:
        return 2

    def __gt__(self, _: object) -> bool:
        return self._true

    def __add__(self, _: object) -> "Anything":
        return self

    __radd__ = __sub__ = __rsub__ = __mul__ = __rmul__ = __add__
    __lt__ = __ge__ = __le__ = __gt__


class Reader(HTMLParser):
    """Collects what a browser would make of a piece of HTML."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: set[str] = set()
        self.attributes: list[tuple[str, str]] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes += [(name, value or "") for name, value in attrs]

    def handle_data(self, data: str) -> None:
        self.text += data


def read(page: str) -> Reader:
    reader = Reader()
    reader.feed(page)
    reader.close()
    return reader


def variables(name: str) -> set[str]:
    """What a template and those it includes ask for."""
    tree = html._environment().parse((sources.TEMPLATES / name).read_text(encoding="utf-8"))
    included = [node.template.value for node in tree.find_all(nodes.Include)]
    return meta.find_undeclared_variables(tree).union(*map(variables, included))


def drawn(name: str, true: bool) -> str:
    """The template with every variable hostile."""
    values = {variable: Anything(true) for variable in variables(name) | {"t"}}
    words = values.pop("t")
    return str(render(name, words, **values))  # type: ignore[arg-type]


@pytest.mark.parametrize("true", [True, False], ids=["everything there", "everything missing"])
@pytest.mark.parametrize("name", NAMES)
def test_no_value_becomes_markup_in_any_place_of_any_template(name: str, true: bool) -> None:
    page = drawn(name, true)
    reader = read(page)
    assert "<script" not in page
    assert "<img" not in page
    assert "1337" not in page
    assert reader.tags & FORBIDDEN_TAGS == set()
    names = {attribute for attribute, _ in reader.attributes}
    assert {name for name in names if name.startswith("on") or name in FORBIDDEN_ATTRIBUTES} == set()


@pytest.mark.parametrize("name", [name for name in NAMES if name not in IMPORTED])
def test_hostile_values_arrive_as_text(name: str) -> None:
    page = drawn(name, True)
    assert "&lt;script&gt;" in page
    assert "&#34;&gt;" in page


@pytest.mark.parametrize("true", [True, False])
@pytest.mark.parametrize("name", NAMES)
def test_a_value_in_an_attribute_stays_in_it(name: str, true: bool) -> None:
    for attribute, value in read(drawn(name, true)).attributes:
        assert HOSTILE in value or "script" not in value, attribute


@pytest.mark.parametrize("file", sources.templates(), ids=sources.name)
def test_no_template_switches_the_escape_off(file: Path) -> None:
    content = file.read_text(encoding="utf-8")
    assert not re.search(r"\|\s*safe|autoescape|Markup|forceescape", content)
    assert "<script" not in content
    assert not re.search(r"\son[a-z]+=", content)


@pytest.mark.parametrize("file", sources.templates(), ids=sources.name)
def test_every_attribute_with_a_value_is_quoted(file: Path) -> None:
    content = re.sub(r"\{%.*?%\}", "", file.read_text(encoding="utf-8"), flags=re.DOTALL)
    content = re.sub(r"\{\{.*?\}\}", "VALUE", content, flags=re.DOTALL)
    assert re.findall(r"<[a-z][^>]*\s[a-z-]+=[^\"\s>][^>]*>", content) == []


@pytest.mark.parametrize("file", sources.templates(), ids=sources.name)
def test_a_link_that_opens_elsewhere_gives_nothing_away(file: Path) -> None:
    for link in re.findall(r"<a [^>]*target=\"_blank\"[^>]*>", file.read_text(encoding="utf-8")):
        assert "noopener" in link or "{{ contact }}" in link


@pytest.mark.parametrize("file", sources.code(), ids=sources.name)
def test_no_code_trusts_html_that_no_template_wrote(file: Path) -> None:
    content = file.read_text(encoding="utf-8")
    assert "unsafe_allow_html" not in content
    assert "unsafe_allow_javascript" not in content
    if sources.name(file) != "figures/html.py":
        assert not re.search(r"\b(Markup|Html)\(", content)


def test_streamlit_is_given_html_from_templates_only() -> None:
    for file in sources.code():
        content = file.read_text(encoding="utf-8")
        calls = re.findall(r"st\.html\(\s*(\w+)", content)
        assert set(calls) <= {"render", "_html"}, sources.name(file)
        if "_html" in calls:  # a function of that file that keeps what a template wrote
            assert re.search(r"def _html\(.*\) -> Html:\n    return render\(", content)


def test_a_value_that_is_forgotten_is_an_error_and_no_gap() -> None:
    with pytest.raises(UndefinedError):
        render("chart_message.html", texts("de"))


def test_an_unknown_template_is_an_error() -> None:
    with pytest.raises(TemplateNotFound):
        render("nothing.html", texts("de"))
    with pytest.raises(TemplateNotFound):
        render("../html.py", texts("de"))


def test_what_is_rendered_is_not_escaped_twice() -> None:
    inner = render("chart_message.html", texts("de"), chart={"message": "a & <b>"})
    assert isinstance(inner, Markup)
    assert "a &amp; &lt;b&gt;" in inner
    assert Markup("{}").format(inner) == inner


def test_every_template_is_used() -> None:
    named = {text for file in sources.code() for text in sources.strings(file)}
    named |= {found for file in sources.templates() for found in re.findall(r'"(\w+\.html)"', file.read_text("utf-8"))}
    assert sorted(set(NAMES) - named) == []
    assert sorted(text for text in named if text.endswith(".html") and "/" not in text and text not in NAMES) == [
        text
        for text in (".html", "index.html", "roadmap.html")
        if text in named  # of what is served
    ]
