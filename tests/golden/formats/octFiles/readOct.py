# What OCT-Converter 0.7.0 reads from our own Optovue and Bioptigen phantoms, with requirements.txt:
#   node writeFiles.ts /tmp/phantoms && python readOct.py /tmp/phantoms > oct.json
# Its defects are accounted for in the tests that read this: it takes the lengths of Optovue's camera picture for those of the scan, and
# gives Bioptigen's B-scans as A-scans × samples.
import hashlib
import json
import pathlib
import sys

import numpy as np
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


golden = {}
for path in sorted(folder.glob("*.OCT")):
    volumes = (BOCT if path.name.startswith("bioptigen") else POCT)(path).read_oct_volume()
    assert len(volumes) == 1
    golden[path.name] = described(path, volumes[0])
print(json.dumps(golden, indent=1))
