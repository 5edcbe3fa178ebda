"""`kharita gazetteer …` as a person uses it."""

from __future__ import annotations

import http.server
import io
import json
import subprocess
import sys
import threading
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pyogrio
import pytest

from gazetteer.fetch import FetchError, fetch

Cli = Callable[..., Any]
Make = Callable[..., Any]
pytestmark = pytest.mark.usefixtures("few_shipped")


def test_find(cli: Cli) -> None:
    result = cli("find", "كفر نبل", "--limit", "1")
    assert "sy07-kafranbel" in result.stdout
    assert "exact-name" in result.stdout or "fused" in result.stdout


def test_find_jsonl_from_standard_input(cli: Cli) -> None:
    lines = [json.loads(line) for line in cli("find", "--jsonl", stdin="كفرنبل\n\nقققققققق\n").stdout.splitlines()]
    assert [line["query"] for line in lines] == ["كفرنبل", "قققققققق"]
    assert {"id", "name_ar", "name_en", "kind", "lat", "lon", "score"} <= set(lines[0]["candidates"][0])
    assert lines[1]["candidates"] == []


def test_add_find_remove(cli: Cli) -> None:
    result = cli("add", "--name", "خربة الورد", "--kind", "village", "--at", "35.91,36.61", "--alt", "الوردية", "--alt", "Wardiya")
    assert result.exit_code == 0
    assert "latitude 35.91, longitude 36.61" in result.stdout
    assert "Idlib" in result.stdout
    assert "user-khrba-alwrd" in cli("find", "خربه الورد", "--limit", "1").stdout
    assert "user-khrba-alwrd" in cli("list").stdout
    assert cli("remove", "user-khrba-alwrd").stdout.startswith("deleted")
    assert "user-khrba-alwrd" not in cli("list").stdout


def test_remove_hides_a_shipped_place(cli: Cli) -> None:
    assert cli("remove", "sy07-kafranbel").stdout.startswith("hidden")
    assert "sy07-kafranbel " not in cli("find", "كفرنبل").stdout
    assert cli("check").exit_code == 0


def test_add_replaces(cli: Cli) -> None:
    assert cli("add", "--name", "كفرنبل", "--kind", "town", "--at", "35.62,36.57", "--replaces", "sy07-kafranbel").exit_code == 0
    assert json.loads(cli("find", "--jsonl", "كفرنبل", "--limit", "1").stdout)["candidates"][0]["lat"] == 35.62


def test_a_likely_duplicate_is_pointed_out(cli: Cli) -> None:
    result = cli("add", "--name", "كفر نبل", "--kind", "village", "--at", "35.615,36.561")
    assert result.exit_code == 0
    assert "is probably كفرنبل" in result.stderr


ERRORS = [
    (["add", "--name", "س س", "--kind", "village", "--at", "3,4"], "outside Syria"),
    (["add", "--name", "س س", "--kind", "village", "--at", "nowhere"], "no position"),
    (["add", "--name", "س س", "--kind", "village", "--at", "35.9,36.6", "--replaces", "nope"], "no place has the id"),
    (["add", "--name", "س س", "--kind", "village", "--at", "35.9,36.6", "--parent", "nope"], "does not exist"),
    (["remove", "nope"], "no place has the id"),
    (["list", "--in", "nope"], "no place has the id"),
    (["find", "x", "--gazetteer", "none.csv"], "no such file"),
    (["check", "none.csv"], "cannot be read"),
    (["import", "none.csv"], "cannot be read"),
    (["export", "--to", "x.doc"], "cannot write .doc"),
    (["unresolved", "none.jsonl"], "cannot be read"),
]


@pytest.mark.parametrize(("words", "what"), ERRORS)
def test_errors_are_one_line_and_exit_2(cli: Cli, words: list[str], what: str) -> None:
    result = cli(*words)
    assert result.exit_code == 2
    assert what in result.stderr
    assert len(result.stderr.strip().splitlines()) == 1


def test_add_needs_name_kind_and_position(cli: Cli) -> None:
    assert cli("add", "--name", "س").exit_code == 2


def test_add_from_a_table(cli: Cli, tmp_path: Path, write: Make) -> None:
    header = "name_ar,alt_ar,name_en,alt_en,kind,lon,lat,parent,accuracy_m,note\n"
    table = write(tmp_path / "t.csv", header + "تلة الورد,,,,hill,36.61,35.91,SY0700,500,\nتلة الورد,,,,hill,36.3,35.6,,500,\n")
    assert "added 2 places" in cli("add", "--from", table).stdout
    again = write(tmp_path / "u.csv", header + "تلة الورد,,,,hill,36.9,35.3,,500,\n")
    assert "added 1 places" in cli("add", "--from", again).stdout
    assert len(cli("list", "--kind", "hill").stdout.splitlines()) == 3
    cli("add", "--from", table)
    assert len(cli("list", "--kind", "hill").stdout.splitlines()) == 3, "the same table twice adds nothing"


def test_add_from_a_faulty_table_adds_nothing(cli: Cli, tmp_path: Path, write: Make) -> None:
    table = write(tmp_path / "t.csv", "name_ar,kind,lon,lat\nتلة,hill,36.6,35.9\nتلة,hil,36.6,35.9\nتلة,hill,x,35.9\n")
    result = cli("add", "--from", table)
    assert result.exit_code == 2
    assert "line 3" in result.stderr
    assert "line 4" in result.stderr
    assert cli("list").stdout == ""


def test_columns_of_the_user_are_kept(cli: Cli, own_home: Path, write: Make) -> None:
    write(own_home / "places.csv", "id,name_ar,kind,lon,lat,colour\nmine,الأولى,village,36.6,35.9,red\n")
    cli("add", "--name", "خربة الورد", "--kind", "village", "--at", "35.91,36.61")
    assert "red" in (own_home / "places.csv").read_text(encoding="utf-8")


def test_commands_at_once_lose_nothing(own_home: Path) -> None:
    code = (
        "import sys; from gazetteer.layers import add; from gazetteer.tables import Entry; from gazetteer.models import Place, PlaceKind\n"
    )
    code += "for n in range(10): add([Entry(place=Place(id=f'u{sys.argv[1]}-{n}', name_ar='س', name_en='', kind=PlaceKind.HILL, lon=36.6, lat=35.9))])"
    running = [subprocess.Popen([sys.executable, "-c", code, str(n)]) for n in range(3)]
    assert [process.wait(60) for process in running] == [0, 0, 0]
    assert (own_home / "places.csv").read_text(encoding="utf-8").count("\nu") == 30


@pytest.mark.parametrize("suffix", ["csv", "geojson", "gpkg"])
def test_export(cli: Cli, tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"all.{suffix}"
    cli("add", "--name", "خربة الورد", "--kind", "village", "--at", "35.91,36.61")
    assert "1 places" in cli("export", "--to", path, "--own").stdout
    assert cli("export", "--to", path).exit_code == 0
    if suffix == "gpkg":
        assert {name for name, _ in pyogrio.list_layers(path)} >= {"places"}
    else:
        assert "خربة الورد" in cli("find", "خربة الورد", "--gazetteer", path).stdout


def test_unresolved_and_back(cli: Cli, tmp_path: Path, write: Make) -> None:
    text = "قصفت الطائرات قرية الوردية الغربية في ريف إدلب"
    place = {"id": "sy07-idlib", "kind": "city", "admin": ["Idlib", "Syria"]}
    mentions = [
        {"start": 14, "end": 35, "surface": "قرية الوردية الغربية", "kind": "village", "status": "unresolved", "place": None},
        {"start": 42, "end": 46, "surface": "إدلب", "kind": "city", "status": "resolved", "place": place},
    ]
    records = [{"report": {"id": f"r{n}", "text": text}, "mentions": mentions, "events": []} for n in range(2)]
    file = write(tmp_path / "e.jsonl", "".join(json.dumps(r, ensure_ascii=False) + "\n" for r in records))
    shown = cli("unresolved", file).stdout
    assert shown.split()[0] == "2"
    assert "Idlib" in shown
    table = tmp_path / "fill.csv"
    assert cli("unresolved", file, "-o", table).exit_code == 0
    filled = table.read_text(encoding="utf-8").replace("village,,,", "village,36.6,35.9,")
    assert "added 1" in cli("add", "--from", write(tmp_path / "filled.csv", filled)).stdout


# -- the network: a server on loopback ----------------------------------------------------------------------------------------------------


@contextmanager
def serving(pages: dict[str, bytes], cut: bool = False) -> Iterator[tuple[str, list[Any]]]:
    asked: list[Any] = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append((self.path, self.headers.get("User-Agent")))
            body = pages.get(self.path.split("?")[0])
            self.send_response(200 if body is not None else 404)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body or b"")))
            self.end_headers()
            self.wfile.write((body or b"")[: 10 if cut else None])

        def log_message(self, *_: Any) -> None:
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", asked
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def archive() -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as file:
        file.writestr("SY.txt", "x")
    return stream.getvalue()


def test_fetch_geonames(cli: Cli, own_home: Path) -> None:
    pages = {"/export/dump/SY.zip": archive(), "/export/dump/alternatenames/SY.zip": archive()}
    with serving(pages) as (server, asked):
        first = cli("fetch", "geonames", "--server", server)
        assert first.exit_code == 0
        assert "sha256" in first.stdout
        assert "as the last time" in cli("fetch", "geonames", "--server", server).stdout
        assert all("kharita" in agent for _, agent in asked)
        assert (own_home / "downloads" / "SY.zip").read_bytes() == pages["/export/dump/SY.zip"]
        assert cli("fetch", "geonames", "--server", server, "--sha256", "0" * 64).exit_code == 2


def test_fetch_looks_the_boundaries_up(tmp_path: Path) -> None:
    pages = {"/files/new.shp.zip": archive()}
    listing = {
        "result": {"resources": [{"format": "XLSX", "url": "http://x/a.xlsx"}, {"format": "SHP", "url": "http://x/files/new.shp.zip"}]}
    }
    pages["/api/3/action/package_show"] = json.dumps(listing).encode()
    with serving(pages) as (server, _):
        (got,) = fetch("cod-ab", tmp_path, server=server)
    assert got.path.read_bytes() == pages["/files/new.shp.zip"]


@pytest.mark.parametrize(
    ("pages", "cut", "what"),
    [
        ({}, False, "404"),
        ({"/export/dump/SY.zip": b"<html>" * 9}, False, "no archive"),
        ({"/export/dump/SY.zip": archive()}, True, "try again"),
    ],
)
def test_fetch_leaves_nothing_behind(tmp_path: Path, pages: dict[str, bytes], cut: bool, what: str) -> None:
    with serving(pages, cut) as (server, _), pytest.raises(FetchError, match=what):
        list(fetch("geonames", tmp_path / "to", server=server))
    assert list((tmp_path / "to").iterdir()) == []


def test_fetch_without_connection(tmp_path: Path) -> None:
    with pytest.raises(FetchError, match="no connection"):
        list(fetch("geonames", tmp_path, server="http://127.0.0.1:9"))


def test_ask_once_identified_and_cached(cli: Cli) -> None:
    answer = [{"lat": "35.91", "lon": "36.61", "display_name": "خربة الورد، إدلب", "type": "village", "class": "place"}]
    with serving({"/search": json.dumps(answer).encode()}) as (server, asked):
        shown = cli("ask", "خربة الورد", "--server", server)
        assert "--at 35.91,36.61" in shown.stdout
        assert "added" in cli("ask", "خربة الورد", "--server", server, "--add").stdout
        assert len(asked) == 1
        assert "kharita" in asked[0][1]
    assert "user-khrba-alwrd" in cli("list").stdout
