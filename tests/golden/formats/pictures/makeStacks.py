"""TIFF stacks as tifffile and Pillow write them, and the samples that they read back.

Writes stacks.json beside itself: each file in base64 and its samples as little-endian bytes.
Run: python tests/golden/formats/pictures/makeStacks.py
"""
import base64
import io
import json
import pathlib

import numpy
import PIL
import tifffile
from PIL import Image

here = pathlib.Path(__file__).parent
random = numpy.random.default_rng(11)
PAGES, ROWS, COLUMNS = 3, 19, 27


def stack(dtype):
    if numpy.dtype(dtype).kind == "f":
        values = random.normal(0, 1000, (PAGES, ROWS, COLUMNS)).astype(dtype)
        values[1, 2, 3] = numpy.nan
        return values
    limits = numpy.iinfo(dtype)
    return random.integers(limits.min, limits.max, (PAGES, ROWS, COLUMNS), dtype=dtype, endpoint=True)


def tiff(data, **options):
    out = io.BytesIO()
    tifffile.imwrite(out, data, **options)
    return out.getvalue()


def pillow(data, compression):
    pages = [Image.fromarray(page) for page in data]
    out = io.BytesIO()
    pages[0].save(out, "TIFF", save_all=True, append_images=pages[1:], compression=compression)
    return out.getvalue()


grey = {"photometric": "minisblack"}
rgb = random.integers(0, 256, (PAGES, ROWS, COLUMNS, 3)).astype(numpy.uint8)
smooth = numpy.stack([numpy.add.outer(numpy.arange(48) * 2, numpy.arange(64) + 7 * page).astype(numpy.uint8) for page in range(3)])
files = {
    "uint8": tiff(stack("uint8"), **grey),
    "uint16": tiff(stack("uint16"), **grey),
    "uint16-big-endian": tiff(stack("uint16"), byteorder=">", **grey),
    "uint16-bigtiff-big-endian": tiff(stack("uint16"), byteorder=">", bigtiff=True, **grey),
    "int8": tiff(stack("int8"), **grey),
    "int16-packed": tiff(stack("int16"), compression="zlib", **grey),
    "uint32": tiff(stack("uint32"), **grey),
    "int32-big-endian": tiff(stack("int32"), byteorder=">", **grey),
    "float32": tiff(stack("float32"), **grey),
    "float32-big-endian-tiles": tiff(stack("float32"), byteorder=">", tile=(16, 16), **grey),
    "float32-packed-strips": tiff(stack("float32"), compression="zlib", rowsperstrip=3, **grey),
    "float64": tiff(stack("float64"), **grey),
    "float64-big-endian-packed-tiles": tiff(stack("float64"), byteorder=">", tile=(16, 16), compression="zlib", **grey),
    "int64": tiff(stack("int64"), **grey),
    "uint64-big-endian": tiff(stack("uint64"), byteorder=">", **grey),
    "uint16-tiles": tiff(stack("uint16"), tile=(16, 16), **grey),
    "uint8-white-is-zero": tiff(stack("uint8"), photometric="miniswhite"),
    "rgb": tiff(rgb, photometric="rgb"),
    "rgb-planes": tiff(rgb.transpose(0, 3, 1, 2), photometric="rgb", planarconfig="separate"),
    "uint8-lzw": pillow(stack("uint8"), "tiff_lzw"),
    "uint16-lzw": pillow(stack("uint16"), "tiff_lzw"),
    "uint8-packbits": pillow(stack("uint8"), "packbits"),
    "uint8-jpeg": pillow(smooth, "jpeg"),
    "imagej": tiff(stack("uint16"), imagej=True, resolution=(1 / 11.5, 1 / 11.5), metadata={"spacing": 120.0, "unit": "um", "axes": "ZYX"}),
    "imagej-channels": tiff(numpy.concatenate([stack("uint16"), stack("uint16")])[:4].reshape(2, 2, ROWS, COLUMNS), imagej=True, metadata={"axes": "ZCYX"}),
}
by_pillow = ("uint8-lzw", "uint16-lzw", "uint8-packbits", "uint8-jpeg")
refused = {
    "complex64": tiff(stack("float32").astype("complex64"), **grey),
    "float16": tiff(stack("float32").astype("float16"), **grey),
}


def read(name, content):
    if name in by_pillow:
        with Image.open(io.BytesIO(content)) as image:
            pages = []
            for page in range(image.n_frames):
                image.seek(page)
                pages.append(numpy.array(image))
            return numpy.stack(pages)
    with tifffile.TiffFile(io.BytesIO(content)) as opened:
        pages = [page.asarray() for page in opened.pages]
        if opened.pages[0].photometric == tifffile.PHOTOMETRIC.MINISWHITE:
            pages = [255 - page for page in pages]
        if opened.pages[0].planarconfig == tifffile.PLANARCONFIG.SEPARATE:
            pages = [page.transpose(1, 2, 0) for page in pages]
        return numpy.stack(pages)


def entry(name, content):
    values = read(name, content)
    kept = values.astype({"int8": "int16", **dict.fromkeys(("uint32", "int32", "uint64", "int64", "float64"), "float32")}.get(values.dtype.name, values.dtype))
    little = kept.astype(kept.dtype.newbyteorder("<"))
    samples = base64.b64encode(little.tobytes()).decode()
    return {"name": name, "bytes": base64.b64encode(content).decode(), "shape": list(values.shape), "type": kept.dtype.name, "samples": samples}


answer = {
    "peers": {"Pillow": PIL.__version__, "tifffile": tifffile.__version__},
    "files": [entry(name, content) for name, content in files.items()],
    "refused": {name: base64.b64encode(content).decode() for name, content in refused.items()},
}
(here / "stacks.json").write_text(json.dumps(answer, indent=1) + "\n")
