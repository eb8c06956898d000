-- People have initials and a colour; labels can be taken back without losing an event.

-- Initials stand in the window and on every label; of two people with the same letters the later one gets a number.
CREATE TABLE profile_with_initials (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  initials TEXT NOT NULL UNIQUE,
  color_index INTEGER NOT NULL,
  created_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO profile_with_initials (id, name, initials, color_index, created_ms)
  SELECT id, name, letters || CASE place WHEN 1 THEN '' ELSE place END, color_index, created_ms FROM (
    SELECT id, name, upper(substr(name, 1, 2)) AS letters, created_ms,
      row_number() OVER (PARTITION BY upper(substr(name, 1, 2)) ORDER BY created_ms, id) AS place,
      row_number() OVER (ORDER BY created_ms, id) - 1 AS color_index
    FROM profile
  );
DROP TABLE profile;
ALTER TABLE profile_with_initials RENAME TO profile;

-- `undoes`: this event is no label of its own, it takes that event back; an undo that is itself undone counts no more.
-- `action`: what was done at once is undone at once.
ALTER TABLE label_event ADD COLUMN undoes INTEGER REFERENCES label_event;
ALTER TABLE label_event ADD COLUMN action TEXT;
CREATE INDEX label_event_undoes ON label_event (undoes) WHERE undoes IS NOT NULL;
CREATE INDEX label_event_author ON label_event (author, id);
CREATE INDEX label_event_action ON label_event (action) WHERE action IS NOT NULL;

-- Labels that count: no undo events, and none that an undo has taken back.
CREATE VIEW label_effective AS
  SELECT * FROM label_event AS event WHERE event.undoes IS NULL AND NOT EXISTS (
    SELECT 1 FROM label_event AS undo WHERE undo.undoes = event.id
      AND NOT EXISTS (SELECT 1 FROM label_event AS redo WHERE redo.undoes = undo.id)
  );

DROP TRIGGER label_event_appended;
CREATE TRIGGER label_event_appended AFTER INSERT ON label_event WHEN NEW.undoes IS NULL BEGIN
  INSERT INTO label_current (item, task, event, kind, value_json, source, rank, at_ms)
  VALUES (NEW.item, NEW.task, NEW.id, NEW.kind, NEW.value_json, NEW.source, NEW.rank, NEW.at_ms)
  ON CONFLICT (item, task) DO UPDATE SET
    event = excluded.event, kind = excluded.kind, value_json = excluded.value_json,
    source = excluded.source, rank = excluded.rank, at_ms = excluded.at_ms
  WHERE (excluded.rank, excluded.at_ms, excluded.event) > (label_current.rank, label_current.at_ms, label_current.event);
END;
CREATE TRIGGER label_event_undone AFTER INSERT ON label_event WHEN NEW.undoes IS NOT NULL BEGIN
  DELETE FROM label_current WHERE item = NEW.item AND task = NEW.task;
  INSERT INTO label_current (item, task, event, kind, value_json, source, rank, at_ms)
    SELECT item, task, id, kind, value_json, source, rank, at_ms FROM label_effective
    WHERE item = NEW.item AND task = NEW.task ORDER BY rank DESC, at_ms DESC, id DESC LIMIT 1;
END;
