"""The one entry point: articles in, a reading out."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from analysis.article import Article
from analysis.lexicons import Lexicon, load_lexicon
from analysis.marking import mark_wording, sentiments
from analysis.reading import Reading, empty_table
from analysis.scoring.ledger import Ledger, article_table, hit_table, sentence_table
from analysis.splitting import split_sentences

LAYERS = ("sentiment", "wording", "event", "reporting", "agency", "frame")
"""Every layer that a reading may hold. This version marks sentiment, wording and event words; the others have no hits
yet."""

_CORE = frozenset(("sentiment", "wording", "event", "reporting"))


def score(
    articles: Article | Iterable[Article],
    *,
    layers: str | Collection[str] = "core",
    lexicon: Lexicon | None = None,
    prevalence: float | None = None,
) -> Reading:
    """Score articles sentence by sentence, with a ledger that explains every point.

    Parameters
    ----------
    articles : Article or iterable of Article
        What to read. An article that carries an error is a row of `articles` and nothing else.
    layers : {"core", "all"} or collection of str
        Which hits to mark: names from `LAYERS`, "core" (sentiment, wording, event, reporting) or "all".
        Polarity and subjectivity are computed in any case; points are 0 without the layer "wording".
    lexicon : Lexicon, optional
        A word list from `analysis.lexicons.load_lexicon`; the shipped one if left out.
    prevalence : float, optional
        In (0, 1). Restates the probabilities for texts in which this share of sentences is loaded; left
        out, they hold at the base rate of the word list. Points do not change.

    Returns
    -------
    Reading
        Tables `articles`, `sentences`, `hits`, `voices` and `actions`. The same texts, word list and
        options give the same tables. `loaded_low` and `loaded_high` carry the errors of the weights and of
        the intercept; the intervals of `articles` are their points yet. All words count as the narrator's:
        voices come in a later version.

    Raises
    ------
    ValueError
        If a layer is unknown, the prevalence is not in (0, 1), two articles have one id, or something
        else than an article is given.

    Examples
    --------
    >>> reading = score(Article(id="a", text="The regime slammed the vote. Talks resume today."))
    >>> reading.sentences["loaded_points"].tolist()
    [1.51, 0.0]
    """
    wanted = _layers(layers)
    if prevalence is not None and not 0 < prevalence < 1:
        raise ValueError(f"prevalence is {prevalence!r}; wanted a share between 0 and 1, both excluded")
    lexicon = load_lexicon() if lexicon is None else lexicon
    read = _listed(articles)
    ledger = Ledger()
    for article in read:
        for part, text in article.parts():
            _score_part(ledger, text, lexicon, wanted)
            ledger.close_part(article.id, part, text)
    sentences = sentence_table(ledger, lexicon, prevalence)
    return Reading(
        articles=article_table(read, sentences),
        sentences=sentences,
        hits=hit_table(ledger),
        voices=empty_table("voices"),
        actions=empty_table("actions"),
        lexicon=lexicon,
    )


def _score_part(ledger: Ledger, text: str, lexicon: Lexicon, layers: Collection[str]) -> None:
    found = split_sentences(text)
    with_sentiment = "sentiment" in layers
    moods = sentiments(text, found)
    wording = []
    if "wording" in layers or "event" in layers:
        wording = [hit for hit in mark_wording(text, found, lexicon) if hit.layer in layers]
    marked = 0
    for number, ((paragraph, start, end), mood) in enumerate(zip(found, moods, strict=True)):
        content = text[start:end]
        words, polarity, subjectivity, assessments = mood
        ledger.add_sentence(paragraph, start, end, content, words, polarity, subjectivity)
        while marked < len(wording) and wording[marked].sentence == number:
            ledger.add_hit(wording[marked])
            marked += 1
        if with_sentiment:
            for assessed in assessments:
                ledger.add_hit((
                    number, start + assessed.start, start + assessed.end, "sentiment", assessed.kind,
                    " ".join(assessed.words), "none", True, "", assessed.weight, assessed.modifier,
                    assessed.polarity, assessed.subjectivity, "textblob", "",
                ))  # fmt: skip


def _layers(layers: str | Collection[str]) -> frozenset[str]:
    if isinstance(layers, str):
        named = {"core": _CORE, "all": frozenset(LAYERS)}
        if layers not in named:
            raise ValueError(f"layers is {layers!r}; wanted 'core', 'all' or a collection of {', '.join(LAYERS)}")
        return named[layers]
    unknown = [layer for layer in layers if layer not in LAYERS]
    if unknown:
        raise ValueError(f"no layer {unknown[0]!r}; the layers are {', '.join(LAYERS)}")
    return frozenset(layers)


def _listed(articles: Article | Iterable[Article]) -> list[Article]:
    listed = [articles] if isinstance(articles, Article) else list(articles)
    seen: set[str] = set()
    for article in listed:
        if not isinstance(article, Article):
            raise ValueError(
                f"score takes articles, not {type(article).__name__}: read_article(path) or Article(id=…, text=…)"
            )
        if article.id in seen:
            raise ValueError(f"two articles have the id {article.id!r}")
        seen.add(article.id)
    return listed
