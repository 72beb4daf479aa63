"""Labelled speakers of agency reports as cases for the speaker reader."""

import gzip
import json
import random
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, NamedTuple

import torch
from tokenizers import Tokenizer
from torch import Tensor

from onrecord.extract.dates import find_dates
from onrecord.extract.names import find_names
from onrecord.extract.sentences import split_sentences
from onrecord.model import Found, Moment, Report, Span, Statement, Voice
from onrecord.read import ReadOptions, read_file
from onrecord.resolve.cases import PLACE, STATE, VOICE, Case, Clue, Laid, case_of, lay_out
from onrecord.resolve.cast import cast_of
from onrecord.resolve.clues import find_clues, without
from onrecord.resolve.people import find_people
from onrecord.resolve.scene import Scene
from onrecord.resolve.voices import find_voices
from onrecord.world import World
from onrecord.world.actors import Actor
from training.speakers.network import NOBODY, SECTORS, UNNAMED

HERE = Path(__file__).parent
HELD_OUT = HERE.parents[1] / "tests" / "heldout.txt"
MASK = 103
MASKED_CASES, MASKED = 0.5, 0.08  # in half of the cases a twelfth of the pieces is hidden
SWAPPED = 0.5  # cases in which every state is another one, so that no country is learned by heart
UNSETTLED = 0.4  # cases without the sources that the rules settle
EASY = 0.5  # of the cases that the rules settle, the share that an epoch takes


@dataclass(frozen=True)
class Example:
    """A case, its labels, and what the rules make of the voice (`told`, actors; `called`, a sector)."""

    report: str
    case: Case
    actors: tuple[str, ...]
    sector: str
    open: bool
    told: tuple[str, ...]
    called: str | None

    @property
    def easy(self) -> bool:
        """Whether the rules have an answer: an actor, or a sector that speaks for none."""
        return bool(self.told) or self.called is not None


def examples(reports: Path, split: str, world: World) -> Iterator[Example]:
    """Yield the labelled statements of a split ("train", "dev"); the texts stand in `reports` (gzipped JSON
    Lines with `id`, `text`, `published`).

    Raises `ValueError` where a label is of a held-out report or of a text that is not there.
    """
    rows = [json.loads(line) for line in (HERE / "labels.jsonl").read_text("utf-8").splitlines()]
    labels = {row["id"]: row["speakers"] for row in rows if row["split"] == split}
    held = labels.keys() & set(HELD_OUT.read_text("utf-8").split())
    texts = {report.id: report for report in _reports(reports, labels.keys())}
    if held or labels.keys() - texts.keys():
        raise ValueError(f"{sorted(held or labels.keys() - texts.keys())[:3]}: held out, or not in {reports}")
    for name, speakers in labels.items():
        yield from _of_report(texts[name], speakers, world)


def _reports(path: Path, wanted: Any) -> Iterator[Report]:
    with tempfile.TemporaryDirectory() as folder:
        lines = Path(folder) / "reports.jsonl"
        with gzip.open(path, "rt", encoding="utf-8") as packed:
            lines.write_text("".join(line for line in packed if json.loads(line)["id"] in wanted), "utf-8")
        for report in read_file(lines, ReadOptions()):
            if isinstance(report, Report):
                yield report


def _of_report(report: Report, labels: Sequence[dict[str, Any]], world: World) -> Iterator[Example]:
    spans = lambda part: tuple(Span(*span) for span in part)  # noqa: E731
    made = [
        Statement(f"s{i}", spans(label["cue"]), spans(label["source"]), spans(label["content"]), "indirect")
        for i, label in enumerate(labels, 1)
    ]
    statements = tuple(sorted(made, key=lambda statement: statement.extent))
    sentences = split_sentences(report)
    unknown = Moment(None, None, report.published, "published")
    found = Found(
        report, sentences, statements, (unknown,) * len(made), find_names(report, sentences),
        find_dates(report, sentences), (),
    )  # fmt: skip
    scene = Scene.of(found, world)
    cast = cast_of(scene, find_people(scene))
    voices = {voice.statement: voice for voice in find_voices(cast)}
    clues = find_clues(cast, tuple(voices.values()))
    for statement, label in zip(made, labels, strict=True):
        case = case_of(report.text, sentences, statement, without(clues, statement))
        if not case.sentences or label["sector"] in ("police", "court"):  # readers differ on whose they are
            continue
        told, called = _told(voices[statement.id])
        yield Example(report.id, case, tuple(label["actors"]), label["sector"], label["open"], told, called)


def _told(voice: Voice) -> tuple[tuple[str, ...], str | None]:
    speaker = voice.speaker
    if speaker is None:
        return (), None
    return (speaker.actors if voice.speaks_for_actor else ()), speaker.sector


def varied(example: Example, world: World, chance: random.Random) -> Example:
    """Return the example with other states, or without what the rules settle."""
    if chance.random() < UNSETTLED:
        kept = tuple(clue for clue in example.case.clues if clue.kind != VOICE)
        example = replace(example, case=replace(example.case, clues=kept))
    return swapped(example, world, chance) if chance.random() < SWAPPED else example


def swapped(example: Example, world: World, chance: random.Random) -> Example:
    """Put another state's name, demonym or capital for every word for a state, each state's the same
    throughout.
    """
    case = example.case
    states = [actor for actor in world.actors.values() if actor.kind == "state" and _forms(actor)]
    others: dict[str, Actor] = {}
    edits: list[tuple[Span, str]] = []
    for clue in case.clues:
        actor = world.actors.get(clue.actor)
        if clue.kind not in (STATE, PLACE) or actor is None or actor.kind != "state":
            continue
        other = others.setdefault(clue.actor, chance.choice(states))
        words = _form_of(actor, clue.span.of(case.text), other)
        if words:
            edits.append((clue.span, words))
    if len({other.code for other in others.values()}) < len(others):
        return example  # two states became one
    codes = {code: other.code for code, other in others.items()}
    if set(codes.values()) & ({clue.actor for clue in case.clues} - codes.keys()):
        return example
    case = _edited(case, sorted(edits))
    clues = tuple(Clue(c.span, codes.get(c.actor, c.actor), c.kind) for c in case.clues)
    actors = tuple(codes.get(code, code) for code in example.actors)
    return replace(example, case=replace(case, clues=clues), actors=actors)


def _forms(actor: Actor) -> dict[str, str]:
    """A word for the state of each kind: name, demonym, people, capital."""
    forms: dict[str, str] = {}
    for term in actor.terms:
        forms.setdefault(term.how, term.words)
    return forms if {"name", "demonym", "capital"} <= forms.keys() else {}


def _form_of(actor: Actor, words: str, other: Actor) -> str | None:
    low = words.lower()
    how = next((term.how for term in actor.terms if term.words.lower() == low), None)
    return _forms(other).get(how) if how else None


def _edited(case: Case, edits: Sequence[tuple[Span, str]]) -> Case:
    """Return the case with stretches of its text replaced, all its spans moved along."""
    text, position, moves = "", 0, []
    for span, words in edits:
        text += case.text[position : span.start] + words
        position = span.end
        moves.append((span, len(text)))
    text += case.text[position:]

    def moved(place: int) -> int:
        shift = 0
        for span, end in moves:
            if place >= span.end:
                shift = end - span.end
            elif place > span.start:
                return end
        return place + shift

    def over(span: Span) -> Span:
        return Span(moved(span.start), moved(span.end))

    source, cue, content = (tuple(over(span) for span in part) for part in case.parts)
    return Case(
        text,
        tuple(over(span) for span in case.sentences),
        (source, cue, content),
        tuple(Clue(over(clue.span), clue.actor, clue.kind) for clue in case.clues),
    )


class Batch(NamedTuple):
    """`inputs` int64 `[b, n]` each, `mask` bool `[b, n]`; `choices` bool `[b, n + 2]`: pieces that may be
    pointed at, and `NOBODY`, `UNNAMED`; `gold` the same shape for each of up to k actors `[b, k, n + 2]`;
    `several` `[b]`, `sectors` `[b]` (-100: not known).
    """

    inputs: tuple[Tensor, Tensor, Tensor]
    mask: Tensor
    choices: Tensor
    gold: Tensor
    several: Tensor
    sectors: Tensor


def batches(
    found: Sequence[Example], world: World, tokenizer: Tokenizer, size: int, chance: random.Random
) -> Iterator[Batch]:
    """Yield one epoch: every hard example and some of the easy ones, varied; batches of like lengths."""
    taken = [varied(e, world, chance) for e in found if not e.easy or chance.random() < EASY]
    laid = [(lay_out(e.case, tokenizer), e) for e in taken]
    chance.shuffle(laid)
    chunks = [laid[i : i + 16 * size] for i in range(0, len(laid), 16 * size)]
    made = []
    for chunk in chunks:
        chunk.sort(key=lambda pair: len(pair[0].ids))
        made += [chunk[i : i + size] for i in range(0, len(chunk), size)]
    chance.shuffle(made)
    for batch in made:
        yield _batch(batch, chance)


def _batch(pairs: Sequence[tuple[Laid, Example]], chance: random.Random) -> Batch:
    most = max(len(laid.ids) for laid, _ in pairs)
    count = max(1, *(len(example.actors) for _, example in pairs))
    shape = (len(pairs), most)
    ids, roles, kinds = (torch.zeros(shape, dtype=torch.long) for _ in range(3))
    mask = torch.zeros(shape, dtype=torch.bool)
    choices = torch.zeros(len(pairs), most + 2, dtype=torch.bool)
    gold = torch.zeros(len(pairs), count, most + 2, dtype=torch.bool)
    several = torch.zeros(len(pairs))
    sectors = torch.full((len(pairs),), -100)
    for row, (laid, example) in enumerate(pairs):
        n = len(laid.ids)
        for whole, part in zip((ids, roles, kinds), laid[:3], strict=True):
            whole[row, :n] = torch.from_numpy(part)
        if chance.random() < MASKED_CASES:
            hidden = [chance.random() < MASKED and i > 0 for i in range(n)]
            ids[row, :n][torch.tensor(hidden)] = MASK
        mask[row, :n] = True
        pointed = [(i, example.case.clues[k].actor) for i, k in enumerate(laid.clues.tolist()) if k >= 0]
        choices[row, [i for i, _ in pointed]] = True
        choices[row, most:] = True
        places = [[i for i, actor in pointed if actor == code] for code in dict.fromkeys(example.actors)]
        if example.open or not all(places):
            gold[row, 0, most + UNNAMED] = True
        elif not places:
            gold[row, 0, most + NOBODY] = True
        else:
            several[row] = float(len(places) > 1)
            for k, of_actor in enumerate(places):
                gold[row, k, of_actor] = True
        if example.sector in SECTORS and not example.open:
            sectors[row] = SECTORS.index(example.sector)
    return Batch((ids, roles, kinds), mask, choices, gold, several, sectors)
