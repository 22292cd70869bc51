from __future__ import annotations

import math
import subprocess
import sys
import warnings
from dataclasses import replace
from pathlib import Path
from types import ModuleType

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis import Article, load_lexicon, read_articles, score
from analysis.reading import SCHEMAS, rows_of
from analysis.scoring import LAYERS
from analysis.splitting import count_words
from tests.test_splitting import ANY

TERMS = st.sampled_from([entry.term for entry in load_lexicon().entries]).map(lambda term: f" {term} ")
TEXTS = st.one_of(ANY, st.lists(st.one_of(TERMS, ANY), max_size=6).map("".join))
ARTICLES = st.lists(st.tuples(TEXTS, st.one_of(st.none(), TEXTS)), max_size=4).map(
    lambda pairs: [Article(id=f"a{at}", text=text, title=title) for at, (text, title) in enumerate(pairs)]
)


def test_points_worked_by_hand() -> None:
    reading = score(Article(id="a", text="The regime slammed the vote. It was a heartwarming scene."))
    weights = {entry.term: entry.weight for entry in load_lexicon().entries}
    first, second = reading.sentences["loaded_points"]
    assert first == weights["regime"] + weights["slam"]
    assert second == weights["heartwarming"]
    row = reading.articles.iloc[0]
    assert row["words"] == 5 + 5
    assert row["loaded_rate"] == 100 * (first + second) / (5 + 5)


def test_probability_worked_by_hand() -> None:
    lexicon = load_lexicon()
    reading = score(Article(id="a", text="The regime fell. It rained."))
    points = reading.sentences["loaded_points"]
    expected = [1 / (1 + math.exp(-(lexicon.intercept + value))) for value in points]
    assert reading.sentences["loaded_probability"].tolist() == pytest.approx(expected)


def test_prevalence_restates_the_probability_and_leaves_the_points() -> None:
    article = Article(id="a", text="The regime fell. It rained.")
    base, rare = score(article), score(article, prevalence=0.1)
    lexicon = load_lexicon()
    shift = math.log(0.1 / 0.9) - math.log(lexicon.base_rate / (1 - lexicon.base_rate))
    odds = base.sentences["loaded_probability"] / (1 - base.sentences["loaded_probability"])
    expected = odds * math.exp(shift) / (1 + odds * math.exp(shift))
    assert rare.sentences["loaded_probability"].tolist() == pytest.approx(expected.tolist())
    assert rare.sentences["loaded_points"].tolist() == base.sentences["loaded_points"].tolist()
    same = score(article, prevalence=lexicon.base_rate)
    assert same.sentences["loaded_probability"].tolist() == pytest.approx(base.sentences["loaded_probability"].tolist())
    assert score(article, prevalence=1e-320).sentences["loaded_probability"].between(0, 1).all()


@given(ARTICLES)
def test_the_contract_holds_for_any_text(articles: list[Article]) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        reading = score(articles, layers="all")
    texts = {(a.id, part): text for a in articles for part, text in a.parts()}
    for frame in (reading.sentences, reading.hits):
        for row in frame.itertuples():
            assert texts[row.article_id, row.part][row.start : row.end] == row.text  # type: ignore[index]
    assert reading.sentences["words"].tolist() == [count_words(text) for text in reading.sentences["text"]]
    key = ["article_id", "sentence"]
    wording = reading.hits[(reading.hits["layer"] == "wording") & reading.hits["counted"]]
    chunks = reading.hits[reading.hits["layer"] == "sentiment"]
    at = reading.sentences.set_index(key)
    points = wording.groupby(key)["points"].sum().reindex(at.index, fill_value=0.0)
    assert ((points - at["loaded_points"]).abs() < 1e-9).all()
    for name, column in (("polarity", "points"), ("subjectivity", "subjectivity")):
        means = chunks.groupby(key)[column].mean().reindex(at.index, fill_value=0.0)
        assert ((means - at[name]).abs() < 1e-12).all()
    assert reading.articles["article_id"].tolist() == [article.id for article in articles]


@settings(max_examples=60)
@given(ARTICLES)
def test_the_checker_kept_outside_agrees(contract: ModuleType, articles: list[Article]) -> None:
    assert contract.check(score(articles, layers="all"), articles) == []


@settings(max_examples=40)
@given(ARTICLES)
def test_the_same_texts_give_the_same_tables(articles: list[Article]) -> None:
    one, two = score(articles), score(articles)
    for name in SCHEMAS:
        pd.testing.assert_frame_equal(getattr(one, name), getattr(two, name))


@settings(max_examples=40)
@given(ARTICLES)
def test_an_article_scores_the_same_alone_and_in_a_batch(articles: list[Article]) -> None:
    together = score(articles)
    for article in articles:
        alone, part = score(article), together.one(article.id)
        for name in ("sentences", "hits"):
            left, right = (frame.astype(object) for frame in (getattr(alone, name), getattr(part, name)))
            pd.testing.assert_frame_equal(left, right)


def test_tables_have_their_columns_and_types_even_without_rows() -> None:
    reading = score([])
    for name, schema in SCHEMAS.items():
        frame = getattr(reading, name)
        assert list(frame.columns) == list(schema)
        assert len(frame) == 0
    full = score([Article(id="a", text="The regime fell.", title="Slammed", metadata={"event": "e"})])
    assert full.articles["event"].tolist() == ["e"]
    for name, schema in SCHEMAS.items():
        for column, kind in schema.items():
            dtype = getattr(full, name)[column].dtype
            wanted = {"text": "str", "repeated": "category", "count": "int64", "flag": "bool", "score": "float64"}[kind]
            assert str(dtype) == wanted, (name, column, dtype)


def test_sentences_and_paragraphs_run_on_from_the_title_to_the_body() -> None:
    reading = score(Article(id="a", title="Head. Line", text="One. Two.\n\nThree."))
    assert reading.sentences["part"].tolist() == ["title", "title", "body", "body", "body"]
    assert reading.sentences["sentence"].tolist() == [0, 1, 2, 3, 4]
    assert reading.sentences["paragraph"].tolist() == [0, 0, 1, 1, 2]
    row = reading.articles.iloc[0]
    assert (row["sentences"], row["words"]) == (3, 3)


def test_title_points_are_kept_out_of_the_rate() -> None:
    row = score(Article(id="a", title="Regime falls", text="It rained.")).articles.iloc[0]
    assert row["title_points"] == next(entry.weight for entry in load_lexicon().entries if entry.term == "regime")
    assert row["loaded_rate"] == 0.0


def test_intervals_worked_by_hand() -> None:
    lexicon = load_lexicon()
    error = {entry.term: entry.weight_error for entry in lexicon.entries}
    reading = score(Article(id="a", text="A thug met a thug in the regime. It rained."))
    first, second = rows_of(reading.sentences)
    # One error for both thugs, which counts twice; the regime's and the intercept's are independent of it.
    spread = math.sqrt((2 * error["thug"]) ** 2 + error["regime"] ** 2 + lexicon.intercept_error**2)
    log_odds = lexicon.intercept + first.loaded_points
    for value, sign in ((first.loaded_low, -1), (first.loaded_high, 1)):
        assert math.log(value / (1 - value)) == pytest.approx(log_odds + sign * 1.6448536 * spread)
    assert math.log(second.loaded_low / (1 - second.loaded_low)) == pytest.approx(
        lexicon.intercept - 1.6448536 * lexicon.intercept_error
    )


def test_a_list_without_errors_has_intervals_of_no_width() -> None:
    plain = replace(load_lexicon(fitted=False), intercept_error=0.0, modifiers={})
    sentences = score(Article(id="a", text="The regime fell."), lexicon=plain).sentences
    assert (sentences["loaded_low"] == sentences["loaded_probability"]).all()
    assert (sentences["loaded_high"] == sentences["loaded_probability"]).all()


@given(ARTICLES)
def test_the_interval_holds_the_probability(articles: list[Article]) -> None:
    sentences = score(articles).sentences
    assert (sentences["loaded_low"] <= sentences["loaded_probability"]).all()
    assert (sentences["loaded_probability"] <= sentences["loaded_high"]).all()


def test_neutral_values_until_voices_come() -> None:
    reading = score(Article(id="a", text="“The regime fell,” he said."))
    sentences = reading.sentences
    assert (sentences["narrator_words"] == sentences["words"]).all()
    assert (sentences["quoted_words"] + sentences["paraphrased_words"] == 0).all()
    assert set(reading.hits["voice"]) == {"narrator"}
    assert len(reading.actions) == 0
    assert len(reading.voices) == 0


@pytest.mark.parametrize("layers", ["core", "all", LAYERS, ["wording"], {"sentiment"}, ()])
def test_layers_choose_the_hits(layers: object) -> None:
    reading = score(Article(id="a", text="The regime was good."), layers=layers)  # type: ignore[arg-type]
    wanted = {"sentiment", "wording"} if layers in ("core", "all") else {"sentiment", "wording"} & set(layers)  # type: ignore[call-overload]
    assert set(reading.hits["layer"]) == wanted
    assert reading.sentences["polarity"][0] == 0.7
    assert (reading.sentences["loaded_points"][0] > 0) == ("wording" in wanted)


@pytest.mark.parametrize(
    ("call", "cause"),
    [
        (lambda a: score(a, layers="tone"), "layers is 'tone'; wanted 'core', 'all' or"),
        (lambda a: score(a, layers=["tone"]), "no layer 'tone'; the layers are sentiment, wording"),
        (lambda a: score(a, prevalence=0), "prevalence is 0"),
        (lambda a: score(a, prevalence=1.0), "prevalence is 1.0"),
        (lambda a: score(a, prevalence=float("nan")), "prevalence is nan"),
        (lambda a: score([a, a]), "two articles have the id 'a'"),
        (lambda a: score(["a text"]), "score takes articles, not str"),  # type: ignore[list-item]
        (lambda a: score([Article(id="b", text="", metadata={"words": 1})]), "the name of a column: words"),
    ],
)
def test_a_wrong_call_says_what_is_wrong(call, cause: str) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(ValueError, match=cause):
        call(Article(id="a", text="One."))


def test_a_broken_article_is_a_row_with_its_error() -> None:
    reading = score([Article(id="a", text="One."), Article(id="b", text="", error="b.txt: no such file")])
    assert reading.articles["error"].isna().tolist() == [True, False]
    assert reading.articles["sentences"].tolist() == [1, 0]


def test_a_list_of_ones_own() -> None:
    lexicon = load_lexicon()
    mine = replace(lexicon, entries=lexicon.entries[:1], senses=(), version="mine")
    reading = score(Article(id="a", text=f"A {lexicon.entries[0].term}, a regime."), lexicon=mine)
    assert reading.lexicon_version == "mine"
    assert reading.hits.loc[reading.hits["layer"] == "wording", "term"].tolist() == [lexicon.entries[0].term]


def test_one_of_many_articles_and_wrong_names() -> None:
    reading = score([Article(id="a", text="One."), Article(id="b", text="Two.")])
    assert reading.one("b").sentences["text"].tolist() == ["Two."]
    with pytest.raises(ValueError, match="holds 2 articles: name one of 'a', 'b'"):
        reading.one()
    with pytest.raises(ValueError, match="no article 'c' in this reading"):
        reading.one("c")
    assert repr(reading).startswith("<Reading of 2 article(s): 2 sentences, 0 counted hits, lexicon ")


def test_the_seed_article_is_read_whole(seeds: Path) -> None:
    article = read_articles(seeds)[0]
    reading = score(article)
    assert len(reading.sentences) == 19
    phrases = reading.hits[(reading.hits["layer"] == "wording") & reading.hits["counted"]]["text"].str.lower()
    assert {"heartwarming", "a testament to", "is seen by many observers as"} <= set(phrases)
    assert not {"military", "soldiers", "grenade", "troops"} & set(phrases)


@pytest.mark.timeout(60)
def test_hard_texts_are_scored_in_linear_time() -> None:
    texts = ["!" * 10_000, "a" * 200_000, "“" * 50_000, "\"'" * 50_000, "\x00\x01\x02" * 10_000, "regime " * 20_000]
    reading = score([Article(id=str(at), text=text) for at, text in enumerate(texts)])
    assert len(reading.articles) == len(texts)


def test_importing_and_scoring_load_no_heavy_package() -> None:
    code = (
        "import sys, analysis; heavy = {'textblob', 'nltk', 'matplotlib', 'scipy', 'sklearn', 'IPython'};"
        "assert not heavy & set(sys.modules), heavy & set(sys.modules);"
        "analysis.score(analysis.Article(id='a', text='A good regime.'));"
        "assert not heavy & set(sys.modules), heavy & set(sys.modules);"
        "from analysis import showing, validating;"
        "assert not heavy & set(sys.modules), heavy & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
