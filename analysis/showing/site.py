"""The static site: everything that a class can open without installing anything."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from analysis.article import Article
from analysis.reading import Reading
from analysis.scoring import score
from analysis.showing.markup import escape, number
from analysis.showing.notebooks import notebook_page, opening
from analysis.showing.report import WHAT_IT_IS, article_name, page, reading_page, worksheet_page
from analysis.showing.term import facts_table, term_facts
from analysis.showing.theme import category_name


def write_site(output: Path, notebooks: Path, articles: Sequence[Article]) -> Iterator[Path]:
    """Write notebooks, readings and worksheets as static pages, with a start page.

    Parameters
    ----------
    output : Path
        The folder to write; made if need be.
    notebooks : Path
        The folder of executed notebooks.
    articles : sequence of Article
        What to write readings and worksheets of.

    Yields
    ------
    Path
        Each page, once it is written.
    """
    reading = score(articles)
    asked = []
    for notebook in sorted(notebooks.glob("*.ipynb")):
        yield _write(output / "notebooks" / f"{notebook.stem}.html", _linked(notebook_page(notebook)))
        asked.append((notebook.stem, *opening(notebook)))
    rows = []
    for number_of, article in enumerate(articles, start=1):
        name = f"{number_of:02d}-" + re.sub(r"[^\w-]+", "-", article.id)[:60]
        yield _write(output / "readings" / f"{name}.html", _linked(reading_page(reading, article)))
        yield _write(output / "worksheets" / f"{name}.html", worksheet_page(reading, article))
        facts = reading.one(article.id).articles.iloc[0]
        origin = str(article.metadata.get("origin", ""))
        rows.append(
            f"<li><b>{escape(article_name(article))}</b><br>"
            f'<a href="readings/{name}.html">reading</a> · <a href="worksheets/{name}.html">worksheet</a><br>'
            f'<span class="ut-small">{escape(origin)}; {facts["words"]} words, '
            f"{number(facts['loaded_rate'], 1)} points per 100 words</span></li>"
        )
    yield _write(output / "words" / "index.html", _linked(_words_page(reading)))
    questions = "".join(
        f'<li><a href="notebooks/{stem}.html"><b>{escape(title)}</b></a><br>{escape(text)}</li>'
        for stem, title, text in asked
    )
    body = f"""
<h1>Undertone</h1>
<p>Which words carry the slant of a news text? Sentence by sentence, with the reason for every mark.</p>
<p class="ut-small">{escape(WHAT_IT_IS)}</p>
<h2>Notebooks: each asks one question</h2>
<ul>{questions}</ul>
<h2>Articles: to read, and to hand out</h2>
<p class="ut-small">A reading shows the text with its marks. A worksheet is for print: the unmarked text with a
margin, questions, and the marks on a page of their own.</p>
<ul class="ut-cards">{"".join(rows)}</ul>
<p><a href="words/index.html">The words that are marked in these articles</a>: where each comes from, its
examples, and what it adds.</p>
<p class="ut-small">Word list {escape(reading.lexicon_version)}.</p>"""
    yield _write(output / "index.html", page("Undertone", body))


def _words_page(reading: Reading) -> str:
    """Lay out what the word list says of each term that counts in a reading."""
    counted = reading.hits[(reading.hits["layer"] == "wording") & reading.hits["counted"]]
    rows = []
    for term, times in sorted(Counter(counted["term"]).items()):
        entry, facts = term_facts(str(term), reading.lexicon)
        rows.append(
            f"<details><summary><b>{escape(entry.term)}</b> {category_name(entry.category)}, "
            f"{number(entry.weight)} points, marked {times} {'time' if times == 1 else 'times'}</summary>"
            f"{facts_table(facts)}</details>"
        )
    body = f"""
<h1>The words that are marked</h1>
<p>Each term of the word list that counts in one of the articles here: {len(rows)} terms. Open one to see where
it comes from, what it adds, and sentences in which it must and must not count.</p>
{"".join(rows)}
<p class="ut-small">Word list {escape(reading.lexicon_version)}.</p>"""
    return page("The words that are marked", body)


def _linked(page_of_site: str) -> str:
    """Put a link to the start page at the top of another page."""
    link = '<p class="ut-home"><a href="../index.html">← all notebooks and articles</a></p>'
    opening_tag = re.search(r"<main[^>]*>", page_of_site)
    assert opening_tag is not None
    return page_of_site[: opening_tag.end()] + link + page_of_site[opening_tag.end() :]


def _write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")
    return path
