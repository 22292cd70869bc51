"""One marked span."""

from __future__ import annotations

from typing import NamedTuple


class Hit(NamedTuple):
    """One marked span of a part of an article, counted or not.

    The fields are columns of the reading's table `hits`, where `docs/columns.md` explains them. `sentence`
    counts from 0 within the part.
    """

    sentence: int
    start: int
    end: int
    layer: str
    category: str
    term: str
    direction: str
    counted: bool
    reason: str
    weight: float
    modifier: str
    points: float
    subjectivity: float
    source: str
    plainer: str
