"""Sentences per second of `score`, of TextBlob's `.sentiment` and of VADER, on the same sentences in one run.

    python benchmarks/speed.py [--sentences 6000] [--rounds 5]

The sentences come from the labelled corpora in $UNDERTONE_DATA (by default ../shared/data) if they are there,
else from the seeds. The three take turns in each round, so that a machine whose speed drifts slows all of
them; what to read is the ratio. Processor time, one core, everything loaded before.
"""

from __future__ import annotations

import argparse
import statistics
import time
from collections.abc import Callable
from importlib.resources import files

from textblob import TextBlob
from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

from analysis import Article, load_lexicon, read_articles, score
from analysis.loading import SEEDS
from analysis.marking.textblob_tokens import memory
from analysis.splitting import split_sentences
from analysis.validating import corpora


def sentences_to_read(wanted: int) -> tuple[list[str], str]:
    """Return sentences as different from one another as there are, and where they come from."""
    try:
        texts, source = [sentence.text for sentence in corpora.babe()], "BABE"
        texts += [row["text"] for row in corpora.newsmtsc_sentences()]
        source = "BABE and NewsMTSC"
    except corpora.CorpusMissing:
        texts, source = [article.text for article in read_articles(SEEDS)], "the seeds, over and over"
    found = [text[s.start : s.end] for text in texts for s in split_sentences(text)]
    return (found * (wanted // len(found) + 1))[:wanted], source


def seconds(run: Callable[[], object]) -> float:
    before = time.process_time()
    run()
    return time.process_time() - before


def forget() -> None:
    """Empty what Undertone remembers of words that it has met, as in a process that has just started."""
    memory.cache_clear()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else "")
    parser.add_argument("--sentences", type=int, default=6000)
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    sentences, source = sentences_to_read(options.sentences)
    articles = [
        Article(id=str(start), text="\n".join(sentences[start : start + 20])) for start in range(0, len(sentences), 20)
    ]
    vader = SentimentIntensityAnalyzer()

    def first() -> object:
        forget()
        return score(articles)

    runs: dict[str, Callable[[], object]] = {
        "undertone, words met for the first time": first,
        "undertone, words met before": lambda: score(articles),
        "TextBlob .sentiment": lambda: [TextBlob(sentence).sentiment for sentence in sentences],
        "VADER": lambda: [vader.polarity_scores(sentence) for sentence in sentences],
    }
    for run in runs.values():
        run()
    times: dict[str, list[float]] = {name: [] for name in runs}
    for _ in range(options.rounds):
        for name, run in runs.items():
            times[name].append(seconds(run))
    print(f"{len(sentences)} sentences from {source}, {options.rounds} rounds in turn, medians")
    textblob = times["TextBlob .sentiment"]
    for name, taken in times.items():
        ratio = statistics.median(other / own for other, own in zip(textblob, taken, strict=True))
        rate = len(sentences) / statistics.median(taken)
        print(f"{name:40s} {rate:10,.0f} sentences/s {ratio:6.2f} x TextBlob")
    folder = files("analysis.lexicons").joinpath("data")
    lists = [seconds(lambda: load_lexicon(str(folder)).matcher) for _ in range(7)]
    print(f"loading and compiling the word list: {1000 * statistics.median(lists):.0f} ms")
    article = read_articles(SEEDS)[0]
    own = [article.text[s.start : s.end] for s in split_sentences(article.text)]
    alone = [seconds(lambda: score(article)) for _ in range(20)]
    theirs = [seconds(lambda: [TextBlob(sentence).sentiment for sentence in own]) for _ in range(20)]
    print(
        f"one article of {len(own)} sentences: undertone {1000 * statistics.median(alone):.1f} ms, "
        f"TextBlob {1000 * statistics.median(theirs):.1f} ms"
    )


if __name__ == "__main__":
    main()
