"""Figures, the annotated text, tables, and pages that stand alone."""

from analysis.showing.annotated import annotated_text, numbered_text
from analysis.showing.markup import Html
from analysis.showing.plots import plot_categories, plot_sentences, plot_sentiment
from analysis.showing.tables import phrase_table, sentence_table
from analysis.showing.trust import plot_agreement, plot_calibration

__all__ = [
    "Html",
    "annotated_text",
    "numbered_text",
    "phrase_table",
    "plot_agreement",
    "plot_calibration",
    "plot_categories",
    "plot_sentences",
    "plot_sentiment",
    "sentence_table",
]
