"""The words that people use for coded values."""

from __future__ import annotations

import pytest

from salesops.core.customers.rules import CHANNELS, DECISION_ROLES, DEPTHS, KINDS, SOURCES, TYPES
from salesops.core.errors import BadValue
from salesops.core.followups.rules import METHODS, STATUSES
from salesops.core.values.codes import Codes


@pytest.mark.parametrize(
    ("codes", "words"),
    [
        (
            SOURCES,
            {
                "其它": "other",
                "网上": "online",
                "陌生拜访": "cold_call",
                "老客户介绍": "referral",
                "渠道商": "partner",
            },
        ),
        (SOURCES, {"Trade Show": "exhibition", "word of mouth": "referral", "Web": "online"}),
        (
            METHODS,
            {"视频": "meeting", "短信": "other", "当面": "visit", "吃饭": "visit", "打了电话": "phone"},
        ),
        (METHODS, {"Phone call": "phone", "发了邮件": "email", "微信沟通": "wechat", "Zoom": "meeting"}),
        (
            TYPES,
            {"潜在客户": "potential", "意向客户": "potential", "老客户": "active", "大客户": "strategic"},
        ),
        (
            DECISION_ROLES,
            {"决策人": "decider", "采购经理": None, "Decision Maker": "decider", "最终用户": "user"},
        ),
    ],
)
def test_words_that_people_use(codes: Codes, words: dict[str, str | None]) -> None:
    for word, code in words.items():
        if code:
            assert codes.parse(word) == code
        else:
            with pytest.raises(BadValue):
                codes.parse(word)


@pytest.mark.parametrize(
    "codes", [KINDS, TYPES, SOURCES, DEPTHS, DECISION_ROLES, CHANNELS, METHODS, STATUSES]
)
def test_no_synonym_is_the_name_of_another_code(codes: Codes) -> None:
    for word, code in codes._also.items():
        assert codes.parse(word) == code
