"""Pages that stand alone: the reading of an article, and a worksheet for a class.

They are single files without script and without anything to fetch, to be opened, mailed or printed.
"""

from __future__ import annotations

import base64
import io
import textwrap
from collections.abc import Callable, Iterable
from typing import Any

import pandas as pd

from analysis.article import Article
from analysis.lexicons import Lexicon
from analysis.reading import Reading
from analysis.showing.annotated import marked_rows, opening, plain_rows
from analysis.showing.markup import escape, number, style
from analysis.showing.plots import plot_categories, plot_sentences, plot_sentiment
from analysis.showing.tables import phrase_table, sentence_table
from analysis.showing.theme import DARK, DIRECTION_STYLES, LIGHT, category_name

WHAT_IT_IS = (
    "Undertone marks wording, not truth. A point says that trained readers tend to mark a phrase as loaded; it is a "
    "question to put to the text, not a verdict on it or on its writer. Weights were learned from BABE (Spinde et al. "
    "2021): US news sentences, five readers each. After a reporting verb and in quotation marks a phrase counts for "
    "less, as it did for those readers; whose words they are is not worked out in this version."
)
"""What stands on every page about what the numbers are."""

QUESTIONS = (
    "Underline the words that steer you, before you turn to the marks. Which did you mark first, and why?",
    "Choose one marked sentence and write it in plainer words. Is a fact lost, or only a feeling?",
    "Whose words are these? Find a statement that nobody is named for. Who could be asked about it?",
    "What does the text leave out that you would need to know to judge the event?",
    "Which of the marked phrases would you defend as fair? Which loaded phrase did the list miss?",
)
"""The questions of the worksheet; none has a right answer."""


def reading_page(reading: Reading, article: Article) -> str:
    """Write the reading of one article as a page: the annotated text, figures, and what they add up from.

    Parameters
    ----------
    reading : Reading
        A reading that holds the article.
    article : Article

    Returns
    -------
    str
        HTML. The figures are pictures, drawn for light and dark and for two widths.
    """
    one = reading.one(article.id)
    counted, off = phrase_table(one), phrase_table(one, counted=False)
    row = one.articles.iloc[0]
    parts = [
        f"<h1>{escape(article_name(article))}</h1>",
        _about(article),
        f"<p>{row['sentences']} sentences, {row['words']} words{' under a headline' if article.title else ''}. "
        f"{len(counted)} phrases are marked; they add up to <b>{number(counted['points'].sum())} points</b>"
        f"{_in_headline(float(row['title_points']))}. "
        f"The rate of the body is {number(row['loaded_rate'], 2)} points per 100 words.</p>",
        f'<p class="ut-small">{escape(WHAT_IT_IS)}</p>',
        opening(one),
        "<h2>The text, sentence by sentence</h2>",
        '<p class="ut-small">Point at a mark, touch it, or move to it with the Tab key, to see what it means, what it '
        "adds, a plainer wording and its source. On the right, the points of the sentence.</p>",
        marked_rows(one, one.hits[one.hits["layer"] == "wording"], "wording"),
        _meanings(counted, one.lexicon),
        "<h2>Which sentences</h2>",
        '<p class="ut-small">The scales are the same for every article, so that two can be compared.</p>',
        _figure(plot_sentences, one, "A bar for each sentence: its points of loaded wording, with the phrases."),
        "<h2>Which kind of wording</h2>",
        _figure(plot_categories, one, "A bar for each category: its points, split by direction."),
        "<h2>Beside it: TextBlob’s sentiment</h2>",
        '<p class="ut-small">A list of mostly adjectives from film reviews. It says whether words are pleasant or '
        "not, of the event as much as of the wording.</p>",
        _figure(plot_sentiment, one, "A dot for each sentence: TextBlob’s polarity across, its subjectivity up."),
        "<h2>The ledger: every mark</h2>",
        "<p>In reading order. The points add up to the number at the top.</p>",
        _table(counted, ("sentence", "points")),
        _sources(counted, one.lexicon),
        "<h3>Found and not counted</h3>" + _table(off, ("sentence",)) if len(off) else "",
        "<h2>Every sentence</h2>",
        _table(
            sentence_table(one, most=0).reset_index(),
            ("sentence", "words", "points", "polarity", "subjectivity"),
        ),
    ]
    return page(article_name(article), "\n".join(parts))


def worksheet_page(reading: Reading, article: Article) -> str:
    """Write a worksheet: the numbered, unmarked text with a margin, questions, and the marks on the last page.

    Parameters
    ----------
    reading : Reading
        A reading that holds the article.
    article : Article

    Returns
    -------
    str
        HTML that prints on A4 and on Letter paper.
    """
    one = reading.one(article.id)
    counted = phrase_table(one)
    marks = _table(counted.drop(columns="source"), ("sentence", "points"))
    marks = marks + _sources(counted, one.lexicon) if len(counted) else "<p>Nothing is marked in this text.</p>"
    body = f"""
<h1>{escape(article_name(article))}</h1>
{_about(article, notes=False)}
<p>Name: ______________________ &nbsp; Read first, then mark. The margin is yours.</p>
{plain_rows(one)}
<div class="ut-together">
<h2>Questions</h2>
<ol class="ut-questions">{"".join(f"<li>{escape(question)}<hr><hr></li>" for question in QUESTIONS)}</ol>
</div>
<div class="ut-last">
<h2>What the word list marks</h2>
<p>{len(counted)} phrases, {number(counted["points"].sum())} points. Compare with your own marks.</p>
<p class="ut-small">{escape(WHAT_IT_IS)} Word list {escape(one.lexicon_version)}.</p>
{marks}
</div>"""
    return page(f"Worksheet: {article_name(article)}", body, _WORKSHEET_STYLE)


_WORKSHEET_STYLE = """<style>
@page { margin: 16mm 14mm; }
.ut-text > li { grid-template-columns: 2.2rem minmax(0, 1fr) 32%; column-gap: .8rem; line-height: 1.9; }
.ut-text > li::after { content: ""; border-left: 1px solid var(--line); }
.ut-questions li { margin-bottom: .8rem; break-inside: avoid; }
.ut-questions hr { border: 0; border-bottom: 1px solid var(--line); margin: 1.7rem 0 0; }
.ut-together { break-inside: avoid; }
.ut-last { break-before: page; margin-top: 3rem; border-top: 2px solid var(--line); }
@media print { .ut { font-size: 11pt; } .ut-last { border: 0; margin-top: 0; } }
@media (max-width: 34rem) { .ut-text > li { grid-template-columns: 1.4rem minmax(0, 1fr) 18%; } }
</style>"""


def _in_headline(points: float) -> str:
    return f", {number(points)} of them in the headline" if points else ""


def _meanings(phrases: pd.DataFrame, lexicon: Lexicon) -> str:
    """Say what the kinds of wording in this text mean, and what to be careful about."""
    categories = lexicon.categories.values()
    present = [kind for kind in categories if category_name(kind.category) in set(phrases["category"])]
    rows = "".join(
        f"<li><b>{escape(category_name(kind.category))}</b> ({escape(kind.label)}). {escape(kind.definition)} "
        f"{escape(kind.caution)}</li>"
        for kind in present
    )
    return f'<h3>What the marks mean</h3><ul class="ut-small ut-sources">{rows}</ul>' if rows else ""


def _sources(phrases: pd.DataFrame, lexicon: Lexicon) -> str:
    sources = lexicon.sources
    used = [sources[key] for key in sorted(set(phrases["source"])) if key in sources]
    rows = "".join(f"<li><b>{escape(work.source)}</b>: {escape(work.citation)}</li>" for work in used)
    return f'<ul class="ut-small ut-sources">{rows}</ul>' if rows else ""


def page(title: str, body: str, extra: str = "") -> str:
    """Wrap the body of a page (HTML) with a title (plain text) and the style sheet; `extra` goes into its head."""
    return f"""<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>{escape(title)}</title>
<style>body {{ margin: 0; background: Canvas; }} .ut {{ margin: 0 auto; }} .ut .ut {{ padding: 0; }}</style>
{style()}
{extra}
</head>
<body>
<main class="ut">
{body}
</main>
</body>
</html>
"""


def article_name(article: Article) -> str:
    """Return what to call an article: its title, or its first words where none is known."""
    if article.title:
        return " ".join(article.title.split())
    first = textwrap.shorten(article.text[:400], 60, placeholder=" …")
    return f"Without a title: “{first}”" if first else article.id


def _about(article: Article, *, notes: bool = True) -> str:
    facts = [article.outlet, article.author, article.published, article.url, *(article.notes if notes else ())]
    note = article.metadata.get("note")
    lines = [" · ".join(escape(fact) for fact in facts if fact), escape(str(note)) if note else ""]
    return "".join(f'<p class="ut-small">{line}</p>' for line in lines if line)


def _table(frame: pd.DataFrame, numeric: Iterable[str]) -> str:
    right = set(numeric)
    head = "".join(f"<th{_right(name in right)}>{escape(name)}</th>" for name in frame.columns)
    rows = []
    for values in frame.itertuples(index=False):
        cells = (
            f'<td data-label="{escape(name)}"{_right(name in right)}>{escape(_printed(name, value))}</td>'
            for name, value in zip(frame.columns, values, strict=True)
        )
        rows.append(f"<tr>{''.join(cells)}</tr>")
    return f'<div class="ut-scroll"><table><thead><tr>{head}</tr></thead><tbody>{"".join(rows)}</tbody></table></div>'


def _right(numeric: bool) -> str:
    return ' class="ut-num"' if numeric else ""


def _printed(name: str, value: object) -> str:
    if name == "direction":
        return DIRECTION_STYLES[str(value)].name
    if not isinstance(value, float):
        return str(value)
    return number(value).replace("-", "−")


def _figure(plot: Callable[..., object], one: Reading, alt: str) -> str:
    """Draw a figure four times: for a wide and a narrow page, light and dark."""
    pictures = {
        (width, dark): _address(_picture(plot, one, width, DARK if dark else LIGHT))
        for width in (7.5, 4.1)
        for dark in (False, True)
    }
    narrow, dark = "(max-width: 34rem)", "(prefers-color-scheme: dark)"
    return (
        "<figure><picture>"
        f'<source media="{narrow} and {dark}" srcset="{pictures[4.1, True]}">'
        f'<source media="{narrow}" srcset="{pictures[4.1, False]}">'
        f'<source media="{dark}" srcset="{pictures[7.5, True]}">'
        f'<img src="{pictures[7.5, False]}" alt="{escape(alt)} The numbers stand in the tables below.">'
        "</picture></figure>"
    )


def _address(picture: bytes) -> str:
    return "data:image/png;base64," + base64.b64encode(picture).decode("ascii")


def sentences_figure(reading: Reading, article: Article) -> bytes:
    """Draw `plot_sentences` of one article as a picture (PNG, 7.5 inches wide, light)."""
    return _picture(plot_sentences, reading.one(article.id), 7.5, LIGHT)


def _picture(plot: Callable[..., object], one: Reading, width: float, colours: dict[str, str]) -> bytes:
    import matplotlib as mpl
    from matplotlib.figure import Figure

    settings: dict[Any, Any] = {**mpl.rcParamsDefault, **colours, "backend": mpl.rcParams["backend"]}
    with mpl.rc_context(settings):
        rows = min(len(one.sentences), 60) if plot is plot_sentences else 6 if plot is plot_categories else 14
        figure = Figure(figsize=(width, 0.3 * rows + 1.9), layout="constrained")
        plot(one, ax=figure.subplots())
        file = io.BytesIO()
        figure.savefig(file, format="png", dpi=130, metadata={"Software": None})
    return file.getvalue()
