# What readers that we did not write make of full-size phantom volumes in vendors' formats, against the truth beside them:
#   fovea phantom volume --out F/topcon-fda --device topcon --format fda --eye OS …   (one folder a format, and one .nii of each device)
#   python readVendor.py F > table.md
# eyepie 0.6.1, OCT-Converter 0.7.0, pydicom 3.0.1; Python 3.10 with ../heidelberg/requirements.txt. The defects of OCT-Converter that
# docs/reference/formats.md lists are accounted for: Zeiss B-scans transposed and turned, E2E mantissas reversed.
import os
import sys

import numpy as np
import pydicom
from eyepy.io.heyex.vol_export import HeyexVolReader
from oct_converter.readers import E2E, FDA, FDS, IMG

from truth import described, nifti, worst

root = sys.argv[1]


def stored(device):
    return nifti(os.path.join(root, f"{device}-nifti", "volume.nii"))


def grey(levels):
    return np.floor(levels / 257 + 0.5)


def say(reader, file, eye, shape, samples, lines):
    print(f"| {reader} | {file} | {eye} | {' × '.join(str(n) for n in shape)} | {samples} | {lines} |", flush=True)


print("| reader | file | eye | B-scans × rows × columns | samples | lines: rows off by |\n| --- | --- | --- | --- | --- | --- |")
for name in sorted(os.listdir(root)):
    truth, path, _, lines = described(os.path.join(root, name))
    kind = truth["order"]["format"]
    bscans, rows, columns = (truth["shape"][key] for key in ("bscans", "rows", "columns"))
    if kind == "vol":
        reader = HeyexVolReader(path)
        read = [reader.bscans[i]() for i in range(bscans)]
        power = stored("spectralis")
        off = max(worst(read[i].scan_raw, power[i]) for i in range(bscans))
        heights = np.stack([bscan.annotation["layers"]["ILM"] for bscan in read])
        say("eyepie 0.6.1", ".vol", reader.oct_meta["ScanPosition"], (len(read), *read[0].scan_raw.shape), f"off by {off:g}", f"ILM {worst(heights, lines['ILM']):.2f}")
    elif kind in ("fda", "fds"):
        volume = (FDA if kind == "fda" else FDS)(path).read_oct_volume()
        read = np.stack(volume.volume)[::-1]
        wanted = stored("topcon") if kind == "fds" else grey(stored("topcon"))
        contours = [(key, np.asarray(value)) for key, value in (volume.contours or {}).items()]
        told = ", ".join(f"{key} {np.shape(value)}" for key, value in contours[:1]) or "not read"
        say("OCT-Converter 0.7.0", f".{kind}", volume.laterality, read.shape, f"off by {worst(read, wanted):g}, the last B-scan first", told)
    elif kind == "img":
        volume = IMG(path).read_oct_volume(rows=columns, cols=rows)
        read = np.stack([bscan.T[::-1, ::-1] for bscan in volume.volume])[::-1]
        say("OCT-Converter 0.7.0, turned", ".img", volume.laterality, read.shape, f"off by {worst(read, stored('cirrus')):g}, the last B-scan first", "none in the file")
    elif kind == "e2e":
        volume = E2E(path).read_oct_volume()[0]
        read = np.stack(volume.volume)
        power = stored("spectralis")
        moved = np.stack([np.roll(power[i], (s["rows"], s["columns"]), (0, 1)) for i, s in enumerate(truth["storedShifts"])])
        inner = (slice(None), slice(30, -30), slice(10, -10))
        likeness = np.corrcoef(np.log(moved[inner].ravel() + 2.44e-4), read[inner].ravel().astype("f8"))[0, 1]
        say("OCT-Converter 0.7.0", ".e2e", volume.laterality, read.shape, f"unregistered; correlation {likeness:.3f} with the truth as taken", "five A-scans aside, as told above")
    elif kind == "dicom":
        read = pydicom.dcmread(path)
        device = truth["order"]["device"]
        wanted = stored(device)
        if device == "spectralis":
            wanted = np.minimum(255, np.floor(255 * np.sqrt(np.sqrt(wanted)) + 0.5))
        say(f"pydicom {pydicom.__version__}", f".dcm of {device}", read.ImageLaterality if "ImageLaterality" in read else "none", read.pixel_array.shape, f"off by {worst(read.pixel_array, wanted):g}", "none in the file")
