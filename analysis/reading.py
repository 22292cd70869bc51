"""The result of scoring: a few tidy tables."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

import pandas as pd

# One row per column, in the order of the table: its kind. The names are a contract that notebooks and
# other people's code are written against.
SCHEMAS: dict[str, dict[str, str]] = {
    "sentences": {
        "article_id": "text", "part": "repeated", "paragraph": "count", "sentence": "count",
        "start": "count", "end": "count", "text": "text", "words": "count", "narrator_words": "count",
        "quoted_words": "count", "paraphrased_words": "count", "polarity": "score", "subjectivity": "score",
        "loaded_points": "score", "narrator_points": "score", "quoted_points": "score",
        "paraphrased_points": "score", "loaded_probability": "score", "loaded_low": "score",
        "loaded_high": "score", "narrator_probability": "score",
    },
    "hits": {
        "article_id": "text", "part": "repeated", "sentence": "count", "start": "count", "end": "count",
        "text": "text", "layer": "repeated", "category": "repeated", "term": "repeated",
        "direction": "repeated", "voice": "repeated", "voice_id": "count", "counted": "flag",
        "reason": "repeated", "weight": "score", "modifier": "repeated", "points": "score",
        "subjectivity": "score", "source": "repeated", "plainer": "repeated",
    },
    "voices": {
        "article_id": "text", "voice_id": "count", "part": "repeated", "first_sentence": "count",
        "last_sentence": "count", "start": "count", "end": "count", "text": "text", "kind": "repeated",
        "speaker": "repeated", "speaker_start": "count", "speaker_end": "count", "cue": "repeated",
        "cue_start": "count", "cue_end": "count", "verb_class": "repeated",
    },
    "actions": {
        "article_id": "text", "part": "repeated", "sentence": "count", "device": "repeated",
        "verb": "text", "verb_start": "count", "verb_end": "count", "agent": "text",
        "agent_start": "count", "agent_end": "count", "patient": "text", "patient_start": "count",
        "patient_end": "count", "voice": "repeated",
    },
    "articles": {
        "article_id": "text", "title": "text", "outlet": "text", "author": "text", "published": "text",
        "url": "text", "language": "repeated", "notes": "text", "error": "text", "sentences": "count",
        "words": "count", "narrator_words": "count", "quoted_words": "count", "paraphrased_words": "count",
        "loaded_rate": "score", "loaded_rate_low": "score", "loaded_rate_high": "score",
        "narrator_rate": "score", "narrator_rate_low": "score", "narrator_rate_high": "score",
        "title_points": "score", "polarity": "score", "subjectivity": "score",
    },
}  # fmt: skip

DTYPES = {"text": "str", "repeated": "category", "count": "int64", "flag": "bool", "score": "float64"}


def table(name: str, columns: Mapping[str, Sequence[object]]) -> pd.DataFrame:
    """Build one of the reading's tables from its columns, with the types of the contract.

    Parameters
    ----------
    name : str
        One of the keys of `SCHEMAS`.
    columns : mapping of str to sequence
        A sequence for every column of the schema, all of one length. Further columns are kept as they
        are, after the schema's.

    Returns
    -------
    DataFrame
    """
    schema = SCHEMAS[name]
    typed: dict[str, object] = {}
    for column, kind in schema.items():
        values = columns[column]
        if kind == "repeated":
            typed[column] = values if isinstance(values, pd.Categorical) else pd.Categorical(list(values))
        else:
            typed[column] = pd.Series(cast("Any", values), dtype=DTYPES[kind])
    extra = {column: values for column, values in columns.items() if column not in schema}
    return pd.DataFrame({**typed, **extra})


def empty_table(name: str) -> pd.DataFrame:
    """Build one of the reading's tables without rows, with the types of the contract."""
    return table(name, {column: [] for column in SCHEMAS[name]})


def rows_of(frame: pd.DataFrame) -> Iterator[Any]:
    """Iterate over the rows of a table as named tuples."""
    return cast("Iterator[Any]", frame.itertuples())


@dataclass(frozen=True, eq=False)
class Reading:
    """What was found in one or more articles.

    Attributes
    ----------
    articles, sentences, hits, voices, actions : DataFrame
        The tables; `docs/columns.md` says what each column holds.
    lexicon : analysis.lexicons.Lexicon
        The word list that the scores were made with, from which displays take reasons and sources.
    """

    articles: pd.DataFrame
    sentences: pd.DataFrame
    hits: pd.DataFrame
    voices: pd.DataFrame
    actions: pd.DataFrame
    lexicon: Any

    @property
    def lexicon_version(self) -> str:
        """Version and content hash of the word list."""
        return str(self.lexicon.version)

    def __repr__(self) -> str:
        counted = int(self.hits["counted"].sum())
        return (
            f"<Reading of {len(self.articles)} article(s): {len(self.sentences)} sentences, "
            f"{counted} counted hits, lexicon {self.lexicon_version}>"
        )

    def one(self, article_id: str | None = None) -> Reading:
        """Return the part of this reading that belongs to one article.

        Parameters
        ----------
        article_id : str, optional
            Which article; may be left out if there is only one.

        Raises
        ------
        ValueError
            If there is no such article, or if the id is left out and there is not exactly one.
        """
        ids = list(self.articles["article_id"])
        if article_id is None:
            if len(ids) != 1:
                raise ValueError(f"this reading holds {len(ids)} articles: name one of {_listed(ids)}")
            return self
        if article_id not in ids:
            raise ValueError(f"no article {article_id!r} in this reading: it holds {_listed(ids)}")
        frames = {
            name: frame[frame["article_id"] == article_id].reset_index(drop=True)
            for name, frame in ((name, getattr(self, name)) for name in SCHEMAS)
        }
        return Reading(**frames, lexicon=self.lexicon)


def _listed(ids: list[str], most: int = 8) -> str:
    shown = ", ".join(repr(i) for i in ids[:most])
    return f"{shown} and {len(ids) - most} more" if len(ids) > most else shown or "none"
