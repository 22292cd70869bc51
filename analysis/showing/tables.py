"""Small tables to read beside a figure."""

from __future__ import annotations

import pandas as pd

from analysis.lexicons import Entry, load_lexicon
from analysis.reading import Reading


def sentence_table(reading: Reading, article_id: str | None = None, *, most: int = 70) -> pd.DataFrame:
    """Tabulate the sentences of one article with what was marked in each.

    Parameters
    ----------
    reading : Reading
    article_id : str, optional
        Which article; may be left out if there is only one.
    most : int
        Sentences are cut to this many characters; 0 leaves the text out.

    Returns
    -------
    DataFrame
        Indexed by the sentence's number (from 1, as displays count): `words`; `points` (log-odds, two
        decimals); `marked`, the counted phrases; TextBlob's `polarity` [-1, 1] and `subjectivity` [0, 1]
        (two decimals); `text`.
    """
    one = reading.one(article_id)
    sentences = one.sentences
    wording = one.hits[(one.hits["layer"] == "wording") & one.hits["counted"]]
    marked: dict[int, list[str]] = {}
    for number_of, text in zip(wording["sentence"], wording["text"], strict=True):
        marked.setdefault(number_of, []).append(" ".join(text.split()))
    table = pd.DataFrame(
        {
            "words": sentences["words"],
            "points": sentences["loaded_points"].round(2) + 0.0,
            "marked": [", ".join(marked.get(row, [])) for row in sentences["sentence"]],
            "polarity": sentences["polarity"].round(2) + 0.0,
            "subjectivity": sentences["subjectivity"].round(2) + 0.0,
        }
    )
    if most:
        table["text"] = [_cut(" ".join(text.split()), most) for text in sentences["text"]]
    table.index = pd.Index(sentences["sentence"] + 1, name="sentence")
    return table


def phrase_table(reading: Reading, article_id: str | None = None, *, counted: bool = True) -> pd.DataFrame:
    """Tabulate the marked phrases of one article: the ledger, in reading order.

    Parameters
    ----------
    reading : Reading
    article_id : str, optional
        Which article; may be left out if there is only one.
    counted : bool
        True for the phrases that count, False for those that were found and do not, with the reason.

    Returns
    -------
    DataFrame
        `sentence` (from 1), `phrase`, `category`, `direction`, `points` and `context` (or `reason`), `plainer`,
        `why`, the reason of the entry and what its weight rests on, where the reading was made with the shipped list,
        and `source`, the key of the work that names it.
    """
    one = reading.one(article_id)
    hits = one.hits[(one.hits["layer"] == "wording") & (one.hits["counted"] == counted)]
    reasons = entry_notes(reading)
    columns = {
        "sentence": hits["sentence"] + 1,
        "phrase": hits["text"],
        "category": hits["category"].astype(str).str.replace("_", " "),
        "direction": hits["direction"].astype(str),
        "points": hits["points"],
        "context": hits["modifier"].astype(str),
        "reason": hits["reason"].astype(str),
        "plainer": hits["plainer"].astype(str),
        "why": [reasons.get(term, "") for term in hits["term"]],
        "source": hits["source"].astype(str),
    }
    for name in ("reason",) if counted else ("points", "context"):
        del columns[name]
    return pd.DataFrame(columns).reset_index(drop=True)


def entry_notes(reading: Reading) -> dict[str, str]:
    """Return why each term is on the list and what its weight rests on, if the list is the shipped one."""
    lexicon = load_lexicon()
    if lexicon.version != reading.lexicon_version:
        return {}
    definitions = {name: category.definition for name, category in lexicon.categories.items()}
    return {
        entry.term: f"{entry.note or definitions[entry.category]} {_evidence(entry)}".rstrip()
        for entry in lexicon.entries
    }


def _evidence(entry: Entry) -> str:
    if entry.source == "babe_sentences":
        return "Readers seldom mark it: its weight comes from their answers to whole sentences."
    if entry.basis == "observed":
        return f"Trained readers marked it in {entry.marked} of {entry.shown} readings; like words make up the rest."
    return "No trained reader judged it: its weight is predicted from like words." if entry.basis == "predicted" else ""


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"
