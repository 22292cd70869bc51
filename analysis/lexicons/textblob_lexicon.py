"""TextBlob's sentiment lexicon, read as data.

Importing the textblob package loads NLTK and takes seconds; its lexicon is a file inside the package, found
here without importing it. How the senses of a word are averaged, and how adverbs are derived from adjectives,
follows TextBlob 0.20 (`textblob.en.Sentiment`, adapted from pattern, De Smedt and Daelemans 2012), so that the
numbers are the same to the last bit.
"""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree


class Known(NamedTuple):
    """What TextBlob knows of a word: polarity [-1, 1], subjectivity [0, 1], intensity, and adverb or not."""

    polarity: float
    subjectivity: float
    intensity: float
    adverb: bool


class Emoticon(NamedTuple):
    """An emoticon, its mood, and the polarity [-1, 1] that TextBlob gives it."""

    text: str
    mood: str
    polarity: float


Triple = tuple[float, float, float]


@cache
def textblob_words() -> dict[str, Known]:
    """Read TextBlob's lexicon from the installed package, without importing it.

    Returns
    -------
    dict of str to Known
        By lower-case word form; some 4,000 entries, derived adverbs included.

    Raises
    ------
    FileNotFoundError
        If textblob is not installed or has no lexicon file.
    """
    spec = find_spec("textblob")
    if spec is None or spec.origin is None:
        raise FileNotFoundError("the package textblob is not installed: pip install textblob")
    path = Path(spec.origin).parent / "en" / "en-sentiment.xml"
    if not path.is_file():
        raise FileNotFoundError(f"{path.name} is missing from the installed textblob package")
    senses: dict[str, dict[str | None, list[Triple]]] = {}
    for word in ElementTree.parse(path).getroot().findall("word"):
        form = word.get("form")
        if form:
            triple = (
                float(word.get("polarity", 0.0)),
                float(word.get("subjectivity", 0.0)),
                float(word.get("intensity", 1.0)),
            )
            senses.setdefault(form, {}).setdefault(word.get("pos"), []).append(triple)
    by_tag: dict[str, dict[str | None, Triple]] = {
        form: {tag: _mean(triples) for tag, triples in tags.items()} for form, tags in senses.items()
    }
    overall = {form: _mean(list(tags.values())) for form, tags in by_tag.items()}
    adverbs = {form for form, tags in by_tag.items() if "RB" in tags}
    # An adjective gives its adverb (terrible, terribly), which replaces what the file says of that form.
    for form, tags in by_tag.items():
        if "JJ" in tags:
            stem = form[:-1] + "i" if form.endswith("y") else form
            stem = stem[:-2] if stem.endswith("le") else stem
            overall[stem + "ly"] = tags["JJ"]
            adverbs.add(stem + "ly")
    return {form: Known(*triple, form in adverbs) for form, triple in overall.items()}


def _mean(triples: list[Triple]) -> Triple:
    # In TextBlob's order of addition, which decides the last bit.
    polarity, subjectivity, intensity = (sum(values) / float(len(values)) for values in zip(*triples, strict=True))
    return polarity, subjectivity, intensity


@cache
def textblob_emoticons() -> tuple[Emoticon, ...]:
    """Read the emoticons that TextBlob scores, in the order in which it looks for them."""
    source = files("analysis.lexicons").joinpath("data/textblob_emoticons.csv").read_text(encoding="utf-8")
    rows = csv.DictReader(source.splitlines())
    return tuple(Emoticon(row["emoticon"], row["mood"], float(row["polarity"])) for row in rows)
