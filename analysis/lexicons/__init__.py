"""The word lists: data files with their sources, their schema, their health check, one compiled matcher."""

from analysis.lexicons.health import (
    check_lexicon,
    coded_balance,
    compare_lexicons,
    conflicting_weights,
    missing_forms,
)
from analysis.lexicons.matching import Match, Matcher, fold
from analysis.lexicons.own import OWN_SOURCE, with_own_list
from analysis.lexicons.schema import Category, Entry, Event, Lexicon, LexiconError, Sense, Source, load_lexicon

__all__ = [
    "OWN_SOURCE",
    "Category",
    "Entry",
    "Event",
    "Lexicon",
    "LexiconError",
    "Match",
    "Matcher",
    "Sense",
    "Source",
    "check_lexicon",
    "coded_balance",
    "compare_lexicons",
    "conflicting_weights",
    "fold",
    "load_lexicon",
    "missing_forms",
    "with_own_list",
]
