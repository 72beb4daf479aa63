"""Documents: whose word a report, a survey, a resolution, new rules are.

A document is the word of the one who issued it: said with it ("a survey conducted by the ministry", "the
commerce ministry's estimate"), told by the verb that made it ("Chile has tabled a motion"), or said where
the report first named the document ("a report from the European Commission ... the report states")."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from onrecord.model import Reason, Span, Speaker
from onrecord.resolve.cast import Cast, Source
from onrecord.resolve.gatherings import gathering_of
from onrecord.resolve.introduced import introduction_of
from onrecord.resolve.phrases import read_phrase
from onrecord.resolve.treaties import signed_by, two_leaders

_NOUN = (
    r"reports?|stud(?:y|ies)|surveys?|resolutions?|drafts?|proposals?|agreements?|accords?|treat(?:y|ies)"
    r"|protocols?|statements?|communiqu[eé]s?|declarations?|rules|regulations?|guidelines?|decrees?"
    r"|estimates?|data|figures|statistics|outlooks?|documents?|publications?|yearbooks?|letters?"
    r"|reviews?|white papers?|circulars?"
    r"|notices?|orders?|directives?|motions?|plans?|constitution|bulletins?|newsletters?|forecasts?"
    r"|projections?|census|memos?|memorandum|draft law"
)
_DOCUMENT = re.compile(
    rf"(?P<lead>(?:the|an?|its|his|her|their|this|that|another)\s+)?(?P<before>(?:[\w.’'-]+\s){{0,6}}?)"
    rf"(?P<noun>{_NOUN}|(?:press |media )releases?)"
    r"(?=\s*$|\s*[,(:;\"“]|\s(?:on|of|by|from|in|into|to|at|that|which|about|for|against|between|with"
    r"|and|made"
    r"|drawn|put|\w+ed|\w+ing)\b)",
    re.IGNORECASE,
)
_ISSUED = (
    r"(?:issued|conducted|carried out|published|released|adopted|drafted|prepared|compiled|drawn up"
    r"|made|signed"
    r"|presented|commissioned|unveiled|posted|approved|announced|produced|written|tabled|proposed"
    r"|promulgated|(?:being )?(?:discussed|negotiated|drafted|debated))"
)
_BY = re.compile(
    rf",?\s(?:(?:jointly |recently |newly |just )?{_ISSUED}(?:\s[\w.]+){{0,4}}?\s(?:jointly\s)?by|by|from|of)"
    r"\s+(?=\S)",
    re.IGNORECASE,
)
_ON_SITE = re.compile(
    r"\s(?:(?:posted|published) )?on (?:the )?(?P<body>[\w -]+?)[’'ʼ]s? (?:web ?site|site|page)\b"
)
_MADE = re.compile(
    r"(?P<subject>[^.;:\"“”\n]*?)\s(?:(?:has|have|had|is|are|was|were|will|would|also|then|just|already)\s)*"
    r"(?:made|signed|issued|published|adopted|released|drafted|sponsored|tabled|submitted|put forward"
    r"|presented"
    r"|passed|approved|unveiled|launched|announced|introduced|drew up|proposed|circulated"
    r"|(?:making|signing|issuing|drafting|tabling))\s"
    r"(?:(?:an?|its|his|her|their|the|several|new)\s)?(?:[\w’'-]+\s){0,3}$"
)
_OF_THE_STATE = re.compile(
    r"(?:latest |new |recent |preliminary )?official (?:\w+ )?"
    r"(?:data|figures|statistics|estimates?|statements?)"
    r"|(?:presidential|royal|government|cabinet) (?:decrees?|orders?|statements?|communiqu[eé]s?)"
    r"|(?:\w+ )?five-year plan"
    r"|(?:country|nation|kingdom)[’'ʼ]s (?:\w+ ){0,2}(?:census|constitution)",
    re.IGNORECASE,
)
_IN_IT = re.compile(r"(?:Meanwhile, |But |And )?In (?:(?:an?|the|its|his|her|their) )?")
_WITH = re.compile(r" (?:issued |written |made )?with (?P<who>[^,.;:“”\"]{3,60}?),")
_WHOSE = re.compile(r"[’'ʼ]s? (?:[a-z-]+ ){0,3}")
_PLAIN = frozenset("same latest new joint final interim draft full first whole specific first-ever".split())
# Words for one paper by turns: "a forecast that ministers adopted ... the study".
_ALIKE = re.compile(
    r"reports?|stud(?:y|ies)|surveys?|outlooks?|reviews?|documents?|papers?|analysis|data|figures",
    re.IGNORECASE,
)
_CLAUSE = re.compile(r"\s?[,;(–—]|\s(?:which|that|who|has|have|is|was|said|says|on|\w+ing)\s")
_AT_THE_MEETING = re.compile(
    r"\s(?:issued|adopted|released|published|read out|made)\s(?:at|after|following|by)\s(?:the|their|its|a)\s"
    r"(?:\w+\s){0,2}?(?:conference|meeting|summit|talks)\b"
)
_JOINT = re.compile(r"(?:joint |final |closing |concluding |draft )+", re.IGNORECASE)
_NEAR = 300  # characters within which another word for a paper still means it

Resolve = Callable[[Cast, Span], Source]


def document_source(cast: Cast, inner: Span, resolve: Resolve) -> Source | None:
    """Return the source that the document at `inner` is the word of, with the document as its name; None
    where it is no document, or nobody's that speaks for an actor. `resolve` reads the phrase of an issuer.
    """
    text = cast.scene.text
    match = _DOCUMENT.match(text, inner.start, inner.end)
    if match is None:
        return None
    issuer = _issuer(cast, match, inner.end, resolve)
    if issuer is None:
        issuer = _said_before(cast, match, resolve) or _said_behind(cast, match, inner, resolve)
    if issuer is None:
        issuer = _of_gathering(cast, match, inner.end) or two_leaders(cast, match)
    if issuer is None or issuer.speaker is None:
        return None
    name = Span(match.start("before"), match.end("noun")).of(text)
    speaker = replace(issuer.speaker, name=name, office=None, sector="document")
    return Source(speaker, issuer.candidates, "document", issuer.speaks)


def _issuer(cast: Cast, match: re.Match[str], end: int, resolve: Resolve) -> Source | None:
    """The issuer said in the phrase, or by the verb that made the document."""
    text = cast.scene.text
    by = _BY.match(text, match.end("noun"), end)
    site = _ON_SITE.match(text, match.end("noun"), end)
    if site is not None and (found := _by_genitive(cast, Span(*site.span("body")))) is not None:
        return found
    if by is not None:
        stop = _CLAUSE.search(text, by.end(), end)
        found = _speaking(resolve(cast, Span(by.end(), stop.start() if stop else end)))
        if found is not None:
            return found
    return (
        signed_by(cast, match)
        or _in_front(cast, match, resolve)
        or _maker(cast, match.start(), resolve)
        or _who_says_in_it(cast, match, resolve)
        or _official(cast, match)
    )


def _in_front(cast: Cast, match: re.Match[str], resolve: Resolve) -> Source | None:
    """The body or office in front of the noun: "the commission report", "a commerce ministry's estimate"."""
    text = cast.scene.text
    before = Span(match.start("before"), match.end("before"))
    owned = _owned(cast, before, resolve)
    if owned is not None:
        return owned
    words = re.sub(r"(?:[’'ʼ]s?)?\s*$", "", before.of(text))
    if not words:
        return None
    span = Span(before.start, before.start + len(words))
    if len(words) < len(before.of(text).rstrip()):
        return _by_genitive(cast, span)
    phrase = read_phrase(cast.scene, span)
    if phrase is None or phrase.kind not in ("body", "office", "spokesperson", "actor"):
        return None
    states = phrase.kind == "actor" and all(
        cast.scene.world.actors[code].kind == "state" for code in phrase.actors
    )
    return None if states else _speaking(resolve(cast, span))


def _owned(cast: Cast, before: Span, resolve: Resolve) -> Source | None:
    """The organisation or the person in office whose the document is: "the bank's yearly", "Annan's"."""
    scene = cast.scene
    owners = [m.span for m in scene.actors_in(before) if scene.are_organisations(m.actors)]
    for owner in (*owners, *(name for name in cast.people.at if before.holds(name))):
        if _WHOSE.fullmatch(scene.text, owner.end, before.end):
            return _speaking(resolve(cast, owner))
    return None


def _by_genitive(cast: Cast, span: Span) -> Source | None:
    """The state whose ministry it is: of the actor in front, the one introduced before, or the report's
    own."""
    scene = cast.scene
    if not any(m.span.end == span.end and m.body.sector == "government" for m in scene.bodies):
        return None
    words = span.of(scene.text)
    owners = [m for m in scene.actors_in(span) if len(m.actors) == 1]
    known = introduction_of(cast, words.lower().split(), span.start)
    if owners:
        return _of_state(words, owners[0].actors, Reason("owner", owners[0].span))
    if known is not None:
        return _of_state(words, known.actors, Reason("introduced", known.span))
    return _of_state(words, (cast.home.actor,), Reason("own-country", cast.home.span)) if cast.home else None


def _of_state(words: str, actors: tuple[str, ...], reason: Reason) -> Source:
    actor = actors[0] if len(actors) == 1 else None
    return Source(Speaker(words, None, "government", actor, actors, (reason,)), (), "document", True)


def _of_gathering(cast: Cast, match: re.Match[str], end: int) -> Source | None:
    """The organisation of whose meeting it is the joint or closing word."""
    noun = match["noun"].lower()
    if not noun.startswith(("statement", "communiqu", "declaration", "press release")):
        return None
    issued = _AT_THE_MEETING.match(cast.scene.text, match.end("noun"), end)
    if not issued and not _JOINT.fullmatch(match["before"]):
        return None
    gathering = gathering_of(cast)
    if gathering is None:
        return None
    return _of_state(match["noun"], gathering.actors, Reason("gathering", gathering.span))


def _maker(cast: Cast, start: int, resolve: Resolve) -> Source | None:
    """The subject of the verb that made the document: Chile in "Chile has tabled a motion"."""
    scene = cast.scene
    sentence = scene.sentence(start)
    made = _MADE.match(scene.text, sentence.start, start)
    if made is None:
        return None
    end = made.end("subject")
    names = [span for span in cast.people.at if span.end == end and span.start >= sentence.start]
    names += [m.span for m in scene.actors_in(Span(sentence.start, end)) if m.span.end == end]
    if names:
        return _speaking(resolve(cast, min(names)))
    subject = made["subject"].rpartition(", ")[2]
    phrase = read_phrase(scene, Span(end - len(subject), end))
    whole = phrase is not None and phrase.head.end == end and bool(phrase.actors)
    return _speaking(resolve(cast, Span(end - len(subject), end))) if whole else None


def _who_says_in_it(cast: Cast, match: re.Match[str], resolve: Resolve) -> Source | None:
    """Who says something in it, and with whom: UNICEF, and Chile, of "In a joint report with the Chilean
    government, UNICEF said"."""
    scene = cast.scene
    sentence = scene.sentence(match.start())
    if not _IN_IT.fullmatch(scene.text, sentence.start, match.start("before")):
        return None
    speaks = min(
        (
            span
            for statement in scene.found.statements
            for span in statement.source[:1]
            if match.end() < span.start and span.end <= sentence.end
        ),
        default=None,
    )
    if (
        speaks is None
        or not scene.text[: speaks.start].endswith(", ")
        or _DOCUMENT.match(speaks.of(scene.text))
    ):
        return None
    own = _speaking(resolve(cast, speaks))
    partner = _WITH.match(scene.text, match.end("noun"), speaks.start)
    if own is None or own.speaker is None or partner is None:
        return own
    other = _speaking(resolve(cast, Span(*partner.span("who"))))
    if other is None or other.speaker is None:
        return None
    actors = tuple(dict.fromkeys((*own.speaker.actors, *other.speaker.actors)))
    reasons = (*own.speaker.because, *other.speaker.because)
    speaker = replace(own.speaker, actor=None, actors=actors, because=reasons)
    return replace(own, speaker=speaker, plural=True)


def _official(cast: Cast, match: re.Match[str]) -> Source | None:
    """Official figures and the constitution are those of the state that the report is of."""
    text = cast.scene.text
    words = Span(match.start("before"), match.end("noun")).of(text)
    own = _OF_THE_STATE.fullmatch(words)
    if cast.home is None or not (own or words.lower() == "constitution"):
        return None
    return _of_state(words, (cast.home.actor,), Reason("own-country", cast.home.span))


def _said_before(cast: Cast, match: re.Match[str], resolve: Resolve) -> Source | None:
    """The issuer that the report gave "the report" where it named it before: all of that noun have one."""
    text = cast.scene.text
    if (match["lead"] or "").strip().lower() not in ("the", "this", "that") or not _is_plain(match["before"]):
        return None
    noun = re.sub(r"^memo$", "memo(?:randum)?", re.escape(match["noun"]), flags=re.IGNORECASE)
    earlier = list(_named(cast, noun, 0, match.start("noun")))
    found = _one(cast, earlier, resolve, len(text))
    if found is not None or not _ALIKE.fullmatch(match["noun"]):
        return found
    if any(_issuer(cast, one, cast.scene.sentence(one.start()).end, resolve) for one in earlier):
        return None  # of two issuers
    alike = list(_named(cast, _ALIKE.pattern, 0, match.start("noun")))
    for place in (match, *earlier[:1]):  # near this place, or the first that calls it so
        near = [one for one in alike if place.start() - _NEAR <= one.start() < place.start()][-1:]
        found = found or _one(cast, near, resolve, len(text))
    return found


def _said_behind(cast: Cast, match: re.Match[str], inner: Span, resolve: Resolve) -> Source | None:
    """The issuer told right afterwards: "new rules issued on Friday. The rules, issued by the"
    " ministry, ..."."""
    scene = cast.scene
    ends = [s.end for s in scene.found.sentences if s.start >= inner.end][:1]
    behind = _named(cast, re.escape(match["noun"]), inner.end, ends[0] if ends else inner.end)
    return _one(cast, list(behind), resolve, len(scene.text))


def _named(cast: Cast, noun: str, start: int, end: int) -> Iterator[re.Match[str]]:
    """Yield the places in a stretch that name a document of that noun."""
    text = cast.scene.text
    for place in re.finditer(rf"\b(?:{noun})(?=$|[\s,(:.])", text[:end], re.IGNORECASE):
        if place.start() < start:
            continue
        sentence = cast.scene.sentence(place.start())
        starts = [
            m.start() for m in re.finditer(r"(?<![\w’'-])[\w’'-]", text[sentence.start : place.start() + 1])
        ]
        for offset in starts[-7:]:
            match = _DOCUMENT.match(text, sentence.start + offset, place.end())
            if match is not None and match.start("noun") == place.start() and not _crosses(match["before"]):
                yield match
                break


def _crosses(before: str) -> bool:
    """Whether the words in front reach beyond the noun phrase."""
    return bool(
        re.search(r"\b(?:of|the|an?|and|in|on|by|to|is|was|has|have|had|said)\s", before, re.IGNORECASE)
    )


def _one(cast: Cast, named: list[re.Match[str]], resolve: Resolve, end: int) -> Source | None:
    """The issuer that those give; None where two differ."""
    found: dict[tuple[str, ...], Source] = {}
    for match in named:
        sentence = cast.scene.sentence(match.start())
        issuer = _issuer(cast, match, min(end, sentence.end), resolve)
        if issuer is not None and issuer.speaker is not None:
            found.setdefault(issuer.speaker.actors, issuer)
    return next(iter(found.values())) if len(found) == 1 else None


def _is_plain(before: str) -> bool:
    return all(word.lower() in _PLAIN for word in before.split())


def _speaking(source: Source) -> Source | None:
    return source if source.speaks else None
