"""Loaded wording as marked by hand: reading the marks, drawing a sample to code, agreement, a corrected rate."""

from __future__ import annotations

import csv
import io
import math
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from numbers import Real
from pathlib import Path
from typing import Any, NamedTuple, cast

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.reading import Reading, rows_of
from analysis.splitting.words import WORD

_Floats = NDArray[np.float64]
_Flags = NDArray[np.bool_]
_Counts = NDArray[np.int64]

_MARKS = ("reader", "article_id", "part", "start", "end", "category")
_PARTS = ("title", "body")
_WHOLE = re.compile(r"(-?[0-9]{1,15})(?:\.0)?")
_PLACE = ("article_id", "part", "start", "end")
_SAMPLE = (
    "sample_id", *_PLACE, "stratum", "stratum_size", "stratum_sampled", "loaded_probability", "stratum_probability",
)  # fmt: skip
_STRATA = 5
_FEWEST_DRAWS = 100
_DRAWS_AT_ONCE = 50
_FORMULA = ("=", "+", "-", "@", "\t")


class CorrectedRate(NamedTuple):
    """The estimated share of loaded sentences in a population, and the tool's share without correction.

    Attributes
    ----------
    estimate, low, high : float
        The share and its interval, in [0, 1].
    uncorrected : float
        Mean of the tool's `loaded_probability` over the population, in [0, 1].
    coded, population : int
        How many sentences have a label, and how many the sample stands for.
    """

    estimate: float
    low: float
    high: float
    uncorrected: float
    coded: int
    population: int


class _Mark(NamedTuple):
    reader: str
    article_id: str
    part: str
    start: int
    end: int
    category: str


def read_marks(path: str | Path) -> pd.DataFrame:
    r"""Load marks that readers made by hand.

    The file is a CSV in UTF-8 with the header `reader,article_id,part,start,end,category` and one row per
    marked span. A row with start and end -1 and without a category says that this reader read this article and
    marked nothing in it; its part may be either. Rows in which all cells are empty are passed over.

    Parameters
    ----------
    path : str or Path

    Returns
    -------
    DataFrame
        Indexed by `row`, the number that a spreadsheet shows (the header is row 1). `reader`, `article_id`,
        `part` ("title" or "body") and `category` (any, or empty) are texts; `start` and `end` are int64: offsets
        in code points into the text of that part, end exclusive. White space around a reader, a part and a
        category is cut.

    Raises
    ------
    ValueError
        If the file cannot be read, the header is another, a row has too few or too many values, a reader or an
        article_id is empty, the part is unknown, or start and end are no whole numbers with 0 <= start < end.
        The message names the file, the row and the cause.

    Examples
    --------
    >>> import tempfile
    >>> lines = "reader,article_id,part,start,end,category\nann,a,body,4,10,label\nben,a,body,-1,-1,\n"
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     file = Path(folder) / "marks.csv"
    ...     _ = file.write_text(lines, encoding="utf-8")
    ...     marks = read_marks(file)
    >>> marks[["reader", "start", "end"]].values.tolist()
    [['ann', 4, 10], ['ben', -1, -1]]
    """
    numbers: list[int] = []
    marks: list[_Mark] = []
    for number, row in _csv_rows(Path(path)):
        numbers.append(number)
        marks.append(_mark(f"{path}, row {number}", row))
    return pd.DataFrame(
        {
            name: pd.Series([mark[at] for mark in marks], dtype="int64" if name in ("start", "end") else "str")
            for at, name in enumerate(_MARKS)
        }
    ).set_index(pd.Index(numbers, name="row", dtype="int64"))


def sample_for_coding(
    reading: Reading, *, n: int = 100, seed: int = 0, folder: str | Path | None = None
) -> pd.DataFrame:
    """Draw sentences for readers to code, at random from layers of few and of many points.

    The sentences are ordered by their points and cut into strata of equal size: five, or n / 2 if that is fewer.
    Sentences of equal points stay together, in the stratum in which the middle one of them falls, so strata may be
    fewer and unequal. The strata share n as equally as their sizes allow; each gives two sentences or more, or
    its only one.

    Parameters
    ----------
    reading : Reading
        Titles and bodies are sampled alike; to sample bodies alone, pass a reading without titles.
    n : int
        How many sentences, at least 2.
    seed : int
        The same reading, n and seed give the same sample.
    folder : str or Path, optional
        Where to write two files, made if it is not there. `coding_sheet.csv` goes to the readers: `sample_id`,
        `text` (on one line) and the empty columns `reader`, `loaded` (1 or 0) and `words`. It holds nothing that
        the tool found. A text that a spreadsheet would run as a formula gets an apostrophe before it.
        `sample.csv` is the returned table and is not for the readers.

    Returns
    -------
    DataFrame
        One row per sampled sentence, in random order: `sample_id` (from 1), `article_id`, `part`, `sentence`,
        `start`, `end`, `text`, `stratum` (from 1, the fewest points first), `stratum_size` and `stratum_sampled`
        (sentences), `loaded_probability` and `stratum_probability`, its mean over the stratum, both in [0, 1].

    Raises
    ------
    ValueError
        If n is less than 2 or more than there are sentences, if there are none, or if one of the files is there
        with other content: a sheet that was filled in is never overwritten.

    Examples
    --------
    >>> from analysis import Article, score
    >>> reading = score(Article(id="a", text="Rain fell. Talks resume. The vote is on Monday."))
    >>> sample = sample_for_coding(reading, n=2, seed=1)
    >>> sample["sample_id"].tolist(), sample["stratum_size"].tolist()
    ([1, 2], [3, 3])
    """
    sentences = reading.sentences
    if not len(sentences):
        raise ValueError("nothing to sample: the reading has no sentences")
    if not 2 <= n <= len(sentences):
        raise ValueError(f"n is {n}; wanted 2 to {len(sentences)}, the number of sentences")
    strata = _strata(sentences["loaded_points"].to_numpy(dtype=np.float64), min(_STRATA, n // 2))
    probability = sentences["loaded_probability"].to_numpy(dtype=np.float64)
    sizes = np.bincount(strata)
    means = np.bincount(strata, weights=probability) / sizes
    allocation = _allocate(sizes.tolist(), n)
    rng = np.random.default_rng(seed)
    drawn = rng.permutation(
        np.concatenate(
            [
                rng.choice(np.flatnonzero(strata == stratum), size, replace=False)
                for stratum, size in enumerate(allocation)
            ]
        )
    )
    chosen = strata[drawn]
    sample = sentences.iloc[drawn][["article_id", "part", "sentence", "start", "end", "text"]].reset_index(drop=True)
    sample.insert(0, "sample_id", np.arange(1, n + 1, dtype=np.int64))
    sample["stratum"] = chosen + 1
    sample["stratum_size"] = sizes[chosen]
    sample["stratum_sampled"] = np.array(allocation, dtype=np.int64)[chosen]
    sample["loaded_probability"] = probability[drawn]
    sample["stratum_probability"] = means[chosen]
    if folder is not None:
        _write_sample(sample, Path(folder))
    return sample


def compare_marks(marks: pd.DataFrame, reading: Reading, *, draws: int = 1000, seed: int = 0) -> pd.DataFrame:
    """Measure, word by word, how far readers agree with each other and the tool with them.

    A reader has read an article, title and body, if any row names both. A word is marked if a marked span
    overlaps it; a span that touches no word, a mere punctuation mark, marks nothing. The tool marks the words of
    its counted wording hits.

    Parameters
    ----------
    marks : DataFrame
        As from `read_marks`.
    reading : Reading
        Of the articles that were read.
    draws : int
        Bootstrap draws, at least 100.
    seed : int
        The same marks, reading, draws and seed give the same table.

    Returns
    -------
    DataFrame
        One row per measure and reader: `measure`; `reader`, empty for all together; `value`; `low` and `high`,
        a 90 % interval; `units`, the words compared. No value is NaN: a measure that is not defined, such as the
        recall of marks that a reader never made, has no row.

        ==================================== ===================================================================
        `alpha_readers`                      Krippendorff's alpha (nominal, at most 1) between the readers, on
                                             words that two or more read
        `alpha_tool`                         the same between the tool and this reader
        `precision_tool`, `recall_tool`,     of the tool, in [0, 1], where this reader's marks are right
        `f1_tool`
        `precision_reader_others`,           of this reader, where a word is right if more than half of the
        `recall_reader_others`,              others who read it marked it
        `f1_reader_others`
        `precision_tool_others`,             of the tool against the same others on the same words, to be
        `recall_tool_others`,                compared with the reader
        `f1_tool_others`
        ==================================== ===================================================================

    Raises
    ------
    ValueError
        If a column is missing, a row is not as `read_marks` wants it, an article or a part is not in the
        reading, a span ends beyond the last sentence, there is no word to compare, or draws is too small. The
        message names the row by its index.

    Notes
    -----
    The intervals are percentiles of a bootstrap that draws whole sentences, with all their words and all readers'
    marks; draws in which a measure is not defined are passed over. They speak of other sentences like these and
    not of other readers. Sentences of one article are taken as independent, and with few sentences the intervals
    are too narrow.

    References
    ----------
    .. [1] Krippendorff, K. (2019). Content Analysis: An Introduction to Its Methodology. 4th ed. Sage.

    Examples
    --------
    >>> from analysis import Article, score
    >>> reading = score(Article(id="a", text="Rain fell. Talks resume."))
    >>> marks = pd.DataFrame(
    ...     [("ann", "a", "body", 0, 4, ""), ("ben", "a", "body", 0, 9, "")],
    ...     columns=["reader", "article_id", "part", "start", "end", "category"],
    ... )
    >>> table = compare_marks(marks, reading).set_index(["measure", "reader"])
    >>> table.loc[("precision_reader_others", "ben"), ["value", "units"]].tolist()
    [0.5, 4.0]
    """
    if draws < _FEWEST_DRAWS:
        raise ValueError(f"draws is {draws}; wanted {_FEWEST_DRAWS} or more")
    words = _rate_words(_checked(marks), reading)
    comparisons = list(_comparisons(words))
    sums = np.concatenate([comparison.sums for comparison in comparisons], axis=1)
    drawn = _bootstrap(sums, draws, np.random.default_rng(seed))
    rows: list[tuple[str, str, float, float, float, int]] = []
    for at, (names, reader, units, own, rates, known) in enumerate(comparisons):
        values = rates(own.sum(axis=0))
        spread = rates(drawn[:, 3 * at : 3 * at + 3])
        for column, name in enumerate(names):
            if not math.isnan(values[column]):
                low, high = np.nanquantile(spread[:, column], (0.05, 0.95))
                value = float(values[column]) if known is None else known
                rows.append((name, reader, value, float(low), float(high), units))
    columns = ("measure", "reader", "value", "low", "high", "units")
    kinds = ("str", "str", "float64", "float64", "float64", "int64")
    return pd.DataFrame(
        {
            name: pd.Series([row[at] for row in rows], dtype=cast("Any", kind))
            for at, (name, kind) in enumerate(zip(columns, kinds, strict=True))
        }
    )


def corrected_rate(
    sample: pd.DataFrame,
    labels: Mapping[int, float] | pd.Series[Any],
    sentences: pd.DataFrame | None = None,
    *,
    level: float = 0.90,
) -> CorrectedRate:
    """Estimate the share of loaded sentences from a coded sample, however wrong the tool is.

    The estimate is the tool's mean over the population plus the stratified mean of (label - tool) over the coded
    sentences: the stratified difference estimator [1]_. Design-based supervised learning [2]_ carries the same
    idea into regressions. A good tool makes the interval narrow; a bad one makes it wide and not wrong.

    Parameters
    ----------
    sample : DataFrame
        As from `sample_for_coding`, with all its rows, whether coded or not.
    labels : mapping or Series
        From `sample_id` to a label in [0, 1]: 0 or 1, or the share of readers who called the sentence loaded, as
        `sheet.groupby("sample_id")["loaded"].mean()` gives it. Sentences may be without a label only for
        reasons that have nothing to do with them: coding that stopped early will do, since the order is random;
        skipping the hard ones will not.
    sentences : DataFrame, optional
        The table `sentences` of a new reading of the same articles, with another word list or prevalence. Its
        `loaded_probability` is then used for the population and for the sample, so old labels serve a new tool.
    level : float
        Of the interval, in (0, 1).

    Returns
    -------
    CorrectedRate
        `estimate` and interval are clipped to [0, 1]. If everything is coded, the interval is the estimate.

    Raises
    ------
    ValueError
        If a column or rows of the sample are missing, a label is no number in [0, 1] or belongs to no sampled
        sentence, a stratum has no label at all, the sentences are not those that were sampled, or the level is
        not in (0, 1).

    Notes
    -----
    With W the share of a stratum in the population, N its size, n the coded sentences in it and s² the variance
    of their differences, the variance is the sum of W² (1 - n / N) s² / n. The interval is Student's t with
    Satterthwaite's degrees of freedom [3]_.

    A few labels that are all equal, or that the tool meets exactly, show no variance though sentences that
    were not coded may differ. In such a stratum s² is at least 1 / (n + 1), the variance of n equal labels and one
    that is off by one. The interval has a width unless all is coded.

    References
    ----------
    .. [1] Särndal, C.-E., Swensson, B. and Wretman, J. (1992). Model Assisted Survey Sampling. Springer.
    .. [2] Egami, N., Hinck, M., Stewart, B. M. and Wei, H. (2023). Using Imperfect Surrogates for Downstream
       Inference: Design-based Supervised Learning for Social Science Applications of Large Language Models.
       Advances in Neural Information Processing Systems 36.
    .. [3] Satterthwaite, F. E. (1946). An Approximate Distribution of Estimates of Variance Components.
       Biometrics Bulletin 2, 110-114.

    Examples
    --------
    The tool says 0.2 and 0.6 where readers find 0 and one half:

    >>> sample = pd.DataFrame({
    ...     "sample_id": [1, 2, 3, 4], "article_id": "a", "part": "body", "start": [0, 10, 20, 30],
    ...     "end": [9, 19, 29, 39], "stratum": [1, 1, 2, 2], "stratum_size": [6, 6, 4, 4], "stratum_sampled": 2,
    ...     "loaded_probability": [0.2, 0.2, 0.6, 0.6], "stratum_probability": [0.2, 0.2, 0.6, 0.6],
    ... })
    >>> rate = corrected_rate(sample, {1: 0, 2: 0, 3: 1, 4: 0})
    >>> round(rate.estimate, 3), round(rate.uncorrected, 3), rate.coded, rate.population
    (0.2, 0.36, 4, 10)
    """
    if not 0 < level < 1:
        raise ValueError(f"level is {level!r}; wanted a share between 0 and 1, both excluded")
    _check_sample(sample)
    label = _label_column(sample, labels)
    coded = ~np.isnan(label)
    stratum = sample["stratum"].to_numpy()
    names, first = np.unique(stratum, return_index=True)
    sizes = sample["stratum_size"].to_numpy(dtype=np.float64)[first]
    population = int(sizes.sum())
    shares = sizes / population
    if sentences is None:
        probability = sample["loaded_probability"].to_numpy(dtype=np.float64)
        uncorrected = float(shares @ sample["stratum_probability"].to_numpy(dtype=np.float64)[first])
    else:
        probability = _probability_anew(sample, sentences, population)
        uncorrected = float(sentences["loaded_probability"].mean())
    estimate = uncorrected
    variances, freedoms = np.empty(len(names)), np.empty(len(names))
    for at, name in enumerate(names):
        here = coded & (stratum == name)
        n = int(here.sum())
        if not n:
            raise ValueError(f"labels: none for stratum {name}, of which {int((stratum == name).sum())} were sampled")
        differences = label[here] - probability[here]
        estimate += float(shares[at] * differences.mean())
        variance = float(differences.var(ddof=1)) if n > 1 else 0.0
        if np.ptp(label[here]) == 0 or np.ptp(differences) < 1e-9:
            variance = max(variance, 1 / (n + 1))
        variances[at] = shares[at] ** 2 * (1 - n / sizes[at]) * variance / n
        freedoms[at] = max(n - 1, 1)
    half = _half_width(variances, freedoms, level)
    low, middle, high = (min(max(value, 0.0), 1.0) for value in (estimate - half, estimate, estimate + half))
    return CorrectedRate(middle, low, high, uncorrected, int(coded.sum()), population)


def _csv_rows(path: Path) -> Iterator[tuple[int, list[str]]]:
    """Read the rows below the header that are not blank, each with its number as a spreadsheet shows it."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise ValueError(f"{path}: {error.strerror}") from None
    except UnicodeDecodeError as error:
        raise ValueError(f"{path}: not UTF-8 at byte {error.start}") from None
    number = 0
    try:
        for number, row in enumerate(csv.reader(io.StringIO(text, newline="")), start=1):
            if number == 1 and row != list(_MARKS):
                raise ValueError(f"{path}, row 1: the columns are {', '.join(row)}; wanted {', '.join(_MARKS)}")
            if number > 1 and any(cell.strip() for cell in row):
                yield number, row
    except csv.Error as error:
        raise ValueError(f"{path}, row {number + 1}: {error}") from None
    if not number:
        raise ValueError(f"{path}, row 1: the file is empty; wanted the columns {', '.join(_MARKS)}")


def _mark(where: str, row: Sequence[object]) -> _Mark:
    if len(row) != len(_MARKS):
        raise ValueError(f"{where}: {len(row)} values; wanted {len(_MARKS)}")
    values = {name: "" if pd.isna(cast("Any", cell)) else str(cell) for name, cell in zip(_MARKS, row, strict=True)}
    reader, part, category = (values[name].strip() for name in ("reader", "part", "category"))
    for name in ("reader", "article_id"):
        if not values[name].strip():
            raise ValueError(f"{where}: the {name} is empty")
    if part not in _PARTS:
        raise ValueError(f"{where}: part is {part!r}; wanted title or body")
    offsets: list[int] = []
    for name in ("start", "end"):
        whole = _WHOLE.fullmatch(values[name].strip())
        if whole is None:
            raise ValueError(f"{where}: {name} is {values[name]!r}; wanted a whole number")
        offsets.append(int(whole[1]))
    start, end = offsets
    if start == end == -1:
        if category:
            raise ValueError(f"{where}: the category is {category!r} where nothing is marked; wanted none")
    elif not 0 <= start < end:
        raise ValueError(f"{where}: the span is {start} to {end}; wanted 0 <= start < end, or -1 and -1 for no mark")
    return _Mark(reader, values["article_id"], part, start, end, category)


def _checked(marks: pd.DataFrame) -> list[tuple[str, _Mark]]:
    missing = [name for name in _MARKS if name not in marks.columns]
    if missing:
        raise ValueError(f"marks: no column {', '.join(missing)}; wanted {', '.join(_MARKS)}")
    if not len(marks):
        raise ValueError("marks: no rows, so nobody has read anything")
    places = [f"marks, row {label}" for label in marks.index]
    cells = zip(*(marks[name].tolist() for name in _MARKS), strict=True)
    return [(where, _mark(where, row)) for where, row in zip(places, cells, strict=True)]


def _strata(points: _Floats, most: int) -> NDArray[np.intp]:
    """Give each sentence its stratum, from 0: up to `most`, equal but for ties, which stay together."""
    _, group, ties = np.unique(points.round(9), return_inverse=True, return_counts=True)
    middles = np.cumsum(ties) - ties / 2
    return np.unique(np.floor(most * middles / len(points)), return_inverse=True)[1][group]


def _allocate(sizes: list[int], n: int) -> list[int]:
    """Share n among strata as equally as their sizes allow; what is left over goes to the largest."""
    taken = [0] * len(sizes)
    for _ in range(n):
        free = [at for at, size in enumerate(sizes) if taken[at] < size]
        taken[min(free, key=lambda at: (taken[at], -sizes[at]))] += 1
    return taken


def _write_sample(sample: pd.DataFrame, folder: Path) -> None:
    lines = [" ".join(text.split()) for text in sample["text"]]
    sheet = pd.DataFrame(
        {
            "sample_id": sample["sample_id"],
            "text": ["'" + line if line.startswith(_FORMULA) else line for line in lines],
            **dict.fromkeys(("reader", "loaded", "words"), ""),
        }
    )
    # Spreadsheet programs take a file for UTF-8 only with a byte order mark.
    files = {
        folder / "coding_sheet.csv": sheet.to_csv(index=False, lineterminator="\n").encode("utf-8-sig"),
        folder / "sample.csv": sample.to_csv(index=False, lineterminator="\n").encode(),
    }
    for path, content in files.items():
        if path.exists() and path.read_bytes() != content:
            raise ValueError(f"{path}: is there with other content, perhaps filled in; name another folder")
    folder.mkdir(parents=True, exist_ok=True)
    for path, content in files.items():
        path.write_bytes(content)


class _Words(NamedTuple):
    """The words that were read: each with its sentence, the tool's mark, and -1 (not read), 0 or 1 per reader."""

    readers: list[str]
    sentence: NDArray[np.intp]
    tool: _Flags
    ratings: NDArray[np.int8]


class _Comparison(NamedTuple):
    """Measures that follow from three sums over sentences; `sums` has a row per sentence."""

    names: tuple[str, ...]
    reader: str
    units: int
    sums: _Floats
    rates: Callable[[_Floats], _Floats]
    known: float | None = None


def _rate_words(marks: list[tuple[str, _Mark]], reading: Reading) -> _Words:
    known, read = set(reading.articles["article_id"]), {mark.article_id for _, mark in marks}
    starts: list[int] = []
    ends: list[int] = []
    sentence: list[int] = []
    places: dict[tuple[str, str], tuple[slice, int]] = {}
    table = reading.sentences[reading.sentences["article_id"].isin(list(read))]
    number = 0
    for (article_id, part), rows in table.groupby(["article_id", "part"], sort=False, observed=True):
        first, last = len(starts), 0
        for row in rows_of(rows):
            for word in WORD.finditer(row.text):
                starts.append(row.start + word.start())
                ends.append(row.start + word.end())
                sentence.append(number)
            number, last = number + 1, row.end
        places[str(article_id), str(part)] = slice(first, len(starts)), last
    all_starts, all_ends = np.array(starts, dtype=np.int64), np.array(ends, dtype=np.int64)

    def cover(words: NDArray[Any], at: slice, start: int, end: int) -> None:
        first = np.searchsorted(all_ends[at], start, side="right")
        words[at][first : np.searchsorted(all_starts[at], end, side="left")] = 1

    readers = sorted({mark.reader for _, mark in marks})
    row_of = {reader: at for at, reader in enumerate(readers)}
    ratings = np.full((len(readers), len(starts)), -1, dtype=np.int8)
    for where, mark in marks:
        if mark.article_id not in known:
            raise ValueError(f"{where}: no article {mark.article_id!r} in the reading")
        for part in _PARTS:
            if (mark.article_id, part) in places:
                at, _ = places[mark.article_id, part]
                ratings[row_of[mark.reader], at] = 0
    for where, mark in marks:
        if mark.start >= 0:
            if (mark.article_id, mark.part) not in places:
                raise ValueError(f"{where}: article {mark.article_id!r} has no text in its {mark.part}")
            at, last = places[mark.article_id, mark.part]
            if mark.end > last:
                raise ValueError(
                    f"{where}: the span {mark.start} to {mark.end} ends beyond the last sentence of the {mark.part} "
                    f"of article {mark.article_id!r}, which ends at {last}"
                )
            cover(ratings[row_of[mark.reader]], at, mark.start, mark.end)
    if not starts:
        raise ValueError("marks: no article that was read has a word in it")
    tool = np.zeros(len(starts), dtype=np.bool_)
    hits = reading.hits[(reading.hits["layer"] == "wording") & reading.hits["counted"]]
    for hit in rows_of(hits[hits["article_id"].isin(list(read))]):
        cover(tool, places[hit.article_id, hit.part][0], hit.start, hit.end)
    return _Words(readers, np.array(sentence, dtype=np.intp), tool, ratings)


def _comparisons(words: _Words) -> Iterator[_Comparison]:
    readers, _, tool, ratings = words
    read, marked = ratings >= 0, ratings == 1
    yield _agreement(words, "alpha_readers", "", marked.sum(axis=0), read.sum(axis=0))
    for at, reader in enumerate(readers):
        own = read[at]
        yield _agreement(words, "alpha_tool", reader, (marked[at].astype(np.int64) + tool) * own, 2 * own)
        yield _overlap(words, "tool", reader, tool, marked[at], own)
        others, votes = read.sum(axis=0) - own, marked.sum(axis=0) - marked[at]
        both = own & (others > 0)
        yield _overlap(words, "reader_others", reader, marked[at], 2 * votes > others, both)
        yield _overlap(words, "tool_others", reader, tool, 2 * votes > others, both)


def _agreement(words: _Words, name: str, reader: str, marked: _Counts, ratings: _Counts) -> _Comparison:
    from nltk.metrics.agreement import AnnotationTask

    pairable = ratings >= 2
    marked, ratings = np.where(pairable, marked, 0), np.where(pairable, ratings, 0)
    unlike = 2 * marked * (ratings - marked) / np.maximum(ratings - 1, 1)
    sums = _by_sentence(words, unlike, marked, ratings)
    alpha = None
    if 0 < marked.sum() < ratings.sum():
        answers = [
            (rater, int(word), int(rater < marked[word]))
            for word in np.flatnonzero(pairable)
            for rater in range(ratings[word])
        ]
        alpha = float(AnnotationTask(answers).alpha())
    return _Comparison((name,), reader, int(pairable.sum()), sums, binary_alpha, alpha)


def _overlap(words: _Words, name: str, reader: str, found: _Flags, right: _Flags, among: _Flags) -> _Comparison:
    names = (f"precision_{name}", f"recall_{name}", f"f1_{name}")
    sums = _by_sentence(words, found & right & among, found & among, right & among)
    return _Comparison(names, reader, int(among.sum()), sums, _overlap_rates)


def _by_sentence(words: _Words, *values: NDArray[Any]) -> _Floats:
    sentences = int(words.sentence[-1]) + 1
    return np.column_stack([np.bincount(words.sentence, weights=value, minlength=sentences) for value in values])


def binary_alpha(sums: _Floats) -> _Floats:
    """Krippendorff's alpha for two values, from sums of unlike pairs, marks and ratings."""
    unlike, marked, ratings = sums[..., 0], sums[..., 1], sums[..., 2]
    return 1 - _share((ratings - 1) * unlike, 2 * marked * (ratings - marked))[..., None]


def _overlap_rates(sums: _Floats) -> _Floats:
    """Precision, recall and F1, from sums of words found rightly, found, and to be found."""
    both, found, right = sums[..., 0], sums[..., 1], sums[..., 2]
    return np.stack([_share(both, found), _share(both, right), _share(2 * both, found + right)], axis=-1)


def _share(part: _Floats, whole: _Floats) -> _Floats:
    shares = np.full(np.shape(whole), np.nan)
    np.divide(part, whole, out=shares, where=whole > 0)
    return shares


def _bootstrap(sums: _Floats, draws: int, rng: np.random.Generator) -> _Floats:
    """Sum over sentences drawn with replacement: one row per draw."""
    sentences = len(sums)
    totals = np.empty((draws, sums.shape[1]))
    for first in range(0, draws, _DRAWS_AT_ONCE):
        times = [
            np.bincount(rng.integers(sentences, size=sentences), minlength=sentences)
            for _ in range(min(_DRAWS_AT_ONCE, draws - first))
        ]
        totals[first : first + len(times)] = np.array(times, dtype=np.float64) @ sums
    return totals


def _check_sample(sample: pd.DataFrame) -> None:
    missing = [name for name in _SAMPLE if name not in sample.columns]
    if missing:
        raise ValueError(f"sample: no column {', '.join(missing)}; wanted a table from sample_for_coding")
    if not len(sample):
        raise ValueError("sample: no rows")
    for name in ("sample_id", *_SAMPLE[5:]):
        if sample[name].isna().any():
            raise ValueError(f"sample: a cell of the column {name} is empty")
    twice = sample["sample_id"][sample["sample_id"].duplicated()]
    if len(twice):
        raise ValueError(f"sample: two rows have the sample_id {twice.iloc[0]}")
    for stratum, rows in sample.groupby("stratum"):
        for column in ("stratum_size", "stratum_sampled", "stratum_probability"):
            if rows[column].nunique(dropna=False) != 1:
                raise ValueError(f"sample: the rows of stratum {stratum} differ in {column}")
        sampled, size = int(rows["stratum_sampled"].iloc[0]), int(rows["stratum_size"].iloc[0])
        if len(rows) != sampled or size < sampled:
            raise ValueError(
                f"sample: stratum {stratum} has {len(rows)} rows of {sampled} sampled from {size}; wanted each of them"
            )


def _label_column(sample: pd.DataFrame, labels: Mapping[int, float] | pd.Series[Any]) -> _Floats:
    """Return the label of each row of the sample, NaN where there is none."""
    places = {sample_id: at for at, sample_id in enumerate(sample["sample_id"].tolist())}
    column = np.full(len(sample), np.nan)
    for sample_id, value in labels.items():
        at = places.get(cast("Any", sample_id))
        if at is None:
            raise ValueError(f"labels: no sentence of the sample has the sample_id {sample_id!r}")
        if not np.isnan(column[at]):
            raise ValueError(f"labels: two for sample_id {sample_id!r}; wanted one, such as the mean over readers")
        if not isinstance(value, Real | np.bool_) or not 0 <= float(value) <= 1:
            raise ValueError(f"labels: sample_id {sample_id!r} has {value!r}; wanted a number from 0 to 1")
        column[at] = float(value)
    return column


def _probability_anew(sample: pd.DataFrame, sentences: pd.DataFrame, population: int) -> _Floats:
    missing = [name for name in (*_PLACE, "loaded_probability") if name not in sentences.columns]
    if missing:
        raise ValueError(f"sentences: no column {', '.join(missing)}")
    if sentences["loaded_probability"].isna().any():
        raise ValueError("sentences: a cell of the column loaded_probability is empty")
    if len(sentences) != population:
        raise ValueError(f"sentences: {len(sentences)} rows; wanted the {population} that were sampled from")
    keys = zip(*(sentences[name].tolist() for name in _PLACE), strict=True)
    by_place = dict(zip(keys, sentences["loaded_probability"].tolist(), strict=True))
    found: list[float] = []
    for sample_id, *place in zip(*(sample[name].tolist() for name in ("sample_id", *_PLACE)), strict=True):
        if tuple(place) not in by_place:
            article_id, part, start, end = place
            raise ValueError(
                f"sentences: none at {start} to {end} of the {part} of article {article_id!r}, as sample_id "
                f"{sample_id} has it"
            )
        found.append(by_place[tuple(place)])
    return np.array(found, dtype=np.float64)


def _half_width(variances: _Floats, freedoms: _Floats, level: float) -> float:
    total = float(variances.sum())
    if not total:
        return 0.0
    from scipy.special import stdtrit

    freedom = total**2 / float((variances**2 / freedoms).sum())
    return float(stdtrit(freedom, (1 + level) / 2)) * math.sqrt(total)
