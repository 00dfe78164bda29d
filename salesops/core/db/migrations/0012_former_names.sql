-- A customer that was merged into another is still found by what it was called.
CREATE TABLE former_name (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    customer_id INTEGER NOT NULL REFERENCES customer (id),
    name        TEXT NOT NULL CHECK (name <> ''),
    name_key    TEXT NOT NULL,
    short_name  TEXT,
    code        TEXT,
    merged_on   TEXT NOT NULL
) STRICT;
CREATE INDEX former_name_by_customer ON former_name (customer_id);
CREATE INDEX former_name_by_name_key ON former_name (name_key);
