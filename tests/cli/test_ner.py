"""`--ner camel`: says what to install, opens no connection, adds names that the gazetteer lacks, takes none of its own away."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest

from geo.ner import catalogue_in_place, data_folder


def test_without_the_model_one_line_says_what_installs_it(kharita, tmp_path, monkeypatch, examples):
    monkeypatch.setenv("CAMELTOOLS_DATA", str(tmp_path))
    ran = kharita("extract", examples, "--ner", "camel")
    assert (ran.code, ran.out, ran.err.count("\n")) == (2, "", 1)
    assert "camel_data -i ner-arabert" in ran.err
    assert not list(tmp_path.iterdir())


def test_a_missing_catalogue_is_stood_in_for_and_the_place_given_back(tmp_path, monkeypatch):
    monkeypatch.setenv("CAMELTOOLS_DATA", str(tmp_path))
    with catalogue_in_place():
        found = json.loads((data_folder() / "catalogue.json").read_text())
        assert found == {"version": "1.6.0", "packages": {}, "components": {}}
        assert data_folder() != tmp_path
    assert os.environ["CAMELTOOLS_DATA"] == str(tmp_path)
    assert not list(tmp_path.iterdir())


def test_a_real_catalogue_is_left_in_place(tmp_path, monkeypatch):
    monkeypatch.setenv("CAMELTOOLS_DATA", str(tmp_path))
    (tmp_path / "catalogue.json").write_text('{"version": "1.6.0", "packages": {"mine": 1}, "components": {}}')
    with catalogue_in_place():
        assert data_folder() == tmp_path


@pytest.mark.slow
def test_camel_tools_is_imported_without_a_connection(tmp_path):
    code = """
import socket
def refuse(*_): raise AssertionError("a connection was opened")
socket.socket.connect = socket.getaddrinfo = refuse
from geo.ner import catalogue_in_place
with catalogue_in_place():
    import camel_tools.data
"""
    environment = {"PATH": "", "HOME": str(tmp_path), "USERPROFILE": str(tmp_path)}
    subprocess.run([sys.executable, "-c", code], check=True, env=environment, capture_output=True)
