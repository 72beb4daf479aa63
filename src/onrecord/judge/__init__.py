"""Judge where actors stand: what each statement does, and which side it takes on each question."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.judge.acts import read_statement
from onrecord.judge.direction import Direction, direction_of
from onrecord.judge.firmness import with_firmness
from onrecord.judge.learned import JudgeModel, LearnedJudge
from onrecord.judge.matter import Matter
from onrecord.judge.narrated import narrated_positions
from onrecord.judge.opinions import opinions_on
from onrecord.judge.overtaken import with_former
from onrecord.judge.passage import passages_of
from onrecord.judge.pointing import pointing
from onrecord.judge.proposition import matter_of
from onrecord.judge.questions import QuestionFileError, falls_under, load_questions
from onrecord.judge.scope import is_elsewhere, setting_of
from onrecord.judge.spoken import spoken_positions
from onrecord.judge.votes import texts_sign
from onrecord.model import Judged, Known, Position, Question, Span

__all__ = [
    "Direction",
    "JudgeModel",
    "LearnedJudge",
    "QuestionFileError",
    "direction_of",
    "falls_under",
    "judge",
    "load_questions",
]


def judge(known: Known, questions: Sequence[Question], model: JudgeModel | None = None) -> Judged:
    """Read every statement's act, and every position on the questions that the report falls under.

    Positions come in the order of the questions, those by statements before those by the narrator. A voice
    that speaks for no actor gives none. Confidence, in 0-1, is the learned judge's calibrated probability of
    the side. Without `model` it is that of the rule that found the position and no measured probability: 0.9
    for an explicit and 0.7 for an implied side, less where the matter goes by another name or is only pointed
    at, 0.6 of that where the words alone settle nothing, half where two rules disagree. A spoken one is
    multiplied by the confidence in its statement.
    """
    report = known.found.report
    readings = tuple(read_statement(report, s, known.mentions) for s in known.found.statements)
    positions: list[Position] = []
    matters: dict[str, Matter] = {}
    for question in questions:
        if falls_under(report, question):
            matters[question.id] = matter = matter_of(question)
            texts = texts_sign(passages_of(report.text, Span(0, len(report.text))), matter)
            setting = setting_of(report, known.mentions, matter)
            elsewhere = is_elsewhere(matter, setting)
            opinions = opinions_on(known, matter, None if elsewhere else model)
            spoken = spoken_positions(known, readings, matter, setting, texts, opinions)
            told = narrated_positions(known, matter, setting, spoken, texts, opinions)
            found = [*spoken, *told]
            positions += pointing(known, matter, found) if elsewhere else found
    return Judged(known, readings, with_firmness(known, matters, with_former(known, positions)))
