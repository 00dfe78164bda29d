-- A step knows the touch in which it was agreed, and whether it was agreed while its customer was held back for longer:
-- then it is due on its day all the same, and the hold stays what it was.
ALTER TABLE followup ADD COLUMN agreed_in_id INTEGER REFERENCES followup (id);
ALTER TABLE followup ADD COLUMN breaks_hold INTEGER NOT NULL DEFAULT 0 CHECK (breaks_hold IN (0, 1));
CREATE INDEX followup_by_agreement ON followup (agreed_in_id) WHERE agreed_in_id IS NOT NULL;

-- The touch was written by the operation that added the step, with the same customer, and says the same of it.
WITH agreement AS (
    SELECT s.id AS step_id, min(t.id) AS touch_id
    FROM journal made
    JOIN followup s ON s.id = made.record_id
    JOIN journal told ON told.operation_id = made.operation_id AND told.record = 'followup'
    JOIN followup t ON t.id = told.record_id
    WHERE made.record = 'followup' AND made.change = 'insert' AND t.id <> s.id AND t.status = 'done'
      AND t.customer_id = s.customer_id AND t.next_on IS NOT NULL
      AND coalesce(t.next_step, '') = coalesce(s.objective, '')
    GROUP BY s.id HAVING count(DISTINCT t.id) = 1
)
UPDATE followup SET agreed_in_id = (SELECT touch_id FROM agreement WHERE step_id = followup.id)
WHERE id IN (SELECT step_id FROM agreement);
