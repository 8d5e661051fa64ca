"""A decision is done to a base law: operation by operation, never by guess; then everything is counted anew."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from legislation_hub.legaltext.amendments import telling
from legislation_hub.legaltext.amendments.arranging import arrange, arrange_articles, arrange_headings
from legislation_hub.legaltext.amendments.ground import Ground
from legislation_hub.legaltext.amendments.instructing import instructions
from legislation_hub.legaltext.amendments.mending import mend_contents, mend_lists
from legislation_hub.legaltext.amendments.operations import Amended, Operation
from legislation_hub.legaltext.amendments.pieces import put_together
from legislation_hub.legaltext.amendments.referring import Target, refer
from legislation_hub.legaltext.amendments.working import Done, work
from legislation_hub.legaltext.citing import citations
from legislation_hub.legaltext.parsing import parse
from legislation_hub.legaltext.rendering import render
from legislation_hub.legaltext.source import source_of
from legislation_hub.legaltext.tree import LegalText, Remark
from legislation_hub.vocabulary import Level, OperationKind

COUNTED = (Level.PARAGRAPH, Level.ITEM, Level.SUBITEM)


def amend(base: LegalText, decision: LegalText) -> Amended:
    """Return ``base`` as ``decision`` makes it, with every operation and everything that a person should check.

    What cannot be done exactly as the decision says (a place that is not there, wording that is not found) is not
    done, and told. Where the order of the articles follows, references inside the law follow too, each change
    with a remark.
    """
    asked = instructions(decision, base.title)
    ground = Ground(base)
    done = [work(ground, one) for one in asked.instructions]
    remarks = [*asked.remarks, *ground.remarks, *_emptied(ground)]
    remarks += _counted_anew(ground, reorders=asked.reorders)
    provisions, eids = put_together(ground.root)
    law = replace(base, title=ground.title, provisions=provisions, remarks=())
    law, told = _settled(base, law)
    return Amended(_operations(done, eids, ground.cited, citations(law)), law, (*remarks, *told))


def _emptied(ground: Ground) -> Iterator[Remark]:
    """Take out the articles of which every paragraph went elsewhere, and those that never got a text."""
    for one in [one for one in ground.root.walk() if one.level is Level.ARTICLE and not one.children and one.had]:
        one.leave()
    for one in [one for one in ground.loose if not one.children]:
        ground.loose.remove(one)
        yield Remark(0, one.want, telling.NO_TEXT)


def _counted_anew(ground: Ground, *, reorders: bool) -> Iterator[Remark]:
    root = ground.root
    yield from arrange_headings(root, ground.base.values())
    articles = [one for one in ground.base.values() if one.level is Level.ARTICLE]
    yield from arrange_articles(root, ground.loose, articles, reorders=reorders)
    for piece in list(root.walk()):
        for level in COUNTED:
            yield from arrange(piece, level)
    yield from mend_lists(root)
    yield from refer(root, _targets(ground))


def _targets(ground: Ground) -> Mapping[str, Target | None]:
    """Return for every article and paragraph of the base where it is now; None where that has no one answer."""
    found: dict[str, Target | None] = {}
    for eid, piece in ground.base.items():
        if piece.level is Level.ARTICLE:
            now = ground.absorbed.get(id(piece), piece)
            whole = now.level is Level.ARTICLE and ground.stands(now) and id(piece) not in ground.divided
            found[eid] = Target(now.number, certain=now is piece) if whole else None
        elif piece.level is Level.PARAGRAPH and eid.startswith("art_"):
            article = piece.holder
            if article is not None and article.level is Level.ARTICLE and ground.stands(piece):
                found[eid] = Target(article.number, piece.number)
            else:
                above = found.get(eid.partition("__")[0])
                found[eid] = above and replace(above, certain=False)
    return found


def _settled(base: LegalText, law: LegalText) -> tuple[LegalText, Sequence[Remark]]:
    """Return the law as it is read from its own text, so that its file gives the same tree; and what to check."""
    told = []
    if law.contents:
        contents = mend_contents(law.contents, base.walk(), law.walk())
        if contents is None:
            told.append(Remark(0, "", telling.CONTENTS_KEPT))
        law = replace(law, contents=contents or law.contents)
    if law.note:
        told.append(Remark(0, law.note[-40:], telling.NOTE_KEPT))
    read = parse(source_of("", render(law)))
    if replace(read, remarks=()) == law:
        return read, told
    told.append(Remark(0, law.title, telling.READ_AGAIN))
    return law, told


def _operations(
    done: Sequence[Done], eids: Mapping[int, str], old: Mapping[str, str], new: Mapping[str, str]
) -> tuple[Operation, ...]:
    made = []
    for one in done:
        asked = one.instruction
        after = eids.get(id(one.piece), "") if one.piece is not None else ""
        made.append(
            Operation(
                clause=asked.clause,
                kind=asked.kind,
                old=one.origin or None,
                new=after or None,
                text=asked.text,
                wording=asked.wording,
                side=asked.side,
                # An article that was announced and never got a text is not there.
                applied=one.applied and (asked.kind is not OperationKind.INSERT or bool(after)),
                cited_old=old.get(one.origin, ""),
                cited_new=new.get(after, ""),
                said=asked.said,
            )
        )
    return tuple(made)
