"""Hits to sentence and article scores; the ledger that adds up."""

from analysis.scoring.score import LAYERS, score

__all__ = ["LAYERS", "score"]
