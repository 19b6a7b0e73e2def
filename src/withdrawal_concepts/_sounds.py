"""What English words sound like, roughly: the spellings of a word by ear have the same key."""

from __future__ import annotations

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


def consonants(sound: str) -> str:
    """Return what is left of a key without the vowels."""
    return sound.replace("a", "")
