"""The pytest plugin, as an app's tests meet it: found by its entry point."""

from __future__ import annotations

import pytest

import withdrawal_concepts as wc

pytest_plugins = ["pytester"]
OLD = wc.load("0.1.0")

WARNS = """
    import warnings
    import withdrawal_concepts as wc

    def test_ours():
        warnings.warn(wc.ContentDeprecationWarning("old-id", "it moved; write 'new-id'", "new-id"))

    def test_of_others():
        warnings.warn("something else", DeprecationWarning)
"""


def _run(pytester: pytest.Pytester, *arguments: str) -> pytest.RunResult:
    return pytester.runpytest_inprocess("-p", "no:cacheprovider", *arguments)


def _asks_for(pytester: pytest.Pytester, version: str) -> None:
    pytester.makepyfile(f"def test_it(glossary):\n    assert glossary.version == {version!r}\n")


class TestTheFixture:
    def test_it_is_the_newest(self, pytester: pytest.Pytester) -> None:
        _asks_for(pytester, wc.load().version)
        _run(pytester).assert_outcomes(passed=1)

    def test_it_is_the_pinned_one(self, pytester: pytest.Pytester) -> None:
        _asks_for(pytester, "0.1.0")
        pytester.makepyprojecttoml(f'[tool.withdrawal-concepts]\nversion = "0.1.0"\ndigest = "{OLD.digest}"\n')
        _run(pytester).assert_outcomes(passed=1)

    def test_the_ini_value_freezes_it_and_the_command_line_has_the_last_word(self, pytester: pytest.Pytester) -> None:
        _asks_for(pytester, "0.1.0")
        pytester.makeini("[pytest]\nwithdrawal_concepts_version = ~=0.1\n")
        _run(pytester).assert_outcomes(passed=1)
        _run(pytester, "--withdrawal-concepts-version", "1.0.0").assert_outcomes(failed=1)

    def test_a_version_that_is_not_there_fails_and_says_so(self, pytester: pytest.Pytester) -> None:
        _asks_for(pytester, "9.0.0")
        result = _run(pytester, "--withdrawal-concepts-version", "9.0.0")
        result.assert_outcomes(errors=1)
        result.stdout.fnmatch_lines(["*no content '9.0.0' in this install*"])

    def test_a_pin_that_is_wrong_fails_instead_of_giving_another(self, pytester: pytest.Pytester) -> None:
        _asks_for(pytester, wc.load().version)
        pytester.makepyprojecttoml('[tool.withdrawal-concepts]\nversion = "0.1.0"\n')
        result = _run(pytester)
        result.assert_outcomes(errors=1)
        result.stdout.fnmatch_lines(["*pyproject.toml: tool.withdrawal-concepts.digest: *"])

    def test_an_app_may_have_a_fixture_of_this_name(self, pytester: pytest.Pytester) -> None:
        pytester.makeconftest("import pytest\n@pytest.fixture\ndef glossary():\n    return 3\n")
        pytester.makepyfile("def test_it(glossary):\n    assert glossary == 3\n")
        _run(pytester).assert_outcomes(passed=1)


class TestStrict:
    def test_without_it_a_warning_is_a_warning(self, pytester: pytest.Pytester) -> None:
        pytester.makepyfile(WARNS)
        _run(pytester).assert_outcomes(passed=2, warnings=2)

    def test_the_option_fails_what_uses_an_id_on_its_way_out_and_nothing_else(self, pytester: pytest.Pytester) -> None:
        pytester.makepyfile(WARNS)
        result = _run(pytester, "--withdrawal-concepts-strict")
        result.assert_outcomes(failed=1, passed=1, warnings=1)
        result.stdout.fnmatch_lines(["*ContentDeprecationWarning: 'old-id': it moved; write 'new-id'"])

    def test_the_ini_value(self, pytester: pytest.Pytester) -> None:
        pytester.makepyfile(WARNS)
        pytester.makeini("[pytest]\nwithdrawal_concepts_strict = true\n")
        _run(pytester).assert_outcomes(failed=1, passed=1, warnings=1)


class TestItStaysOutOfTheWay:
    def test_a_start_of_pytest_imports_three_modules_of_this_package(self, pytester: pytest.Pytester) -> None:
        pytester.makepyfile(
            """
            import sys

            def test_it():
                ours = {m for m in sys.modules if m.partition(".")[0] == "withdrawal_concepts"}
                assert ours == {
                    "withdrawal_concepts",
                    "withdrawal_concepts.testing",
                    "withdrawal_concepts.testing.pytest_plugin",
                }
            """
        )
        pytester.runpytest_subprocess("-p", "no:cacheprovider", "-p", "no:hypothesispytest").assert_outcomes(passed=1)

    def test_a_run_without_hypothesis(self, pytester: pytest.Pytester) -> None:
        _asks_for(pytester, "0.1.0")
        script = pytester.makepyfile(
            run="""
            import sys
            import pytest

            class NotInstalled:
                def find_spec(self, name, path=None, target=None):
                    if name.partition(".")[0] == "hypothesis":
                        raise ModuleNotFoundError(name)

            sys.meta_path.insert(0, NotInstalled())
            plain = ["-p", "no:hypothesispytest", "-p", "no:cacheprovider"]
            sys.exit(pytest.main([*plain, "--withdrawal-concepts-version", "0.1.0"]))
            """
        )
        assert pytester.runpython(script).ret == 0

    def test_help_names_the_options(self, pytester: pytest.Pytester) -> None:
        result = _run(pytester, "--help")
        for option in ("--withdrawal-concepts-version=VERSION", "--withdrawal-concepts-strict"):
            result.stdout.fnmatch_lines([f"*{option}*"])
        result.stdout.fnmatch_lines(["*withdrawal_concepts_version (string)*", "*withdrawal_concepts_strict (bool)*"])
