"""The tables of the record.

Every row says when it was recorded and when it stopped being in force (`recorded_at`, `superseded_at`: UTC,
ISO 8601 with microseconds, so that their order as text is their order in time). Nothing is overwritten: what
replaces a row is a new row. Spans are JSON lists ``[[start, end], ...]`` into the text of the version.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Date,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from onrecord.record.dialect import only_one_current

metadata = MetaData()

_JSON = JSON(none_as_null=True)


def _key() -> Column[int]:
    return Column("id", Integer, primary_key=True)


def _times() -> tuple[Column[str], Column[str]]:
    return Column("recorded_at", String, nullable=False), Column("superseded_at", String)


def _of(table: str) -> Column[int]:
    return Column(f"{table}_id", ForeignKey(f"{table}.id"), nullable=False)


def _moment(prefix: str) -> tuple[Column[Any], ...]:
    return (
        Column(f"{prefix}_value", String),
        Column(f"{prefix}_earliest", Date),
        Column(f"{prefix}_latest", Date),
        Column(f"{prefix}_basis", String, nullable=False),
    )


form = Table(
    "form",
    metadata,
    Column("version", Integer, primary_key=True),  # the migration that brought the record to this form
    Column("program", String, nullable=False),
    *_times(),
)

report = Table(
    "report",
    metadata,
    _key(),
    Column("provider", String, nullable=False),  # the outlet, else the file's name
    Column("key", String, nullable=False),
    *_times(),
    UniqueConstraint("provider", "key"),
)

standing = Table(
    "standing",
    metadata,
    _key(),
    _of("report"),
    Column("status", String, nullable=False),  # usable, corrected or withdrawn
    *_times(),
    Column("reason", Text),  # why, where a person gave the status
    Column("person", String),  # who did
)
only_one_current("standing_current", standing.c.report_id, superseded_at=standing.c.superseded_at)
Index("standing_status", standing.c.status, standing.c.superseded_at)

version = Table(
    "version",
    metadata,
    _key(),
    _of("report"),
    Column("number", Integer, nullable=False),  # counts from 1 within the report
    Column("given", String, nullable=False),  # the id that this version was read with
    Column("digest", String, nullable=False),  # SHA-256 of the raw bytes
    Column("path", Text, nullable=False),  # as it was given
    Column("location", Text, nullable=False),  # the same, absolute: two folders may each hold a "monday.txt"
    Column("text", Text, nullable=False),
    Column("title", Text),
    Column("url", Text),
    Column("outlet", String),
    Column("published", Date, nullable=False),
    Column("dateline", Date),
    Column("place", String),
    Column("language", String, nullable=False),
    Column("asides", _JSON, nullable=False),
    Column("was_read", Boolean, nullable=False),  # false: kept unread, for its language
    *_times(),
    Column("text_digest", String),  # SHA-256 of the text in UTF-8: what a text put back is known by
    Column("agencies", _JSON),  # the agencies that its marks, dateline and byline name
)
Index("version_location", version.c.location, version.c.digest)
Index("version_given", version.c.given)
Index("version_report", version.c.report_id)
Index("version_text", version.c.text_digest)
# All that the coverage asks of versions, in the order it groups them by: no text is walked through for it.
Index(
    "version_facts",
    version.c.superseded_at,
    version.c.was_read,
    version.c.outlet,
    version.c.published,
    version.c.report_id,
)
only_one_current("version_current", version.c.report_id, superseded_at=version.c.superseded_at)

purge = Table(
    "purge",
    metadata,
    _key(),
    _of("version"),
    Column("reason", Text, nullable=False),
    Column("person", String),
    *_times(),  # superseded when the text is put back
)
only_one_current("purge_current", purge.c.version_id, superseded_at=purge.c.superseded_at)

sketch = Table(
    "sketch",
    metadata,
    _key(),
    _of("version"),
    Column("method", String, nullable=False),
    Column("passages", LargeBinary, nullable=False),  # MinHash signatures, one a passage
    *_times(),
)
only_one_current("sketch_current", sketch.c.version_id, superseded_at=sketch.c.superseded_at)

likeness = Table(
    "likeness",
    metadata,
    _key(),
    Column("one_id", ForeignKey("version.id"), nullable=False),  # the lower of the two ids
    Column("other_id", ForeignKey("version.id"), nullable=False),
    Column("method", String, nullable=False),
    Column("kind", String, nullable=False),  # copy, passage, or why quotations are from one place
    Column("share_one", Float, nullable=False),  # 0-1: how much of its words outside quotations is shared
    Column("share_other", Float, nullable=False),
    Column("quotations", Integer, nullable=False),  # identical ones
    Column("stretches", _JSON, nullable=False),  # [[start, end], [start, end]] in the one and the other
    *_times(),
)
Index("likeness_other", likeness.c.other_id)
only_one_current(
    "likeness_current", likeness.c.one_id, likeness.c.other_id, superseded_at=likeness.c.superseded_at
)

refusal = Table(
    "refusal",
    metadata,
    _key(),
    Column("path", Text, nullable=False),
    Column("location", Text, nullable=False),
    Column("line", Integer),
    Column("reason", Text, nullable=False),
    Column("allowed", Text, nullable=False),
    *_times(),
)
Index("refusal_location", refusal.c.location)

run = Table(
    "run",
    metadata,
    _key(),
    _of("version"),
    Column("program", String, nullable=False),  # version of onrecord
    Column("model", String, nullable=False),  # digest of the statement model
    Column("world", String, nullable=False),  # digest of what we know
    Column(
        "known", LargeBinary, nullable=False
    ),  # the `Known` without its text: new questions need no re-reading
    *_times(),
    Column("taught", String),  # which lessons of other reports it was resolved with: their digest
    Column("content", String),  # SHA-256 of the rows that it made, to check them by
)
only_one_current("run_current", run.c.version_id, superseded_at=run.c.superseded_at)

statement = Table(
    "statement",
    metadata,
    _key(),
    _of("run"),
    Column("place", Integer, nullable=False),  # order in the text, from 0
    Column("name", String, nullable=False),  # "s1", ...
    Column("source", _JSON, nullable=False),
    Column("cue", _JSON, nullable=False),
    Column("content", _JSON, nullable=False),
    Column("start", Integer, nullable=False),  # first to last character of the content
    Column("end", Integer, nullable=False),
    Column("words", Text, nullable=False),  # the content's stretches
    Column("directness", String, nullable=False),
    Column("continues", String),
    Column("confidence", Float, nullable=False),
    Column("speaker", Text),
    Column("office", Text),
    Column("sector", String),
    Column("actor", String),
    Column("actors", _JSON, nullable=False),
    Column("because", _JSON, nullable=False),
    Column("candidates", _JSON, nullable=False),
    Column("relayed_by", _JSON, nullable=False),
    *_moment("said"),
    Column("sourcing", String, nullable=False),
    Column("route", String, nullable=False),
    Column("speaks_for_actor", Boolean, nullable=False),
    Column("occasion", _JSON),
    Column("act", String),
    Column("modality", String, nullable=False),
    Column("grounds", _JSON, nullable=False),
    Column("condition", _JSON),
    *_times(),
)
Index("statement_run", statement.c.run_id, statement.c.name)

mention = Table(
    "mention",
    metadata,
    _key(),
    _of("run"),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("actor", String, nullable=False),
    Column("because", String, nullable=False),
    *_times(),
)
Index("mention_run", mention.c.run_id)

timex = Table(
    "timex",
    metadata,
    _key(),
    _of("run"),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("type", String, nullable=False),
    Column("value", String, nullable=False),
    Column("earliest", Date),
    Column("latest", Date),
    *_times(),
)
Index("timex_run", timex.c.run_id)

happening = Table(
    "event",
    metadata,
    _key(),
    _of("run"),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("words", Text, nullable=False),
    Column("modality", String, nullable=False),
    *_moment("when"),
    Column("actors", _JSON, nullable=False),
    Column("relayed_by", _JSON, nullable=False),
    *_times(),
)
Index("event_run", happening.c.run_id)

lesson = Table(
    "lesson",
    metadata,
    _key(),
    _of("run"),
    Column("key", String, nullable=False),  # of the person's name, as `unplaced` has it
    Column("person", Text, nullable=False),
    Column("office", Text, nullable=False),
    Column("role", String),
    Column("sector", String, nullable=False),
    Column("actor", String, nullable=False),
    Column("said_on", Date, nullable=False),  # the day of the report
    Column("report", String, nullable=False),  # its id
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    *_times(),
)
Index("lesson_run", lesson.c.run_id)
Index("lesson_key", lesson.c.key)

unplaced = Table(
    "unplaced",
    metadata,
    _key(),
    _of("run"),
    Column(
        "key", String, nullable=False
    ),  # of a person's name, for whom neither words nor tables name an actor
    *_times(),
)
Index("unplaced_run", unplaced.c.run_id)
Index("unplaced_key", unplaced.c.key)

question = Table(
    "question",
    metadata,
    _key(),
    Column("name", String, nullable=False),
    Column("version", Integer, nullable=False),  # counts from 1 within the name
    Column("title", Text, nullable=False),
    Column("proposition", Text, nullable=False),
    Column("about", _JSON, nullable=False),
    Column("since", Date, nullable=False),
    Column("until", Date),
    Column("categories", _JSON),  # [phrase, side] each; none in records of before there were any
    *_times(),
    UniqueConstraint("name", "version"),
)
only_one_current("question_current", question.c.name, superseded_at=question.c.superseded_at)

judgement = Table(
    "judgement",
    metadata,
    _key(),
    _of("run"),
    _of("question"),
    Column("judge", String, nullable=False),  # version of onrecord, or digest of the judge's model
    *_times(),
    Column("content", String),  # SHA-256 of its positions, to check them by
)
Index("judgement_question", judgement.c.question_id)
only_one_current(
    "judgement_current", judgement.c.run_id, judgement.c.question_id, superseded_at=judgement.c.superseded_at
)

position = Table(
    "position",
    metadata,
    _key(),
    _of("judgement"),
    Column("actor", String),
    Column("side", String),
    Column("unsure", Boolean, nullable=False),
    Column("explicit", Boolean, nullable=False),
    Column("modality", String, nullable=False),
    Column("act", String),
    Column("route", String, nullable=False),
    Column("asserted_by", String, nullable=False),
    Column("speaker", Text),
    Column("office", Text),
    Column("statement", String),  # its name in the same run
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("grounds", _JSON, nullable=False),
    Column("condition", _JSON),
    *_moment("said"),
    Column("relayed_by", _JSON, nullable=False),
    Column("confidence", Float, nullable=False),
    Column("because", _JSON, nullable=False),
    *_times(),
    # What a table of one question sorts and counts by, so that it is made without walking through texts.
    Column("question_id", ForeignKey("question.id")),
    Column("report_id", ForeignKey("report.id")),
    Column("version_id", ForeignKey("version.id")),
    Column("provider", String),  # with `report_key` what its report is told by
    Column("report_key", String),
    Column("published", Date),
    Column("day", Date),  # the last one it can have been said on: what `--as-of` asks
    Column("outlet", String),
    Column("agencies", _JSON),
    Column("sourcing", String),  # of its statement
    Column("directness", String),
    # How firmly the side is taken; none in records of before it was read, and where the text says nothing.
    Column("firmness", String),
    Column("firmness_words", _JSON),
)
Index("position_judgement", position.c.judgement_id)
# Where an actor stands on any question is found by it, and how much was read of it.
Index("position_actor", position.c.actor, position.c.question_id, position.c.superseded_at, position.c.day)
# All that a table of one question weighs, laid together: its positions are scattered over the whole file.
Index(
    "position_question",
    *(position.c.question_id, position.c.superseded_at, position.c.day, position.c.actor, position.c.side),
    *(position.c.unsure, position.c.explicit, position.c.modality, position.c.act, position.c.route),
    *(position.c.asserted_by, position.c.speaker, position.c.office, position.c.statement, position.c.start),
    *(position.c.end, position.c.said_value, position.c.said_earliest, position.c.said_latest),
    *(position.c.said_basis, position.c.relayed_by, position.c.confidence, position.c.report_id),
    *(position.c.version_id, position.c.published, position.c.outlet, position.c.agencies),
    *(position.c.sourcing, position.c.directness, position.c.provider, position.c.report_key),
)
Index("position_version", position.c.version_id)

# Whether a later version of its report holds the words of a position: kept when the texts are removed, so
# that it can still be told that a correction took the words away.
held = Table(
    "held",
    metadata,
    _key(),
    _of("position"),
    _of("version"),
    Column("holds", Boolean, nullable=False),
    *_times(),
)
only_one_current("held_current", held.c.position_id, held.c.version_id, superseded_at=held.c.superseded_at)

decision = Table(
    "decision",
    metadata,
    _key(),
    Column("uid", String, nullable=False, unique=True),  # the same in every record it is merged into
    Column("subject", String, nullable=False),  # position, statement, grouping or sameness
    Column("verdict", String, nullable=False),  # accept, reject, correct, add, join, part or undo
    Column("question", String),  # its id, of a position
    Column("asked", String),  # SHA-256 of what the question asked: a changed one reopens the decision
    Column("actor", String),  # of a position: whose it was read as
    Column("provider", String),  # the report, by what it is known by everywhere
    Column("report", String),
    Column("anchor", _JSON),  # the words decided on, with those around them, their span and the text's digest
    Column("other", _JSON),  # the other report of a grouping; of a sameness with the anchor of its words
    Column("value", _JSON),  # what the person says instead, or accepts
    Column("person", String, nullable=False),
    Column("reason", Text),
    Column("blind", Boolean, nullable=False),  # made without seeing what the program reads: for measuring
    Column("replaces", _JSON, nullable=False),  # uids of the decisions that it was made in place of
    Column("decided_at", String, nullable=False),
    *_times(),
)
Index("decision_report", decision.c.provider, decision.c.report)
Index("decision_question", decision.c.question)

DERIVED = (
    statement,
    mention,
    timex,
    happening,
    lesson,
    unplaced,
)  # what hangs on a run and can be made again from the text
