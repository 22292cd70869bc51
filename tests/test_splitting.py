from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.splitting import count_words, split_paragraphs, split_sentences
from analysis.validating import CorpusMissing, boundary_score, corpora

NEWS = st.lists(
    st.sampled_from(
        [
            *"aB é“”‘’\"'()[]…!?.;:—-\n\r\t",
            ". ",
            "\n\n",
            "\r\n",
            "Mr. ",
            "Ms. Brown ",
            "U.S. ",
            "No. ",
            " said ",
            "’70s ",
            "don’t ",
            "\u2028",
            "\u2029",
            "\u00a0",
            "\u200b",
            "\u202e",
            "😀",
            "e\u0301",
            "İ",
            "\x00",
            "[1]",
            "\n- ",
        ]
    ),
    max_size=40,
).map("".join)
ANY = st.one_of(st.text(max_size=200), NEWS)


def sentences(text: str) -> list[str]:
    return [text[s.start : s.end] for s in split_sentences(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        (" \n\t\n ", []),
        ("One. Two.", ["One.", "Two."]),
        # Abbreviations and initials.
        ("Ms. Brown met Gen. Oduya. They spoke.", ["Ms. Brown met Gen. Oduya.", "They spoke."]),
        ("The U.S. Army left. J. K. Mori stayed.", ["The U.S. Army left.", "J. K. Mori stayed."]),
        ("See No. 5 first. No. Not now.", ["See No. 5 first.", "No.", "Not now."]),
        # Quotations and parentheses that hold several sentences.
        ("“No. I will not go. Never.” Then he left.", ["“No.", "I will not go.", "Never.”", "Then he left."]),
        ("She left (it rained. It poured). He stayed.", ["She left (it rained.", "It poured).", "He stayed."]),
        ("(He paid 40 euros.) The rest is owed.", ["(He paid 40 euros.)", "The rest is owed."]),
        # A speech and its tag are one sentence.
        ("“Is it?” Mr Brown asked. “Stop!” he said.", ["“Is it?” Mr Brown asked.", "“Stop!” he said."]),
        # A mark that pairs with nothing, or with one in another sentence, takes nothing in.
        ("“It began. Then it ended. The ’70s came. Don’t ask.",
         ["“It began.", "Then it ended.", "The ’70s came.", "Don’t ask."]),
        # Ellipses.
        ("He paused… Then he went on... And left.", ["He paused…", "Then he went on...", "And left."]),
        ("He … paused and … went.", ["He … paused and … went."]),
        # Citations and omissions belong to what they follow.
        ("It fell.[1] It rose. [2][3] It fell.", ["It fell.[1]", "It rose. [2][3]", "It fell."]),
        ("It fell. […] It rose.", ["It fell. […]", "It rose."]),
        # Headings, list items and wrapped lines.
        ("Heading\n\nA line that is\nwrapped. Another.", ["Heading", "A line that is\nwrapped.", "Another."]),
        ("Heading\nText here.", ["Heading", "Text here."]),
        ("Bring:\n- a pen\n- a map\n2. ask\n\nGo.", ["Bring:", "- a pen", "- a map", "2. ask", "Go."]),
        # Not only English letters.
        ("مرحبا بالعالم. كيف حالك؟", ["مرحبا بالعالم.", "كيف حالك؟"]),
        ("🎉 Party! 🎉🎉 More.", ["🎉 Party!", "🎉🎉 More."]),
        ("Cafe\u0301s closed. They\u00a0did.", ["Cafe\u0301s closed.", "They\u00a0did."]),
        ("\u200b", []),
    ],
)  # fmt: skip
def test_sentences(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("One", ["One"]),
        ("One\nTwo\r\nThree\rFour", ["One", "Two", "Three", "Four"]),
        ("One\ntwo\n\nThree", ["One\ntwo", "Three"]),
        ("One\r\n \t\r\nTwo", ["One", "Two"]),
        ("\n\nOne\nTwo\n\n", ["One", "Two"]),  # blank lines at the ends are not between paragraphs
        ("One\u2029Two\nthree", ["One", "Two\nthree"]),
    ],
)
def test_paragraphs(text: str, expected: list[str]) -> None:
    assert [text[start:end] for start, end in split_paragraphs(text)] == expected


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", 0),
        ("— … !", 0),
        ("One two", 2),
        ("don’t so-called U.S. O'Hara's", 4),
        ("1,000.5 and 3.5", 3),
        ("and/or a,b", 4),
        ("Cafe\u0301s re\u00adform", 2),
        ("😀 nice 😡", 1),
        ("İstanbul’s", 1),
    ],
)
def test_words(text: str, words: int) -> None:
    assert count_words(text) == words


@given(ANY)
def test_sentences_cover_what_is_visible_in_order(text: str) -> None:
    found = split_sentences(text)
    at = 0
    for sentence in found:
        assert at <= sentence.start < sentence.end <= len(text)
        content = text[sentence.start : sentence.end]
        assert content == content.strip()
        assert content
        assert not any(char.isalnum() for char in text[at : sentence.start])
        at = sentence.end
    assert not any(char.isalnum() for char in text[at:])
    assert [sentence.paragraph for sentence in found] == sorted(sentence.paragraph for sentence in found)


@given(ANY)
def test_no_sentence_crosses_a_paragraph(text: str) -> None:
    paragraphs = split_paragraphs(text)
    for sentence in split_sentences(text):
        assert any(start <= sentence.start and sentence.end <= end for start, end in paragraphs)


@given(ANY)
def test_the_words_of_the_sentences_are_the_words_of_the_text(text: str) -> None:
    joined = " ".join(sentences(text))
    assert sum(count_words(sentence) for sentence in sentences(text)) == count_words(joined)


@pytest.mark.timeout(30)
@pytest.mark.parametrize(
    "unit", ["“ ", "’", "(", "! ", "… ", "….", "No. ", "\n- a", "A? ", '"A?" Mr B ', "a", "\n", "[1]"]
)
def test_long_texts_of_one_kind_are_split_in_linear_time(unit: str) -> None:
    text = (unit * 1_000_000)[:1_000_000]  # would take many minutes if it were quadratic
    found = split_sentences(text)
    assert sum(char.isalnum() for s in found for char in text[s.start : s.end]) == sum(map(str.isalnum, text))


def test_a_line_of_a_million_characters() -> None:
    text = "The cat sat on the mat. " * 42_000
    assert len(split_sentences(text)) == 42_000


def test_white_space_that_makes_sentencex_panic() -> None:
    assert sentences("One.\u00a0Two.\u3000Three.\u2028Four.") == ["One.", "Two.", "Three.", "Four."]


def test_a_panic_of_sentencex_leaves_the_paragraph_in_one_piece(monkeypatch: pytest.MonkeyPatch) -> None:
    class PanicException(BaseException):
        pass

    def panic(language: str, text: str) -> list[object]:
        raise PanicException

    monkeypatch.setattr("sentencex.get_sentence_boundaries", panic)
    assert sentences("One. Two.") == ["One. Two."]


def test_agreement_with_a_treebank() -> None:
    try:
        documents = corpora.gum_documents()
    except CorpusMissing as missing:
        pytest.skip(str(missing))
    score = boundary_score(documents, lambda text: [sentence.end for sentence in split_sentences(text)])
    assert score.ends == 1575
    assert score.precision >= 0.99
    assert score.f1 >= 0.982
