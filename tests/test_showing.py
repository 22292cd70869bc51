from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from pathlib import Path

import matplotlib.pyplot as plt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib.axes import Axes

from analysis import Article, Reading, load_lexicon, read_articles, score, showing
from analysis.showing.markup import number
from analysis.showing.report import QUESTIONS, WHAT_IT_IS, reading_page, worksheet_page
from analysis.showing.theme import CATEGORY_STYLES, DIRECTION_STYLES
from tests.test_scoring import TEXTS

PLOTS = [showing.plot_sentences, showing.plot_categories, showing.plot_sentiment]
TEXT = "The regime slammed the vote. Talks resume.\n\nIt was a heartwarming scene, and collateral damage was denied."


@pytest.fixture(autouse=True)
def _close_figures() -> Iterator[None]:
    yield
    plt.close("all")


@pytest.fixture(scope="module")
def reading() -> Reading:
    return score(Article(id="a", text=TEXT, title="Mob rules"))


class Checked(HTMLParser):
    """Reads HTML, and fails where elements are not closed in order."""

    VOID = frozenset(("br", "hr", "img", "meta", "source", "link"))

    def __init__(self, source: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[str] = []
        self.words: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.feed(source)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if "style" not in self.open:
            self.words.append(data)


def test_marks_carry_category_direction_points_plainer_wording_and_source(reading: Reading) -> None:
    page = Checked(str(showing.annotated_text(reading)))
    shown = "".join(page.words)
    assert "▼ label" in shown
    assert "▲ emotive" in shown
    assert "≈ euphemism" in shown
    assert "plainer: “government”" in shown
    assert "source: this project’s own judgement" in shown
    assert "harsh or not legitimate" in shown  # the rationale of the entry “regime”
    assert ("tabindex", "0") in page.attributes
    assert "script" not in page.tags


def test_every_category_has_a_look_of_its_own() -> None:
    assert len(set(CATEGORY_STYLES.values())) == len(CATEGORY_STYLES)
    assert len({look.hatch for look in DIRECTION_STYLES.values()}) == len(DIRECTION_STYLES)
    assert len({look.sign for look in DIRECTION_STYLES.values()}) == len(DIRECTION_STYLES)


def test_the_text_is_shown_whole_and_escaped() -> None:
    text = "<script>alert(1)</script> is a brutal regime & a “thug”.\n\n<b onclick='x'>It fell.</b>"
    page = Checked(str(showing.annotated_text(score(Article(id="a", text=text)))))
    assert "script" not in page.tags
    assert ("onclick", "x") not in page.attributes
    numbered = Checked(str(showing.numbered_text(score(Article(id="a", text=text)))))
    assert "<script>alert(1)</script> is a brutal regime & a “thug”." in numbered.words


@settings(max_examples=60)
@given(TEXTS)
def test_any_text_is_shown_as_sound_html_with_nothing_lost(text: str) -> None:
    reading = score(Article(id="a", text=text))
    for layer in ("wording", "sentiment"):
        Checked(str(showing.annotated_text(reading, layer=layer)))
    shown = "".join("".join(Checked(str(showing.numbered_text(reading))).words).split())
    for sentence in reading.sentences["text"]:
        # A browser, and Python's parser, read a carriage return as a line feed, and a zero byte as a sign for one.
        assert "".join(sentence.split()).replace("\x00", "\ufffd") in shown.replace("\x00", "\ufffd")


def test_what_is_found_and_not_counted_stays_visible() -> None:
    html = str(showing.annotated_text(score(Article(id="a", text="She changed her training regime."))))
    assert "not counted: technical sense" in html
    assert "found, not counted" in html


def test_a_layer_that_cannot_be_shown_is_named(reading: Reading) -> None:
    with pytest.raises(ValueError, match="no layer 'frame' to mark; wanted one of wording, sentiment"):
        showing.annotated_text(reading, layer="frame")


def test_html_shows_itself_in_a_notebook_and_is_short_elsewhere(reading: Reading) -> None:
    html = showing.annotated_text(reading)
    assert html._repr_html_() == str(html)
    assert repr(html).startswith("<annotated text: 4 sentences, ")


def test_sentences_are_bars_with_their_points_and_their_phrases(reading: Reading) -> None:
    ax = showing.plot_sentences(reading)
    widths: dict[int, float] = {}
    for bar in ax.patches:
        row = round(bar.get_y() + bar.get_height() / 2)  # type: ignore[attr-defined]
        widths[row] = widths.get(row, 0.0) + bar.get_width()  # type: ignore[attr-defined]
    points = reading.sentences["loaded_points"]
    assert widths == {row + 1: pytest.approx(value) for row, value in enumerate(points) if value}
    assert ax.get_xlim() == (0, 6)
    labels = [text.get_text() for text in ax.texts]
    assert "regime, slammed" in labels
    title = ax.get_title(loc="left")
    assert "N = 4 sentences" in title
    assert reading.lexicon_version in title.replace("\n", " ")


def test_directions_stand_apart_in_the_categories(reading: Reading) -> None:
    ax = showing.plot_categories(reading)
    names = [label.get_text() for label in ax.get_yticklabels()]
    assert {"label", "loaded verb", "emotive", "euphemism"} <= set(names)
    total = sum(bar.get_width() for bar in ax.patches)  # type: ignore[attr-defined]
    assert total == pytest.approx(reading.sentences["loaded_points"].sum())
    handles, labels = ax.get_legend_handles_labels()
    assert {"▼ lowers", "▲ raises", "≈ softens"} <= set(labels)
    assert len(handles) == len(labels)


def test_sentiment_is_a_dot_for_each_place_with_its_sentences(reading: Reading) -> None:
    ax = showing.plot_sentiment(reading)
    assert len(ax.collections) == len(
        {
            (round(p, 2), round(s, 2))
            for p, s in zip(reading.sentences["polarity"], reading.sentences["subjectivity"], strict=True)
        }
    )
    assert ax.get_xlim() == (-1.04, 1.04)
    assert "negative words" in ax.get_xlabel()
    assert "a ring for the" in ax.get_title(loc="left")


def test_no_number_lies_over_another(seeds: Path) -> None:
    for article in read_articles(seeds):
        ax = showing.plot_sentiment(score(article))
        figure = ax.get_figure(root=True)
        assert figure is not None
        figure.canvas.draw()
        boxes = [text.get_window_extent() for text in ax.texts]
        overlaps = [(i, j) for i, one in enumerate(boxes) for j, two in enumerate(boxes[:i]) if one.overlaps(two)]
        assert overlaps == [], article.id


@pytest.mark.parametrize("width", [7.5, 4.1])
@pytest.mark.parametrize("plot", PLOTS)
def test_nothing_is_cut_off(plot: Callable[..., Axes], width: float, seeds: Path) -> None:
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    for article in read_articles(seeds):
        figure = Figure(figsize=(width, 7.6), layout="constrained")
        FigureCanvasAgg(figure)
        ax = plot(score(article), ax=figure.subplots())
        figure.draw_without_rendering()
        edge = figure.bbox
        texts = [ax.title, ax._left_title, ax.xaxis.label, ax.yaxis.label, *ax.texts]  # type: ignore[attr-defined]
        texts += [text for legend in figure.legends for text in legend.get_texts()]
        for text in texts:
            if text.get_text():
                box = text.get_window_extent()
                assert box.x0 >= edge.x0 - 1, text
                assert box.x1 <= edge.x1 + 1, text


@pytest.mark.parametrize("plot", PLOTS)
def test_plots_draw_where_they_are_told_and_return_the_axes(plot: Callable[..., Axes], reading: Reading) -> None:
    _, (left, right) = plt.subplots(1, 2, figsize=(12, 5))
    assert plot(reading, ax=right) is right
    assert not left.patches
    assert not left.collections


@pytest.mark.parametrize("plot", PLOTS)
@pytest.mark.parametrize("text", ["", "It rained.", "\x00", "!!!", "Regime " * 30, "The $x$ regime fell."])
def test_plots_draw_any_text(plot: Callable[..., Axes], text: str) -> None:
    ax = plot(score(Article(id="a", text=text)))
    figure = ax.get_figure(root=True)
    assert figure is not None
    figure.canvas.draw()


def test_the_scale_doubles_where_a_sentence_does_not_fit() -> None:
    ax = showing.plot_sentences(score(Article(id="a", text="The thug " * 6 + "left.")))
    (six,) = score(Article(id="a", text="The thug " * 6 + "left.")).sentences["loaded_points"]
    right = ax.get_xlim()[1]
    assert right in {12, 24}
    assert right / 2 < six <= right


@pytest.mark.parametrize("limit", [0, -1, float("nan"), float("inf")])
def test_a_scale_without_length_is_refused(limit: float, reading: Reading) -> None:
    with pytest.raises(ValueError, match="the limit of the scale is"):
        showing.plot_sentences(reading, limit=limit)


@pytest.mark.timeout(60)
def test_a_long_text_is_drawn_in_a_figure_of_bounded_size() -> None:
    article = Article(id="a", text="The regime fell. It was good news. " * 400 + "A thug of a despot slammed the mob.")
    reading = score(article)
    ax = showing.plot_sentences(reading)
    figure = ax.get_figure(root=True)
    assert figure is not None
    assert figure.get_size_inches()[1] < 25
    assert "the 60 with the most points" in ax.get_title(loc="left").replace("\n", " ")
    assert "801" in [label.get_text() for label in ax.get_yticklabels()]
    assert len(showing.plot_sentiment(reading).texts) <= 40
    assert len(reading_page(reading, article)) < 3_000_000


def test_tables_have_the_numbers_of_the_reading(reading: Reading) -> None:
    table = showing.sentence_table(reading)
    assert list(table.index) == [1, 2, 3, 4]
    assert table["points"].tolist() == reading.sentences["loaded_points"].round(2).tolist()
    assert table.loc[2, "marked"] == "regime, slammed"
    phrases = showing.phrase_table(reading)
    assert phrases["points"].sum() == pytest.approx(reading.sentences["loaded_points"].sum())
    assert list(phrases.columns) == [
        "sentence",
        "phrase",
        "category",
        "direction",
        "points",
        "context",
        "plainer",
        "why",
        "source",
    ]
    assert phrases["why"].str.len().min() > 0
    off = showing.phrase_table(score(Article(id="a", text="Her training regime.")), counted=False)
    assert off["reason"].tolist() == ["technical sense"]


def test_numbers_are_printed_without_a_negative_zero() -> None:
    assert number(-0.001, 2) == "0.00"
    assert number(-0.3, 1) == "-0.3"


def test_a_reading_stands_alone_and_adds_up(seeds: Path) -> None:
    for article in read_articles(seeds):
        reading = score(article)
        page = reading_page(reading, article)
        parsed = Checked(page)
        shown = "".join(parsed.words)
        assert "script" not in parsed.tags
        assert not re.search(r'(?:src|href|srcset)="(?!data:)', page)  # nothing is fetched
        assert shown.count(WHAT_IT_IS) == 1
        for category in set(showing.phrase_table(reading)["category"]):
            kind = load_lexicon().categories[category.replace(" ", "_")]
            assert kind.definition in shown
            assert kind.caution in shown
        assert number(reading.sentences["loaded_points"].sum()) + " points" in shown
        assert sum(name == "alt" and bool(value) for name, value in parsed.attributes) == 3
        assert reading_page(score(article), article) == page


def test_a_worksheet_keeps_its_marks_for_the_last_page(seeds: Path) -> None:
    article = read_articles(seeds)[0]
    page = worksheet_page(score(article), article)
    Checked(page)
    first, last = page.split('<div class="ut-last">')
    assert "ut-mark" not in first.split("<body>")[1]
    assert all(question.replace("’", "&#x27;") in first or question in first for question in QUESTIONS)
    assert "heartwarming" in last
    assert "break-before: page" in page


@settings(max_examples=25)
@given(st.one_of(TEXTS, st.just("<img src=x onerror=alert(1)>")))
def test_a_worksheet_is_sound_for_any_text(text: str) -> None:
    article = Article(id="a<b>", text=text, title="<i>“Head”</i>", metadata={"note": "<u>"}, notes=("a & b",))
    parsed = Checked(worksheet_page(score(article), article))
    assert not {"i", "u", "img"} & set(parsed.tags)
