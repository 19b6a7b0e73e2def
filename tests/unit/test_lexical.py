"""Ranking by shared words."""

from __future__ import annotations

import pytest

from withdrawal_concepts._lexical import LexicalRanker
from withdrawal_concepts._text import stem, word_list, words

ENTRIES = [
    [("name", "Social pain"), ("summary", "It hurts to be left out by others."), ("search_phrases", "left out again")],
    [("name", "Rumination"), ("summary", "Thoughts go round and round."), ("search_phrases", "cannot stop thinking")],
    [("title", "Being left out"), ("paragraphs", "Some people are left out, and it hurts.")],
    [("name", "Quiet"), ("example", "She was left out once, long ago, and went on with pain.")],
]


@pytest.fixture(scope="module")
def ranker() -> LexicalRanker:
    return LexicalRanker(ENTRIES, ["social", "pain", "rumination", "quiet"])


def _asked(ranker: LexicalRanker, text: str, most: int | None = 10) -> dict[int, float]:
    stems = ranker.vocabulary.resolve_all(word_list(text))
    return ranker.scores([s for s in stems if s], stems.count(None), most)


def test_the_best_come_first(ranker: LexicalRanker) -> None:
    assert list(_asked(ranker, "left out")) == [2, 0, 3]
    assert list(_asked(ranker, "thinking")) == [1]
    scores = list(_asked(ranker, "pain left out").values())
    assert scores == sorted(scores, reverse=True)
    assert all(0 < score <= 1 for score in scores)


def test_a_limit_keeps_the_best(ranker: LexicalRanker) -> None:
    every = _asked(ranker, "left out", None)
    assert list(_asked(ranker, "left out", 2).items()) == list(every.items())[:2]


def test_a_name_tells_more_than_an_example(ranker: LexicalRanker) -> None:
    assert list(_asked(ranker, "pain")) == [0, 3]


def test_unknown_words_lower_the_score_and_many_of_them_bring_silence(ranker: LexicalRanker) -> None:
    assert _asked(ranker, "rumination xylophone")[1] < _asked(ranker, "rumination")[1]
    assert _asked(ranker, "once " + "xylophone zeppelin quark " * 20) == {}


def test_words_asked_for_twice_count_once(ranker: LexicalRanker) -> None:
    assert _asked(ranker, "pain pain") == _asked(ranker, "pain")


@pytest.mark.parametrize("text", ["", "xylophone"])
def test_nothing_known_nothing_found(ranker: LexicalRanker, text: str) -> None:
    assert _asked(ranker, text) == {}


def test_no_entries() -> None:
    ranker = LexicalRanker([], ["word"])
    assert ranker.vocabulary.resolve("word") == ()
    assert ranker.scores([], 1, 10) == {}


@pytest.mark.parametrize("text", ["Don't go", "rock 'n' roll", "a''b it`s", "Café–Bar", "x'_y's", "", "ﬁne ½"])
def test_word_list_gives_the_words(text: str) -> None:
    assert word_list(text) == [word for word, _, _ in words(text)]


def test_the_vocabulary_has_the_words_by_frequency(ranker: LexicalRanker) -> None:
    assert ranker.vocabulary.known("left") == stem("left")
    assert ranker.vocabulary.complete("lef") == "left"
