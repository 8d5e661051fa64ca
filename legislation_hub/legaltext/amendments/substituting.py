"""One wording is put for another, before or behind it: exactly where it stands, or not at all."""

from legislation_hub.legaltext.amendments import telling
from legislation_hub.legaltext.amendments.ground import Ground, NotDone
from legislation_hub.legaltext.amendments.operations import Instruction, Side
from legislation_hub.legaltext.amendments.pieces import Piece
from legislation_hub.legaltext.amendments.wording import BINDING, Wording
from legislation_hub.vocabulary import Level


def substitute(ground: Ground, one: Instruction) -> Piece | None:
    """Change words in one place, or everywhere where none is named."""
    piece = ground.at(one.at) if one.at is not None else None
    if one.side is Side.END and piece is not None:
        return _append(piece, one)
    place = ground.cited.get(piece.origin, "") if piece is not None else ""
    sentence = one.at.sentence if one.at is not None else 0
    changed = [
        (each, *each.wording.substituted(one.wording, one.text or "", one.side, sentence))
        for each in _sought(ground, piece, one)
    ]
    count = sum(times for _, _, times in changed)
    if not count:
        raise NotDone(telling.NOT_FOUND, place=place, wording=one.wording)
    if count > 1 and one.once:
        raise NotDone(telling.TOO_OFTEN, place=place, wording=one.wording, count=count)
    for each, wording, times in changed:
        if times and one.side is Side.AFTER:
            _tell_joint(ground, one, each)
        each.wording = wording
    if count > 1 or piece is None:
        reason = telling.ALL_CHANGED if piece is not None else telling.EVERYWHERE
        ground.tell(one, reason, place=place, wording=one.wording, count=count)
    return piece


def _sought(ground: Ground, piece: Piece | None, one: Instruction) -> list[Piece]:
    if piece is not None:
        return [piece] if one.at is not None and one.at.lead else list(piece.walk())
    every = [one for top in (ground.root, *ground.loose) for one in top.walk()]
    return [each for one in every if one.level is Level.ARTICLE for each in one.walk()]


def _append(piece: Piece, one: Instruction) -> Piece:
    """Add words at the end of a paragraph; behind a list nobody could say where that is."""
    last = piece.children[-1] if piece.level is Level.ARTICLE and piece.children else piece
    if last.children or not one.text:
        raise NotDone(telling.NO_PLACE)
    last.wording = last.wording + Wording.new(one.text)
    return piece


def _tell_joint(ground: Ground, one: Instruction, piece: Piece) -> None:
    """Tell which mark was put between old and new words, or that none was because none is certain."""
    text = one.text or ""
    at = piece.wording.text.find(one.wording) + len(one.wording)
    if not text.startswith(BINDING):
        mark = piece.wording.joint(at, text)
        place = ground.cited.get(piece.origin, "")
        ground.tell(one, telling.MARK_ADDED if mark else telling.NO_MARK, place=place, text=text, mark=mark)
