"""Golden numbers for src/main/imaging and src/main/dataset/formats.

Writes imaging.json and files/ beside itself. Peers: Pillow, torch, torchvision (versions are recorded in the file).
Run: python tests/golden/imaging/make.py
"""
import base64
import json
import pathlib
import struct

import numpy
import PIL
import torch
import torchvision
from PIL import Image, ImageOps
from torchvision.transforms.v2 import InterpolationMode
from torchvision.transforms.v2 import functional as F

here = pathlib.Path(__file__).parent
random = numpy.random.default_rng(20)


def packed(array):
    array = numpy.ascontiguousarray(array)
    kind = {"uint8": "u8", "uint16": "u16", "float32": "f32"}[str(array.dtype)]
    shape = list(array.shape) + ([1] if array.ndim == 2 else [])
    return {"kind": kind, "shape": shape, "data": base64.b64encode(array.tobytes()).decode()}


def tensor(array):
    return torch.from_numpy(array if array.ndim == 3 else array[..., None]).permute(2, 0, 1)


def array_of(t):
    return t.permute(1, 2, 0).contiguous().numpy()


grey = random.integers(0, 256, (31, 45)).astype(numpy.uint8)
rgb = random.integers(0, 256, (22, 37, 3)).astype(numpy.uint8)
wide = random.integers(0, 65536, (31, 45)).astype(numpy.uint16)
unit = random.random((31, 45), dtype=numpy.float32)

sources = {"grey": grey, "rgb": rgb, "unit": unit, "wide": wide}
resizes = []
for source_name, source in sources.items():
    for rows, columns in ((16, 16), (7, 45), (31, 9), (64, 50), (5, 80)):
        # torchvision resizes uint16 through float only; rounding is then ours to do.
        t = tensor(source.astype(numpy.float32) if source.dtype == numpy.uint16 else source)
        out = array_of(F.resize(t, [rows, columns], InterpolationMode.BILINEAR, antialias=True))
        case = {"source": source_name, "rows": rows, "columns": columns, "torchvision": packed(out)}
        if source.dtype == numpy.uint8:
            pillow = Image.fromarray(source).resize((columns, rows), Image.Resampling.BILINEAR)
            case["pillow"] = packed(numpy.array(pillow))
        resizes.append(case)

smooth = numpy.array(Image.fromarray(grey).resize((40, 24), Image.Resampling.BICUBIC)).astype(numpy.float32)
warps = []
for angle, scale, (shift_columns, shift_rows), fill in (
    (0, 1, (3, -2), 0),
    (10, 1, (0, 0), 0),
    (-7.5, 1.1, (2, 1), 50),
    (90, 1, (0, 0), 0),
    (25, 0.6, (-4, 3), 0),
):
    # A tap outside holds the fill. torchvision's own `fill` blends twice on the rim, so the fill is moved to zero instead.
    moved = tensor(smooth - fill)
    out = F.affine(moved, angle, [shift_columns, shift_rows], scale, [0.0, 0.0], InterpolationMode.BILINEAR, fill=None) + fill
    warps.append(
        {
            "angle": angle,
            "scale": scale,
            "shiftRows": shift_rows,
            "shiftColumns": shift_columns,
            "fill": fill,
            "torchvision": packed(array_of(out)),
        }
    )

# Channels equal in the first row, so that grey stays grey there too.
coloured = rgb.copy()
coloured[0] = coloured[0, :, :1]
tones = {
    name: packed(array_of(f(tensor(unit), factor)))
    for name, f, factor in (
        ("brightness 1.2", F.adjust_brightness, 1.2),
        ("contrast 0.8", F.adjust_contrast, 0.8),
        ("contrast 1.7", F.adjust_contrast, 1.7),
        ("gamma 1.5", F.adjust_gamma, 1.5),
    )
}

files = here / "files"
files.mkdir(exist_ok=True)
tiny8 = random.integers(0, 256, (6, 9)).astype(numpy.uint8)
tiny16 = random.integers(0, 65536, (6, 9)).astype(numpy.uint16)
tiny_rgb = random.integers(0, 256, (6, 9, 3)).astype(numpy.uint8)
rotated = Image.Exif()
rotated[0x0112] = 6


def grey16_big_endian_tiff(pixels):
    """A minimal MM TIFF by hand: one strip after eight directory entries."""
    rows, columns = pixels.shape
    data = pixels.astype(">u2").tobytes()
    short, long = 3, 4
    entries = [(256, long, columns), (257, long, rows), (258, short, 16 << 16), (259, short, 1 << 16), (262, short, 1 << 16)]
    entries += [(273, long, 8), (278, long, rows), (279, long, len(data))]
    directory = struct.pack(">H", len(entries)) + b"".join(struct.pack(">HHII", tag, kind, 1, value) for tag, kind, value in entries)
    return b"MM\0*" + struct.pack(">I", 8 + len(data)) + data + directory + bytes(4)


Image.fromarray(tiny8).save(files / "grey8.jpeg", quality=95)
Image.fromarray(tiny8).save(files / "rotated.jpeg", quality=95, exif=rotated)
Image.fromarray(tiny_rgb).save(files / "rgb8.jpeg", quality=95, progressive=True, subsampling=0)
Image.fromarray(tiny_rgb).convert("CMYK").save(files / "cmyk.jpeg")
Image.fromarray(tiny8).save(files / "grey8.png")
Image.fromarray(tiny16).save(files / "grey16.png")
Image.fromarray(tiny_rgb).convert("P", palette=Image.Palette.ADAPTIVE).save(files / "palette.png")
Image.fromarray(tiny8 // 128).convert("1").save(files / "bits.png")
Image.fromarray(numpy.dstack([tiny_rgb, tiny8])).save(files / "rgba8.png")
Image.fromarray(tiny8).save(files / "grey8-lzw.tiff", compression="tiff_lzw")
Image.fromarray(tiny16).save(files / "grey16.tiff")
(files / "grey16-big-endian.tiff").write_bytes(grey16_big_endian_tiff(tiny16))
Image.fromarray(tiny_rgb).save(files / "rgb8.tiff")
Image.fromarray(tiny8).save(files / "big.tiff", big_tiff=True)
Image.fromarray(tiny8).save(files / "two-pages.tiff", save_all=True, append_images=[Image.fromarray(255 - tiny8)])
Image.fromarray(255 - tiny8).save(files / "white-is-zero.tiff", tiffinfo={262: 0})
Image.fromarray(tiny16.astype(numpy.float32)).save(files / "float.tiff")


def pixels_of(name):
    image = Image.open(files / name)
    if name == "two-pages.tiff":
        image.seek(1)
    if image.mode == "P":
        image = image.convert("RGB")
    if image.mode == "1":
        image = image.convert("L")
    array = numpy.array(ImageOps.exif_transpose(image))
    if array.ndim == 3:
        array = array[..., :3]
    return array.astype(numpy.uint16 if array.dtype.itemsize > 1 else numpy.uint8)


decoded = {name: packed(pixels_of(name)) for name in sorted(p.name for p in files.iterdir()) if name not in ("cmyk.jpeg", "float.tiff")}
decoded["grey16-big-endian.tiff"] = packed(tiny16)

result = {
    "versions": {"pillow": PIL.__version__, "torch": torch.__version__, "torchvision": torchvision.__version__},
    "sources": {name: packed(source) for name, source in sources.items()},
    "resizes": resizes,
    "warpSource": packed(smooth),
    "warps": warps,
    "coloured": packed(coloured),
    "pillowGrey": packed(numpy.array(Image.fromarray(coloured).convert("L"))),
    "tones": tones,
    "decoded": decoded,
}
(here / "imaging.json").write_text(json.dumps(result, indent=1) + "\n")
