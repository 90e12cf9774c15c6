"""Runs as a JSON document and as lines of text: what the command line writes and the app lets its readers download."""

import numpy as np

from mlp.spec import SETTINGS


def as_document(name, reports, claims=()):
    """A JSON-able dict of an experiment's runs, label -> Report, and of its claims judged by them."""
    return {
        "experiment": name,
        "runs": [run_document(label, report) for label, report in reports.items()],
        "claims": judged(claims, reports),
    }


def judged(claims, reports):
    """The verdict on every claim whose runs, with the settings it speaks of, are among these, label -> Report."""
    histories = {label: report.history for label, report in reports.items()}
    answerable = [claim for claim in claims if not claim.changed(reports) and not claim.missing(reports)]
    verdicts = [claim.judge(histories) for claim in answerable]
    return [verdict for verdict in verdicts if verdict]


def run_document(label, report):
    """One run: what it was, how it ended and its curves; a number that is not finite becomes None."""
    return {
        "label": label,
        "spec": report.spec.to_json(),
        "key": report.spec.key,
        "status": report.status,
        "seconds": round(report.seconds, 3),
        "history": history_document(report.history),
    }


def history_document(history):
    """{"epoch": [...], curve: [[per replicate] per epoch], "diverged": [epoch or None per replicate]}."""
    if history is None:
        return {"epoch": []}
    curves = {name: _plain(curve) for name, curve in history.curves.items()}
    diverged = [int(epoch) if epoch >= 0 else None for epoch in history.diverged]
    return {"epoch": history.epochs.tolist(), **curves, "diverged": diverged}


def _plain(curve):
    if isinstance(curve, np.ndarray):
        curve = curve.tolist()
    if isinstance(curve, list):
        return [_plain(value) for value in curve]
    return curve if np.isfinite(curve) else None


def table(reports):
    """Lines of a table: one run each, medians with minimum and maximum over the seeds."""
    rows = [("run", "ended", "train loss", "validation loss", "test accuracy", "seconds")]
    for label, report in reports.items():
        spreads = [spread(report.history, curve) for curve in ("train_loss", "validation_loss", "test_accuracy")]
        rows.append((label, ending(report), *spreads, f"{report.seconds:.1f}"))
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    return ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]


def spread(history, curve):
    """'median [min, max]' of the last values; empty where there are none."""
    if history is None or curve not in history.curves:
        return ""
    values = history.final(curve)
    if np.isnan(values).all():
        return "diverged"
    median, low, high = (figure(curve, f(values)) for f in (np.nanmedian, np.nanmin, np.nanmax))
    return f"{median} [{low}, {high}]"


def figure(curve, value, decimals=None):
    """A value of a curve as text: accuracies in percent; with so many `decimals`, or as many as tell seeds apart."""
    if curve.endswith("accuracy"):
        return f"{value:.{1 if decimals is None else max(0, decimals - 2)}%}"
    return f"{value:.4g}" if decimals is None else f"{value:.{decimals}f}"


def ending(report):
    """How a run ended, with how many of its networks diverged."""
    gone = 0 if report.history is None else int((report.history.diverged >= 0).sum())
    return f"{report.status}, {gone} of {report.spec.replicates} diverged" if gone else report.status


def claim_line(verdict):
    """A judged claim as one line."""
    if "reported" in verdict:
        reported, median, low, high = figures(verdict)
        seeds = f"over {verdict['of']} seed{'s' * (verdict['of'] != 1)}"
        epoch = f"{verdict['claim']}, epoch {verdict['epoch']}"
        return f"{epoch}: reported {reported}, ours {median} [{low}, {high}] {seeds}: {verdict['verdict']}"
    steps = ", ".join(f"{step['to']} beats {step['from']} in {step['holds']}" for step in verdict["steps"])
    chain = verdict["chain"]
    return f"{verdict['claim']}: {steps}, all of it in {chain['holds']} of {chain['of']} seeds: {verdict['verdict']}"


def figures(verdict):
    """reported, median, min and max of a judged figure, all in the digits that the document printed."""
    keys = ("reported", "median", "min", "max")
    return [figure(verdict["curve"], verdict[key], verdict["decimals"]) for key in keys]


def needs(claim, reports, translate=str):
    """What a claim that these runs cannot answer needs, in words: settings, else runs that have not ended here."""
    changed = claim.changed(reports)
    settings = [f"{translate(SETTINGS[name].label).lower()} {_plainly(value)}" for name, value in changed.items()]
    return settings or claim.missing(reports)


def _plainly(value):
    return ", ".join(map(str, value)) if isinstance(value, tuple) else str(value)
