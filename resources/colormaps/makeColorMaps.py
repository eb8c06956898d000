"""Writes inferno.json and viridis.json beside this script: matplotlib's 256 published colours, rounded to 8 bits.

Usage: python makeColorMaps.py   (needs matplotlib)
"""
import json
from pathlib import Path

import matplotlib
from matplotlib.colors import to_hex

for name in ["inferno", "viridis"]:
    colors = [to_hex(color)[1:] for color in matplotlib.colormaps[name].colors]
    rows = ["".join(colors[i : i + 16]) for i in range(0, 256, 16)]
    table = {
        "name": name,
        "source": "Nathaniel Smith, Stéfan van der Walt and (viridis) Eric Firing, 2015, https://bids.github.io/colormap; values as in matplotlib",
        "licence": "CC0-1.0",
        "colors": rows,
    }
    Path(__file__).with_name(f"{name}.json").write_text(json.dumps(table, indent=2, ensure_ascii=False) + "\n")
