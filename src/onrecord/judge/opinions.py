"""What the learned judge makes of a report on one question: which sentences it is asked about, and its
verdicts."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from onrecord.judge.cases import Case, case_of
from onrecord.judge.instruments import in_small_letters
from onrecord.judge.learned import JudgeModel, Verdict
from onrecord.judge.matter import Matter
from onrecord.judge.reach import holds_word, words_of_question
from onrecord.model import Known, Question, Span
from onrecord.world import World

_HELD = 6  # actors of one sentence that its narrator may give a side


@dataclass(frozen=True, slots=True)
class Opinions:
    """Which sentences of a report are near one question, and the learned judge's verdicts on it: by the place
    of a statement in the report, and by a narrator's sentence and an actor's code. What it was not asked
    about is not there."""

    near: Sequence[bool] = ()
    of_statements: Mapping[int, Verdict] = field(default_factory=dict)
    of_sentences: Mapping[tuple[Span, str], Verdict] = field(default_factory=dict)


def opinions_on(known: Known, matter: Matter, model: JudgeModel | None) -> Opinions:
    """Ask the learned judge, where there is one, about every statement and sentence that may speak on the
    question.
    """
    question = matter.question
    near = near_question(known.found.report.text, known.found.sentences, question)
    if model is None:
        return Opinions(near)
    spoken = list(_statements(known, question, near))
    told = list(_sentences(known, matter, near))
    verdicts = model.verdicts([case for _, case in spoken] + [case for _, case in told])
    return Opinions(
        near,
        dict(zip((key for key, _ in spoken), verdicts, strict=False)),
        dict(zip((key for key, _ in told), verdicts[len(spoken) :], strict=True)),
    )


def near_question(text: str, sentences: Sequence[Span], question: Question) -> list[bool]:
    """For each sentence whether it, or the one before, holds a content word of the question."""
    asked = words_of_question(question)
    holds = [holds_word(span.of(text), asked) for span in sentences]
    return [here or before for here, before in zip(holds, [False, *holds], strict=False)]


def _statements(known: Known, question: Question, near: Sequence[bool]) -> Iterator[tuple[int, Case]]:
    report, sentences = known.found.report, known.found.sentences
    starts = [sentence.start for sentence in sentences]
    for index, (statement, voice) in enumerate(zip(known.found.statements, known.voices, strict=True)):
        speaker = voice.speaker
        codes = () if speaker is None else speaker.actors or ((speaker.actor,) if speaker.actor else ())
        if not voice.speaks_for_actor or not codes or not statement.content:
            continue
        main = max(statement.content, key=lambda span: span.end - span.start)
        last = bisect_right(starts, main.end - 1)
        if any(near[max(0, bisect_right(starts, main.start) - 1) : last]):
            parts = (statement.source, statement.content)
            yield index, case_of(report.text, sentences, parts, _asked(question), _name(codes[0]))


def _sentences(known: Known, matter: Matter, near: Sequence[bool]) -> Iterator[tuple[tuple[Span, str], Case]]:
    """The narrator's sentences and whom they name; whom the question is about is named in every other one."""
    question = matter.question
    report, sentences = known.found.report, known.found.sentences
    others = [
        span for statement in known.found.statements for span in (*statement.content, *statement.source)
    ]
    for sentence, close in zip(sentences, near, strict=True):
        if not close:
            continue
        named = [
            mention.actor
            for mention in known.mentions
            if sentence.holds(mention.span)
            and mention.actor not in matter.actors
            and not any(span.meets(mention.span) for span in others)
        ]
        for actor in list(dict.fromkeys(named))[:_HELD]:
            case = case_of(report.text, sentences, ((), (sentence,)), _asked(question), _name(actor))
            yield (sentence, actor), case


def _asked(question: Question) -> tuple[str, tuple[str, ...]]:
    return in_small_letters(question.proposition, question.since), tuple(question.about)


def _name(code: str) -> str:
    actor = World.load().actors.get(code)
    return actor.name if actor is not None else code
