-- A planned step may be agreed for a time of its day: HH:MM on the clocks there.
ALTER TABLE followup ADD COLUMN due_time TEXT;
