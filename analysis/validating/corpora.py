"""Where the human-labelled corpora are, and what is read from them.

The texts are other people's and are no part of this project: they are read from a folder beside it.
"""

from __future__ import annotations

import csv
import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any


class CorpusMissing(FileNotFoundError):  # noqa: N818 - an absence, which callers handle, rather than a fault
    """A corpus is not on this machine; the message says where it was looked for."""


def data_folder() -> Path:
    """Return the folder of the corpora: $UNDERTONE_DATA, or ../shared/data beside the checkout."""
    beside = Path(__file__).resolve().parents[3] / "shared" / "data"
    return Path(os.environ.get("UNDERTONE_DATA") or beside)


def gum_documents() -> list[dict[str, Any]]:
    """Read 30 documents of GUM's development part: `id`, `text`, and `sentence_ends`.

    Returns
    -------
    list of dict
        `sentence_ends` holds the offset after the last character of each sentence (1,575 in all).

    Raises
    ------
    CorpusMissing
        If the corpus is not on this machine.
    """
    return list(_json_lines("treebank/gum_dev.jsonl"))


def babe_sentences() -> list[dict[str, str]]:
    """Read BABE's sentences (Spinde et al. 2021) with the columns of its file, `text` among them.

    Raises
    ------
    CorpusMissing
        If the corpus is not on this machine.
    """
    with _path("babe/sentences.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def newsmtsc_sentences() -> list[dict[str, Any]]:
    """Read NewsMTSC's training sentences (Hamborg and Donnay 2021), their wording as `text`.

    Raises
    ------
    CorpusMissing
        If the corpus is not on this machine.
    """
    return [{"text": row["sentence_normalized"], **row} for row in _json_lines("newsmtsc/train.jsonl")]


def _path(name: str) -> Path:
    path = data_folder() / name
    if not path.is_file():
        raise CorpusMissing(f"{path}: no such corpus; set UNDERTONE_DATA to the folder that holds it")
    return path


def _json_lines(name: str) -> Iterator[dict[str, Any]]:
    with _path(name).open(encoding="utf-8") as file:
        for line in file:
            yield json.loads(line)
