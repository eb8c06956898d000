"""What nibabel, SimpleITK and pynrrd read from our files, and small files that they write.

    node makeFiles.ts FOLDER && python makeGolden.py FOLDER scientific.json     (requirements.txt beside)
"""
import base64, gzip, hashlib, io, json, os, sys, tempfile
import nibabel, nrrd, numpy as np, SimpleITK as sitk

folder, out = sys.argv[1:3]
sha = lambda data: hashlib.sha256(data).hexdigest()


def told(array_zyx):
    """Hash of the samples [bscan, row, column], little endian."""
    array = np.ascontiguousarray(array_zyx.astype(array_zyx.dtype.newbyteorder('<')))
    return {'shape': list(array.shape), 'type': array.dtype.name, 'samples': sha(array.tobytes())}


written = {}
for name in sorted(os.listdir(folder)):
    path = os.path.join(folder, name)
    entry = {'file': sha(open(path, 'rb').read())}
    if name.endswith('.nii'):
        image = nibabel.load(path)
        array = np.asanyarray(image.dataobj)  # [column, row, bscan]
        entry |= told(array.transpose(2, 1, 0))
        entry |= {'affine': image.affine.tolist(), 'qform': image.get_qform().tolist(),
                  'zooms': [float(z) for z in image.header.get_zooms()], 'unit': image.header.get_xyzt_units()[0]}
    if name.endswith(('.nii', '.mha', '.mhd')):
        image = sitk.ReadImage(path)
        entry['simpleItk'] = told(sitk.GetArrayFromImage(image)) | {
            'spacing': image.GetSpacing(), 'origin': image.GetOrigin(), 'direction': image.GetDirection()}
    written[name] = entry

foreign = []
shape = (3, 4, 5)  # [bscan, row, column]
base = np.arange(60).reshape(shape)


def add(name, data, array, spacing, **more):
    flat = array.astype('float64').ravel()
    foreign.append({'name': name, 'bytes': base64.b64encode(data).decode(), 'shape': list(array.shape), 'values': flat.tolist(),
                    'spacingMm': spacing} | more)


def scaled(dtype):
    signed = np.issubdtype(dtype, np.signedinteger)
    if np.issubdtype(dtype, np.floating):
        return (base / 8 - 3).astype(dtype)
    return (base * (2 if np.dtype(dtype).itemsize == 1 else 500) - (50 if signed else 0)).astype(dtype)


types = ['uint8', 'int8', 'uint16', 'int16', 'uint32', 'int32', 'uint64', 'int64', 'float32', 'float64']
for dtype in types:
    array = scaled(np.dtype(dtype))
    for order in '<>':
        for kind in (nibabel.Nifti1Image, nibabel.Nifti2Image):
            header = kind.header_class(endianness=order)
            header.set_data_dtype(array.dtype)
            image = kind(array.transpose(2, 1, 0).astype(array.dtype.newbyteorder(order)), np.diag([0.012, -0.004, 0.12, 1]), header)
            image.header.set_xyzt_units('mm')
            name = f'nifti{1 if kind is nibabel.Nifti1Image else 2}-{dtype}-{"le" if order == "<" else "be"}.nii'
            add(name, image.to_bytes(), array, [0.12, 0.004, 0.012])
image = nibabel.Nifti1Image(scaled(np.dtype('int16')).transpose(2, 1, 0), np.diag([0.012, -0.004, 0.12, 1]))
image.header.set_xyzt_units('mm')
add('packed.nii.gz', gzip.compress(image.to_bytes(), mtime=0), scaled(np.dtype('int16')), [0.12, 0.004, 0.012])
image.header.set_xyzt_units('micron')
add('micron.nii', image.to_bytes(), scaled(np.dtype('int16')), [0.00012, 0.000004, 0.000012])
image.header.set_xyzt_units('unknown')
add('unknownUnit.nii', image.to_bytes(), scaled(np.dtype('int16')), [0.12, 0.004, 0.012], assumed=True)
image.header.set_xyzt_units('mm')
image.header.set_slope_inter(2, -7)
add('scaled.nii', image.to_bytes(), scaled(np.dtype('int16')), [0.12, 0.004, 0.012])
rgb = np.arange(180).reshape(3, 4, 5, 3).astype('uint8')
rgbType = np.dtype([('R', 'u1'), ('G', 'u1'), ('B', 'u1')])
image = nibabel.Nifti1Image(rgb.view(rgbType)[..., 0].transpose(2, 1, 0), np.diag([0.012, -0.004, 0.12, 1]))
image.header.set_xyzt_units('mm')
add('rgb.nii', image.to_bytes(), rgb, [0.12, 0.004, 0.012])

with tempfile.TemporaryDirectory() as temporary:
    def saved(image, name, pack):
        path = os.path.join(temporary, name)
        sitk.WriteImage(image, path, useCompression=pack)
        return open(path, 'rb').read()

    for dtype in types:
        array = scaled(np.dtype(dtype))
        image = sitk.GetImageFromArray(array)
        image.SetSpacing([0.012, 0.004, 0.12])
        add(f'itk-{dtype}.mha', saved(image, 'a.mha', False), array, [0.12, 0.004, 0.012])
        add(f'itk-{dtype}.nrrd', saved(image, 'a.nrrd', False), array, [0.12, 0.004, 0.012])
    add('itk-packed.mha', saved(image, 'a.mha', True), array, [0.12, 0.004, 0.012])
    add('itk-packed.nrrd', saved(image, 'a.nrrd', True), array, [0.12, 0.004, 0.012])
    header = saved(image, 'pair.mhd', False)
    add('pair.mhd', header, array, [0.12, 0.004, 0.012],
        beside={'pair.raw': base64.b64encode(open(os.path.join(temporary, 'pair.raw'), 'rb').read()).decode()})
    header = saved(image, 'pack.mhd', True)
    add('pack.mhd', header, array, [0.12, 0.004, 0.012],
        beside={'pack.zraw': base64.b64encode(open(os.path.join(temporary, 'pack.zraw'), 'rb').read()).decode()})
    colour = sitk.GetImageFromArray(rgb, isVector=True)
    colour.SetSpacing([0.012, 0.004, 0.12])
    add('itk-rgb.mha', saved(colour, 'a.mha', False), rgb, [0.12, 0.004, 0.012])
    add('itk-rgb.nrrd', saved(colour, 'a.nrrd', False), rgb, [0.12, 0.004, 0.012])
    for encoding in ('raw', 'gzip', 'text'):
        for dtype in ('int16', 'float64', 'uint32'):
            array = scaled(np.dtype(dtype))
            path = os.path.join(temporary, 'b.nrrd')
            nrrd.write(path, array.transpose(2, 1, 0), {'encoding': encoding, 'spacings': [0.012, 0.004, 0.12]}, index_order='F')
            add(f'pynrrd-{dtype}-{encoding}.nrrd', open(path, 'rb').read(), array, [0.12, 0.004, 0.012])
    path = os.path.join(temporary, 'c.nhdr')
    nrrd.write(path, array.transpose(2, 1, 0), {'encoding': 'raw', 'spacings': [0.012, 0.004, 0.12]}, detached_header=True)
    add('c.nhdr', open(path, 'rb').read(), array, [0.12, 0.004, 0.012],
        beside={'c.raw': base64.b64encode(open(os.path.join(temporary, 'c.raw'), 'rb').read()).decode()})

for entry in foreign:
    entry['file'] = sha(base64.b64decode(entry['bytes']))
with open(out, 'w') as file:
    json.dump({'madeWith': {m.__name__: m.__version__ for m in (nibabel, nrrd, np)} | {'SimpleITK': sitk.Version_VersionString()},
               'written': written, 'foreign': foreign}, file, indent=None)
