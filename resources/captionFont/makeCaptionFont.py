"""Writes captionFont.json beside this script: Inter's glyphs as 4-bit grey pictures, for text in PNG files.

Usage: python makeCaptionFont.py FOLDER   (needs pillow, fonttools and brotli; FOLDER holds Inter-Regular.woff2 and
Inter-SemiBold.woff2 of the npm package inter-ui 4.1.1, `web/`)
"""
import base64
import io
import json
import sys
from pathlib import Path

from fontTools.ttLib import TTFont
from PIL import Image, ImageDraw, ImageFont

characters = [chr(c) for c in [*range(0x20, 0x7F), *range(0xA1, 0x100)] if c != 0xAD] + list("–—‘’“”…•‹›€−≈≠≤≥∞→←↑↓×√□")
styles = {"caption": ("Regular", 12), "strong": ("SemiBold", 12), "title": ("SemiBold", 16)}


def load(folder, weight, size):
    font = TTFont(folder / f"Inter-{weight}.woff2")
    font.flavor = None
    file = io.BytesIO()
    font.save(file)
    file.seek(0)
    missing = [c for c in characters if ord(c) not in font.getBestCmap()]
    assert not missing, missing
    # Basic layout: advances are whole pixels, as hinted.
    return ImageFont.truetype(file, size, layout_engine=ImageFont.Layout.BASIC)


def encode(data):
    return base64.b64encode(data).decode()


def table(font, size):
    glyphs, nibbles = bytearray(), []
    for character in characters:
        left, top, right, bottom = font.getbbox(character)
        picture = Image.new("L", (max(0, right - left), max(0, bottom - top)))
        ImageDraw.Draw(picture).text((-left, -top), character, font=font, fill=255)
        glyphs += bytes([round(font.getlength(character)), left + 128, top + 128, picture.width, picture.height])
        nibbles += [round(value / 17) for value in picture.tobytes()]
    nibbles += [0] * (len(nibbles) % 2)
    packed = bytes(high << 4 | low for high, low in zip(nibbles[::2], nibbles[1::2]))
    return {"sizePx": size, "glyphs": encode(glyphs), "pixels": encode(packed)}


folder = Path(sys.argv[1])
result = {
    "source": "Inter 4.1 by The Inter Project Authors, https://github.com/rsms/inter",
    "licence": "OFL-1.1, see OFL.txt",
    "glyphs": "five bytes for each of the characters: advance, left + 128, top + 128, width, height; pixels follow in the same order, row by row, 4 bits each",
    "characters": "".join(characters),
    "styles": {name: table(load(folder, *style), style[1]) for name, style in styles.items()},
}
Path(__file__).with_name("captionFont.json").write_text(json.dumps(result, indent=2, ensure_ascii=False) + "\n")
