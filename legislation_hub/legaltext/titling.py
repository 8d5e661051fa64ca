"""A law is named with its reading once, whatever of the reading its title says already."""

import re

READING = re.compile("^(.)审稿$")
ASIDE = re.compile("(（[^（）]*）)?$")


def titled(title: str, reading: str) -> str:
    """Return ``title`` with the reading in brackets, unless it names it already: 二次审议稿 is 二审稿.

    What the reading has in brackets of its own comes after it: 征求意见稿（示例） is （征求意见稿）（示例）.
    """
    bare = ASIDE.sub("", reading, count=1)
    aside = reading[len(bare) :]
    if bare not in title and READING.sub(r"\1次审议稿", bare) not in title:
        title = f"{title}（{bare}）"
    return title if aside in title else title + aside
