"""The results of the last validation, stored with the library so that they can be read anywhere."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

import pandas as pd

STORED = Path(str(files("analysis.validating").joinpath("data", "agreement.csv")))
"""Where `undertone validate --write` keeps its table."""

COLUMNS = ("table", "tool", "slice", "measure", "value", "low", "high", "n")


def stored_agreement() -> pd.DataFrame:
    """Read the results of the last validation.

    Returns
    -------
    DataFrame
        `table, tool, slice, measure, value, low, high, n`: one row per number, with its 90 % interval. Made by
        `make validate`; `docs/measurements.md` says how.

    Examples
    --------
    >>> results = stored_agreement()
    >>> bool(((results["low"] <= results["value"]) & (results["value"] <= results["high"])).all())
    True
    """
    return pd.read_csv(STORED, dtype={"slice": str})


def known_limits() -> pd.DataFrame:
    """Read constructed sentences that the scores get wrong, and that the tests hold to be still wrong.

    Returns
    -------
    DataFrame
        `kind` of difficulty; `wanted`, what a careful reader would say ("loaded" or "plain"); `sentence`.

    Examples
    --------
    >>> sorted(set(known_limits()["wanted"]))
    ['loaded', 'plain']
    """
    return pd.read_csv(STORED.with_name("known_limits.csv"))
