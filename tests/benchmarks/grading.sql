-- The grading of the built-in policy as one SQL statement, written independently of the product: what
-- `grade run` is measured against, and what its grades are compared with.
WITH bought AS (
    SELECT customer_id,
           (sum(CASE WHEN signed_on > :since THEN amount * 100 + subcent ELSE 0 END) + 50) / 100 AS amount,
           sum(signed_on > :since) AS number, max(signed_on) AS signed_on,
           max(end_on >= :as_of AND coalesce(start_on, signed_on) <= :as_of) AS in_force
    FROM contract WHERE signed_on <= :as_of GROUP BY customer_id
), deal AS (
    SELECT customer_id, amount, budget_confirmed, decider_known, opened_on,
           closed_on IS NULL OR closed_on > :as_of AS open,
           stage = 'won' AND closed_on <= :as_of AS won,
           CASE WHEN closed_on <= :as_of THEN closed_on ELSE expected_close_on END AS ends
    FROM opportunity WHERE opened_on <= :as_of
), deals AS (
    SELECT customer_id, max(open) AS open, max(decider_known) AS decider_known,
           max(open AND budget_confirmed) AS budget_confirmed, min(CASE WHEN open THEN ends END) AS wanted_on,
           sum(CASE WHEN open AND ends <= :pipeline_until THEN amount END) AS pipeline,
           avg(CASE WHEN won THEN julianday(ends) - julianday(opened_on) END) AS won_days,
           avg(CASE WHEN open THEN julianday(ends) - julianday(opened_on) END) AS hoped_days
    FROM deal GROUP BY customer_id
), touched AS (
    SELECT customer_id, max(occurred_on) AS touched_on FROM followup
    WHERE status = 'done' AND occurred_on <= :as_of GROUP BY customer_id
), deciders AS (
    SELECT DISTINCT customer_id FROM contact
    WHERE decision_role = 'decider' AND (left_on IS NULL OR left_on > :as_of)
), fact AS (
    SELECT c.id, c.grade, c.need_match, c.expansion_plan, coalesce(k.amount, 0) AS amount,
           coalesce(k.number, 0) AS number,
           CASE WHEN coalesce(k.number, 0) > 0 THEN k.amount ELSE coalesce(o.pipeline, 0) END AS counted,
           coalesce(o.won_days, o.hoped_days) AS days,
           coalesce(o.decider_known, 0) OR d.customer_id IS NOT NULL AS chain_known,
           c.budget_min IS NOT NULL OR coalesce(o.budget_confirmed, 0) AS budget_known, o.wanted_on,
           coalesce(o.open, 0) OR coalesce(k.in_force, 0) AS anything_open,
           coalesce(nullif(max(coalesce(f.touched_on, ''), coalesce(k.signed_on, ''),
                               coalesce(CASE WHEN c.first_contact_on <= :as_of THEN c.first_contact_on END, '')),
                           ''), c.created_on) AS last_contact_on,
           CASE WHEN c.manual_grade_until IS NULL OR c.manual_grade_until >= :as_of THEN c.manual_grade END AS manual
    FROM customer AS c
    LEFT JOIN bought AS k ON k.customer_id = c.id LEFT JOIN deals AS o ON o.customer_id = c.id
    LEFT JOIN touched AS f ON f.customer_id = c.id LEFT JOIN deciders AS d ON d.customer_id = c.id
    WHERE c.archived_on IS NULL
), pointed AS (
    SELECT *,
           CASE WHEN counted >= 50000000 THEN 100 WHEN counted >= 10000000 THEN 60 WHEN counted > 0 THEN 30 ELSE 0
           END AS amount_points,
           CASE WHEN number >= 6 THEN 100 WHEN number >= 3 THEN 70 WHEN number >= 1 THEN 40 ELSE 0
           END AS number_points,
           CASE WHEN days IS NULL THEN NULL WHEN days <= 30 THEN 100 WHEN days <= 90 THEN 60 ELSE 30 END AS day_points
    FROM fact
), scored AS (
    SELECT *, round(1.0 * (40 * amount_points + 20 * number_points + 20 * coalesce(20 * need_match, 0)
                           + 20 * coalesce(day_points, 0))
                    / (60 + 20 * (need_match IS NOT NULL) + 20 * (day_points IS NOT NULL)), 2) AS score
    FROM pointed
), held AS (
    SELECT *, CASE WHEN score >= 75 OR (grade = 'A' AND score > 73) THEN 'A'
                   WHEN score >= 45 OR (grade IN ('A', 'B') AND score > 43) THEN 'B' ELSE 'C' END AS by_score
    FROM scored
), graded AS (
    SELECT *, CASE
        WHEN manual IS NOT NULL THEN manual
        WHEN NOT anything_open AND last_contact_on <= :silent_since THEN 'C'
        WHEN chain_known AND (amount >= 50000000 OR expansion_plan = 1) THEN 'A'
        WHEN chain_known AND budget_known AND wanted_on <= :wanted_until AND need_match >= 4 THEN 'A'
        ELSE by_score END AS new_grade
    FROM held
)
SELECT id, grade, new_grade, score FROM graded WHERE new_grade IS NOT grade
