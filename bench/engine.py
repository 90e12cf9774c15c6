"""Our engine as a contestant."""

from bench import nets
from mlp import Spec
from mlp.engine.network import layers
from mlp.engine.training import advance, start

NEVER = 100_000  # epochs: losses are measured before training, by `start`, and not again


def spec(hidden, networks=1, dtype="float32"):
    return Spec(
        dataset="surface",
        hidden=hidden,
        activation="relu",
        output="identity",
        loss="mse",
        initializer="normal",
        init_scale=0.1,
        optimizer="sgd",
        learning_rate=nets.LEARNING_RATE,
        batch_size=nets.BATCH,
        reduction="sum",
        shuffle=True,
        epochs=NEVER,
        evaluate_every=NEVER,
        replicates=networks,
        dtype=dtype,
    )


def trainer(spec, data):
    """`train(epochs) -> State`, from the start again at each call: all of `advance`, its copies and checks included."""
    state = start(spec, data)
    return lambda epochs: advance(spec, data, state, epochs)


def prepare(hidden, networks=1, dtype="float32"):
    """`train(epochs) -> layers`, which have a leading axis of networks."""
    train = trainer(spec(hidden, networks, dtype), nets.data())
    return lambda epochs: layers(train(epochs).parameters, (2, *hidden, 1))
