"""The words around what is said: verbs of saying, who says it, on what occasion; as parts of patterns.

They are used where print itself shows an attribution, beside a quotation or at the end of a line. The lists
hold what leaves no doubt there; rarer verbs are the tagger's to find.
"""

_FINITE = (
    r"(?:said|says|say|told|tells|added|adds|stated|states|declared|announced|warned|warns|insisted|"
    r"insists|stressed|"
    r"noted|notes|wrote|writes|tweeted|tweets|posted|posts|claimed|claims|argued|argues|explained|replied|"
    r"responded|continued|concluded|asked|asks|recalled|remarked|commented|complained|joked|shouted|boasted|"
    r"demanded|predicted|retorted|countered|reiterated|vowed|pledged|promised|admitted|conceded|acknowledged|"
    r"asserted|affirmed|confirmed|cautioned|observed)"
)
_ADVERB = r"(?:(?:also|later|then|again|once|earlier|further|\w+ly) )?"
# "said", "has also said", "was quoted as saying", "is understood to have told".
SAID = (
    rf"(?:{_ADVERB}{_FINITE}|(?:has|have|had) {_ADVERB}{_FINITE}|(?:was|were|is|are|been) {_ADVERB}quoted as "
    rf"(?:saying|telling|writing)|(?:is|was|are|were) (?:\w+ly )?(?:said|understood|believed|reported|"
    rf"thought) to "
    rf"have {_FINITE})"
)
_WORD = (
    r"[^\s,;:!?“”\"«»„.—–]+(?:\.[^\s,;:!?“”\"«»„.—–]+)*(?:(?<=\b[A-Z])\.|(?<=\b(?:Mr|Dr|St|Lt))\.|"
    r"(?<=\b(?:Mrs|Gen|Col|Sen|Rep|Gov))\.)?"
)
_NO_SPEAKER = (
    r"(?!(?i:and|but|or|when|while|as|which|that|if|because|so|then|where|after|before|until|though|"
    r"although|yet|"
    r"in|on|at|by|for|from|with|to|of|not|is|was|are|were)\b)"
)
# A stretch without marks or commas that can name who speaks.
SPEAKER = rf"{_NO_SPEAKER}{_WORD}(?: {_WORD}){{0,11}}?"
# ", a doctor" and ", who heads the mission".
APPOSITION = r"(?:, (?!and\b|but\b)[^,.;:!?“”\"«»—–]{2,80})"
_AT = r"on|in|at|to|during|after|before|late|early|last|this|earlier|following|yesterday|today"
_REST = r"[^.;:!?“”\"«»]{0,90}"
# ", on Monday in Riga": day and place of what was said.
DAY_AND_PLACE = rf"(?:,? (?:{_AT}|reporters|journalists)\b{_REST})?"
OCCASION = rf"(?:,? (?:{_AT}|when|as|while|reporters|journalists|lawmakers)\b{_REST})?"
# A sentence or clause that does nothing but announce the words behind it: "was blunt.", "had this to say:".
LEAD_IN = (
    r"(?:(?:was|were|is|are|sounded|remained) (?:\w+ )?(?:blunt|clear|defiant|unequivocal|adamant|scathing|"
    r"dismissive|"
    r"optimistic|pessimistic|cautious|categorical|firm|furious|emphatic|frank|unmoved|unrepentant|"
    r"unimpressed|"
    r"upbeat|direct|brief|succinct|outspoken|sceptical|skeptical|hopeful|conciliatory|critical)"
    r"|had (?:this|a|an|one|no|only|another) (?:\w+ ){0,2}(?:to say|message|warning|answer|reply|word|"
    r"explanation)"
    r"|(?:did|does) not mince (?:his|her|its|their) words|minced no words|left no doubt|went further|"
    r"hit back|"
    r"put it (?:\w+ )?(?:bluntly|plainly|simply|this way|differently|thus)|disagreed|agreed|demurred|"
    r"(?:struck|gave|offered|sounded) a (?:\w+ ){1,3}(?:note|tone|answer|reply|assessment|verdict|view))"
)
