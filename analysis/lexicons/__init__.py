"""The word lists: data files with their sources, their schema, their health check, one compiled matcher."""

from analysis.lexicons.health import check_lexicon
from analysis.lexicons.matching import Match, Matcher, fold
from analysis.lexicons.schema import Category, Entry, Lexicon, LexiconError, Sense, Source, load_lexicon

__all__ = [
    "Category",
    "Entry",
    "Lexicon",
    "LexiconError",
    "Match",
    "Matcher",
    "Sense",
    "Source",
    "check_lexicon",
    "fold",
    "load_lexicon",
]
