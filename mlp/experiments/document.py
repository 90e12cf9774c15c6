"""Runs as a JSON document and as lines of text: what the command line writes and the app lets its readers download."""

import numpy as np


def as_document(name, reports, claims=()):
    """A JSON-able dict of an experiment's runs, label -> Report, and of its claims judged by them."""
    return {
        "experiment": name,
        "runs": [run_document(label, report) for label, report in reports.items()],
        "claims": judged(claims, reports),
    }


def judged(claims, reports):
    """The verdict on every claim that these runs, label -> Report, can answer now that they have ended."""
    histories = {label: report.history for label, report in reports.items() if report.done and report.history}
    verdicts = [claim.judge(histories) for claim in claims]
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
    return f"{np.nanmedian(values):.4g} [{np.nanmin(values):.4g}, {np.nanmax(values):.4g}]"


def ending(report):
    """How a run ended, with how many of its networks diverged."""
    gone = 0 if report.history is None else int((report.history.diverged >= 0).sum())
    return f"{report.status}, {gone} of {report.spec.replicates} diverged" if gone else report.status


def claim_line(verdict):
    """A judged claim as one line."""
    if "reported" in verdict:
        ours = f"{verdict['median']:.4g} [{verdict['min']:.4g}, {verdict['max']:.4g}] over {verdict['of']} seeds"
        epoch = f"{verdict['claim']}, epoch {verdict['epoch']}"
        return f"{epoch}: reported {verdict['reported']:g}, ours {ours}: {verdict['verdict']}"
    steps = ", ".join(f"{step['to']} beats {step['from']} in {step['holds']}" for step in verdict["steps"])
    chain = verdict["chain"]
    return f"{verdict['claim']}: {steps}, all of it in {chain['holds']} of {chain['of']} seeds: {verdict['verdict']}"
