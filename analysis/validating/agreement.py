"""How far the scores agree with trained readers, beside peers, in one run: what `undertone validate` prints.

On BABE every sentence is scored with weights that were fitted without its article (`folds.csv`, made by the fit).
CheckThat's labels are used here and nowhere else.
"""

from __future__ import annotations

import csv
import json
import math
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import pandas as pd
from scipy.special import expit

from analysis.article import Article
from analysis.lexicons import Lexicon, load_lexicon
from analysis.reading import rows_of
from analysis.scoring import score
from analysis.splitting import WORD
from analysis.validating.corpora import BabeSentence, babe, checkthat
from analysis.validating.fitting import DATA, grouped_folds, looked_over, marked_spans
from analysis.validating.measures import (
    Measured,
    auc,
    average_precision,
    bootstrapped,
    macro_f1,
    reliability,
    share_interval,
)
from analysis.validating.readers import binary_alpha
from analysis.validating.results import COLUMNS

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Flags = NDArray[np.bool_]
    Ints = NDArray[np.int64]

SMALLEST_CLASS = 10
"""An outlet counts if it has at least this many sentences of either label."""


class Scored(NamedTuple):
    """What one tool says of sentences: a score each, and whether it calls the sentence biased."""

    scores: Floats
    decided: Flags


class SentenceScores(NamedTuple):
    """What Undertone says of labelled sentences.

    `words` has a row per word: `sentence`, `points` (of the counted hit that covers it), `direction`, and `start`,
    `end`.
    """

    points: Floats
    probability: Floats
    length: Ints
    words: pd.DataFrame


def fold_lexicons() -> list[Lexicon]:
    """Return the word list of each fold: the shipped one with the weights that were fitted without the fold."""
    shipped = load_lexicon()
    facts = json.loads((DATA / "folds.json").read_text(encoding="utf-8"))
    with (DATA / "folds.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    known = looked_over() | {entry.term: entry for entry in load_lexicon(fitted=False).entries}
    lexicons = []
    for number, fact in enumerate(facts, start=1):
        entries = [
            known[row["term"]]._replace(weight=float(row["weight"])) for row in rows if row["fold"] == str(number)
        ]
        lexicons.append(replace(shipped, entries=tuple(entries), **fact))
    return lexicons


def out_of_fold(sentences: Sequence[BabeSentence]) -> SentenceScores:
    """Score each sentence with the list of its fold."""
    count = len(sentences)
    points: Floats = np.zeros(count)
    probability: Floats = np.zeros(count)
    length = np.zeros(count, dtype="int64")
    words: list[pd.DataFrame] = []
    folds = grouped_folds([sentence.group for sentence in sentences])
    for (_, test), lexicon in zip(folds, fold_lexicons(), strict=True):
        found = score_sentences([sentences[at].text for at in test], lexicon)
        points[test], probability[test], length[test] = found.points, found.probability, found.length
        words.append(found.words.assign(sentence=test[found.words["sentence"].to_numpy()]))
    return SentenceScores(points, probability, length, pd.concat(words, ignore_index=True))


def score_sentences(texts: Sequence[str], lexicon: Lexicon) -> SentenceScores:
    """Score labelled sentences, each as one sentence, whatever the splitter finds in it."""
    articles = [Article(id=str(at), text=text if text.strip() else ".") for at, text in enumerate(texts)]
    reading = score(articles, lexicon=lexicon, layers=["wording"])
    owner = reading.sentences["article_id"].astype("int64").to_numpy()
    points = np.bincount(owner, weights=reading.sentences["loaded_points"], minlength=len(texts)).astype("float64")
    length = np.bincount(owner, weights=reading.sentences["words"], minlength=len(texts)).astype("int64")
    probability = expit(lexicon.intercept + points)
    counted = reading.hits[reading.hits["counted"]]
    spans: dict[int, list[Any]] = {}
    for hit in rows_of(counted):
        spans.setdefault(int(hit.article_id), []).append(hit)
    rows = []
    for at, text in enumerate(texts):
        for word in WORD.finditer(text):
            inside = [hit for hit in spans.get(at, ()) if hit.start < word.end() and word.start() < hit.end]
            best = max(inside, key=lambda hit: hit.points, default=None)
            rows.append((at, word.start(), word.end(), best.points if best else 0.0, best.direction if best else ""))
    table = pd.DataFrame(rows, columns=["sentence", "start", "end", "points", "direction"])
    return SentenceScores(points, probability, length, table)


class _Table:
    """Collects rows of the tidy table of results."""

    def __init__(self) -> None:
        self.rows: list[tuple[str, str, str, str, float, float, float, int]] = []

    def add(self, table: str, tool: str, part: str, measure: str, found: Measured) -> None:
        self.rows.append((table, tool, part, measure, *found))

    def frame(self) -> pd.DataFrame:
        return pd.DataFrame(self.rows, columns=list(COLUMNS))


def agreement() -> pd.DataFrame:
    """Measure agreement with the readers of BABE and CheckThat, beside peers.

    Returns
    -------
    DataFrame
        `table, tool, slice, measure, value, low, high, n`: tidy, one row per number, with 90 % intervals
        (whole articles drawn with replacement; Wilson's for shares).

    Raises
    ------
    CorpusMissing
        If a corpus is not on this machine.
    """
    sentences, result = babe(), _Table()
    ours = out_of_fold(sentences)
    labels = np.array([sentence.biased for sentence in sentences])
    share = np.array([sentence.share for sentence in sentences])
    groups = [sentence.group for sentence in sentences]
    tools = {"Undertone": Scored(ours.points, ours.probability >= 0.5), **_peers(sentences, labels)}
    for tool, said in tools.items():
        _compare(result, tool, said, labels, groups)
        _within_outlets(result, tool, said, labels, sentences)
    _between_readers(result, sentences)
    _one_expert(result, sentences, ours)
    _words(result, sentences, ours)
    _false_alarms(result, sentences, ours, share)
    _by_direction(result, sentences, ours, share)
    _calibration(result, ours, share, groups)
    _elsewhere(result, sentences, labels)
    return result.frame()


def _peers(sentences: Sequence[BabeSentence], labels: Flags) -> dict[str, Scored]:
    """Score with TextBlob, with VADER, and with a model of the sentence labels; thresholds are learned."""
    texts = [sentence.text for sentence in sentences]
    scores = {**_word_lists(texts), "TF-IDF": np.zeros(len(texts))}
    decided = {tool: np.zeros(len(texts), dtype=bool) for tool in scores}
    for learn, test in grouped_folds([sentence.group for sentence in sentences]):
        model = _sentence_model([texts[at] for at in learn], labels[learn])
        scores["TF-IDF"][test] = model([texts[at] for at in test])
        decided["TF-IDF"][test] = scores["TF-IDF"][test] >= 0.5
        for tool in scores:
            if tool != "TF-IDF":
                decided[tool][test] = scores[tool][test] >= _best_threshold(scores[tool][learn], labels[learn])
    return {tool: Scored(scores[tool], decided[tool]) for tool in scores}


def _word_lists(texts: Sequence[str]) -> dict[str, Floats]:
    from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

    from analysis.marking import sentiment

    vader = SentimentIntensityAnalyzer()
    moods = [sentiment(text)[:2] for text in texts]
    return {
        "TextBlob, subjectivity": np.array([subjectivity for _, subjectivity in moods]),
        "TextBlob, |polarity|": np.array([abs(polarity) for polarity, _ in moods]),
        "VADER, |compound|": np.array([abs(vader.polarity_scores(text)["compound"]) for text in texts]),
    }


def _sentence_model(texts: Sequence[str], labels: Flags) -> Any:
    """Fit TF-IDF of words and pairs of words with a logistic regression; return what scores texts."""
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import make_pipeline

    model = make_pipeline(
        TfidfVectorizer(ngram_range=(1, 2), min_df=2, sublinear_tf=True), LogisticRegression(C=4.0, max_iter=500)
    )
    model.fit(texts, labels)
    return lambda others: model.predict_proba(others)[:, 1]


def _best_threshold(scores: Floats, labels: Flags) -> float:
    candidates = np.unique(np.quantile(scores, np.linspace(0.05, 0.95, 19)))
    return float(max(candidates, key=lambda threshold: macro_f1(labels, scores >= threshold)))


def _compare(result: _Table, tool: str, said: Scored, labels: Flags, groups: Sequence[str]) -> None:
    ranked = bootstrapped(lambda rows: auc(labels[rows], said.scores[rows]), groups)
    decided = bootstrapped(lambda rows: macro_f1(labels[rows], said.decided[rows]), groups)
    result.add("sentences", tool, "all", "AUC", ranked)
    result.add("sentences", tool, "all", "macro-F1", decided)


def _within_outlets(result: _Table, tool: str, said: Scored, labels: Flags, sentences: Sequence[BabeSentence]) -> None:
    outlets = np.array([sentence.outlet for sentence in sentences])
    groups = np.array([sentence.group for sentence in sentences])
    found = []
    for outlet in sorted(set(outlets.tolist())):
        inside = np.flatnonzero(outlets == outlet)
        if min(labels[inside].sum(), (~labels[inside]).sum()) < SMALLEST_CLASS:
            continue
        one = bootstrapped(
            lambda rows, inside=inside: auc(labels[inside[rows]], said.scores[inside[rows]]),  # type: ignore[misc]
            groups[inside].tolist(),
        )
        found.append(one)
        if tool == "Undertone":
            result.add("outlets", tool, outlet, "AUC", one)
    mean = float(np.mean([one.value for one in found]))
    spread = math.sqrt(sum(((one.high - one.low) / 2) ** 2 for one in found)) / len(found)
    measured = Measured(mean, mean - spread, mean + spread, len(found))
    result.add("sentences", tool, "mean within outlets", "AUC", measured)


def _between_readers(result: _Table, sentences: Sequence[BabeSentence]) -> None:
    """Krippendorff's alpha (nominal) of the readers' answers to whole sentences, from the counts of each."""
    yes = np.array([sum(note.biased for note in sentence.annotations) for sentence in sentences], dtype=float)
    asked = np.array([len(sentence.annotations) for sentence in sentences], dtype=float)

    def alpha(rows: Ints) -> float:
        some = rows[asked[rows] > 1]
        unlike = 2 * yes[some] * (asked[some] - yes[some]) / (asked[some] - 1)
        return float(binary_alpha(np.array([unlike.sum(), yes[some].sum(), asked[some].sum()]))[0])

    found = bootstrapped(alpha, [sentence.group for sentence in sentences])
    result.add("sentences", "Trained readers", "between each other", "Krippendorff's alpha", found)


def _one_expert(result: _Table, sentences: Sequence[BabeSentence], ours: SentenceScores) -> None:
    """One reader against the majority of the others; where the others are divided evenly, there is none."""
    said, wanted, tool, groups = [], [], [], []
    for at, sentence in enumerate(sentences):
        votes = [note.biased for note in sentence.annotations]
        for own in votes:
            others, against = sum(votes) - own, len(votes) - 1
            if 2 * others != against and against:
                said.append(own)
                wanted.append(2 * others > against)
                tool.append(ours.probability[at] >= 0.5)
                groups.append(sentence.group)
    right = np.array(wanted)
    for name, decided in (("One trained reader", np.array(said)), ("Undertone, same sentences", np.array(tool))):
        measured = bootstrapped(
            lambda rows, decided=decided: macro_f1(right[rows], decided[rows]),  # type: ignore[misc]
            groups,
            draws=100,
        )
        result.add("sentences", name, "against the other readers", "macro-F1", measured)


def _words(result: _Table, sentences: Sequence[BabeSentence], ours: SentenceScores) -> None:
    """Words: the ranking against BABE's list, and marks beside one reader's own against the other readers'."""
    words = ours.words.sort_values(["sentence", "start"], kind="stable")
    points = words["points"].to_numpy()
    owner = words["sentence"].to_numpy()
    spans = list(zip(words["start"], words["end"], strict=True))
    firsts = np.searchsorted(owner, np.arange(len(sentences) + 1))

    def covered(at: int, phrases: Sequence[str]) -> Flags:
        marked = marked_spans(sentences[at].text, phrases)
        return np.array(
            [any(a < end and start < b for a, b in marked) for start, end in spans[firsts[at] : firsts[at + 1]]],
            dtype=bool,
        )

    listed = np.concatenate([covered(at, sentence.marked) for at, sentence in enumerate(sentences)])
    groups = [sentences[at].group for at in owner.tolist()]
    result.add(
        "words",
        "Undertone",
        "all",
        "average precision",
        bootstrapped(lambda rows: average_precision(listed[rows], points[rows]), groups, draws=100),
    )
    tallies = {"One trained reader": np.zeros(3, dtype=int), "Undertone": np.zeros(3, dtype=int)}
    for at, sentence in enumerate(sentences):
        marks = np.array([covered(at, note.marked) for note in sentence.annotations])
        tool = points[firsts[at] : firsts[at + 1]] > 0
        for one in range(len(marks)):
            target = marks.sum(axis=0) - marks[one] >= 2
            for name, found in (("One trained reader", marks[one]), ("Undertone", tool)):
                tallies[name] += np.array([(found & target).sum(), found.sum(), target.sum()])
    for name, (both, found, target) in tallies.items():
        part = "against words that two other readers marked"
        result.add("words", name, part, "precision", share_interval(int(both), int(found)))
        result.add("words", name, part, "recall", share_interval(int(both), int(target)))


def _false_alarms(result: _Table, sentences: Sequence[BabeSentence], ours: SentenceScores, share: Floats) -> None:
    """Sentences that no reader called biased: how many are called loaded, by leaning and by length."""
    clean = share == 0
    loaded = ours.probability >= 0.5
    leaning = np.array([sentence.leaning for sentence in sentences])
    thirds = np.quantile(ours.length[clean], [1 / 3, 2 / 3])
    parts: dict[str, Flags] = {
        "all": clean,
        **{f"outlets of the {name}": clean & (leaning == name) for name in ("left", "center", "right")},
        "shortest third": clean & (ours.length <= thirds[0]),
        "middle third": clean & (ours.length > thirds[0]) & (ours.length <= thirds[1]),
        "longest third": clean & (ours.length > thirds[1]),
    }
    for name, inside in parts.items():
        found = share_interval(int((loaded & inside).sum()), int(inside.sum()))
        result.add("false alarms", "Undertone", name, "share called loaded", found)
    rows = np.flatnonzero(clean)
    measured = bootstrapped(
        lambda drawn: _rank_correlation(ours.points[rows[drawn]], ours.length[rows[drawn]]),
        [sentences[at].group for at in rows.tolist()],
    )
    result.add("false alarms", "Undertone", "all", "rank correlation of points and words", measured)


def _rank_correlation(one: NDArray[Any], other: NDArray[Any]) -> float:
    from scipy.stats import spearmanr

    return float(spearmanr(one, other).statistic)


def _by_direction(result: _Table, sentences: Sequence[BabeSentence], ours: SentenceScores, share: Floats) -> None:
    """By the term's direction: how many counted words a reader marked, and how many stand in clean sentences."""
    marked = {
        at: marked_spans(sentence.text, [phrase for note in sentence.annotations for phrase in note.marked])
        for at, sentence in enumerate(sentences)
    }
    hits = ours.words[ours.words["points"] > 0]
    seen = np.array(
        [any(a < hit.end and hit.start < b for a, b in marked[hit.sentence]) for hit in rows_of(hits)], dtype=bool
    )
    clean = share[hits["sentence"].to_numpy()] == 0
    direction = hits["direction"].astype(str).to_numpy()
    for name in ("lowers", "raises", "softens", "none"):
        inside = direction == name
        if inside.any():
            n = int(inside.sum())
            result.add(
                "directions", "Undertone", name, "marked by a reader", share_interval(int(seen[inside].sum()), n)
            )
            clean_here = share_interval(int(clean[inside].sum()), n)
            result.add("directions", "Undertone", name, "in a sentence that nobody called biased", clean_here)


def _calibration(result: _Table, ours: SentenceScores, share: Floats, groups: Sequence[str]) -> None:
    for row in rows_of(reliability(ours.probability, share)):
        result.add(
            "calibration",
            "Undertone",
            f"{row.predicted:.3f}",
            "share of readers",
            Measured(row.found, row.low, row.high, row.n),
        )
    brier = bootstrapped(lambda rows: float(((ours.probability[rows] - share[rows]) ** 2).mean()), groups)
    plain = bootstrapped(lambda rows: float(((share.mean() - share[rows]) ** 2).mean()), groups)
    result.add("calibration", "Undertone", "all", "Brier score", brier)
    result.add("calibration", "The base rate alone", "all", "Brier score", plain)


def _elsewhere(result: _Table, sentences: Sequence[BabeSentence], labels: Flags) -> None:
    """Another corpus, with the shipped list; the model of sentence labels is fitted on all of BABE."""
    rows = checkthat()
    texts, subjective = [text for text, _ in rows], np.array([label for _, label in rows])
    model = _sentence_model([sentence.text for sentence in sentences], labels)
    tools = {"Undertone": score_sentences(texts, load_lexicon()).points, **_word_lists(texts), "TF-IDF": model(texts)}
    for tool, scores in tools.items():
        measured = bootstrapped(
            lambda drawn, scores=scores: auc(subjective[drawn], scores[drawn]),  # type: ignore[misc]
            [str(at) for at in range(len(texts))],
        )
        result.add("CheckThat", tool, "all", "AUC", measured)


def lines(frame: pd.DataFrame) -> Iterator[str]:
    """Lay out the results for a terminal."""
    for name, table in frame.groupby("table", sort=False):
        yield ""
        yield str(name)
        for row in rows_of(table):
            yield (
                f"  {row.tool:28s} {row.slice:44s} {row.measure:40s} {row.value:6.3f}"
                f"  [{row.low:.3f}, {row.high:.3f}]  n {row.n}"
            )
