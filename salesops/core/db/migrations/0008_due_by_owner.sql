-- The due list of one rep needs nothing but this index.
DROP INDEX customer_due_by_owner;
CREATE INDEX customer_due_by_owner ON customer (
    owner_id, grade, next_due_on, open_amount DESC, hot_from, deadline_on, next_due_table, last_touch_on);
