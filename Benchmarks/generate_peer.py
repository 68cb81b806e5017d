"""A plain PyTorch loop that writes text with an exported model and a cache; the peer of `anneal generate`.

    python generate_peer.py FOLDER TOKENS

FOLDER comes from `anneal runs export RUN --to torch`. Told to go on by a line of standard input, it answers
with the tokens per second.
"""

import pathlib
import sys
import time

import torch
from torch.nn import functional as F

folder, count = pathlib.Path(sys.argv[1]), int(sys.argv[2])
sys.path.insert(0, str(folder))
import model as exported  # noqa: E402

torch.set_num_threads(1)
network = exported.make_model(str(folder))
body, rest = network[0], network[1:]


def recurrent(tokens, state):
    states, state = body.network(body.embedding(tokens), state)
    return rest(states[:, -1:]), state


def transformer(tokens, state):
    keys, values = state or ([None] * len(body.blocks), [None] * len(body.blocks))
    start = 0 if keys[0] is None else keys[0].shape[2]
    x = body.embedding(tokens) + body.positions.weight[start:start + tokens.shape[1]]
    for index, block in enumerate(body.blocks):
        attention, h = block.attention, block.firstNorm(x)
        n, length, width = h.shape
        q, k, v = (p.reshape(n, length, attention.heads, -1).transpose(1, 2)
                   for p in attention.input(h).chunk(3, -1))
        if keys[index] is not None:
            k, v = torch.cat([keys[index], k], 2), torch.cat([values[index], v], 2)
        keys[index], values[index] = k, v
        mixed = F.scaled_dot_product_attention(q, k, v, is_causal=start == 0)
        x = x + attention.output(mixed.transpose(1, 2).reshape(n, length, width))
        x = x + block.second(F.gelu(block.first(block.secondNorm(x))))
    return rest(body.norm(x)[:, -1:]), (keys, values)


@torch.inference_mode()
def written():
    step = transformer if hasattr(body, "blocks") else recurrent
    longest = body.positions.weight.shape[0] if hasattr(body, "positions") else None
    state, seen, following = None, [], [1]
    start = time.perf_counter()
    for _ in range(count):
        if longest and len(seen) + len(following) > longest:
            following, state, seen = (seen + following)[-(longest // 2):], None, []
        logits, state = step(torch.tensor([following]), state)
        seen += following
        following = [int(torch.multinomial(logits[0, -1].softmax(-1), 1))]
    return count / (time.perf_counter() - start)


for _ in sys.stdin:
    print(written(), flush=True)
