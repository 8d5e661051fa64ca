"""``python -m bench.fuzz_readers``: real drafts, damaged at random, are read; only lines or a problem may come.

Files of Word are damaged inside their XML, web pages inside their markup, so that most cases get past the door.
With ``--atheris`` (installed beside it) the damage is steered by the lines of code that it reaches.
"""

import argparse
import random
import re
import sys
import time
import traceback
import zipfile
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from types import FunctionType

from lxml import etree

from legislation_hub.legaltext.parsing import parse
from legislation_hub.legaltext.readers.zip_package import DAMAGED
from legislation_hub.legaltext.reading import read
from legislation_hub.problems import Problem

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared" / "data"
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
SLOW = 5.0
LARGEST = 400_000
SMALL = 40_000
KEPT = 400

WORD_NAMES = (
    "p r t tbl tr tc sdt sdtContent sdtPr ins del moveFrom moveTo hyperlink fldSimple fldChar instrText pPr rPr "
    "numPr ilvl numId pStyle vanish txbxContent pict drawing AlternateContent footnoteReference endnoteReference "
    "altChunk sym tab br cr ruby rt trPr tcPr cellDel subDoc lvl lvlText numFmt start lvlRestart abstractNum num "
    "lvlOverride startOverride basedOn style body"
).split()
HTML_NAMES = (
    "p div table tr td th ol ul li pre span b nav script style template title svg math form select rt"
).split()
VALUES = (
    "", "0", "1", "-1", "9", "99999", "4294967296", "9" * 400, "%1", "%9%9", "begin", "separate", "end", "none",
    "chineseCountingThousand", "upperRoman", "\u202e", "x" * 3000, "F0A8", "D800", "110000",
)  # fmt: skip
TEXTS = (
    "第一条　甲", "第二章 总则", "（一）", "1.", "附件1", "目录", "“", "|", "\u2028", "\ufffe", "　", "之一",
    "一、将第三条修改为：", "&#0;", "甲" * 500, "]]>", "<", "𠮷",
)  # fmt: skip


def damage(name: str, content: bytes, dice: random.Random) -> bytes:
    """Return ``content`` with one to six things in it changed, so that it is still a file of its kind mostly."""
    if dice.random() < 0.06:
        return _damaged_bytes(content, dice)
    try:
        return _damaged_word(content, dice) if name.endswith(".docx") else _damaged_page(content, dice)
    except (etree.LxmlError, KeyError, RecursionError, *DAMAGED):
        return _damaged_bytes(content, dice)


def outcome(name: str, content: bytes) -> str:
    """Return what came of reading and parsing: the kind of problem, or what was told; anything else is raised."""
    try:
        source = read(name, content)
    except Problem as problem:
        return type(problem).__name__
    law = parse(source)
    told = sorted({remark.reason[:12] for remark in source.remarks})
    return f"{len(source.lines).bit_length()} {sum(1 for _ in law.walk()).bit_length()} {told}"


def seeds() -> dict[str, bytes]:
    """Return the real files to begin with: those that ship, and those of the shared data where it is."""
    files = [
        *(ROOT / "drafts").glob("*.docx"),
        *(SHARED / "drafts" / "tw_closelyheld_2015").glob("*.docx"),
        *(SHARED / "laws" / "docx").glob("*.docx"),
    ]
    found = {str(at): file.read_bytes() for at, file in enumerate(sorted(files)) if file.stat().st_size < SMALL}
    words = {f"{at}.docx": content for at, content in found.items()}
    pages = {f"{at}.{'mht' if page.lstrip().startswith(b'MIME') else 'html'}": page for at, page in _pages(found)}
    return words | pages


def main() -> int:
    """Read damaged files for so many seconds; keep each one that breaks a reader, with what it raised."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--seconds", type=int, default=600)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--out", type=Path, default=Path(".artefacts/fuzz"))
    options.add_argument("--atheris", action="store_true", help="let atheris steer; it must be installed")
    chosen = options.parse_args()
    chosen.out.mkdir(parents=True, exist_ok=True)
    if chosen.atheris:
        return _steered(chosen)
    dice, corpus = random.Random(chosen.seed), defaultdict[str, list[bytes]](list)
    for name, content in seeds().items():
        corpus[Path(name).suffix].append(content)
    seen, counts, broken = set[tuple[str, str]](), Counter[str](), set[str]()
    end, cases = time.monotonic() + chosen.seconds, 0
    while time.monotonic() < end:
        kind = dice.choice(sorted(corpus))
        made = damage(f"a{kind}", dice.choice(corpus[kind]), dice)
        cases += 1
        came, problem = _tried(f"a{kind}", made, chosen.out)
        counts[f"{kind} {came if came[:1].isalpha() else 'read'}"] += 1
        if problem:
            broken.add(problem)
        elif (kind, came) not in seen and len(made) < LARGEST:
            # What came out otherwise than ever before is damaged further.
            seen.add((kind, came))
            corpus[kind] = [*corpus[kind][-KEPT:], made]
    print(f"{cases} cases in {chosen.seconds} s, {len(seen)} outcomes, {len(broken)} faults")
    for came, times in sorted(counts.items()):
        print(f"  {times:>8} {came}")
    for one in sorted(broken):
        print(" ", one)
    return bool(broken)


def _tried(name: str, content: bytes, out: Path) -> tuple[str, str]:
    """Return the outcome, and a fault in one line if it was none that may be; the file is kept then."""
    # A case that never ends or kills the process is found here afterwards.
    (out / f"last-{name.rpartition('.')[2]}").write_bytes(content)
    begun = time.process_time()
    try:
        came, fault = outcome(name, content), ""
    except Exception as error:  # Every kind of them is what is looked for.
        frame = traceback.extract_tb(error.__traceback__)[-1]
        came, fault = "fault", f"{type(error).__name__} in {Path(frame.filename).name}:{frame.lineno}"
    taken = time.process_time() - begun
    if not fault and taken > SLOW:
        fault = f"slow: {taken:.0f} s, {len(content)} bytes"
    if fault:
        (out / f"{sha256(content).hexdigest()[:12]}-{name}").write_bytes(content)
    return came, fault


def _steered(chosen: argparse.Namespace) -> int:
    """Let atheris choose what to go on with, by the code that was reached; it ends at the first fault."""
    import atheris

    folder = chosen.out / "corpus"
    folder.mkdir(exist_ok=True)
    for name, content in seeds().items():
        (folder / name).write_bytes(name.rpartition(".")[2].ljust(5).encode() + content)

    def case(data: bytes) -> None:
        fault = _tried(f"a.{data[:5].decode('latin-1').strip()}", data[5:], chosen.out)[1]
        if fault:
            raise RuntimeError(fault)

    def mutated(data: bytes, longest: int, seed: int) -> bytes:
        name = f"a.{data[:5].decode('latin-1').strip()}"
        return (data[:5] + damage(name, data[5:], random.Random(seed)))[:longest]

    for function in _functions():
        atheris.instrument_func(function)
    limits = [f"-max_total_time={chosen.seconds}", f"-max_len={LARGEST}", "-timeout=30", f"-seed={chosen.seed}"]
    atheris.Setup([sys.argv[0], *limits, str(folder)], case, custom_mutator=mutated)
    atheris.Fuzz()
    return 0


def _functions() -> Iterator[FunctionType]:
    """Yield every function and method of the readers and the parser."""
    for name, module in list(sys.modules.items()):
        if name.startswith("legislation_hub.legaltext."):
            classes = [one for one in vars(module).values() if isinstance(one, type) and one.__module__ == name]
            for holder in (module, *classes):
                yield from (
                    one
                    for one in vars(holder).values()
                    if isinstance(one, FunctionType) and one.__module__ == name
                )


def _pages(words: dict[str, bytes]) -> Iterator[tuple[str, bytes]]:
    """Yield the web pages that are inside Word files, whole and without their envelope, and one of our own."""
    for at, content in words.items():
        archive = zipfile.ZipFile(BytesIO(content))
        for part in archive.namelist():
            if part.endswith(".mht"):
                page = archive.read(part)
                yield at, page
                begin = page.find(b"<html")
                if begin >= 0:
                    yield f"{at}-page", page[begin:]
    yield "own", ("<html><meta charset=utf-8><table><tr><td>" + "<p>第一条 甲</p><ol><li>子</ol>" * 9).encode()


def _damaged_word(content: bytes, dice: random.Random) -> bytes:
    archive = zipfile.ZipFile(BytesIO(content))
    parts = {entry: archive.read(entry) for entry in archive.namelist()}
    steerable = [one for one in parts if one.endswith((".xml", ".rels", ".mht"))]
    weights = [8 if "document" in one or one.endswith(".mht") else 2 for one in steerable]
    part = dice.choices(steerable, weights)[0]
    match dice.randrange(12):
        case 0:
            del parts[part]
        case 1:
            parts[part] = parts[dice.choice(steerable)]
        case 2:
            parts[part] = _damaged_bytes(parts[part], dice)
        case _:
            parts[part] = (_damaged_page if part.endswith(".mht") else _damaged_xml)(parts[part], dice)
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as packed:
        for entry, inside in parts.items():
            packed.writestr(entry, inside)
    return made.getvalue()


def _damaged_xml(content: bytes, dice: random.Random) -> bytes:
    root = etree.fromstring(content)
    for _time in range(dice.randint(1, 6)):
        elements = [one for one in root.iter() if isinstance(one.tag, str)]
        one, other = dice.choice(elements), dice.choice(elements)
        dice.choice(XML_ACTS)(one, other, dice)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8")


def _take_out(one: etree._Element, other: etree._Element, dice: random.Random) -> None:
    if (parent := one.getparent()) is not None:
        parent.remove(one)


def _double(one: etree._Element, other: etree._Element, dice: random.Random) -> None:
    if (parent := one.getparent()) is not None and sum(1 for _ in one.iter()) < 200:
        for _time in range(dice.choice((1, 1, 3, 50))):
            parent.append(etree.fromstring(etree.tostring(one)))


def _move(one: etree._Element, other: etree._Element, dice: random.Random) -> None:
    if one.getparent() is not None and one not in other.iterancestors() and one is not other:
        other.append(one)


def _wrap(one: etree._Element, other: etree._Element, dice: random.Random) -> None:
    parent = one.getparent()
    if parent is not None:
        for _depth in range(dice.choice((1, 1, 2, 60))):
            around = etree.SubElement(parent, f"{{{WORD}}}{dice.choice(WORD_NAMES)}")
            around.append(one)
            one = around


def _rename(one: etree._Element, other: etree._Element, dice: random.Random) -> None:
    one.tag = f"{{{WORD}}}{dice.choice(WORD_NAMES)}"


def _value(one: etree._Element, other: etree._Element, dice: random.Random) -> None:
    keys = list(one.attrib) or [f"{{{WORD}}}val", f"{{{WORD}}}id", f"{{{WORD}}}fldCharType"]
    one.set(dice.choice(keys), dice.choice((*VALUES, *other.attrib.values())))


def _text(one: etree._Element, other: etree._Element, dice: random.Random) -> None:
    one.text = dice.choice(TEXTS).replace("\ufffe", "")


def _insert(one: etree._Element, other: etree._Element, dice: random.Random) -> None:
    made = etree.SubElement(one, f"{{{WORD}}}{dice.choice(WORD_NAMES)}")
    made.set(f"{{{WORD}}}{dice.choice(('val', 'id', 'fldCharType', 'char'))}", dice.choice(VALUES))


XML_ACTS: tuple[Callable[[etree._Element, etree._Element, random.Random], None], ...] = (
    _take_out, _double, _move, _wrap, _rename, _value, _text, _insert,
)  # fmt: skip

_TOKEN = re.compile(rb"<[^<>]*>|[^<]+|<")


def _damaged_page(content: bytes, dice: random.Random) -> bytes:
    tokens = _TOKEN.findall(content) or [b""]
    for _time in range(dice.randint(1, 6)):
        at, other = dice.randrange(len(tokens)), dice.randrange(len(tokens))
        tag = dice.choice(HTML_NAMES).encode()
        match dice.randrange(9):
            case 0:
                del tokens[at : at + dice.choice((1, 1, 5, 200))]
            case 1:
                tokens[at:at] = tokens[at : at + 3] * dice.choice((1, 3, 300))
            case 2:
                tokens[at], tokens[other] = tokens[other], tokens[at]
            case 3:
                tokens[at] = b"<" + tag + b">"
            case 4:
                tokens[at] = b"</" + tag + b">"
            case 5:
                tokens[at] = dice.choice(TEXTS).encode("utf-8", "replace")
            case 6:
                tokens[at:at] = [b"<" + tag + b">"] * dice.choice((1, 2, 300))
            case 7:
                tokens[at] = tokens[at][: dice.randrange(len(tokens[at]) + 1)]
            case _:
                value = dice.choice(VALUES).encode("utf-8", "replace")
                tokens[at] = b"<" + tag + b" style='display:none' start='" + value + b"' hidden=" + value + b">"
        tokens = tokens or [b""]
    return b"".join(tokens)


def _damaged_bytes(content: bytes, dice: random.Random) -> bytes:
    made = bytearray(content or b"x")
    for _time in range(dice.randint(1, 12)):
        at, length = dice.randrange(len(made)), dice.choice((1, 1, 4, 64))
        if dice.random() < 0.5:
            made[at : at + length] = dice.randbytes(length)
        elif dice.random() < 0.5 and len(made) > length:
            del made[at : at + length]
        else:
            made[at:at] = made[at : at + length]
    return bytes(made)


if __name__ == "__main__":
    sys.exit(main())
