-- What is worth knowing of a customer and has no field; from files what stands in 备注, 跟进情况, Notes.
CREATE TABLE note (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    customer_id INTEGER NOT NULL REFERENCES customer (id),
    text        TEXT NOT NULL CHECK (text <> ''),
    noted_on    TEXT NOT NULL,
    rep_id      INTEGER REFERENCES rep (id)
) STRICT;
CREATE INDEX note_by_customer ON note (customer_id);
