"""What things look like: one place for colours, lines and signs.

Colour is never alone: each category has an underline style and its name beside it, each direction a sign and a
hatch. No red stands against blue, which reads as parties, and no red against green.
"""

from __future__ import annotations

from typing import NamedTuple


class CategoryStyle(NamedTuple):
    """How a category is underlined: the family that gives the colour, and the line."""

    family: str
    line: str


CATEGORY_STYLES = {
    "label": CategoryStyle("judging", "solid"),
    "loaded_verb": CategoryStyle("judging", "dashed"),
    "dysphemism": CategoryStyle("judging", "double"),
    "insinuation": CategoryStyle("judging", "dotted"),
    "praise": CategoryStyle("elevating", "solid"),
    "significance": CategoryStyle("elevating", "double"),
    "emotive": CategoryStyle("feeling", "solid"),
    "intensifier": CategoryStyle("feeling", "wavy"),
    "euphemism": CategoryStyle("softening", "wavy"),
    "editorialising": CategoryStyle("stance", "solid"),
    "unnamed_authority": CategoryStyle("stance", "dashed"),
    "doubt": CategoryStyle("stance", "dotted"),
    "presupposition": CategoryStyle("stance", "double"),
}
OTHER_CATEGORY = CategoryStyle("stance", "wavy")


class DirectionStyle(NamedTuple):
    """How a direction is drawn: a sign for text; a colour and a hatch for figures; its name, and what it means."""

    sign: str
    colour: str
    hatch: str
    name: str
    meaning: str


# Mid-tones with at least 3:1 against white and against a dark page.
DIRECTION_STYLES = {
    "lowers": DirectionStyle("▼", "#c8691c", "////", "lowers", "puts it in a worse light"),
    "raises": DirectionStyle("▲", "#8a63c9", "", "raises", "puts it in a better or grander light"),
    "softens": DirectionStyle("≈", "#138a84", "....", "softens", "makes it sound less grave"),
    "none": DirectionStyle("◆", "#7d838d", "xxxx", "neither", "loaded, the way depends on context"),
}

LIGHT = {
    "figure.facecolor": "#ffffff", "axes.facecolor": "#ffffff", "savefig.facecolor": "#ffffff",
    "text.color": "#1b1c1f", "axes.labelcolor": "#1b1c1f", "axes.edgecolor": "#8b9099",
    "xtick.color": "#4a4e55", "ytick.color": "#4a4e55", "grid.color": "#e3e5e9",
}  # fmt: skip
DARK = {
    "figure.facecolor": "#16181c", "axes.facecolor": "#16181c", "savefig.facecolor": "#16181c",
    "text.color": "#e9eaed", "axes.labelcolor": "#e9eaed", "axes.edgecolor": "#7d838d",
    "xtick.color": "#c3c7cf", "ytick.color": "#c3c7cf", "grid.color": "#30343b",
}  # fmt: skip


def category_name(category: str) -> str:
    """Return a category's name as it stands beside a mark: "unnamed_authority" is "unnamed authority"."""
    return category.replace("_", " ")
