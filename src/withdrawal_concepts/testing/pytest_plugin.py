"""The pytest plugin: a fixture with a glossary, and failures for ids that are on their way out.

pytest imports this module at every start, so it imports nothing that is not there already; pytest finds it by
the entry point of this package.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from withdrawal_concepts._glossary import Glossary

VERSION = "withdrawal_concepts_version"
STRICT = "withdrawal_concepts_strict"


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the options, each as an ini value and for the command line."""
    group = parser.getgroup("withdrawal-concepts")
    what = "content version of the fixture 'glossary' (1.0.0, ~=1.0); default: the pin in pyproject.toml, or the newest"
    group.addoption("--withdrawal-concepts-version", metavar="VERSION", default=None, help=what)
    parser.addini(VERSION, what)
    strict = "let a test fail that uses an id, label or content version on its way out"
    group.addoption("--withdrawal-concepts-strict", action="store_true", default=False, help=strict)
    parser.addini(STRICT, strict, type="bool", default=False)


def pytest_configure(config: pytest.Config) -> None:
    """Turn the deprecations of this package, and of no other, into failures where that is asked for."""
    if config.getoption("--withdrawal-concepts-strict") or config.getini(STRICT):
        config.addinivalue_line("filterwarnings", "error::withdrawal_concepts.ContentDeprecationWarning")


@pytest.fixture(scope="session")
def glossary(pytestconfig: pytest.Config) -> Glossary:
    """The glossary that the tests are about: the content version of the option, the pin, or the newest."""
    import withdrawal_concepts as wc

    request = pytestconfig.getoption("--withdrawal-concepts-version") or pytestconfig.getini(VERSION)
    if request:
        return wc.load(str(request))
    try:
        return wc.load_pinned(pytestconfig.rootpath)
    except wc.PinError as error:
        if not error.missing:
            raise
        return wc.load()
