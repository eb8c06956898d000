"""Golden numbers of PyTorch's optimizers and schedules: python makeGolden.py writes optimizers.json, schedules.json."""

import json
from pathlib import Path

import torch
from torch.optim import lr_scheduler

HERE = Path(__file__).parent
STEPS = 10
SCHEDULE_STEPS = 50
START = {"a": [-1.5, 0.5], "b": [2.0]}

OPTIMIZERS = {
    "sgd": (torch.optim.SGD, {"lr": 0.01}),
    "sgdWeightDecay": (torch.optim.SGD, {"lr": 0.01, "weight_decay": 0.1}),
    "sgdMomentum": (torch.optim.SGD, {"lr": 0.01, "momentum": 0.9}),
    "sgdNesterov": (torch.optim.SGD, {"lr": 0.01, "momentum": 0.9, "nesterov": True}),
    "sgdNesterovWeightDecay": (torch.optim.SGD, {"lr": 0.01, "momentum": 0.9, "nesterov": True, "weight_decay": 0.1}),
    "adam": (torch.optim.Adam, {"lr": 0.1}),
    "adamWeightDecay": (torch.optim.Adam, {"lr": 0.1, "betas": (0.8, 0.95), "eps": 1e-6, "weight_decay": 0.1}),
    "adamw": (torch.optim.AdamW, {"lr": 0.1, "weight_decay": 0.01}),
    "adamwStrongDecay": (torch.optim.AdamW, {"lr": 0.1, "betas": (0.8, 0.95), "eps": 1e-6, "weight_decay": 0.5}),
}
CLIPS = {"none": None, "norm": 1.0, "value": 0.5}
OUR_NAMES = {"lr": "learningRate", "weight_decay": "weightDecay", "eps": "epsilon"}


def rounded(values):
    return [float(f"{v:.12g}") for v in values]


def problem(a, b):
    """A bent valley: (1 − a0)² + 5 (b − a0²)² + ½ a1² + a1 b."""
    return ((1 - a[0]) ** 2 + 5 * (b[0] - a[0] ** 2) ** 2 + 0.5 * a[1] ** 2 + a[1] * b[0]).sum()


def run(make, options, clip_kind) -> list:
    parameters = {n: torch.tensor(v, dtype=torch.float64, requires_grad=True) for n, v in START.items()}
    optimizer = make(parameters.values(), **options)
    steps = []
    for _ in range(STEPS):
        optimizer.zero_grad()
        loss = problem(**parameters)
        loss.backward()
        gradient = {n: rounded(p.grad.tolist()) for n, p in parameters.items()}
        norm = torch.stack([p.grad.norm() for p in parameters.values()]).norm().item()
        if clip_kind == "norm":
            torch.nn.utils.clip_grad_norm_(parameters.values(), CLIPS["norm"])
        elif clip_kind == "value":
            torch.nn.utils.clip_grad_value_(parameters.values(), CLIPS["value"])
        optimizer.step()
        steps.append({
            "loss": rounded([loss.item()])[0],
            "gradient": gradient,
            "gradientNorm": rounded([norm])[0],
            "parameters": {n: rounded(p.tolist()) for n, p in parameters.items()},
        })
    return steps


def our_options(options: dict) -> dict:
    named = {OUR_NAMES.get(k, k): v for k, v in options.items() if k != "betas"}
    if "betas" in options:
        named["beta1"], named["beta2"] = options["betas"]
    return named


def write(name: str, document: dict) -> None:
    text = json.dumps(document, separators=(",", ":"))
    (HERE / name).write_text(text.replace("},{", "},\n{").replace('}},"', '}},\n"') + "\n")


def schedule(max_rate, make, optimizer_momentum=0.0) -> dict:
    optimizer = torch.optim.SGD([torch.nn.Parameter(torch.zeros(1))], lr=max_rate, momentum=optimizer_momentum)
    scheduler = make(optimizer)
    rates, momenta = [], []
    for _ in range(SCHEDULE_STEPS):
        rates.append(optimizer.param_groups[0]["lr"])
        momenta.append(optimizer.param_groups[0]["momentum"])
        optimizer.step()
        if len(rates) < SCHEDULE_STEPS:
            scheduler.step()
    result = {"learningRate": rounded(rates)}
    return {**result, "momentum": rounded(momenta)} if optimizer_momentum else result


def one_cycle(**options):
    return lambda optimizer: lr_scheduler.OneCycleLR(optimizer, total_steps=SCHEDULE_STEPS, **options)


SCHEDULES = {
    "oneCycle": ({"maxRate": 0.01, "warmupFraction": 0.3, "startDivisor": 25, "finalDivisor": 1e4},
                 schedule(0.01, one_cycle(max_lr=0.01, cycle_momentum=False))),
    "oneCycleCustom": ({"maxRate": 0.003, "warmupFraction": 0.25, "startDivisor": 10, "finalDivisor": 1e3},
                       schedule(0.003, one_cycle(max_lr=0.003, pct_start=0.25, div_factor=10, final_div_factor=1e3,
                                                 cycle_momentum=False))),
    "oneCycleMomentum": ({"maxRate": 0.01, "warmupFraction": 0.3, "startDivisor": 25, "finalDivisor": 1e4,
                          "baseMomentum": 0.85, "maxMomentum": 0.95},
                         schedule(0.01, one_cycle(max_lr=0.01), 0.9)),
    "oneCycleLinear": ({"maxRate": 0.01, "warmupFraction": 0.3, "startDivisor": 25, "finalDivisor": 1e4,
                        "anneal": "linear"},
                       schedule(0.01, one_cycle(max_lr=0.01, anneal_strategy="linear", cycle_momentum=False))),
    "cosine": ({"maxRate": 0.1, "minRate": 0},
               schedule(0.1, lambda o: lr_scheduler.CosineAnnealingLR(o, SCHEDULE_STEPS))),
    "cosineMin": ({"maxRate": 0.1, "minRate": 1e-4},
                  schedule(0.1, lambda o: lr_scheduler.CosineAnnealingLR(o, SCHEDULE_STEPS, eta_min=1e-4))),
    "polynomial": ({"maxRate": 0.01, "power": 0.9},
                   schedule(0.01, lambda o: lr_scheduler.PolynomialLR(o, SCHEDULE_STEPS, power=0.9))),
    "polynomialLinear": ({"maxRate": 0.01, "power": 1},
                         schedule(0.01, lambda o: lr_scheduler.PolynomialLR(o, SCHEDULE_STEPS, power=1))),
}


def main() -> None:
    peer = f"torch {torch.__version__.split('+')[0]}"
    cases = [
        {"optimizer": name, "options": our_options(options), "clip": kind, "clipAt": CLIPS[kind],
         "steps": run(make, options, kind)}
        for name, (make, options) in OPTIMIZERS.items()
        for kind in CLIPS
    ]
    write("optimizers.json", {"peer": peer, "start": START, "cases": cases})
    schedules = {name: {"options": options, **values} for name, (options, values) in SCHEDULES.items()}
    write("schedules.json", {"peer": peer, "steps": SCHEDULE_STEPS, "schedules": schedules})


if __name__ == "__main__":
    main()
