"""The words on the stage, in the visitor's language."""

from pages.shared.text import _


def labels(data, rows):
    """name -> text, as the scripts of the stage ask for them."""
    return {
        "play": _("Play"), "pause": _("Pause"), "previous": _("Previous epoch"), "next": _("Next epoch"),
        "slider": _("Epoch"), "speed": _("Speed"), "epoch": _("Epoch {n}"), "epochs": _("epoch"),
        "loss": _("loss (log scale)"), "input": _("input"), "output": _("output"), "layer": _("layer"),
        "unit": _("unit"), "more": _("{n} more"), "dead": _("dead: it answers none of these inputs"),
        "weight": _("Weight"), "network": _("Network"), "inputs": list(data.features[:64]),
        "outputs": list(data.classes), "unitCurve": _("weights in, weights out, bias"), "fit": _("network"),
        "truth": _("truth"), "points": _("training points"), "marks": _("trained on in this epoch"),
        "seed": _("Show seed {n}"), "score": _("{right} of these {all} read correctly"),
        "views": {"map": _("Fit"), "error": _("Error"), "solid": _("3-D")},
        "notes": {
            "map": _("what the network computes: orange is high, blue low"),
            "error": _("fit minus truth: orange too high, blue too low"),
            "solid": _("turn it with the mouse or the arrow keys"),
        },
        "source": _("{rows:,} training rows").format(rows=rows),
        "diverged": _("diverged at epoch {n}"),
    }  # fmt: skip
