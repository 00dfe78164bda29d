"""How a touch is made, and which days make sense."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from salesops.core.errors import BadValue
from salesops.core.i18n import N_, _
from salesops.core.values.codes import Codes
from salesops.core.values.dates import format_date

METHODS = Codes(
    N_("method"),
    {
        "phone": N_("phone"),
        "visit": N_("visit"),
        "email": N_("e-mail"),
        "wechat": N_("WeChat"),
        "meeting": N_("meeting"),
        "demo": N_("demo"),
        "event": N_("event"),
        "other": N_("other"),
    },
    also={
        "call": "phone", "telephone": "phone", "tel": "phone", "打电话": "phone", "通话": "phone", "致电": "phone",
        "上门": "visit", "上门拜访": "visit", "面访": "visit", "走访": "visit",
        "mail": "email", "电邮": "email", "邮箱": "email", "邮件": "email", "电子邮件": "email",
        "weixin": "wechat", "wx": "wechat", "企业微信": "wechat", "企微": "wechat",
        "开会": "meeting", "会谈": "meeting", "面谈": "meeting", "视频会议": "meeting",
        "presentation": "demo", "产品演示": "demo",
        "exhibition": "event", "展会": "event", "市场活动": "event",
        "其它": "other",
    },
)  # fmt: skip
STATUSES = Codes(
    N_("status"),
    {"planned": N_("planned"), "done": N_("done"), "cancelled": N_("cancelled")},
    also={"open": "planned", "canceled": "cancelled", "计划": "planned", "完成": "done", "取消": "cancelled"},
)

_OF_TOUCHES = frozenset({"occurred_on", "summary", "feedback", "attitude"})


def check_touch(occurred_on: str | None, method: str | None, summary: str | None, *, today: date) -> None:
    """Raise BadValue for a touch that has not happened yet (ISO date), or of which nobody says how or what."""
    day = date.fromisoformat(occurred_on) if occurred_on else today
    if day > today:
        raise BadValue(
            _("{date} has not come yet.").format(date=format_date(day)),
            _("What is still to come is planned with `salesops followup plan`."),
        )
    if method is None:
        raise BadValue(_("How was it done?"), _("Say it with --method, for instance --method phone."))
    if summary is not None and not summary.strip():
        raise BadValue(_("What was said is empty."), _("A few words are enough."))


def check_ahead(due_on: str | None, *, today: date) -> None:
    """Raise BadValue for a step planned for a day (ISO) that is over."""
    day = date.fromisoformat(due_on) if due_on else today
    if day < today:
        raise BadValue(
            _("{date} is over.").format(date=format_date(day)),
            _("A step can be planned from today on; what happened is recorded with `salesops followup log`."),
        )


def check_told(status: str, told: Collection[str]) -> None:
    """Raise BadValue for columns that a follow-up of this status does not have."""
    if status == "planned" and not _OF_TOUCHES.isdisjoint(told):
        raise BadValue(
            _("It is planned and has not taken place."), _("`salesops followup done` records what was said.")
        )
    if status != "planned" and "due_on" in told:
        raise BadValue(
            _("It is {status}, no longer planned.").format(status=STATUSES.label(status)),
            _("--date corrects the day it happened."),
        )


def check_held(until: date, *, today: date) -> None:
    """Raise BadValue for a snooze that holds nobody back."""
    if until <= today:
        raise BadValue(
            _("{date} is not after today.").format(date=format_date(until)),
            _("On its last day the customer is due again."),
        )
