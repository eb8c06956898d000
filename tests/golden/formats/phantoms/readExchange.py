# What nibabel and SimpleITK make of full-size phantom volumes of both eyes in exchange formats, and whether one eye is the mirror image
# of the other in them:
#   fovea phantom volume --out F/OD-nifti --device cirrus --format nifti --eye OD … (OD and OS, nifti and metaImage)
#   python readExchange.py F
import os
import sys

import nibabel
import numpy as np
import SimpleITK

from truth import described, nifti

root = sys.argv[1]
masks = {}
for eye in ("OD", "OS"):
    truth, path, mask, lines = described(os.path.join(root, f"{eye}-nifti"))
    volume = nibabel.load(path)
    read = np.asarray(volume.dataobj)
    assert np.array_equal(read.T, nifti(path)), "nibabel reads other samples"
    spacing = [truth["spacingUm"][key] / 1000 for key in ("column", "row", "bscan")]
    assert np.allclose(volume.header.get_zooms(), spacing, rtol=1e-6), volume.header.get_zooms()
    # Columns run to +x, rows to −y, B-scans to +z (src/main/dataset/geometry.ts).
    assert nibabel.aff2axcodes(volume.affine) == ("R", "P", "S"), nibabel.aff2axcodes(volume.affine)
    beside = nibabel.load(os.path.join(root, f"{eye}-nifti", "masks.nii.gz"))
    assert np.allclose(beside.affine, volume.affine), "masks lie elsewhere"
    masks[eye] = np.asarray(beside.dataobj)
    _, other, _, _ = described(os.path.join(root, f"{eye}-metaImage"))
    image, same = SimpleITK.ReadImage(other), SimpleITK.ReadImage(path)
    assert np.array_equal(SimpleITK.GetArrayFromImage(image), SimpleITK.GetArrayFromImage(same)), "SimpleITK reads other samples"
    for what in ("GetSpacing", "GetOrigin", "GetDirection"):
        assert np.allclose(getattr(image, what)(), getattr(same, what)(), atol=1e-6), what
    # The disc is nasal: right of the fovea in OD, left of it in OS, whichever program looks.
    assert (truth["truth"]["disc"]["column"] > truth["truth"]["fovea"]["column"]) == (eye == "OD")
    nerve = lines["RNFL"] - lines["ILM"]
    edge = nerve.shape[1] // 8
    nasal = np.nanmean(nerve[:, -edge:] if eye == "OD" else nerve[:, :edge])
    temporal = np.nanmean(nerve[:, :edge] if eye == "OD" else nerve[:, -edge:])
    assert nasal > temporal, "nerve fibres thicken on the wrong side"
    print(f"{eye}: nibabel {nibabel.__version__} and SimpleITK {SimpleITK.Version_VersionString()} agree; nerve fibres {nasal:.1f} rows nasal, {temporal:.1f} temporal")
assert np.array_equal(masks["OD"], masks["OS"][::-1]), "OS is not the mirror image of OD"
print(f"OS is the mirror image of OD: {int((masks['OD'] > 0).sum())} labelled samples")
