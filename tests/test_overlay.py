"""What people decided, laid over what was read; pure, on evidence made by hand."""

from __future__ import annotations

from dataclasses import replace
from random import Random
from typing import Any

from examples_show import by, evidence, on, report
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from onrecord.model import Anchor, Attributed, Coded, Decision, Span
from onrecord.show.answers import Evidence
from onrecord.show.overlay import DISAGREE, Overlaid, Placed, agree, items, overlay, told

WORDS = "Norway opposes the ban"
NAMES = {"NOR": "Norway", "SWE": "Sweden", "DNK": "Denmark", "CHL": "Chile"}
READ = evidence(WORDS, said_on=by("2023-03-10"), report=report("2023-03-10"))
AT = READ.span


def coded(**more: Any) -> Coded:
    facts: dict[str, Any] = {
        "actor": "NOR",
        "side": "against",
        "explicit": True,
        "modality": "asserted",
        "act": "refuse",
        "route": "own",
        "asserted_by": "self",
        "speaker": "Ine Dahl",
        "office": "foreign minister",
        "said_on": by("2023-03-10"),
    }
    return Coded(**{**facts, **more})


def attributed(**more: Any) -> Attributed:
    facts: dict[str, Any] = {
        "speaker": "Ine Dahl",
        "office": "foreign minister",
        "sector": "government",
        "actors": ("NOR",),
        "act": "refuse",
        "said_on": by("2023-03-10"),
    }
    return Attributed(**{**facts, **more})


def placed(number: int, verdict: Any = "correct", *, at: Span = AT, ref: str = "R1", **more: Any) -> Placed:
    """The decision of a number: made on that day of March by the person of its letter."""
    is_statement = "statement" in more or more.pop("of_statement", False)
    facts: dict[str, Any] = {
        "subject": "statement" if is_statement else "position",
        "question": None if is_statement else "fisheries-ban",
        "actor": None if is_statement else "NOR",
        "provider": "Coastal Wire",
        "report": "a",
        "anchor": Anchor("d", at, WORDS, "", ""),
        "person": "ABCDEFGHIJ"[number],
        **more,
    }
    made = Decision(
        uid=f"{number:032}", verdict=verdict, decided_at=f"2024-03-{number + 1:02}T10:00:00Z", **facts
    )
    return Placed(made, report("2023-03-10", ref=ref), at)


def fresh(one: Placed) -> Evidence:
    position = one.decision.position
    assert position is not None
    return structs.replace(
        READ,
        ref=f"D{one.decision.uid}",
        actor=position.actor,
        side=position.side,
        span=one.span,
        report=one.report,
        decided=(told(one.decision),),
    )


def laid(evidence_: list[Evidence], *decided: Placed) -> Overlaid:
    return overlay(
        evidence_,
        decided,
        fresh,
        lambda code: NAMES.get(code, code),
        lambda said, published: min(said.said_on.latest or published, published),
    )


def only(overlaid: Overlaid) -> Evidence:
    (one,) = overlaid.evidence
    assert overlaid.rejected == ()
    return one


def test_without_decisions_evidence_is_left_as_it_is() -> None:
    assert laid([READ]) == Overlaid((READ,), ())


def test_of_a_side_that_a_person_turns_the_words_no_longer_say_how_firm_it_is() -> None:
    read = structs.replace(READ, side="against", firmness="firm", firmness_words="never")
    turned = only(laid([read], placed(0, position=coded(side="for"))))
    assert (turned.firmness, turned.firmness_words) == (None, None)
    kept = only(laid([read], placed(0, position=coded(side="against"))))
    assert (kept.firmness, kept.firmness_words) == ("firm", "never")


def test_a_correction_says_all_of_a_position() -> None:
    one = only(
        laid([READ], placed(0, position=coded(side="for", speaker="Kari Moen", said_on=on("2023-03-01"))))
    )
    assert (one.side, one.speaker, one.said_on, one.day) == (
        "for",
        "Kari Moen",
        on("2023-03-01"),
        on("2023-03-01").latest,
    )
    assert (one.ref, one.words, one.confidence) == ("P1", WORDS, 1.0)
    assert one.decided == ("corrected by A, 1 Mar 2024",)


def test_a_reason_is_told_on_one_line() -> None:
    made = placed(0, "accept", position=coded(), reason="the\nembassy  says so").decision
    assert told(made) == "accepted by A, 1 Mar 2024: the embassy says so"


def test_an_unsure_reading_that_is_accepted_is_sure() -> None:
    assert not only(laid([structs.replace(READ, unsure=True)], placed(0, "accept", position=coded()))).unsure


def test_of_several_readings_of_the_words_the_decided_one_stays() -> None:
    other = structs.replace(READ, ref="P2", side="for", statement=None)
    one = only(laid([READ, other], placed(0, position=coded(side="for"))))
    assert (one.ref, one.side) == ("P2", "for")


def test_another_question_another_actor_and_other_words_are_left_alone() -> None:
    others = [
        structs.replace(READ, question="whaling"),
        structs.replace(READ, actor="CHL"),
        structs.replace(READ, span=Span(300, 320)),
        structs.replace(READ, report=structs.replace(READ.report, ref="R2")),
    ]
    overlaid = laid([*others, READ], placed(0, "reject"))
    assert set(overlaid.evidence) == set(others)
    assert [e.ref for e in overlaid.rejected] == ["P1"]


def test_a_position_that_no_reading_gives_any_more_comes_from_the_decision() -> None:
    one = only(laid([], placed(0, position=coded(side="for"))))
    assert (one.side, one.decided) == ("for", ("corrected by A, 1 Mar 2024",))
    assert laid([], placed(0, "reject")) == Overlaid((), ())


def test_two_that_disagree_leave_it_open_in_the_words_of_both() -> None:
    one = only(laid([READ], placed(0, position=coded(side="for")), placed(1, "reject")))
    assert (one.unsure, one.side) == (True, "against")
    said = ("corrected by A, 1 Mar 2024 (Norway for)", "rejected by B, 2 Mar 2024 (no position)")
    assert one.decided == (DISAGREE, *said)


def test_two_that_disagree_about_words_that_are_read_no_more_are_still_shown() -> None:
    one = only(laid([], placed(0, position=coded(side="for")), placed(1, "reject")))
    assert (one.unsure, one.decided[0]) == (True, DISAGREE)


def test_two_that_agree_apply_the_later_one_in_what_is_no_stand() -> None:
    one = only(laid([READ], placed(0, position=coded(speaker="A")), placed(1, position=coded(speaker="B"))))
    assert (one.unsure, one.speaker, len(one.decided)) == (False, "B", 2)


def test_decisions_on_words_cut_a_little_otherwise_are_on_one_thing() -> None:
    near, far = Span(AT.start + 2, AT.end + 4), Span(300, 330)
    groups = items([placed(0, "reject"), placed(1, "reject", at=near), placed(2, "reject", at=far)])
    assert [[one.decision.person for one in group] for group in groups] == [["A", "B"], ["C"]]
    assert agree(one.decision for one in groups[0])


def test_a_statement_of_other_actors_gives_each_of_them_the_position_once() -> None:
    joint = [READ, structs.replace(READ, ref="P2", actor="SWE", actor_name="Sweden")]
    overlaid = laid(joint, placed(0, statement=attributed(actors=("NOR", "DNK"))))
    assert sorted((e.actor, e.actor_name, e.ref) for e in overlaid.evidence) == [
        ("DNK", "Denmark", "P1"),
        ("NOR", "Norway", "P1"),
    ]


def test_an_open_actor_that_a_person_names_is_open_no_more() -> None:
    open_ = structs.replace(READ, actor=None, actor_name=None, unsure=True)
    one = only(laid([open_], placed(0, statement=attributed())))
    assert (one.actor, one.unsure) == ("NOR", False)
    doubtful = structs.replace(READ, unsure=True)
    assert only(laid([doubtful], placed(0, statement=attributed()))).unsure, "its side is as open as before"


def test_who_names_an_anonymous_voice_vouches_for_it() -> None:
    unnamed = structs.replace(READ, sourcing="anonymous", speaker="an official")
    assert only(laid([unnamed], placed(0, statement=attributed(speaker="Ine Dahl")))).sourcing == "named"
    accepted = only(laid([unnamed], placed(0, "accept", statement=attributed(speaker=None))))
    assert (accepted.sourcing, accepted.speaker) == ("anonymous", "an official")


def test_what_the_narrator_states_rests_on_no_statement() -> None:
    narrated = structs.replace(READ, statement=None, asserted_by="narrator")
    assert laid([narrated], placed(0, "reject", of_statement=True)) == Overlaid((narrated,), ())


def test_a_claim_is_that_of_whom_the_statement_speaks_for() -> None:
    claim = structs.replace(READ, asserted_by="CHL", asserted_by_name="Chile")
    assert only(laid([claim], placed(0, statement=attributed(actors=("SWE",))))).asserted_by == "SWE"
    assert only(laid([claim], placed(0, statement=attributed(actors=("CHL", "SWE"))))).asserted_by == "CHL"
    assert only(laid([claim], placed(0, statement=attributed(actors=("NOR",))))).asserted_by == "self"
    assert only(laid([claim], placed(0, statement=attributed(actors=())))).unsure


def test_a_statement_found_again_is_no_other_that_it_stands_in() -> None:
    inner = structs.replace(READ, span=Span(AT.start + 4, AT.end))
    outer = replace(placed(0, statement=attributed(speaker="Kari Moen")), as_read=True)
    assert only(laid([inner], outer)) == inner
    assert only(laid([READ], outer)).speaker == "Kari Moen"


def test_of_decisions_on_a_position_and_on_its_statement_the_later_one_holds() -> None:
    accepted, renamed = coded(), attributed(speaker="Kari Moen", actors=("SWE",))
    one = only(laid([READ], placed(0, "accept", position=accepted), placed(1, statement=renamed)))
    assert (one.actor, one.speaker) == ("SWE", "Kari Moen")
    one = only(laid([READ], placed(0, statement=renamed), placed(1, "accept", position=accepted)))
    assert (one.actor, one.speaker) == ("NOR", "Ine Dahl")
    assert one.decided == ("corrected by A, 1 Mar 2024", "accepted by B, 2 Mar 2024")


def test_a_statement_rejected_before_or_after_its_position_was_accepted() -> None:
    accept: dict[str, Any] = {"position": coded()}
    reject: dict[str, Any] = {"of_statement": True}
    late = laid([READ], placed(0, "accept", **accept), placed(1, "reject", **reject))
    assert (len(late.evidence), len(late.rejected)) == (0, 1)
    early = laid([READ], placed(0, "reject", **reject), placed(1, "accept", **accept))
    assert (len(early.evidence), len(early.rejected)) == (1, 0)


def test_two_that_disagree_on_a_statement_leave_its_positions_open() -> None:
    one = only(
        laid(
            [READ], placed(0, statement=attributed(speaker="A")), placed(1, statement=attributed(speaker="B"))
        )
    )
    assert (one.unsure, one.decided[0], one.speaker) == (True, DISAGREE, "Ine Dahl")


SPANS = st.sampled_from([AT, Span(AT.start + 3, AT.end + 3), Span(300, 330)])
DECIDED = st.one_of(
    st.tuples(st.just("correct"), st.builds(coded, side=st.sampled_from(["for", "neutral"]))),
    st.tuples(st.just("correct"), st.builds(coded, actor=st.sampled_from(["SWE", "CHL"]))),
    st.tuples(
        st.just("correct"), st.builds(attributed, actors=st.sampled_from([("SWE",), ("NOR", "SWE"), ()]))
    ),
    st.tuples(st.just("reject"), st.sampled_from(["position", "statement"])),
)


@given(st.lists(st.tuples(DECIDED, SPANS), max_size=6), st.integers(0, 99))
def test_whatever_the_order_the_answer_is_the_same_and_every_correction_is_told(
    made: list[tuple[tuple[str, Any], Span]], seed: int
) -> None:
    decided = []
    for number, ((verdict, what), at) in enumerate(made):
        if isinstance(what, Coded):
            decided.append(placed(number, verdict, at=at, position=what))
        elif isinstance(what, Attributed):
            decided.append(placed(number, verdict, at=at, statement=what))
        else:
            decided.append(placed(number, verdict, at=at, of_statement=what == "statement"))
    read = [
        READ,
        structs.replace(READ, ref="P2", actor="CHL"),
        structs.replace(READ, ref="P3", span=Span(300, 325)),
    ]
    first = laid(read, *decided)
    shuffled = list(decided)
    Random(seed).shuffle(shuffled)
    assert laid(read, *shuffled) == first
    visible = " ".join(s for e in (*first.evidence, *first.rejected) for s in e.decided)
    for one in decided:
        assert told(one.decision) in visible
