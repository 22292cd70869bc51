from __future__ import annotations

from collections.abc import Callable
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


def test_the_corpora_are_read_as_their_papers_describe_them() -> None:
    try:
        sentences, frames, articles = corpora.babe(), corpora.frac(), corpora.polnear()
    except CorpusMissing as missing:
        pytest.skip(str(missing))
    assert len(sentences) == 2764
    assert {len(sentence.annotations) for sentence in sentences} <= {1, 2, 3, 4, 5}
    assert 0.48 < sum(sentence.share for sentence in sentences) / 2764 < 0.50
    assert len(frames) == 264
    assert {code for _, code in frames} == {1, 3, 4, 5, 6, 8, 9, 11, 12, 15}
    assert len(articles) == 299
    assert all(
        0 <= start < end <= len(text)
        for _, text, attributions in articles
        for one in attributions
        for start, end in (*one.source, *one.cue, *one.content)
    )
    assert len(corpora.checkthat()) == 1292


@pytest.mark.parametrize("read", [corpora.babe, corpora.checkthat, corpora.frac, corpora.polnear])
def test_each_missing_corpus_says_where_it_was_looked_for(
    read: Callable[[], object], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("UNDERTONE_DATA", str(tmp_path))
    with pytest.raises(CorpusMissing, match=r"no such corpus; set UNDERTONE_DATA"):
        read()


def test_an_attribution_may_have_parts_and_pieces(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "polnear").mkdir()
    (tmp_path / "polnear" / "a.txt").write_text("“It is late,” she said, “so go.”", encoding="utf-8")
    standoff = [
        "T1\tSource 14 17\tshe",
        "T2\tCue 18 22\tsaid",
        "T3\tContent 0 13;24 32\t…",
        "E1\tCue:T2 Source:T1 Content:T3",
    ]
    (tmp_path / "polnear" / "a.ann").write_text("\n".join(standoff) + "\n", encoding="utf-8")
    monkeypatch.setenv("UNDERTONE_DATA", str(tmp_path))
    ((name, text, (attribution,)),) = corpora.polnear()
    assert name == "a"
    assert [text[a:b] for a, b in attribution.content] == ["“It is late,”", "“so go.”"]
    assert (attribution.source, attribution.cue) == (((14, 17),), ((18, 22),))
