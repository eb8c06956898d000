# The truth beside a phantom volume, read without any of our code: truth.json, and NIfTI by its published header alone.
import gzip
import json
import os
import struct

import numpy as np

TYPES = {2: "u1", 4: "<i2", 16: "<f4", 512: "<u2"}


def nifti(path):
    """Samples [bscan, row, column] of a NIfTI-1 file of three dimensions."""
    data = (gzip.open if path.endswith(".gz") else open)(path, "rb").read()
    columns, rows, bscans = struct.unpack_from("<3h", data, 42)
    (kind,) = struct.unpack_from("<h", data, 70)
    offset = int(struct.unpack_from("<f", data, 108)[0])
    return np.frombuffer(data, TYPES[kind], columns * rows * bscans, offset).reshape(bscans, rows, columns)


def described(folder):
    """truth.json, path of the volume, masks [bscan, row, column], lines by name [bscan, column]."""
    truth = json.load(open(os.path.join(folder, "truth.json")))
    lines = nifti(os.path.join(folder, "surfaces.nii.gz"))
    named = {name: lines[:, i] for i, name in enumerate(truth["surfaces"])}
    return truth, os.path.join(folder, truth["files"][0]), nifti(os.path.join(folder, "masks.nii.gz")), named


def worst(read, truth):
    """Largest difference where both are numbers."""
    difference = np.abs(np.asarray(read, "f8") - np.asarray(truth, "f8"))
    return float(np.nanmax(difference))
