"""What a title of office says: the role it stands for and the sector of who bears it."""

from __future__ import annotations

import pytest

from onrecord.world import World
from onrecord.world.tables import listed, rows

WORLD = World.load()

# (title as a report has it, actor, role, sector)
TITLES = [
    ("Chancellor", "DEU", "head of government", "government"),
    ("Chancellor", "GBR", "finance minister", "government"),
    ("German Chancellor", None, "head of government", "government"),
    ("president", "FRA", "head of state", "government"),
    ("President", "EC", "organisation head", "international"),
    ("foreign policy chief", "EU", "high representative", "international"),
    ("Secretary General", "NATO", "secretary-general", "international"),
    ("Director General", "IAEA", "organisation head", "international"),
    ("director general", "DEU", "official", "government"),
    ("head", "WHO", "organisation head", "international"),
    ("Pope", "VAT", "head of state", "government"),
    ("Secretary of State", "USA", "foreign minister", "government"),
    ("Secretary of State", "VAT", "head of government", "government"),
    ("Secretary of State", "FRA", "junior minister", "government"),
    ("Foreign Secretary", "GBR", "foreign minister", "government"),
    ("Foreign Secretary", "IND", "foreign secretary", "government"),
    ("Taoiseach", None, "head of government", "government"),
    ("Treasurer", "AUS", "finance minister", "government"),
    ("treasurer", None, "treasurer", "company"),
    ("Deputy President", "ZAF", "vice president", "government"),
    ("premier", "CAN", "regional head", "regional"),
    ("premier", "CHN", "head of government", "government"),
    ("member of the presidency", "BIH", "head of state", "government"),
    ("chief adviser", "BGD", "head of government", "government"),
    ("chief adviser", "USA", "adviser", "government"),
    ("chairman", "PSE", "head of state", "government"),
    ("chairman", "OAU", "organisation head", "international"),
    ("Executive Director", "WFP", "organisation head", "international"),
    ("Executive Director", None, "head", None),
    ("Executive Secretary", "SADC", "organisation head", "international"),
    ("Bank of Japan governor", None, "central bank governor", "government"),
    ("minister for Roads and Public Works", None, "minister", "government"),
    ("Economic and Fiscal Policy Minister", None, "minister", "government"),
    ("chief of defence forces", None, "military officer", "military"),
    ("UN resident coordinator", None, "international official", "international"),
    # a deputy speaks below the office; the title that stands last is the head of the phrase
    ("first deputy prime minister", None, "deputy head of government", "government"),
    ("deputy foreign minister", None, "deputy foreign minister", "government"),
    ("German government spokesperson", None, "spokesperson", "government"),
    ("minister for the army", None, "minister", "government"),
    # a former holder speaks for nobody
    ("former German foreign minister", "DEU", None, "former"),
    ("ex-president", None, None, "former"),
    # only the body named with it tells
    ("spokesman", None, "spokesperson", None),
    ("opposition leader", "VEN", "opposition politician", "opposition"),
]


@pytest.mark.parametrize(("words", "actor", "role", "sector"), TITLES)
def test_a_title_gives_role_and_sector(
    words: str, actor: str | None, role: str | None, sector: str | None
) -> None:
    title = WORLD.title(words, actor)
    assert title is not None
    assert (title.role, title.sector) == (role, sector)


@pytest.mark.parametrize("words", ["banana", "", "Ukraine", "war"])
def test_words_that_are_no_title(words: str) -> None:
    assert WORLD.title(words) is None


# (text, [(words, role, plural)])
TEXTS = [
    (
        "Foreign ministers met the president on Monday.",
        [("Foreign ministers", "foreign minister", True), ("president", "head of state", False)],
    ),
    ("Spokesmen for both said no.", [("Spokesmen", "spokesperson", True)]),
    ("The secretaries-general met Gen. Okello.", [("Gen.", "military officer", False)]),
    # other words that look like ranks
    ("General elections were a major step to do justice.", []),
    ("Major powers agreed. Chief among them was trade.", []),
    ("It was said by General Okello.", [("General", "military officer", False)]),
    ("General Okello agreed.", [("General", "military officer", False)]),
]


@pytest.mark.parametrize(("text", "expected"), TEXTS)
def test_titles_in_a_running_text(text: str, expected: list[tuple[str, str | None, bool]]) -> None:
    found = [(m.span.of(text), m.title.role, m.title.plural) for m in WORLD.find_titles(text)]
    assert found == expected


def test_titles_stand_in_lower_case_and_once_a_reading() -> None:
    readings = [
        (title, frozenset(row["only"].split())) for row in rows("titles") for title in listed(row["titles"])
    ]
    assert [title for title, _ in readings if title != title.lower()] == []
    general = [title for title, only in readings if not only]
    assert sorted({title for title in general if general.count(title) > 1}) == []


def test_bodies_have_the_roles_of_titles() -> None:
    roles = {row["role"] for row in rows("titles")}
    assert {row["role"] for row in rows("bodies")} - {""} <= roles


@pytest.mark.parametrize(
    ("text", "words", "role", "actor"),
    [
        ("the Ukrainian foreign ministry said", "foreign ministry", "foreign minister", None),
        ("the State Department said", "State Department", "foreign minister", "USA"),
        ("the Bank of England said", "Bank of England", "central bank governor", "GBR"),
        ("the SNB said", "SNB", "central bank governor", "CHE"),
        ("the ministry of public security said", "ministry of public security", "minister", None),
        (
            "the State Law and Order Restoration Council said",
            "State Law and Order Restoration Council",
            "head of state",
            "MMR",
        ),
    ],
)
def test_bodies_in_a_running_text(text: str, words: str, role: str, actor: str | None) -> None:
    (match,) = WORLD.find_bodies(text)
    assert (match.span.of(text), match.body.role, match.body.actor) == (words, role, actor)


@pytest.mark.parametrize(
    ("name", "sector", "actor"),
    [
        ("bureau of statistics", "government", None),
        ("the customs service", "government", None),
        ("electoral commission", "government", None),
        ("the IDF", "military", "ISR"),
        ("Revolutionary Guards", "military", "IRN"),
        ("CIA", "intelligence", "USA"),
    ],
)
def test_a_body_has_its_sector(name: str, sector: str, actor: str | None) -> None:
    body = WORLD.body(name)
    assert body is not None
    assert (body.sector, body.actor) == (sector, actor)


def test_a_deputy_of_a_director_general_is_no_general() -> None:
    world = World.load()
    for words, actor, sector in (
        ("deputy director-general", None, "government"),
        ("Deputy Director-General", "IAEA", "international"),
        ("Inspector General", "DEU", "military"),
    ):
        title = world.title(words, actor)
        assert title is not None, words
        assert title.sector == sector, words


def test_who_presides_over_no_state_does_not_speak_for_one() -> None:
    for words in ("football federation president", "union president", "chief investment officer"):
        title = World.load().title(words)
        assert title is not None, words
        assert title.sector not in {"government", "military", "intelligence", "international"}, words
