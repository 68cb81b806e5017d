"""PyTorch's half of a comparison: told a number of steps, it answers with the milliseconds of one.

Written as PyTorch's examples are: eager, contiguous tensors, the optimizer's defaults. With
`channels-last` the model and its input are laid out as its tuning guide advises for convolutions; with
`no-update` the weights stay as they are.
"""

import sys
import time

import torch
from torch import nn

name, optimizer, *options = sys.argv[1:]
torch.set_num_threads(2)
torch.manual_seed(0)


class Block(nn.Module):
    """A block of a transformer as nanoGPT writes it: normalization first, attention in one call."""

    def __init__(self, width, heads):
        super().__init__()
        self.heads = heads
        self.norm1, self.norm2 = nn.LayerNorm(width), nn.LayerNorm(width)
        self.input, self.output = nn.Linear(width, 3 * width), nn.Linear(width, width)
        self.wide, self.narrow = nn.Linear(width, 4 * width), nn.Linear(4 * width, width)

    def forward(self, x):
        batch, places, width = x.shape
        q, k, v = self.input(self.norm1(x)).split(width, dim=2)
        q, k, v = (
            part.view(batch, places, self.heads, width // self.heads).transpose(1, 2)
            for part in (q, k, v))
        mixed = nn.functional.scaled_dot_product_attention(q, k, v, is_causal=True)
        x = x + self.output(mixed.transpose(1, 2).reshape(batch, places, width))
        return x + self.narrow(nn.functional.gelu(self.wide(self.norm2(x))))


class Transformer(nn.Module):
    def __init__(self, vocabulary):
        super().__init__()
        self.embedding, self.positions = nn.Embedding(vocabulary, 128), nn.Embedding(64, 128)
        self.blocks = nn.Sequential(*(Block(128, 4) for _ in range(4)))
        self.norm, self.head = nn.LayerNorm(128), nn.Linear(128, vocabulary)

    def forward(self, x):
        x = self.embedding(x) + self.positions(torch.arange(x.shape[1]))
        return self.head(self.norm(self.blocks(x)))


class Recurrent(nn.Module):
    def __init__(self, vocabulary, width, dropout):
        super().__init__()
        self.embedding = nn.Embedding(vocabulary, width)
        self.lstm = nn.LSTM(width, width, num_layers=2, batch_first=True, dropout=dropout)
        self.dropout, self.head = nn.Dropout(dropout), nn.Linear(width, vocabulary)

    def forward(self, x):
        return self.head(self.dropout(self.lstm(self.embedding(x))[0]))


class Translator(nn.Module):
    """PyTorch's own transformer, normalization first, with one table of vectors for inputs and logits."""

    def __init__(self, vocabulary, width, layers):
        super().__init__()
        self.embedding = nn.Embedding(vocabulary, width)
        nn.init.normal_(self.embedding.weight, std=width ** -0.5)
        self.transformer = nn.Transformer(
            width, 4, layers, layers, 4 * width, 0.1, "gelu", batch_first=True, norm_first=True)
        # Dropout where Anneal's has it, at the end of each part.
        for module in self.transformer.modules():
            if isinstance(module, nn.MultiheadAttention):
                module.dropout = 0
            if hasattr(module, "linear1"):
                module.dropout = nn.Identity()
        places = torch.arange(128)[:, None] / 10000 ** (torch.arange(0, width, 2) / width)
        self.register_buffer("waves", torch.stack([places.sin(), places.cos()], 2).flatten(1))
        self.dropout = nn.Dropout(0.1)

    def embed(self, tokens):
        vectors = self.embedding(tokens) * self.embedding.embedding_dim ** 0.5
        return self.dropout(vectors + self.waves[:tokens.shape[1]])

    def forward(self, pair):
        source, target = pair
        padding = source == 0
        causal = nn.Transformer.generate_square_subsequent_mask(target.shape[1])
        output = self.transformer(
            self.embed(source), self.embed(target), tgt_mask=causal, tgt_is_causal=True,
            src_key_padding_mask=padding, memory_key_padding_mask=padding)
        return output @ self.embedding.weight.T


class Pair(nn.Module):
    def __init__(self):
        super().__init__()
        self.generator = nn.Sequential(
            nn.ConvTranspose2d(64, 128, 7, bias=False), nn.BatchNorm2d(128), nn.ReLU(),
            nn.ConvTranspose2d(128, 64, 4, 2, 1, bias=False), nn.BatchNorm2d(64), nn.ReLU(),
            nn.ConvTranspose2d(64, 1, 4, 2, 1), nn.Tanh())
        self.discriminator = nn.Sequential(
            nn.Conv2d(1, 64, 4, 2, 1), nn.LeakyReLU(0.2),
            nn.Conv2d(64, 128, 4, 2, 1, bias=False), nn.BatchNorm2d(128), nn.LeakyReLU(0.2),
            nn.Conv2d(128, 1, 7), nn.Flatten())


if name == "cnn":
    model = nn.Sequential(
        nn.Conv2d(1, 16, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2),
        nn.Conv2d(16, 32, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2),
        nn.Flatten(), nn.Linear(1568, 10))
    inputs = torch.randn(128, 1, 28, 28)
elif name == "mlp":
    model = nn.Sequential(nn.Linear(784, 128), nn.ReLU(), nn.Linear(128, 10))
    inputs = torch.randn(64, 784)
elif name == "gan":
    model = Pair()
    inputs = torch.randn(64, 1, 28, 28)
elif name == "translate":
    model = Translator(6002, 128, 4)
    pair = torch.randint(1, 6002, (64, 16)), torch.randint(1, 6002, (64, 17))
    inputs = pair[0], pair[1][:, :-1]
elif name.startswith("shakespeare"):
    model = Recurrent(67, 256, 0.1) if name.endswith("rnn") else Transformer(67)
    text = torch.randint(1, 67, (32 if name.endswith("rnn") else 16, 65))
    inputs = text[:, :-1].contiguous()
else:
    model = Recurrent(65, 128, 0) if name == "lstm" else Transformer(65)
    inputs = torch.randint(0, 65, (32, 64))
if name == "translate":
    targets = pair[1][:, 1:].flatten()
elif name.startswith("shakespeare"):
    targets = text[:, 1:].flatten()
else:
    targets = torch.arange(inputs.numel() if name in ("lstm", "transformer") else inputs.shape[0])
    targets %= 65 if name in ("lstm", "transformer") else 10
loss_options = {"ignore_index": 0, "label_smoothing": 0.1} if name == "translate" else {}

if "channels-last" in options:
    model = model.to(memory_format=torch.channels_last)
    inputs = inputs.contiguous(memory_format=torch.channels_last)
fused = {"fused": True} if "fused" in options else {}


def make_rule(parameters):
    if optimizer == "adamw":
        return torch.optim.AdamW(parameters, lr=1e-4, **fused)
    return torch.optim.SGD(parameters, lr=1e-4, momentum=0.9, **fused)


if name == "gan":
    rules = make_rule(model.discriminator.parameters()), make_rule(model.generator.parameters())
else:
    rule = make_rule(model.parameters())


def adversarial_step():
    judge = nn.functional.binary_cross_entropy_with_logits
    ones, zeros = torch.ones(64, 1), torch.zeros(64, 1)
    rules[0].zero_grad()
    forged = model.generator(torch.randn(64, 64, 1, 1))
    loss = judge(model.discriminator(inputs), ones)
    loss = loss + judge(model.discriminator(forged.detach()), zeros)
    loss.backward()
    rules[0].step()
    rules[1].zero_grad()
    loss = judge(model.discriminator(model.generator(torch.randn(64, 64, 1, 1))), ones)
    loss.backward()
    rules[1].step()
    return loss.item()


def step():
    if name == "gan":
        return adversarial_step()
    rule.zero_grad()
    loss = nn.functional.cross_entropy(model(inputs).flatten(0, -2), targets, **loss_options)
    loss.backward()
    if "no-update" not in options:
        rule.step()
    return loss.item()


for line in sys.stdin:
    count = int(line)
    start = time.perf_counter()
    for _ in range(count):
        step()
    print((time.perf_counter() - start) / count * 1e3, flush=True)
