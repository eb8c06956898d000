# What OCT-Converter 0.7.0 reads from our own Topcon phantoms. Python 3.10 with requirements.txt:
#   node writeFiles.ts /tmp/phantoms && python readTopcon.py /tmp/phantoms > topcon.json
# Its 8-bit B-scans are as stored; its spacing is mm: along a B-scan, between B-scans, in depth.
import hashlib
import json
import sys

import numpy as np
from oct_converter.readers import FDA, FDS

folder = sys.argv[1]


def sha(array, dtype):
    return hashlib.sha256(np.ascontiguousarray(array, dtype=dtype).tobytes()).hexdigest()


def described(name, reader, dtype):
    volume = reader.read_oct_volume()
    fundus = reader.read_fundus_image()
    return {
        "sha256": hashlib.sha256(open(f"{folder}/{name}", "rb").read()).hexdigest(),
        "shape": [len(volume.volume), *volume.volume[0].shape],
        "bscans": [sha(bscan, dtype) for bscan in volume.volume],
        "spacingMm": [float(length) for length in volume.pixel_spacing],
        "laterality": volume.laterality,
        "acquired": str(volume.acquisition_date),
        "patient": [volume.patient_id, volume.surname, volume.first_name, volume.sex, str(volume.DOB)[:10]],
        "model": volume.metadata["hw_info_03"].get("model_name"),
        "boxes": [volume.metadata["regist_info"][key] for key in ("bounding_box_in_fundus_pixels", "bounding_box_in_trc_pixels")],
        "contours": {key: np.asarray(lines).tolist() for key, lines in (volume.contours or {}).items()},
        "fundus": {"shape": list(fundus.image.shape), "sha256": sha(fundus.image, "uint8")},
    }


golden = {
    "phantom.fda": described("phantom.fda", FDA(f"{folder}/phantom.fda"), "uint8"),
    "phantom.fds": described("phantom.fds", FDS(f"{folder}/phantom.fds"), "<u2"),
}
print(json.dumps(golden))
