"""One term of a word list: where it comes from, what it adds, and its examples."""

from __future__ import annotations

import math
from collections.abc import Iterator

from analysis.lexicons import Entry, Lexicon, fold, load_lexicon
from analysis.scoring.ledger import Z90
from analysis.showing.markup import Html, escape, number, style
from analysis.showing.tables import evidence
from analysis.showing.theme import DIRECTION_STYLES, category_name

_MOST_FORMS = 12


def about_term(term: str, lexicon: Lexicon | None = None) -> Html:
    """Lay out what a word list says of a term.

    Parameters
    ----------
    term : str
        The term, or one of its forms, in any letter case.
    lexicon : Lexicon, optional
        The shipped list if left out.

    Returns
    -------
    Html
        Static HTML; everything is escaped.

    Raises
    ------
    ValueError
        If the list has no such term.

    Examples
    --------
    >>> about_term("Regimes")
    <about the term: regime>
    """
    entry, facts = term_facts(term, lexicon)
    return Html(
        f'<section class="ut">{style()}\n<h2>{escape(entry.term)}</h2>\n{facts_table(facts)}\n</section>',
        f"about the term: {entry.term}",
    )


def facts_table(facts: list[tuple[str, str]]) -> str:
    """Lay out names and sentences as a table, in HTML."""
    rows = "".join(f"<tr><th>{escape(name)}</th><td>{escape(value)}</td></tr>" for name, value in facts)
    return f'<table class="ut-facts">{rows}</table>'


def term_facts(term: str, lexicon: Lexicon | None = None) -> tuple[Entry, list[tuple[str, str]]]:
    """Return the entry that a word or phrase belongs to, and what is to be said of it, as names and sentences.

    Raises
    ------
    ValueError
        If the list has no such term; the message says whether it is an event word or a neutral phrase instead.
    """
    lexicon = load_lexicon() if lexicon is None else lexicon
    wanted = " ".join(fold(term)[0].split())
    if wanted not in lexicon.forms:
        raise ValueError(f"{term!r} is no term of the word list {lexicon.version}{_instead(wanted, lexicon)}")
    entry = lexicon.entries[lexicon.forms[wanted]]
    return entry, [(name, value) for name, value in _facts(entry, lexicon) if value]


def _instead(wanted: str, lexicon: Lexicon) -> str:
    for match in lexicon.matcher.find(wanted):
        if match.end - match.start < len(wanted):
            continue
        at = match.keys[-1] - len(lexicon.entries)
        if at >= len(lexicon.senses):
            kind = lexicon.events[at - len(lexicon.senses)].kind
            return f": it names an event ({kind}), which is logged and not counted"
        if at >= 0:
            return f": it is a neutral phrase ({lexicon.senses[at].reason})"
    return ""


def _facts(entry: Entry, lexicon: Lexicon) -> Iterator[tuple[str, str]]:
    category = lexicon.categories.get(entry.category)
    if category is not None:
        yield "kind", f"{category_name(entry.category)}. {category.definition} {category.caution}"
    look = DIRECTION_STYLES[entry.direction]
    yield "direction", f"{look.sign} {look.name}: {look.meaning}"
    yield "why", entry.note
    error = "" if math.isnan(entry.weight_error) else f", give or take {number(Z90 * entry.weight_error)} (90 %)"
    alone = 1 / (1 + math.exp(-lexicon.intercept - entry.weight))
    nothing = 1 / (1 + math.exp(-lexicon.intercept))
    yield (
        "adds",
        (
            f"{number(entry.weight)} points{error}. Alone in a sentence it moves the share of readers expected to "
            f"call it loaded from {number(nothing)} to {number(alone)}, at the base rate {number(lexicon.base_rate)}."
        ),
    )
    yield "weight from", evidence(entry)
    forms = entry.forms
    more = f" and {len(forms) - _MOST_FORMS} more" if len(forms) > _MOST_FORMS else ""
    yield "found as", ", ".join(forms[:_MOST_FORMS]) + more
    yield "plainer", "leave it out" if entry.plainer == "leave out" else entry.plainer
    yield "counts in", entry.example
    yield "must not count in", entry.counterexample
    neutral = _neutral(entry, lexicon)
    more = f"; and {len(neutral) - _MOST_FORMS} more" if len(neutral) > _MOST_FORMS else ""
    yield "neutral in", "; ".join(neutral[:_MOST_FORMS]) + more
    source = lexicon.sources.get(entry.source)
    yield "source", source.citation if source else entry.source
    yield "word list", lexicon.version


def _neutral(entry: Entry, lexicon: Lexicon) -> list[str]:
    """List the neutral phrases that hold a form of the entry, with their reasons."""
    padded = [f" {fold(form)[0]} " for form in entry.forms]
    return [
        f"{phrase} ({sense.reason})"
        for sense in lexicon.senses
        for phrase in sense.forms
        if any(form in f" {phrase} " for form in padded)
    ]
