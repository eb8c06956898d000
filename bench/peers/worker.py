"""PyTorch side of `npm run bench -- engine`: one workload, kept warm, stepped on command (protocol.py).

The networks are those of tests/golden/models/referenceModels.py (layer by layer in its docstrings), weights, inputs and
labels those of hashFill.py beside it, so that the loss of the first training step must equal the other side's.

workload        network                                    batch, input                 loss                 optimizer (train)
resnet50        torchvision ResNet-50 v1.5, 1000 classes   8 × 3 × 224 × 224            cross-entropy        SGD 1e-3, momentum 0.9
unet            U-Net, 64–512 channels, 4 classes          8 × 3 × 256 (row) × 128      … mean over pixels   Adam 1e-4
resnet18Volume  MONAI 3-D ResNet-18, 1 channel, 2 classes  2 × 1 × 64 × 128 × 128       cross-entropy        SGD 1e-3, momentum 0.9

`train`: forward, loss, backward, update, the loss read back. `forward`: evaluation mode, no gradients, logits left on
the device. Layout is channels-last throughout. Backends: eager; compile (torch.compile, loss included); freeze
(forward only: compile with constant weights, which also folds batch norm into the convolutions).
"""

import argparse
import sys
import time
from pathlib import Path

import torch
from protocol import Protocol

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "tests" / "golden" / "models"))
import hashFill  # noqa: E402
import referenceModels as reference  # noqa: E402


def sgd(parameters):
    return torch.optim.SGD(parameters, lr=1e-3, momentum=0.9, fused=True)


def adam(parameters):
    return torch.optim.Adam(parameters, lr=1e-4, fused=True)


# name → (build, input shape without batch, batch, class count, optimizer)
WORKLOADS = {
    "resnet50": (lambda: reference.resnet(50, 3, 1000), (3, 224, 224), 8, 1000, sgd),
    "unet": (lambda: reference.UNet(3, 4), (3, 256, 128), 8, 4, adam),
    "resnet18Volume": (lambda: reference.resnet18_volume(1, 2), (1, 64, 128, 128), 2, 2, sgd),
}


def parse_arguments():
    parser = argparse.ArgumentParser(description="PyTorch benchmark worker")
    parser.add_argument("--workload", choices=WORKLOADS, required=True)
    parser.add_argument("--mode", choices=["train", "forward"], default="train")
    parser.add_argument("--precision", choices=["fp32", "bf16"], default="fp32")
    parser.add_argument("--backend", choices=["eager", "compile", "freeze"], default="eager")
    parser.add_argument("--threads", type=int, required=True)
    parser.add_argument("--batch", type=int, help="images a step; default: the workload's")
    parser.add_argument("--warmup", type=int, default=3, help="steps before ready")
    arguments = parser.parse_args()
    if arguments.backend == "freeze" and arguments.mode != "forward":
        parser.error("--backend freeze needs --mode forward")
    return arguments


def make_step(arguments, model, x, labels, make_optimizer):
    compiled = arguments.backend != "eager"
    if arguments.backend == "freeze":
        from torch._inductor import config

        config.freezing = True
    autocast = torch.autocast("cpu", dtype=torch.bfloat16, enabled=arguments.precision == "bf16")

    if arguments.mode == "forward":
        model.eval()
        predict = torch.compile(model) if compiled else model

        def step():
            with torch.no_grad(), autocast:
                predict(x)
            return {}

        return step

    model.train()
    optimizer = make_optimizer(model.parameters())

    def compute_loss():
        return torch.nn.functional.cross_entropy(model(x).float(), labels)

    forward = torch.compile(compute_loss) if compiled else compute_loss

    def step():
        optimizer.zero_grad(set_to_none=True)
        with autocast:
            loss = forward()
        loss.backward()
        optimizer.step()
        return {"loss": loss.item()}

    return step


def main():
    arguments = parse_arguments()
    protocol = Protocol()
    torch.set_num_threads(arguments.threads)
    build, sample_shape, default_batch, class_count, make_optimizer = WORKLOADS[arguments.workload]
    batch = arguments.batch or default_batch
    layout = torch.channels_last if len(sample_shape) == 3 else torch.channels_last_3d
    model = build()
    hashFill.fill_model(model)
    model = model.to(memory_format=layout)
    x = torch.from_numpy(hashFill.input_values((batch, *sample_shape))).to(memory_format=layout)
    label_shape = (batch, *sample_shape[1:]) if arguments.workload == "unet" else (batch,)
    labels = torch.from_numpy(hashFill.label_values(label_shape, class_count))
    step = make_step(arguments, model, x, labels, make_optimizer)
    start = time.perf_counter()
    losses = [step().get("loss") for _ in range(arguments.warmup)]
    protocol.serve(step, {
        "library": f"torch {torch.__version__.split('+')[0]} {arguments.backend}",
        "workload": arguments.workload, "mode": arguments.mode, "precision": arguments.precision,
        "threads": arguments.threads, "batch": batch,
        "parameterCount": sum(p.numel() for p in model.parameters()),
        "firstLoss": losses[0] if losses else None,
        "warmupMs": round((time.perf_counter() - start) * 1000),
    })


if __name__ == "__main__":
    main()
