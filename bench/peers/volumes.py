"""Peers of `npm run bench -- volumes`: a step opens a vendor's file anew and makes B-scans as arrays (protocol.py).

--library eyepy reads a .vol to the grey that it shows (8 bit, fourth root); oct-converter reads an .e2e to its floats.
--task first: one B-scan, for what can read one; all: every one.
"""

import argparse

import numpy as np
from protocol import Protocol


def eyepy_step(path, task):
    import eyepy

    volume = eyepy.import_heyex_vol(path)
    if task == "first":
        return np.asarray(volume[len(volume) // 2].data)
    return np.asarray(volume.data)


def oct_converter_step(path, _task):
    from oct_converter.readers import E2E

    return np.stack(E2E(path).read_oct_volume()[0].volume)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--library", choices=["eyepy", "oct-converter"], required=True)
    parser.add_argument("--task", choices=["first", "all"], required=True)
    parser.add_argument("--path", required=True)
    arguments = parser.parse_args()
    step = eyepy_step if arguments.library == "eyepy" else oct_converter_step
    protocol = Protocol()
    samples = step(arguments.path, arguments.task).size
    facts = {"workload": arguments.path, "mode": arguments.task, "batch": int(samples)}

    def work():
        step(arguments.path, arguments.task)
        return {}

    protocol.serve(work, facts)


main()
