"""Files and catalogues to articles."""

from analysis.loading.catalogue import SEEDS, read_articles, read_catalogued
from analysis.loading.files import read_article, read_text

__all__ = ["SEEDS", "read_article", "read_articles", "read_catalogued", "read_text"]
