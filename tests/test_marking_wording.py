from __future__ import annotations

import math
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.lexicons import load_lexicon
from analysis.marking import Hit, mark_wording
from analysis.splitting import split_sentences


def marks(text: str) -> list[Hit]:
    return mark_wording(text, split_sentences(text), load_lexicon())


def counted(text: str) -> list[str]:
    return [text[hit.start : hit.end] for hit in marks(text) if hit.counted]


def suppressed(text: str) -> list[tuple[str, str]]:
    return [(text[hit.start : hit.end], hit.reason) for hit in marks(text) if not hit.counted]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("The ministry published the figures on Monday.", []),
        ("The REGIME slammed the vote.", ["REGIME", "slammed"]),
        ("Regimes everywhere, slamming doors.", ["Regimes", "slamming"]),
        ("A so‑called bridge was a “thug”, they said.", ["so‑called", "thug"]),
        ("Head\n\nA testament\nto the plan.", ["A testament\nto"]),
        ("The regimental band discovered a mobile.", []),  # no substring
        ("It was a testament. To be sure, it ended.", []),  # not across two sentences
    ],
)
def test_what_counts(text: str, expected: list[str]) -> None:
    assert counted(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("She changed her training regime in May.", [("regime", "technical sense")]),
        ("They saw the film Brutal Regime in a small hall.", [("Regime", "proper name")]),
        ("See https://example.org/brutal-regime for more.", [("regime", "in an address")]),
        ("Write to the office at thug@example.org today.", [("thug", "in an address")]),
        ("They saw Tyrant King.", [("Tyrant", "proper name")]),
        ("Critics liked “Quiet Regime” more than the play.", [("Regime", "title of a work")]),
        ("Critics liked the novel “Regime” and its plot.", [("Regime", "title of a work")]),
        ("The fire killed two people.", [("killed", "event word")]),
    ],
)
def test_what_is_found_and_does_not_count_with_its_reason(text: str, expected: list[tuple[str, str]]) -> None:
    found = suppressed(text)
    assert [pair for pair in found if pair in expected] == expected
    assert all(hit.points == 0.0 for hit in marks(text) if not hit.counted)


@pytest.mark.parametrize(
    "text",
    [
        "Regime troops left the town.",  # the start of a sentence
        "He said: “Regime troops left.”",  # the start of a speech
        "REGIME SLAMMED OVER NEW TAX PLAN",  # capitals throughout
        "Brutal Regime Slams Critics Over Tax",  # a headline
    ],
)
def test_a_capital_alone_makes_no_name(text: str) -> None:
    assert "regime" in [word.lower() for word in counted(text)]


def test_the_longest_term_counts_and_the_inner_one_stays_visible() -> None:
    outer, inner = marks("The rabble-rouser left.")
    assert (outer.term, outer.counted) == ("rabble-rouser", True)
    assert (inner.term, inner.counted, inner.reason) == ("rabble", False, "inside a longer match")


def test_a_hit_carries_what_its_entry_says() -> None:
    (hit,) = marks("The regime fell.")
    entry = next(entry for entry in load_lexicon().entries if entry.term == "regime")
    assert (hit.layer, hit.category, hit.direction) == ("wording", entry.category, entry.direction)
    assert (hit.weight, hit.points, hit.source, hit.plainer) == (
        entry.weight,
        entry.weight,
        entry.source,
        entry.plainer,
    )


@pytest.mark.parametrize(
    ("text", "modifier"),
    [
        ("The regime fell on Monday.", ""),
        ("The regime fell, the mayor said.", "reported"),  # before the reporting verb that ends the sentence
        ("The regime fell after the mayor said no.", ""),
        ("It is not a regime.", "negated"),
        ("It isn't really a regime.", "negated"),
        ("It is not only a regime.", ""),
        ("It is not new. The regime fell.", ""),
        ("The mayor said it was no regime.", "reported, negated"),
        ("The mayor called it “no regime that must go now”.", "quoted, negated"),
        ("The mayor called it “Regime.”", "in scare quotes"),  # a full stop inside: not a title
        ("The mayor said that the regime fell.", "reported"),
        ("According to the mayor, the regime fell.", "reported"),
        ("The mayor left. The regime fell.", ""),  # another sentence
        ("The mayor called it “a regime that must go now”.", "quoted"),
        ('The mayor called it "a regime that must go now".', "quoted"),
        ("The mayor called it «a regime that must go now».", "quoted"),
        ("The mayor calls it a “regime”.", "in scare quotes"),
        ("The “old city said” guide calls it a regime.", ""),  # a verb inside the marks reports nothing
        ("“It is late,” she said of the regime.", "reported"),
        ('An inch is 1" here.\n\nThe regime had 2" more.', ""),  # marks do not pair over a blank line
        ("He wrote “of the old regime and never closed it.", "reported"),
    ],
)
def test_a_term_counts_for_less_where_somebody_else_is_heard(text: str, modifier: str) -> None:
    (hit,) = (hit for hit in marks(text) if hit.term == "regime")
    share = math.prod(load_lexicon().modifiers[name] for name in modifier.split(", ") if name)
    assert hit.modifier == modifier
    assert hit.points == round(hit.weight * share, 2)


def test_a_list_without_modifiers_counts_everything_in_full() -> None:
    text = "The mayor said that the regime fell."
    plain = replace(load_lexicon(), modifiers={})
    (hit,) = mark_wording(text, split_sentences(text), plain)
    assert (hit.modifier, hit.points) == ("", hit.weight)


@pytest.mark.timeout(30)
def test_many_marks_of_quotation_take_linear_time() -> None:
    for unit in ("“regime ", '"regime ', "regime” ", "«said regime ", '" regime said\n\n'):
        assert len(marks((unit * 60_000)[:200_000])) >= 10_000


TERMS = st.sampled_from([entry.term for entry in load_lexicon().entries])


@given(
    st.lists(
        st.one_of(TERMS, TERMS.map(str.title), st.sampled_from(list("., “”\n-")), st.text(max_size=8)), max_size=15
    )
)
def test_hits_lie_within_their_sentences_and_counted_ones_do_not_overlap(pieces: list[str]) -> None:
    text = " ".join(pieces)
    sentences = split_sentences(text)
    end = 0
    for hit in mark_wording(text, sentences, load_lexicon()):
        sentence = sentences[hit.sentence]
        assert sentence.start <= hit.start < hit.end <= sentence.end
        assert hit.counted == (not hit.reason)
        if hit.counted:
            assert hit.start >= end
            end = hit.end


@pytest.mark.timeout(30)
def test_many_marks_in_one_sentence_take_linear_time() -> None:
    for unit in ("Regime ", "the training regime ", "regime-", "rabble-rouser ", "regime@", "Regime://"):
        assert len(marks((unit * 60_000)[:200_000])) >= 10_000
