-- Who acted and when, each thing by itself: the rep (none when nobody was named), the account of the machine, the
-- true UTC moment, and the day of business, which --today may set. `actor` held the rep as somebody wrote it, or else
-- the account; where it is exactly one rep's name, code or id, that rep acted. The text itself stays in `account`.
CREATE TABLE operation_with_rep (
    id           INTEGER PRIMARY KEY AUTOINCREMENT,
    command      TEXT NOT NULL,
    rep_id       INTEGER REFERENCES rep (id),
    account      TEXT NOT NULL,
    at           TEXT NOT NULL,
    business_day TEXT NOT NULL
) STRICT;
INSERT INTO operation_with_rep (id, command, rep_id, account, at, business_day)
    SELECT p.id, p.command,
           (SELECT CASE WHEN count(*) = 1 THEN min(r.id) END FROM rep r
            WHERE r.name = p.actor OR r.code = p.actor OR CAST(r.id AS TEXT) = p.actor),
           p.actor, p.at, substr(p.at, 1, 10)
    FROM operation p ORDER BY p.id;
DROP TABLE operation;
ALTER TABLE operation_with_rep RENAME TO operation;
