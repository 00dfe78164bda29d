"""The lifelike sample team of `init --demo`: the tables beside this file, and how they are entered.

The tables are .csv files for any spreadsheet, in UTF-8 with a byte order mark, by which Excel knows it.
`reps`, `customers`, `customer_changes`, `opportunities` and `contracts` are read by the importer and may have
whatever columns it knows, in either language. The columns of the others, and the further ones of these, are
those of `tables.FIELDS`.

Days are counted from the day on which the team is made:

- `T` is that day, `T-13` thirteen days before, `T+18` eighteen days after; see `days.Days` for what happens on
  days off.
- `T-700+24m` is the last day of 24 months that begin on `T-700`.

Whatever happened before `T` is entered as on its day, by the owner of the customer unless somebody else is
named (经手人). On one day the tables come in the order in which `timeline.events` reads them, and the rows of one
table in their order.
"""
