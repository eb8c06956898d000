"""The line protocol of a benchmark worker (bench/README.md): one JSON document per line on the real stdout."""

import json
import os
import sys
import time


def peak_rss_mib() -> float:
    """Peak resident memory of this process. Not ru_maxrss, which on Linux also counts the parent before exec."""
    with open("/proc/self/status") as status:
        line = next(line for line in status if line.startswith("VmHWM"))
    return round(int(line.split()[1]) / 1024, 1)


class Protocol:
    """Takes stdout for itself; whatever libraries print goes to stderr."""

    def __init__(self):
        self._out = os.fdopen(os.dup(1), "w")
        os.dup2(2, 1)

    def send(self, document: dict) -> None:
        self._out.write(json.dumps(document) + "\n")
        self._out.flush()

    def serve(self, step, facts: dict) -> None:
        """Answers `step N` lines until stdin ends; `step()` does one step and returns facts to report, such as the loss."""
        self.send({"ready": True, **facts, "peakRssMiB": peak_rss_mib()})
        for line in sys.stdin:
            words = line.split()
            if len(words) != 2 or words[0] != "step" or not words[1].isdigit():
                self.send({"error": f"expected 'step N', got {line.strip()!r}"})
                continue
            times, extra = [], {}
            for _ in range(int(words[1])):
                start = time.perf_counter()
                extra = step()
                times.append(round((time.perf_counter() - start) * 1000, 3))
            self.send({"ms": times, "peakRssMiB": peak_rss_mib(), **extra})
