"""The files of the code base, for tests that read code rather than run it."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("roadmap_model", "figures", "server", "pages")
TEMPLATES = ROOT / "figures" / "templates"


def code() -> list[Path]:
    """Every Python file that the app runs."""
    return [ROOT / "app.py", *(file for name in PACKAGES for file in sorted((ROOT / name).rglob("*.py")))]


def templates() -> list[Path]:
    return sorted(TEMPLATES.glob("*.html"))


def name(file: Path) -> str:
    """The path from the root of the repository, for messages."""
    return file.relative_to(ROOT).as_posix()


@cache
def tree(file: Path) -> ast.Module:
    return ast.parse(file.read_text(encoding="utf-8"))


def imports(file: Path) -> set[str]:
    """Every module that a file imports, with its full name."""
    found: set[str] = set()
    for node in ast.walk(tree(file)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"relative import in {name(file)}"
            found |= {node.module or "", *(f"{node.module}.{alias.name}" for alias in node.names)}
    return found


def strings(file: Path) -> Iterator[str]:
    """Every text in the code of a file, documentation excluded."""
    documentation = {
        id(node.body[0].value)
        for node in ast.walk(tree(file))
        if isinstance(node, (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef))
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree(file)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in documentation:
            yield node.value
