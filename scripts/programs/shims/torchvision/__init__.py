"""A stand-in for torchvision: what the MNIST example asks of it, with scikit-learn's digits."""

from . import datasets, transforms
