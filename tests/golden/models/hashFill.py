"""The weights and inputs of the golden models, without a file: a hash of (tensor name, flat index).

README.md defines the formula; hashFill.ts is its twin in TypeScript, equal to the last bit of float32.
"""

import numpy as np

BLOCK = 1 << 20  # values hashed at once, so that filling a large model does not show in its peak memory


def fnv1a(name: str) -> int:
    """32-bit FNV-1a over the UTF-8 bytes of a name."""
    h = 0x811C9DC5
    for byte in name.encode():
        h = ((h ^ byte) * 0x01000193) & 0xFFFFFFFF
    return h


def hash_words(name: str, start: int, count: int) -> np.ndarray:
    """uint32[count]: murmur3's finaliser over fnv1a(name) + index * 0x9e3779b9."""
    index = np.arange(start, start + count, dtype=np.uint64)
    z = ((np.uint64(fnv1a(name)) + index * np.uint64(0x9E3779B9)) & np.uint64(0xFFFFFFFF)).astype(np.uint32)
    z ^= z >> np.uint32(16)
    z *= np.uint32(0x85EBCA6B)
    z ^= z >> np.uint32(13)
    z *= np.uint32(0xC2B2AE35)
    z ^= z >> np.uint32(16)
    return z


def signed_unit(name: str, shape) -> np.ndarray:
    """float64[shape], each in [-1, 1): word / 2^31 - 1, exact."""
    size = int(np.prod(shape, dtype=np.int64))
    out = np.empty(size, dtype=np.float64)
    for start in range(0, size, BLOCK):
        count = min(BLOCK, size - start)
        out[start : start + count] = hash_words(name, start, count) / 2147483648.0 - 1.0
    return out.reshape(shape)


def centre_and_radius(name: str, shape) -> tuple[float, float]:
    """The interval a tensor is filled from, by its name and shape (README.md, table)."""
    if name.endswith("running_mean"):
        return 0.0, 0.1
    if name.endswith("running_var"):
        return 1.0, 0.5
    if len(shape) >= 2:
        fan_in = int(np.prod(shape[1:], dtype=np.int64))
        return 0.0, float(np.sqrt(np.float64(3.0) / np.float64(fan_in)))
    if name.endswith("bias"):
        return 0.0, 0.1
    if name.endswith("bn3.weight"):
        return 0.2, 0.05
    return 1.0, 0.25


def parameter_values(name: str, shape) -> np.ndarray:
    """float32[shape]: a parameter or running statistic, in the reference library's (PyTorch's) axis order."""
    centre, radius = centre_and_radius(name, shape)
    size = int(np.prod(shape, dtype=np.int64))
    out = np.empty(size, dtype=np.float32)
    for start in range(0, size, BLOCK):
        count = min(BLOCK, size - start)
        unit = hash_words(name, start, count) / 2147483648.0 - 1.0
        out[start : start + count] = centre + radius * unit
    return out.reshape(shape)


def input_values(shape) -> np.ndarray:
    """float32[shape] in [-1, 1], axes [batch, channel, …space]; the name hashed is `input`."""
    return signed_unit("input", shape).astype(np.float32)


def label_values(shape, class_count: int) -> np.ndarray:
    """int64[shape] in 0 … class_count - 1: hash word modulo class count; the name hashed is `labels`."""
    size = int(np.prod(shape, dtype=np.int64))
    return (hash_words("labels", 0, size) % np.uint32(class_count)).astype(np.int64).reshape(shape)


def fill_model(model) -> None:
    """Overwrites every parameter and running statistic of a torch module in place."""
    import torch

    with torch.no_grad():
        for name, tensor in model.state_dict().items():
            if not name.endswith("num_batches_tracked"):
                tensor.copy_(torch.from_numpy(parameter_values(name, tuple(tensor.shape))))
