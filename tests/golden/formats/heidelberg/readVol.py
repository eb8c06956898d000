# What eyepy reads from the real .vol file (MIT, github halirutan/spectralis-raw-data). Python 3.10 with requirements.txt:
#   python readVol.py Willis_B_716_0.vol > vol.json
# eyepy 0.6.1 maps 17 layer lines where this file holds 3, so the lines are taken at the offset it reads, without that. null = no line.
import hashlib
import json
import sys

import numpy as np
from eyepy.io.heyex.vol_export import HeyexVolReader

path = sys.argv[1]
reader = HeyexVolReader(path)
meta = reader.oct_meta
rows, columns = meta["SizeY"], meta["SizeX"]
bscan = reader.bscans[0]()
raw = np.ndarray(
    buffer=reader.memmap,
    dtype="float32",
    offset=2048 + meta["SizeXSlo"] * meta["SizeYSlo"] + meta["BScanHdrSize"],
    shape=(rows, columns),
)
localizer = np.array(reader.localizer.data)
start = 2048 + meta["SizeXSlo"] * meta["SizeYSlo"]
layers = np.ndarray(buffer=reader.memmap, dtype="float32", offset=start + bscan.meta["OffSeg"], shape=(bscan.meta["NumSeg"], columns))
places = [(0, 0), (100, 384), (130, 400), (180, 20), (495, 767), (250, 600)]


def line(heights):
    return [None if not np.isfinite(v) or v > 3e38 else float(v) for v in heights[:: 37]]


golden = {
    "file": {"name": path.split("/")[-1], "sha256": hashlib.sha256(open(path, "rb").read()).hexdigest()},
    "version": meta["Version"] if "Version" in meta else None,
    "rows": rows,
    "columns": columns,
    "bscans": meta["NumBScans"],
    "scaleMm": {"column": meta["ScaleX"], "row": meta["ScaleY"], "bscan": meta["Distance"]},
    "scanPattern": meta["ScanPattern"],
    "eye": meta["ScanPosition"],
    "examTime": str(meta["ExamTime"]),
    "birthDate": str(meta["DOB"]),
    "quality": bscan.meta["Quality"],
    "startMm": [bscan.meta["StartX"], bscan.meta["StartY"]],
    "endMm": [bscan.meta["EndX"], bscan.meta["EndY"]],
    "localizer": {
        "rows": localizer.shape[0],
        "columns": localizer.shape[1],
        "scaleMm": [meta["ScaleXSlo"], meta["ScaleYSlo"]],
        "sha256": hashlib.sha256(np.ascontiguousarray(localizer).tobytes()).hexdigest(),
    },
    "samples": [{"row": r, "column": c, "value": float(raw[r, c])} for r, c in places],
    "rawSha256": hashlib.sha256(np.ascontiguousarray(raw).tobytes()).hexdigest(),
    "every37thColumn": {"ILM": line(layers[0]), "BM": line(layers[1])},
}
print(json.dumps(golden, indent=2))
