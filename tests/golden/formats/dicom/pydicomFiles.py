"""What pydicom decodes of every DICOM file inside its package, for experiments/dicomFiles.ts:

    python pydicomFiles.py FOLDER     writes FOLDER/index.json and FOLDER/<name>.bin (samples as little-endian float32)
"""
import json, os, sys, warnings
import numpy as np, pydicom
from pydicom.pixels import apply_color_lut

warnings.simplefilter('ignore')
out = sys.argv[1]
os.makedirs(out, exist_ok=True)
root = os.path.join(os.path.dirname(pydicom.__file__), 'data', 'test_files')
index = {'pydicom': pydicom.__version__, 'root': root, 'files': []}
for folder, _, names in sorted(os.walk(root)):
    for name in sorted(names):
        path = os.path.join(folder, name)
        if name.endswith(('.txt', '.json', '.dump', '.icc', '.py', '.gz')):
            continue
        entry = {'name': os.path.relpath(path, root).replace(os.sep, '/')}
        try:
            data = pydicom.dcmread(path, force=True)
            syntax = getattr(data, 'file_meta', {}).get('TransferSyntaxUID')
            entry['syntax'] = syntax.name if syntax else None
            if any(tag in data for tag in (0x7FE00008, 0x7FE00009, 0x7FE00010)):
                pixels = data.pixel_array
                if data.PhotometricInterpretation == 'PALETTE COLOR':
                    pixels = apply_color_lut(pixels, data)
                    if pixels.dtype.itemsize == 2:
                        pixels = pixels >> 8
                entry['shape'] = list(pixels.shape)
                file = entry['name'].replace('/', '_') + '.bin'
                pixels.astype('<f4').tofile(os.path.join(out, file))
                entry['pixels'] = file
            else:
                entry['reason'] = 'no pixels'
        except Exception as error:
            entry['reason'] = f'{type(error).__name__}: {error}'.splitlines()[0][:160]
        index['files'].append(entry)
json.dump(index, open(os.path.join(out, 'index.json'), 'w'), indent=1)
