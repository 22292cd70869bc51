"""Undertone shows which words carry the slant of a news text.

Everything public is listed here and loaded when first used, so that `import analysis` stays quick.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from analysis import showing, validating
    from analysis.article import Article, ArticleError
    from analysis.lexicons import Lexicon, LexiconError, load_lexicon, with_own_list
    from analysis.loading import read_article, read_articles
    from analysis.reading import Reading
    from analysis.scoring import score

__version__ = "0.1.0"

_HOMES = {
    "Article": "analysis.article",
    "ArticleError": "analysis.article",
    "Lexicon": "analysis.lexicons",
    "LexiconError": "analysis.lexicons",
    "Reading": "analysis.reading",
    "load_lexicon": "analysis.lexicons",
    "with_own_list": "analysis.lexicons",
    "read_article": "analysis.loading",
    "read_articles": "analysis.loading",
    "score": "analysis.scoring",
}
_ROOMS = ("showing", "validating")

__all__ = [
    "Article",
    "ArticleError",
    "Lexicon",
    "LexiconError",
    "Reading",
    "load_lexicon",
    "read_article",
    "read_articles",
    "score",
    "showing",
    "validating",
    "with_own_list",
]


def __getattr__(name: str) -> object:
    if name in _HOMES:
        value: object = getattr(import_module(_HOMES[name]), name)
        globals()[name] = value
        return value
    if name in _ROOMS:
        return import_module(f"analysis.{name}")
    raise AttributeError(f"module 'analysis' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted([*__all__, "__version__"])
