#!/usr/bin/env python3
"""Prints Tests/TasksTests/Resources/texts.json: the losses of models of texts that PyTorch trains.

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



# Sentences with their translations: tokens 1 to 10, the end 11 after both and before the translation.
END, PAIRS = 11, 40
SOURCES = [[1 + (7 * i + 3 * j) % 10 for j in range(2 + i % 5)] + [END] for i in range(PAIRS)]
TARGETS = [[END] + [1 + (3 * i + j * j) % 10 for j in range(1 + i * i % 7)] + [END] for i in range(PAIRS)]


class EncoderDecoder(nn.Module):
    """PyTorch's own layers, normalization first."""

    def __init__(self):
        super().__init__()
        settings = dict(dim_feedforward=4 * WIDTH, dropout=0, activation="gelu", batch_first=True, norm_first=True)
        self.embedding = nn.Embedding(END + 1, WIDTH)
        self.encoder = nn.ModuleList(nn.TransformerEncoderLayer(WIDTH, 2, **settings) for _ in range(2))
        self.decoder = nn.ModuleList(nn.TransformerDecoderLayer(WIDTH, 2, **settings) for _ in range(2))
        self.encoderNorm, self.decoderNorm = nn.LayerNorm(WIDTH), nn.LayerNorm(WIDTH)

    def embed(self, tokens):
        waves = torch.tensor([[
            (math.sin if k % 2 == 0 else math.cos)(t / 10000 ** (k // 2 * 2 / WIDTH)) for k in range(WIDTH)
        ] for t in range(tokens.shape[1])], dtype=torch.float64)
        return self.embedding(tokens) * math.sqrt(WIDTH) + waves

    def forward(self, source, target):
        padding = source == 0
        memory, x = self.embed(source), self.embed(target)
        for layer in self.encoder:
            memory = layer(memory, src_key_padding_mask=padding)
        memory = self.encoderNorm(memory)
        causal = nn.Transformer.generate_square_subsequent_mask(x.shape[1], dtype=torch.float64)
        for layer in self.decoder:
            x = layer(x, memory, tgt_mask=causal, memory_key_padding_mask=padding)
        return self.decoderNorm(x) @ self.embedding.weight.T

    def named(self):
        names = {"embedding.weight": self.embedding.weight}
        for name in ["encoderNorm", "decoderNorm"]:
            for part in ["weight", "bias"]:
                names[f"{name}.{part}"] = getattr(getattr(self, name), part)
        parts = {"firstNorm": "norm1", "first": "linear1", "second": "linear2", "attention.output": "self_attn.out_proj"}
        for kind, layers, more in [
            ("encoder", self.encoder, {"secondNorm": "norm2"}),
            ("decoder", self.decoder, {
                "memoryNorm": "norm2", "secondNorm": "norm3", "memoryAttention.output": "multihead_attn.out_proj"}),
        ]:
            for index, layer in enumerate(layers):
                for own, theirs in (parts | more).items():
                    for part in ["weight", "bias"]:
                        names[f"{kind}.{index}.{own}.{part}"] = layer.get_parameter(f"{theirs}.{part}")
                for own, theirs in [("attention", "self_attn"), ("memoryAttention", "multihead_attn")]:
                    if hasattr(layer, theirs):
                        attention = getattr(layer, theirs)
                        names[f"{kind}.{index}.{own}.input.weight"] = attention.in_proj_weight
                        names[f"{kind}.{index}.{own}.input.bias"] = attention.in_proj_bias
        return names


class AttentiveGRU(nn.Module):
    """The encoder is one GRU of both directions over packed sequences."""

    def __init__(self):
        super().__init__()
        self.embedding = nn.Embedding(END + 1, WIDTH)
        self.encoder = nn.GRU(WIDTH, WIDTH // 2, batch_first=True, bidirectional=True)
        self.decoder = nn.GRU(WIDTH, WIDTH, batch_first=True)
        self.start, self.score = nn.Linear(WIDTH, WIDTH), nn.Linear(WIDTH, WIDTH, bias=False)
        self.mixture = nn.Linear(2 * WIDTH, WIDTH, bias=False)

    def forward(self, source, target):
        lengths = (source != 0).sum(1)
        vectors = self.embedding(source) * math.sqrt(WIDTH)
        packed = nn.utils.rnn.pack_padded_sequence(vectors, lengths, batch_first=True, enforce_sorted=False)
        states, last = self.encoder(packed)
        memory, _ = nn.utils.rnn.pad_packed_sequence(states, batch_first=True)
        hidden = torch.tanh(self.start(torch.cat([last[0], last[1]], 1)))[None]
        outputs, _ = self.decoder(self.embedding(target) * math.sqrt(WIDTH), hidden)
        scores = torch.einsum("ntk,nsk->nts", self.score(outputs), memory)
        weights = scores.masked_fill((source == 0)[:, None], -math.inf).softmax(2)
        mixed = torch.tanh(self.mixture(torch.cat([weights @ memory, outputs], 2)))
        return mixed @ self.embedding.weight.T

    def named(self):
        names = {"embedding.weight": self.embedding.weight, "start.weight": self.start.weight,
                 "start.bias": self.start.bias, "score.weight": self.score.weight,
                 "mixture.weight": self.mixture.weight}
        for network, suffix, module in [("forward", "l0", self.encoder), ("backward", "l0_reverse", self.encoder),
                                        ("decoder", "l0", self.decoder)]:
            for own, theirs in [("inputWeight", "weight_ih"), ("hiddenWeight", "weight_hh"),
                                ("inputBias", "bias_ih"), ("hiddenBias", "bias_hh")]:
                names[f"{network}Network.cells.0.{own}"] = getattr(module, f"{theirs}_{suffix}")
        return names


def translation_losses(model):
    model = model.double()
    with torch.no_grad():
        for place, (_, tensor) in enumerate(sorted(model.named().items())):
            values = [0.2 * math.sin(0.7 * i + place) for i in range(tensor.numel())]
            tensor.copy_(torch.tensor(values, dtype=torch.float64).reshape(tensor.shape))
    assert sum(t.numel() for t in model.named().values()) == sum(p.numel() for p in model.parameters())
    step = torch.optim.AdamW(model.parameters(), lr=3e-3, weight_decay=0.01)
    found = []
    for number in range(STEPS):
        places = [(number * ROWS + row) % PAIRS for row in range(ROWS)]
        source, target = (
            nn.utils.rnn.pad_sequence([torch.tensor(side[place]) for place in places], batch_first=True)
            for side in (SOURCES, TARGETS))
        logits = model(source, target[:, :-1])
        loss = F.cross_entropy(logits.flatten(0, 1), target[:, 1:].flatten(), ignore_index=0, label_smoothing=0.1)
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
        "encoderDecoder": translation_losses(EncoderDecoder()),
        "attentiveGRU": translation_losses(AttentiveGRU()),
    }}))
