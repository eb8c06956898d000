"""Splits class folders of Kermany-style names by patient: python splitFolders.py ROOT CLASS … > split.json

`<CLASS>-<patient>-<n>.jpeg`; a patient (the same id under any class) is in one part only. Stratified by the class that
most of a patient's images have, seeded. Output: {classes, train, val, test: [{path, label}]}, paths relative to ROOT.
"""

import argparse
import json
import random
import re
from collections import Counter, defaultdict
from pathlib import Path

NAME = re.compile(r"^[^-]+-(\d+)-\d+\.(?:jpe?g|png)$", re.IGNORECASE)


def main():
    parser = argparse.ArgumentParser(description="Patient-grouped, stratified split of class folders")
    parser.add_argument("root", type=Path)
    parser.add_argument("classes", nargs="+", metavar="CLASS")
    parser.add_argument("--ratios", type=float, nargs=3, default=[0.6, 0.15, 0.25], metavar=("TRAIN", "VAL", "TEST"))
    parser.add_argument("--seed", type=int, default=0)
    arguments = parser.parse_args()

    images = defaultdict(list)
    for label in arguments.classes:
        for path in sorted((arguments.root / label).iterdir()):
            match = NAME.match(path.name)
            if match is None:
                parser.error(f"expected <CLASS>-<patient>-<n>.jpeg, got {path}")
            images[match[1]].append({"path": f"{label}/{path.name}", "label": label})

    strata = defaultdict(list)
    for patient, items in images.items():
        strata[Counter(item["label"] for item in items).most_common(1)[0][0]].append(patient)

    parts = {"train": [], "val": [], "test": []}
    for label in arguments.classes:
        patients = sorted(strata[label])
        random.Random(f"{arguments.seed}/{label}").shuffle(patients)
        start, share = 0, 0.0
        for part, ratio in zip(parts, arguments.ratios):
            share += ratio
            end = round(share * len(patients))
            for patient in patients[start:end]:
                parts[part] += images[patient]
            start = end
    print(json.dumps({"classes": arguments.classes, **parts}, indent=1))


if __name__ == "__main__":
    main()
