"""What the user may type to keep the record in order: withdraw, remove, read anew, merge, back up, check.

The work is imported when a command runs: the models and the database load slowly, and --help must not wait
for them (hence PLC0415).
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from onrecord.cli.app import app, examples
from onrecord.cli.options import By, Paths, RecordFile, ReportName
from onrecord.settings import Settings


def _reason(value: str) -> str:
    if not value.strip():
        raise typer.BadParameter("a reason is needed; it is kept with what is done.")
    return value.strip()


Why = Annotated[
    str,
    typer.Option("--reason", parser=_reason, metavar="TEXT", help="Why; it is kept.", show_default=False),
]


@app.command(
    short_help="Make a report stop counting.",
    epilog=examples(
        'onrecord withdraw R3 --reason "retracted by the agency on 4 March"',
        'onrecord withdraw R3 --undo --reason "it was another story that was retracted"',
    ),
)
def withdraw(
    report: ReportName,
    reason: Why,
    undo: Annotated[bool, typer.Option("--undo", help="Take its withdrawal back: it counts again.")] = False,
    by: By = None,
    record: RecordFile = None,
) -> None:
    """Mark a report as withdrawn: it stays in the record, counts nowhere, and `changes` tells of it.

    It stays withdrawn when it is added again, also with another text, until somebody takes that back with
    --undo.
    """
    from onrecord.cli import upkeep  # noqa: PLC0415

    verb = upkeep.reinstate if undo else upkeep.withdraw
    verb(Settings.build(record=record), report, reason, by)


@app.command(
    short_help="Remove the text of a report.",
    epilog=examples('onrecord purge R3 --reason "the licence ended"'),
)
def purge(
    report: ReportName,
    reason: Why,
    by: By = None,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
    record: RecordFile = None,
) -> None:
    """Remove the text of a report, all its versions, where its licence asks for that.

    It goes from the texts, the readings and the search; backups made earlier still have it. What stays: its
    hash, the offsets, who stands where, the citation and the decisions. `onrecord rehydrate` puts the text
    back.
    """
    from onrecord.cli import upkeep  # noqa: PLC0415

    upkeep.purge(Settings.build(record=record), report, reason, by, sure=yes)


@app.command(
    short_help="Put removed texts back.",
    epilog=examples("onrecord rehydrate archive/"),
)
def rehydrate(paths: Paths, record: RecordFile = None) -> None:
    """Put the texts of purged reports back: those among the files whose hash is that of a removed text.

    The exit status is 0 where all files were removed texts, 3 where some were not, and 1 where none was.
    """
    from onrecord.cli import upkeep  # noqa: PLC0415

    raise typer.Exit(upkeep.rehydrate(Settings.build(record=record), paths))


@app.command(
    short_help="Read the stored texts anew.",
    epilog=examples("onrecord reread", "onrecord reread --apply"),
)
def reread(
    apply: Annotated[
        bool, typer.Option("--apply", help="Let it take effect; the old readings are kept beside it.")
    ] = False,
    record: RecordFile = None,
) -> None:
    """Read every stored text with the models and tables of this version, and show what that changes.

    Positions added, gone, or with another side or actor. Nothing takes effect without --apply; what people
    decided holds either way.
    """
    from onrecord.cli import upkeep  # noqa: PLC0415

    raise typer.Exit(upkeep.reread(Settings.build(record=record), apply=apply))


@app.command(
    short_help="Join another record to this one.",
    epilog=examples("onrecord merge colleague.db"),
)
def merge(
    other: Annotated[Path, typer.Argument(metavar="OTHER.db", help="The other record.", show_default=False)],
    record: RecordFile = None,
) -> None:
    """Copy in the reports, readings, questions and decisions that only the other record holds.

    The other file is left as it is. Where the two disagree, it is told, and nothing of this record is lost;
    merging the same record again changes nothing.
    """
    from onrecord.cli import upkeep  # noqa: PLC0415

    raise typer.Exit(upkeep.merge(Settings.build(record=record), other))


@app.command(
    short_help="Copy the record, also while it is in use.",
    epilog=examples("onrecord backup onrecord-2023-03-01.db"),
)
def backup(
    file: Annotated[Path, typer.Argument(metavar="FILE.db", help="The copy to make.", show_default=False)],
    record: RecordFile = None,
) -> None:
    """Copy the record to a new file, while others may be writing; the copy is checked before it is there.

    A backup is a record: name it with --record, or put it in the place of the other.
    """
    from onrecord.cli import upkeep  # noqa: PLC0415

    upkeep.backup(Settings.build(record=record), file)


@app.command(
    short_help="Check the record.",
    epilog=examples("onrecord verify", "onrecord verify --quick"),
)
def verify(
    quick: Annotated[
        bool, typer.Option("--quick", help="Count the rows and see which are in force; derive nothing anew.")
    ] = False,
    record: RecordFile = None,
) -> None:
    """Check that the record still is what was put into it: hashes, offsets, counts and references.

    Each fault is named with its table and row. The exit status is 1 where there is any.
    """
    from onrecord.cli import upkeep  # noqa: PLC0415

    raise typer.Exit(upkeep.verify(Settings.build(record=record), quick=quick))
