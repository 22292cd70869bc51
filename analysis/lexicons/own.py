"""A reader's own list: terms to add, to replace, or to allow."""

from __future__ import annotations

import csv
import hashlib
import io
import math
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from analysis.lexicons.matching import fold
from analysis.lexicons.schema import (
    DIRECTIONS,
    MATCHES,
    Entry,
    Lexicon,
    LexiconError,
    Sense,
    Source,
    check_choice,
    check_pattern,
    load_lexicon,
)

if TYPE_CHECKING:
    import pandas as pd

ACTIONS = ("add", "replace", "allow")
ALLOWED = "allowed by the reader's list"
"""The reason that is logged for an allowed term."""

_COLUMNS = (
    "term", "action", "match", "pattern", "category", "direction", "weight", "plainer", "note", "example",
    "counterexample",
)  # fmt: skip
_TAKEN_OVER = ("match", "pattern", "category", "direction", "plainer", "note", "example", "counterexample")
OWN_SOURCE = "own"
"""The source key of what a reader's own list added or changed."""


def with_own_list(own: str | Path | pd.DataFrame, lexicon: Lexicon | None = None) -> Lexicon:
    """Return a word list changed by a list of the reader's own, such as a newsroom's house style.

    Parameters
    ----------
    own : str, Path or DataFrame
        A CSV file in UTF-8, or a table, with the column `term` and any of `action, match, pattern, category,
        direction, weight, plainer, note, example, counterexample` (`docs/lexicon.md`). `action` is one of

        - `add` (also if left out): a new term; needs `category`, `direction` and `weight` (points, above 0);
        - `replace`: a term of the list, changed in the columns that are not empty;
        - `allow`: a term of the list, in all its forms, or a longer phrase that holds one. It is still found, and
          does not count.
    lexicon : Lexicon, optional
        The list to change; the shipped one if left out.

    Returns
    -------
    Lexicon
        Its `version` ends in the digest of the own list, its source key is "own".

    Raises
    ------
    LexiconError
        If a row cannot be used; the message names the list, the row and the cause. Nothing is skipped.

    Examples
    --------
    >>> import pandas as pd
    >>> mine = with_own_list(pd.DataFrame({"term": ["regime"], "action": ["allow"]}))
    >>> "regimes" in {sense.phrase for sense in mine.senses}
    True
    """
    lexicon = load_lexicon() if lexicon is None else lexicon
    name, rows, digest = _read(own)
    entries = {entry.term: entry for entry in lexicon.entries}
    senses = {sense.phrase: sense for sense in lexicon.senses}
    seen: dict[str, str] = {}
    for where, row in rows:
        term = " ".join(fold(row["term"])[0].split())
        if not term:
            raise LexiconError(f"{where}: the term is empty")
        where = f"{where} ({term!r})"
        if term in seen:
            raise LexiconError(f"{where}: the term stands twice, first in {seen[term]}")
        seen[term] = where
        try:
            check_choice("action", row["action"] or "add", ACTIONS)
            if row["action"] == "allow":
                for phrase in _to_allow(term, entries, lexicon):
                    senses[phrase] = Sense(phrase, ALLOWED, row["note"] or f"Allowed by {name}.")
            else:
                entries[term] = _changed(_to_change(term, entries, row), row, lexicon)
        except ValueError as error:
            raise LexiconError(f"{where}: {error}") from None
    source = Source(OWN_SOURCE, f"The reader's own list: {name}", "", "", "")
    return replace(
        lexicon,
        version=f"{lexicon.version}.own-{digest}",
        entries=tuple(entries[term] for term in sorted(entries)),
        senses=tuple(senses[phrase] for phrase in sorted(senses)),
        sources={**lexicon.sources, OWN_SOURCE: source},
    )


def _read(own: str | Path | pd.DataFrame) -> tuple[str, Iterator[tuple[str, dict[str, str]]], str]:
    """Return the name of a list, its rows with where each stands, and a digest of its content."""
    if isinstance(own, str | Path):
        name = str(own)
        try:
            text = Path(own).read_text(encoding="utf-8-sig")
        except OSError as error:
            raise LexiconError(f"{name}: {error.strerror}") from None
        except UnicodeDecodeError as error:
            raise LexiconError(f"{name}: not UTF-8 at byte {error.start}") from None
    else:
        name, text = "a table", own.to_csv(index=False)
    lines = list(csv.reader(io.StringIO(text, newline="")))
    header = lines[0] if lines else []
    if "term" not in header or len(set(header)) < len(header):
        raise LexiconError(f"{name}: the columns are {', '.join(header) or 'missing'}; wanted term, each column once")
    unknown = [column for column in header if column not in _COLUMNS]
    if unknown:
        raise LexiconError(f"{name}: no column {unknown[0]!r} is known; there are {', '.join(_COLUMNS)}")
    return name, _checked_rows(name, header, lines[1:]), hashlib.sha256(text.encode()).hexdigest()[:8]


def _checked_rows(name: str, header: list[str], lines: list[list[str]]) -> Iterator[tuple[str, dict[str, str]]]:
    for number, line in enumerate(lines, start=2):
        if len(line) != len(header):
            raise LexiconError(f"{name}, row {number}: {len(line)} values; wanted {len(header)}")
        given = dict(zip(header, (value.strip() for value in line), strict=True))
        yield f"{name}, row {number}", {column: given.get(column, "") for column in _COLUMNS}


def _to_allow(term: str, entries: dict[str, Entry], lexicon: Lexicon) -> list[str]:
    if term in entries:
        return [fold(form)[0] for form in entries[term].forms]
    if not any(match.keys[0] < len(lexicon.entries) for match in lexicon.matcher.find(term)):
        raise ValueError("no term of the list occurs in it, so that there is nothing to allow")
    return [term]


def _to_change(term: str, entries: dict[str, Entry], row: dict[str, str]) -> Entry:
    """Return the entry that a row changes: one of the list, or a blank one for a term to add."""
    if row["action"] == "replace":
        if term not in entries:
            raise ValueError("there is no such term to replace; the action would be add")
        return entries[term]
    if term in entries:
        raise ValueError("the term is on the list already; the action would be replace or allow")
    for column in ("category", "direction", "weight"):
        if not row[column]:
            raise ValueError(f"a term to add needs a {column}")
    return Entry(term, "exact", "", "", "", 0.0, math.nan, "curated", -1, -1, "", OWN_SOURCE, "", "", "")


def _changed(entry: Entry, row: dict[str, str], lexicon: Lexicon) -> Entry:
    changes: dict[str, object] = {column: row[column] for column in _TAKEN_OVER if row[column]}
    for column, choices in (("match", MATCHES), ("direction", DIRECTIONS), ("category", tuple(lexicon.categories))):
        if row[column]:
            check_choice(column, row[column], choices)
    if row["weight"]:
        changes |= {"weight": _points(row["weight"]), "weight_error": math.nan, "basis": "curated"}
    changed = entry._replace(source=OWN_SOURCE, **changes)  # type: ignore[arg-type]
    check_pattern(changed.match, changed.pattern)
    return changed


def _points(value: str) -> float:
    try:
        points = float(value)
    except ValueError:
        points = math.nan
    if not 0 < points < math.inf:
        raise ValueError(f"the weight is {value!r}; wanted a number of points above 0")
    return points
