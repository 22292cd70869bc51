from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from analysis import Article, score, showing
from analysis.lexicons import LexiconError, load_lexicon, with_own_list
from analysis.reading import rows_of

TEXT = "The regime slammed the critics, and the zonks jeered."


def own(*rows: dict[str, object]) -> pd.DataFrame:
    return pd.DataFrame(list(rows))


def wording(text: str, rows: pd.DataFrame) -> dict[str, tuple[bool, str, float]]:
    hits = score(Article(id="a", text=text), lexicon=with_own_list(rows)).hits
    found = hits[hits["layer"] == "wording"]
    return {hit.text: (hit.counted, hit.reason, hit.points) for hit in rows_of(found)}


def test_a_term_is_added_in_its_forms() -> None:
    row = {"term": "Zonk", "category": "label", "direction": "lowers", "weight": 1.25, "match": "inflected"}
    assert wording(TEXT, own(row))["zonks"] == (True, "", 1.25)


def test_a_construction_is_added() -> None:
    row = {"term": "is a zonk", "match": "pattern", "pattern": "(is|was) a (real |)zonk", "category": "label"}
    found = wording("She was a real zonk.", own({**row, "direction": "lowers", "weight": 2}))
    assert found["was a real zonk"] == (True, "", 2.0)


def test_a_term_is_replaced_in_what_the_row_says_and_kept_in_the_rest() -> None:
    before = load_lexicon().entries[load_lexicon().forms["slam"]]
    mine = with_own_list(own({"term": "slam", "action": "replace", "weight": 0.5, "plainer": ""}))
    after = mine.entries[mine.forms["slammed"]]
    assert (after.weight, after.source, after.basis) == (0.5, "own", "curated")
    assert (after.category, after.direction, after.plainer) == (before.category, before.direction, before.plainer)


def test_an_allowed_term_stays_visible_and_does_not_count() -> None:
    rows = own({"term": "regime", "action": "allow"})
    assert wording("The regime and other regimes.", rows) == {
        "regime": (False, "allowed by the reader's list", 0.0),
        "regimes": (False, "allowed by the reader's list", 0.0),
    }


def test_a_phrase_that_holds_a_term_is_allowed_and_the_term_elsewhere_is_not() -> None:
    found = wording("The old regime fell; a regime rose.", own({"term": "the old regime", "action": "allow"}))
    assert list(found.values()) == [(True, "", found["regime"][2])]
    hits = score(
        Article(id="a", text="The old regime fell."),
        lexicon=with_own_list(own({"term": "the old regime", "action": "allow"})),
    ).hits
    assert hits.loc[hits["layer"] == "wording", "reason"].tolist() == ["allowed by the reader's list"]


def test_the_version_names_the_list_and_differs_with_its_content() -> None:
    one, other = (with_own_list(own({"term": term, "action": "allow"})) for term in ("regime", "slam"))
    assert one.version.startswith(load_lexicon().version + ".own-")
    assert one.version != other.version


def test_displays_take_reasons_and_sources_from_the_list_of_the_reading() -> None:
    row = {"term": "zonks", "category": "label", "direction": "lowers", "weight": 3, "note": "House rule 7."}
    reading = score(Article(id="a", text=TEXT), lexicon=with_own_list(own(row)))
    first = showing.first_phrases(reading).iloc[0]
    assert (first["phrase"], first["why"]) == ("zonks", "House rule 7. It stands in the reader's own list.")
    assert "The reader&#x27;s own list: a table" in showing.annotated_text(reading)


def test_a_file_in_any_order_of_columns(tmp_path: Path) -> None:
    path = tmp_path / "house style.csv"
    path.write_text("﻿weight,term,direction,category\n1.5,zonks,lowers,label\n", encoding="utf-8")
    mine = with_own_list(path)
    assert mine.entries[mine.forms["zonks"]].weight == 1.5


GOOD = {"term": "zonk", "category": "label", "direction": "lowers", "weight": 1}


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ([{**GOOD, "term": " "}], "row 2: the term is empty"),
        ([GOOD, GOOD], r"row 3 \('zonk'\): the term stands twice, first in a table, row 2"),
        ([{**GOOD, "action": "remove"}], "action is 'remove'; wanted one of add, replace, allow"),
        ([{**GOOD, "term": "regime"}], r"row 2 \('regime'\): the term is on the list already"),
        ([{**GOOD, "action": "replace"}], "there is no such term to replace"),
        ([{**GOOD, "action": "allow"}], "nothing to allow"),
        ([{**GOOD, "category": "abuse"}], "category is 'abuse'; wanted one of"),
        ([{**GOOD, "direction": "left"}], "direction is 'left'; wanted one of"),
        ([{**GOOD, "match": "fuzzy"}], "match is 'fuzzy'; wanted one of"),
        ([{**GOOD, "weight": "much"}], "the weight is 'much'; wanted a number of points above 0"),
        ([{**GOOD, "weight": "nan"}], "wanted a number of points above 0"),
        ([{**GOOD, "weight": -1}], "wanted a number of points above 0"),
        ([{**GOOD, "weight": ""}], "a term to add needs a weight"),
        ([{"term": "zonk"}], "a term to add needs a category"),
        ([{**GOOD, "pattern": "(a|b)"}], "a pattern goes with the match 'pattern'"),
        ([{**GOOD, "match": "pattern", "pattern": "(a|b"}], "has a parenthesis or a bar without its counterpart"),
        ([{**GOOD, "colour": "red"}], "no column 'colour' is known"),
        ([{"word": "zonk"}], "the columns are word; wanted term"),
    ],
)
def test_a_row_that_cannot_be_used_is_an_error_that_names_it(rows: list[dict[str, object]], message: str) -> None:
    with pytest.raises(LexiconError, match=message):
        with_own_list(own(*rows))


def test_a_file_that_cannot_be_read_is_an_error_that_names_it(tmp_path: Path) -> None:
    with pytest.raises(LexiconError, match=r"none\.csv: No such file"):
        with_own_list(tmp_path / "none.csv")
    (tmp_path / "latin.csv").write_bytes(b"term\ncaf\xe9\n")
    with pytest.raises(LexiconError, match=r"latin\.csv: not UTF-8 at byte 8"):
        with_own_list(tmp_path / "latin.csv")
    (tmp_path / "short.csv").write_text("term,action\nregime\n")
    with pytest.raises(LexiconError, match="row 2: 1 values; wanted 2"):
        with_own_list(tmp_path / "short.csv")
