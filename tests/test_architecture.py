"""Dependencies point down only: pages use mlp and datasets, which know neither each other nor what draws them."""

import ast
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
DRAWING = {"streamlit", "altair", "matplotlib", "pandas"}


def imported(path):
    """The top-level modules that a file imports."""
    names = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            names.add(node.module.split(".")[0])
    return names


def files(folder):
    return [pytest.param(path, id=str(path.relative_to(ROOT))) for path in sorted((ROOT / folder).rglob("*.py"))]


@pytest.mark.parametrize("path", files("mlp"))
def test_mlp_is_numpy_and_the_standard_library(path):
    allowed = {"numpy", "mlp", *sys.stdlib_module_names}
    if path.name == "__main__.py":
        allowed |= {"datasets"}
    assert imported(path) <= allowed


@pytest.mark.parametrize("path", files("datasets"))
def test_datasets_know_nothing_of_mlp_or_of_drawing(path):
    assert not imported(path) & {"mlp", "pages", *DRAWING}


@pytest.mark.parametrize("path", [*files("mlp"), *files("datasets"), *files("pages")])
def test_nothing_is_pickled(path):
    assert "pickle" not in imported(path)


def test_the_entry_file_does_nothing_when_it_is_imported():
    body = ast.parse((ROOT / "streamlit_app.py").read_text()).body
    assert [type(node) for node in body] == [ast.Expr, ast.If]
