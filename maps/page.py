"""Layers → one self-contained HTML file. The only module that imports folium.

Folium gives the frame and Leaflet's map object; branca compiles whatever text it is given as a template, so no text of a report, a
gazetteer or a user ever enters one of its objects. Our own element (`_Verbatim`) returns shipped files unparsed; the data are inserted
into the finished frame, compressed and in base64, which has no character that HTML gives a meaning to.
"""

from __future__ import annotations

import base64
import hashlib
import os
import re
import sys
from array import array
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, fields
from importlib import resources
from itertools import chain
from operator import sub
from pathlib import Path
from typing import Any

import folium
import msgspec
from branca.element import Element, Figure
from folium.template import Template

from gazetteer.arabic import fold
from gazetteer.errors import KharitaError
from maps import archive, overlay
from maps import reference as facts
from maps import tiles as online
from maps.basemap import BaseMap, base_map
from maps.layers import DEGREES, KINDS, NO_DATE, STANCES, STATUSES, STORIES, TERRITORY_KINDS, Layers
from maps.packing import packed

LEAFLET_SHA256 = "db49d009c841f5ca34a888c96511ae936fd9f5533e90d8b2c4d57596f4e5641a"
# The page's own code, one concern a file, in the order in which it is joined.
SCRIPTS = (
    "base", "i18n", "fold", "data", "reference", "state", "filters", "search", "symbols", "territory", "links", "basemap", "own", "shapes",
    "canvas", "widgets", "facets", "panel", "lists", "evidence", "sight", "card", "toll", "tray", "timeline", "export", "downloads",
    "method", "print", "tiles", "main",
)  # fmt: skip
FONTS = (
    ("Kharita", 400, "arabic-400"), ("Kharita", 600, "arabic-600"), ("Kharita", 400, "latin-400"), ("Kharita", 600, "latin-600"),
)  # fmt: skip
_FONT_RANGES = {"arabic": "U+0600-06FF,U+FB50-FDFF,U+FE70-FEFF", "latin": "U+0020-007E,U+00A0-00FF,U+2010-2212"}
_START = (35.0, 38.4)
_FIRST_PICTURE = 2  # blocks that the first picture needs: columns, base map
_RISING = {"e.report", "e.actor_from", "p.event", "m.event"}  # columns that only rise: their steps are small
_DATA_MARK = "<!--kharita:data-->"
_MAP_MARK = "<!--kharita:map-->"


TrustedLayer = Element  # a layer of folium that the caller made


class PageError(KharitaError, RuntimeError):
    """The page cannot be written safely; the text says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PageOptions:
    """How a page is to be.

    Attributes:
        title: shown at the head of the panel; None: a general one in the reader's language.
        lang: `ar` or `en`, which the reader can switch.
        theme: `auto` (as the reader's system), `light` or `dark`.
        coarsened_m: grid that positions were coarsened to, metres; the page says so. Coarsening itself is `geo.harm`'s.
        quotes: False when the texts of reports were left out; the page says so.
        tiles: name of an xyzservices provider that the reader may agree to load, or None.
    """

    title: str | None = None
    lang: str = "ar"
    theme: str = "auto"
    coarsened_m: float | None = None
    quotes: bool = True
    tiles: str | None = None


def write_page(
    layers: Layers, path: Path | str, options: PageOptions | None = None, base: BaseMap | None = None,
    reference: facts.Reference | None = None, add_layers: Sequence[TrustedLayer] = (),
) -> None:  # fmt: skip
    """Write the page to `path`, whole or not at all: beside it first, then renamed.

    Args:
        layers: what to show.
        path: the HTML file.
        options: how.
        base: base map; None: outlines without names of towns.
        reference: what is known beside the records; None: nothing.
        add_layers: trusted folium layers of your own (see `render`).

    Raises:
        PageError: Leaflet is not the one that was reviewed, the page would hold a script that is not ours, or an added layer needs a
            network.
        OSError: the file cannot be written.
    """
    target = Path(path)
    beside = target.with_name(f".{target.name}.part")
    try:
        with beside.open("w", encoding="utf-8", newline="\n") as file:
            file.writelines(render(layers, options, base, reference, add_layers))
        beside.replace(target)
    finally:
        beside.unlink(missing_ok=True)


def render(
    layers: Layers, options: PageOptions | None = None, base: BaseMap | None = None, reference: facts.Reference | None = None,
    add_layers: Sequence[TrustedLayer] = (),
) -> Iterator[str]:  # fmt: skip
    """The page in pieces: the frame's head and body, the blocks of the first picture, the frame's script, the other blocks.

    The script thus begins before the browser has read the whole file. The last block holds nothing: without it the file is not whole.

    Args:
        layers: as for `write_page`.
        options: as for `write_page`.
        base: as for `write_page`.
        reference: as for `write_page`.
        add_layers: folium layers that you made yourself, drawn under the events. They are trusted: branca compiles what you put into them
            as templates, and their script runs in the page, inside its policy. Never put text of a report, or of anybody else, into one.
            Layers that load something (tiles, plugins, pictured markers) are refused; circles, lines, areas, GeoJSON, `DivIcon` markers,
            popups, tooltips, feature groups and a layer control are not.
    """
    options, base, reference = options or PageOptions(), base or base_map(), reference or facts.Reference()
    provider = online.provider(options.tiles) if options.tiles else None
    frame = _frame(provider, add_layers)
    before, after = frame.split(_DATA_MARK)
    if frame.count("<script") != 1 or frame.count("</script") != 1:
        message = "the page would hold a script that is not its own: a library added one; nothing was written"
        raise PageError(message)
    script, end = after.rsplit("</html>", 1)
    yield before
    for number, (name, block) in enumerate(_blocks(layers, options, base, reference, provider)):
        yield f'<script type="text/plain" id="kh-{name}">{block}</script>\n'
        if number == _FIRST_PICTURE - 1:
            yield script
    yield f'<script type="text/plain" id="kh-end"></script>\n</html>{end}'


# --- the frame: shipped text only ---------------------------------------------------------------------------------------------------


class _Verbatim(Element):
    """Shipped text, returned as it stands: branca never sees it as a template."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self._name = "verbatim"
        self.verbatim = text

    def render(self, **_: Any) -> str:
        """The text."""
        return self.verbatim


class _Map(folium.Map):
    """folium's map without its servers, its fixed zoom and its random id."""

    default_js: list[tuple[str, str]] = []  # noqa: RUF012  (as folium declares it; never changed)
    default_css: list[tuple[str, str]] = []  # noqa: RUF012
    _template = Template(
        """
        {% macro html(this, kwargs) %}<div class="folium-map" id={{ this.get_name()|tojson }}></div>{% endmacro %}
        {% macro script(this, kwargs) %}
        var {{ this.get_name() }} = L.map({{ this.get_name()|tojson }},
            {center: {{ this.location|tojson }}, crs: L.CRS.{{ this.crs }}, ...{{ this.options|tojavascript }}});
        {% endmacro %}
        """
    )


class _Script(Element):
    """Puts a shipped script into the figure's one script, at its turn."""

    def __init__(self, text: str, name: str) -> None:
        super().__init__()
        self._name = name
        self.text = text

    def render(self, **_: Any) -> str:
        """Add the text, unparsed."""
        _figure(self).script.add_child(_Verbatim(self.text), name=self._name)
        return ""


class _Tail(Element):
    """What stands behind the map in the body."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text = text

    def render(self, **_: Any) -> str:
        """Add the text, unparsed."""
        _figure(self).html.add_child(_Verbatim(self.text), name="tail")
        return ""


def _figure(element: Element) -> Figure:
    figure = element.get_root()
    if not isinstance(figure, Figure):
        message = "an element of the page stands outside its figure"
        raise PageError(message)
    return figure


def _frame(provider: online.Provider | None, trusted: Sequence[TrustedLayer]) -> str:
    """The page without its data: the same bytes for every input but the user's own layers."""
    figure = Figure()
    figure._id = "kharita"  # noqa: SLF001  (branca draws it at random, and the same input has to give the same bytes)
    frame_map = _Map(location=_START, tiles=None, zoom_start=7, zoom_control=False, attribution_control=False, min_zoom=5, max_zoom=16,
                     zoom_snap=0.25, zoom_delta=0.75, wheel_px_per_zoom_level=90)  # fmt: skip
    frame_map._id = "kharita"  # noqa: SLF001
    figure.header._children.clear()  # noqa: SLF001  (its own meta tag, which the head already has)
    figure.header.add_child(_Verbatim(_head(provider)), name="head")
    figure.html.add_child(_Verbatim(_asset("templates/page.html").split(_MAP_MARK)[0]), name="before")
    figure.add_child(_Script(leaflet(), "leaflet"), name="leaflet")
    if trusted:
        _add_trusted(figure, frame_map, trusted)
    figure.add_child(frame_map, name="map")
    figure.add_child(_Script(page_script(), "page"), name="page")
    figure.add_child(_Tail(_asset("templates/page.html").split(_MAP_MARK)[1]), name="tail")
    html = figure.render().replace("<html>", '<html lang="ar" dir="ltr">', 1)
    if trusted and (loads := _LOADS.search(html)):
        message = f"an added layer would load something from a network ({loads[0][:80]}); the page works without one"
        raise PageError(message)
    script = html[html.index("<script>") + len("<script>") : html.rindex("</script>")]
    return html.replace("__CSP__", _policy(script, provider), 1)


# --- layers of the user's own: trusted, but offline like the page ---------------------------------------------------------------------

_LOADS = re.compile(
    r"""<link\b[^>]*|\bsrc\s*=\s*["'\\]*(?:https?:)?//[^"'\s>]*|url\(\s*["'\\]*(?:https?:)?//[^)]*|@import[^;]*""", re.IGNORECASE
)
# Popups of folium make their content with jQuery, of which they need no more than this.
_DOLLAR = (
    'var $ = function (html) { var box = document.createElement("template"); box.innerHTML = html.trim(); return box.content.children; };'
)


def _add_trusted(figure: Figure, frame_map: folium.Map, trusted: Sequence[TrustedLayer]) -> None:
    """The user's layers on the map, under the events' canvas, which lets the pointer through to them."""
    for element in trusted:
        for part in _parts(element):
            reason = _network(part)
            if reason:
                message = f"the added {element._name} {reason}; the page works without a network"  # noqa: SLF001
                raise PageError(message)
    figure.header.add_child(_Verbatim("<style>.leaflet-overlay-pane>canvas{pointer-events:none}</style>"), name="through")
    figure.add_child(_Script(_DOLLAR, "dollar"), name="dollar")
    for element in trusted:
        frame_map.add_child(element)


def _parts(element: Element) -> Iterator[Element]:
    yield element
    for child in element._children.values():  # noqa: SLF001
        yield from _parts(child)


def _network(part: Element) -> str:
    """Why a part of an added layer needs a network; empty when it needs none."""
    links = [url for _, url in (*getattr(part, "default_js", ()), *getattr(part, "default_css", ()))]
    if links:
        return f"loads {links[0]}"
    if isinstance(part, (folium.TileLayer, folium.WmsTileLayer)):
        return "loads its images from a server: use the option tiles, or a base map of your own"
    if isinstance(part, folium.Icon) or (isinstance(part, folium.Marker) and _pictured(part)):
        return "loads pictures of markers: use a CircleMarker, or a Marker with a DivIcon as its icon"
    if getattr(part, "embed", True) is False:
        return "loads its data when it is opened: leave out embed=False"
    url = getattr(part, "url", None)
    if isinstance(url, str) and not url.startswith("data:"):
        return f"loads {url[:80]}"
    return ""


def _pictured(marker: folium.Marker) -> bool:
    """Whether a marker is drawn with an image file: Leaflet's own pin, or one by its address. Circles are markers of another class."""
    if type(marker).__name__ in {"Circle", "CircleMarker"}:
        return False
    icon = getattr(marker, "icon", None)
    picture = getattr(icon, "options", {}).get("icon_url", getattr(icon, "options", {}).get("iconUrl", ""))
    return icon is None or (bool(picture) and not str(picture).startswith("data:"))


def _head(provider: online.Provider | None) -> str:
    style = _asset("assets/page.css").replace("/*fonts*/", _font_faces())
    leaflet_style = (resources.files("js_lib_leaflet") / "static/js_lib_leaflet/leaflet.css").read_text(encoding="utf-8")
    return "\n".join((
        '<meta charset="utf-8">',
        '<meta http-equiv="Content-Security-Policy" content="__CSP__">',
        f'<meta name="referrer" content="{"origin" if provider else "no-referrer"}">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        '<meta name="color-scheme" content="light dark">',
        "<title>kharita</title>",
        f"<style>{_without_urls(leaflet_style)}</style>",
        f"<style>{style}</style>",
    ))


def _policy(script: str, provider: online.Provider | None) -> str:
    """Content security policy: nothing but this one script, and the hosts of the tiles that the user named."""
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    images = " ".join(("data:", "blob:", *(provider.hosts if provider else ())))
    return (
        f"default-src 'none'; script-src 'sha256-{digest}'; style-src 'unsafe-inline'; img-src {images}; font-src data:; "
        "connect-src 'none'; base-uri 'none'; form-action 'none'"
    )


def leaflet() -> str:
    """Leaflet 1.9.4, checked.

    Raises:
        PageError: the installed file is another one.
    """
    data = (resources.files("js_lib_leaflet") / "static/js_lib_leaflet/leaflet.js").read_bytes()
    if hashlib.sha256(data).hexdigest() != LEAFLET_SHA256:
        message = "the installed Leaflet is not the reviewed 1.9.4; reinstall django-js-lib-leaflet==1.9.4.1"
        raise PageError(message)
    return data.decode().replace("//# sourceMappingURL=leaflet.js.map", "")


def page_script() -> str:
    """The page's own code: every file of `SCRIPTS`, in one strict function of its own."""
    body = "\n".join(_asset(f"assets/js/{name}.js") for name in SCRIPTS)
    return f'(function (map) {{\n"use strict";\n{body}\n}})(map_kharita);'


def _font_faces() -> str:
    faces = []
    for family, weight, name in FONTS:
        data = base64.b64encode((resources.files("maps") / f"assets/fonts/{name}.woff2").read_bytes()).decode()
        faces.append(
            f"@font-face{{font-family:{family};font-weight:{weight};font-display:block;unicode-range:{_FONT_RANGES[name.split('-')[0]]};"
            f"src:url(data:font/woff2;base64,{data}) format('woff2')}}"
        )
    return "\n".join(faces)


def _without_urls(style: str) -> str:
    """Leaflet's style without its pictures (layer switch, default marker), none of which the page uses."""
    return "\n".join(line for line in style.splitlines() if "url(images/" not in line)


def _asset(name: str) -> str:
    return resources.files("maps").joinpath(name).read_text(encoding="utf-8")


# --- the data: compressed, in base64 ------------------------------------------------------------------------------------------------


def _blocks(
    layers: Layers, options: PageOptions, base: BaseMap, reference: facts.Reference, provider: online.Provider | None
) -> Iterator[tuple[str, str]]:
    """Name and packed text of every data block: what is drawn first comes first."""
    raw: list[tuple[str, bytes]] = [("core", _core(layers, options, base, provider)), ("base", _base(base))]
    raw.append(("ids", "\n".join(_one_line(id_) for id_ in layers.events.ids).encode()))
    raw.append(("reference", facts.encoded(reference, layers)))
    raw.append(("shapes", b"[" + b",".join(layers.geometries) + b"]"))
    if base.overlays:
        raw.append(("overlays", overlay.encoded(base.overlays)))
    if base.images is not None:
        raw.append(("archive", archive.encoded(base.images)))
    # Compression leaves the interpreter's lock: threads use every core, and `map` keeps the order.
    with ThreadPoolExecutor(max_workers=os.cpu_count() or 2) as pool:
        yield from zip((name for name, _ in raw), pool.map(packed, (data for _, data in raw)), strict=True)
    yield from ((f"d{number}", block.packed) for number, block in enumerate(layers.details))


def _one_line(text: str) -> str:
    return " ".join(text.splitlines())


def _core(layers: Layers, options: PageOptions, base: BaseMap, provider: online.Provider | None) -> bytes:
    """One binary block: length of the header (4 bytes, little endian), header (JSON), then the columns one behind the other."""
    columns = [
        (f"{group}.{column.name}", getattr(rows, column.name))
        for group, rows in (("e", layers.events), ("p", layers.points), ("m", layers.moves))
        for column in fields(rows)
        if column.name != "ids"
    ]
    smallest = [(name, *_smallest(values, rising=name in _RISING)) for name, values in columns]
    header = msgspec.json.encode({
        "options": options,
        "columns": [(name, code, len(values)) for name, code, values in smallest],
        "kinds": KINDS, "statuses": STATUSES, "stances": STANCES, "stories": STORIES, "territory": sorted(TERRITORY_KINDS),
        "noDate": NO_DATE, "degrees": DEGREES,
        "actors": layers.actors, "sources": layers.sources, "places": layers.places, "incidents": layers.incidents,
        "incidentFirst": layers.incident_first, "joined": layers.joined,
        "denials": layers.denials, "firstEvent": layers.first_event, "chunks": [block.first_report for block in layers.details],
        "unknown": layers.unknown, "engine": layers.engine,
        "fold": fold_table(), "text": msgspec.Raw(_asset("assets/text.json").encode()),
        "symbols": msgspec.Raw(_asset("assets/kinds.json").encode()), "reasons": msgspec.Raw(_asset("assets/reasons.json").encode()),
        "tiles": provider,
        "own": {
            "archive": None if base.images is None else {"name": base.images.name, "credit": base.images.credit},
            "overlays": [shapes.name for shapes in base.overlays],
        },
    })  # fmt: skip
    return b"".join((len(header).to_bytes(4, "little"), header, *(_little(values) for _, _, values in smallest)))


def _smallest(values: array[int], *, rising: bool) -> tuple[str, array[int]]:
    """The narrowest type that holds the column: `u8`, `i16` or `i32`; with `+` before it, each value is a step from the one before."""
    sign = ""
    if rising and values:
        sign, values = "+", array("i", map(sub, values, chain((0,), values)))
    for name, code in (("u8", "B"), ("i16", "h")):
        try:
            return sign + name, array(code, values)
        except OverflowError:
            continue
    return f"{sign}i32", values


def _little(values: array[int]) -> bytes:
    if sys.byteorder == "big":
        values = values[:]
        values.byteswap()
    return values.tobytes()


def _base(base: BaseMap) -> bytes:
    towns = [(t.name_ar, t.name_en, round(t.lon, 4), round(t.lat, 4), t.rank) for t in base.towns]
    water = [(w.name_ar, w.name_en, w.geometry) for w in base.water]
    return msgspec.json.encode({
        "outlines": msgspec.Raw(base.outlines), "towns": towns, "water": water, "attribution": (*base.attribution, *_own_credits(base)),
    })  # fmt: skip


def _own_credits(base: BaseMap) -> Iterator[str]:
    """Whence what the maker of the page put under the events comes."""
    if base.images is not None:
        yield f"{base.images.name}: {base.images.credit or 'the archive names no source'}"
    yield from (f"{shapes.name}: drawn as the maker of this map gave it" for shapes in base.overlays)


def fold_table() -> dict[str, str]:
    """What `gazetteer.arabic.fold` makes of every single character that it changes: the page folds with the gazetteer's own table."""
    letters: Iterable[int] = (0xA0, 0xAD, *range(0x600, 0x780), 0x180E, *range(0x2000, 0x2070), 0x3000, *range(0xFB50, 0xFF00))
    table = {chr(code): fold(chr(code)).text for code in letters}
    table |= {char: fold(char).text for char in "_\t\r"}
    return {char: folded for char, folded in table.items() if char != folded}
