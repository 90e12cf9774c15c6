"""How long the runs of a page still take, while they train."""

from time import monotonic

import datasets
from mlp.runs import cost, machine
from pages.shared.runs import prices
from pages.shared.text import _


def countdown_for(reports, last=None):
    """The last Countdown as long as it is for the same runs, else a new one for the runs of these reports.

    None if there is nothing to wait for, or their data cannot be had.
    """
    if all(report.done for report in reports.values()):
        return None
    if last and last.specs == {label: report.spec for label, report in reports.items()}:
        return last
    try:
        return Countdown(reports)
    except datasets.DataError:
        return None


class Countdown:
    """How long runs still take: what was estimated at its start, corrected by how they go on since then."""

    def __init__(self, reports):
        self.specs = {label: report.spec for label, report in reports.items()}
        self.seconds = {label: prices.seconds(report.spec) for label, report in reports.items()}
        self.began, self.before = monotonic(), self._done(reports)
        live = [label for label, report in reports.items() if not report.done]
        left = sum((1 - trained(reports[label])) * self.seconds[label] for label in live)
        self.estimate = left / min(len(live) or 1, machine.processors())

    def words(self, reports):
        """About how long they still take."""
        share = (self._done(reports) - self.before) / max(1 - self.before, 1e-9)
        left = cost.remaining(self.estimate, share, monotonic() - self.began)
        return _("about {time} left").format(time=prices.duration(left))

    def _done(self, reports):
        """The share of all work that is done; a run that was stopped has nothing left to do."""
        done = {label: 1.0 if report.done else trained(report) for label, report in reports.items()}
        return sum(done[label] * self.seconds[label] for label in done) / sum(self.seconds.values())


def trained(report):
    """The share of its time that a live run has behind it: a first seed, trained alone, takes more than its part."""
    spec, seeds = report.spec, report.seeds
    parts = (seeds.start, len(seeds), spec.replicates - seeds.stop)
    before, now, after = (count and prices.estimated(cost.seconds, spec.but(replicates=count)) for count in parts)
    return (before + now * report.epoch / spec.epochs) / (before + now + after)
