"""Online tiles: nothing is asked of anybody before the reader agrees, and then of the named server alone."""

from __future__ import annotations

import base64

import pytest

from maps.layers import build
from maps.page import PageOptions, write_page
from maps.tiles import provider
from tests.maps.patience import PATIENCE, settle

pytestmark = pytest.mark.browser

PROVIDER = "OpenTopoMap"
PIXEL = base64.b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==")


@pytest.fixture(scope="module")
def page_with_tiles(tmp_path_factory, records, base):
    path = tmp_path_factory.mktemp("tiles") / "map.html"
    write_page(build(records), path, PageOptions(lang="en", tiles=PROVIDER), base)
    return path


class Online:
    """A page whose every request outside the disk is written down; the tile server answers, all others refuse."""

    def __init__(self, browser, path, hash_: str = "", *, answers: bool = True) -> None:
        self.context = browser.new_context(viewport={"width": 1200, "height": 800})
        self.page = self.context.new_page()
        self.page.set_default_timeout(PATIENCE)
        self.asked: list[str] = []
        self.answers = answers
        self.context.route("**/*", self._route)
        self.page.goto(f"file://{path}{hash_}")
        self.page.wait_for_selector("body[data-ready]", state="attached")
        settle(self.page, 400)

    def _route(self, route) -> None:
        url = route.request.url
        if url.startswith(("file:", "data:", "blob:")):
            route.continue_()
            return
        self.asked.append(url)
        if self.answers and any(url.startswith(host) for host in provider(PROVIDER).hosts):
            route.fulfill(body=PIXEL, content_type="image/png")
        else:
            route.abort()

    def look_around(self) -> None:
        self.page.mouse.move(700, 300)
        self.page.mouse.down()
        self.page.mouse.move(500, 400, steps=4)
        self.page.mouse.up()
        self.page.click(".leaflet-control-zoom-in")
        settle(self.page, 700)


@pytest.fixture
def online(browser):
    opened = []

    def go(path, hash_: str = "", **how) -> Online:
        opened.append(Online(browser, path, hash_, **how))
        return opened[-1]

    yield go
    for page in opened:
        page.context.close()


def test_nothing_is_asked_before_the_reader_agrees(online, page_with_tiles):
    o = online(page_with_tiles)
    ask = o.page.locator("#tiles-ask")
    assert "tile.opentopomap.org" in ask.inner_text()
    assert "will learn your address" in ask.inner_text()
    o.look_around()
    o.page.click("#language")
    assert "عنوانك" in ask.inner_text()
    assert o.asked == []
    assert o.page.locator("img").count() == 0


def test_agreeing_loads_from_that_server_alone_and_credits_it(online, page_with_tiles):
    o = online(page_with_tiles)
    assert "OpenStreetMap" not in o.page.inner_text("#schematic")
    o.page.click("#tiles-yes")
    o.page.wait_for_selector(".leaflet-tile-loaded")
    o.look_around()
    assert o.asked
    assert all(url.split("/")[2].endswith(".tile.opentopomap.org") and url.startswith("https://") for url in o.asked)
    assert "OpenStreetMap" in o.page.inner_text("#schematic")
    assert "OpenTopoMap (CC-BY-SA)" in o.page.inner_text("#schematic")
    before = len(o.asked)
    o.page.click("#tiles-switch input")  # off again: the images go, and nothing more is asked
    o.look_around()
    assert len(o.asked) == before
    assert o.page.locator("img").count() == 0


def test_the_policy_stops_every_other_host(online, page_with_tiles):
    o = online(page_with_tiles)
    o.page.click("#tiles-yes")
    blocked = o.page.evaluate("""async () => {
        const seen = [];
        document.addEventListener('securitypolicyviolation', (event) => seen.push(event.blockedURI));
        const image = new Image(); image.src = 'https://elsewhere.example/pixel.png';
        await fetch('https://a.tile.opentopomap.org/x').catch(() => {});
        await new Promise((next) => setTimeout(next, 300));
        return seen;
    }""")
    assert len(blocked) == 2
    assert not any("elsewhere" in url or url.endswith("/x") for url in o.asked)


def test_refusing_stays_offline_and_is_not_asked_again(online, page_with_tiles):
    o = online(page_with_tiles)
    o.page.click("#tiles-no")
    o.look_around()
    o.page.click("#language")
    o.page.click("#theme")
    assert o.page.locator("#tiles-ask").count() == 0
    assert o.asked == []


def test_by_keyboard_alone(online, page_with_tiles):
    o = online(page_with_tiles)
    for _ in range(12):
        o.page.keyboard.press("Tab")
        if o.page.evaluate("document.activeElement.id") == "tiles-yes":
            break
    assert o.page.evaluate("document.activeElement.id") == "tiles-yes"
    o.page.keyboard.press("Escape")
    assert o.page.locator("#tiles-ask").count() == 0
    assert o.asked == []
    o.page.focus("#tiles-switch input")
    o.page.keyboard.press("Space")  # whoever thinks better of it is asked again
    assert o.page.evaluate("document.activeElement.id") == "tiles-yes"
    o.page.keyboard.press("Enter")
    o.page.wait_for_selector(".leaflet-tile-loaded")


def test_a_silent_server_leaves_the_schematic_map(online, page_with_tiles):
    o = online(page_with_tiles, answers=False)
    o.page.click("#tiles-yes")
    assert "schematic map stays" in o.page.locator(".toast").inner_text()
    dark = o.page.evaluate("""() => { const c = document.querySelector('canvas'); const d = c.getContext('2d').getImageData(0, 0, c.width, c.height).data;
        const seen = new Set(); for (let i = 0; i < d.length; i += 400) seen.add(d[i] + ',' + d[i + 1]); return seen.size; }""")
    assert dark > 3


def test_the_providers_that_help_names_are_usable():
    from click.testing import CliRunner  # noqa: PLC0415

    from geo.cli import cli  # noqa: PLC0415

    text = " ".join(CliRunner().invoke(cli, ["map", "--help"]).output.split())
    named = text.split("agree to load (")[1].split(")")[0].split(", ")
    assert [provider(name).name for name in named] == named
