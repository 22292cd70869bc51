"""Sentences to hits: what is marked in a text, counted or not."""

from analysis.marking.hit import Hit
from analysis.marking.sentiment import Assessment, sentiment, sentiments
from analysis.marking.wording import check_examples, mark_wording

__all__ = ["Assessment", "Hit", "check_examples", "mark_wording", "sentiment", "sentiments"]
