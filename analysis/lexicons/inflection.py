"""The forms under which a term is found."""

from __future__ import annotations

import itertools
import math
import re
from collections.abc import Sequence

MOST_FORMS = 1500
"""The most phrases that one pattern may stand for."""
PATTERN = re.compile(r"[^()|]*(?:\([^()]*\)[^()|]*)*")
"""What `pattern_slots` takes."""

_VOWELS = "aeiou"
# Too frequent to begin looking for a phrase at.
_FREQUENT = frozenset((
    "a", "about", "after", "again", "against", "all", "also", "an", "and", "any", "are", "as", "at", "be", "been",
    "before", "being", "between", "but", "by", "came", "can", "come", "could", "did", "do", "does", "doing", "down",
    "each", "even", "every", "few", "first", "for", "from", "get", "gets", "getting", "give", "given", "go", "goes",
    "going", "gone", "got", "had", "has", "have", "having", "he", "her", "here", "him", "his", "how", "i", "if", "in",
    "into", "is", "it", "its", "itself", "just", "last", "like", "made", "make", "makes", "making", "many", "may",
    "me", "might", "more", "most", "much", "must", "my", "new", "no", "not", "now", "of", "off", "on", "one", "only",
    "or", "other", "our", "out", "over", "own", "part", "put", "puts", "said", "same", "say", "says", "see", "seen",
    "set", "she", "should", "so", "some", "still", "such", "take", "taken", "takes", "taking", "than", "that", "the",
    "their", "them", "then", "there", "these", "they", "this", "those", "through", "time", "to", "too", "took", "two",
    "under", "until", "up", "us", "very", "was", "way", "we", "went", "were", "what", "when", "where", "which",
    "while", "who", "whole", "whose", "why", "will", "with", "without", "would", "years", "yet", "you", "your",
))  # fmt: skip

# Past tense and participle of the irregular verbs that the lists use, or are likely to.
_IRREGULAR = {
    "be": ("was", "were", "been", "is", "are", "am", "being"),
    "bear": ("bore", "borne"), "beat": ("beat", "beaten"), "become": ("became",), "begin": ("began", "begun"),
    "bite": ("bit", "bitten"), "bleed": ("bled",), "blow": ("blew", "blown"), "break": ("broke", "broken"),
    "breed": ("bred",), "bring": ("brought",), "build": ("built",), "burst": ("burst",), "buy": ("bought",),
    "cast": ("cast",), "catch": ("caught",), "cling": ("clung",), "come": ("came", "come"), "cut": ("cut",),
    "deal": ("dealt",), "dig": ("dug",), "do": ("did", "done", "does"), "draw": ("drew", "drawn"),
    "drive": ("drove", "driven"), "eat": ("ate", "eaten"), "fall": ("fell", "fallen"), "feed": ("fed",),
    "feel": ("felt",), "fight": ("fought",), "find": ("found",), "flee": ("fled",), "fling": ("flung",),
    "fly": ("flew", "flown"), "forget": ("forgot", "forgotten"), "get": ("got", "gotten"), "give": ("gave", "given"),
    "go": ("went", "gone"), "grind": ("ground",), "grow": ("grew", "grown"), "hang": ("hung",),
    "have": ("had", "has"), "hide": ("hid", "hidden"), "hit": ("hit",), "hold": ("held",), "hurt": ("hurt",),
    "keep": ("kept",), "know": ("knew", "known"), "lay": ("laid",), "lead": ("led",), "leave": ("left",),
    "let": ("let",), "lie": ("lay", "lain", "lied"), "lose": ("lost",), "make": ("made",), "mean": ("meant",),
    "meet": ("met",), "pay": ("paid",), "put": ("put",), "read": ("read",), "ride": ("rode", "ridden"),
    "rise": ("rose", "risen"), "run": ("ran", "run"), "say": ("said",), "see": ("saw", "seen"), "seek": ("sought",),
    "sell": ("sold",), "send": ("sent",), "set": ("set",), "shake": ("shook", "shaken"), "shed": ("shed",),
    "shoot": ("shot",), "show": ("showed", "shown"), "shrink": ("shrank", "shrunk"), "shut": ("shut",),
    "sing": ("sang", "sung"), "sink": ("sank", "sunk"), "sit": ("sat",), "sling": ("slung",),
    "speak": ("spoke", "spoken"),
    "spend": ("spent",), "spin": ("spun",), "split": ("split",), "spread": ("spread",), "spring": ("sprang", "sprung"),
    "stand": ("stood",), "steal": ("stole", "stolen"), "stick": ("stuck",), "sting": ("stung",),
    "strike": ("struck", "stricken"), "string": ("strung",), "swear": ("swore", "sworn"), "sweep": ("swept",),
    "swell": ("swelled", "swollen"), "swing": ("swung",), "take": ("took", "taken"), "teach": ("taught",),
    "tear": ("tore", "torn"), "tell": ("told",), "think": ("thought",), "throw": ("threw", "thrown"),
    "turn": ("turned",), "understand": ("understood",), "wage": ("waged",), "weave": ("wove", "woven"),
    "weep": ("wept",), "win": ("won",), "wring": ("wrung",), "write": ("wrote", "written"),
}  # fmt: skip


def term_forms(term: str, match: str) -> list[str]:
    """List the forms under which a term is found, the term itself first.

    Parameters
    ----------
    term : str
        Lower case, single spaces.
    match : {"exact", "inflected"}
        `inflected` adds the regular forms of the first word or of the last one (plural; -s, -ed, -ing),
        and the common irregular verbs. Some forms are no words; those never match.

    Returns
    -------
    list of str
        Without repetition.

    Examples
    --------
    >>> term_forms("help", "inflected")
    ['help', 'helps', 'helped', 'helping']
    >>> term_forms("sob story", "inflected")[-1]
    'sob storying'
    """
    if match == "exact":
        return [term]
    first, *rest = term.split(" ")
    forms = [" ".join([form, *rest]) for form in _word_forms(first)]
    if rest:
        *before, last = term.split(" ")
        forms += [" ".join([*before, form]) for form in _word_forms(last)]
    return list(dict.fromkeys(forms))


def pattern_slots(pattern: str) -> list[list[str]]:
    """Take a pattern apart.

    Parameters
    ----------
    pattern : str
        Lower case; `(a|b)` is one of these, `(a |)` may be left out. Parentheses do not nest.

    Returns
    -------
    list of list of str
        What may stand in each place, one after the other.

    Raises
    ------
    ValueError
        If parentheses do not match, or a bar stands outside of them.

    Examples
    --------
    >>> pattern_slots("so (very |)far")
    [['so '], ['very ', ''], ['far']]
    """
    if not PATTERN.fullmatch(pattern):
        raise ValueError(f"the pattern {pattern!r} has a parenthesis or a bar without its counterpart")
    pieces = pattern.replace(")", "(").split("(")
    return [piece.split("|") if at % 2 else [piece] for at, piece in enumerate(pieces) if piece]


def pattern_forms(pattern: str) -> list[str]:
    """List the phrases that a pattern stands for.

    Parameters
    ----------
    pattern : str
        As `pattern_slots` takes it.

    Returns
    -------
    list of str
        Without repetition.

    Raises
    ------
    ValueError
        If the pattern does not hold together, or stands for more than `MOST_FORMS` phrases.

    Examples
    --------
    >>> pattern_forms("(is|was) (widely |)seen as")
    ['is widely seen as', 'is seen as', 'was widely seen as', 'was seen as']
    """
    return list(dict.fromkeys("".join(choice) for choice in itertools.product(*sized_slots(pattern))))


def sized_slots(pattern: str) -> list[list[str]]:
    """Take a pattern apart, or raise ValueError if it does not hold together or stands for too many phrases."""
    slots = pattern_slots(pattern)
    count = math.prod(len(slot) for slot in slots)
    if count > MOST_FORMS:
        raise ValueError(f"the pattern {pattern!r} stands for {count} phrases; at most {MOST_FORMS}")
    return slots


def pattern_openings(slots: Sequence[Sequence[str]]) -> list[str]:
    """List how the phrases of a pattern begin: each up to its first word that is not among the most frequent.

    Parameters
    ----------
    slots : sequence of sequence of str
        From `pattern_slots`.

    Returns
    -------
    list of str
        Whole words, without repetition.

    Examples
    --------
    >>> pattern_openings(pattern_slots("in (a|the) (dire|sorry) (state|condition)"))
    ['in a dire', 'in a sorry', 'in the dire', 'in the sorry']
    """
    openings: dict[str, None] = {}
    begun = {"": ""}  # what was begun, and its last word, which may go on
    for at, slot in enumerate(slots):
        ends_word = at + 1 < len(slots) and slots[at + 1][0][:1] == " " and len(slots[at + 1]) == 1
        longer: dict[str, str] = {}
        for opening, begun_word in begun.items():
            for choice in slot:
                word = begun_word + choice
                if ends_word and word.isalpha() and word not in _FREQUENT:  # the usual case, quickly
                    openings[opening + choice] = None
                    continue
                *words, last = word.split(" ")
                rare = next((at for at, word in enumerate(words) if word and word not in _FREQUENT), -1)
                if rare < 0:
                    longer[opening + choice] = last
                else:
                    before = opening[: len(opening) - len(begun_word)]
                    openings[before + " ".join(words[: rare + 1])] = None
        begun = longer
    return list(openings | dict.fromkeys(begun))


def pattern_followers(slots: Sequence[Sequence[str]], opening: str) -> set[str]:
    """List the words that may follow an opening of a pattern; "" where a phrase ends with it.

    Parameters
    ----------
    slots : sequence of sequence of str
        From `pattern_slots`.
    opening : str
        From `pattern_openings`.

    Returns
    -------
    set of str

    Examples
    --------
    >>> sorted(pattern_followers(pattern_slots("dire (state|need of help|)"), "dire"))
    ['', 'need', 'state']
    """
    followers = set()
    begun = {""}
    whole = opening + " "
    for slot in slots:
        longer = {start + choice for start in begun for choice in slot}
        longer = {start for start in longer if start.startswith(whole) or whole.startswith(start) or start == opening}
        done = {start for start in longer if " " in start[len(whole) :]}
        followers |= {start[len(whole) :].split(" ")[0] for start in done}
        begun = longer - done
    return followers | {start[len(whole) :] for start in begun if start.startswith(opening)}


def _word_forms(word: str) -> list[str]:
    # “witch-hunt”, “rubber-stamp”: what changes is the last part.
    prefix, hyphen, base = word.rpartition("-")
    return [prefix + hyphen + form for form in _base_forms(base)]


def _base_forms(base: str) -> list[str]:
    if not base.isalpha() or len(base) < 2:
        return [base]
    after_consonant = base[-2] not in _VOWELS
    past: list[str]
    if base.endswith("y") and after_consonant:
        plural, past, present = [base[:-1] + "ies"], [base[:-1] + "ied"], [base + "ing"]
    elif base.endswith("ie"):
        plural, past, present = [base + "s"], [base + "d"], [base[:-2] + "ying"]
    elif base.endswith("e"):
        kept = [base + "ing"] if base.endswith(("ee", "oe", "ye")) else [base[:-1] + "ing"]
        plural, past, present = [base + "s"], [base + "d"], kept
    else:
        ends_hissing = base.endswith(("s", "x", "z", "ch", "sh"))
        plural = [base + "es"] if ends_hissing else [base + "s"]
        if base.endswith("o"):
            plural.append(base + "es")
        past, present = [base + "ed"], [base + "ing"]
        # slam, slammed; torpedo and treat do not double. Both ways where only the stress would tell.
        if re.fullmatch(r".*[^aeiou][aeiou][^aeiouwxy]", base):
            doubled = base + base[-1]
            one_syllable = len(re.findall(r"[aeiouy]+", base)) == 1
            past = [doubled + "ed"] if one_syllable else [doubled + "ed", *past]
            present = [doubled + "ing"] if one_syllable else [doubled + "ing", *present]
    if base.endswith("man"):
        plural = [base[:-3] + "men"]
    irregular = list(_IRREGULAR.get(base, ()))
    return list(dict.fromkeys([base, *plural, *(irregular or past), *present]))
