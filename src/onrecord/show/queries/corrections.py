"""What corrections took away: words of positions that no later text of their report holds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import Connection, select

from onrecord.model import Span
from onrecord.record.anchors import holds
from onrecord.record.dialect import among
from onrecord.record.tables import held, position, report, version
from onrecord.record.tables import question as question_table
from onrecord.show.queries.citing import in_force
from onrecord.show.queries.words import PURGED
from onrecord.show.wording import plain


def taken_away(connection: Connection, question: str, known_at: str | None) -> Iterator[tuple[Any, str]]:
    """Return the positions on a question whose words stood in an older version of a report, and stand neither
    in the next nor in the newest one; each with the words.

    A row holds `report_id`, `provider`, `published` (of the next version), `start`, `end` and `learned`, the
    moment at which the next version came. Where a text was removed since, what was noted then stands for it,
    and the words are no longer told.
    """
    after, newest = version.alias("after"), version.alias("newest")
    wanted = (
        select(
            *(position.c.id, position.c.report_id, position.c.start, position.c.end, version.c.text),
            *(after.c.text.label("next"), after.c.number.label("next_number")),
            *(newest.c.text.label("now"), newest.c.number.label("now_number")),
            *(report.c.provider, after.c.published, version.c.superseded_at.label("learned")),
        )
        .join(report, report.c.id == position.c.report_id)
        .join(question_table, question_table.c.id == position.c.question_id)
        .join(version, version.c.id == position.c.version_id)
        .join(newest, newest.c.report_id == position.c.report_id)
        .join(after, (after.c.report_id == version.c.report_id) & (after.c.number == version.c.number + 1))
        .where(question_table.c.name == question)
        .where(position.c.superseded_at == version.c.superseded_at, version.c.id != newest.c.id)
        .where(in_force(newest, known_at), in_force(question_table, known_at))
    )
    if known_at is not None:
        wanted = wanted.where(version.c.superseded_at <= known_at)
    rows = connection.execute(wanted).all()
    noted = _noted(connection, {row.id for row in rows if not (row.text and row.next and row.now)})
    for row in rows:
        words, later = Span(row.start, row.end).of(row.text), noted.get(row.id, {})
        # to the letter: one that is found again nearly the same may by now deny what it said
        if not any(
            _is_in(text, words, number, later)
            for text, number in ((row.next, row.next_number), (row.now, row.now_number))
        ):
            yield row, plain(words) or PURGED


def _noted(connection: Connection, positions: set[int]) -> Mapping[int, Mapping[int, bool]]:
    """What was noted of positions when texts were removed: whether the versions of these numbers hold their
    words.
    """
    found: dict[int, dict[int, bool]] = defaultdict(dict)
    if positions:
        wanted = select(held.c.position_id, version.c.number, held.c.holds).join(
            version, version.c.id == held.c.version_id
        )
        for row in connection.execute(wanted.where(among(held.c.position_id, positions))):
            found[row.position_id][row.number] = row.holds
    return found


def _is_in(text: str, words: str, number: int, noted: Mapping[int, bool]) -> bool:
    """Whether the version of this number holds the words; where one of the two is gone, by what was noted of
    it or of the last version before it. What was never compared is taken to hold them: nothing is told of it.
    """
    if text and words:
        return holds(text, words)
    compared = [one for one in noted if one <= number]
    return noted[max(compared)] if compared else True
