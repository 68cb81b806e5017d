#!/usr/bin/env python3
"""Prints Tests/TorchTests/Resources/layers.json: PyTorch's outputs and gradients of layers and functions.

    .venv/bin/python scripts/layer_reference.py > Tests/TorchTests/Resources/layers.json

Inputs and weights come from a formula that the tests have too. Computed in float64.
"""
import json
import math

import torch
from torch import nn
from torch.nn import functional as F


def pattern(shape, multiplier, offset):
    count = torch.Size(shape).numel()
    values = [((index * multiplier + offset) % 11 - 5) / 4 for index in range(count)]
    return torch.tensor(values, dtype=torch.float64).reshape(shape)


def numbers(tensor):
    return tensor.detach().flatten().tolist()


def case(function, inputs, parameters=(), second=True, evaluation=None):
    """Output, gradients of a weighed sum of it, and of the sum of the squares of the input's gradients."""
    inputs = [one.clone().requires_grad_(one.is_floating_point()) for one in inputs]
    output = function(*inputs)
    weight = pattern(output.shape, 4, 1)
    loss = (output * weight).sum()
    found = {"output": numbers(output)}
    variables = [one for one in inputs if one.requires_grad] + list(parameters)
    first = torch.autograd.grad(loss, variables, create_graph=second, allow_unused=True)
    found["gradients"] = [numbers(one) for one in first]
    if second:
        squares = sum((one * one).sum() for one in first[: len(inputs)])
        if squares.requires_grad:
            again = torch.autograd.grad(squares, variables, allow_unused=True)
            found["secondGradients"] = [
                numbers(torch.zeros_like(variable) if one is None else one)
                for one, variable in zip(again, variables)
            ]
    if evaluation is not None:
        with torch.no_grad():
            found["evaluation"] = numbers(evaluation(*inputs))
    return found


def layer(module, shape, parameters=None, second=True, call=None, index=None):
    """A module whose parameters, in Anneal's order, are patterns."""
    module = module.double()
    call = call or module
    parameters = parameters or list(module.parameters())
    with torch.no_grad():
        for place, parameter in enumerate(parameters):
            parameter.copy_(pattern(parameter.shape, 2 + place % 9, place))
    source = index if index is not None else pattern(shape, 7, 3)

    def evaluation(*inputs):
        module.eval()
        return call(*inputs)

    module.train()
    found = case(call, [source], parameters, second, evaluation)
    found["parameters"] = [list(one.shape) for one in parameters]
    return found


def recurrent(module, second=False):
    """The output, and the state after the last step, one after the other."""

    def call(input):
        output, state = module(input)
        parts = [output] + (list(state) if isinstance(state, tuple) else [state])
        return torch.cat([one.flatten() for one in parts])

    # weight_ih, weight_hh, bias_ih and bias_hh of each layer and direction, as PyTorch lists them.
    return layer(module, [3, 5, 4], second=second, call=call)


def attention(causal=False, mask=None):
    module = nn.MultiheadAttention(8, 2, batch_first=True)
    parameters = [
        module.in_proj_weight, module.in_proj_bias, module.out_proj.weight, module.out_proj.bias,
    ]

    def call(input):
        # PyTorch's masks are true where a query may not look.
        blocked = torch.ones(4, 4, dtype=torch.bool).triu(1) if causal else None
        return module(
            input, input, input, need_weights=False, attn_mask=blocked, key_padding_mask=mask
        )[0]

    # PyTorch has no second derivative of its attention on the processor.
    return layer(module, [2, 4, 8], parameters, second=False, call=call)


class Cross(nn.Module):
    def __init__(self):
        super().__init__()
        self.attention = nn.MultiheadAttention(8, 2, batch_first=True)

    def forward(self, input):
        memory = pattern([2, 3, 8], 5, 2)
        return self.attention(input, memory, memory, need_weights=False)[0]


def sinusoids(input):
    places, features = input.shape[1:]
    found = torch.zeros(places, features, dtype=torch.float64)
    for t in range(places):
        for i in range(0, features, 2):
            found[t, i] = math.sin(t / 10000 ** (i / features))
            found[t, i + 1] = math.cos(t / 10000 ** (i / features))
    return input + found


def rotated(input):
    places, features = input.shape[-2:]
    half = features // 2
    rows = []
    for t in range(places):
        angles = torch.tensor(
            [t / 10000 ** (2 * i / features) for i in range(half)], dtype=torch.float64
        )
        one, other = input[..., t, :half], input[..., t, half:]
        rows.append(
            torch.cat(
                [
                    one * angles.cos() - other * angles.sin(),
                    other * angles.cos() + one * angles.sin(),
                ],
                -1,
            )
        )
    return torch.stack(rows, -2)


def layers():
    places = torch.tensor([[0, 3, 1], [2, 2, 4]])
    norm = nn.BatchNorm2d(3)
    cross = Cross()
    return {
        "linear": layer(nn.Linear(4, 3), [2, 4]),
        "embedding": layer(nn.Embedding(5, 3), None, second=False, index=places),
        "paddedEmbedding": layer(
            nn.Embedding(5, 3, padding_idx=2), None, second=False, index=places
        ),
        "lstm": recurrent(nn.LSTM(4, 3, batch_first=True)),
        "lstmTwoLayersBothWays": recurrent(
            nn.LSTM(4, 3, num_layers=2, bidirectional=True, batch_first=True)
        ),
        "lstmWithoutBias": recurrent(nn.LSTM(4, 3, bias=False, batch_first=True)),
        "gru": recurrent(nn.GRU(4, 3, batch_first=True)),
        "gruTwoLayersBothWays": recurrent(
            nn.GRU(4, 3, num_layers=2, bidirectional=True, batch_first=True)
        ),
        "rnn": recurrent(nn.RNN(4, 3, batch_first=True)),
        "rnnRelu": recurrent(nn.RNN(4, 3, num_layers=2, nonlinearity="relu", batch_first=True)),
        "attention": attention(),
        "causalAttention": attention(causal=True),
        "paddedAttention": attention(
            mask=torch.tensor([[False, False, False, True], [False, False, True, True]])
        ),
        "crossAttention": layer(
            cross,
            [2, 4, 8],
            [
                cross.attention.in_proj_weight,
                cross.attention.in_proj_bias,
                cross.attention.out_proj.weight,
                cross.attention.out_proj.bias,
            ],
            second=False,
        ),
        "layerNorm": layer(nn.LayerNorm(6), [3, 6]),
        "layerNormOfTwo": layer(nn.LayerNorm([2, 3]), [3, 2, 3]),
        "rmsNorm": layer(nn.RMSNorm(6, eps=1e-5), [3, 6]),
        "groupNorm": layer(nn.GroupNorm(2, 4), [2, 4, 3]),
        "batchNorm1D": layer(nn.BatchNorm1d(3), [4, 3]),
        "batchNorm1DSequence": layer(nn.BatchNorm1d(3), [4, 3, 2]),
        "batchNorm2D": layer(norm, [2, 3, 2, 2]),
        "batchNorm2DStatistics": {
            "output": numbers(torch.cat([norm.running_mean, norm.running_var]))
        },
        "convolution1D": layer(
            nn.Conv1d(2, 4, 3, stride=2, padding=2, dilation=2, groups=2), [2, 2, 9]
        ),
        "convolution2D": layer(
            nn.Conv2d(2, 4, 3, stride=2, padding=1, dilation=1, groups=2, bias=False), [2, 2, 5, 5]
        ),
        "transposedConvolution2D": layer(
            nn.ConvTranspose2d(2, 3, 3, stride=2, padding=1, output_padding=1), [2, 2, 3, 3]
        ),
        "maxPool2D": layer(nn.MaxPool2d(2), [1, 2, 4, 4], second=False),
        "averagePool2D": layer(nn.AvgPool2d(3, stride=2, padding=1), [1, 2, 5, 5]),
        "adaptiveAveragePool2D": layer(nn.AdaptiveAvgPool2d((2, 3)), [1, 2, 5, 7]),
        "upsampleNearest": layer(nn.Upsample(scale_factor=2), [1, 2, 2, 3]),
        "upsampleBilinear": layer(nn.Upsample(scale_factor=2, mode="bilinear"), [1, 2, 2, 3]),
        "gelu": layer(nn.GELU(), [2, 5]),
        "geluApproximation": layer(nn.GELU("tanh"), [2, 5]),
        "silu": layer(nn.SiLU(), [2, 5]),
        "sigmoid": layer(nn.Sigmoid(), [2, 5]),
        "tanh": layer(nn.Tanh(), [2, 5]),
        "leakyRelu": layer(nn.LeakyReLU(0.1), [2, 5]),
        "softmax": layer(nn.Softmax(1), [2, 5]),
        "sinusoidalPositions": case(sinusoids, [pattern([2, 4, 6], 7, 3)], second=False),
        "rotaryPositions": case(rotated, [pattern([2, 4, 6], 7, 3)]),
    }


def functions():
    x = pattern([2, 3, 4], 7, 3)
    y = pattern([3, 4], 5, 1)
    positive = x.abs() + 0.5
    small = x / 2
    apart = x + torch.arange(24, dtype=torch.float64).reshape(2, 3, 4) / 64
    mask = y > 0
    places = torch.tensor([[[0, 2, 1, 1]], [[2, 0, 0, 1]]])
    classes = torch.tensor([1, 0, 2, 1])
    logits = pattern([4, 3], 5, 2)
    weights = torch.tensor([0.5, 1.0, 2.0], dtype=torch.float64)
    truth = (pattern([4, 3], 3, 1) > 0).double()
    one = {
        "addScalar": (lambda a: 2 + a, x), "subtractScalar": (lambda a: a - 2, x),
        "subtractFrom": (lambda a: 2 - a, x), "divideScalar": (lambda a: a / 4, x),
        "divideInto": (lambda a: 3 / a, positive), "negative": (lambda a: -a, x),
        "remainder": (lambda a: a.remainder(0.75), apart), "power": (lambda a: a**2.5, positive),
        "magnitude": (torch.abs, apart), "squared": (torch.square, x),
        "reciprocal": (torch.reciprocal, positive), "rsqrt": (torch.rsqrt, positive),
        "exp": (torch.exp, x), "expm1": (torch.expm1, x), "log": (torch.log, positive),
        "log1p": (torch.log1p, positive), "log2": (torch.log2, positive),
        "log10": (torch.log10, positive), "sin": (torch.sin, x), "cos": (torch.cos, x),
        "tan": (torch.tan, small), "asin": (torch.asin, small), "acos": (torch.acos, small),
        "atan": (torch.atan, x), "sinh": (torch.sinh, x), "cosh": (torch.cosh, x),
        "erf": (torch.erf, x), "clamped": (lambda a: a.clamp(-0.6, 0.9), apart),
        "elu": (F.elu, apart), "logSigmoid": (F.logsigmoid, x), "softplus": (F.softplus, x),
        "softmax": (lambda a: a.softmax(1), x), "logSoftmax": (lambda a: a.log_softmax(-1), x),
        "sumAlong": (lambda a: a.sum((0, 2)), x), "meanKept": (lambda a: a.mean(1, True), x),
        "maxAlong": (lambda a: a.amax((1, 2)), apart), "minAlong": (lambda a: a.amin(0), apart),
        "product": (lambda a: a.prod(2), positive), "norm": (lambda a: a.norm(), x),
        "normAlong": (lambda a: a.norm(dim=1), x), "logSumExp": (lambda a: a.logsumexp(1), x),
        "variance": (lambda a: a.var(), x), "varianceAlong": (lambda a: a.var(2, correction=0), x),
        "deviation": (lambda a: a.std(1), x), "cumulativeSum": (lambda a: a.cumsum(1), x),
        "cumulativeProduct": (lambda a: a.cumprod(2), positive),
        "transposed": (lambda a: a.transpose(0, 1), x), "flipped": (lambda a: a.flip(2), x),
        "rolled": (lambda a: a.roll(1, 2), x), "padded": (lambda a: F.pad(a, [1, 2], value=0.5), x),
        "lowerTriangle": (lambda a: a.tril(), x), "upperTriangle": (lambda a: a.triu(1), x),
        "repeated": (lambda a: a.repeat(2, 1, 1), x),
        "gathering": (lambda a: a.gather(1, places), x),
        "filling": (lambda a: a.masked_fill(mask, 2), x),
        "sorted": (lambda a: a.sort(dim=2, stable=True)[0], apart),
        "top": (lambda a: a.topk(2, 2)[0], apart),
        "subscript": (lambda a: a[1, :, 1:3], x), "subscriptStep": (lambda a: a[..., ::2], x),
        "crossEntropyWeighted": (
            lambda a: F.cross_entropy(a, classes, weights, ignore_index=0, label_smoothing=0.1),
            logits,
        ),
        "crossEntropySum": (lambda a: F.cross_entropy(a, classes, reduction="sum"), logits),
        "binaryCrossEntropy": (
            lambda a: F.binary_cross_entropy_with_logits(a, truth, pos_weight=weights), logits
        ),
        "huber": (lambda a: F.huber_loss(a, truth, delta=0.75), logits),
        "absolute": (lambda a: F.l1_loss(a, truth), logits + 0.01),
    }
    two = {
        "maximum": (torch.maximum, [apart, y + 0.01]), "powerOf": (torch.pow, [positive, y]),
        "choose": (lambda a, b: torch.where(mask, a, b), [x, y]),
        "scatterAdding": (
            lambda a, b: a.scatter_add(1, places, b), [x, pattern([2, 1, 4], 3, 2)]
        ),
        "matmul": (torch.matmul, [x, pattern([2, 4, 2], 5, 1)]),
        "einsum": (
            lambda a, b: torch.einsum("bij,jk->bki", a, b), [x, pattern([4, 2], 5, 1)]
        ),
        "outer": (torch.outer, [pattern([3], 5, 1), pattern([4], 3, 2)]),
    }
    found = {name: case(function, [source], second=False) for name, (function, source) in one.items()}
    for name, (function, sources) in two.items():
        found[name] = case(function, sources, second=False)
    return found


print(json.dumps({"torch": torch.__version__, "layers": layers(), "functions": functions()}))
