"""`--ner camel` with camel-tools' own recogniser: a Bert of one layer whose weights are planted, so that chosen words are names of places.

The model lies where camel-tools puts its own, in the files that its own has; the real one (about 500 MB) cannot be had here.
"""

from __future__ import annotations

import importlib
import json
import os
import socket
import subprocess
import sys
from importlib.metadata import entry_points
from itertools import pairwise
from pathlib import Path

import pytest
from docopt import docopt

from gazetteer.models import Place, PlaceKind
from gazetteer.store import Gazetteer
from geo.errors import KharitaError
from geo.ner import NerError, NerFinder, camel_recogniser
from geo.place_lexicon import PlaceLexicon
from geo.spots import Spot
from geo.text import Text

# The order of labels is camel-tools' own (camel_tools.ner.NERecognizer.labels).
LABELS = ["B-LOC", "B-ORG", "B-PERS", "B-MISC", "I-LOC", "I-ORG", "I-PERS", "I-MISC", "O"]
# Word pieces and their labels: names that no gazetteer has, one of them in two pieces, with and without clitics; and two words that are in one.
PIECES = {
    "زعزوعة": "B-LOC", "بزعزوعة": "B-LOC", "وزعزوعة": "B-LOC", "الفوقانية": "I-LOC", "القرنبيطية": "B-LOC", "بالقرنبيطية": "B-LOC",
    "للقرنبيطية": "B-LOC", "خرب": "B-LOC", "##وشة": "O", "كنصفرة": "B-LOC", "المدينة": "B-LOC", "زمزوم": "B-PERS", "التضامن": "B-LOC",
    "برزعيط": "B-LOC",
}  # fmt: skip


def plant(folder: Path) -> None:
    """Write a recogniser to `folder`: the embedding of a piece is its label, the one layer adds nothing, the classifier reads it off."""
    import torch  # noqa: PLC0415  (takes seconds)
    from transformers import BertConfig, BertForTokenClassification  # noqa: PLC0415

    vocabulary = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", ".", "،", *PIECES]
    config = BertConfig(
        vocab_size=len(vocabulary), hidden_size=len(LABELS), num_hidden_layers=1, num_attention_heads=1, intermediate_size=2,
        max_position_embeddings=256, type_vocab_size=2, id2label=dict(enumerate(LABELS)), label2id={label: at for at, label in enumerate(LABELS)},
    )  # fmt: skip
    model = BertForTokenClassification(config)
    weights = {name: torch.zeros_like(weight) for name, weight in model.state_dict().items()}
    for name in weights:
        if name.endswith("LayerNorm.weight"):
            weights[name] += 1
    for row, piece in enumerate(vocabulary):
        weights["bert.embeddings.word_embeddings.weight"][row, LABELS.index(PIECES.get(piece, "O"))] = 1
    weights["classifier.weight"] += torch.eye(len(LABELS))
    folder.mkdir(parents=True)
    torch.save(weights, folder / "pytorch_model.bin")
    (folder / "config.json").write_text(json.dumps({**config.to_dict(), "architectures": ["BertForTokenClassification"]}), encoding="utf-8")
    (folder / "vocab.txt").write_text("\n".join(vocabulary) + "\n", encoding="utf-8")
    (folder / "tokenizer_config.json").write_text('{"do_lower_case": false, "model_max_length": 512}', encoding="utf-8")
    (folder / "special_tokens_map.json").write_text(
        '{"unk_token": "[UNK]", "sep_token": "[SEP]", "pad_token": "[PAD]", "cls_token": "[CLS]", "mask_token": "[MASK]"}', encoding="utf-8"
    )


@pytest.fixture(scope="module")
def data(tmp_path_factory):
    """A folder of camel-tools' data with the model in its place and a valid catalogue."""
    folder = tmp_path_factory.mktemp("camel")
    plant(folder / "data" / "ner" / "arabert")
    (folder / "catalogue.json").write_text('{"version": "1.6.0", "packages": {}, "components": {}}')
    return folder


@pytest.fixture
def offline(monkeypatch, data, tmp_path):
    """The planted model in place, and no connection possible."""

    def refuse(*_args, **_keywords):
        message = "a connection was opened"
        raise AssertionError(message)

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    monkeypatch.setenv("CAMELTOOLS_DATA", str(data))
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    monkeypatch.setenv("HF_HOME", str(tmp_path))


@pytest.fixture
def finder(offline):
    known = [
        Place(id="k", name_ar="كنصفرة", name_en="Kansafra", kind=PlaceKind.TOWN, lon=36.5, lat=35.6),
        Place(id="t", name_ar="التضامن", name_en="Tadamon", kind=PlaceKind.NEIGHBOURHOOD, lon=36.32, lat=33.47),
    ]
    return NerFinder(Gazetteer.of(known).index, PlaceLexicon.load(), camel_recogniser())


def named(finder: NerFinder, raw: str) -> list[str]:
    text = Text.of(raw)
    return [raw[slice(*spot.span(text))] for spot in finder.find(text)]


pytestmark = pytest.mark.slow


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("اشتباكات في زعزوعة الفوقانية ثم عادوا", ["زعزوعة الفوقانية"]),
        ("وصل النازحون من كنصفرة إلى\u200f زعزوعة \ufeffالفوقانية، ثم عادوا.", ["كنصفرة", "زعزوعة \ufeffالفوقانية"]),
        ("\ufeffزعـزوعـة تحت القصف", ["زعـزوعـة"]),
        ("قصف على زعـ.ـزو ـعة الآن", []),  # pulled apart in no way that is known: two words, no name
        ("قصف على زعـ.ـزو.ـعـ.ـة الآن", ["زعـ.ـزو.ـعـ.ـة"]),
        ("قصف عنيف بزعزوعة وأنباء من زعزوعة", ["زعزوعة", "زعزوعة"]),
        ("قصف عنيف بالقرنبيطية", ["القرنبيطية"]),
        ("وصلت التعزيزات للقرنبيطية", ["قرنبيطية"]),
        ("قصف على كنصفرة وزعزوعة أمس", ["كنصفرة", "زعزوعة"]),
        ("قصف في برزعيط أمس", ["برزعيط"]),
        ("نزحوا عن خربوشة أمس", ["خربوشة"]),  # two pieces, one token
        ("زعزوعة، القرنبيطية", ["زعزوعة", "القرنبيطية"]),
        ("زعزوعة\nالفوقانية", ["زعزوعة", "الفوقانية"]),  # a line end parts sentences
        ("دخلوا المدينة أمس", []),  # a generic noun alone is no name
        ("قال زمزوم إنهم عادوا", []),  # a person
        ("\ue000 \u0085 \ufffd زعزوعة \u200f", ["زعزوعة"]),  # signs that the tokenizer drops
        ("كتائب زعزوعة هاجمت", []),  # a brigade
    ],
)
def test_names_are_added_with_exact_offsets(finder, raw, expected):
    assert named(finder, raw) == expected


def test_the_gazetteers_word_counts_before_the_recognisers(finder):
    text = Text.of("قصف على كنصفرة الفوقانية وعلى قرية زعزوعة الفوقانية")
    spots = finder.find(text)
    assert [(text.raw[slice(*spot.span(text))], spot.reasons[-1], bool(spot.options)) for spot in spots] == [
        ("كنصفرة", "preposition=علي", True),
        ("قرية زعزوعة الفوقانية", "cue=village", False),
    ]
    assert not _overlapping(spots)


def test_a_name_of_the_gazetteer_that_only_the_recogniser_takes_for_one_is_that_place(finder):
    text = Text.of("أنباء التضامن اليوم")
    assert not super(NerFinder, finder).find(text)
    [spot] = finder.find(text)
    assert ([met.place.id for met in spot.options], spot.reasons) == (["t"], ("ner=camel",))


def test_names_inside_organisations_stay_theirs(finder):
    assert named(finder, "حزب التضامن أعلن") == []


def test_what_is_not_arabic_does_not_reach_the_model(finder, monkeypatch):
    monkeypatch.setattr(finder, "_recogniser", None)
    assert named(finder, "Clashes near 12 villages…\n\n— 3") == []
    assert named(finder, "") == []


def test_a_sentence_longer_than_the_model_reads_is_labelled_whole(finder):
    raw = "قالوا " * 700 + "زعزوعة الفوقانية " + "أمس " * 300 + "زعزوعة"
    assert named(finder, raw) == ["زعزوعة الفوقانية", "زعزوعة"]


def test_it_finds_what_it_finds_without_the_recogniser_and_more(finder):
    raw = "قصف على كنصفرة وزعزوعة، ثم على قرية مجهولستان وعلى القرنبيطية"
    text = Text.of(raw)
    without = {spot.span(text) for spot in super(NerFinder, finder).find(text)}
    assert without < {spot.span(text) for spot in finder.find(text)}


def test_a_report_is_extracted_by_the_command_without_a_connection(data, tmp_path):
    text = "اندلعت اشتباكات في إدلب، وقصف الطيران زعزوعة الفوقانية\u200f أمس."
    report = tmp_path / "report.txt"
    report.write_text(text, encoding="utf-8")
    code = """
import socket
def refuse(*_): raise AssertionError("a connection was opened")
socket.socket.connect = socket.getaddrinfo = refuse
from geo.cli import main
main()
"""
    environment = {"PATH": "", "HOME": str(tmp_path), "USERPROFILE": str(tmp_path), "CAMELTOOLS_DATA": str(data), "PYTHONUTF8": "1"}
    command = [sys.executable, "-c", code, "extract", str(report), "--ner", "camel"]
    ran = subprocess.run(command, check=True, capture_output=True, encoding="utf-8", env={**environment, "PYTHONPATH": os.pathsep.join(sys.path)})
    record = json.loads(ran.stdout)
    assert record["engine"]["ner"] == "camel"
    assert "Loading" not in ran.stderr
    assert [(m["surface"], m["status"], m["reasons"]) for m in record["mentions"][1:]] == [
        ("زعزوعة الفوقانية", "unresolved", ["ner=camel", "not-in-the-gazetteer"])
    ]
    assert all(text[m["start"] : m["end"]] == m["surface"] for m in record["mentions"])


@pytest.mark.parametrize("spoilt", ["config.json", "pytorch_model.bin", "vocab.txt"])
@pytest.mark.parametrize("how", ["missing", "garbage"])
def test_a_model_that_is_not_whole_says_what_installs_it_anew(offline, tmp_path, monkeypatch, spoilt, how):
    folder = tmp_path / "data" / "ner" / "arabert"
    plant(folder)
    if how == "missing":
        (folder / spoilt).unlink()
    else:
        (folder / spoilt).write_bytes(b"\x80\xff{ not it")
    monkeypatch.setenv("CAMELTOOLS_DATA", str(tmp_path))
    with pytest.raises(NerError, match="camel_data -i -f ner-arabert") as raised:
        camel_recogniser()
    assert isinstance(raised.value, KharitaError)


@pytest.mark.parametrize("command", ["camel_data -i ner-arabert", "camel_data -i -f ner-arabert"])
def test_the_commands_that_are_named_exist(offline, command):
    camel_recogniser()
    program, *arguments = command.split()
    [script] = entry_points(group="console_scripts", name=program)
    understood = docopt(importlib.import_module(script.module).__doc__, arguments)
    assert (understood["--install"], understood["<PACKAGE>"], understood["--force"]) == (True, "ner-arabert", "-f" in command)


def _overlapping(spots: tuple[Spot, ...]) -> bool:
    return any(one.behind > other.first for one, other in pairwise(spots))
