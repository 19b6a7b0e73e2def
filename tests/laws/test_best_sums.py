"""The best entries are the same whether all postings are added up or as few as it takes."""

from __future__ import annotations

from array import array

from hypothesis import given
from hypothesis import strategies as st

from withdrawal_concepts._lexical import Postings, best_of_all, best_sums

impacts = st.one_of(st.integers(1, 5), st.integers(1, 200_000))
postings = st.dictionaries(st.integers(0, 60), impacts, min_size=1, max_size=40)
few_words = st.lists(postings, min_size=1, max_size=6)
many_entries = st.tuples(
    st.dictionaries(st.integers(0, 2000), st.integers(50, 60), min_size=1, max_size=5),
    st.dictionaries(st.integers(0, 2000), st.integers(1, 9), min_size=200, max_size=400),
).map(list)


def _made(lists: list[dict[int, int]]) -> list[Postings]:
    ordered = [dict(sorted(own.items())) for own in lists]
    return [Postings(array("I", own), array("I", own.values())) for own in ordered]


def _all_added_up(lists: list[dict[int, int]]) -> list[tuple[int, int]]:
    sums: dict[int, int] = {}
    for own in lists:
        for number, impact in own.items():
            sums[number] = sums.get(number, 0) + impact
    return sorted(sums.items(), key=lambda item: (-item[1], item[0]))


@given(st.one_of(few_words, many_entries), st.integers(1, 12))
def test_the_best_are_those_of_all_sums(lists: list[dict[int, int]], most: int) -> None:
    assert best_sums(_made(lists), most) == _all_added_up(lists)[:most]


@given(few_words)
def test_without_a_limit_all_are_there(lists: list[dict[int, int]]) -> None:
    assert best_sums(_made(lists), None) == _all_added_up(lists)


@given(few_words, st.integers(1, 12))
def test_the_best_few_begin_the_best_of_more(lists: list[dict[int, int]], most: int) -> None:
    made = _made(lists)
    more = best_sums(made, most + 1)
    assert more is not None
    assert more[:most] == best_sums(made, most)


@given(few_words)
def test_the_order_of_the_words_does_not_matter(lists: list[dict[int, int]]) -> None:
    made = _made(lists)
    assert best_sums(made[::-1], 5) == best_sums(made, 5)


@given(st.one_of(few_words, many_entries), st.one_of(st.none(), st.integers(1, 12), st.just(5000)))
def test_large_numbers_give_the_same(lists: list[dict[int, int]], most: int | None) -> None:
    assert best_of_all(_made(lists), 2001, most) == _all_added_up(lists)[:most]


@given(few_words, st.integers(1, 12), st.integers(0, 100))
def test_there_is_an_answer_or_none(lists: list[dict[int, int]], most: int, most_read: int) -> None:
    assert best_sums(_made(lists), most, most_read) in (None, _all_added_up(lists)[:most])
    if most_read >= sum(map(len, lists)):
        assert best_sums(_made(lists), most, most_read) is not None
