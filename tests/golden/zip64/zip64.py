"""Writes zip64.zip with Python's zipfile, made to use the 64-bit records that archives above 4 GiB have."""
import pathlib
import zipfile

target = pathlib.Path(__file__).with_name("zip64.zip")
zipfile.ZIP64_LIMIT = 0
with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
    entry = zipfile.ZipInfo("retina.txt", (2026, 1, 1, 0, 0, 0))
    entry.compress_type = zipfile.ZIP_DEFLATED
    archive.writestr(entry, "sixty-four bits\n")

# zipfile still writes the directory's size and offset (12 and 16 bytes into the last 22) where they fit in 32 bits.
data = bytearray(target.read_bytes())
data[-10:-2] = b"\xff" * 8
target.write_bytes(data)
assert zipfile.ZipFile(target).read("retina.txt") == b"sixty-four bits\n"
