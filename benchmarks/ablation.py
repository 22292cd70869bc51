"""What each part of the fit gives: the same grouped folds of BABE, one part left out at a time.

    python benchmarks/ablation.py

Needs the extra `fit` and the corpora in $UNDERTONE_DATA (by default ../shared/data); about seven minutes.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import numpy as np
from scipy.stats import spearmanr

from analysis.reading import rows_of
from analysis.validating import fitting
from analysis.validating.agreement import SMALLEST_CLASS, score_sentences
from analysis.validating.corpora import BabeSentence, babe
from analysis.validating.fitting import Learner, Vocabulary, features, fitted_lexicon, marked_spans, minilm, vocabulary
from analysis.validating.measures import auc, average_precision, macro_f1

DIMENSIONS = 384
LETTERS = 41
HEADER = ("AUC", "macro-F1", "in outlets", "words AP", "length", "Brier", "terms")


class WithReadersWeighted(Learner):
    """A mark of a reader who marks much counts for less."""

    def __init__(self, sentences: list[BabeSentence], words: Vocabulary, described: Any) -> None:
        super().__init__(sentences, words, described)
        seen = self.exposures
        rate = seen.pair_marks.sum(axis=0) / seen.present[seen.pair_sentence].sum(axis=0)
        self.readers = rate.mean() / np.maximum(rate, rate.mean() / 4)  # one reader has hardly any marks


class WithoutContexts(Learner):
    def _modifiers(self, shares: Any, rows: Any) -> dict[str, float]:
        return {}


class PraiseAsAbuse(Learner):
    """What raises or softens has at least the prior of what lowers and was read as loaded to the same degree."""

    def _shares(self, shown: Any, marked: Any) -> Any:
        prior, _ = super()._shares(shown, marked)
        direction = np.array([entry.direction for entry in self.words.lexicon.entries])
        degree = np.round(self.words.strength)
        for one in (1.0, 2.0, 3.0):
            gentle = (degree == one) & np.isin(direction, ("raises", "softens"))
            prior[gentle] = np.maximum(prior[gentle], np.median(prior[(degree == one) & (direction == "lowers")]))
        return prior, (marked + fitting.SHRINKAGE * prior) / (shown + fitting.SHRINKAGE)


class WithoutRelatives(Learner):
    def _relatives(self, shown: Any, marked: Any) -> Any:
        return np.zeros((len(shown), 2))


def figures(sentences: list[BabeSentence], learner: Learner, words: Vocabulary) -> tuple[float, ...]:
    share = np.array([sentence.share for sentence in sentences])
    labels = np.array([sentence.biased for sentence in sentences])
    outlets = np.array([sentence.outlet for sentence in sentences])
    points, probability, length = (np.zeros(len(sentences)) for _ in range(3))
    listed: list[bool] = []
    of_words: list[float] = []
    terms = []
    for learn, test in fitting.grouped_folds(learner.groups):
        lexicon = fitted_lexicon(words, learner.fit(learn), float(share[learn].mean()))
        terms.append(len(lexicon.entries))
        found = score_sentences([sentences[at].text for at in test], lexicon)
        points[test], probability[test], length[test] = found.points, found.probability, found.length
        spans = [marked_spans(sentences[at].text, sentences[at].marked) for at in test]
        for row in rows_of(found.words):
            listed.append(any(a < row.end and row.start < b for a, b in spans[row.sentence]))
            of_words.append(row.points)
    inside = [
        auc(labels[outlets == outlet], points[outlets == outlet])
        for outlet in sorted(set(outlets.tolist()))
        if min(labels[outlets == outlet].sum(), (~labels[outlets == outlet]).sum()) >= SMALLEST_CLASS
    ]
    clean = share == 0
    return (
        auc(labels, points),
        macro_f1(labels, probability >= 0.5),
        float(np.mean(inside)),
        average_precision(np.array(listed), np.array(of_words)),
        float(spearmanr(points[clean], length[clean]).statistic),
        float(((probability - share) ** 2).mean()),
        float(np.mean(terms)),
    )


def variants(sentences: list[BabeSentence]) -> Iterator[tuple[str, Callable[[], tuple[Learner, Vocabulary]]]]:
    words = vocabulary(sentences)
    described = features(words, minilm)

    def cleared(start: int, end: int | None) -> Any:
        copy = described.copy()
        copy[:, start:end] = 0
        return copy

    def plain(kind: type[Learner] = Learner, known: Vocabulary = words, columns: Any = described) -> Any:
        return lambda: (kind(sentences, known, columns), known)

    nobody = replace(words, stance=np.zeros_like(words.stance))
    single = np.array([" " not in entry.term for entry in words.lexicon.entries])
    alone = Vocabulary(
        replace(words.lexicon, entries=tuple(itertools.compress(words.lexicon.entries, single))),
        words.strength[single],
        words.expected[single],
        words.rubric[single],
        words.stance[single],
    )
    everything = replace(words, strength=np.where(words.strength > 0, words.strength, 0.1))
    yield "as shipped", plain()
    yield "without the embedding", plain(columns=cleared(0, DIMENSIONS))
    yield "without the letters", plain(columns=cleared(DIMENSIONS, DIMENSIONS + LETTERS))
    yield "without the readings of the bare words", plain(columns=cleared(DIMENSIONS + LETTERS, -3))
    yield "without what TextBlob knows", plain(columns=cleared(-3, None))
    yield "without all of these", plain(columns=cleared(0, None))
    yield "without lemma back-off", plain(kind=WithoutRelatives)
    yield "without quotation and reported speech", plain(kind=WithoutContexts)
    yield "marks weighted by reader", plain(kind=WithReadersWeighted)
    yield "without the words of stance", plain(known=nobody)
    yield "without terms of several words", plain(known=alone, columns=described[single])
    yield "without the rubric for phrases", plain(known=replace(words, rubric=np.zeros_like(words.rubric)))
    yield "praise and euphemism at least as abuse", plain(kind=PraiseAsAbuse)
    yield "with every word that BABE shows, not looked over", plain(known=everything)


def main() -> None:
    sentences = babe()
    print(f"{'':50s}" + "".join(f"{name:>11s}" for name in HEADER))

    def show(name: str, learner: Learner, words: Vocabulary) -> None:
        values = figures(sentences, learner, words)
        print(f"{name:50s}" + "".join(f"{value:11.3f}" for value in values[:-1]) + f"{values[-1]:11.0f}", flush=True)

    shipped: tuple[Learner, Vocabulary] | None = None
    for name, make in variants(sentences):
        learner, words = make()
        shipped = shipped or (learner, words)
        show(name, learner, words)
    assert shipped is not None
    settings = {"FLOOR": (0.02, 0.15), "SHRINKAGE": (10.0, 60.0), "_MOST_POINTS": (99.0,)}
    for setting, values in settings.items():
        kept = getattr(fitting, setting)
        for value in values:
            setattr(fitting, setting, value)
            show(f"{setting} {value} (shipped {kept})", *shipped)
        setattr(fitting, setting, kept)


if __name__ == "__main__":
    main()
