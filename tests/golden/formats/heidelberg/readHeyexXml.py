# What eyepy 0.6.1 reads from our own HEYEX XML phantom of OS. Python 3.10 with requirements.txt:
#   node writeFiles.ts /tmp/phantoms && python readHeyexXml.py /tmp/phantoms/xml > heyexXml.json
import hashlib
import json
import sys

import numpy as np
from eyepy.io.heyex.xml_export import HeyexXmlReader

folder = sys.argv[1]
reader = HeyexXmlReader(folder)
meta = reader.oct_meta
bscans = [build() for build in reader.bscans]


def sha(array):
    return hashlib.sha256(np.ascontiguousarray(array, dtype=np.uint8).tobytes()).hexdigest()


golden = {
    "shape": [meta["NumBScans"], meta["SizeY"], meta["SizeX"]],
    "scaleMm": {"column": meta["ScaleX"], "row": meta["ScaleY"]},
    "eye": meta["ScanPosition"],
    "patientId": meta["PatientID"],
    "birthDate": str(meta["DOB"]),
    "visitDate": str(meta["VisitDate"]),
    "localizer": {"rows": meta["SizeYSlo"], "columns": meta["SizeXSlo"], "scaleMm": meta["ScaleXSlo"], "sha256": sha(reader.localizer.data)},
    "bscans": [
        {
            "startMm": [b.meta["StartX"], b.meta["StartY"]],
            "endMm": [b.meta["EndX"], b.meta["EndY"]],
            "quality": b.meta["Quality"],
            "lines": b.meta["NumSeg"],
            "sha256": sha(b.scan),
        }
        for b in bscans
    ],
}
print(json.dumps(golden, indent=1))
