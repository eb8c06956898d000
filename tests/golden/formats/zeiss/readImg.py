# What two readers make of our own Zeiss phantoms. Python 3.10 with ../topcon/requirements.txt, and beside it a checkout of
# github ashkan-abbasi66/oct-preprocess-cirrus (its read_img.py, run as it is):
#   node writeFiles.ts /tmp/phantoms && PYTHONPATH=oct-preprocess-cirrus python readImg.py /tmp/phantoms > img.json
# OCT-Converter 0.7.0 takes depth for the fastest axis and turns nothing, against LibOctData, RETIMAT, JHU's reader and the other one here:
# its B-scans are transposed and turned before they are compared.
import hashlib
import json
import os
import sys

import numpy as np
from oct_converter.readers import IMG
from read_img import read_img

folder = sys.argv[1]
rows, columns, bscans = 1024, 200, 3


def sha(array):
    return hashlib.sha256(np.ascontiguousarray(array, dtype="uint8").tobytes()).hexdigest()


golden = {}
for name in sorted(name for name in os.listdir(folder) if name.endswith(".img")):
    path = os.path.join(folder, name)
    preprocess = read_img(path, columns, bscans, rows)
    converter = IMG(path).read_oct_volume(rows=columns, cols=rows)
    golden[name] = {
        "sha256": hashlib.sha256(open(path, "rb").read()).hexdigest(),
        "octPreprocessCirrus": [sha(preprocess[:, :, i]) for i in range(bscans)],
        "octConverterTurned": [sha(bscan.T[::-1, ::-1]) for bscan in converter.volume],
        "laterality": converter.laterality,
        "acquired": str(converter.acquisition_date),
    }
print(json.dumps(golden, indent=1))
