"""TextBlob's polarity and subjectivity, with the offsets of every chunk that it assesses.

The numbers are those of `textblob.sentiments.PatternAnalyzer`, to the last bit, on any text; the method is De
Smedt and Daelemans' (pattern, 2012). Its API gives no offsets, so its tokens are found again here in the text
as it stands. What it does to a sentence, in short: it splits words from punctuation, looks up each word, lets an
adverb multiply the next known word and a negation turn and halve it, and takes the mean over what it knows.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from analysis.lexicons.textblob_lexicon import Known
from analysis.marking.textblob_tokens import (
    NEGATIONS,
    Tokens,
    emoticon_polarity,
    find_stretch,
    may_merge,
    memory,
    merged_tokens,
    token,
)
from analysis.splitting import Sentence, count_words


class Assessment(NamedTuple):
    """One chunk that TextBlob assesses.

    Attributes
    ----------
    start, end : int
        Offsets in code points, from the first to the last of its words, end exclusive.
    words : tuple of str
        The words that it is made of, lower case: a known word, its adverbs and its negation.
    polarity : float
        In [-1, 1], after adverbs, exclamation mark and negation.
    subjectivity : float
        In [0, 1].
    weight : float
        The polarity of the known word alone, in [-1, 1].
    modifier : str
        What changed it, in words; empty where nothing did.
    kind : str
        "word", "emoticon" or "irony mark".
    """

    start: int
    end: int
    words: tuple[str, ...]
    polarity: float
    subjectivity: float
    weight: float
    modifier: str
    kind: str


class _Chunk:
    """A chunk while it is being put together."""

    __slots__ = (
        "end",
        "intensity",
        "kind",
        "modifiers",
        "negated",
        "polarity",
        "start",
        "subjectivity",
        "weight",
        "words",
    )

    def __init__(
        self,
        word: str,
        start: int,
        end: int,
        polarity: float,
        subjectivity: float,
        intensity: float,
        kind: str,
    ) -> None:
        self.words = [word]
        self.start, self.end = start, end
        self.polarity = self.weight = polarity
        self.subjectivity = subjectivity
        self.intensity = intensity
        self.negated = False
        self.modifiers: list[str] = []
        self.kind = kind

    def extend(self, word: str, start: int, end: int, *, first: bool = False) -> None:
        self.words.insert(0 if first else len(self.words), word)
        self.start = min(self.start, start)
        self.end = max(self.end, end)

    def negate(self, negation: str) -> None:
        self.negated = True
        self.modifiers.append(f"negated by “{negation}”")


def sentiment(text: str) -> tuple[float, float, list[Assessment]]:
    """Compute TextBlob's polarity and subjectivity of a text, and what they are the means of.

    Parameters
    ----------
    text : str

    Returns
    -------
    polarity : float
        In [-1, 1]; 0 where no word is known.
    subjectivity : float
        In [0, 1].
    assessments : list of Assessment
        In TextBlob's order. Their means are the two numbers.

    Examples
    --------
    >>> polarity, subjectivity, found = sentiment("The plan was not very good.")
    >>> round(polarity, 3), round(subjectivity, 3)
    (-0.269, 0.462)
    >>> found[0].words, found[0].modifier
    (('not', 'very', 'good'), 'negated by “not”; multiplied by “very”')
    """
    chunks, _ = _assess(text, may_merge(text))
    return _averaged(chunks)


def sentiments(text: str, sentences: Sequence[Sentence]) -> Iterator[tuple[int, float, float, list[Assessment]]]:
    """Compute `sentiment` of each sentence of a text, and count its words in the same pass.

    Parameters
    ----------
    text : str
    sentences : sequence of Sentence
        From `split_sentences(text)`.

    Yields
    ------
    words : int
        As `count_words` counts them.
    polarity : float
    subjectivity : float
    assessments : list of Assessment
        As `sentiment` returns them; offsets count from the start of the sentence.
    """
    anywhere = may_merge(text)  # most texts have no emoticon: one look for all their sentences
    for _, start, end in sentences:
        content = text[start:end]
        chunks, words = _assess(content, anywhere and may_merge(content))
        yield words, *_averaged(chunks)


def _averaged(chunks: list[_Chunk]) -> tuple[float, float, list[Assessment]]:
    if not chunks:
        return 0.0, 0.0, []
    # Added up one by one from zero, as TextBlob does.
    assessments = [_finished(chunk) for chunk in chunks]
    polarity = subjectivity = 0.0
    for assessment in assessments:
        polarity += assessment.polarity
        subjectivity += assessment.subjectivity
    return polarity / len(assessments), subjectivity / len(assessments), assessments


def _assess(text: str, merge: bool) -> tuple[list[_Chunk], int]:
    """Assess a text, and count its words."""
    state = _State()
    if merge:
        for word, start, end in merged_tokens(text):
            state.take((token(word, 0, end - start),), start)
        return state.chunks, count_words(text)
    remembered = memory()
    plain, is_plain = remembered.plain, remembered.is_plain
    # Most stretches are one plain word: they are passed over unseen, and no offset is found for them.
    stretches = text.split()
    others = [at for at, raw in enumerate(stretches) if raw not in plain and not is_plain(raw)]
    words = len(stretches) - len(others)
    offset = 0
    for at, until in pairwise([*others, len(stretches)]):
        raw = stretches[at]
        tokens, its_words = remembered.look_up(raw)
        words += its_words
        offset = find_stretch(text, raw, offset)
        state.take(tokens, offset)
        offset += len(raw)
        while state.waits and (at := at + 1) < until:
            state.take(remembered.look_up(stretches[at])[0], offset)
    return state.chunks, words


class _State:
    """What TextBlob keeps in mind from one token to the next."""

    __slots__ = ("adverb", "chunks", "negation", "negation_at", "waits")

    def __init__(self) -> None:
        self.chunks: list[_Chunk] = []
        self.adverb = ""  # waits for the next known word, as does the negation
        self.negation = ""
        self.negation_at = (0, 0)
        self.waits = False

    def take(self, tokens: Tokens, offset: int) -> None:
        """Take in the tokens of one stretch, which count from an offset."""
        for word, first, last, known, acts in tokens:
            if known is not None:
                self._known(word, offset + first, offset + last, known)
            else:
                self._unknown(word, offset + first, offset + last, acts)
        self.waits = bool(self.adverb or self.negation)

    def _known(self, word: str, start: int, end: int, known: Known) -> None:
        if self.adverb:
            chunk = self.chunks[-1]
            _multiply(chunk, known, self.adverb)
            chunk.extend(word, start, end)
        else:
            chunk = _Chunk(word, start, end, known.polarity, known.subjectivity, known.intensity, "word")
            self.chunks.append(chunk)
        if self.negation:
            chunk.extend(self.negation, *self.negation_at, first=True)
            chunk.intensity = 1.0 / chunk.intensity
            chunk.negate(self.negation)
        self.adverb = word if known.adverb else ""
        self.negation, self.negation_at = (word, (start, end)) if word in NEGATIONS else ("", (0, 0))

    def _unknown(self, word: str, start: int, end: int, acts: bool) -> None:
        if word in NEGATIONS:
            self.negation, self.negation_at = word, (start, end)
        elif self.negation and len(word.strip("'")) > 1:
            self.negation = ""
        if self.adverb and self.negation and self.adverb.endswith("ly"):
            self.chunks[-1].extend(self.negation, *self.negation_at)
            self.chunks[-1].negate(self.negation)
            self.negation = ""
        elif self.adverb and len(word) > 2:
            self.adverb = ""
        if not acts:
            return
        if word == "!" and self.chunks:
            self.chunks[-1].extend(word, start, end)
            self.chunks[-1].polarity = max(-1.0, min(self.chunks[-1].polarity * 1.25, 1.0))
            self.chunks[-1].modifiers.append("raised by “!”")
        elif word == "(!)":
            self.chunks.append(_Chunk(word, start, end, 0.0, 1.0, 1.0, "irony mark"))
        elif word in emoticon_polarity():
            self.chunks.append(_Chunk(word, start, end, emoticon_polarity()[word], 1.0, 1.0, "emoticon"))


def _multiply(chunk: _Chunk, known: Known, adverb: str) -> None:
    chunk.modifiers.append(f"multiplied by “{adverb}”")
    chunk.weight = known.polarity
    chunk.polarity = max(-1.0, min(known.polarity * chunk.intensity, 1.0))
    chunk.subjectivity = max(-1.0, min(known.subjectivity * chunk.intensity, 1.0))
    chunk.intensity = known.intensity


def _finished(chunk: _Chunk) -> Assessment:
    polarity = chunk.polarity * -0.5 if chunk.negated else chunk.polarity
    return Assessment(
        chunk.start,
        chunk.end,
        tuple(chunk.words),
        polarity,
        chunk.subjectivity,
        chunk.weight,
        "; ".join(dict.fromkeys(chunk.modifiers)) if chunk.modifiers else "",
        chunk.kind,
    )
