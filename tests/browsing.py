"""A real browser on a served record: Chromium without a window, by Playwright, and what it is held to.

Whoever imports this is skipped where Playwright or a Chromium is missing: `.ci/run` installs the one of the
distribution, and nothing is downloaded by Playwright itself.
"""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

WHY = "the tests in a real browser need Chromium and `pip install -e '.[dev]'`"
sync_api = pytest.importorskip("playwright.sync_api", reason=WHY)
pytest.importorskip("axe_playwright_python", reason=WHY)
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
if CHROMIUM is None:
    pytest.skip(WHY, allow_module_level=True)

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page
else:
    Browser, BrowserContext, Page = sync_api.Browser, sync_api.BrowserContext, sync_api.Page

AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text("utf-8")
SAMPLES = Path(__file__).parent.parent / "samples"
WIDE, NARROW = {"width": 1280, "height": 900}, {"width": 390, "height": 844}
RUN = [sys.executable, "-c", "from onrecord.cli import main; main()"]
PATIENCE = 15_000  # milliseconds that anything on a page may take


LOGINS: dict[str, str] = {}  # by the address of a server, the one that signs in one browser
SESSIONS: dict[str, Any] = {}  # and the cookies of the one that was


# --- the server -------------------------------------------------------------------------------------------


def build(path: Path) -> Path:
    """The sample record, by the commands that a reader runs."""
    for words in (("questions", "add", SAMPLES / "questions.toml"), ("add", SAMPLES / "reports")):
        told = subprocess.run(
            [*RUN, *map(str, words), "--record", str(path)], capture_output=True, text=True, check=False
        )
        assert told.returncode == 0, told.stderr
    return path


@contextmanager
def serving(path: Path) -> Iterator[str]:
    """`onrecord serve` in a process of its own, on a free port; gives its address, and in `LOGINS` by that
    the one for writing.
    """
    process = subprocess.Popen(
        [*RUN, "serve", "--port", "0", "--record", str(path)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={name: value for name, value in os.environ.items() if name != "ONRECORD_CODER"},
    )
    try:
        assert process.stdout is not None
        found = re.search(r"http://127\.0\.0\.1:\d+", process.stdout.readline())
        writes = re.search(r"http://\S+/login\?token=\S+", process.stdout.readline())
        assert found, process.communicate()
        if writes:
            LOGINS[found[0]] = writes[0]
        SESSIONS.pop(found[0], None)  # of another server, at the same port
        yield found[0]
    finally:
        process.send_signal(signal.SIGINT)
        try:
            process.communicate(timeout=10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.communicate()


# --- the browser ------------------------------------------------------------------------------------------


@contextmanager
def chromium() -> Iterator[Browser]:
    """A browser that finds no other host than this machine, should a page ask for one."""
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM,
            args=["--no-sandbox", "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"],
        )
        yield browser
        browser.close()


@dataclass
class Watch:
    """What a browser asks for and complains of while it shows pages."""

    address: str
    foreign: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    own: int = 0

    def over(self, context: BrowserContext) -> Watch:
        context.on("request", self._asked)
        context.on("response", self._answered)
        context.on("console", self._said)
        context.on("weberror", lambda fault: self.faults.append(str(fault.error)))
        return self

    def _asked(self, request: Any) -> None:
        if request.url.startswith(f"{self.address}/"):
            self.own += 1
        elif not request.url.startswith(("data:", "file:")):  # the page on disk that `--open` begins with
            self.foreign.append(request.url)

    def _answered(self, response: Any) -> None:
        if response.status >= 400:
            self.faults.append(f"{response.status} {response.request.method} {response.url}")

    def _said(self, message: Any) -> None:
        if message.type in ("error", "warning"):
            self.faults.append(f"{message.type}: {message.text}")


@contextmanager
def a_tab(
    browser: Browser,
    address: str,
    expects: tuple[str, ...] = (),
    *,
    signed_in: bool = True,
    **more: Any,
) -> Iterator[Page]:
    """A tab of a browser that was never here but to sign in; at its end nothing may have gone wrong but what
    is expected.
    """
    context = browser.new_context(base_url=address, viewport=WIDE, reduced_motion="reduce", **more)
    context.set_default_timeout(PATIENCE)
    watch = Watch(address).over(context)
    page = context.new_page()
    if signed_in:
        sign_in(page, address)
    yield page
    page.close()
    context.close()
    faults = [one for one in watch.faults if not any(said in one for said in expects)]
    assert (watch.own > 0, watch.foreign, faults) == (True, [], []), (watch.foreign, faults)


def sign_in(page: Page, address: str) -> None:
    """Open the address that is printed for writing; the tabs that come later are of the same browser."""
    if address not in SESSIONS:
        page.goto(LOGINS[address])
        page.wait_for_url(f"{address}/")
        SESSIONS[address] = page.context.cookies()
    page.context.add_cookies(SESSIONS[address])


# --- what a page is held to -------------------------------------------------------------------------------


def grave(page: Page, *rules: str) -> list[str]:
    """What axe finds serious or critical on a page as it is shown, by all its rules or some of them."""
    if not page.evaluate("typeof axe === 'object'"):
        page.evaluate(AXE)
    options = {"resultTypes": ["violations"], **({"runOnly": list(rules)} if rules else {})}
    found = page.evaluate(
        "(options) => axe.run(document, options).then((found) => found.violations)", options
    )
    return [
        f"{one['impact']} {one['id']}: {node['html'][:160]} ({node['failureSummary'][:300]})"
        for one in found
        if one["impact"] in ("serious", "critical")
        for node in one["nodes"]
    ]


def overflow(page: Page) -> int:
    """By how many pixels the page is wider than its window."""
    width: int = page.evaluate(
        "Math.max(document.documentElement.scrollWidth, document.body.scrollWidth) - innerWidth"
    )
    return width


# What has the focus: its name, and why it cannot be seen that it has it, where it cannot.
FOCUSED = """() => {
  const one = document.activeElement;
  if (one === document.body) return null;
  const style = getComputedStyle(one), box = one.getBoundingClientRect();
  const name = (one.getAttribute("aria-label") || one.labels?.[0]?.textContent || one.textContent || "")
    .replace(/\\s+/g, " ").trim();
  const faults = [];
  if (style.outlineStyle === "none" || parseFloat(style.outlineWidth) < 1) faults.push("no outline");
  if (box.width < 2 || box.height < 2) faults.push("no size");
  if (box.bottom <= 0 || box.top >= innerHeight || box.right <= 0 || box.left >= innerWidth)
    faults.push("outside the window");
  return [`${one.tagName.toLowerCase()} ${name}`, faults.join(", ")];
}"""


def tabbed(page: Page, most: int = 80) -> tuple[list[str], list[str]]:
    """Go through a page by Tab alone, far enough: what is reached, and what cannot be seen to be."""
    reached: list[str] = []
    unseen: list[str] = []
    for _ in range(most):
        page.keyboard.press("Tab")
        found = page.evaluate(FOCUSED)
        if found is None:
            break
        reached.append(found[0])
        if found[1]:
            unseen.append(f"{found[0]}: {found[1]}")
    return reached, unseen
