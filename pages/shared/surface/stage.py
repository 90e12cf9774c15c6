"""Fits of the surface on the stage."""

from functools import partial

from datasets.sources.surface import surface
from pages.shared.stage import on_stage as common

on_stage = partial(common.on_stage, truth=lambda x: surface(x)[:, 0])
