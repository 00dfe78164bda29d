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
        "call": "phone", "called": "phone", "phone call": "phone", "telephone": "phone", "tel": "phone",
        "电话": "phone", "打电话": "phone", "打了电话": "phone", "通电话": "phone", "通话": "phone", "致电": "phone",
        "去电": "phone", "来电": "phone", "回电": "phone", "电话联系": "phone", "电话沟通": "phone",
        "电话拜访": "phone", "电话跟进": "phone",
        "上门": "visit", "上门拜访": "visit", "登门拜访": "visit", "实地拜访": "visit", "面访": "visit",
        "走访": "visit", "到访": "visit", "当面": "visit", "见面": "visit", "面对面": "visit", "来访": "visit",
        "客户来访": "visit", "接待": "visit", "吃饭": "visit", "请吃饭": "visit", "饭局": "visit", "宴请": "visit",
        "聚餐": "visit", "客户拜访": "visit", "face to face": "visit", "in person": "visit", "on-site": "visit",
        "site visit": "visit", "lunch": "visit", "dinner": "visit",
        "mail": "email", "电邮": "email", "邮箱": "email", "邮件": "email", "电子邮件": "email", "发邮件": "email",
        "发了邮件": "email", "邮件沟通": "email", "邮件联系": "email",
        "weixin": "wechat", "wx": "wechat", "微信": "wechat", "企业微信": "wechat", "企微": "wechat",
        "发微信": "wechat", "加微信": "wechat", "微信沟通": "wechat", "微信联系": "wechat", "微信聊天": "wechat",
        "微信语音": "wechat",
        "开会": "meeting", "会谈": "meeting", "会面": "meeting", "面谈": "meeting", "座谈": "meeting",
        "视频": "meeting", "视频会议": "meeting", "视频通话": "meeting", "线上会议": "meeting", "电话会议": "meeting",
        "腾讯会议": "meeting", "video": "meeting", "video call": "meeting", "online meeting": "meeting",
        "conference call": "meeting", "zoom": "meeting", "teams": "meeting",
        "presentation": "demo", "演示": "demo", "产品演示": "demo", "产品试用": "demo", "试用": "demo",
        "exhibition": "event", "展会": "event", "参展": "event", "市场活动": "event", "活动": "event",
        "沙龙": "event", "论坛": "event", "路演": "event", "seminar": "event", "webinar": "event",
        "trade show": "event",
        "其它": "other", "短信": "other", "发短信": "other", "sms": "other", "text message": "other", "qq": "other",
        "钉钉": "other", "飞书": "other", "快递": "other", "whatsapp": "other",
    },
)  # fmt: skip
STATUSES = Codes(
    N_("status"),
    {"planned": N_("planned"), "done": N_("done"), "cancelled": N_("cancelled")},
    also={
        "open": "planned", "计划": "planned", "待跟进": "planned", "待办": "planned", "未完成": "planned",
        "未开始": "planned", "todo": "planned", "to do": "planned", "pending": "planned",
        "完成": "done", "已跟进": "done", "closed": "done", "completed": "done",
        "canceled": "cancelled", "取消": "cancelled", "作废": "cancelled",
    },
)  # fmt: skip

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
