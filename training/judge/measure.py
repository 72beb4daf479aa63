"""Measure a judge on questions that it has never seen, beside three baselines.

    python -m training.judge.measure MODEL_FOLDER [--split test] [--reports FILE ...]

Prints, for the pairs in our own words and for those on real reports: macro-F1 over for, against, neutral and
none (of those that occur), of all and of the hard pairs, a confusion table, the share right by kind of
difficulty, and how far confidence means what it says.
"""

import argparse
import json
from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import numpy as np
import torch
from torch.nn import functional

from onrecord.judge.learned import LearnedJudge
from onrecord.judge.opinions import near_question
from onrecord.judge.passage import passages_of
from onrecord.judge.proposition import matter_of
from onrecord.judge.said import Said
from onrecord.judge.sides import side_of
from onrecord.judge.stance import strongest
from onrecord.model import Question, Span, hull
from training.encoder import Encoder, encoder_folder, load_encoder, load_tokenizer
from training.judge.diagram import draw
from training.judge.network import SIDES
from training.judge.reading import (
    HELD_OUT,
    HERE,
    Pair,
    of_training,
    our_pairs,
    real_pairs,
    split_of,
    texts_of,
)
from training.judge.scoring import macro_f1

_DAY = date(2000, 1, 1)
BARS = (0.3, 0.5, 0.65, 0.8, 0.9)
Scores = list[tuple[Pair, str, float]]


def by_model(pairs: Sequence[Pair], judge: LearnedJudge) -> Scores:
    """What the learned judge says: the likeliest of the four, and its probability."""
    found: Scores = []
    for pair, verdict in zip(pairs, judge.verdicts([pair.case for pair in pairs]), strict=True):
        odds = {**verdict.odds, "none": 1 - sum(verdict.odds.values())}
        side = max(odds, key=lambda one: odds[one])  # type: ignore[index]
        found.append((pair, side, odds[side]))  # type: ignore[index]
    return found


def by_rules(pairs: Sequence[Pair]) -> list[str]:
    """What the program's rules of act and negation find in the words that are said."""
    return [_ruled(pair) for pair in pairs]


def _ruled(pair: Pair) -> str:
    case = pair.case
    question = Question("q", "q", case.proposition, case.about or ("q",), _DAY)
    span = hull(case.content) if case.content else Span(0, len(case.sentence))
    stances = []
    for passage in passages_of(case.sentence, span):
        if passage.words:
            stances += side_of(Said(passage, (), frozenset({"X"}), case.before), matter_of(question))
    settled = [s for s in strongest(stances) if s.side is not None and not s.doubt]
    return settled[0].side or "none" if settled else "none"


def by_embeddings(pairs: Sequence[Pair], train: Sequence[Pair]) -> list[str]:
    """What a logistic regression says of the bare encoder's embeddings of proposition and sentence: their
    difference and their product.
    """
    encoder = Encoder(0.0)
    load_encoder(encoder, encoder_folder() / "model.safetensors", ())
    tokenizer = load_tokenizer()
    encoder.eval()
    seen: dict[str, torch.Tensor] = {}

    def embedded(text: str) -> torch.Tensor:
        if text not in seen:
            ids = torch.tensor([tokenizer.encode(text).ids[:128]])
            with torch.no_grad():
                seen[text] = functional.normalize(
                    encoder.encode(ids, encoder.segment.weight[0], None).mean(1), dim=-1
                )
        return seen[text]

    def features(pair: Pair) -> torch.Tensor:
        a, b = embedded(pair.case.proposition), embedded(pair.case.sentence)
        return torch.cat([(a - b).abs(), a * b * 10], -1)

    known = torch.cat([features(pair) for pair in train])
    gold = torch.tensor([SIDES.index(pair.side) for pair in train])
    layer = torch.nn.Linear(known.shape[1], len(SIDES))
    optimiser = torch.optim.LBFGS(layer.parameters(), max_iter=100)

    def closure() -> torch.Tensor:
        optimiser.zero_grad()
        loss = functional.cross_entropy(layer(known), gold) + 1e-4 * layer.weight.square().sum()
        loss.backward()
        return loss

    optimiser.step(closure)
    return [SIDES[int(layer(features(pair)).argmax())] for pair in pairs]


def report(name: str, scores: Scores) -> None:
    """Print all that is said of one set of pairs."""
    rows = [(pair.side, side) for pair, side, _ in scores]
    hard = [(pair.side, side) for pair, side, _ in scores if pair.kind]
    print(
        f"\n{name}: {len(rows)} pairs, macro-F1 {macro_f1(rows):.1f}; {len(hard)} hard {macro_f1(hard):.1f}"
    )
    print("gold \\ found  " + "".join(f"{side:>9}" for side in SIDES))
    counts = Counter(rows)
    for gold in SIDES:
        print(f"  {gold:12}" + "".join(f"{counts[gold, found]:9}" for found in SIDES))
    kinds: dict[str, list[bool]] = defaultdict(list)
    for pair, side, _ in scores:
        kinds[pair.kind or "plain"].append(pair.side == side)
    print("right: " + ", ".join(f"{k} {sum(v)}/{len(v)}" for k, v in sorted(kinds.items())))
    print("confidence: " + ", ".join(reliability(scores)))


def reliability(scores: Scores) -> list[str]:
    """Return "0.54: 0.51 right of N", mean confidence and share right, for each tenth of confidence."""
    return [f"{mean:.2f}: {right:.2f} right of {count}" for mean, right, count in _bins(scores)]


def _bins(scores: Scores) -> list[tuple[float, float, int]]:
    """Mean confidence, share right and number of the sides taken, for each tenth of confidence."""
    bins: dict[int, list[tuple[float, bool]]] = defaultdict(list)
    for pair, side, odds in scores:
        if side != "none":
            bins[min(9, int(10 * odds))].append((odds, pair.side == side))
    return [
        (float(np.mean([o for o, _ in v])), float(np.mean([r for _, r in v])), len(v))
        for _, v in sorted(bins.items())
    ]


def temperature(pairs: Sequence[Pair], judge: LearnedJudge) -> float:
    """Return what to multiply the judge's temperature by, so that the pairs are likeliest (Guo et
    al., 2017).
    """
    logits = []
    for verdict in judge.verdicts([pair.case for pair in pairs]):
        none = max(1e-9, 1 - sum(verdict.odds.values()))
        logits.append([np.log(max(1e-9, value)) for value in (none, *verdict.odds.values())])
    gold = torch.tensor([SIDES.index(pair.side) for pair in pairs])
    tried = np.arange(0.5, 3.01, 0.05)
    losses = [functional.cross_entropy(torch.tensor(logits) / t, gold).item() for t in tried]
    return round(float(tried[int(np.argmin(losses))]), 2)


def at_bars(pairs: Sequence[Pair], judge: LearnedJudge) -> list[str]:
    """Return, for sides taken from a probability on, "0.65: 12 of 20 right, 12 of 30 found": of real reports
    with all that the program asks about, as it stands in them.
    """
    verdicts = judge.verdicts([pair.case for pair in pairs])
    gold = sum(pair.side != "none" for pair in pairs)
    told = []
    for bar in BARS:
        taken = [(p, v) for p, v in zip(pairs, verdicts, strict=True) if v.odds[v.side] >= bar]
        right = sum(pair.side == verdict.side for pair, verdict in taken)
        told.append(f"{bar}: {right} of {len(taken)} right, {right} of {gold} found")
    return told


def lost_by_picking(reports: Sequence[Path]) -> tuple[int, int]:
    """Return how many of the labelled positions on real reports stand in sentences that the judge is never
    asked about, and how many there are.
    """
    texts = texts_of(reports)
    lost = all_of_them = 0
    for row in map(json.loads, (HERE / "real.jsonl").read_text("utf-8").splitlines()):
        sentences = [Span(*span) for span in row["sentences"]]
        question = Question("q", "q", row["proposition"], tuple(row["about"]), _DAY)
        near = near_question(texts[row["report"]], sentences, question)
        for pair in row["pairs"]:
            if pair["side"] != "none":
                words = [Span(*span) for span in pair["content"]]
                meets = [n for s, n in zip(sentences, near, strict=True) if any(s.meets(w) for w in words)]
                all_of_them += 1
                lost += not any(meets)
    return lost, all_of_them


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("model", type=Path, help="a folder that LearnedJudge.load reads")
    parser.add_argument("--split", choices=("dev", "test"), default="dev")
    parser.add_argument("--reports", type=Path, nargs="+", help="the reports whose labels real.jsonl holds")
    parser.add_argument("--diagram", type=Path, help="write a reliability diagram (SVG) of the sets")
    parser.add_argument("--baselines", action="store_true")
    arguments = parser.parse_args()
    judge = LearnedJudge.load(arguments.model)
    if arguments.reports:
        lost, count = lost_by_picking(arguments.reports)
        print(f"picking loses {lost} of {count} labelled positions ({100 * lost / count:.1f} %)")
    every = [*our_pairs(), *(real_pairs(arguments.reports, HELD_OUT) if arguments.reports else ())]
    pairs = [pair for pair in every if split_of(pair.question) == arguments.split]
    drawn: dict[str, Scores] = {}
    for name, real in (("our own words", False), ("real reports", True)):
        chosen = [pair for pair in pairs if pair.real == real and not pair.asked]
        if not chosen:
            continue
        drawn[name] = by_model(chosen, judge)
        report(name, drawn[name])
        print(f"temperature for this set: times {temperature(chosen, judge)}")
        if real:
            around = [pair for pair in pairs if pair.real]
            print(f"with {len(around) - len(chosen)} more that the program asks about; sides taken from")
            print("\n".join(f"  {line}" for line in at_bars(around, judge)))
        if arguments.baselines:
            train = [pair for pair in of_training(every) if not pair.asked]
            majority = Counter(pair.side for pair in train).most_common(1)[0][0]
            for told, found in (
                ("rules of act and negation", by_rules(chosen)),
                ("embeddings", by_embeddings(chosen, train)),
                (f"always {majority}", [majority] * len(chosen)),
            ):
                rows = [(pair.side, side) for pair, side in zip(chosen, found, strict=True)]
                hard = [row for row, pair in zip(rows, chosen, strict=True) if pair.kind]
                print(f"{told}: macro-F1 {macro_f1(rows):.1f}, hard {macro_f1(hard):.1f}")
    if arguments.diagram:
        draw({name: _bins(scores) for name, scores in drawn.items()}, arguments.diagram)


if __name__ == "__main__":
    main()
