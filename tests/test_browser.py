"""`onrecord serve` in a real browser: each way through the pages of the sample record, by mouse, keys and
Tab.

What holds on every page: the console stays empty, nothing is asked of another host, axe finds nothing serious
or critical in light and dark, on a wide screen and on a phone; a phone never scrolls sideways; Tab reaches
what the page is for, and one sees where one is.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest
from browsing import (
    LOGINS,
    NARROW,
    WIDE,
    Browser,
    Page,
    Watch,
    a_tab,
    build,
    chromium,
    grave,
    overflow,
    serving,
    sign_in,
    sync_api,
    tabbed,
)

from onrecord.cli.serving import led_to

expect = sync_api.expect
ASKED = "venezuela-guaido-2019"
TITLE = "Recognition of Juan Guaido, 2019"
OWN = (
    "WELLINGTON, Feb 6 - New Zealand recognises Juan Guaido as interim president of Venezuela, Foreign "
    "Minister Aroha Tane said on Wednesday."
)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(tmp_path_factory.mktemp("browser") / "samples.db")


@pytest.fixture(scope="module")
def address(built: Path) -> Iterator[str]:
    """Served to be read; what writes has a record of its own."""
    with serving(built) as found:
        yield found


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as found:
        yield found


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    with a_tab(browser, address) as tab:
        yield tab


@pytest.fixture
def desk(browser: Browser, built: Path, tmp_path: Path) -> Iterator[Page]:
    """A tab on a record that may be written to."""
    copy = tmp_path / "samples.db"
    shutil.copy(built, copy)
    with serving(copy) as found, a_tab(browser, found) as tab:
        yield tab


# --- every page -------------------------------------------------------------------------------------------

PAGES = {  # where it is, and what Tab must reach there
    "start": ("/", ["a Add reports", "a Ask a question", f"a {TITLE}", "input Since", "button Show"]),
    "question": (f"/questions/{ASKED}", ["a Skip to the content", "input Day of the table", "input As of"]),
    "day": (
        f"/questions/{ASKED}?as_of=2019-01-23",
        ["input Day of the table", "a Back to all that is known"],
    ),
    "row": (f"/questions/{ASKED}/actors/MEX", ["button Copy the citation"]),
    "part": (f"/questions/{ASKED}/unsure", []),
    "report": ("/reports/R1", ["summary Why this side"]),
    "statement": ("/statements/{statement}", ["a To its place in the text", "button Copy the citation"]),
    "actor": ("/actors/MEX", ["input As of", "button Show that day", f"a {TITLE}"]),
    "actor without a position": ("/actors/FJI", ["input As of", "button Show that day"]),
    "speaker": ("/speakers?name=Juan+Guaido", []),
    "search": ("/search", ["input Words", "input Actor", "input Published since", "button Search"]),
    "hits": ("/search?q=Mexico", ["input Words", "button Search"]),
    "no hits": ("/search?q=zzyzx", ["input Words"]),
    "reviews": ("/review", [f"a {TITLE}", "a Code blind", "a All decisions"]),
    "item": (f"/review?question={ASKED}", ["button Reject r", "a Skip n", "summary Correct it c"]),
    "blind": (f"/review?question={ASKED}&blind=1", ["button for 1", "button no position 0", "a Skip n"]),
    "end": (f"/review?question={ASKED}&end=1", ["a To the table"]),
    "missed": (
        f"/review/missed?report=R3&question={ASKED}",
        ["textarea The words, as they stand in the report", "select Question", "button Add it"],
    ),
    "decisions": ("/decisions", ["select Question", "input only what is open", "button Show"]),
    "add": (
        "/add",
        ["textarea Text", "button Add the text", "button Add the files", "button Get and add it"],
    ),
    "ask": ("/ask", ["input Title, for tables", "button Try it on the record"]),
}


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_fit_to_be_read_by_everybody(page: Page, name: str) -> None:
    where, controls = PAGES[name]
    if "{statement}" in where:
        where = where.format(statement=a_statement(page))
    page.goto(where)
    reached, unseen = tabbed(page)
    assert [one for one in controls if one not in reached] == [], reached
    assert unseen == []
    held_to_all(page)


def a_statement(page: Page) -> str:
    """The ref of what is read as said by somebody known."""
    items = page.request.get("/api/v1/statements?actor=MEX&limit=1").json()["items"]
    ref: str = items[0]["ref"]
    return ref


def held_to_all(page: Page) -> None:
    """What a page is held to in light and dark, wide and narrow, with some of what can be opened open."""
    page.evaluate("for (const one of [...document.querySelectorAll('details')].slice(0, 6)) one.open = true")
    for window in (WIDE, NARROW):
        page.set_viewport_size(window)
        assert overflow(page) <= 0, f"{page.url} is wider than {window['width']}"
        page.emulate_media(color_scheme="light")
        assert grave(page) == [], f"{page.url}, {window['width']} wide"
        page.emulate_media(color_scheme="dark")
        assert grave(page, "color-contrast") == [], f"{page.url}, dark, {window['width']} wide"


def test_a_fault_is_a_page_like_the_others(browser: Browser, address: str) -> None:
    with a_tab(browser, address, expects=("404",)) as page:
        page.goto("/questions/nothing-2020")
        expect(page.get_by_role("heading", level=1)).to_have_text("Not Found")
        held_to_all(page)


# --- reading ----------------------------------------------------------------------------------------------


def test_from_the_start_page_to_the_words_in_their_report(page: Page) -> None:
    page.goto("/")
    page.get_by_role("link", name=TITLE).first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(TITLE)
    tile = page.locator(".tiles a.tile.for", has_text="FRA")
    tile.click()
    row = page.locator("tbody:target")
    expect(row).to_have_id("FRA")
    expect(row).to_be_in_viewport()
    expect(row.get_by_role("rowheader")).to_have_text("France")
    link = row.locator("tr").first.locator("td.words a")
    words = quoted(link.inner_text())
    link.click()
    expect(page).to_have_url(re.compile(r"/reports/R\d+\?at=P\d+#P\d+$"))
    marked = page.locator(".text mark.here")
    assert words in " ".join(" ".join(marked.all_inner_texts()).split())
    expect(marked.first).to_be_in_viewport()
    page.go_back()
    expect(page.locator("tbody:target")).to_have_id("FRA")


def quoted(words: str) -> str:
    """The longest run of a quotation that the page gives without leaving out."""
    return max(re.split("[…“”]", " ".join(words.split())), key=len).strip()


def test_by_keys_alone_from_the_address_bar_to_a_row(page: Page) -> None:
    page.goto(f"/questions/{ASKED}")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the content")).to_be_in_viewport()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("tbody:target")).to_have_count(1)


def test_the_slider_moves_table_map_tallies_and_address(page: Page) -> None:
    page.goto(f"/questions/{ASKED}")
    slider = page.get_by_role("slider", name="Day of the table")
    before = shown(page)
    slider.focus()
    page.keyboard.press("Home")
    expect(page).to_have_url(re.compile(r"as_of=2019-01-10$"))
    expect(page.locator(".tiles a.tile.for")).to_have_count(0)
    expect(page.locator("table.rows tbody")).to_have_count(0)
    slider.fill(str(int(slider.get_attribute("min") or 0) + 16))
    expect(page).to_have_url(re.compile(r"as_of=2019-01-26$"))
    expect(page.locator(".over")).to_have_text("Who stands where, as of 26 Jan 2019")
    then = shown(page)
    assert then != before
    assert then["rows"] == len(page.locator("table.rows tbody").all()) > 0
    expect(page.get_by_role("status").last).to_contain_text("As of 26 Jan 2019:")
    expect(slider).to_have_attribute("aria-valuetext", "26 Jan 2019")
    assert page.evaluate("document.activeElement.type") == "range", "the hand stays on the slider"
    page.reload()
    assert_shows(page, then)  # the address shows the same
    expect(page.get_by_role("slider")).to_have_attribute("aria-valuetext", "26 Jan 2019")
    page.get_by_role("slider").press("End")
    expect(page).to_have_url(re.compile(r"as_of=2019-12-31$"))
    assert_shows(page, before)
    page.get_by_label("As of", exact=True).fill("2019-01-26")
    expect(page).to_have_url(re.compile(r"as_of=2019-01-26$"))
    assert_shows(page, then)
    page.get_by_role("link", name="Back to all that is known").click()
    assert_shows(page, before)


def assert_shows(page: Page, wanted: dict[str, object]) -> None:
    """The page shows it, or will in a moment: the address changes before what is fetched for it is there."""
    for _ in range(100):
        if shown(page) == wanted:
            return
        page.wait_for_timeout(50)
    assert shown(page) == wanted


def shown(page: Page) -> dict[str, object]:
    """What map, tallies and table say, which is one thing."""
    page.wait_for_function("!document.querySelector('main[aria-busy]')")
    tiles = page.locator(".tiles, .beside").locator("a.tile:is(.for, .against, .neutral, .former, .open)")
    found: dict[str, object] = {
        "tiles": sorted(tile.split(":")[0].strip() for tile in tiles.all_inner_texts()),
        "tallies": [" ".join(one.split()) for one in page.locator(".tallies .tally").all_inner_texts()],
        "rows": page.locator("table.rows tbody").count(),
    }
    assert len(tiles.all()) == found["rows"]
    counted = sum(int(one) for one in page.locator(".tallies .count b").all_inner_texts())
    assert counted == found["rows"]
    return found


def test_without_script_a_button_moves_the_day(browser: Browser, address: str) -> None:
    with a_tab(browser, address, java_script_enabled=False) as page:
        page.goto(f"/questions/{ASKED}")
        page.get_by_label("As of").fill("2019-01-26")
        page.get_by_role("button", name="Show that day").click()
        expect(page).to_have_url(re.compile(r"\?as_of=2019-01-26$"))
        expect(page.locator(".over")).to_have_text("Who stands where, as of 26 Jan 2019")


def test_a_citation_is_copied(browser: Browser, address: str) -> None:
    with a_tab(browser, address, permissions=["clipboard-read", "clipboard-write"]) as page:
        page.goto(f"/questions/{ASKED}")
        row = page.locator("tbody#FRA")
        row.locator("summary").click()
        row.get_by_role("button", name="Copy the citation").click()
        expect(row.locator("button.copier")).to_have_text("Copied")
        copied = page.evaluate("navigator.clipboard.readText()")
        assert copied in " ".join(row.locator(".copied").inner_text().split())
        assert len(copied) > 40


def test_from_a_search_to_statement_speaker_and_actor(page: Page) -> None:
    page.goto("/search")
    page.get_by_label("Words").fill("Guaido")
    page.get_by_label("Actor").fill("Mexico")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/search\?q=Guaido&actor=Mexico"))
    hit = page.locator("section[aria-labelledby=statements] li").first
    expect(hit.locator(".who")).to_contain_text("for Mexico")
    words = quoted(hit.locator("a.words").inner_text())
    hit.locator("a.words").click()
    expect(page).to_have_url(re.compile(r"/statements/S\d+$"))
    assert words in " ".join(page.locator(".focus blockquote").inner_text().split())
    page.get_by_role("link", name="To its place in the text").click()
    expect(page.locator(".text mark.here").first).to_be_in_viewport()
    page.locator(".focus h2 a[href*='/actors/']").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Mexico")
    page.get_by_role("link", name=TITLE).first.click()
    expect(page.locator("tbody:target")).to_have_id("MEX")
    page.goto("/search?q=Guaido")
    page.locator("ol.said li", has=page.get_by_text("Juan Guaido", exact=True)).first.locator(
        "a.words"
    ).click()
    page.locator(".focus h2").get_by_role("link", name="Juan Guaido").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Juan Guaido")
    expect(page.locator("ol.said .who").first).to_contain_text("Juan Guaido")


# --- writing ----------------------------------------------------------------------------------------------


def test_the_desk_by_keys_alone(desk: Page) -> None:
    desk.goto(f"/review?question={ASKED}")
    desk.get_by_label("You decide as").fill("Ana Díaz")
    desk.keyboard.press("Enter")
    expect(desk.get_by_label("You decide as")).to_have_value("Ana Díaz")
    waiting = to_go(desk)
    first = passage(desk)

    key(desk, "r")
    expect(desk.locator(".last")).to_contain_text("Last: reject")
    assert (to_go(desk), passage(desk) != first) == (waiting - 1, True)
    key(desk, "u")
    expect(desk.locator(".last")).to_have_count(0)
    assert (to_go(desk), passage(desk)) == (waiting, first), "back to what was decided on"

    skipped = []
    while desk.locator("[data-key=a]:disabled").count():
        skipped.append(passage(desk))
        key(desk, "n")
        desk.wait_for_url(re.compile("at="))
        expect(desk.locator("mark.here")).not_to_have_text(skipped[-1])
    accepted = passage(desk)
    key(desk, "a")
    expect(desk.locator(".last")).to_contain_text("Last: accept")
    assert to_go(desk) == waiting - 1

    corrected = passage(desk)
    key(desk, "c")
    expect(desk.get_by_role("button", name="Keep the correction")).to_be_visible()
    for _ in range(30):
        desk.keyboard.press("Tab")
        if desk.evaluate("document.activeElement.id") == "side":
            break
    wanted = "against" if desk.locator("#side").input_value() != "against" else "neutral"
    desk.keyboard.type(wanted[:2])
    desk.keyboard.press("Tab")
    desk.keyboard.press("ControlOrMeta+a")
    desk.keyboard.type("URY")
    desk.keyboard.press("Enter")
    expect(desk.locator(".last")).to_contain_text("Last: correct")
    assert to_go(desk) == waiting - 2

    key(desk, "?")
    expect(desk.get_by_role("dialog")).to_contain_text("Keys on this page")
    desk.keyboard.press("Escape")
    expect(desk.get_by_role("dialog")).to_have_count(0)
    desk.get_by_label("Reason, kept with what you decide").press_sequentially("aru?")
    assert to_go(desk) == waiting - 2, "keys that are typed decide nothing"

    desk.goto("/decisions")
    lines = " ".join(desk.locator("table.decisions").inner_text().split())
    assert accepted[:60] in lines
    assert corrected[:60] in lines
    assert f"URY {wanted}" in " ".join(lines.split())
    expect(desk.get_by_text("accept by Ana Díaz")).to_have_count(1)
    held_to_all(desk)
    desk.set_viewport_size(WIDE)
    desk.get_by_role("button", name=re.compile("Undo")).first.click()
    expect(desk).to_have_url(re.compile("/decisions"))
    expect(desk.locator("table.decisions")).to_contain_text("undone")


def key(page: Page, pressed: str) -> None:
    """Press a key once the script of the page is there to hear it."""
    page.locator("[aria-keyshortcuts]").first.wait_for(state="attached")
    page.keyboard.press(pressed)


def to_go(page: Page) -> int:
    found = re.search(r"(\d+) to go", page.locator("p.progress").inner_text())
    assert found
    return int(found[1])


def passage(page: Page) -> str:
    return " ".join(page.locator("blockquote mark.here").inner_text().split())


def test_who_codes_blind_sees_neither_side_nor_confidence(desk: Page) -> None:
    desk.goto(f"/review?question={ASKED}")
    desk.get_by_label("You decide as").fill("Ana")
    desk.keyboard.press("Enter")
    expect(desk.get_by_label("You decide as")).to_have_value("Ana")
    expect(desk.locator("main")).to_contain_text("confidence 0.")
    desk.goto(f"/review?question={ASKED}&blind=1")
    seen = set()
    for pressed in ("1", "2", "3", "0", "n"):
        words = passage(desk)
        task = desk.get_by_role("article")
        for hidden in ("confidence", "Read by", "If accepted", "explicit", "Said by"):
            expect(task).not_to_contain_text(hidden)
        expect(task.locator(".side")).to_have_count(0)
        seen.add((desk.url, words))
        before = desk.url
        key(desk, pressed)
        desk.wait_for_url(lambda url, before=before: url != before)
    assert len(seen) == 5
    assert to_go(desk) > 0
    expect(desk.locator("p.progress")).to_contain_text("4 coded by you")
    expect(desk.locator(".last")).to_contain_text("Last: no position")
    key(desk, "u")
    expect(desk.locator("p.progress")).to_contain_text("3 coded by you")
    desk.goto("/decisions")
    expect(desk.locator("table.decisions")).to_contain_text("hidden, so that others code for themselves")


def test_a_report_is_pasted_and_another_uploaded_and_both_are_found(desk: Page, tmp_path: Path) -> None:
    desk.goto("/add")
    pasted = desk.locator("form", has=desk.get_by_role("button", name="Add the text"))
    pasted.get_by_label("Text").fill(OWN)
    pasted.get_by_label("Day of publication").fill("2019-02-06")
    pasted.get_by_label("Outlet").fill("Harbour Post")
    pasted.get_by_label("Title").fill("Wellington speaks")
    pasted.get_by_role("button").click()
    expect(desk.get_by_role("heading", name="1 report read (1 new)")).to_be_visible()
    held_to_all(desk)
    desk.set_viewport_size(WIDE)

    file = tmp_path / "ottawa.txt"
    file.write_text(OWN.replace("WELLINGTON", "SUVA").replace("New Zealand", "Fiji").replace("Aroha", "Mere"))
    upload = desk.locator("form", has=desk.get_by_role("button", name="Add the files"))
    upload.get_by_label("Text, Markdown").set_input_files(file)
    upload.get_by_label("Day of publication").fill("2019-02-07")
    before = desk.url
    upload.get_by_role("button", name="Add the files").click()
    desk.wait_for_url(lambda url: url != before)
    expect(desk.get_by_role("heading", name="1 report read (1 new)")).to_be_visible()

    desk.goto(f"/questions/{ASKED}")
    for code, name in (("NZL", "New Zealand"), ("FJI", "Fiji")):
        row = desk.locator(f"tbody#{code}")
        expect(row.get_by_role("rowheader")).to_have_text(name)
        expect(row.locator("td .side").first).to_have_text(re.compile("for"))
        expect(desk.locator(f".tiles a.tile.for[href='#{code}']")).to_have_count(1)
    desk.goto("/search")
    desk.get_by_label("Words").fill('"Aroha Tane"')
    desk.get_by_role("button", name="Search").click()
    desk.get_by_role("link", name="Wellington speaks").first.click()
    expect(desk.locator(".text")).to_contain_text("Foreign Minister Aroha Tane")


def test_how_far_it_is_and_what_is_refused_is_told_while_reports_are_added(desk: Page) -> None:
    desk.goto("/add")
    lines = "".join(
        json.dumps({"text": f"Fiji recognises Guaido, it said for the {n}th time.", "id": str(n)}).replace(
            "{", '{"published": "2019-02-07", '
        )
        + "\n"
        for n in range(40)
    )
    upload = desk.locator("form", has=desk.get_by_role("button", name="Add the files"))
    upload.get_by_label("Text, Markdown").set_input_files(
        [
            {"name": "a.txt", "mimeType": "text/plain", "buffer": b"undated"},
            {"name": "many.jsonl", "mimeType": "text/plain", "buffer": lines.encode()},
        ]
    )
    upload.get_by_role("button", name="Add the files").click()
    going = desk.locator("section.going")
    expect(going.get_by_text("a.txt: gives no date of publication")).to_be_visible()
    expect(going.locator(".progress")).to_contain_text(re.compile(r"\d+ of 41"))
    expect(upload.get_by_role("button", name="Add the files")).to_be_disabled()
    assert grave(desk) == []
    expect(desk).to_have_url(re.compile("/add/[\\w-]+$"))
    expect(desk.get_by_role("heading", name="40 reports read (40 new); 1 not")).to_be_visible(timeout=60_000)
    held_to_all(desk)


def test_what_cannot_be_added_is_told_beside_a_form_that_stays_filled_in(desk: Page) -> None:
    desk.goto("/add")
    address = desk.locator("form", has=desk.get_by_role("button", name="Get and add it"))
    address.get_by_label("Address").fill("http://127.0.0.1:1/story")
    address.get_by_role("button").click()
    expect(desk.get_by_role("alert")).to_contain_text("127.0.0.1")
    expect(address.get_by_label("Address")).to_have_value("http://127.0.0.1:1/story")
    expect(address.get_by_role("button")).to_be_enabled()


def test_who_leaves_the_page_finds_the_adding_again(desk: Page) -> None:
    desk.goto("/add")
    upload = desk.locator("form", has=desk.get_by_role("button", name="Add the files"))
    line = '{"published": "2019-02-07", "text": "Fiji recognises Guaido, report %d said.", "id": "%d"}\n'
    content = "".join(line % (n, n) for n in range(120)).encode()
    upload.get_by_label("Text, Markdown").set_input_files(
        {"name": "many.jsonl", "mimeType": "text/plain", "buffer": content}
    )
    upload.get_by_role("button", name="Add the files").click()
    expect(desk.locator("section.going .progress")).to_contain_text("of 120")
    desk.goto("/add")
    desk.get_by_role("link", name="Look at it").click()
    expect(desk).to_have_url(re.compile("/add/[\\w-]+$"))
    expect(desk.get_by_role("heading", name="120 reports read (120 new)")).to_be_visible(timeout=60_000)


def test_without_script_reports_are_added_and_the_finished_page_is_shown(
    browser: Browser, built: Path, tmp_path: Path
) -> None:
    copy = tmp_path / "samples.db"
    shutil.copy(built, copy)
    with serving(copy) as found, a_tab(browser, found, java_script_enabled=False) as page:
        page.goto("/add")
        pasted = page.locator("form", has=page.get_by_role("button", name="Add the text"))
        pasted.get_by_label("Text").fill(OWN)
        pasted.get_by_label("Day of publication").fill("2019-02-06")
        pasted.get_by_role("button").click()
        expect(page.get_by_role("heading", name="1 report read (1 new)")).to_be_visible()


def test_a_question_is_tried_and_then_kept(desk: Page) -> None:
    desk.goto("/ask")
    desk.get_by_label("Title, for tables").fill("Sanctions on Venezuela")
    desk.get_by_label(re.compile("^Proposition")).fill("Sanctions should be imposed on Venezuela.")
    desk.get_by_label("Phrases").fill("sanctions\nsanction")
    desk.get_by_label("Reports published from").fill("2019-01-01")
    desk.get_by_role("button", name="Try it on the record").click()
    expect(desk.get_by_role("heading", name="How it is read")).to_be_visible()
    expect(desk.get_by_role("heading", name=re.compile("Stored reports under it: [1-9]"))).to_be_visible()
    held_to_all(desk)
    desk.set_viewport_size(WIDE)
    desk.get_by_role("button", name="Keep it and judge all reports").click()
    expect(desk).to_have_url(re.compile("/questions/sanctions-on-venezuela-2019$"))
    expect(desk.get_by_role("heading", level=1)).to_have_text("Sanctions on Venezuela")
    desk.get_by_role("link", name="Questions").click()
    expect(desk.get_by_role("link", name="Sanctions on Venezuela")).to_have_count(1)


def test_what_was_missed_is_added(desk: Page) -> None:
    desk.goto(f"/review?question={ASKED}")
    desk.get_by_label("You decide as").fill("Ana")
    desk.keyboard.press("Enter")
    expect(desk.get_by_label("You decide as")).to_have_value("Ana")
    desk.get_by_role("link", name="Something was missed in this report").click()
    words = desk.locator("[data-quotes]").inner_text().split(".")[0].split("\n")[-1]
    desk.get_by_label("The words, as they stand").fill(words)
    desk.get_by_label("Side").select_option("for")
    desk.get_by_label("Actor: code or name").fill("Fiji")
    desk.get_by_role("button", name="Add it").click()
    expect(desk).to_have_url(re.compile(r"/decisions\?question="))
    expect(desk.locator("table.decisions")).to_contain_text("FJI for")
    desk.get_by_role("link", name="Questions").click()
    desk.get_by_role("link", name=TITLE).first.click()
    expect(desk.locator("tbody#FJI td.words")).to_contain_text(words.strip()[:40])


# --- what a browser keeps others from ---------------------------------------------------------------------


def test_a_form_of_another_site_writes_nothing(browser: Browser, address: str) -> None:
    """Another port of this machine is the same site to a cookie: its Origin tells it apart."""
    context = browser.new_context(base_url=address)
    page = context.new_page()
    sign_in(page, address)
    page.goto("/add")
    token = page.locator("input[name=csrf]").first.input_value()
    form = (
        f'<form method="post" enctype="multipart/form-data" action="{address}/add"><input name="csrf" '
        f'value="{token}"><input name="how" value="paste"><input name="text" value="Fiji backs it."><input '
        'name="published" value="2019-02-06"><button>Win</button></form>'
    )
    other = "http://127.0.0.1:9876"
    page.route(f"{other}/**", lambda route: route.fulfill(body=form, content_type="text/html"))
    page.goto(f"{other}/")
    with page.expect_navigation() as sent:
        page.get_by_role("button").click()
    assert sent.value is not None
    assert sent.value.status == 403
    assert sent.value.request.headers["origin"] == other
    context.close()


def test_the_policy_lets_no_other_script_run_and_nothing_be_asked_elsewhere(
    browser: Browser, address: str
) -> None:
    context = browser.new_context(base_url=address)
    page = context.new_page()
    page.goto("/")
    page.evaluate(
        "document.body.append(Object.assign(document.createElement('script'), "
        "{textContent: 'window.ran = 1'}))"
    )
    page.evaluate("document.querySelector('main').innerHTML = '<img src=x onerror=\"window.ran = 2\">'")
    page.wait_for_timeout(100)
    assert page.evaluate("window.ran") is None
    refused = "fetch('http://127.0.0.1:9876/').then(() => 'came', (fault) => fault.name)"
    assert page.evaluate(refused) == "TypeError"
    context.close()


def test_the_printed_address_lets_one_browser_write_and_others_read(
    browser: Browser, built: Path, tmp_path: Path
) -> None:
    copy = tmp_path / "samples.db"
    shutil.copy(built, copy)
    with serving(copy) as found:
        with a_tab(browser, found, expects=("403",), signed_in=False) as page:
            page.goto("/add")
            expect(page.get_by_text("You are reading only.")).to_be_visible()
            expect(page.get_by_role("button", name="Add the text")).to_be_disabled()
            page.goto(LOGINS[found])
            expect(page).to_have_url(f"{found}/")
            page.goto("/add")
            expect(page.get_by_role("button", name="Add the text")).to_be_enabled()
        with a_tab(browser, found, expects=("403",), signed_in=False) as page:
            page.goto(LOGINS[found])
            expect(page.get_by_role("alert")).to_contain_text("has signed in a browser before")
            held_to_all(page)


def test_a_page_on_disk_leads_to_signing_in(browser: Browser, built: Path, tmp_path: Path) -> None:
    """As `--open` has it: the browser comes from elsewhere, and is signed in at once all the same."""
    copy = tmp_path / "samples.db"
    shutil.copy(built, copy)
    with serving(copy) as found, led_to(LOGINS[found], copy) as leads:
        assert stat.S_IMODE(os.stat(leads.removeprefix("file://")).st_mode) == 0o600
        with a_tab(browser, found, signed_in=False) as page:
            page.goto(leads)
            expect(page).to_have_url(f"{found}/")
            page.get_by_role("link", name="Add reports").last.click()
            expect(page.get_by_role("button", name="Add the text")).to_be_enabled()
    assert list(tmp_path.glob("onrecord-open-*")) == []


# --- these tests themselves -------------------------------------------------------------------------------

BAD = """<!doctype html><html lang=en><title>x</title><style>:focus { outline: none }</style>
<p style="color: #ccc; width: 2000px">pale <a href="/">words</a></p><button></button>
<img src="http://example.org/a.png" alt=""><script>console.error("oh"); throw new Error("ah")</script>"""


def test_a_bad_page_would_be_noticed(browser: Browser) -> None:
    address = "http://127.0.0.1:9877"
    context = browser.new_context(viewport=NARROW)
    watch = Watch(address).over(context)
    page = context.new_page()
    page.route(f"{address}/**", lambda route: route.fulfill(body=BAD, content_type="text/html"))
    page.goto(f"{address}/")
    assert overflow(page) > 1000
    assert {found.split(":")[0] for found in grave(page)} >= {
        "serious color-contrast",
        "critical button-name",
    }
    assert [found for found in tabbed(page)[1] if found.startswith("a words: no outline")]
    context.close()
    assert watch.foreign == ["http://example.org/a.png"]
    assert {"error: oh", "ah"} <= set(watch.faults)
