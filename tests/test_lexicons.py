from __future__ import annotations

import csv
import json
import shutil
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.lexicons import Lexicon, LexiconError, Matcher, check_lexicon, fold, load_lexicon
from analysis.lexicons.inflection import pattern_forms, term_forms
from analysis.marking import check_examples

SHIPPED = Path(__file__).resolve().parents[1] / "analysis" / "lexicons" / "data"


def curated() -> Lexicon:
    """Return the entries made by hand, before the fit."""
    return replace(load_lexicon(fitted=False), floor=0.0)


def test_the_shipped_list_is_sound() -> None:
    assert check_lexicon(load_lexicon()) == []
    fitted_on = ("babe", "babe_sentences")
    unused = [f"source {source!r} is listed and not used" for source in fitted_on]
    assert [fault for fault in check_lexicon(curated()) if not fault.startswith("senses: no term")] == unused


def test_each_neutral_phrase_holds_a_term_that_is_fitted_or_written_by_hand() -> None:
    terms = {entry.term: entry for entry in (*curated().entries, *load_lexicon().entries)}
    everything = replace(load_lexicon(), floor=0.0, entries=tuple(terms[term] for term in sorted(terms)))
    assert check_lexicon(everything) == []
    lost = replace(everything, senses=(*everything.senses, everything.senses[-1]._replace(phrase="zzz zonk")))
    assert check_lexicon(lost) == ["senses: no term of the list occurs in 'zzz zonk'"]


def test_the_shipped_list_agrees_with_its_own_examples() -> None:
    assert check_examples(load_lexicon()) == []
    assert check_examples(curated()) == []


def test_the_shipped_list_is_as_large_and_as_wide_as_promised() -> None:
    lexicon = load_lexicon()
    assert len(lexicon.entries) >= 200
    assert len(lexicon.categories) >= 10
    directions = Counter(entry.direction for entry in lexicon.entries)
    assert min(directions[direction] for direction in ("lowers", "raises", "softens", "none")) >= 50
    by_hand = curated().entries
    assert {entry.weight for entry in by_hand} == {0.5, 1.0, 1.5}
    for sentence in [entry.example for entry in by_hand] + [entry.counterexample for entry in by_hand]:
        assert sentence[-1] in ".”?!", sentence


def test_no_term_names_a_party_an_outlet_or_a_politician() -> None:
    names = {"republican", "democrat", "democrats", "republicans", "gop", "tory", "tories", "bbc", "cnn", "msnbc"}
    names |= {"trump", "biden", "clinton", "obama", "putin", "sanders", "bush", "thatcher", "corbyn", "modi", "macron"}
    forms = load_lexicon().forms
    for form in forms:
        assert not names & {word.removesuffix("'s") for word in form.split()}, form
    # Words as well as names: "labour camp" may be a term, the party may not.
    assert not {"labour", "the labour party", "labour party", "fox", "fox news", "guardian", "the guardian"} & set(
        forms
    )


def test_facts_about_the_list() -> None:
    lexicon = load_lexicon()
    for fact in (lexicon.title, lexicon.description, lexicon.url, lexicon.reference, lexicon.licence, lexicon.basis):
        assert fact
    assert repr(lexicon) == f"<Lexicon {lexicon.title}: {len(lexicon.entries)} entries, version {lexicon.version}>"


@pytest.mark.parametrize(
    ("term", "match", "forms"),
    [
        ("help", "exact", ["help"]),
        ("help", "inflected", ["help", "helps", "helped", "helping"]),
        ("slam", "inflected", ["slam", "slams", "slammed", "slamming"]),
        ("crony", "inflected", ["crony", "cronies", "cronied", "cronying"]),
        ("strongman", "inflected", ["strongman", "strongmen", "strongmaned", "strongmaning"]),
        ("take", "inflected", ["take", "takes", "took", "taken", "taking"]),
        ("lash out", "inflected", ["lash out", "lashes out", "lashed out", "lashing out", "lash outs"]),
        ("rubber-stamp", "inflected", ["rubber-stamp", "rubber-stamps", "rubber-stamped", "rubber-stamping"]),
    ],
)  # fmt: skip
def test_forms(term: str, match: str, forms: list[str]) -> None:
    assert set(forms) <= set(term_forms(term, match))
    assert term_forms(term, match)[0] == term
    if match == "exact":
        assert term_forms(term, match) == forms


@given(st.text(max_size=120))
def test_folding_keeps_every_offset(text: str) -> None:
    folded, offsets = fold(text)
    places = list(range(len(text))) if offsets is None else offsets
    assert len(places) == len(folded)
    assert places == sorted(set(places))
    for char, at in zip(folded, places, strict=True):
        assert char == text[at] or char in "'- " or char == text[at].lower() or char in text.lower()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("very", ["very"]),
        ("a discovery", []),  # no substring
        ("VERY, Very", ["VERY", "Very"]),
        ("so‑called", ["so‑called"]),
        ("so\n called", []),  # a space is no hyphen
        ("hell  bent", ["hell  bent"]),
        ("hell\nbent", ["hell\nbent"]),
        ("he\u00adll\u200b bent", ["he\u00adll\u200b bent"]),
        ("it’s", ["it’s"]),
        ("İvery very", ["very"]),
        ("very\u0301 _very 2very", []),
    ],
)
def test_matches_are_whole_words_at_their_offsets(text: str, found: list[str]) -> None:
    matcher = Matcher(dict.fromkeys(("very", "so-called", "hell bent", "it's"), (0,)))
    assert [text[match.start : match.end] for match in matcher.find(text)] == found


def test_matches_inside_longer_ones_are_found_too_the_longest_first() -> None:
    matcher = Matcher({"help": (0,), "help in need": (1,), "need": (2,)})
    assert [match.keys[0] for match in matcher.find("help in need")] == [1, 0, 2]


@given(st.text(alphabet="ab -’\n\u00ad", max_size=60))
def test_the_matcher_agrees_with_a_slow_search(text: str) -> None:
    forms = ("a", "ab", "b a", "a-b")
    found = {(m.start, m.end) for m in Matcher(dict.fromkeys(forms, (0,))).find(text)}
    folded, offsets = fold(text)
    places = list(range(len(text))) if offsets is None else offsets
    slow = set()
    for form in forms:
        for at in range(len(folded) - len(form) + 1):
            before, after = folded[at - 1 : at] if at else "", folded[at + len(form) : at + len(form) + 1]
            if folded.startswith(form, at) and not before.isalnum() and not after.isalnum():
                slow.add((places[at], places[at + len(form) - 1] + 1))
    assert found == slow


_SLOT = st.lists(st.sampled_from(["", "to ", "dire ", "so dire ", "ruin", "ruin-"]), min_size=1, max_size=3)
_LAST = st.lists(st.sampled_from(["to", "ruin", "dire ruin", "s"]), min_size=1, max_size=3)
_PATTERN = st.tuples(st.lists(_SLOT, max_size=3), _LAST).map(
    lambda drawn: "".join(f"({'|'.join(slot)})" for slot in [*drawn[0], drawn[1]])
)
_TEXT = st.lists(
    st.sampled_from(["to ", "dire ", "ruin", "ruins ", "so ", " ", ".", "’s ", "-", "\u00ad"]), max_size=14
)


@given(st.lists(_PATTERN, min_size=1, max_size=3), _TEXT.map("".join))
def test_a_pattern_finds_what_its_phrases_find(patterns: list[str], text: str) -> None:
    slow: dict[tuple[int, int], int] = {}
    for at, pattern in enumerate(patterns):
        ends: dict[int, int] = {}
        for match in Matcher(dict.fromkeys(pattern_forms(pattern), (0,))).find(text):
            ends[match.start] = max(match.end, ends.get(match.start, 0))
        for span in ends.items():
            slow.setdefault(span, at)
    found = {(match.start, match.end): match.keys[0] for match in Matcher({}, dict(enumerate(patterns))).find(text)}
    assert found == slow


def test_a_form_goes_before_a_pattern_and_the_first_pattern_before_the_second() -> None:
    matcher = Matcher({"dire need": (7,)}, {1: "(dire|sore) (need|straits)", 2: "(dire|no) (straits|need of)"})
    found = [(match.start, match.end, match.keys) for match in matcher.find("a dire need, dire straits, dire need of")]
    assert found == [(2, 11, (7,)), (2, 11, (1,)), (13, 25, (1,)), (27, 39, (2,)), (27, 36, (7,)), (27, 36, (1,))]


def _copy(folder: Path, change: Callable[[list[dict[str, str]]], None]) -> Path:
    shutil.copytree(SHIPPED, folder / "list")
    path = folder / "list" / "wording.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    change(rows)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return folder / "list"


@pytest.mark.parametrize(
    ("column", "value", "cause"),
    [
        ("weight", "heavy", r"wording\.csv, row 4 .*weight is 'heavy'"),
        ("weight", "nan", r"weight is 'nan'"),
        ("weight", "-1", r"weight is '-1'; wanted a positive"),
        ("match", "fuzzy", r"match is 'fuzzy'; wanted one of exact, inflected"),
        ("direction", "up", r"direction is 'up'; wanted one of lowers, raises, softens, none"),
        ("basis", "guess", r"basis is 'guess'"),
        ("shown", "many", r"shown is 'many'"),
        ("term", " ", r"row 4: the term is empty"),
    ],
)
def test_a_wrong_row_is_named(tmp_path: Path, column: str, value: str, cause: str) -> None:
    folder = _copy(tmp_path, lambda rows: rows[2].update({column: value}))
    with pytest.raises(LexiconError, match=cause):
        load_lexicon(folder)


def test_a_missing_file_a_wrong_header_and_wrong_facts_are_named(tmp_path: Path) -> None:
    with pytest.raises(LexiconError, match=r"lexicon\.json: No such file"):
        load_lexicon(tmp_path)
    folder = _copy(tmp_path, lambda rows: None)
    facts = json.loads((folder / "lexicon.json").read_text())
    (folder / "lexicon.json").write_text(json.dumps({**facts, "base_rate": 1.0}))
    with pytest.raises(LexiconError, match="base rate not in"):
        load_lexicon(folder)
    (folder / "lexicon.json").write_text(json.dumps({"title": "x"}))
    with pytest.raises(LexiconError, match=r"lexicon\.json: KeyError"):
        load_lexicon(folder)
    (folder / "lexicon.json").write_text(json.dumps(facts))
    (folder / "senses.csv").write_text("phrase,reason\n")
    with pytest.raises(LexiconError, match=r"senses\.csv, row 1: the columns are phrase, reason; wanted"):
        load_lexicon(folder)
    (folder / "senses.csv").write_text("phrase,reason,note\na,b\n")
    with pytest.raises(LexiconError, match=r"senses\.csv, row 2: 2 values; wanted 3"):
        load_lexicon(folder)


def test_the_version_follows_the_content(tmp_path: Path) -> None:
    changed = load_lexicon(_copy(tmp_path, lambda rows: rows[0].update(weight="1.25")))
    assert changed.version.split("+")[0] == load_lexicon().version.split("+")[0]
    assert changed.version != load_lexicon().version


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"term": "Loud"}, "not in lower case"),
        ({"category": "noise"}, "category 'noise' is used and not listed"),
        ({"source": "nobody"}, "source 'nobody' is used and not listed"),
        ({"term": "(sic)"}, "can never match"),
        ({"example": "Nothing of the kind."}, "its example does not hold it"),
        ({"note": ""}, "no note"),
        ({"basis": "observed", "shown": 2, "marked": 3}, "marked by 3 of 2 readers"),
    ],
)
def test_the_health_check_finds_each_fault(change: dict[str, object], fault: str) -> None:
    lexicon = curated()
    broken = replace(lexicon, entries=(lexicon.entries[0]._replace(**change), *lexicon.entries[1:]))  # type: ignore[arg-type]
    assert any(fault in line for line in check_lexicon(broken)), check_lexicon(broken)


def test_the_health_check_finds_repetition_disorder_and_unused_keys() -> None:
    lexicon = curated()
    first = lexicon.entries[0]
    twice = check_lexicon(replace(lexicon, entries=(first, *lexicon.entries)))
    assert f"wording: {first.term!r} stands 2 times" in twice
    assert any("not sorted" in line for line in check_lexicon(replace(lexicon, entries=lexicon.entries[::-1])))
    assert any("listed and not used" in line for line in check_lexicon(replace(lexicon, entries=(first,))))
    lost = replace(lexicon, senses=(lexicon.senses[0]._replace(phrase="qwerty"),))
    assert "senses: no term of the list occurs in 'qwerty'" in check_lexicon(lost)


def test_examples_that_do_not_hold_are_named_with_their_direction() -> None:
    lexicon = curated()
    first = lexicon.entries[0]
    swapped = first._replace(example=first.counterexample, counterexample=first.example)
    faults = check_examples(replace(lexicon, entries=(swapped, *lexicon.entries[1:])))
    assert len(faults) == 2
    assert "false negative against its example" in faults[0]
    assert "false positive against its counterexample" in faults[1]


def test_fitted_weights_replace_the_rubric_and_drop_what_is_below_the_floor(tmp_path: Path) -> None:
    folder = tmp_path / "list"
    shutil.copytree(SHIPPED, folder)
    header = "term,pattern,category,direction,weight,weight_error,basis,shown,marked,plainer,source"
    rows = [
        "abject failure,,label,raises,0.7,0.2,observed,10,3,,babe",
        "zesty,(zesty|tangy),praise,raises,0.25,0.1,predicted,0,0,lively,babe",
    ]
    (folder / "weights.csv").write_text("\n".join([header, *rows]) + "\n")
    first, second = load_lexicon(folder).entries
    assert (first.term, first.weight, first.weight_error, first.basis) == ("abject failure", 0.7, 0.2, "observed")
    assert (first.shown, first.marked, first.match, first.category) == (10, 3, "inflected", "intensifier")  # by hand
    assert (second.term, second.match, second.category, second.weight) == ("zesty", "pattern", "praise", 0.25)
    assert second.forms == ["zesty", "tangy"]
    assert (first.plainer, second.plainer) == ("failure", "lively")
    assert load_lexicon(folder).relative_errors == {"abject failure": 0.2 / 0.7, "zesty": 0.1 / 0.25}
    assert len(load_lexicon(folder, fitted=False).entries) == len(curated().entries)
    (folder / "weights.csv").write_text("\n".join([header, rows[0].replace("0.7", "heavy")]) + "\n")
    with pytest.raises(LexiconError, match=r"weights\.csv, row 2 .*weight is 'heavy'"):
        load_lexicon(folder)


@pytest.mark.parametrize(
    "wrong", [{"modifiers": {"quoted": -1}}, {"intercept_error": -0.1}, {"floor": -1}, {"modifiers": ["quoted"]}]
)
def test_wrong_facts_of_a_fit_are_named(tmp_path: Path, wrong: dict[str, object]) -> None:
    folder = _copy(tmp_path, lambda rows: None)
    facts = json.loads((folder / "lexicon.json").read_text())
    (folder / "lexicon.json").write_text(json.dumps({**facts, **wrong}))
    with pytest.raises(LexiconError, match=r"lexicon\.json"):
        load_lexicon(folder)


def test_every_fitted_weight_names_its_evidence() -> None:
    lexicon = load_lexicon()
    assert 3000 <= len(lexicon.entries) <= 17000
    for entry in lexicon.entries:
        assert entry.weight == round(entry.weight, 2) > 0
        assert entry.weight_error > 0
        assert entry.category in lexicon.categories
        assert (entry.basis, entry.shown > 0) in {("observed", True), ("predicted", False), ("rubric", False)}
    assert set(lexicon.modifiers) == {"reported", "quoted", "in scare quotes", "negated"}
    assert all(0 < share < 1 for share in lexicon.modifiers.values())
