"""Searches that nobody would think of: what may stand in the address of a search, and what should not."""

from hypothesis import strategies as some

from legislation_hub.vocabulary import Channel, Findable, OutcomeKind, Sorting, Stance, Standing

_ANYTHING = some.text(some.characters(exclude_categories=["Cs"]), max_size=30)
_PIECES = some.sampled_from(
    [
        *"边沟 路 第十二条 第１２条之一 12条 第八条第二款第（三）项 第条 第零条".split(),
        *"第9999999999条 摩托* *路 的 的了吗".split(),
        *"“ ” 「 『 “” ( [ ) ] * ? ~ ^ \\ ' % _ -- 0 -1 AND OR NOT id:x words:* 𠮷 ㎡ é ǆ ﷺ".split(),
        *('"', '""', " ", "\n", "　", "\x00", "\ufffe", "\u202e", "art 12", "[a TO z]", "; drop table words"),
        *("<script>", "{{7*7}}", "1" * 60, "路" * 70, "十" * 40),
    ]
)
_WORDS = some.lists(some.one_of(_PIECES, _ANYTHING), max_size=12).map("".join)
_IDS = some.one_of(some.uuids().map(str), _ANYTHING)
_DAYS = some.one_of(
    some.dates().map(str), some.sampled_from(["0001-01-01", "9999-12-31", "2026-02-30", "x", "2026-W10"])
)


def _one_of(
    kind: type[Findable | Channel | Stance | Standing | OutcomeKind | Sorting],
) -> some.SearchStrategy[str]:
    return some.one_of(some.sampled_from([one.value for one in kind]), _ANYTHING)


# What stands in an address beside the page's path.
searches = some.fixed_dictionaries(
    {"q": _WORDS},
    optional={
        "kind": _one_of(Findable),
        "draft": _IDS,
        "version": _IDS,
        "room": _IDS,
        "channel": _one_of(Channel),
        "stance": _one_of(Stance),
        "verdict": _one_of(Standing),
        "outcome": _one_of(OutcomeKind),
        "since": _DAYS,
        "until": _DAYS,
        "sorting": _one_of(Sorting),
        "page": some.one_of(some.integers(-9, 10**12).map(str), _ANYTHING),
        "like": _IDS,
        "about": some.one_of(some.builds("{}:{}".format, some.uuids(), _PIECES), _ANYTHING),
    },
)
