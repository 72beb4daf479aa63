"""Which way a sentence points at a term: negation, double negation, negative verbs, evaluations, chains."""

from __future__ import annotations

import pytest

from onrecord.judge.passage import passages_of
from onrecord.judge.polarity import chain_to
from onrecord.model import Span


def sign(text: str) -> int:
    """The sign of the chain to the word in capitals."""
    term = next(w for w in text.replace(".", " ").split() if w.isupper() and len(w) > 2)
    (passage,) = passages_of(text.replace(term, term.lower()), Span(0, len(text)))
    at = next(i for i, w in enumerate(passage.words) if w.low == term.lower())
    return chain_to(passage, at, at + 1).sign


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # as an object
        ("We recognise the REFERENDUM", 1),
        ("We do not recognise the REFERENDUM", -1),
        ("We will never recognise the results of the REFERENDUM", -1),
        ("We won’t recognise the REFERENDUM", -1),
        ("We cannot accept the REFERENDUM", -1),
        ("We no longer support the REFERENDUM", -1),
        ("We reject the REFERENDUM", -1),
        ("We do not oppose the REFERENDUM", 1),
        ("We refuse to recognise the REFERENDUM", -1),
        ("We refused to condemn the REFERENDUM", 1),
        ("We fail to recognise the REFERENDUM", -1),
        ("We did not fail to condemn the REFERENDUM", -1),
        ("They vetoed a resolution condemning the INVASION", 1),
        ("They voted against a text that condemned the INVASION", 1),
        ("They voted for a text condemning the INVASION", -1),
        ("They demanded an end to the EMBARGO", -1),
        ("They opposed the lifting of the EMBARGO", 1),
        ("They promised that there would be no easing of the EMBARGO", 1),
        ("He denied that the government had recognised the REFERENDUM", -1),
        ("They condemned and rejected the REFERENDUM", -1),
        ("We cannot and shall not ever recognise the REFERENDUM", -1),
        ("No country will recognise the REFERENDUM", -1),
        ("None of us accepts the REFERENDUM", -1),
        ("There is no reason to recognise the REFERENDUM", -1),
        ("The government has no plan to recognise the REFERENDUM", -1),
        ("We will deliver no TANKS", -1),
        ("It withdrew its recognition of the REFERENDUM", -1),
        ("They joined others in condemning the REFERENDUM", -1),
        ("They urged others to recognise the REFERENDUM", 1),
        ("They urged others not to recognise the REFERENDUM", -1),
        ("They warned against the REFERENDUM", -1),
        ("He spoke of his support for the REFERENDUM", 1),
        ("They voiced their opposition to the REFERENDUM", -1),
        # as a subject
        ("The REFERENDUM is illegal", -1),
        ("The REFERENDUM is not illegal", 1),
        ("The REFERENDUM was not free or fair", -1),
        ("The REFERENDUM was a sham", -1),
        ("The REFERENDUM is null and void", -1),
        ("The results of the REFERENDUM will not be recognised", -1),
        ("The REFERENDUM should be recognised", 1),
        ("He denied that the REFERENDUM was illegal", 1),
        ("The EMBARGO must end", -1),
        ("The EMBARGO has to stay", 1),
        ("The REFERENDUM violates the constitution", -1),
        ("The REFERENDUM has no legitimacy", -1),
        # the doing is judged
        ("The lifting of the EMBARGO was wrong", 1),
        ("The abolition of the EMBARGO is right", -1),
        ("The withdrawal of France from the PACT was a mistake", 1),
        ("They regretted the withdrawal of France from the PACT", 1),
        ("It was wrong to recognise the REFERENDUM", -1),
        ("It would be wrong not to recognise the REFERENDUM", 1),
        # named
        ("We call the REFERENDUM illegal", -1),
        ("We consider the REFERENDUM null and void", -1),
        ("We do not consider the REFERENDUM legitimate", -1),
        ("They declared the REFERENDUM invalid", -1),
        ("They dismissed the REFERENDUM as a sham", -1),
        ("They described as illegal the REFERENDUM", -1),
        # nothing is said
        ("They condemned the violence during the REFERENDUM", 0),
        ("They met after the REFERENDUM", 0),
        ("They supported the team that won the REFERENDUM", 0),
        ("He was asked whether he would recognise the REFERENDUM", 0),
        ("Will you recognise the REFERENDUM ?", 0),
        ("They are considering recognition of the REFERENDUM", 0),
        ("The REFERENDUM began on Friday", 0),
        ("They support Poland and the REFERENDUM is on Friday", 1),  # coordination is read as one object
    ],
)
def test_sign(text: str, expected: int) -> None:
    assert sign(text) == expected
