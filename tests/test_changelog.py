"""The changelog speaks of the results that are made now."""

import re
from pathlib import Path

from mlp.spec import RESULTS_VERSION

CHANGELOG = Path(__file__).parents[1] / "CHANGELOG.md"


def test_the_newest_entry_names_the_results_version():
    newest = re.search(r"^## (.+)$", CHANGELOG.read_text(encoding="utf-8"), re.MULTILINE)[1]
    assert newest.endswith(f"results version {RESULTS_VERSION}")
