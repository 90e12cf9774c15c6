"""The file of a run under way, like that of a finished one: its Standing, to go on from after the process ended.

about: spec, seconds, what is to be said of the histories in `whole/` and `growing/` (or null), and of the State its
epoch, updates and random generators; its arrays are in `state/`. A file of another RESULTS_VERSION has another name and
is never met; one that another machine's kernel wrote is gone on with, though the last places may differ then.
"""

from dataclasses import replace

import numpy as np

from mlp.engine.training import Generators, State
from mlp.runs.results import as_json, from_json, is_of, pack, require, unpack
from mlp.runs.standing import Standing, latest
from mlp.spec import Spec

ARRAYS = ("parameters", "memory", "rates")


def write(file, spec, standing):
    """Write a Standing to an open binary file."""
    about, arrays = {"spec": spec.to_json(), "seconds": standing.seconds, "whole": None, "growing": None}, {}
    for room in ("whole", "growing"):
        if history := getattr(standing, room):
            about[room], more = pack(history, f"{room}/")
            arrays |= more
    if state := standing.state:
        about["state"] = {"epoch": state.epoch, "updates": state.updates, "generators": state.generators}
        arrays |= {f"state/{name}": getattr(state, name) for name in ARRAYS}
    np.savez(file, about=as_json(about), **arrays)


def read(path, spec):
    """The Standing in a file.

    Raises ValueError, or what numpy and zipfile have for damage, unless it is a whole one of this very spec.
    """
    with np.load(path, allow_pickle=False) as arrays:
        about = from_json(arrays["about"])
        require(Spec.from_json(about["spec"]) == spec, "belongs to another spec")
        standing = Standing(_history(about, arrays, spec, "whole"), seconds=float(about["seconds"]))
        if about["growing"]:
            at_work = spec.but(replicates=len(standing.seeds(spec)))
            growing = _history(about, arrays, at_work, "growing")
            state = replace(_state(about["state"], arrays, at_work, growing), first=standing.seeds(spec).start)
            standing = replace(standing, growing=growing, state=state)
        return standing


def _history(about, arrays, spec, room):
    """The history in this room of the file, in memory, or None."""
    if not about[room]:
        return None
    replicates = len(arrays[f"{room}/diverged"])
    history = unpack(about[room], arrays, spec.but(replicates=replicates), f"{room}/")
    return replace(history, snapshots=dict(history.snapshots))


def _state(about, arrays, spec, growing):
    """The State of the seeds at work, whose numbers are checked against each other."""
    saved = {name: arrays[f"state/{name}"] for name in ARRAYS}
    shape = saved["parameters"].shape
    memory = (len(saved["memory"]), *shape)
    require(growing.replicates == spec.replicates == shape[0] == len(about["generators"]), "is of other seeds")
    require(is_of("f", saved["memory"], memory) and is_of("f", saved["rates"], shape[:1]), "does not fit its weights")
    require(growing.epochs[-1] <= about["epoch"] < spec.epochs, "has a wrong epoch")
    for streams in about["generators"]:
        Generators(np.random.SeedSequence(0)).restore(streams)  # raises what numpy has for a state that is none
    generators = tuple(about["generators"])
    return State(about["epoch"], updates=about["updates"], generators=generators, history=latest(growing), **saved)
