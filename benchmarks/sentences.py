"""Sentence boundaries against GUM's development part: ours, beside sentencex alone.

    python benchmarks/sentences.py

Needs the treebank in $UNDERTONE_DATA (by default ../shared/data).
"""

from __future__ import annotations

import sentencex

from analysis.splitting import split_sentences
from analysis.validating import boundary_score, corpora


def ours(text: str) -> list[int]:
    return [sentence.end for sentence in split_sentences(text)]


def sentencex_alone(text: str) -> list[int]:
    ends = []
    for found in sentencex.get_sentence_boundaries("en", text):
        content = text[found["start_index"] : found["end_index"]].rstrip()
        if content:
            ends.append(found["start_index"] + len(content))
    return ends


def main() -> None:
    documents = corpora.gum_documents()
    print(f"{'':16s} precision  recall      F1   ({len(documents)} documents)")
    for name, find in (("undertone", ours), ("sentencex alone", sentencex_alone)):
        result = boundary_score(documents, find)
        print(f"{name:16s}    {result.precision:.4f}  {result.recall:.4f}  {result.f1:.4f}   of {result.ends} ends")


if __name__ == "__main__":
    main()
