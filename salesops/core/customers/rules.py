"""What holds for customers and contacts: their coded values, and a contact in one word."""

from __future__ import annotations

from salesops.core.errors import BadValue
from salesops.core.i18n import N_, _
from salesops.core.values.codes import Codes
from salesops.core.values.text import abridged

KINDS = Codes(
    N_("kind"), {"company": N_("company"), "individual": N_("individual")}, also={"个人": "individual"}
)
TYPES = Codes(
    N_("type"),
    {"potential": N_("potential"), "active": N_("active"), "lost": N_("lost"), "strategic": N_("strategic")},
    also={"潜在": "potential", "成交": "active", "流失": "lost", "战略": "strategic"},
)
SOURCES = Codes(
    N_("source"),
    {
        "referral": N_("referral"),
        "exhibition": N_("exhibition"),
        "online": N_("online"),
        "cold_call": N_("cold call"),
        "partner": N_("partner"),
        "other": N_("other"),
    },
    also={"介绍": "referral", "网络": "online", "电话陌拜": "cold_call", "合作伙伴": "partner"},
)
DEPTHS = Codes(
    N_("depth"),
    {"strategic": N_("strategic"), "core": N_("core"), "ordinary": N_("ordinary")},
    also={"战略": "strategic", "核心": "core", "普通": "ordinary"},
)
DECISION_ROLES = Codes(
    N_("decision role"),
    {
        "decider": N_("decider"),
        "influencer": N_("influencer"),
        "user": N_("user"),
        "purchaser": N_("purchaser"),
    },
    also={"拍板人": "decider", "采购": "purchaser"},
)
CHANNELS = Codes(
    N_("channel"),
    {"phone": N_("phone"), "email": N_("e-mail"), "wechat": N_("WeChat"), "visit": N_("visit")},
    also={"电话": "phone", "邮件": "email", "微信": "wechat", "拜访": "visit"},
)


def parse_contact(text: str) -> dict[str, str]:
    """The contact in `name/title/phone` (an address with @ is an e-mail); at least the name.

    Raises BadValue when the name is empty or there are more than four parts.
    """
    name, *rest = (part.strip() for part in text.replace("／", "/").split("/"))
    if not name or len(rest) > 3:
        raise BadValue(
            _("“{text}” is no contact.").format(text=abridged(text)),
            _("Write it as name/title/phone, for instance 李雷/采购经理/13800138000."),
        )
    contact = {"name": name}
    for part in filter(None, rest):
        kind = "email" if "@" in part else "phone" if _looks_like_a_phone(part) else "title"
        if kind in contact:
            raise BadValue(_("“{text}” names two of a kind: {part}.").format(text=abridged(text), part=part))
        contact[kind] = part
    return contact


def _looks_like_a_phone(text: str) -> bool:
    digits = sum(character.isdigit() for character in text)
    return digits >= 5 and all(character.isdigit() or character in "+-() ext.#" for character in text)
