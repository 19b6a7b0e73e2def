"""References from Zotero's exports: CSL-JSON, BibTeX and RIS of the same works give the same files."""

from __future__ import annotations

import contextlib
import datetime
import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import withdrawal_concepts as wc
from withdrawal_concepts import authoring
from withdrawal_concepts.authoring._bibliography import MOST_BYTES, MOST_WORKS
from withdrawal_concepts.authoring._references import NOTE

TODAY = datetime.date(2024, 6, 1)

BIBTEX = r"""
@article{van_der_berg_left_2020,
	title = {Left on read: {A} study of {RSD} \& caf{\'e} talk},
	volume = {12},
	issn = {1234-5678},
	url = {https://doi.org/10.5555/ABC.Def},
	doi = {10.5555/ABC.Def},
	language = {en},
	number = {3},
	urldate = {2024-01-02},
	journal = {Journal of Made-up Things},
	author = {van der Berg, Jan and M{\"u}ller, J{\"o}rg and {World Health Organization}},
	month = mar,
	year = {2020},
	note = {PMID: 00000002
Publisher: Nobody},
	pages = {1345--1367},
}
@incollection{oneil_chapter_1998,
	title = {A chapter},
	booktitle = {A book},
	publisher = {A press},
	author = {O'Neil, Mar{\'\i}a Jos{\'e}},
	editor = {Editor, Ada},
	year = {1998},
	pages = {1--20},
	isbn = {978-0-00-000000-2},
}
"""
RIS = """TY  - JOUR
TI  - Left on read: A study of RSD & café talk
AU  - van der Berg, Jan
AU  - Müller, Jörg
AU  - World Health Organization
T2  - Journal of Made-up Things
DA  - 2020/03//
PY  - 2020
DO  - https://doi.org/10.5555/ABC.Def
VL  - 12
IS  - 3
SP  - 1345
EP  - 67
UR  - https://doi.org/10.5555/ABC.Def
N1  - <p>PMID: 00000002</p>
LA  - en
ER  -\x20

TY  - CHAP
TI  - A chapter
AU  - O'Neil, María José
A2  - Editor, Ada
T2  - A book
PB  - A press
PY  - 1998
SP  - 1
EP  - 20
SN  - 978-0-00-000000-2
ER  -\x20
"""
CSL = json.dumps(
    [
        {
            "id": "http://zotero.org/users/1/items/X",
            "type": "article-journal",
            "abstract": "Left out.",
            "container-title": "Journal of Made-up Things",
            "DOI": "doi:10.5555/ABC.Def",
            "issue": "3",
            "ISSN": "1234-5678",
            "language": "en",
            "note": "PMID: 00000002\nPublisher: Nobody",
            "page": "1345\u20131367",
            "source": "Zotero",
            "title": 'Left on read: <span class="nocase">A</span> study of RSD &amp; caf\u00e9 talk',
            "volume": "12",
            "author": [
                {"family": "Berg", "given": "Jan", "non-dropping-particle": "van der"},
                {"family": "Mu\u0308ller", "given": "J\u00f6rg"},
                {"literal": "World Health Organization"},
            ],
            "issued": {"date-parts": [["2020", "3", 1]]},
        },
        {
            "type": "chapter",
            "title": "A chapter.",
            "container-title": "A book",
            "publisher": "A press",
            "ISBN": "978-0-00-000000-2",
            "page": "1-20",
            "author": [{"family": "O'Neil", "given": "Mar\u00eda Jos\u00e9"}],
            "editor": [{"family": "Editor", "given": "Ada"}],
            "issued": {"raw": "1998"},
        },
    ]
)
ARTICLE: dict[str, Any] = {
    "id": "van-der-berg-2020",
    "type": "article-journal",
    "title": "Left on read: A study of RSD & café talk",
    "author": [
        {"family": "van der Berg", "given": "Jan"},
        {"family": "Müller", "given": "Jörg"},
        {"literal": "World Health Organization"},
    ],
    "issued": {"date-parts": [[2020, 3]]},
    "container-title": "Journal of Made-up Things",
    "volume": "12",
    "issue": "3",
    "page": "1345-1367",
    "DOI": "10.5555/abc.def",
    "PMID": "00000002",
    "note": NOTE,
}
CHAPTER: dict[str, Any] = {
    "id": "oneil-1998",
    "type": "chapter",
    "title": "A chapter",
    "author": [{"family": "O'Neil", "given": "María José"}],
    "editor": [{"family": "Editor", "given": "Ada"}],
    "issued": {"date-parts": [[1998]]},
    "container-title": "A book",
    "page": "1-20",
    "publisher": "A press",
    "ISBN": "978-0-00-000000-2",
    "note": NOTE,
}


def _import(folder: Path, text: str | bytes, name: str = "export.txt") -> tuple[authoring.NewReference, ...]:
    source = folder.parent / name
    source.write_bytes(text if isinstance(text, bytes) else text.encode())
    return authoring.new_references(folder, source)


def _csl(**changes: Any) -> str:
    work = {"type": "book", "title": "A work", "author": [{"family": "Nemo", "given": "A."}], "issued": {"raw": "2001"}}
    return json.dumps(work | changes)


def _one(folder: Path, **changes: Any) -> dict[str, Any]:
    (new,) = _import(folder, _csl(**changes))
    assert new.path is not None, new
    read: dict[str, Any] = json.loads(new.path.read_text(encoding="utf-8"))
    return read


@pytest.mark.parametrize("text", [BIBTEX, RIS, CSL], ids=["BibTeX", "RIS", "CSL-JSON"])
def test_each_format_gives_the_same_files(text: str, mini_copy: Path) -> None:
    new = _import(mini_copy, text)
    assert [one.outcome for one in new] == ["written", "written"]
    written = [json.loads(one.path.read_text(encoding="utf-8")) for one in new if one.path]
    assert [list(one.items()) for one in written] == [list(ARTICLE.items()), list(CHAPTER.items())]


@pytest.mark.parametrize("text", [BIBTEX, RIS, CSL], ids=["BibTeX", "RIS", "CSL-JSON"])
def test_what_is_left_to_do_is_the_note(text: str, mini_copy: Path) -> None:
    new = _import(mini_copy, text)
    found = authoring.check(mini_copy, today=TODAY)
    assert [(finding.code, finding.path) for finding in found] == sorted(
        ("E111", one.path.as_posix()) for one in new if one.path
    )


def test_a_work_that_is_there_is_not_written_again(mini_copy: Path) -> None:
    by_doi = _csl(DOI="https://dx.doi.org/10.5555/MINI.2019.7", title="Another title")
    by_title = _csl(title="An invented Panel", DOI="")
    panel = json.loads((mini_copy / "references/invented-panel-2015.json").read_text(encoding="utf-8"))
    by_title = _csl(title=panel["title"].upper(), issued={"raw": "2015"})
    before = sorted((mini_copy / "references").iterdir())
    (one,), (other,) = _import(mini_copy, by_doi), _import(mini_copy, by_title)
    assert (one.outcome, one.id, one.path) == ("there already", "fictus-2019", None)
    assert (other.outcome, other.id, other.path) == ("there already", "invented-panel-2015", None)
    assert sorted((mini_copy / "references").iterdir()) == before
    assert [one.outcome for one in _import(mini_copy, f"[{_csl()}, {_csl()}]")] == ["written", "there already"]


def test_works_of_one_author_and_year_get_letters(mini_copy: Path) -> None:
    three = ", ".join(_csl(title=f"Work {n}") for n in range(3))
    assert [one.id for one in _import(mini_copy, f"[{three}]")] == ["nemo-2001a", "nemo-2001b", "nemo-2001c"]
    assert [one.id for one in _import(mini_copy, _csl(title="Work 4"))] == ["nemo-2001d"]
    first = _csl(title="Work 5", issued={"raw": "2002"})
    second = _csl(title="Work 6", issued={"raw": "2002"})
    assert [one.id for text in (first, second) for one in _import(mini_copy, text)] == ["nemo-2002", "nemo-2002b"]


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("12\u201334", "12-34"),
        ("12--34", "12-34"),
        ("497-29", "497-529"),
        ("1345 \u2014 67", "1345-1367"),
        ("e12345", "e12345"),
        ("S1-S20", "S1-S20"),
        ("12-34, 40", "12-34, 40"),
    ],
)
def test_pages_are_written_in_one_way(written: str, kept: str, mini_copy: Path) -> None:
    expected = kept if written != "497-29" else "497-429"  # only the digits that were left out are put back
    assert _one(mini_copy, page=written)["page"] == expected


@pytest.mark.parametrize(
    "written", ["10.1/x", "https://example.org/10.5555/x", "see 10.5555/x", "10.5555/", "javascript:alert(1)"]
)
def test_what_is_no_doi_is_left_out_and_told(written: str, mini_copy: Path) -> None:
    (new,) = _import(mini_copy, _csl(DOI=written))
    assert "DOI" not in json.loads(new.path.read_text(encoding="utf-8"))  # type: ignore[union-attr]
    assert "DOI" in new.remarks[0]


@pytest.mark.parametrize(
    ("issued", "parts"),
    [
        ({"date-parts": [[2020]]}, [2020]),
        ({"date-parts": [["2020", "12", "31"]]}, [2020, 12]),
        ({"raw": "March 2020"}, [2020, 3]),
        ({"raw": "2020-03-15"}, [2020, 3]),
        ({"literal": "2020/2021"}, [2020]),
        ("2020", [2020]),
    ],
)
def test_dates_are_year_and_month(issued: object, parts: list[int], mini_copy: Path) -> None:
    assert _one(mini_copy, issued=issued)["issued"] == {"date-parts": [parts]}


@pytest.mark.parametrize(
    ("person", "kept"),
    [
        ({"family": "Berg", "given": "A.", "dropping-particle": "von"}, {"family": "von Berg", "given": "A."}),
        ({"family": "Berg", "given": "A.", "suffix": "Jr."}, {"family": "Berg", "given": "A., Jr."}),
        ({"family": "Big Body", "given": ""}, {"literal": "Big Body"}),
        ({"family": "Ne\u00admo", "given": "A.\u200b"}, {"family": "Nemo", "given": "A."}),
    ],
)
def test_people_and_bodies(person: dict[str, str], kept: dict[str, str], mini_copy: Path) -> None:
    assert _one(mini_copy, author=[person])["author"] == [kept]


def test_an_edited_book_is_cited_by_its_editors(mini_copy: Path) -> None:
    book = _one(mini_copy, author=[], editor=[{"family": "Łoś", "given": "Ø."}])
    assert (book["id"], book["author"]) == ("los-2001", [{"family": "Łoś", "given": "Ø."}])
    assert "editor" not in book


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"issued": {"raw": "98"}}, "the year is '98', not four digits"),
        ({"issued": {"raw": "in press"}}, "the year is 'in press', not four digits"),
        ({"issued": {}}, "the year is missing"),
        ({"title": " "}, "the title is missing"),
        ({"author": []}, "the author is missing"),
        ({"author": [{"family": "Достоевский", "given": "Ф."}]}, "no letter from a to z"),
        ({"type": "Journal Article"}, "not a CSL type"),
        ({"type": None}, "not a CSL type"),
        ({"author": "Nemo, A."}, "the author is missing"),
        ({"author": [3, None]}, "the author is missing"),
    ],
)
def test_what_cannot_be_a_reference_is_refused_and_the_others_are_written(
    changes: dict[str, Any], said: str, mini_copy: Path
) -> None:
    bad, good = _import(mini_copy, f"[{_csl(**changes)}, {_csl(title='Good')}]")
    assert (bad.outcome, bad.where, bad.id, bad.path) == ("refused", "work 1", "", None)
    assert said in bad.remarks[0]
    assert good.outcome == "written"


def test_a_list_of_people_that_is_cut_short_is_told(mini_copy: Path) -> None:
    (new,) = _import(mini_copy, "@book{x, title={T}, year={2001}, author={Nemo, A. and others}}")
    assert "cut short" in new.remarks[0]


def test_a_work_that_is_broken_in_bibtex_hides_no_other(mini_copy: Path) -> None:
    text = "@article{one, title={x\n@book{two, title={T}, year={2001}, author={Nemo, A.}}\n@book{two, title={U}}"
    outcomes = {one.where: one.outcome for one in _import(mini_copy, text)}
    assert outcomes == {"line 1": "refused", "'two'": "written", "line 3": "refused"}


def test_a_work_without_an_end_in_ris_is_not_mixed_with_the_next(mini_copy: Path) -> None:
    new = _import(mini_copy, RIS.replace("ER  - \n", ""))
    assert [one.id for one in new] == ["van-der-berg-2020", "oneil-1998"]
    assert "editor" not in json.loads(new[0].path.read_text(encoding="utf-8"))  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "this is no CSL-JSON, BibTeX or RIS"),
        ("Ren 2016, left on read", "this is no CSL-JSON, BibTeX or RIS"),
        ("[]", "there is no reference in this file"),
        ("[{", "this is not JSON"),
        ("[" * 100_000, "nested too deeply"),
        (b"\xff\xfe[\x00", "byte 0 is not UTF-8 text"),
        (b" " * (MOST_BYTES + 1), "bytes"),
        ("[" + ",".join(["{}"] * (MOST_WORKS + 1)) + "]", f"there are {MOST_WORKS + 1} references"),
    ],
    ids=range(8),
)
def test_a_file_that_is_none_says_so(text: str | bytes, said: str, mini_copy: Path) -> None:
    with pytest.raises(wc.InvalidContentError, match="E101") as caught:
        _import(mini_copy, text)
    assert said in str(caught.value)


@given(
    st.one_of(
        st.text().map(lambda text: "@book{" + text),
        st.text().map(lambda text: "TY  - " + text),
        st.text().map(lambda text: "@article{x, title={" + text + "}, author={" + text + "}, year=2001}"),
        st.recursive(
            st.none() | st.integers() | st.text(),
            lambda below: st.lists(below) | st.dictionaries(st.sampled_from([*ARTICLE, "raw"]), below),
        ).map(json.dumps),
    )
)
def test_any_file_gives_references_or_reasons(text: str) -> None:
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "content"
        for kind in ("terms", "sections", "articles", "notices", "references"):
            (folder / kind).mkdir(parents=True)
        new: tuple[authoring.NewReference, ...] = ()
        with contextlib.suppress(wc.InvalidContentError):
            new = _import(folder, text.encode("utf-8", "replace"))
        assert all(one.path or one.remarks or one.outcome == "there already" for one in new)
        assert {finding.code for finding in authoring.check(folder)} <= {"E111"}
        assert {path.parent for path in Path(place).rglob("*.json")} <= {folder / "references"}


class TestByHand:
    def test_it_is_a_skeleton(self, mini_copy: Path) -> None:
        new = authoring.new_reference(mini_copy, "nemo-2001")
        found = authoring.check(mini_copy, today=TODAY)
        assert {(finding.code, finding.path) for finding in found} == {("E111", new.path.as_posix())}  # type: ignore[union-attr]
        assert len(found) == 5

    @pytest.mark.parametrize("id", ["nemo", "Nemo-2001", "../nemo-2001", "nemo-01", "nemo-2001ab", ""])
    def test_an_id_is_family_and_year(self, id: str, mini_copy: Path) -> None:
        with pytest.raises(wc.InvalidContentError, match="E106"):
            authoring.new_reference(mini_copy, id)

    def test_one_that_is_there_is_left_alone(self, mini_copy: Path) -> None:
        before = (mini_copy / "references/fictus-2019.json").read_bytes()
        with pytest.raises(wc.InvalidContentError, match="E207"):
            authoring.new_reference(mini_copy, "fictus-2019")
        assert (mini_copy / "references/fictus-2019.json").read_bytes() == before


def test_the_parsers_are_imported_only_when_they_are_needed() -> None:
    code = (
        "import sys; from withdrawal_concepts import authoring; import withdrawal_concepts.cli._main;"
        "print(sorted({'bibtexparser', 'pylatexenc', 'rispy'} & set(sys.modules)))"
    )
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert said.strip() == "[]"
