"""The health check of a word list."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from analysis.lexicons.inflection import term_forms
from analysis.lexicons.matching import fold
from analysis.lexicons.schema import Entry, Lexicon


def check_lexicon(lexicon: Lexicon) -> list[str]:
    """Check that a word list holds together.

    Parameters
    ----------
    lexicon : Lexicon

    Returns
    -------
    list of str
        One sentence for each fault: order, repetition, letter case and white space; categories and sources
        that are missing or unused; entries that can never match; examples that do not hold their term;
        plain text left empty. Empty where the list is sound. In a list with a floor, whose fit may have
        dropped terms, sources and neutral phrases without a term are no fault.
    """
    return [*_check_order(lexicon), *_check_keys(lexicon), *_check_forms(lexicon), *_check_entries(lexicon)]


def _check_order(lexicon: Lexicon) -> Iterator[str]:
    for name, terms in (
        ("wording", [entry.term for entry in lexicon.entries]),
        ("senses", [sense.phrase for sense in lexicon.senses]),
    ):
        if terms != sorted(terms):
            first = next(after for before, after in pairwise(terms) if after < before)
            yield f"{name}: not sorted at {first!r}"
        for term, times in Counter(fold(term)[0] for term in terms).items():
            if times > 1:
                yield f"{name}: {term!r} stands {times} times"
        for term in terms:
            if term != fold(term)[0] or term != " ".join(term.split()):
                yield f"{name}: {term!r} is not in lower case with plain spaces, hyphens and apostrophes"


def _check_keys(lexicon: Lexicon) -> Iterator[str]:
    used_categories = {entry.category for entry in lexicon.entries}
    used_sources = {entry.source for entry in lexicon.entries} | {"textblob"}  # the source of the sentiment hits
    for name, used, listed in (
        ("category", used_categories, set(lexicon.categories)),
        ("source", used_sources, set(lexicon.sources)),
    ):
        yield from (f"{name} {key!r} is used and not listed" for key in sorted(used - listed))
        if not lexicon.floor:  # a fit may drop the last term of a source
            yield from (f"{name} {key!r} is listed and not used" for key in sorted(listed - used))


def _check_forms(lexicon: Lexicon) -> Iterator[str]:
    owner = {fold(entry.term)[0]: entry for entry in lexicon.entries}
    for entry in lexicon.entries:
        if not (entry.term[:1].isalnum() and entry.term[-1:].isalnum()):
            yield f"{entry.term!r} can never match: a match is made of whole words"
        for form in term_forms(entry.term, entry.match)[1:]:
            other = owner.get(form)
            if other is not None and other.category != entry.category:
                yield f"{form!r} is a form of {entry.term!r} and, in another category, a term of its own"
    terms = [fold(sense.phrase)[0] for sense in lexicon.senses]
    for phrase in terms:
        if not lexicon.floor and not any(
            key < len(lexicon.entries) for match in lexicon.matcher.find(phrase) for key in match.keys
        ):
            yield f"senses: no term of the list occurs in {phrase!r}"


def _check_entries(lexicon: Lexicon) -> Iterator[str]:
    for index, entry in enumerate(lexicon.entries):
        for name in ("plainer", "source", "example", "counterexample", "note"):
            if not getattr(entry, name) and entry.basis == "curated":
                yield f"{entry.term!r}: no {name}"
        if entry.basis != "curated" and not 0 <= entry.marked <= entry.shown:
            yield f"{entry.term!r}: marked by {entry.marked} of {entry.shown} readers"
        if entry.example and not _holds(lexicon, index, entry):
            yield f"{entry.term!r}: its example does not hold it: {entry.example}"


def _holds(lexicon: Lexicon, index: int, entry: Entry) -> bool:
    return any(index in match.keys for match in lexicon.matcher.find(entry.example))
