"""The pairs of a question and a sentence, ours and those on real reports, as cases for the judge."""

import gzip
import json
import random
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from onrecord.judge.cases import Case, case_of
from onrecord.model import Span

HERE = Path(__file__).parent
HELD_OUT = HERE.parents[1] / "tests" / "heldout.txt"
# A proposition stays as it is three times as often as it takes any one of its other wordings.
_AS_IT_IS = 2


@dataclass(frozen=True)
class Pair:
    """A case with its labels. `kind` is the difficulty, None for a plain pair; `report` the real report that
    the sentence is of, None for one of ours. `asked` are those that nobody chose: the program asks about them
    of itself, and nearly all give no side.
    """

    question: str
    case: Case
    side: str
    modality: str
    explicit: bool
    act: str
    kind: str | None
    report: str | None = None
    asked: bool = False

    @property
    def real(self) -> bool:
        """Whether the sentence is of a real report."""
        return self.report is not None


def questions() -> dict[str, dict[str, Any]]:
    """Return the questions of the pairs in our own words, by id."""
    found: dict[str, dict[str, Any]] = {}
    for path in sorted(HERE.glob("questions*.toml")):
        found |= tomllib.loads(path.read_text("utf-8"))
    return found


def our_pairs() -> Iterator[Pair]:
    """Yield the pairs in our own words on which two readers agree, questions in the order of their ids."""
    asked = questions()
    dropped = {tuple(one) for one in json.loads((HERE / "disputed.json").read_text("utf-8"))}
    for path in sorted((HERE / "pairs").glob("*.jsonl")):
        question = asked[path.stem]
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
            if (path.stem, number) in dropped:
                continue
            pair = json.loads(line)
            case = Case(
                question["proposition"],
                tuple(question["about"]),
                pair["actor"],
                pair["before"],
                pair["sentence"],
                _places(pair["sentence"], pair["source"]),
                _places(pair["sentence"], pair["content"]) if pair["source"] else (),
            )
            yield Pair(
                path.stem, case, pair["side"], pair["modality"], pair["explicit"], pair["act"], pair["kind"]
            )


def _places(sentence: str, words: str) -> tuple[Span, ...]:
    start = sentence.find(words)
    return (Span(start, start + len(words)),) if words else ()


def texts_of(reports: Sequence[Path]) -> dict[str, str]:
    """Return the texts of reports in gzipped JSON Lines with `id` and `text`, by id."""
    texts: dict[str, str] = {}
    for path in reports:
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            texts |= {report["id"]: report["text"] for report in map(json.loads, lines)}
    return texts


def real_pairs(reports: Sequence[Path], held_out: Path) -> Iterator[Pair]:
    """Yield the pairs on real reports, whose offsets `real.jsonl` and `around.jsonl` hold; their texts stand
    in the files `reports` (gzipped JSON Lines with `id` and `text`).

    Raises `ValueError` where a pair is of a held-out report or of a text that is not there.
    """
    texts = texts_of(reports)
    held = set(held_out.read_text("utf-8").split())
    for row in _rows():
        if row["report"] in held or row["report"] not in texts:
            raise ValueError(f"{row['report']} is held out, or not in {[str(path) for path in reports]}")
        spans = lambda part: [Span(*span) for span in part]  # noqa: E731
        for pair in row["pairs"]:
            case = case_of(
                texts[row["report"]],
                spans(row["sentences"]),
                (spans(pair["source"]), spans(pair["content"])),
                (row["proposition"], tuple(row["about"])),
                pair["actor"],
            )
            yield Pair(
                row["question"],
                case,
                pair.get("side", "none"),
                pair.get("modality", "asserted"),
                pair.get("explicit", False),
                pair.get("act", "state"),
                pair.get("kind"),
                row["report"],
                asked="title" not in row,
            )


def _rows() -> Iterator[dict[str, Any]]:
    """The lines of `real.jsonl`, and those of `around.jsonl` with the questions that the former holds."""
    asked: dict[str, dict[str, Any]] = {}
    for line in (HERE / "real.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        asked[row["question"]] = {name: row[name] for name in ("proposition", "about")}
        yield row
    for line in (HERE / "around.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        yield asked[row["question"]] | row


def of_training(pairs: Sequence[Pair]) -> list[Pair]:
    """Return the pairs to train on: of no question, and on no real report, that is kept for development."""
    kept = {pair.report for pair in pairs if pair.report and split_of(pair.question) != "train"}
    return [pair for pair in pairs if split_of(pair.question) == "train" and pair.report not in kept]


def with_variants(pair: Pair, variants: dict[str, dict[str, list[str]]], chance: random.Random) -> Pair:
    """Return the pair with its proposition put another way, or the other way round (its side turned); in half
    of the cases without the phrases of the question, in three of ten without the sentence before.
    """
    case, side = pair.case, pair.side
    ways = variants.get(pair.question)
    if ways is not None:
        choice = max(0, chance.randrange(-_AS_IT_IS, 1 + len(ways["same"]) + len(ways["opposite"])))
        if 0 < choice <= len(ways["same"]):
            case = replace(case, proposition=ways["same"][choice - 1])
        elif choice:
            case = replace(case, proposition=ways["opposite"][choice - 1 - len(ways["same"])])
            side = {"for": "against", "against": "for"}.get(side, side)
    if chance.random() < 0.5:
        case = replace(case, about=())
    if chance.random() < 0.3:
        case = replace(case, before="")
    return replace(pair, case=case, side=side)


@cache
def _split() -> dict[str, list[str]]:
    return tomllib.loads((HERE / "split.toml").read_text("utf-8"))


def split_of(question: str) -> str:
    """Return "train", "dev" or "test"."""
    return next((name for name in ("dev", "test") if question in _split()[name]), "train")


def variants() -> dict[str, dict[str, list[str]]]:
    """Return other wordings of the propositions: by question, the `same` and the `opposite`."""
    found: dict[str, dict[str, list[str]]] = {}
    for path in sorted(HERE.glob("variants*.toml")):
        found |= tomllib.loads(path.read_text("utf-8"))
    return found
