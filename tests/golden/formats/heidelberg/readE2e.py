# What OCT-Converter 0.7.0 reads from our own E2E phantom. Python 3.10 with requirements.txt:
#   node writeFiles.ts /tmp/phantoms && python readE2e.py /tmp/phantoms/phantom.e2e > e2e.json
# Its defects are accounted for in the test that reads this: reversed mantissas, lines shifted by five A-scans, assumed spacing.
import hashlib
import json
import sys

import numpy as np
from oct_converter.readers import E2E

path = sys.argv[1]
reader = E2E(path)
volumes = reader.read_oct_volume()
fundus = reader.read_fundus_image()


def line(values):
    return [None if not np.isfinite(v) else float(v) for v in np.asarray(values, dtype=float)]


golden = {
    "sha256": hashlib.sha256(open(path, "rb").read()).hexdigest(),
    "volumes": [
        {
            "id": v.volume_id,
            "shape": [len(v.volume), *v.volume[0].shape],
            "laterality": v.laterality,
            "grey": [{"bscan": b, "row": r, "column": c, "value": float(v.volume[b][r][c])} for b, r, c in [(0, 0, 0), (0, 2, 40), (2, 30, 5), (2, 40, 45), (4, 50, 20), (4, 63, 47)]],
            "greySum": float(np.sum(v.volume)),
            "rowSpacingMm": float(v.pixel_spacing[1]),
            "contours": {name: line(slices[1]) for name, slices in v.contours.items()},
        }
        for v in volumes
    ],
    "patient": {"first": reader.first_name, "last": reader.surname, "sex": reader.sex, "id": reader.patient_id},
    "acquired": str(reader.acquisition_date),
    "fundus": [
        {"id": f.image_id, "shape": list(f.image.shape), "laterality": f.laterality, "sha256": hashlib.sha256(np.ascontiguousarray(f.image, dtype=np.uint8).tobytes()).hexdigest()}
        for f in fundus
    ],
}
print(json.dumps(golden, indent=1))
