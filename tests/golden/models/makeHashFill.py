"""Check values for hashFill.ts: python makeHashFill.py writes hashFill.json (SHA-256 of little-endian bytes)."""

import hashlib
import json
from pathlib import Path

import hashFill

PARAMETERS = [
    ("conv1.weight", (64, 3, 7, 7)),
    ("layer1.0.bn3.weight", (256,)),
    ("bn1.weight", (64,)),
    ("bn1.bias", (64,)),
    ("bn1.running_mean", (64,)),
    ("bn1.running_var", (64,)),
    ("layer4.1.conv2.weight", (512, 512, 3, 3)),
    ("größe.weight", (3, 5)),
]


def record(array) -> dict:
    return {
        "shape": list(array.shape),
        "first": [float(v) for v in array.flatten()[:3]],
        "sha256": hashlib.sha256(array.tobytes()).hexdigest(),
    }


document = {
    "parameters": {name: record(hashFill.parameter_values(name, shape)) for name, shape in PARAMETERS},
    "input": record(hashFill.input_values((4, 3, 56, 80))),
    "labels": record(hashFill.label_values((2, 32, 64), 4).astype("<i4")),
}
(Path(__file__).parent / "hashFill.json").write_text(json.dumps(document, indent=1, ensure_ascii=False) + "\n")
