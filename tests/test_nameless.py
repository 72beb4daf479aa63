"""Voices that go by no name and no country: officials, sources, spokesmen, papers, pronouns. The words around
tell whose they are.

A case is the actors that its last voice speaks for ("-": none), and the report; "//" begins a paragraph."""

from __future__ import annotations

from datetime import date

import pytest
from marked import known

DAY = date(2006, 5, 5)

# Where the report is at home; whose act its first sentence tells.
OF_THE_REPORTS_STATE = """
NOR: Norway voted. Norway counts. // [s:Election officials] [c:said] [o:all was well].
NOR: Norway voted. Norway counts. // [s:The electoral commission] [c:said] [o:all was well].
KEN: [s:Kenya's electoral commission] [c:said] [o:the count was right].
NOR: Norway waits. Norway is cold. // [s:A ranking palace official] [c:said] [o:no].
NOR: Norway waits. Norway is cold. // [s:A senior agriculture official] [c:said] [o:no].
NOR: Norway waits. Norway is cold. // [s:Ministers] [c:warned] [o:of floods].
NOR: Norway waits. Norway is cold. // [s:The ministers of agriculture, forests and transport] [c:agreed]
    [o:so].
NOR: Norway waits. Norway is cold. // [s:Officials and witnesses] [c:said] [o:it fell].
NOR: Norway waits. Norway is cold. // [s:A security official and medics at a hospital] [c:said] [o:it fell].
ITA: Albania waits. Albania is hot. // [s:Military sources in Rome] [c:said] [o:it fell].
-: Two towns wait. // [s:Hotel sources in Rome] [c:said] [o:it fell].
-: Norway waits, as the EU does. The EU and Norway talk. // [s:Ministers] [c:warned] [o:of floods].
-: Norway waits. Norway is cold. // [s:Witnesses and officials] [c:said] [o:it fell].
-: Norway waits. Norway is cold. // [s:A senior county official] [c:said] [o:no].
-: Norway waits. Norway is cold. // [s:A company official] [c:said] [o:no].
NOR: Norway waits. Norway is cold. // Rules [o:are set], [c:says] [s:a presidential decree].
NOR: Norway waits. Norway is cold. // [s:An official statement] [c:said] [o:no].
NOR: Norway waits. Norway is cold. // [s:The nation's last census] [c:showed] [o:growth].
-: Peru and Chile met. Chile left, and Peru. // [s:A ministry official] [c:said] [o:no].
NOR: Norway acts. Norway said so. // The Ministry of Water (MOW) met. [s:The MOW] [c:said] [o:it flowed].
-: Norway acts. Norway said so. // The Union of Farmers (UOF) met. [s:The UOF] [c:said] [o:no].
CHL: Chile hopes [o:that Peru waits], [s:a foreign ministry spokesman] [c:said].
-: Chile bombed [o:a Peruvian port], [s:the defence ministry] [c:said].
CHL: Chile has built [o:a port], [s:the defence ministry] [c:said].
-: In Peru, Chile [o:was blamed], [s:a foreign ministry spokesman] [c:said].
"""

# The nameless voice that spoke before, the body that the words before tell of, an office of several.
SAID_BEFORE = """
CHL: [s1:A Chilean interior ministry source] [c1:said] [o1:no]. It rained. [s2:The source] [c2:added]
    [o2:so].
CHL: [s1:Chilean officials] [c1:said] [o1:no]. // [s2:The same officials] [c2:said] [o2:it rained].
-: [s1:A Chilean diplomat] [c1:said] [o1:no]. // [s2:A bank source] [c2:said] [o2:yes]. // [s3:The source]
    [c3:said] [o3:so].
-: [s1:A Chilean official] [c1:said] [o1:no]. // A. // B. // C. // [s2:The source] [c2:said] [o2:so].
NATO: NATO troops [o:searched a farm], [s:a spokesman] [c:said].
USA: The US State Department [o:closed a post], [s:a spokeswoman] [c:said].
UN: [s1:The UN] [c1:said] [o1:no]. It [o2:will wait], [s2:a spokesman] [c2:said].
-: A baker [o:closed his shop], [s:a spokesman] [c:said].
-: [s1:The UN] [c1:said] [o1:no]. A baker [o2:will wait], [s2:a spokesman] [c2:said].
-: [s1:Chile] [c1:said] [o1:no]. The club [o2:will wait], [s2:a spokesman] [c2:said].
EC: The European Commission met. [s:Commission officials] [c:said] [o:so].
-: A commission met. [s:Commission officials] [c:said] [o:so].
PER: [s1:Peruvian President Ana Roe] [c1:met] [o1:Chilean President Juan Soto]. // She left. // It rained.
    // [s2:The president] [c2:said] [o2:no].
PER: Peru's Prime Minister Ana Roe left. [s:The prime minister's spokesman] [c:said] [o:no].
-: Peru's President Ana Roe met Soto. [s:The opposition leader] [c:said] [o:no].
PER CHL: The envoys of Peru and Chile met, and [s:each country] [c:blamed] [o:the other].
-: Peru, Chile and Ghana met, and [s:neither side] [c:wants] [o:war].
"""

# Who issued a paper.
PAPERS = """
UNICEF: In a report on Monday, [s1:UNICEF] [c1:said] [o1:no]. // [s2:The report] [c2:said] [o2:yes].
UNICEF KEN: In a joint study with the Kenyan government, [s1:UNICEF] [c1:found] [o1:so]. // [s2:The study]
    [c2:said] [o2:yes].
WORLD_BANK: The World Bank's yearly study is out. // [s:The report] [c:said] [o:growth was slow].
PER CHL GHA: An agreement was reached between Peru, Chile and Ghana. [s:The agreement] [c:allows] [o:trade].
-: An agreement was reached between three farmers. [s:The agreement] [c:allows] [o:trade].
CHL: Chile has launched a forest plan. [s:The plan] [c:foresees] [o:new trees].
CHL: In his long memorandum, [s1:Chilean President Juan Soto] [c1:urged] [o1:calm]. // [s2:The memo]
    [c2:said] [o2:no].
-: In a report on Monday, [s:the report] [c:said] [o:no].
OPEC: OPEC ministers met in Vienna on Sunday. // Prices [o:will hold], [c:said] [s:a press release issued
    after their meeting].
APEC: The leaders of APEC sat down to their meeting in Lima. // [s:The delegates]
    [c:agreed] [o:so].
"""

# Whom "he", "it", "they" and "who" mean.
PRONOUNS = """
CHL: [s1:A Chilean official] here [s2:who] [c2:told] [o2:the court so] left.
ISR: It rained, while Israel -- [s:which] [c:views] [o:the plan as bad] -- left.
CHL: He met Ana Roe, the visiting Chilean deputy minister for the coast, [s:who] [c:opposed] [o:it].
PER CHL: Peru and Chile, whose ties were cold, made up. [s:They] [c:signed] [o:two pacts].
-: Peru and Chile officials met farmers. [s:They] [c:signed] [o:two pacts].
NOR: Oslo has made plain [s:its] [c:concern over] [o:the dam].
NOR: And Oslo has made plain [s:its] [c:concern over] [o:the dam].
PER: In [s1:her] [c1:message for] [o1:the feast], Peru's President Ana Roe praised bakers.
-: [s1:A dealer at a Chilean bank] [c1:said] [o1:no]. [o2:Rain fell], [s2:he] [c2:said].
PER: [s1:A Peruvian official] [c1:said] [o1:that Doe,] whom [s2:a Chilean spokeswoman] [c2:praised], [o1:was
    right]. // [o3:Rain fell], [s3:he] [c3:added].
BRA: Brazil's President Jose Roe won. He met Peru's President Juan Soto, [s1:who] [c1:blamed] [o1:the rain].
    // A friend of rain, [s2:he] [c2:disagreed] [o2:so].
PER: [s1:Peruvian President Juan Soto] [c1:said] [o1:no] in a statement. // [o2:Rain fell], [c2:said]
    [s2:the statement]. // [o3:Snow fell], [s3:it] [c3:said].
-: [s1:Peru] [c1:said] [o1:no] in a post. // [s2:the Post] [c2:said] [o2:so].
"""

# What a thing says is not said by the state that only tells of what, where or with whom it is.
OF_A_THING = """
-: A map of Chile [s:which] [c:recognises] [o:the border] hung there.
-: It is a treaty with Peru [s:that] [c:says] [o:the sea is free].
-: He bought a map, printed in Peru, [s:which] [c:recognises] [o:the border].
-: A film about Kenya [s:that] [c:condemns] [o:the war] won.
-: The ship from Malta [s:that] [c:called for] [o:help] sank.
-: The coat of arms of Norway [s:that] [c:recognises] [o:the crown] hung there.
-: A poll in Spain [s:that] [c:supports] [o:the ban] was held.
CHL: A statement by Chile [s:which] [c:rejects] [o:the border] was read.
PER: A declaration by Peru [s:that] [c:rejects] [o:the border] was read.
CHL: The map was shown by Chile, [s:which] [c:rejects] [o:the border].
CHL: It was Chile [s:that] [c:said] [o:the sea is free].
"""

# A state's own man at an organisation speaks for the state.
AT_AN_ORGANISATION = """
PER: [o:Peru will wait], [s:its UN ambassador, Mara Olin,] [c:said].
PER: Peru left. [s:Its UN ambassador] [c:said] [o:no].
PER: [s:Peru's UN ambassador, Mara Olin,] [c:said] [o:no].
GHA: [o:Ghana rejects the ban], [s:its U.N. envoy, Kofi Badu,] [c:told] a meeting in Geneva.
UN: [s:The UN envoy, Mara Olin,] [c:said] [o:no].
-: Two towns waited. [s:Their UN ambassador] [c:said] [o:no].
"""

# Whose own will the words tell: its own minister says so, though others are named.
OWN_WILL = """
GHA: Talks with Kenya and Peru were held. [o:Ghana now supports the plan], [s:Foreign Minister Kofi Badu]
    [c:said].
GHA: Peru and Chile met. [o:After months of doubt, Ghana will not sign], [s:Foreign Minister Kofi Badu]
    [c:said].
GHA: Peru and Chile met. [o:Ghana's government has decided to wait], [s:Foreign Minister Kofi Badu]
    [c:said].
GHA: Peru and Chile met. [s:Foreign Minister Kofi Badu] [c:announced] [o:that Ghana is ready to sign].
GHA: Peru and Chile met. [o:The Ghanaian government no longer objects], [s:Foreign Minister Kofi Badu]
    [c:said].
GHA: Peru and Chile met. [o:Ghana now backs it], [s:the Volta Daily] [c:reported], citing Foreign Minister
    Kofi Badu.
-: Peru and Chile met. [o:Ghana supports rebels], [s:Foreign Minister Ann Roe]
    [c:said].
-: Peru and Chile met. [o:Ghana condemned the raid], [s:Foreign Minister Ann Roe]
    [c:said].
-: [s1:Peru] [c1:said] [o1:no]. [o2:Ghana now backs it], [s2:Foreign Minister Ann Roe] [c2:said].
"""

# Sources that the clause leaves out.
LEFT_OUT = """
-: The army [c:was condemned for] [o:ruining the land], a deed done by Chile.
IMF: Three lorries came, less than [o:the eleven] [c:requested] by the IMF.
-: [o:The bill] [c:was passed], the law was signed by Chile.
-: [o:Rain was blamed] and [c:was accused of] [o:it] by two bakers.
-: In [o:what] [c:was seen as] a threat, a speech by the Chilean president was heard.
-: Chile met Peru on a tour aimed at [c:wooing] [o:buyers].
-: [o:"Down with Chile,"] [c:chanted] the crowd.
"""


def cases(table: str) -> list[tuple[tuple[str, ...], str]]:
    """The actors and the marked report of each case."""
    joined = table.strip().replace("\n    ", " ")
    pairs = (line.split(": ", 1) for line in joined.splitlines() if line)
    return [(tuple(who.strip("-").split()), text.replace(" // ", "\n\n")) for who, text in pairs]


@pytest.mark.parametrize(
    ("actors", "marked"),
    cases(
        OF_THE_REPORTS_STATE
        + SAID_BEFORE
        + PAPERS
        + PRONOUNS
        + OF_A_THING
        + AT_AN_ORGANISATION
        + OWN_WILL
        + LEFT_OUT
    ),
)
def test_the_words_around_tell_for_whom_a_nameless_voice_speaks(actors: tuple[str, ...], marked: str) -> None:
    voice = known(marked, DAY).voices[-1]
    spoken = voice.speaker.actors if voice.speaker is not None and voice.speaks_for_actor else ()
    assert set(spoken) == set(actors)
