"""What pydicom reads from our DICOM files, and small files that pydicom and ITK write.

    node makeFiles.ts FOLDER && python makeGolden.py FOLDER dicom.json     (requirements.txt beside)
"""
import base64, hashlib, io, json, os, sys, tempfile
import numpy as np, pydicom, SimpleITK as sitk
from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.uid import (DeflatedExplicitVRLittleEndian, ExplicitVRBigEndian, ExplicitVRLittleEndian, ImplicitVRLittleEndian, JPEG2000Lossless,
                         RLELossless)

folder, out = sys.argv[1:3]
sha = lambda data: hashlib.sha256(data).hexdigest()

written = {}
for name in sorted(os.listdir(folder)):
    path = os.path.join(folder, name)
    data = pydicom.dcmread(path)
    entry = {'file': sha(open(path, 'rb').read()), 'samples': sha(np.ascontiguousarray(data.pixel_array).tobytes()),
             'shape': list(data.pixel_array.shape), 'class': data.SOPClassUID.name, 'laterality': data.ImageLaterality,
             'patient': [str(data.PatientName), data.PatientID, data.PatientBirthDate]}
    if 'SharedFunctionalGroupsSequence' in data:
        measures = data.SharedFunctionalGroupsSequence[0].PixelMeasuresSequence[0]
        entry |= {'pixelSpacing': [float(v) for v in measures.PixelSpacing], 'between': float(measures.SpacingBetweenSlices),
                  'reference': data.PerFrameFunctionalGroupsSequence[0].OphthalmicFrameLocationSequence[0].ReferencedSOPInstanceUID,
                  'lines': [[float(v) for v in f.OphthalmicFrameLocationSequence[0].ReferenceCoordinates]
                            for f in data.PerFrameFunctionalGroupsSequence]}
    else:
        entry |= {'pixelSpacing': [float(v) for v in data.PixelSpacing], 'instance': data.SOPInstanceUID}
    written[name] = entry

foreign = []


def dataset(array, photometric='MONOCHROME2', stored=None, frames=False):
    data = Dataset()
    data.SOPClassUID, data.SOPInstanceUID = '1.2.840.10008.5.1.4.1.1.7', '2.25.1'
    data.Modality, data.SeriesInstanceUID, data.PixelSpacing = 'OT', '2.25.2', [0.004, 0.012]
    data.Rows, data.Columns = array.shape[1:3] if frames else array.shape[:2]
    if frames:
        data.NumberOfFrames = array.shape[0]
    data.SamplesPerPixel = 3 if array.shape[-1] == 3 and array.ndim > 2 else 1
    if data.SamplesPerPixel == 3:
        data.PlanarConfiguration = 0
    data.PhotometricInterpretation = photometric
    data.BitsAllocated = array.dtype.itemsize * 8
    data.BitsStored = stored or data.BitsAllocated
    data.HighBit = data.BitsStored - 1
    data.PixelRepresentation = int(np.issubdtype(array.dtype, np.signedinteger))
    data.PixelData = array.tobytes()
    data['PixelData'].VR = 'OW' if data.BitsAllocated > 8 else 'OB'
    return data


def save(name, data, expected, syntax=ExplicitVRLittleEndian, **more):
    data.file_meta = getattr(data, 'file_meta', None) or FileMetaDataset()
    if 'TransferSyntaxUID' not in data.file_meta:
        data.file_meta.TransferSyntaxUID = syntax
    data.file_meta.MediaStorageSOPClassUID, data.file_meta.MediaStorageSOPInstanceUID = data.SOPClassUID, data.SOPInstanceUID
    if syntax == ExplicitVRBigEndian and data.BitsAllocated > 8:
        data.PixelData = np.frombuffer(data.PixelData, f'<u{data.BitsAllocated // 8}').astype(f'>u{data.BitsAllocated // 8}').tobytes()
    buffer = io.BytesIO()
    pydicom.dcmwrite(buffer, data, enforce_file_format=True)
    keep(name, buffer.getvalue(), expected, **more)


def keep(name, content, expected, **more):
    """`samples`: hash of the values as little-endian doubles; `display`: of the grey bytes."""
    if 'display' in more:
        more['display'] = sha(more['display'].astype('uint8').tobytes())
    foreign.append({'name': name, 'bytes': base64.b64encode(content).decode(), 'shape': list(expected.shape),
                    'samples': sha(expected.astype('<f8').tobytes())} | more)


rows, columns = 32, 40
steps = np.arange(rows * columns).reshape(rows, columns)
grey8 = (steps % 64 * 4).astype('uint8')
grey16 = (steps * 50).astype('uint16')
signed16 = (steps * 45 - 30000).astype('int16')
stack16 = np.stack([grey16, grey16[::-1], grey16[:, ::-1]])
rgb = (np.arange(steps.size * 3).reshape(rows, columns, 3) % 251).astype('uint8')
for name, array in {'grey8': grey8, 'grey16': grey16, 'signed16': signed16}.items():
    for label, syntax in {'explicit': ExplicitVRLittleEndian, 'implicit': ImplicitVRLittleEndian, 'bigEndian': ExplicitVRBigEndian,
                          'deflated': DeflatedExplicitVRLittleEndian}.items():
        save(f'{name}-{label}', dataset(array), array, syntax)
    for label, syntax in {'rle': RLELossless, 'jpeg2000': JPEG2000Lossless}.items():
        data = dataset(array)
        data.file_meta = FileMetaDataset()
        data.file_meta.TransferSyntaxUID = ExplicitVRLittleEndian
        data.compress(syntax, generate_instance_uid=False)
        save(f'{name}-{label}', data, array, syntax)
for label, syntax in {'rle': RLELossless, 'jpeg2000': JPEG2000Lossless}.items():
    for name, array, frames in (('frames', stack16, True), ('rgb', rgb, False)):
        data = dataset(array, 'RGB' if name == 'rgb' else 'MONOCHROME2', frames=frames)
        data.file_meta = FileMetaDataset()
        data.file_meta.TransferSyntaxUID = ExplicitVRLittleEndian
        data.compress(syntax, generate_instance_uid=False)
        save(f'{name}-{label}', data, array, syntax)
save('frames', dataset(stack16, frames=True), stack16)
save('rgb', dataset(rgb, 'RGB'), rgb)
data = dataset(rgb, 'RGB')
data.PlanarConfiguration, data.PixelData = 1, rgb.transpose(2, 0, 1).tobytes()
save('planar', data, rgb)
inverted = dataset(grey8, 'MONOCHROME1')
save('monochrome1', inverted, grey8, display=255 - grey8)
twelve = grey16 % 4096
data = dataset(twelve | 0xF000, stored=12)
save('twelveOf16', data, twelve)
data = dataset(signed16)
data.RescaleSlope, data.RescaleIntercept, data.WindowCenter, data.WindowWidth = 2, -100, 0, 20001
low, high = (-10000.5 + 100) / 2, (9999.5 + 100) / 2
shown = np.floor(np.clip((signed16.astype('float64') - low) * 255 / (high - low), 0, 255) + 0.5)
save('windowed', data, signed16, display=shown)
bits = (np.arange(3 * 7 * 5).reshape(3, 7, 5) % 3 == 0).astype('uint8')
data = dataset(bits, frames=True)
data.BitsAllocated = data.BitsStored = 1
data.HighBit = 0
packed = np.packbits(bits.ravel(), bitorder='little').tobytes()
data.PixelData = packed + b'\0' * (len(packed) % 2)
save('oneBit', data, bits)
floats = (grey16 / 7).astype('float32')
data = dataset(floats)
del data.PixelData
data.FloatPixelData = floats.tobytes()
save('float', data, floats)
palette = dataset(grey8 // 4 + 10, 'PALETTE COLOR')
for i, colour in enumerate(('Red', 'Green', 'Blue')):
    setattr(palette, f'{colour}PaletteColorLookupTableDescriptor', [64, 10, 16])
    setattr(palette, f'{colour}PaletteColorLookupTableData', ((np.arange(64) * (i + 1)) * 257).astype('<u2').tobytes())
index = (grey8 // 4).astype(int)
save('palette', palette, np.stack([index, index * 2, index * 3], -1).astype('uint8'))

with tempfile.TemporaryDirectory() as temporary:
    rng = np.add.outer(np.arange(16) * 9, np.arange(24) * 4)
    for name, array in {'jpegLossless8': rng.astype('uint8'), 'jpegLossless16': (rng * 100).astype('uint16')}.items():
        image = sitk.GetImageFromArray(array[None])
        writer = sitk.ImageFileWriter()
        writer.SetImageIO('GDCMImageIO')
        writer.SetUseCompression(True)
        writer.SetCompressor('JPEG')
        path = os.path.join(temporary, f'{name}.dcm')
        writer.SetFileName(path)
        writer.Execute(image)
        data = pydicom.dcmread(path)
        keep(name, open(path, 'rb').read(), data.pixel_array, syntax=data.file_meta.TransferSyntaxUID.name)

scrambled = dataset(grey8)
scrambled.Manufacturer = 'Carl Zeiss Meditec'
scrambled.file_meta = FileMetaDataset()
scrambled.file_meta.TransferSyntaxUID = JPEG2000Lossless
scrambled.PixelData = pydicom.encaps.encapsulate([bytes(range(7, 107))])
scrambled['PixelData'].is_undefined_length = True
save('scrambled', scrambled, grey8, JPEG2000Lossless)

json.dump({'madeWith': {'pydicom': pydicom.__version__, 'numpy': np.__version__, 'SimpleITK': sitk.Version_VersionString()}, 'written': written,
           'foreign': foreign}, open(out, 'w'))
