"""Human-labelled corpora, readers' marks, and how far the numbers agree with them."""

from analysis.validating.boundaries import BoundaryScore, boundary_score
from analysis.validating.corpora import CorpusMissing
from analysis.validating.readers import CorrectedRate, compare_marks, corrected_rate, read_marks, sample_for_coding

__all__ = [
    "BoundaryScore",
    "CorpusMissing",
    "CorrectedRate",
    "boundary_score",
    "compare_marks",
    "corrected_rate",
    "read_marks",
    "sample_for_coding",
]
