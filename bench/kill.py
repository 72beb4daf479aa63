"""Kill `onrecord add` at random moments, and let many write at once: is anything lost, doubled or broken?

    python bench/kill.py [REPORTS.jsonl.gz] [--reports 500] [--kills 100] [--writers 8] [--seed 1]

Where no file is given, the agency reports of the evaluation data (ONRECORD_EVAL_DATA) are taken. They are
written as JSON Lines into a temporary folder and added by real processes: once undisturbed; once by a process
that is killed (SIGKILL) over and over and started anew; and by many processes at once, each with a part of
the reports in an order of its own, first parts that make up the whole, then parts that overlap. After each
kill the record must verify clean; in the end its content must be that of the undisturbed run.

A second question is kept only when all reports have been read, so that what judges the stored reports is
killed as well. Prints what was done; exit status 1 where anything differs.
"""

from __future__ import annotations

import argparse
import gzip
import os
import random
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from onrecord.judge.questions import load_questions
from onrecord.record import Record

PROGRAM = (sys.executable, "-c", "import sys; from onrecord.cli import main; main(sys.argv[1:])")
RECORD, REPORTS, FIRST, SECOND = "onrecord.db", "reports.jsonl", "first.toml", "second.toml"
LOOK = 0.005  # seconds between two looks at the record
SHARES = {  # of all kills, by what the process is doing; the rest while it reads
    "making": 0.04,
    "starting": 0.12,
    "learning": 0.12,
    "relating": 0.12,
    "judging": 0.12,
}

ASKED = (
    """\
[palestinian-state]
title = "A Palestinian state"
proposition = "An independent Palestinian state should be established."
about = ["Palestinian", "Palestinians", "Palestine", "Arafat", "Gaza"]
since = 1997-01-01
until = 2006-12-31
""",
    """\
[iraq-war-2003]
title = "The war in Iraq, 2003"
proposition = "The use of military force against Iraq is justified and should be supported."
about = ["Iraq", "Iraqi", "Baghdad", "Saddam"]
since = 1997-01-01
until = 2006-12-31
""",
)


class Seen(NamedTuple):
    """How far a record is: versions, runs that a later one replaced, sketches, judgements in force."""

    versions: int = 0
    taught: int = 0
    sketches: int = 0
    judgements: int = 0


@dataclass(frozen=True)
class Undisturbed:
    """What a run that nobody disturbed gave, and what it took.

    `starting` and `relating` are seconds, `taught` is how many reports learned from others.
    """

    content: str
    reports: int
    taught: int
    starting: float
    relating: float


@dataclass
class Killed:
    """What a run that was killed over and over gave."""

    content: str = ""
    kills: Counter[str] = field(default_factory=Counter)
    too_late: int = 0
    faults: list[str] = field(default_factory=list)
    verifying: float = 0.0  # seconds, all checks together


# --- one process ----------------------------------------------------------------------------------


def folder_for(place: Path, name: str, lines: Sequence[str], asked: Sequence[str]) -> Path:
    """Make a folder with reports and questions, in which a process can run: its paths say nothing of it."""
    folder = place / name
    folder.mkdir()
    (folder / REPORTS).write_text("".join(lines), encoding="utf-8")
    for file, question in zip((FIRST, SECOND), asked, strict=True):
        (folder / file).write_text(question, encoding="utf-8")
    return folder


def started(folder: Path, *words: str, record: Path | None = None) -> subprocess.Popen[bytes]:
    """Start a command of the program in a folder; its record lies there where no other is named."""
    return subprocess.Popen(
        [*PROGRAM, *words, "--record", str(record or folder / RECORD)],
        cwd=folder,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )


def finish(process: subprocess.Popen[bytes]) -> None:
    """Wait for a process; one that fails by itself is a fault of the program."""
    _, told = process.communicate()
    if process.returncode != 0:
        raise SystemExit(f"{process.args!r} ended with {process.returncode}: {told.decode()}")


def seen(path: Path) -> Seen:
    """Look how far the record at `path` is; nothing of it where it is not made yet."""
    if not path.exists():
        return Seen()
    connection = sqlite3.connect(f"file:{path}?mode=ro", uri=True, timeout=60)
    try:
        return Seen(
            *connection.execute(
                "select (select count(*) from version),"
                " (select count(*) from run where superseded_at is not null),"
                " (select count(*) from sketch), (select count(*) from judgement where superseded_at is null)"
            ).fetchone()
        )
    except sqlite3.OperationalError:
        return Seen()  # killed before it had tables
    finally:
        connection.close()


def moments(process: subprocess.Popen[bytes], path: Path) -> Iterator[tuple[float, Seen]]:
    """Yield, again and again while a process runs, the seconds since and how far the record is."""
    began = time.monotonic()
    while process.poll() is None:
        yield time.monotonic() - began, seen(path)
        time.sleep(LOOK)


# --- undisturbed ----------------------------------------------------------------------------------


def undisturbed(folder: Path) -> Undisturbed:
    """Keep both questions, add all reports, and note when each part began."""
    for file in (FIRST, SECOND):
        finish(started(folder, "questions", "add", file))
    path = folder / RECORD
    process = started(folder, "add", REPORTS)
    starting = learned = related = 0.0
    last = Seen()
    for at, now in moments(process, path):
        if now.versions and not last.versions:
            starting = at
        if (now.versions, now.taught) != (last.versions, last.taught):
            learned = at
        if now.sketches and not last.sketches:
            related = at
        last = now
    finish(process)
    with Record.open(path, create=False) as record:
        end = seen(path)
        return Undisturbed(
            record.content(), end.versions, end.taught, starting, max(0.0, related - learned) or LOOK
        )


# --- killed ---------------------------------------------------------------------------------------


def plan(kills: int, random_: random.Random) -> list[tuple[str, float]]:
    """Say during what each kill comes, and how far in (0-1); in the order in which they come."""
    number = {stage: max(1, round(kills * share)) for stage, share in SHARES.items()}
    reading = [("reading", random_.random()) for _ in range(max(1, kills - sum(number.values())))]
    planned = [("making", random_.random()) for _ in range(number["making"])]
    reading.sort()
    for _ in range(number["starting"]):
        reading.insert(random_.randrange(len(reading) + 1), ("starting", random_.random()))
    planned += reading
    for stage in ("learning", "relating", "judging"):
        planned += sorted((stage, random_.random()) for _ in range(number[stage]))
    return planned


def kill_over_and_over(folder: Path, goal: Undisturbed, kills: int, seed: int) -> Killed:
    """Add all reports by processes that are killed, the last one apart; check the record after each kill."""
    random_ = random.Random(seed)
    path, done = folder / RECORD, Killed()
    made = asked = False
    planned = plan(kills, random_)
    while planned:
        stage, share = planned.pop(0)
        if stage != "making" and not made:
            finish(started(folder, "questions", "add", FIRST))
            made = True
        if stage == "judging" and not asked:
            finish(started(folder, "add", REPORTS))
            ask(path, folder / SECOND)
            asked = True
        process = started(folder, *(("questions", "add", FIRST) if stage == "making" else ("add", REPORTS)))
        await_moment(process, path, stage, share, goal)
        time.sleep(random_.random() * 0.1)  # a report takes about so long: anywhere in it
        process.kill()
        _, told = process.communicate()
        if process.returncode == -signal.SIGKILL:
            done.kills[stage] += 1
        elif process.returncode == 0:
            done.too_late += 1
            planned.insert(0, ("starting", random_.random()))  # instead
        else:
            done.faults.append(f"{stage}: ended with {process.returncode}: {told.decode()}")
        check(path, f"kill {done.kills.total()}, {stage}", done)
    if not asked:
        ask(path, folder / SECOND)
    finish(started(folder, "add", REPORTS))
    check(path, "the end", done)
    with Record.open(path, create=False) as record:
        done.content = record.content()
    return done


def await_moment(
    process: subprocess.Popen[bytes], path: Path, stage: str, share: float, goal: Undisturbed
) -> None:
    """Wait until a process has come so far into a stage, or has ended."""
    for at, now in moments(process, path):
        read = now.versions >= goal.reports
        come = {
            "making": at >= share * goal.starting,
            "starting": at >= share * goal.starting,
            "reading": now.versions >= share * goal.reports,
            "learning": read and now.taught >= share * goal.taught,
            "relating": read and now.taught >= goal.taught,
            "judging": now.judgements >= (1 + share) * goal.reports,
        }
        if come[stage]:
            break
    if stage == "relating":
        time.sleep(share * goal.relating)


def ask(path: Path, file: Path) -> None:
    """Keep a question without judging what is stored: the next `add` has it to do."""
    with Record.open(path) as record, record.unit() as unit:
        for question in load_questions(file):
            unit.keep_question(question)


def check(path: Path, when: str, done: Killed) -> None:
    """Verify the record, where there is one by now."""
    if not path.exists():
        return
    began = time.monotonic()
    with Record.open(path) as record:
        done.faults += [f"{when}: {fault}" for fault in record.verify().faults]
    done.verifying += time.monotonic() - began


# --- many at once ---------------------------------------------------------------------------------


def parts_of(lines: Sequence[str], writers: int, seed: int, *, overlapping: bool) -> list[list[str]]:
    """Deal the lines out, each part in an order of its own; overlapping ones hold half of the next too."""
    random_ = random.Random(seed)
    dealt = list(lines)
    random_.shuffle(dealt)
    parts = [dealt[number::writers] for number in range(writers)]
    if overlapping:
        halves = [random_.sample(part, len(part) // 2) for part in parts]
        parts = [[*part, *halves[(number + 1) % writers]] for number, part in enumerate(parts)]
    for part in parts:
        random_.shuffle(part)
    return parts


def write_at_once(place: Path, name: str, parts: Sequence[Sequence[str]], asked: Sequence[str]) -> Killed:
    """Let one process a part add to one record, all at once."""
    folders = [folder_for(place, f"{name}-{number}", part, asked) for number, part in enumerate(parts)]
    path, done = place / f"{name}.db", Killed()
    for file in (FIRST, SECOND):
        finish(started(folders[0], "questions", "add", file, record=path))
    processes = [started(folder, "add", REPORTS, record=path) for folder in folders]
    for process in processes:
        finish(process)
    check(path, name, done)
    with Record.open(path, create=False) as record:
        done.content = record.content()
    return done


# --- all of it ------------------------------------------------------------------------------------


def agency_reports() -> Path:
    """Find the agency reports among the evaluation data."""
    named = os.environ.get("ONRECORD_EVAL_DATA")
    for place in (Path(named) / "agency", Path(named) / "data" / "agency") if named else ():
        if (place / "reports.jsonl.gz").exists():
            return place / "reports.jsonl.gz"
    raise SystemExit("name a file of reports, or set ONRECORD_EVAL_DATA to the folder of the evaluation data")


def first_lines(path: Path, number: int) -> list[str]:
    """Return the first reports of a file, gzipped or not."""
    content = path.read_bytes()
    whole = gzip.decompress(content) if path.suffix == ".gz" else content
    return [f"{line}\n" for line in whole.decode().split("\n") if line.strip()][:number]


def verdict(name: str, done: Killed, goal: Undisturbed) -> bool:
    """Print what came of one part; whether all is well."""
    same = done.content == goal.content
    print(
        f"  {name}: content {done.content[:12]}, {'the same' if same else 'DIFFERS'};"
        f" {len(done.faults)} faults"
    )
    for fault in done.faults[:20]:
        print(f"    {fault}")
    return same and not done.faults


def main(words: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("path", nargs="?", type=Path)
    for name, number in (("reports", 500), ("kills", 100), ("writers", 8), ("seed", 1)):
        parser.add_argument(f"--{name}", type=int, default=number)
    wanted = parser.parse_args(words)
    lines = first_lines(wanted.path or agency_reports(), wanted.reports)
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        goal = undisturbed(folder_for(place, "undisturbed", lines, ASKED))
        print(
            f"{goal.reports} reports undisturbed: content {goal.content[:12]}; {goal.taught} learned from"
            f" others; {goal.starting:.1f} s to start, {goal.relating:.1f} s to relate",
            flush=True,
        )
        began = time.monotonic()
        killed = kill_over_and_over(
            folder_for(place, "killed", lines, ASKED), goal, wanted.kills, wanted.seed
        )
        told = ", ".join(f"{number} while {stage}" for stage, number in killed.kills.items())
        print(
            f"{killed.kills.total()} kills ({told}; {killed.too_late} came too late) in"
            f" {time.monotonic() - began:.0f} s, of which {killed.verifying:.0f} s verifying after each"
        )
        well = [verdict("killed", killed, goal)]
        for name, overlapping in (("parts", False), ("overlapping", True)):
            parts = parts_of(lines, wanted.writers, wanted.seed, overlapping=overlapping)
            began = time.monotonic()
            done = write_at_once(place, name, parts, ASKED)
            print(
                f"{wanted.writers} writers at once, {name}: {sum(map(len, parts))} reports given in"
                f" {time.monotonic() - began:.0f} s",
                flush=True,
            )
            well.append(verdict(name, done, goal))
    print("nothing lost" if all(well) else "SOMETHING DIFFERS")
    return 0 if all(well) else 1


if __name__ == "__main__":
    sys.exit(main())
