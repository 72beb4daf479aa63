"""Dated events that the narrator tells: what happened or is expected on a day, in a week, month or year.

What a statement says is the speaker's word and no event of the report, except where the "speaker" is the
press at large ("according to multiple reports"): that is narration, relayed. The date of a statement itself
is no event either; it is kept as the statement's moment.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from onrecord.extract.moments import dates_of_saying, narrow, past_moment
from onrecord.extract.quotes import find_quotations
from onrecord.extract.timex.tense import Verb, verb_near
from onrecord.model import Event, EventModality, Report, Span, Statement, Timex

_RELAY = re.compile(
    r"\b(?:reports?|media|press|newspapers?|outlets?|broadcasters?|news\s+agenc(?:y|ies)|accounts)\b", re.I
)
_PERSON = re.compile(r"\b(?:spokes\w+|secretary|minister|chief|editor|officer|official|reporter)s?\b", re.I)
_SAYING = re.compile(r"\b(?:said|says?|told|added|announced|stated|reported|declared)\b", re.I)
# What states do rather than say, though it is read as a statement: "Norway signed the treaty".
_DEED = re.compile(
    r"""(?:(?:has|have|had|also|formally|officially|unilaterally|jointly|already|then|later|finally)\s+)*
    (?:recogni[sz]ed|signed|ratified|voted|abstained|joined|left|quit|withdrew|withdrawn|suspended|expelled|severed
    |imposed|lifted|approved|adopted|annexed|banned|established|granted|opened|closed|recalled|summoned|vetoed
    |cancell?ed|revoked|abolished|passed|enacted)
    (?:\s+(?:for|against|in\s+favou?r\s+of|to|from|on|off|down|up))?""",
    re.I | re.X,
)
# What ends a clause on either side of a date; a relative clause stays with the noun that it describes.
_CONJUNCTION = r"(?:and|but|while|as|after|before|although|though|because|so|yet|when)"
_INSIDE = r"(?:after|while|although|because|when)"
_LEFT = re.compile(
    rf"""[;—–]\s* | :\s+ | \s--?\s | ,\s+{_CONJUNCTION}\s+ | ,\s+(?=\w+ing\b) | \s{_INSIDE}\s+
    | \band\s+(?=\w+\s+(?:will|would|was|were|is|are|has|had)\b)""",
    re.I | re.X,
)
_RIGHT = re.compile(
    rf"""[;—–] | :\s | \s--?\s | ,\s+(?:{_CONJUNCTION}|which|who|where)\b
    | ,\s+(?:\w+\s+){{0,2}}(?:minute|hour|day|week|month|year)s?\s+(?:after|before)\b | ,\s+according\s+to\b
    | \s{_INSIDE}\s | ,\s+\w+(?:\s+\w+){{0,3}}\s+(?:said|says|reported)\b""",
    re.I | re.X,
)
# "Since Friday", "the year ended in June": the date bounds something that is not told on that day.
_BOUND = re.compile(
    r"""\b(?: (?:since|until|till)\b[^,;]{0,30}
    | (?:before|after|between|from|to|through|than|ended|ending)\s+(?:the\s+)? )$""",
    re.I | re.X,
)
# Who reports and when is no event either: "..., the agency reported on Sunday".
_REPORTED = re.compile(
    r"(?:\b(?:reported|as\s+saying|said|says|wrote|announced|told\s+[\w’'-]+(?:\s[\w’'-]+)?"
    r"|(?:asked|approached|contacted|reached|interviewed)\s+by\s+[^,;]{1,30}))"
    r"\s+(?:(?:late|early|later|earlier)\s+)?(?:on\s+|in\s+)?$",
    re.I,
)
# "Began on May 2 and ends on May 9": a second verb with a date of its own.
_AND_VERB = re.compile(
    r"""\s+and\s+(?=(?:then\s+|later\s+)? (?: (?:was|were|will|has|had|is|are)\b
    | [a-z]+(?:s|ed)\s+(?:on|in|at|until|late|early)\b ))""",
    re.I | re.X,
)
_SINCE = re.compile(r"\bsince\s+(?=[^,;]*$)", re.I)
_ARTICLE = re.compile(r"(?:\b(?:the|a|an|its|his|her|their|this|that)|['’]s)\s+$", re.I)
_AUXILIARY = re.compile(
    r"\s+(?:will|would|has|have|had|is|was|are|were|could|may|might|must|can|should)\b", re.I
)
# "Leading the king to flee", "the summit opens on": read as verbs only where the clause has no other.
_LOOSE_VERB = re.compile(r"\b[a-z]+ing\b|\bto\s+[a-z]+\b|\b(?<!the\s)[a-z]{2,}s(?=\s+on\s+$)")
_THREAT = re.compile(r"\bthreat(?:en(?:s|ed|ing)?|s)?\b", re.I)
_DENIAL = re.compile(
    r"\b(?:did|does|do|was|were|has|have|had|is|are)(?:\s+not|n['’]t)\b|\bnever\b|\bden(?:y|ie[sd]|ying)\b",
    re.I,
)


def find_events(
    report: Report, sentences: Sequence[Span], statements: Sequence[Statement], dates: Sequence[Timex]
) -> tuple[Event, ...]:
    """Return the events in text order, one for a date.

    `what` is the clause around the date, which is a year or finer. `denied` also marks what the narrator says
    did not happen. Durations, sets, vague times ("recently") and dates in quotation marks date no event.
    """
    saying = [statement for statement in statements if _is_saying(report, statement)]
    said = {timex.span for timex in dates_of_saying(report, sentences, saying, dates).values()}
    spoken = [
        span
        for statement in statements
        if _is_somebodys(statement) and not _is_relay(report, statement) and not _is_deed(report, statement)
        for span in statement.content
    ]
    dated = [timex for timex in dates if timex.earliest is not None and len(timex.value) >= 4]
    events: list[Event] = []
    for timex in dated:
        sentence = next((s for s in sentences if s.holds(timex.span)), None)
        if sentence is None or timex.span in said or any(span.meets(timex.span) for span in spoken):
            continue
        prose = _outside_quotations(report.text, sentence, timex.span)
        if prose is None:
            continue
        event = _event(report, prose, timex, [other.span for other in dated if other is not timex], saying)
        if event is not None and all(event.what != other.what for other in events):
            events.append(event)
    return tuple(events)


def _outside_quotations(text: str, sentence: Span, date: Span) -> Span | None:
    """Return the sentence without a quotation that opens it, None where the date stands in a quotation."""
    quotations = find_quotations(text, *sentence)
    if any(quotation.start <= date.start < quotation.end for quotation in quotations):
        return None
    opens = quotations and quotations[0].start == sentence.start
    return Span(quotations[0].end, sentence.end) if opens else sentence


def _is_somebodys(statement: Statement) -> bool:
    """Say whether anybody is told to speak; what is merely "expected" or "voted on" is the report's own
    word.
    """
    return bool(statement.source or statement.continues) or statement.directness != "indirect"


def _is_relay(report: Report, statement: Statement) -> bool:
    source = " ".join(span.of(report.text) for span in statement.source)
    return bool(_RELAY.search(source)) and not _PERSON.search(source)


def _is_saying(report: Report, statement: Statement) -> bool:
    """Say whether a statement tells what somebody said, not that something was announced or decided."""
    words = sum(len(span.of(report.text).split()) for span in statement.content)
    if not statement.source or not statement.cue or _is_deed(report, statement):
        return False
    return words > 3 or any(_SAYING.search(report.text, *span) for span in statement.cue)


def _is_deed(report: Report, statement: Statement) -> bool:
    """Say whether a statement's cue is a deed ("recognised", "voted against"), told in the report's words."""
    cue = " ".join(span.of(report.text) for span in statement.cue)
    return bool(_DEED.fullmatch(cue)) and statement.directness == "indirect"


def _event(
    report: Report, sentence: Span, timex: Timex, others: Sequence[Span], saying: Sequence[Statement]
) -> Event | None:
    sentence = _clause_since(report.text, sentence, timex.span) or sentence
    if _describes_a_noun(report.text, sentence, timex.span):
        return None
    clause = _clause(report.text, sentence, timex.span, others)
    verb = _verb_of(report.text, clause, timex.span)
    if verb is None or any(cue.meets(verb.span) for statement in saying for cue in statement.cue):
        return None
    modality = _modality(report, clause, timex, verb)
    over = modality in ("happened", "denied")
    return Event(past_moment(report, timex) if over else narrow(report, timex), modality, clause)


def _describes_a_noun(text: str, sentence: Span, date: Span) -> bool:
    """Say whether the date tells which one ("the 2014 law"), until when or on what condition, not when."""
    before, after = text[sentence.start : date.start], text[date.end : sentence.end]
    if re.search(r"\bif\b[^,]*$", before, re.I):
        return True
    if _told_by_press(before, after):
        return True
    if _BOUND.search(before) or re.match(r"['’]s?\b|['’]\s", after):
        return True
    return bool(_ARTICLE.search(before)) and bool(re.match(r"\s+\w", after))


def _told_by_press(before: str, after: str) -> bool:
    """Say whether the date is that of the words that report, at the end of them."""
    if re.match(r"\s+(?:(?:also|earlier|later)\s+)?(?:reported|quoted|cited)\b", after):
        return True
    return bool(_REPORTED.search(before)) and bool(re.match(r"\s*(?:[.,;]|$)", after))


def _clause_since(text: str, sentence: Span, date: Span) -> Span | None:
    """Return the clause behind "since" where it has a verb of its own, which the date belongs to: "since it
    was hit in May", not "since Friday".
    """
    since = next(reversed(list(_SINCE.finditer(text, sentence.start, date.start))), None)
    if since is None or len(text[since.end() : date.start].split()) < 2:
        return None
    comma = text.find(",", date.end, sentence.end)
    clause = Span(since.end(), comma if comma > 0 else sentence.end)
    verb = verb_near(text, clause, date)
    return clause if verb is not None and verb.tense == "past" else None


def _clause(text: str, sentence: Span, date: Span, others: Sequence[Span]) -> Span:
    """Return the clause that holds the date; another date in the sentence has a clause of its own if a
    comma lies between the two.
    """
    start, end = sentence
    for cut in _LEFT.finditer(text, sentence.start, date.start):
        if re.match(r",?\s*and\b", cut.group(), re.I) and not _has_verb(text, start, cut.start()):
            continue  # "the mayor and a guard were hurt": both are hurt
        if _verb_of(text, Span(cut.end(), sentence.end), date) is not None:
            start = cut.end()
    end = min((cut.start() for cut in _RIGHT.finditer(text, date.end, sentence.end)), default=end)
    for other in others:
        if date.end <= other.start < end:
            joint = _AND_VERB.search(text, date.end, other.start)
            comma = text.rfind(",", date.end, other.start)
            end = joint.start() if joint else comma if comma > 0 else end
        elif start <= other.start < date.start:
            joint = _AND_VERB.search(text, other.end, date.start)
            comma = text.find(",", other.end, date.start)
            start = joint.end() if joint else comma + 1 if comma > 0 else start
    if _participle_before(text, Span(start, end), date):
        end = date.end
    return _trim(text, start, end)


def _has_verb(text: str, start: int, end: int) -> bool:
    """Say whether a stretch has a finite verb, so that what follows "and" may have another subject."""
    return verb_near(text, Span(start, end), Span(end, end)) is not None


def _participle_before(text: str, clause: Span, date: Span) -> bool:
    """Say whether the date ends a noun phrase ("the strike called last Tuesday will be ...")."""
    verb = _verb_of(text, Span(clause.start, date.end), date)
    return (
        verb is not None
        and verb.span.end <= date.start
        and bool(_AUXILIARY.match(text, date.end, clause.end))
    )


def _verb_of(text: str, clause: Span, date: Span) -> Verb | None:
    """Return the verb that the date belongs to: a finite one, else a looser form before the date."""
    verb = verb_near(text, clause, date)
    if verb is not None:
        return verb
    loose = _LOOSE_VERB.search(text, clause.start, date.start)
    return Verb(Span(*loose.span()), "none") if loose else None


def _trim(text: str, start: int, end: int) -> Span:
    while start < end and (text[start].isspace() or text[start] in ",;"):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in ",;."):
        end -= 1
    return Span(start, end)


def _modality(report: Report, clause: Span, timex: Timex, verb: Verb) -> EventModality:
    words = report.text[max(clause.start, verb.span.start - 14) : verb.span.end + 6]
    if _THREAT.search(words):
        return "threatened"
    if _DENIAL.search(words):
        return "denied"
    ahead = timex.earliest is not None and timex.earliest > report.published
    # A verb behind the date is often that of another clause: believed only where the date opens its own.
    governs = verb.span.end <= timex.span.start or timex.span.start - clause.start < 12
    return "expected" if ahead or (verb.tense == "future" and governs) else "happened"
