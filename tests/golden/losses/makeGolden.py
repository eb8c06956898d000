"""Golden numbers of classification losses: python makeGolden.py writes losses.json (values and gradients, float64)."""

import json
from pathlib import Path

import torch
import torchvision
from torch.nn import functional

HERE = Path(__file__).parent
IMAGE_LOGITS = [
    [2.0, -1.0, 0.5, 0.1],
    [-0.3, 0.8, 0.0, -2.0],
    [0.0, 0.0, 0.0, 0.0],
    [1.5, 1.4, -3.0, 2.2],
    [-60.0, 90.0, 5.0, 0.0],
]
IMAGE_LABELS = [0, 3, 1, 3, 2]
WEIGHTS = [0.5, 2.0, 1.0, 4.0]
IGNORED = 255


def rounded(values):
    if isinstance(values, list):
        return [rounded(v) for v in values]
    return float(f"{values:.12g}")


def softmax_focal(logits, labels, gamma, alpha, reduction):
    """mean or sum of alpha[y] · (1 − p_y)^gamma · −log p_y (Lin et al. 2017, eq. 5, over a softmax)."""
    log_p = functional.log_softmax(logits, 1).gather(1, labels[:, None])[:, 0]
    weight = 1.0 if alpha is None else alpha[labels]
    loss = weight * (1 - log_p.exp()) ** gamma * -log_p
    return loss.mean() if reduction == "mean" else loss.sum()


def check_against_monai(logits, labels, gamma, alpha) -> None:
    from monai.losses import FocalLoss

    theirs = FocalLoss(use_softmax=True, to_onehot_y=True, gamma=gamma, weight=alpha, reduction="none")
    ours = softmax_focal(logits, labels, gamma, alpha, "sum")
    torch.testing.assert_close(theirs(logits, labels[:, None]).sum().double(), ours, rtol=1e-6, atol=0)


def case(name, options, logits, labels, compute) -> dict:
    x = torch.tensor(logits, dtype=torch.float64, requires_grad=True)
    y = torch.tensor(labels)
    value = compute(x, y)
    value.backward()
    return {"loss": name, "options": options, "logits": logits, "labels": labels,
            "value": rounded(value.item()), "gradient": rounded(x.grad.tolist())}


def cross_entropy_cases() -> list:
    weights = torch.tensor(WEIGHTS, dtype=torch.float64)
    generator = torch.Generator().manual_seed(7)
    pixels = torch.randn(2, 4, 2, 3, generator=generator, dtype=torch.float64).mul(8).round().div(4).tolist()
    pixel_labels = [[[0, 1, IGNORED], [3, 2, 1]], [[IGNORED, IGNORED, 0], [0, 2, 3]]]
    cases = []
    for smoothing in (0.0, 0.1):
        for weight in (None, weights):
            shared = {"classWeights": None if weight is None else WEIGHTS, "labelSmoothing": smoothing}
            arguments = {"weight": weight, "label_smoothing": smoothing}
            for reduction in ("mean", "sum"):
                cases.append(case(
                    "crossEntropy", {**shared, "reduction": reduction}, IMAGE_LOGITS, IMAGE_LABELS,
                    lambda x, y: functional.cross_entropy(x, y, reduction=reduction, **arguments)))
            cases.append(case(
                "crossEntropy", {**shared, "reduction": "mean", "ignoredLabel": IGNORED}, pixels, pixel_labels,
                lambda x, y: functional.cross_entropy(x, y, ignore_index=IGNORED, **arguments)))
    return cases


def focal_cases() -> list:
    cases = []
    for gamma in (0.0, 2.0):
        for alpha in (None, WEIGHTS):
            tensor = None if alpha is None else torch.tensor(alpha, dtype=torch.float64)
            check_against_monai(torch.tensor(IMAGE_LOGITS, dtype=torch.float64), torch.tensor(IMAGE_LABELS), gamma, tensor)
            for reduction in ("mean", "sum"):
                cases.append(case(
                    "focal", {"gamma": gamma, "classWeights": alpha, "reduction": reduction}, IMAGE_LOGITS, IMAGE_LABELS,
                    lambda x, y: softmax_focal(x, y, gamma, tensor, reduction)))
    logits = [[2.0, -1.0, 0.5], [-40.0, 40.0, 0.0]]
    targets = [[1.0, 0.0, 0.0], [0.0, 0.0, 1.0]]
    for alpha, gamma in ((0.25, 2.0), (-1.0, 2.0), (0.25, 0.0)):
        cases.append(case(
            "sigmoidFocal", {"alpha": None if alpha < 0 else alpha, "gamma": gamma, "reduction": "mean"}, logits, targets,
            lambda x, y: torchvision.ops.sigmoid_focal_loss(x, y.double(), alpha, gamma, "mean")))
    return cases


def main() -> None:
    peer = f"torch {torch.__version__.split('+')[0]}, torchvision {torchvision.__version__.split('+')[0]}"
    text = json.dumps({"peer": peer, "cases": cross_entropy_cases() + focal_cases()}, separators=(",", ":"))
    (HERE / "losses.json").write_text(text.replace("},{", "},\n{") + "\n")


if __name__ == "__main__":
    main()
