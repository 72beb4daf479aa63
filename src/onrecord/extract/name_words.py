"""Words that tell what a run of capitalised words names: a body, a place, a thing, an office, a person."""

from __future__ import annotations

# Words that make a run of capitalised words a body, a place or a thing.
BODY_WORDS = frozenset(
    "Party Ministry Union University College Council Bank Agency News Committee Commission Department"
    " Office Court"
    " Congress Senate House Parliament Assembly Government Association Federation Institute Organization"
    " Organisation"
    " Group Inc Corp Ltd Co Company Army Navy Force Forces Guard Police Service Services Times Post Journal"
    " Tribune"
    " Herald Daily Network Center Centre Foundation Fund Church League Front Movement Brigade Alliance"
    " Coalition"
    " Bureau Board Authority Administration Cabinet Embassy Mission Nations States Press Media Radio"
    " Television TV"
    " Airlines Airways"
    " Unit Division Branch Section Panel Programme Program System Holdings Meeting Meetings Forum Session"
    " Talks Dialogue Club Team Society Trust Watch International Campaign School Academy Hospital Democrats"
    " Republicans Democratic Republican Conservatives Labour Tories Secretariat Democracy Directorate Corps"
    " Legion"
    " Tribunal".split()
)
THING_WORDS = frozenset(
    "Street Avenue Road River Sea Ocean Lake Mountain Mountains Island Islands Peninsula Strait Gulf Bay"
    " Valley Region"
    " Province Oblast District County City Town Airport Station Bridge Square Palace Hall Dam Plant Day"
    " Week War Act"
    " Treaty Agreement Accord Accords Pact Charter Summit Conference Convention Declaration Resolution"
    " Protocol Plan"
    " Deal Prize Cup Games Olympics Amendment Constitution Law Code North South East West Northern"
    " Southern"
    " Eastern Western Central Upper Lower Republic Kingdom Empire Christmas Internet English Twitter"
    " Facebook"
    " Telegram Covid Age Era Ages Project Initiative Festival Award Awards Stadium Hotel Tower Park"
    " Beach".split()
)
# Names of countries and cities that people bear too.
BORNE_BY_PEOPLE = frozenset(
    "Jordan Montenegro Israel Chad Georgia Paris Sydney London Florence Victoria Holland Ireland England"
    " France Kenya"
    " Washington"
    " Lincoln Austin Dallas Berlin Brazil Chile Benin Lima Milan Vienna Cuban German French English".split()
)
OFFICES_BORNE = frozenset(
    "King Bishop Pope Major Prince Marshal Judge Baker Page Dean Pastor Priest Abbott".split()
)
# In lower case; beside these a country's name is the country's.
OFFICE_LIKE = frozenset(
    "president prime minister foreign chancellor secretary king queen prince defence defense deputy vice"
    " former"
    " ambassador envoy the and his her".split()
)
