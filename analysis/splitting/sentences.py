"""Text to sentences.

The boundaries come from sentencex. It is given a copy of the text in which quotation marks and brackets
are blanked out one for one: it would otherwise swallow whatever lies between a mark and a later one that
happens to match, never split inside a quotation, and take quadratic time on unpaired marks. What the
blanking loses is put back here: a closing mark belongs to the sentence that it closes, and a quotation
followed by its speech tag stays with it.
"""

from __future__ import annotations

import re
from typing import Any, NamedTuple

import sentencex

from analysis.splitting.paragraphs import split_paragraphs

_CLOSERS = "”’\"'»›)\\]}"
_OPENERS = "“‘„‚\"'«‹(\\[{"
# White space of more than one byte goes too: sentencex 1.0 panics where a boundary falls inside it.
_BLANKED = re.compile(
    r"[“”‘’„‚‛‟«»‹›\"'`´()\[\]{}\t\x0b\x0c\x1c-\x1f\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]"
)
_INNER_APOSTROPHE = re.compile(r"['’](?<=\w.)(?=\w)")  # the mark first: it is what is rare

# A closing mark, and a citation or an omission in square brackets, belong to what they follow.
_TAIL = re.compile(rf"[{_CLOSERS}]*+(?:\s?\[(?:\d{{1,3}}|…|\.\.\.)\])*+")
_HEAD = re.compile(rf"[\s{_OPENERS}–—-]*+")
_NO_END = re.compile(
    r"(?:^|[\s(“‘\"'\[])(?:Ms|Mx|Messrs|Mmes?|Mlles?|Hon|Gens|Sens|Reps|Govs|Profs|Drs|Cmdr|Supt|Insp|Ald|Assoc|Asst|Cllr|Cllrs|Rt"
    r"|e\.g|i\.e|cf|viz|approx|ca)\.$"
)
# “Is it?” Mr Brown asked.
_SPEECH_TAG = re.compile(
    r"\s+(?:I|[Hh]e|[Ss]he|[Ww]e|[Tt]hey|(?:[A-Z][\w.’'-]*\s+){0,3}[A-Z][\w.’'-]*)\s+(?:\w+ly\s+)?"
    r"(?:said|says|asked|asks|replied|added|told|cried|shouted|wrote|writes|demanded|wondered|continued|"
    r"answered|exclaimed|called|yelled|screamed|whispered|insisted|declared|joked|quipped|tweeted|posted)\b"
)
_ELLIPSIS_END = re.compile(rf"(…[{_CLOSERS}]*+)\s+(?=[{_OPENERS}]*[A-Z])")
# “No. Keys?”: an abbreviation only before a number.
_NO_ALONE = re.compile(rf"(?:^|(?<=[.!?…]\s)|(?<=[{_OPENERS}]))(No\.[{_CLOSERS}]*+)\s+(?=[{_OPENERS}]*[^\W\d_])")
_LIST_ITEM = re.compile(r"(?:\r\n|[\n\r])[^\S\n\r]*+(?=(?:[-–—*•‣◦▪●]|\(?\d{1,2}[.)]|\(?[a-z]\))\s)")
_VISIBLE = re.compile(r"[^\s\u0000-\u001f\u007f-\u009f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")


class Sentence(NamedTuple):
    """Where a sentence stands: its paragraph (from 0), and its offsets (code points, end exclusive)."""

    paragraph: int
    start: int
    end: int


def split_sentences(text: str) -> list[Sentence]:
    """Split a text into sentences.

    Parameters
    ----------
    text : str

    Returns
    -------
    list of Sentence
        In reading order, not overlapping; together they hold every visible character of the text. None
        crosses a paragraph, none is blank, none begins or ends with white space.

    Notes
    -----
    Measured on 30 documents of GUM's development part by `python benchmarks/sentences.py`, beside
    sentencex alone; `docs/measurements.md` has the figures.

    Examples
    --------
    >>> text = "“No. I will not.” Ms. Brown left (it rained)."
    >>> [text[s.start : s.end] for s in split_sentences(text)]
    ['“No.', 'I will not.”', 'Ms. Brown left (it rained).']
    """
    found = []
    blanked = _INNER_APOSTROPHE.sub("a", text) if "'" in text or "’" in text else text
    blanked = _BLANKED.sub(" ", blanked)
    for paragraph, (start, end) in enumerate(split_paragraphs(text)):
        for first, last in _split_paragraph(text[start:end], blanked[start:end]):
            found.append((paragraph, start + first, start + last))
    # A paragraph without a visible character (control characters only) has no sentence, and no number.
    numbers = {p: n for n, p in enumerate(dict.fromkeys(p for p, _, _ in found))}
    return [Sentence(numbers[p], first, last) for p, first, last in found]


def _split_paragraph(text: str, blanked: str) -> list[tuple[int, int]]:
    ends = _sentence_ends(text, blanked)
    if not ends:  # the paragraph has no white space around it
        return [(0, len(text))] if _VISIBLE.search(text) is not None else []
    sentences: list[tuple[int, int]] = []
    start = 0
    for end in [*ends, len(text)]:
        piece = text[start:end]
        content = piece.strip()
        if content and _VISIBLE.search(content) is not None:
            first = start + len(piece) - len(piece.lstrip())
            sentences.append((first, first + len(content)))
        elif content and sentences:
            sentences[-1] = (sentences[-1][0], start + len(piece.rstrip()))
        start = max(start, end)
    return sentences


def _sentence_ends(text: str, blanked: str) -> list[int]:
    """List the offsets at which a sentence of this paragraph ends, in order; the paragraph's end is left out."""
    ends = set()
    for boundary in _boundaries(blanked):
        start, after = boundary["start_index"], boundary["end_index"]
        if after >= len(text):
            break
        content = blanked[start:after].rstrip()
        end = _TAIL.match(text, start + len(content)).end()  # type: ignore[union-attr]
        if content and end < len(text) and not _goes_on(text, end):
            ends.add(end)
    for sign, pattern in (("…", _ELLIPSIS_END), ("No.", _NO_ALONE)):
        if sign in text:
            ends.update(found.end(1) for found in pattern.finditer(text))
    if "\n" in text or "\r" in text:
        ends.update(found.start() for found in _LIST_ITEM.finditer(text))
    return sorted(ends)


def _boundaries(text: str) -> list[dict[str, Any]]:
    try:
        boundaries: list[dict[str, Any]] = sentencex.get_sentence_boundaries("en", text)
    except BaseException as error:
        # A panic in its Rust core is no Exception. None is known to be left; it would cost one paragraph its
        # boundaries, not a batch its results.
        if type(error).__name__ != "PanicException":
            raise
        return []
    return boundaries


def _goes_on(text: str, end: int) -> bool:
    """Tell whether the sentence goes on after a boundary that sentencex saw."""
    head = _HEAD.match(text, end)
    assert head is not None
    following = text[head.end() : head.end() + 1]
    if following.islower() or _NO_END.search(text[max(0, end - 12) : end]):
        return True
    closed = text[end - 1] in "”’\"'»" and text[end - 2 : end - 1] in "?!"
    return closed and _SPEECH_TAG.match(text, end, end + 120) is not None
