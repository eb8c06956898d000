-- The store of one workspace. Times are milliseconds since 1970 (UTC), JSON is text, identifiers of patients stand in `patient` alone.
-- Never edited once landed: a change is a new numbered file.

-- Named folders that originals lie in. Items point below them; moving a folder changes one row.
CREATE TABLE import_root (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  path TEXT NOT NULL
) STRICT;

CREATE TABLE dataset (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  classes_json TEXT NOT NULL,
  report_json TEXT NOT NULL,
  created_ms INTEGER NOT NULL
) STRICT;

-- The only place of identifiers; everything else knows the keyed hash. No table refers to it, so that it can be emptied.
CREATE TABLE patient (
  subject TEXT PRIMARY KEY,
  identifier TEXT NOT NULL,
  created_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE item (
  id TEXT PRIMARY KEY,
  dataset TEXT NOT NULL REFERENCES dataset ON DELETE CASCADE,
  root INTEGER NOT NULL REFERENCES import_root,
  path TEXT NOT NULL,
  frame INTEGER,
  sha256 TEXT NOT NULL CHECK (length(sha256) = 64),
  size_bytes INTEGER NOT NULL,
  width INTEGER NOT NULL,
  height INTEGER NOT NULL,
  channels INTEGER NOT NULL,
  bit_depth INTEGER NOT NULL,
  subject TEXT NOT NULL,
  laterality TEXT CHECK (laterality IN ('OD', 'OS')),
  facts_json TEXT NOT NULL,
  created_ms INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX item_place ON item (dataset, path, root, ifnull(frame, -1));
CREATE INDEX item_sha256 ON item (sha256);
CREATE INDEX item_subject ON item (subject);
CREATE INDEX item_root ON item (root);

-- Append-only. `rank` orders sources: human > consensus > import > model.
CREATE TABLE label_event (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  item TEXT NOT NULL REFERENCES item ON DELETE CASCADE,
  task TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('class', 'mask', 'boxes', 'surfaces', 'none')),
  value_json TEXT NOT NULL,
  blob TEXT,
  author TEXT NOT NULL,
  source TEXT NOT NULL CHECK (source IN ('human', 'consensus', 'import', 'model')),
  basis_run TEXT,
  supersedes INTEGER REFERENCES label_event,
  at_ms INTEGER NOT NULL,
  rank INTEGER NOT NULL GENERATED ALWAYS AS (CASE source WHEN 'human' THEN 3 WHEN 'consensus' THEN 2 WHEN 'import' THEN 1 ELSE 0 END) VIRTUAL
) STRICT;
CREATE INDEX label_event_item ON label_event (item, task);
CREATE INDEX label_event_supersedes ON label_event (supersedes) WHERE supersedes IS NOT NULL;

-- The winning event per item and task; kept by the trigger below and rebuilt by store/label.ts with the same ranking.
CREATE TABLE label_current (
  item TEXT NOT NULL REFERENCES item ON DELETE CASCADE,
  task TEXT NOT NULL,
  event INTEGER NOT NULL,
  kind TEXT NOT NULL,
  value_json TEXT NOT NULL,
  source TEXT NOT NULL,
  rank INTEGER NOT NULL,
  at_ms INTEGER NOT NULL,
  PRIMARY KEY (item, task)
) STRICT, WITHOUT ROWID;
CREATE INDEX label_current_value ON label_current (task, kind, value_json);

CREATE TRIGGER label_event_appended AFTER INSERT ON label_event BEGIN
  INSERT INTO label_current (item, task, event, kind, value_json, source, rank, at_ms)
  VALUES (NEW.item, NEW.task, NEW.id, NEW.kind, NEW.value_json, NEW.source, NEW.rank, NEW.at_ms)
  ON CONFLICT (item, task) DO UPDATE SET
    event = excluded.event, kind = excluded.kind, value_json = excluded.value_json,
    source = excluded.source, rank = excluded.rank, at_ms = excluded.at_ms
  WHERE (excluded.rank, excluded.at_ms, excluded.event) > (label_current.rank, label_current.at_ms, label_current.event);
END;
CREATE TRIGGER label_event_unchanged BEFORE UPDATE ON label_event BEGIN
  SELECT RAISE(ABORT, 'label_event is append-only');
END;
-- Events go only together with their item.
CREATE TRIGGER label_event_kept BEFORE DELETE ON label_event WHEN EXISTS (SELECT 1 FROM item WHERE id = OLD.item) BEGIN
  SELECT RAISE(ABORT, 'label_event is append-only');
END;

CREATE TABLE split (
  id TEXT PRIMARY KEY,
  dataset TEXT NOT NULL REFERENCES dataset ON DELETE CASCADE,
  name TEXT NOT NULL,
  seed INTEGER NOT NULL,
  params_json TEXT NOT NULL,
  certificate_json TEXT NOT NULL,
  created_ms INTEGER NOT NULL,
  UNIQUE (dataset, name)
) STRICT;

CREATE TABLE split_item (
  split TEXT NOT NULL REFERENCES split ON DELETE CASCADE,
  item TEXT NOT NULL REFERENCES item ON DELETE CASCADE,
  part TEXT NOT NULL CHECK (part IN ('train', 'val', 'test')),
  PRIMARY KEY (split, item)
) STRICT, WITHOUT ROWID;
CREATE INDEX split_item_item ON split_item (item);

-- `event_byte`: how much of the run folder's events.jsonl is in the tables; written with the rows in one transaction.
CREATE TABLE run (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('train', 'evaluate', 'predict', 'explain')),
  state TEXT NOT NULL CHECK (state IN ('queued', 'running', 'paused', 'finished', 'cancelled', 'failed', 'interrupted')),
  config_json TEXT NOT NULL,
  parent TEXT REFERENCES run ON DELETE SET NULL,
  dataset TEXT REFERENCES dataset ON DELETE SET NULL,
  split TEXT REFERENCES split ON DELETE SET NULL,
  attempt INTEGER NOT NULL DEFAULT 0,
  progress_json TEXT,
  error_json TEXT,
  event_byte INTEGER NOT NULL DEFAULT 0,
  created_ms INTEGER NOT NULL,
  started_ms INTEGER,
  finished_ms INTEGER
) STRICT;
CREATE INDEX run_created ON run (created_ms);
CREATE INDEX run_parent ON run (parent);
CREATE INDEX run_dataset ON run (dataset);
CREATE INDEX run_split ON run (split);

-- A value of NULL is NaN, which SQLite cannot hold; infinities are stored as such.
CREATE TABLE metric (
  run TEXT NOT NULL REFERENCES run ON DELETE CASCADE,
  series TEXT NOT NULL,
  step INTEGER NOT NULL,
  epoch REAL NOT NULL,
  value REAL,
  attempt INTEGER NOT NULL,
  at_ms INTEGER NOT NULL,
  PRIMARY KEY (run, series, step)
) STRICT, WITHOUT ROWID;

-- Keyed by the line's place in events.jsonl, so that following it again changes nothing.
CREATE TABLE run_log (
  run TEXT NOT NULL REFERENCES run ON DELETE CASCADE,
  at_byte INTEGER NOT NULL,
  attempt INTEGER NOT NULL,
  at_ms INTEGER NOT NULL,
  level TEXT NOT NULL CHECK (level IN ('debug', 'info', 'warn', 'error')),
  message TEXT NOT NULL,
  PRIMARY KEY (run, at_byte)
) STRICT, WITHOUT ROWID;

CREATE TABLE checkpoint (
  run TEXT NOT NULL REFERENCES run ON DELETE CASCADE,
  step INTEGER NOT NULL,
  name TEXT NOT NULL,
  attempt INTEGER NOT NULL,
  size_bytes INTEGER NOT NULL,
  at_ms INTEGER NOT NULL,
  PRIMARY KEY (run, step)
) STRICT, WITHOUT ROWID;

-- `loaded` = 0 while the file's rows (predictions, evaluation) are not yet in their own table; `problem` says why they never will be.
CREATE TABLE artifact (
  run TEXT NOT NULL REFERENCES run ON DELETE CASCADE,
  name TEXT NOT NULL,
  kind TEXT NOT NULL,
  attempt INTEGER NOT NULL,
  size_bytes INTEGER NOT NULL,
  at_ms INTEGER NOT NULL,
  loaded INTEGER NOT NULL CHECK (loaded IN (0, 1)),
  problem TEXT,
  PRIMARY KEY (run, name)
) STRICT, WITHOUT ROWID;
CREATE INDEX artifact_not_loaded ON artifact (run, name) WHERE loaded = 0;

-- `item` is not a reference: an imported run may have predicted items of another workspace.
CREATE TABLE prediction (
  run TEXT NOT NULL REFERENCES run ON DELETE CASCADE,
  split TEXT NOT NULL,
  item TEXT NOT NULL,
  label INTEGER,
  predicted INTEGER NOT NULL,
  logits_json TEXT NOT NULL,
  probabilities_json TEXT NOT NULL,
  PRIMARY KEY (run, split, item)
) STRICT, WITHOUT ROWID;
CREATE INDEX prediction_item ON prediction (item);

CREATE TABLE evaluation (
  run TEXT NOT NULL REFERENCES run ON DELETE CASCADE,
  split TEXT NOT NULL,
  results_json TEXT NOT NULL,
  created_ms INTEGER NOT NULL,
  PRIMARY KEY (run, split)
) STRICT, WITHOUT ROWID;

-- Every look at a test set. Append-only and kept when its run or data set goes, or the count would lie.
CREATE TABLE test_opening (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  run TEXT NOT NULL,
  dataset TEXT NOT NULL,
  split TEXT NOT NULL,
  reason TEXT NOT NULL,
  author TEXT NOT NULL,
  at_ms INTEGER NOT NULL,
  count INTEGER NOT NULL,
  UNIQUE (dataset, split, count)
) STRICT;
CREATE INDEX test_opening_run ON test_opening (run);
CREATE TRIGGER test_opening_unchanged BEFORE UPDATE ON test_opening BEGIN
  SELECT RAISE(ABORT, 'test_opening is append-only');
END;
CREATE TRIGGER test_opening_kept BEFORE DELETE ON test_opening BEGIN
  SELECT RAISE(ABORT, 'test_opening is append-only');
END;

-- The queue: runs that wait, in the order of `position`, and the one at work. A run that has ended has no row.
CREATE TABLE job (
  run TEXT PRIMARY KEY REFERENCES run ON DELETE CASCADE,
  position INTEGER NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('waiting', 'running')),
  pid INTEGER,
  created_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- People who label and decide.
CREATE TABLE profile (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  created_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE setting (
  key TEXT PRIMARY KEY,
  value_json TEXT NOT NULL
) STRICT, WITHOUT ROWID;
