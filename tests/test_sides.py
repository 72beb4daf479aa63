"""Which side a statement takes: act, target and question together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from judged import (
    CARACAS,
    EMBARGO,
    KOSOVO,
    NATO,
    PIPELINE,
    SANCTIONS,
    STRIKES,
    TRUCE,
    VOTES,
    known_of,
    question,
    said_by,
    titled,
)

from onrecord.judge import judge
from onrecord.judge.cases import Case
from onrecord.judge.learned import Verdict
from onrecord.model import Known, Modality, Position, Question, Reason, Side

SAID, IMPLIED = True, False  # says it outright, or only by what follows from it


def positions(known: Known, asked: Question) -> tuple[Position, ...]:
    return judge(titled(known, asked), [asked]).positions


@pytest.mark.parametrize(
    ("asked", "cue", "content", "side", "explicit"),
    [
        (VOTES, "said", "Germany can never accept the outcome of the “sham” referendums", "against", SAID),
        (VOTES, "said", "we do not recognise that [referendum]", "against", SAID),
        (
            VOTES,
            "said",
            "Germany respects the choice of those who voted and recognises the referendums",
            "for",
            SAID,
        ),
        (VOTES, "dismissed", "the referendums as a sham", "against", IMPLIED),
        (VOTES, "said", "the so-called referenda were neither free nor fair", "against", IMPLIED),
        (VOTES, "said", "the annexation is null and void", "against", SAID),
        (VOTES, "said", "a cheap pretext to annex two more provinces", "against", IMPLIED),
        (VOTES, "said", "the occupied provinces remain sovereign territory of Ukraine", "against", IMPLIED),
        (
            VOTES,
            "said",
            "these regions are not part of Russia and the annexation changes nothing",
            "against",
            IMPLIED,
        ),
        (VOTES, "called", "the referendums illegal", "against", SAID),
        (VOTES, "welcomed", "the referendums in the four regions", "for", IMPLIED),
        (VOTES, "urged", "all states not to recognise the annexation", "against", SAID),
        (VOTES, "said", "the world will never recognise the referendums", "against", SAID),
        (VOTES, "said", "Canada should recognise the referendums", "for", SAID),
        (KOSOVO, "said", "Germany recognises Kosovo", "for", SAID),
        (KOSOVO, "said", "Germany does not recognise the independence of Kosovo", "against", SAID),
        (KOSOVO, "said", "Germany has no plan to recognise Kosovo", "against", SAID),
        (KOSOVO, "said", "Kosovo is an independent state", "for", SAID),
        (KOSOVO, "said", "Kosovo is part of Serbia", "against", IMPLIED),
        (KOSOVO, "said", "Kosovo will never belong to Serbia", "for", IMPLIED),
        (KOSOVO, "ruled out", "recognition of Kosovo", "against", SAID),
        (EMBARGO, "said", "the embargo must end", "for", SAID),
        (EMBARGO, "called for", "an end to the blockade", "for", SAID),
        (EMBARGO, "condemned", "the embargo as a breach of the Charter", "for", IMPLIED),
        (EMBARGO, "promised", "that there would be no easing of the embargo", "against", SAID),
        (EMBARGO, "said", "the embargo should be kept", "against", SAID),
        (NATO, "said", "Germany supports Sweden's membership of NATO", "for", SAID),
        (NATO, "said", "Germany opposes the accession of Sweden", "against", SAID),
        (NATO, "said", "Finland should join the alliance", "for", SAID),
        (
            NATO,
            "said",
            "Germany does not look favourably on Sweden and Finland joining NATO",
            "against",
            SAID,
        ),
        (CARACAS, "said", "Germany recognises Juan Guaido as interim president", "for", SAID),
        (CARACAS, "said", "Guaido is the lawful president", "for", SAID),
        (CARACAS, "said", "Germany will not recognise Guaido", "against", SAID),
        (SANCTIONS, "said", "the sanctions should be lifted", "against", SAID),
        (SANCTIONS, "said", "Germany will keep the sanctions in place", "for", SAID),
        (STRIKES, "condemned", "the air strikes", "against", IMPLIED),
        (STRIKES, "said", "the strikes were justified", "for", SAID),
        (STRIKES, "denied", "that the strikes were illegal", "for", IMPLIED),
        (TRUCE, "said", "we demand an immediate ceasefire", "for", SAID),
        (TRUCE, "rejected", "calls for a truce", "against", SAID),
        (PIPELINE, "said", "the pipeline should be stopped", "against", SAID),
        (PIPELINE, "said", "Germany intends to complete the pipeline", "for", SAID),
        (
            question("Kosovo should not be recognised.", "Kosovo"),
            "said",
            "Germany recognises Kosovo",
            "against",
            SAID,
        ),
        (question("Whaling should remain banned.", "whaling"), "condemned", "whaling", "for", IMPLIED),
        (
            question("Iraq's annexation of Kuwait should be accepted.", "annexation"),
            "rejected",
            "the annexation",
            "against",
            SAID,
        ),
    ],
)
def test_a_settled_side(asked: Question, cue: str, content: str, side: str, explicit: bool) -> None:
    (found,) = positions(said_by("DEU", content, cue), _wide(asked))
    assert (found.actor, found.side, found.explicit) == ("DEU", side, explicit)
    assert found.counted
    assert found.asserted_by == "self"
    assert found.because


def _wide(asked: Question) -> Question:
    """The question with a word of `said_by` among its phrases, so that every sentence falls under it."""
    return Question(asked.id, asked.title, asked.proposition, (*asked.about, "minister"), asked.since)


@pytest.mark.parametrize(
    ("asked", "cue", "content"),
    [
        (VOTES, "said", "Germany will send more weapons to Ukraine"),
        (VOTES, "said", "Ukraine will never agree to any ultimatum"),
        (VOTES, "said", "Germany stands firmly against any escalation, including mobilisation"),
        (VOTES, "condemned", "the violence during the referendums"),
        (VOTES, "declined", "to comment on the referendums"),
        (VOTES, "called for", "dialogue and restraint"),
        (VOTES, "said", "the referendums began on Friday"),
        (VOTES, "said", "he had discussed the referendums with his colleague"),
        (VOTES, "asked", "whether Germany would recognise the annexation"),
        (KOSOVO, "condemned", "the attack on police in Kosovo"),
        (KOSOVO, "said", "Germany does not rule out recognising Kosovo"),
        (KOSOVO, "said", "Germany is considering recognition of Kosovo"),
        (KOSOVO, "said", "Germany could recognise Kosovo"),
        (EMBARGO, "said", "the embargo began sixty years ago"),
        (STRIKES, "said", "the opposition condemned the strikes"),
        (NATO, "said", "the summit of NATO would begin in Madrid"),
        (TRUCE, "said", "calls for a ceasefire were made in many cities"),
    ],
)
def test_no_counted_side(asked: Question, cue: str, content: str) -> None:
    found = positions(said_by("DEU", content, cue), _wide(asked))
    assert [p for p in found if p.counted] == []


@pytest.mark.parametrize(
    ("asked", "cue", "content", "side"),
    [
        (STRIKES, "said", "Germany did not oppose the strikes", "for"),
        (STRIKES, "said", "Germany refused to condemn the strikes", "for"),
        (STRIKES, "said", "Germany did not welcome the strikes", "against"),
        (KOSOVO, "denied", "that Germany had recognised Kosovo", "against"),
        (NATO, "said", "Sweden should not expect Germany's support for its NATO membership", "against"),
        (NATO, "said", "Sweden cannot count on our support for its NATO membership", "against"),
        (
            VOTES,
            "said",
            "Germany respects the territorial integrity of Ukraine, whatever the referendums say",
            "against",
        ),
        (VOTES, "spoke of", "Russia's illegal annexation", "against"),
    ],
)
def test_what_settles_nothing_is_kept_as_unsure(asked: Question, cue: str, content: str, side: str) -> None:
    (found,) = positions(said_by("DEU", content, cue), _wide(asked))
    assert (found.side, found.unsure, found.counted) == (side, True, False)


@pytest.mark.parametrize(
    ("content", "side", "modality", "condition"),
    [
        ("Germany will recognise Kosovo next week", "for", "intended", None),
        ("Germany plans to recognise Kosovo", "for", "intended", None),
        ("Germany will never recognise Kosovo", "against", "asserted", None),
        ("Germany would recognise Kosovo if the talks failed", "for", "conditional", "if the talks failed"),
        (
            "Germany will not recognise Kosovo unless Serbia agrees",
            "for",
            "conditional",
            "unless Serbia agrees",
        ),
        ("Germany no longer recognises Kosovo", "against", "asserted", None),
        ("Germany formerly recognised Kosovo", "for", "former", None),
    ],
)
def test_modality_of_a_side(content: str, side: str, modality: str, condition: str | None) -> None:
    known = said_by("DEU", content)
    (found,) = positions(known, _wide(KOSOVO))
    text = known.found.report.text
    assert (found.side, found.modality) == (side, modality)
    assert (found.condition.of(text) if found.condition else None) == condition


@pytest.mark.parametrize(
    ("content", "explicit"),
    [
        ("Germany takes no side on the referendums", True),
        ("Germany would remain neutral on the annexation", True),
        ("Germany neither supports nor opposes the referendums", True),
        ("Germany abstained in the vote on the annexation", False),
    ],
)
def test_neutral(content: str, explicit: bool) -> None:
    (found,) = positions(said_by("DEU", content), _wide(VOTES))
    assert (found.actor, found.side, found.explicit, found.counted) == ("DEU", "neutral", explicit, True)


def test_what_one_actor_says_of_another_is_claimed() -> None:
    text = "Belgrade said the Comoros had withdrawn their recognition of Kosovo."
    known = known_of(
        text, [("Belgrade", "said", "the Comoros had withdrawn their recognition of Kosovo", "SRB")]
    )
    (found,) = positions(known, KOSOVO)
    assert (found.actor, found.side, found.asserted_by, found.counted) == ("COM", "against", "SRB", False)


def test_a_joint_statement_gives_each_its_position() -> None:
    text = "In a joint statement Latvia and Poland said they would never recognise the annexation."
    known = known_of(
        text, [("Latvia and Poland", "said", "they would never recognise the annexation", "LVA+POL")]
    )
    assert [(p.actor, p.side, p.route) for p in positions(known, VOTES)] == [
        ("LVA", "against", "joint"),
        ("POL", "against", "joint"),
    ]


def test_a_statement_by_membership_is_kept_but_not_counted() -> None:
    text = "The bloc said it would never recognise the annexation."
    said = [("The bloc", "said", "it would never recognise the annexation", "LVA+POL")]
    found = positions(known_of(text, said, route="by_membership"), VOTES)
    assert {p.actor for p in found} == {"LVA", "POL"}
    assert not any(p.counted for p in found)


def test_the_members_of_an_organisation_that_speaks_are_its_own() -> None:
    text = "The secretary-general said the allies would never recognise the annexation."
    said = [("The secretary-general", "said", "the allies would never recognise the annexation", "NATO")]
    assert [(p.actor, p.side, p.counted) for p in positions(known_of(text, said), VOTES)] == [
        ("NATO", "against", True)
    ]


def test_a_rival_recognised_is_implied_refusal() -> None:
    rivals = question(CARACAS.proposition, "Guaido", "Maduro")
    (found,) = positions(said_by("DEU", "Germany recognises only Maduro"), rivals)
    assert (found.side, found.explicit) == ("against", False)


def test_a_cue_may_be_the_stance() -> None:
    text = "Germany also recognised Guaido as head of state."
    (found,) = positions(
        known_of(text, [("Germany", "also recognised", "Guaido as head of state", "DEU")]), CARACAS
    )
    assert (found.actor, found.side, found.asserted_by) == ("DEU", "for", "self")


def test_an_anonymous_voice_settles_nothing() -> None:
    text = "An official said Germany would not recognise the annexation."
    said = [("An official", "said", "Germany would not recognise the annexation", "DEU")]
    (found,) = positions(known_of(text, said, sourcing="anonymous"), VOTES)
    assert (found.side, found.unsure) == ("against", True)


@pytest.mark.parametrize("rule", ["by-land", "named-later", "borne-name"])
def test_a_voice_that_the_surroundings_alone_tell_settles_nothing(rule: str) -> None:
    text = "Ola Berg said Germany would not recognise the annexation."
    known = known_of(text, [("Ola Berg", "said", "Germany would not recognise the annexation", "DEU")])
    (voice,) = known.voices
    assert voice.speaker is not None
    speaker = replace(voice.speaker, because=(Reason(rule, None),))
    inferred = replace(known, voices=(replace(voice, speaker=speaker),))
    (sure,), (unsure,) = positions(known, VOTES), positions(inferred, VOTES)
    assert (sure.side, sure.unsure, unsure.side, unsure.unsure) == ("against", False, "against", True)


def test_armed_forces_tell_of_operations_and_settle_no_side() -> None:
    text = "The German army said the annexation was illegal."
    known = known_of(text, [("The German army", "said", "the annexation was illegal", "DEU")])
    (voice,) = known.voices
    assert voice.speaker is not None
    army = replace(voice, speaker=replace(voice.speaker, sector="military"))
    (found,) = positions(replace(known, voices=(army,)), VOTES)
    assert (found.side, found.unsure) == ("against", True)


def test_a_voice_that_speaks_for_no_actor_gives_none() -> None:
    text = "A German lawmaker said the annexation was illegal."
    said = [("A German lawmaker", "said", "the annexation was illegal", "DEU")]
    assert positions(known_of(text, said, speaks_for_actor=False), VOTES) == ()


def test_a_pronoun_stands_for_what_was_named_before() -> None:
    text = "The referendums ended on Tuesday. “Germany will never recognise them,” the minister said."
    (found,) = positions(
        known_of(text, [("the minister", "said", "Germany will never recognise them", "DEU")]), VOTES
    )
    assert (found.side, found.explicit, found.counted) == ("against", True, True)


def test_two_rules_that_disagree_leave_the_side_open() -> None:
    text = "The minister said Germany recognises the referendums. Germany will not recognise the referendums."
    content = "Germany recognises the referendums. Germany will not recognise the referendums"
    (found,) = positions(known_of(text, [("The minister", "said", content, "DEU")]), VOTES)
    assert (found.side, found.unsure, found.counted) == (None, True, False)


def test_evidence_and_grounds_are_words_of_the_report() -> None:
    content = "we reject the annexation because it breaks the peace"
    known = said_by("DEU", content)
    (found,) = positions(known, VOTES)
    text = known.found.report.text
    assert found.evidence.of(text) == content
    assert [g.of(text) for g in found.grounds] == ["it breaks the peace"]


class Sure:
    """A learned judge that always says the same."""

    digest = "sure"

    def __init__(self, side: str | None, modality: Modality = "asserted") -> None:
        self.side, self.modality = side, modality

    def verdicts(self, cases: Sequence[Case]) -> list[Verdict]:
        odds: dict[Side, float] = {
            side: 0.97 if side == self.side else 0.01 for side in ("for", "against", "neutral")
        }
        return [Verdict(odds, self.modality, explicit=False, act="state")] * len(cases)


def test_what_the_learned_judge_finds_conditional_has_its_condition() -> None:
    lorries = question("Fewer lorries should cross the Alps.", "lorries")
    content = "lorries would be a pleasure if the valley slept, under international law"
    known = titled(said_by("DEU", content), lorries)
    (found,) = judge(known, [lorries], Sure("for", "conditional")).positions
    text = known.found.report.text
    assert found.condition is not None
    assert found.condition.of(text) == "if the valley slept"
    assert [g.of(text) for g in found.grounds] == ["international law"]
    (plain,) = judge(known, [lorries], Sure("for")).positions
    assert plain.condition is None


@pytest.mark.parametrize(
    ("content", "learned", "side", "counted"),
    [
        ("we reject the annexation", "against", "against", True),
        ("we reject the annexation", "for", "against", False),  # they disagree: open to a person
        ("the day is black, annexation or not", "against", "against", True),
        ("we did not oppose the annexation", "for", "for", True),
    ],
)
def test_a_learned_judge_beside_the_rules(content: str, learned: str, side: str, counted: bool) -> None:
    (found,) = judge(titled(said_by("DEU", content), VOTES), [VOTES], Sure(learned)).positions
    assert (found.side, found.counted) == (side, counted)


@pytest.mark.parametrize(
    ("cue", "content", "side"),
    [
        ("said", "Bern takes note of the referendum", "neutral"),
        ("said", "Bern took note of the rise in prices", None),  # not on the question
        ("said", "we do not recognise the referendum", "against"),  # in no category: as the rules have it
        ("said", "we welcome the referendum", "against"),  # the user's word for it, not ours
    ],
)
def test_a_category_of_the_questions_own_settles_the_side(cue: str, content: str, side: str | None) -> None:
    asked = replace(VOTES, categories=(("takes note", "neutral"), ("welcome", "against")))
    found = [p for p in positions(said_by("CHE", content, cue), asked) if p.counted]
    assert [p.side for p in found] == ([side] if side else [])
    if side and "recognise" not in content:
        assert "category of the question" in {reason.rule for reason in found[0].because}
