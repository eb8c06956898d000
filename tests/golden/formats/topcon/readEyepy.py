# Where eyepy 0.11.3 places the B-scans of our own .fda phantom on its fundus picture, in pixels: it spreads them from edge to edge of the
# rectangle. Python 3.10 with requirements.txt, eyepie==0.11.3 and construct-typing==0.5.6 (both --no-deps):
#   node writeFiles.ts /tmp/phantoms && python readEyepy.py /tmp/phantoms > placement.json
import json
import sys

import eyepy

volume = eyepy.import_topcon_fda(f"{sys.argv[1]}/phantom.fda")
x, y = volume.localizer.scale_x, volume.localizer.scale_y
pixels = lambda point: [float(point[0] / x), float(point[1] / y)]
print(json.dumps([{"start": pixels(b["start_pos"]), "end": pixels(b["end_pos"])} for b in volume.meta["bscan_meta"]]))
