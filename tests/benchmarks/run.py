"""Runs the benchmarks: python tests/benchmarks/run.py [--repeat N] [names of benchmarks, such as start search]

Prints a table of ratios for each. Needs the extras ``benchmark`` and ``lint`` (which brings ``build``).
"""

from __future__ import annotations

import argparse
import os
import platform
import sqlite3
import sys
import time
from importlib import import_module
from importlib.metadata import version

from timing import combined, table

import withdrawal_concepts as wc

NAMES = ("start", "load", "lookup", "graph", "search", "search_made", "mentions", "scale")
PEERS = ("networkx", "pyahocorasick", "pycountry", "tantivy")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", default=NAMES, metavar="name", help=", ".join(NAMES))
    parser.add_argument("--repeat", type=int, default=1, help="runs of each; given are the median and the range")
    arguments = parser.parse_args()
    unknown = set(arguments.names) - set(NAMES)
    if unknown:
        parser.error(f"no such benchmark: {', '.join(sorted(unknown))}; there are {', '.join(NAMES)}")
    newest = wc.content_versions()[-1]
    peers = ", ".join(f"{name} {version(name)}" for name in PEERS)
    print(f"{platform.python_implementation()} {platform.python_version()}, {platform.system()} {platform.machine()}")
    print(f"{os.cpu_count()} processors; peers: {peers}, SQLite {sqlite3.sqlite_version}")
    print(f"content {newest.version}: {len(wc.load().terms)} terms, {len(wc.load().sections)} sections", flush=True)
    for name in arguments.names:
        start = time.perf_counter()
        module = import_module(name)
        rows = combined([module.rows() for _ in range(arguments.repeat)])
        seconds = time.perf_counter() - start
        print(f"\n## {name} ({seconds:.0f} s; {arguments.repeat} runs)\n\n{table(rows)}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
