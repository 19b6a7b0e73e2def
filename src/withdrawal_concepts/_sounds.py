"""What English words sound like, roughly: the spellings of a word by ear have the same key."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property, lru_cache

MOST_SOUGHT = 128
"""Sounds that are looked for in the text of all; for more, a dict is made."""
SHORTEST_BY_EAR, FEWEST_CONSONANTS = 5, 3
"""Words that are shorter, or have fewer consonants, sound like too many others."""
SHORTEST_BY_CONSONANTS, CONSONANTS_ALONE = 7, 4
"""So many consonants tell a long word, whatever the vowels."""
RULES = tuple(
    (rule.partition("=")[0], rule.partition("=")[2])
    for rule in """
    <kn=<n <wr=<r <ps=<s <gn=<n <gh=<g <x=<s <h=<H x=ks
    ssion=Xon tion=Xon sion=Xon cion=Xon shion=Xon shun=Xon tian=Xan cian=Xan tial=Xal cial=Xal sial=Xal
    tious=Xus cious=Xus sious=Xus tient=Xent cient=Xent tiat=Xat ciat=Xat sure>=Xur> ture>=tur>
    tch=k sch=sk ch=k sh=X ph=f gh= ck=k dg=j qu=kw q=k ce=se ci=si cy=sy c=k ge=je gi=ji gy=jy z=s gs=ks th=t wh=w v=f
    le>=el> les>=els> led>=eld> re>=er> mb>=m> e>=>
    e=a i=a o=a u=a y=a wa=W w=a W=wa h= aa=a aa=a aa=a
    bb=b dd=d ff=f gg=g jj=j kk=k ll=l mm=m nn=n pp=p rr=r ss=s tt=t XX=X
    """.split()  # noqa: SIM905 - a list of ninety lines would read worse
)
"""Spelling and what it becomes, one after the other; ``<`` and ``>`` stand for the start and the end of a word."""


def sounds(words: list[str]) -> list[str]:
    """Return a key for each word, worked out for all at once: that is many times faster than one by one.

    A vowel or several are "a"; a silent e at the end is nothing.

    >>> sounds(["rejection", "rejecshun", "social", "soshal"])
    ['rajakXan', 'rajakXan', 'saXal', 'saXal']
    """
    text = f"<{'><'.join(words)}>"
    for spelling, sound in RULES:
        text = text.replace(spelling, sound)
    return text[1:-1].split("><") if words else []


@lru_cache(maxsize=64)
def sound(word: str) -> str:
    """Return the key of one word."""
    return sounds([word])[0]


def consonants(sound: str) -> str:
    """Return what is left of a key without the vowels."""
    return sound.replace("a", "")


def heard_text(words: Sequence[str]) -> str:
    """Return what *words* sound like, in their order and with a tab between two; nothing for short ones."""
    return "\t".join(sounds([word if len(word) >= SHORTEST_BY_EAR else "" for word in words]))


class ByEar:
    """Finds the places of words by what they sound like."""

    def __init__(self, heard: str, most_sought: int = MOST_SOUGHT) -> None:
        """*heard* is what :func:`heard_text` makes of the words."""
        self._most_sought = most_sought
        self._sounds = _Column(heard, most_sought)

    @cached_property
    def _consonants(self) -> _Column:
        return _Column(consonants(self._sounds.text), self._most_sought)

    def like(self, word: str) -> list[int]:
        """Return the places of words that sound like *word*: consonants are the same, and where there are vowels."""
        key = sound(word)
        if len(word) < SHORTEST_BY_EAR or len(consonants(key)) < FEWEST_CONSONANTS:
            return []
        return self._sounds.places_of(key)

    def with_consonants_of(self, word: str) -> list[int]:
        """Return the places of words with the same consonants, by sound, where these are enough to tell a word."""
        key = consonants(sound(word))
        if len(word) < SHORTEST_BY_CONSONANTS or len(key) < CONSONANTS_ALONE:
            return []
        return self._consonants.places_of(key)


class _Column:
    """Texts in the order of the words, with a tab between two: where one stands is looked for, until a dict pays."""

    def __init__(self, text: str, most_sought: int) -> None:
        self.text = text
        self._framed = f"\t{text}\t"
        self._left = most_sought

    @cached_property
    def _places(self) -> dict[str, list[int]]:
        found: dict[str, list[int]] = {}
        for place, text in enumerate(self.text.split("\t")):
            found.setdefault(text, []).append(place)
        return found

    def places_of(self, text: str) -> list[int]:
        if self._left <= 0:
            return self._places.get(text, [])
        self._left -= 1
        found: list[int] = []
        at = self._framed.find(f"\t{text}\t")
        while at >= 0:
            found.append(self._framed.count("\t", 0, at))
            at = self._framed.find(f"\t{text}\t", at + 1)
        return found
