-- An operation may take back another one; taking that back in its turn brings the first one's changes again.
-- Who acted stays written down when the record of that rep is taken back, so that it is no reference.
CREATE TABLE operation_with_undo (
    id           INTEGER PRIMARY KEY AUTOINCREMENT,
    command      TEXT NOT NULL,
    rep_id       INTEGER,
    account      TEXT NOT NULL,
    at           TEXT NOT NULL,
    business_day TEXT NOT NULL,
    undoes_id    INTEGER REFERENCES operation_with_undo (id)
) STRICT;
INSERT INTO operation_with_undo (id, command, rep_id, account, at, business_day)
    SELECT id, command, rep_id, account, at, business_day FROM operation ORDER BY id;
DROP TABLE operation;
ALTER TABLE operation_with_undo RENAME TO operation;
CREATE INDEX operation_undo ON operation (undoes_id) WHERE undoes_id IS NOT NULL;

-- What removes a record asks who still refers to it.
CREATE INDEX followup_by_contact ON followup (contact_id) WHERE contact_id IS NOT NULL;
CREATE INDEX followup_by_opportunity ON followup (opportunity_id) WHERE opportunity_id IS NOT NULL;
CREATE INDEX contact_by_successor ON contact (successor_id) WHERE successor_id IS NOT NULL;
CREATE INDEX duty_by_touch ON duty (done_by_id) WHERE done_by_id IS NOT NULL;

-- The history of a customer tells of what was removed, too.
CREATE INDEX journal_of_removed ON journal (record) WHERE change = 'delete';
