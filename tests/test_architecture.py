"""The house: what may know what, and how long a part may get."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

from pages.ui.navigation import PAGES
from tests import sources

ROOT = sources.ROOT
# Every part may use itself and what stands to its left.
ORDER = ("roadmap_model", "figures")
ALLOWED = {
    "roadmap_model": {"roadmap_model"},
    "figures": {"roadmap_model", "figures"},
    "pages": {"roadmap_model", "figures", "pages"},
    "server": {"roadmap_model", "figures", "server"},
}
LIBRARIES = {
    "roadmap_model": {"pandas", "numpy", "geopandas", "shapely", "networkx", "frictionless"},
}
OURS = {*sources.PACKAGES, "app", "tests", "scripts"}
WEB = {"streamlit", "streamlit_folium", "starlette"}
# These need to know where Streamlit keeps its files, no more.
LOCATE_STREAMLIT = {"server/shell.py", "server/headers.py", "server/typeface.py"}
SCRIPTS = sorted((ROOT / "pages").glob("*.py"))
FOLDERS = {name: sorted((ROOT / name).rglob("*.py")) for name in sources.PACKAGES}
PARTS = [(name, file) for name, files in FOLDERS.items() for file in files]


def roots(file: Path) -> set[str]:
    return {name.partition(".")[0] for name in sources.imports(file)}


def lines(file: Path) -> int:
    return len(file.read_text(encoding="utf-8").splitlines())


def test_all_parts_of_the_house_are_there() -> None:
    assert all(FOLDERS.values())
    assert set(ALLOWED) == set(sources.PACKAGES)


@pytest.mark.parametrize(("name", "file"), PARTS, ids=[sources.name(file) for _, file in PARTS])
def test_a_part_knows_itself_and_what_lies_below_it(name: str, file: Path) -> None:
    assert roots(file) & OURS <= ALLOWED[name]


@pytest.mark.parametrize("name", ["roadmap_model", "figures"])
def test_model_and_figures_know_neither_pages_nor_requests(name: str) -> None:
    assert [sources.name(file) for file in FOLDERS[name] if roots(file) & WEB] == []


def test_the_server_knows_of_streamlit_only_where_its_files_are() -> None:
    knowing = {sources.name(file) for file in FOLDERS["server"] if roots(file) & {"streamlit", "streamlit_folium"}}
    assert knowing <= LOCATE_STREAMLIT
    for name in knowing:
        uses = {ast.unparse(n) for n in ast.walk(sources.tree(ROOT / name)) if isinstance(n, ast.Attribute)}
        assert {use for use in uses if use.startswith("streamlit.")} <= {"streamlit.__file__"}


def test_the_model_needs_tables_and_areas_and_nothing_else() -> None:
    standard = set(sys.stdlib_module_names)
    for file in FOLDERS["roadmap_model"]:
        foreign = roots(file) - standard - {"roadmap_model"}
        assert foreign <= LIBRARIES["roadmap_model"], sources.name(file)


def test_nothing_that_runs_knows_the_tests() -> None:
    assert [
        sources.name(file) for file in sources.code() if roots(file) & {"tests", "scripts", "pytest", "hypothesis"}
    ] == []


def test_model_figures_and_server_start_without_a_session_of_streamlit() -> None:
    modules = [sources.name(f).removesuffix(".py").replace("/", ".").removesuffix(".__init__") for part in
               ("roadmap_model", "figures", "server") for f in FOLDERS[part]]  # fmt: skip
    below = [name for name in modules if not name.startswith("server")]
    program = (
        "import importlib, sys\n"
        f"for name in {below!r}: importlib.import_module(name)\n"
        f"web = {sorted(WEB)!r}\n"
        "assert not [name for name in web if name in sys.modules], 'web in the model'\n"
        f"for name in {modules!r}: importlib.import_module(name)\n"
        "assert not [name for name in sys.modules if name.partition('.')[0] in ('pages', 'streamlit_folium')]\n"
        "print('started')\n"
    )
    done = subprocess.run(  # noqa: S603
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, timeout=60, check=False
    )
    assert done.stdout == "started\n", done.stderr


@pytest.mark.parametrize("file", SCRIPTS, ids=sources.name)
def test_a_page_reads_from_top_to_bottom_and_calculates_nothing(file: Path) -> None:
    content = file.read_text(encoding="utf-8")
    assert not re.search(r"groupby|merge|read_csv|crosstab|pivot|\bpd\.", content)
    assert not re.search(r"#[0-9A-Fa-f]{6}", content)
    assert "pandas" not in roots(file)


@pytest.mark.parametrize("file", SCRIPTS, ids=sources.name)
def test_a_page_is_short(file: Path) -> None:
    assert lines(file) <= 80


def test_the_app_is_short() -> None:
    assert lines(ROOT / "app.py") <= 40


@pytest.mark.parametrize("file", sources.code(), ids=sources.name)
def test_a_module_is_no_longer_than_one_can_read_at_once(file: Path) -> None:
    assert lines(file) <= 250


@pytest.mark.parametrize("file", [f for f in sources.code() if f.stat().st_size], ids=sources.name)
def test_every_module_says_what_it_is_for(file: Path) -> None:
    assert ast.get_docstring(sources.tree(file))


def test_every_page_is_a_script_with_a_title() -> None:
    for page in PAGES:
        assert "st.title(" in (ROOT / "pages" / page.file).read_text(encoding="utf-8"), page.key


def test_only_the_catalogues_speak_german() -> None:
    # Words on screen belong into locale/; umlauts and quotation marks give them away.
    words = [
        (sources.name(file), text)
        for file in sources.code()
        for text in sources.strings(file)
        if re.search(r"[äöüÄÖÜß„“]", text)
    ]
    assert words == []
