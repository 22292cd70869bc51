"""A reading as a table in a terminal."""

from __future__ import annotations

from rich.console import Console
from rich.table import Table
from rich.text import Text

from analysis.article import Article
from analysis.reading import Reading, rows_of
from analysis.showing.markup import number
from analysis.showing.report import article_name
from analysis.showing.tables import phrase_table, sentence_table


def print_reading(reading: Reading, article: Article, console: Console | None = None) -> None:
    """Print the sentences of one article with what was marked in each.

    Parameters
    ----------
    reading : Reading
        A reading that holds the article.
    article : Article
    console : rich.console.Console, optional
        Where to print; standard output, 100 columns wide where that is no terminal, if left out.
    """
    if console is None:
        console = Console(highlight=False)
        if not console.is_terminal:
            console = Console(highlight=False, width=100)
    one = reading.one(article.id)
    table = Table(title=_plain(article_name(article)), title_justify="left", header_style="bold", pad_edge=False)
    for name, justify in (
        ("", "right"),
        ("points", "right"),
        ("marked", "left"),
        ("polarity", "right"),
        ("sentence", "left"),
    ):
        table.add_column(name, justify=justify, overflow="fold", ratio={"marked": 2, "sentence": 3}.get(name))  # type: ignore[arg-type]
    for row in rows_of(sentence_table(one, most=70)):
        points = number(row.points) if row.points else "·"
        table.add_row(str(row.Index), points, _plain(row.marked), number(row.polarity, 2), _plain(row.text))
    console.print(table)
    phrases = phrase_table(one)
    facts = one.articles.iloc[0]
    in_title = float(facts["title_points"])
    console.print(
        f"{facts['sentences']} sentences, {facts['words']} words{' under a headline' if article.title else ''}; "
        f"{len(phrases)} phrases marked, {number(phrases['points'].sum())} points"
        f"{f' ({number(in_title)} of them in the headline)' if in_title else ''}; "
        f"the body has {number(float(facts['loaded_rate']), 2)} points per 100 words."
    )
    for note in article.notes:
        console.print(_plain(f"Note: {note}."))
    console.print(f"Wording, not truth: evidence to discuss, not a verdict. Word list {one.lexicon_version}.")


def _plain(text: str) -> Text:
    """Keep a text from being taken for markup, and its control characters from the terminal."""
    return Text("".join(char if char.isprintable() or char == " " else "\ufffd" for char in text))
