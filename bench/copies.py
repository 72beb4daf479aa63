"""Measure how finding copies grows with the reports: time and memory for 1,000, 10,000 and 100,000.

    python bench/copies.py [N...]

The reports are invented: 120 to 600 words drawn as words are in a language (few often, most seldom), with
names of their own, and two in five are copies of an earlier one: cut, under another lead, a twentieth of
the words replaced. One story in two hundred is carried by forty outlets, and one background paragraph by a
hundredth of all reports. A sentence in five is a quotation, and a fiftieth of all reports quote from one
speech, each what it likes. A step that grows with the reports takes ten times as long and as much memory
for ten times as many; one that grows with their square takes a hundred times.
"""

from __future__ import annotations

import random
import resource
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence

from onrecord.record.copies import Carried, Text, candidates, groups, related, sketch

SIZES = (1_000, 10_000, 100_000)
WORDS, NAMES = 30_000, 20_000
SHARE_COPIED, CARRIED_WIDELY, OUTLETS, BACKGROUND = 0.4, 0.005, 40, 0.01
QUOTED, SPEECH, SPEECH_WORDS = 0.2, 0.02, 400
KEPT = 20_000  # prepared texts held at once, so that memory does not grow with their number
GRAMMAR = 0.45  # of all words
SEED = 7


def main(sizes: Sequence[int]) -> None:
    """Each size in a process of its own, for its peak of memory."""
    before: dict[str, tuple[float, float]] = {}
    for size in sizes:
        done = subprocess.run(
            [sys.executable, __file__, "--one", str(size)], check=True, stdout=subprocess.PIPE, text=True
        )
        *steps, counted = done.stdout.splitlines()
        print(f"\n{size:,} reports: {counted}", flush=True)
        for line in steps:
            step, seconds, megabytes = line.split()
            now = (float(seconds), float(megabytes))
            told = (
                f"{step:>11} {now[0]:9.2f} s {1e3 * now[0] / size:7.3f} ms a report {now[1]:8.0f} MB at most"
            )
            if step in before:
                slower, larger = now[0] / max(before[step][0], 1e-3), now[1] / before[step][1]
                told += f"   time x {slower:.1f}, memory x {larger:.1f}"
            print(told, flush=True)
            before[step] = now


def one(size: int) -> None:
    texts = list(reports(size))
    sketch(texts[0], ())  # the library is loaded and its permutations made: once a process, 2 s
    start = time.perf_counter()
    sketches = [sketch(text, ()) for text in texts]
    print("sketch", time.perf_counter() - start, peak(), flush=True)
    start = time.perf_counter()
    pairs = list(candidates(sketches))
    print("candidates", time.perf_counter() - start, peak(), flush=True)
    start = time.perf_counter()
    links = list(linked(texts, pairs))
    print("compare", time.perf_counter() - start, peak(), flush=True)
    of_many = sum(len(group) > 1 for group in groups(size, links))
    print(f"{len(pairs):,} pairs compared, {len(links):,} copies, {of_many:,} groups")


def linked(texts: Sequence[str], pairs: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    prepared: dict[int, Carried] = {}
    for i, j in pairs:
        if len(prepared) >= KEPT:
            prepared.clear()
        for which in (i, j):
            if which not in prepared:
                outlet = f"The {which % OUTLETS} Gazette"
                prepared[which] = Carried(Text.of(texts[which]), texts[which], outlet, ())
        found = related(prepared[i], prepared[j])
        if found and found.kind == "copy":
            yield i, j


def peak() -> float:
    """The most memory the process has held, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def reports(size: int) -> Iterator[str]:
    chance = random.Random(SEED)
    words = [word(chance) for _ in range(WORDS)]
    names = [word(chance).capitalize() for _ in range(NAMES)]
    # Zipf's law, the words of grammar apart: they are nearly half of what is written, and say nothing
    weights = [1 / (rank + 50) for rank in range(WORDS)]
    pool = chance.choices(words, weights, k=200_000)
    for at in chance.sample(range(len(pool)), round(GRAMMAR * len(pool))):
        pool[at] = chance.choice(("the", "of", "to", "in", "a", "and", "said", "that", "on", "was", "for"))
    background = story(chance, pool, names[:3], 60)
    speech = chance.choices(pool, k=SPEECH_WORDS)
    made: list[str] = []
    while len(made) < size:
        if made and chance.random() < SHARE_COPIED:
            made.append(edited(chance, chance.choice(made[-2000:]), pool))
            continue
        own = story(chance, pool, chance.sample(names, 6), chance.randint(120, 600))
        if chance.random() < BACKGROUND:
            own += "\n\n" + background
        if chance.random() < SPEECH:
            start = chance.randrange(SPEECH_WORDS - 40)
            own += f'\n\n"{" ".join(speech[start : start + chance.randint(12, 40)])}," it was said.'
        made.append(own)
        if chance.random() < CARRIED_WIDELY * (1 - SHARE_COPIED):
            made.extend(edited(chance, own, pool) for _ in range(OUTLETS))
    yield from made[:size]


def word(chance: random.Random) -> str:
    return "".join(
        chance.choice("bdfgklmnprstvz") + chance.choice("aeiou") for _ in range(chance.randint(1, 4))
    )


def story(chance: random.Random, pool: Sequence[str], names: Sequence[str], length: int) -> str:
    sentences: list[str] = []
    told = 0
    while told < length:
        number = chance.randint(12, 32)
        said = chance.choices(pool, k=number)
        for _ in range(2):
            said[chance.randrange(number)] = chance.choice(names)
        sentence = " ".join(said).capitalize() + "."
        sentences.append(f'"{sentence}"' if chance.random() < QUOTED else sentence)
        told += number
    return "\n\n".join(sentences)


def edited(chance: random.Random, text: str, pool: Sequence[str]) -> str:
    paragraphs = text.split("\n\n")
    kept = paragraphs[: max(2, round(len(paragraphs) * chance.uniform(0.4, 1)))]
    if chance.random() < 0.3:
        kept[0] = story(chance, pool, ["Vara"], 15)
    words = " ".join(kept).split(" ")
    for at in chance.sample(range(len(words)), len(words) // 20):
        words[at] = chance.choice(pool) + ("." if words[at].endswith(".") else "")
    return " ".join(words)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--one"]:
        one(int(sys.argv[2]))
    else:
        main([int(size) for size in sys.argv[1:]] or SIZES)
