"""HTML that shows itself in a notebook, and numbers as they are printed."""

from __future__ import annotations

from functools import cache
from html import escape
from importlib.resources import files

__all__ = ["Html", "escape", "number", "style"]


class Html(str):
    """A piece of HTML. A notebook shows it; `str` gives its source.

    Parameters
    ----------
    source : str
    summary : str
        What it shows, for places that show no HTML.
    """

    summary: str

    def __new__(cls, source: str, summary: str) -> Html:
        """Make a piece of HTML from its source."""
        html = super().__new__(cls, source)
        html.summary = summary
        return html

    def __repr__(self) -> str:
        return f"<{self.summary}>"

    def _repr_html_(self) -> str:
        return str(self)


@cache
def style() -> str:
    """Return the style sheet, as an element."""
    css = files("analysis.showing").joinpath("style.css").read_text(encoding="utf-8")
    return f"<style>\n{css}</style>"


def number(value: float, digits: int = 2) -> str:
    """Print a number with fixed digits, and zero without a sign.

    Examples
    --------
    >>> number(-0.0), number(2.25, 1)
    ('0.00', '2.2')
    """
    return f"{round(value, digits) + 0.0:.{digits}f}"
