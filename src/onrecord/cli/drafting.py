"""`questions new`: help to write a question, and to see what it would reach."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TypeVar

import typer

from onrecord import pipeline
from onrecord.cli.checking import how_read
from onrecord.cli.options import check_period, day_of
from onrecord.cli.printing import OutputError, say
from onrecord.model import Question
from onrecord.outcomes import Drafted, Reached
from onrecord.pipeline import Record
from onrecord.settings import Settings
from onrecord.show.wording import counted, day, excerpt, joined, one_line, plain

WORDS = 200  # characters of an example
Answer = TypeVar("Answer")
JOINT = ";"  # between phrases that are typed in one line


@dataclass(frozen=True, slots=True)
class Given:
    """What of a question the command line says; None and () where it says nothing."""

    id: str | None
    title: str | None
    proposition: str | None
    about: tuple[str, ...]
    since: date | None
    until: date | None


def new_question(given: Given, output: Path | None, settings: Settings, *, insist: bool) -> None:
    """Write a question: print it as TOML, or append it to `output`; then how it is read and what it reaches.

    What is printed beside TOML stands in comments, so that the whole can be kept as a file. `insist`: the
    record was named on purpose and must be there. Raises a usage error where something is missing and there
    is no terminal to ask on, `QuestionFileError` where the id is there, and `OutputError`.
    """
    question, offered = _question_of(given)
    output = None if output is None or str(output) == "-" else output
    with _record(settings, insist=insist) as record:
        if output is not None:  # before the record is searched, which may take a while
            _append(output, question)
        drafted = pipeline.draft_question(question, record, offered=offered)
    if output is None:
        print(drafted.toml)
    mark = "# " if output is None else ""
    for line in _told(drafted):
        print(f"{mark}{line}")


def _append(output: Path, question: Question) -> None:
    try:
        pipeline.append_question(output, question)
    except OSError as fault:
        raise OutputError(output, fault) from fault
    print(f"{one_line(question.id)} is written to {one_line(str(output))}.", flush=True)


def _question_of(given: Given) -> tuple[Question, bool]:
    """The question, and whether its phrases were taken from the proposition."""
    required = (("ID", given.id), ("--title", given.title), ("--proposition", given.proposition))
    missing = [name for name, value in (*required, ("--since", given.since)) if value is None]
    asks = sys.stdin.isatty()
    if missing and not asks:
        raise typer.BadParameter(
            f"{joined(missing)} {'is' if len(missing) == 1 else 'are'} missing, and there is no terminal to "
            "ask on. Give ID, --title, --proposition and --since; --about and --until may be left out."
        )
    id_ = _ask("Id, such as kosovo-2008", _id) if given.id is None else _id(given.id)
    title = _ask("Title", _said) if given.title is None else _option("--title", given.title)
    proposition = (
        _ask("Proposition, a sentence that one can be for or against", _said)
        if given.proposition is None
        else _option("--proposition", given.proposition)
    )
    since = given.since or _ask("First day of publication (YYYY-MM-DD)", day_of)
    until = given.until
    if missing and until is None:
        until = _ask("Last day of publication (empty: open)", _day_or_none, "")
    check_period(since, until)
    about = tuple(_phrase(_option("--about", phrase)) for phrase in given.about)
    offered = () if about else pipeline.offered_phrases(proposition, since)
    if not about and asks:
        shown = f"{JOINT} ".join(offered)
        about = _ask(f"Phrases that a report on it holds, {JOINT} between them", _phrases, shown)
    if not about and not offered:
        raise typer.BadParameter("the proposition offers no phrase; give one with --about.")
    return Question(id_, title, proposition, about or offered, since, until), not about or about == offered


def _ask(prompt: str, read: Callable[[str], Answer], default: str | None = None) -> Answer:
    """Ask on the terminal until the answer can be used; what is asked goes to standard error, for standard
    output may be a file.
    """
    shown = f"{prompt} [{default}]: " if default else f"{prompt}: "
    while True:
        print(shown, end="", file=sys.stderr, flush=True)
        try:
            answer = input().strip()
        except EOFError:
            raise typer.BadParameter(f"nothing was typed for: {prompt}.") from None
        try:
            return read(answer if answer or default is None else default)
        except typer.BadParameter as fault:
            say(fault.message)


def _said(text: str) -> str:
    if not any(c.isalnum() for c in text):
        raise typer.BadParameter("it is empty; write a text.")
    return _whole(text.strip())


def _whole(text: str) -> str:
    """Words of a command line that are no UTF-8 hold halves of characters, which no file can."""
    return text.encode("utf-8", "replace").decode("utf-8")


def _id(text: str) -> str:
    if not text.strip() or any(c.isspace() for c in text):
        raise typer.BadParameter(f"{text!r} is no id; write letters, digits, - and _, such as kosovo-2008.")
    return _whole(text)


def _option(name: str, value: str) -> str:
    if not any(c.isalnum() for c in value):
        raise typer.BadParameter(f"{name} {value!r} holds no word.")
    return _whole(value.strip())


def _phrases(line: str) -> tuple[str, ...]:
    return tuple(_phrase(_said(phrase)) for phrase in line.split(JOINT) if phrase.strip()) or (_said(""),)


def _phrase(text: str) -> str:
    if not pipeline.is_phrase(text):
        raise typer.BadParameter(f"{text!r} holds no word that a report can be searched for.")
    return text


def _day_or_none(text: str) -> date | None:
    return day_of(text) if text else None


@contextmanager
def _record(settings: Settings, *, insist: bool) -> Iterator[Record | None]:
    if not insist and not os.path.isfile(settings.record):
        yield None
        return
    with Record.open(settings.record, create=False) as record:
        yield record


def _told(drafted: Drafted) -> Iterator[str]:
    """Say how the question is read, what may be wrong with it, and what of the record it reaches."""
    question = drafted.checked.question
    if drafted.offered:
        phrases = joined([f'"{plain(phrase)}"' for phrase in question.about])
        yield f"about: {phrases} {'is' if len(question.about) == 1 else 'are'} taken from the proposition;"
        yield "  other names of the matter bring in more reports: add them"
    yield from how_read(drafted.checked)
    if drafted.reach is None:
        yield "no record is there to try it on (--record names one)"
        return
    reach = drafted.reach
    yield from _reached(reach.reports, counted(reach.reports.number, "stored report") + " under it")
    said = counted(reach.statements.number, "statement")
    yield from _reached(
        reach.statements, f"{said} in them with a word of the question, there or one sentence before"
    )
    near = counted(reach.unphrased.number, "report")
    yield from _reached(
        reach.unphrased,
        f"nearly: {near} of its period with words of the proposition, and none of its phrases",
    )
    near = counted(reach.undated.number, "report")
    yield from _reached(
        reach.undated, f"nearly: {near} with a phrase, published within {reach.days} days outside its period"
    )


def _reached(found: Reached, what: str) -> Iterator[str]:
    yield f"{what}{':' if found.number else ''}"
    for one in found.examples:
        yield f"  {one_line(one.path)}, {day(one.published)} ({', '.join(map(plain, one.by))})"
        if one.words:
            yield f"    {excerpt(one.words, WORDS, one.by)}"
    if found.number > len(found.examples):
        yield f"  and {found.number - len(found.examples):,} more"
