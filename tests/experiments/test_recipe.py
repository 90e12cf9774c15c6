"""README's recipe for an experiment of one's own, followed to the letter in a copy of the project."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FOLDERS = ("mlp", "datasets", "pages", ".streamlit")
FILE = re.compile(r"`([a-z/]+\.py)`[^`]*?:\n\n```python\n(.*?)```", re.DOTALL)
OPEN = """
import sys
from streamlit.testing.v1 import AppTest

app = AppTest.from_file("streamlit_app.py", default_timeout=60)
app.switch_page(f"pages/{sys.argv[1]}.py").run()
assert not app.exception, app.exception
print(*[title.value for title in app.title], *[markdown.value for markdown in app.markdown])
"""


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    """A copy of the project with the recipe's three files and its line."""
    copy = tmp_path_factory.mktemp("copy")
    for folder in FOLDERS:
        shutil.copytree(ROOT / folder, copy / folder, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "streamlit_app.py", copy)
    recipe = (ROOT / "README.md").read_text(encoding="utf-8").split("## Add an experiment")[1].split("\n## ")[0]
    files = dict(FILE.findall(recipe))
    assert sorted(files) == ["datasets/sources/waves.py", "mlp/experiments/waves.py", "pages/waves.py"]
    for name, code in files.items():
        (copy / name).write_text(code, encoding="utf-8")
    init = copy / "mlp" / "experiments" / "__init__.py"
    text = init.read_text(encoding="utf-8").replace("sine, surface\n", "sine, surface, waves\n")
    init.write_text(
        text.replace("hanzi.EXPERIMENT,\n", "hanzi.EXPERIMENT,\n        waves.EXPERIMENT,\n"), encoding="utf-8"
    )
    return copy


def said(project, *command):
    environment = os.environ | {"MLP_EXPLORER_CACHE": str(project / "cache")}
    done = subprocess.run([sys.executable, *command], cwd=project, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_it_runs_from_the_command_line(project):
    out = said(project, "-m", "mlp", "run", "waves", "--replicates", "2", "--set", "epochs=2")
    assert "30 units" in out
    assert "finished" in out


@pytest.mark.parametrize(("page", "shows"), [("waves", "Does tanh like waves?"), ("overview", "Does tanh like waves?")])
def test_its_page_and_its_card_are_there(project, page, shows):
    assert shows in said(project, "-c", OPEN, page)
