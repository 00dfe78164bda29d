-- A contract that was entered wrongly or called off stays readable, and counts nowhere.
ALTER TABLE contract ADD COLUMN void_on TEXT;
ALTER TABLE contract ADD COLUMN void_reason TEXT CHECK ((void_reason IS NULL) = (void_on IS NULL));
DROP INDEX contract_by_customer;
CREATE INDEX contract_by_customer ON contract (customer_id, void_on, signed_on);
