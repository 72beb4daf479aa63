"""Copies made of real agency reports at test time, for the gate of test_copies_accuracy.py.

The reports lie in the folder of the evaluation data and are nowhere in the project: what stands here is how
versions are made of them, and our own sentences. One seed gives one set of texts. Each group is an original
with the versions that an editor might print: cut, under another lead, re-worded, mixed with sentences of his
own. Beside them stand stories that only look like copies: with the quotations of another story, with its
background, and round-ups of several stories.
"""

from __future__ import annotations

import gzip
import json
import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Literal, NamedTuple

CASES = Path(__file__).parent / "cases"
Part = Literal["dev", "test"]
GROUPS = 60  # of each part, of which REWORDED hold a version that a person re-worded
REWORDED = 20
ROUND_UPS, BORROWED = 15, 20
SEED = 20240817

SYNONYMS = dict(
    pair.split("=")
    for pair in """said=stated;told reporters=said to the press;announced=made known;reported=wrote
condemned=denounced;praised=commended;killed=slain;urged=called on;warned=cautioned;met=saw;began=started
arrested=detained;according to=in the words of;agreement=accord;talks=negotiations;leader=chief;attack=assault
country=nation;countries=nations;government=cabinet;help=assistance;because=since;before=ahead of
about=around;more than=over;at least=no fewer than;also=as well;although=though;however=still
election=vote;elections=polls;president=head of state;police=officers;increase=rise;decision=move
decided=resolved;support=backing;expressed=voiced;meeting=gathering;visit=trip;held=staged;plan=scheme
plans=schemes;problem=difficulty;issue=matter;issues=matters;people=persons;large=big;important=weighty
major=main;the world=the globe;international=global;last week=a week ago;last year=the year before
recent=latest;several=a number of;many=a good many;some=certain;show=prove;shows=proves;would=was to
end=conclusion;fighting=combat;troops=soldiers;accused=charged;accusing=charging;called for=demanded
stressed=underlined;added=went on;noted=observed;discuss=go over;discussed=went over;strengthen=reinforce
promote=further;cooperation=joint work;economic=business;development=growth;continue=go on;continued=went on
despite=in spite of;result=outcome;results=outcomes;report=account;member=delegate;members=delegates
powerful=strong;difficult=hard;quickly=fast;new=fresh;opened=started;close=near;return=come back
victory=win;defeated=beat;won=gained;rejected=turned down;denied=disputed;demanded=insisted on
proposal=offer;measures=steps;violence=bloodshed;protest=demonstration;protests=demonstrations
capital=main city;local=regional;former=one-time;situation=position;crisis=emergency;war=conflict
injured=hurt;wounded=hurt;dead=killed;died=lost their lives;home=house;child=youngster;children=youngsters
money=funds;company=firm;companies=firms;huge=vast;small=little;start=beginning;final=last;public=open
during=in the course of;since=ever since;until=up to;near=close to;through=by way of;against=in opposition to
between=among;without=lacking;including=among them;following=in the wake of;after=once;only=merely""".replace(
        "\n", ";"
    ).split(";")
)
NUMBERS = dict(
    zip(
        "two three four five six seven eight nine ten eleven twelve".split(),
        map(str, range(2, 13)),
        strict=True,
    )
)
LEADS = """Editors across the region followed the matter closely on {day}, with {a} in the foreground.
There was fresh movement on {day} in the affair that has kept {a} and {b} busy.
What is known so far about {a}, in brief, from our desk and from the wires.
{a} was in the headlines again on {day}, and so, less expectedly, was {b}.
A turn of events concerning {a} drew comment from many quarters on {day}.
The latest on {a} and {b}, as the agencies tell it, reached us late on {day}.
Nobody who follows {a} will have been surprised by what happened on {day}.
It was once more {b} that gave readers of this page something to think about.""".split("\n")
OWN = """Our correspondent could not reach anybody at the ministry before this edition went to press.
Readers wrote to this newspaper in great numbers when the subject last came up.
Shops along the main avenue closed early, and taxis were hard to find after dusk.
A retired schoolteacher who was buying bread said that she had stopped following the matter.
The weather office expects heavy rain in the south over the coming days.
Traders at the bourse paid little attention, and the index closed where it had opened.
This page will carry a longer article on the background in its weekend edition.
The story was first told on the evening bulletin and has since been taken up by others.
An opinion poll on the subject, ordered by this newspaper, is due at the end of the month.
Lecturers at the university have offered to explain the legal side at an open evening.
The opposition's press office sent a short note but would not be drawn on details.
Letters from both camps are printed on page seven, abridged where they ran too long.
For travellers the consequences are slight, the tourist board believes.
Two bakers, a plumber and a student gave us four different answers in the street.
The embassy here left our questions unanswered, as it has done since spring.
In the harbour the cranes stood still for an hour, though for quite another cause.
Historians will find parallels in the quarrels of the nineteenth century.
Whether parliament takes it up in autumn depends on its crowded calendar.
Our cartoonist has his own view, which is printed overleaf.
A similar case kept the courts of the neighbouring province occupied for nine years.
The bishop mentioned it in his sermon without naming anybody.
Insurance firms have asked for patience while they work out what it means for them.
Ticket sales for the cup final were, as usual, the bigger topic in the cafes.
By midnight the square had emptied and street sweepers were at work.
Economists whom we asked differ on what it will cost, and some declined to guess.
The mayor cut short a holiday by the lake and drove back with his family.
School buses ran as on any other day, except on the ring road.
A spokeswoman for the port authority promised an answer by Thursday.
In the archive of this newspaper the first mention goes back eleven years.
Farmers in the valley, busy with the plum harvest, shrugged when we asked them.
Translators worked through the night to have all documents ready.
Pensioners who meet on the bench by the fountain had the last word, as ever.""".split("\n")
DATELINES = ("LISBON, {m} 4 (MNA) - ", "VIENNA ({o}) - ", "OSLO, {m} 12, {o} -- ", "TUNIS, {m} 21 (NPA) - ")
MARKS = ("\n\n(MNA)", "\n\n(NPA)", "\n\nAdditional reporting by our staff", "\n\n(ONS, MNA)", "")
ROUND_UP_LEAD = "Here is what else happened abroad, in the order in which it reached this desk."


class Version(NamedTuple):
    """A text with the group it belongs to and how it was made."""

    id: str
    group: str
    kind: str
    text: str


@dataclass(frozen=True)
class Corpus:
    """The real reports by id, and what people wrote about them."""

    reports: dict[str, dict[str, str]]
    rewordings: dict[str, tuple[Part, str]]
    near: tuple[tuple[str, str], ...]
    open: tuple[tuple[str, str], ...]

    @classmethod
    def load(cls, reports: Path) -> Corpus:
        """Read the reports, the re-wordings and the labels of reports that are versions of each other."""
        with gzip.open(reports, "rt", encoding="utf8") as lines:
            found = {report["id"]: report for report in map(json.loads, lines)}
        kept = [json.loads(line) for line in (CASES / "reworded_copies.jsonl").read_text("utf8").splitlines()]
        labels = json.loads((CASES / "agency_copies.json").read_text("utf8"))
        return cls(
            found,
            {one["id"]: (one["part"], one["text"]) for one in kept},
            tuple((a, b) for a, b in labels["copies"]),
            tuple((a, b) for a, b in labels["open"]),
        )

    @cached_property
    def labelled(self) -> set[str]:
        return {one for pair in (*self.near, *self.open) for one in pair}

    @cached_property
    def left_out(self) -> set[str]:
        """One of each two reports that nobody can tell: neither a copy nor none."""
        return {b for _, b in self.open}

    def reworded(self, source: str) -> str:
        """A re-wording with the source's quotations put in where it has placeholders."""
        text = self.reports[source]["text"]
        return re.sub(
            r"\{\{(\d+):(\d+)\}\}",
            lambda match: text[int(match[1]) : int(match[2])],
            self.rewordings[source][1],
        )

    def sources(self) -> dict[Part, list[str]]:
        """The originals of the groups: those re-worded by hand, and others drawn by lot; no two parts share
        one."""
        drawn: dict[Part, list[str]] = {
            part: [one for one, (of, _) in self.rewordings.items() if of == part] for part in ("dev", "test")
        }
        others = [
            one
            for one, report in sorted(self.reports.items())
            if one not in self.rewordings
            and one not in self.labelled
            and len(paragraphs(report["text"])) >= 6
        ]
        random.Random(SEED).shuffle(others)
        for of in drawn.values():
            missing = GROUPS - len(of)
            of.extend(others[:missing])
            others = others[missing:]
        return drawn

    def made(self, part: Part) -> Iterator[Version]:
        """All made texts of one part."""
        sources = self.sources()
        taken = {one for of in sources.values() for one in of} | self.labelled
        frames = [one for one in sorted(self.reports) if one not in taken]
        chance = random.Random(f"{SEED} {part}")
        chance.shuffle(frames)
        for source in sources[part]:
            yield from self._group(source, chance)
        yield from self._lookalikes(sources[part], frames[:: 2 if part == "dev" else -2], chance)

    def _group(self, source: str, chance: random.Random) -> Iterator[Version]:
        text = self.reports[source]["text"]
        kinds = chance.sample(list(KINDS), chance.randint(2, 4))
        for kind in kinds:
            yield Version(f"{source}/{kind}", source, kind, KINDS[kind](text, chance))
        if source in self.rewordings:
            yield Version(f"{source}/by hand", source, "by hand", self.reworded(source))

    def _lookalikes(self, sources: list[str], frames: list[str], chance: random.Random) -> Iterator[Version]:
        """Stories that borrow from another: each belongs to the story that frames it; a round-up to none."""
        spoken = [one for one in sources if len(quotations(self.reports[one]["text"])) >= 2]
        for at, source in enumerate(chance.sample(spoken, min(BORROWED, len(spoken)))):
            frame = self.nearest(source, frames)
            frames.remove(frame)
            borrowed = [f'"{quotation}" it was said.' for quotation in quotations(self.text(source))]
            text = "\n\n".join(woven(paragraphs(self.text(frame)), borrowed, chance))
            yield Version(f"{frame}/quoting {at}", frame, "other story, same quotations", text)
        for at, source in enumerate(chance.sample(sources, BORROWED)):
            frame = self.nearest(source, frames)
            frames.remove(frame)
            background = last_part(self.text(source), 0.25)
            text = "\n\n".join([*paragraphs(self.text(frame)), *background])
            yield Version(f"{frame}/background {at}", frame, "other story, same background", text)
        for at in range(ROUND_UPS):
            stories = chance.sample(sources, chance.randint(3, 5))
            texts = [self.text(one) for one in stories]
            if at % 2:
                texts = ["\n\n".join(first_part(text, 0.6)) for text in texts]
            yield Version(
                f"{part_of(sources)}/round-up {at}",
                f"round-up {at}",
                "round-up",
                "\n\n".join([ROUND_UP_LEAD, *texts]),
            )

    def followed_up(self, part: Part) -> Iterator[tuple[str, str]]:
        """Yield originals of one part, each with a story on the same matter that repeats half of it beneath
        as much of its own.
        """
        sources = self.sources()
        taken = {one for of in sources.values() for one in of} | self.labelled
        frames = [one for one in sorted(self.reports) if one not in taken]
        chance = random.Random(f"{SEED} follow-ups {part}")
        chance.shuffle(frames)
        frames = frames[:: 2 if part == "dev" else -2]
        for source in sources[part]:
            frame = self.nearest(source, frames)
            frames.remove(frame)
            half = chance.choice((first_part, last_part))(self.text(source), 0.5)
            own = first_part(self.text(frame), len(" ".join(half).split()) / len(self.text(frame).split()))
            yield self.text(source), "\n\n".join([*own, *half])

    def text(self, report: str) -> str:
        return self.reports[report]["text"]

    @cached_property
    def names(self) -> dict[str, set[str]]:
        return {one: set(re.findall(r"(?<=[a-z,] )[A-Z]\w{3,}", self.text(one))) for one in self.reports}

    def nearest(self, source: str, frames: list[str]) -> str:
        """The story that has most names in common with the source, as one on the same matter has."""
        return max(frames, key=lambda one: (len(self.names[one] & self.names[source]), one))


def part_of(sources: list[str]) -> str:
    return sources[0]


def paragraphs(text: str) -> list[str]:
    return [one.strip() for one in re.split(r"\n\s*\n", text) if one.strip()]


def sentences(paragraph: str) -> list[str]:
    """Cut where a full stop, not one of a short word or inside a quotation, is followed by a capital."""
    cuts, quoted, last = [], False, 0
    for match in re.finditer(r'"|(?<=[a-z\d)"]{3})[.!?]\s+(?=[A-Z])', paragraph):
        if match[0] == '"':
            quoted = not quoted
        elif not quoted:
            cuts.append(paragraph[last : match.start() + 1])
            last = match.end()
    return [*cuts, paragraph[last:]]


def quotations(text: str) -> list[str]:
    return [one for one in re.findall(r'"([^"\n]{40,}?)"', text) if not one[0].isspace()]


def first_part(text: str, share: float) -> list[str]:
    """The paragraphs from the first on that hold about `share` of the words."""
    wanted, found = share * len(text.split()), list[str]()
    for one in paragraphs(text):
        if found and sum(len(p.split()) for p in found) + len(one.split()) / 2 > wanted:
            break
        found.append(one)
    return found


def last_part(text: str, share: float) -> list[str]:
    return first_part("\n\n".join(reversed(paragraphs(text))), share)[::-1]


def woven(into: list[str], others: list[str], chance: random.Random) -> list[str]:
    """`others` set between the items of `into`, both in their order."""
    places = sorted(chance.randint(1, len(into)) for _ in others)
    woven_in = list(into)
    for moved, (place, other) in enumerate(zip(places, others, strict=True)):
        woven_in.insert(place + moved, other)
    return woven_in


# --- what an editor does with a text --------------------------------------------


def cut(text: str, chance: random.Random) -> str:
    return "\n\n".join(first_part(text, chance.uniform(0.35, 0.75)))


def quarter(text: str, chance: random.Random) -> str:
    return "\n\n".join(first_part(text, 0.25))


def thinned(text: str, chance: random.Random) -> str:
    """Sentences dropped here and there, the first kept; run together without blank lines."""
    keep = chance.uniform(0.4, 0.8)
    every = [one for paragraph in paragraphs(text) for one in sentences(paragraph)]
    return " ".join([every[0], *(one for one in every[1:] if chance.random() < keep)])


def led_anew(text: str, chance: random.Random) -> str:
    """Another dateline, lead and agency mark, the old first sentence gone."""
    names = re.findall(r"(?<=[a-z] )[A-Z][a-z]{3,}", text) or ["the capital", "the border"]
    lead = chance.choice(LEADS).format(
        day=chance.choice(("Monday", "Wednesday", "Saturday")), a=names[0], b=chance.choice(names)
    )
    dateline = chance.choice(DATELINES).format(m=chance.choice(("May", "Nov", "Sept")), o="Harbour Gazette")
    first, *rest = paragraphs(text)
    kept = sentences(first)[1:]
    return dateline + "\n\n".join([lead, *([" ".join(kept)] if kept else []), *rest]) + chance.choice(MARKS)


def mixed(text: str, chance: random.Random) -> str:
    return "\n\n".join(woven(paragraphs(text), chance.sample(OWN, chance.randint(2, 5)), chance))


def reworded(text: str, chance: random.Random) -> str:
    return "\n\n".join(
        " ".join(sentence_reworded(one, chance) for one in sentences(paragraph))
        for paragraph in paragraphs(text)
    )


def sentence_reworded(sentence: str, chance: random.Random) -> str:
    """Move the attribution, swap clauses, spell numbers, then put other words; quotations stay."""
    for rule in chance.sample(MOVES, len(MOVES)):
        moved = rule(sentence)
        if moved != sentence:
            sentence = moved
            break
    pieces = re.split(r'("[^"]*"?)', sentence)
    return "".join(one if one.startswith('"') else other_words(one) for one in pieces)


def other_words(text: str) -> str:
    def other(match: re.Match[str]) -> str:
        found = TABLE[match[0].lower()]
        return found[0].upper() + found[1:] if match[0][0].isupper() else found

    return WORDS.sub(other, text)


def said_last(sentence: str) -> str:
    """ "The minister said that ..." becomes "..., as the minister put it."."""
    if '"' in sentence:
        return sentence
    return re.sub(
        r"^([A-Z][^,]{3,60}?) (?:said|told reporters|announced)(?: \w+day)? that (.+)\.$",
        lambda match: f"{match[2][0].upper()}{match[2][1:]}, as {match[1]} put it.",
        sentence,
    )


def said_first(sentence: str) -> str:
    if '"' in sentence:
        return sentence
    return re.sub(
        r"^(.{30,}), ([^,]{3,60}) said(?: (?:on )?\w+day)?\.$",
        lambda match: f"In a statement {match[2]} made it clear that {match[1][0].lower()}{match[1][1:]}.",
        sentence,
    )


def clause_first(sentence: str) -> str:
    if '"' in sentence:
        return sentence
    return re.sub(
        r"^([A-Z].{20,}?),? (after|when|while|because|as|since) ([a-z].{15,})\.$",
        lambda match: f"{match[2].capitalize()} {match[3]}, {match[1][0].lower()}{match[1][1:]}.",
        sentence,
    )


def made_passive(sentence: str) -> str:
    return re.sub(
        r"^([A-Z][\w ]{3,40}) (condemned|praised|rejected|arrested|killed|welcomed|approved|signed) "
        r"(the [\w ]{4,60}?)( on \w+day)?\.$",
        lambda match: f"{match[3][0].upper()}{match[3][1:]} was {match[2]} by {match[1]}{match[4] or ''}.",
        sentence,
    )


MOVES = [said_last, said_first, clause_first, made_passive]
TABLE = SYNONYMS | NUMBERS
WORDS = re.compile(r"\b(" + "|".join(sorted(map(re.escape, TABLE), key=len, reverse=True)) + r")\b", re.I)
Change = Callable[[str, random.Random], str]


def chained(*changes: Change) -> Change:
    def run(text: str, chance: random.Random) -> str:
        for change in changes:
            text = change(text, chance)
        return text

    return run


KINDS: dict[str, Change] = {
    "cut": cut,
    "quarter": quarter,
    "thinned": thinned,
    "led anew": led_anew,
    "mixed": mixed,
    "reworded": reworded,
    "cut, led anew": chained(cut, led_anew),
    "reworded, cut": chained(reworded, cut),
    "reworded, thinned, led anew": chained(reworded, thinned, led_anew),
    "quarter, mixed": chained(quarter, mixed),
    "reworded, mixed, led anew": chained(reworded, mixed, led_anew),
    "thinned, mixed": chained(thinned, mixed),
}
