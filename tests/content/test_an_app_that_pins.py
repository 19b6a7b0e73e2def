"""An app that holds two content versions at once, and one that asks what the step between them breaks."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

import withdrawal_concepts as wc

OLD, NEW = wc.load("0.1.0"), wc.load("1.0.0")
MERGED = {id: redirect.merged_into for id, redirect in NEW.redirects.items()}


def test_two_versions_side_by_side_in_one_process() -> None:
    code = """
import json, withdrawal_concepts as wc
old = wc.load("0.1.0", digest="sha256:ed62d8f7721f6411ae95d4a741c7d69167e1673a3292920c869dc57ff63e81c4")
new = wc.load("1.0.0", digest="sha256:c9e87d5142fb09cb1bb4b950c44b8106df29abb154533daf18dc19fc8756f99a")
shared = set(old.terms) & set(new.terms)
print(json.dumps([
    old.version, new.version, len(old.terms), len(new.terms), len(shared), "solitude" in old.terms,
    old.lookup("Ego Depletion Response").id == new.lookup("Ego Depletion Response").id,
    wc.load("0.1.0") is old, wc.load("1.0.0") is new, wc.diff(old, new).bump,
]))
"""
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert json.loads(run.stdout)[:9] == ["0.1.0", "1.0.0", 19, 60, 19, False, True, True, True]


def test_the_content_merged_24_ids_that_no_app_could_have_from_0_1_0() -> None:
    assert len(MERGED) == 24
    assert not set(MERGED) & set(OLD.terms)
    assert set(MERGED.values()) <= set(NEW.terms)


@pytest.fixture
def app(tmp_path: Path) -> Path:
    """A small app that names each of the merged ids once, every id of 0.1.0, and a good many words of its own."""
    merged = iter(MERGED)
    files = {
        "app/views.py": '"""Shows hurt-feelings."""\n# hurt-feelings\nimport withdrawal_concepts as wc\n'
        + "".join(f"A{n} = wc.load('0.1.0').terms.get({next(merged)!r})\n" for n in range(6)),
        "app/data.json": json.dumps({"featured": [next(merged) for _ in range(6)], "action": "withdraw"}, indent=2),
        "app/conf.yaml": "# hurt-feelings\n" + "".join(f"- id: {next(merged)}  # hurt-feelings\n" for _ in range(4)),
        "app/page.html": "".join(f"<!-- hurt-feelings --><a href='/t/{next(merged)}'>x</a>\n" for _ in range(3)),
        "app/main.ts": "// hurt-feelings\n" + "".join(f'f("{next(merged)}"); /* about */\n' for _ in range(2)),
        "README.md": f"We show `{next(merged)}`, in solitude or about loneliness, on social-media.\n",
        "pyproject.toml": f'[tool.app]\nfirst = "{next(merged)}"\n',
        "ids.txt": f"{next(merged)}\n",
        "app/live.py": "LIVE = " + repr([*OLD.terms, *OLD.sections, *OLD.references, *OLD.articles, *OLD.notices]),
        "app/words.py": 'WORDS = ["about", "shame", "self-harm", "content-type", "withdraw", "pep", "rumination-x"]\n',
    }
    assert next(merged, None) is None
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def test_the_step_breaks_each_of_the_24_once_and_nothing_else(app: Path) -> None:
    scan = wc.find_uses([app, app / "ids.txt"], OLD, NEW)
    found = wc.impact(OLD, NEW, scan.uses)
    assert scan.files == 10
    assert sorted(effect.id for effect in found.effects) == sorted(MERGED)
    assert {(effect.effect, *effect.choices) for effect in found.effects} == {("merged", to) for to in MERGED.values()}
    for effect in found.effects:
        line = Path(effect.use.path).read_text(encoding="utf-8").split("\n")[effect.use.line - 1]
        assert line[effect.use.column - 1 :].startswith(effect.id)


def test_what_0_1_0_had_goes_on_working(app: Path) -> None:
    (app / "app" / "words.py").unlink()
    assert not wc.impact(OLD, NEW, wc.find_uses([app / "app" / "live.py"], OLD).uses).breaks
    assert not wc.impact(OLD, NEW, OLD.labels).breaks
