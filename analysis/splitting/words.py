"""What counts as a word."""

from __future__ import annotations

import re

# Combining marks, joiners and the soft hyphen belong to the letter before them, though `\w` leaves them out.
_JOINED = "\u00ad\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u200c\u200d\u2060\u20d0-\u20ff\ufe00-\ufe2f"
_LETTERS = rf"[^\W_][{_JOINED}\w]*"

WORD = re.compile(rf"{_LETTERS}(?:(?:['’\-‐‑.](?=[^\W\d_])|(?<=\d)[.,](?=\d))[{_JOINED}\w]+)*")
"""A run of letters and digits. Inner apostrophes and hyphens join (don't, so-called), and so do the stops of
U.S. and the separators of 1,000.5."""


def count_words(text: str) -> int:
    """Count the words of a text.

    Parameters
    ----------
    text : str

    Returns
    -------
    int
        Zero or more. Numbers are words; punctuation and emoji are not.

    Examples
    --------
    >>> count_words("The so-called “reform” didn’t cost $1,000.5.")
    6
    """
    return len(WORD.findall(text))
