"""A person in one text, as people write one down: 李雷/采购经理/13800138000, 赵总，13512340000, 赵总 13512340000."""

from __future__ import annotations

import re
from collections.abc import Iterator

from salesops.core.errors import BadValue
from salesops.core.i18n import _
from salesops.core.values.text import abridged, half_width

_EMAIL = re.compile(r"[^\s,/;:<>()]+@[^\s,/;:<>()]+")
_PHONE = re.compile(
    r"(?:\+ ?)?(?:[0-9]|\([0-9]+\))(?:[0-9 .-]|\([0-9]+\)){4,}[0-9](?: ?(?:转|ext\.?|x|#) ?[0-9]{1,6})?",
    re.IGNORECASE,
)
_SHORT_PHONE = re.compile(r"[0-9]{5}")
_SEPARATORS = str.maketrans("／，；、", "////")
_AROUND = " :<>()[]"
# What people write before a number; it is no part of a name.
_LABELS = {
    "电话",
    "手机",
    "手机号",
    "座机",
    "邮箱",
    "tel",
    "tel.",
    "phone",
    "mobile",
    "cell",
    "mail",
    "email",
}


def parse_person(text: str) -> dict[str, str]:
    """Name, title, phone and e-mail in `text`, in any order but the name before the title; at least the name.

    What is a phone number or an address is never taken for a name. Raises BadValue for a text without a name, and
    for two of a kind.
    """
    person: dict[str, str] = {}
    for kind, part in _told(text):
        kind = kind if kind != "word" else "title" if "name" in person else "name"
        if kind in person:
            raise BadValue(_("“{text}” names two of a kind: {part}.").format(text=abridged(text), part=part))
        person[kind] = part
    if "name" not in person or text.translate(_SEPARATORS).strip().startswith("/"):
        raise BadValue(
            _("“{text}” is no contact.").format(text=abridged(text)),
            _("Write it as name/title/phone, for instance 李雷/采购经理/13800138000."),
        )
    return person


def parse_people(contact: str | None, decider: str | None) -> list[dict[str, str]]:
    """The people in two texts, of whom the second decides; one where both are of one name.

    Raises what `parse_person` raises.
    """
    people = [parse_person(contact)] if contact else []
    if decider:
        deciding = {**parse_person(decider), "decision_role": "decider"}
        people = [one for one in people if one["name"] != deciding["name"]] + [
            {**next((one for one in people if one["name"] == deciding["name"]), {}), **deciding}
        ]
    return people


def is_reachable(text: str) -> bool:
    """Whether a phone number or an e-mail address stands in `text`."""
    return any(kind != "word" for kind, _part in _told(text))


def _told(text: str) -> Iterator[tuple[str, str]]:
    """The parts of `text`, each with what it is: email, phone or word."""
    for part in _parts(half_width(text.translate(_SEPARATORS))):
        rest = part
        for kind, pattern in (("email", _EMAIL), ("phone", _PHONE), ("phone", _SHORT_PHONE)):
            found = pattern.fullmatch(rest) if pattern is _SHORT_PHONE else pattern.search(rest)
            if found:
                rest = rest.replace(found[0], " ", 1)
                yield kind, found[0].strip()
        words = [word for word in rest.split() if word.strip(_AROUND).casefold() not in _LABELS]
        if words:
            yield "word", " ".join(words).strip(_AROUND)


def _parts(text: str) -> Iterator[str]:
    """What stands between strokes; and between commas, but for those of a name such as `Smith, John`."""
    for part in text.split("/"):
        pieces = part.split(",")
        apart = not part.isascii() or any(_EMAIL.search(one) or _PHONE.search(one) for one in pieces)
        yield from (piece.strip() for piece in (pieces if apart else [part]) if piece.strip())
