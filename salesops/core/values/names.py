"""Names of companies made comparable, so that one company is not entered twice."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

_BRACKETS = r"[(\[{<〈《「『【〔]([^()\[\]{}<>〈〉《》「」『』【】〔〕]*)[)\]}>〉》」』】〕]"
_CHINESE_FORM = r"(?:有限责任公司|股份有限公司|有限公司|集团|公司|股份)$"
# Only as words of their own: the "sa" of Mensa and the "co" of Nabisco belong to the name.
_WESTERN_FORM = (
    r"(?<![a-z0-9\u00c0-\u024f])(?:co|company|corp|corporation|inc|incorporated|ltd|limited|ltda|llc|llp|plc|"
    r"pty|pte|gmbh|mbh|ag|kg|kgaa|ohg|se|s\. ?a\.?|sa|s\.a\.s|sas|s\.a\.r\.l|sarl|s\.r\.l|srl|s\.p\.a|spa|"
    r"s\.?a\.? de c\.?v|b\.v|bv|n\.v|nv|a/s|a\.s|aps|ab|oyj?|sdn|bhd)$"
)
# Brackets, and what takes no room: zero-width spaces and joiners, marks of direction, soft hyphens, byte order marks.
_APART = re.compile(r"[\s()\[\]{}<>〈〉《》「」『』【】〔〕\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff]+")
_ACCENTED = re.compile("[\u00c0-\u1fff]")  # where letters with accents are
_KEPT_SIGNS = "+#"  # C++ and C# are names


def name_key(name: str) -> str:
    """What two spellings of one company's name have in common; never empty unless `name` is.

    Drops width, case, accents, spacing, punctuation, brackets (and a place in them), the legal form
    (有限公司, 集团, Co., Ltd, GmbH …) and a place in front, unless what remains is too short or too general
    to name a company (北京银行).
    """
    plain = folded(name)
    core = _without_place(_without_form(_without_brackets(plain)))
    return _letters(core) or plain or name


def folded(name: str) -> str:
    """`name` without differences of width, case, accents and spacing."""
    if not name.isascii():
        from unicodedata import normalize

        name = normalize("NFKC", name).casefold()
        if _ACCENTED.search(name):
            # Only Latin accents: a Japanese voicing mark makes another syllable.
            apart = normalize("NFKD", name)
            name = normalize("NFC", "".join(char for char in apart if not "\u0300" <= char <= "\u036f"))
    return " ".join(name.casefold().split())


def spelling_key(name: str) -> str:
    """What two spellings of the very same name have in common; never empty unless `name` is.

    Drops width, case, spaces, characters that do not show, and the brackets themselves, nothing else: a place or a
    legal form more or less names another company.
    """
    if not name.isascii():
        from unicodedata import normalize

        name = normalize("NFKC", name)
    return _APART.sub("", name.casefold()) or name


def full_name(given: str, family: str) -> str:
    """Ana and Smith are Ana Smith, 芳 and 王 are 王芳."""
    is_chinese = any("\u3400" <= char <= "\u9fff" for char in given + family)
    return family + given if is_chinese else f"{given} {family}".strip()


def nearest(name: str, names: Sequence[str], *, most: int = 3) -> list[int]:
    """The places of the names that are most like `name`, best first: what somebody may have meant.

    Like are names that share half of their letters, or that begin alike (明大, 明达电子).
    """
    from rapidfuzz import fuzz, process
    from rapidfuzz.distance import JaroWinkler

    wanted = spelling_key(name)
    shared = process.extract(wanted, names, scorer=fuzz.ratio, processor=None, score_cutoff=50, limit=most)
    begun = process.extract(
        wanted, names, scorer=JaroWinkler.normalized_similarity, processor=None, score_cutoff=0.6, limit=most
    )
    scores: dict[int, float] = {}
    for _name, score, place in (*shared, *((name, 100 * score, place) for name, score, place in begun)):
        scores[place] = max(score, scores.get(place, 0))
    return sorted(scores, key=lambda place: (-scores[place], place))[:most]


def near(key: str, keys: Sequence[str], at_least: float = 90) -> list[tuple[int, float]]:
    """The indexes of the `keys` that are at least so similar to `key`, each with its score, 0-100; best first.

    Keys with other digits are never near: branch 12 is not branch 13.
    """
    if not keys:
        return []  # without loading what compares
    from rapidfuzz import fuzz, process

    matches = process.extract(key, keys, scorer=fuzz.ratio, processor=None, score_cutoff=at_least, limit=None)
    return [(index, score) for name, score, index in matches if digits(name) == digits(key)]


def likeness(key: str, other: str) -> float:
    """How similar two keys are, 0-1, as `near` measures it."""
    from rapidfuzz import fuzz

    return fuzz.ratio(key, other) / 100


def digits(key: str) -> str:
    """The digits of a key in their order."""
    return "".join(filter(str.isdigit, key))


def lengths(key: str, at_least: int) -> tuple[int, int]:
    """How short and how long a key is at most that is `at_least` (0-100) so similar to `key`."""
    # Likeness is twice what two keys have in common over both lengths, and that is no longer than the shorter one.
    return -(-len(key) * at_least // (200 - at_least)), len(key) * (200 - at_least) // at_least


def pieces(key: str, at_least: int) -> list[str]:
    """`key` in pieces of which one at least stands unchanged in every key that is `at_least` (0-100) so similar."""
    # Each letter that only one of the two keys has is in one piece: with a piece more than there may be such letters,
    # one piece is without any.
    differences = (len(key) + lengths(key, at_least)[1]) * (100 - at_least) // 100
    cuts = [len(key) * place // (differences + 1) for place in range(differences + 2)]
    return [key[start:end] for start, end in pairwise(cuts)]


def _without_brackets(text: str) -> str:
    return re.sub(_BRACKETS, lambda match: " " if _is_place(match[1]) else f" {match[1]} ", text)


def _without_form(text: str) -> str:
    """`text` without the legal forms at its end, as long as something else remains."""
    while True:
        text = text.rstrip(" .,;&-_")
        shorter = re.sub(_WESTERN_FORM, "", re.sub(_CHINESE_FORM, "", text))
        if shorter == text or not _letters(shorter):
            return text
        text = shorter


def _without_place(text: str) -> str:
    """`text` without a province, a city or both in front, unless a name too general would remain."""
    if text.isascii():
        return text
    from salesops.core.values.places import CITIES, GENERAL_WORDS, PROVINCES

    text = text.lstrip()
    shorter = _after_place(_after_place(text, PROVINCES), CITIES)
    letters = _letters(shorter)
    return text if len(letters) < 2 or re.fullmatch(f"(?:{GENERAL_WORDS})+", letters) else shorter


def _after_place(text: str, places: frozenset[str]) -> str:
    from salesops.core.values.places import PLACE_ENDINGS

    for length in (4, 3, 2):
        if text[:length] in places:
            rest = text[length:].lstrip()
            # 上海市场 is a market in Shanghai, 上海市 is the city.
            ending = re.match(rf"(?:{'|'.join(PLACE_ENDINGS)})(?<!市(?=[场政民容值售]))", rest)
            return rest[ending.end() :].lstrip() if ending else rest
    return text


def _is_place(text: str) -> bool:
    from salesops.core.values.places import CITIES, PLACE_ENDINGS, PROVINCES, REGIONS

    place = _letters(text)
    for ending in PLACE_ENDINGS:
        place = place.removesuffix(ending)
    return place in CITIES or place in PROVINCES or place in REGIONS


def _letters(text: str) -> str:
    return "".join(char for char in text if char.isalnum() or char in _KEPT_SIGNS)
