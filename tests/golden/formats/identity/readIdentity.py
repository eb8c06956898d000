# What pydicom, nibabel and SimpleITK find of the patient in our own files, with requirements.txt:
#   node writeFiles.ts /tmp/identity && python readIdentity.py /tmp/identity > identity.json
import hashlib
import json
import pathlib
import sys

import nibabel
import pydicom
import SimpleITK

folder = pathlib.Path(sys.argv[1])
attributes = ["PatientName", "PatientID", "PatientBirthDate", "PatientSex", "StudyDate", "StudyTime", "ContentDate", "PatientIdentityRemoved"]


def noted(path):
    if path.suffix == ".dcm":
        data = pydicom.dcmread(path)
        return {name: str(data.get(name, "")) for name in attributes}
    if path.suffix == ".nii":
        [comment] = nibabel.load(path).header.extensions
        content = comment.get_content()
        text = content if isinstance(content, str) else content.decode()
        return json.loads(text.rstrip("\0"))
    reader = SimpleITK.ImageFileReader()
    reader.SetFileName(str(path))
    reader.ReadImageInformation()
    return json.loads(reader.GetMetaData("FoveaVolume"))


golden = {path.name: {"sha256": hashlib.sha256(path.read_bytes()).hexdigest(), "noted": noted(path)} for path in sorted(folder.iterdir())}
print(json.dumps(golden, indent=1, ensure_ascii=False))
