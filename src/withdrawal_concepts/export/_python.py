"""The ids of a content version as a Python module of types, for editors and type checkers."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable

from withdrawal_concepts._glossary import Glossary

_TYPES = {
    "TermId": "terms",
    "SectionId": "sections",
    "ArticleId": "articles",
    "ReferenceId": "references",
    "NoticeId": "notices",
}
_HEAD = '''"""Ids of content {version} as types: an editor completes them, a type checker finds one that is not there.

Made by "withdrawal-concepts export python"; not for editing. Ids that went away are not in it.
"""

# fmt: off
from __future__ import annotations

from typing import Literal, TypeAlias

VERSION = "{version}"
DIGEST = "{digest}"
'''


def to_python(glossary: Glossary) -> str:
    """Return a Python module with the ids of each kind as a ``Literal`` type, in id order, and the version.

    >>> import withdrawal_concepts as wc
    >>> from withdrawal_concepts import export
    >>> names = {}
    >>> exec(export.to_python(wc.load("1.0.0")), names)
    >>> names["ArticleId"].__args__
    ('isolate', 'withdraw')
    """
    parts = [_HEAD.format(version=glossary.version, digest=glossary.digest)]
    parts += [_literal(name, getattr(glossary, group)) for name, group in _TYPES.items()]
    return "\n".join(parts)


def _literal(name: str, ids: Iterable[str]) -> str:
    listed = ", ".join(f'"{id}"' for id in ids)
    if not listed:
        return f"{name}: TypeAlias = str\n"  # there is no id of this kind, and no empty Literal
    lines = textwrap.fill(listed, 116, initial_indent="    ", subsequent_indent="    ", break_on_hyphens=False)
    return f"{name}: TypeAlias = Literal[\n{lines},\n]\n"
