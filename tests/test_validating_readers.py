from __future__ import annotations

import csv
import math
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis import Article, Reading, load_lexicon, score
from analysis.splitting.words import WORD
from analysis.validating.readers import compare_marks, corrected_rate, read_marks, sample_for_coding

HEADER = "reader,article_id,part,start,end,category"
COLUMNS = HEADER.split(",")


def _file(folder: Path, *lines: str, header: str = HEADER) -> Path:
    path = folder / "marks.csv"
    path.write_text("\n".join((header, *lines)) + "\n", encoding="utf-8")
    return path


def _marks(*rows: tuple[object, ...]) -> pd.DataFrame:
    return pd.DataFrame(list(rows), columns=COLUMNS)


def _span(reader: str, article: Article, words: str, category: str = "") -> tuple[object, ...]:
    start = article.text.index(words)
    return reader, article.id, "body", start, start + len(words), category


def _nothing(reader: str, article_id: str) -> tuple[object, ...]:
    return reader, article_id, "body", -1, -1, ""


HITS = ["article_id", "part", "start", "end", "layer", "counted"]


def _with_hits(articles: list[Article], *found: tuple[str, str]) -> Reading:
    """A reading whose counted wording hits are these words of these articles, whatever the word list says."""
    texts = {article.id: article.text for article in articles}
    hits = [(key, "body", texts[key].index(w), texts[key].index(w) + len(w), "wording", True) for key, w in found]
    return replace(score(articles), hits=pd.DataFrame(hits, columns=HITS))


def _with_spans(article: Article, spans: list[tuple[int, int]]) -> Reading:
    hits = [(article.id, "body", start, end, "wording", True) for start, end in spans]
    return replace(score(article), hits=pd.DataFrame(hits, columns=HITS))


def _with_points(points: list[float], probability: list[float] | None = None) -> Reading:
    """A reading of one sentence per number of points, whatever the word list says."""
    count = len(points)
    sentences = pd.DataFrame(
        {
            "article_id": "a",
            "part": "body",
            "sentence": range(count),
            "start": [10 * at for at in range(count)],
            "end": [10 * at + 9 for at in range(count)],
            "text": [f"Line {at}." for at in range(count)],
            "loaded_points": points,
            "loaded_probability": probability or [1 / (1 + math.exp(1 - value)) for value in points],
        }
    )
    return replace(score([]), sentences=sentences)


def _value(table: pd.DataFrame, measure: str, reader: str = "") -> float:
    (value,) = table.loc[(table["measure"] == measure) & (table["reader"] == reader), "value"]
    return float(value)


# --- the file of marks ---


def test_marks_are_read_with_their_types_and_row_numbers(tmp_path: Path) -> None:
    path = _file(tmp_path, "ann,1,body,4,10,my own category", ",,,,,", '" ben ",1,title,-1,-1,', "", "ann,2,title,0,3,")
    marks = read_marks(path)
    assert list(marks.columns) == COLUMNS
    assert [str(dtype) for dtype in marks.dtypes] == ["str", "str", "str", "int64", "int64", "str"]
    assert marks.index.name == "row"
    assert marks.index.tolist() == [2, 4, 6]
    assert marks.iloc[0].tolist() == ["ann", "1", "body", 4, 10, "my own category"]
    assert marks.iloc[1].tolist() == ["ben", "1", "title", -1, -1, ""]


def test_a_file_without_rows_has_the_same_types_and_a_byte_order_mark_is_no_harm(tmp_path: Path) -> None:
    path = tmp_path / "marks.csv"
    path.write_bytes(f"{HEADER}\r\n".encode("utf-8-sig"))
    empty = read_marks(path)
    assert len(empty) == 0
    assert [str(dtype) for dtype in empty.dtypes] == ["str", "str", "str", "int64", "int64", "str"]


@pytest.mark.parametrize(
    ("row", "cause"),
    [
        ("ann,a,body,x,9,", "start is 'x'; wanted a whole number"),
        ("ann,a,body,1,2.5,", "end is '2.5'; wanted a whole number"),
        ("ann,a,body,1,,", "end is ''; wanted a whole number"),
        ("ann,a,body,1,99999999999999999999,", "wanted a whole number"),
        ("ann,a,body,9,9,", "the span is 9 to 9; wanted 0 <= start < end"),
        ("ann,a,body,-1,9,", "the span is -1 to 9"),
        ("ann,a,body,-1,-1,label", "the category is 'label' where nothing is marked"),
        ("ann,a,lead,1,2,", "part is 'lead'; wanted title or body"),
        (" ,a,body,1,2,", "the reader is empty"),
        ("ann,,body,1,2,", "the article_id is empty"),
        ("ann,a,body,1,2", "5 values; wanted 6"),
        ("ann,a,body,1,2,b,c", "7 values; wanted 6"),
    ],
)
def test_a_wrong_row_is_named(tmp_path: Path, row: str, cause: str) -> None:
    path = _file(tmp_path, "ann,a,body,0,4,", row)
    with pytest.raises(ValueError, match=r"marks\.csv, row 3: ") as raised:
        read_marks(path)
    assert cause in str(raised.value)


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    path = tmp_path / "marks.csv"
    with pytest.raises(ValueError, match=r"marks\.csv: No such file"):
        read_marks(path)
    path.write_bytes(b"")
    with pytest.raises(ValueError, match=r"marks\.csv, row 1: the file is empty; wanted the columns reader, "):
        read_marks(path)
    path.write_bytes(b"\xff\xfe")
    with pytest.raises(ValueError, match=r"marks\.csv: not UTF-8 at byte 0"):
        read_marks(path)
    path.write_text(HEADER.replace(",", ";"), encoding="utf-8")
    with pytest.raises(ValueError, match=r"marks\.csv, row 1: the columns are reader;article_id"):
        read_marks(path)
    path.write_text(f"{HEADER}\nann,a,body,0,4,{'x' * 200_000}\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"marks\.csv, row 2: field larger than"):
        read_marks(path)


# --- the sample ---

POINTS = st.lists(st.sampled_from([0.0, 0.0, 0.5, 1.0, 1.5, 2.0, 3.5]), min_size=2, max_size=60)


@settings(max_examples=80)
@given(POINTS, st.data())
def test_the_strata_hold_the_population_whatever_the_points(points: list[float], data: st.DataObject) -> None:
    n = data.draw(st.integers(2, len(points)))
    reading = _with_points(points)
    sample = sample_for_coding(reading, n=n, seed=data.draw(st.integers(0, 9)))
    assert sample["sample_id"].tolist() == list(range(1, n + 1))
    assert sample["sentence"].nunique() == n
    assert (sample["stratum_size"] / sample["stratum_sampled"]).sum() == pytest.approx(len(points))
    strata = sample.groupby("stratum").agg(
        size=("stratum_size", "first"), sampled=("stratum_sampled", "first"), rows=("sample_id", "count")
    )
    assert strata.index.tolist() == list(range(1, len(strata) + 1))
    assert len(strata) <= 5
    assert strata["size"].sum() == len(points)
    assert (strata["rows"] == strata["sampled"]).all()
    assert (strata["sampled"] >= strata["size"].clip(upper=2)).all()
    unfilled = strata[strata["sampled"] < strata["size"]]
    assert (unfilled["sampled"] >= strata["sampled"].max() - 1).all()
    means = sample.groupby("stratum")["stratum_probability"].first()
    assert (means * strata["size"]).sum() == pytest.approx(reading.sentences["loaded_probability"].sum())
    of = dict(zip(sample["sentence"], sample["stratum"], strict=True))
    drawn = sorted((points[sentence], stratum) for sentence, stratum in of.items())
    assert [stratum for _, stratum in drawn] == sorted(of.values())
    for one in set(points):
        assert len({stratum for value, stratum in drawn if value == one}) <= 1


def test_without_ties_the_strata_are_equal() -> None:
    sample = sample_for_coding(_with_points([float(at) for at in range(100)]), n=50)
    assert sample["stratum"].max() == 5
    assert set(sample["stratum_size"]) == {100 / 5}
    assert set(sample["stratum_sampled"]) == {50 / 5}
    # Sentence s has s points: the first fifth are the sentences 0 to 19.
    assert (sample["stratum"] == sample["sentence"] // 20 + 1).all()


def test_a_small_stratum_is_taken_whole_and_the_rest_goes_to_the_others() -> None:
    # Middles of the ties: 40 of 89 and 84.5 of 89, so the second and the last fifth; n = 30 is 21 + all 9.
    sample = sample_for_coding(_with_points([0.0] * 80 + [1.0] * 9), n=30)
    counts = sample.groupby("stratum")[["stratum_size", "stratum_sampled"]].first()
    assert counts.to_numpy().tolist() == [[80, 21], [9, 9]]


def test_a_sample_has_its_columns_and_types_and_the_readings_own_texts() -> None:
    article = Article(id="a", title="Vote near", text="Rain fell. Talks resume today. The hall was full. Buses ran.")
    sample = sample_for_coding(score(article), n=4)
    kinds = {
        "sample_id": "int64", "article_id": "str", "part": "category", "sentence": "int64", "start": "int64",
        "end": "int64", "text": "str", "stratum": "int64", "stratum_size": "int64", "stratum_sampled": "int64",
        "loaded_probability": "float64", "stratum_probability": "float64",
    }  # fmt: skip
    assert {name: str(dtype) for name, dtype in sample.dtypes.items()} == kinds
    texts = dict(article.parts())
    assert [texts[row["part"]][row["start"] : row["end"]] for _, row in sample.iterrows()] == sample["text"].tolist()


def test_the_same_seed_gives_the_same_sample_and_another_another() -> None:
    reading = _with_points([0.0, 1.0, 2.0, 3.0] * 25)
    one, two, other = (sample_for_coding(reading, n=20, seed=seed) for seed in (7, 7, 8))
    pd.testing.assert_frame_equal(one, two)
    assert one["sentence"].tolist() != other["sentence"].tolist()


def test_the_order_tells_nothing_of_the_stratum() -> None:
    reading = _with_points([float(at) for at in range(50)])
    first = [int(sample_for_coding(reading, n=10, seed=seed)["stratum"].iloc[0]) for seed in range(200)]
    # Each of 5 strata should come first in 40 of 200 samples; 5.7 is the standard deviation of that number.
    assert all(abs(first.count(stratum) - 40) < 4 * 5.7 for stratum in range(1, 6))


def test_the_coding_sheet_is_blind_and_runs_no_formula(tmp_path: Path) -> None:
    reading = _with_points([0.0, 0.0, 1.0, 1.0, 2.0, 2.0])
    texts = ["=1+1", "+7 fell.", "-7 fell.", "@noon it\n rained.", "\t=2", "Rain “fell”, he said."]
    sample = sample_for_coding(replace(reading, sentences=reading.sentences.assign(text=texts)), n=6, folder=tmp_path)
    with (tmp_path / "coding_sheet.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert list(rows[0]) == ["sample_id", "text", "reader", "loaded", "words"]
    assert [int(row["sample_id"]) for row in rows] == sample["sample_id"].tolist()
    assert {row[name] for row in rows for name in ("reader", "loaded", "words")} == {""}
    escaped = ["'=1+1", "'+7 fell.", "'-7 fell.", "'@noon it rained.", "'=2", "Rain “fell”, he said."]
    shown = dict(zip(texts, escaped, strict=True))
    assert [row["text"] for row in rows] == [shown[text] for text in sample["text"]]
    written = pd.read_csv(tmp_path / "sample.csv")
    pd.testing.assert_frame_equal(written, sample, check_dtype=False)
    assert corrected_rate(written, {1: 1, 2: 0, 3: 0, 4: 0, 5: 1, 6: 0}).estimate == pytest.approx(2 / 6)


def test_a_sheet_that_was_filled_in_is_not_overwritten(tmp_path: Path) -> None:
    reading, folder = _with_points([0.0, 1.0, 2.0]), tmp_path / "new" / "folder"
    sample_for_coding(reading, n=2, folder=folder)
    sample_for_coding(reading, n=2, folder=folder)
    sheet = folder / "coding_sheet.csv"
    filled = sheet.read_text(encoding="utf-8").replace(",,,", ",ann,1,", 1)
    sheet.write_text(filled, encoding="utf-8")
    with pytest.raises(ValueError, match=r"coding_sheet\.csv: is there with other content"):
        sample_for_coding(reading, n=2, folder=folder)
    assert sheet.read_text(encoding="utf-8") == filled


@pytest.mark.parametrize(
    ("count", "n", "cause"),
    [
        (3, 4, "n is 4; wanted 2 to 3, the number of sentences"),
        (3, 1, "n is 1; wanted 2 to 3"),
        (0, 2, "nothing to sample: the reading has no sentences"),
    ],
)
def test_a_sample_that_cannot_be_drawn_says_why(count: int, n: int, cause: str) -> None:
    with pytest.raises(ValueError, match=cause):
        sample_for_coding(_with_points([0.0] * count), n=n)


# --- agreement ---

ONE = Article(id="one", text="Rain fell on the dry fields all night.")  # 8 words
TWO = Article(id="two", text="Talks resume today. A vote is near.")  # 3 + 4 words


def test_alpha_of_two_readers_worked_by_hand() -> None:
    marks = _marks(_span("ann", ONE, "Rain fell"), _span("ben", ONE, "fell on"))
    table = compare_marks(marks, _with_hits([ONE]))
    # 8 words, 16 ratings, 4 of them marks. Two words are marked by one of the two: Do = 4 / 16.
    # De = 2 * 4 * 12 / (16 * 15).
    assert _value(table, "alpha_readers") == pytest.approx(1 - (4 / 16) / (2 * 4 * 12 / (16 * 15)))
    row = table[table["measure"] == "alpha_readers"].iloc[0]
    assert row["units"] == 8
    assert row["low"] == pytest.approx(row["value"])  # one sentence: every draw is the same
    assert row["high"] == pytest.approx(row["value"])


def test_alpha_of_three_readers_where_one_has_not_read_all() -> None:
    marks = _marks(
        _span("ann", ONE, "dry"), _span("ben", ONE, "dry"), _nothing("cem", "one"),
        _span("ann", TWO, "Talks"), _span("ben", TWO, "vote"),
    )  # fmt: skip
    table = compare_marks(marks, _with_hits([ONE, TWO]))
    # 8 words with 3 ratings and 7 with 2 are 38 ratings, 4 of them marks. Unlike pairs, both ways, over raters - 1:
    # dry 2 * 2 * 1 / 2, Talks 2 * 1 * 1 / 1, vote 2 * 1 * 1 / 1: together 6.
    assert _value(table, "alpha_readers") == pytest.approx(1 - (6 / 38) / (2 * 4 * 34 / (38 * 37)))
    assert table.loc[table["measure"] == "alpha_readers", "units"].tolist() == [8 + 7]
    assert table.loc[(table["measure"] == "alpha_tool") & (table["reader"] == "cem")].empty  # nobody marked a word
    assert set(table.loc[table["reader"] == "cem", "measure"]) == {"recall_reader_others", "f1_reader_others",
        "recall_tool_others", "f1_tool_others"}  # fmt: skip


def test_precision_and_recall_of_the_tool_worked_by_hand() -> None:
    marks = _marks(_span("ann", ONE, "dry fields"), _span("ann", TWO, "vote"))
    table = compare_marks(marks, _with_hits([ONE, TWO], ("one", "dry"), ("two", "Talks"), ("two", "near")))
    # The tool marks dry, Talks, near; ann dry, fields, vote: one word in common, of 3 and of 3.
    assert _value(table, "precision_tool", "ann") == 1 / 3
    assert _value(table, "recall_tool", "ann") == 1 / 3
    assert _value(table, "f1_tool", "ann") == 2 * 1 / (3 + 3)
    # 15 words, 30 ratings, 6 marks, 4 words on which the two differ.
    assert _value(table, "alpha_tool", "ann") == pytest.approx(1 - (8 / 30) / (2 * 6 * 24 / (30 * 29)))
    assert set(table["units"]) == {15}
    assert set(table["measure"]) == {"alpha_tool", "precision_tool", "recall_tool", "f1_tool"}


def test_only_counted_wording_is_the_tools_mark() -> None:
    marks, reading = _marks(_span("ann", ONE, "Rain")), _with_hits([ONE], ("one", "Rain"), ("one", "dry"))
    for column, other in (("counted", False), ("layer", "sentiment")):
        hits = reading.hits.assign(**{column: [reading.hits[column].iloc[0], other]})
        assert _value(compare_marks(marks, replace(reading, hits=hits)), "precision_tool", "ann") == 1 / 1


def test_the_tools_own_hits_as_marks_agree_with_the_tool() -> None:
    text = " ".join(entry.example for entry in load_lexicon().entries[:20])
    reading = score(Article(id="a", title="Fields dry", text=text))
    hits = reading.hits[(reading.hits["layer"] == "wording") & reading.hits["counted"]]
    marks = hits[["article_id", "part", "start", "end", "category"]].assign(reader="ann")
    table = compare_marks(marks, reading)
    assert _value(table, "alpha_tool", "ann") == _value(table, "f1_tool", "ann") == 1.0
    assert set(table["units"]) == {reading.sentences["words"].sum()}


def test_a_reader_and_the_tool_against_the_majority_of_the_others() -> None:
    marks = _marks(
        _span("ann", ONE, "Rain fell on"), _span("ben", ONE, "Rain fell"), _span("cem", ONE, "Rain"),
        _span("ann", TWO, "Talks"), _span("ben", TWO, "resume"),
    )  # fmt: skip
    table = compare_marks(marks, _with_hits([ONE, TWO], ("one", "Rain"), ("two", "resume today")))
    # Others of ann: ben and cem in ONE, where both marked Rain alone (fell: one of two is no majority); ben in TWO.
    # So Rain, resume are right. ann: Rain, fell, on, Talks; the tool: Rain, resume, today.
    assert _value(table, "precision_reader_others", "ann") == 1 / 4
    assert _value(table, "recall_reader_others", "ann") == 1 / 2
    assert _value(table, "precision_tool_others", "ann") == 2 / 3
    assert _value(table, "recall_tool_others", "ann") == 2 / 2
    assert _value(table, "f1_tool_others", "ann") == 2 * 2 / (3 + 2)
    # cem read ONE only, where ann and ben agree on Rain and fell.
    assert _value(table, "precision_reader_others", "cem") == 1 / 1
    assert _value(table, "recall_reader_others", "cem") == 1 / 2
    assert set(table.loc[table["reader"] == "cem", "units"]) == {8}


def test_a_word_is_marked_if_a_span_overlaps_it() -> None:
    rows = [("ann", "one", "body", start, end, "") for start, end in ((3, 6), (9, 10))]  # "n f" and the space after on
    table = compare_marks(_marks(*rows, _span("ben", ONE, "Rain fell")), _with_hits([ONE]))
    assert _value(table, "alpha_readers") == 1.0


def test_titles_and_both_parts_of_a_read_article_count() -> None:
    article = Article(id="a", title="Vote near", text="Rain fell.")
    marks = _marks(("ann", "a", "title", 0, 4, ""), ("ben", "a", "body", -1, -1, ""))
    table = compare_marks(marks, score(article))
    assert table.loc[table["measure"] == "alpha_readers", "units"].tolist() == [2 + 2]


LONG = Article(id="long", text=" ".join(f"Line {at} came late and was read by all of them." for at in range(30)))


def test_the_intervals_hold_the_values_and_repeat_with_the_seed() -> None:
    rng = np.random.default_rng(1)
    words = [match.span() for match in WORD.finditer(LONG.text)]
    chosen = rng.choice(len(words), 90, replace=False)
    rows = [("ann", "long", "body", *words[at], "") for at in chosen[:60]]
    rows += [("ben", "long", "body", *words[at], "") for at in chosen[20:80]]
    rows += [("cem", "long", "body", *words[at], "") for at in chosen[40:]]
    reading = _with_spans(LONG, [words[at] for at in chosen[::2]])
    one, two = (compare_marks(_marks(*rows), reading) for _ in range(2))
    pd.testing.assert_frame_equal(one, two)
    assert len(one) == 1 + 3 * (1 + 3 + 3 + 3)
    assert not one.isna().any(axis=None)
    assert (one["low"] <= one["value"]).all()
    assert (one["value"] <= one["high"]).all()
    # ben marked all that both others marked, in every draw too; all other intervals have a width.
    assert one.loc[one["low"] == one["high"], "measure"].tolist() == ["recall_reader_others"]
    assert compare_marks(_marks(*rows), reading, seed=1)["low"].tolist() != one["low"].tolist()


SPANS = st.lists(st.tuples(st.integers(0, 36), st.integers(1, 9)), max_size=5)


@settings(max_examples=60)
@given(SPANS, SPANS, SPANS)
def test_any_marks_agree_with_counting_by_sets(
    ann: list[tuple[int, int]], ben: list[tuple[int, int]], tool: list[tuple[int, int]]
) -> None:
    last = len(ONE.text)
    words = [match.span() for match in WORD.finditer(ONE.text)]
    cut = {
        name: [(start, min(start + size, last)) for start, size in spans]
        for name, spans in (("ann", ann), ("ben", ben), ("tool", tool))
    }
    sets = {
        name: {at for at, (a, b) in enumerate(words) for start, end in spans if start < b and a < end}
        for name, spans in cut.items()
    }
    rows = [(name, "one", "body", *span, "") for name in ("ann", "ben") for span in cut[name]]
    rows += [_nothing(name, "one") for name in ("ann", "ben")]  # type: ignore[misc]
    table = compare_marks(_marks(*rows), _with_spans(ONE, cut["tool"]), draws=100)
    keys = zip(table["measure"], table["reader"], strict=True)
    found: dict[tuple[str, str], float] = dict(zip(keys, table["value"], strict=True))
    expected: dict[tuple[str, str], float] = {}
    for reader, other in (("ann", "ben"), ("ben", "ann")):
        expected |= _by_sets("tool", reader, sets["tool"], sets[reader])
        expected |= _by_sets("reader_others", reader, sets[reader], sets[other])
        expected |= _by_sets("tool_others", reader, sets["tool"], sets[other])
    assert {key: value for key, value in found.items() if not key[0].startswith("alpha")} == pytest.approx(expected)
    alphas = table[table["measure"].str.startswith("alpha")]
    assert alphas["low"].tolist() == pytest.approx(alphas["value"].tolist())  # one sentence: every draw is the same


def _by_sets(suffix: str, reader: str, found: set[int], right: set[int]) -> dict[tuple[str, str], float]:
    both = len(found & right)
    rates = {}
    if found:
        rates[f"precision_{suffix}", reader] = both / len(found)
    if right:
        rates[f"recall_{suffix}", reader] = both / len(right)
    if found or right:
        rates[f"f1_{suffix}", reader] = 2 * both / (len(found) + len(right))
    return rates


@pytest.mark.parametrize(
    ("change", "cause"),
    [
        (lambda m: m.assign(article_id="three"), "marks, row 0: no article 'three' in the reading"),
        (lambda m: m.assign(end=39), r"row 0: the span 0 to 39 ends beyond the last sentence of the body of article"),
        (lambda m: m.assign(part="title"), "row 0: article 'one' has no text in its title"),
        (lambda m: m.assign(start=4), "row 0: the span is 4 to 4"),
        (lambda m: m.assign(start=0.5), "row 0: start is '0.5'; wanted a whole number"),
        (lambda m: m.assign(reader=None), "row 0: the reader is empty"),
        (lambda m: m.drop(columns=["part", "end"]), "marks: no column part, end; wanted reader, "),
        (lambda m: m.iloc[:0], "marks: no rows"),
    ],
)
def test_marks_that_do_not_fit_the_reading_are_named(
    change: Callable[[pd.DataFrame], pd.DataFrame], cause: str
) -> None:
    with pytest.raises(ValueError, match=cause):
        compare_marks(change(_marks(_span("ann", ONE, "Rain"))), _with_hits([ONE]))


def test_the_row_in_an_error_is_the_files(tmp_path: Path) -> None:
    path = _file(tmp_path, "ann,one,body,0,4,", "", "ann,one,body,5,90,")
    with pytest.raises(ValueError, match="marks, row 4: the span 5 to 90 ends beyond"):
        compare_marks(read_marks(path), _with_hits([ONE]))


def test_nothing_to_compare_and_too_few_draws() -> None:
    with pytest.raises(ValueError, match="no article that was read has a word"):
        compare_marks(_marks(_nothing("ann", "a")), score(Article(id="a", text="")))
    with pytest.raises(ValueError, match="draws is 99; wanted 100 or more"):
        compare_marks(_marks(_span("ann", ONE, "Rain")), _with_hits([ONE]), draws=99)


def test_readers_who_marked_nothing_give_no_rows_rather_than_nan() -> None:
    table = compare_marks(_marks(_nothing("ann", "one"), _nothing("ben", "one")), _with_hits([ONE]))
    assert len(table) == 0
    assert [str(dtype) for dtype in table.dtypes] == ["str", "str", "float64", "float64", "float64", "int64"]


# --- the corrected rate ---

SAMPLE = pd.DataFrame(
    {
        "sample_id": [1, 2, 3, 4, 5],
        "article_id": "a",
        "part": "body",
        "start": [0, 10, 20, 30, 40],
        "end": [9, 19, 29, 39, 49],
        "stratum": [1, 2, 1, 2, 1],
        "stratum_size": [6, 4, 6, 4, 6],
        "stratum_sampled": [3, 2, 3, 2, 3],
        "loaded_probability": [0.2, 0.5, 0.3, 0.7, 0.1],
        "stratum_probability": [0.25, 0.6, 0.25, 0.6, 0.25],
    }
)


def test_the_corrected_rate_worked_by_hand() -> None:
    rate = corrected_rate(SAMPLE, {1: 1, 2: 0, 3: 0, 4: 1, 5: 0})
    # Differences: 0.8, -0.3, -0.1 in the first stratum and -0.5, 0.3 in the second.
    tool = 0.6 * 0.25 + 0.4 * 0.6
    estimate = tool + 0.6 * (0.8 - 0.3 - 0.1) / 3 + 0.4 * (-0.5 + 0.3) / 2
    assert rate.uncorrected == pytest.approx(tool)
    assert rate.estimate == pytest.approx(estimate)
    mean = 0.4 / 3
    first = ((0.8 - mean) ** 2 + (-0.3 - mean) ** 2 + (-0.1 - mean) ** 2) / 2
    second = (0.4**2 + 0.4**2) / 1
    variances = 0.6**2 * (1 - 3 / 6) * first / 3, 0.4**2 * (1 - 2 / 4) * second / 2
    freedom = sum(variances) ** 2 / (variances[0] ** 2 / 2 + variances[1] ** 2 / 1)
    assert 2 < freedom < 3
    # The 95 % points of Student's t are 2.920 at 2 degrees of freedom and 2.353 at 3.
    error = math.sqrt(sum(variances))
    assert 2.353 * error < rate.high - rate.estimate < 2.920 * error
    assert rate.low == 0  # clipped: the estimate lies less than that above 0
    assert (rate.coded, rate.population) == (5, 10)


def test_equal_labels_leave_an_interval() -> None:
    flat = SAMPLE.assign(loaded_probability=0.0, stratum_probability=0.0)
    rate = corrected_rate(flat, dict.fromkeys(range(1, 6), 0))
    # s² is 1 / (3 + 1) and 1 / (2 + 1) where the labels are all equal.
    variances = 0.6**2 * (1 - 3 / 6) / 4 / 3, 0.4**2 * (1 - 2 / 4) / 3 / 2
    freedom = sum(variances) ** 2 / (variances[0] ** 2 / 2 + variances[1] ** 2 / 1)
    assert 2 < freedom < 3
    assert (rate.estimate, rate.low) == (0.0, 0.0)
    assert 2.353 < rate.high / math.sqrt(sum(variances)) < 2.920
    # A tool that meets every label is believed no more than that.
    exact = corrected_rate(SAMPLE.assign(loaded_probability=[1, 0, 0, 1, 0]), {1: 1, 2: 0, 3: 0, 4: 1, 5: 0})
    assert exact.estimate == pytest.approx(exact.uncorrected)
    assert exact.high > exact.estimate > exact.low


LABELLED = st.lists(st.tuples(st.sampled_from([0.0, 0.5, 1.0, 2.0]), st.floats(0, 1)), min_size=2, max_size=30)


@settings(max_examples=60)
@given(LABELLED)
def test_the_corrected_rate_is_the_true_rate_when_all_is_coded(rows: list[tuple[float, float]]) -> None:
    sample = sample_for_coding(_with_points([points for points, _ in rows]), n=len(rows))
    labels = sample.set_index("sample_id")["sentence"].map(lambda at: rows[at][1])
    rate = corrected_rate(sample, labels)
    truth = sum(label for _, label in rows) / len(rows)
    assert rate.estimate == pytest.approx(truth, abs=1e-9)
    assert rate.low == rate.estimate == rate.high
    assert (rate.coded, rate.population) == (len(rows), len(rows))


@settings(max_examples=60)
@given(LABELLED, st.data())
def test_a_part_of_the_labels_gives_a_rate_in_its_interval(
    rows: list[tuple[float, float]], data: st.DataObject
) -> None:
    n = data.draw(st.integers(2, len(rows)))
    sample = sample_for_coding(_with_points([points for points, _ in rows]), n=n)
    kept = sample.groupby("stratum").head(1) if data.draw(st.booleans()) else sample
    labels = {sample_id: rows[at][1] for sample_id, at in zip(kept["sample_id"], kept["sentence"], strict=True)}
    rate = corrected_rate(sample, labels)
    assert 0 <= rate.low <= rate.estimate <= rate.high <= 1
    assert (rate.low < rate.high) == (rate.coded < rate.population)


def test_old_labels_serve_a_new_reading() -> None:
    old = _with_points([0.0, 0.0, 1.0, 1.0, 2.0, 2.0])
    sample = sample_for_coding(old, n=4, seed=3)
    labels = {sample_id: int(at >= 4) for sample_id, at in zip(sample["sample_id"], sample["sentence"], strict=True)}
    new = old.sentences.assign(loaded_probability=[0.0, 0.0, 0.0, 0.0, 1.0, 1.0])
    rate = corrected_rate(sample, labels, new)
    assert rate.uncorrected == pytest.approx(2 / 6)
    assert rate.estimate == pytest.approx(2 / 6)  # the new tool is right about all
    same = corrected_rate(sample, labels, old.sentences)
    assert same == pytest.approx(corrected_rate(sample, labels))
    with pytest.raises(ValueError, match="sentences: 5 rows; wanted the 6 that were sampled from"):
        corrected_rate(sample, labels, new.iloc[:5])
    with pytest.raises(ValueError, match=r"sentences: none at \d+ to \d+ of the body of article 'a', as sample_id"):
        corrected_rate(sample, labels, new.assign(start=new["start"] + 1))
    with pytest.raises(ValueError, match="sentences: no column loaded_probability"):
        corrected_rate(sample, labels, new.drop(columns="loaded_probability"))
    with pytest.raises(ValueError, match="sentences: a cell of the column loaded_probability is empty"):
        corrected_rate(sample, labels, new.assign(loaded_probability=math.nan))


GOOD = {1: 1, 2: 0, 3: 0, 4: 1, 5: 0}


@pytest.mark.parametrize(
    ("call", "cause"),
    [
        (lambda: corrected_rate(SAMPLE, GOOD, level=1.0), "level is 1.0"),
        (lambda: corrected_rate(SAMPLE, GOOD | {6: 1}), "no sentence of the sample has the sample_id 6"),
        (lambda: corrected_rate(SAMPLE, GOOD | {1: 2}), "sample_id 1 has 2; wanted a number from 0 to 1"),
        (lambda: corrected_rate(SAMPLE, GOOD | {1: math.nan}), "sample_id 1 has nan"),
        (lambda: corrected_rate(SAMPLE, GOOD | {1: "yes"}), "sample_id 1 has 'yes'"),  # type: ignore[arg-type]
        (lambda: corrected_rate(SAMPLE, pd.Series([1, 0], index=[1, 1])), "labels: two for sample_id 1"),
        (lambda: corrected_rate(SAMPLE, {1: 1}), "labels: none for stratum 2, of which 2 were sampled"),
        (lambda: corrected_rate(SAMPLE.iloc[1:], {}), "sample: stratum 1 has 2 rows of 3 sampled"),
        (lambda: corrected_rate(SAMPLE.iloc[:0], {}), "sample: no rows"),
        (lambda: corrected_rate(SAMPLE.drop(columns="stratum"), {}), "sample: no column stratum; wanted"),
        (lambda: corrected_rate(SAMPLE.assign(sample_id=1), {}), "two rows have the sample_id 1"),
        (lambda: corrected_rate(SAMPLE.assign(stratum_size=[6, 4, 5, 4, 6]), {}), "stratum 1 differ in stratum_size"),
        (lambda: corrected_rate(SAMPLE.assign(loaded_probability=math.nan), {}), "column loaded_probability is empty"),
    ],
)
def test_a_wrong_sample_or_label_is_named(call: Callable[[], object], cause: str) -> None:
    with pytest.raises(ValueError, match=cause):
        call()


def test_the_interval_covers_the_truth_though_the_tool_is_badly_biased() -> None:
    rng = np.random.default_rng(0)
    points = np.where(rng.random(2000) < 0.6, 0.0, rng.choice([0.5, 1.0, 1.5, 2.0, 3.0], 2000))
    loaded = (rng.random(2000) < 0.05 + 0.15 * points).astype(float)
    reading = _with_points(points.tolist(), (0.3 + 0.2 * points).tolist())
    truth, draws = loaded.mean(), 500
    covered, estimates = 0, []
    for seed in range(draws):
        sample = sample_for_coding(reading, n=100, seed=seed)
        rate = corrected_rate(sample, dict(zip(sample["sample_id"], loaded[sample["sentence"]], strict=True)))
        covered += rate.low <= truth <= rate.high
        estimates.append(rate.estimate)
        assert rate.uncorrected > truth + 0.25
        assert rate.uncorrected > rate.high
    assert np.mean(estimates) == pytest.approx(truth, abs=0.01)
    assert 0.86 <= covered / draws <= 0.96
