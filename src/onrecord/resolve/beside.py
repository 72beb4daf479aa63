"""The state that the words around an official without a country speak for.

"China expressed concern. “China does not support the move,” Foreign Ministry spokesman Liu said": whoever
speaks next for the state that has just spoken, and in its name, is its official, wherever the report was
written. Where only one of the two signs names another state than the report's own, it stays open."""

from __future__ import annotations

import re
from typing import NamedTuple

from onrecord.model import Span, Statement
from onrecord.resolve.phrases import read_phrase
from onrecord.resolve.scene import Scene
from onrecord.resolve.subjects import is_subject
from onrecord.world import ActorMatch

_STAND = re.compile(
    r",? (?:(?:also|firmly|strongly|still|now|has|have|always|consistently) )*(?:"
    r"(?:does not|do not|did not|will not|will never|would not|would never|cannot|can not|never|no longer) "
    r"(?:support|back|recogni[sz]e|accept|join|approve|endorse|agree|sign|condone|favou?r|oppose|object)"
    r"|supports?|backs?|recogni[sz]es?|rejects?|rejected|opposes?|opposed|condemns?|condemned|welcomes?"
    r"|welcomed|endorses?|refuses?|refused|will (?:support|back|recogni[sz]e|reject|oppose|join|sign|accept)"
    r"|stands? (?:by|with|for|against|ready)|hopes?|hoped|wants?|wanted|wishes|seeks|regrets|urges|demands"
    r"|insists|appreciates|denies|denied|calls? (?:on|for)|hails"
    r"|is (?:ready|willing|prepared|determined|committed|concerned|opposed))\b"
)
# What a state means or wants is told by its own officials, what it did also by those whom it did it to.
_INTENDS = re.compile(
    r" (?:has |have |also |firmly |still )*(?:hopes?|hoped|plans?|planned|wants?|wanted|wishes|intends?|aims?"
    r"|expects?|expected|will|would|may|decided|asked|urged|agreed|offered|decides|urges|calls|called|seeks"
    r"|is (?:set|ready|willing|prepared|determined|considering|planning|hoping|expecting|seeking))\b"
)
# A step that is a state's own to take, and its officials' to tell.
_OWN_STEP = re.compile(
    r" (?:(?:now|also|still|already|too) )?(?:will|would|won['’]t|wouldn['’]t|is to|was to|plans?"
    r"|planned|intends?"
    r"|is (?:ready|willing|prepared|determined|considering|planning|sending|working|seeking|withdrawing)"
    r"|was (?:ready|willing|prepared|determined|considering|planning|working|seeking)"
    r"|(?:has|had) (?:(?:already|also|now|since|so far) )?(?:decided|agreed|ordered|closed|shut|recalled"
    r"|lodged|begun|started|ended|sent|offered|proposed|accepted|extended|lifted|pledged|promised|granted"
    r"|halted|stopped|resumed|approved|withdrawn|dispatched|deployed|set up|received)"
    r"|shut|closed|recalled|sent|put|called off|suspended|stepped up|offered|pledged|promised|lifted|ended"
    r"|halted|resumed|granted|approved|dispatched|deployed|withdrew|drew up|set up|launched|unveiled|issued"
    r"|ordered|decided)\b"
)
_ASIDE = re.compile(r"(?:, [^,;:.“”\"]{3,60},)?")
# "Egypt condemned the raid, with a ministry official saying".
_GOES_ON = re.compile(r", (?:with|and) (?:(?:an?|the) )?$")
_IN_TOWN = re.compile(
    r"(?:But |And |Meanwhile,? )?(?:[Ii]n|[Ff]rom) (?P<town>[A-Z][\w'’-]+(?: [A-Z][\w'’-]+)?),? "
)
# A state's own body stands where it is: "In London, the defence ministry said"; its minister may be a guest.
_HOSTS = re.compile(
    r"the (?:[a-z]+ ){0,2}(?:ministry|army|government|cabinet"
    r"|(?:defen[cs]e|interior|finance|home) minister)\b"
)
# Titles in front of a name: "Prime Minister ", "Foreign ministry spokesman ".
_TITLE_AHEAD = re.compile(r"(?!The |An? |Its |His |Her |Their )[A-Z][\w-]+ (?:[\w-]+ ){0,4}")
# Towns where those of all states meet, and speak.
SEATS_OF_MANY = re.compile(
    r"Geneva|Vienna|Brussels|New York|United Nations|The Hague|Strasbourg|Luxembourg|Davos|Montreux|Nairobi"
    r"|Addis Ababa|Washington|London|Paris|Cairo|Singapore|Rome|Dubai",
    re.IGNORECASE,
)
# What a state does from now on, or is about to do, is announced by its own officials, wherever they are.
_OWN_WILL = re.compile(
    r" (?:now (?:also |fully |firmly )?(?:supports?|backs?|opposes?|rejects?|accepts?|recogni[sz]es?"
    r"|favou?rs?)"
    r"|no longer [a-z]+s|has (?:now )?(?:decided|agreed)|is (?:now )?(?:ready|willing|prepared)"
    r"|will (?:not |never |soon |now |also )?(?:support|back|recogni[sz]e|reject|oppose|join|sign|accept"
    r"|ratify|endorse|approve))\b"
)
_CITED = re.compile(r"\b(?:citing|quoting) [^,;:.“”\"]{0,60}\Z")
_OPENING = re.compile(
    r"[\s\"“”'‘]*(?:that )?(?:(?:On|In|At|After|Following|Despite|Having|Until) [^,;:“”\"]{2,60}, )?"
    r"(?:the )?",
    re.IGNORECASE,
)
_GOVERNMENT = re.compile(r"(?:[’'ʼ]s)? (?:new |caretaker |interim )?government(?= [a-z])")


class Beside(NamedTuple):
    """The state whose official it is, None where that stays open, and the words that say so."""

    actor: str | None
    span: Span


def state_beside(scene: Scene, source: Span, home: str | None) -> Beside | None:
    """Return the state that the official at `source`, said without a country, speaks for by the words around;
    None where they name no other state than `home`, the report's own."""
    statement = next((s for s in scene.found.statements if any(p.holds(source) for p in s.source)), None)
    statement = statement or _passed_on(scene, source)
    if statement is None:
        return None
    leads = (
        _opens(scene, source)
        or _set_in(scene, source)
        or _joins(scene, source)
        or _announces(scene, statement, source)
        or _follows_up(scene, statement, source)
    )
    turn = turn_before(scene, source) if leads is None else None
    told = turn if turn is not None and turn.actors != (home,) else leads
    if told is not None:
        return Beside(told.actors[0], told.span)
    before, within = _voice_before(scene, statement), _stand_within(scene, statement)
    if within is not None and within.actors in (before.actors if before else None, dateline_states(scene)):
        return Beside(within.actors[0], within.span)
    if within is not None and before is None and home in (None, *within.actors) and _wills(scene, within):
        return Beside(within.actors[0], within.span)
    only = before or within
    if home is None and only is not None and (before is None or within is None) and _leads(scene, only):
        return Beside(only.actors[0], only.span)
    others = [match for match in (before, within) if match is not None and match.actors != (home,)]
    return Beside(None, others[0].span) if others and home is not None else None


def _passed_on(scene: Scene, source: Span) -> Statement | None:
    """The statement of its sentence for which a medium cites the official: "..., Yle reported, citing X"."""
    sentence = scene.sentence(source.start)
    if not _CITED.search(scene.text, sentence.start, source.start):
        return None
    near = (s for s in scene.found.statements if s.source and sentence.holds(s.source[0]))
    return next((s for s in near if s.source[0].end <= source.start), None)


def _opens(scene: Scene, source: Span) -> ActorMatch | None:
    """The state whose act the report's first sentence tells in front of the official who says so: "Chile will
    reopen the pass, a ministry official said on Friday"."""
    lead = next(iter(scene.found.sentences), None)
    if lead is None or not lead.holds(source):
        return None
    here = Span(lead.start, source.start)
    first = next((m for m in scene.actors_in(here) if m.span.start - lead.start in (0, len("The "))), None)
    if first is None or not is_subject(scene, first, here):
        return None
    alone = all(m.actors == first.actors for m in scene.actors_in(lead))
    intends = _INTENDS.match(scene.text, first.span.end, lead.end)
    return _single(scene, [first]) if alone or intends else None  # else the other's officials may tell it


def _joins(scene: Scene, source: Span) -> ActorMatch | None:
    """The state that opens the sentence to which its official is joined: "Riyadh defended its decision, with
    a ministry official saying"."""
    sentence = scene.sentence(source.start)
    if not _GOES_ON.search(scene.text, sentence.start, source.start):
        return None
    here = Span(sentence.start, source.start)
    first = next((m for m in scene.actors_in(here) if m.span.start - here.start in (0, len("The "))), None)
    return _single(scene, [first]) if first is not None and is_subject(scene, first, here) else None


def _set_in(scene: Scene, source: Span) -> ActorMatch | None:
    """The state to whose capital the sentence has moved: "In Tokyo, a government spokesman said"."""
    start = scene.sentence(source.start).start
    opening = _IN_TOWN.match(scene.text, start, source.start)
    if opening is None:
        return None
    there = scene.actors_in(Span(*opening.span("town")))
    if _HOSTS.match(scene.text, opening.end()):
        return _single(scene, [m for m in there if m.how in ("capital", "name")])
    if SEATS_OF_MANY.fullmatch(opening["town"]):
        return None
    return _single(scene, [m for m in there if m.how == "capital"])


def _follows_up(scene: Scene, statement: Statement, source: Span) -> ActorMatch | None:
    """The state that takes a step of its own in the sentence before, of the same paragraph, whose official
    opens the next: "Chile closed its airspace. Defence Minister Jan Roe said".

    Where that sentence names another state, the official may be the other's, who answers; where the report is
    from elsewhere, that one's."""
    here = scene.sentence(source.start)
    before = scene.sentence_before(source.start)
    if before is None or before.start < scene.paragraph_start(source.start):
        return None
    opens = any(part.start == here.start for part in statement.source)
    titled = _TITLE_AHEAD.fullmatch(scene.text, here.start, source.start)
    if not (opens and titled) or scene.actors_in(Span(here.start, source.start)):
        return None
    named = scene.actors_in(before)
    first = next((m for m in named if m.span.start - before.start in (0, len("The "))), None)
    if first is None or not is_subject(scene, first, before):
        return None
    step = _OWN_STEP.match(scene.text, first.span.end, before.end)
    elsewhere = dateline_states(scene) not in ((), first.actors)
    if step is None or not scene.text.startswith(" ", step.end()) or elsewhere:
        return None
    states = [m for m in named if scene.world.actors[m.actors[0]].kind == "state"]
    return _single(scene, [first]) if all(m.actors == first.actors for m in states) else None


def _announces(scene: Scene, statement: Statement, source: Span, of_body: bool = False) -> ActorMatch | None:
    """The state whose own step the words in front of the official tell: "Chile would shut the pass, Interior
    Minister Jan Roe said"; the organisation, where it is to be one.
    """
    sentence = scene.sentence(source.start)
    content = statement.content[0]
    if content.start != sentence.start or content.end > source.start:
        return None
    here = Span(sentence.start, source.start)
    first = next((m for m in scene.actors_in(here) if m.span.start - here.start in (0, len("The "))), None)
    if first is None or not is_subject(scene, first, here):
        return None
    aside = _ASIDE.match(scene.text, first.span.end, here.end)
    if not _OWN_STEP.match(scene.text, aside.end() if aside else first.span.end, here.end):
        return None
    bodies = scene.are_organisations(first.actors) and len(first.actors) == 1
    return first if of_body and bodies else None if of_body else _single(scene, [first])


def announced_by(scene: Scene, source: Span, of_body: bool = False) -> ActorMatch | None:
    """The state whose own step stands in front of the voice at `source` that tells of it, of whatever office:
    "Austria would expel nobody, a spokesman for the chancellor said"."""
    statement = next((s for s in scene.found.statements if any(p.meets(source) for p in s.source)), None)
    if statement is None or not statement.content:
        return None
    return _announces(scene, statement, statement.source[0], of_body)


def turn_before(scene: Scene, source: Span) -> ActorMatch | None:
    """The state whose body or official spoke last, in the sentence before of the same paragraph: "The Chilean
    defence ministry denied it. General Jan Roe, deputy chief of staff, said"."""
    before = scene.sentence_before(source.start)
    if before is None or before.start < scene.paragraph_start(source.start):
        return None
    spoke = [span for s in scene.found.statements for span in s.source if before.holds(span)]
    phrase = read_phrase(scene, max(spoke)) if spoke else None
    if phrase is None or not phrase.speaks or phrase.plural or phrase.kind not in ("body", "actor"):
        return None
    goes_on = scene.text.startswith(("Its ", "It "), scene.sentence(source.start).start)
    if phrase.kind == "actor" and not goes_on:
        return None
    owner = [m for m in scene.actors if m.span in (phrase.owner, phrase.head)]
    return _single(scene, owner)


def _leads(scene: Scene, match: ActorMatch) -> bool:
    """Whether the report's first sentence names the state: it is no passer-by."""
    lead = scene.sentence(0)
    return any(m.actors == match.actors for m in scene.actors_in(lead))


def dateline_states(scene: Scene) -> tuple[str, ...]:
    """The state in which the report was written, where its dateline names a capital or a country: one, or
    none."""
    report = scene.found.report
    found = scene.world.find_actors(report.place, report.published) if report.place else ()
    return found[0].actors if len(found) == 1 and len(found[0].actors) == 1 else ()


def _voice_before(scene: Scene, statement: Statement) -> ActorMatch | None:
    """The state that is itself the source of a statement in the sentence before."""
    before = scene.sentence_before(statement.extent.start)
    if before is None:
        return None
    spoke = [span for other in scene.found.statements for span in other.source if before.holds(span)]
    return _single(scene, [m for m in scene.actors_in(before) if any(_is(scene, m, s) for s in spoke)])


def _is(scene: Scene, match: ActorMatch, source: Span) -> bool:
    """Whether a source is nothing but the state's name."""
    return source.holds(match.span) and bool(
        re.fullmatch(
            r"(?:the )?", source.of(scene.text).replace(match.span.of(scene.text), ""), re.IGNORECASE
        )
    )


def _stand_within(scene: Scene, statement: Statement) -> ActorMatch | None:
    """The state that takes a stand in the words themselves, as their first subject."""
    content = statement.content[0]
    opening = _OPENING.match(scene.text, content.start, content.end)
    start = opening.end() if opening else content.start
    return _single(
        scene,
        [m for m in scene.actors_in(content) if m.span.start == start and _takes_a_stand(scene, m, content)],
    )


def _takes_a_stand(scene: Scene, match: ActorMatch, content: Span) -> bool:
    end = _group_end(scene, match)
    if is_subject(scene, match, content) and _STAND.match(scene.text, end, content.end):
        return True
    led = end > match.span.end or is_subject(scene, match, Span(match.span.start, content.end))
    return led and _wills(scene, match)


def _wills(scene: Scene, match: ActorMatch) -> bool:
    return _OWN_WILL.match(scene.text, _group_end(scene, match)) is not None


def _group_end(scene: Scene, match: ActorMatch) -> int:
    """Where the words for a state end: behind "Chile's government", "the Chilean government"."""
    government = _GOVERNMENT.match(scene.text, match.span.end)
    return government.end() if government else match.span.end


def _single(scene: Scene, matches: list[ActorMatch]) -> ActorMatch | None:
    states = [m for m in matches if len(m.actors) == 1 and scene.world.actors[m.actors[0]].kind == "state"]
    return states[0] if len({m.actors for m in states}) == 1 else None
