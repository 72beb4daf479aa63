"""Which reports carry one text: what counts as a copy, what only as a shared passage, and what as neither."""

from __future__ import annotations

import random
import subprocess
import sys
from itertools import pairwise

import pytest

from onrecord.model import Aside, Span
from onrecord.record.copies import SKETCH, Likeness, Text, candidates, compare, groups, sketch

WIRE = """Norway will close its western trawling grounds to foreign vessels from March, Fisheries Minister \
Kari Solheim said in Bergen on Tuesday after talks with skippers and scientists.

The ban covers 40,000 square kilometres between Alesund and the Lofoten islands, where catches of cod have \
fallen by a third since 2009, according to the marine research institute in Tromso.

"We cannot let the last big shoals of this coast be fished out while we wait for Brussels," Solheim told \
the skippers.

The European Commission threatened to take Oslo before an arbitration panel in The Hague. Its fisheries \
chief, Paolo Gentile, called the decision a breach of the treaty signed in Reykjavik in 1998.

Spanish and Scottish boats land about 60,000 tonnes of cod from these waters every year, worth some 180 \
million euros, and harbours from Vigo to Peterhead depend on it.

Iceland, which closed banks of its own in the eighties, said that it understood its neighbour. Reykjavik \
would send two patrol ships if Oslo asked for them, Prime Minister Jonas Helgason announced.

Fishermen in Aberdeen plan to blockade the port on Saturday. Their union leader, Moira Kinnear, spoke of \
the worst blow to the fleet since the herring collapse."""

REWORDED = """From March, boats from abroad may no longer trawl off western Norway. Kari Solheim, the \
minister for fisheries, disclosed this to scientists and skippers in Bergen on Tuesday.

Between the Lofoten islands and Alesund 40,000 square kilometres will be shut. Tromso's marine research \
institute has counted a third fewer cod there than in 2009.

"We cannot let the last big shoals of this coast be fished out while we wait for Brussels," was how \
Solheim put it.

Paolo Gentile, responsible for fisheries at the European Commission, sees the 1998 treaty of Reykjavik \
breached and wants an arbitration panel in The Hague to deal with Oslo.

Cod worth 180 million euros a year, 60,000 tonnes, goes to Scottish and Spanish boats, on which harbours \
like Peterhead and Vigo live.

Jonas Helgason, prime minister of Iceland, voiced understanding: banks there were closed in the eighties, \
and two patrol ships stood ready for Oslo.

On Saturday Aberdeen's port is to be blockaded by its fishermen, whose union under Moira Kinnear remembers \
no such blow since herring collapsed."""

OTHER = """Scientists who study the Barents Sea were divided on Wednesday over whether closing fishing \
grounds helps stocks to recover.

A team from Gothenburg, which has tagged 12,000 haddock since 2015, found that most of them leave a \
protected area within eight weeks. Ingrid Palm, who led the work, warned against hasty steps.

{quotation}

Her colleague Tomas Berg disagreed. In the Gulf of Maine, he pointed out, three closed banks had filled \
again within a decade, and lobstermen who once sued the government now defend the fence.

Both will speak at a conference in Copenhagen in June, to which delegates from fourteen countries are \
invited."""

SAID = '"We cannot let the last big shoals of this coast be fished out while we wait for Brussels," {who}'

ELSEWHERE = (
    """Voters in Montevideo chose Lucia Ferreira as mayor on Sunday, the first woman to hold the post in \
the city's history. Ferreira, a former judge, took 54 percent and promised trams along the Rambla. \
Her rival, the grocer Hugo Batlle, conceded before midnight and wished her luck with the sewers. \
Turnout was the lowest since 1984, which the electoral court put down to heavy rain and a football \
match against Paraguay. The council meets on the first of July, when Ferreira will present her \
deputies and a budget for schools.""",
    """A tunnel under the Bosporus will stay shut until autumn after engineers found cracks in eleven of \
its segments, the operator said in Istanbul on Monday. Ferries are to run every four minutes \
instead. The engineer in charge, Defne Aksoy, blamed a batch of concrete poured in the winter of \
2011. Commuters queued for an hour at Uskudar pier, and taxi fares doubled. Insurers expect claims \
of 90 million lira, while the company that built the tubes has gone out of business and its owner \
lives in Dubai.""",
    """Botanists in Nairobi have named a violet after the marathon runner Grace Wanjiku. The flower grows \
on two ridges of Mount Elgon, above 3,400 metres, and nowhere else. It was found by a goatherd who \
noticed that his animals would not touch it. Samples went to Kew and Leiden, where specialists \
compared them with 600 sheets in their herbaria. Wanjiku, who won in Boston and Berlin, said that \
she would climb up to see it when her knee allowed.""",
)

BACKGROUND = """Norway and the European Union have quarrelled over cod since 1976, when Oslo drew a line 200 \
miles from its coast. A treaty signed in Reykjavik ended that dispute for twenty years, but warming \
water has moved the shoals north and east, out of the zones that it drew."""


def likeness(a: str, b: str) -> Likeness | None:
    found = compare(Text.of(a), Text.of(b))
    turned = compare(Text.of(b), Text.of(a))
    assert turned == (found and found.mirrored()), "the two sides see one thing"
    return found


def kind(a: str, b: str) -> str | None:
    found = likeness(a, b)
    return found.kind if found else None


def met(texts: list[str], new: set[int] | None = None) -> list[tuple[int, int]]:
    return list(candidates([sketch(text, ()) for text in texts], new))


def paragraphs(text: str) -> list[str]:
    return text.split("\n\n")


# --- copies ---------------------------------------------------------------------

LED_ANEW = "\n\n".join(
    [
        "VIGO, Jan 12 (MNA) - Galician crews fear for their livelihood, and look north with dread.",
        *paragraphs(WIRE)[1:],
        "(MNA)",
    ]
)
MIXED = "\n\n".join(
    [
        *paragraphs(WIRE)[:2],
        "In the fish hall of our town the news was taken calmly, and prices did not move.",
        *paragraphs(WIRE)[2:5],
        "Our readers may write to the editor by Friday; the best letters are printed next week.",
    ]
)
COPIES = {
    "the same text": WIRE,
    "cut to two paragraphs": "\n\n".join(paragraphs(WIRE)[:2]),
    "every second paragraph": "\n\n".join(paragraphs(WIRE)[::2]),
    "in one paragraph": " ".join(paragraphs(WIRE)),
    "under another lead": LED_ANEW,
    "with sentences put in": MIXED,
    "re-worded": REWORDED,
}


@pytest.mark.parametrize("name", COPIES)
def test_one_text_carried_twice(name: str) -> None:
    assert kind(WIRE, COPIES[name]) == "copy"
    assert met([ELSEWHERE[0], WIRE, COPIES[name], ELSEWHERE[1]]) == [(1, 2)]


def test_a_cut_lies_whole_in_the_original() -> None:
    found = likeness("\n\n".join(paragraphs(WIRE)[:2]), WIRE)
    assert found
    assert found.share_a == 1
    assert 0.2 < found.share_b < 0.45


def test_a_rewording_is_explained_by_the_sentences_that_tell_the_same() -> None:
    found = likeness(WIRE, REWORDED)
    assert found
    told = {(a.of(WIRE)[:20], b.of(REWORDED)[:20]) for a, b in found.stretches}
    assert ("Spanish and Scottish", "Cod worth 180 millio") in told
    assert found.quotations == 1


# --- follow-ups ---------------------------------------------------------------------

NEWS = """Norway's navy turned back a Spanish trawler off the Lofoten islands on Thursday, nine days after \
Oslo shut its western grounds. Kari Solheim praised the crews and went home to Bergen.

The skipper from Vigo spent the night in a cell in Alesund. Brussels wants him back with his nets \
and eleven tonnes of haddock. Gentile rang Solheim twice, and she was out both times.

Iceland kept silent for once. In Reykjavik Helgason spoke of the weather, and his patrol ships \
stayed where they were. Moira Kinnear sent a wreath from Aberdeen to the Norwegian embassy, with a \
herring tied to it.

In The Hague no date is set, and the Scottish fleet has lost its patience with Peterhead's lawyers."""


def test_a_follow_up_that_repeats_a_part_of_an_earlier_story_shares_a_passage_with_it() -> None:
    assert kind(WIRE, "\n\n".join([*paragraphs(NEWS)[:2], *paragraphs(WIRE)[:3]])) == "passage"


def test_a_text_printed_whole_under_a_long_lead_is_a_copy() -> None:
    assert kind(WIRE, f"{NEWS}\n\n{WIRE}") == "copy"


# --- passages, and nothing ------------------------------------------------------


def test_two_stories_that_share_only_a_quotation() -> None:
    other = OTHER.format(quotation=SAID.format(who="the minister had said."))
    assert likeness(WIRE, other) is None


def test_two_stories_that_share_every_quotation_but_tell_other_things() -> None:
    said = ['"The shoals of this coast belong to nobody but the sea itself," ', '"Nobody asked us before," ']
    a = paragraphs(ELSEWHERE[1].replace(". ", ".\n\n"))
    b = paragraphs(ELSEWHERE[2].replace(". ", ".\n\n"))
    one = "\n\n".join([a[0], said[0] + "said a skipper.", *a[1:], said[1] + "he said."])
    other = "\n\n".join([b[0], said[0] + "a man shouted.", *b[1:], said[1] + "he added."])
    assert likeness(one, other) is None


def test_a_shared_background_paragraph_is_a_passage() -> None:
    other = OTHER.format(quotation="They have data.") + "\n\n" + BACKGROUND
    found = likeness(WIRE + "\n\n" + BACKGROUND, other)
    assert found
    assert found.kind == "passage"
    assert [(a.of(WIRE + "\n\n" + BACKGROUND), b.of(other)) for a, b in found.stretches] == [
        (BACKGROUND.rstrip("."), BACKGROUND.rstrip("."))
    ]


@pytest.mark.parametrize("place", range(4))
def test_a_round_up_holds_stories_and_is_a_copy_of_none(place: int) -> None:
    stories = list(ELSEWHERE)
    stories.insert(place, WIRE)
    found = likeness(WIRE, "\n\n".join(stories))
    assert found
    assert (found.kind, found.share_a) == ("passage", 1)


def test_stories_that_have_nothing_in_common() -> None:
    assert likeness(WIRE, ELSEWHERE[0]) is None
    assert met([WIRE, *ELSEWHERE]) == []


def test_a_text_in_quotation_marks_alone_is_no_copy_of_itself() -> None:
    assert likeness(SAID.format(who=""), SAID.format(who="")) is None


@pytest.mark.parametrize("empty", ["", " \n\n", "...", "Yes.", '"'])
def test_a_text_without_prose(empty: str) -> None:
    assert likeness(empty, WIRE) is None
    assert likeness(empty, empty) is None
    assert met([empty, WIRE, empty]) == []


# --- what comes back ------------------------------------------------------------


def test_stretches_give_back_equal_words() -> None:
    found = likeness(WIRE, LED_ANEW)
    assert found
    assert found.stretches
    for a, b in found.stretches:
        assert a.of(WIRE).split() == b.of(LED_ANEW).split()
    assert list(found.stretches) == sorted(found.stretches)
    assert all(before[0].end <= after[0].start for before, after in pairwise(found.stretches))


def test_offsets_count_code_points_whatever_they_are() -> None:
    found = likeness(WIRE, "\U0001f41f é — " + WIRE)
    assert found
    for a, b in found.stretches:
        assert a.of(WIRE) == b.of("\U0001f41f é — " + WIRE)


def test_asides_are_not_compared() -> None:
    caption = (
        "PHOTO: Trawlers tied up at the long quay of Bergen on a grey winter morning last week. Berg/MNA"
    )
    a, b = ELSEWHERE[0] + "\n\n" + caption * 2, ELSEWHERE[1] + "\n\n" + caption * 2
    assert kind(a, b) == "passage"
    aside_a, aside_b = ((Aside(Span(len(text) - 2 * len(caption), len(text)), "caption"),) for text in (a, b))
    assert compare(Text.of(a, aside_a), Text.of(b, aside_b)) is None
    assert sketch(a, aside_a) == sketch(ELSEWHERE[0], ())


def test_a_sketch_is_the_same_in_every_process() -> None:
    code = "import sys; from onrecord.record.copies import sketch; print(sketch(sys.stdin.read(), ()).hex())"
    runs = [
        subprocess.run(
            [sys.executable, "-c", code], input=WIRE, capture_output=True, text=True, check=True
        ).stdout.strip()
        for _ in range(2)
    ]
    assert runs == [sketch(WIRE, ()).hex()] * 2
    assert SKETCH


def test_a_quotation_leaves_no_trace_in_the_sketch() -> None:
    said, unsaid = (f"They agreed. {q} They left." for q in ('"Cod is gold, and gold is cod."', ""))
    assert sketch(ELSEWHERE[0] + said, ()) == sketch(ELSEWHERE[0] + unsaid, ())


def test_importing_takes_no_library_that_is_slow_to_load() -> None:
    code = "import sys, onrecord.record.copies; print('datasketch' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


# --- many reports ---------------------------------------------------------------


def test_only_pairs_with_a_new_report_are_asked_for() -> None:
    texts = [WIRE, LED_ANEW, ELSEWHERE[0], MIXED]
    assert met(texts) == [(0, 1), (0, 3), (1, 3)]
    assert met(texts, {3}) == [(0, 3), (1, 3)]
    assert met(texts, {2}) == []
    assert met(texts, set()) == []
    assert met([]) == []


def test_a_story_in_a_thousand_papers_gives_few_pairs_and_one_group() -> None:
    chance = random.Random(1)
    texts = []
    for _ in range(1000):
        kept = paragraphs(WIRE)[: chance.randint(3, 7)]
        texts.append("\n\n".join([*kept, chance.choice(ELSEWHERE).split(". ")[0] + "."]))
    pairs = met(texts)
    assert len(pairs) < 30 * len(texts)
    assert all(i < j for i, j in pairs)
    assert groups(len(texts), pairs) == [list(range(1000))]


def test_the_order_of_the_reports_changes_no_group() -> None:
    texts = [WIRE, *COPIES.values(), *ELSEWHERE, ELSEWHERE[0].replace("Sunday", "Monday")]
    prepared = [Text.of(text) for text in texts]

    def together(order: list[int]) -> set[frozenset[int]]:
        links = [
            (i, j)
            for i, j in met([texts[one] for one in order])
            if (found := compare(prepared[order[i]], prepared[order[j]])) and found.kind == "copy"
        ]
        return {frozenset(order[one] for one in group) for group in groups(len(order), links)}

    order = list(range(len(texts)))
    expected = together(order)
    assert len(expected) == 4
    for seed in range(5):
        random.Random(seed).shuffle(order)
        assert together(order) == expected


def test_groups_are_the_same_whatever_the_order_of_links() -> None:
    links = [(5, 2), (0, 4), (2, 3), (4, 0)]
    expected = [[0, 4], [1], [2, 3, 5]]
    assert groups(6, links) == expected
    assert groups(6, [(b, a) for a, b in reversed(links)]) == expected
    assert groups(0, []) == []
