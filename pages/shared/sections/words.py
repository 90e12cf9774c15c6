"""Settings in words: what the runs on a page are, with the formulas that belong to their settings."""

import streamlit as st

import datasets
from mlp.engine.network import layer_sizes, parameter_count
from mlp.engine.training import seen_by
from mlp.experiments.experiment import N_
from mlp.parts.losses import LOSSES
from pages.shared.runs.resources import loaded
from pages.shared.text import _, plain, plural

ACTIVATIONS = {
    "identity": "z",
    "relu": r"\max(0, z)",
    "leaky_relu": r"\max(0.01 z, z)",
    "elu": r"z \text{ if } z > 0, \text{ else } e^z - 1",
    "gelu": r"z \, \Phi(z)",
    "softplus": r"\ln(1 + e^z)",
    "tanh": r"\tanh z",
    "sigmoid": r"1 / (1 + e^{-z})",
    "softmax": r"e^{z_k} / \sum_j e^{z_j}",
}
LOSS_FORMULAS = {
    "mse": r"\frac1K \sum_k (\hat y_k - y_k)^2",
    "half_mse": r"\frac1{2K} \sum_k (\hat y_k - y_k)^2",
    "half_squares": r"\frac12 \sum_k (\hat y_k - y_k)^2",
    "huber": r"\frac1K \sum_k \frac12 d_k^2 \text{ where } d_k = |\hat y_k - y_k| < 1, \text{ else } d_k - \frac12",
    "binary_cross_entropy": r"-\frac1K \sum_k y_k \ln \hat y_k + (1 - y_k) \ln (1 - \hat y_k)",
    "categorical_cross_entropy": r"-\sum_k y_k \ln \hat y_k",
}
UPDATES = {
    "sgd": N_(r"$w \leftarrow w - \eta g$"),
    "momentum": N_(r"$m \leftarrow {momentum:g} m + g$, $w \leftarrow w - \eta m$"),
    "nesterov": N_(r"$m \leftarrow {momentum:g} m + g$, $w \leftarrow w - \eta (g + {momentum:g} m)$"),
    "rmsprop": N_(r"$v \leftarrow {decay:g} v + {rest:.4g} g^2$, $w \leftarrow w - \eta g / \sqrt v$"),
    "adam": N_(
        r"$m$ and $v$ are running means of $g$ and $g^2$ that keep {momentum:g} and {decay:g} of the last, "
        r"$w \leftarrow w - \eta \, \hat m / \sqrt{{\hat v}}$"
    ),
}
SCHEDULES = {
    "constant": N_("the same in all epochs"),
    "step": N_("times {gamma:g} after every {every} epochs"),
    "exponential": N_("times {gamma:g} after every epoch"),
    "cosine": N_("down to 0 along half a cosine until epoch {epochs}"),
    "thresholds": N_("lowered once the loss is below a threshold: {steps}"),
}
DRAWN = {
    "normal": N_("from a normal distribution with standard deviation {scale:g}"),
    "uniform": N_("evenly from −{scale:g} to {scale:g}"),
    "fan_in": N_("evenly from 0 to 1, divided by the number of inputs of the layer"),
    "he": N_("from a normal distribution with variance 2 / inputs (He)"),
    "xavier_normal": N_("from a normal distribution with variance 2 / (inputs + outputs) (Xavier)"),
    "xavier_uniform": N_("evenly within ±√(6 / (inputs + outputs)) (Xavier)"),
    "zeros": N_("as zeros, all alike"),
}
BIASES = {
    "same": N_("drawn the same way"),
    "zeros": N_("zero"),
    "slightly_negative": N_("drawn evenly from −0.1 to 0"),
}
SHARED = {
    "own": N_("one for each unit"),
    "shared": N_("one for a whole layer"),
    "alike": N_("one for each unit, but those of a layer all move alike"),
}
ORDERS = {
    "always": N_("in a new random order in every epoch"),
    "once": N_("in one random order"),
    "never": N_("in the order that the data have"),
}


def in_words(specs):
    """What all runs, label -> Spec, have in common, and what each has of its own."""
    try:
        lines = {label: sentences(spec, loaded(spec)) for label, spec in specs.items()}
    except datasets.DataError as error:
        st.error(plain(str(error)))
        return
    common = [line for line in next(iter(lines.values())) if all(line in each for each in lines.values())]
    st.markdown("\n".join(f"- {line}" for line in common))
    for label, each in lines.items():
        own = " ".join(line for line in each if line not in common)
        if own:
            st.markdown(f"**{plain(label)}** {own}")


def sentences(spec, data):
    """Markdown sentences about a run, in the order in which things happen."""
    parts = (
        _network(spec, data),
        _units(spec),
        _start(spec),
        _loss(spec),
        _rows(spec, data),
        _update(spec),
        _rate(spec),
    )
    return [*parts, *_restraints(spec), _measured(spec)]


def _network(spec, data):
    sizes = layer_sizes(spec, data)
    words = _("**Network** {sizes}: {count:,} weights and biases.")
    return words.format(sizes="-".join(map(str, sizes)), count=parameter_count(sizes))


def _units(spec):
    words = _(
        "**Each unit** makes $z = \\sum_i w_i x_i + b$ of its inputs, and of that a hidden one $h = {hidden}$, an "
        "output $\\hat y = {output}$."
    )
    return words.format(hidden=ACTIVATIONS[spec.activation], output=ACTIVATIONS[spec.output])


def _start(spec):
    words = _("**Before training** the weights are drawn {weights}; biases, {shared}, are {biases}.")
    weights = _(DRAWN[spec.initializer]).format(scale=spec.init_scale)
    return words.format(weights=weights, shared=_(SHARED[spec.biases]), biases=_(BIASES[spec.bias_initializer]))


def _loss(spec):
    kind = _("their mean") if LOSSES[spec.loss].averaged else _("their sum")
    words = _("**Loss** of one row: ${formula}$; of many, {kind}.")
    return words.format(formula=LOSS_FORMULAS[spec.loss], kind=kind)


def _rows(spec, data):
    seen = len(seen_by(spec, data, 0).train)
    used = seen // spec.sample_every
    batch = min(spec.batch_size or used, used)
    chosen = _(" (every {every}th of {all:,})").format(every=spec.sample_every, all=seen)
    words = _(
        "**An epoch** goes through {used:,} rows{chosen} {order}, {batch:,} for each update: {updates:,} updates an "
        "epoch, for {epochs:,} epochs. An update takes the {reduction} of its rows' gradients $g$."
    )
    return words.format(
        used=used,
        chosen=chosen if spec.sample_every > 1 else "",
        order=_(ORDERS[spec.shuffle]),
        batch=batch,
        updates=-(-used // batch),
        epochs=spec.epochs,
        reduction=_("sum") if spec.reduction == "sum" else _("mean"),
    )


def _update(spec):
    formula = _(UPDATES[spec.optimizer]).format(momentum=spec.momentum, decay=spec.decay, rest=1 - spec.decay)
    return _("**An update** ({name}): {formula}.").format(name=spec.optimizer, formula=formula)


def _rate(spec):
    steps = ", ".join(f"{loss:g} → {rate:g}" for loss, rate in spec.thresholds)
    how = _(SCHEDULES[spec.schedule]).format(gamma=spec.gamma, every=spec.every, epochs=spec.epochs, steps=steps)
    return _("**Learning rate** $\\eta = {rate:g}$, {how}.").format(rate=spec.learning_rate, how=how)


def _restraints(spec):
    """What keeps weights, gradients or the network in bounds, where anything does."""
    words = {
        "clip_value": _("Every single derivative is cut to ±{value:g}."),
        "clip_norm": _("A gradient longer than {value:g} is shortened to that."),
        "l1": _("The gradient of ${value:g} \\sum |w|$ is added, which pulls weights to 0."),
        "l2": _("The gradient of $\\frac{{{value:g}}}2 \\sum w^2$ is added, which keeps weights small."),
        "dropout": _("In each update {value:.0%} of the hidden units are left out, at random."),
        "held_out": _(
            "Each seed keeps {value:.0%} of the rows from training, others than the next, and is tested on them."
        ),
        "shift": _("Images are moved by up to {value} pixels at random, in every epoch otherwise."),
    }
    return [text.format(value=getattr(spec, name)) for name, text in words.items() if getattr(spec, name)]


def _measured(spec):
    seeds = plural("{count} network", "{count} networks", spec.replicates)
    words = _(
        "**Seeds**: {seeds}, each with random numbers of its own, all from seed {seed}; measured after "
        "{every}{running}, in {precision}."
    )
    running = _(", and each batch right after its update") if spec.running_loss else ""
    every = plural("every epoch", "every {count} epochs", spec.evaluate_every)
    return words.format(seeds=seeds, seed=spec.seed, every=every, running=running, precision=spec.dtype)
