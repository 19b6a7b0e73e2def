"""What an unknown word stands for is what a plain reading of the rules gives, which compares all known words."""

from __future__ import annotations

from collections.abc import Iterator

from hypothesis import given
from hypothesis import strategies as st

from plain_reading import edits_apart, misspelt
from strategies import changes as any_changes
from withdrawal_concepts._sounds import consonants, sounds
from withdrawal_concepts._text import stem
from withdrawal_concepts._vocabulary import Vocabulary

WORDS = tuple(
    """
    rejection rejected ejection section selection alone along lonely loneliness belong belonging long friend fiend trend
    withdrawal withdrawn drawer drawn shame same sham social socially solitude attitude altitude distance instance
    distant instant phone phony fear fears fearing avoid avoids avoidance void
    """.split()  # noqa: SIM905
)
known_words = st.lists(st.sampled_from(WORDS), unique=True, min_size=1, max_size=20)


def _like(word: str, known: list[str], labels: set[str]) -> Iterator[list[str]]:
    (heard,) = sounds([word])
    alike = [own for own in known if len(own) >= 5 and sounds([own]) == [heard]]
    if len(word) < 5 or len(consonants(heard)) < 3:
        alike = []
    yield [own for own in known if own in labels and len(own) >= 4 and edits_apart(word, own) <= 1]
    yield [own for own in known if edits_apart(word, own) <= 1]
    yield [own for own in alike if own in labels]
    yield alike
    yield [own for own in known if own in labels and min(len(word), len(own)) >= 7 and edits_apart(word, own) <= 2]
    if len(word) >= 7 and len(consonants(heard)) >= 4:
        yield [own for own in known if len(own) >= 5 and consonants(sounds([own])[0]) == consonants(heard)]


@given(known_words, st.sets(st.sampled_from(WORDS)), st.sampled_from(WORDS), any_changes)
def test_the_nearest_word_is_taken(
    known: list[str], labels: set[str], meant: str, changes: list[tuple[str, int, str]]
) -> None:
    word = misspelt(meant, changes)
    stems = {own: stem(own) for own in known}
    got = Vocabulary(stems, sorted(labels)).resolve(word)
    if word in stems:
        assert got == (stems[word],)
    elif stem(word) in stems.values():
        assert got == (stem(word),)
    elif len(word) < 4:
        assert got == ()
    else:
        near = next(filter(None, _like(word, known, labels)), None)
        if near:
            assert got == (stems[min(near, key=lambda own: (own[0] != word[0], known.index(own)))],)
        else:
            assert len(got) != 1  # several words that were run together, or nothing
