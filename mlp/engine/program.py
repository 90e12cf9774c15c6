"""A Spec compiled for its data: arrays that stay, tapes that use them, and the loop over epochs."""

import threading
from dataclasses import replace

import numpy as np

from mlp.engine.epochs import FullBatchEpoch
from mlp.engine.evaluation import Evaluator
from mlp.engine.groups import GroupedEpoch
from mlp.engine.network import blocks, layer_sizes, parameter_count
from mlp.engine.samples import all_samples
from mlp.engine.update import Update
from mlp.history import FINISHED
from mlp.parts.optimizers import OPTIMIZERS
from mlp.parts.schedules import SCHEDULES


class Stack:
    """The replicates' weights w and gradient g, flat and as blocks, and the memory of their optimizer.

    All are views of `numbers` (2 + arrays of memory, replicates, parameters). `updates` (replicates,) counts.
    """

    def __init__(self, spec, sizes, generators, numbers, updates):
        self.spec, self.sizes, self.generators = spec, sizes, generators
        self.numbers, self.updates = numbers, updates
        self.dropout_generators = [generator.dropout for generator in generators]
        single = numbers[:, 0] if len(generators) == 1 else numbers
        self.w, self.g, self.memory = single[0], single[1], single[2:]
        self.blocks, self.gradient = blocks(self.w, sizes), blocks(self.g, sizes)

    @classmethod
    def of_zeros(cls, spec, sizes, generators):
        arrays = 2 + OPTIMIZERS[spec.optimizer].memory
        numbers = np.zeros((arrays, spec.replicates, parameter_count(sizes)), spec.dtype)
        return cls(spec, sizes, generators, numbers, np.zeros(spec.replicates, int))

    def part(self, replicates):
        """The stack of a slice of the replicates, in the same arrays."""
        numbers, updates = self.numbers[:, replicates], self.updates[replicates]
        return Stack(self.spec, self.sizes, self.generators[replicates], numbers, updates)

    def update(self, rows):
        """The update after a batch of this many rows."""
        return Update(self.spec, self.sizes, self.w, self.g, self.memory, self.updates[:1], rows)


class Program:
    """Holds nothing of a run but buffers: `run` takes a State in and gives a State out."""

    def __init__(self, spec, data, generators):
        self.spec, self.generators, self.one_at_a_time = spec, generators, threading.Lock()
        self.stack = Stack.of_zeros(spec, layer_sizes(spec, data), generators)
        self.samples = all_samples(spec, data, generators)
        self.evaluator = Evaluator(spec, self.stack.blocks, self.samples["train"].scale)
        epoch = GroupedEpoch if spec.batch_size else FullBatchEpoch
        self.epoch = epoch(spec, data, self.samples["train"], self.stack)

    def run(self, state, epochs):
        """The State after so many epochs more, or as soon as every replicate diverged."""
        with self.one_at_a_time:  # the buffers are one run's at a time
            return self._run(state, epochs)

    def _run(self, state, epochs):
        self._load(state)
        epoch, rates, history = state.epoch, state.rates, state.history
        log = Log(history.diverged)
        if not len(history.epochs):
            log.add(0, self._measure(rates, self.epoch.nothing_yet()))
            self._keep(log, 0)
        losses = log.losses if log.measured else history.final("train_loss")
        for epoch in range(state.epoch + 1, state.epoch + epochs + 1):
            rates = SCHEDULES[self.spec.schedule](self.spec, epoch - 1, rates, losses)
            itself = self.epoch.train(rates)
            log.find_diverged(epoch, self.stack.w)
            if epoch % self.spec.evaluate_every == 0 or epoch == self.spec.epochs or log.over:
                log.add(epoch, self._measure(rates, itself))
                losses = log.losses
            self._keep(log, epoch)
            if log.over:
                break
        history = history.extended(log.measured, log.snapshots, log.diverged)
        return self._saved(state, epoch, rates, history)

    def _measure(self, rates, itself):
        """Every curve's value now: name -> (replicates, ...)."""
        now = {"learning_rate": rates, **itself}
        for name, samples in self.samples.items():
            now[f"{name}_loss"], accuracy, dead = self.evaluator.measure(samples)
            if accuracy is not None:
                now[f"{name}_accuracy"] = accuracy
            if name == "train" and dead is not None:
                now["dead_relus"] = dead
        return now

    def _keep(self, log, epoch):
        """Keep the weights (replicates, parameters) of the chosen epochs and of the last; nan if diverged."""
        if epoch in self.spec.snapshots or epoch == self.spec.epochs or log.over:
            weights = log.snapshots[epoch] = self.stack.w.reshape(self.spec.replicates, -1).copy()
            weights[log.diverged >= 0] = np.nan

    def _load(self, state):
        self.stack.w[...] = state.parameters.reshape(self.stack.w.shape)
        self.stack.memory[...] = state.memory.reshape(self.stack.memory.shape)
        self.stack.updates[:] = state.updates
        for generator, saved in zip(self.generators, state.generators, strict=True):
            generator.restore(saved)

    def _saved(self, state, epoch, rates, history):
        over = epoch == self.spec.epochs or (history.diverged >= 0).all()
        return replace(
            state,
            epoch=epoch,
            parameters=self.stack.w.reshape(state.parameters.shape).copy(),
            memory=self.stack.memory.reshape(state.memory.shape).copy(),
            updates=int(self.stack.updates[0]),
            rates=rates,
            generators=tuple(generator.saved() for generator in self.generators),
            history=history.ended_as(FINISHED) if over else history,
        )


class Log:
    """What a chunk of epochs adds to the history."""

    def __init__(self, diverged):
        self.measured, self.snapshots, self.diverged = [], {}, diverged.copy()

    @property
    def over(self):
        """Whether every replicate diverged."""
        return bool((self.diverged >= 0).all())

    @property
    def losses(self):
        return self.measured[-1][1]["train_loss"]

    def add(self, epoch, now):
        """Every curve's value at one epoch; what diverged is not a number from here on."""
        self._mark(epoch, np.isfinite(now["train_loss"]))
        values = {name: np.array(value, float) for name, value in now.items()}
        for value in values.values():
            value[self.diverged >= 0] = np.nan
        self.measured.append((epoch, values))

    def find_diverged(self, epoch, w):
        """Mark the replicates whose weights w (..., parameters) are no longer finite."""
        self._mark(epoch, np.isfinite(np.atleast_1d(w.sum(axis=-1))))

    def _mark(self, epoch, finite):
        self.diverged[(self.diverged < 0) & ~finite] = epoch
