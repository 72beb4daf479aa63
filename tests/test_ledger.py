"""How changes, conflicts, origins, decisions, agreement and hits are laid out, in every format."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from examples_show import CHILE_CLAIMED, NORWAY, TABLE, evidence, on, report, row
from msgspec import structs
from test_tables import lines_of_csv, shown

from onrecord.model import Attributed, Coded, Decision
from onrecord.show import ledger
from onrecord.show.answers import Agreement, Change, Conflict, DecisionLine, Evidence, Hit, Origin
from onrecord.show.formats import Format
from onrecord.show.tables import Printed

STEERING = "\x1b[2J\x07=cmd|' /C calc'!A0 \u202eevil <b>*bold*</b> | cell\n# head"
FORMULA = "=HYPERLINK(1)"
WAS = evidence("Norway welcomes a ban", side="for", day=date(2023, 1, 5), said_on=on("2023-01-05"))
IS = NORWAY.lead


def change(**more: Any) -> Change:
    facts: dict[str, Any] = {
        "kind": "side",
        "question": "fisheries-ban",
        "day": date(2023, 2, 3),
        "actor": "NOR",
        "actor_name": "Norway",
        "before": "for (explicit)",
        "after": "against (explicit)",
        "evidence": IS,
        **more,
    }
    return Change(**facts)


WITHDRAWN = change(
    kind="withdrawn", before="for", after=None, evidence=None, told="R1 was withdrawn by Ana: retracted"
)
CONFLICT = Conflict("sides", "fisheries-ban", "NOR", "Norway", (WAS, IS))
CLAIMED = Conflict("claimed", "fisheries-ban", "CHL", "Chile", (CHILE_CLAIMED,))
CODED = Coded("NOR", "for", True, "asserted", None, "own", "self", "Ine Dahl", None, on("2023-02-03"))
MADE = Decision(
    uid="1a2b3c4d5e6f",
    subject="position",
    verdict="correct",
    person="Ana",
    decided_at="2024-01-01T00:00:00.000000Z",
    question="fisheries-ban",
    position=CODED,
    reason="as the embassy confirms",
    replaces=("9f8e7d6c5b",),
)
DECIDED = DecisionLine("D1a2b3c4d", MADE, "in force", report("2023-02-03"), "will not accept", ("D5e6f7a8b",))
AGREED = Agreement("fisheries-ban", 0.7434, 12, 40, 9, ("Ana", "Ben"))
HIT = Hit("statement", "S7", "… will not accept a ban …", "NOR", "Ine Dahl, minister", report("2023-02-03"))
TRACED = replace(
    TABLE,
    rows=(
        row(
            IS,
            held=(IS,),
            origins=(Origin("Coastal Wire", ("R1",), ("R1 is by Coastal Wire",)),),
        ),
    ),
)

Listing = Callable[[Sequence[Any], Format], Printed]
LISTINGS: dict[str, tuple[Listing, list[Any], tuple[str, ...]]] = {
    "changes": (ledger.changes, [change(), WITHDRAWN], ledger.CHANGE_COLUMNS),
    "conflicts": (ledger.conflicts, [CONFLICT, CLAIMED], ledger.CONFLICT_COLUMNS),
    "origins": (ledger.origins, [TRACED], ledger.ORIGIN_COLUMNS),
    "decisions": (ledger.decisions, [DECIDED], ledger.DECISION_COLUMNS),
    "agreement": (ledger.agreement, [AGREED], ledger.AGREEMENT_COLUMNS),
    "hits": (ledger.hits, [HIT], ledger.HIT_COLUMNS),
}


def text_of(printed: Printed) -> str:
    assert isinstance(printed, str)
    return printed


def flat(screen: str) -> str:
    return " ".join(screen.split())


@pytest.mark.parametrize("name", LISTINGS)
def test_every_listing_has_every_format(name: str) -> None:
    listing, lines, columns = LISTINGS[name]
    whole = json.loads(text_of(listing(lines, Format.JSON)))
    cells = lines_of_csv(listing(lines, Format.CSV))
    assert len(whole) == len(cells) > 0
    assert tuple(cells[0]) == columns
    assert set(columns) <= set(whole[0])
    assert text_of(listing(lines, Format.MARKDOWN)).strip()
    screen = shown(listing(lines, Format.TABLE))
    assert max(len(line) for line in screen.splitlines()) <= 110


@pytest.mark.parametrize("name", LISTINGS)
def test_a_listing_of_nothing_says_so(name: str) -> None:
    listing, _, columns = LISTINGS[name]
    assert listing([], Format.JSON) == "[]\n"
    assert listing([], Format.CSV) == ",".join(columns) + "\n"
    assert shown(listing([], Format.TABLE)).startswith("0 ")


def steering(name: str, words: str) -> list[Any]:
    """Lines of a listing with words from an input wherever words from inputs can stand."""
    line = structs.replace(
        report("2023-02-03"), outlet=words, title=words, url=words, path=words, provider=words
    )
    e: Evidence = structs.replace(
        IS, words=words, before=words, speaker=words, office=words, report=line, relayed_by=(words,)
    )
    decision = replace(MADE, person=words, reason=words, position=replace(CODED, speaker=words))
    found: dict[str, list[Any]] = {
        "changes": [change(evidence=e), replace(WITHDRAWN, told=words)],
        "conflicts": [
            Conflict("people", "fisheries-ban", "NOR", words, (structs.replace(e, decided=(words,)),))
        ],
        "origins": [
            replace(TABLE, rows=(row(e, held=(e,), origins=(Origin(words, ("R1",), (words,)),)),)),
        ],
        "decisions": [DecisionLine("D1a2b3c4d", decision, "in force", line, words)],
        "agreement": [replace(AGREED, coders=(words,))],
        "hits": [Hit("report", "R1", words, None, words, line)],
    }
    return found[name]


@pytest.mark.parametrize("name", LISTINGS)
@pytest.mark.parametrize("form", [Format.TABLE, Format.MARKDOWN])
def test_words_of_inputs_cannot_steer_the_terminal(name: str, form: Format) -> None:
    screen = shown(LISTINGS[name][0](steering(name, STEERING), form))
    assert not [c for c in screen if c not in "\n" and not c.isprintable()]
    if form is Format.MARKDOWN:
        assert "<b>" not in screen.replace("\\<", "")
        assert "\n# head" not in screen


@pytest.mark.parametrize("name", LISTINGS)
def test_a_cell_that_starts_a_formula_is_harmless(name: str) -> None:
    cells = lines_of_csv(LISTINGS[name][0](steering(name, FORMULA), Format.CSV))
    filled = [cell for line in cells for cell in line.values() if FORMULA in cell]
    assert filled
    assert [cell for cell in filled if cell.startswith("=")] == []


# --- what each says -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "says"),
    [
        (change(), "against (explicit), was for (explicit)"),
        (change(repeated=2), "against (explicit), was for (explicit), said 2 times more"),
        (change(kind="new", before=None), "now against (explicit)"),
        (
            change(kind="firmer", before="against (implied)"),
            "firmer: against (explicit), was against (implied)",
        ),
        (
            change(kind="given up", before=None, after="no longer for (explicit)"),
            "now no longer for (explicit)",
        ),
        (change(kind="open", after="open"), "open: reports contradict each other, was for (explicit)"),
        (change(kind="open", before=None, after="open"), "open"),
        (WITHDRAWN, "withdrawn: for"),
        (replace(WITHDRAWN, kind="reinstated", before=None, after="for"), "counts again: for"),
        (change(kind="decided", before=None, evidence=None, told="D1"), "decided: against (explicit)"),
        (change(kind="decided", before=None, after=None, evidence=None, told="D1"), "decided: taken back"),
    ],
)
def test_a_change_is_said_in_words(line: Change, says: str) -> None:
    assert f" {says} |" in text_of(ledger.changes([line], Format.MARKDOWN))


@pytest.mark.parametrize("form", [Format.TABLE, Format.MARKDOWN])
def test_the_question_is_named_where_there_are_several(form: Format) -> None:
    assert "Question" not in shown(ledger.changes([change()], form))
    assert "whaling" in shown(ledger.changes([change(), change(question="whaling")], form))
    assert "Question" not in shown(ledger.origins([TRACED], form))
    other = replace(TRACED, question=replace(TRACED.question, id="whaling"))
    assert "whaling" in shown(ledger.origins([TRACED, other], form))


def test_the_evidence_of_a_conflict_stands_side_by_side() -> None:
    screen = flat(shown(ledger.conflicts([CONFLICT, CLAIMED], Format.TABLE)))
    assert "Norway, fisheries-ban: two sides at one time" in screen
    assert "✓ for (explicit), 5 Jan 2023: Ine Dahl, foreign minister:" in screen
    assert "“Norway welcomes a ban” [Coastal Wire, 3 Feb 2023, P1]" in screen
    assert "Chile, fisheries-ban: claimed by another against its own word" in screen
    assert "claimed by Peru" in screen
    assert screen.endswith("2 conflicts")


@pytest.mark.parametrize("name", ["changes", "conflicts", "decisions", "hits"])
def test_a_listing_names_what_can_be_corrected(name: str) -> None:
    """By the ref that `correct` takes, also where a person reads it."""
    listing, lines, _ = LISTINGS[name]
    ref = {"decisions": "D1a2b3c4d", "hits": "S7"}.get(name, "P1")
    assert ref in shown(listing(lines, Format.TABLE))


def test_lines_of_one_conflict_have_its_number() -> None:
    cells = lines_of_csv(ledger.conflicts([CONFLICT, CONFLICT, CLAIMED], Format.CSV))
    assert [line["number"] for line in cells] == ["1", "1", "2", "2", "3"]


def test_a_decision_says_who_and_what_and_what_became_of_it() -> None:
    screen = text_of(ledger.decisions([DECIDED], Format.MARKDOWN))
    assert "in force, disagrees with D5e6f7a8b" in screen
    assert "corrected by Ana, 1 Jan 2024: as the embassy confirms; NOR for" in screen
    (line,) = lines_of_csv(ledger.decisions([DECIDED], Format.CSV))
    assert (line["replaces"], line["disagrees"], line["blind"]) == ("D9f8e7d6c", "D5e6f7a8b", "no")


def test_a_decision_on_a_statement_or_a_report_that_is_not_here() -> None:
    said = Attributed("Kari Moen", None, None, ("NOR", "ISL"), None, on("2023-02-03"))
    made = replace(MADE, subject="statement", question=None, position=None, statement=said)
    lines = [
        DecisionLine("D1", made, "lost", None, "will not accept"),
        DecisionLine("D2", replace(MADE, position=None, verdict="reject"), "lost", None, ""),
    ]
    (first, second) = lines_of_csv(ledger.decisions(lines, Format.CSV))
    assert (first["actor"], first["speaker"], first["side"], first["report"]) == (
        "NOR; ISL",
        "Kari Moen",
        "",
        "",
    )
    assert (second["actor"], second["words"]) == ("", "")
    assert "report not in this record" in text_of(ledger.decisions(lines, Format.MARKDOWN))


def test_alpha_is_rounded_and_said_where_it_is_not_defined() -> None:
    (line,) = json.loads(text_of(ledger.agreement([AGREED], Format.JSON)))
    assert line["alpha"] == 0.743
    undefined = replace(AGREED, alpha=None, items=0, same=0)
    assert "not defined" in shown(ledger.agreement([undefined], Format.TABLE))
    assert lines_of_csv(ledger.agreement([undefined], Format.CSV))[0]["alpha"] == ""


def test_origins_say_which_reports_and_why() -> None:
    (line,) = json.loads(text_of(ledger.origins([TRACED], Format.JSON)))
    assert line == {
        "question": "fisheries-ban",
        "actor": "NOR",
        "actor_name": "Norway",
        "side": "against",
        "origin": "Coastal Wire",
        "number": 1,
        "reports": ["Coastal Wire, 3 Feb 2023 (R1)"],
        "because": ["R1 is by Coastal Wire"],
    }
