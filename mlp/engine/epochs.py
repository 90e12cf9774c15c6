"""One epoch of training: over mini-batches with an update after each, or over all rows with one update."""

from functools import partial as call

import numpy as np

from mlp.engine.backward import Backward
from mlp.engine.first_layer import PlainLayer, shared_layer
from mlp.engine.forward import Forward
from mlp.engine.network import blocks
from mlp.engine.products import ROWS
from mlp.parts.losses import LOSSES
from mlp.parts.tape import play


class MiniBatchEpoch:
    """forward, backward, update for one batch after the other."""

    def __init__(self, spec, batches, stack):
        self.spec, self.batches, self.stack = spec, batches, stack
        self.first = PlainLayer(blocks(stack.w, stack.sizes)[0])
        self.steps = {}
        self.running = np.zeros(len(stack.generators))
        size = spec.batch_size
        self.whole = [self._bind(start, start + size) for start in range(0, self.batches.page_rows - size + 1, size)]

    def train(self, rates):
        """One epoch at these learning rates (replicates,). Returns what the epoch measured itself, by name."""
        self.running[:] = 0
        size = self.spec.batch_size
        for count in self.batches.epoch(self.stack.generators):
            whole, rest = divmod(count, size)
            if whole:
                self._replay(size, self.whole[:whole], rates)
            if rest:
                self._replay(rest, [self._bind(whole * size, count)], rates)
        return self._measured(self.last_update.gradient_norm())

    def nothing_yet(self):
        """What `train` returns, before training."""
        self.running[:] = np.nan
        return self._measured(np.full_like(self.running, np.nan))

    def _measured(self, gradient_norm):
        """By name; the running loss is a sum or a mean over the rows trained on, as the loss of a data set is."""
        if not self.spec.running_loss:
            return {"gradient_norm": gradient_norm}
        return {
            "gradient_norm": gradient_norm,
            "running_loss": LOSSES[self.spec.loss].reduced(self.running, self.batches.used),
        }

    def step(self, rows):
        """The Forward, Backward and Update of batches of so many rows."""
        if rows not in self.steps:
            forward = Forward(self.spec, self.stack.blocks, rows, self.first, self.stack.dropout_generators)
            update = self.stack.update(rows)  # first: with plain SGD, the learning rate goes back through its gain
            backward = Backward(self.spec, forward, self.stack.blocks, self.stack.gradient, update.gain)
            self.steps[rows] = forward, backward, update
        return self.steps[rows]

    def _bind(self, start, end):
        """The calls in which a step meets this batch: enter, compare, leave; and its targets."""
        x, y = self.batches.view(start, end)
        forward, backward, _ = self.step(end - start)
        return forward.enter(x), backward.compare(y), backward.leave(x), y

    def _replay(self, rows, bound, rates):
        forward, backward, self.last_update = self.step(rows)
        self.last_update.set_rate(rates)
        tapes = forward.tape, backward.tape, self.last_update.tape
        if self.spec.running_loss:
            for batch in bound:
                replay([batch], *tapes)
                self._measure(forward, batch)
        else:
            replay(bound, *tapes)

    def _measure(self, forward, batch):
        """The loss of a batch right after it was trained on, summed over the epoch."""
        enter, _, _, y = batch
        enter()
        play(forward.tape)
        self.running += LOSSES[self.spec.loss].value(forward.z, forward.a, y).sum(axis=-1)


def replay(bound, forward, backward, update):
    """The inner loop: every call of every step, in order."""
    for enter, compare, leave, _ in bound:
        enter()
        for ready in forward:
            ready()
        compare()
        for ready in backward:
            ready()
        leave()
        for ready in update:
            ready()


class FullBatchEpoch:
    """Gradients summed over blocks of rows that suit the processor, then one update."""

    def __init__(self, spec, data, samples, stack):
        self.stack = stack
        used = np.s_[..., spec.sample_every - 1 :: spec.sample_every, :]
        first = shared_layer(spec, stack.blocks[0], blocks(stack.g, stack.sizes)[0], samples.scale)
        x, y = np.ascontiguousarray(first.taken(samples)[used]), np.ascontiguousarray(samples.targets[used])
        count = x.shape[-2]
        size = min(count, ROWS)
        part = np.zeros_like(stack.g)
        partial_blocks = blocks(part, stack.sizes)
        self.begin = [*first.begin, call(stack.g.fill, 0)]
        self.finish = first.finish
        self.update = stack.update(count)
        self.passes = []
        for rows_now, starts in ((size, range(0, count - size + 1, size)), (count % size, [count - count % size])):
            if rows_now:
                forward = Forward(spec, stack.blocks, rows_now, first, stack.dropout_generators)
                backward = Backward(spec, forward, stack.blocks, partial_blocks, self.update.gain)
                parts = [np.s_[..., start : start + rows_now, :] for start in starts]
                bound = [(forward.enter(x[i]), backward.compare(y[i]), backward.leave(x[i]), y[i]) for i in parts]
                self.passes.append((bound, forward.tape, backward.tape))
        self.accumulate = [call(np.add, stack.g, part, stack.g)]

    def train(self, rates):
        """One update at these learning rates (replicates,)."""
        self.update.set_rate(rates)
        play(self.begin)
        for bound, forward, backward in self.passes:
            replay(bound, forward, backward, self.accumulate)
        play(self.finish)
        play(self.update.tape)
        return {"gradient_norm": self.update.gradient_norm()}

    def nothing_yet(self):
        """What `train` returns, before training."""
        return {"gradient_norm": np.full(self.stack.spec.replicates, np.nan)}
