"""Training as a fold over chunks of epochs: start(spec, data) -> State, advance(spec, data, state, epochs) -> State.

However the epochs are cut into chunks, wherever a chunk runs and however many replicates run beside each other, the
same Spec gives the same bits.
"""

import functools
from dataclasses import dataclass

import numpy as np

from mlp.engine.held_out import rows_held_out, without
from mlp.engine.network import initialize, layer_sizes, parameter_count
from mlp.engine.program import Program
from mlp.history import FINISHED, History
from mlp.parts.losses import LOSSES
from mlp.parts.optimizers import OPTIMIZERS
from mlp.settings import SpecError

MOST_NUMBERS = 50_000_000
MOST_MEASUREMENTS = 500_000


class Generators:
    """The random numbers of one replicate, one stream for each use.

    The first stream draws its initial weights and the last one the rows that it holds out, both before training.
    """

    def __init__(self, replicate_seed):
        drawn = [np.random.default_rng(seed) for seed in replicate_seed.spawn(5)]
        self.initial, *self.streams, self.held_out = drawn
        self.order, self.dropout, self.shift = self.streams

    def saved(self):
        """The streams' states, to be restored where the run goes on."""
        return [stream.bit_generator.state for stream in self.streams]

    def restore(self, states):
        for stream, state in zip(self.streams, states, strict=True):
            stream.bit_generator.state = state


def generators(spec, replicates=slice(None)):
    """One for each replicate, or for a slice of them: the same for replicate r however many there are."""
    return [Generators(seed) for seed in np.random.SeedSequence(spec.seed).spawn(spec.replicates)[replicates]]


@dataclass(frozen=True)
class State:
    """A run between two chunks: all that is needed to go on. parameters (replicates, parameters).

    `first` is the number of its first replicate in the run, 0 unless it has a slice of them.
    """

    epoch: int
    parameters: np.ndarray
    memory: np.ndarray  # (arrays of the optimizer, replicates, parameters)
    updates: int
    rates: np.ndarray  # (replicates,)
    generators: tuple
    history: History
    first: int = 0

    @property
    def done(self):
        return self.history.status == FINISHED


def start(spec, data, replicates=slice(None)):
    """The State before training, epoch 0 measured, of all replicates or of a slice of them.

    Raises SpecError if the spec does not suit the data.
    """
    sizes = layer_sizes(spec, data)
    _check_loss(spec, data)
    _check_size(spec, parameter_count(sizes), len(seen_by(spec, data, 0).train))
    streams = generators(spec, replicates)
    parameters = _drawn(spec, sizes, streams)
    state = State(
        epoch=0,
        parameters=parameters,
        memory=np.zeros((OPTIMIZERS[spec.optimizer].memory, *parameters.shape), spec.dtype),
        updates=0,
        rates=np.full(len(streams), spec.learning_rate),
        generators=tuple(each.saved() for each in streams),
        history=History(np.empty(0, int), diverged=np.full(len(streams), -1)),
        first=replicates.indices(spec.replicates)[0],
    )
    return advance(spec, data, state, 0)


def seen_by(spec, data, replicate):
    """The data as one replicate has them: with the rows that it holds out, if any, as their test split.

    Raises SpecError if the spec does not suit the data.
    """
    if not spec.held_out:
        return data
    [own] = generators(spec, slice(replicate, replicate + 1))
    return without(data, rows_held_out(spec, data, own.held_out))


def untrained(spec, data, replicates=slice(None)):
    """The parameters (replicates, parameters) before training, of all replicates or of a slice of them."""
    return _drawn(spec, layer_sizes(spec, data), generators(spec, replicates))


def _drawn(spec, sizes, streams):
    return np.stack([initialize(spec, sizes, each.initial) for each in streams]).astype(spec.dtype)


def _check_loss(spec, data):
    """Refuse a cross-entropy, which judges the probabilities of classes, for data that have none."""
    if LOSSES[spec.loss].fused and not data.classes:
        others = ", ".join(name for name, loss in LOSSES.items() if not loss.fused)
        raise SpecError("loss", f"one of {others} for data without classes", spec.loss)


def _check_size(spec, parameters, rows):
    """Refuse what would fill the memory (weights with their snapshots, and curves), and epochs without a sample."""
    if spec.sample_every > rows:
        raise SpecError("sample_every", f"at most {rows}, the training rows there are", spec.sample_every)
    if parameters * spec.replicates * (1 + len(spec.snapshots)) > MOST_NUMBERS:
        raise SpecError("hidden", f"layers with at most {MOST_NUMBERS:,} weights over seeds and snapshots", spec.hidden)
    if spec.epochs // spec.evaluate_every * spec.replicates > MOST_MEASUREMENTS:
        raise SpecError(
            "evaluate_every", f"such that epochs × seeds / it stay below {MOST_MEASUREMENTS:,}", spec.evaluate_every
        )


def advance(spec, data, state, epochs):
    """The State after so many epochs more, fewer at the end of the run; the same State once it is done.

    A run ends after its last epoch, or after the one in which its last replicate diverged.
    """
    if state.done:
        return state
    with np.errstate(all="ignore"):
        program = _program(spec.but(replicates=state.first + len(state.rates)), data, state.first)
        return program.run(state, min(epochs, spec.epochs - state.epoch))


@functools.lru_cache(maxsize=2)
def _program(spec, data, first):
    """The spec compiled for its replicates from the first on, kept for the next chunk.

    Threads that want the same one take turns.
    """
    own = generators(spec, slice(first, None))
    return Program(spec.but(replicates=len(own)), data, own)
