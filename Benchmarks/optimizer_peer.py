"""The other libraries' half of a comparison of optimizers: told a number of steps, it answers with the
milliseconds of one.

    optimizer_peer.py one "torch.optim.AdamW(p, fused=True)"
"""

import sys
import time

import torch

try:
    import pytorch_optimizer
except ImportError:
    pytorch_optimizer = None


def resnet50():
    sizes, width_in = [[64, 3, 7, 7], [64], [64]], 64
    for width, blocks in [(64, 3), (128, 4), (256, 6), (512, 3)]:
        for block in range(blocks):
            for shape in ([width, width_in, 1, 1], [width, width, 3, 3], [4 * width, width, 1, 1]):
                sizes += [shape, shape[:1], shape[:1]]
            if block == 0:
                sizes += [[4 * width, width_in, 1, 1], [4 * width], [4 * width]]
            width_in = 4 * width
    return sizes + [[1000, 2048], [1000]]


SHAPES = {
    "one": [[20_000_000]],
    "resnet": resnet50(),
    "small": [[100]] * 10_000,
    "matrices": [[512, 512], [512, 512], [2048, 512], [512, 2048], [1024, 512]],
}


def muon_in_float32(parameters):
    """PyTorch's Muon without its cast to bfloat16, which takes a hundred times as long on a processor
    that has no instructions for it."""
    torch.Tensor.bfloat16 = torch.Tensor.float
    return torch.optim.Muon(parameters, lr=1e-4)


torch.set_num_threads(2)
torch.manual_seed(0)
p = [torch.nn.Parameter(torch.empty(shape).uniform_(-0.1, 0.1)) for shape in SHAPES[sys.argv[1]]]
for parameter in p:
    parameter.grad = torch.empty_like(parameter).uniform_(-0.01, 0.01)
rule = eval(sys.argv[2])

for line in sys.stdin:
    count = int(line)
    start = time.perf_counter()
    for _ in range(count):
        rule.step()
    print((time.perf_counter() - start) / count * 1e3, flush=True)
