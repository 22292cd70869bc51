"""Constructed sentences: pairs of loaded and neutral wording of one fact, and plain reports of grave events.

No labelled corpus here holds enough praise and euphemism to say how well they are found. These sentences were written
for that by someone who did not see the word list.
"""

from __future__ import annotations

from importlib.resources import files

import pandas as pd

from analysis.article import Article
from analysis.lexicons import Lexicon
from analysis.scoring import score
from analysis.validating.measures import share_interval

_DATA = files("analysis.validating").joinpath("data")


def minimal_pairs() -> pd.DataFrame:
    """Read the pairs.

    Returns
    -------
    DataFrame
        `pair` (from 1), `set`, `domain`, `direction` of the loaded sentence, `loaded` and `neutral`: the two
        sentences. `set` is "development" for pairs that were looked at while the list grew, and "kept aside" for
        those that were not.
    """
    with _DATA.joinpath("minimal_pairs.csv").open(encoding="utf-8") as file:
        return pd.read_csv(file)


def plain_reports() -> pd.DataFrame:
    """Read the plain reports of grave events.

    Returns
    -------
    DataFrame
        `report` (from 1), `set` (as in `minimal_pairs`), `kind` of event, `text`.
    """
    with _DATA.joinpath("plain_reports.csv").open(encoding="utf-8") as file:
        return pd.read_csv(file)


def score_pairs(pairs: pd.DataFrame | None = None, *, lexicon: Lexicon | None = None) -> pd.DataFrame:
    """Score both sentences of each pair.

    Parameters
    ----------
    pairs : DataFrame, optional
        As `minimal_pairs` gives them, which are used if left out.
    lexicon : Lexicon, optional
        The shipped one if left out.

    Returns
    -------
    DataFrame
        The pairs with `loaded_points`, `neutral_points` (log-odds), `loaded_probability`, `neutral_probability` (of the
        highest sentence) and `told_apart`, whether the loaded one has more points.
    """
    pairs = minimal_pairs() if pairs is None else pairs
    found = pairs.copy()
    for name in ("loaded", "neutral"):
        articles = [Article(id=str(at), text=text) for at, text in enumerate(pairs[name])]
        sentences = score(articles, lexicon=lexicon, layers=["wording"]).sentences.groupby("article_id", sort=False)
        found[f"{name}_points"] = sentences["loaded_points"].sum().to_numpy()
        found[f"{name}_probability"] = sentences["loaded_probability"].max().to_numpy()
    found["told_apart"] = found["loaded_points"] > found["neutral_points"]
    return found


def pairs_by_direction(scored: pd.DataFrame) -> pd.DataFrame:
    """Count, by the direction of the loaded sentence, how many pairs are told apart.

    Parameters
    ----------
    scored : DataFrame
        From `score_pairs`.

    Returns
    -------
    DataFrame
        A row for each direction and one for `all`: `direction`, `pairs`; `told_apart`, `loaded_over_half` and
        `neutral_over_half` as shares, each with `_low` and `_high` (90 %, Wilson).
    """
    rows = []
    for direction in (*sorted(set(scored["direction"])), "all"):
        part = scored if direction == "all" else scored[scored["direction"] == direction]
        row: dict[str, object] = {"direction": direction, "pairs": len(part)}
        for name, flags in (
            ("told_apart", part["told_apart"]),
            ("loaded_over_half", part["loaded_probability"] > 0.5),
            ("neutral_over_half", part["neutral_probability"] > 0.5),
        ):
            share = share_interval(int(flags.sum()), len(part))
            row |= {name: share.value, f"{name}_low": share.low, f"{name}_high": share.high}
        rows.append(row)
    return pd.DataFrame(rows)
