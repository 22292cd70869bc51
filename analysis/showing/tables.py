"""Small tables to read beside a figure."""

from __future__ import annotations

import pandas as pd

from analysis.lexicons import OWN_SOURCE, Entry
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
        `why`, the reason of the entry and what its weight rests on, and `source`, the key of the work that names it.
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


def first_phrases(reading: Reading, article_id: str | None = None, *, most: int = 5) -> pd.DataFrame:
    """Tabulate what weighs most in the writer's own words: where to begin to read.

    Parameters
    ----------
    reading : Reading
    article_id : str, optional
        Which article; may be left out if there is only one.
    most : int
        How many rows at most.

    Returns
    -------
    DataFrame
        Rows of `phrase_table`, the heaviest first, one for each entry; none from quotation marks, and none that
        somebody else is reported to have said.
    """
    phrases = phrase_table(reading, article_id)
    own = phrases[~phrases["context"].str.contains("quoted|reported", regex=True)]
    own = own.assign(folded=own["phrase"].str.lower()).sort_values("points", ascending=False, kind="stable")
    return own.drop_duplicates("folded").drop(columns="folded").head(most).reset_index(drop=True)


def entry_notes(reading: Reading) -> dict[str, str]:
    """Return why each term of a reading is on its word list, and what the weight rests on."""
    used = set(reading.hits.loc[reading.hits["layer"] == "wording", "term"])
    definitions = {name: category.definition for name, category in reading.lexicon.categories.items()}
    return {
        entry.term: f"{entry.note or definitions.get(entry.category, '')} {evidence(entry)}".strip()
        for entry in reading.lexicon.entries
        if entry.term in used
    }


def evidence(entry: Entry) -> str:
    """Say in a sentence what the weight of an entry rests on."""
    if entry.source == OWN_SOURCE:
        return "It stands in the reader's own list."
    if entry.source == "babe_sentences":
        return "Readers seldom mark it: its weight comes from their answers to whole sentences."
    if entry.basis == "observed":
        return f"Trained readers marked it in {entry.marked} of {entry.shown} readings; like words make up the rest."
    if entry.basis == "predicted":
        return "No trained reader judged it: its weight is predicted from like words."
    return "No trained reader judged it: its weight is set by how loaded it was read to be."


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"
