"""The stage in a real browser: it computes what mlp computes, and its pictures follow the epoch."""

import base64
import re
from pathlib import Path

import numpy as np
import pytest
from playwright.sync_api import expect

from mlp import Spec, predict, textbook
from mlp.engine.network import layer_sizes, layers
from mlp.engine.training import untrained
from mlp.parts.activations import HIDDEN
from pages.shared.stage.parcel import pack
from tests.conftest import tiny

STAGE = Path(__file__).parents[2] / "pages" / "shared" / "stage"
KINDS = ("plane", "sweep", "line", "table", "images")
FORWARD = """async ([parcel, run, rows]) => {
  const { arrays } = await unpack(Uint8Array.from(atob(parcel), (c) => c.charCodeAt(0)))
  return forward(run, arrays.parameters.values, arrays.x.values, rows).map((layer) => Array.from(layer))
}"""
OUTPUTS = [
    *((name, "identity", "mse", False) for name in HIDDEN),
    ("tanh", "sigmoid", "binary_cross_entropy", False),
    ("relu", "softmax", "categorical_cross_entropy", True),
]


@pytest.mark.parametrize(("activation", "output", "loss", "classes"), OUTPUTS)
def test_every_layer_answers_as_in_numpy(page, activation, output, loss, classes):
    spec = Spec(hidden=(7, 5), activation=activation, output=output, loss=loss, init_scale=0.7, dtype="float32")
    data = tiny(outputs=3, classes=classes)
    sizes, parameters = layer_sizes(spec, data), untrained(spec, data)
    x = np.random.default_rng(1).standard_normal((6, sizes[0])).astype(np.float32)
    run = {"sizes": sizes, "activation": activation, "output": output}
    *hidden, outputs = in_browser(page, run, parameters[0], x)
    np.testing.assert_allclose(outputs, predict(spec, data, parameters, x)[0], atol=1e-5)
    weights, biases = zip(*layers(parameters[0], sizes), strict=True)
    expected = textbook.Network(weights, biases, activation, output, loss).forward(x)[1][1:-1]
    for got, activations in zip(hidden, expected, strict=True):
        np.testing.assert_allclose(got, activations, atol=1e-5)


def in_browser(page, run, parameters, x):
    """The answers of every layer (rows, units) to x, from the stage's own scripts."""
    page.goto("about:blank")
    script = "\n".join((STAGE / name).read_text() for name in ("unpack.js", "forward.js"))
    page.add_script_tag(content=script)
    parcel = base64.b64encode(pack({}, {"parameters": parameters, "x": x})).decode()
    answers = page.evaluate(FORWARD, [parcel, run, len(x)])
    return [np.reshape(layer, (len(x), -1)) for layer in answers]


@pytest.fixture(scope="module")
def url(server):
    return server("tests/browser/stage_app.py")


def opened(page, url, kind):
    page.goto(f"{url}?kind={kind}")
    expect(page.locator(".st-key-stage-stage .epoch")).to_contain_text("Epoch", timeout=60_000)
    return page.locator(".st-key-stage-stage .stage")


@pytest.mark.parametrize(("motion", "goes_on"), [("no-preference", True), ("reduce", False)])
def test_play_ends_at_the_last_epoch_for_who_wants_less_motion(new_page, url, motion, goes_on):
    page = new_page(viewport={"width": 1280, "height": 900}, reduced_motion=motion)
    stage = opened(page, url, "line")
    last = stage.locator(".epoch").text_content()
    stage.locator(".play").click()  # at the last epoch, which stays on for a moment
    name = "Pause" if goes_on else "Play"
    if goes_on:
        expect(stage.locator(".epoch")).not_to_have_text(last, timeout=10_000)
    expect(stage.locator(".play")).to_have_attribute("aria-label", name, timeout=10_000)
    assert goes_on or stage.locator(".epoch").text_content() == last


def pictures(stage):
    """What the canvases of the network and of the result show."""
    return stage.evaluate(
        "node => [...node.querySelectorAll('.network canvas, .result .wide, .result path')]"
        ".map(one => one.toDataURL?.() ?? one.getAttribute('d'))"
    )


@pytest.mark.parametrize("kind", KINDS)
def test_the_pictures_follow_the_epoch(page, url, kind):
    stage = opened(page, url, kind)
    last = pictures(stage)
    stage.locator(".slider").fill("1")
    expect(stage.locator(".epoch")).to_have_text("Epoch 1")
    first = pictures(stage)
    assert len(first) == len(last) > 3
    assert sum(a != b for a, b in zip(first, last, strict=True)) > len(first) / 4


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_is_wider_than_a_phone(new_page, url, kind):
    page = new_page(viewport={"width": 390, "height": 844})
    stage = opened(page, url, kind)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert stage.evaluate(
        "node => [...node.querySelectorAll('*')].every(one => one.getBoundingClientRect().right <= innerWidth)"
    )


def test_a_unit_is_looked_at_closely_and_pinned(page, url):
    stage = opened(page, url, "line")
    unit = stage.get_by_role("button", name="layer 1, unit").first
    unit.hover()
    expect(stage.locator(".source .formula")).to_contain_text("tanh(")
    unit.click()
    page.mouse.move(0, 0)
    expect(stage.locator(".source .formula")).to_contain_text("tanh(")
    expect(stage.locator(".unit-curve path").first).to_be_attached()


def expect_runs(page, count):
    expect(page.get_by_text("runs:")).to_contain_text(f"runs: {count}")


def test_stepping_moves_pictures_and_marker_without_a_rerun(page, url):
    stage = opened(page, url, "line")
    fit, marker = stage.locator(".result path.series0"), stage.locator(".curve .marker")
    at_end = fit.get_attribute("d"), marker.get_attribute("x1")
    stage.get_by_role("button", name="Previous epoch").click()
    expect(stage.locator(".epoch")).to_have_text("Epoch 59")
    assert float(marker.get_attribute("x1")) < float(at_end[1])
    assert fit.get_attribute("d") != at_end[0]
    stage.get_by_role("button", name="Next epoch").click()
    assert (fit.get_attribute("d"), marker.get_attribute("x1")) == at_end
    stage.get_by_role("button", name="Play").focus()
    page.keyboard.press("ArrowRight")
    expect(stage.locator(".epoch")).to_have_text("Epoch 0")
    expect_runs(page, 1)


def test_a_click_on_the_curve_jumps_there(page, url):
    stage = opened(page, url, "line")
    ticks = [stage.locator(".curve .tick", has_text=re.compile(f"^{n}$")).first for n in (0, 60)]
    first, last = (float(tick.get_attribute("x")) for tick in ticks)
    stage.locator(".curve .plot").click(position={"x": first + 0.5 * (last - first), "y": 60})
    expect(stage.locator(".epoch")).to_have_text("Epoch 30")


def test_it_plays_until_paused(page, url):
    stage = opened(page, url, "line")
    stage.get_by_role("combobox", name="Speed").select_option("8×")
    stage.get_by_role("button", name="Play").click()
    expect(stage.locator(".epoch")).to_have_text(re.compile("Epoch [1-5]?[0-9]$"))
    stage.get_by_role("button", name="Pause").click()
    expect(stage.get_by_role("button", name="Play")).to_be_visible()
    expect_runs(page, 1)


def test_at_the_end_it_follows_new_epochs_elsewhere_it_stays(page, url):
    stage = opened(page, url, "line")
    page.get_by_text("All epochs").click()
    expect(stage.locator(".epoch")).to_have_text("Epoch 56")
    page.get_by_text("All epochs").click()
    expect(stage.locator(".epoch")).to_have_text("Epoch 60")
    stage.locator(".slider").fill("10")
    page.get_by_text("All epochs").click()
    expect(stage.locator(".slider")).to_have_attribute("max", "56")
    expect(stage.locator(".epoch")).to_have_text("Epoch 10")


def test_before_training_the_untrained_network_is_there(page, url):
    page.goto(f"{url}?kind=plane&new")
    stage = page.locator(".st-key-stage-stage .stage")
    expect(stage.locator(".epoch")).to_have_text("Epoch 0", timeout=60_000)
    assert len(set(pictures(stage))) > 10


def test_another_seed_is_asked_for_by_a_click(page, url):
    stage = opened(page, url, "plane")
    stage.get_by_role("button", name="0.").nth(1).click()
    expect(page.get_by_text("seed 1", exact=False)).to_be_visible()
