"""The package as people have it: a wheel, installed and byte-compiled in an environment of its own."""

from __future__ import annotations

import atexit
import os
import shutil
import subprocess
import sys
import tempfile
from functools import lru_cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
ENVIRONMENT = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
"""An editable install, or one that may not write bytecode, would measure the compiler."""


@lru_cache(maxsize=1)
def interpreter() -> str:
    """Return the path of an interpreter that has the wheel of this checkout and pycountry, and nothing else."""
    place = Path(tempfile.mkdtemp(prefix="withdrawal-concepts-benchmark-"))
    atexit.register(shutil.rmtree, place, ignore_errors=True)
    _run(sys.executable, "-m", "build", "--wheel", "--outdir", str(place / "dist"), str(ROOT))
    (wheel,) = (place / "dist").glob("*.whl")
    _run(sys.executable, "-m", "venv", "--without-pip", str(place / "env"))
    python = str(place / "env" / "bin" / "python")
    _run(sys.executable, "-m", "pip", "--python", python, "install", "-q", str(wheel), "pycountry")
    (packages,) = (place / "env" / "lib").glob("python*/site-packages")
    _run(python, "-m", "compileall", "-q", str(packages))
    return python


def _run(*command: str) -> None:
    done = subprocess.run(command, env=ENVIRONMENT, capture_output=True, text=True, cwd=tempfile.gettempdir())
    if done.returncode:
        raise SystemExit(f"{' '.join(command)}\n{done.stdout}{done.stderr}")


def output(code: str) -> str:
    """Return what *code* prints in a new process of that interpreter."""
    return subprocess.run(
        [interpreter(), "-c", code], env=ENVIRONMENT, capture_output=True, text=True, check=True
    ).stdout


def process(code: str) -> tuple[float, float]:
    """Return the wall time and the processor time, in seconds, of a whole process that runs *code*."""
    from time import perf_counter

    python = interpreter()
    start = perf_counter()
    pid = os.posix_spawn(python, [python, "-c", code], ENVIRONMENT)
    _, status, usage = os.wait4(pid, 0)
    wall = perf_counter() - start
    if status:
        raise SystemExit(f"this failed: {code}")
    return wall, usage.ru_utime + usage.ru_stime
