"""For the tests of apps that use the glossary: a small one that never changes, strategies, and a pytest plugin.

>>> from withdrawal_concepts import testing
>>> testing.mini_glossary().lookup("Sunday scaries").id
'sunday-evening-dread'

The strategies of :mod:`withdrawal_concepts.testing.strategies` need hypothesis, the plugin pytest; neither is
imported from here. Both are found by themselves once this package is installed.
"""

from __future__ import annotations

TYPE_CHECKING = False  # pytest imports this package at every start, with the plugin
if TYPE_CHECKING:
    from withdrawal_concepts._glossary import Glossary

__all__ = ["MINI_DIGEST", "mini_glossary"]

MINI_DIGEST = "sha256:70d3366cd142b9ae3c7d4ca9fde4e9e687b64c65b357f770cd50d61343b0331f"
"""Digest of the mini glossary. It stays what it is, so tests may compare with what they have seen once."""

_made: list[Glossary] = []


def mini_glossary() -> Glossary:
    """Return a glossary of six invented terms that use every feature of the format; it never changes.

    Ids: ``anticipatory-unease``, ``cafe-pause``, ``planned-rest``, ``sunday-evening-dread``, ``switching-off``,
    ``weekend-checking``; one section, ``sunday-nights``; two notices, of which a search for words of crisis
    brings up ``pause-now``; and one id that was moved, merged, split and retired each. Every call gives the
    same object. Nothing in it is about a real experience, and no test should show it to people.

    >>> g = mini_glossary()
    >>> g is mini_glossary(), g.digest == MINI_DIGEST, len(g.terms)
    (True, True, 6)
    """
    if not _made:
        from pkgutil import get_data

        from withdrawal_concepts._codec import decode
        from withdrawal_concepts._glossary import Glossary

        _made.append(Glossary(decode(get_data(__name__, "mini.json") or b"", "mini.json")))
    return _made[0]
