"""TextBlob's polarity and subjectivity, with the offsets of every chunk that it assesses.

The numbers are those of `textblob.sentiments.PatternAnalyzer`, to the last bit, on any text; the method is De
Smedt and Daelemans' (pattern, 2012). Its API gives no offsets, so its tokens are found again here in the text
as it stands. What it does to a sentence, in short: it splits words from punctuation, looks up each word, lets an
adverb multiply the next known word and a negation turn and halve it, and takes the mean over what it knows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from analysis.lexicons.textblob_lexicon import Known, textblob_emoticons, textblob_words

_PUNCTUATION = ".,;:!?()[]{}`''\"@#$^&*+-|=~_"
_SPLIT_OFF = frozenset(_PUNCTUATION) - {"."}
_QUOTES = "“”‘’'\""
_RAW = re.compile(rf"[^\s{_QUOTES}]+")  # TextBlob makes a token of each quote; it is unknown and changes nothing
_RAW_AND_QUOTES = re.compile(rf"[^\s{_QUOTES}]+|[{_QUOTES}]")
_ANY_QUOTE = re.compile(rf"[{_QUOTES}]")
_BOUND = frozenset(_QUOTES)
_ABBREVIATIONS = frozenset((
    "a.", "adj.", "adv.", "al.", "a.m.", "c.", "cf.", "comp.", "conf.", "def.", "ed.", "e.g.", "esp.", "etc.", "ex.",
    "f.", "fig.", "gen.", "id.", "i.e.", "int.", "l.", "m.", "Med.", "Mil.", "Mr.", "n.", "n.q.", "orig.", "pl.",
    "pred.", "pres.", "p.m.", "ref.", "v.", "vs.", "w/",
))  # fmt: skip
_INITIALS = re.compile(r"(?:[A-Za-z]\.)+")
_CAPITAL_AND_CONSONANTS = re.compile(r"[A-Z][bcdfghjklmnpqrstvwxz|]+.")
_NEGATIONS = frozenset(("no", "not", "n't", "never"))
_END_OF_SENTENCE = "END-OF-SENTENCE"
_PARAGRAPH_END = re.compile(r"\n(?:\r?\n)+")
_ENDS = frozenset(("...", ".", "!", "?", _END_OF_SENTENCE))
_AFTER_ENDS = _ENDS | frozenset(("'", '"', "”", "’", ")"))
_IRONY_MARK = re.compile(r"\( ?! ?\)")
_LONGEST_REMEMBERED = 40
_MOST_REMEMBERED = 1 << 16


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


_Token = tuple[str, int, int, "Known | None", bool]
"""A token: lower case, start and end within its chunk, what is known of it, and whether it acts on others."""


_Tokens = tuple[_Token, ...]
"""The tokens of a stretch: text without white space or quotes."""


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
    chunks = _assess(text)
    if not chunks:
        return 0.0, 0.0, []
    # Added up one by one from zero, as TextBlob does.
    assessments = [_finished(chunk) for chunk in chunks]
    polarity = subjectivity = 0.0
    for assessment in assessments:
        polarity += assessment.polarity
        subjectivity += assessment.subjectivity
    return polarity / len(assessments), subjectivity / len(assessments), assessments


def _assess(text: str) -> list[_Chunk]:
    state = _State()
    if _maybe_merged().search(text) is not None or _END_OF_SENTENCE in text:
        for word, start, end in _merged(text):
            state.take((_token(word, 0, end - start),), start)
        return state.chunks
    memory = _memory()
    if "n't" in text:
        for start, raw in _raw_stretches(text):
            tokens = memory.look_up(raw)
            if state.waits or raw not in memory.dull:
                state.take(tokens, start)
        return state.chunks
    # Most stretches are dull: they are passed over unseen, and no offset is found for them.
    stretches = _RAW.findall(text) if _ANY_QUOTE.search(text) is not None else text.split()
    dull = memory.dull
    bright = [at for at, raw in enumerate(stretches) if raw not in dull]
    offset = 0
    for at, until in pairwise([*bright, len(stretches)]):
        raw = stretches[at]
        tokens = memory.look_up(raw)
        offset = _find_stretch(text, raw, offset)
        state.take(tokens, offset)
        offset += len(raw)
        while state.waits and (at := at + 1) < until:
            state.take(memory.look_up(stretches[at]), offset)
    return state.chunks


def _find_stretch(text: str, stretch: str, at: int) -> int:
    """Find where a stretch that is known to come next stands as a whole."""
    while True:
        at = text.index(stretch, at)
        end = at + len(stretch)
        if (at == 0 or _is_bound(text[at - 1])) and (end == len(text) or _is_bound(text[end])):
            return at
        at += 1


def _is_bound(char: str) -> bool:
    return char.isspace() or char in _BOUND


class _State:
    """What TextBlob keeps in mind from one token to the next."""

    __slots__ = ("adverb", "chunks", "negation", "negation_at", "waits")

    def __init__(self) -> None:
        self.chunks: list[_Chunk] = []
        self.adverb = ""  # waits for the next known word, as does the negation
        self.negation = ""
        self.negation_at = (0, 0)
        self.waits = False

    def take(self, tokens: _Tokens, offset: int) -> None:
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
        self.negation, self.negation_at = (word, (start, end)) if word in _NEGATIONS else ("", (0, 0))

    def _unknown(self, word: str, start: int, end: int, acts: bool) -> None:
        if word in _NEGATIONS:
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
        elif word in _emoticon_polarity():
            self.chunks.append(_Chunk(word, start, end, _emoticon_polarity()[word], 1.0, 1.0, "emoticon"))


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
        "; ".join(dict.fromkeys(chunk.modifiers)),
        chunk.kind,
    )


class _Memory:
    """Remembers how stretches split into tokens; forgets all when that has grown large."""

    def __init__(self) -> None:
        self.tokens: dict[str, _Tokens] = {}
        self.dull: set[str] = set()  # stretches in which no token is known, and none acts on others

    def look_up(self, raw: str) -> _Tokens:
        """Return the tokens of a stretch, and remember from now on whether it is dull."""
        tokens = self.tokens.get(raw)
        if tokens is None:
            tokens = tuple(_token(raw[start:end], start, end) for start, end in _pieces(raw))
            if len(raw) <= _LONGEST_REMEMBERED:
                if len(self.tokens) >= _MOST_REMEMBERED:
                    self.tokens.clear()
                    self.dull.clear()
                self.tokens[raw] = tokens
                if not any(known is not None or acts for _, _, _, known, acts in tokens):
                    self.dull.add(raw)
        return tokens


@cache
def _memory() -> _Memory:
    return _Memory()


def _raw_stretches(text: str) -> Iterator[tuple[int, str]]:
    for found in _RAW_AND_QUOTES.finditer(text):
        start, end = found.span()
        # TextBlob takes the “n” of “n't” off its word, and then the apostrophe: the two never meet again.
        if end - start > 1 and text[end - 1] == "n" and text.startswith("'t", end):
            yield start, text[start : end - 1]
            yield end - 1, "n"
        else:
            yield start, found.group()


def _token(word: str, start: int, end: int) -> _Token:
    lower = word.lower()
    known = textblob_words().get(lower)
    acts = known is None and (lower in _NEGATIONS or lower in ("!", "(!)") or lower in _emoticon_polarity())
    return lower, start, end, known, acts


def _pieces(raw: str) -> list[tuple[int, int]]:
    """Split punctuation from both ends of a chunk, in TextBlob's order, and drop the dots that it drops."""
    start, end = 0, len(raw)
    pieces = []
    while start < end and raw[start] in _SPLIT_OFF:
        pieces.append((start, start + 1))
        start += 1
    tail = []
    while end > start and (raw[end - 1] == "." or raw[end - 1] in _SPLIT_OFF):
        if raw[end - 1] != ".":
            tail.append((end - 1, end))
            end -= 1
        if raw.endswith("...", start, end):
            tail.append((end - 3, end))
            end -= 3
            while end > start and raw[end - 1] == ".":
                end -= 1
        if end > start and raw[end - 1] == ".":
            if _abbreviated(raw, start, end):
                break
            tail.append((end - 1, end))
            end -= 1
    if end > start:
        pieces.append((start, end))
    return pieces + tail[::-1]


def _abbreviated(raw: str, start: int, end: int) -> bool:
    if end - start < 2 or not (raw[end - 2].isalpha() or raw[end - 2] == "|"):
        return False
    return (
        (end - start <= 5 and raw[start:end] in _ABBREVIATIONS)
        or _INITIALS.fullmatch(raw, start, end) is not None
        or _CAPITAL_AND_CONSONANTS.fullmatch(raw, start, end) is not None
    )


def _merged(text: str) -> list[tuple[str, int, int]]:
    """Find the tokens of any text with their offsets, put together again where TextBlob does, as in “: )”."""
    breaks = [found.start() for found in reversed(list(_PARAGRAPH_END.finditer(text)))]
    pieces = []
    for start, raw in _raw_stretches(text):
        while breaks and breaks[-1] < start:
            pieces.append((_END_OF_SENTENCE, breaks[-1], breaks.pop()))
        pieces += [(raw[a:b], start + a, start + b) for a, b in _pieces(raw)]
    tokens = []
    for sentence in _textblob_sentences(pieces):
        word, origin = " ".join(token for token, _, _ in sentence), []
        for token, start, _ in sentence:
            origin += [*range(start, start + len(token)), -1]
        for pattern in (_IRONY_MARK, _emoticon_pattern()):
            word, origin = _close_up(pattern, word, origin)
        for found in re.finditer(r"\S+", word):
            tokens.append((found.group(), origin[found.start()], origin[found.end() - 1] + 1))
    return tokens


def _textblob_sentences(pieces: list[tuple[str, int, int]]) -> list[list[tuple[str, int, int]]]:
    """Group tokens into what TextBlob takes for sentences, within which it looks for emoticons."""
    sentences: list[list[tuple[str, int, int]]] = []
    first = at = 0
    while at < len(pieces):
        if pieces[at][0] in _ENDS:
            while at < len(pieces) and pieces[at][0] in _AFTER_ENDS:
                if pieces[at][0] in "'\"":
                    break
                at += 1
            sentences.append(pieces[first:at])
            first = at
        at += 1
    sentences.append(pieces[first:])
    kept = [[piece for piece in sentence if piece[0] != _END_OF_SENTENCE] for sentence in sentences]
    return [sentence for sentence in kept if sentence]


def _close_up(pattern: re.Pattern[str], text: str, origin: list[int]) -> tuple[str, list[int]]:
    """Take the spaces out of whatever a pattern matches (its first group, if it has one)."""
    dropped = {
        at
        for found in pattern.finditer(text)
        for at in range(*found.span(1 if pattern.groups else 0))
        if text[at] == " "
    }
    if not dropped:
        return text, origin
    kept = [at for at in range(len(text)) if at not in dropped]
    return "".join(text[at] for at in kept), [origin[at] for at in kept]


@cache
def _emoticon_polarity() -> dict[str, float]:
    """Map the tokens that TextBlob takes for emoticons (lower case, not letters alone) to their polarity."""
    polarity: dict[str, float] = {}
    for emoticon in textblob_emoticons():
        lower = emoticon.text.lower()
        if not lower.isalpha() and len(lower) <= 5 and lower not in _PUNCTUATION:
            polarity.setdefault(lower, emoticon.polarity)
    return polarity


@cache
def _emoticon_pattern() -> re.Pattern[str]:
    spaced = [" ?".join(re.escape(mark) for mark in emoticon.text) for emoticon in textblob_emoticons()]
    return re.compile(rf"({'|'.join(spaced)})(?:$|\s)")


@cache
def _maybe_merged() -> re.Pattern[str]:
    """Match wherever an emoticon or an irony mark might stand: a cheap test that selects few texts."""
    patterns = [r"\(\s*!\s*\)"]
    for emoticon in textblob_emoticons():
        pattern = r"\s*".join(re.escape(mark) for mark in emoticon.text)
        # A letter or a digit at its end must end its word, or stand before the “n't” that TextBlob splits off.
        patterns.append(pattern + (r"(?:(?![^\W_])|(?=n't))" if emoticon.text[-1].isalnum() else ""))
    return re.compile("|".join(patterns))
