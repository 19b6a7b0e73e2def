"""Whole processes of an installed, byte-compiled wheel: what a command or a function in the cloud pays each time."""

from __future__ import annotations

import statistics
import sys

from installed import interpreter, output, process
from timing import Row

TERM, LABEL = "loneliness-spiral-loop", "LONELINESS spiral–loops"
CODE = {
    "bare": "pass",
    "import": "import withdrawal_concepts",
    "id": f"import withdrawal_concepts as wc; wc.load().terms[{TERM!r}]",
    "label": f"import withdrawal_concepts as wc; wc.load().lookup({LABEL!r})",
    "pycountry": 'import pycountry; pycountry.countries.get(alpha_2="DE")',
}
FIRST_LOOKUP = 0.90
PEER = 'pycountry, `countries.get(alpha_2="DE")`'
ROUNDS = 40


def rows() -> list[Row]:
    interpreter()
    for code in CODE.values():
        process(code)  # so that every file has been read once
    names = list(CODE)
    times: dict[str, list[tuple[float, float]]] = {name: [] for name in names}
    for turn in range(ROUNDS):
        for place in range(len(names)):
            name = names[(place + turn) % len(names)]
            times[name].append(process(CODE[name]))
    wall = {name: statistics.median(w for w, _ in own) for name, own in times.items()}
    processor = {name: statistics.median(p for _, p in own) for name, own in times.items()}

    def row(what: str, name: str, peer: str, peer_name: str, limit: float | None) -> Row:
        note = f"{1000 * wall[name]:.0f} ms to {1000 * wall[peer_name]:.0f} ms; processor time alone "
        note += f"{processor[name] / processor[peer_name]:.2f} ×"
        return Row(what, peer, limit, wall[name] / wall[peer_name], note=note)

    found = [
        row("`import withdrawal_concepts`", "import", "bare interpreter", "bare", 1.10),
        row("import, load, `terms[id]`", "id", PEER, "pycountry", FIRST_LOOKUP),
        row("import, load, `lookup(label in another form)`", "label", PEER, "pycountry", FIRST_LOOKUP),
        row("import, load, `terms[id]`", "id", "bare interpreter", "bare", None),
    ]
    if sys.platform == "linux":
        peak = {name: statistics.median(_peak(code) for _ in range(7)) for name, code in CODE.items()}
        for what, name in (("`terms[id]`", "id"), ("`lookup(label in another form)`", "label")):
            more = peak[name] - peak["bare"]
            note = f"pycountry: {peak['pycountry'] - peak['bare']:.1f} MiB"
            found.append(Row(f"peak memory after {what}, above", "bare interpreter", 6, more, "MiB", note))
    return found


def _peak(code: str) -> float:
    """Return the peak resident memory in MiB; asked of the process itself, as a child starts with its parent's peak."""
    printed = output(f"{code}\nprint([l for l in open('/proc/self/status') if l.startswith('VmHWM')][0])")
    return int(printed.split()[1]) / 1024
