"""How the rules of the judge do on labelled pairs of a proposition and a statement, no model and no
training.

    python bench/judge.py PAIRS.jsonl [--part dev|test|all] [--misses]

A line of PAIRS holds `question`, `proposition`, `statement` ("SOURCE: text", or "narrator: ACTOR: text"),
`label` (for, against, neutral, none) and `hard`. The questions are split in two by their order: the rules
were written looking at the even ones (dev) alone. Printed are accuracy and macro-F1, on all lines, plain
ones and hard ones.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from datetime import date
from pathlib import Path

from onrecord.judge.passage import passages_of
from onrecord.judge.proposition import matter_of
from onrecord.judge.said import Said
from onrecord.judge.sides import side_of
from onrecord.judge.stance import strongest
from onrecord.model import Mention, Question, Span
from onrecord.world import World

LABELS = ("for", "against", "neutral", "none")


def predict(row: dict[str, object], world: World, settled: bool) -> str:
    """The label that the rules give to one line; with `settled`, what they leave unsure is "none"."""
    source, _, text = str(row["statement"]).removeprefix("narrator: ").partition(": ")
    proposition = str(row["proposition"])
    question = Question(str(row["question"]), "", proposition, _about(proposition), date(1900, 1, 1))
    day = date(2020, 1, 1)
    own = frozenset(a for m in world.find_actors(source, day) for a in m.actors) or frozenset({"ACTOR"})
    mentions = [Mention(m.span, a, m.how) for m in world.find_actors(text, day) for a in m.actors]
    stances = []
    for passage in passages_of(text, Span(0, len(text))):
        said = Said(passage, mentions, own, proposition)
        stances += [
            s
            for s in side_of(said, matter_of(question))
            if s.holder.kind != "actors" or own & set(s.holder.actors)
        ]
    best = [s for s in strongest(stances) if s.side and not (settled and s.doubt)]
    return best[0].side or "none" if best else "none"


def _about(proposition: str) -> tuple[str, ...]:
    """What a user would write down: the pairs come without phrases."""
    return tuple(
        " ".join(t.stems)
        for t in matter_of(Question("", "", proposition, (), date(1900, 1, 1))).terms
        if t.kind == "matter"
    )


def macro_f1(pairs: list[tuple[str, str]]) -> float:
    """The mean F1 of the four labels over (gold, predicted) pairs."""
    total = 0.0
    for label in LABELS:
        hit = sum(g == p == label for g, p in pairs)
        gold, said = sum(g == label for g, _ in pairs), sum(p == label for _, p in pairs)
        total += 2 * hit / (gold + said) if gold + said else 0.0
    return total / len(LABELS)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pairs", type=Path)
    parser.add_argument("--part", choices=("dev", "test", "all"), default="all")
    parser.add_argument("--misses", action="store_true", help="print what went wrong")
    options = parser.parse_args()
    rows = [json.loads(line) for line in options.pairs.read_text(encoding="utf-8").splitlines()]
    order = list(dict.fromkeys(r["question"] for r in rows))
    keep = {"dev": order[::2], "test": order[1::2], "all": order}[options.part]
    rows = [r for r in rows if r["question"] in keep]
    world = World.load()
    for settled in (False, True):
        pairs = [(r["label"], predict(r, world, settled)) for r in rows]
        print("settled alone" if settled else "unsure counted as said", f"({len(rows)} lines)")
        for name, chosen in (("all", (0, 1)), ("plain", (0,)), ("hard", (1,))):
            some = [p for p, r in zip(pairs, rows, strict=True) if int(r["hard"]) in chosen]
            right = sum(g == p for g, p in some) / len(some)
            sided = [(g, p) for g, p in some if p != "none"]
            precision = sum(g == p for g, p in sided) / max(1, len(sided))
            opposite = sum({g, p} == {"for", "against"} for g, p in some)
            print(
                f"  {name:6} macro-F1 {macro_f1(some):.3f}  accuracy {right:.3f}  "
                f"precision of a side {precision:.3f} ({len(sided)})  opposite {opposite}"
            )
        if not settled:
            print("  ", dict(Counter(pairs)))
    if options.misses:
        for row in rows:
            said = predict(row, world, settled=False)
            if said != row["label"]:
                hard = "H" if row["hard"] else " "
                print(f"{row['label']:>7} -> {said:7} {hard} {row['question']}: {row['statement']}")


if __name__ == "__main__":
    main()
