"""How a person comes in: by password, by one-time code, or a program by its token."""

from datetime import timedelta
from uuid import UUID

from sqlalchemy import Connection, bindparam, select
from sqlalchemy.orm import Session

from legislation_hub import clock
from legislation_hub.models import Account, ApiToken
from legislation_hub.policies import Action, demand
from legislation_hub.problems import CodeWrong, NotAllowed, PasswordWrong, TooManyTries
from legislation_hub.services import passwords
from legislation_hub.services.recording import record
from legislation_hub.vocabulary import Role, Tag

TRIES = 10
PAUSE = timedelta(minutes=15)

# Written once: every call of a program runs it.
_HOLDER = (
    select(Account.id)
    .join(ApiToken, ApiToken.account_id == Account.id)
    .where(ApiToken.token_hash == bindparam("digest"), ApiToken.ended_at.is_(None), Account.active)
)


def belong_together(session: Session, name: str, password: str) -> bool:
    """Return whether this is the password of that name. It is slow on purpose: ask before :func:`transaction`."""
    hashed = session.scalar(select(Account.password_hash).where(Account.name == name.strip()))
    return passwords.matches(hashed, password)


def sign_in(session: Session, name: str, right: bool) -> Account | None:
    """Return the account if the password was ``right`` and it may come in, else None; both are events.

    It returns instead of raising so that the failed try is committed. Raises :class:`TooManyTries` while the
    account rests after :data:`TRIES` wrong passwords.
    """
    account = session.scalar(select(Account).where(Account.name == name.strip()))
    if account is not None and account.locked_until and account.locked_until > clock.now():
        raise TooManyTries(minutes=max(1, int((account.locked_until - clock.now()).total_seconds() // 60)))
    if account is None:
        return None
    if right and account.active:
        account.failures, account.locked_until, account.last_seen_at = 0, None, clock.now()
        record(session, account, Tag.SIGNED_IN, account)
        return account
    account.failures += 1
    if account.failures % TRIES == 0:
        account.locked_until = clock.now() + PAUSE
    record(session, None, Tag.SIGN_IN_FAILED, account, name=account.name, failures=account.failures)
    return None


def sign_out(session: Session, actor: Account) -> None:
    """Note that the person left."""
    record(session, actor, Tag.SIGNED_OUT, actor)


def use_code(session: Session, name: str, code: str, password: str) -> Account:
    """Set a password by a one-time code; all older sessions end. Raises :class:`CodeWrong`."""
    account = session.scalar(select(Account).where(Account.name == name.strip()))
    given = passwords.digest_of(passwords.plain_code(code))
    fresh = account is not None and account.code_expires_at is not None and account.code_expires_at > clock.now()
    if account is None or not account.active or not fresh or account.code_hash != given:
        raise CodeWrong()
    _set_password(session, account, password)
    account.code_hash = account.code_expires_at = None
    return account


def change_password(session: Session, actor: Account, old: str, new: str) -> Account:
    """Replace one's own password; all other sessions end. Raises :class:`PasswordWrong`."""
    if not passwords.matches(actor.password_hash, old):
        raise PasswordWrong()
    _set_password(session, actor, new)
    return actor


def _set_password(session: Session, account: Account, password: str) -> None:
    passwords.check_new(password, account.name)
    account.password_hash = passwords.hash_of(password)
    account.failures, account.locked_until = 0, None
    account.epoch += 1
    record(session, account, Tag.ACCOUNT_PASSWORD_SET, account)


def issue_token(session: Session, actor: Account | None, account: Account, name: str) -> str:
    """Return a new bearer token for one's own account (or, for the operator, any); it is shown once."""
    if actor is not None and actor.id != account.id:
        raise NotAllowed()
    token = passwords.new_token()
    row = ApiToken(
        account_id=account.id, name=name.strip(), token_hash=passwords.digest_of(token), created_at=clock.now()
    )
    session.add(row)
    record(session, actor, Tag.TOKEN_ISSUED, row, account=account.name, name=row.name)
    return token


def end_token(session: Session, actor: Account, token: ApiToken) -> None:
    """End a token: its holder may, and an administrator."""
    if actor.id != token.account_id:
        demand(actor, Action.ENROL, None)
    token.ended_at = token.ended_at or clock.now()
    record(session, actor, Tag.TOKEN_ENDED, token, name=token.name)


def holder_of_token(database: Connection, token: str) -> UUID | None:
    """Return the id of the account that a bearer token acts for, or None."""
    found: UUID | None = database.scalar(_HOLDER, {"digest": passwords.digest_of(token)})
    return found


def has_administrator(session: Session) -> bool:
    """Return whether anybody could make accounts."""
    query = select(Account.id).where(Account.role == Role.ADMINISTRATOR, Account.active)
    found: UUID | None = session.scalar(query.limit(1))
    return found is not None
