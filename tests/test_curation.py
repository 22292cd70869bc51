"""What the curation promises: constructions, event words, minimal pairs, plain reports."""

from __future__ import annotations

import csv
from collections import Counter
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from analysis import Article, score, showing, validating
from analysis.lexicons import (
    Entry,
    check_lexicon,
    coded_balance,
    compare_lexicons,
    conflicting_weights,
    load_lexicon,
    missing_forms,
)
from analysis.lexicons.inflection import MOST_FORMS, pattern_forms
from analysis.marking import Hit, mark_wording
from analysis.splitting import split_sentences

DATA = Path(__file__).parent / "data"
TOLD_APART = {"development": 75, "kept aside": 74}  # of 80, all of them wanted
OVER_HALF = {"development": 69, "kept aside": 60}  # of 80, 72 wanted


def rows(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def marks(text: str, *, fitted: bool = True) -> list[Hit]:
    return mark_wording(text, split_sentences(text), load_lexicon(fitted=fitted))


def test_there_are_as_many_entries_constructions_and_event_words_as_promised() -> None:
    by_hand = load_lexicon(fitted=False)
    assert len(by_hand.entries) >= 700
    assert sum(" " in entry.term for entry in by_hand.entries) >= 500
    assert len(by_hand.events) >= 800
    assert {event.kind for event in by_hand.events} == {"crime", "disaster", "economy", "illness", "law", "war"}
    directions = Counter(entry.direction for entry in by_hand.entries)
    gentle = directions["raises"] + directions["softens"]
    assert gentle >= len(by_hand.entries) / 3


def test_each_construction_marks_its_sentences_and_passes_the_others() -> None:
    sentences = rows("constructions.csv")
    assert len(sentences) >= 6 * 100
    wrong = []
    for row in sentences:
        found = any(hit.term == row["term"] for hit in marks(row["sentence"], fitted=False))
        if found != (row["wanted"] == "mark"):
            wrong.append((row["term"], row["sentence"]))
    assert wrong == []


@pytest.mark.parametrize(
    ("pattern", "forms"),
    [
        ("plain", ["plain"]),
        ("(a|b) c", ["a c", "b c"]),
        ("so (very |)far", ["so very far", "so far"]),
        ("(a|a)", ["a"]),
    ],
)
def test_a_pattern_stands_for_its_phrases(pattern: str, forms: list[str]) -> None:
    assert pattern_forms(pattern) == forms


@pytest.mark.parametrize("pattern", ["(a|b", "a|b", "a)", "((a|b)|c)", "(a|b)" * 11])
def test_a_pattern_that_does_not_hold_together_is_an_error(pattern: str) -> None:
    assert MOST_FORMS < 2**11
    with pytest.raises(ValueError, match="the pattern"):
        pattern_forms(pattern)


@pytest.mark.parametrize(
    ("text", "term", "reason"),
    [
        ("The storm killed two people.", "storm", "event word"),
        ("The storm killed two people.", "kill", "event word"),
        ("Police expect a flood of migrants.", "flood", "inside a longer match"),
        ("It is a war on drivers.", "war", "inside a longer match"),
    ],
)
def test_an_event_word_is_logged_and_never_counts(text: str, term: str, reason: str) -> None:
    (hit,) = (hit for hit in marks(text) if hit.layer == "event" and hit.term == term)
    assert (hit.counted, hit.reason, hit.points, hit.weight) == (False, reason, 0.0, 0.0)


@pytest.mark.parametrize("text", ["It is a war on drivers.", "The scheme is a cancer on society, an editor wrote."])
def test_a_loaded_use_of_an_event_word_counts(text: str) -> None:
    assert any(hit.counted and hit.layer == "wording" and " " in hit.term for hit in marks(text))


def test_a_layer_can_be_left_out() -> None:
    article = Article(id="a", text="The regime killed two people.")
    for layers in (["wording"], ["event"], ["wording", "event"]):
        assert set(score(article, layers=layers).hits["layer"]) == set(layers)


def test_no_event_word_is_a_term() -> None:
    lexicon = load_lexicon()
    assert not {event.term for event in lexicon.events} & {entry.term for entry in lexicon.entries}


def test_minimal_pairs_are_told_apart() -> None:
    scored = validating.score_pairs()
    gentle = scored["direction"].isin(["raises", "softens"]) & (scored["domain"] != "politics_us")
    assert gentle.mean() >= 1 / 3
    for name in TOLD_APART:
        pairs = scored[scored["set"] == name]
        assert len(pairs) == 80
        assert pairs["told_apart"].sum() >= TOLD_APART[name]
        assert (pairs["loaded_probability"] > 0.5).sum() >= OVER_HALF[name]
        assert (pairs["neutral_probability"] > 0.5).mean() <= 1 / 20


def test_pairs_are_counted_by_direction() -> None:
    pairs = pd.DataFrame({
        "direction": ["lowers", "lowers", "raises"],
        "loaded": ["A disgraceful and shameful plan.", "A plan.", "A plan."],
        "neutral": ["A plan.", "A plan.", "A disgraceful and shameful plan."],
    })  # fmt: skip
    table = validating.pairs_by_direction(validating.score_pairs(pairs)).set_index("direction")
    assert table["pairs"].to_dict() == {"lowers": 2, "raises": 1, "all": 3}
    assert table["told_apart"].round(3).to_dict() == {"lowers": 0.5, "raises": 0.0, "all": 0.333}
    assert table["neutral_over_half"].to_dict() == {"lowers": 0.0, "raises": 1.0, "all": pytest.approx(1 / 3)}
    assert (table["told_apart_low"] <= table["told_apart"]).all()
    assert (table["told_apart"] <= table["told_apart_high"]).all()


def test_plain_reports_of_grave_events_are_not_called_loaded() -> None:
    reports = validating.plain_reports()
    for name, most in (("development", 0), ("kept aside", 1)):  # none wanted
        texts = reports.loc[reports["set"] == name, "text"]
        assert len(texts) == 50
        sentences = score([Article(id=str(at), text=text) for at, text in enumerate(texts)]).sentences
        assert (sentences["loaded_probability"] > 0.5).sum() <= most


def test_a_family_shows_its_plainer_wording_where_it_fits() -> None:
    lexicon = load_lexicon()
    family = Entry(
        "dire fix", "pattern", "(dire|sore) (fix|spot)", "emotive", "none", 1.0, 0.1, "predicted", 0, 0, "problem",
        "babe", "", "", "",
    )  # fmt: skip
    by_hand = family._replace(
        example="A dire fix.", term="grave fix", pattern="(grave|bad) fix", plainer="[grave] problem"
    )
    dropped = family._replace(term="utter fix", pattern="(utter|sheer) fix", plainer="leave out")
    listed = replace(lexicon, entries=(family, by_hand, dropped), senses=(), events=())
    text = "A dire fix, a sore spot, a bad fix, a sheer fix."
    hits = mark_wording(text, split_sentences(text), listed)
    assert [(text[hit.start : hit.end], hit.plainer) for hit in hits] == [
        ("dire fix", "problem"),
        ("sore spot", ""),
        ("bad fix", "[grave] problem"),
        ("sheer fix", "leave out"),
    ]


def test_the_writers_heaviest_phrases_come_first_and_quoted_ones_do_not() -> None:
    text = "A disgraceful plan. The mayor called it “a shameful scheme by some thugs”. A disgraceful end, a huge one."
    first = showing.first_phrases(score(Article(id="a", text=text)))
    assert first["phrase"].str.lower().tolist()[0] == "disgraceful"
    assert first["phrase"].str.lower().is_unique
    assert not {"shameful", "scheme", "thugs"} & set(first["phrase"])
    assert first["points"].is_monotonic_decreasing
    assert (first["why"] != "").all()
    page = showing.annotated_text(score(Article(id="a", text=text)))
    assert page.index("Begin here") < page.index('class="ut-text"')
    assert "Begin here" not in showing.annotated_text(score(Article(id="a", text="Two people met.")))


def test_what_the_list_says_of_a_term() -> None:
    lexicon = load_lexicon()
    entry = lexicon.entries[lexicon.forms["regime"]]
    page = showing.about_term("Regimes")
    for part in (
        entry.note,
        entry.example,
        entry.counterexample,
        lexicon.version,
        "training regime",
        "readings; like words",
    ):
        assert part.replace("'", "&#x27;") in page
    with pytest.raises(ValueError, match="it names an event"):
        showing.about_term("killed")
    with pytest.raises(ValueError, match="it is a neutral phrase"):
        showing.about_term("ancien regime")
    for words in ("zonk", "the zonk was killed"):  # not what one of the words alone is
        with pytest.raises(ValueError, match=r"is no term of the word list \S+$"):
            showing.about_term(words)


def test_the_health_check_finds_what_is_missing_and_what_conflicts() -> None:
    lexicon = load_lexicon()
    assert check_lexicon(lexicon) == []
    missing = missing_forms(lexicon)
    assert not set(missing["form"]) & set(lexicon.forms)
    conflicts = conflicting_weights(lexicon, ratio=3.0)
    heavier, lighter = (
        conflicts[["weight", "form_weight"]].max(axis=1),
        conflicts[["weight", "form_weight"]].min(axis=1),
    )
    assert (heavier >= 3 * lighter).all()
    assert len(conflicting_weights(lexicon, ratio=100.0)) == 0


def test_both_political_sides_are_on_the_list() -> None:
    balance = coded_balance(load_lexicon())
    assert balance.index.tolist() == ["left", "right"]
    assert balance["terms"].min() >= 0.5 * balance["terms"].max()
    assert balance["mean"].round(6).tolist() == (balance["points"] / balance["terms"]).round(6).tolist()


def test_what_changed_between_two_versions() -> None:
    before, after = load_lexicon(fitted=False), load_lexicon()
    changes = compare_lexicons(before, after).set_index("term")
    assert changes.loc[changes["change"] == "added", "before"].isna().all()
    assert changes.loc[changes["change"] == "removed", "after"].isna().all()
    assert changes.loc["regime", "change"] == "changed"
    assert len(compare_lexicons(after, after)) == 0


def test_the_figure_of_the_pairs_has_a_square_and_a_dot_for_each_direction() -> None:
    table = pd.DataFrame({
        "direction": ["lowers", "all"],
        "pairs": [4, 4],
        **{f"{name}{end}": [value, value] for name, value in (("told_apart", 0.75), ("loaded_over_half", 0.5))
           for end in ("", "_low", "_high")},
    })  # fmt: skip
    axes = showing.plot_pairs(table)
    assert [label.get_text() for label in axes.get_yticklabels()] == [
        "lowers: told apart", "lowers: loaded over half", "all: told apart", "all: loaded over half",
    ]  # fmt: skip
    points = [line for line in axes.lines if line.get_marker() in ("s", "o")]
    found = [(line.get_marker(), float(np.asarray(line.get_xdata())[0])) for line in points]
    assert found == [("s", 0.75), ("o", 0.5)] * 2
    assert "4 constructed pairs" in axes.get_title("left")
