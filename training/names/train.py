"""Train the model of names, which tells how likely the people of each state bear a name.

    python -m training.names.train [--epochs 14] [--seed 20261123] [--ship]

Learns from `names.tsv` (given and family names by state) and from the persons of the program's own tables of
offices; prints how well it tells the state of persons whose surname it never saw; `--ship` trains on all of
them and writes `src/onrecord/world/data/bearers.npz`. Some two minutes on one core.
"""

import argparse
import random
import zlib
from collections import defaultdict
from pathlib import Path
from typing import NamedTuple

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from onrecord.world import World
from onrecord.world.bearers import BUCKETS, SCALE, pieces

HERE = Path(__file__).parent
SHIPPED = HERE.parent.parent / "src" / "onrecord" / "world" / "data" / "bearers.npz"
WIDTH, BATCH, RATE = 48, 256, 0.01
DRAWN = 250  # names of a state an epoch, from its lists and from the tables each
FORGOTTEN = 0.15  # share of pieces left out in training


class Lists(NamedTuple):
    """The names of a state; `family_first` where agencies print them so."""

    family_first: bool
    given: list[str]
    family: list[str]

    def draw(self, chance: random.Random) -> str:
        """Return a name, the frequent ones more often."""
        given, family = (
            names[int(len(names) * chance.random() ** 1.2)] for names in (self.given, self.family)
        )
        return f"{family} {given}" if self.family_first else f"{given} {family}"


class Network(nn.Module):
    """The mean of the vectors of a name's pieces, and a logit for each state."""

    def __init__(self, states: int) -> None:
        super().__init__()
        self.vectors = nn.EmbeddingBag(BUCKETS, WIDTH, mode="mean")
        nn.init.normal_(self.vectors.weight, std=0.3)
        self.states = nn.Linear(WIDTH, states)

    def forward(self, found: list[list[int]]) -> Tensor:
        starts = np.cumsum([0, *(len(one) for one in found[:-1])])
        flat = torch.tensor([piece for one in found for piece in one])
        return self.states(SCALE * self.vectors(flat, torch.tensor(starts)))


def lists() -> dict[str, Lists]:
    rows = (line.rstrip("\n").split("\t") for line in (HERE / "names.tsv").open(encoding="utf8"))
    return {
        code: Lists(order == "FG", given.split("|"), family.split("|"))
        for code, order, given, family in (row for row in rows if not row[0].startswith("#"))
    }


def in_office() -> dict[str, list[str]]:
    """The persons with a full name who held an office of a state, by state."""
    found = defaultdict(set)
    actors = World.load().actors
    for tenure in World.load().tenures:
        if actors[tenure.actor].kind == "state" and " " in tenure.person:
            found[tenure.actor].add(tenure.person)
    return {code: sorted(persons) for code, persons in found.items()}


def kept_apart(name: str) -> bool:
    """Whether a person is for measuring: by the surname, so that no relative is learned from."""
    return zlib.crc32(name.rsplit(maxsplit=1)[-1].lower().encode()) % 10 == 0


def train(
    named: dict[str, Lists], held: dict[str, list[str]], states: list[str], epochs: int, seed: int
) -> Network:
    chance = random.Random(seed)
    torch.manual_seed(seed)
    torch.set_num_threads(1)
    network = Network(len(states))
    optimiser = torch.optim.Adam(network.parameters())
    for epoch in range(epochs):
        drawn = [
            (named[code].draw(chance), i)
            for i, code in enumerate(states)
            if code in named
            for _ in range(DRAWN)
        ]
        for i, code in enumerate(states):
            persons = held.get(code, [])
            drawn += [(name, i) for name in chance.sample(persons, min(len(persons), DRAWN))]
        chance.shuffle(drawn)
        optimiser.param_groups[0]["lr"] = RATE * (1 - epoch / epochs)
        mean = 0.0
        for start in range(0, len(drawn), BATCH):
            batch = drawn[start : start + BATCH]
            found = [pieces(name) for name, _ in batch]
            found = [[p for p in one if chance.random() > FORGOTTEN] or one for one in found]
            right = torch.tensor([state for _, state in batch])
            loss = functional.cross_entropy(network(found), right, label_smoothing=0.02)
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
            mean += loss.item() * len(batch) / len(drawn)
        print(f"epoch {epoch + 1}/{epochs} loss {mean:.3f}", flush=True)
    return network.eval()


def measure(network: Network, held: dict[str, list[str]], states: list[str]) -> None:
    """Print the share whose state comes first, of all states and of ten drawn by chance."""
    chance = random.Random(0)
    first = among = count = 0
    for code, persons in held.items():
        for name in persons:
            with torch.no_grad():
                logits = network([pieces(name)])[0].tolist()
            own = logits[states.index(code)]
            others = chance.sample([i for i, state in enumerate(states) if state != code], 9)
            first += own == max(logits)
            among += all(own > logits[i] for i in others)
            count += 1
    print(
        f"{count} persons kept apart: {first / count:.1%} first of {len(states)}, {among / count:.1%} of ten"
    )


def ship(network: Network, states: list[str]) -> None:
    vectors = network.vectors.weight.detach().numpy()
    scale = np.float32(np.abs(vectors).max() / 127)
    np.savez_compressed(
        SHIPPED,
        states=np.array(states),
        vectors=np.round(vectors / scale).astype(np.int8),
        scale=scale,
        weights=network.states.weight.detach().numpy(),
        bias=network.states.bias.detach().numpy(),
    )
    print(f"wrote {SHIPPED.name}, {SHIPPED.stat().st_size / 1e6:.1f} MB")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--epochs", type=int, default=14)
    parser.add_argument("--seed", type=int, default=20261123)
    parser.add_argument("--ship", action="store_true")
    arguments = parser.parse_args()
    named, held = lists(), in_office()
    states = sorted(named.keys() | {code for code, persons in held.items() if len(persons) >= 20})
    if not arguments.ship:
        apart = {
            code: [name for name in persons if kept_apart(name)]
            for code, persons in held.items()
            if code in states
        }
        held = {code: [name for name in persons if not kept_apart(name)] for code, persons in held.items()}
        measure(train(named, held, states, arguments.epochs, arguments.seed), apart, states)
        return
    ship(train(named, held, states, arguments.epochs, arguments.seed), states)


if __name__ == "__main__":
    main()
