"""The text itself, with what was found marked in place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from analysis.lexicons import Lexicon
from analysis.reading import Reading, rows_of
from analysis.showing.markup import Html, escape, number, style
from analysis.showing.tables import entry_notes, first_phrases
from analysis.showing.theme import CATEGORY_STYLES, DIRECTION_STYLES, OTHER_CATEGORY, category_name

_LAYERS = ("wording", "sentiment")
_CLOSE_BEHIND = re.compile(r"[^\s–—]{0,12}(?!\S)|")


def annotated_text(reading: Reading, article_id: str | None = None, *, layer: str = "wording") -> Html:
    """Mark what was found in the text: category by line and name, meaning on hover and on keyboard focus.

    Parameters
    ----------
    reading : Reading
    article_id : str, optional
        Which article; may be left out if there is only one.
    layer : {"wording", "sentiment"}
        Loaded phrasing, or the chunks that TextBlob assesses.

    Returns
    -------
    Html
        Static HTML without script; everything from the text is escaped. First the five phrases of the writer that
        weigh most, each with its reason; then the sentences, numbered from 1, with their points (or TextBlob's
        polarity) beside them.

    Raises
    ------
    ValueError
        If the layer is another one, or the article is not in the reading.
    """
    if layer not in _LAYERS:
        raise ValueError(f"no layer {layer!r} to mark; wanted one of {', '.join(_LAYERS)}")
    one = reading.one(article_id)
    hits = one.hits[one.hits["layer"] == layer]
    summary = _summary(one, hits, layer)
    note = f'<p class="ut-small">{escape(summary)}</p>'
    body = (opening(one) if layer == "wording" else "") + marked_rows(one, hits, layer)
    return Html(f'<section class="ut">{style()}\n{note}\n{body}\n</section>', f"annotated text: {summary}")


def opening(one: Reading) -> str:
    """Lay out what weighs most in the writer's own words, at most five phrases with reason and plainer wording."""
    rows = []
    for row in rows_of(first_phrases(one)):
        plainer = {"": "", "leave out": " Plainer: leave it out."}.get(
            row.plainer, f" Plainer: “{escape(row.plainer)}”."
        )
        rows.append(
            f"<li><b>“{escape(' '.join(row.phrase.split()))}”</b> (sentence {row.sentence}; {escape(row.category)}, "
            f"{DIRECTION_STYLES[row.direction].name}; {number(row.points)} points). {escape(row.why)}{plainer}</li>"
        )
    if not rows:
        return ""
    head = '<p class="ut-small"><b>Begin here:</b> the writer’s own phrases that weigh most.</p>'
    return f'{head}<ol class="ut-first">{"".join(rows)}</ol>'


def marked_rows(one: Reading, hits: Any, layer: str) -> str:
    """Lay out the legend, and the numbered sentences of one article with these hits marked, in HTML."""
    legend = _legend(hits, one.lexicon) if layer == "wording" else _SENTIMENT_LEGEND
    rows = "\n".join(_rows(one, hits, layer))
    return legend + (f'\n<ol class="ut-text">\n{rows}\n</ol>' if rows else "<p>There is no sentence in this text.</p>")


def numbered_text(reading: Reading, article_id: str | None = None) -> Html:
    """Lay out the text with its sentences numbered and nothing marked, to be read and marked by hand first.

    Parameters
    ----------
    reading : Reading
    article_id : str, optional
        Which article; may be left out if there is only one.

    Returns
    -------
    Html
        Static HTML; sentences are numbered from 1.
    """
    one = reading.one(article_id)
    summary = f"{len(one.sentences)} sentences, {int(one.sentences['words'].sum())} words"
    return Html(f'<section class="ut">{style()}\n{plain_rows(one)}\n</section>', f"numbered text: {summary}")


def plain_rows(one: Reading) -> str:
    """Lay out the numbered sentences of one article, unmarked, as a list in HTML."""
    rows = (_row(sentence, first, escape(str(sentence.text)), "") for sentence, first in _with_paragraphs(one))
    return f'<ol class="ut-text">\n{chr(10).join(rows)}\n</ol>'


def _summary(one: Reading, hits: Any, layer: str) -> str:
    words = int(one.sentences["words"].sum())
    counted = hits[hits["counted"]]
    head = f"{len(one.sentences)} sentences, {words} words{_headline(one)}; "
    if layer == "wording":
        what = f"{len(counted)} phrases marked, {number(counted['points'].sum())} points"
        off = len(hits) - len(counted)
        what += f"; {off} found and not counted" if off else ""
    else:
        what = f"{len(counted)} chunks that TextBlob assesses"
    return f"{head}{what}. Word list {one.lexicon_version}."


def _headline(one: Reading) -> str:
    return " with the headline" if (one.sentences["part"] == "title").any() else ""


def _rows(one: Reading, hits: Any, layer: str) -> Iterator[str]:
    by_sentence: dict[int, list[Any]] = {}
    for hit in rows_of(hits):
        by_sentence.setdefault(int(hit.sentence), []).append(hit)
    notes = entry_notes(one)
    for sentence, first in _with_paragraphs(one):
        found = by_sentence.get(int(sentence.sentence), [])
        text = _marked(str(sentence.text), int(sentence.start), found, notes, one.lexicon)
        if layer == "wording":
            value, title = number(sentence.loaded_points) if sentence.loaded_points else "", "points"
        else:
            value, title = _signed(sentence.polarity) if found else "", "polarity"
        shown = f"<b>{value}</b>" if value else "·"
        yield _row(sentence, first, text, f'<span class="ut-points" title="{title}">{shown}</span>')


def _with_paragraphs(one: Reading) -> Iterator[tuple[Any, bool]]:
    """Yield each sentence, and whether a paragraph begins with it."""
    paragraph = -1
    for sentence in rows_of(one.sentences):
        yield sentence, sentence.paragraph != paragraph
        paragraph = sentence.paragraph


def _row(sentence: Any, first: bool, text: str, value: str) -> str:
    classes = " ".join(name for name, holds in (("ut-new", first), ("ut-head", sentence.part == "title")) if holds)
    return (
        f'<li class="{classes}"><span class="ut-number">{sentence.sentence + 1}</span><span>{text}</span>{value}</li>'
    )


def _marked(text: str, offset: int, hits: list[Any], notes: dict[str, str], lexicon: Lexicon) -> str:
    pieces, at = [], 0
    clusters = list(_clusters(hits))
    for number_of, cluster in enumerate(clusters):
        start = min(hit.start for hit in cluster) - offset
        end = max(hit.end for hit in cluster) - offset
        # What is written close behind (’s, a comma) stays there: the name of the category follows it.
        until = clusters[number_of + 1][0].start - offset if number_of + 1 < len(clusters) else len(text)
        close = _CLOSE_BEHIND.match(text, end, until)
        assert close is not None
        pieces += [escape(text[at:start]), _mark(text[start:end], close.group(), cluster, notes, lexicon)]
        at = close.end()
    return "".join([*pieces, escape(text[at:])])


def _clusters(hits: list[Any]) -> Iterator[list[Any]]:
    """Group hits that overlap: they share one mark."""
    cluster: list[Any] = []
    end = -1
    for hit in hits:
        if cluster and hit.start >= end:
            yield cluster
            cluster = []
        cluster.append(hit)
        end = max(end, hit.end)
    if cluster:
        yield cluster


def _mark(text: str, close: str, cluster: list[Any], notes: dict[str, str], lexicon: Lexicon) -> str:
    leading = next((hit for hit in cluster if hit.counted), None)
    note = "".join(_note(hit, notes, lexicon) for hit in cluster)
    classes, tag = "ut-off", ""
    if leading is not None and leading.layer == "wording":
        family, line = CATEGORY_STYLES.get(leading.category, OTHER_CATEGORY)
        classes = f"ut-family-{family} ut-line-{line}"
        tag = f"{DIRECTION_STYLES[leading.direction].sign} {category_name(leading.category)}"
    elif leading is not None:
        family, line = _sentiment_style(leading.points)
        classes, tag = f"ut-family-{family} ut-line-{line}", _signed(leading.points)
    # The word joiner keeps the name of the category on the line of the phrase.
    tag = f'\u2060<span class="ut-tag">{escape(tag)}</span>' if tag else ""
    words = f'<span class="ut-words">{escape(text)}</span>'
    return (
        f'<span class="ut-mark {classes}" tabindex="0">{words}{escape(close)}{tag}'
        f'<span class="ut-note">{note}</span></span>'
    )


def _note(hit: Any, notes: dict[str, str], lexicon: Lexicon) -> str:
    if hit.layer == "sentiment":
        lines = [
            f"<b>{escape(' '.join(hit.term.split()))}</b>: polarity {_signed(hit.points)}, "
            f"subjectivity {number(hit.subjectivity, 2)}",
            f"the word alone {_signed(hit.weight)}; {escape(hit.modifier)}" if hit.modifier else "",
            "source: TextBlob’s lexicon",
        ]
    else:
        direction = DIRECTION_STYLES[hit.direction].meaning
        points = f"{number(hit.points)} points" if hit.counted else f"not counted: {escape(hit.reason)}"
        plainer = "leave it out" if hit.plainer == "leave out" else f"“{escape(hit.plainer)}”"
        lines = [
            f"<b>{escape(hit.term)}</b>: {escape(category_name(hit.category))}, {direction}; {points}",
            f"{escape(hit.modifier)}: it counts {number(hit.points)} of its {number(hit.weight)}"
            if hit.modifier
            else "",
            escape(notes.get(hit.term, "")),
            f"plainer: {plainer}" if hit.plainer else "",
            f"source: {escape(_source(hit.source, lexicon))}",
        ]
    return "".join(f"<span>{line}</span>" for line in lines if line)


def _source(key: str, lexicon: Lexicon) -> str:
    source = lexicon.sources.get(key)
    return "this project’s own judgement" if key == "project" else source.citation if source else key


def _legend(hits: Any, lexicon: Lexicon) -> str:
    categories = lexicon.categories
    items = []
    present = set(hits.loc[hits["counted"], "category"])
    for category in [*CATEGORY_STYLES, *sorted(present - set(CATEGORY_STYLES))]:
        if category in present:
            family, line = CATEGORY_STYLES.get(category, OTHER_CATEGORY)
            definition = categories[category].definition if category in categories else ""
            name = (
                f'<span class="ut-mark ut-family-{family} ut-line-{line}">'
                f'<span class="ut-words">{escape(category_name(category))}</span></span>'
            )
            items.append(f'<li title="{escape(definition)}">{name}</li>')
    used = set(hits.loc[hits["counted"], "direction"])
    items += [
        f"<li>{look.sign} {look.name}: {escape(look.meaning)}</li>"
        for key, look in DIRECTION_STYLES.items()
        if key in used
    ]
    if not hits["counted"].all():
        items.append('<li><span class="ut-mark ut-off"><span class="ut-words">found, not counted</span></span></li>')
    return f'<ul class="ut-legend">{"".join(items)}</ul>' if items else ""


_SENTIMENT_LEGEND = (
    '<ul class="ut-legend">'
    '<li><span class="ut-mark ut-family-elevating ut-line-solid"><span class="ut-words">positive</span></span></li>'
    '<li><span class="ut-mark ut-family-judging ut-line-dashed"><span class="ut-words">negative</span></span></li>'
    '<li><span class="ut-mark ut-family-stance ut-line-dotted"><span class="ut-words">zero</span></span></li>'
    "<li>polarity beside each chunk; on the right their mean, the sentence’s polarity</li></ul>"
)


def _sentiment_style(polarity: float) -> tuple[str, str]:
    if polarity > 0:
        return "elevating", "solid"
    return ("judging", "dashed") if polarity < 0 else ("stance", "dotted")


def _signed(value: float) -> str:
    shown = number(value, 2)
    return shown.replace("-", "−") if value < 0 else f"+{shown}" if round(value, 2) > 0 else shown
