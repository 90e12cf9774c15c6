"""Dependencies point down only: pages use mlp and datasets, which know neither each other nor what draws them."""

import ast
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
DRAWING = {"streamlit", "altair", "matplotlib", "pandas"}


# Each room and those it may know beside itself; what lies in no room of its own belongs to the folder around it.
ROOMS = {
    "mlp.parts": set(),
    "mlp.engine": {"mlp", "mlp.parts"},
    "mlp.runs": {"mlp", "mlp.engine"},
    "mlp.experiments": {"mlp"},
    "mlp.commands": {"mlp", "mlp.runs", "mlp.experiments"},
    "mlp": {"mlp.parts"},
    "pages.shared": {"mlp", "mlp.experiments"},
    "pages.shared.components": {"pages.shared"},
    "pages.shared.runs": {"mlp", "mlp.engine", "mlp.runs", "mlp.experiments", "pages.shared"},
}
ROOMS["pages.shared.sections"] = ROOMS["pages.shared.runs"] | {"mlp.parts", "pages.shared.runs"}
ROOMS["pages.shared.stage"] = {"mlp", "mlp.engine", "pages.shared", "pages.shared.components", "pages.shared.runs"}
SUBJECTS = ("experiment", "surface", "sine", "iris", "images")
BELOW_SUBJECTS = ROOMS["pages.shared.stage"] | {"mlp.runs", "mlp.experiments", "pages.shared.stage"}
BELOW_SUBJECTS |= {"pages.shared.sections"}
ROOMS |= {f"pages.shared.{name}": BELOW_SUBJECTS for name in SUBJECTS}
ROOMS["pages.shared.overview"] = ROOMS["pages.shared.iris"] | {f"pages.shared.{name}" for name in SUBJECTS}


def imports(path):
    """The full names of what a file imports: modules, and what is taken from them."""
    names = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
    return names


def imported(path):
    """The top-level modules that a file imports."""
    return {name.split(".")[0] for name in imports(path)}


def room(name):
    """The innermost room that a dotted name lies in, or None outside of mlp and pages/shared."""
    return max((each for each in ROOMS if f"{name}.".startswith(f"{each}.")), key=len, default=None)


def files(folder):
    return [pytest.param(path, id=str(path.relative_to(ROOT))) for path in sorted((ROOT / folder).rglob("*.py"))]


@pytest.mark.parametrize("path", [*files("mlp"), *files("pages/shared")])
def test_no_arrow_points_upward(path):
    if path in (ROOT / "mlp" / "__main__.py", ROOT / "mlp" / "__init__.py"):
        return  # the doors may show everything
    here = room(".".join(path.relative_to(ROOT).with_suffix("").parts))
    assert {room(name) for name in imports(path)} - {None, here} <= ROOMS[here]
    assert not {name for name in imports(path) if name.startswith("pages.") and not room(name)}


@pytest.mark.parametrize("path", files("mlp"))
def test_mlp_is_numpy_and_the_standard_library(path):
    allowed = {"numpy", "mlp", *sys.stdlib_module_names}
    if path in (ROOT / "mlp" / "__main__.py", ROOT / "mlp" / "__init__.py") or path.parent.name == "commands":
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
