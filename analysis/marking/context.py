"""Where a term stands: in the writer's own words, after a reporting verb, or inside quotation marks.

Trained readers mark the same words less often when somebody else is heard to say them; the word list holds by
how much (`Lexicon.modifiers`). What is found here is the nearest sign of that, not whose voice it is.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import islice

from analysis.splitting import WORD, Sentence

CONTEXTS = ("reported", "quoted", "in scare quotes")
"""The contexts other than plain narration, as `modifier` names them."""

_QUOTED = re.compile(r"“((?:[^“”\n]|\n(?!\n))*)”|\"((?:[^\"\n]|\n(?!\n))*)\"|«((?:[^«»\n]|\n(?!\n))*)»")
# Letters first: a pattern that begins with \b or ignores case is searched several times as slowly.
_REPORTS = re.compile(
    r"(?:sa(?:id|y|ys|ying)|t(?:old|ells?)|[Aa]ccording\s+to|stat(?:ed|es)|wr(?:ote|ites?)|announce[ds]|report(?:ed|s)|"
    r"add(?:ed|s)|not(?:ed|es)|explain(?:ed|s)|testif(?:ied|ies)|tweet(?:ed|s)|warn(?:ed|s)|alleg(?:ed|es)|"
    r"argue[ds]?|believe[ds]?|suggest(?:ed|s)|ask(?:ed|s)|repl(?:ied|ies)|declare[ds])\b"
)
_SCARE_WORDS = 3


class Contexts:
    """The contexts of one text.

    Parameters
    ----------
    text : str
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self._spans = [
            (found.start(), found.end(), "in scare quotes" if _is_short(found) else "quoted")
            for found in (_QUOTED.finditer(text) if _has_marks(text) else ())
        ]
        self._starts = [start for start, _, _ in self._spans]
        self._reports: dict[int, int] = {}

    def of(self, start: int, sentence: Sentence) -> str:
        """Name the context of a term.

        Parameters
        ----------
        start : int
            Where the term begins.
        sentence : Sentence
            The sentence that holds it.

        Returns
        -------
        str
            One of `CONTEXTS`, or "" for plain narration: "in scare quotes" inside marks around at most
            three words, "quoted" inside marks around more, "reported" after a reporting verb of the sentence.
        """
        at = bisect_right(self._starts, start) - 1
        if at >= 0 and start < self._spans[at][1]:
            return self._spans[at][2]
        return "reported" if start >= self._reported_from(sentence) else ""

    def _reported_from(self, sentence: Sentence) -> int:
        """Find where the first reporting verb of a sentence ends that is not itself inside quotation marks."""
        if sentence.start not in self._reports:
            self._reports[sentence.start] = len(self._text)
            for found in _REPORTS.finditer(self._text, sentence.start, sentence.end):
                at = bisect_right(self._starts, found.start()) - 1
                whole = found.start() == sentence.start or not self._text[found.start() - 1].isalnum()
                if whole and (at < 0 or found.start() >= self._spans[at][1]):
                    self._reports[sentence.start] = found.end()
                    break
        return self._reports[sentence.start]


def _has_marks(text: str) -> bool:
    return '"' in text or "“" in text or "«" in text


def _is_short(found: re.Match[str]) -> bool:
    words = WORD.finditer(found.string, found.start(), found.end())
    return len(list(islice(words, _SCARE_WORDS + 1))) <= _SCARE_WORDS
