"""Labels and words: what counts as the same label, and where the words of a text stand. Pure functions."""

from __future__ import annotations

import re
import unicodedata
from _thread import allocate_lock  # threading itself would be one more import at start
from codecs import charmap_build, charmap_encode
from collections.abc import Callable, Container, Iterator
from functools import lru_cache
from typing import Any, cast

LONGEST_LABEL = 200
"""A longer text is no label; looking for what it may have meant would cost more than it is worth."""


class _Folded(dict[int, str]):
    """What each character becomes in a key, by its code point; worked out when a character is first met."""

    def __missing__(self, code: int) -> str:
        sign = chr(code)
        # A case fold can give letters that decompose again, so one pass is not always enough.
        while (folded := _fold(sign)) != sign:
            sign = folded
        if len(self) < 10_000:  # all of Unicode would be a hundred times as much
            self[code] = sign
        return sign


def _fold(text: str) -> str:
    text = unicodedata.normalize("NFKD", "".join([c for c in text if c not in _APOSTROPHES])).casefold()
    return "".join([c if c.isalnum() else " " for c in text if unicodedata.category(c) not in ("Mn", "Cf")])


_APOSTROPHES = frozenset("'\u2018\u2019\u02bc\uff07\u0060")
_FOLDED = _Folded()
# Bytes are translated many times faster than a str, so nearly every label is made bytes first.
_AZ = b"abcdefghijklmnopqrstuvwxyz"
ASCII_LOWER = b" " * 48 + b"0123456789" + b" " * 7 + _AZ + b" " * 6 + _AZ + b" " * 5 + bytes(128)
_BETWEEN = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u2022\u2026\u201c\u201d\u201e\u2032\u2009\u202f\u3000"
_NOTHING = "\u2018\u2019\u02bc\u200b\u200c\u200d\u2060\ufeff\u0300\u0301\u0302\u0303\u0304\u0308\u0327\u030c"
_WESTERN = bytes(range(128)).decode() + _BETWEEN + _NOTHING + bytes(range(160, 256)).decode("latin-1")
"""What is folded as bytes: Latin-1, with the commonest dashes, quotation marks and accents for its C1 controls."""
_ENCODING = charmap_build(_WESTERN)
_LOWER = b"".join(
    [
        ASCII_LOWER[:63] + b"\xff" + ASCII_LOWER[64:128],
        b" " * len(_BETWEEN + _NOTHING),
        b"          a       23 \xff   1o \xff\xff\xff ",
        b"aaaaaa\xffceeeeiiii\xffnooooo \xffuuuuy\xff\xff",
        b"aaaaaa\xffceeeeiiii\xffnooooo \xffuuuuy\xffy",
    ]
)
"""What each of them becomes. 0xFF: not one plain letter; or the question mark, which stands for any other sign."""
_DROPPED = b"'`\xad" + charmap_encode(_NOTHING, "strict", _ENCODING)[0]


def normalise(label: str) -> str:
    """Return the key under which a label is found.

    Case, accents, Unicode form, apostrophes, and the choice between hyphen, dash, underscore and space do
    not matter; words are separated by one space. Idempotent. (Unicode TR15, TR44; section 3.13 for caseless
    matching.)

    >>> normalise("Ego\N{EN DASH}Depletion  R\u00e9sponse")
    'ego depletion response'
    """
    if label.isascii():
        key = label.encode().translate(ASCII_LOWER, b"'`")
    else:
        key = charmap_encode(label, "replace", _ENCODING)[0].translate(_LOWER, _DROPPED)
        if not key.isascii():
            return " ".join(label.translate(_FOLDED).split())
    return " ".join(key.decode().split())


def squeezed(label: str) -> bytes:
    """Return ``normalise(label)`` without the spaces, as UTF-8: in that form, most labels are found fastest.

    >>> squeezed("Ego\N{EN DASH}Depletion  R\u00e9sponse")
    b'egodepletionresponse'
    """
    if label.isascii():
        return label.encode().translate(ASCII_LOWER).replace(b" ", b"")
    form = charmap_encode(label, "replace", _ENCODING)[0].translate(_LOWER).replace(b" ", b"")
    return form if form.isascii() else label.translate(_FOLDED).replace(" ", "").encode()


def number_variants(key: str) -> Iterator[str]:
    """Yield the keys that differ from *key* by one simple English plural or singular.

    >>> sorted(number_variants("social hassles"))
    ['social hassle', 'social hassleses', 'socials hassles']
    """
    words = key.split(" ")
    for i, word in enumerate(words):
        for other in _word_variants(word):
            yield " ".join([*words[:i], other, *words[i + 1 :]])


def _word_variants(word: str) -> Iterator[str]:
    if len(word) < 3 or not word.isalpha():
        return
    if word.endswith("ies"):
        yield word[:-3] + "y"
    elif word.endswith(("ses", "xes", "zes", "ches", "shes")):
        yield word[:-2]
    if word.endswith("s") and not word.endswith("ss"):
        yield word[:-1]
    if word.endswith(("s", "x", "z", "ch", "sh")):
        yield word + "es"
    elif word.endswith("y") and word[-2] not in "aeiou":
        yield word[:-1] + "ies"
    else:
        yield word + "s"


def number_forms(key: str) -> Iterator[str]:
    """Yield the keys that have *key* among their :func:`number_variants`: the other way round, and not the same.

    >>> sorted(number_forms("fox")), sorted(number_variants("fox"))
    (['foxes', 'foxs'], ['foxes'])
    """
    words = key.split(" ")
    for i, word in enumerate(words):
        for other in _word_forms(word):
            yield " ".join([*words[:i], other, *words[i + 1 :]])


@lru_cache(maxsize=8192)
def _word_forms(word: str) -> tuple[str, ...]:
    forms = (word + "s", word + "es", word[:-1] + "ies", word[:-1], word[:-2], word[:-3] + "y")
    return tuple([other for other in forms if word in _word_variants(other)])


@lru_cache(maxsize=1)
def _word() -> re.Pattern[str]:
    # A word goes on over combining accents and invisible joiners, and over an apostrophe between letters.
    return re.compile(r"[^\W_](?:[^\W_]|[\u0300-\u036f\u00ad\u200b-\u200d\u2060]|['\u2019\u02bc\u00b4](?=[^\W_]))*")


def words(text: str) -> Iterator[tuple[str, int, int]]:
    """Yield (normalised word, start, end) in reading order; offsets count characters of *text*.

    >>> list(words("Don't go"))
    [('dont', 0, 5), ('go', 6, 8)]
    """
    for match in _word().finditer(text):
        word = match.group()
        if word.isascii() and word.isalnum():  # nearly every word: no need to look closer
            yield word.lower(), match.start(), match.end()
            continue
        for part in normalise(word.replace("\u00b4", "'")).split(" "):
            if part:
                yield part, match.start(), match.end()


def word_list(text: str) -> list[str]:
    """Return the normalised words of *text* in reading order, as :func:`words` finds them.

    >>> word_list("Don't go")
    ['dont', 'go']
    """
    if text.isascii() and "`" not in text and "''" not in text:  # those end a word, but are nothing in a label
        return text.encode().translate(ASCII_LOWER, b"'").decode().split()
    return [word for word, _, _ in words(text)]


def goes_into_words(sign: str) -> bool:
    """Return whether a word, as :func:`words` finds it, may hold this one sign.

    >>> goes_into_words("\N{RIGHT SINGLE QUOTATION MARK}"), goes_into_words("\N{LEFT DOUBLE QUOTATION MARK}")
    (True, False)
    """
    return _word().fullmatch(f"a{sign}a") is not None


def nearest(word: str, candidates: Iterator[str] | list[str], limit: int = 3, cutoff: float = 0.6) -> tuple[str, ...]:
    """Return up to *limit* candidates that look most like *word* (at least by *cutoff*, 0 to 1), best first."""
    import difflib  # only a miss pays for it

    return tuple(difflib.get_close_matches(word, list(candidates), n=limit, cutoff=cutoff))


@lru_cache(maxsize=1)
def _stemmer() -> Callable[[str], str]:  # only words that no index knows pay for it
    from importlib import import_module

    try:
        library: Any = import_module("withdrawal_concepts._porter2.english_stemmer")
        stem_word: Callable[[str], str] = library.EnglishStemmer().stemWord
    except (ImportError, AttributeError):  # the library lies in no folder, or its modules have other names
        import snowballstemmer  # pyright: ignore[reportMissingTypeStubs]

        stem_word = cast("Any", snowballstemmer).stemmer("english").stemWord
    return stem_word


# A stemmer keeps the word that it works on in itself, so two threads must not use it at once.
_ONE_AT_A_TIME = allocate_lock()


@lru_cache(maxsize=8192)
def stem(word: str) -> str:
    """Return the stem of a normalised English word (Porter2, https://snowballstem.org).

    >>> stem("rejections"), stem("rejected")
    ('reject', 'reject')
    """
    with _ONE_AT_A_TIME:
        return _stemmer()(word)


LONGEST_WORD = 50
"""No English word is longer."""
ENDINGS = tuple(
    """
    s ed d ing er or y li e i al l ful less ion at iv ic it iz ness ment ant anc ent enc ous ism ist abl ibl abil ibil
    """.split()  # noqa: SIM905
)
"""What a stem may be followed by, one after the other."""


def stem_among(stems: Container[str], word: str) -> str | None:
    """Return ``stem(word)`` if it is one of *stems*, but for stems of one letter.

    The stemmer is asked only where that can be: a stem is how the word begins, but for its last letter, and endings
    follow; or it is "die" of "dying" and the like.

    >>> stem_among({"hope", "worri"}, "hoping"), stem_among({"hope", "worri"}, "worries"), stem_among({"hope"}, "hops")
    ('hope', 'worri', None)
    """
    for at in range(min(2, len(word)), len(word) + 1) if len(word) <= LONGEST_WORD else ():
        begin, rest = word[:at], word[at:]
        if (
            (begin in stems or f"{begin}e" in stems or f"{begin}i" in stems or f"{begin}l" in stems)
            and (_are_endings(rest) or (rest[0] == begin[-1] and _are_endings(rest[1:])))
        ) or (rest == "ing" and f"{begin[:-1]}ie" in stems):
            return own if (own := stem(word)) in stems else None
    return None


@lru_cache(maxsize=8192)
def _are_endings(rest: str) -> bool:
    return not rest or any(_are_endings(rest[: -len(ending)]) for ending in ENDINGS if rest.endswith(ending))
