-- What a customer needs, how it is labelled, how content it is, and where it came from.
CREATE TABLE need (
    id             INTEGER PRIMARY KEY AUTOINCREMENT,
    customer_id    INTEGER NOT NULL REFERENCES customer (id),
    opportunity_id INTEGER REFERENCES opportunity (id),
    category       TEXT CHECK (category IN ('function', 'service', 'price', 'delivery', 'other')),
    text           TEXT NOT NULL CHECK (text <> ''),
    rank           TEXT CHECK (rank IN ('core', 'secondary')),
    pains          TEXT,  -- what hurts, in a few words each, with commas between them
    budget_min     INTEGER CHECK (budget_min >= 0),  -- max empty = no upper bound
    budget_max     INTEGER CHECK (budget_max >= budget_min),
    wanted_by      TEXT,
    term           TEXT,
    reviewed_on    TEXT,
    recorded_on    TEXT NOT NULL,
    rep_id         INTEGER REFERENCES rep (id)
) STRICT;
CREATE INDEX need_by_customer ON need (customer_id);
CREATE INDEX need_by_opportunity ON need (opportunity_id) WHERE opportunity_id IS NOT NULL;

CREATE TABLE tag (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    customer_id INTEGER NOT NULL REFERENCES customer (id),
    name        TEXT NOT NULL CHECK (name <> ''),
    tag_group   TEXT
) STRICT;
CREATE UNIQUE INDEX tag_by_customer ON tag (customer_id, name);
CREATE INDEX tag_by_name ON tag (name);

CREATE TABLE survey (
    id              INTEGER PRIMARY KEY AUTOINCREMENT,
    customer_id     INTEGER NOT NULL REFERENCES customer (id),
    contact_id      INTEGER REFERENCES contact (id),
    surveyed_on     TEXT NOT NULL,
    score           INTEGER NOT NULL CHECK (score BETWEEN 1 AND 5),
    comments        TEXT,
    repurchase_need INTEGER CHECK (repurchase_need IN (0, 1)),
    referral_intent INTEGER CHECK (referral_intent IN (0, 1)),
    rep_id          INTEGER REFERENCES rep (id)
) STRICT;
CREATE INDEX survey_by_customer ON survey (customer_id, surveyed_on);
CREATE INDEX survey_by_contact ON survey (contact_id) WHERE contact_id IS NOT NULL;

ALTER TABLE customer ADD COLUMN intent TEXT CHECK (intent IN ('high', 'medium', 'low'));
ALTER TABLE customer ADD COLUMN lead_received_on TEXT;
ALTER TABLE customer ADD COLUMN collected_by_id INTEGER REFERENCES rep (id);
ALTER TABLE customer ADD COLUMN referrer_id INTEGER REFERENCES customer (id);
ALTER TABLE customer ADD COLUMN referrer_contact_id INTEGER REFERENCES contact (id);
CREATE INDEX customer_by_referrer ON customer (referrer_id) WHERE referrer_id IS NOT NULL;
CREATE INDEX customer_by_referrer_contact ON customer (referrer_contact_id) WHERE referrer_contact_id IS NOT NULL;

-- A recorded need is another reason for a grade.
CREATE TABLE grade_change_with_need (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    customer_id INTEGER NOT NULL REFERENCES customer (id),
    from_grade  TEXT CHECK (from_grade IN ('A', 'B', 'C')),
    to_grade    TEXT NOT NULL CHECK (to_grade IN ('A', 'B', 'C')),
    score       REAL NOT NULL,
    reason      TEXT NOT NULL CHECK (reason IN
                ('score', 'held', 'key_account', 'ready_to_buy', 'nurture', 'dormant', 'manual')),
    as_of       TEXT NOT NULL
) STRICT;
INSERT INTO grade_change_with_need SELECT * FROM grade_change ORDER BY id;
DROP TABLE grade_change;
ALTER TABLE grade_change_with_need RENAME TO grade_change;
CREATE INDEX grade_change_by_customer ON grade_change (customer_id, as_of);
CREATE INDEX grade_change_by_day ON grade_change (as_of);
