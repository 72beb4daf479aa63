"""Positions that the narrator states, in the report's own words and outside of every statement."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest
from judged import EMBARGO, KOSOVO, NATO, VOTES, known_of, question, titled
from marked import known as resolved

from onrecord.judge import judge
from onrecord.judge.cases import Case
from onrecord.judge.learned import Verdict
from onrecord.model import Modality, Moment, Question, Side

WAR = question("The invasion of Mali is justified.", "invasion")


def told(text: str, asked: Question) -> list[tuple[str | None, str | None]]:
    found = judge(titled(known_of(text), asked), [asked]).positions
    assert all(p.asserted_by == "narrator" and p.statement is None and p.speaker is None for p in found)
    return [(p.actor, p.side) for p in found if p.counted]


@pytest.mark.parametrize(
    ("asked", "text", "expected"),
    [
        (KOSOVO, "Serbia does not recognise Kosovo.", [("SRB", "against")]),
        (
            KOSOVO,
            "Spain, Serbia and Russia have never recognised Kosovo.",
            [("ESP", "against"), ("SRB", "against"), ("RUS", "against")],
        ),
        (KOSOVO, "Ghana, which recognised Kosovo in 2012, sent an envoy.", [("GHA", "for")]),
        (KOSOVO, "Kosovo is recognised by Germany and France.", [("DEU", "for"), ("FRA", "for")]),
        (KOSOVO, "Recognition of Kosovo was discussed in Madrid.", []),
        (VOTES, "Turkey opposes the referendums.", [("TUR", "against")]),
        (
            VOTES,
            (
                "The council voted on a text condemning the referendums in Ukraine. "
                "Ghana and Canada voted in favour, Russia against, and India abstained."
            ),
            [("GHA", "against"), ("CAN", "against"), ("RUS", "for"), ("IND", "neutral")],
        ),
        (
            VOTES,
            "Ghana voted for the referendums in Ukraine, Canada against them.",
            [("GHA", "for")],
        ),
        (VOTES, "Ghana and Canada voted in favour, Russia against.", []),
        (VOTES, "Four regions of Ukraine held referendums.", []),
        (VOTES, "Residents of Turkey reject the referendums in Ukraine.", []),
        (VOTES, "The Turkish government rejected the annexation.", [("TUR", "against")]),
        (
            VOTES,
            "Russia used the ballots and referendums as grounds for its annexation of the land.",
            [("RUS", "for")],
        ),
        (VOTES, "Russia annexed the four regions on Friday.", [("RUS", "for")]),
        (VOTES, "The debate on whether Russia should annex the islands began on Monday.", []),
        (VOTES, "The referendums have been criticised by various countries.", []),
        (VOTES, "Many countries condemned the referendums.", []),
        (
            VOTES,
            "More than forty countries, including Poland, Latvia and Japan, condemned the referendums.",
            [("POL", "against"), ("LVA", "against"), ("JPN", "against")],
        ),
        (
            VOTES,
            "Latvia joined Poland in condemning the referendums.",
            [("LVA", "against"), ("POL", "against")],
        ),
        (
            VOTES,
            "Turkey joined its NATO allies in rejecting plans by officials to hold referendums.",
            [("TUR", "against")],
        ),
        (VOTES, "The German opposition condemned the referendums.", []),
        (
            VOTES,
            "The assembly voted on a text condemning the annexation. Hungary abstained.",
            [("HUN", "neutral")],
        ),
        (VOTES, "Russia vetoed a resolution condemning the referendums.", [("RUS", "for")]),
        (
            VOTES,
            "The draft condemning the annexation was put to the vote. Mali voted against the draft.",
            [("MLI", "for")],
        ),
        (
            VOTES,
            "Germany condemned the referendums. Japan and Canada followed suit.",
            [("DEU", "against"), ("JPN", "against"), ("CAN", "against")],
        ),
        (VOTES, "A minister said that India backed the referendums.", []),
        (VOTES, "Berlin will not recognise the referendums, a spokesman said.", [("DEU", "against")]),
        (VOTES, "Italy's assembly met after the referendum.", []),
        (EMBARGO, "Brazil called for the embargo to be lifted.", [("BRA", "for")]),
        (EMBARGO, "The United States tightened the embargo.", [("USA", "against")]),
        (
            NATO,
            "Canada became the first country to ratify the accession of Sweden and Finland to NATO.",
            [("CAN", "for")],
        ),
        (NATO, "Hungary's parliament approved Sweden's accession to NATO on Monday.", [("HUN", "for")]),
        (NATO, "Sweden should not expect Turkey's support for its NATO membership.", []),
        (WAR, "France condemned the attack on its embassy and the invasion began at dawn.", []),
        (WAR, "Canada was outraged by the invasion of Mali.", [("CAN", "against")]),
        # what a thing, a party, a court of the state says is not the state's word
        (KOSOVO, "A map of Ghana that recognises Kosovo hung in the hall.", []),
        (KOSOVO, "The minister bought a globe from Japan which recognises Kosovo.", []),
        (KOSOVO, "A treaty with Finland that recognises Kosovo was signed in May.", []),
        (VOTES, "A song about Poland which condemns the referendums won.", []),
        (VOTES, "A court in Spain rejected the referendums.", []),
        (VOTES, "Farmers from Mali that oppose the referendums left.", []),
        (VOTES, "The coalition led by Norway that opposes the referendums met.", []),
        (VOTES, "The government of Norway condemned the referendums.", [("NOR", "against")]),
        (VOTES, "Authorities in Oslo rejected the referendums.", [("NOR", "against")]),
        (KOSOVO, "He flew to Finland, which recognises Kosovo.", [("FIN", "for")]),
        (KOSOVO, "It is Brazil that recognises Kosovo.", [("BRA", "for")]),
    ],
)
def test_narrated(asked: Question, text: str, expected: list[tuple[str, str]]) -> None:
    assert told(text, asked) == expected


def test_a_vote_on_a_text_that_the_report_does_not_tell_stays_open() -> None:
    (found,) = judge(
        titled(known_of("After the referendums Mali voted against the resolution."), VOTES), [VOTES]
    ).positions
    assert (found.actor, found.side, found.unsure) == ("MLI", None, True)


def test_what_other_media_report_is_passed_on_by_the_narrator() -> None:
    text = "Russia has used the referendums as grounds for the annexation, according to multiple reports."
    content = "Russia has used the referendums as grounds for the annexation"
    (found,) = judge(
        titled(known_of(text, [("multiple reports", "according to", content, "")]), VOTES), [VOTES]
    ).positions
    assert (found.actor, found.side, found.asserted_by, found.statement) == ("RUS", "for", "narrator", None)
    assert found.evidence.of(text) == content


SEABED = question("The seabed treaty should be ratified.", "treaty")


@pytest.mark.parametrize(
    ("marked", "outlet", "relays"),
    [
        ("[o:Norway rejects the treaty], [s:Russian news agency TASS] [c:reported].", None, ["TASS"]),
        ("[c:According to] [s:media reports], [o:Norway rejects the treaty].", None, ["media reports"]),
        (
            "[o:Norway rejects the treaty], [s:media reports] [c:said], citing the Xinhua news agency.",
            None,
            ["media reports", "Xinhua news agency"],
        ),
        (
            "[s:Norway] regards [o:the treaty as null], Al Jazeera [c:reported], citing Norwegian ministers.",
            None,
            ["Al Jazeera"],
        ),
        ("[o:Norway rejects the treaty], [s:news agency TASS] [c:reported].", "TASS", []),
        ("Norway rejects the treaty. [s:News agency TASS] [c:reported] [o:that it rained].", None, []),
        ("Norway rejects the treaty.", None, []),
    ],
)
def test_what_media_tell_is_relayed_by_them(marked: str, outlet: str | None, relays: list[str]) -> None:
    known = titled(resolved(marked, outlet=outlet), SEABED)
    found = [p for p in judge(known, [SEABED]).positions if p.asserted_by == "narrator"]
    assert [(p.actor, p.side, [r.name for r in p.relayed_by]) for p in found] == [("NOR", "against", relays)]
    text = known.found.report.text
    assert all(r.name in r.span.of(text) for p in found for r in p.relayed_by)


def test_the_words_of_a_statement_are_not_the_narrators() -> None:
    text = "The minister said Serbia does not recognise Kosovo."
    found = judge(
        known_of(text, [("The minister", "said", "Serbia does not recognise Kosovo", "ALB")]), [KOSOVO]
    )
    assert [(p.actor, p.asserted_by, p.counted) for p in found.positions] == [("SRB", "ALB", False)]


def test_a_deed_that_a_cue_tells_is_told_of_all_who_did_it() -> None:
    text = "Germany, Spain and Japan recognised Kosovo on Monday."
    known = known_of(text, [("Spain and Japan", "recognised", "Kosovo", "ESP+JPN")])
    found = judge(known, [KOSOVO]).positions
    assert [(p.actor, p.side, p.asserted_by) for p in found] == [
        ("ESP", "for", "self"),
        ("JPN", "for", "self"),
        ("DEU", "for", "narrator"),
    ]


def test_others_who_followed_a_speaker() -> None:
    text = "“Germany recognises Kosovo,” the minister said. Latvia and Poland followed suit."
    found = judge(known_of(text, [("the minister", "said", "Germany recognises Kosovo", "DEU")]), [KOSOVO])
    assert [(p.actor, p.side, p.asserted_by) for p in found.positions] == [
        ("DEU", "for", "self"),
        ("LVA", "for", "narrator"),
        ("POL", "for", "narrator"),
    ]


def test_evidence_lies_in_the_text() -> None:
    text = "It rained. Serbia does not recognise Kosovo. It rained again."
    (found,) = judge(known_of(text), [KOSOVO]).positions
    assert found.evidence.of(text) == "Serbia does not recognise Kosovo"
    assert found.said_on.basis == "published"


class Says:
    """A learned judge that gives every case the same odds."""

    digest = "says"

    def __init__(self, odds: float, modality: Modality = "asserted") -> None:
        self.odds, self.modality = odds, modality

    def verdicts(self, cases: Sequence[Case]) -> list[Verdict]:
        told: dict[Side, float] = {"for": self.odds, "against": 0.01, "neutral": 0.01}
        return [Verdict(told, self.modality, explicit=False, act="support")] * len(cases)


def test_the_narrators_words_have_grounds_and_conditions_too() -> None:
    (found,) = judge(
        titled(known_of("Germany rejects the annexation, citing the UN Charter."), VOTES), [VOTES]
    ).positions
    assert [g.of("Germany rejects the annexation, citing the UN Charter.") for g in found.grounds] == [
        "the UN Charter"
    ]
    lorries = question("Fewer lorries should cross the Alps.", "lorries")
    text = "In Germany lorries will be banned if the road sinks."
    known = titled(known_of(text), lorries)
    (told,) = judge(known, [lorries], Says(0.99, "conditional")).positions
    assert told.condition is not None
    assert told.condition.of(text) == "if the road sinks"


@pytest.mark.parametrize(("odds", "narrated"), [(0.6, True), (0.99, False)])
def test_an_unsure_word_of_the_actors_own_does_not_hide_what_the_narrator_tells(
    odds: float, narrated: bool
) -> None:
    text = "Germany recognised Kosovo."
    known = titled(known_of(text, [("Germany", "recognised", "Kosovo", "DEU")]), KOSOVO)
    unread = replace(known.found.statements[0], cue=())  # so that only the judge reads the statement
    known = replace(known, found=replace(known.found, statements=(unread,)))
    found = [p for p in judge(known, [KOSOVO], Says(odds)).positions if p.counted]
    assert [p.asserted_by for p in found] == ["narrator" if narrated else "self"]


def test_no_verdict_makes_anothers_word_the_narrators_own() -> None:
    known = titled(known_of("Serbia said that the Comoros recognised Kosovo."), KOSOVO)
    found = judge(known, [KOSOVO], Says(0.95)).positions
    assert [p.counted for p in found if p.actor == "COM"] == [False]


@pytest.mark.parametrize(("odds", "counted"), [(0.95, True), (0.7, False)])
def test_on_the_narrators_words_the_judge_must_be_surer(odds: float, counted: bool) -> None:
    lorries = question("Fewer lorries should cross the Alps.", "lorries")
    known = titled(known_of("In Germany the mood on lorries has long been bad."), lorries)
    found = [p for p in judge(known, [lorries], Says(odds)).positions if p.actor == "DEU"]
    assert [p.counted for p in found] == [counted]
    assert found[0].asserted_by == "narrator"
    assert "learned judge" in {reason.rule for reason in found[0].because}


def test_whom_the_question_is_about_gets_no_side_by_the_judge_alone() -> None:
    known = titled(known_of("The mood on NATO was warm in Finland and in Germany."), NATO)
    found = judge(known, [NATO], Says(0.99)).positions
    assert {p.actor for p in found} == {"DEU"}


@pytest.mark.parametrize(
    ("marked", "who"),
    [
        (
            "Norway now backs [o:the treaty], as [s:Norwegian Foreign Minister Odd Moe] [c:made plain].",
            ("Odd Moe", "Foreign Minister"),
        ),
        (
            "Chile rejects [o:the treaty], as [s:Chilean President Ana Roe] [c:was at pains to say].",
            ("Ana Roe", "President"),
        ),
        # another state's minister, another clause, another sentence lend no name
        (
            "Norway backs the treaty, and [s:Norwegian Foreign Minister Odd Moe] [c:said] [o:it rained].",
            (None, None),
        ),
        ("Norway now backs [o:the treaty], as [s:Chilean President Ana Roe] [c:made plain].", (None, None)),
        (
            "Norway backs the treaty. [s:Norwegian Foreign Minister Odd Moe] [c:liked] [o:the treaty].",
            (None, None),
        ),
    ],
)
def test_the_narrators_word_carries_the_official_that_its_sentence_names(
    marked: str, who: tuple[str | None, str | None]
) -> None:
    known = titled(resolved(marked), SEABED)
    day = Moment("2022-09-27", date(2022, 9, 27), date(2022, 9, 27), "stated")
    known = replace(known, found=replace(known.found, said_on=(day,) * len(known.found.said_on)))
    found = [p for p in judge(known, [SEABED]).positions if p.asserted_by == "narrator"]
    assert [(p.speaker, p.office) for p in found] == [who]
    assert [p.said_on == day for p in found] == [who != (None, None)]


@pytest.mark.parametrize(
    ("marked", "relays"),
    [
        (
            (
                "[s1:Norway's foreign ministry] [c1:said] [o1:[s2:the Norwegian minister] [c2:told] Chile "
                "[o2:that Norway rejects the treaty]]."
            ),
            [],
        ),
        (
            (
                "The Norwegian government [c:quoted] [s:Norwegian Foreign Minister Odd Moe] [c:as saying] "
                "[o:Norway rejects the treaty]."
            ),
            [],
        ),
        (
            (
                "[s1:The Chilean foreign ministry] [c1:said] [o1:[s2:the Norwegian minister] [c2:told] it "
                "[o2:that Norway rejects the treaty]]."
            ),
            ["Chilean foreign ministry"],
        ),
        (
            (
                "Norwegian state television [c:quoted] [s:Norwegian Foreign Minister Odd Moe] [c:as saying] "
                "[o:Norway rejects the treaty]."
            ),
            ["Norwegian state television"],
        ),
        (
            (
                "The Oslo newspaper Dagen [c:quoted] [s:Norwegian Foreign Minister Odd Moe] [c:as saying] "
                "[o:Norway rejects the treaty]."
            ),
            ["Dagen"],
        ),
        (
            (
                "[o:Norway rejects the treaty], [s:Fjord Shipping] [c:said], citing Norwegian "
                "Foreign Minister Odd Moe."
            ),
            ["Fjord Shipping"],
        ),
    ],
)
def test_an_actors_own_organs_are_no_relays_of_its_word(marked: str, relays: list[str]) -> None:
    known = titled(resolved(marked), SEABED)
    found = [p for p in judge(known, [SEABED]).positions if p.actor == "NOR" and p.asserted_by == "self"]
    assert found
    assert [r.name for r in found[-1].relayed_by] == relays


@pytest.mark.parametrize(
    ("text", "explicit"),
    [
        ("Norway will not ratify the treaty.", True),
        ("Norway would never join the treaty.", True),
        ("Norway refuses to sign the treaty.", True),
        ("Norway intends to ratify the treaty.", True),
        ("Norway wants the treaty signed.", True),
        ("Norway signed the treaty on Monday.", False),
        ("Norway ratified the treaty.", False),
        ("Norway became the first country to ratify the treaty.", False),
        ("Norway is the last state to have ratified the treaty.", False),
        ("Norway joined the treaty last year.", False),
        ("Norway has signed the treaty.", False),
        ("Norway did not sign the treaty.", False),
    ],
)
def test_a_treaty_refused_or_promised_is_explicit_what_is_done_to_it_implied(
    text: str, explicit: bool
) -> None:
    asked = question("Norway and its neighbours should ratify the seabed treaty.", "treaty")
    (found,) = judge(titled(known_of(text), asked), [asked]).positions
    assert found.explicit is explicit


@pytest.mark.parametrize(
    ("text", "counted"),
    [
        ("They looked at a map of Germany which is against lorries.", False),
        ("They met a film crew with a song about Germany that is sad on lorries.", False),
        ("They flew to Germany, which is sad about lorries.", True),
        ("The government of Germany that is sad about lorries met.", True),
    ],
)
def test_the_judge_alone_settles_no_side_for_whom_a_thing_is_of(text: str, counted: bool) -> None:
    lorries = question("Fewer lorries should cross the Alps.", "lorries")
    found = judge(titled(known_of(text), lorries), [lorries], Says(0.99)).positions
    assert [p.counted for p in found if p.actor == "DEU"] == [counted]
