"""Human-labelled corpora, readers' marks, and how far the numbers agree with them."""

from analysis.validating.boundaries import BoundaryScore, boundary_score
from analysis.validating.corpora import CorpusMissing
from analysis.validating.measures import Measured, reliability, share_interval
from analysis.validating.pairs import minimal_pairs, pairs_by_direction, plain_reports, score_pairs
from analysis.validating.readers import CorrectedRate, compare_marks, corrected_rate, read_marks, sample_for_coding
from analysis.validating.results import known_limits, stored_agreement

__all__ = [
    "BoundaryScore",
    "CorpusMissing",
    "CorrectedRate",
    "Measured",
    "boundary_score",
    "compare_marks",
    "corrected_rate",
    "known_limits",
    "minimal_pairs",
    "pairs_by_direction",
    "plain_reports",
    "read_marks",
    "reliability",
    "sample_for_coding",
    "score_pairs",
    "share_interval",
    "stored_agreement",
]
