"""What this machine gives to the runs, in lines of text: processor, kernel, threads, data, store."""

from pathlib import Path

from mlp.runs import kernel, machine
from mlp.runs.pace import pace
from mlp.runs.store import default_folder


def lines(sources):
    """`sources` has the best source found for every data set, None for data that are computed or come with it."""
    model, _flags = kernel.processor()
    choice = kernel.choice()
    about = {
        "processor": f"{model}, {machine.processors()} cores for runs",
        "kernel": f"{choice.default or 'unknown'} is what OpenBLAS runs by itself",
        "for workers": f"{choice.kernel or 'unknown'}: {choice.why}",
        "memory": f"{machine.memory() / 1e9:.1f} GB" if machine.memory() else "unknown",
        "threads": f"{kernel.threads()} in each worker",
        "pace": f"runs take {pace():.2f} times as long as the model of their cost says",
        "data": ", ".join(f"{name} ({source})" if source else name for name, source in sources.items()),
        "store": _folder(default_folder()),
    }
    return [f"{name:12} {text}" for name, text in about.items()] + _advice(choice)


def _folder(path):
    """A folder's place, and what it holds."""
    sizes = [file.stat().st_size for file in Path(path).glob("*") if file.is_file()]
    return f"{path}: {len(sizes)} files, {sum(sizes) / 1e6:.1f} MB"


def _advice(choice):
    if choice.kernel == choice.default:
        return []
    return [f"For programs of your own, set {kernel.VARIABLE}={choice.kernel} before numpy is imported."]
