from __future__ import annotations

from pathlib import Path

import pytest

from analysis.validating import CorpusMissing, boundary_score, corpora


def test_boundary_score_counts_over_all_documents() -> None:
    documents = [{"text": "x", "sentence_ends": [1, 2, 3]}, {"text": "y", "sentence_ends": [4]}]
    score = boundary_score(documents, lambda text: [1, 2, 9] if text == "x" else [])
    assert score.precision == 2 / 3
    assert score.recall == 2 / 4
    assert score.f1 == pytest.approx(2 * (2 / 3) * (2 / 4) / (2 / 3 + 2 / 4))
    assert score.ends == 4


def test_boundary_score_of_nothing_is_zero() -> None:
    assert boundary_score([], lambda text: []) == (0.0, 0.0, 0.0, 0)


def test_a_missing_corpus_says_where_it_was_looked_for(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("UNDERTONE_DATA", str(tmp_path))
    with pytest.raises(CorpusMissing, match=r"gum_dev\.jsonl.*UNDERTONE_DATA"):
        corpora.gum_documents()
