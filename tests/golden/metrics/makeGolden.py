"""Golden numbers for metrics, patient bootstrap and logistic regression.

Peers: scikit-learn and numpy. Usage: python makeGolden.py   (writes the JSON files beside this script)
"""
import json
from pathlib import Path

import numpy as np
import sklearn
from sklearn import metrics as m
from sklearn.linear_model import LogisticRegression

here = Path(__file__).parent


def write(name, value):
    (here / name).write_text(json.dumps({"peer": f"scikit-learn {sklearn.__version__}, numpy {np.__version__}", **value}) + "\n")


def scores(rng, labels, classes, separation, decimals):
    logits = rng.normal(size=(len(labels), classes))
    logits[np.arange(len(labels)), labels] += separation
    p = np.exp(logits) / np.exp(logits).sum(1, keepdims=True)
    p = np.round(p, decimals)
    return (p / p.sum(1, keepdims=True)).astype(np.float32)


def ece(labels, p, bins=15):
    confidence, correct = p.max(1).astype(float), p.argmax(1) == labels
    edges = np.linspace(0, 1, bins + 1)
    total = 0.0
    for low, high in zip(edges[:-1], edges[1:]):
        inside = (confidence > low) & (confidence <= high)
        if inside.any():
            total += inside.mean() * abs(correct[inside].mean() - confidence[inside].mean())
    return total


def all_metrics(labels, p, classes):
    predicted = p.argmax(1)
    auc = [m.roc_auc_score(labels == c, p[:, c]) for c in range(classes)]
    precision, recall, f1, _ = m.precision_recall_fscore_support(labels, predicted, labels=range(classes))
    return {
        "confusion": m.confusion_matrix(labels, predicted, labels=range(classes)).tolist(),
        "overall": {
            "balancedAccuracy": m.balanced_accuracy_score(labels, predicted),
            "accuracy": m.accuracy_score(labels, predicted),
            "macroF1": m.f1_score(labels, predicted, average="macro"),
            "macroAuc": float(np.mean(auc)),
            "mcc": m.matthews_corrcoef(labels, predicted),
            "ece": ece(labels, p),
            "logLoss": m.log_loss(labels, p),
        },
        "perClass": [
            {
                "recall": recall[c],
                "precision": precision[c],
                "specificity": m.recall_score(labels != c, predicted != c),
                "f1": f1[c],
                "auc": auc[c],
            }
            for c in range(classes)
        ],
    }


def bootstrap(labels, p, patients, classes, resamples, rng):
    values = []
    ids = np.unique(patients)
    rows = {i: np.flatnonzero(patients == i) for i in ids}
    for _ in range(resamples):
        pick = np.concatenate([rows[i] for i in rng.choice(ids, len(ids))])
        if len(np.unique(labels[pick])) < classes:
            continue
        predicted = p[pick].argmax(1)
        values.append(
            [
                m.balanced_accuracy_score(labels[pick], predicted),
                m.accuracy_score(labels[pick], predicted),
                m.matthews_corrcoef(labels[pick], predicted),
                m.roc_auc_score(labels[pick] == 0, p[pick, 0]),
            ]
        )
    low, high = np.percentile(values, [2.5, 97.5], axis=0)
    return {n: [low[i], high[i]] for i, n in enumerate(["balancedAccuracy", "accuracy", "mcc", "auc0"])}


def metric_cases():
    rng = np.random.default_rng(20)
    cases = []
    # Few decimals make many ties.
    for name, items, classes, separation, decimals in [("two classes", 80, 2, 1.5, 2), ("four classes", 160, 4, 1.2, 1), ("chance", 60, 3, 0, 1)]:
        labels = rng.integers(0, classes, items)
        p = scores(rng, labels, classes, separation, decimals)
        cases.append({"name": name, "labels": labels.tolist(), "probabilities": [float(str(v)) for v in p.ravel()], "classes": classes, **all_metrics(labels, p, classes)})
    write("metrics.json", {"cases": cases})


def bootstrap_case():
    rng = np.random.default_rng(21)
    patients = np.repeat(np.arange(60), rng.integers(1, 5, 60))
    labels = (np.arange(60) % 3)[patients]
    p = scores(rng, labels, 3, 1.5, 3)
    write(
        "bootstrap.json",
        {
            "labels": labels.tolist(),
            "probabilities": [float(str(v)) for v in p.ravel()],
            "patients": patients.tolist(),
            "classes": 3,
            "resamples": 5000,
            "intervals": bootstrap(labels, p, patients, 3, 5000, rng),
        },
    )


def logistic_cases():
    rng = np.random.default_rng(22)
    cases = []
    for name, items, classes, weight, c in [("three classes, balanced", 90, 3, "balanced", 1.0), ("four classes, weak penalty", 120, 4, None, 100.0), ("two classes", 70, 2, "balanced", 0.5)]:
        labels = np.minimum(rng.geometric(0.4, items) - 1, classes - 1)
        x = np.round(rng.normal(size=(items, 5)) + 0.8 * rng.normal(size=(classes, 5))[labels], 3)
        # Two classes: scikit-learn fits one weight vector w = w1 - w0, whose penalty is twice that of the symmetric pair.
        peer = LogisticRegression(C=2 * c if classes == 2 else c, class_weight=weight, tol=1e-10, max_iter=10000).fit(x, labels)
        coefficients, intercepts = peer.coef_, peer.intercept_
        if classes == 2:
            coefficients, intercepts = np.vstack([-coefficients, coefficients]) / 2, np.array([-intercepts[0], intercepts[0]]) / 2
        cases.append(
            {
                "name": name,
                "features": x.ravel().tolist(),
                "labels": labels.tolist(),
                "classes": classes,
                "balanced": weight == "balanced",
                "c": c,
                "weights": np.round(coefficients, 9).ravel().tolist(),
                "intercepts": np.round(intercepts, 9).tolist(),
                "probabilities": np.round(peer.predict_proba(x), 7).ravel().tolist(),
            }
        )
    write("logistic.json", {"cases": cases})


metric_cases()
bootstrap_case()
logistic_cases()
