"""One browser for all tests of the page, with the network cut; and pages written once."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from maps.basemap import base_map
from maps.layers import build
from maps.page import PageOptions, write_page
from tests.maps import synthetic
from tests.maps.patience import PATIENCE, settle


def chromium() -> str | None:
    return next((found for name in ("chromium", "chromium-browser", "google-chrome") if (found := shutil.which(name))), None)


@pytest.fixture(scope="session")
def browser():
    path = chromium()
    if path is None:
        reason = "no Chromium on PATH: the tests of the page in a browser did not run (on Debian: apt install chromium)"
        if os.environ.get("KHARITA_REQUIRE_BROWSER") == "1":
            pytest.fail(reason)
        pytest.skip(reason)
    from playwright.sync_api import sync_playwright  # noqa: PLC0415

    with sync_playwright() as driver:
        opened = driver.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield opened
        opened.close()


class Opened:
    """A page in the browser, with what went wrong in it and what it asked of the network."""

    def __init__(self, browser, path: Path, hash_: str = "", width: int = 1280, height: int = 800, scheme: str = "light") -> None:
        self.context = browser.new_context(
            viewport={"width": width, "height": height}, offline=True, color_scheme=scheme, accept_downloads=True,
            permissions=["clipboard-read", "clipboard-write"],
        )  # fmt: skip
        self.page = self.context.new_page()
        self.page.set_default_timeout(PATIENCE)
        self.errors: list[str] = []
        self.requests: list[str] = []
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on("console", lambda message: self.errors.append(message.text) if message.type == "error" else None)
        self.page.on("dialog", lambda dialog: (self.errors.append(f"dialog {dialog.message}"), dialog.dismiss()))
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.goto(f"file://{path}{hash_}")
        self.page.wait_for_selector("body[data-ready]", state="attached")

    def rest(self, milliseconds: int = 350) -> None:
        settle(self.page, milliseconds)

    def shown(self) -> int:
        text = self.page.inner_text("#shown")
        digits = "".join(c if c.isdigit() else " " for c in text.replace(",", "")).split()
        return int(digits[0]) if len(digits) > 1 else 0

    def close(self) -> None:
        outside = [url for url in self.requests if not url.startswith(("file:", "data:", "blob:"))]
        self.context.close()
        assert self.errors == []
        assert outside == []


@pytest.fixture
def open_page(browser):
    opened: list[Opened] = []

    def go(path: Path, hash_: str = "", **how) -> Opened:
        opened.append(Opened(browser, path, hash_, **how))
        return opened[-1]

    yield go
    for page in opened:
        page.close()


@pytest.fixture(scope="session")
def records():
    return list(synthetic.extractions(120))


@pytest.fixture(scope="session")
def base():
    return base_map(synthetic.places())


@pytest.fixture(scope="session")
def page_path(tmp_path_factory, records, base) -> Path:
    path = tmp_path_factory.mktemp("page") / "map.html"
    pair = records[0], records[1]
    incident = synthetic.Incident("i1", pair[0].events[0].kind, tuple((record.report.id, record.events[0].id) for record in pair))
    write_page(build(records, [incident]), path, PageOptions(lang="ar"), base)
    return path
