"""TextBlob's tokens, with their places in the text.

TextBlob rewrites a text before it looks words up: it sets quotation marks apart, takes the “n” of “n't” off its word,
strips punctuation from both ends of a word, leaves some abbreviations their stop, and puts emoticons together
again. Here the same tokens are found in the text as it stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from analysis.lexicons.textblob_lexicon import Known, textblob_emoticons, textblob_words
from analysis.splitting import count_words

_PUNCTUATION = ".,;:!?()[]{}`''\"@#$^&*+-|=~_"
_SPLIT_OFF = frozenset(_PUNCTUATION) - {"."}
_QUOTES = "“”‘’'\""
_RAW_AND_QUOTES = re.compile(rf"[^\s{_QUOTES}]+|[{_QUOTES}]")
_ABBREVIATIONS = frozenset((
    "a.", "adj.", "adv.", "al.", "a.m.", "c.", "cf.", "comp.", "conf.", "def.", "ed.", "e.g.", "esp.", "etc.", "ex.",
    "f.", "fig.", "gen.", "id.", "i.e.", "int.", "l.", "m.", "Med.", "Mil.", "Mr.", "n.", "n.q.", "orig.", "pl.",
    "pred.", "pres.", "p.m.", "ref.", "v.", "vs.", "w/",
))  # fmt: skip
_INITIALS = re.compile(r"(?:[A-Za-z]\.)+")
_CAPITAL_AND_CONSONANTS = re.compile(r"[A-Z][bcdfghjklmnpqrstvwxz|]+")
NEGATIONS = frozenset(("no", "not", "n't", "never"))
_END_OF_SENTENCE = "END-OF-SENTENCE"
_PARAGRAPH_END = re.compile(r"\n(?:\r?\n)+")
_ENDS = frozenset(("...", ".", "!", "?", _END_OF_SENTENCE))
_AFTER_ENDS = _ENDS | frozenset(("'", '"', "”", "’", ")"))
_IRONY_MARK = re.compile(r"\( ?! ?\)")
_HARMLESS = ",.;:?()[]“”\"‘’'"
_LONGEST_REMEMBERED = 40
_MOST_REMEMBERED = 1 << 16


Token = tuple[str, int, int, "Known | None", bool]
"""A token: lower case, start and end within its stretch, what is known of it, and whether it acts on others."""


Tokens = tuple[Token, ...]
"""The tokens of a stretch: a run of text without white space."""


def may_merge(text: str) -> bool:
    """Tell whether TextBlob might put tokens of this text together, as in “: )”; never False where it does."""
    return _maybe_merged().search(text) is not None or _END_OF_SENTENCE in text


def find_stretch(text: str, stretch: str, at: int) -> int:
    """Find where a stretch that is known to come next stands as a whole."""
    while True:
        at = text.index(stretch, at)
        end = at + len(stretch)
        if (at == 0 or text[at - 1].isspace()) and (end == len(text) or text[end].isspace()):
            return at
        at += 1


class Memory:
    """Remembers how stretches split into tokens; forgets all when that has grown large.

    Most stretches are plain: one word, which is not known and does not act on others. Of those it keeps only that.
    """

    def __init__(self) -> None:
        self.plain: set[str] = set()
        self._others: dict[str, tuple[Tokens, int]] = {}
        self._known = textblob_words()

    def is_plain(self, raw: str) -> bool:
        """Tell whether a stretch that is not in `plain` is; remember it if so."""
        if raw in self._others or len(raw) > _LONGEST_REMEMBERED:
            return False
        # What is met for the first time is mostly letters between marks that do nothing, with or without ’s.
        word = raw.strip(_HARMLESS)
        if word.endswith(("’s", "'s")):
            word = word[:-2]
        if word.isalnum() or (len(word) > 5 and word[0] != "-" != word[-1] and word.replace("-", "", 1).isalpha()):
            lower = word.lower()
            plain = lower not in self._known and lower not in NEGATIONS and lower + "." not in self._known
        else:
            plain = count_words(raw) == 1 and not any(
                known is not None or acts for _, _, _, known, acts in split_stretch(raw)
            )
        if plain:
            if len(self.plain) >= _MOST_REMEMBERED:
                self.plain.clear()
            self.plain.add(raw)
        return plain

    def look_up(self, raw: str) -> tuple[Tokens, int]:
        """Return the tokens of a stretch, and how many words it holds."""
        found = self._others.get(raw)
        if found is None:
            found = split_stretch(raw), count_words(raw)
            if len(raw) <= _LONGEST_REMEMBERED and raw not in self.plain:
                if len(self._others) >= _MOST_REMEMBERED:
                    self._others.clear()
                self._others[raw] = found
        return found


def split_stretch(raw: str) -> Tokens:
    """Split a stretch into TextBlob's tokens, each with its place in it."""
    return tuple(
        token(part[start:end], at + start, at + end)
        for at, part in _parts(raw)
        if part not in _QUOTES  # TextBlob makes a token of each; it is unknown and changes nothing
        for start, end in _pieces(part)
    )


@cache
def memory() -> Memory:
    """Return the one memory of stretches."""
    return Memory()


def _parts(text: str) -> Iterator[tuple[int, str]]:
    """Yield what stands between white space and quotes, and each quote, with its offset."""
    for found in _RAW_AND_QUOTES.finditer(text):
        start, end = found.span()
        # TextBlob takes the “n” of “n't” off its word, and then the apostrophe: the two never meet again.
        if end - start > 1 and text[end - 1] == "n" and text.startswith("'t", end):
            yield start, text[start : end - 1]
            yield end - 1, "n"
        else:
            yield start, found.group()


def token(word: str, start: int, end: int) -> Token:
    """Make a token of a word as it stands in the text."""
    lower = word.lower()
    known = textblob_words().get(lower)
    acts = known is None and (lower in NEGATIONS or lower in ("!", "(!)") or lower in emoticon_polarity())
    return lower, start, end, known, acts


def _pieces(raw: str) -> list[tuple[int, int]]:
    """Split punctuation from both ends of a chunk, in TextBlob's order, and drop the dots that it drops."""
    start, end = 0, len(raw)
    pieces = []
    while start < end and raw[start] in _SPLIT_OFF:
        pieces.append((start, start + 1))
        start += 1
    tail = []
    reach: tuple[int, int] | None = None
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
            reach = _abbreviation_reach(raw, start) if reach is None else reach
            if _abbreviated(raw, start, end, reach):
                break
            tail.append((end - 1, end))
            end -= 1
    if end > start:
        pieces.append((start, end))
    return pieces + tail[::-1]


def _abbreviation_reach(raw: str, start: int) -> tuple[int, int]:
    """Find how far initials (U.S.) go from here, and how far a capital with consonants (Mr) does: once, not per dot."""
    initials = _INITIALS.match(raw, start)
    consonants = _CAPITAL_AND_CONSONANTS.match(raw, start)
    return initials.end() if initials else start, consonants.end() if consonants else start


def _abbreviated(raw: str, start: int, end: int, reach: tuple[int, int]) -> bool:
    initials, consonants = reach
    return (
        (end - start <= 5 and raw[start:end] in _ABBREVIATIONS)
        or (end <= initials and (end - start) % 2 == 0)
        or start + 2 < end <= consonants + 1
    )


def merged_tokens(text: str) -> list[tuple[str, int, int]]:
    """Find the tokens of any text with their offsets, put together again where TextBlob does, as in “: )”."""
    breaks = [found.start() for found in reversed(list(_PARAGRAPH_END.finditer(text)))]
    pieces = []
    for start, raw in _parts(text):
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
def emoticon_polarity() -> dict[str, float]:
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
