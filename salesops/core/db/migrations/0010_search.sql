-- The words of all records: see core/db/search.py, which fills it after the migrations. The texts are not kept a second
-- time: whoever reads the table itself, as a dump does, finds no rows.
CREATE VIEW search_text (number, words) AS SELECT 0, '' WHERE FALSE;
CREATE VIRTUAL TABLE search USING fts5 (
    words, content = 'search_text', content_rowid = 'number', columnsize = 0, tokenize = "ascii tokenchars '+#'");

-- A short name is asked for as it stands, and when a new customer gets a name.
CREATE INDEX customer_by_short_name ON customer (short_name) WHERE short_name IS NOT NULL;
