"""How well sentence boundaries agree with a treebank's."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple


class BoundaryScore(NamedTuple):
    """Agreement on sentence ends: shares in [0, 1], and how many ends there were to find."""

    precision: float
    recall: float
    f1: float
    ends: int


def boundary_score(
    documents: Iterable[Mapping[str, Any]], sentence_ends: Callable[[str], Iterable[int]]
) -> BoundaryScore:
    """Compare the sentence ends that a function finds with labelled ones, over all documents together.

    Parameters
    ----------
    documents : iterable of mapping
        Each with `text` and `sentence_ends`: offsets after the last character of each sentence.
    sentence_ends : callable
        Takes a text, returns such offsets.

    Returns
    -------
    BoundaryScore

    Examples
    --------
    >>> boundary_score([{"text": "A b. C d.", "sentence_ends": [4, 9]}], lambda text: [9])
    BoundaryScore(precision=1.0, recall=0.5, f1=0.6666666666666666, ends=2)
    """
    right = found_in_all = labelled_in_all = 0
    for document in documents:
        labelled, found = set(document["sentence_ends"]), set(sentence_ends(document["text"]))
        right += len(labelled & found)
        found_in_all += len(found)
        labelled_in_all += len(labelled)
    return BoundaryScore(
        precision=right / found_in_all if found_in_all else 0.0,
        recall=right / labelled_in_all if labelled_in_all else 0.0,
        f1=2 * right / (found_in_all + labelled_in_all) if found_in_all + labelled_in_all else 0.0,
        ends=labelled_in_all,
    )
