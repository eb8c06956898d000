-- The files that a volume is read from: its own, or those of its slices in their order (single pictures of a DICOM series, pictures beside an
-- XML), and after them what else it needs (samples beside a header, the fundus picture that it refers to). Number 0 is the item's path.
-- item.sha256 is that of the file where the file is this volume and nothing else, else made from all of them and the series.
CREATE TABLE volume_file (
  item TEXT NOT NULL REFERENCES item ON DELETE CASCADE,
  number INTEGER NOT NULL,
  path TEXT NOT NULL,
  sha256 TEXT NOT NULL CHECK (length(sha256) = 64),
  size_bytes INTEGER NOT NULL,
  mtime_ms REAL NOT NULL,
  PRIMARY KEY (item, number)
) STRICT, WITHOUT ROWID;
