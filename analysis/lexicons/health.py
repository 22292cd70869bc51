"""The health check of a word list."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterator
from importlib.resources import files
from itertools import pairwise

import numpy as np
import pandas as pd

from analysis.lexicons.inflection import pattern_forms, term_forms
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
        plain text left empty; constructions that do not stand for their own term; event words that are terms as
        well. Empty where the list is sound. In a list with a floor, whose fit may have dropped terms, sources and
        neutral phrases without a term are no fault.
    """
    return [*_check_order(lexicon), *_check_keys(lexicon), *_check_forms(lexicon), *_check_entries(lexicon)]


def _check_order(lexicon: Lexicon) -> Iterator[str]:
    for name, terms in (
        ("wording", [entry.term for entry in lexicon.entries]),
        ("senses", [sense.phrase for sense in lexicon.senses]),
        ("events", [event.term for event in lexicon.events]),
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
        for form in entry.forms[1:] if entry.match == "inflected" else ():  # a phrase may be a term of its own
            other = owner.get(form)
            if other is not None and other.category != entry.category:
                yield f"{form!r} is a form of {entry.term!r} and, in another category, a term of its own"
    for event in lexicon.events:
        if event.term in owner:
            yield f"events: {event.term!r} is a term of the list as well"
    for phrase in (form for sense in lexicon.senses if not lexicon.floor for form in sense.forms):
        if not any(key < len(lexicon.entries) for match in lexicon.matcher.find(phrase) for key in match.keys):
            yield f"senses: no term of the list occurs in {phrase!r}"


def _check_entries(lexicon: Lexicon) -> Iterator[str]:
    for index, entry in enumerate(lexicon.entries):
        for name in ("plainer", "source", "example", "counterexample", "note"):
            if not getattr(entry, name) and entry.basis == "curated":
                yield f"{entry.term!r}: no {name}"
        if entry.match == "pattern" and entry.term not in pattern_forms(entry.pattern):
            yield f"{entry.term!r}: its pattern does not stand for it"
        if entry.basis != "curated" and not 0 <= entry.marked <= entry.shown:
            yield f"{entry.term!r}: marked by {entry.marked} of {entry.shown} readers"
        if entry.example and not _holds(lexicon, index, entry):
            yield f"{entry.term!r}: its example does not hold it: {entry.example}"


def _holds(lexicon: Lexicon, index: int, entry: Entry) -> bool:
    return any(index in match.keys for match in lexicon.matcher.find(entry.example))


def missing_forms(lexicon: Lexicon) -> pd.DataFrame:
    """List the regular forms of terms that the list lacks although it has another form of the word.

    Parameters
    ----------
    lexicon : Lexicon

    Returns
    -------
    DataFrame
        `term`, `form`: for each single word that is matched exactly and of which at least two inflected forms
        are on the list, the regular forms (-s, -ed, -ing) that no term has. To be read, not to be added blindly:
        some are no words, some are plain.
    """
    singles = [entry.term for entry in lexicon.entries if entry.match == "exact" and entry.term.isalpha()]
    rows = []
    for term in singles:
        forms = term_forms(term, "inflected")[1:]
        if len([form for form in forms if form in lexicon.forms]) >= 2:
            rows += [(term, form) for form in forms if form not in lexicon.forms]
    return pd.DataFrame(rows, columns=["term", "form"])


def conflicting_weights(lexicon: Lexicon, *, ratio: float = 3.0) -> pd.DataFrame:
    """List pairs of forms of one word whose weights are far apart.

    Parameters
    ----------
    lexicon : Lexicon
    ratio : float
        How many times the lighter one the heavier one weighs at least.

    Returns
    -------
    DataFrame
        `term, weight, form, form_weight`, the widest apart first.
    """
    weight = {entry.term: entry.weight for entry in lexicon.entries}
    rows = []
    for entry in lexicon.entries:
        if entry.match == "exact" and entry.term.isalpha():
            for form in term_forms(entry.term, "inflected")[1:]:
                other = weight.get(form)
                if other is not None and max(entry.weight, other) >= ratio * min(entry.weight, other):
                    rows.append((entry.term, entry.weight, form, other))
    rows.sort(key=lambda row: min(row[1], row[3]) / max(row[1], row[3]))
    return pd.DataFrame(rows, columns=["term", "weight", "form", "form_weight"])


def coded_balance(lexicon: Lexicon) -> pd.DataFrame:
    """Count the terms that are mostly used by one political side, and what they weigh.

    Parameters
    ----------
    lexicon : Lexicon

    Returns
    -------
    DataFrame
        A row for each side that uses them, `left` and `right`: `terms`, `points` (the sum of their weights) and
        `mean`. The terms stand in `data/coded.csv`; they were chosen by reading the list, without any text.
    """
    text = files("analysis.lexicons").joinpath("data", "coded.csv").read_text(encoding="utf-8")
    coded = pd.read_csv(io.StringIO(text), dtype=str).set_index("term")["coded"]
    weight = pd.Series({entry.term: entry.weight for entry in lexicon.entries}, dtype="float64")
    found = weight[weight.index.isin(coded.index)]
    table = found.groupby(coded.reindex(found.index)).agg(["size", "sum", "mean"]).reindex(["left", "right"])
    table.columns = pd.Index(["terms", "points", "mean"])
    return table.rename_axis("used by").fillna(0.0).astype({"terms": "int64"})


def compare_lexicons(before: Lexicon, after: Lexicon) -> pd.DataFrame:
    """List what changed between two versions of a word list.

    Parameters
    ----------
    before, after : Lexicon

    Returns
    -------
    DataFrame
        `term`, `change` (added, removed, changed), `before` and `after`: the weights in points, NaN where the term is
        not there. A term is changed if its weight, category or direction is. By term.
    """
    old, new = ({entry.term: entry for entry in lexicon.entries} for lexicon in (before, after))
    rows = []
    for term in sorted(old.keys() | new.keys()):
        one, other = old.get(term), new.get(term)
        if one is None or other is None:
            rows.append((term, "added" if one is None else "removed"))
        elif (one.weight, one.category, one.direction) != (other.weight, other.category, other.direction):
            rows.append((term, "changed"))
    table = pd.DataFrame(rows, columns=["term", "change"])
    for name, entries in (("before", old), ("after", new)):
        table[name] = [entries[term].weight if term in entries else np.nan for term in table["term"]]
    return table.astype({"before": "float64", "after": "float64"})
