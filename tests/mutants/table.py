"""The defects: where, what stands there, what stands there instead, and the tests that must fail."""

from typing import NamedTuple


class Mutant(NamedTuple):
    name: str
    file: str
    text: str  # found there exactly once
    defect: str
    tests: str


INITIALIZERS, OPTIMIZERS = "mlp/parts/initializers.py", "mlp/parts/optimizers.py"
MUTANTS = (
    Mutant(
        "dropout without gain", "mlp/engine/forward.py", "1 / (1 - share), 1", "1, 1", "tests/engine/test_dropout.py"
    ),
    Mutant("Xavier's limit", INITIALIZERS, "np.sqrt(6 / ", "np.sqrt(3 / ", "tests/parts/test_initializers.py"),
    Mutant("He by outputs", INITIALIZERS, "sqrt(2 / fan_in)", "sqrt(2 / fan_out)", "tests/parts/test_initializers.py"),
    Mutant(
        "lower clip doubled",
        "mlp/parts/regularizers.py",
        "maximum(g, np.full_like(g, -limit), g)",
        "maximum(g, np.full_like(g, -2 * limit), g)",
        "tests/parts/test_regularizers.py",
    ),
    Mutant(
        "shifts in one direction",
        "mlp/engine/samples.py",
        "moves = rng.integers(0, span * span, len(images))",
        "moves = rng.integers(span * span // 2, span * span, len(images))",
        "tests/engine/test_samples.py",
    ),
    Mutant(
        "one split for all seeds",
        "mlp/engine/samples.py",
        "rows_held_out(spec, data, each.held_out)",
        "rows_held_out(spec, data, np.random.default_rng(0))",
        "tests/engine/test_held_out.py",
    ),
    Mutant(
        "prices x 100",
        "mlp/runs/cost.py",
        "CALL = 0.9e-6",
        "CALL = 0.9e-4",
        "tests/runs/test_cost.py tests/pages/test_prices.py",
    ),
    Mutant(
        "an epoch may take hours",
        "pages/shared/runs/prices.py",
        "LONGEST_EPOCH = 30 ",
        "LONGEST_EPOCH = 30_000 ",
        "tests/pages/test_prices.py tests/pages/test_pages.py",
    ),
    Mutant(
        "Adam without bias correction",
        OPTIMIZERS,
        "first[...] = 1 / (1 - spec.momentum ** int(updates[0]))",
        "first[...] = 1",
        "tests/parts/test_optimizers.py",
    ),
    Mutant(
        "cosine to half",
        "mlp/parts/schedules.py",
        "np.pi * epoch",
        "np.pi / 2 * epoch",
        "tests/parts/test_schedules.py",
    ),
    Mutant(
        "thresholds rise again",
        "mlp/parts/schedules.py",
        "np.minimum(rate, lower)",
        "lower",
        "tests/parts/test_schedules.py tests/engine/test_training.py",
    ),
    Mutant(
        "mse without its 2",
        "mlp/parts/losses.py",
        '"mse": Loss(mse, difference, lambda outputs: 2 / outputs)',
        '"mse": Loss(mse, difference, lambda outputs: 1 / outputs)',
        "tests/parts/test_losses.py tests/engine/test_gradients.py",
    ),
    Mutant(
        "leaky ReLU leaks more",
        "mlp/parts/activations.py",
        "LEAK = 0.01",
        "LEAK = 0.02",
        "tests/parts/test_activations.py",
    ),
    Mutant(
        "shared biases not summed",
        "mlp/engine/update.py",
        'if spec.biases != "own" else []',
        'if spec.biases == "none" else []',
        "tests/engine/test_gradients.py",
    ),
    Mutant(
        "inputs decide whatever the units",
        "mlp/engine/attribution.py",
        "(gradient * slope) @ block",
        "gradient @ block",
        "tests/engine/test_attribution.py",
    ),
    Mutant(
        "threads share a program",
        "mlp/engine/program.py",
        "with self.one_at_a_time",
        "with threading.Lock()",
        "tests/engine/test_training.py",
    ),
    Mutant("no retry", "mlp/runs/runner.py", "RETRIES = 3", "RETRIES = 0", "tests/runs/test_runner.py"),
    Mutant(
        "results of any size",
        "mlp/runs/folder.py",
        "if excess > 0 and path.name",
        "if excess < 0 and path.name",
        "tests/runs/test_store.py",
    ),
    Mutant("wilson without its z", "mlp/experiments/claims.py", "1.96", "0.96", "tests/experiments/test_claims.py"),
    Mutant(
        "seeds in a browser's hands",
        "pages/shared/stage/stage.py",
        "isinstance(clicked, int) and 0 <= clicked < replicates",
        "isinstance(clicked, int)",
        "tests/pages/test_controls.py",
    ),
    Mutant(
        "refused values run",
        "pages/shared/linked.py",
        "st.session_state[_REFUSED] = True",
        "st.session_state[_REFUSED] = False",
        "tests/pages/test_controls.py",
    ),
    Mutant(
        "planes of bytes mixed up",
        "pages/shared/stage/parcel.py",
        "reshape(-1, plain.itemsize).T)",
        "reshape(-1, plain.itemsize))",
        "tests/pages/test_stage.py",
    ),
)
