"""PyTorch's fused Adam on images with classes, in the leanest loop: rows gathered once per epoch, cut into batches."""

import torch
from torch import nn

from bench.baselines.torch_eager import sequential


def prepare(layers, x, y, batch, learning_rate, rng):
    """`train(epochs) -> layers` for x (rows, features) and class numbers y (rows,)."""
    torch.set_num_threads(1)
    model, loss = sequential(layers), nn.CrossEntropyLoss()
    optimizer = torch.optim.Adam(model.parameters(), lr=learning_rate, fused=True)
    x, y = torch.from_numpy(x), torch.from_numpy(y)

    def train(epochs):
        for _ in range(epochs):
            order = torch.from_numpy(rng.permutation(len(x)))
            for rows, classes in zip(x[order].split(batch), y[order].split(batch), strict=True):
                optimizer.zero_grad()
                loss(model(rows), classes).backward()
                optimizer.step()
        parameters = [parameter.detach().numpy().T.copy() for parameter in model.parameters()]
        return list(zip(parameters[::2], parameters[1::2], strict=True))

    return train
