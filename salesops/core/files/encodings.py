"""The text in the bytes of a file: which encoding it is in, and whether it was once read in a wrong one."""

from __future__ import annotations

import codecs
import re
from typing import NamedTuple

from salesops.core.errors import BadData, BadValue
from salesops.core.i18n import _
from salesops.core.values.text import abridged, shown

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_TRIED = ("utf-8", "gb18030")
_LOOKED_AT = 1 << 16  # bytes or characters by which an encoding is judged
_CHINESE = re.compile("[\u3400-\u9fff]")
# What UTF-8 looks like in cp1252 (Ã¼, â€™), and what stands for characters that were lost before.
_GARBLED = re.compile(
    "[\u00c2\u00c3][\u0080-\u00bf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u2018-\u201d]|\u00e2\u20ac|锟斤拷|\ufffd"
)
_HINTS = ("\u00c2", "\u00c3", "\u00e2\u20ac", "锟斤拷", "\ufffd")
_WORD = re.compile('[^\\s,;|"]*')


class Decoded(NamedTuple):
    """The text of a file, and what is to be told of its encoding."""

    text: str
    note: str


def decode(name: str, data: bytes, encoding: str | None) -> Decoded:
    """The text in `data`, the contents of the file called `name`.

    Without an encoding: the byte order mark, else UTF-16 by its zeros, else strict UTF-8, else strict GB18030 if that
    makes the characters that Chinese is written with. Raises BadData for what cannot be decoded and for text that was
    garbled, BadValue for an unknown encoding.
    """
    if encoding is not None:
        return Decoded(_decoded(name, data, (encoding,))[0], "")
    marked = next((codec for mark, codec in _MARKS if data.startswith(mark)), None) or _utf_16(data)
    text, codec = _decoded(name, data, (marked,) if marked else _TRIED)
    if codec == "gb18030":
        _refuse_unlikely(name, text)
    _refuse_garbled(name, text)
    return Decoded(text, _note(name) if codec == "gb18030" else "")


def _decoded(name: str, data: bytes, tried: tuple[str, ...]) -> tuple[str, str]:
    """The text, and the encoding it was in."""
    for codec in tried:
        try:
            return data.decode(codec).removeprefix("\ufeff"), codec
        except (LookupError, UnicodeEncodeError) as error:
            raise BadValue(
                _("There is no encoding {name}.").format(name=abridged(codec)),
                _("For instance: utf-8, gb18030, big5."),
            ) from error
        except UnicodeError:
            continue
    raise BadData(
        _("{file} cannot be read as {encodings}.").format(file=name, encodings=", ".join(tried)),
        _("Name the right one, for instance --encoding cp1252, or save the file as .xlsx."),
    )


def _utf_16(data: bytes) -> str | None:
    """UTF-16 without a mark: every other byte of its line breaks, digits and commas is zero."""
    head = data[:_LOOKED_AT]
    for codec, line_break, zeros in (("utf-16-le", b"\n\0", head[1::2]), ("utf-16-be", b"\0\n", head[::2])):
        if line_break in head and zeros.count(0) * 10 > len(zeros) and zeros.count(0) == head.count(0):
            return codec
    return None


def _refuse_unlikely(name: str, text: str) -> None:
    """Raise BadData for what GB18030 makes of another encoding: rare characters, as in M黮ler for Müller."""
    chinese = _CHINESE.findall(text[:_LOOKED_AT])
    if sum(map(_is_common, chinese)) * 4 < len(chinese) * 3:
        word = _word_at(text, text.index(next(char for char in chinese if not _is_common(char))))
        raise BadData(
            _("{file} is neither UTF-8 nor, it seems, Chinese: as GB18030 it would read {word}.").format(
                file=name, word=shown(word)
            ),
            _(
                "Name its encoding: --encoding cp1252 for western languages; or --encoding gb18030 if it is right."
            ),
        )


def _is_common(char: str) -> bool:
    """Whether it is of the first level of GB2312: 3,755 characters, nearly all that is written."""
    first, second = char.encode("gb18030")[:2]
    return 0xB0 <= first <= 0xD7 and second >= 0xA1


def _refuse_garbled(name: str, text: str) -> None:
    """Raise BadData for text that another program has read in a wrong encoding and saved like that."""
    match = _GARBLED.search(text) if any(hint in text for hint in _HINTS) else None
    if match:
        row = text.count("\n", 0, match.start()) + 1
        raise BadData(
            _(
                "{file}, line {row}: {word} is text that was read in a wrong encoding before it was saved."
            ).format(file=name, row=row, word=shown(_word_at(text, match.start()))),
            _("Export it again as UTF-8 or .xlsx; or take it as it is with --encoding utf-8."),
        )


def _word_at(text: str, place: int) -> str:
    """The word around a place in `text`."""
    before = text[max(0, place - 20) : place]
    start = place - len(before) + max((match.end() for match in re.finditer('[\\s,;|"]', before)), default=0)
    return _WORD.match(text, start, place + 20)[0]  # type: ignore[index]


def _note(name: str) -> str:
    return _("{file} was read as Chinese text (GB18030); if names look wrong, give --encoding.").format(
        file=name
    )
