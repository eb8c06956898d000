# What OCT-Converter 0.7.0 reads from our own Optovue and Bioptigen phantoms, and oct-to-tiff 0.6.4 from the one of a size that it knows; with
# requirements.txt:
#   node writeFiles.ts /tmp/phantoms && python readOct.py /tmp/phantoms > oct.json
# Its defects are accounted for in the tests that read this: it takes the lengths of Optovue's camera picture for those of the scan, and
# gives Bioptigen's B-scans as A-scans × samples.
import hashlib
import json
import pathlib
import subprocess
import sys
import tempfile

import numpy as np
import tifffile
from oct_converter.readers import BOCT, POCT

folder = pathlib.Path(sys.argv[1])


def described(path, volume):
    slices = [np.ascontiguousarray(bscan) for bscan in volume.volume]
    return {
        "sha256": hashlib.sha256(path.read_bytes()).hexdigest(),
        "shape": [len(slices), *slices[0].shape],
        "type": str(slices[0].dtype),
        "bscans": [hashlib.sha256(bscan.tobytes()).hexdigest() for bscan in slices],
        "laterality": volume.laterality,
        "acquired": volume.acquisition_date.isoformat(),
    }


def by_oct_to_tiff(path):
    with tempfile.TemporaryDirectory() as out:
        subprocess.run(["oct-to-tiff", str(path), "--output", out], check=True)
        stack = tifffile.imread(next(pathlib.Path(out).iterdir()))
    return [hashlib.sha256(np.ascontiguousarray(bscan).tobytes()).hexdigest() for bscan in stack]


golden = {}
for path in sorted(folder.glob("*.OCT")):
    volumes = (BOCT if path.name.startswith("bioptigen") else POCT)(path).read_oct_volume()
    assert len(volumes) == 1
    golden[path.name] = described(path, volumes[0])
    if "Cross Line" in path.name:
        golden[path.name]["octToTiff"] = by_oct_to_tiff(path)
print(json.dumps(golden, indent=1))
