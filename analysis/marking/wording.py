"""Loaded phrasing: the terms of the word list, with the guards that keep some of them from counting."""

from __future__ import annotations

import math
import re
from bisect import bisect_right
from collections.abc import Sequence

from analysis.lexicons import Entry, Event, Lexicon, Match, fold
from analysis.marking.context import TITLE, Contexts
from analysis.marking.hit import Hit
from analysis.splitting import Sentence, split_sentences

_CAPITAL_WORD = re.compile(r"[^\W\d_][\w'’-]*")
_EPONYM = re.compile(r"[\w-]{3,}(?:ism|ists?|ian|ians|ite|ites|esque|like|gate)", re.IGNORECASE)
_FUNCTION_WORDS = frozenset((
    "a", "an", "and", "as", "at", "but", "by", "de", "der", "du", "for", "from", "in", "into", "la", "le", "of", "off",
    "on", "or", "over", "the", "to", "up", "van", "von", "with",
))  # fmt: skip
_OPENS_SPEECH = "“‘\"'«([:—–•"
_FULL_STOPS = ".!?…”’\"'"
_RUN = re.compile(r"\S+")
_ADDRESS_SIGNS = ("://", "www.", "@")
_WINDOW = 200  # characters on each side that tell a sentence from a headline


def mark_wording(text: str, sentences: Sequence[Sentence], lexicon: Lexicon) -> list[Hit]:
    """Mark the terms of a word list in a text.

    Parameters
    ----------
    text : str
    sentences : sequence of Sentence
        From `split_sentences(text)`. A term is not found across two of them.
    lexicon : Lexicon

    Returns
    -------
    list of Hit
        By start, the longest first, of the layers "wording" and "event". Not counted, with the reason: a term
        inside a longer one, inside a phrase that gives it a neutral sense, in an address, in a proper name or
        in the title of a work; and all event words. Where the list has a modifier for the term's context,
        `points` is the weight times that share.

    Examples
    --------
    >>> from analysis.lexicons import load_lexicon
    >>> text = "The regime changed her training regime."
    >>> [(hit.start, hit.term, hit.counted, hit.reason)
    ...  for hit in mark_wording(text, split_sentences(text), load_lexicon())]
    [(4, 'regime', True, ''), (32, 'regime', False, 'technical sense')]
    """
    matches = lexicon.matcher.find(text)
    if not matches or not sentences:
        return []
    starts = [sentence.start for sentence in sentences]
    entries, senses = lexicon.entries, lexicon.senses
    first_event = len(entries) + len(senses)
    hits = []
    last = (0, 0)
    covered = 0  # where the last term ends that no other one holds
    neutral = _neutral_spans(matches, range(len(entries), first_event))
    addresses = _addresses(text)
    contexts = Contexts(text)
    for match in matches:
        key = match.keys[0]
        if len(entries) <= key < first_event:
            continue
        at = bisect_right(starts, match.start) - 1
        if at < 0 or match.end > sentences[at].end:
            continue
        if key >= first_event:
            hits.append(_event(lexicon.events[key - first_event], match, at, inside=match.end <= covered))
            continue
        entry = entries[key]
        if (match.start, match.end) == last:  # a phrase of a pattern that is a term of its own
            continue
        last = (match.start, match.end)
        reason = ""
        if match.start < covered:
            reason = "inside a longer match" if match.end <= covered else "overlaps another match"
        else:
            covered = match.end
            sense = _enclosing(neutral, match)
            if sense is not None:
                reason = senses[sense - len(entries)].reason
            elif _enclosing(addresses, match) is not None:
                reason = "in an address"
            elif contexts.in_title(match.start):
                reason = TITLE
            elif _in_proper_name(text, match, sentences[at]):
                reason = "proper name"
        modifier = "" if reason else contexts.of(match.start, sentences[at])
        points = entry.weight
        if modifier:
            share, modifier = _share(modifier, lexicon)
            points = round(points * share, 2)  # displays add up
        hits.append(
            Hit(
                at,
                match.start,
                match.end,
                "wording",
                entry.category,
                entry.term,
                entry.direction,
                not reason,
                reason,
                entry.weight,
                modifier,
                0.0 if reason else points,
                0.0,
                entry.source,
                entry.plainer if entry.match != "pattern" else _plainer(entry, text[match.start : match.end]),
            )
        )
    return hits


def _plainer(entry: Entry, phrase: str) -> str:
    """Return the plainer wording of a pattern, if it can stand for this phrase.

    By hand it was written for all phrases of the pattern, otherwise for the one that is the term.
    """
    fits = entry.example or entry.plainer == "leave out" or fold(phrase)[0] == entry.term
    return entry.plainer if fits else ""


def _event(event: Event, match: Match, sentence: int, *, inside: bool) -> Hit:
    reason = "inside a longer match" if inside else "event word"
    return Hit(
        sentence, match.start, match.end, "event", event.kind, event.term, "none", False, reason, 0.0, "", 0.0, 0.0,
        "project", "",
    )  # fmt: skip


def _share(context: str, lexicon: Lexicon) -> tuple[float, str]:
    """Return what share of its weight a term adds in a context, and the parts of the context that the list knows."""
    known = [name for name in context.split(", ") if name in lexicon.modifiers]
    return math.prod(lexicon.modifiers[name] for name in known), ", ".join(known)


def _addresses(text: str) -> list[tuple[int, int, int]]:
    """List the runs without white space that look like an address of a page or of a mailbox, as start, end and 0."""
    if not any(sign in text for sign in _ADDRESS_SIGNS):
        return []
    return [(*run.span(), 0) for run in _RUN.finditer(text) if any(sign in run.group() for sign in _ADDRESS_SIGNS)]


def _neutral_spans(matches: list[Match], senses: range) -> list[tuple[int, int, int]]:
    """List the neutral phrases that no other one holds, as start, end and key."""
    spans: list[tuple[int, int, int]] = []
    for match in matches:
        if match.keys[-1] in senses and (not spans or match.end > spans[-1][1]):
            spans.append((match.start, match.end, match.keys[-1]))
    return spans


def _enclosing(spans: list[tuple[int, int, int]], match: Match) -> int | None:
    """Find the neutral phrase that holds a match; starts and ends both rise along the list."""
    at = bisect_right(spans, match.start, key=lambda span: span[0]) - 1
    while at >= 0 and spans[at][1] > match.start:
        if spans[at][1] >= match.end:
            return spans[at][2]
        at -= 1
    return None


def _in_proper_name(text: str, match: Match, sentence: Sentence) -> bool:
    """Tell whether a match is capitalised as a name is.

    Not at the start of a sentence, where any word has a capital; at the start of a speech only if the next
    word has one too; and not in a headline or in capitals throughout.
    """
    if not text[match.start].isupper() or text[match.start : match.end].isupper():  # capitals throughout: emphasis
        return False
    if _EPONYM.fullmatch(text, match.start, match.end):
        return False
    words = [word for word in _CAPITAL_WORD.findall(text, match.start, match.end) if word not in _FUNCTION_WORDS]
    if not all(word[0].isupper() for word in words):
        return False
    before = text[max(sentence.start, match.start - _WINDOW) : match.start].rstrip()
    after = text[match.end : min(sentence.end, match.end + _WINDOW)]
    next_is_capital = after[:1] == " " and after[1:2].isupper()
    if not before or (before[-1] in _OPENS_SPEECH and not next_is_capital):
        return False
    if text[sentence.end - 1] in _FULL_STOPS:
        return True
    others = [word for word in _CAPITAL_WORD.findall(f"{before} . {after}") if word.lower() not in _FUNCTION_WORDS]
    lower = sum(word[0].islower() for word in others)
    return lower > 1 or lower * 2 > len(others) or not others  # a headline has hardly any word in lower case


def check_examples(lexicon: Lexicon) -> list[str]:
    """Check a word list against its own examples.

    Parameters
    ----------
    lexicon : Lexicon

    Returns
    -------
    list of str
        One sentence for each example in which neither the entry's own term nor another that overlaps it counts (a
        false negative), and for each counterexample in which one of them does (a false positive).
    """
    faults = []
    for entry in lexicon.entries:
        for name, text, wanted in (
            ("example", entry.example, True),
            ("counterexample", entry.counterexample, False),
        ):
            hits = mark_wording(text, split_sentences(text), lexicon)
            own = [hit for hit in hits if hit.term == entry.term]
            counted = any(hit.counted and hit.start < one.end and one.start < hit.end for hit in hits for one in own)
            if text and counted != wanted:
                fault = "false negative" if wanted else "false positive"
                faults.append(f"{entry.term!r}: {fault} against its {name}: {text}")
    return faults
