"""The last line of a card: what was reported beside ours, and a badge with the verdict or how far the training is."""

from mlp.experiments.claims import Reported
from mlp.experiments.document import figure, figures, judged, spread
from mlp.experiments.experiment import N_
from mlp.history import CANCELLED, FINISHED
from pages.shared.charts import CURVES
from pages.shared.sections.reported import VERDICTS
from pages.shared.text import _, plain

WAITING = N_(":gray-badge[:material/hourglass_empty: training here: waits for its turn]")
FIRST_SEED = N_(":blue-badge[:material/model_training: training here: seed 1 of {count}]")
OTHER_SEEDS = N_(":blue-badge[:material/model_training: training here: seeds 2 to {count}]")
ONE_SEED = N_(":gray-badge[:material/counter_1: 1 seed; the others train on its page]")
STOPPED = N_(":gray-badge[:material/stop_circle: stopped]")
FAILED = N_(":red-badge[:material/error: did not end well]")


def line(experiment, specs, reports):
    """Markdown about the last claim that the card's curves speak of: label -> Report of the runs that there are."""
    badge = state(specs, reports)
    claims = [claim for claim in experiment.claims if claim.curve in experiment.curves]
    if not claims:
        return f"{_no_claim(experiment.curves[-1], reports)} {badge}"
    found = [] if badge else judged(claims[-1:], reports)
    return _claim(claims[-1], found[0]) if found else f"{_unjudged(claims[-1])} {badge}"


def state(specs, reports):
    """A badge that says how far the training is; nothing once all seeds are trained."""
    count = max(spec.replicates for spec in specs.values())
    for report in reports.values():
        if report.error:
            return f"{_(FAILED)} {plain(report.error)}"
        if report.status == CANCELLED:
            return _(STOPPED)
    first = any(reports[label].spec.replicates < spec.replicates for label, spec in specs.items() if label in reports)
    if not any(report.history for report in reports.values()):
        return _(WAITING)
    if all(report.done for report in reports.values()):
        return _(ONE_SEED) if first else ""
    return _(FIRST_SEED if first else OTHER_SEEDS).format(count=count)


def _unjudged(claim):
    if not isinstance(claim, Reported):
        return f"“{_(claim.claim)}”"
    reported = figure(claim.curve, claim.value, claim.decimals)
    return _("{claim}: reported **{value}**").format(claim=_(claim.claim), value=reported)


def _claim(claim, verdict):
    words, badge = _unjudged(claim), _(VERDICTS[verdict["verdict"]])
    if "reported" in verdict:
        _reported, median, low, high = figures(verdict)
        words += _(", ours **{median}** [{low}, {high}]").format(median=median, low=low, high=high)
    return f"{words} {badge}"


def _no_claim(curve, reports):
    words = _("No figure reported.")
    for report in reports.values():
        if report.status == FINISHED:
            ours = spread(report.history, curve)
            ours = ours.partition(" [")[0] if report.spec.replicates == 1 else ours  # one seed has no spread
            return f"{words} {_('Ours: {curve} {value}').format(curve=_(CURVES[curve]), value=ours)}"
    return words
