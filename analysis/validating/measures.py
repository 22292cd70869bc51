"""How agreement is measured: a few standard measures, with intervals that respect groups."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import pandas as pd

from analysis.scoring.ledger import Z90

if TYPE_CHECKING:
    from numpy.typing import NDArray


class Measured(NamedTuple):
    """A value with its 90 % interval, and how many units it rests on."""

    value: float
    low: float
    high: float
    n: int


def share_interval(hits: int, n: int) -> Measured:
    """Return a share with its Wilson interval.

    Parameters
    ----------
    hits, n : int
        How many of how many; n at least 1.

    Returns
    -------
    Measured
        In [0, 1], 90 %.

    References
    ----------
    Wilson, E. B. (1927). Probable inference, the law of succession, and statistical inference. Journal of the
    American Statistical Association 22, 209-212.

    Examples
    --------
    >>> found = share_interval(5, 10)
    >>> found.value, round(found.low, 2), round(found.high, 2), found.n
    (0.5, 0.27, 0.73, 10)
    """
    if n < 1:
        raise ValueError("a share of nothing: n is 0")
    share = hits / n
    middle = (share + Z90**2 / (2 * n)) / (1 + Z90**2 / n)
    half = Z90 / (1 + Z90**2 / n) * math.sqrt(share * (1 - share) / n + Z90**2 / (4 * n**2))
    return Measured(share, min(share, max(0.0, middle - half)), max(share, min(1.0, middle + half)), n)


def bootstrapped(
    measure: Callable[[NDArray[np.int64]], float], groups: Sequence[str], *, draws: int = 200, seed: int = 0
) -> Measured:
    """Return a measure with a percentile interval, from whole groups drawn with replacement.

    Parameters
    ----------
    measure : callable
        Takes row numbers (some of them more than once), returns a number; NaN where it is not defined.
    groups : sequence of str
        The group of each row: sentences of one article are drawn together.
    draws, seed : int

    Returns
    -------
    Measured
        90 %, over the draws in which the measure is defined; never without the value itself.
    """
    _, number = np.unique(np.asarray(groups, dtype=object).astype(str), return_inverse=True)
    order = np.argsort(number, kind="stable")
    rows = np.split(order, np.cumsum(np.bincount(number))[:-1])
    random = np.random.default_rng(seed)
    value = measure(np.arange(len(number)))
    drawn = [
        measure(np.concatenate([rows[at] for at in random.integers(len(rows), size=len(rows))])) for _ in range(draws)
    ]
    low, high = np.nanpercentile(drawn, [5, 95])
    return Measured(value, min(value, float(low)), max(value, float(high)), len(number))


def reliability(predicted: NDArray[np.float64], found: NDArray[np.float64], bins: int = 10) -> pd.DataFrame:
    """Compare predicted with found shares, in bins of about equal size.

    Parameters
    ----------
    predicted, found : arrays (n,)
        In [0, 1].
    bins : int

    Returns
    -------
    DataFrame
        `predicted`, `found` (means), `low`, `high` (90 %, of the mean found), `n`; by rising prediction.
    """
    rank = np.argsort(np.argsort(predicted, kind="stable"), kind="stable")
    which = rank * bins // len(predicted)
    rows = []
    for number in range(bins):
        inside = which == number
        n = int(inside.sum())
        if n:
            mean = float(found[inside].mean())
            half = Z90 * float(found[inside].std()) / math.sqrt(n)
            rows.append((float(predicted[inside].mean()), mean, max(0.0, mean - half), min(1.0, mean + half), n))
    return pd.DataFrame(rows, columns=["predicted", "found", "low", "high", "n"])


def auc(labels: NDArray[Any], scores: NDArray[Any]) -> float:
    """Return the area under the ROC curve; NaN where all labels are one."""
    from sklearn.metrics import roc_auc_score

    return float(roc_auc_score(labels, scores)) if len(set(labels.tolist())) == 2 else math.nan


def macro_f1(labels: NDArray[Any], decided: NDArray[Any]) -> float:
    """Return the mean of the F1 scores of both classes."""
    from sklearn.metrics import f1_score

    return float(f1_score(labels, decided, average="macro", zero_division=0))


def average_precision(labels: NDArray[Any], scores: NDArray[Any]) -> float:
    """Return the area under the precision-recall curve, as a step function."""
    from sklearn.metrics import average_precision_score

    return float(average_precision_score(labels, scores))
