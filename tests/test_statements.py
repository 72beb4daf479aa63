"""Statements in the shapes that newspapers and agencies print them."""

from datetime import date
from functools import cache

import pytest

from onrecord.extract.statements import find_statements
from onrecord.extract.tagger import Attribution, Tagger
from onrecord.model import Aside, Report, Span, Statement


def report(text: str, asides: tuple[Aside, ...] = ()) -> Report:
    return Report("r", "r.txt", text, date(2022, 9, 30), None, None, None, "en", "0" * 64, asides)


@cache
def shipped() -> Tagger:
    return Tagger.load(threads=1)


class Scripted(Tagger):
    """A tagger that says what the test wants, to try the rules of print alone."""

    def __init__(self, *found: tuple[str, str, list[str]]) -> None:
        self._found = found

    def read(self, text, paragraphs, sentences=()):
        return tuple(
            Attribution(spans(text, [cue]), spans(text, [source]), spans(text, content), 0.9)
            for cue, source, content in self._found
        )


def spans(text: str, parts: list[str]) -> tuple[Span, ...]:
    return tuple(Span(text.index(part), text.index(part) + len(part)) for part in parts if part)


def shape(text: str, statement: Statement) -> tuple[str, str, str, str]:
    source, cue, content = (
        " | ".join(span.of(text) for span in part)
        for part in (statement.source, statement.cue, statement.content)
    )
    return statement.directness, source, cue, content


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Finland will not reopen the crossing, Prime Minister Petteri Orpo said.",
            ("indirect", "Prime Minister Petteri Orpo", "said", "Finland will not reopen the crossing"),
        ),
        (
            "“We have closed the crossing for good,” said the Finnish interior ministry.",
            (
                "direct",
                "the Finnish interior ministry",
                "said",
                "“We have closed the crossing for good,”",
            ),
        ),
        (
            '"They ... must respect that [border]," Orpo said.',
            ("direct", "Orpo", "said", '"They ... must respect that [border],"'),
        ),
        (
            "Orpo said the crossing would stay shut “for as long as it takes”.",
            ("mixed", "Orpo", "said", "the crossing would stay shut “for as long as it takes”"),
        ),
        (
            "Orpo said that Finland would not accept the “so-called” offer.",
            ("indirect", "Orpo", "said", "that Finland would not accept the “so-called” offer"),
        ),
        (
            "According to the defence ministry, two ships left the port.",
            ("indirect", "the defence ministry", "According to", "two ships left the port"),
        ),
    ],
)
def test_one_statement(text: str, expected: tuple[str, str, str, str]) -> None:
    [found] = find_statements(report(text), shipped())
    assert shape(text, found) == expected
    assert (found.id, found.continues) == ("s1", None)


@pytest.mark.parametrize(
    "text",
    [
        "The “Iron Lady” of the Baltics left office in May.",
        "Her novel “The Long Border” won a prize.",
        "The bridge was closed for repairs in June and opened again in August.",
    ],
)
def test_nicknames_titles_and_plain_telling_are_no_statements(text: str) -> None:
    assert find_statements(report(text), shipped()) == ()


def test_a_quoted_paragraph_without_a_cue_continues_the_speaker_before() -> None:
    text = (
        "“The talks have failed,” Foreign Minister Elina Valtonen said.\n\n"
        "“We will turn to the court instead, and we will win there.”\n\n"
        "“Nobody should doubt it for a moment.”\n\n"
        "The court sits in The Hague."
    )
    first, second, third = find_statements(report(text), shipped())
    assert shape(text, first)[1:3] == ("Foreign Minister Elina Valtonen", "said")
    assert shape(text, second) == (
        "direct",
        "",
        "",
        "“We will turn to the court instead, and we will win there.”",
    )
    assert shape(text, third)[3] == "“Nobody should doubt it for a moment.”"
    assert (second.continues, third.continues) == ("s1", "s1")


def test_a_quotation_closed_only_after_its_last_paragraph() -> None:
    text = (
        "“The talks have failed,” Valtonen said. “We will turn to the court.\n\n"
        "“We have every right to do so, and we will use it.”"
    )
    first, second = find_statements(report(text), shipped())
    assert shape(text, first)[3].startswith("“The talks have failed,”")
    assert shape(text, second)[3] == "“We have every right to do so, and we will use it.”"
    assert second.continues == first.id


def test_words_after_a_colon_in_the_next_paragraph_stay_with_their_cue() -> None:
    text = "The ministry said:\n\n“No ship has left the port since Sunday.”"
    tagger = Scripted(("said", "The ministry", ["“No ship has left the port since Sunday.”"]))
    [found] = find_statements(report(text), tagger)
    assert shape(text, found) == (
        "direct",
        "The ministry",
        "said",
        "“No ship has left the port since Sunday.”",
    )


def test_a_quotation_is_closed_by_its_own_marks() -> None:
    text = "“No ship has left the port,” she said."
    [found] = find_statements(report(text), Scripted(("said", "she", ["No ship has left the port,"])))
    assert shape(text, found)[3] == "“No ship has left the port,”"


def test_a_cue_without_content_is_no_statement() -> None:
    assert find_statements(report("He said nothing."), Scripted(("said", "He", []))) == ()


def test_a_participle_is_no_cue() -> None:
    text = "The tariff announced on Monday will cost the island a billion crowns."
    announced = ("announced", "The tariff", ["will cost the island a billion crowns"])
    assert find_statements(report(text), Scripted(announced)) == ()
    text = "The minister said on Monday would-be buyers had come."
    assert (
        len(find_statements(report(text), Scripted(("said", "The minister", ["would-be buyers had come"]))))
        == 1
    )


def test_words_without_a_cue_get_the_frame_before_them() -> None:
    text = "Reporters were told by a senior envoy that the ferry would sail."
    [found] = find_statements(report(text), Scripted(("", "", ["that the ferry would sail"])))
    assert shape(text, found) == ("indirect", "a senior envoy", "were told", "that the ferry would sail")


def test_asides_hold_no_statements() -> None:
    caption = "JO BLOGGS/Herald Prime Minister Orpo says the crossing stays shut."
    text = f"The crossing was quiet.\n\n{caption}\n\nSnow fell all day."
    aside = Aside(Span(text.index(caption), text.index(caption) + len(caption)), "caption")
    assert find_statements(report(text, (aside,)), shipped()) == ()
    assert len(find_statements(report(text), shipped())) == 1


@pytest.mark.parametrize(
    ("text", "outer", "expected"),
    [
        (
            "“We close the border,” Orpo said in Turku, Yle reported.",
            ("reported", "Yle", ["“We close the border,” Orpo said in Turku"]),
            ("direct", "Orpo", "said", "“We close the border,”"),
        ),
        (
            "“We close the border,” said the interior minister, according to Yle.",
            ("according to", "Yle", ["“We close the border,” said the interior minister"]),
            ("direct", "the interior minister", "said", "“We close the border,”"),
        ),
        (
            "“We close the border,” Orpo said in a statement, reported Yle.",
            ("reported", "Yle", ["“We close the border,”"]),
            ("direct", "Orpo", "said in a statement", "“We close the border,”"),
        ),
        (
            "“We close the border,” Orpo told Yle in Turku.",
            ("told", "Orpo", ["“We close the border,”"]),
            ("direct", "Orpo", "told", "“We close the border,”"),
        ),
        (
            "Finland would close the border, he said, according to Yle.",
            ("according to", "Yle", ["Finland would close the border, he said"]),
            ("indirect", "he", "said", "Finland would close the border"),
        ),
        (
            "Its foreign ministry said that Finland would close the border, media reports said.",
            (
                "reports said",
                "media",
                ["Its foreign ministry said that Finland would close the border"],
            ),
            ("indirect", "Its foreign ministry", "said", "that Finland would close the border"),
        ),
        (
            "Yle reported that the minister said that Finland would close the border.",
            ("reported", "Yle", ["the minister said that Finland would close the border"]),
            ("indirect", "Yle", "reported", "the minister said that Finland would close the border"),
        ),
        (
            "Finland, which closed the border, must reopen it, according to Yle.",
            ("according to", "Yle", ["Finland, which closed the border, must reopen it"]),
            ("indirect", "Yle", "according to", "Finland, which closed the border, must reopen it"),
        ),
    ],
)
def test_the_inner_speaker_is_the_one_on_record(
    text: str, outer: tuple[str, str, list[str]], expected: tuple[str, str, str, str]
) -> None:
    [found] = find_statements(report(text), Scripted(outer))
    assert shape(text, found) == expected


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("Orpo urged calm and warned the mayor.", "Orpo"),
        ("Orpo urged calm, but later also warned the mayor.", "Orpo"),
        ("Orpo urged calm. Witnesses warned the mayor.", "Witnesses"),
        ("Orpo urged calm. Then again, it warned the mayor.", ""),
    ],
)
def test_a_joined_cue_shares_the_source(text: str, source: str) -> None:
    tagger = Scripted(("urged", "Orpo", ["calm"]), ("warned", "", ["the mayor"]))
    _, second = find_statements(report(text), tagger)
    assert shape(text, second)[1] == source


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("Latvia regretted the decision and said the pact must stay.", "Latvia"),
        ("The European Union welcomed the vote and also said the pact must stay.", "The European Union"),
        ("They regretted the decision and said the pact must stay.", ""),
        ("Latvia regretted it, and Oslo was silent; some said the pact must stay.", ""),
    ],
)
def test_who_did_the_one_thing_said_the_other(text: str, source: str) -> None:
    [found] = find_statements(report(text), Scripted(("said", "", ["the pact must stay"])))
    assert shape(text, found)[1] == source


@pytest.mark.parametrize(
    ("text", "said", "expected"),
    [
        # a hyphenated name is one name
        (
            "It stays shut, Foreign Minister Anna Berg-Lindqvist said.",
            ("said", "Foreign Minister Anna Berg-", ["It stays shut"]),
            ("indirect", "Foreign Minister Anna Berg-Lindqvist", "said", "It stays shut"),
        ),
        (
            "It stays shut, Anna Berg-Lindqvist said.",
            ("said", "Anna Berg", ["It stays shut"]),
            ("indirect", "Anna Berg-Lindqvist", "said", "It stays shut"),
        ),
        (
            "The Berg-led side said it stays shut.",
            ("said", "The Berg", ["it stays shut"]),
            ("indirect", "The Berg", "said", "it stays shut"),
        ),
        (
            "It stays shut, Anna Berg - she said.",
            ("said", "Anna Berg", ["It stays shut"]),
            ("indirect", "Anna Berg", "said", "It stays shut"),
        ),
        # the speaker, not what is told of them
        (
            "A diplomat who asked for calm said it stays shut.",
            ("said", "A diplomat who", ["it stays shut"]),
            ("indirect", "A diplomat", "said", "it stays shut"),
        ),
        # the report's own words before the colon
        (
            "Orpo ruled that out: “It stays shut,” he said.",
            ("said", "he", ["that out: “It stays shut,”"]),
            ("direct", "he", "said", "“It stays shut,”"),
        ),
        (
            "He said of the border: “It stays shut.”",
            ("said", "He", ["of the border: “It stays shut.”"]),
            ("mixed", "He", "said", "of the border: “It stays shut.”"),
        ),
    ],
)
def test_edges_of_source_and_content(
    text: str, said: tuple[str, str, list[str]], expected: tuple[str, str, str, str]
) -> None:
    [found] = find_statements(report(text), Scripted(said))
    assert shape(text, found) == expected


@pytest.mark.parametrize(
    ("content", "kept"),
    [
        ("not to be named", 0),
        ("not to be identified because the talks go on", 0),
        ("to remain anonymous", 0),
        ("anonymity", 0),
        ("not to be named as a suspect’s lawyer: “I quit”", 1),
        ("not to be drawn in", 1),
    ],
)
def test_how_somebody_may_be_quoted_is_no_statement(content: str, kept: int) -> None:
    text = f"An official asked {content}."
    assert len(find_statements(report(text), Scripted(("asked", "An official", [content])))) == kept


def test_an_unquoted_content_ends_with_its_sentence() -> None:
    text = (
        "Prime Minister Petteri Orpo said that the president did not decide such matters. "
        '"Finland supports the bid, and parliament will ratify it," Orpo said.'
    )
    first, second = find_statements(report(text), shipped())
    assert shape(text, first)[3] == "that the president did not decide such matters"
    assert shape(text, second)[3] == '"Finland supports the bid, and parliament will ratify it,"'


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("“it was never theirs to give”", "direct"),
        ("that “it was never theirs to give”", "direct"),
        ("the plan was “never theirs to give”", "mixed"),
        ("the plan “will fail”", "mixed"),
        ("the plan was “madness”", "indirect"),
        ("the “New York” plan had died", "indirect"),
        ("the plan had died", "indirect"),
    ],
)
def test_directness(content: str, expected: str) -> None:
    text = f"She said {content}."
    [found] = find_statements(report(text), Scripted(("said", "She", [content])))
    assert found.directness == expected
