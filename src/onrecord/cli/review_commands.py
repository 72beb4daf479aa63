"""What the user may type to decide: correct, list decisions, measure how far coders agree.

The work is imported when a command runs: the models and the database load slowly, and --help must not wait
for them (hence PLC0415).
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, cast, get_args

import typer

from onrecord.cli.app import app, examples
from onrecord.cli.options import (
    By,
    FormatOption,
    QuestionOption,
    Reason,
    RecordFile,
    act_of,
    day_of,
    either,
    side_of,
)
from onrecord.model import Act, Modality, Side
from onrecord.settings import Settings
from onrecord.show.formats import Format


def _modality(value: str) -> Modality:
    if value not in get_args(Modality):
        raise typer.BadParameter(f"{value!r} is none; there are {', '.join(get_args(Modality))}.")
    return cast("Modality", value)


@app.command(
    short_help="Decide what the program got wrong, or missed.",
    epilog=examples(
        "onrecord correct P12 --accept",
        'onrecord correct P12 --side against --reason "he votes against in the next sentence"',
        "onrecord correct P12 --reject --copies",
        'onrecord correct S7 --speaker "Kari Moen" --actor Norway',
        'onrecord correct --report R3 --words "we shall never sign it" \\',
        "    --question fisheries-ban --actor Iceland --side against",
        "onrecord correct R3 --same-origin R5",
        "onrecord correct S7 --same-as S12",
        "onrecord correct --undo D1a2b3c4d",
    ),
)
def correct(  # noqa: PLR0913, PLR0917 -- one parameter an option
    ref: Annotated[
        str | None,
        typer.Argument(
            metavar="REF",
            help="A position (P12), statement (S7), decision (D1a2b) or report (R3).",
            show_default=False,
        ),
    ] = None,
    accept: Annotated[bool, typer.Option("--accept", help="It is so.")] = False,
    reject: Annotated[bool, typer.Option("--reject", help="It is no position, or no statement.")] = False,
    undo: Annotated[
        str | None,
        typer.Option("--undo", metavar="DECISION", help="Take a decision back.", show_default=False),
    ] = None,
    same_origin: Annotated[
        str | None,
        typer.Option(
            "--same-origin", metavar="REPORT", help="The two reports are of one origin.", show_default=False
        ),
    ] = None,
    other_origin: Annotated[
        str | None,
        typer.Option(
            "--other-origin", metavar="REPORT", help="The two reports are of two origins.", show_default=False
        ),
    ] = None,
    same_as: Annotated[
        str | None,
        typer.Option(
            "--same-as", metavar="STATEMENT", help="The two statements are one.", show_default=False
        ),
    ] = None,
    other_than: Annotated[
        str | None,
        typer.Option(
            "--other-than", metavar="STATEMENT", help="The two statements are not one.", show_default=False
        ),
    ] = None,
    report: Annotated[
        str | None,
        typer.Option(
            "--report", metavar="REPORT", help="Add what was missed in this report.", show_default=False
        ),
    ] = None,
    words: Annotated[
        str | None,
        typer.Option("--words", metavar="TEXT", help="The words that it rests on.", show_default=False),
    ] = None,
    question: Annotated[
        str | None,
        typer.Option(
            "--question", metavar="ID", help="The question that an added position is on.", show_default=False
        ),
    ] = None,
    side: Annotated[
        Side | None,
        typer.Option(
            "--side",
            parser=side_of,
            metavar="SIDE",
            help=f"The side: {', '.join(get_args(Side))}.",
            show_default=False,
        ),
    ] = None,
    actor: Annotated[
        list[str] | None,
        typer.Option(
            "--actor",
            metavar="ACTOR",
            help="Whose it is: a code or a name; of a statement by several, once for each.",
            show_default=False,
        ),
    ] = None,
    explicit: Annotated[bool, typer.Option("--explicit", help="The side is said in so many words.")] = False,
    implied: Annotated[
        bool, typer.Option("--implied", help="The side is only implied; not with --explicit.")
    ] = False,
    modality: Annotated[
        Modality | None,
        typer.Option(
            "--modality",
            parser=_modality,
            metavar="MODALITY",
            help=f"How the side is taken: {', '.join(get_args(Modality))}.",
            show_default=False,
        ),
    ] = None,
    act: Annotated[
        Act | None,
        typer.Option(
            "--act",
            parser=act_of,
            metavar="ACT",
            help=f"What the words do: {', '.join(get_args(Act))}.",
            show_default=False,
        ),
    ] = None,
    speaker: Annotated[
        str | None, typer.Option("--speaker", metavar="NAME", help="Who spoke.", show_default=False)
    ] = None,
    office: Annotated[
        str | None, typer.Option("--office", metavar="OFFICE", help="In which office.", show_default=False)
    ] = None,
    said_on: Annotated[
        date | None,
        typer.Option(
            "--said-on", parser=day_of, metavar="DATE", help="On which day it was said.", show_default=False
        ),
    ] = None,
    copies: Annotated[
        bool,
        typer.Option(
            "--copies",
            help="Decide the same of the same words of this actor in other reports, each undone alone.",
        ),
    ] = False,
    by: By = None,
    reason: Reason = None,
    blind: Annotated[
        bool,
        typer.Option("--blind", help="Code it for measuring alone: no table changes, `agreement` counts it."),
    ] = False,
    record: RecordFile = None,
) -> None:
    """Accept, reject or correct what was read, add what was missed, or code an unread report by hand.

    A decision is kept with name, time and reason. It wins over every reading, holds through re-reading,
    backup and merge, and can be undone. Refs such as P12 stand in the tables of `positions`, `statements`,
    `changes`, `conflicts` and `search`, and in their json and csv.
    """
    from onrecord.cli import correcting  # noqa: PLC0415

    given = correcting.Given(
        ref=ref,
        accept=accept,
        reject=reject,
        undo=undo,
        same_origin=same_origin,
        other_origin=other_origin,
        same_as=same_as,
        other_than=other_than,
        report=report,
        words=words,
        question=question,
        actors=tuple(actor or ()),
        changes={
            "side": side,
            "explicit": either(explicit, implied),
            "modality": modality,
            "act": act,
            "speaker": speaker,
            "office": office,
            "said_on": said_on,
        },
        by=by,
        reason=reason,
        blind=blind,
        copies=copies,
    )
    correcting.correct(Settings.build(record=record), given)


@app.command(
    short_help="List what people decided.",
    epilog=examples("onrecord decisions", "onrecord decisions --open"),
)
def decisions(
    question: QuestionOption = None,
    person: Annotated[
        str | None,
        typer.Option("--by", metavar="NAME", help="Only those of this person.", show_default=False),
    ] = None,
    open_only: Annotated[
        bool,
        typer.Option(
            "--open",
            help="Only those that wait for a person: reopened, lost with their words, in disagreement.",
        ),
    ] = False,
    form: FormatOption = Format.TABLE,
    record: RecordFile = None,
) -> None:
    """List what people decided, in the order they did, and what became of it.

    What they took back has a line of its own: which decision, by whom, when and why.
    """
    from onrecord.cli import asking  # noqa: PLC0415

    asking.print_decisions(Settings.build(record=record), question, person, open_only, form)


@app.command(
    short_help="Measure how far coders agree.",
    epilog=examples("onrecord agreement --question fisheries-ban"),
)
def agreement(
    question: QuestionOption = None, form: FormatOption = Format.TABLE, record: RecordFile = None
) -> None:
    """Measure how far the coders of each question agree, by what they coded with --blind.

    Krippendorff's alpha over the items that two or more have coded: 1 is full agreement, 0 what chance would
    give. A code is the side, or "no position".
    """
    from onrecord.cli import asking  # noqa: PLC0415

    asking.print_agreement(Settings.build(record=record), question, form)
