"""What the triggers and the weapons of one clause tell together: the kind of its event."""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from geo.models import EventKind

# Triggers that tell of fire on something: one frame may hold several of them.
STRIKES = {
    "strike",
    "bombard",
    "attack",
    "undergo",
    "launch",
    "airstrike",
    "shelling",
    "ied",
    "mine",
    "explosion",
    "chemical_attack",
    "massacre",
    "shooting",
    "destroy",
    "intercept",
    "collapse",
    "mine_blast",
}
_ON_THE_WAY = frozenset({"advance", "deployment"})  # … to what was taken
_FIRED = {
    "strike", "bombard", "attack", "undergo", "airstrike", "shelling", "massacre", "explosion", "chemical_attack", "destroy", "intercept",
}  # fmt: skip
_SHOT_DOWN: tuple[str, ...] = ("drone", "artillery", "rocket")
BY_RANK: tuple[str, ...] = ("drone", "chemical", "air", "ied", "artillery", "rocket")  # of several weapons, the first decides
FALLEN = ("other_violence", "drone_strike")  # what fell, when it was met in the air
WEAPON_KIND = {
    "drone": EventKind.DRONE_STRIKE, "chemical": EventKind.CHEMICAL_ATTACK, "mine": EventKind.LANDMINE, "air": EventKind.AIRSTRIKE,
    "ied": EventKind.EXPLOSION, "artillery": EventKind.SHELLING, "rocket": EventKind.SHELLING,
}  # fmt: skip
# Triggers that decide whatever stands beside them, the first first.
_STRONG = ("assassination", "execution", "raid", "clash", "chemical_attack", "ceasefire", "evacuation", "abduction")
# Without a weapon the words decide, the first that is told: before a gun is asked for, and behind it.
_BY_WORD = (
    ("airstrike", EventKind.AIRSTRIKE), ("shelling", EventKind.SHELLING), ("explosion", EventKind.EXPLOSION), ("ied", EventKind.EXPLOSION),
    ("bombard", EventKind.SHELLING),
)  # fmt: skip
_BY_GUESS = (("strike", EventKind.SHELLING), ("destroy", EventKind.DESTRUCTION), ("attack", EventKind.CLASH))


def decide(kinds: Sequence[str], weapons: AbstractSet[str]) -> tuple[EventKind | None, str | None]:
    """The kind that the triggers of a clause tell, and the class of weapon that decided it; None for what tells nothing by itself.

    `kinds`: classes of its triggers in text order, one at least; `weapons`: classes of its weapons.
    """
    if kinds[0] == "campaign" or (kinds[0] in FALLEN and set(kinds[1:]) <= {"destroy", "intercept"}):
        return EventKind(kinds[0]), None
    if kinds[0] == "stray_shots":
        return EventKind.OTHER_VIOLENCE, None  # «أطلقوا النار عشوائيا»: at nobody in particular
    for strong in _STRONG:
        if strong in kinds and not (strong == "clash" and kinds[0] in ("airstrike", "shelling")):
            return EventKind(strong), None
    plain = [kind for kind in kinds if kind in EventKind.__members__.values()]
    if "capture" in kinds[1:] and kinds[0] in _ON_THE_WAY:
        return EventKind.CAPTURE, None
    fire = STRIKES & set(kinds)
    of_arrest = fire == {"strike"} and kinds[0] == "arrest"  # «اعتقالات طالت …»
    if not fire or (plain and (of_arrest or fire == {"launch"})):  # «شن حملة اعتقالات»
        return (EventKind(plain[0]) if plain else None), None
    return _strike(kinds, weapons)


def _strike(kinds: Sequence[str], weapons: AbstractSet[str]) -> tuple[EventKind | None, str | None]:
    """The kind of a strike from its weapons: drone before air before shells; a mine or a charge names itself."""
    fired = _FIRED & set(kinds)
    if "mine_blast" in kinds or ("mine" in kinds and (("explosion" in kinds) or not fired)):
        return EventKind.LANDMINE, "mine"
    for weapon in _SHOT_DOWN if kinds[0] == "intercept" else BY_RANK:
        if weapon in weapons and _used(weapon, kinds, fired=bool(fired)):
            return WEAPON_KIND[weapon], weapon
    for told, kind in _BY_WORD:
        if told in kinds:
            return kind, None
    if "gun" in weapons or "shooting" in kinds:
        return EventKind.ASSASSINATION, "gun"
    for told, kind in _BY_GUESS:
        if told in kinds and not (told == "destroy" and "attack" in kinds):
            return kind, None
    return (EventKind.OTHER_VIOLENCE if kinds[0] in ("massacre", "collapse") else None), None


def _used(weapon: str, kinds: Sequence[str], *, fired: bool) -> bool:
    """Whether a weapon of a clause is what struck, by the words of its triggers."""
    if weapon == "ied":
        return fired or "ied" in kinds
    if weapon == "air" and "shelling" in kinds and "airstrike" not in kinds:
        return False
    return fired and not (weapon == "artillery" and "airstrike" in kinds)
