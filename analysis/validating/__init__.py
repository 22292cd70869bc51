"""Human-labelled corpora, and how far the numbers agree with them."""

from analysis.validating.boundaries import BoundaryScore, boundary_score
from analysis.validating.corpora import CorpusMissing

__all__ = ["BoundaryScore", "CorpusMissing", "boundary_score"]
