-- A data set is stored piece by piece and seen only when it is whole; what a killed import left is removed at the next start.
ALTER TABLE dataset ADD COLUMN complete INTEGER NOT NULL DEFAULT 1 CHECK (complete IN (0, 1));
