"""The ledger: what was found, as columns, and the tables in which it adds up."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from analysis.article import Article
from analysis.lexicons import Lexicon
from analysis.marking import Hit
from analysis.reading import SCHEMAS, empty_table, table

if TYPE_CHECKING:
    from numpy.typing import NDArray

Z90 = 1.6448536269514722  # the normal quantile of a 90 % interval
_SENTENCE_FIELDS = ("paragraph", "start", "end", "text", "words", "polarity", "subjectivity")


class Ledger:
    """What was found so far, part by part.

    Fields are kept end to end in flat lists of plain values. A tuple for each sentence and each hit would
    have the garbage collector walk through all of them again and again.
    """

    def __init__(self) -> None:
        self._sentences: list[Any] = []
        self._hits: list[Any] = []
        self._parts: list[tuple[str, str, str]] = []
        self._sentence_ends: list[int] = [0]
        self._hit_ends: list[int] = [0]

    def add_sentence(
        self,
        paragraph: int,
        start: int,
        end: int,
        text: str,
        words: int,
        polarity: float,
        subjectivity: float,
    ) -> None:
        """Add a sentence to the part at hand; paragraphs count from 0 within it."""
        self._sentences.extend((paragraph, start, end, text, words, polarity, subjectivity))

    def add_hit(self, hit: Hit | tuple[object, ...]) -> None:
        """Add a hit (the fields of `Hit`, in order) to the part at hand; sentences count from 0 within it."""
        self._hits.extend(hit)

    def close_part(self, article_id: str, part: str, text: str) -> None:
        """Say which part the sentences and hits since the last one belong to."""
        self._parts.append((article_id, part, text))
        self._sentence_ends.append(len(self._sentences) // len(_SENTENCE_FIELDS))
        self._hit_ends.append(len(self._hits) // len(Hit._fields))

    def sentences(self) -> dict[str, list[Any]]:
        """Return the fields of the sentences, by name."""
        return {name: self._sentences[at :: len(_SENTENCE_FIELDS)] for at, name in enumerate(_SENTENCE_FIELDS)}

    def hits(self) -> dict[str, list[Any]]:
        """Return the fields of the hits, by name."""
        return {name: self._hits[at :: len(Hit._fields)] for at, name in enumerate(Hit._fields)}

    def sentences_by_part(self) -> NDArray[np.int64]:
        """Return how many sentences each part has."""
        return np.diff(np.array(self._sentence_ends, dtype="int64"))

    def hits_by_part(self) -> NDArray[np.int64]:
        """Return how many hits each part has."""
        return np.diff(np.array(self._hit_ends, dtype="int64"))

    def part_names(self, field: int) -> NDArray[np.object_]:
        """Return the article id (0), the part's name (1) or its text (2) for each part."""
        return np.array([part[field] for part in self._parts], dtype=object)

    def numbered_through(self, lengths: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return what to add to each part's own numbers so that they run on from title to body."""
        offsets = np.zeros(len(lengths), dtype="int64")
        for at in range(1, len(lengths)):
            if self._parts[at][0] == self._parts[at - 1][0]:
                offsets[at] = offsets[at - 1] + lengths[at - 1]
        return offsets


def hit_table(ledger: Ledger) -> pd.DataFrame:
    """Lay out a ledger's hits as the reading's table `hits`: by sentence, the word list first, then sentiment."""
    fields = ledger.hits()
    count = len(fields["start"])
    if not count:
        return empty_table("hits")
    part = np.repeat(np.arange(len(ledger.hits_by_part())), ledger.hits_by_part())
    texts = ledger.part_names(2)[part]
    columns: dict[str, Any] = {
        **fields,
        "article_id": ledger.part_names(0)[part],
        "part": ledger.part_names(1)[part],
        "sentence": np.array(fields["sentence"]) + ledger.numbered_through(ledger.sentences_by_part())[part],
        "text": [text[start:end] for text, start, end in zip(texts, fields["start"], fields["end"], strict=True)],
        "voice": pd.Categorical.from_codes([0] * count, categories=pd.Index(["narrator"], dtype=object)),
        "voice_id": np.full(count, -1),
    }
    return table("hits", columns)


def sentence_table(ledger: Ledger, lexicon: Lexicon, prevalence: float | None) -> pd.DataFrame:
    """Lay out a ledger's sentences as the reading's table `sentences`, with what their hits add up to."""
    fields = ledger.sentences()
    count = len(fields["start"])
    if not count:
        return empty_table("sentences")
    lengths = ledger.sentences_by_part()
    part = np.repeat(np.arange(len(lengths)), lengths)
    firsts = np.concatenate([[0], np.cumsum(lengths)])[:-1]
    paragraphs = np.array(fields["paragraph"], dtype="int64")
    by_part = np.zeros(len(lengths), dtype="int64")
    np.maximum.at(by_part, part, paragraphs + 1)
    points, error = _added_up(ledger, firsts, count, lexicon)
    log_odds = _log_odds_of(points, lexicon, prevalence)
    probability = _logistic(log_odds)
    reach = Z90 * error
    none, no_points = np.zeros(count, dtype="int64"), np.zeros(count)
    columns: dict[str, Any] = {
        **fields,
        "article_id": ledger.part_names(0)[part],
        "part": ledger.part_names(1)[part],
        "paragraph": paragraphs + ledger.numbered_through(by_part)[part],
        "sentence": np.arange(count) - firsts[part] + ledger.numbered_through(lengths)[part],
        "narrator_words": fields["words"],
        "quoted_words": none,
        "paraphrased_words": none,
        "loaded_points": points,
        "narrator_points": points,
        "quoted_points": no_points,
        "paraphrased_points": no_points,
        **dict.fromkeys(("loaded_probability", "narrator_probability"), probability),
        "loaded_low": np.minimum(_logistic(log_odds - reach), probability),
        "loaded_high": np.maximum(_logistic(log_odds + reach), probability),
    }
    return table("sentences", columns)


def article_table(articles: Sequence[Article], sentences: pd.DataFrame) -> pd.DataFrame:
    """Lay out the articles as the reading's table `articles`: their fields, metadata and rates.

    Rates are points per 100 words of the body, 0 where it has no word.
    """
    position = {article.id: at for at, article in enumerate(articles)}
    owner = sentences["article_id"].map(position).to_numpy(dtype="int64")
    body = (sentences["part"] == "body").to_numpy(dtype=bool)

    def add_up(column: str, where: NDArray[np.bool_]) -> NDArray[np.float64]:
        weights = sentences[column].to_numpy(dtype="float64")[where]
        return np.bincount(owner[where], weights=weights, minlength=len(articles)).astype("float64")

    counts = np.bincount(owner[body], minlength=len(articles))
    at_least_one = np.maximum(counts, 1)
    words = {name: add_up(name, body) for name in ("words", "narrator_words", "quoted_words", "paraphrased_words")}
    loaded = 100 * add_up("loaded_points", body) / np.maximum(words["words"], 1)
    narrator = 100 * add_up("narrator_points", body) / np.maximum(words["narrator_words"], 1)
    columns: dict[str, Any] = {
        "article_id": [article.id for article in articles],
        **{
            field: [getattr(article, field) for article in articles]
            for field in ("title", "outlet", "author", "published", "url", "language", "error")
        },
        "notes": ["; ".join(article.notes) for article in articles],
        "sentences": counts,
        **{name: values.astype("int64") for name, values in words.items()},
        **dict.fromkeys(("loaded_rate", "loaded_rate_low", "loaded_rate_high"), loaded),
        **dict.fromkeys(("narrator_rate", "narrator_rate_low", "narrator_rate_high"), narrator),
        "title_points": add_up("loaded_points", ~body),
        "polarity": add_up("polarity", body) / at_least_one,
        "subjectivity": add_up("subjectivity", body) / at_least_one,
        **_metadata(articles),
    }
    return table("articles", columns)


def _added_up(
    ledger: Ledger, firsts: NDArray[np.int64], count: int, lexicon: Lexicon
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return the points of each sentence, added up in the ledger's order, and the standard error of its log-odds.

    Errors of different terms and of the intercept are independent; a term that stands twice has one error,
    which counts twice.
    """
    fields = ledger.hits()
    wording = np.array([layer == "wording" for layer in fields["layer"]], dtype=bool)
    part = np.repeat(np.arange(len(firsts)), ledger.hits_by_part())[wording]
    sentence = np.array(fields["sentence"], dtype="int64")[wording] + firsts[part]
    points = np.array(fields["points"], dtype="float64")[wording]
    term, names = pd.factorize(np.array(fields["term"], dtype=object)[wording])
    relative = np.array([lexicon.relative_errors.get(name, 0.0) for name in names], dtype="float64")
    # One number for each sentence with each of its terms.
    pairs, pair = np.unique(sentence * len(names) + term, return_inverse=True)
    by_pair = np.bincount(pair, weights=points, minlength=len(pairs))
    owner, which = np.divmod(pairs, max(len(names), 1))
    variance = np.bincount(owner, weights=(by_pair * relative[which]) ** 2, minlength=count)
    error: NDArray[np.float64] = np.sqrt(variance + lexicon.intercept_error**2)
    return np.bincount(sentence, weights=points, minlength=count).astype("float64"), error


def _log_odds_of(points: NDArray[np.float64], lexicon: Lexicon, prevalence: float | None) -> NDArray[np.float64]:
    shift = 0.0 if prevalence is None else _log_odds(prevalence) - _log_odds(lexicon.base_rate)
    return lexicon.intercept + shift + points


def _logistic(log_odds: NDArray[np.float64]) -> NDArray[np.float64]:
    share: NDArray[np.float64] = np.exp(-np.logaddexp(0.0, -log_odds))
    return share


def _log_odds(share: float) -> float:
    return float(np.log(share) - np.log1p(-share))


def _metadata(articles: Sequence[Article]) -> dict[str, list[object]]:
    names = dict.fromkeys(name for article in articles for name in article.metadata)
    taken = [name for name in names if name in SCHEMAS["articles"]]
    if taken:
        raise ValueError(f"an article's metadata may not use the name of a column: {', '.join(taken)}")
    return {name: [article.metadata.get(name) for article in articles] for name in names}
