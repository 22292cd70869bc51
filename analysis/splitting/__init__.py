"""Text to paragraphs, sentences and words, each with exact offsets."""

from analysis.splitting.paragraphs import split_paragraphs
from analysis.splitting.sentences import Sentence, split_sentences
from analysis.splitting.words import WORD, count_words

__all__ = ["WORD", "Sentence", "count_words", "split_paragraphs", "split_sentences"]
