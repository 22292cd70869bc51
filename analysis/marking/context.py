"""Where a term stands: in the writer's own words, after a reporting verb, in quotation marks, or after a negation.

Trained readers mark the same words less often when somebody else is heard to say them; the word list holds by
how much (`Lexicon.modifiers`). What is found here is the nearest sign of that, not whose voice it is.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import islice

from analysis.splitting import WORD, Sentence

CONTEXTS = ("reported", "quoted", "in scare quotes", "negated")
"""The contexts other than plain narration, as `modifier` names them."""
TITLE = "title of a work"
"""The reason why a term in a title in quotation marks does not count."""

_QUOTED = re.compile(r"“((?:[^“”\n]|\n(?!\n))*)”|\"((?:[^\"\n]|\n(?!\n))*)\"|«((?:[^«»\n]|\n(?!\n))*)»")
# Letters first: a pattern that begins with \b or ignores case is searched several times as slowly.
_REPORTS = re.compile(
    r"(?:sa(?:id|y|ys|ying)|t(?:old|ells?)|[Aa]ccording\s+to|stat(?:ed|es)|wr(?:ote|ites?)|announce[ds]|report(?:ed|s)|"
    r"add(?:ed|s)|not(?:ed|es)|explain(?:ed|s)|testif(?:ied|ies)|tweet(?:ed|s)|warn(?:ed|s)|alleg(?:ed|es)|"
    r"argue[ds]?|believe[ds]?|suggest(?:ed|s)|ask(?:ed|s)|repl(?:ied|ies)|declare[ds])\b"
)
# “…, a spokesman said on Monday.” at the end of a sentence: what stands before it is reported.
_REPORTED_BEFORE = re.compile(
    r",[”\"’']?\s+(?:[^,.;:]{0,60}?\b)?(?:sa(?:id|ys?)|told|according\s+to|wrote|add(?:ed|s)|not(?:ed|es)|warn(?:ed|s)|"
    r"argue[ds]?|believe[ds]?|claim(?:ed|s)|report(?:ed|s))\b[^,;:]{0,60}[.?!”\"]*\s*\Z"
)
_END_OF_SENTENCE = 130  # characters: as far as the pattern above can reach
_SCARE_WORDS = 3
_NEGATED = re.compile(
    r"(?:\b(?:no|not|never|nor|neither|without|hardly|scarcely|barely|cannot)|n['’]t)"
    r"(?!\s+(?:only|just|merely|simply|doubt|longer|without)\b)(?:\s+[\w'’-]+){0,2}\s+\Z",
    re.IGNORECASE,
)
_NEGATION_SIGNS = ("no", "No", "NO", "n't", "n’t", "ever", "either", "ithout", "arely", "arcely", "ardly")  # cheap
_NEGATION_REACH = 40  # characters: two words and what parts them
_MOST_TITLE_WORDS = 10
_ENDS = ".,!?"  # what a speech has inside its marks, and a title has not
_SMALL_WORDS = frozenset((
    "a", "an", "and", "as", "at", "but", "by", "for", "from", "in", "into", "of", "on", "or", "the", "to", "up", "with",
))  # fmt: skip
_WORKS = re.compile(
    r"(?:albums?|articles?|ballet|books?|columns?|comedy|documentary|drama|essays?|exhibition|films?|hit|memoir|movies?|"
    r"musical|novels?|opera|paintings?|plays?|poems?|podcast|series|show|singles?|songs?|stor(?:y|ies)|tracks?|titled|"
    r"entitled|called|named)[,:]?\s+\Z",
    re.IGNORECASE,
)


class Contexts:
    """The contexts of one text.

    Parameters
    ----------
    text : str
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self._spans = [
            (found.start(), found.end(), _kind(found)) for found in (_QUOTED.finditer(text) if _has_marks(text) else ())
        ]
        self._starts = [start for start, _, _ in self._spans]
        self._reports: dict[int, int] = {}

    def in_title(self, start: int) -> bool:
        """Tell whether a term stands in the title of a work in quotation marks."""
        at = bisect_right(self._starts, start) - 1
        return at >= 0 and start < self._spans[at][1] and self._spans[at][2] == TITLE

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
            One of `CONTEXTS`, or "" for plain narration: "in scare quotes" inside marks around at
            most three words, "quoted" inside marks around more, "reported" after a reporting verb of the
            sentence, or before one that ends it. After a negation "negated", or ", negated" behind one of the others.
        """
        at = bisect_right(self._starts, start) - 1
        if at >= 0 and start < self._spans[at][1]:
            context = self._spans[at][2]
        else:
            context = "reported" if start >= self._reported_from(sentence) else ""
        reach = max(sentence.start, start - _NEGATION_REACH)
        before = self._text[reach:start]
        if any(sign in before for sign in _NEGATION_SIGNS) and _NEGATED.search(self._text, reach, start):
            return f"{context}, negated" if context else "negated"
        return context

    def _reported_from(self, sentence: Sentence) -> int:
        """Find where reported speech begins: where the first reporting verb outside of quotation marks ends.

        At the start of the sentence if a reporting verb ends it; at the end of the text if there is none.
        """
        if sentence.start not in self._reports:
            self._reports[sentence.start] = len(self._text)
            tail = max(sentence.start, sentence.end - _END_OF_SENTENCE)
            comma = self._text.find(",", tail, sentence.end)
            if comma >= 0 and _REPORTED_BEFORE.search(self._text, comma, sentence.end):
                self._reports[sentence.start] = sentence.start
                return sentence.start
            for found in _REPORTS.finditer(self._text, sentence.start, sentence.end):
                at = bisect_right(self._starts, found.start()) - 1
                whole = found.start() == sentence.start or not self._text[found.start() - 1].isalnum()
                if whole and (at < 0 or found.start() >= self._spans[at][1]):
                    self._reports[sentence.start] = found.end()
                    break
        return self._reports[sentence.start]


def _has_marks(text: str) -> bool:
    return '"' in text or "“" in text or "«" in text


def _kind(found: re.Match[str]) -> str:
    words = [word.group() for word in islice(WORD.finditer(found.group()), _MOST_TITLE_WORDS + 1)]
    named = [word for word in words if word.lower() not in _SMALL_WORDS]
    if len(words) <= _MOST_TITLE_WORDS and named and all(word[0].isupper() for word in named):
        before = found.string[max(0, found.start() - _NEGATION_REACH) : found.start()]
        if (len(named) > 1 and found.group()[-2] not in _ENDS) or _WORKS.search(before):
            return TITLE
    return "in scare quotes" if len(words) <= _SCARE_WORDS else "quoted"
