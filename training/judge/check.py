"""Check the pairs against LABELLING.md: `python training/judge/check.py [QUESTION ...]`."""

import json
import sys
import tomllib
from collections import Counter
from pathlib import Path

HERE = Path(__file__).parent
FIELDS = {"actor", "before", "sentence", "source", "content", "side", "modality", "explicit", "act", "kind"}
SIDES = ("for", "against", "neutral", "none")
MODALITIES = ("asserted", "intended", "conditional", "former")
ACTS = "recognise refuse support condemn urge threaten pledge deny decline neutral state".split()
KINDS = (
    "double_negation veto_or_vote not_ruled_out took_note understands rival_claim dialogue condition "
    "reversal no_longer denial irony two_questions neighbour opponent claimed wrong_voice declined "
    "narrated pronoun long"
).split()


def faults(pair: dict[str, object]) -> list[str]:
    """Return what is wrong with the form of a pair."""
    if set(pair) != FIELDS:
        return [f"fields {sorted(set(pair) ^ FIELDS)}"]
    found = []
    sentence = str(pair["sentence"])
    if not pair["content"] or str(pair["content"]) not in sentence:
        found.append("content is not in the sentence")
    if str(pair["source"]) not in sentence:
        found.append("source is not in the sentence")
    for field, allowed in (
        ("side", SIDES),
        ("modality", MODALITIES),
        ("act", ACTS),
        ("kind", (None, *KINDS)),
    ):
        if pair[field] not in allowed:
            found.append(f"{field} {pair[field]!r}")
    if not isinstance(pair["explicit"], bool) or not pair["actor"]:
        found.append("explicit or actor")
    return found


def main() -> None:
    questions = set()
    for path in sorted(HERE.glob("questions*.toml")):
        questions |= set(tomllib.loads(path.read_text("utf-8")))
    wanted = sys.argv[1:] or sorted(path.stem for path in (HERE / "pairs").glob("*.jsonl"))
    bad, sides, hard, seen = 0, Counter[str](), 0, set[str]()
    for name in wanted:
        lines = (HERE / "pairs" / f"{name}.jsonl").read_text("utf-8").splitlines()
        if name not in questions:
            print(f"{name}: no such question")
            bad += 1
        for number, line in enumerate(lines, 1):
            pair = json.loads(line)
            for fault in faults(pair):
                print(f"{name}:{number}: {fault}")
                bad += 1
            if pair.get("sentence") in seen:
                print(f"{name}:{number}: the sentence stands twice")
                bad += 1
            seen.add(pair.get("sentence"))
            sides[pair.get("side")] += 1
            hard += pair.get("kind") is not None
        print(f"{name}: {len(lines)}")
    print(f"{len(wanted)} questions, {sum(sides.values())} pairs, {dict(sides)}, hard {hard}, faults {bad}")
    sys.exit(bool(bad))


if __name__ == "__main__":
    main()
