"""Near names among many: what is found is what comparing each with each finds."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from salesops.core.values.names import near
from salesops.core.values.near_pairs import near_pairs


def each_with_each(keys: list[str]) -> set[frozenset[str]]:
    return {
        frozenset((key, keys[place]))
        for key in keys
        for place, _likeness in near(key, keys)
        if keys[place] != key
    }


def found(keys: list[str], of: set[str] | None = None) -> list[frozenset[str]]:
    return [frozenset((one, other)) for one, other, _likeness in near_pairs(keys, 90, of=of)]


@st.composite
def alike(draw: st.DrawFn) -> list[str]:
    """Keys made of few letters, and copies of them in which letters are left out, put in or changed."""
    keys = draw(st.lists(st.text("ab7云帆", min_size=1, max_size=40), min_size=1, max_size=6))
    for key in tuple(keys):
        for _copy in range(draw(st.integers(0, 4))):
            place = draw(st.integers(0, len(key)))
            key = (
                key[:place]
                + draw(st.sampled_from(["", "a", "云", "7"]))
                + key[place + draw(st.integers(0, 1)) :]
            )
            keys.append(key)
    return sorted({key for key in keys if key})


@given(alike())
def test_every_pair_is_found_once(keys: list[str]) -> None:
    pairs = found(keys)
    assert set(pairs) == each_with_each(keys)
    assert len(pairs) == len(set(pairs))


@given(alike(), st.data())
def test_of_some_keys_every_pair_is_found_that_one_of_them_is_in(
    keys: list[str], data: st.DataObject
) -> None:
    some = set(data.draw(st.lists(st.sampled_from(keys), max_size=3)))
    pairs = found(keys, some)
    assert set(pairs) == {pair for pair in each_with_each(keys) if pair & some}
    assert len(pairs) == len(set(pairs))


def test_numbered_names_are_not_near() -> None:
    assert found(["northernbranch12", "northernbranch13", "northernbranchs12"]) == [
        frozenset(("northernbranch12", "northernbranchs12"))
    ]
