"""The people at customers as a file of vCards (RFC 6350), which phones and mail programs read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from sqlite3 import Connection

from salesops.core.customers.reads import Contact
from salesops.core.customers.rules import DECISION_ROLES
from salesops.core.db.journal import origin

_LONGEST_LINE = 75  # bytes
_ESCAPED = {"\\": "\\\\", ",": "\\,", ";": "\\;", "\n": "\\n", "\r": ""}


def vcard_file(db: Connection, contacts: Iterable[Contact]) -> bytes:
    """The contacts as vCards 4.0, each under a name of its own that never changes, so that a later file replaces it."""
    database = origin(db)
    lines = (line for contact in contacts for line in _card(contact, database))
    return b"".join(_folded(line) + b"\r\n" for line in lines)


def _card(contact: Contact, database: str) -> Iterator[str]:
    yield "BEGIN:VCARD"
    yield "VERSION:4.0"
    yield f"UID;VALUE=text:contact-{contact.id}@{database}.salesops"
    yield f"FN:{_text(contact.name)}"
    yield f"N:{_text(contact.name)};;;;"
    yield f"ORG:{';'.join(_text(part) for part in (contact.customer, contact.department) if part)}"
    role = DECISION_ROLES.label(contact.decision_role) if contact.decision_role else None
    properties = {
        "TITLE": contact.title,
        "ROLE": role,
        "TEL;TYPE=work": contact.phone,
        "EMAIL": contact.email,
    }
    yield from (f"{name}:{_text(value)}" for name, value in properties.items() if value)
    if contact.wechat:
        yield f"IMPP;X-SERVICE-TYPE=WeChat:weixin:{_text(contact.wechat)}"
    yield "END:VCARD"


def _text(value: str) -> str:
    return "".join(_ESCAPED.get(char, char) for char in value)


def _folded(line: str) -> bytes:
    """The line in UTF-8, broken so that no part is too long and no character is torn."""
    parts, part = [], b""
    for char in line:
        encoded = char.encode()
        if len(part) + len(encoded) > _LONGEST_LINE:
            parts.append(part)
            part = b" "
        part += encoded
    return b"\r\n".join([*parts, part])
