"""What is done to the gradient before the optimizer sees it: penalties on the weights, then clipping.

w and g are flat (..., parameters); `mask` is 1 for weights and 0 for biases, which are never penalised.
The penalty added to the objective is l1 sum|w| + l2/2 sum w^2.
"""

from functools import partial as call

import numpy as np

from mlp.parts.tape import maximum


def l1(w, g, strength, mask):
    scratch, strengths = np.empty_like(w), (strength * mask).astype(w.dtype)
    return [
        call(np.sign, w, scratch),
        call(np.multiply, scratch, strengths, scratch),
        call(np.add, g, scratch, g),
    ]


def l2(w, g, strength, mask):
    scratch, strengths = np.empty_like(w), (strength * mask).astype(w.dtype)
    return [call(np.multiply, w, strengths, scratch), call(np.add, g, scratch, g)]


def clip_value(g, limit):
    """Every single derivative into [-limit, limit]."""
    return [
        call(np.minimum, g, np.full_like(g, limit), out=g),
        maximum(g, np.full_like(g, -limit), g),
    ]


def clip_norm(g, limit, distinct=None):
    """The whole gradient of each network scaled down to this length (Pascanu et al. 2013).

    `distinct` is 0 for copies of a shared bias, which count once.
    """
    square, norm = np.empty_like(g), np.empty((*g.shape[:-1], 1), g.dtype)
    return [
        call(np.multiply, g, g, square),
        *([] if distinct is None else [call(np.multiply, square, distinct.astype(g.dtype), square)]),
        call(np.add.reduce, square, axis=-1, keepdims=True, out=norm),
        call(np.sqrt, norm, norm),
        maximum(norm, np.full_like(norm, limit), norm),
        call(np.divide, np.full_like(norm, limit), norm, norm),
        call(np.multiply, g, norm, g),
    ]


def penalty(spec, w, mask):
    """The value added to the objective, (...,) for w (..., parameters)."""
    return spec.l1 * np.abs(w * mask).sum(axis=-1) + spec.l2 / 2 * np.square(w * mask).sum(axis=-1)


def shapers(spec, w, g, mask, distinct=None):
    """The calls that this spec's penalties and clipping add, in order."""
    return [
        *(l1(w, g, spec.l1, mask) if spec.l1 else []),
        *(l2(w, g, spec.l2, mask) if spec.l2 else []),
        *(clip_value(g, spec.clip_value) if spec.clip_value else []),
        *(clip_norm(g, spec.clip_norm, distinct) if spec.clip_norm else []),
    ]
