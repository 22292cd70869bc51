"""One pass over a text for all terms of all lists."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from itertools import repeat
from typing import NamedTuple

import ahocorasick_rs

from analysis.lexicons.inflection import pattern_followers, pattern_openings, pattern_slots

# One character for one character, so that offsets hold.
_ALIKE = {
    "'": "’‘ʼ＇",
    "-": "‐‑‒–−",
    " ": "\t\n\r\x0b\x0c\x1c\x1d\x1e\x1f\x85\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008"
    "\u2009\u200a\u2028\u2029\u202f\u205f\u3000",
}
_PLAIN = {variant: plain for plain, variants in _ALIKE.items() for variant in variants}
_VARIANT = re.compile(f"[{''.join(_PLAIN)}]")
_ASCII_SPACE = re.compile(r"[\t\n\r\x0b\x0c\x1c-\x1f]")
# What a reader does not see inside a word or a phrase: more than one space, soft hyphens, zero-width marks.
_INVISIBLE = re.compile(r"[\u00ad\u200b-\u200d\u2060\ufeff]")
_UNSEEN = re.compile(r"(?<= ) +|[\u00ad\u200b-\u200d\u2060\ufeff]+")


_CLOSING = ".,;:!?…)]}\"'”»"
_Pattern = tuple[int, int, list[list[str]]]  # its rank, its key, and its slots


class Match(NamedTuple):
    """A whole-word match: offsets into the original text (end exclusive), and the keys of what matched."""

    start: int
    end: int
    keys: tuple[int, ...]


def fold(text: str) -> tuple[str, list[int] | None]:
    """Make letter case, dashes, apostrophes and white space alike, for matching only.

    Parameters
    ----------
    text : str

    Returns
    -------
    folded : str
    offsets : list of int, or None
        For each character of `folded`, its offset in `text`; None where the two have equal offsets.

    Examples
    --------
    >>> fold("So‑called")
    ('so-called', None)
    >>> fold("by  all")
    ('by all', [0, 1, 2, 4, 5, 6])
    """
    folded = text.lower()
    if text.isascii():
        if not text.isprintable():
            folded = _ASCII_SPACE.sub(" ", folded)
        unseen = "  " in folded
    else:
        if len(folded) != len(text):  # “İ” has two code points in lower case.
            folded = "".join(lower if len(lower := char.lower()) == 1 else char for char in text)
        folded = _VARIANT.sub(lambda found: _PLAIN[found.group()], folded)
        unseen = "  " in folded or _INVISIBLE.search(folded) is not None
    if not unseen:
        return folded, None
    kept: list[int] = []
    pieces = []
    start = 0
    for found in _UNSEEN.finditer(folded):
        kept += range(start, found.start())
        pieces.append(folded[start : found.start()])
        start = found.end()
    kept += range(start, len(folded))
    pieces.append(folded[start:])
    return "".join(pieces), kept


class Matcher:
    """Finds many terms in one pass, as whole words, whatever their letter case.

    Parameters
    ----------
    forms : mapping of str to tuple of int
        Each form (as `fold` gives it) with the keys that a match reports.
    patterns : mapping of int to str, optional
        Keys, and patterns (as `pattern_slots` takes them) of which each phrase is a form. Where a form matches as
        well, it goes first; where two patterns do, the one that is named first.
    """

    def __init__(self, forms: Mapping[str, tuple[int, ...]], patterns: Mapping[int, str] | None = None) -> None:
        by_opening: dict[str, list[_Pattern]] = {}
        for rank, (key, pattern) in enumerate((patterns or {}).items()):
            slots = pattern_slots(pattern)
            for opening in pattern_openings(slots):
                by_opening.setdefault(opening, []).append((rank, key, slots))
        found = list(forms) + [opening for opening in by_opening if opening not in forms]
        self._keys = [*forms.values(), *repeat((), len(found) - len(forms))]
        self._patterns = {place: by_opening[form] for place, form in enumerate(found) if form in by_opening}
        self._followed: dict[int, dict[str, list[_Pattern]]] = {}  # the same, by the word after the opening
        self._automaton = ahocorasick_rs.AhoCorasick(found, store_patterns=False)

    def find(self, text: str) -> list[Match]:
        """Find every term in a text, those inside longer ones too.

        Parameters
        ----------
        text : str

        Returns
        -------
        list of Match
            By start, then the longest first; of two with the same span, a form before a pattern. A match never
            begins or ends inside a word. Of the phrases of a pattern that begin in one place, the longest.
        """
        folded, offsets = fold(text)
        matches = []
        phrases: dict[tuple[int, int], tuple[int, int]] = {}
        last = len(folded)
        for key, start, end in self._automaton.find_matches_as_indexes(folded, overlapping=True):
            if (start and _in_word(folded[start - 1])) or (end < last and _in_word(folded[end])):
                continue
            keys = self._keys[key]
            if keys:
                matches.append(Match(start, end, keys))
            if key in self._patterns:
                for rank, number, slots in self._possible(key, folded, start, end):
                    far = _longest(slots, folded, start)
                    if far:
                        phrases[start, far] = min((rank, number), phrases.get((start, far), (rank, number)))
        matches += [Match(start, end, (number,)) for (start, end), (_, number) in phrases.items()]
        if offsets is not None:
            matches = [Match(offsets[start], offsets[end - 1] + 1, keys) for start, end, keys in matches]
        matches.sort(key=lambda match: (match.start, -match.end))
        return matches

    def _possible(self, key: int, text: str, start: int, end: int) -> Sequence[_Pattern]:
        """List the patterns with this opening that the next word does not rule out."""
        followed = self._followed.get(key)
        if followed is None:
            followed = self._followed[key] = {}
            for pattern in self._patterns[key]:
                for word in pattern_followers(pattern[2], text[start:end]):
                    followed.setdefault(word, []).append(pattern)
            at_end = followed.get("", [])
            for word, patterns in followed.items():
                if word:
                    patterns += [pattern for pattern in at_end if pattern not in patterns]
        stop = text.find(" ", end + 1)
        word = text[end + 1 :] if stop < 0 else text[end + 1 : stop]
        return followed.get(word) or followed.get(word.rstrip(_CLOSING)) or followed.get("") or ()


def _longest(slots: list[list[str]], text: str, start: int, at: int = 0) -> int:
    """Find where the longest phrase of a pattern that begins at `start` ends, as whole words; 0 if there is none."""
    if at == len(slots):
        return 0 if start < len(text) and _in_word(text[start]) else start
    longest = 0
    for choice in slots[at]:
        if text.startswith(choice, start):
            longest = max(longest, _longest(slots, text, start + len(choice), at + 1))
    return longest


def _in_word(char: str) -> bool:
    return char.isalnum() or char == "_" or (char > "\u02ff" and unicodedata.combining(char) != 0)
