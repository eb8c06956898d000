"""Golden numbers of the reference networks: python makeGolden.py [model …] writes one JSON per model beside this file.

Weights, inputs and labels come from hashFill.py; README.md describes the schema. The numbers are computed in float64
from float32 weights, and `float32Deviation` says how far PyTorch itself is from them in float32.
"""

import json
import math
import sys
from pathlib import Path

import torch
import torchvision

import hashFill
import referenceModels as reference

HERE = Path(__file__).parent
CLASS_COUNT = 4
SGD = {"learningRate": 0.01, "momentum": 0.9, "weightDecay": 1e-4, "nesterov": False}
ADAMW = {"learningRate": 1e-4, "beta1": 0.9, "beta2": 0.999, "epsilon": 1e-8, "weightDecay": 0.01}
STEPS = 3

# name → (build, input shape [batch, channel, …space], AdamW too?)
MODELS = {
    "smallCnn": (lambda: reference.SmallCnn(1, CLASS_COUNT), (4, 1, 56, 80), True),
    "resnet18": (lambda: reference.resnet(18, 3, CLASS_COUNT), (4, 3, 56, 80), True),
    "resnet18Gray": (lambda: reference.resnet(18, 1, CLASS_COUNT), (4, 1, 56, 80), True),
    "resnet50": (lambda: reference.resnet(50, 3, CLASS_COUNT), (4, 3, 56, 80), True),
    "resnet50Gray": (lambda: reference.resnet(50, 1, CLASS_COUNT), (4, 1, 56, 80), True),
    "unet": (lambda: reference.UNet(3, CLASS_COUNT), (2, 3, 32, 64), True),
    # The bias before a batch norm (downsample.0.bias) has no gradient but rounding, and AdamW would amplify that.
    "resnet18Volume": (lambda: reference.resnet18_volume(1, CLASS_COUNT), (2, 1, 16, 64, 64), False),
}


def rounded(value: float) -> float:
    return float(f"{value:.9g}")


def samples(tensor: torch.Tensor, count: int) -> list:
    """[flat index, value] at `count` evenly spaced places, the first and the last among them."""
    flat = tensor.detach().flatten().double()
    last = flat.numel() - 1
    indices = sorted({round(i * last / (count - 1)) for i in range(count)})
    return [[i, rounded(flat[i].item())] for i in indices]


def l2(tensor: torch.Tensor) -> float:
    return rounded(tensor.detach().double().norm().item())


def logits_record(logits: torch.Tensor) -> dict:
    return {"shape": list(logits.shape), "l2": l2(logits), "samples": samples(logits, 16)}


def parameter_norms(model) -> dict:
    return {name: l2(p) for name, p in model.named_parameters()}


def fresh(build, dtype):
    model = build()
    hashFill.fill_model(model)
    return model.to(dtype)


def train_steps(build, dtype, x, labels, make_optimizer) -> dict:
    model = fresh(build, dtype).train()
    optimizer = make_optimizer(model.parameters())
    losses = []
    for _ in range(STEPS):
        optimizer.zero_grad()
        loss = torch.nn.functional.cross_entropy(model(x), labels)
        loss.backward()
        optimizer.step()
        losses.append(rounded(loss.item()))
    with torch.no_grad():
        logits = logits_record(model.eval()(x))
    return {"losses": losses, "parameterL2": parameter_norms(model), "evalLogits": logits}


def measure(name: str, dtype) -> dict:
    build, input_shape, with_adamw = MODELS[name]
    x = torch.from_numpy(hashFill.input_values(input_shape)).to(dtype)
    model = fresh(build, dtype)
    with torch.no_grad():
        eval_logits = model.eval()(x)
    label_shape = (input_shape[0], *eval_logits.shape[2:])
    if len(label_shape) == 1:
        labels = torch.arange(input_shape[0]) % CLASS_COUNT
    else:
        labels = torch.from_numpy(hashFill.label_values(label_shape, CLASS_COUNT))
    train_logits = model.train()(x)
    loss = torch.nn.functional.cross_entropy(train_logits, labels)
    loss.backward()
    result = {
        "inputShape": list(input_shape),
        "labels": labels.tolist() if len(label_shape) == 1 else "hash",
        "parameterCount": sum(p.numel() for p in model.parameters()),
        "shapes": {n: list(t.shape) for n, t in model.state_dict().items() if not n.endswith("num_batches_tracked")},
        "evalLogits": logits_record(eval_logits),
        "trainLogits": logits_record(train_logits),
        "loss": rounded(loss.item()),
        "runningStatsL2": {n: l2(b) for n, b in model.named_buffers() if not n.endswith("num_batches_tracked")},
        "gradients": {n: {"l2": l2(p.grad), "samples": samples(p.grad, 4)} for n, p in model.named_parameters()},
        "sgd": {
            **SGD,
            **train_steps(build, dtype, x, labels, lambda p: torch.optim.SGD(
                p, lr=SGD["learningRate"], momentum=SGD["momentum"], weight_decay=SGD["weightDecay"])),
        },
    }
    if with_adamw:
        result["adamw"] = {
            **ADAMW,
            **train_steps(build, dtype, x, labels, lambda p: torch.optim.AdamW(
                p, lr=ADAMW["learningRate"], betas=(ADAMW["beta1"], ADAMW["beta2"]), eps=ADAMW["epsilon"],
                weight_decay=ADAMW["weightDecay"])),
        }
    return result


def logits_deviation(a: dict, b: dict) -> float:
    scale = max(abs(v) for _, v in a["samples"])
    return max(abs(v - w) for (_, v), (_, w) in zip(a["samples"], b["samples"])) / scale


def norm_deviation(a: dict, b: dict) -> float:
    """Largest relative difference, leaving out norms that are zero but for rounding."""
    floor = 1e-9 * max(a.values())
    return max(abs(a[n] - b[n]) / a[n] for n in a if a[n] > floor)


def deviations(exact: dict, single: dict) -> dict:
    def gradient_norms(r):
        return {n: g["l2"] for n, g in r["gradients"].items()}

    result = {
        "evalLogits": logits_deviation(exact["evalLogits"], single["evalLogits"]),
        "trainLogits": logits_deviation(exact["trainLogits"], single["trainLogits"]),
        "runningStatsL2": norm_deviation(exact["runningStatsL2"], single["runningStatsL2"]),
        "gradientL2": norm_deviation(gradient_norms(exact), gradient_norms(single)),
        "gradientSamples": max(
            abs(v - w) / exact["gradients"][n]["l2"] * math.sqrt(math.prod(exact["shapes"][n]))
            for n in exact["gradients"] if exact["gradients"][n]["l2"] > 1e-9 * max(gradient_norms(exact).values())
            for (_, v), (_, w) in zip(exact["gradients"][n]["samples"], single["gradients"][n]["samples"])
        ),
    }
    for optimizer in [key for key in ("sgd", "adamw") if key in exact]:
        a, b = exact[optimizer], single[optimizer]
        result[optimizer] = {
            "losses": max(abs(v - w) / v for v, w in zip(a["losses"], b["losses"])),
            "parameterL2": norm_deviation(a["parameterL2"], b["parameterL2"]),
            "evalLogits": logits_deviation(a["evalLogits"], b["evalLogits"]),
        }
    return json.loads(json.dumps(result), parse_float=lambda text: float(f"{float(text):.2g}"))


def main() -> None:
    for name in sys.argv[1:] or MODELS:
        exact = measure(name, torch.float64)
        document = {
            "model": name,
            "peer": f"torch {torch.__version__.split('+')[0]}, torchvision {torchvision.__version__.split('+')[0]}",
            **exact,
            "float32Deviation": deviations(exact, measure(name, torch.float32)),
        }
        text = json.dumps(document, separators=(",", ":"))
        (HERE / f"{name}.json").write_text(text.replace('},"', '},\n"') + "\n")
        print(name, f"{len(text) / 1024:.0f} KiB", document["float32Deviation"])


if __name__ == "__main__":
    main()
