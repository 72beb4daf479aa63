"""Reports for the judge's tests, built as resolution would hand them on.

`known_of` takes a text and what is said in it as (source, cue, content, actor) stretches of that text;
every name of a state in NAMES is marked as a mention.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from onrecord.extract.sentences import split_sentences
from onrecord.model import (
    Found,
    Known,
    Mention,
    Moment,
    Question,
    Relay,
    Report,
    Span,
    Speaker,
    Statement,
    Voice,
)

DAY = date(2022, 9, 30)
NAMES = {
    "Albania|Albanian|Tirana": "ALB",
    "Australia|Australian|Canberra": "AUS",
    "Brazil|Brazilian|Brasilia": "BRA",
    "Canada|Canadian|Ottawa": "CAN",
    "China|Chinese|Beijing": "CHN",
    "the Comoros|Comoros": "COM",
    "Cuba|Cuban|Havana": "CUB",
    "Finland|Finnish|Helsinki": "FIN",
    "France|French|Paris": "FRA",
    "Germany|German|Berlin|Scholz": "DEU",
    "Ghana|Ghanaian|Accra": "GHA",
    "Hungary|Hungarian|Budapest": "HUN",
    "India|Indian|New Delhi": "IND",
    "Iran|Iranian|Tehran": "IRN",
    "Israel|Israeli": "ISR",
    "Japan|Japanese|Tokyo": "JPN",
    "Kosovo|Pristina": "XKX",
    "Latvia|Latvian|Riga": "LVA",
    "Mali|Malian|Bamako": "MLI",
    "New Zealand|Wellington|Mahuta": "NZL",
    "Norway|Norwegian|Oslo": "NOR",
    "Poland|Polish|Warsaw": "POL",
    "Russia|Russian|Moscow|the Kremlin|Putin": "RUS",
    "Serbia|Serbian|Belgrade|Vucic": "SRB",
    "Spain|Spanish|Madrid": "ESP",
    "Sweden|Swedish|Stockholm": "SWE",
    "Turkey|Turkish|Ankara": "TUR",
    "Ukraine|Ukrainian|Kyiv": "UKR",
    "the United States|United States|US|Washington|Biden": "USA",
    "Venezuela|Venezuelan|Caracas|Maduro": "VEN",
}
Said = tuple[str, str, str, str]


def question(proposition: str, *about: str, name: str = "q", since: date = date(2000, 1, 1)) -> Question:
    return Question(id=name, title=name, proposition=proposition, about=about, since=since)


VOTES = question(
    "The results of the September 2022 referendums in occupied Ukraine, and the annexation built on them, "
    "are valid and should be recognised.",
    "referendum",
    "referenda",
    "annexation",
    "annex",
)
KOSOVO = question("Kosovo should be recognised as an independent state.", "Kosovo")
EMBARGO = question("The United States embargo against Cuba should be lifted.", "embargo", "blockade")
NATO = question("Sweden and Finland should be admitted to NATO.", "NATO")
CARACAS = question("Juan Guaido is the legitimate interim president of Venezuela.", "Guaido")
SANCTIONS = question("Sanctions on Iran should be kept.", "sanctions")
STRIKES = question("The air strikes on Mali are justified.", "strikes", "air strikes")
TRUCE = question(
    "The UN Security Council should demand an immediate ceasefire in Mali.", "ceasefire", "truce"
)
PIPELINE = question("The Northern Link pipeline should be completed.", "pipeline")


def known_of(text: str, said: Sequence[Said] = (), title: str | None = None, **changes: object) -> Known:
    """A report with these statements. `changes` set fields of every voice, such as sourcing or route."""
    report = Report("r", "r.txt", text, DAY, None, title, None, "en", "0" * 64)
    statements, voices = [], []
    for number, (source, cue, content, actor) in enumerate(said, start=1):
        statements.append(_statement(f"s{number}", text, source, cue, content))
        voices.append(_voice(f"s{number}", source, actor, changes))
    published = Moment(None, None, DAY, "published")
    found = Found(
        report, split_sentences(report), tuple(statements), tuple(published for _ in said), (), (), ()
    )
    return Known(found, tuple(voices), mentions_in(text), ())


def titled(known: Known, asked: Question) -> Known:
    """The report under a title that names all that the question names, as a report on it does somewhere."""
    report = replace(known.found.report, title=asked.proposition)
    return replace(known, found=replace(known.found, report=report))


def said_by(actor: str, content: str, cue: str = "said", title: str | None = None) -> Known:
    """A report of one sentence: "The minister said CONTENT"."""
    return known_of(f"The minister {cue} {content}.", [("The minister", cue, content, actor)], title)


def mentions_in(text: str) -> tuple[Mention, ...]:
    found = []
    for names, code in NAMES.items():
        for hit in re.finditer(rf"\b(?:{names})\b", text):
            found.append(Mention(Span(hit.start(), hit.end()), code, "name"))
    return tuple(sorted(found, key=lambda m: m.span))


def _statement(id_: str, text: str, source: str, cue: str, content: str) -> Statement:
    body = _find(text, content)
    quoted = text[max(0, body.start - 1)] in '"“'
    return Statement(
        id=id_,
        cue=(_find(text, cue),) if cue else (),
        source=(_find(text, source),) if source else (),
        content=(body,),
        directness="direct" if quoted else "indirect",
    )


def _find(text: str, words: str) -> Span:
    start = text.index(words)
    return Span(start, start + len(words))


def _voice(id_: str, source: str, actor: str, changes: dict[str, object]) -> Voice:
    codes = tuple(c for c in actor.split("+") if c)
    speaker = (
        Speaker(None, source, "government", codes[0] if len(codes) == 1 else None, codes, ())
        if codes
        else None
    )
    fields: dict[str, object] = {
        "statement": id_,
        "speaker": speaker,
        "candidates": (),
        "relayed_by": (),
        "sourcing": "named" if codes else "unknown",
        "route": "own" if len(codes) < 2 else "joint",
        "occasion": None,
        "speaks_for_actor": bool(codes),
    }
    return Voice(**(fields | changes))  # type: ignore[arg-type]


def relay(text: str, name: str) -> Relay:
    return Relay(name, _find(text, name))
