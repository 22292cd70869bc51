"""The marks on the seed article beside those of two readers who did not see the list.

    python benchmarks/seed_reading.py

The readers were AI assistants in the part of a standards editor; one marked freely, one sparingly. Their marks stand in
`analysis/validating/data/seed_marks.csv`.
"""

from __future__ import annotations

import csv
from importlib.resources import files

from analysis import read_articles, score
from analysis.loading import SEEDS
from analysis.reading import rows_of


def main() -> None:
    article = read_articles(SEEDS)[0]
    hits = score(article).hits
    ours = [(hit.start, hit.end) for hit in rows_of(hits[(hits["layer"] == "wording") & hits["counted"]])]
    with files("analysis.validating").joinpath("data", "seed_marks.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    theirs = []
    for row in rows:
        start = article.text.index(row["phrase"])
        theirs.append((row["reader"], row["strength"], start, start + len(row["phrase"])))
    for reader in sorted({row["reader"] for row in rows}):
        strong = [(start, end) for who, strength, start, end in theirs if (who, strength) == (reader, "strong")]
        found = [mark for mark in strong if any(a < mark[1] and mark[0] < b for a, b in ours)]
        print(f"reader {reader}: {len(found)} of {len(strong)} strong phrases are marked")
    agreed = [mark for mark in ours if any(start < mark[1] and mark[0] < end for _, _, start, end in theirs)]
    print(f"{len(agreed)} of {len(ours)} marks fall on a phrase that one of the readers marked")


if __name__ == "__main__":
    main()
