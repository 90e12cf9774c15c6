"""Small facts learnt about this machine, kept in the cache folder beside the results: one JSON file for each subject.

A damaged file knows nothing, and trouble with the disk means that a fact is not kept: all of it can be learnt again.
"""

import contextlib
import json
import os
import sys
import uuid
from pathlib import Path


def cache_folder():
    """$MLP_EXPLORER_CACHE, else a folder for mlp-explorer in the user's cache folder. It may not exist."""
    if root := os.environ.get("MLP_EXPLORER_CACHE"):
        return Path(root)
    variable, home = {
        "win32": ("LOCALAPPDATA", "~/AppData/Local"),
        "darwin": ("", "~/Library/Caches"),
    }.get(sys.platform, ("XDG_CACHE_HOME", "~/.cache"))
    return Path(os.environ.get(variable) or os.path.expanduser(home)) / "mlp-explorer"


def recall(subject):
    """key -> fact of all that is known of a subject."""
    try:
        facts = json.loads(_file(subject).read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    return facts if isinstance(facts, dict) else {}


def remember(subject, key, fact):
    """Keep a fact (what JSON can hold) beside the others of its subject."""
    file = _file(subject)
    beside = file.with_name(f"{uuid.uuid4().hex}.part")
    with contextlib.suppress(OSError):
        file.parent.mkdir(parents=True, exist_ok=True)
        beside.write_text(json.dumps({**recall(subject), key: fact}, indent=1), encoding="utf-8")
        beside.replace(file)


def _file(subject):
    return cache_folder() / f"{subject}.json"
