"""`kharita gazetteer …`: find, add, remove, list, check, import, fetch, export, ask, unresolved."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import click
import msgspec

from gazetteer import layers, store
from gazetteer.check import check, namesake_warnings
from gazetteer.coordinates import parse_position
from gazetteer.errors import GazetteerFileError, KharitaError
from gazetteer.models import Candidate, Place, PlaceKind
from gazetteer.spelling import is_arabic
from gazetteer.store import Gazetteer, load
from gazetteer.tables import Entry, Fault, read_table, row_faults, slug, slug_arabic

KIND = click.Choice([kind.value for kind in PlaceKind])
FILE = click.Path(path_type=Path, dir_okay=False)
FORMATS = click.Choice(["ocha", "geonames", "osm", "wikidata", "geojson", "csv"])
LAYERS = click.option("--gazetteer", "extra", type=FILE, multiple=True, help="A further file of places (CSV, GeoJSON); repeatable.")


class OneLineErrors(click.Group):
    """A group whose commands print an error on one line and exit 2; `-v` above them shows the traceback."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command."""
        try:
            return super().invoke(ctx)
        except KharitaError as error:
            if ctx.find_root().params.get("verbose"):
                raise
            click.echo(f"kharita: {error}", err=True)
            ctx.exit(2)


@click.group("gazetteer", cls=OneLineErrors)
def gazetteer() -> None:
    """The places that are known: find, add, remove, check, import."""


# -- find -------------------------------------------------------------------------------------------------------------------------------


@gazetteer.command()
@click.argument("names", nargs=-1)
@click.option("--jsonl", is_flag=True, help="One JSON object a name.")
@click.option("--limit", type=click.IntRange(1, 100), default=10, show_default=True, help="Candidates a name.")
@click.option("--near", metavar="LAT,LON", help="Nearer namesakes first.")
@click.option("--kind", type=KIND, help="The kind that is meant.")
@LAYERS
def find(*, names: Sequence[str], jsonl: bool, limit: int, near: str | None, kind: str | None, extra: Sequence[Path]) -> None:
    """Places for NAMES, best first, with the reason. Without NAMES: a name a line from standard input."""
    position = parse_position(near) if near else None
    around = (position.lon, position.lat) if position else None
    known = load(extra)
    for name in names if names and tuple(names) != ("-",) else _lines():
        found = known.find(name, limit, near=around, kind=PlaceKind(kind) if kind else None)
        if jsonl:
            sys.stdout.buffer.write(msgspec.json.encode({"query": name, "candidates": [_record(c) for c in found]}) + b"\n")
        else:
            click.echo(f"{name}: {len(found)} candidate{'' if len(found) == 1 else 's'}")
            for candidate in found:
                click.echo(f"  {candidate.score:.2f}  {_described(candidate.place, known)}  {'; '.join(candidate.reasons)}")
    sys.stdout.flush()


def _lines() -> Iterator[str]:
    for line in sys.stdin.buffer:
        name = line.decode("utf-8", "replace").strip().lstrip("\ufeff")
        if name:
            yield name


def _record(candidate: Candidate) -> dict[str, Any]:
    place = candidate.place
    return {
        "id": place.id, "name_ar": place.name_ar, "name_en": place.name_en, "kind": place.kind.value, "lat": place.lat, "lon": place.lon,
        "score": candidate.score, "reasons": list(candidate.reasons),
    }  # fmt: skip


def _described(place: Place, known: Gazetteer) -> str:
    above = ", ".join(dict.fromkeys(parent.name_en or parent.name_ar for parent in known.parents(place)[:-1]))
    names = " / ".join(name for name in (place.name_ar, place.name_en) if name)
    return f"{place.id}  {names}  {place.kind.value}  {place.lat:.4f},{place.lon:.4f}  ±{place.accuracy_m:.0f} m  {above}".rstrip()


# -- add and remove ---------------------------------------------------------------------------------------------------------------------


@gazetteer.command()
@click.option("--name", help="Arabic name (or one in Latin letters).")
@click.option("--name-en", default="", help="English name.")
@click.option("--alt", multiple=True, help="Another Arabic or Latin name or spelling; repeatable.")
@click.option("--kind", type=KIND, default=None, help="What the place is.")
@click.option("--at", metavar="LAT,LON", help="Position in degrees; longitude first is understood too.")
@click.option("--parent", help="Id or P-code of what holds it; else that of the nearest settlement.")
@click.option("--pcode", help="United Nations P-code.")
@click.option("--importance", type=click.IntRange(0, 5), help="0 hamlet to 5 known worldwide; 1 when left out.")
@click.option("--accuracy", type=click.FloatRange(1, 1_000_000), default=2000.0, show_default=True, help="Metres the position may be off.")
@click.option("--source", default="user", show_default=True, help="Who says where it is.")
@click.option("--note", default="", help="A few words.")
@click.option("--id", "identity", help="Its id; made from the name when left out.")
@click.option("--replaces", help="Id of a place that this one overrides; what is left out is taken from it.")
@click.option("--from", "table", type=FILE, help="A CSV or GeoJSON file of places to add.")
def add(
    *, name: str | None, name_en: str, alt: Sequence[str], kind: str | None, at: str | None, parent: str | None, pcode: str | None,
    importance: int | None, accuracy: float, source: str, note: str, identity: str | None, replaces: str | None, table: Path | None,
) -> None:  # fmt: skip
    """Add a place to your own gazetteer; it is known from the next run on."""
    known = load()
    if table:
        _add_table(table, known)
        return
    if not name or not kind or not at:
        raise click.UsageError('a place needs --name, --kind and --at, for example: --name "تل السمن" --kind village --at 36.39,38.94')
    position = parse_position(at)
    arabic = is_arabic(name)
    place = Place(
        id=identity or _free_id(name_en or ("" if arabic else name), name, known), name_ar=name if arabic else "",
        name_en=name_en or ("" if arabic else name), alt_ar=tuple(n for n in alt if is_arabic(n)),
        alt_en=tuple(n for n in alt if not is_arabic(n)), kind=PlaceKind(kind), lon=position.lon, lat=position.lat, parent=parent,
        pcode=pcode, importance=1 if importance is None else importance, position_source=source, accuracy_m=accuracy, replaces=replaces,
        note=note, layer="user",
    )  # fmt: skip
    old = known.get(replaces) if replaces else None
    place = _inheriting(place, old, importance) if old else place
    place = replace(place, parent=place.parent or _parent_of(position.lon, position.lat, known))
    _refuse_faults(Entry(place=place), known)
    path = layers.add([Entry(place=place)])
    click.echo(f"added {place.id}: {name}, {kind} at {position.read_as}; in {path}")
    above = known.parents(replace(place, id=""))
    holders = ", ".join(holder.name_en for holder in above)
    click.echo(f"  lies in {holders or 'no place known; name one with --parent'}")
    for fault in [] if replaces else namesake_warnings(place, known):
        click.echo(f"  {fault}", err=True)


def _inheriting(place: Place, old: Place, importance: int | None) -> Place:
    """A place that overrides another, with what was left out taken from that one."""
    arabic = dict.fromkeys((*place.alt_ar, old.name_ar, *old.alt_ar))
    latin = dict.fromkeys((*place.alt_en, old.name_en, *old.alt_en))
    name_ar, name_en = place.name_ar or old.name_ar, place.name_en or old.name_en
    return replace(
        place, name_ar=name_ar, name_en=name_en, alt_ar=tuple(n for n in arabic if n and n != name_ar),
        alt_en=tuple(n for n in latin if n and n != name_en), parent=place.parent or old.parent, pcode=place.pcode or old.pcode,
        importance=old.importance if importance is None else importance,
    )  # fmt: skip


def _add_table(table: Path, known: Gazetteer) -> None:
    faults = check(table, known)
    errors = [str(fault) for fault in faults if fault.level == "error"]
    if errors:
        _print_faults(faults)
        raise GazetteerFileError(f"{table}: nothing was added; {len(errors)} fault{'' if len(errors) == 1 else 's'} to mend first", errors)
    entries, _ = read_table(table, "user")
    fresh = []
    taken = {place.id for place in layers.own_rows()}
    for entry in entries:
        made = entry.place.id.startswith("user-") and entry.place.id in taken and not _same(entry.place, known)
        place = replace(entry.place, id=_free_id(entry.place.name_en, entry.place.name_ar, known)) if made else entry.place
        fresh.append(replace(entry, place=place))
    shaped = any(entry.place.geometry for entry in fresh)
    path = layers.write_import(f"added-{slug(table.stem) or 'places'}", fresh) if shaped else layers.add(fresh)
    click.echo(f"added {len(fresh)} places; in {path}")
    _print_faults([fault for fault in faults if fault.level == "warning"])


def _same(place: Place, known: Gazetteer) -> bool:
    other = known.places.get(place.id)
    return other is not None and other.name_ar == place.name_ar and abs(other.lon - place.lon) + abs(other.lat - place.lat) < 0.02


def _free_id(name_en: str, name_ar: str, known: Gazetteer) -> str:
    stem = "user-" + (slug(name_en) or slug_arabic(name_ar) or "place")
    number = 1
    while (stem if number == 1 else f"{stem}-{number}") in known.places:
        number += 1
    return stem if number == 1 else f"{stem}-{number}"


def _parent_of(lon: float, lat: float, known: Gazetteer) -> str | None:
    """The sub-district of the nearest settlement within 15 km."""
    nearest = known.grid.nearest(lon, lat, 15_000, lambda place: place.kind in {PlaceKind.CITY, PlaceKind.TOWN, PlaceKind.VILLAGE})
    return nearest[1].parent if nearest else None


def _refuse_faults(entry: Entry, known: Gazetteer) -> None:
    codes = {place.pcode for place in known.places.values() if place.pcode}
    faults = [fault for fault in row_faults([entry], known.places.keys() | codes) if fault.level == "error"]
    if entry.place.replaces and known.get(entry.place.replaces) is None:
        raise KharitaError(f"no place has the id {entry.place.replaces!r}; kharita gazetteer find NAME shows ids")
    if faults:
        raise GazetteerFileError(f"{faults[0].what} — {faults[0].mend}")


def _print_faults(faults: Iterable[Fault]) -> None:
    for fault in faults:
        click.echo(f"  {fault}", err=True)


@gazetteer.command()
@click.argument("ids", nargs=-1, required=True)
def remove(ids: Sequence[str]) -> None:
    """Take places out by their IDS: your own are deleted, shipped and imported ones hidden."""
    for identity in ids:
        path, done = layers.remove(identity, load())
        click.echo(f"{done} {identity}; in {path}")


@gazetteer.command("list")
@click.option("--all", "everything", is_flag=True, help="All places, not only your own.")
@click.option("--kind", type=KIND, help="Only this kind.")
@click.option("--in", "within", metavar="ID", help="Only what lies in this place.")
@LAYERS
def list_places(everything: bool, kind: str | None, within: str | None, extra: Sequence[Path]) -> None:
    """Your own places, a line each."""
    known = load(extra)
    if within and known.get(within) is None:
        raise KharitaError(f"no place has the id {within!r}; kharita gazetteer find NAME shows ids")
    shown = 0
    for place in known.places.values():
        own = place.layer != "shipped"
        if (own or everything) and kind in {None, place.kind.value} and (within is None or known.within(place, within)):
            click.echo(_described(place, known))
            shown += 1
    files = store.layer_files(store.home())
    click.echo(f"{shown} of {len(known.places)} places; your own files: {', '.join(str(path) for path in files) or 'none'}", err=True)


# -- check, import, fetch, export -------------------------------------------------------------------------------------------------------


@gazetteer.command("check")
@click.argument("files", nargs=-1, type=FILE)
def check_files(files: Sequence[Path]) -> None:
    """All faults of FILES (your own when none is named), with lines and how to mend each."""
    own = store.layer_files(store.home())
    bad = False
    for path in files or own:
        below = load([other for other in own if other != path and path in own and other < path], user_layer=None)
        faults = check(path, below)
        if not files and path.parent.name == "imported":  # namesakes of imported rows are for reading when asked for
            faults = [fault for fault in faults if fault.level == "error"]
        bad |= any(fault.level == "error" for fault in faults)
        click.echo(f"{path}: {len(faults)} fault{'' if len(faults) == 1 else 's'}" if faults else f"{path}: no faults")
        for fault in faults:
            click.echo(f"  {fault}")
    if not files and not own:
        click.echo(f"no file of your own yet; kharita gazetteer add makes {layers.user_file()}")
    if bad:
        raise click.exceptions.Exit(2)


@gazetteer.command("import")
@click.argument("files", nargs=-1, required=True, type=FILE)
@click.option("--format", "form", type=FORMATS, help="Told from the file when left out.")
@click.option("--map", "columns", multiple=True, metavar="OURS=THEIRS", help="A column of a CSV or GeoJSON file; repeatable.")
@click.option("--kind", type=KIND, default="village", show_default=True, help="Kind of the rows of a CSV or GeoJSON file that name none.")
@click.option("--alternate-names", type=FILE, help="GeoNames' alternateNamesV2 for the dump.")
@click.option("--name", "layer", help="Name of the imported layer; an earlier one of that name is replaced.")
def import_files(
    *, files: Sequence[Path], form: str | None, columns: Sequence[str], kind: str, alternate_names: Path | None, layer: str | None
) -> None:
    """Import FILES of others into your own gazetteer; places that are known already are not doubled."""
    from gazetteer.merge import merge  # noqa: PLC0415
    from gazetteer.sources import guess, opened  # noqa: PLC0415

    mapping = dict(_pair(text) for text in columns)
    for path in files:
        reader = form or guess(path)
        name = layer or f"{reader}-{slug(path.stem) or 'places'}"
        own = [other for other in store.layer_files(store.home()) if other.stem != name]
        below = load(own, user_layer=None)
        places = opened(reader, path, columns=mapping, kind=PlaceKind(kind), alternate_names=alternate_names)
        with _counting(places, path.name) as counted:
            merged = merge(counted, below)
        target = layers.write_import(name, merged.entries)
        click.echo(f"{path}: {merged.new} new places, {merged.added} known ones with something new, {merged.known} known; in {target}")


def _pair(text: str) -> tuple[str, str]:
    ours, sign, theirs = text.partition("=")
    if not sign:
        raise click.UsageError(f"--map {text!r}: write OURS=THEIRS, for example name_ar=ARABIC_NAME")
    return ours.strip(), theirs.strip()


@contextmanager
def _counting(places: Iterator[Place], title: str) -> Iterator[Iterator[Place]]:
    from rich.console import Console  # noqa: PLC0415
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn  # noqa: PLC0415

    bars = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*bars, console=Console(stderr=True), transient=True) as progress:
        yield iter(progress.track(places, description=title, total=None))


@gazetteer.command()
@click.argument("dataset", type=click.Choice(["cod-ab", "geonames"]))
@click.option("-o", "--to", "folder", type=click.Path(path_type=Path, file_okay=False), help="Folder; your own when left out.")
@click.option("--sha256", help="Checksum that the file must have.")
@click.option("--server", help="A mirror in place of the publisher's address, http://host:port.")
def fetch(dataset: str, folder: Path | None, sha256: str | None, server: str | None) -> None:
    """Download DATASET from its publisher. This uses the network."""
    from rich.console import Console  # noqa: PLC0415
    from rich.progress import Progress  # noqa: PLC0415

    from gazetteer.fetch import fetch as download  # noqa: PLC0415

    with Progress(console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task(dataset, total=None)
        show = partial(_show, progress, task)
        fetched = list(download(dataset, folder or store.home() / "downloads", server=server, sha256=sha256, progress=show))
    for file in fetched:
        state = {None: "", True: " (changed since the last time)", False: " (as the last time)"}[file.changed]
        click.echo(f"{file.path}{state}\n  sha256 {file.sha256}\n  {file.licence}")
    click.echo(f"next: kharita gazetteer import {fetched[0].path}")


def _show(progress: Any, task: Any, done: int, total: int | None) -> None:
    progress.update(task, completed=done, total=total)


@gazetteer.command()
@click.option("--to", "path", type=FILE, required=True, help="A .geojson, .csv or .gpkg file.")
@click.option("--own", is_flag=True, help="Only what is not shipped.")
@click.option("--kind", type=KIND, help="Only this kind.")
@LAYERS
def export(path: Path, own: bool, kind: str | None, extra: Sequence[Path]) -> None:
    """Write the whole gazetteer, shipped places and yours, to one file."""
    from gazetteer.export import export as write  # noqa: PLC0415

    places = load(extra).places.values()
    count = write((p for p in places if (not own or p.layer != "shipped") and kind in {None, p.kind.value}), path)
    click.echo(f"{count} places in {path}")


# -- ask and unresolved -----------------------------------------------------------------------------------------------------------------


@gazetteer.command()
@click.argument("names", nargs=-1, required=True)
@click.option("--service", type=click.Choice(["nominatim", "photon"]), default="nominatim", show_default=True, help="Whom to ask.")
@click.option("--server", help="Address of your own server.")
@click.option("--add", "adding", is_flag=True, help="Add the first proposal at once.")
def ask(names: Sequence[str], service: str, server: str | None, adding: bool) -> None:
    """Ask a geocoding service where NAMES are and propose entries. This tells the service the names."""
    from gazetteer.ask import ask as put  # noqa: PLC0415

    for name in names:
        proposals = put(name, store.cache_home() / "asked.json", service, server)
        click.echo(f"{name}: {len(proposals)} proposal{'' if len(proposals) == 1 else 's'} of {service}")
        for place in proposals:
            click.echo(f"  {place.note}")
            options = f"--kind {place.kind} --at {place.lat},{place.lon} --source {service} --accuracy {place.accuracy_m:g}"
            click.echo(f'    kharita gazetteer add --name "{name}" {options}')
        if adding and proposals:
            known = load()
            place = replace(proposals[0], id=_free_id(proposals[0].name_en, proposals[0].name_ar, known))
            _refuse_faults(Entry(place=place), known)
            click.echo(f"  added {place.id}; in {layers.add([Entry(place=place)])}")


@gazetteer.command()
@click.argument("files", nargs=-1, required=True, type=FILE)
@click.option("-o", "--to", "path", type=FILE, help="Write a CSV to fill in, for `add --from`.")
@click.option("--min-count", type=click.IntRange(1), default=1, show_default=True, help="Leave out rarer names.")
def unresolved(files: Sequence[Path], path: Path | None, min_count: int) -> None:
    """Names in extraction FILES (JSON Lines) that no place was found for, by count, with context and a proposed area."""
    from geo.unresolved import collect, fill_in, read_records  # noqa: PLC0415

    found = [unknown for unknown in collect(read_records(files)) if unknown.count >= min_count]
    if path:
        store.write_atomically(path, fill_in(found).encode())
        click.echo(f"{len(found)} names in {path}; fill in lon and lat, then: kharita gazetteer add --from {path}")
        return
    for unknown in found:
        areas = " / ".join(area for area, _ in unknown.areas.most_common(2))
        click.echo(f"{unknown.count:5d}  {unknown.name}  {unknown.kinds.most_common(1)[0][0]}  {areas}")
        for context in unknown.contexts:
            click.echo(f"         {context}")
