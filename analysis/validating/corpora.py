"""Where the human-labelled corpora are, and what is read from them.

The texts are other people's and are no part of this project: they are read from a folder beside it.
"""

from __future__ import annotations

import ast
import csv
import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True)
class Annotation:
    """One reader's answer to one sentence of BABE: was its wording biased, and by which words."""

    reader: int
    biased: bool
    marked: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BabeSentence:
    """A sentence of BABE (Spinde et al. 2021).

    Attributes
    ----------
    text : str
    group : str
        The article's address, or the text where BABE has none: what a cross-validation keeps together.
    outlet, leaning : str
        The outlet, and the leaning that BABE gives it (left, center, right, or empty). Never a feature.
    biased : bool
        The majority's answer.
    marked : tuple of str
        The words that BABE lists as biased for the sentence.
    annotations : tuple of Annotation
        Usually five.
    """

    text: str
    group: str
    outlet: str
    leaning: str
    biased: bool
    marked: tuple[str, ...]
    annotations: tuple[Annotation, ...]

    @property
    def share(self) -> float:
        """The share of readers, in [0, 1], who called the wording biased."""
        return sum(annotation.biased for annotation in self.annotations) / len(self.annotations)


def babe() -> list[BabeSentence]:
    """Read BABE with its annotations: 2,764 sentences, each read by up to five trained annotators.

    Raises
    ------
    CorpusMissing
        If the corpus is not on this machine.
    """
    by_text: dict[str, list[Annotation]] = {}
    for row in _csv("babe/annotations.csv"):
        marked = tuple(phrase.strip() for phrase in row["biased_words"].split(",") if phrase.strip())
        # One row reads "Biased, unfair"; it counts as biased.
        annotation = Annotation(int(row["annotator_id"]), row["label_bias"].startswith("Biased"), marked)
        by_text.setdefault(row["text"], []).append(annotation)
    return [
        BabeSentence(
            text=row["text"],
            group=row["news_link"] or row["text"],
            outlet=row["outlet"],
            leaning=row["type"],
            biased=row["label_bias"] == "Biased",
            marked=tuple(ast.literal_eval(row["biased_words"])),
            annotations=tuple(by_text[row["text"]]),
        )
        for row in _csv("babe/sentences.csv")
    ]


def checkthat() -> list[tuple[str, bool]]:
    """Read CheckThat's English sentences (2025), train and development: the text, and whether it is subjective.

    Raises
    ------
    CorpusMissing
        If the corpus is not on this machine.
    """
    rows = []
    for name in ("train", "dev"):
        with _path(f"checkthat/{name}_en.tsv").open(encoding="utf-8", newline="") as file:
            reader = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
            rows += [(row["sentence"], row["label"] == "SUBJ") for row in reader]
    return rows


def frac() -> list[tuple[str, int]]:
    """Read FrAC's sentences (Guida et al. 2025): the text, and one code of the Media Frames Corpus.

    Raises
    ------
    CorpusMissing
        If the corpus is not on this machine.
    """
    return [(row["sentence"], int(row["label"])) for row in _csv("frac/sentences.csv")]


@dataclass(frozen=True, slots=True)
class Attribution:
    """One attribution of PolNeAR: the spans of its source, its cue and its content, as offsets, end exclusive."""

    source: tuple[tuple[int, int], ...]
    cue: tuple[tuple[int, int], ...]
    content: tuple[tuple[int, int], ...]


def polnear() -> list[tuple[str, str, tuple[Attribution, ...]]]:
    """Read PolNeAR (Newell, Margolin and Ruths 2018): the name of each article, its text and its attributions.

    Raises
    ------
    CorpusMissing
        If the corpus is not on this machine.
    """
    folder = data_folder() / "polnear"
    names = sorted(path.stem for path in folder.glob("*.ann"))
    if not names:
        raise CorpusMissing(f"{folder}: no such corpus; set UNDERTONE_DATA to the folder that holds it")
    return [
        (
            name,
            (folder / f"{name}.txt").read_text(encoding="utf-8"),
            tuple(_attributions((folder / f"{name}.ann").read_text(encoding="utf-8"))),
        )
        for name in names
    ]


def _attributions(standoff: str) -> Iterator[Attribution]:
    """Read the events of a brat file; the parts of a span in pieces are kept apart."""
    lines = [line.split("\t") for line in standoff.splitlines() if line]
    spans = {}
    for line in lines:
        if line[0].startswith("T"):
            pieces = line[1].split(" ", 1)[1].split(";")
            spans[line[0]] = tuple((int(start), int(end)) for start, end in (piece.split() for piece in pieces))
    for line in lines:
        if line[0].startswith("E"):
            roles: dict[str, tuple[tuple[int, int], ...]] = {"Source": (), "Cue": (), "Content": ()}
            for role, key in (pair.split(":") for pair in line[1].split()):
                roles[role.rstrip("0123456789")] = roles.get(role.rstrip("0123456789"), ()) + spans[key]
            yield Attribution(roles["Source"], roles["Cue"], roles["Content"])


def newsmtsc_sentences() -> list[dict[str, Any]]:
    """Read NewsMTSC's training sentences (Hamborg and Donnay 2021), their wording as `text`.

    Raises
    ------
    CorpusMissing
        If the corpus is not on this machine.
    """
    return [{"text": row["sentence_normalized"], **row} for row in _json_lines("newsmtsc/train.jsonl")]


def _csv(name: str) -> Iterator[dict[str, str]]:
    with _path(name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def _path(name: str) -> Path:
    path = data_folder() / name
    if not path.is_file():
        raise CorpusMissing(f"{path}: no such corpus; set UNDERTONE_DATA to the folder that holds it")
    return path


def _json_lines(name: str) -> Iterator[dict[str, Any]]:
    with _path(name).open(encoding="utf-8") as file:
        for line in file:
            yield json.loads(line)
