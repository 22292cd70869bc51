from __future__ import annotations

import csv
import os
import random
import sys
from pathlib import Path

import pytest

from analysis import ArticleError, read_article, read_articles, score
from analysis.loading import SEEDS, read_catalogued

NOISE = bytes(random.Random(2).choices(range(1, 256), k=600))


def write(path: Path, data: bytes | str) -> Path:
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path


def test_a_text_file_is_read_as_it_is(tmp_path: Path) -> None:
    article = read_article(write(tmp_path / "one.txt", "One.\r\nTwo – “three”.\n"))
    assert (article.id, article.text, article.title, article.notes) == ("one", "One.\r\nTwo – “three”.\n", None, ())


def test_a_byte_order_mark_is_no_text(tmp_path: Path) -> None:
    assert read_article(write(tmp_path / "one.txt", "\ufeffOne.")).text == "One."


@pytest.mark.parametrize("encoding", ["cp1252", "utf-16", "iso-8859-15"])
def test_another_encoding_is_guessed_and_noted(tmp_path: Path, encoding: str) -> None:
    text = (
        "Der Minister für Verkehr sagte, die Straße sei geöffnet. Später fügte er hinzu, sie müsse schöner werden. " * 3
    )
    article = read_article(write(tmp_path / "one.txt", text.encode(encoding)))
    assert article.text == text
    assert article.notes[0].startswith("encoding guessed: ")


def test_markdown_loses_its_markup_and_its_first_heading_is_the_title(tmp_path: Path) -> None:
    source = (
        "# The *talks*\n\nThe **regime** said [so](http://a.b).\nIt left.\n\n- one\n- two\n\n## Later\n\n![x](y.png)\n"
    )
    article = read_article(write(tmp_path / "one.md", source))
    assert article.title == "The talks"
    assert article.text == "The regime said so.\nIt left.\n\none\n\ntwo\n\nLater"
    assert article.notes == ("Markdown: markup and HTML taken out",)


@pytest.mark.parametrize(
    ("name", "data", "cause"),
    [
        ("missing.txt", None, "no such file"),
        ("empty.txt", b"", "the file is empty"),
        ("blank.txt", b" \n\n ", "the file holds no text"),
        ("picture.txt", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", r"binary, not text \(a zero byte at offset 8\)"),
        ("noise.txt", NOISE, "neither UTF-8 nor any encoding that can be told"),
        ("page.pdf", b"%PDF-1.7", r"a file of type \.pdf; wanted \.txt or \.md"),
        ("none", b"text", r"a file of type \(none\)"),
        ("empty.md", b"![only](a.png)", "the file holds no text"),
    ],
)
def test_a_file_that_cannot_be_read_is_named_with_its_cause(
    tmp_path: Path, name: str, data: bytes | None, cause: str
) -> None:
    path = tmp_path / name
    if data is not None:
        path.write_bytes(data)
    with pytest.raises(ArticleError, match=cause) as caught:
        read_article(path)
    assert name in str(caught.value)


def test_a_folder_and_an_address_are_no_file(tmp_path: Path) -> None:
    with pytest.raises(ArticleError, match="a folder, not a file"):
        read_article(tmp_path)
    with pytest.raises(ArticleError, match="addresses are not read yet"):
        read_article("https://example.org/a")


def test_the_seeds() -> None:
    articles = read_articles(SEEDS)
    assert [article.error for article in articles] == [None, None, None]
    assert [article.metadata["origin"] for article in articles] == ["provided", "constructed", "constructed"]
    provided = (SEEDS.parent / "000_0014370f58e6b2cf.txt").read_bytes()
    assert articles[0].text.encode() == provided
    assert "not verified" in str(articles[0].metadata["note"])
    for article in articles[1:]:
        words = len(article.text.split())
        assert 150 <= words <= 400
        assert article.title
        assert "“" in article.text
        assert "Written for this project" in str(article.metadata["note"])
    assert len({article.metadata["event"] for article in articles}) == 1


def catalogue(folder: Path, rows: list[list[str]], header: str = "id,file,title,event") -> Path:
    path = folder / "list.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        file.write(header + "\n")
        csv.writer(file).writerows(rows)
    return path


def test_a_bad_row_is_an_article_with_its_error_and_the_others_go_on(tmp_path: Path) -> None:
    write(tmp_path / "a.txt", "One.")
    write(tmp_path / "b.txt", b"\x00\x01")
    rows = [
        ["a", "a.txt", "Head", "e"],
        ["b", "b.txt", "", ""],
        ["c", "c.txt", "", ""],
        ["a", "a.txt", "", ""],
        ["", "a.txt", "", ""],
        ["d", "", "", ""],
        ["e", "a.txt"],
        [],
        ["f", "a.txt", "", "e"],
    ]
    articles = read_articles(catalogue(tmp_path, rows))
    assert [article.id for article in articles] == ["a", "b", "c", "a (row 5)", "row 6", "d", "e", "f"]
    causes = [
        None, r"list.csv, row 3: ", "list.csv, row 4: ", "row 5: the id 'a' stands already in row 2", "row 6: no id",
        "row 7: no text file is named", "row 8: 2 values; wanted 4", None,
    ]  # fmt: skip
    for article, cause in zip(articles, causes, strict=True):
        assert article.error is None if cause is None else cause in str(article.error)
        assert (article.text == "") == (cause is not None)
    assert "binary" in str(articles[1].error)
    assert "no such file" in str(articles[2].error)
    assert articles[0].title == "Head"
    assert articles[0].metadata["event"] == "e"
    reading = score(articles)
    assert len(reading.articles) == len(articles)
    assert reading.articles["error"].notna().sum() == 6


@pytest.mark.parametrize(
    ("header", "cause"),
    [
        ("name,file", "row 1: no column id; the columns are name, file"),
        ("", "row 1: no column id or file"),
        ("id,file,words", "row 1: the column 'words' is the name of a result"),
        ("id,file,event,event", "row 1: the column 'event' stands twice"),
    ],
)
def test_a_wrong_catalogue_is_refused_with_its_cause(tmp_path: Path, header: str, cause: str) -> None:
    with pytest.raises(ArticleError, match=cause):
        read_articles(catalogue(tmp_path, [], header))


def test_an_unclosed_quotation_mark_and_an_empty_list_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text('id,file,title\na,a.txt,"Hello\nb,b.txt,x\n', encoding="utf-8")
    with pytest.raises(ArticleError, match=r"list\.csv, after row 1: .*not closed"):
        read_articles(path)
    path.write_text("id,file\n", encoding="utf-8")
    with pytest.raises(ArticleError, match=r"list\.csv: no article is listed"):
        read_articles(path)
    path.write_text("id;file\na;a.txt\n", encoding="utf-8")
    with pytest.raises(ArticleError, match="columns are separated by commas"):
        read_articles(path)


def test_a_short_western_text_keeps_its_letters(tmp_path: Path) -> None:
    text = "Señor Nuñez met le père Dubois in São Paulo – “briefly”."
    assert read_article(write(tmp_path / "one.txt", text.encode("cp1252"))).text == text


@pytest.mark.parametrize("fault", [b"\x92", "’".encode()[:2]])
def test_a_fault_in_utf8_does_not_turn_all_of_it_into_something_else(tmp_path: Path, fault: bytes) -> None:
    article = read_article(write(tmp_path / "a.txt", "“It’s over”, she said – “at last”. ".encode() * 3 + fault))
    assert article.text.startswith("“It’s over”")
    assert article.notes == ("UTF-8 with 1 broken characters, shown as \ufffd",)


@pytest.mark.skipif(sys.platform != "linux", reason="other systems refuse such a name")
def test_a_file_name_that_is_no_text_does_not_stop_a_folder(tmp_path: Path) -> None:
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.txt")).write_text("One.", encoding="utf-8")
    write(tmp_path / "b.txt", "Two.")
    assert score(read_articles(tmp_path)).articles["article_id"].tolist() == ["b", "caf\ufffd"]


def test_made_up_ids_stay_clear_of_given_ones_and_odd_signs_split_no_row(tmp_path: Path) -> None:
    write(tmp_path / "a.txt", "One.")
    rows = [["row 3", "a.txt", "He\u2028ad"], ["", "a.txt", ""], ["x", "y" * 300, ""], ["x", "a.txt", ""]]
    articles = read_articles(catalogue(tmp_path, rows, "id,file,title"))
    assert [article.id for article in articles] == ["row 3", "row 3 (2)", "x", "x (row 5)"]
    assert articles[0].title == "He\u2028ad"
    assert len(score(articles).articles) == 4


def test_a_broken_catalogue_beside_a_file_is_no_hindrance(tmp_path: Path) -> None:
    path = write(tmp_path / "a.txt", "One.")
    (tmp_path / "articles.csv").write_text("nothing,of,the,kind\n", encoding="utf-8")
    assert read_catalogued(path).id == "a"
    (tmp_path / "articles.csv").write_text("id,file,title,event\nx,a.txt\n", encoding="utf-8")
    assert dict(read_catalogued(path).metadata) == {}


def test_lines_that_look_wrapped_are_noted(tmp_path: Path) -> None:
    line = "the committee of the harbour met again to speak about its plans and"
    assert "look wrapped" in read_article(write(tmp_path / "a.txt", "\n".join([line] * 8))).notes[0]
    assert read_article(write(tmp_path / "b.txt", "\n\n".join([line] * 8))).notes == ()
    assert read_article(write(tmp_path / "c.txt", "\n".join([line + "."] * 8))).notes == ()


def test_the_catalogue_beside_a_file_gives_its_fields(tmp_path: Path) -> None:
    write(tmp_path / "a.txt", "One.")
    write(tmp_path / "b.txt", "Two.")
    (tmp_path / "articles.csv").write_text("id,file,title\nx,a.txt,Head\n", encoding="utf-8")
    found = read_catalogued(tmp_path / "a.txt")
    assert (found.id, found.title, found.text) == ("x", "Head", "One.")
    assert read_catalogued(tmp_path / "b.txt").id == "b"


def test_a_folder_is_read_by_name_or_by_its_catalogue(tmp_path: Path) -> None:
    write(tmp_path / "b.txt", "Two.")
    write(tmp_path / "a.md", "# One\n\nText.")
    write(tmp_path / "a.txt", "")
    articles = read_articles(tmp_path)
    assert [(article.id, article.error is None) for article in articles] == [("a", True), ("a.txt", False), ("b", True)]
    (tmp_path / "articles.csv").write_text("id,file\nx,b.txt\n")
    assert [article.id for article in read_articles(tmp_path)] == ["x"]


def test_what_is_no_catalogue_and_no_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ArticleError, match="no such file or folder"):
        read_articles(tmp_path / "none")
    with pytest.raises(ArticleError, match=r"no \.txt or \.md file in this folder"):
        read_articles(tmp_path)
    with pytest.raises(ArticleError, match="neither a folder nor a catalogue"):
        read_articles(write(tmp_path / "a.txt", "One."))
