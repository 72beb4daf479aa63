"""What kind of voice a source is where its words name nobody whom the tables know: "the directive", "the
association", "three lawmakers", and "it" or "which" by what was spoken of."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from onrecord.model import Sourcing, Span, Statement
from onrecord.resolve.cast import Source
from onrecord.resolve.scene import Scene
from onrecord.resolve.turns import Turn

_DOCUMENT = (
    r"circular|directive|editorial|commentary|bulletin|verdict|constitution|convention|pact|accord|protocol"
    r"|investigation|probe|inquiry|enquiry|analysis|census|survey|poll|study|report|reports|findings|results"
    r"|research|release|law|laws|act|bill|bills|decree|ordinance|code|clause|article|plan|draft|statement"
    r"|statements|document|documents|letter|message|note|memo|memorandum|communiqu[eé]|declaration|resolution"
    r"|petition|placards?|banners?|leaflets?|pamphlets?|website|text|budget|roadmap|paper|dossier|indictment"
    r"|warrant|charter|treaty|agreement|contract|data|figures|statistics|estimates|forecast"
)
_BODY = (
    r"association|federation|union|company|firm|giant|corporation|conglomerate|group|faction|party|bloc"
    r"|alliance|coalition|movement|bank|club|league|institute|institution|organi[sz]ation|agency|authority"
    r"|authorities|board|panel|team|committee|commission|council|court|tribunal|police|army|navy|force|forces"
    r"|troops|ministry|department|office|embassy|cabinet|government|administration|parliament|assembly|senate"
    r"|house|congress|university|foundation|charity|network|society|chamber|headquarters|delegation|mission"
    r"|airline|carrier|maker|operator|regulator|watchdog|militia|guerrillas|rebels|camp|side|regime|junta"
    r"|state|country|nation|city|municipality|province"
)
_NAMELESS = (
    r"lawmakers|legislators|deputies|senators|parliamentarians|politicians|businessmen|traders|dealers|brokers"
    r"|investors|executives|managers|journalists|reporters|doctors|nurses|lawyers|prisoners|hostages|survivors"
    r"|relatives|neighbou?rs|passengers|tourists|investigators|negotiators|mediators|representatives|delegates"
    r"|members|leaders|monitors|rescuers|soldiers|fighters|opponents|critics|sources|insiders|reporter"
)
# Where a noun phrase has its head: before its complement, not at its end.
_COMPLEMENT = re.compile(
    r"\s?[,(–—]|\s(?:of|for|on|in|by|from|to|at|with|against|under|between|who|which|that|whose|issued|released"
    r"|conducted|signed|published|posted|sent|seen|obtained|made|held|carried)\s",
    re.IGNORECASE,
)
_KINDS: tuple[tuple[Sourcing, re.Pattern[str]], ...] = (
    ("document", re.compile(rf"(?:{_DOCUMENT})$", re.IGNORECASE)),
    ("body", re.compile(rf"(?:{_BODY})$", re.IGNORECASE)),
    ("anonymous", re.compile(rf"(?:{_NAMELESS})$", re.IGNORECASE)),
)
_IT = re.compile(r"it|they|this|these", re.IGNORECASE)
_RELATIVE = re.compile(r"which|that", re.IGNORECASE)


def told_by_words(scene: Scene, source: Source, span: Span, turns: Sequence[Turn]) -> Source:
    """Return a source of an unknown kind with the kind that its words tell, any other as it is."""
    if source.sourcing != "unknown" or (source.speaker is not None and source.speaker.sector == "media"):
        return source
    kind = _kind(scene, span, turns)
    return source if kind is None else replace(source, sourcing=kind)


def _kind(scene: Scene, span: Span, turns: Sequence[Turn]) -> Sourcing | None:
    words = span.of(scene.text).strip(' ,.;:"“”')
    if _IT.fullmatch(words):
        return _gone_back_to(words, turns)
    if _RELATIVE.fullmatch(words):
        sentence = scene.sentence(span.start)
        before = scene.text[sentence.start : span.start].rstrip(" ,")
        return _kind_of(before)
    cut = _COMPLEMENT.search(words)
    return _kind_of(words[: cut.start()] if cut else words)


def _kind_of(phrase: str) -> Sourcing | None:
    last = phrase.split()[-1:] or [""]
    return next((kind for kind, pattern in _KINDS if pattern.fullmatch(last[0])), None)


def _gone_back_to(pronoun: str, turns: Sequence[Turn]) -> Sourcing | None:
    """The kind of the voice just heard, where a pronoun that is no person's can mean it."""
    last = next((turn for turn in reversed(turns) if not _is_relative(turn.statement, turn.words)), None)
    if last is None or last.source.sourcing not in ("document", "body", "anonymous"):
        return None
    plural = pronoun.lower() in ("they", "these")
    fits = last.source.plural if plural else not last.source.plural and last.source.sourcing != "anonymous"
    return last.source.sourcing if fits else None


def _is_relative(statement: Statement, words: str) -> bool:
    return not statement.source or _RELATIVE.fullmatch(words) is not None
