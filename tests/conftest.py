"""Fixtures for all tests: the mini folder, six invented entries that use every feature of the format."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from withdrawal_concepts import Glossary, authoring

MINI_FOLDER = Path(__file__).parent / "data" / "mini" / "content"

# Function-scoped fixtures that several examples share are read-only or are put back by the test itself.
_SHARED = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
settings.register_profile("default", max_examples=50, deadline=None, suppress_health_check=_SHARED)
settings.register_profile("ci", settings.get_profile("default"), derandomize=True, database=None)
settings.register_profile("thorough", settings.get_profile("default"), max_examples=1000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE") or ("ci" if os.environ.get("CI") else "default"))


@pytest.fixture(scope="session")
def mini_folder() -> Path:
    """The pristine folder; use *mini_copy* for anything that writes."""
    return MINI_FOLDER


@pytest.fixture(scope="session")
def mini(mini_folder: Path) -> Glossary:
    """The glossary of the mini folder."""
    return authoring.load(mini_folder)


@pytest.fixture
def mini_copy(mini_folder: Path, tmp_path: Path) -> Path:
    """A copy of the mini folder that a test may edit."""
    return Path(shutil.copytree(mini_folder, tmp_path / "content"))
