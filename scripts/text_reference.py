#!/usr/bin/env python3
"""Prints Tests/TasksTests/Resources/texts.json: the losses of language models that PyTorch trains.

    .venv/bin/python scripts/text_reference.py > Tests/TasksTests/Resources/texts.json

50 steps of AdamW on the same tokens in the same order; a recurrent network carries its state, and begins
anew in each of the five epochs. Weights and tokens come from formulas that the test has too. Computed in
float64.
"""
import json
import math

import torch
from torch import nn
from torch.nn import functional as F

VOCABULARY, LENGTH, ROWS, STEPS, WIDTH = 13, 8, 4, 50, 16
WINDOWS = 10 * ROWS
TOKENS = torch.tensor([1 + (i * i * 3 + i // 2) % 11 for i in range(WINDOWS * LENGTH + 1)])


class Recurrent(nn.Module):
    def __init__(self, kind):
        super().__init__()
        self.embedding = nn.Embedding(VOCABULARY, WIDTH)
        self.network = kind(WIDTH, WIDTH, 2, batch_first=True)
        self.output = nn.Linear(WIDTH, VOCABULARY)

    def forward(self, tokens, state):
        states, after = self.network(self.embedding(tokens), state)
        after = tuple(s.detach() for s in after) if isinstance(after, tuple) else after.detach()
        return self.output(states), after

    def named(self):
        names = {"embedding.weight": self.embedding.weight}
        for layer in range(2):
            for own, theirs in [("inputWeight", "weight_ih"), ("hiddenWeight", "weight_hh"),
                                ("inputBias", "bias_ih"), ("hiddenBias", "bias_hh")]:
                names[f"network.cells.{layer}.{own}"] = getattr(self.network, f"{theirs}_l{layer}")
        return names


class Transformer(nn.Module):
    """Normalization first, as in GPT-2."""

    def __init__(self):
        super().__init__()
        self.embedding = nn.Embedding(VOCABULARY, WIDTH)
        self.positions = nn.Parameter(torch.zeros(LENGTH, WIDTH))
        self.norm = nn.LayerNorm(WIDTH)
        self.output = nn.Linear(WIDTH, VOCABULARY)
        self.blocks = nn.ModuleList(
            nn.ModuleDict({
                "firstNorm": nn.LayerNorm(WIDTH), "secondNorm": nn.LayerNorm(WIDTH),
                "attention_input": nn.Linear(WIDTH, 3 * WIDTH),
                "attention_output": nn.Linear(WIDTH, WIDTH),
                "first": nn.Linear(WIDTH, 4 * WIDTH), "second": nn.Linear(4 * WIDTH, WIDTH),
            }) for _ in range(2))

    def forward(self, tokens, state):
        x = self.embedding(tokens) + self.positions
        for block in self.blocks:
            q, k, v = (p.unflatten(2, (2, -1)).transpose(1, 2)
                       for p in block["attention_input"](block["firstNorm"](x)).chunk(3, -1))
            mixed = F.scaled_dot_product_attention(q, k, v, is_causal=True)
            x = x + block["attention_output"](mixed.transpose(1, 2).flatten(2))
            x = x + block["second"](F.gelu(block["first"](block["secondNorm"](x))))
        return self.output(self.norm(x)), None

    def named(self):
        names = {"embedding.weight": self.embedding.weight, "positions.weight": self.positions,
                 "norm.weight": self.norm.weight, "norm.bias": self.norm.bias}
        for index, block in enumerate(self.blocks):
            for name, layer in block.items():
                for part in ["weight", "bias"]:
                    names[f"blocks.{index}.{name.replace('_', '.')}.{part}"] = getattr(layer, part)
        return names


def losses(model):
    model = model.double()
    named = {f"layers.0.{name}": tensor for name, tensor in model.named().items()}
    named["layers.1.weight"], named["layers.1.bias"] = model.output.weight, model.output.bias
    with torch.no_grad():
        for place, (_, tensor) in enumerate(sorted(named.items())):
            values = [0.2 * math.sin(0.7 * i + place) for i in range(tensor.numel())]
            tensor.copy_(torch.tensor(values, dtype=torch.float64).reshape(tensor.shape))
    step = torch.optim.AdamW(model.parameters(), lr=3e-3, weight_decay=0.01)
    found, state = [], None
    for number in range(STEPS):
        place = number % (WINDOWS // ROWS)
        state = state if place > 0 else None
        windows = [row * (WINDOWS // ROWS) + place for row in range(ROWS)]
        inputs = torch.stack([TOKENS[w * LENGTH:(w + 1) * LENGTH] for w in windows])
        targets = torch.stack([TOKENS[w * LENGTH + 1:(w + 1) * LENGTH + 1] for w in windows])
        logits, state = model(inputs, state)
        loss = F.cross_entropy(logits.flatten(0, 1), targets.flatten())
        step.zero_grad()
        loss.backward()
        step.step()
        found.append(loss.item())
    return found


print(json.dumps({
    "torch": torch.__version__,
    "losses": {
        "rnn": losses(Recurrent(nn.RNN)), "gru": losses(Recurrent(nn.GRU)),
        "lstm": losses(Recurrent(nn.LSTM)), "transformer": losses(Transformer()),
    }}))
