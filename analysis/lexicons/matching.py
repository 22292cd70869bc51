"""One pass over a text for all terms of all lists."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from typing import NamedTuple

import ahocorasick_rs

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
    """

    def __init__(self, forms: Mapping[str, tuple[int, ...]]) -> None:
        self._keys = list(forms.values())
        self._automaton = ahocorasick_rs.AhoCorasick(list(forms), store_patterns=False)

    def find(self, text: str) -> list[Match]:
        """Find every term in a text, those inside longer ones too.

        Parameters
        ----------
        text : str

        Returns
        -------
        list of Match
            By start, then the longest first. A match never begins or ends inside a word.
        """
        folded, offsets = fold(text)
        matches = []
        last = len(folded)
        for key, start, end in self._automaton.find_matches_as_indexes(folded, overlapping=True):
            if start and _in_word(folded[start - 1]):
                continue
            if end < last and _in_word(folded[end]):
                continue
            if offsets is not None:
                start, end = offsets[start], offsets[end - 1] + 1
            matches.append(Match(start, end, self._keys[key]))
        matches.sort(key=lambda match: (match.start, -match.end))
        return matches


def _in_word(char: str) -> bool:
    return char.isalnum() or char == "_" or (char > "\u02ff" and unicodedata.combining(char) != 0)
