"""Figures of agreement: how far the scores agree with trained readers, with intervals.

They draw the table that `analysis.validating` stores; nothing is measured here.
"""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

import pandas as pd

from analysis.reading import rows_of

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_OURS, _OTHERS = "#8a63c9", "#7d838d"
_NAME = 26  # characters in a line of a name


def plot_agreement(
    results: pd.DataFrame,
    *,
    names: str = "tool",
    title: str,
    measure: str,
    limits: tuple[float, float] = (0.0, 1.0),
    chance: float | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Draw a dot with its 90 % interval for each row, the value beside it.

    Parameters
    ----------
    results : DataFrame
        Rows with `value`, `low`, `high`, `n` and the column `names`; drawn in their order, from the top.
    names : str
        The column that names the rows. Rows whose `tool` begins with "Undertone" are squares, others dots.
    title, measure : str
        What is shown, and what the axis measures.
    limits : (float, float)
        Of the axis.
    chance : float, optional
        Where a dashed line says "chance".
    ax : Axes, optional
        Where to draw; a new figure, 7.5 inches wide, if left out.

    Returns
    -------
    Axes
    """
    axes = _axes(ax, 0.42 * len(results) + 1.5)
    for at, row in enumerate(rows_of(results)):
        ours = str(row.tool).startswith("Undertone")
        colour = _OURS if ours else _OTHERS
        axes.plot([row.low, row.high], [at, at], color=colour, linewidth=2.5, solid_capstyle="butt", zorder=2)
        axes.plot(row.value, at, marker="s" if ours else "o", color=colour, markersize=8, linestyle="", zorder=3)
        axes.annotate(f"{row.value:.2f}", (row.high, at), (6, 0), textcoords="offset points", va="center", fontsize=9.5)
    axes.set_yticks(range(len(results)), [textwrap.fill(str(name), _NAME) for name in results[names]], fontsize=9.5)
    axes.set_ylim(len(results) - 0.5, -0.5)
    axes.set_xlim(*limits)
    axes.set_xlabel(measure)
    if chance is not None:
        axes.axvline(chance, color=_OTHERS, linestyle=(0, (4, 3)), linewidth=1, zorder=1)
        axes.annotate("chance", (chance, -0.5), (4, -10), textcoords="offset points", fontsize=9, color=_OTHERS)
    _finish(axes, title)
    return axes


def plot_pairs(table: pd.DataFrame, *, ax: Axes | None = None) -> Axes:
    """Draw how many constructed pairs are told apart, by direction, with 90 % intervals.

    Parameters
    ----------
    table : DataFrame
        From `validating.pairs_by_direction`.
    ax : Axes, optional
        Where to draw; a new figure, 7.5 inches wide, if left out.

    Returns
    -------
    Axes
        For each direction a square, told apart, and a dot, the loaded sentence over one half.
    """
    rows = [
        {
            "name": f"{row['direction']}: {said}",
            "tool": tool,
            "value": row[share],
            "low": row[f"{share}_low"],
            "high": row[f"{share}_high"],
        }
        for row in table.to_dict("records")
        for share, said, tool in (
            ("told_apart", "told apart", "Undertone"),
            ("loaded_over_half", "loaded over half", "the same, over half"),
        )
    ]
    title = f"Loaded and plain wording of one fact\n{int(table['pairs'].iloc[-1])} constructed pairs, 90 % intervals"
    return plot_agreement(
        pd.DataFrame(rows), names="name", title=title, measure="share of the pairs", limits=(0.0, 1.03), ax=ax
    )


def plot_calibration(results: pd.DataFrame, *, ax: Axes | None = None) -> Axes:
    """Draw the share of readers that was found against the one that was predicted, with 90 % intervals.

    Parameters
    ----------
    results : DataFrame
        The rows of the table "calibration": `slice` is the predicted share; other rows are left out.
    ax : Axes, optional
        Where to draw; a new figure, 7.5 inches wide, if left out.

    Returns
    -------
    Axes
    """
    rows = results[results["measure"] == "share of readers"]
    predicted = rows["slice"].astype(float)
    axes = _axes(ax, 5.0)
    axes.plot([0, 1], [0, 1], color=_OTHERS, linestyle=(0, (4, 3)), linewidth=1, zorder=1)
    axes.annotate("as predicted", (0.06, 0.06), (0, 6), textcoords="offset points", fontsize=9, color=_OTHERS,
                  rotation=45, rotation_mode="anchor")  # fmt: skip
    reach = [rows["value"] - rows["low"], rows["high"] - rows["value"]]
    axes.errorbar(predicted, rows["value"], yerr=reach, fmt="s", color=_OURS, markersize=7, elinewidth=2, zorder=3)
    axes.set_xlim(0, 1)
    axes.set_ylim(0, 1)
    axes.set_aspect("equal")
    axes.set_xlabel("loaded_probability, mean of a tenth of the sentences")
    axes.set_ylabel("share of readers who called them biased")
    _finish(axes, f"Calibration\n{int(rows['n'].sum()):,} sentences of BABE, ten groups of equal size")
    return axes


def _axes(ax: Axes | None, height: float) -> Axes:
    if ax is not None:
        return ax
    import matplotlib.pyplot as plt

    axes: Axes = plt.subplots(figsize=(7.5, height), layout="constrained")[1]
    return axes


def _finish(axes: Axes, title: str) -> None:
    axes.set_title(title, loc="left", fontsize=11)
    axes.grid(axis="x", linewidth=0.6, alpha=0.4)
    axes.set_axisbelow(True)
    for side in ("top", "right", "left"):
        axes.spines[side].set_visible(False)
    axes.tick_params(axis="y", length=0)
