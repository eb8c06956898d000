# What readers that we did not write make of full-size phantom volumes in vendors' formats, against the truth beside them:
#   fovea phantom volume --out F/topcon-fda --device topcon --format fda --eye OS …   (one folder a format, and one .nii of each device)
#   python readVendor.py F > table.md
# eyepie 0.6.1, OCT-Converter 0.7.0, pydicom 3.0.1; Python 3.10 with ../heidelberg/requirements.txt. The defects of OCT-Converter that
# docs/reference/formats.md lists are accounted for: Zeiss B-scans transposed and turned, E2E mantissas reversed.
import os
import sys

import eyepy
import numpy as np
import pydicom
from oct_converter.readers import E2E, FDA, FDS, IMG

from truth import described, nifti, worst

root = sys.argv[1]
# OCT-Converter's names for Topcon's contours.
CONTOURS = {"ILM": "ILM", "RNFL_GCL": "RNFL", "GCL_IPL": "GCL", "IPL_INL": "IPL", "INL_OPL": "INL"}
CONTOURS |= {"ELM": "ELM", "MZ_EZ": "EZ", "IZ_RPE": "RPE", "BM": "BM"}


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
        volume = eyepy.import_heyex_vol(path)
        read = volume._raw_data
        names = {"PR1": "EZ", "PR2": "IZ"}
        off = max(worst(layer.data[::-1], lines[names.get(name, name)]) for name, layer in volume.layers.items())
        said = f"{len(volume.layers)}: {off:.2f}; the last B-scan first"
        say("eyepie 0.6.1", ".vol", volume.laterality, read.shape, f"off by {worst(read, stored('spectralis')):g}", said)
    elif kind in ("fda", "fds"):
        volume = (FDA if kind == "fda" else FDS)(path).read_oct_volume()
        read = np.stack(volume.volume)[::-1]
        wanted = stored("topcon") if kind == "fds" else grey(stored("topcon"))
        off = max(worst(np.asarray(heights)[::-1], lines[CONTOURS[name]]) for name, heights in (volume.contours or {}).items()) if volume.contours else None
        told = "not read" if off is None else f"{len(volume.contours)}: {off:.2f}"
        say("OCT-Converter 0.7.0", f".{kind}", volume.laterality, read.shape, f"off by {worst(read, wanted):g}; the last B-scan first, as the device has it", told)
    elif kind == "img":
        volume = IMG(path).read_oct_volume(rows=columns, cols=rows)
        read = np.stack([bscan.T[::-1, ::-1] for bscan in volume.volume])[::-1]
        say("OCT-Converter 0.7.0, turned", ".img", volume.laterality, read.shape, f"off by {worst(read, stored('cirrus')):g}; the last B-scan first", "none in the file")
    elif kind == "e2e":
        volume = E2E(path).read_oct_volume()[0]
        read = np.stack(volume.volume)
        power = stored("spectralis")
        moved = np.stack([np.roll(power[i], (s["rows"], s["columns"]), (0, 1)) for i, s in enumerate(truth["storedShifts"])])
        inner = (slice(None), slice(30, -30), slice(10, -10))
        likeness = np.corrcoef(np.log(moved[inner].ravel() + 2.44e-4), read[inner].ravel().astype("f8"))[0, 1]
        ilm = np.asarray(volume.contours["contour0"], "f8")
        taken = [np.roll(lines["ILM"][i], s["columns"] + 5)[20:-20] + s["rows"] for i, s in enumerate(truth["storedShifts"])]
        said = f"ILM, five A-scans aside: {worst(ilm[:, 20:-20], taken):.2f}"
        say("OCT-Converter 0.7.0", ".e2e", volume.laterality, read.shape, f"as taken, unregistered: correlation {likeness:.3f}", said)
    elif kind == "dicom":
        read = pydicom.dcmread(path)
        device = truth["order"]["device"]
        wanted = stored(device)
        if device == "spectralis":
            wanted = np.minimum(255, np.floor(255 * np.sqrt(np.sqrt(wanted)) + 0.5))
        say(f"pydicom {pydicom.__version__}", f".dcm of {device}", read.ImageLaterality if "ImageLaterality" in read else "none", read.pixel_array.shape, f"off by {worst(read.pixel_array, wanted):g}", "none in the file")
