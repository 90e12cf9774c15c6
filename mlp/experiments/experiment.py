"""What a published experiment is made of: presets, each with its runs, and the document's claims."""

from dataclasses import dataclass


def N_(text):  # noqa: N802
    """Mark a text that is translated where it is shown."""
    return text


@dataclass(frozen=True)
class Preset:
    """One setting of an experiment: its runs, label -> Spec, and what is to be known of it."""

    label: str
    note: str
    runs: dict
    default: bool = True  # part of `python -m mlp run NAME`
    replicates: int | None = None  # where the experiment's own number would take too long


@dataclass(frozen=True, eq=False)
class Experiment:
    """A published experiment. The first preset is the document's own setting."""

    name: str
    document: str
    title: str
    question: str
    presets: dict
    claims: tuple = ()
    replicates: int = 10
    source: str = ""  # who published it, in words; the document's letters if that is all there is to say
    invitation: str = ""  # why to go to its page next, for who has just seen the one before
    icon: str = "science"  # a name of Google's Material Symbols
    curves: tuple = ("train_loss",)  # what its card shows; the last one stands for the result

    def runs(self, preset=None):
        """label -> Spec of one preset, or of all that the command line runs by default."""
        chosen = [self.presets[preset]] if preset else [each for each in self.presets.values() if each.default]
        return {
            label: spec.but(replicates=each.replicates or self.replicates)
            for each in chosen
            for label, spec in each.runs.items()
        }
