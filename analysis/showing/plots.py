"""Figures of one article.

Data first, everything else by keyword, `ax` last, the Axes returned. Scales are the same for every article
that fits them, every title says N, and every figure names the list that it was made with.
"""

from __future__ import annotations

import math
import textwrap
from typing import TYPE_CHECKING, Any

from analysis.reading import Reading, rows_of
from analysis.showing.markup import number
from analysis.showing.theme import DIRECTION_STYLES, category_name

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_ROW = 0.3  # inches for a row of bars
_MOST_ROWS = 60
_MOST_NUMBERS = 40
_SMALL = 8.5  # points
_FOUR_COLUMNS = 5.0  # inches of a figure that has room for four entries of its legend side by side
_CHARACTER = 0.53  # width of a character, in font sizes, on average


def plot_sentences(
    reading: Reading, article_id: str | None = None, *, limit: float = 6.0, ax: Axes | None = None
) -> Axes:
    """Draw a bar for each sentence in reading order: its length the points, hatched by direction.

    The phrases that make up a bar stand beside it. Of more than 60 sentences those with the most points are
    drawn, and the title says so.

    Parameters
    ----------
    reading : Reading
    article_id : str, optional
        Which article; may be left out if there is only one.
    limit : float
        Where the scale ends, in points, so that articles can be compared. It doubles for a sentence that
        does not fit.
    ax : Axes, optional
        Where to draw; a new figure, 7.5 inches wide, if left out.

    Returns
    -------
    Axes
    """
    one = reading.one(article_id)
    wording = _counted_wording(one)
    shown = _most_loaded(one)
    row_of = {sentence: row for row, sentence in enumerate(shown, start=1)}
    wording = wording[wording["sentence"].isin(shown)]
    ax = _axes(ax, 7.5, len(shown))
    ends = _stack(ax, wording, "sentence", row_of)
    limit = _fitted(limit, max(ends.values(), default=0.0))
    ax.set_xlim(0, limit)
    phrases = wording.groupby("sentence")["text"].agg(lambda texts: ", ".join(" ".join(t.split()) for t in texts))
    _names_beside_bars(ax, {row_of[int(at)]: text for at, text in phrases.items()}, ends, limit)
    _rows(ax, [str(sentence + 1) for sentence in shown], range(1, len(shown) + 1))
    ax.set_ylabel("sentence")
    ax.set_xlabel("points of loaded wording (0: none marked)")
    size = f"{len(one.sentences)} sentences, {_words(one)} words"
    if len(shown) < len(one.sentences):
        size += f"; the {len(shown)} with the most points"
    _finish(ax, one, "Loaded wording, sentence by sentence", size)
    return ax


def plot_categories(
    reading: Reading, article_id: str | None = None, *, limit: float = 12.0, ax: Axes | None = None
) -> Axes:
    """Draw a bar for each category of loaded wording: its length the points, split and hatched by direction.

    Parameters
    ----------
    reading : Reading
    article_id : str, optional
        Which article; may be left out if there is only one.
    limit : float
        Where the scale ends, in points. It doubles for a category that does not fit.
    ax : Axes, optional
        Where to draw; a new figure, 7.5 inches wide, if left out.

    Returns
    -------
    Axes
    """
    one = reading.one(article_id)
    wording = _counted_wording(one)
    totals = wording.groupby("category")["points"].sum().sort_values(ascending=False, kind="stable")
    categories = totals.index.tolist()
    ax = _axes(ax, 7.5, max(len(categories), 2))
    ends = _stack(ax, wording, "category", {name: row for row, name in enumerate(categories, start=1)})
    limit = _fitted(limit, max(ends.values(), default=0.0))
    ax.set_xlim(0, limit)
    counts = wording["category"].value_counts()
    labels = {
        row: f"{number(totals[name])} points, {counts[name]} {'phrase' if counts[name] == 1 else 'phrases'}"
        for row, name in enumerate(categories, start=1)
    }
    _names_beside_bars(ax, labels, ends, limit)
    _rows(ax, [category_name(name) for name in categories], range(1, len(categories) + 1))
    ax.set_xlabel("points of loaded wording")
    _finish(
        ax,
        one,
        "What kind of wording, and which way it leans",
        f"{len(wording)} phrases in {_words(one)} words",
    )
    return ax


def plot_sentiment(reading: Reading, article_id: str | None = None, *, ax: Axes | None = None) -> Axes:
    """Draw a dot for each sentence: TextBlob's polarity across, its subjectivity up, the sentence's number beside.

    Sentences in the same place share a dot, whose area grows with their number. Of a long text only
    the 40 places furthest from the middle have numbers. A ring at zero holds the sentences in which TextBlob knows
    no word; the title names the first of them.

    Parameters
    ----------
    reading : Reading
    article_id : str, optional
        Which article; may be left out if there is only one.
    ax : Axes, optional
        Where to draw; a new figure, 7.5 by 5 inches, if left out.

    Returns
    -------
    Axes
    """
    from matplotlib import rcParams

    one = reading.one(article_id)
    ax = _axes(ax, 7.5, 14)
    known = set(one.hits.loc[one.hits["layer"] == "sentiment", "sentence"])
    places: dict[tuple[float, float, bool], list[int]] = {}
    for row in rows_of(one.sentences):
        place = (round(row.polarity, 2) + 0.0, round(row.subjectivity, 2) + 0.0, row.sentence in known)
        places.setdefault(place, []).append(row.sentence + 1)
    edge = DIRECTION_STYLES["raises"].colour
    for (polarity, subjectivity, has_known), numbers in places.items():
        ax.scatter(
            polarity,
            subjectivity,
            s=min((34 if has_known else 110) + 14 * (len(numbers) - 1), 300),
            facecolors=edge if has_known else "none",
            edgecolors=edge,
            linewidths=1.4,
            zorder=3,
            clip_on=False,
        )
    ax.set_xlim(-1.04, 1.04)
    ax.set_ylim(-0.04, 1.04)
    ax.axvline(0, color=rcParams["axes.edgecolor"], linewidth=0.8, zorder=1)
    ax.grid(True, linewidth=0.6, alpha=0.4, zorder=0)
    ax.set_xlabel("← negative words        polarity        positive words →")
    ax.set_ylabel("subjectivity: more opinion words →")
    unknown = [row for (_, _, has_known), numbers in places.items() if not has_known for row in numbers]
    size = f"{len(one.sentences)} sentences"
    if unknown:
        listed = ", ".join(map(str, unknown[:8])) + (" …" if len(unknown) > 8 else "")
        size += f"; a ring for the {len(unknown)} in which it knows no word ({listed})"
    _title(ax, "What TextBlob’s sentiment list makes of it", f"N = {size}")
    named = {place[:2]: numbers for place, numbers in places.items() if place[2]}
    furthest = sorted(named, key=lambda place: (-abs(place[0]), -place[1]))[:_MOST_NUMBERS]
    _number_dots(ax, {place: named[place] for place in furthest})
    return ax


def _counted_wording(one: Reading) -> Any:
    """Return the counted wording hits, with the columns to group by as plain strings."""
    hits = one.hits[(one.hits["layer"] == "wording") & one.hits["counted"]]
    return hits.assign(category=hits["category"].astype(str), direction=hits["direction"].astype(str))


def _most_loaded(one: Reading) -> list[int]:
    """Return the sentences to draw, in reading order: all, or of a long text those with the most points."""
    sentences = one.sentences
    if len(sentences) > _MOST_ROWS:
        sentences = sentences.nlargest(_MOST_ROWS, "loaded_points", keep="first").sort_values("sentence")
    return [int(sentence) for sentence in sentences["sentence"]]


def _words(one: Reading) -> int:
    return int(one.sentences["words"].sum())


def _axes(ax: Axes | None, width: float, rows: int) -> Axes:
    if ax is not None:
        return ax
    import matplotlib.pyplot as plt

    _, ax = plt.subplots(figsize=(width, _ROW * rows + 1.6), layout="constrained")
    return ax


def _stack(ax: Axes, wording: Any, column: str, row_of: dict[Any, int]) -> dict[int, float]:
    """Draw the points of each row, one direction after the other; return where each row's bar ends."""
    ends = dict.fromkeys(row_of.values(), 0.0)
    for direction, look in DIRECTION_STYLES.items():
        points = wording[wording["direction"] == direction].groupby(column)["points"].sum()
        if not points.empty:
            rows = [row_of[name] for name in points.index]
            _bars(ax, rows, points.tolist(), [ends[row] for row in rows], look)
            for row, value in zip(rows, points, strict=True):
                ends[row] += value
    return ends


def _bars(ax: Axes, rows: list[int], points: list[float], lefts: list[float], look: Any) -> None:
    ax.barh(
        rows,
        points,
        left=lefts,
        height=0.62,
        color=look.colour,
        hatch=look.hatch,
        edgecolor=ax.get_facecolor(),
        linewidth=0,
        label=f"{look.sign} {look.name}",
        zorder=2,
    )


def _rows(ax: Axes, labels: list[str], rows: range) -> None:
    ax.set_yticks(list(rows), labels, fontsize=_SMALL)
    ax.set_ylim(len(rows) + 0.6, 0.4)
    ax.tick_params(axis="y", length=0)
    ax.tick_params(axis="x", labelsize=_SMALL)
    ax.grid(True, axis="x", linewidth=0.6, alpha=0.4, zorder=0)
    ax.set_axisbelow(True)
    if not rows:
        ax.text(0.5, 0.5, "nothing marked", transform=ax.transAxes, ha="center", va="center")


def _names_beside_bars(ax: Axes, names: dict[int, str], ends: dict[int, float], limit: float) -> None:
    """Write a name after each bar, on two lines at most, cut to the room that there is."""
    figure = ax.get_figure(root=True)
    assert figure is not None
    width = figure.get_size_inches()[0] * 72 * 0.86
    for row, name in names.items():
        room = width * (1 - ends[row] / limit) / (_CHARACTER * _SMALL)
        lines = textwrap.wrap(name, max(int(room), 12), max_lines=2, placeholder=" …")
        ax.text(
            ends[row] + limit * 0.008,
            row,
            "\n".join(lines),
            va="center",
            fontsize=_SMALL if len(lines) == 1 else _SMALL - 1.2,
            linespacing=0.95,
            clip_on=False,
        )


def _number_dots(ax: Axes, places: dict[tuple[float, float], list[int]]) -> None:
    """Write the numbers of the sentences beside their dots, none over another."""
    import textalloc
    from matplotlib import rcParams

    if not places:
        return
    figure = ax.get_figure(root=True)
    assert figure is not None
    figure.draw_without_rendering()
    x, y = [place[0] for place in places], [place[1] for place in places]
    textalloc.allocate(
        ax,
        x,
        y,
        [
            ", ".join(map(str, numbers[:3])) + (f" +{len(numbers) - 3}" if len(numbers) > 3 else "")
            for numbers in places.values()
        ],
        x_scatter=x,
        y_scatter=y,
        textsize=_SMALL,
        min_distance=0.012,
        max_distance=0.2,
        textcolor=rcParams["text.color"],
        linecolor=rcParams["axes.edgecolor"],
        linewidth=0.7,
        draw_all=True,
    )


def _fitted(limit: float, most: float) -> float:
    if not (math.isfinite(limit) and limit > 0):
        raise ValueError(f"the limit of the scale is {limit!r}; wanted a number of points above 0")
    while limit < most:
        limit *= 2
    return limit


def _finish(ax: Axes, one: Reading, title: str, size: str) -> None:
    _title(ax, title, f"N = {size}; word list {one.lexicon_version}")
    handles, labels = ax.get_legend_handles_labels()
    if handles:
        # Outside the axes where the figure is ours; in the axes of somebody else's figure, where there is room.
        figure = ax.get_figure(root=True)
        alone = figure is not None and figure.axes == [ax] and figure.get_layout_engine() is not None
        place = {"loc": "outside lower left"} if alone else {"loc": "lower right"}
        owner: Any = figure if alone else ax
        columns = 4 if figure is None or figure.get_size_inches()[0] >= _FOUR_COLUMNS else 2
        owner.legend(handles, labels, ncols=columns, fontsize=_SMALL, frameon=False, handlelength=2.2, **place)


def _title(ax: Axes, title: str, size: str) -> None:
    for side in ("top", "right"):
        ax.spines[side].set_visible(False)
    figure = ax.get_figure(root=True)
    room = (figure.get_size_inches()[0] - 1.6) * 72 / (_CHARACTER * 9.5) if figure is not None else 80
    lines = [line for text in (title, size) for line in textwrap.wrap(text, int(room))]
    ax.set_title("\n".join(lines), fontsize=9.5, loc="left", linespacing=1.35)
    ax.xaxis.label.set_fontsize(9)
    ax.yaxis.label.set_fontsize(9)
    ax.tick_params(labelsize=_SMALL)
