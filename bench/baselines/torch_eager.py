"""PyTorch, eager: nn.Sequential and torch.optim.SGD; the rows are shuffled once per epoch and split into batches."""

import torch
from torch import nn


def sequential(layers):
    """The layers as an nn.Sequential with ReLUs between them."""
    modules = []
    for w, b in layers:
        linear = nn.Linear(*w.shape)
        linear.weight.data = torch.tensor(w.T)
        linear.bias.data = torch.tensor(b)
        modules += [linear, nn.ReLU()]
    return nn.Sequential(*modules[:-1])


def trainer(layers, epoch_batches, learning_rate):
    """`train(epochs)` over the batches (x, y) that each call of `epoch_batches` gives."""
    torch.set_num_threads(1)
    model = sequential(layers)
    loss = nn.MSELoss(reduction="sum")
    optimizer = torch.optim.SGD(model.parameters(), lr=learning_rate)

    def train(epochs):
        for _ in range(epochs):
            for x, y in epoch_batches():
                optimizer.zero_grad()
                loss(model(x), y).backward()
                optimizer.step()
        parameters = [parameter.detach().numpy().T.copy() for parameter in model.parameters()]
        return list(zip(parameters[::2], parameters[1::2], strict=True))

    return train


def prepare(layers, x, y, batch, learning_rate, rng):
    x, y = torch.from_numpy(x), torch.from_numpy(y)

    def epoch_batches():
        order = torch.from_numpy(rng.permutation(len(x)))
        return zip(x[order].split(batch), y[order].split(batch), strict=True)

    return trainer(layers, epoch_batches, learning_rate)
