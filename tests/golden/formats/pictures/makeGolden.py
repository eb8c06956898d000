"""BMP and WebP files, and the pixels that Pillow reads from them.

Writes pictures.json beside itself: each file and its pixels in base64. WebP files are written by Pillow (libwebp); BMP files here, byte by
byte, because Pillow writes few kinds.
Run: python tests/golden/formats/pictures/makeGolden.py
"""
import base64
import io
import json
import pathlib
import struct

import numpy
import PIL
from PIL import Image, ImageOps, features

here = pathlib.Path(__file__).parent
random = numpy.random.default_rng(5)
ROWS, COLUMNS = 7, 13


def bmp(bits, rows, palette=(), compression=0, masks=(), header=40, top_down=False, entry=4):
    """`rows`: bytes of the pixels as they lie in the file. `palette`: (red, green, blue)."""
    colours = b"".join(struct.pack("<BBB", b, g, r) + b"\0" * (entry - 3) for r, g, b in palette)
    height = -ROWS if top_down else ROWS
    if header == 12:
        info = struct.pack("<IHHHH", 12, COLUMNS, ROWS, 1, bits)
    else:
        info = struct.pack("<IiiHHIIiiII", header, COLUMNS, height, 1, bits, compression, len(rows), 2835, 2835, len(palette), 0)
        info += b"".join(struct.pack("<I", mask) for mask in masks)
        if header > 40:
            info = info.ljust(header, b"\0")
    offset = 14 + len(info) + len(colours)
    return struct.pack("<2sIHHI", b"BM", offset + len(rows), 0, 0, offset) + info + colours + rows


def padded(row):
    return bytes(row) + b"\0" * (-len(row) % 4)


def packed(indices, bits, top_down=False):
    order = indices if top_down else indices[::-1]
    rows = []
    for row in order:
        value = numpy.unpackbits(row[:, None], axis=1)[:, 8 - bits :].reshape(-1)
        rows.append(padded(numpy.packbits(value).tobytes()))
    return b"".join(rows)


def words(pixels, dtype):
    return b"".join(padded(row.astype(dtype).tobytes()) for row in pixels[::-1])


def run_lengths(indices, nibbles):
    """Runs, literal stretches, one step over the first columns of the second row, ends of rows and of the picture."""
    out = bytearray()
    for number, row in enumerate(indices[::-1]):
        column = 0
        if number == 1:
            out += bytes([0, 2, 4, 0])
            column = 4
        while column < len(row):
            run = 1
            while column + run < len(row) and row[column + run] == row[column]:
                run += 1
            if run > 1 or len(row) - column < 3:
                value = row[column] * 17 if nibbles else row[column]
                out += bytes([run, value])
                column += run
            else:
                literal = row[column : column + 5]
                if len(literal) < 3:
                    literal = row[column:]
                body = literal if not nibbles else [(int(a) << 4) | int(b) for a, b in zip(literal[::2], list(literal[1::2]) + [0])]
                out += bytes([0, len(literal)]) + bytes(body) + b"\0" * (len(body) % 2)
                column += len(literal)
        out += b"\0\0"
    return bytes(out + b"\0\1")


def colours(count):
    return [tuple(int(v) for v in random.integers(0, 256, 3)) for _ in range(count)]


def indices(count):
    values = random.integers(0, count, (ROWS, COLUMNS)).astype(numpy.uint8)
    values[2, 3:11] = values[2, 3]
    return values


def webp(image, **options):
    out = io.BytesIO()
    image.save(out, "WEBP", **options)
    return out.getvalue()


grey = [(i, i, i) for i in range(256)]
scattered = [(v, v, v) for v in random.permutation(256)]
eight, four, two = indices(256), indices(16), indices(2)
stepped8, stepped4 = eight.copy(), four.copy()
stepped8[ROWS - 2, :4] = 0
stepped4[ROWS - 2, :4] = 0
rgb = random.integers(0, 256, (ROWS, COLUMNS, 3)).astype(numpy.uint32)
bgr24 = b"".join(padded(row[:, ::-1].astype(numpy.uint8).tobytes()) for row in rgb[::-1])
x555 = random.integers(0, 2**15, (ROWS, COLUMNS))
x565 = random.integers(0, 2**16, (ROWS, COLUMNS))
x888 = (rgb[..., 0] << 16) | (rgb[..., 1] << 8) | rgb[..., 2] | 0xFF000000
shifted = (rgb[..., 0] << 24) | (rgb[..., 1] << 16) | (rgb[..., 2] << 8)

smooth = Image.fromarray((numpy.add.outer(numpy.arange(40) * 3, numpy.arange(30) * 4) % 256).astype(numpy.uint8)).convert("RGB")
noise = Image.fromarray(random.integers(0, 256, (9, 14, 3)).astype(numpy.uint8))
alpha = Image.fromarray(numpy.dstack([numpy.array(smooth), numpy.tile(numpy.arange(30, dtype=numpy.uint8) * 8, (40, 1))]))
turned = Image.Exif()
turned[0x0112] = 6

files = {
    "bits1.bmp": bmp(1, packed(two, 1), colours(2)),
    "bits1-black-white.bmp": bmp(1, packed(two, 1), [(0, 0, 0), (255, 255, 255)]),
    "bits4.bmp": bmp(4, packed(four, 4), colours(16)),
    "bits8-grey.bmp": bmp(8, packed(eight, 8), grey),
    "bits8-scattered-grey.bmp": bmp(8, packed(eight, 8), scattered),
    "bits8-colours.bmp": bmp(8, packed(eight, 8), colours(256)),
    "bits8-top-down.bmp": bmp(8, packed(eight, 8, True), grey, top_down=True),
    "bits8-os2.bmp": bmp(8, packed(eight, 8), grey, header=12, entry=3),
    "bits16-555.bmp": bmp(16, words(x555, "<u2")),
    "bits16-565.bmp": bmp(16, words(x565, "<u2"), compression=3, masks=(0xF800, 0x7E0, 0x1F)),
    "bits24.bmp": bmp(24, bgr24),
    "bits24-version5.bmp": bmp(24, bgr24, header=124),
    "bits32.bmp": bmp(32, words(x888, "<u4")),
    "bits32-masks.bmp": bmp(32, words(shifted, "<u4"), compression=3, masks=(0xFF000000, 0xFF0000, 0xFF00)),
    "bits32-alpha.bmp": bmp(32, words(x888, "<u4"), compression=3, masks=(0xFF0000, 0xFF00, 0xFF, 0xFF000000), header=108),
    "rle8.bmp": bmp(8, run_lengths(stepped8, False), grey, compression=1),
    "rle4.bmp": bmp(4, run_lengths(stepped4, True), colours(16), compression=2),
    "lossless.webp": webp(noise, lossless=True),
    "lossless-alpha.webp": webp(alpha, lossless=True, exact=True),
    "lossy.webp": webp(smooth, quality=80),
    "lossy-alpha.webp": webp(alpha, quality=80, exact=True),
    "turned.webp": webp(noise, lossless=True, exif=turned),
    "frames.webp": webp(noise, lossless=True, save_all=True, append_images=[ImageOps.mirror(noise)], duration=100, minimize_size=False),
}

answers = []
for name, content in files.items():
    with Image.open(io.BytesIO(content)) as image:
        frames = getattr(image, "n_frames", 1)
        if frames > 1:
            image.seek(frames - 1)
        image = ImageOps.exif_transpose(image)
        is_grey = image.mode in ("1", "L") or (image.mode == "P" and all(r == g == b for r, g, b in zip(*[iter(image.getpalette())] * 3)))
        pixels = numpy.array(image.convert("L" if is_grey else "RGB"))
    answers.append(
        {
            "name": name,
            "bytes": base64.b64encode(content).decode(),
            "frames": frames,
            "shape": list(pixels.shape) + ([1] if pixels.ndim == 2 else []),
            "pixels": base64.b64encode(pixels.tobytes()).decode(),
        }
    )

peers = {"Pillow": PIL.__version__, "libwebp": features.version("webp")}
(here / "pictures.json").write_text(json.dumps({"peers": peers, "files": answers}, indent=1) + "\n")
