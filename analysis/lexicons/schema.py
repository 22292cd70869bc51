"""What a word list is: its entries, its sources, and how it is read from files."""

from __future__ import annotations

import csv
import gc
import hashlib
import io
import json
import math
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files
from pathlib import Path
from typing import NamedTuple

from analysis.lexicons.inflection import PATTERN, pattern_forms, sized_slots, term_forms
from analysis.lexicons.matching import Matcher, fold

MATCHES = ("exact", "inflected", "pattern")
DIRECTIONS = ("lowers", "raises", "softens", "none")
BASES = ("observed", "predicted", "rubric", "curated")


class LexiconError(ValueError):
    """A word list does not hold together; the message names the file, the row and the cause."""


class Entry(NamedTuple):
    """One term of the wording list; `docs/lexicon.md` explains each field.

    `pattern` holds the phrases of a construction whose `match` is "pattern", and is empty for others. `weight` and
    `weight_error` are log-odds; the error is NaN where it is not known (a rubric's weight).
    `shown` and `marked` count readers and are -1 where no reader was asked.
    """

    term: str
    match: str
    pattern: str
    category: str
    direction: str
    weight: float
    weight_error: float
    basis: str
    shown: int
    marked: int
    plainer: str
    source: str
    example: str
    counterexample: str
    note: str

    @property
    def forms(self) -> list[str]:
        """The phrases under which the entry is found, the term itself first."""
        if self.match == "pattern":
            return list(dict.fromkeys([self.term, *pattern_forms(self.pattern)]))
        return term_forms(self.term, self.match)


class Sense(NamedTuple):
    """A phrase (or a pattern of phrases) in which a term of the list is not loaded, and the reason that is logged."""

    phrase: str
    reason: str
    note: str

    @property
    def forms(self) -> list[str]:
        """The phrases that it stands for."""
        return pattern_forms(self.phrase)


class Event(NamedTuple):
    """A word that names what happened, however grave: logged and never counted."""

    term: str
    match: str
    kind: str


class Category(NamedTuple):
    """What a category means, and what to be careful about."""

    category: str
    label: str
    definition: str
    caution: str


class Source(NamedTuple):
    """A work that was opened, and where."""

    source: str
    citation: str
    url: str
    licence: str
    retrieved: str


_COLUMNS: Mapping[str, tuple[str, ...]] = {
    "wording.csv": Entry._fields,
    "weights.csv": ("term", "pattern", *Entry._fields[3:12]),  # from the category to the source
    "senses.csv": Sense._fields,
    "events.csv": Event._fields,
    "categories.csv": Category._fields,
    "sources.csv": Source._fields,
}


@contextmanager
def _without_collector() -> Iterator[None]:
    """Pause the garbage collector, which would walk through all that is being loaded again and again."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


@dataclass(frozen=True)
class Lexicon:
    """A word list with everything that a reader may ask about it.

    Attributes
    ----------
    title, description, url, reference, licence : str
        What the list is, where it lives, and on what terms.
    version : str
        Its release, a plus sign, and the first eight digits of the SHA-256 of its content.
    intercept : float
        Log-odds of a sentence in which nothing is marked.
    intercept_error : float
        Standard error of the intercept; 0 where it is not known.
    base_rate : float
        In (0, 1): the share of loaded sentences that the intercept supposes.
    floor : float
        Points below which the fit dropped a term; 0 for a list that was not fitted.
    modifiers : mapping of str to float
        What share of its weight a term adds in a context of `analysis.marking.context`; 1 where left out.
    basis : str
        Where weights and intercept come from: "rubric", or the corpus that they were fitted on.
    entries, senses, events, categories, sources
        The rows of the data files.
    """

    title: str
    description: str
    url: str
    reference: str
    licence: str
    version: str
    basis: str
    intercept: float
    intercept_error: float
    base_rate: float
    floor: float
    modifiers: Mapping[str, float]
    entries: tuple[Entry, ...]
    senses: tuple[Sense, ...]
    events: tuple[Event, ...]
    categories: Mapping[str, Category]
    sources: Mapping[str, Source]

    def __repr__(self) -> str:
        return f"<Lexicon {self.title}: {len(self.entries)} entries, version {self.version}>"

    @cached_property
    def forms(self) -> dict[str, int]:
        """Each form with the index of the entry that it belongs to.

        A term of its own beats an inflected form, and that a phrase of a pattern.
        """
        owner = dict(self._plain_forms)
        for index, pattern in self._patterns.items():
            for form in pattern_forms(pattern):
                owner.setdefault(form, index)
        return owner

    @cached_property
    def _plain_forms(self) -> dict[str, int]:
        terms = [fold(entry.term)[0] for entry in self.entries]
        owner = {term: index for index, term in enumerate(terms)}
        for index, (entry, term) in enumerate(zip(self.entries, terms, strict=True)):
            if entry.match == "inflected":
                for form in term_forms(term, entry.match):
                    owner.setdefault(form, index)
        return owner

    @cached_property
    def _patterns(self) -> dict[int, str]:
        """The patterns, those written by hand first: where two find the same phrase, the first has it."""
        found = [(not entry.example, at) for at, entry in enumerate(self.entries) if entry.match == "pattern"]
        return {at: fold(self.entries[at].pattern)[0] for _, at in sorted(found)}

    @cached_property
    def relative_errors(self) -> dict[str, float]:
        """The error of each fitted term as a share of its weight; terms without an error are left out."""
        known = (entry for entry in self.entries if not math.isnan(entry.weight_error))
        return {entry.term: entry.weight_error / entry.weight for entry in known}

    @cached_property
    @_without_collector()
    def matcher(self) -> Matcher:
        """The matcher of all forms. Keys below `len(entries)` are entries; then come senses and events, in order."""
        keys: dict[str, tuple[int, ...]] = {form: (index,) for form, index in self._plain_forms.items()}
        patterns = dict(self._patterns)
        for index, sense in enumerate(self.senses, start=len(self.entries)):
            phrase = fold(sense.phrase)[0]
            if "(" in phrase:
                patterns[index] = phrase
            else:
                keys[phrase] = (*keys.get(phrase, ()), index)
        for index, event in enumerate(self.events, start=len(self.entries) + len(self.senses)):
            for form in term_forms(event.term, event.match):
                if form not in keys:  # a loaded term or a neutral phrase goes first
                    keys[form] = (index,)
        return Matcher(keys, patterns)


def load_lexicon(folder: str | Path | None = None, *, fitted: bool = True) -> Lexicon:
    """Load a word list from its folder of data files.

    Parameters
    ----------
    folder : str or Path, optional
        A folder with `lexicon.json`, `wording.csv`, `senses.csv`, `events.csv`, `categories.csv` and
        `sources.csv`, and `weights.csv` if weights were fitted. The list that ships with Undertone if left out.
    fitted : bool
        False leaves `weights.csv` aside: only the entries of `wording.csv`, with the weights that stand there.
        Otherwise its weights replace theirs, its further terms are added, and terms that it lacks are dropped:
        the fit found them below its floor.

    Returns
    -------
    Lexicon

    Raises
    ------
    LexiconError
        If a file is missing or a row is wrong; the message names the file, the row and the cause.

    Examples
    --------
    >>> "regime" in load_lexicon().forms
    True
    """
    if folder is None:
        return _shipped(fitted)
    return _load(Path(folder), fitted)


@cache
def _shipped(fitted: bool) -> Lexicon:
    return _load(Path(str(files("analysis.lexicons").joinpath("data"))), fitted)


@_without_collector()
def _load(folder: Path, fitted: bool) -> Lexicon:
    names = ["lexicon.json", "wording.csv", "senses.csv", "events.csv", "categories.csv", "sources.csv"]
    if fitted and (folder / "weights.csv").is_file():
        names.append("weights.csv")
    texts = {name: _read(folder / name) for name in names}
    digest = hashlib.sha256("\0".join(texts.values()).encode()).hexdigest()[:8]
    try:
        facts = json.loads(texts["lexicon.json"])
        intercept, base_rate = float(facts["intercept"]), float(facts["base_rate"])
        intercept_error, floor = float(facts.get("intercept_error", 0)), float(facts.get("floor", 0))
        modifiers = {str(name): float(share) for name, share in facts.get("modifiers", {}).items()}
        described = {
            name: str(facts[name])
            for name in ("title", "description", "url", "reference", "licence", "basis", "version")
        }
    except (json.JSONDecodeError, KeyError, TypeError, ValueError, AttributeError) as error:
        raise LexiconError(f"{folder / 'lexicon.json'}: {type(error).__name__}: {error}") from None
    if not (math.isfinite(intercept) and 0 < base_rate < 1):
        raise LexiconError(f"{folder / 'lexicon.json'}: the intercept is not finite, or the base rate not in (0, 1)")
    if not (intercept_error >= 0 and floor >= 0 and all(0 <= share < math.inf for share in modifiers.values())):
        raise LexiconError(f"{folder / 'lexicon.json'}: the intercept's error, the floor or a modifier is below 0")
    described["version"] += f"+{digest}"
    rows = {name: _rows(folder / name, texts[name], columns) for name, columns in _COLUMNS.items() if name in texts}
    wording, weights, events, senses = (folder / f"{name}.csv" for name in ("wording", "weights", "events", "senses"))
    entries = [_entry(wording, number, *row) for number, row in rows["wording.csv"]]
    if "weights.csv" in rows:
        entries = _with_weights(entries, _weights(weights, list(rows["weights.csv"])))
    return Lexicon(
        **described,
        intercept=intercept,
        intercept_error=intercept_error,
        base_rate=base_rate,
        floor=floor,
        modifiers=modifiers,
        entries=tuple(entries),
        events=tuple(_event(events, number, *row) for number, row in rows["events.csv"]),
        senses=tuple(
            _sense(senses, number, *row) if "(" in row[0] else Sense._make(row) for number, row in rows["senses.csv"]
        ),
        categories={row[0]: Category(*row) for _, row in rows["categories.csv"]},
        sources={row[0]: Source(*row) for _, row in rows["sources.csv"]},
    )


def _with_weights(curated: list[Entry], weights: list[Entry]) -> list[Entry]:
    """Give curated entries their fitted weights, drop those without one, and add the other fitted terms."""
    by_hand = {entry.term: entry for entry in curated}
    return [
        by_hand[weight.term]._replace(
            weight=weight.weight,
            weight_error=weight.weight_error,
            basis=weight.basis,
            shown=weight.shown,
            marked=weight.marked,
        )
        if weight.term in by_hand
        else weight
        for weight in weights
    ]


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise LexiconError(f"{path}: {error.strerror}") from None
    except UnicodeDecodeError as error:
        raise LexiconError(f"{path}: not UTF-8 at byte {error.start}") from None


def _rows(path: Path, text: str, columns: Sequence[str]) -> Iterator[tuple[int, list[str]]]:
    """Read the rows of a data file, each with its number as a spreadsheet shows it (the header is row 1)."""
    lines = _split(text)
    header = next(lines, [])
    if header != list(columns):
        raise LexiconError(f"{path}, row 1: the columns are {', '.join(header)}; wanted {', '.join(columns)}")
    for number, row in enumerate(lines, start=2):
        if len(row) != len(columns):
            raise LexiconError(f"{path}, row {number}: {len(row)} values; wanted {len(columns)}")
        yield number, row


def _split(text: str) -> Iterator[list[str]]:
    """Split CSV into rows: the csv module's rows, but lines without quotation marks go by a shorter way."""
    lines = text.removesuffix("\n").split("\n") if text else []
    if any(line.count('"') % 2 for line in lines if '"' in line):  # a value over several lines
        yield from csv.reader(io.StringIO(text, newline=""))
    else:
        yield from (next(csv.reader((line,)), []) if '"' in line or not line else line.split(",") for line in lines)


def _weights(path: Path, rows: list[tuple[int, list[str]]]) -> list[Entry]:
    """Read fitted terms, the checks all at once; if something is wrong, one by one, so that the row is named."""
    try:
        found = [
            Entry(
                term, "pattern" if pattern else "exact", pattern, category, direction, float(weight), float(error),
                basis, int(shown), int(marked), plainer, source, "", "", "",
            )
            for _, (term, pattern, category, direction, weight, error, basis, shown, marked, plainer, source) in rows
        ]  # fmt: skip
        _, _, patterns, _, directions, points, spread, bases, *counts, _, _, _, _, _ = zip(*found, strict=True)
        sound = all(map(PATTERN.fullmatch, filter(None, patterns))) and set(directions) <= set(DIRECTIONS)
        sound = sound and min(points) > 0 and math.isfinite(sum(points) + sum(spread)) and min(map(min, counts)) >= 0
    except ValueError:
        sound = False
    if sound and set(bases) <= set(BASES) and all(entry.term.strip() for entry in found):
        return found
    return [_weight(path, number, *row) for number, row in rows]


def _weight(path: Path, number: int, term: str, pattern: str, *others: str) -> Entry:
    return _entry(path, number, term, "pattern" if pattern else "exact", pattern, *others, "", "", "")


def _entry(
    path: Path, number: int, term: str, match: str, pattern: str, category: str, direction: str, weight: str,
    weight_error: str, basis: str, shown: str, marked: str, *others: str,
) -> Entry:  # fmt: skip
    try:
        if not term or term.isspace():
            raise ValueError("the term is empty")
        if not (match in MATCHES and direction in DIRECTIONS and basis in BASES):  # quicker than three calls
            check_choice("match", match, MATCHES)
            check_choice("direction", direction, DIRECTIONS)
            check_choice("basis", basis, BASES)
        if pattern or match == "pattern":
            check_pattern(match, pattern)
        points = _number("weight", weight)
        if not points > 0:
            raise ValueError(f"the weight is {weight!r}; wanted a positive number")
        error = _number("weight_error", weight_error) if weight_error else math.nan
        return Entry(
            term, match, pattern, category, direction, points, error, basis, _count("shown", shown),
            _count("marked", marked), *others,
        )  # fmt: skip
    except ValueError as fault:
        named = f" ({term!r})" if term.strip() else ""
        raise LexiconError(f"{path}, row {number}{named}: {fault}") from None


def _sense(path: Path, number: int, phrase: str, reason: str, note: str) -> Sense:
    try:
        sized_slots(phrase)
    except ValueError as error:
        raise LexiconError(f"{path}, row {number}: {error}") from None
    return Sense(phrase, reason, note)


def _event(path: Path, number: int, term: str, match: str, kind: str) -> Event:
    if not (term.strip() and kind.strip()):
        raise LexiconError(f"{path}, row {number}: the term or its kind is empty")
    try:
        check_choice("match", match, ("exact", "inflected"))
    except ValueError as error:
        raise LexiconError(f"{path}, row {number} ({term!r}): {error}") from None
    return Event(term, match, kind)


def check_pattern(match: str, pattern: str) -> None:
    """Raise ValueError unless a pattern goes with its match and holds together."""
    if (match == "pattern") != bool(pattern):
        raise ValueError("a pattern goes with the match 'pattern', and with no other")
    sized_slots(pattern)


def check_choice(name: str, value: str, choices: Sequence[str]) -> None:
    """Raise ValueError unless a value is one of the choices."""
    if value not in choices:
        raise ValueError(f"{name} is {value!r}; wanted one of {', '.join(choices)}")


def _number(name: str, value: str) -> float:
    try:
        number = float(value)
    except ValueError:
        number = math.nan
    if not math.isfinite(number):
        raise ValueError(f"{name} is {value!r}; wanted a number")
    return number


def _count(name: str, value: str) -> int:
    if not value:
        return -1
    if not value.isdecimal():
        raise ValueError(f"{name} is {value!r}; wanted a whole number or nothing")
    return int(value)
