"""Ten working days around Mid-Autumn and National Day of 2026, which share one database.

The calendar of these three weeks: Friday 25 September is Mid-Autumn, 1 to 7 October (Thursday to Wednesday) are
National Day, for which Saturday 10 October is worked. So these are the working days:

    21 22 23 24 September   28 29 30 September   8 9 10 October
"""

from __future__ import annotations

import pytest

from tests.conftest import CommandLine
from tests.story import week_39, week_40, week_41
from tests.story.morning import Story
from tests.story.words import CHINESE, ENGLISH, Words

MORNINGS = (
    week_39.the_weeks_before,
    week_39.monday_calls_whom_the_list_names,
    week_39.tuesday_brings_a_new_customer,
    week_39.wednesday_writes_to_the_wrong_customer,
    week_39.thursday_before_the_holiday,
    week_40.monday_after_the_holiday,
    week_40.tuesday_wins_the_wrong_deal,
    week_40.wednesday_records_what_did_not_happen,
    week_41.thursday_gives_a_customer_away,
    week_41.friday_takes_back_and_brings_again,
    week_41.saturday_is_worked,
)


@pytest.mark.parametrize("words", [ENGLISH, CHINESE], ids=["en", "zh"])
def test_a_fortnight(nowhere: CommandLine, words: Words) -> None:
    story = Story(nowhere.database, words)
    for morning in MORNINGS:
        morning(story)
