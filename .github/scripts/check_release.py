"""Whether what was built is what the tag says: one wheel and one sdist of that version, with notes.

python .github/scripts/check_release.py v1.2.3 dist
"""

from __future__ import annotations

import re
import sys
import zipfile
from pathlib import Path


def problems(tag: str, dist: Path, changelog: str) -> list[str]:
    """Return what is wrong, in plain words."""
    version = tag.removeprefix("v")
    found: list[str] = []
    if not re.fullmatch(r"v\d+\.\d+\.\d+(?:(?:a|b|rc)\d+)?", tag):
        found.append(f"the tag {tag!r} is not v and a version number")
    files = sorted(path.name for path in dist.iterdir())
    wanted = [f"withdrawal_concepts-{version}-py3-none-any.whl", f"withdrawal_concepts-{version}.tar.gz"]
    if files != wanted:
        found.append(f"built: {', '.join(files) or 'nothing'}; wanted: {', '.join(wanted)}")
    for path in dist.glob("*.whl"):
        with zipfile.ZipFile(path) as wheel:
            names = wheel.namelist()
            (metadata,) = (name for name in names if name.endswith(".dist-info/METADATA"))
            if f"\nVersion: {version}\n" not in wheel.read(metadata).decode():
                found.append(f"{path.name} says another version inside")
        if "withdrawal_concepts/data/index.json" not in names:
            found.append(f"{path.name} has no released content")
    if f"\n## [{version}] - " not in changelog:
        found.append(f"CHANGELOG.md has no section '## [{version}] - date'")
    return found


if __name__ == "__main__":
    said = problems(sys.argv[1], Path(sys.argv[2]), Path("CHANGELOG.md").read_text(encoding="utf-8"))
    print("\n".join(said) or f"{sys.argv[1]} is ready.")
    sys.exit(1 if said else 0)
