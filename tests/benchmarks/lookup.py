"""One term by id or label, against a dict."""

from __future__ import annotations

import random
from collections.abc import Callable
from time import process_time
from timeit import Timer
from typing import Any

from timing import Row, frozen_garbage, interleaved

import withdrawal_concepts as wc
from withdrawal_concepts._glossary import Glossary
from withdrawal_concepts._shipped import open_shipped
from withdrawal_concepts._store import read_verified

ANY = " -_–‑"
FORM = "`lookup(label in another form)`"
FORMS = 2000
FOLDED = "dict access of `str.casefold()`"


def rows() -> list[Row]:
    glossary = wc.load()
    ids = list(glossary.terms)
    names = [term.name for term in glossary.terms.values()]
    draw = random.Random(1)
    forms = [disguised(name, draw) for name in names]
    plain = glossary.terms.copy()  # type: ignore[attr-defined]
    folded = {form.casefold(): glossary.lookup(form) for form in [*forms, *ids]}
    with frozen_garbage():
        times = interleaved(
            {
                "terms": _unrolled("x.terms[{}]", ids, glossary),
                "local terms": _unrolled("x[{}]", ids, glossary.terms),
                "dict": _unrolled("x[{}]", ids, plain),
                "id": _unrolled("x.lookup({})", ids, glossary),
                "folded id": _unrolled("x[{}.casefold()]", ids, folded),
                "form": _unrolled("x.lookup({})", forms, glossary),
                "folded form": _unrolled("x[{}.casefold()]", forms, folded),
            },
            rounds=41,
        )
    return [
        Row("`glossary.terms[id]`", "dict access", 1.5, times["terms"] / times["dict"]),
        Row("`terms[id]`, of a local variable", "dict access", None, times["local terms"] / times["dict"]),
        Row("`lookup(id)`", FOLDED, 5, times["id"] / times["folded id"]),
        Row(f"{FORM}, asked before", FOLDED, 5, times["form"] / times["folded form"]),
        _never_asked("only ASCII", names, " -_"),
        _never_asked("with dashes beyond ASCII", names, "–‑"),
        _never_asked("in the plural, only ASCII", [name + "s" for name in names if name[-1] not in "shxyz"], " -_"),
        _never_asked("with an accent", [name.replace("e", "\u00e9", 1) for name in names if "e" in name], " -_"),
    ]


def disguised(name: str, draw: random.Random, separators: str = ANY) -> str:
    """Return the name in other letter case and with other signs between its words."""
    letters = (draw.choice((c.lower(), c.upper())) for c in name)
    return "".join(draw.choice(separators) if c in " -" else c for c in letters)


def _unrolled(statement: str, texts: list[str], x: Any) -> Callable[[], float]:
    """Return what times *statement* for every text; unrolled over local variables, so that no loop is measured."""
    setup = "x = _x\n" + "\n".join(f"t{number} = _texts[{number}]" for number in range(len(texts)))
    lines = "\n".join(statement.format(f"t{number}") for number in range(len(texts)))
    timer = Timer(lines, setup, globals={"_x": x, "_texts": texts})
    times = max(1, int(timer.autorange()[0] / 10))
    return lambda: timer.timeit(times) / times


def _never_asked(how: str, names: list[str], separators: str) -> Row:
    """Time labels of which a new glossary is asked for each once.

    The clock is that of the processor: our samples take longer than those of the dict, so on a busy machine more of
    them are interrupted.
    """
    version = wc.content_versions()[-1]
    data = read_verified(version)
    draw = random.Random(5)
    long = [name for name in names if len(name) > 11 and " " in name]  # so that there are enough ways to write them
    forms: dict[str, None] = {}
    while len(forms) < FORMS:
        forms[disguised(draw.choice(long), draw, separators)] = None
    folded = dict.fromkeys(form.casefold() for form in forms)

    def asked() -> list[str]:
        return [form[:1] + form[1:] for form in forms]  # what somebody just typed has no hash yet

    def ours() -> float:
        glossary, texts = Glossary(open_shipped(data, version.digest)), asked()
        for id in glossary.terms:  # what the first lookup and the building of records cost is measured elsewhere
            glossary.terms[id]
        glossary.lookup(names[0].upper())
        start = process_time()
        for text in texts:
            glossary.lookup(text)
        return process_time() - start

    def theirs() -> float:
        texts = asked()
        start = process_time()
        for text in texts:
            folded[text.casefold()]
        return process_time() - start

    with frozen_garbage():
        times = interleaved({"ours": ours, "dict": theirs}, rounds=31)
    note = f"{1e9 * times['ours'] / FORMS:.0f} ns to {1e9 * times['dict'] / FORMS:.0f} ns"
    return Row(f"{FORM}, never asked before, {how}", FOLDED, 5, times["ours"] / times["dict"], note=note)
