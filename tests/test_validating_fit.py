"""The fit and the measures of agreement, on constructed readers; the stored results, on the corpora."""

from __future__ import annotations

import csv
import math
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis import Article, score
from analysis.lexicons import load_lexicon
from analysis.validating import (
    CorpusMissing,
    corpora,
    known_limits,
    reliability,
    share_interval,
    stored_agreement,
)
from analysis.validating.agreement import agreement, fold_lexicons, lines
from analysis.validating.corpora import Annotation, BabeSentence
from analysis.validating.fitting import (
    DATA,
    FLOOR,
    Learner,
    expose,
    features,
    fitted_lexicon,
    grouped_folds,
    looked_over,
    marked_spans,
    vocabulary,
)
from analysis.validating.measures import auc, average_precision, bootstrapped, macro_f1
from analysis.validating.results import COLUMNS


def sentence(text: str, *notes: tuple[int, bool, str], group: str = "") -> BabeSentence:
    annotations = tuple(Annotation(reader, biased, tuple(filter(None, [marked]))) for reader, biased, marked in notes)
    majority = sum(note.biased for note in annotations) * 2 > len(annotations)
    return BabeSentence(text, group or text, "", "", majority, (), annotations)


@pytest.mark.parametrize(
    ("text", "phrases", "found"),
    [
        ("The mob’s plan, a MOB plan.", ["mob"], ["mob’s", "MOB"]),
        ("A mobile mob.", ["mob"], ["mob"]),
        ("They double down, doubly.", ["double down", "down doubly"], ["double down", "down, doubly"]),
        ("Nothing here.", ["mob", "", "…"], []),
        ("“So‑called” experts.", ["so-called"], ["So‑called"]),
    ],
)
def test_marked_words_are_found_as_whole_words(text: str, phrases: list[str], found: list[str]) -> None:
    assert [text[start:end] for start, end in marked_spans(text, phrases)] == found


def test_who_was_shown_a_term_and_who_marked_it() -> None:
    sentences = [
        sentence("The mob left.", (1, True, "mob"), (2, False, "")),
        sentence("The mayor said that the mob left.", (1, False, ""), (2, True, "mob")),
        sentence("It rained on the mob.", (2, True, "mob")),
    ]
    words = vocabulary(sentences)
    seen = expose(sentences, words)
    mob = words.index["mob"]
    shown, marked = seen.counts(np.ones(3), np.ones(2), len(words.lexicon.entries))
    # The second sentence reports: its mob does not count here. Two readers in the first, one in the third.
    assert (shown[mob], marked[mob]) == (2 + 1, 1 + 1)
    twice, _ = seen.counts(np.array([2.0, 0, 0]), np.array([1.0, 0]), len(words.lexicon.entries))
    assert twice[mob] == 2
    assert seen.share(np.ones(2)).tolist() == [1 / 2, 1 / 2, 1.0]
    assert seen.by_context["reported"][1, mob] == 1
    assert seen.by_context[""][1, mob] == 0


@pytest.fixture(scope="module")
def constructed() -> tuple[list[BabeSentence], Learner]:
    """Five readers who mark “disgraceful” always, “sharp” once in five, and nothing else."""
    frames = ["The {} plan came on day {}.", "On day {1} they had a {0} talk.", "A {} bill, number {}, passed."]
    sentences = []
    for number in range(120):
        word, times = (("disgraceful", 5), ("sharp", 1), ("second", 0))[number % 3]
        text = frames[number // 3 % 3].format(word, number)
        sentences.append(sentence(text, *((reader, reader < times, word * (reader < times)) for reader in range(5))))
    words = vocabulary(sentences)
    random = np.random.default_rng(0)
    described = features(words, lambda terms: random.normal(size=(len(terms), 8)))
    return sentences, Learner(sentences, words, described)


def test_the_fit_finds_what_constructed_readers_mark(constructed: tuple[list[BabeSentence], Learner]) -> None:
    sentences, learner = constructed
    rows = np.arange(len(sentences))
    found = learner.fit(rows)
    at = learner.words.index
    strong, weak, plain = (at[word] for word in ("disgraceful", "sharp", "second"))
    assert (found.shown[strong], found.times_marked[strong]) == (200, 200)
    assert (found.shown[weak], found.times_marked[weak]) == (200, 40)
    assert found.marked[strong] == (200 + 25 * found.prior[strong]) / (200 + 25)
    assert found.weights[strong] > found.weights[weak] > 0 == found.weights[plain]
    assert found.weights[strong] == pytest.approx(-found.slope * math.log(1 - min(found.marked[strong], 0.97)))
    lexicon = fitted_lexicon(learner.words, found, 0.4)
    assert {entry.term for entry in lexicon.entries} >= {"disgraceful", "sharp"}
    assert all(
        found.marked[at[entry.term]] >= FLOOR or learner.words.stance[at[entry.term]] for entry in lexicon.entries
    )
    errors, intercept_error = learner.errors(found, rows, draws=5)
    assert intercept_error > 0
    assert (errors[found.weights > 0] > 0).all()
    again, _ = learner.errors(found, rows, draws=5)
    assert again.tolist() == errors.tolist()


def test_what_is_held_out_is_not_learned_from(constructed: tuple[list[BabeSentence], Learner]) -> None:
    sentences, learner = constructed
    without = np.array([at for at, one in enumerate(sentences) if "disgraceful" not in one.text])
    found = learner.fit(without)
    assert found.shown[learner.words.index["disgraceful"]] == 0
    assert found.marked[learner.words.index["disgraceful"]] == found.prior[learner.words.index["disgraceful"]]


@given(st.lists(st.sampled_from("abcdefgh"), min_size=8, max_size=60).filter(lambda groups: len(set(groups)) >= 5))
def test_folds_keep_groups_together_and_test_each_row_once(groups: list[str]) -> None:
    tested: list[int] = []
    for learn, test in grouped_folds(groups):
        assert not {groups[at] for at in learn} & {groups[at] for at in test}
        tested += test.tolist()
    assert sorted(tested) == list(range(len(groups)))


def test_measures_worked_by_hand() -> None:
    labels, scores = np.array([False, True, False, True]), np.array([0.1, 0.4, 0.5, 0.9])
    assert auc(labels, scores) == 3 / 4  # of four pairs, only (0.5, 0.4) stands the wrong way round
    assert math.isnan(auc(labels[:1], scores[:1]))
    assert average_precision(labels, scores) == pytest.approx((1 / 1 + 2 / 3) / 2)
    # Called biased: rows 2 and 3. Biased: precision 1/2, recall 1/2. The others: the same.
    assert macro_f1(labels, scores >= 0.45) == pytest.approx((1 / 2 + 1 / 2) / 2)


def test_reliability_worked_by_hand() -> None:
    table = reliability(np.array([0.9, 0.1, 0.3, 0.7]), np.array([1.0, 0.0, 0.2, 0.6]), bins=2)
    assert table["predicted"].tolist() == pytest.approx([0.2, 0.8])
    assert table["found"].tolist() == pytest.approx([0.1, 0.8])
    assert table["n"].tolist() == [2, 2]


@given(st.integers(1, 500).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_the_interval_of_a_share_holds_it(pair: tuple[int, int]) -> None:
    found = share_interval(*pair)
    assert 0 <= found.low <= found.value <= found.high <= 1
    assert found.value == pair[0] / pair[1]


def test_a_share_of_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="n is 0"):
        share_interval(0, 0)


def test_the_bootstrap_draws_whole_groups() -> None:
    values = np.array([0.0, 0.0, 1.0, 1.0])
    sizes = set()

    def mean(rows: np.ndarray[tuple[int], np.dtype[np.int64]]) -> float:
        sizes.add(len(rows))
        counts = np.bincount(rows, minlength=4)
        assert counts[0] == counts[1]
        assert counts[2] == counts[3]
        return float(values[rows].mean())

    found = bootstrapped(mean, ["a", "a", "b", "b"], draws=50)
    assert (found.value, found.low, found.high, found.n) == (0.5, 0.0, 1.0, 4)
    assert sizes == {4}


def test_every_term_that_ships_was_written_by_hand_or_looked_over() -> None:
    known = {entry.term for entry in load_lexicon(fitted=False).entries} | set(looked_over())
    assert {entry.term for entry in load_lexicon().entries} <= known


def test_the_sample_of_the_shipped_terms_is_right_in_85_of_100() -> None:
    with (DATA / "sample_of_terms.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == len({row["term"] for row in rows})
    assert {row["right"] for row in rows} <= {"0", "1"}
    shipped = {entry.term for entry in load_lexicon().entries}
    for drawn_from, size in (("first", 300), ("added", 108)):
        sample = [row for row in rows if row["drawn_from"] == drawn_from]
        assert len(sample) == size
        assert sum(row["right"] == "1" for row in sample) >= 0.85 * size
        assert sum(row["term"] in shipped for row in sample) >= 0.95 * size  # a later fit may drop a few


def test_each_fold_has_a_list_of_its_own() -> None:
    lexicons = fold_lexicons()
    assert len(lexicons) == 5
    assert len({lexicon.intercept for lexicon in lexicons}) == 5
    assert all(3000 < len(lexicon.entries) < 17000 for lexicon in lexicons)


def test_the_stored_results_are_complete_and_within_bounds() -> None:
    stored = stored_agreement()
    assert tuple(stored.columns) == COLUMNS
    tables = {"sentences", "outlets", "words", "false alarms", "directions", "calibration", "CheckThat"}
    assert set(stored["table"]) == tables
    assert ((stored["low"] <= stored["value"]) & (stored["value"] <= stored["high"])).all()
    assert len(list(lines(stored))) == len(stored) + 2 * len(tables)


def test_the_stored_results_are_what_the_corpora_give() -> None:
    try:
        corpora.babe()
    except CorpusMissing as missing:
        pytest.skip(str(missing))
    stored = stored_agreement()
    found = agreement()
    keys = ["table", "tool", "slice", "measure"]
    pd.testing.assert_frame_equal(found[keys], stored[keys], check_dtype=False)
    assert found["value"].to_numpy() == pytest.approx(stored["value"].to_numpy(), abs=0.002)
    assert found["n"].tolist() == stored["n"].tolist()


def test_a_missing_corpus_stops_the_validation(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("UNDERTONE_DATA", str(tmp_path))
    with pytest.raises(CorpusMissing, match="UNDERTONE_DATA"):
        agreement()


@pytest.mark.parametrize("limit", list(known_limits().itertuples()), ids=lambda limit: limit.kind + ": " + limit.wanted)
def test_a_known_limit_is_still_one(limit: Any) -> None:
    """Mended limits leave the list, the notebook that shows it, and docs/limits.md."""
    sentences = score(Article(id="a", text=limit.sentence)).sentences
    said = "loaded" if (sentences["loaded_probability"] >= 0.5).any() else "plain"
    assert {said, limit.wanted} == {"loaded", "plain"}
