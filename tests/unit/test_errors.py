"""Every error pickles, is its built-in, and says what, where and what would be right."""

from __future__ import annotations

import copy
import inspect
import pickle
import warnings
from typing import Any

import pytest

import withdrawal_concepts as wc
from withdrawal_concepts import errors

FINDINGS = (
    wc.Finding("a.md", 3, 1, "E301", "relation target 'x' is not a term", "did you mean 'y'?"),
    wc.Finding("b.md", 0, 0, "W308", "2 relations", "3 or more"),
)
EXAMPLES: list[tuple[wc.WithdrawalConceptsError, type[Exception], tuple[str, ...], dict[str, Any]]] = [
    (
        wc.NotFoundError("x", "1.0.0", ["y", "z"], "it moved"), KeyError, ("'x'", "1.0.0", "it moved", "'y' or 'z'"),
        {"id": "x", "version": "1.0.0", "suggestions": ("y", "z"), "hint": "it moved", "kind": "record"},
    ),
    (
        wc.TermNotFoundError("x", "1.0.0", ["y"]), KeyError, ("no term 'x'", "content 1.0.0", "did you mean 'y'?"),
        {"kind": "term"},
    ),
    (
        wc.SectionNotFoundError("x"), KeyError, ("no section 'x'",),
        {"kind": "section", "version": "", "suggestions": ()},
    ),
    (wc.ArticleNotFoundError("x"), KeyError, ("no article 'x'",), {"kind": "article"}),
    (wc.ReferenceNotFoundError("x"), KeyError, ("no reference 'x'",), {"kind": "reference"}),
    (wc.NoticeNotFoundError("x"), KeyError, ("no notice 'x'",), {"kind": "notice"}),
    (
        wc.AmbiguousLabelError("X", ["a", "b"]), LookupError, ("'X'", "more than one term", "a, b", "use one of these"),
        {"label": "X", "candidates": ("a", "b")},
    ),
    (
        wc.ContentVersionError("newest", 'write "1.0.0"'), ValueError, ("'newest'", 'write "1.0.0"'),
        {"requested": "newest", "hint": 'write "1.0.0"'},
    ),
    (
        wc.ContentVersionNotFoundError("3.0.0", ["1.0.0", "2.0.0"], "upgrade"), LookupError,
        ("'3.0.0'", "in this install", "1.0.0, 2.0.0", "upgrade"),
        {"requested": "3.0.0", "available": ("1.0.0", "2.0.0"), "hint": "upgrade"},
    ),
    (wc.ContentVersionNotFoundError("3.0.0", [], "upgrade"), LookupError, ("there: none",), {"available": ()}),
    (
        wc.ContentIntegrityError("1.0.0", "sha256:aa", "sha256:bb"), Exception,
        ("1.0.0", "sha256:aa", "sha256:bb", "reinstall"),
        {"version": "1.0.0", "expected": "sha256:aa", "actual": "sha256:bb", "pinned_in": ""},
    ),
    (
        wc.ContentIntegrityError("1.0.0", "sha256:aa", "sha256:bb", "p.toml (tool.x.digest)"), Exception,
        ("what was pinned in p.toml (tool.x.digest)",), {"pinned_in": "p.toml (tool.x.digest)"},
    ),
    (
        wc.PinError("p.toml", "tool.x.digest", "it is 3"), ValueError, ("p.toml: tool.x.digest: it is 3",),
        {"path": "p.toml", "key": "tool.x.digest", "hint": "it is 3", "missing": False},
    ),
    (wc.PinError("p.toml", "", "it is not there"), ValueError, ("p.toml: it is not there",), {"key": ""}),
    (
        wc.InvalidContentError(FINDINGS), ValueError,
        ("2 findings", "a.md:3:1: E301 relation target 'x' is not a term → did you mean 'y'?", "b.md: W308"),
        {"findings": FINDINGS},
    ),
    (wc.InvalidContentError(FINDINGS[:1]), ValueError, ("1 finding\n",), {}),
    (
        wc.MissingExtraError("authoring", "authoring"), ImportError,
        ("authoring needs", "pip install", "withdrawal-concepts[authoring]"),
        {
            "feature": "authoring", "extra": "authoring",
            "command": 'python -m pip install "withdrawal-concepts[authoring]"',
        },
    ),
]  # fmt: skip
each = pytest.mark.parametrize(
    ("error", "built_in", "words", "facts"), EXAMPLES, ids=[type(e[0]).__name__ for e in EXAMPLES]
)


@each
def test_it_is_ours_and_a_built_in(error: Any, built_in: Any, words: Any, facts: Any) -> None:
    assert isinstance(error, wc.WithdrawalConceptsError)
    assert isinstance(error, built_in)
    with pytest.raises(built_in) as caught:
        raise error
    assert caught.value is error


@each
def test_its_message_says_what_where_and_what_would_be_right(error: Any, built_in: Any, words: Any, facts: Any) -> None:
    assert all(word in str(error) for word in words), str(error)
    assert str(error) == str(error).strip()


@each
def test_facts_are_attributes(error: Any, built_in: Any, words: Any, facts: Any) -> None:
    assert {name: getattr(error, name) for name in facts} == facts


@each
@pytest.mark.parametrize("protocol", range(pickle.HIGHEST_PROTOCOL + 1))
def test_it_pickles(error: Any, built_in: Any, words: Any, facts: Any, protocol: int) -> None:
    for again in (pickle.loads(pickle.dumps(error, protocol)), copy.copy(error), copy.deepcopy(error)):
        assert type(again) is type(error)
        assert str(again) == str(error)
        assert vars(again) == vars(error)
        assert again.args == error.args


def test_every_error_is_tried_here_and_public() -> None:
    classes = {value for _, value in inspect.getmembers(errors, inspect.isclass) if value.__module__ == errors.__name__}
    tried = {type(error) for error, *_ in EXAMPLES}
    assert tried | {wc.WithdrawalConceptsError, wc.ContentDeprecationWarning} == classes
    assert {cls.__name__ for cls in classes} == set(errors.__all__) <= set(wc.__all__)


def test_every_attribute_is_documented() -> None:
    for error, *_ in EXAMPLES:
        documented = "".join(
            cls.__doc__ or "" for cls in type(error).__mro__ if issubclass(cls, wc.WithdrawalConceptsError)
        )
        assert all(f"{name}: " in documented for name in vars(error))


def test_a_miss_can_be_caught_as_a_key_error(mini: wc.Glossary) -> None:
    with pytest.raises(KeyError):
        mini.terms["nope"]


def test_a_message_without_version_or_suggestions_is_short() -> None:
    assert str(wc.TermNotFoundError("x")) == "no term 'x'"


class TestTheWarning:
    warning = wc.ContentDeprecationWarning("old-id", "it moved to 'new-id'; write that", "new-id")

    def test_it_is_a_deprecation_and_no_error_of_ours(self) -> None:
        assert isinstance(self.warning, DeprecationWarning)
        assert not isinstance(self.warning, wc.WithdrawalConceptsError)

    def test_its_facts_and_its_message(self) -> None:
        assert vars(self.warning) == {
            "subject": "old-id",
            "hint": "it moved to 'new-id'; write that",
            "successor": "new-id",
        }
        assert str(self.warning) == "'old-id': it moved to 'new-id'; write that"
        assert wc.ContentDeprecationWarning("x", "y").successor is None

    @pytest.mark.parametrize("protocol", range(pickle.HIGHEST_PROTOCOL + 1))
    def test_it_pickles(self, protocol: int) -> None:
        again = pickle.loads(pickle.dumps(self.warning, protocol))
        assert (type(again), vars(again), str(again)) == (type(self.warning), vars(self.warning), str(self.warning))

    def test_a_filter_for_it_leaves_other_deprecations_alone(self) -> None:
        with warnings.catch_warnings(record=True) as seen:
            warnings.simplefilter("always")
            warnings.filterwarnings("error", category=wc.ContentDeprecationWarning)
            warnings.warn("something else", DeprecationWarning, stacklevel=1)
            with pytest.raises(wc.ContentDeprecationWarning, match="new-id"):
                warnings.warn(self.warning, stacklevel=1)
        assert [str(w.message) for w in seen] == ["something else"]
