"""The field's words, one short sentence each, shown where a text uses them: to the pointer, the keyboard and a finger.

Only texts of our own may pass through here: they are rendered with HTML in them.
"""

import functools
import html
import re
from pathlib import Path

import streamlit as st

from mlp.experiments.experiment import N_
from pages.shared.text import _

STYLE = Path(__file__).with_suffix(".css")
GLOSSARY = {
    N_("loss"): N_("How wrong a network is, as one number; training makes it small."),
    N_("epoch"): N_("One pass of training through all rows."),
    N_("iteration"): N_("One step of training: a gradient, then a small change of all weights."),
    N_("batch"): N_("The rows that one step of training looks at."),
    N_("mini-batch"): N_("A batch of a few rows, so that an epoch has many steps."),
    N_("full batch"): N_("A batch of all rows: an epoch is a single step."),
    N_("gradient"): N_("How much the loss would change with each weight: training steps the other way."),
    N_("gradient descent"): N_("Training by small steps against the gradient, downhill on the loss."),
    N_("learning rate"): N_("How long each step of training is, compared with the gradient."),
    N_("seed"): N_("The number that all random ones follow from: other seeds, other random weights."),
    N_("weight"): N_("A number on a connection between two units; training changes it."),
    N_("bias"): N_("A number that a unit adds to its sum, whatever its inputs are."),
    N_("initial weights"): N_("The random weights that training starts from."),
    N_("initialisation"): N_("How the weights are drawn before training."),
    N_("unit"): N_("A sum of weighted inputs, bent by an activation function; also called neuron."),
    N_("hidden unit"): N_("A unit between input and output, whose meaning the network finds for itself."),
    N_("hidden layer"): N_("A row of hidden units that read the same inputs."),
    N_("activation"): N_("What a unit makes of its sum, such as a bend or a squeeze; or the number that comes out."),
    N_("ReLU"): N_("An activation: negative sums become 0, positive ones stay."),
    N_("dead ReLU"): N_("A ReLU unit that is 0 for every row, so that no gradient reaches it any more."),
    N_("tanh"): N_("An activation that squeezes any sum into -1 to 1."),
    N_("sigmoid"): N_("An activation that squeezes any sum into 0 to 1."),
    N_("softmax"): N_("Turns the sums of the output units into probabilities that add up to 1."),
    N_("cross-entropy"): N_("A loss for probabilities: large where the right answer was thought unlikely."),
    N_("back-propagation"): N_("Computing the gradient layer by layer, from the output back to the input."),
    N_("optimizer"): N_("The rule that makes steps of gradients, such as plain descent, momentum or Adam."),
    N_("momentum"): N_("A share of the last step that is added to the next, so that steps keep their direction."),
    N_("Adam"): N_("An optimizer with momentum that gives every weight a step length of its own."),
    N_("dropout"): N_("Leaving out random hidden units in each step, so that none relies on a single other."),
    N_("clipping"): N_("Cutting gradients that are too large, so that no step leaps too far."),
    N_("overfitting"): N_("Learning the training rows by heart: good on them, worse on others."),
    N_("training data"): N_("The rows that the weights are fitted to."),
    N_("validation"): N_("Measuring on rows that were not trained on, to choose settings by."),
    N_("held out"): N_("Kept out of training, to judge the network by."),
    N_("median"): N_("The middle one of all values, in order: half lie below, half above."),
    N_("spread"): N_("How far the results of several seeds lie apart."),
    N_("diverged"): N_("Its numbers grew beyond all bounds: training has failed."),
    N_("accuracy"): N_("The share of answers that are right."),
}
NOT_PROSE = re.compile(r"(\$[^$]*\$|`[^`]*`|<[^>]*>)")  # formulas, code, HTML


def explained(text):
    """Write one of our own Markdown texts; the glossary's words in it say on hover, focus or touch what they mean."""
    st.html(STYLE)
    st.markdown(
        with_meanings(text, tuple((_(word), _(meaning)) for word, meaning in GLOSSARY.items())), unsafe_allow_html=True
    )


@functools.lru_cache(maxsize=256)
def with_meanings(text, meanings):
    """The Markdown text, with the first appearance of each (word, meaning) marked."""
    meanings = {word.lower(): meaning for word, meaning in meanings}
    longest_first = sorted(meanings, key=len, reverse=True)
    words = re.compile(rf"\b({'|'.join(map(re.escape, longest_first))})(e?s)?\b", re.IGNORECASE)

    def marked(match):
        meaning = meanings.pop(match[1].lower(), None)
        return match[0] if meaning is None else _mark(match[0], meaning)

    parts = NOT_PROSE.split(text)
    return "".join(part if NOT_PROSE.fullmatch(part) else words.sub(marked, part) for part in parts)


def _mark(word, meaning):
    return f'<dfn tabindex="0" data-meaning="{html.escape(meaning)}">{word}</dfn>'
