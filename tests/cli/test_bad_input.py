"""Bad input: one clear line, the exit code, nothing half-written."""

from __future__ import annotations

import json
import os

import pytest

GOOD = "قصفت المدفعية بلدة كنصفرة أمس.\n"
COMMANDS = ("map", "extract", "export", "incidents")

# name of the file, its bytes (None: no file), what the line says
UNREADABLE = [
    ("missing.txt", None, "no such file"),
    ("empty.txt", b"", "the file is empty"),
    ("zeros.txt", b"\x00\x01\x02" * 50, "binary"),
    ("picture.txt", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(range(256)), "binary"),
    ("broken.txt", GOOD.encode()[:21] + b"\xff\xfe\xfa" + GOOD.encode(), "broken encoding at byte 21"),
    ("cut.txt", "\ufeffقصف".encode("utf-16-le") + b"\x00\xd8\x00", "begins like UTF-16"),
    ("lines.jsonl", b"{not json}\n", "not JSON"),
    ("list.jsonl", b"[1, 2]\n", "must be an object"),
    ("notext.jsonl", b'{"id": "a"}\n', '"text" is missing'),
    ("day.jsonl", b'{"id": "a", "text": "b", "published": "21.5.2018"}\n', "must be a date like 2018-05-21"),
    ("record.jsonl", b'{"mentions": 3}\n', "not an extraction record"),
]


def outputs(command, folder):
    return {"map": ["-o", folder], "extract": ["-o", folder / "o.jsonl"], "export": ["--to", folder / "o.csv"], "incidents": ["-o", folder / "o.jsonl"]}[command]


@pytest.mark.parametrize(("name", "data", "said"), UNREADABLE)
@pytest.mark.parametrize("command", COMMANDS)
def test_the_only_input_cannot_be_read(kharita, tmp_path, command, name, data, said):
    path, out = tmp_path / name, tmp_path / "out"
    if data is not None:
        path.write_bytes(data)
    ran = kharita(command, path, *outputs(command, out))
    assert ran.code == 2
    assert said in ran.err
    assert name in ran.err
    assert ran.err.count("\n") == 1
    assert not ran.out
    assert not out.exists() or not list(out.iterdir())


def test_a_folder_without_reports(kharita, tmp_path):
    ran = kharita("extract", tmp_path)
    assert (ran.code, ran.err.count("\n")) == (2, 1)
    assert "no report in this folder" in ran.err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["extract"], "Missing argument"),
        (["extract", "x.txt", "--published", "21.5.2018"], "is no date; write it like 2018-05-21"),
        (["extract", "x.txt", "--published", "2018-02-30"], "is no date"),
        (["extract", "x.txt", "--coarsen", "far"], "is no distance; write it like 5km"),
        (["extract", "x.txt", "--jobs", "0"], "--jobs"),
        (["extract", "x.txt", "--nonsense"], "--nonsense"),
        (["nonsense"], "nonsense"),
        (["export", "x.txt"], "--to"),
        (["export", "x.txt", "--to", "x.xls"], "kharita writes .geojson .csv"),
        (["extract", "x.txt", "--gazetteer", "none.csv"], "no such file"),
    ],
)
def test_wrong_usage_is_one_line_and_2(kharita, tmp_path, monkeypatch, arguments, said):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "x.txt").write_text(GOOD, encoding="utf-8")
    ran = kharita(*arguments)
    assert (ran.code, ran.err.count("\n"), ran.out) == (2, 1, "")
    assert said in ran.err


@pytest.mark.parametrize("command", COMMANDS)
def test_a_folder_that_cannot_be_written(kharita, tmp_path, command):
    (tmp_path / "report.txt").write_text(GOOD, encoding="utf-8")
    (tmp_path / "file").write_text("in the way")
    ran = kharita(command, tmp_path / "report.txt", *outputs(command, tmp_path / "file" / "below"))
    assert (ran.code, ran.err.count("\n"), ran.out) == (2, 1, "")
    assert "cannot be written" in ran.err or "not written" in ran.err
    assert sorted(path.name for path in tmp_path.iterdir()) == ["file", "report.txt"]


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="permissions do not bind this user")
@pytest.mark.parametrize("command", COMMANDS)
def test_a_folder_without_permission(kharita, tmp_path, command):
    (tmp_path / "report.txt").write_text(GOOD, encoding="utf-8")
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o500)
    ran = kharita(command, tmp_path / "report.txt", *outputs(command, closed))
    assert (ran.code, ran.err.count("\n")) == (2, 1)
    assert "check the permissions" in ran.err


def test_good_and_bad_together_is_1_and_the_good_is_done(kharita, tmp_path):
    (tmp_path / "a.txt").write_text(GOOD, encoding="utf-8")
    (tmp_path / "b.txt").write_bytes(b"")
    (tmp_path / "c.txt").write_bytes(b"\x00\x00")
    ran = kharita("extract", tmp_path / "a.txt", tmp_path / "b.txt", tmp_path / "c.txt", tmp_path / "d.txt")
    assert ran.code == 1
    assert ran.out.count("\n") == 1
    for name in ("b.txt", "c.txt", "d.txt"):
        assert ran.err.count(name) == 1
    assert "3 reports could not be read; the rest is done" in ran.err


def test_one_bad_line_among_good_ones(kharita, tmp_path):
    lines = [json.dumps({"id": "one", "text": GOOD}), "nonsense", json.dumps({"id": "two", "text": GOOD})]
    (tmp_path / "r.jsonl").write_text("\n".join(lines), encoding="utf-8")
    ran = kharita("extract", tmp_path / "r.jsonl")
    assert (ran.code, ran.out.count("\n")) == (1, 2)
    assert "r.jsonl:2: not JSON" in ran.err
    assert "the same text as report one" in ran.err


# text, encoding, what is said: read all the same
READ_WITH_A_NOTICE = [
    (GOOD, "cp1256", "read as windows-1256"),
    (GOOD, "utf-16", "read as UTF-16"),
    ("Nothing here is in Arabic.", "utf-8", "no Arabic in the text"),
    ("   \n\n ", "utf-8", "the text is empty"),
]


@pytest.mark.parametrize(("text", "encoding", "said"), READ_WITH_A_NOTICE)
@pytest.mark.parametrize("command", COMMANDS)
def test_read_with_a_notice(kharita, tmp_path, command, text, encoding, said):
    (tmp_path / "r.txt").write_bytes(text.encode(encoding))
    ran = kharita(command, tmp_path / "r.txt", *outputs(command, tmp_path / "out"))
    assert ran.code == 0
    assert said in ran.err


def test_no_command_leaves_a_temporary_file(kharita, tmp_path, examples):
    kharita("map", examples, "-o", tmp_path)
    kharita("extract", examples, "-o", tmp_path / "o.jsonl")
    kharita("export", tmp_path / "o.jsonl", "--to", tmp_path / "o.csv")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["events.geojson", "map.html", "o.csv", "o.jsonl"]


def test_verbose_shows_the_traceback(kharita):
    assert "Traceback" not in kharita("extract", "nowhere.txt").err
    assert "Traceback" in kharita("extract", "nowhere.txt", "-v").err
    assert "Traceback" in kharita("-v", "extract", "nowhere.txt").err
