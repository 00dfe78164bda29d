-- What was is told by typed rows, no longer by the old values in the journal; and whatever asks for a touch is a duty.
-- The history of a column begins with the value that its record came with: the row without a `from`. That value holds
-- from the beginning of the record; each later one from its own day on. The rows of one record are in order of their ids.
-- Older databases are filled from the journal, which keeps the old values of what changed.

-- Whose the opportunity was, where and for how much when it came into the stage.
ALTER TABLE stage_change ADD COLUMN owner_id INTEGER REFERENCES rep (id);
ALTER TABLE stage_change ADD COLUMN region TEXT;
ALTER TABLE stage_change ADD COLUMN amount INTEGER CHECK (amount >= 0);

CREATE TABLE owner_change (
    id             INTEGER PRIMARY KEY AUTOINCREMENT,
    opportunity_id INTEGER NOT NULL REFERENCES opportunity (id),
    from_owner_id  INTEGER REFERENCES rep (id),
    to_owner_id    INTEGER REFERENCES rep (id),
    changed_on     TEXT NOT NULL,
    changed_by_id  INTEGER REFERENCES rep (id)
) STRICT;
CREATE INDEX owner_change_by_opportunity ON owner_change (opportunity_id);

CREATE TABLE closing_change (
    id             INTEGER PRIMARY KEY AUTOINCREMENT,
    opportunity_id INTEGER NOT NULL REFERENCES opportunity (id),
    from_on        TEXT,  -- the expected closing; empty: none was expected
    to_on          TEXT,
    changed_on     TEXT NOT NULL,
    changed_by_id  INTEGER REFERENCES rep (id),
    reason         TEXT
) STRICT;
CREATE INDEX closing_change_by_opportunity ON closing_change (opportunity_id);
CREATE INDEX closing_change_by_expectation ON closing_change (to_on);

CREATE TABLE customer_type_change (
    id            INTEGER PRIMARY KEY AUTOINCREMENT,
    customer_id   INTEGER NOT NULL REFERENCES customer (id),
    from_type     TEXT CHECK (from_type IN ('potential', 'active', 'lost', 'strategic')),
    to_type       TEXT NOT NULL CHECK (to_type IN ('potential', 'active', 'lost', 'strategic')),
    changed_on    TEXT NOT NULL,
    changed_by_id INTEGER REFERENCES rep (id),
    reason        TEXT  -- why it was lost
) STRICT;
CREATE INDEX customer_type_change_by_customer ON customer_type_change (customer_id);
CREATE INDEX customer_type_change_by_day ON customer_type_change (changed_on);

-- The kinds are an open set, known to core/schedule/rules.py; `ref` is the record that the duty came from.
CREATE TABLE duty (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    customer_id INTEGER NOT NULL REFERENCES customer (id),
    kind        TEXT NOT NULL CHECK (kind <> ''),
    opened_on   TEXT NOT NULL,
    due_on      TEXT NOT NULL,
    due_time    TEXT,  -- HH:MM of that day; empty: some time on it
    ref_table   TEXT CHECK ((ref_table IS NULL) = (ref_id IS NULL)),
    ref_id      INTEGER,
    status      TEXT NOT NULL DEFAULT 'open' CHECK (status IN ('open', 'done', 'cancelled')),
    closed_on   TEXT CHECK ((closed_on IS NULL) = (status = 'open')),
    done_by_id  INTEGER REFERENCES followup (id) CHECK (done_by_id IS NULL OR status = 'done')
) STRICT;
CREATE INDEX duty_open ON duty (customer_id, due_on) WHERE status = 'open';
CREATE INDEX duty_by_reference ON duty (ref_table, ref_id) WHERE ref_table IS NOT NULL;

-- The reason may be a kind of duty that this version does not know, and says in which table the record behind it is.
DROP INDEX customer_deadline;
ALTER TABLE customer RENAME COLUMN next_due_reason TO former_reason;
ALTER TABLE customer ADD COLUMN next_due_reason TEXT;
ALTER TABLE customer ADD COLUMN next_due_table TEXT;
ALTER TABLE customer ADD COLUMN deadline_on TEXT;  -- the first open deadline; missed from the next day on
UPDATE customer SET
    next_due_reason = former_reason,
    next_due_table = CASE former_reason WHEN 'opportunity' THEN 'opportunity' WHEN 'planned' THEN 'followup' END
WHERE former_reason IS NOT NULL;
ALTER TABLE customer DROP COLUMN former_reason;
CREATE INDEX customer_deadline ON customer (next_due_on, open_amount DESC, hot_from, deadline_on, owner_id)
    WHERE deadline_on IS NOT NULL;

-- The local day of writing a touch down; empty: not known.
ALTER TABLE followup ADD COLUMN recorded_on TEXT;
UPDATE followup SET recorded_on = substr(recorded_at, 1, 10);

-- A history from the journal: how the value began, then each change with the value that the next one found, the last
-- with the present one.
WITH edit AS (
    SELECT j.id, j.record_id, p.business_day, p.rep_id, json_extract(j.old, '$.owner_id') AS was,
           row_number() OVER later - 1 AS changes_before, lead(j.id) OVER later AS next_id,
           lead(json_extract(j.old, '$.owner_id')) OVER later AS next_was
    FROM journal j JOIN operation p ON p.id = j.operation_id
    WHERE j.record = 'opportunity' AND j.change = 'update' AND json_type(j.old, '$.owner_id') IS NOT NULL
    WINDOW later AS (PARTITION BY j.record_id ORDER BY j.id)
)
INSERT INTO owner_change (opportunity_id, from_owner_id, to_owner_id, changed_on, changed_by_id)
SELECT opportunity_id, from_owner_id, to_owner_id, changed_on, changed_by_id FROM (
    SELECT o.id AS opportunity_id, NULL AS from_owner_id, CASE WHEN e.id IS NULL THEN o.owner_id ELSE e.was END AS to_owner_id,
           o.opened_on AS changed_on, NULL AS changed_by_id, 0 AS place
    FROM opportunity o LEFT JOIN edit e ON e.record_id = o.id AND e.changes_before = 0
    UNION ALL
    SELECT e.record_id, e.was, CASE WHEN e.next_id IS NULL THEN o.owner_id ELSE e.next_was END, e.business_day, e.rep_id, e.id
    FROM edit e JOIN opportunity o ON o.id = e.record_id
)
ORDER BY opportunity_id, place;

WITH edit AS (
    SELECT j.id, j.record_id, p.business_day, p.rep_id, json_extract(j.old, '$.expected_close_on') AS was,
           row_number() OVER later - 1 AS changes_before, lead(j.id) OVER later AS next_id,
           lead(json_extract(j.old, '$.expected_close_on')) OVER later AS next_was
    FROM journal j JOIN operation p ON p.id = j.operation_id
    WHERE j.record = 'opportunity' AND j.change = 'update' AND json_type(j.old, '$.expected_close_on') IS NOT NULL
    WINDOW later AS (PARTITION BY j.record_id ORDER BY j.id)
)
INSERT INTO closing_change (opportunity_id, from_on, to_on, changed_on, changed_by_id)
SELECT opportunity_id, from_on, to_on, changed_on, changed_by_id FROM (
    SELECT o.id AS opportunity_id, NULL AS from_on,
           CASE WHEN e.id IS NULL THEN o.expected_close_on ELSE e.was END AS to_on,
           o.opened_on AS changed_on, NULL AS changed_by_id, 0 AS place
    FROM opportunity o LEFT JOIN edit e ON e.record_id = o.id AND e.changes_before = 0
    UNION ALL
    SELECT e.record_id, e.was, CASE WHEN e.next_id IS NULL THEN o.expected_close_on ELSE e.next_was END,
           e.business_day, e.rep_id, e.id
    FROM edit e JOIN opportunity o ON o.id = e.record_id
)
ORDER BY opportunity_id, place;

-- Why it was lost is what was last said while it was lost.
WITH edit AS (
    SELECT j.id, j.record_id, p.business_day, p.rep_id, json_extract(j.old, '$.type') AS was,
           row_number() OVER later - 1 AS changes_before, lead(j.id) OVER later AS next_id,
           lead(json_extract(j.old, '$.type')) OVER later AS next_was
    FROM journal j JOIN operation p ON p.id = j.operation_id
    WHERE j.record = 'customer' AND j.change = 'update' AND json_type(j.old, '$.type') IS NOT NULL
    WINDOW later AS (PARTITION BY j.record_id ORDER BY j.id)
), stay AS (
    SELECT c.id AS customer_id, NULL AS from_type, coalesce(e.was, c.type) AS to_type, c.created_on AS changed_on,
           NULL AS changed_by_id, 0 AS place, e.id AS until_id, c.lost_reason
    FROM customer c LEFT JOIN edit e ON e.record_id = c.id AND e.changes_before = 0
    UNION ALL
    SELECT e.record_id, e.was, coalesce(e.next_was, c.type), e.business_day, e.rep_id, e.id, e.next_id, c.lost_reason
    FROM edit e JOIN customer c ON c.id = e.record_id
)
INSERT INTO customer_type_change (customer_id, from_type, to_type, changed_on, changed_by_id, reason)
SELECT s.customer_id, s.from_type, s.to_type, s.changed_on, s.changed_by_id,
       CASE WHEN s.to_type <> 'lost' THEN NULL
            WHEN s.until_id IS NULL OR later.id IS NULL THEN s.lost_reason
            ELSE json_extract(later.old, '$.lost_reason') END
FROM stay s LEFT JOIN journal later ON later.id = (
    SELECT min(j.id) FROM journal j
    WHERE j.record = 'customer' AND j.record_id = s.customer_id AND j.id >= s.until_id AND j.change = 'update'
      AND json_type(j.old, '$.lost_reason') IS NOT NULL)
ORDER BY s.customer_id, s.place;

-- Owner, amount and region (the opportunity's own, else where the customer was) when the operation that wrote the change
-- of stage was over.
UPDATE stage_change SET owner_id = (
    SELECT CASE WHEN later.id IS NULL THEN r.owner_id ELSE json_extract(later.old, '$.owner_id') END
    FROM opportunity r LEFT JOIN journal later ON later.id = (
        SELECT min(j.id) FROM journal j
        WHERE j.record = 'opportunity' AND j.record_id = r.id AND j.change = 'update'
          AND json_type(j.old, '$.owner_id') IS NOT NULL AND j.operation_id > (
              SELECT made.operation_id FROM journal made
              WHERE made.record = 'stage_change' AND made.record_id = stage_change.id AND made.change = 'insert'))
    WHERE r.id = stage_change.opportunity_id);
UPDATE stage_change SET amount = (
    SELECT CASE WHEN later.id IS NULL THEN r.amount ELSE json_extract(later.old, '$.amount') END
    FROM opportunity r LEFT JOIN journal later ON later.id = (
        SELECT min(j.id) FROM journal j
        WHERE j.record = 'opportunity' AND j.record_id = r.id AND j.change = 'update'
          AND json_type(j.old, '$.amount') IS NOT NULL AND j.operation_id > (
              SELECT made.operation_id FROM journal made
              WHERE made.record = 'stage_change' AND made.record_id = stage_change.id AND made.change = 'insert'))
    WHERE r.id = stage_change.opportunity_id);
UPDATE stage_change SET region = (
    SELECT CASE WHEN later.id IS NULL THEN r.region ELSE json_extract(later.old, '$.region') END
    FROM opportunity r LEFT JOIN journal later ON later.id = (
        SELECT min(j.id) FROM journal j
        WHERE j.record = 'opportunity' AND j.record_id = r.id AND j.change = 'update'
          AND json_type(j.old, '$.region') IS NOT NULL AND j.operation_id > (
              SELECT made.operation_id FROM journal made
              WHERE made.record = 'stage_change' AND made.record_id = stage_change.id AND made.change = 'insert'))
    WHERE r.id = stage_change.opportunity_id);
UPDATE stage_change SET region = (
    SELECT CASE WHEN later.id IS NULL THEN r.region ELSE json_extract(later.old, '$.region') END
    FROM opportunity o JOIN customer r ON r.id = o.customer_id LEFT JOIN journal later ON later.id = (
        SELECT min(j.id) FROM journal j
        WHERE j.record = 'customer' AND j.record_id = r.id AND j.change = 'update'
          AND json_type(j.old, '$.region') IS NOT NULL AND j.operation_id > (
              SELECT made.operation_id FROM journal made
              WHERE made.record = 'stage_change' AND made.record_id = stage_change.id AND made.change = 'insert'))
    WHERE o.id = stage_change.opportunity_id) WHERE region IS NULL;
