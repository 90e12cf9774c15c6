"""D2's training loop, all seeds in the leading axis: the published gradients of the biases, or the corrected ones."""

import numpy as np

BLOCK = 2050  # columns at once


def accuracies(train, test, corrected, seeds, seed, steps, rate=0.1):
    """{step: (training, test accuracies (seeds,))} at these steps; train and test are pairs x (pixels, rows), y.

    x is float32 from 0 to 1, one column for each picture, as the document has it.
    """
    rng = np.random.default_rng(seed)
    shapes = ((10, len(train[0])), (10, 1), (10, 10), (10, 1))
    parameters = [(rng.random((seeds, *shape)) - 0.5).astype(np.float32) for shape in shapes]
    x, y = train
    hot, reached = np.eye(10, dtype=np.float32)[y].T, {}
    for step in range(max(steps) + 1):
        if step in steps:
            reached[step] = tuple(_accuracy(*parameters, *part) for part in (train, test))
        blocks = [slice(start, start + BLOCK) for start in range(0, len(y), BLOCK)]
        parts = [_gradients(x[:, block], hot[:, block], *parameters) for block in blocks]
        for number, parameter in enumerate(parameters):
            gradient = sum(part[number] for part in parts)
            if number % 2 and not corrected:
                gradient = gradient.sum(axis=1, keepdims=True)  # over the units too
            rows = len(y) if corrected else len(y) + 1000  # the document's m counts the 1,000 held out
            parameter -= np.float32(rate / rows) * gradient
    return reached


def _forward(x, w1, b1, w2, b2):
    z = (w1.reshape(-1, len(x)) @ x).reshape(len(w1), 10, -1) + b1
    hidden = np.maximum(z, 0)
    sums = w2 @ hidden + b2
    shares = np.exp(sums - sums.max(axis=1, keepdims=True))
    return z, hidden, shares / shares.sum(axis=1, keepdims=True)


def _gradients(x, hot, w1, b1, w2, b2):
    """Of the summed cross-entropy of x (pixels, rows) with targets hot (10, rows)."""
    z, hidden, shares = _forward(x, w1, b1, w2, b2)
    above = shares - hot
    below = (w2.transpose(0, 2, 1) @ above) * (z > 0)
    first = (below.reshape(-1, below.shape[-1]) @ x.T).reshape(w1.shape)
    return first, below.sum(axis=2, keepdims=True), above @ hidden.transpose(0, 2, 1), above.sum(axis=2, keepdims=True)


def _accuracy(w1, b1, w2, b2, x, y):
    blocks = [slice(start, start + BLOCK) for start in range(0, len(y), BLOCK)]
    hits = [(_forward(x[:, block], w1, b1, w2, b2)[2].argmax(axis=1) == y[block]).sum(axis=1) for block in blocks]
    return sum(hits) / len(y)
