"""Questions before they are kept: how they are read, what of a record they reach, what may be wrong."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

from onrecord.judge import direction_of
from onrecord.judge.clarity import faults_of
from onrecord.judge.drafts import append_to, as_toml
from onrecord.judge.questions import QuestionFileError, holds, holds_phrase, in_period, load_questions
from onrecord.judge.reach import holds_word, near_words, words_of_question
from onrecord.judge.reach import offered_phrases as _offered_phrases
from onrecord.model import Known, Question, Report, Span, Statement
from onrecord.outcomes import Caution, Checked, Drafted, Instance, Reach, Reached
from onrecord.record import Record, UnknownQuestionError

DAYS_OUTSIDE = 60
EXAMPLES = 5
CONTENT_JOINT = " … "


def check_questions(path: Path, record: Record | None = None) -> tuple[Checked, ...]:
    """Read a question file, and say of each question which stored reports fall under it and what may be wrong
    with it; keep nothing.

    Raises `QuestionFileError`.
    """
    questions = load_questions(path)
    if record is None:
        return tuple(_checked(question) for question in questions)
    held = tuple(_Held(question) for question in questions)
    for _, report in record.versions():
        for one in held:
            one.take(report)
    return tuple(_checked(one.question, one) for one in held)


def checked_of(
    ids: Sequence[str], path: Path | None = None, record: Record | None = None
) -> tuple[Checked, ...]:
    """Return the questions of a file, or those kept in a record, with how each is read: those of `ids`, in
    their order, or all.

    Raises `QuestionFileError`, and `UnknownQuestionError` for an id that the record does not keep.
    """
    asked = load_questions(path) if path is not None else record.questions() if record is not None else ()
    known = {question.id: question for question in asked}
    for id_ in ids:
        if id_ not in known and path is not None:
            raise QuestionFileError(path, "no such question in the file", ", ".join(known), id_)
        if id_ not in known:
            raise UnknownQuestionError(id_, tuple(known))
    return tuple(_checked(known[id_]) for id_ in dict.fromkeys(ids or known))


def offered_phrases(proposition: str, on: date) -> tuple[str, ...]:
    """Return phrases of a proposition by which reports on it may be found, from that day on."""
    return _offered_phrases(proposition, on)


def draft_question(question: Question, record: Record | None = None, *, offered: bool = False) -> Drafted:
    """Say of a question that is being written how it is read, and what of the record it reaches."""
    if record is None:
        return Drafted(as_toml(question), _checked(question), None, offered)
    held, search = _Held(question), _Search(question)
    for version_id, report in record.versions():
        held.take(report)
        search.take(version_id, report)
    return Drafted(as_toml(question), _checked(question, held), search.reach(record), offered)


def append_question(path: Path, question: Question) -> None:
    """Write a question into a file. Raises `QuestionFileError` (the id is there) and `OSError`."""
    append_to(path, question)


@dataclass
class _Held:
    """What stored reports hold of a question."""

    question: Question
    under: list[str] = field(default_factory=list)
    reports: int = 0
    in_period: int = 0
    unseen: list[str] = field(init=False)

    def __post_init__(self) -> None:
        self.unseen = list(self.question.about)

    def take(self, report: Report) -> None:
        """Look at one stored report."""
        self.reports += 1
        inside = in_period(report, self.question)
        self.in_period += inside
        self.unseen = [phrase for phrase in self.unseen if not holds(report, phrase)]
        if inside and any(holds(report, phrase) for phrase in self.question.about):
            self.under.append(report.path)


@dataclass
class _Search:
    """The stored reports that fall under a question, or nearly, by the ids of their versions."""

    question: Question
    under: list[tuple[int, Report]] = field(default_factory=list)
    unphrased: list[tuple[int, Report]] = field(default_factory=list)
    undated: list[tuple[int, Report]] = field(default_factory=list)

    def take(self, version_id: int, report: Report) -> None:
        """Look at one stored report."""
        question = self.question
        phrased = any(holds(report, phrase) for phrase in question.about)
        if in_period(report, question):
            if phrased:
                self.under.append((version_id, report))
            elif near_words(_whole(report), question):
                self.unphrased.append((version_id, report))
        elif phrased and _days_outside(report.published, question) <= DAYS_OUTSIDE:
            self.undated.append((version_id, report))

    def reach(self, record: Record) -> Reach:
        """Return what was found, with the first examples; only now are the readings fetched."""
        under = sorted(self.under, key=_by_day)
        unphrased = sorted(
            self.unphrased, key=lambda one: (-len(near_words(_whole(one[1]), self.question)), *_by_day(one))
        )
        undated = sorted(
            self.undated, key=lambda one: (_days_outside(one[1].published, self.question), *_by_day(one))
        )
        statements = [
            instance
            for version_id, report in under
            for instance in self._statements(report, record.known(version_id))
        ]
        return Reach(
            reports=Reached(len(under), self._instances(record, under)),
            statements=Reached(len(statements), _spread(statements)),
            unphrased=Reached(len(unphrased), self._instances(record, unphrased)),
            undated=Reached(len(undated), self._instances(record, undated)),
            days=DAYS_OUTSIDE,
        )

    def _statements(self, report: Report, known: Known | None) -> Iterator[Instance]:
        """The statements that hold a word of the question, in their sentence or the one before."""
        if known is None:
            return
        wanted = words_of_question(self.question)
        for said in known.found.statements:
            around = " ".join(span.of(report.text) for span in _around(said, known.found.sentences))
            if holds_word(around, wanted):
                words = CONTENT_JOINT.join(span.of(report.text) for span in said.content)
                yield Instance(report.path, report.published, words, _found_by(around, wanted.values()))

    def _instances(self, record: Record, found: Sequence[tuple[int, Report]]) -> tuple[Instance, ...]:
        return tuple(self._instance(record, *one) for one in found[:EXAMPLES])

    def _instance(self, record: Record, version_id: int, report: Report) -> Instance:
        by = _found_by(_whole(report), self.question.about) or near_words(_whole(report), self.question)
        known = record.known(version_id)
        parts = [span.of(report.text) for span in known.found.sentences] if known is not None else []
        told = [*([report.title] if report.title else []), *parts]
        words = max(told, key=lambda part: len(_found_by(part, by)), default="")
        return Instance(report.path, report.published, words, by)


def _spread(found: Sequence[Instance]) -> tuple[Instance, ...]:
    """The first few, from as many reports as there are, for one report may hold more than a glance has room
    for.
    """
    by_report: dict[tuple[str, date], int] = {}
    turns: list[int] = []
    for one in found:
        turn = by_report.get((one.path, one.published), 0)
        by_report[one.path, one.published] = turn + 1
        turns.append(turn)
    chosen = sorted(sorted(range(len(found)), key=lambda i: (turns[i], i))[:EXAMPLES])
    return tuple(found[i] for i in chosen)


def _around(said: Statement, sentences: Sequence[Span]) -> tuple[Span, ...]:
    """The sentences that a statement stands in, and the one before."""
    within = [i for i, sentence in enumerate(sentences) if sentence.meets(said.extent)]
    return tuple(sentences[max(0, within[0] - 1) : within[-1] + 1]) if within else (said.extent,)


def _found_by(text: str, phrases: Iterable[str]) -> tuple[str, ...]:
    return tuple(phrase for phrase in phrases if holds_phrase(text, phrase))


def _whole(report: Report) -> str:
    return f"{report.title}\n{report.text}" if report.title else report.text


def _by_day(one: tuple[int, Report]) -> tuple[date, str]:
    return one[1].published, one[1].path


def _days_outside(when: date, question: Question) -> int:
    if when < question.since:
        return (question.since - when) // timedelta(days=1)
    return (when - question.until) // timedelta(days=1) if question.until is not None else 0


def _checked(question: Question, held: _Held | None = None) -> Checked:
    read = direction_of(question)
    cautions = (*_of_proposition(question, read.understood), *(_of_record(held) if held else ()))
    under = tuple(held.under) if held is not None else None
    return Checked(question, under, read.favours, read.opposes, cautions)


def _of_proposition(question: Question, understood: bool) -> Iterator[Caution]:
    id_, shape = question.id, faults_of(question.proposition)
    for fault, words in shape:
        shown = " ".join(words.split())
        if fault == "question":
            what = "the proposition is a question" + ("" if shown == "?" else f' ("{shown}")')
            advice = (
                'put what is asked as a sentence that one can be for or against: "X should be recognised"'
            )
            yield Caution(fault, id_, what, advice)
        elif fault == "no verb":
            what = (
                f'the proposition "{question.proposition}" is no full sentence, for no verb was found in it'
            )
            advice = "say what should or should not be done, or what is right or wrong"
            yield Caution(fault, id_, what, advice)
        elif fault == "double negative":
            what = f'the proposition negates twice ("{shown}"), so that coders may take "for" for "against"'
            advice = "put it without one of the two negations"
            yield Caution(fault, id_, what, advice)
        else:
            what = f'the proposition may hold two ("{shown}")'
            advice = "if an actor can be for one and against the other, make two questions of it"
            yield Caution(fault, id_, what, advice, soft=True)
    if not understood:
        yield Caution(
            "no direction",
            id_,
            "it is not understood which way this points, so its positions are unsure or missing",
            "say that something should or should not be done, or that it is right or wrong",
        )


def _of_record(held: _Held) -> Iterator[Caution]:
    question = held.question
    if not held.reports:
        return  # nothing has been added yet, whatever the question
    if not held.in_period:
        what = f"the record has no report of its period, and {held.reports} of other days"
        advice = "check `since` and `until`, or add reports of those days"
        yield Caution("no report in the period", question.id, what, advice)
    for phrase in held.unseen:
        what = f'no stored report holds "{phrase}"'
        advice = "look for its spelling in the reports, or for another name of the matter; or leave it out"
        yield Caution("phrase not found", question.id, what, advice)
