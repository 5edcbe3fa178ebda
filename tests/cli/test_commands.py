"""The commands on the example reports: what a person gets."""

from __future__ import annotations

import json
import resource
import subprocess
import sys

import msgspec
import pytest

from geo.models import Extraction


def records(ran):
    return [json.loads(line) for line in ran.out.splitlines()]


def test_map_writes_two_files_and_says_what_to_open(kharita, tmp_path, examples):
    ran = kharita("map", examples, "-o", tmp_path / "new" / "folder")
    assert ran.code == 0
    assert ran.out.splitlines()[-1].startswith("Open in a browser: ")
    assert (tmp_path / "new/folder/map.html").stat().st_size > 100_000
    features = json.loads((tmp_path / "new/folder/events.geojson").read_text(encoding="utf-8"))["features"]
    assert len(features) > 10
    assert "4 reports" in ran.out


def test_extract_writes_a_record_a_report(kharita, examples):
    found = records(kharita("extract", examples))
    assert [record["report"]["id"] for record in found] == ["yarmouk-2018", "hajin-2018", "ariha-2021-a", "ariha-2021-b"]
    for record in found:
        text = record["report"]["text"]
        assert all(text[m["start"] : m["end"]] == m["surface"] for m in record["mentions"])
        assert record["engine"]["ner"] == "none"


def test_records_are_read_back_as_they_are(kharita, tmp_path, examples):
    first = kharita("extract", examples).out
    (tmp_path / "r.jsonl").write_text(first, encoding="utf-8")
    assert kharita("extract", tmp_path / "r.jsonl").out == first
    for line in first.splitlines():
        assert msgspec.json.encode(msgspec.json.decode(line, type=Extraction)).decode() == line


def test_the_result_is_the_same_whatever_the_number_of_processes(kharita, examples):
    assert kharita("extract", examples, "--jobs", 1).out == kharita("extract", examples, "--jobs", 3).out


def test_reports_and_their_records_give_the_same_export(kharita, tmp_path, examples):
    kharita("extract", examples, "-o", tmp_path / "r.jsonl")
    kharita("export", examples, "--to", tmp_path / "a.geojson")
    kharita("export", tmp_path / "r.jsonl", "--to", tmp_path / "b.geojson")
    assert (tmp_path / "a.geojson").read_bytes() == (tmp_path / "b.geojson").read_bytes()


def test_a_folder_gives_relative_paths_as_ids(kharita, tmp_path):
    for name in ("b/two.txt", "a.txt", ".hidden.txt", "notes.pdf"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("قصف على بلدة كنصفرة", encoding="utf-8")
    ran = kharita("extract", tmp_path)
    assert [record["report"]["id"] for record in records(ran)] == ["a", "b/two"]
    assert "b/two: the same text as report a" in ran.err


def test_standard_input(tmp_path, home):
    done = subprocess.run(
        [sys.executable, "-c", "from geo.cli import main; main(['extract', '-', '--published', '2018-05-21'])"],
        input="قصفت المدفعية أمس بلدة هجين.".encode(), capture_output=True, check=True, env={"KHARITA_HOME": str(home), "PATH": ""}, cwd=tmp_path,
    )  # fmt: skip
    record = json.loads(done.stdout)
    assert record["report"] | {"id": "stdin", "published": "2018-05-21"} == record["report"]
    assert [mention["surface"] for mention in record["mentions"]] == ["بلدة هجين"]


def test_the_misspelling_of_baghuz_is_resolved_and_said(kharita, examples):
    hajin = records(kharita("extract", examples))[1]
    (baghuz,) = [mention for mention in hajin["mentions"] if mention["surface"] == "الباغور"]
    assert baghuz["corrected_from"] == "الباغور"
    assert baghuz["place"]["name_ar"].startswith("الباغوز")
    said = kharita("explain", examples).out
    assert "written «الباغور»: read as a misspelling" in said


def test_nothing_is_pinned_for_names_of_organisations_or_a_capital_that_speaks(kharita, examples):
    for record in records(kharita("extract", examples)):
        placed = [mention["surface"] for mention in record["mentions"] if mention["location"]]
        assert not {"سوريا", "سورية", "السورية", "السوري", "الديمقراطية"} & set(placed)


def test_explain_marks_the_text_and_gives_reasons(kharita, examples):
    plain = kharita("explain", examples).out
    assert "[مخيم اليرموك 1]" in plain
    assert "why (" in plain
    assert "\x1b" not in plain
    assert "\x1b[1;32m[مخيم اليرموك 1]\x1b[0m" in kharita("explain", examples, "--color").out


def test_explain_heeds_no_color_on_a_terminal(kharita, examples, monkeypatch):
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    monkeypatch.delenv("NO_COLOR", raising=False)
    assert "\x1b[1;32m" in kharita("explain", examples).out
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b" not in kharita("explain", examples).out


def test_explain_lets_no_control_character_through(kharita, tmp_path):
    (tmp_path / "r.jsonl").write_text(json.dumps({"id": "x\x1b[2J", "text": "قصف \x1b[31mبلدة هجين\u202e \x07"}), encoding="utf-8")
    out = kharita("explain", tmp_path / "r.jsonl", "--no-color").out
    assert not {"\x1b", "\u202e", "\x07"} & set(out)


def test_without_published_relative_dates_stay_open(kharita, tmp_path):
    (tmp_path / "r.txt").write_text("قصفت قوات النظام أمس بلدة كنصفرة بالمدفعية.", encoding="utf-8")
    for event in records(kharita("extract", tmp_path / "r.txt"))[0]["events"]:
        assert event["start"] is None


def test_a_further_gazetteer_file_applies(kharita, tmp_path):
    (tmp_path / "r.txt").write_text("قصفت المدفعية قرية زعزوعة الفوقانية أمس.", encoding="utf-8")
    (tmp_path / "mine.csv").write_text(
        "id,name_ar,name_en,kind,lat,lon\nmine-1,زعزوعة الفوقانية,Zazua,village,35.5,36.5\n", encoding="utf-8"
    )
    before = records(kharita("extract", tmp_path / "r.txt"))[0]["mentions"]
    after = records(kharita("extract", tmp_path / "r.txt", "--gazetteer", tmp_path / "mine.csv"))[0]["mentions"]
    assert [mention["status"] for mention in before] == ["unresolved"]
    assert [mention["place"]["id"] for mention in after] == ["mine-1"]


@pytest.mark.parametrize("option", ["--version", "--help"])
def test_help_answers_at_once(option):
    took = []
    for _ in range(3):
        began = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime  # of the processor: a busy machine is not our fault
        subprocess.run([sys.executable, "-c", f"from geo.cli import main; main(['{option}'])"], check=True, capture_output=True)
        took.append(resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - began)
    assert min(took) < 0.5


def test_the_main_job_never_loads_torch_and_opens_no_connection(tmp_path, home, examples):
    code = f"""
import socket, sys
def refuse(*_): raise AssertionError("a connection was opened")
socket.socket.connect = socket.getaddrinfo = refuse
from geo.cli import main
try:
    main(["map", {examples!r}, "-o", {str(tmp_path)!r}])
except SystemExit as end:
    assert not end.code, end.code
heavy = {{"torch", "transformers", "camel_tools.ner", "camel_tools.morphology"}} & set(sys.modules)
assert not heavy, heavy
"""
    subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, env={"KHARITA_HOME": str(home), "PATH": ""})
