"""What a text says of a position relative to a place («ريف إدلب الجنوبي»، «على بعد ١٠ كم شمال الرقة»). The table says it."""

from __future__ import annotations

from typing import Any

TABLES = {"test_relations": ("relations",)}


def test_relations(row: dict[str, Any], read, mention_of) -> None:
    record = read(row["text"])
    relation = mention_of(record, row["name"]).relation
    if row["type"] == "none":
        assert relation is None
        return
    assert relation is not None
    assert (relation.type, relation.direction, relation.distance_m) == (row["type"], row.get("direction"), row.get("distance_m"))
    assert relation.text == row["words"]
    assert (record.mentions[relation.other].surface if relation.other is not None else None) == row.get("other")


def test_the_words_of_a_relation_stand_in_the_text(read) -> None:
    text = "قصف على ريف حـلب الشمالي وبالقرب من بلدة سـرمين، وبين بلدتي حاس وكفرنبل"
    relations = [mention.relation for mention in read(text).mentions if mention.relation]
    assert len(relations) == 4
    assert all(relation.text in text for relation in relations)
