"""A kept search tells its owner what is new in it, within what they may read then, and nobody else anything."""

from datetime import timedelta

import pytest

from legislation_hub import clock
from legislation_hub.models import Account, Event, SavedSearch, Task
from legislation_hub.models.database import db
from legislation_hub.services.indexing import rebuild
from legislation_hub.services.watching import MOST, Looked, save_search
from legislation_hub.vocabulary import Role, Tag

HOUR = timedelta(hours=1)


class Head:
    """A room head who kept a search for 边沟 when one comment of the room said it; a page forgets all rows."""

    def __init__(self, app, session, make, browse):
        self.make = make
        task, self.room = make.task(), make.room()
        self.task_id, self.room_id = task.id, self.room.id
        self.foreign_id = make.task(self.room, task.consultation).id
        make.comment(task, "边沟要修。")
        self.pages, self.beside, self.stranger = (
            browse(make.room_head(unit)) for unit in (task.unit, task.unit, self.room)
        )
        indexed(app)
        self.save(name="边沟的事", asked="q=边沟")

    @property
    def row(self):
        return db.session.query(SavedSearch).order_by(SavedSearch.saved_at).first()

    def save(self, **form):
        return self.pages.post("/search/saved", form)

    def looked(self, at, total=1):
        row = self.row
        row.looked_at, row.total = at, total
        db.session.commit()

    def hear(self, words, task_id):
        self.make.session = db.session()
        self.make.comment(db.session.get(Task, task_id), words, recorded_at=clock.now() + HOUR)

    def home(self):
        return self.pages.get("/room/").text


@pytest.fixture
def head(app, session, make, browse):
    return Head(app, session, make, browse)


def indexed(app):
    db.session.commit()
    rebuild(db.session(), app.extensions["shelf"])


class TestSavedSearch:
    def test_stands_on_the_first_page_of_its_owner_alone(self, head):
        assert "边沟的事" in head.home()
        assert "边沟的事" not in head.beside.get("/room/").text

    def test_counts_what_came_since_its_owner_looked(self, app, head):
        head.looked(clock.now() + HOUR / 2)
        head.hear("边沟堵了。", head.task_id)
        head.hear("养老金太少。", head.task_id)
        head.hear("边沟在别的室。", head.foreign_id)
        indexed(app)

        assert "新增 1 条" in head.home()

        page = head.pages.post(f"/search/saved/{head.row.id}/look").text
        assert "<mark>边沟</mark>堵了" in page
        assert "别的室" not in page
        assert head.row.total == 2

    def test_counts_what_became_readable_since(self, head):
        head.looked(clock.now() + HOUR, total=0)

        assert "新增 1 条" in head.home()

    def test_counts_nothing_that_its_owner_may_read_no_more(self, head):
        head.looked(clock.now() - HOUR)
        assert "新增 1 条" in head.home()

        account = db.session.get(Account, head.row.account_id)
        account.unit_id = account.room_id = head.room_id
        db.session.commit()

        assert "没有新增" in head.home()

    def test_is_removed_by_its_owner_alone(self, head):
        kept = head.row.id

        assert head.stranger.post(f"/search/saved/{kept}/drop").status_code == 403
        assert head.stranger.post(f"/search/saved/{kept}/look").status_code == 403
        head.pages.post(f"/search/saved/{kept}/drop")
        assert "边沟的事" not in head.home()
        tags = [tag for (tag,) in db.session.query(Event.tag)]
        assert tags.count(Tag.SEARCH_SAVED) == tags.count(Tag.SEARCH_DROPPED) == 1

    def test_is_kept_once_under_its_newest_name(self, head):
        head.save(name="排水", asked="q=边沟&page=3&next=x")

        assert [row.name for row in db.session.query(SavedSearch)] == ["排水"]

    def test_wants_a_name_and_something_to_look_for(self, head):
        assert "请填写" in head.save(name="", asked="q=沟").text
        assert head.save(name="空", asked="kind=comment").status_code == 422
        assert db.session.query(SavedSearch).count() == 1

    def test_is_one_of_a_few(self, head):
        owner = db.session.get(Account, head.row.account_id)
        for number in range(MOST - 1):
            save_search(db.session(), owner, Looked("又一个", f"q={number}", 0))
        db.session.commit()

        assert "您已关注 12 个检索" in head.save(name="太多", asked="q=路").text
        assert db.session.query(SavedSearch).count() == MOST

    def test_is_not_for_residents(self, browse):
        assert browse(None).post("/search/saved", {"name": "边沟", "asked": "q=边沟"}).status_code in (401, 403)


@pytest.mark.parametrize(
    ("role", "page"),
    [
        (Role.COORDINATOR, "/station/"),
        (Role.STATION_HEAD, "/station/"),
        (Role.MUNICIPAL_OFFICER, "/municipal/"),
        (Role.DEPARTMENT_OFFICER, "/department/"),
        (Role.COLLECTOR, "/field/"),
        (Role.ADMINISTRATOR, "/admin/"),
    ],
)
def test_every_first_page_tells_of_them(app, make, browse, role, page):
    station = make.station()
    units = {Role.MUNICIPAL_OFFICER: station.parent, Role.COLLECTOR: make.room(), Role.ADMINISTRATOR: None}
    account = make.account(role, units.get(role, station))
    save_search(db.session(), account, Looked("边沟的事", "q=边沟", 0))
    indexed(app)

    assert "边沟的事" in browse(account).get(page).text


def test_a_long_first_page_says_at_its_head_that_something_is_new(app, make, browse):
    make.comment(make.task(), "边沟要修。")
    coordinator = make.coordinator()
    row = save_search(db.session(), coordinator, Looked("边沟的事", "q=边沟", 0))
    row.looked_at = clock.now() - HOUR
    indexed(app)

    page = browse(coordinator).get("/station/").text
    assert page.index("关注的检索有新增") < page.index("新增 1 条")
