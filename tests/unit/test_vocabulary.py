"""Which known word a typed word stands for."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from withdrawal_concepts._vocabulary import MOST_SOUGHT, KnownWords, Vocabulary

STEMS = {
    "friends": "friend", "alone": "alon", "rejection": "reject", "withdrawal": "withdraw", "longing": "long",
    "belonging": "belong", "long": "long", "belong": "belong", "rumination": "rumin", "trial": "trial",
    "trail": "trail", "café": "cafe", "loneliness": "lonel",
}  # fmt: skip
LABEL_WORDS = ("rejection", "rumination", "belong", "belonging", "loneliness", "nowhere")


@pytest.fixture
def vocabulary() -> Vocabulary:
    return Vocabulary(STEMS, LABEL_WORDS)


@pytest.mark.parametrize("word", STEMS)
def test_a_known_word_is_never_taken_for_a_typo_of_another(vocabulary: Vocabulary, word: str) -> None:
    assert vocabulary.known(word) == STEMS[word]
    assert vocabulary.resolve(word) == (STEMS[word],)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("rejecton", "rejection"), ("rejectiion", "rejection"), ("rejectoin", "rejection"), ("rejextion", "rejection"),
        ("tejection", "rejection"), ("ejection", "rejection"), ("erjection", "rejection"), ("rejectionn", "rejection"),
        ("lonliness", "loneliness"), ("lonelinness", "loneliness"), ("freinds", "friends"), ("alonee", "alone"),
        ("withdrawel", "withdrawal"), ("wothdrawal", "withdrawal"),
    ],
)  # fmt: skip
def test_one_typo(vocabulary: Vocabulary, typed: str, meant: str) -> None:
    assert vocabulary.known(typed) is None
    assert vocabulary.resolve(typed) == (STEMS[meant],)


@pytest.mark.parametrize(
    "typed", ["rjecton", "rejctoin", "tejectoin", "lonlines", "ruminasion", "rumminatoin", "zuxination"]
)
def test_two_typos_in_a_long_word_of_a_label(vocabulary: Vocabulary, typed: str) -> None:
    assert vocabulary.resolve(typed) in (("reject",), ("lonel",), ("rumin",))


def test_two_typos_in_another_word_are_too_many(vocabulary: Vocabulary) -> None:
    assert vocabulary.resolve("wirjdaval") == ()
    assert vocabulary.resolve("bleogn") == ()  # and in a short one


def test_words_of_labels_come_first_then_the_same_first_letter_then_frequency() -> None:
    vocabulary = Vocabulary({"cart": "cart", "part": "part", "pars": "par", "park": "park"}, ["part", "cart", "park"])
    assert vocabulary.resolve("parr") == ("part",)  # not pars, which is no label, nor park, which is rarer
    assert vocabulary.resolve("dart") == ("cart",)
    assert vocabulary.resolve("paru") == ("part",)


def test_a_word_of_a_label_that_the_index_does_not_know_stands_for_nothing(vocabulary: Vocabulary) -> None:
    assert vocabulary.resolve("nowhere") == ()
    assert vocabulary.resolve("nowhre") == ()


@pytest.mark.parametrize("typed", ["xyz", "lon", "alo", "", "a" * 25, "zzzzzzz"])
def test_what_stands_for_nothing(vocabulary: Vocabulary, typed: str) -> None:
    assert vocabulary.resolve(typed) == ()
    assert vocabulary.resolve(typed) == ()  # remembered, too


def test_another_form_of_a_known_word(vocabulary: Vocabulary) -> None:
    assert vocabulary.resolve("rejected") == ("reject",)


@pytest.mark.parametrize(
    ("beginning", "meant"),
    [("rej", "reject"), ("lon", "long"), ("caf", "cafe"), ("tr", None), ("xyz", None), ("", None)],
)
def test_a_beginning_stands_for_the_most_frequent_word(
    vocabulary: Vocabulary, beginning: str, meant: str | None
) -> None:
    assert vocabulary.complete(beginning) == meant


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("ruhminashun", "rumin"), ("rejeckshon", "reject"), ("whythedrowul", "withdraw"), ("phrihnds", "friend"),
     ("lohneleenass", "lonel")],
)  # fmt: skip
def test_a_word_that_is_spelt_by_ear(vocabulary: Vocabulary, typed: str, meant: str) -> None:
    assert vocabulary.resolve(typed) == (meant,)


def test_of_words_that_sound_alike_one_of_a_label_comes_first() -> None:
    stems = {"sosschel": "x", "sosschal": "y", "friends": "friend"}
    assert Vocabulary(stems).resolve("soschul") == ("x",)
    assert Vocabulary(stems, ["sosschal"]).resolve("soschul") == ("y",)


def test_the_consonants_tell_a_long_word(vocabulary: Vocabulary) -> None:
    assert vocabulary.resolve("withadreewil") == ("withdraw",)
    assert vocabulary.resolve("alunu") == ()  # not a short one


@pytest.mark.parametrize(
    ("typed", "stems"),
    [
        ("rejectionalone", ("reject", "alon")), ("longtrial", ("long", "trial")), ("alonefriends", ("alon", "friend")),
        ("friendsrejektion", ("friend", "reject")), ("longxyz", ()), ("xyzlong", ()),
    ],
)  # fmt: skip
def test_words_that_were_run_together(vocabulary: Vocabulary, typed: str, stems: tuple[str, ...]) -> None:
    assert vocabulary.resolve(typed) == stems


@pytest.mark.parametrize(
    ("typed", "stems"),
    [
        ("re jection", ["reject"]), ("long re jektion", ["long", "reject"]), ("be long", ["belong"]),
        ("with drawal alone", ["withdraw", "alon"]), ("long trail", ["long", "trail"]), ("xx yy", [None, None]),
        ("longtrial xx", ["long", "trial", None]),
    ],
)  # fmt: skip
def test_words_that_were_torn_apart(vocabulary: Vocabulary, typed: str, stems: list[str | None]) -> None:
    assert vocabulary.resolve_all(typed.split()) == stems


def test_two_known_words_are_never_joined() -> None:
    assert Vocabulary({"be": "be", "long": "long", "belong": "belong"}).resolve_all(["be", "long"]) == ["be", "long"]


def test_the_last_word_may_be_the_beginning_of_one(vocabulary: Vocabulary) -> None:
    assert vocabulary.resolve_all(["friends", "rumi"]) == ["friend", "rumin"]
    assert vocabulary.resolve_all(["rumi", "friends"]) == [None, "friend"]
    assert vocabulary.resolve_all(["friends", "rumi"], complete=False) == ["friend", None]
    assert vocabulary.resolve_all([]) == []


def test_the_words_that_are_known_are_a_mapping_in_their_order() -> None:
    words = KnownWords.of(STEMS)
    assert dict(words) == STEMS
    assert list(words) == list(STEMS)
    assert "belong" in words
    assert "elong" not in words
    assert len(KnownWords.of({})) == 0
    assert list(KnownWords.of({})) == []
    with pytest.raises(KeyError, match="elong"):
        words["elong"]


def test_words_that_are_asked_for_often_are_the_same() -> None:
    asked = [*STEMS, "elong", "belon", "friend", "reject", "", "friends\trejection", "z"]
    stems = sorted(set(STEMS.values()))
    words = KnownWords("\t".join(STEMS), stems, [stems.index(stem) for stem in STEMS.values()])
    answers = []
    for _ in range(2 + MOST_SOUGHT // len(asked)):
        got = [words.get(word, "none") for word in asked]
        answers.append((got, words.among(asked), words.among(["trail"]), words.among([])))
    places = {word: place for place, word in enumerate(STEMS)}
    made = KnownWords.of(STEMS)
    answers.append(([made.get(w, "none") for w in asked], made.among(asked), made.among(["trail"]), made.among([])))
    assert all(answer == answers[0] for answer in answers)
    assert answers[0] == ([*STEMS.values(), *["none"] * 7], places, {"trail": places["trail"]}, {})


@given(st.lists(st.sampled_from([*STEMS, "xx", "rejecton", "longtrial", "re", "jection"]), max_size=8))
def test_the_same_words_always_stand_for_the_same(typed: list[str]) -> None:
    one = Vocabulary(STEMS, LABEL_WORDS)
    assert one.resolve_all(typed) == one.resolve_all(typed) == Vocabulary(dict(STEMS), LABEL_WORDS).resolve_all(typed)


def test_of_words_as_far_away_the_one_with_the_same_first_letter_is_taken_however_rare() -> None:
    vocabulary = Vocabulary({"park": "park", "bark": "bark"})
    assert vocabulary.resolve("bpark") == ("bark",)
    assert vocabulary.resolve("pbark") == vocabulary.resolve("dark") == ("park",)


def test_words_with_few_consonants_sound_like_too_many_others() -> None:
    assert Vocabulary({"value": "valu"}).resolve("vailoy") == ()
    assert Vocabulary({"valued": "valu"}).resolve("vailoyd") == ("valu",)


def test_of_the_ways_to_cut_a_word_the_one_with_few_parts_and_frequent_words_is_taken() -> None:
    stems = dict(zip(words := ["some", "one", "gone", "someone", "onego", "neat"], words, strict=True))
    assert Vocabulary(stems).resolve("someonegone") == ("someone", "gone")


def test_a_beginning_that_is_a_word_of_its_own_is_joined_to_a_misspelt_rest() -> None:
    stems = {"re": "re", "appraisal": "apprais", "reappraisal": "reapprais"}
    assert Vocabulary(stems, ["reappraisal"]).resolve_all(["re", "apraisal"]) == ["reapprais"]
    assert Vocabulary({**stems, "my": "my"}, ["myappraisal"]).resolve_all(["my", "apraisal"]) == ["my", "apprais"]
