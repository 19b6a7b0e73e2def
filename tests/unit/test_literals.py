"""What each kind of file is taken apart into: texts, where they stand, and whether the whole may be an id."""

from __future__ import annotations

import pytest

from withdrawal_concepts import _literals
from withdrawal_concepts._literals import Piece


def _literal(pieces: object, *, asked: bool = False) -> list[str]:
    return [p.text for p in pieces if p.literal and (p.asked or not asked)]  # type: ignore[attr-defined]


def _prose(pieces: object) -> str:
    return "|".join(p.text for p in pieces if not p.literal)  # type: ignore[attr-defined]


class TestPython:
    def test_strings_count_and_comments_docstrings_and_names_do_not(self) -> None:
        source = '"""one"""\n# "two"\nthree = "four"\ndef f():\n    "five"\n    return r\'six\'\n'
        assert _literal(_literals.python(source)) == ["four", "six"]

    def test_the_span_holds_the_literal_whatever_stands_before_it(self) -> None:
        source = "é = 'ä'; x = 'second'\n\tif_ = ('third',)\n".replace("\n\t", "\r\n")
        assert [source[p.start : p.stop] for p in _literals.python(source)] == ["'ä'", "'second'", "'third'"]

    def test_the_parts_of_an_f_string_are_running_text_unless_they_are_all_of_it(self) -> None:
        pieces = list(_literals.python("x = f'/terms/{y}/end'\nz = f'whole'\n"))
        assert [(p.text, p.literal) for p in pieces] == [("/terms/", False), ("/end", False), ("whole", True)]

    @pytest.mark.parametrize(
        "code",
        ["g.terms['x']", "g.terms.get('x')", "g.lookup('x')", "g.resolve('x')", "self.g.related('x', 'broader')[0]"],
    )
    def test_what_a_glossary_is_asked_for_is_marked_in_files_that_import_the_package(self, code: str) -> None:
        with_import = f"from withdrawal_concepts import load\n{code}\n"
        assert _literal(_literals.python(with_import), asked=True) == ["x"]
        assert _literal(_literals.python(with_import.replace("withdrawal_concepts", "other")), asked=True) == []

    def test_bytes_and_numbers_are_no_texts(self) -> None:
        assert list(_literals.python("x = b'loneliness' + 1")) == []

    @pytest.mark.parametrize("source", ["def", "x = 'a", "print 'x'", "\0", "(" * 5000])
    def test_what_is_no_python_says_so(self, source: str) -> None:
        with pytest.raises(SyntaxError):
            list(_literals.python(source))


@pytest.mark.parametrize(
    ("take", "source", "literals"),
    [
        (_literals.script, """a = "one"; // "two"\n/* 'three' */ b = 'fo\\'ur' + `five\nsix`""",
         ["one", "fo'ur", "five\nsix"]),
        (_literals.script, '{"key": "v\\u00e9\\n", "url": "http://x"} // c', ["key", "vé ", "url", "http://x"]),
        (_literals.script, "'unclosed\n\"closed\"", ["closed"]),
        (_literals.toml, "# 'no'\n[a.b-c]\nk = \"v\" # no\nx = '''l\nm'''", ["a", "b-c", "k", "v", "x", "l\nm"]),
        (_literals.yaml, "# no\n- one-two\n- 'three' # no\nk: va lue\nm: {a: b, c: [d]}",
         ["one-two", "three", "k", "va lue", "m", "a", "b", "c", "d"]),
        (_literals.yaml, "u: http://x#y\nt: it's", ["u", "http://x#y", "t", "it's"]),
        (_literals.cells, 'id;"na, me"\nx\ty,z', ["id", "na, me", "x", "y", "z"]),
        (_literals.listed, "one\n\n# no\n  two words  # no\r\nthree", ["one", "two words", "three"]),
        (_literals.markdown, "a `code` ``b c`` <!-- `no` -->", ["code", "b c"]),
        (_literals.markup, "<a b='one' c=\"two\"> <!-- 'no' --> {# 'no' #}", ["one", "two"]),
        (_literals.component, "<p>text</p> {'one'} // 'no'\n<!-- 'no' -->", ["one"]),
        (_literals.prose, "'all' of it", []),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)  # fmt: skip
def test_strings_keys_and_scalars(take: object, source: str, literals: list[str]) -> None:
    pieces: list[Piece] = list(take(source))  # type: ignore[operator]
    assert _literal(pieces) == literals
    assert all(0 <= p.start <= p.stop <= len(source) for p in pieces)


@pytest.mark.parametrize(
    ("take", "source", "text"),
    [
        (_literals.markup, "<p>some text</p><!-- no --><p>more</p>", "<p>some text</p>|<p>more</p>"),
        (_literals.markdown, "some `code` text<!-- never closed", "some | text|"),
        (_literals.component, "return <p>some text</p>", "return <p>some text</p>"),
        (_literals.prose, "'all' of it", "'all' of it"),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_running_text(take: object, source: str, text: str) -> None:
    assert _prose(take(source)) == text  # type: ignore[operator]


def test_python_says_in_which_encoding_it_is_written() -> None:
    assert _literals.decode_python("# coding: latin-1\nx = 'é'".encode("latin-1")).endswith("'é'")
    assert _literals.decode_python("\ufeffx = 'é'".encode()) == "x = 'é'"
    for broken in (b"x = '\xe9'", b"# coding: nonsense\n"):
        with pytest.raises((SyntaxError, UnicodeError)):
            _literals.decode_python(broken)
