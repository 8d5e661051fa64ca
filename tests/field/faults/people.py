"""What people do: several tabs and phones, sessions that end, dates that pass, phones that are lent."""

from dataclasses import replace
from datetime import timedelta

from legislation_hub import clock
from tests.field.outing import Outing, Wake
from tests.field.proxy import Way

HOUSES = 30
DAY = 24 * 3600.0
ID_NUMBER = "我的号码是52242419800101123X，莫搞错了。"


def tabs_and_devices(outing: Outing) -> None:
    """7: two tabs and two phones of one collector write and send at the same time."""
    first = outing.phone()
    second = outing.beside(first)
    other = outing.phone(first.collector)
    everybody = (first, second, other)
    outing.plan(lambda _request: Way(wait=outing.luck.uniform(0, 0.2)))
    for phone in everybody:
        phone.begin_to_say(outing.sayings(HOUSES))
    for phone in everybody:
        phone.wait(phone.is_silent)
        outing.wake(phone, Wake.TOUCH, Wake.TIMER)
    outing.settle()


def session_ended(outing: Outing) -> None:
    """9: the session ends or the account is disabled, before or during the sending; later one is let in again."""
    phone = outing.phone()
    phone.offline()
    said = outing.sayings(HOUSES)
    phone.say(said)
    account, books = phone.collector.id, outing.county.books
    disabled = outing.luck.random() < 0.5
    ending = "active = 0" if disabled else "epoch = epoch + 1"
    pause = outing.luck.choice((None, outing.luck.uniform(0, 0.5)))
    if pause is not None:
        phone.online()
        phone.rest(pause)
    books.change("account", account, ending)
    phone.online()
    outing.wake(phone, Wake.TOUCH, Wake.RELOAD)
    phone.say(outing.sayings(5))
    phone.send()
    assert len(phone.entries()) == len(phone.said), "an entry is gone though nobody was let in"
    books.change("account", account, "active = 1")
    phone.sign_in()
    outing.wake(phone, Wake.TOUCH, Wake.RELOAD)
    outing.settle()


def closing_passed(outing: Outing) -> None:
    """13: the last day passes while the phone is offline: all is kept, and marked late for the room to decide."""
    books, consultation = outing.county.books, outing.county.world.consultation
    phone = outing.phone(clock=-outing.luck.uniform(2, 3) * DAY)
    phone.offline()
    phone.say(outing.sayings(HOUSES))
    yesterday = clock.today() - timedelta(days=1)
    before = clock.today() + timedelta(days=15)
    stage = outing.luck.choice(("open", "reviewing"))
    books.change("consultation", consultation, f"closes_on = '{yesterday}', stage = '{stage}'")
    try:
        phone.set_clock(0)
        phone.open()
        phone.online()
        outing.wake(phone, Wake.TOUCH, Wake.RELOAD)
        outing.settle()
    finally:
        books.change("consultation", consultation, f"closes_on = '{before}', stage = 'open'")
    assert all(one.late for one in outing.held()), "what came after the closing is not marked"


def somebody_else(outing: Outing) -> None:
    """14: another collector signs in on the same phone; neither sees or sends what the other one wrote."""
    first = outing.phone()
    first.offline()
    first.say(outing.sayings(HOUSES))
    second = outing.county.collector()
    first.sign_in(second)
    first.online()
    other = outing.beside(first, second)
    other.say(outing.sayings(HOUSES))
    outing.wake(first, Wake.TOUCH, Wake.RELOAD)
    other.open()
    outing.settle(other)
    theirs = {one.id for one in first.said}
    assert theirs.isdisjoint(other.states()), "one person's comments are shown to the other"
    assert not [one for one in outing.held() if one.id in theirs], "one person's comments were sent by the other"
    first.sign_in()
    outing.wake(first, Wake.TOUCH, Wake.RELOAD)
    outing.settle(first)


def one_rejected(outing: Outing) -> None:
    """15: among a hundred good ones the server takes one never: it moves aside, is shown, and blocks nothing."""
    phone = outing.phone()
    phone.offline()
    said = outing.sayings(100)
    bad = replace(said[0], words=ID_NUMBER) if outing.luck.random() < 0.5 else replace(said[0], household="不存在")
    said.insert(outing.luck.randrange(len(said)), bad)
    phone.say(said)
    [identity] = [one.id for one in phone.said if one.saying is bad]
    outing.kept[identity] = "rejected"
    phone.online()
    outing.wake(phone, Wake.TOUCH, Wake.RELOAD, Wake.ONLINE)
    outing.settle()
    [shown] = [one for one in phone.entries() if one["id"] == identity]
    assert shown["problem"]["errors"], "nobody says why it was rejected"
    assert shown["words"] == bad.words, "its words are not there to be mended"
