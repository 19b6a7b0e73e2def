"""The recipe that tags a corpus in parallel does what it says; without the extra ``examples`` it is skipped."""

from __future__ import annotations

import json
import pickle
import subprocess
import sys
from pathlib import Path

import pytest

import withdrawal_concepts as wc

RECIPE = Path(__file__).parents[2] / "docs" / "examples" / "tag_corpus.py"
TEXTS = [
    "After the ghosting came rumination.",
    "Nothing here.",
    "Self–esteem, “ruminations”\nand Café talk: ostracism.",
]

WATCHED = """
import os, sys
sys.path.insert(0, sys.argv[1])  # a worker gets this path, too
import dask.bag
import tag_corpus
import withdrawal_concepts as wc

def seen(paths, glossary):
    found = list(tag_corpus.rows(paths, glossary))
    return [(os.getpid(), id(glossary), glossary is wc.load("1.0.0"), len(found))]

if __name__ == "__main__":
    paths = sorted(tag_corpus.Path(sys.argv[2]).rglob("*.txt"))
    parts = dask.bag.from_sequence(paths, partition_size=1).map_partitions(seen, wc.load("1.0.0"))
    print(os.getpid(), parts.compute(scheduler="processes", num_workers=2))
"""


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    pytest.importorskip("dask")
    folder = tmp_path / "corpus"
    for number in range(6):
        path = folder / f"part-{number % 2}" / f"{number}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(TEXTS[number % len(TEXTS)], encoding="utf-8")
    return folder


def _run(*arguments: str | Path) -> str:
    done = subprocess.run([sys.executable, *map(str, arguments)], capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_each_mention_of_each_file_is_a_line(corpus: Path, tmp_path: Path) -> None:
    written = _run(RECIPE, corpus, tmp_path / "out").split()
    found = [json.loads(line) for path in written for line in Path(path).read_text("utf-8").splitlines()]
    glossary = wc.load("1.0.0")
    assert found == [
        {"file": str(path), "start": m.start, "end": m.end, "term": m.term_id, "content": "1.0.0"}
        for path in sorted(corpus.rglob("*.txt"))
        for m in glossary.mentions(path.read_text("utf-8"))
    ]
    assert {row["term"] for row in found} == {"ghosting", "rumination", "self-esteem", "ostracism"}


def test_a_worker_loads_the_glossary_once(corpus: Path, tmp_path: Path) -> None:
    script = tmp_path / "watched.py"
    script.write_text(WATCHED, encoding="utf-8")
    main, _, printed = _run(script, RECIPE.parent, corpus).partition(" ")
    seen = eval(printed)  # noqa: S307 - our own list of numbers
    assert len(seen) == 6
    workers = {process for process, *_ in seen}
    assert int(main) not in workers
    assert len({(process, glossary) for process, glossary, *_ in seen}) == len(workers)
    assert all(same for _, _, same, _ in seen)
    assert sum(count for *_, count in seen) == 10


def test_a_released_glossary_travels_as_its_version() -> None:
    glossary = wc.load("1.0.0")
    list(glossary.mentions("What was built for mentions stays at home: rumination."))
    assert len(pickle.dumps(glossary)) < 100
    assert pickle.loads(pickle.dumps(glossary)) is glossary
