"""The API: the answers of the record as typed JSON, in pages, and what a script may write."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import msgspec
import pytest
from examples_record import WHALING, keep, position, report
from fastapi.testclient import TestClient
from web_record import Spy, bearing, fill_record, serve

from onrecord.model import Withdrawal
from onrecord.record import Record
from onrecord.show import export, ledger, queries
from onrecord.show.formats import Format
from onrecord.show.web import Added, Incoming, shapes
from onrecord.show.web.problems import MEANINGS

API = "/api/v1"
BAN = f"{API}/questions/trawling-ban"
LISTS = [
    f"{API}/questions",
    f"{BAN}/positions",
    f"{BAN}/changes",
    f"{BAN}/conflicts",
    f"{BAN}/silent",
    f"{BAN}/queue",
    f"{API}/statements",
    f"{API}/timeline",
    f"{API}/reports",
    f"{API}/search?q=trawling",
    f"{API}/decisions",
    f"{API}/agreement",
]


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return fill_record(tmp_path_factory.mktemp("api") / "onrecord.db")


@pytest.fixture(scope="module")
def client(kept: Path) -> Iterator[TestClient]:
    with serve(kept) as client:
        yield client


@pytest.fixture
def spy(tmp_path: Path) -> Spy:
    return Spy(fill_record(tmp_path / "onrecord.db"))


@pytest.fixture
def writing(spy: Spy) -> Iterator[TestClient]:
    with serve(spy.record, spy.verbs()) as client:
        client.headers.update(bearing())
        yield client


def get(client: TestClient, address: str, **asked: Any) -> Any:
    answer = client.get(address, params=asked or None)
    assert answer.status_code == 200, answer.text
    return answer.json()


def is_problem(answer: Any, status: int, *words: str) -> None:
    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json")
    said = answer.json()
    assert said.keys() == {"type", "title", "status", "detail"}
    assert said["status"] == status
    for part in words:
        assert part in said["detail"]


# --- what is read -----------------------------------------------------------------------------------------


def test_a_question_has_its_table_in_numbers(client: TestClient) -> None:
    asked = get(client, BAN)
    assert asked["proposition"] == "Deep-sea trawling should be banned."
    assert {one["stand"] for one in asked["tallies"]} >= {"for", "against"}
    assert asked["coverage"]["reports"] == 4
    assert asked["rule"].endswith(".")


def test_positions_are_those_of_the_command_line(client: TestClient, kept: Path) -> None:
    with Record.open(kept, create=False) as record:
        (table,) = queries.positions(record, "trawling-ban")
        assert get(client, f"{BAN}/positions")["items"] == export.position_values(table)


def test_positions_can_be_narrowed(client: TestClient) -> None:
    rows = get(client, f"{BAN}/positions", actor="Norway")["items"]
    assert {row["actor"] for row in rows} == {"NOR"}
    assert get(client, f"{BAN}/positions", as_of="2023-01-02")["items"] == []
    assert get(client, f"{BAN}/positions", act="condemn")["items"] == []
    assert get(client, f"{BAN}/positions", explicit="false")["items"] == []


def test_an_earlier_answer_can_be_asked_for(client: TestClient) -> None:
    known = get(client, f"{BAN}/positions", known_at="2024-01-01T00:00:02Z")
    assert known["known_at"] == "2024-01-01T00:00:02.000000Z"
    assert "JPN" not in {row["actor"] for row in known["items"]}
    assert "JPN" in {row["actor"] for row in get(client, f"{BAN}/positions")["items"]}


@pytest.mark.parametrize("moment", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00"])
def test_a_moment_outside_the_calendar_is_the_first_or_last(client: TestClient, moment: str) -> None:
    answer = client.get(f"{BAN}/positions", params={"known_at": moment})
    assert answer.status_code in (200, 404)  # nothing was known before all time


def test_listings_are_those_of_the_command_line(client: TestClient, kept: Path) -> None:
    with Record.open(kept, create=False) as record:
        printed = {
            f"{BAN}/changes": ledger.changes(queries.changes(record, "trawling-ban"), Format.JSON),
            f"{BAN}/conflicts": ledger.conflicts(queries.conflicts(record, "trawling-ban"), Format.JSON),
            f"{API}/decisions": ledger.decisions(queries.decisions(record), Format.JSON),
            f"{API}/agreement": ledger.agreement(queries.agreement(record), Format.JSON),
            f"{API}/search?q=trawling": ledger.hits(queries.search(record, "trawling"), Format.JSON),
        }
    for address, said in printed.items():
        assert get(client, address)["items"] == json.loads(str(said)), address


def test_statements_and_timeline_are_those_of_the_command_line(client: TestClient, kept: Path) -> None:
    with Record.open(kept, create=False) as record:
        lines = queries.statements(record)
        told = queries.timeline(record)
    assert get(client, f"{API}/statements")["items"] == [export.statement_values(one) for one in lines]
    assert get(client, f"{API}/timeline")["items"] == [export.timeline_values(one) for one in told]


def test_a_statement_says_why_it_was_read_so(client: TestClient) -> None:
    found = get(client, f"{API}/statements/S1")
    assert found["report"]["ref"] == "R1"
    assert found["statement"]["speaker"] == "Ida Holm"
    assert found["statement"].keys() >= {"because", "source", "cue", "content"}


def test_a_report_is_whole(client: TestClient) -> None:
    found = get(client, f"{API}/reports/R1")
    for one in found["statements"]:
        start, end = one["span"]
        assert found["text"][start:end] == one["words"]
    assert [one["number"] for one in found["versions"]] == [1]
    assert {one["question"] for one in found["positions"]} == {"trawling-ban"}
    assert get(client, f"{API}/reports/cw-1")["ref"] == "R1"


def test_reports_are_listed_withdrawn_ones_too(client: TestClient) -> None:
    held = get(client, f"{API}/reports")["items"]
    assert [(one["ref"], one["status"]) for one in held][-1] == ("R5", "withdrawn")
    only = get(client, f"{API}/reports", outlet="harbour post", since="2023-04-01", until="2023-04-01")
    assert [one["ref"] for one in only["items"]] == ["R2"]


def test_an_actor_is_found_by_code_and_by_name(client: TestClient) -> None:
    norway = get(client, f"{API}/actors/Norway")
    assert norway == get(client, f"{API}/actors/nor")
    assert {one["question"] for one in norway["positions"]} == {"trawling-ban"}


def test_decisions_are_filtered(client: TestClient) -> None:
    made = get(client, f"{API}/decisions")["items"]
    assert {one["person"] for one in made} == {"Ana", "Bo"}
    assert {one["person"] for one in get(client, f"{API}/decisions", person="Bo")["items"]} == {"Bo"}
    assert get(client, f"{API}/decisions", open="true")["total"] < len(made)


def test_the_shapes_hold_every_key(client: TestClient) -> None:
    """A column that the listings gain and the shapes do not know would be left out of the API in silence."""
    for shape, columns in (
        (shapes.Change, ledger.CHANGE_COLUMNS),
        (shapes.Conflict, ledger.CONFLICT_COLUMNS),
        (shapes.Decision, ledger.DECISION_COLUMNS),
        (shapes.Hit, ledger.HIT_COLUMNS),
        (shapes.Agreement, ledger.AGREEMENT_COLUMNS),
        (shapes.Question, export.QUESTION_COLUMNS),
    ):
        assert set(shape.model_fields) >= set(columns)


# --- pages ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("address", LISTS)
def test_pages_add_up_to_the_whole(client: TestClient, address: str) -> None:
    joint = "&" if "?" in address else "?"
    whole = get(client, f"{address}{joint}limit=200")
    assert (whole["next"], whole["total"]) == (None, len(whole["items"]))
    found, cursor = [], ""
    while True:
        page = get(client, f"{address}{joint}limit=1{cursor}")
        found += page["items"]
        if page["next"] is None:
            break
        assert len(page["items"]) == 1
        cursor = f"&cursor={page['next']}"
    assert found == whole["items"]


def test_a_cursor_leads_on_where_something_came_before(spy: Spy, writing: TestClient) -> None:
    page = get(writing, f"{API}/reports", limit=2)
    with Record.open(spy.record, create=False) as record:
        new = report("Talks on whaling.", "2023-01-05", id="cw-0", path="reports/0.txt")
        keep(record, new, position(new, "Talks", "JPN", "for", question=WHALING.id))
    after = get(writing, f"{API}/reports", limit=2, cursor=page["next"])
    assert [one["ref"] for one in page["items"] + after["items"]] == ["R1", "R2", "R3", "R4"]


def test_a_cursor_whose_item_is_gone_is_told(spy: Spy, writing: TestClient) -> None:
    page = get(writing, f"{API}/statements", limit=1)
    refs = {one["ref"] for one in page["items"]}
    with Record.open(spy.record, create=False) as record, record.unit() as unit:
        unit.withdraw(page["items"][0]["report"]["ref"], "wrong", None)
    assert refs
    is_problem(
        writing.get(f"{API}/statements", params={"limit": 1, "cursor": page["next"]}), 409, "has changed"
    )


@pytest.mark.parametrize(
    "cursor",
    ["", "x", "0", "-1", "====", "é", "bnVsbA==", "W10=", "WzEsMiwzXQ==", "A" * 10_000, "\x00", "../../etc"],
)
def test_a_cursor_of_another_making_is_refused(client: TestClient, cursor: str) -> None:
    is_problem(client.get(f"{API}/reports", params={"cursor": cursor}), 422, "cursor")


def test_a_cursor_of_another_list_is_refused(client: TestClient) -> None:
    other = get(client, f"{API}/reports", limit=1)["next"]
    is_problem(client.get(f"{API}/statements", params={"cursor": other}), 422, "cursor")
    is_problem(client.get(f"{API}/reports", params={"cursor": other, "outlet": "Harbour Post"}), 422)


@pytest.mark.parametrize("limit", ["0", "-1", "201", "99999999999999999999", "1e3", "ten", "", "0x10"])
def test_a_limit_is_between_one_and_two_hundred(client: TestClient, limit: str) -> None:
    is_problem(client.get(f"{API}/reports", params={"limit": limit}), 422, "limit")


# --- what a script knows already --------------------------------------------------------------------------


def test_an_answer_is_not_sent_twice(client: TestClient) -> None:
    first = client.get(f"{BAN}/positions")
    tag = first.headers["etag"]
    again = client.get(f"{BAN}/positions", headers={"If-None-Match": f'"other", W/{tag}'})
    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)
    assert "default-src" in again.headers["content-security-policy"]
    assert client.get(f"{BAN}/positions", headers={"If-None-Match": "*"}).status_code == 304
    other = client.get(f"{BAN}/positions?actor=NOR", headers={"If-None-Match": tag})
    assert other.status_code == 200


def test_an_answer_is_sent_again_when_the_record_has_changed(spy: Spy, writing: TestClient) -> None:
    tag = writing.get(f"{API}/coverage").headers["etag"]
    assert writing.get(f"{API}/coverage", headers={"If-None-Match": tag}).status_code == 304
    with Record.open(spy.record, create=False) as record, record.unit() as unit:
        unit.withdraw("R1", "wrong", None)
    now = writing.get(f"{API}/coverage", headers={"If-None-Match": tag})
    assert (now.status_code, now.json()["withdrawn"]) == (200, 2)


# --- what is written --------------------------------------------------------------------------------------


def test_a_decision_is_kept_and_undone(writing: TestClient) -> None:
    wanted = {"verdict": "correct", "ref": "P1", "person": "Cy", "changes": {"side": "against"}}
    made = writing.post(f"{API}/decisions", json=wanted)
    assert made.status_code == 201
    assert (made.json()["actor"], made.json()["side"], made.json()["person"]) == ("NOR", "against", "Cy")
    held = get(writing, f"{API}/decisions", person="Cy")["items"]
    assert [(one["ref"], one["state"]) for one in held] == [(made.json()["ref"], "in force")]
    undone = writing.post(f"{API}/decisions/{made.json()['ref']}/undo", json={"person": "Cy"})
    assert (undone.status_code, undone.json()["verdict"]) == (201, "undo")
    assert get(writing, f"{API}/decisions", person="Cy")["items"][0]["state"] == "undone"


def test_actors_are_named_as_people_do(writing: TestClient) -> None:
    said = {"verdict": "correct", "ref": "S1", "person": "Cy", "changes": {"actors": ["Norway", "chl"]}}
    assert writing.post(f"{API}/decisions", json=said).status_code == 201
    assert get(writing, f"{API}/statements/S1")["statement"]["actors"] == ["NOR", "CHL"]


def test_two_statements_are_joined(writing: TestClient) -> None:
    wanted = {"verdict": "join", "ref": "S1", "other": "S3", "person": "Cy", "reason": "one speech"}
    made = writing.post(f"{API}/decisions", json=wanted)
    assert (made.status_code, made.json()["subject"]) == (201, "sameness")
    (held,) = get(writing, f"{API}/decisions", person="Cy")["items"]
    found = {ref: get(writing, f"{API}/statements/{ref}") for ref in ("S1", "S3")}
    assert {held["words"], held["other_words"]} == {one["statement"]["words"] for one in found.values()}
    lines = get(writing, f"{API}/statements")["items"]
    assert {"S1", "S3"} in [{line["ref"], *(one["ref"] for one in line["variants"])} for line in lines]
    assert all("joined by Cy" in " ".join(one["statement"]["decided"]) for one in found.values())
    assert "/statements/S3" in writing.get("/statements/S1").text


def test_what_was_missed_is_added(writing: TestClient) -> None:
    wanted = {
        "verdict": "add",
        "report": "R2",
        "words": "Waves were high",
        "question": "trawling-ban",
        "person": "Cy",
        "changes": {"actor": "Peru", "side": "for", "said_on": "2023-03-31"},
    }
    assert writing.post(f"{API}/decisions", json=wanted).status_code == 201
    (row,) = get(writing, f"{BAN}/positions", actor="PER")["items"]
    assert (row["side"], row["since"]["value"]) == ("for", "2023-03-31")


def test_the_person_is_the_one_of_the_server_unless_named(spy: Spy) -> None:
    with serve(spy.record, spy.verbs(), person="Dee") as client:
        made = client.post(f"{API}/decisions", json={"verdict": "accept", "ref": "P1"}, headers=bearing())
    assert made.json()["person"] == "Dee"


@pytest.mark.parametrize(
    ("address", "wanted"),
    [
        ("decisions", {"verdict": "accept", "ref": "P1"}),
        ("decisions/D1234/undo", {}),
        ("reports/R1/withdraw", {"reason": "hoax"}),
        ("reports/R5/withdraw/undo", {"reason": "no hoax"}),
    ],
)
def test_a_server_that_knows_nobody_wants_a_name(
    writing: TestClient, address: str, wanted: dict[str, Any]
) -> None:
    is_problem(writing.post(f"{API}/{address}", json=wanted), 422, 'give the name in "person"')


def test_a_withdrawal_is_kept_under_the_name_of_the_server_and_says_so(spy: Spy) -> None:
    with serve(spy.record, spy.verbs(), person="Dee") as client:
        for address in ("withdraw", "withdraw/undo"):
            made = client.post(f"{API}/reports/R1/{address}", json={"reason": "x"}, headers=bearing())
            assert made.json()["person"] == "Dee"
        described = client.get(f"{API}/openapi.json").json()["components"]["schemas"]
    for shape in ("DecisionWanted", "UndoWanted", "WithdrawWanted"):
        assert (
            "ONRECORD_CODER, else the login name" in described[shape]["properties"]["person"]["description"]
        )


ADDED = {"verdict": "add", "report": "R2", "words": "Waves were high", "person": "Cy"}


@pytest.mark.parametrize(
    ("wanted", "says"),
    [
        ({"verdict": "correct", "ref": "P1", "person": "Cy"}, 'what is so in "changes": "side", "actor"'),
        ({"verdict": "accept", "ref": "R1", "person": "Cy"}, 'the "verdict" join or part'),
        ({"verdict": "add", "report": "R2", "person": "Cy"}, '"report", and "words" that stand in it'),
        (ADDED, '"speaker" or "actors" in "changes"'),
        ({**ADDED, "question": "trawling-ban"}, '("actor" and "side" in "changes")'),
        ({**ADDED, "report": "R5", "words": "Peru"}, "POST /api/v1/reports/R5/withdraw/undo first"),
        (
            {"verdict": "correct", "ref": "S1", "person": "Cy", "changes": {"asserted_by": "self"}},
            '"changes" may hold act, actors, office, said_on',
        ),
        ({"verdict": "accept", "ref": "P999", "person": "Cy"}, "GET /api/v1/questions/{question}/positions"),
        ({"verdict": "accept", "ref": "S999", "person": "Cy"}, "GET /api/v1/statements gives"),
        ({"verdict": "accept", "ref": "D9999", "person": "Cy"}, "GET /api/v1/decisions gives"),
    ],
)
def test_a_refusal_speaks_of_the_fields_and_addresses_of_the_api(
    writing: TestClient, wanted: dict[str, Any], says: str
) -> None:
    detail = writing.post(f"{API}/decisions", json=wanted).json()["detail"]
    assert says in detail
    assert not re.search(r"--[a-z]|`onrecord|ONRECORD", detail)


@pytest.mark.parametrize(
    ("wanted", "status", "word"),
    [
        ({"verdict": "accept", "ref": "P1"}, 422, 'give the name in "person"'),
        ({"verdict": "accept", "ref": "P1", "person": " "}, 422, "person"),
        ({"verdict": "accept", "ref": "P999", "person": "Cy"}, 404, "P999"),
        ({"verdict": "correct", "ref": "P1", "person": "Cy"}, 422, "is not told"),
        ({"verdict": "accept", "ref": "P1", "person": "Cy", "changes": {"side": "for"}}, 422, "corrected"),
        ({"verdict": "perhaps", "person": "Cy"}, 422, "verdict"),
        ({"verdict": "undo", "ref": "P1", "person": "Cy"}, 422, "verdict"),
        ({"verdict": "accept", "ref": "P1", "person": "Cy", "uid": "x"}, 422, "uid"),
        ({"verdict": "correct", "ref": "P1", "person": "Cy", "changes": {"because": []}}, 422, "because"),
        ({"verdict": "correct", "ref": "P1", "person": "Cy", "changes": {"actor": "Nowheria"}}, 404, "Nowh"),
        ({"verdict": "accept", "ref": "P1", "person": "Cy\r\nSet-Cookie: x"}, 422, "person"),
        ({"verdict": "add", "report": "R9", "words": "x", "person": "Cy"}, 404, "R9"),
        ({"verdict": "join", "ref": "R1", "other": "R1", "person": "Cy"}, 422, "itself"),
        ({"verdict": "join", "ref": "S1", "other": "S1", "person": "Cy"}, 422, "itself"),
        ({"verdict": "part", "ref": "S1", "other": "R1", "person": "Cy"}, 422, "names no statement"),
    ],
)
def test_a_decision_that_is_none_is_refused(
    writing: TestClient, wanted: dict[str, Any], status: int, word: str
) -> None:
    before = get(writing, f"{API}/decisions")["total"]
    is_problem(writing.post(f"{API}/decisions", json=wanted), status, word)
    assert get(writing, f"{API}/decisions")["total"] == before


def test_reports_are_handed_on_as_lines(spy: Spy, writing: TestClient) -> None:
    given = [
        {"text": "Norway said\nyes.", "published": "2023-03-10", "outlet": "Coastal Wire", "id": "x-1"},
        {"text": "Perú dijo “no”.", "title": "T", "url": "https://example.org/2"},
    ]
    answer = writing.post(f"{API}/reports", json={"reports": given})
    assert (answer.status_code, answer.json()) == (
        200,
        {"new": 1, "changed": 0, "unchanged": 0, "told": [], "withdrawn": []},
    )
    (incoming,) = spy.added
    assert isinstance(incoming, Incoming)
    assert incoming.name.endswith(".jsonl")
    assert [msgspec.json.decode(line) for line in incoming.content.splitlines()] == given


def test_a_text_over_the_limit_is_refused(spy: Spy) -> None:
    with serve(spy.record, spy.verbs(), report_limit=10) as client:
        answer = client.post(f"{API}/reports", json={"reports": [{"text": "ééééééé"}]}, headers=bearing())
    is_problem(answer, 413, "report 1", "10")
    assert spy.added == []


def test_a_report_is_withdrawn_once(writing: TestClient) -> None:
    gone = {"reason": "hoax", "person": "Cy"}
    first = writing.post(f"{API}/reports/R1/withdraw", json=gone).json()
    assert (first["report"].startswith("R1 "), first["person"]) == (True, "Cy")
    assert writing.post(f"{API}/reports/R1/withdraw", json=gone).json() == {"report": None, "person": None}
    assert get(writing, f"{API}/reports/R1")["status"] == "withdrawn"
    is_problem(writing.post(f"{API}/reports/R1/withdraw", json={"person": "Cy"}), 422, "reason")


def test_a_withdrawal_is_taken_back_once(writing: TestClient) -> None:
    back = {"reason": "another story was meant", "person": "Cy"}
    address = f"{API}/reports/R5/withdraw/undo"
    is_problem(writing.post(address, json={"person": "Cy"}), 422, "reason")
    assert writing.post(address, json=back).json()["report"].startswith("R5 ")
    assert writing.post(address, json=back).json() == {"report": None, "person": None}
    held = get(writing, f"{API}/reports/R5")
    assert (held["status"], held["reason"]) == ("usable", "another story was meant")
    kinds = {
        one["kind"]: one["told"] for one in get(writing, f"{API}/questions/trawling-ban/changes")["items"]
    }
    assert kinds["reinstated"].endswith("its withdrawal was taken back by Cy: another story was meant")
    is_problem(writing.post(f"{API}/reports/R99/withdraw/undo", json=back), 404, "R99")


def test_reports_that_stay_withdrawn_are_told(client: TestClient, spy: Spy) -> None:
    gone = Withdrawal("R5", "Coastal Wire", "Ana", "retracted", "2024-01-01T00:00:00.000000Z")
    verbs = replace(spy.verbs(), add=lambda *_: Added(0, 1, 0, (), withdrawn=(gone,)))
    answer = serve(spy.record, verbs).post(
        f"{API}/reports", json={"reports": [{"text": "Peru backs it."}]}, headers=bearing()
    )
    assert answer.json()["withdrawn"] == [
        {
            "report": "R5",
            "person": "Ana",
            "reason": "retracted",
            "withdrawn_at": "2024-01-01T00:00:00.000000Z",
        }
    ]


def test_a_server_without_verbs_only_reads(client: TestClient) -> None:
    for address, body in (
        ("decisions", {"verdict": "accept", "ref": "P1", "person": "Cy"}),
        ("decisions/D1234/undo", {"person": "Cy"}),
        ("reports", {"reports": [{"text": "x"}]}),
        ("reports/R1/withdraw", {"reason": "x"}),
        ("reports/R1/withdraw/undo", {"reason": "x"}),
    ):
        for shown in (bearing(), {"Authorization": "Bearer wrong"}, {"X-CSRF-Token": "wrong"}, {}):
            is_problem(client.post(f"{API}/{address}", json=body, headers=shown), 403, "only reads")


@pytest.mark.parametrize(
    "address",
    [
        f"{API}/nothing",
        f"{API}/questions/nothing",
        f"{API}/questions/nothing/positions",
        f"{API}/questions/nothing/changes",
        f"{API}/questions/nothing/conflicts",
        f"{API}/questions/nothing/silent",
        f"{API}/questions/nothing/queue",
        f"{API}/statements/S999",
        f"{API}/statements/P1",
        f"{API}/statements/S999999999999999999999999",
        f"{API}/reports/R999",
        f"{API}/actors/Nowheria",
        f"{API}/decisions?question=nothing",
        f"{API}/agreement?question=nothing",
    ],
)
def test_what_is_not_there_is_told(client: TestClient, address: str) -> None:
    is_problem(client.get(address), 404)


def test_the_description_names_every_problem(client: TestClient) -> None:
    described = get(client, f"{API}/openapi.json")
    assert "Problem" in described["components"]["schemas"]
    for address, verbs in described["paths"].items():
        for verb, told in verbs.items():
            statuses = set(told["responses"])
            assert statuses >= {"400", "403", "404", "409", "413", "421", "422"}, address
            assert ("304" in statuses) == (verb == "get")
            assert ("401" in statuses) == (verb == "post") == ("security" in told)
            for status, answer in told["responses"].items():
                if status.startswith(("4", "5")):
                    assert list(answer["content"]) == ["application/problem+json"]


def test_the_page_on_the_api_is_what_it_does(client: TestClient) -> None:
    page = (Path(__file__).parent.parent / "docs" / "api.md").read_text("utf-8")
    for address, verbs in get(client, f"{API}/openapi.json")["paths"].items():
        short = address.removeprefix(API)
        for verb, told in verbs.items():
            (line,) = re.findall(
                rf"^\| {'POST ' if verb == 'post' else ''}`{re.escape(short)}` .*$", page, re.M
            )
            for one in told.get("parameters", []):
                if one["in"] == "query" and one["name"] not in ("cursor", "limit"):
                    assert f"`{one['name']}`" in line, address
    for status, meaning in MEANINGS.items():
        assert f"| {status} | {meaning} |" in page
