-- Runs as a list of ten thousand: what a person notes about them, and the one number that stands in the list.

ALTER TABLE run ADD COLUMN note TEXT NOT NULL DEFAULT '';
ALTER TABLE run ADD COLUMN tags_json TEXT NOT NULL DEFAULT '[]';
-- How a rerun was asked for: with the same items and labels, or with those of that day. NULL for a run that repeats none.
ALTER TABLE run ADD COLUMN rerun TEXT CHECK (rerun IN ('exactly', 'todaysLabels'));
-- Names as the configuration tells them: they stay when the data set goes.
ALTER TABLE run ADD COLUMN data_name TEXT GENERATED ALWAYS AS (CASE WHEN json_valid(config_json) THEN json_extract(config_json, '$.data.dataset') END) VIRTUAL;
ALTER TABLE run ADD COLUMN split_name TEXT GENERATED ALWAYS AS (CASE WHEN json_valid(config_json) THEN json_extract(config_json, '$.data.split') END) VIRTUAL;
ALTER TABLE run ADD COLUMN architecture TEXT GENERATED ALWAYS AS (CASE WHEN json_valid(config_json) THEN json_extract(config_json, '$.architecture.name') END) VIRTUAL;
CREATE INDEX run_name ON run (name);
CREATE INDEX run_data_name ON run (data_name);

-- The balanced accuracy of each evaluation, taken out of its document once, so that a list need not parse thousands of them.
CREATE TABLE headline (
  run TEXT NOT NULL REFERENCES run ON DELETE CASCADE,
  split TEXT NOT NULL,
  value REAL,
  low REAL,
  high REAL,
  reason TEXT,
  patients INTEGER NOT NULL,
  scans INTEGER NOT NULL,
  shortcut_json TEXT,
  PRIMARY KEY (run, split)
) STRICT, WITHOUT ROWID;

CREATE VIEW evaluation_headline AS
  SELECT run, split,
    CAST(json_extract(results_json, '$.report.overall.balancedAccuracy.value') AS REAL) AS value,
    CAST(json_extract(results_json, '$.report.overall.balancedAccuracy.low') AS REAL) AS low,
    CAST(json_extract(results_json, '$.report.overall.balancedAccuracy.high') AS REAL) AS high,
    CAST(json_extract(results_json, '$.report.overall.balancedAccuracy.reason') AS TEXT) AS reason,
    CAST(json_extract(results_json, '$.report.patients') AS INTEGER) AS patients,
    CAST(json_extract(results_json, '$.report.scans') AS INTEGER) AS scans,
    json_extract(results_json, '$.shortcut.balancedAccuracy') AS shortcut_json
  FROM evaluation
  -- A document that is none of ours, such as a foreign run's, has no headline.
  WHERE json_type(results_json, '$.report.overall.balancedAccuracy') = 'object'
    AND json_type(results_json, '$.report.patients') = 'integer' AND json_type(results_json, '$.report.scans') = 'integer';

INSERT INTO headline SELECT * FROM evaluation_headline;
CREATE TRIGGER evaluation_arrived AFTER INSERT ON evaluation BEGIN
  DELETE FROM headline WHERE run = NEW.run AND split = NEW.split;
  INSERT INTO headline SELECT * FROM evaluation_headline WHERE run = NEW.run AND split = NEW.split;
END;
