"""Make the pictures of the README: pages of the sample record, as a browser shows them.

    python docs/pictures.py [--record RECORD] [NAME ...]

Needs what the tests in a browser need: `pip install -e '.[dev]'` and a Chromium of the system. The record is
made of `samples/` where none is given. Each picture is taken in light and dark, on a desktop or a phone, and
written to `docs/pictures/NAME-SCHEME.png` in at most 256 colours: a page has few, and the file a third of the
size.
"""

from __future__ import annotations

import argparse
import io
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from PIL import Image

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

ROOT = Path(__file__).parent.parent
OUT = ROOT / "docs" / "pictures"
SAMPLES = ROOT / "samples"
RUN = [sys.executable, "-c", "from onrecord.cli import main; main()"]
SCHEMES = ("light", "dark")
COLOURS = 256
QUESTION = "nato-accession-sweden"


class Picture(NamedTuple):
    """What is shown: the page, the size of the window, and what the page is scrolled to."""

    name: str
    address: str
    width: int
    height: int
    to: str | None = None


PICTURES = (
    Picture("question", f"/questions/{QUESTION}", 1240, 1480),
    Picture("table", f"/questions/{QUESTION}", 1240, 720, "#rows"),
    Picture("statement", "/search?q=parliament+will+ratify", 1240, 900),
    Picture("review", f"/review?question={QUESTION}", 1240, 900),
    Picture("phone", f"/questions/{QUESTION}", 390, 844),
    Picture("phone-table", f"/questions/{QUESTION}", 390, 844, "#rows"),
)


def main() -> None:
    """Make the pictures that are named, or all."""
    known = [one.name for one in PICTURES]
    wanted = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    wanted.add_argument("names", nargs="*", metavar="NAME", help=", ".join(known))
    wanted.add_argument("--record", type=Path, help="a record of the samples; made where none is given")
    given = wanted.parse_args()
    if unknown := [name for name in given.names if name not in known]:
        wanted.error(f"there is no picture {unknown[0]!r} (there are {', '.join(known)})")
    OUT.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        record = Path(folder) / "samples.db"
        if given.record is None:
            build(record)
        else:
            shutil.copy(given.record, record)
        with serving(record) as login, chromium() as browser:
            for scheme in SCHEMES:
                page = signed_in(browser, login, scheme)
                for one in PICTURES:
                    if not given.names or one.name in given.names:
                        path = OUT / f"{one.name}-{scheme}.png"
                        path.write_bytes(fewer_colours(taken(page, one)))
                        print(f"{path.relative_to(ROOT)}: {path.stat().st_size:,} bytes")
                page.context.close()


def build(record: Path) -> None:
    """Record the samples, by the commands that a reader runs, from where a reader runs them."""
    for words in (("questions", "add", "samples/questions.toml"), ("add", "samples/reports")):
        subprocess.run([*RUN, *words, "--record", str(record)], cwd=ROOT, check=True, capture_output=True)


@contextmanager
def serving(record: Path) -> Iterator[str]:
    """`onrecord serve` on a free port; gives the address that signs in."""
    process = subprocess.Popen(
        [*RUN, "serve", "--port", "0", "--record", str(record)],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "ONRECORD_CODER": "Ana"},
    )
    try:
        assert process.stdout is not None
        said = process.stdout.readline() + process.stdout.readline() + process.stdout.readline()
        found = re.search(r"http://\S+/login\?token=\S+", said)
        if found is None:
            raise SystemExit(f"the server did not start: {said}")
        yield found[0]
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(20)


@contextmanager
def chromium() -> Iterator[Browser]:
    """The Chromium of the system, without a window."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 -- --help needs none

    path = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if path is None:
        raise SystemExit("there is no Chromium on this system (install the one of your distribution)")
    with sync_playwright() as playwright:
        yield playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--hide-scrollbars"])


SESSION: list[dict[str, object]] = []


def signed_in(browser: Browser, login: str, scheme: str) -> Page:
    """A page of a browser that may write, so that nothing on it says that it may not."""
    origin = login.partition("/login")[0]
    context = browser.new_context(base_url=origin, color_scheme=scheme, locale="en-GB")  # type: ignore[arg-type]
    page = context.new_page()
    if not SESSION:
        page.goto(login)
        page.wait_for_url(f"{origin}/")
        SESSION.extend(context.cookies())  # type: ignore[arg-type]
    context.add_cookies(SESSION)  # type: ignore[arg-type]
    return page


def taken(page: Page, one: Picture) -> bytes:
    """The picture as the browser takes it."""
    page.set_viewport_size({"width": one.width, "height": one.height})
    page.goto(one.address)
    if one.name == "statement":
        page.locator("a.words").first.click()
        page.wait_for_url(re.compile("/statements/"))
    if one.to is not None:
        page.evaluate("(to) => scrollTo(0, document.querySelector(to).offsetTop - 24)", one.to)
    page.wait_for_timeout(150)
    return page.screenshot(animations="disabled")


def fewer_colours(png: bytes) -> bytes:
    """The same picture with a palette: the commonest colours as they are, for others the nearest."""
    picture = Image.open(io.BytesIO(png)).convert("RGB")
    found = picture.getcolors(picture.width * picture.height) or []
    commonest = [colour for _, colour in sorted(found, reverse=True)[:COLOURS]]
    palette = Image.new("P", (1, 1))
    palette.putpalette([value for colour in commonest for value in colour])
    made = io.BytesIO()
    picture.quantize(palette=palette, dither=Image.Dither.NONE).save(made, "PNG", optimize=True)
    return made.getvalue()


if __name__ == "__main__":
    main()
