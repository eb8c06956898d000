"""PyTorch side of `npm run bench -- epoch`: trains a classifier from image files, decode and augmentation included.

Recipe: torchvision's ResNet-18 from scratch, 1 grey channel, squashed to size × size (antialiased bilinear), horizontal
flip, rotation ±10° and shift ±5 % (bilinear, black fill), brightness and contrast ±20 %, scaled to [-1, 1];
cross-entropy weighted by n / (classes · n_class), AdamW, one-cycle over all steps (cosine, 25, 1e4, 30 % warm-up).
The best epoch is chosen by validation (balanced accuracy, then loss); the test part is evaluated once, with its weights.

Plain: one JSON line per epoch and one at the end. With --serve: a worker of the line protocol (protocol.py) in which a
step is one training epoch; after --epochs of them the learning rate stays where the schedule ended.
The split file: {classes, train, val, test: [{path, label}]}, paths relative to --root, labels by name (splitFolders.py).
"""

import argparse
import copy
import json
import statistics
import time
from pathlib import Path

import torch
import torchvision
from PIL import Image
from protocol import Protocol, peak_rss_mib
from sklearn.metrics import balanced_accuracy_score, confusion_matrix
from torchvision.transforms import v2


class ImageFiles(torch.utils.data.Dataset):
    def __init__(self, root: Path, items: list, classes: list, transform):
        self.root, self.items, self.classes, self.transform = root, items, classes, transform

    def __len__(self):
        return len(self.items)

    def __getitem__(self, index):
        item = self.items[index]
        with Image.open(self.root / item["path"]) as image:
            pixels = image.convert("L")
        return self.transform(pixels), self.classes.index(item["label"])


def transforms(size: int, augment: bool):
    steps = [v2.PILToTensor(), v2.Resize((size, size), antialias=True)]
    if augment:
        steps += [
            v2.RandomHorizontalFlip(),
            v2.RandomAffine(10, translate=(0.05, 0.05), interpolation=v2.InterpolationMode.BILINEAR),
            v2.ColorJitter(brightness=0.2, contrast=0.2),
        ]
    return v2.Compose([*steps, v2.ToDtype(torch.float32, scale=True), v2.Normalize([0.5], [0.5])])


def parse_arguments():
    parser = argparse.ArgumentParser(description="Training from image files in PyTorch")
    parser.add_argument("--root", type=Path, required=True, help="folder that the split's paths are relative to")
    parser.add_argument("--split", type=Path, required=True, help="JSON file, see above")
    parser.add_argument("--size", type=int, default=128)
    parser.add_argument("--batch", type=int, default=32)
    parser.add_argument("--epochs", type=int, default=12)
    parser.add_argument("--lr", type=float, default=1e-3, help="peak learning rate")
    parser.add_argument("--weight-decay", type=float, default=0.05)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--threads", type=int, required=True)
    parser.add_argument("--workers", type=int, default=2, help="DataLoader processes")
    parser.add_argument("--serve", action="store_true", help="speak the line protocol")
    return parser.parse_args()


class Training:
    def __init__(self, arguments):
        split = json.loads(arguments.split.read_text())
        self.classes = split["classes"]

        def loader(part: str, augment: bool):
            return torch.utils.data.DataLoader(
                ImageFiles(arguments.root, split[part], self.classes, transforms(arguments.size, augment)),
                batch_size=arguments.batch, shuffle=augment, num_workers=arguments.workers,
                persistent_workers=arguments.workers > 0,
            )

        self.train_loader, self.val_loader = loader("train", True), loader("val", False)
        self.test_loader = loader("test", False)
        self.model = torchvision.models.resnet18(num_classes=len(self.classes))
        self.model.conv1 = torch.nn.Conv2d(1, 64, 7, stride=2, padding=3, bias=False)
        self.model = self.model.to(memory_format=torch.channels_last)
        counts = [sum(item["label"] == name for item in split["train"]) for name in self.classes]
        weights = torch.tensor([sum(counts) / (len(counts) * count) for count in counts])
        self.loss = torch.nn.CrossEntropyLoss(weights)
        self.optimizer = torch.optim.AdamW(
            self.model.parameters(), lr=arguments.lr, weight_decay=arguments.weight_decay, fused=True)
        self.steps_left = arguments.epochs * len(self.train_loader)
        self.schedule = torch.optim.lr_scheduler.OneCycleLR(
            self.optimizer, arguments.lr, total_steps=self.steps_left, cycle_momentum=False)

    def train_epoch(self) -> float:
        """Mean loss over the steps of one pass over the training part."""
        self.model.train()
        losses = []
        for x, labels in self.train_loader:
            self.optimizer.zero_grad(set_to_none=True)
            loss = self.loss(self.model(x.contiguous(memory_format=torch.channels_last)), labels)
            loss.backward()
            self.optimizer.step()
            self.steps_left -= 1
            if self.steps_left > 0:
                self.schedule.step()
            losses.append(loss.item())
        return statistics.fmean(losses)

    def evaluate(self, loader) -> dict:
        self.model.eval()
        logits, labels = [], []
        with torch.no_grad():
            for x, y in loader:
                logits.append(self.model(x.contiguous(memory_format=torch.channels_last)))
                labels.append(y)
        logits, labels = torch.cat(logits), torch.cat(labels)
        predicted = logits.argmax(1)
        return {
            "loss": round(self.loss(logits, labels).item(), 4),
            "balancedAccuracy": round(float(balanced_accuracy_score(labels, predicted)), 4),
            "confusion": confusion_matrix(labels, predicted, labels=range(len(self.classes))).tolist(),
        }


def run(training: Training, epochs: int) -> None:
    best, best_weights, seconds = None, None, []
    for epoch in range(1, epochs + 1):
        start = time.perf_counter()
        loss = training.train_epoch()
        seconds.append(round(time.perf_counter() - start, 2))
        val = training.evaluate(training.val_loader)
        print(json.dumps({"epoch": epoch, "seconds": seconds[-1], "loss": round(loss, 4), "val": val}), flush=True)
        rank = (val["balancedAccuracy"], -val["loss"])
        if best is None or rank > best[0]:
            best, best_weights = (rank, epoch), copy.deepcopy(training.model.state_dict())
    training.model.load_state_dict(best_weights)
    print(json.dumps({
        "bestEpoch": best[1],
        "test": training.evaluate(training.test_loader),
        "epochSecondsMedian": round(statistics.median(seconds), 2),
        "totalSeconds": round(sum(seconds), 1),
        "peakRssMiB": peak_rss_mib(),
    }))


def main():
    arguments = parse_arguments()
    torch.set_num_threads(arguments.threads)
    torch.manual_seed(arguments.seed)
    protocol = Protocol() if arguments.serve else None
    training = Training(arguments)
    if protocol is None:
        run(training, arguments.epochs)
        return
    protocol.serve(lambda: {"loss": training.train_epoch()}, {
        "library": f"torch {torch.__version__.split('+')[0]} DataLoader",
        "workload": "epoch", "threads": arguments.threads, "workers": arguments.workers, "batch": arguments.batch,
        "images": len(training.train_loader.dataset),
    })


if __name__ == "__main__":
    main()
