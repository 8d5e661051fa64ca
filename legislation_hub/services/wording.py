"""Which everyday words lead to which of the law's, as the office itself says beside what ships."""

from sqlalchemy.orm import Session

from legislation_hub.models import Account, Setting
from legislation_hub.search.sayings import Sayings, read
from legislation_hub.services.enrolling import change_setting

NAME = "sayings"


def own_sayings(session: Session) -> Sayings:
    """Return the office's own sayings, as every question is read with them."""
    return read(list_of(session))


def list_of(session: Session) -> str:
    """Return the office's own list as it was written, a saying a line."""
    setting = session.get(Setting, NAME)
    return setting.value if setting else ""


def write_list(session: Session, actor: Account, text: str) -> None:
    """Write the list anew; the next question is read with it, and no index changes.

    Raises :class:`SayingUnclear` and :class:`TooManySayings`: what cannot be read is not kept.
    """
    text = "\n".join(line.strip() for line in text.splitlines() if line.strip())
    read(text)
    change_setting(session, actor, NAME, text)
