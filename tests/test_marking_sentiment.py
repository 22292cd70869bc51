from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textblob.en import sentiment as textblob_sentiment
from textblob.en.sentiments import PatternAnalyzer

from analysis.lexicons.textblob_lexicon import textblob_emoticons, textblob_words
from analysis.marking import sentiment
from analysis.marking.textblob_tokens import Memory, split_stretch
from analysis.splitting import count_words
from analysis.validating import CorpusMissing, corpora

PIECES = st.one_of(
    st.sampled_from(sorted(textblob_words())).map(lambda word: word + " "),
    st.sampled_from([emoticon.text for emoticon in textblob_emoticons()]),
    st.sampled_from(
        [
            " ", "\n", "\n\n", "\r\n", "\x1c", ".", ",", "...", "....", "!", "?", "'", '"', "“", "’", "(", ")", "(!)",
            "n't", "sn't", "not ", "no ", "never ", "really ", "very ", "x", "D", "8", "3", "a", "is ", "o", "O", "°",
            "END-OF-SENTENCE", "U.S.", "Mr.", "e.g.", "B|.", "İ", "|", "_", "-", ":", ";", "`", "w/", "é",
        ]
    ),
)  # fmt: skip


def assert_same(text: str) -> None:
    theirs = textblob_sentiment(text)
    polarity, subjectivity, found = sentiment(text)
    assert (polarity, subjectivity) == tuple(theirs), text
    assert [tuple(words) for words, *_ in theirs.assessments] == [chunk.words for chunk in found], text
    assert [values[:2] for _, *values in theirs.assessments] == [[c.polarity, c.subjectivity] for c in found], text


@given(st.lists(PIECES, max_size=25).map("".join))
def test_numbers_and_chunks_are_textblobs_on_generated_text(text: str) -> None:
    assert_same(text)


@given(st.text(max_size=120))
def test_numbers_and_chunks_are_textblobs_on_any_text(text: str) -> None:
    assert_same(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "The plan was not very good!",
        "It wasn't great; it was a really bad idea...",
        "A (!) triumph : ) and Max D said so",
        "Score 5 : 3 . Great :( not at all",
        "hopelessly, not good",
        "“terrible” 'nice' END-OF-SENTENCE good",
        "good\n\nnot\n\nbad",
        "İ good",
        "N.Y. Mr. etc. bad..... w/ good",
    ],
)
def test_numbers_and_chunks_are_textblobs_on_hard_cases(text: str) -> None:
    assert_same(text)


def test_numbers_are_textblobs_on_thousands_of_labelled_sentences() -> None:
    try:
        texts = [sentence.text for sentence in corpora.babe()] + [row["text"] for row in corpora.newsmtsc_sentences()]
    except CorpusMissing as missing:
        pytest.skip(str(missing))
    assert len(texts) > 10_000
    analyzer = PatternAnalyzer()
    for text in texts:
        theirs = analyzer.analyze(text)
        polarity, subjectivity, _ = sentiment(text)
        assert abs(polarity - theirs.polarity) < 1e-12, text
        assert abs(subjectivity - theirs.subjectivity) < 1e-12, text


@given(st.lists(PIECES, max_size=25).map("".join))
def test_chunks_stand_where_they_say(text: str) -> None:
    for chunk in sentiment(text)[2]:
        assert 0 <= chunk.start < chunk.end <= len(text)
        squeezed = "".join(text[chunk.start : chunk.end].split()).lower()
        for word in chunk.words:
            assert word in squeezed


@given(st.one_of(st.text(min_size=1, max_size=12), st.lists(PIECES, min_size=1, max_size=3).map("".join)))
def test_what_is_passed_over_is_one_word_of_which_nothing_is_known(text: str) -> None:
    for raw in text.split():
        if Memory().is_plain(raw):
            assert count_words(raw) == 1
            assert not any(known is not None or acts for _, _, _, known, acts in split_stretch(raw))


def test_a_chunk_worked_by_hand() -> None:
    # good: polarity 0.7; very: intensity 1.3. The negation divides by the intensity, turns, and halves.
    _, _, (chunk,) = sentiment("This is not very good.")
    assert chunk.polarity == 0.7 * (1 / 1.3) * -0.5
    assert (chunk.start, chunk.end) == (8, 21)
    assert chunk.weight == 0.7
    assert chunk.modifier == "negated by “not”; multiplied by “very”"


@pytest.mark.timeout(30)
@pytest.mark.parametrize("start", ["", "Bb", "a."])
@pytest.mark.parametrize("unit", [".,", "|.,", "A.", "!", "(", "not ", "very ", "good:", ": ", "a.b.", "n't", "a", "’"])
def test_long_texts_of_one_kind_take_linear_time(start: str, unit: str) -> None:
    half = 200_000
    text = "good " + (start * half)[:half] + (unit * half)[:half]  # would take minutes if it were quadratic
    assert sentiment(text)[2][0].words[0] == "good"
