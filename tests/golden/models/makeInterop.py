"""A small file by the Python safetensors library: python makeInterop.py writes interop.safetensors and interop.json.

interop.json: {metadata, tensors: {name: {dtype, shape, values}}}; dtype as safetensors writes it, values in C order.
Numbers that JSON or a double cannot hold are strings: 'NaN', 'Infinity', '-Infinity', '-0', and every 64-bit integer.
"""

import json
import math
from pathlib import Path

import torch
from safetensors.torch import save_file

HERE = Path(__file__).parent
METADATA = {"format": "pt", "note": "größe μm"}
INF, NAN = math.inf, math.nan
TENSORS = {
    "layer1.0.conv1.weight": torch.linspace(-1, 1, 24, dtype=torch.float32).reshape(2, 3, 2, 2),
    "float32.special": torch.tensor([0.0, -0.0, 1e-45, 1.1754944e-38, 3.4028235e38, INF, -INF, NAN, 0.1]),
    "float16": torch.tensor([[0.0, -0.0, 1.0, -2.5], [65504.0, 6e-8, INF, NAN]], dtype=torch.float16),
    "bfloat16": torch.tensor([1.0, -0.15625, 3.3895314e38, 1e-40, -INF, NAN, 0.1], dtype=torch.bfloat16),
    "float64": torch.tensor([0.1, -1e300, 5e-324], dtype=torch.float64),
    "int64": torch.tensor([0, -1, 2**53 + 1, 2**63 - 1, -(2**63)], dtype=torch.int64),
    "int32": torch.tensor([[1, -2], [2**31 - 1, -(2**31)]], dtype=torch.int32),
    "int16": torch.tensor([32767, -32768], dtype=torch.int16),
    "int8": torch.tensor([127, -128, 0], dtype=torch.int8),
    "uint8": torch.arange(0, 256, 15, dtype=torch.uint8),
    "uint16": torch.tensor([0, 65535], dtype=torch.uint16),
    "bool": torch.tensor([True, False, True]),
    "scalar.num_batches_tracked": torch.tensor(41, dtype=torch.int64),
    "scalar.float32": torch.tensor(0.25),
    "empty": torch.empty(0, 3),
    "größe/μ": torch.tensor([1.5]),
}
DTYPES = {
    torch.float32: "F32", torch.float16: "F16", torch.bfloat16: "BF16", torch.float64: "F64", torch.int64: "I64",
    torch.int32: "I32", torch.int16: "I16", torch.int8: "I8", torch.uint8: "U8", torch.uint16: "U16", torch.bool: "BOOL",
}


def value(item, dtype):
    if dtype == torch.int64:
        return str(item)
    if isinstance(item, float):
        if math.isnan(item):
            return "NaN"
        if math.isinf(item):
            return "Infinity" if item > 0 else "-Infinity"
        if item == 0 and math.copysign(1, item) < 0:
            return "-0"
    return item


save_file(TENSORS, HERE / "interop.safetensors", METADATA)
tensors = {
    name: {
        "dtype": DTYPES[t.dtype],
        "shape": list(t.shape),
        "values": [value(v, t.dtype) for v in t.flatten().tolist()],
    }
    for name, t in TENSORS.items()
}
document = json.dumps({"metadata": METADATA, "tensors": tensors}, ensure_ascii=False, separators=(",", ":"))
(HERE / "interop.json").write_text(document.replace('},"', '},\n"') + "\n")
