"""Learning rate schedules: `rate(spec, epoch, last_rate, last_loss)` for an epoch counted from 0.

last_rate and last_loss hold one number per replicate, and so does the result.
"""

import numpy as np


def constant(spec, epoch, last_rate, last_loss):
    return np.full_like(last_rate, spec.learning_rate)


def step(spec, epoch, last_rate, last_loss):
    """x gamma after every so many epochs."""
    return np.full_like(last_rate, spec.learning_rate * spec.gamma ** (epoch // spec.every))


def exponential(spec, epoch, last_rate, last_loss):
    """x gamma after each epoch."""
    return np.full_like(last_rate, spec.learning_rate * spec.gamma**epoch)


def cosine(spec, epoch, last_rate, last_loss):
    """From the learning rate down to zero along half a cosine (Loshchilov and Hutter 2017, no restarts)."""
    return np.full_like(last_rate, spec.learning_rate * (1 + np.cos(np.pi * epoch / spec.epochs)) / 2)


def thresholds(spec, epoch, last_rate, last_loss):
    """The rate of every threshold that the last loss fell below; it never rises again (fourth document)."""
    rate = np.array(last_rate)
    for loss, lower in spec.thresholds:
        rate = np.where(last_loss < loss, np.minimum(rate, lower), rate)
    return rate


SCHEDULES = {f.__name__: f for f in (constant, step, exponential, cosine, thresholds)}


def lowest_rate(spec):
    """The least learning rate that a run may come to: every schedule only rises or only falls."""
    rate, loss = np.array([spec.learning_rate]), np.array([-np.inf])
    return min(float(SCHEDULES[spec.schedule](spec, epoch, rate, loss)[0]) for epoch in (0, spec.epochs - 1))
