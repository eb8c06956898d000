-- An item may be a volume: one series of a vendor's file (or of a folder of DICOM files), whose B-scans are its frames.

-- `series`: its place in what the path opens to; NULL for an image. `visit`: ISO date of the examination.
ALTER TABLE item ADD COLUMN series INTEGER;
ALTER TABLE item ADD COLUMN bscans INTEGER NOT NULL DEFAULT 1;
ALTER TABLE item ADD COLUMN visit TEXT;
DROP INDEX item_place;
CREATE UNIQUE INDEX item_place ON item (dataset, path, root, ifnull(frame, -1), ifnull(series, -1));

-- What the file says, without values of identifiers; B-scans stand in their own table. `laterality`: the eye as import found it, which
-- item.laterality goes back to when a person's statement is taken back. `options_json`: the format's switches that it was imported with.
CREATE TABLE volume (
  item TEXT PRIMARY KEY REFERENCES item ON DELETE CASCADE,
  format TEXT NOT NULL,
  laterality TEXT CHECK (laterality IN ('OD', 'OS')),
  options_json TEXT NOT NULL,
  header_json TEXT NOT NULL,
  device TEXT GENERATED ALWAYS AS (coalesce(json_extract(header_json, '$.device.model'), json_extract(header_json, '$.device.manufacturer'))) VIRTUAL,
  scan_pattern TEXT GENERATED ALWAYS AS (json_extract(header_json, '$.scanPattern')) VIRTUAL
) STRICT, WITHOUT ROWID;

-- Number 0 is the first in the file. `path_json`: from where to where it runs on the fundus.
CREATE TABLE bscan (
  item TEXT NOT NULL REFERENCES item ON DELETE CASCADE,
  number INTEGER NOT NULL,
  quality REAL,
  averaged INTEGER,
  acquired_at TEXT,
  path_json TEXT,
  PRIMARY KEY (item, number)
) STRICT, WITHOUT ROWID;

-- What people state where a file is silent or wrong, and the switches they set, each whole. Append-only; of each kind the newest that no undo has taken back holds.
CREATE TABLE volume_statement (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  item TEXT NOT NULL REFERENCES item ON DELETE CASCADE,
  kind TEXT NOT NULL CHECK (kind IN ('statement', 'options')),
  value_json TEXT NOT NULL,
  author TEXT NOT NULL,
  undoes INTEGER REFERENCES volume_statement,
  action TEXT NOT NULL,
  at_ms INTEGER NOT NULL
) STRICT;
CREATE INDEX volume_statement_item ON volume_statement (item, kind);
CREATE INDEX volume_statement_undoes ON volume_statement (undoes) WHERE undoes IS NOT NULL;
CREATE INDEX volume_statement_author ON volume_statement (author, item);
CREATE INDEX volume_statement_action ON volume_statement (action);
CREATE TRIGGER volume_statement_unchanged BEFORE UPDATE ON volume_statement BEGIN
  SELECT RAISE(ABORT, 'volume_statement is append-only');
END;
CREATE TRIGGER volume_statement_kept BEFORE DELETE ON volume_statement WHEN EXISTS (SELECT 1 FROM item WHERE id = OLD.item) BEGIN
  SELECT RAISE(ABORT, 'volume_statement is append-only');
END;

CREATE VIEW volume_statement_effective AS
  SELECT * FROM volume_statement AS event WHERE event.undoes IS NULL AND NOT EXISTS (
    SELECT 1 FROM volume_statement AS undo WHERE undo.undoes = event.id
      AND NOT EXISTS (SELECT 1 FROM volume_statement AS redo WHERE redo.undoes = undo.id)
  );
