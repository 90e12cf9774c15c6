"""Tables in Markdown, the machine they were measured on, and their place in README.md."""

import os
import platform
from datetime import date
from importlib.metadata import distributions
from pathlib import Path

import numpy as np

from mlp.runs import kernel

README = Path(__file__).with_name("README.md")
LIBRARIES = ("numpy", "scikit-learn", "torch", "jax")


def table(head, rows):
    """A Markdown table of rows of texts."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def figure(value):
    """A number with about three digits."""
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"


def verdict(met):
    return "met" if met else "**missed**"


def provenance(command, where):
    """One sentence: when, how and on what machine something was measured."""
    return f"*Measured on {date.today()} by `{command}`, {where}: {machine()}.*"


def machine():
    """The processor, its cores, the versions of Python and of all that computes, and the kernel, in words."""
    blas = np.show_config(mode="dicts")["Build Dependencies"]["blas"]
    installed = {each.name: each.version for each in distributions()}
    libraries = [f"{name} {installed[name]}" for name in LIBRARIES if name in installed]
    python = f"Python {platform.python_version()}"
    return ", ".join(
        (
            f"{kernel.processor()[0]} with {os.cpu_count()} cores",
            python,
            *libraries,
            f"{blas['name']} {blas['version']} with the kernel {kernel.running()}",
        )
    )


def write(name, text):
    """Put the text between the markers of this name in README.md."""
    begin, end = f"<!-- {name}: begin -->", f"<!-- {name}: end -->"
    before, _, rest = README.read_text().partition(begin)
    _, _, after = rest.partition(end)
    README.write_text(f"{before}{begin}\n{text}\n{end}{after}")
