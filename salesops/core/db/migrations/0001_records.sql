-- The records of a sales team. Money is INTEGER minor units (cents), dates TEXT YYYY-MM-DD,
-- moments TEXT UTC YYYY-MM-DDTHH:MM:SSZ, yes/no INTEGER 0/1, codes are language-neutral TEXT.

CREATE TABLE operation (
    id      INTEGER PRIMARY KEY AUTOINCREMENT,
    command TEXT NOT NULL,
    actor   TEXT NOT NULL,
    at      TEXT NOT NULL
) STRICT;

-- One row per change, written by triggers only. An insert leaves `old` empty; an update keeps
-- the old values of the columns that changed, a delete the whole row, as a JSON object.
CREATE TABLE journal (
    id           INTEGER PRIMARY KEY AUTOINCREMENT,
    operation_id INTEGER NOT NULL REFERENCES operation (id),
    record       TEXT NOT NULL,
    record_id    INTEGER NOT NULL,
    change       TEXT NOT NULL CHECK (change IN ('insert', 'update', 'delete')),
    old          TEXT
) STRICT;
CREATE INDEX journal_by_record ON journal (record, record_id);
CREATE INDEX journal_by_operation ON journal (operation_id);

CREATE TABLE setting (
    id    INTEGER PRIMARY KEY AUTOINCREMENT,
    key   TEXT NOT NULL UNIQUE,
    value TEXT NOT NULL
) STRICT;

CREATE TABLE policy_version (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    document   TEXT NOT NULL,
    applied_on TEXT NOT NULL,
    note       TEXT
) STRICT;

CREATE TABLE rep (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    name       TEXT NOT NULL CHECK (name <> ''),
    code       TEXT UNIQUE,
    email      TEXT,
    phone      TEXT,
    region     TEXT,
    team       TEXT,
    manager_id INTEGER REFERENCES rep (id),
    role       TEXT NOT NULL DEFAULT 'rep' CHECK (role IN ('rep', 'manager')),
    senior     INTEGER NOT NULL DEFAULT 0 CHECK (senior IN (0, 1)),
    ability    REAL NOT NULL DEFAULT 1.0 CHECK (ability BETWEEN 0.5 AND 1.5),
    hired_on   TEXT,
    left_on    TEXT
) STRICT;

CREATE TABLE customer (
    id                  INTEGER PRIMARY KEY AUTOINCREMENT,
    name                TEXT NOT NULL CHECK (name <> ''),
    name_key            TEXT NOT NULL,  -- the normalised name that duplicates are found by
    short_name          TEXT,
    code                TEXT UNIQUE,
    kind                TEXT NOT NULL DEFAULT 'company' CHECK (kind IN ('company', 'individual')),
    type                TEXT NOT NULL DEFAULT 'potential'
                        CHECK (type IN ('potential', 'active', 'lost', 'strategic')),
    industry            TEXT,
    region              TEXT,
    address             TEXT,
    website             TEXT,
    employees           INTEGER CHECK (employees >= 0),
    annual_revenue      INTEGER CHECK (annual_revenue >= 0),
    founded_on          TEXT,
    main_business       TEXT,
    budget_min          INTEGER CHECK (budget_min >= 0),  -- annual budget; max empty = no upper bound
    budget_max          INTEGER CHECK (budget_max >= budget_min),
    credit_code         TEXT,
    source              TEXT CHECK (source IN
                        ('referral', 'exhibition', 'online', 'cold_call', 'partner', 'other')),
    owner_id            INTEGER REFERENCES rep (id),
    first_contact_on    TEXT,
    depth               TEXT CHECK (depth IN ('strategic', 'core', 'ordinary')),
    expansion_plan      INTEGER CHECK (expansion_plan IN (0, 1)),
    expansion_note      TEXT,
    need_match          INTEGER CHECK (need_match BETWEEN 1 AND 5),
    lost_reason         TEXT,
    verified_by_id      INTEGER REFERENCES rep (id),
    verified_on         TEXT,
    confirmed_on        TEXT,
    archived_on         TEXT,
    created_on          TEXT NOT NULL,
    -- A manager's grade wins over the computed one up to and including its last day (empty: for good).
    manual_grade        TEXT CHECK (manual_grade IN ('A', 'B', 'C')),
    manual_grade_reason TEXT,
    manual_grade_until  TEXT,
    snoozed_until       TEXT,
    snooze_reason       TEXT,
    -- Kept ready, rewritten in the same transaction as whatever changes them.
    grade               TEXT CHECK (grade IN ('A', 'B', 'C')),
    grade_score         REAL,
    last_touch_on       TEXT,
    next_due_on         TEXT,
    next_due_reason     TEXT CHECK (next_due_reason IN ('grade', 'opportunity', 'planned', 'deadline')),
    next_due_ref        INTEGER,         -- the opportunity or the planned follow-up behind the reason
    hot_from            TEXT,            -- from this day on an open opportunity is of class S
    open_amount         INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX customer_by_name_key ON customer (name_key);
CREATE INDEX customer_due ON customer (grade, next_due_on, open_amount DESC, hot_from);
CREATE INDEX customer_due_by_owner ON customer (owner_id, grade, next_due_on, open_amount DESC, hot_from);
CREATE INDEX customer_due_on ON customer (next_due_on);
CREATE INDEX customer_hot ON customer (next_due_on, open_amount DESC, hot_from, owner_id)
    WHERE hot_from IS NOT NULL;
CREATE INDEX customer_deadline ON customer (next_due_on, open_amount DESC, owner_id)
    WHERE next_due_reason = 'deadline';

CREATE TABLE contact (
    id                INTEGER PRIMARY KEY AUTOINCREMENT,
    customer_id       INTEGER NOT NULL REFERENCES customer (id),
    name              TEXT NOT NULL CHECK (name <> ''),
    code              TEXT UNIQUE,
    title             TEXT,
    department        TEXT,
    phone             TEXT,
    email             TEXT,
    wechat            TEXT,
    preferred_channel TEXT CHECK (preferred_channel IN ('phone', 'email', 'wechat', 'visit')),
    decision_role     TEXT CHECK (decision_role IN ('decider', 'influencer', 'user', 'purchaser')),
    phone_verified    INTEGER NOT NULL DEFAULT 0 CHECK (phone_verified IN (0, 1)),
    email_verified    INTEGER NOT NULL DEFAULT 0 CHECK (email_verified IN (0, 1)),
    left_on           TEXT,
    successor_id      INTEGER REFERENCES contact (id)
) STRICT;
CREATE INDEX contact_by_customer ON contact (customer_id);

CREATE TABLE opportunity (
    id                INTEGER PRIMARY KEY AUTOINCREMENT,
    customer_id       INTEGER NOT NULL REFERENCES customer (id),
    name              TEXT NOT NULL CHECK (name <> ''),
    code              TEXT UNIQUE,
    product           TEXT,
    region            TEXT,
    amount            INTEGER CHECK (amount >= 0),  -- empty = not known yet, which is not zero
    owner_id          INTEGER REFERENCES rep (id),
    opened_on         TEXT NOT NULL,
    expected_close_on TEXT,
    stage             TEXT NOT NULL DEFAULT 'contacted' CHECK (stage IN
                      ('contacted', 'needs_analysis', 'proposal', 'negotiation', 'won', 'lost')),
    probability       INTEGER CHECK (probability BETWEEN 0 AND 100),  -- percent; empty = by stage
    budget_confirmed  INTEGER NOT NULL DEFAULT 0 CHECK (budget_confirmed IN (0, 1)),
    decider_known     INTEGER NOT NULL DEFAULT 0 CHECK (decider_known IN (0, 1)),
    urgent            INTEGER NOT NULL DEFAULT 0 CHECK (urgent IN (0, 1)),
    rival             TEXT,
    closed_on         TEXT CHECK ((stage IN ('won', 'lost')) = (closed_on IS NOT NULL)),
    lost_reason       TEXT
) STRICT;
CREATE INDEX opportunity_by_customer ON opportunity (customer_id);
CREATE INDEX opportunity_by_closing ON opportunity (closed_on);
CREATE INDEX opportunity_by_opening ON opportunity (opened_on);

CREATE TABLE stage_change (
    id             INTEGER PRIMARY KEY AUTOINCREMENT,
    opportunity_id INTEGER NOT NULL REFERENCES opportunity (id),
    from_stage     TEXT CHECK (from_stage IN
                   ('contacted', 'needs_analysis', 'proposal', 'negotiation', 'won', 'lost')),
    to_stage       TEXT NOT NULL CHECK (to_stage IN
                   ('contacted', 'needs_analysis', 'proposal', 'negotiation', 'won', 'lost')),
    changed_on     TEXT NOT NULL,
    changed_by_id  INTEGER REFERENCES rep (id)
) STRICT;
CREATE INDEX stage_change_by_opportunity ON stage_change (opportunity_id);

CREATE TABLE contract (
    id               INTEGER PRIMARY KEY AUTOINCREMENT,
    code             TEXT NOT NULL UNIQUE,  -- the contract number
    customer_id      INTEGER NOT NULL REFERENCES customer (id),
    opportunity_id   INTEGER REFERENCES opportunity (id),
    rep_id           INTEGER REFERENCES rep (id),
    product          TEXT,
    region           TEXT,
    amount           INTEGER NOT NULL CHECK (amount >= 0),
    -- What a file's amount had beyond the cent, in hundredths of a cent, so that sums round once.
    subcent          INTEGER NOT NULL DEFAULT 0 CHECK (subcent BETWEEN -50 AND 49),
    signed_on        TEXT NOT NULL,
    start_on         TEXT,
    end_on           TEXT,
    delivery_days    INTEGER CHECK (delivery_days >= 0),
    payment_terms    TEXT,
    legal_approved   INTEGER NOT NULL DEFAULT 0 CHECK (legal_approved IN (0, 1)),
    manager_approved INTEGER NOT NULL DEFAULT 0 CHECK (manager_approved IN (0, 1))
) STRICT;
CREATE INDEX contract_by_customer ON contract (customer_id, signed_on);
CREATE INDEX contract_by_signing ON contract (signed_on, rep_id);
CREATE INDEX contract_by_opportunity ON contract (opportunity_id) WHERE opportunity_id IS NOT NULL;

CREATE TABLE followup (
    id             INTEGER PRIMARY KEY AUTOINCREMENT,
    customer_id    INTEGER NOT NULL REFERENCES customer (id),
    opportunity_id INTEGER REFERENCES opportunity (id),
    contact_id     INTEGER REFERENCES contact (id),
    rep_id         INTEGER REFERENCES rep (id),
    status         TEXT NOT NULL CHECK (status IN ('planned', 'done', 'cancelled')),
    due_on         TEXT CHECK (due_on IS NOT NULL OR status <> 'planned'),
    reason         TEXT,
    objective      TEXT,
    method         TEXT CHECK (method IN
                   ('phone', 'visit', 'email', 'wechat', 'meeting', 'demo', 'event', 'other')),
    occurred_on    TEXT CHECK (occurred_on IS NOT NULL OR status <> 'done'),
    recorded_at    TEXT NOT NULL,
    summary        TEXT,
    feedback       TEXT,  -- the customer's own words
    attitude       INTEGER CHECK (attitude BETWEEN -2 AND 2),
    next_step      TEXT,
    next_on        TEXT
) STRICT;
CREATE INDEX followup_by_customer ON followup (customer_id, status, occurred_on);
CREATE INDEX followup_by_day ON followup (occurred_on, rep_id);

CREATE TABLE grade_change (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    customer_id INTEGER NOT NULL REFERENCES customer (id),
    from_grade  TEXT CHECK (from_grade IN ('A', 'B', 'C')),
    to_grade    TEXT NOT NULL CHECK (to_grade IN ('A', 'B', 'C')),
    score       REAL NOT NULL,
    reason      TEXT NOT NULL CHECK (reason IN
                ('score', 'held', 'key_account', 'ready_to_buy', 'dormant', 'manual')),
    as_of       TEXT NOT NULL
) STRICT;
CREATE INDEX grade_change_by_customer ON grade_change (customer_id, as_of);
CREATE INDEX grade_change_by_day ON grade_change (as_of);

-- A scope is the combination of the columns that are filled; none filled is the whole team.
CREATE TABLE target (
    id            INTEGER PRIMARY KEY AUTOINCREMENT,
    period        TEXT NOT NULL,  -- 2026, 2026-Q3, 2026-07 or 2026-W30
    metric        TEXT NOT NULL CHECK (metric IN
                  ('revenue', 'new_customers', 'collection_rate', 'calls', 'visits', 'need_reports')),
    rep_id        INTEGER REFERENCES rep (id),
    customer_id   INTEGER REFERENCES customer (id),
    region        TEXT,
    product       TEXT,
    customer_type TEXT CHECK (customer_type IN ('potential', 'active', 'lost', 'strategic')),
    value         INTEGER NOT NULL CHECK (value >= 0),  -- minor units, a count, or basis points
    method        TEXT NOT NULL DEFAULT 'set' CHECK (method IN
                  ('set', 'weights', 'seasonality', 'workdays', 'history', 'equal', 'ability',
                   'blend', 'grade')),
    basis         TEXT,  -- what the method went by, for instance the basis period
    share         REAL CHECK (share BETWEEN 0 AND 1),
    split_from_id INTEGER REFERENCES target (id),
    locked        INTEGER NOT NULL DEFAULT 0 CHECK (locked IN (0, 1)),
    reason        TEXT,
    agreed_by_id  INTEGER REFERENCES rep (id),
    agreed_on     TEXT
) STRICT;
CREATE UNIQUE INDEX target_by_scope ON target (
    period, metric, coalesce(rep_id, 0), coalesce(customer_id, 0), coalesce(region, ''),
    coalesce(product, ''), coalesce(customer_type, ''));
CREATE INDEX target_by_split ON target (split_from_id) WHERE split_from_id IS NOT NULL;
