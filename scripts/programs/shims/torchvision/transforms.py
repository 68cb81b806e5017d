"""The transforms that the MNIST example names; the pictures are prepared already."""


def Compose(steps):
    return steps


def ToTensor():
    return None


def Normalize(mean, deviation):
    return None
