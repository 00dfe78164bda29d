-- Text in the one form that it is searched by and compared in since: NFC. Programs and file systems that take letters apart
-- (é as e and an accent) left it in others, which lists and imports do not find. `nfc` and `is_nfc` are functions of
-- core/db/migrate.py. Where two records would then have one code, or two targets one scope, each keeps its own.
UPDATE rep SET name = nfc(name), email = nfc(email), phone = nfc(phone), region = nfc(region), team = nfc(team)
WHERE NOT is_nfc(name, email, phone, region, team);
UPDATE OR IGNORE rep SET code = nfc(code) WHERE NOT is_nfc(code);

UPDATE customer SET
    name = nfc(name), name_key = name_key(nfc(name)), short_name = nfc(short_name), industry = nfc(industry),
    region = nfc(region), address = nfc(address), website = nfc(website), main_business = nfc(main_business),
    credit_code = nfc(credit_code), expansion_note = nfc(expansion_note), lost_reason = nfc(lost_reason),
    manual_grade_reason = nfc(manual_grade_reason), snooze_reason = nfc(snooze_reason)
WHERE NOT is_nfc(
    name, short_name, industry, region, address, website, main_business, credit_code, expansion_note, lost_reason,
    manual_grade_reason, snooze_reason);
UPDATE OR IGNORE customer SET code = nfc(code) WHERE NOT is_nfc(code);

UPDATE contact SET
    name = nfc(name), title = nfc(title), department = nfc(department), phone = nfc(phone), email = nfc(email),
    wechat = nfc(wechat)
WHERE NOT is_nfc(name, title, department, phone, email, wechat);
UPDATE OR IGNORE contact SET code = nfc(code) WHERE NOT is_nfc(code);

UPDATE opportunity SET
    name = nfc(name), product = nfc(product), region = nfc(region), rival = nfc(rival), lost_reason = nfc(lost_reason)
WHERE NOT is_nfc(name, product, region, rival, lost_reason);
UPDATE OR IGNORE opportunity SET code = nfc(code) WHERE NOT is_nfc(code);

UPDATE contract SET product = nfc(product), region = nfc(region), payment_terms = nfc(payment_terms)
WHERE NOT is_nfc(product, region, payment_terms);
UPDATE OR IGNORE contract SET code = nfc(code) WHERE NOT is_nfc(code);

UPDATE followup SET
    reason = nfc(reason), objective = nfc(objective), summary = nfc(summary), feedback = nfc(feedback),
    next_step = nfc(next_step)
WHERE NOT is_nfc(reason, objective, summary, feedback, next_step);

UPDATE stage_change SET region = nfc(region) WHERE NOT is_nfc(region);
UPDATE closing_change SET reason = nfc(reason) WHERE NOT is_nfc(reason);
UPDATE customer_type_change SET reason = nfc(reason) WHERE NOT is_nfc(reason);

UPDATE target SET reason = nfc(reason) WHERE NOT is_nfc(reason);
UPDATE OR IGNORE target SET region = nfc(region), product = nfc(product) WHERE NOT is_nfc(region, product);

UPDATE policy_version SET note = nfc(note) WHERE NOT is_nfc(note);
