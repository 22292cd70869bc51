"""Figures, the annotated text, tables, and pages that stand alone."""

from analysis.showing.annotated import annotated_text, numbered_text
from analysis.showing.markup import Html
from analysis.showing.plots import plot_categories, plot_sentences, plot_sentiment
from analysis.showing.tables import first_phrases, phrase_table, sentence_table
from analysis.showing.term import about_term
from analysis.showing.trust import plot_agreement, plot_calibration, plot_pairs

__all__ = [
    "Html",
    "about_term",
    "annotated_text",
    "first_phrases",
    "numbered_text",
    "phrase_table",
    "plot_agreement",
    "plot_calibration",
    "plot_categories",
    "plot_pairs",
    "plot_sentences",
    "plot_sentiment",
    "sentence_table",
]
