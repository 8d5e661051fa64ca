"""The coordinator lets comments follow the text, and settles one by one what the texts leave in doubt."""

import pytest
from lxml import html
from sqlalchemy import select

from legislation_hub.models import Card, Succession
from legislation_hub.models.database import db
from legislation_hub.services.following import Decision, settle
from legislation_hub.services.publishing import NewCard, NewQuestion, prepare_consultation
from legislation_hub.vocabulary import Fate, Role, Stance
from tests.fixtures_readings import SECOND


@pytest.fixture
def second(session, desk):
    """The second reading; two comments wait, one lives on."""
    session.expire_on_commit = False  # what was made here stays readable while pages have sessions of their own
    place = desk.place(desk.first, "art_2__para_1").id
    desk.task = desk.ask(
        desk.first,
        key_provisions=(place,),
        cards=(NewCard("养护的钱", "县里出钱。", place), NewCard("这是什么", "一部条例。")),
        questions=(NewQuestion("钱够不够？", place),),
    )
    desk.open = [
        desk.say(desk.task, "art_4__para_1", words=words) for words in ("工钱要说清楚。", "天天去养不现实。")
    ]
    desk.moved = desk.say(desk.task, "art_2__para_1", words="钱要到位。")
    return desk.read(SECOND, "二审稿")


@pytest.fixture
def followed(session, desk, second):
    desk.follow(second)
    for comment in desk.open:
        row = desk.row(comment, second)
        row.fate, row.likely = Fate.REVIEW, [{"eid": "art_4__para_1", "likeness": 0.4}]
    session.commit()
    return second


@pytest.fixture
def coordinator(session, desk, browse):
    session.commit()
    return browse(desk.coordinator)


def overview(version):
    return f"/station/versions/{version.id}/following"


def entry(desk, comment, version):
    return f"/station/following/{desk.row(comment, version).id}"


def now(desk, comment, version):
    """Where a comment stands after what pages did."""
    desk.session.rollback()
    return desk.row(comment, version)


class TestOverview:
    def test_offers_to_follow_and_does_it(self, desk, second, coordinator):
        address = overview(second)
        assert "让意见随条文移到本稿" in coordinator.get(address).text

        page = coordinator.post(address).text

        assert "第三条" in page
        assert "让意见随条文移到本稿" not in page

    def test_leads_to_the_next_that_waits(self, desk, followed, coordinator):
        page = coordinator.get(overview(followed)).text

        assert "下一条待核对" in page
        assert "工钱要说清楚。" in page
        assert "一审稿" in page

    def test_says_which_box_was_ticked_where_nobody_wrote_a_word(self, session, desk, second, browse):
        desk.say(desk.task, "art_2__para_1", words="", stance=Stance.OPPOSE)
        desk.follow(second)
        session.commit()

        page = browse(desk.coordinator).get(overview(second), query_string={"fate": "moved"}).text

        assert "勾选：反对" in page

    def test_says_how_much_came_later(self, session, desk, followed, browse):
        desk.say(desk.task, "art_1__para_1", words="来晚了。")
        session.commit()

        assert "让意见随条文移到本稿" in browse(desk.coordinator).get(overview(followed)).text

    @pytest.mark.parametrize("query", ["fate=moved", "kind=comment&fate=moved", "at=x&fate=moved&page=9"])
    def test_can_be_narrowed(self, desk, followed, coordinator, query):
        page = coordinator.get(f"{overview(followed)}?{query}").text

        assert "钱要到位。" in page
        assert "工钱要说清楚。" not in page

    def test_says_of_a_first_version_that_there_is_none_before(self, desk, coordinator):
        assert "这是第一稿" in coordinator.get(overview(desk.first)).text

    def test_makes_the_same_queries_for_many_comments(self, session, desk, followed, browse, queries_made):
        made = []
        for more in (0, 25):
            for _number in range(more):
                desk.say(desk.task, "art_2__para_1")
            desk.follow(followed)
            session.commit()
            person = browse(desk.coordinator)
            with queries_made() as statements:
                assert person.get(overview(followed)).status_code == 200
            made.append(len(statements))

        assert made[0] == made[1]


class TestSettling:
    def test_shows_both_texts_and_goes_on_to_the_next(self, desk, followed, coordinator):
        first, second = desk.open
        address = entry(desk, first, followed)
        page = coordinator.get(address).text
        assert "工钱要说清楚。" in page
        assert "<ins>" in page
        place = desk.place(followed, "art_4__para_1").id

        answer = coordinator.post(address, {"place": str(place)})

        assert "天天去养不现实。" in answer.text
        row = now(desk, first, followed)
        assert (row.fate, row.provision_id, row.settled_by_id) == (Fate.MOVED, place, desk.coordinator.id)
        assert now(desk, second, followed).fate is Fate.REVIEW

    def test_overrules_nothing_that_was_settled_since_the_page_was_opened(self, session, desk, followed, browse):
        place = desk.place(followed, "art_4__para_1")
        settle(session, desk.coordinator, desk.row(desk.open[0], followed), Decision(place))
        session.commit()
        address, person = entry(desk, desk.open[0], followed), browse(desk.coordinator)

        late = person.post(address, {"place": "gone", "saw_open": "1"})

        assert late.status_code == 422
        assert "已有人核定" in late.text
        assert 'name="saw_open"' not in late.text
        assert now(desk, desk.open[0], followed).provision_id == place.id

        person.post(address, {"place": "gone"})
        assert now(desk, desk.open[0], followed).fate is Fate.GONE

    def test_takes_the_others_on_the_same_provision_along(self, desk, followed, coordinator):
        first, second = desk.open
        together = [str(desk.row(second, followed).id)]

        answer = coordinator.post(entry(desk, first, followed), {"place": "gone", "together": together})

        assert answer.request.path == overview(followed)
        assert {now(desk, one, followed).fate for one in desk.open} == {Fate.GONE}

    def test_takes_along_only_what_the_page_offers(self, desk, followed, coordinator):
        elsewhere = [str(desk.row(desk.moved, followed).id), "x"]

        coordinator.post(entry(desk, desk.open[0], followed), {"place": "gone", "together": elsewhere})

        assert now(desk, desk.open[0], followed).fate is Fate.GONE
        assert now(desk, desk.moved, followed).fate is Fate.MOVED

    def test_takes_another_provision(self, desk, followed, coordinator):
        other = desk.place(followed, "art_1").id

        coordinator.post(entry(desk, desk.open[0], followed), {"place": "other", "other": str(other)})

        assert now(desk, desk.open[0], followed).provision_id == other

    @pytest.mark.parametrize(
        ("form", "said"), [({}, "请选择现在对应哪一条。"), ({"place": "other"}, "请选择条款")]
    )
    def test_says_what_is_missing(self, desk, followed, coordinator, form, said):
        answer = coordinator.post(entry(desk, desk.open[0], followed), form)

        assert answer.status_code == 422
        assert said in answer.text

    def test_does_not_fall_over_what_is_no_place(self, desk, followed, coordinator):
        address = entry(desk, desk.open[0], followed)

        assert coordinator.post(address, {"place": "x"}).status_code == 404
        elsewhere = desk.place(desk.first, "art_1").id
        assert coordinator.post(address, {"place": str(elsewhere)}).status_code == 422

    def test_can_be_taken_back(self, session, desk, followed, browse):
        row = desk.row(desk.moved, followed)
        settle(session, desk.coordinator, row, Decision(None))
        session.commit()
        person = browse(desk.coordinator)

        assert "撤销核定" in person.get(f"/station/following/{row.id}").text
        assert "钱要到位。" in person.get(f"{overview(followed)}?by=settled").text
        person.post(f"/station/following/{row.id}/undo")

        assert now(desk, desk.moved, followed).fate is Fate.MOVED
        assert now(desk, desk.moved, followed).settled_at is None


class TestRights:
    def test_the_head_reads_and_settles_nothing(self, session, make, desk, followed, browse):
        head = browse(make.station_head())
        session.commit()
        address = entry(desk, desk.open[0], followed)

        assert "工钱要说清楚。" in head.get(overview(followed)).text
        assert 'name="place"' not in head.get(address).text
        assert head.post(overview(followed)).status_code == 403
        assert head.post(address, {"place": "gone"}).status_code == 403
        assert head.post(f"{address}/undo").status_code == 403

    @pytest.mark.parametrize("role", [one for one in Role if one not in (Role.COORDINATOR, Role.STATION_HEAD)])
    def test_nobody_else_comes_in(self, session, make, desk, followed, browse, role):
        person = make.account(role, make.station())
        session.commit()
        address = entry(desk, desk.open[0], followed)

        for path in (overview(followed), address):
            assert browse(person).get(path).status_code == 403
            assert browse(person).post(path, {"place": "gone"}).status_code == 403

    @pytest.mark.parametrize("role", [Role.COORDINATOR, Role.STATION_HEAD])
    def test_nor_anybody_of_another_station(self, session, make, desk, followed, browse, role):
        stranger = make.account(role, make.station(name="织金县基层立法联络站"))
        session.commit()
        address = entry(desk, desk.open[0], followed)

        for path in (overview(followed), address):
            assert browse(stranger).get(path).status_code == 403
            assert browse(stranger).post(path, {"place": "gone"}).status_code == 403
        assert browse(stranger).post(f"{address}/undo").status_code == 403


class TestPlans:
    def test_a_plan_starts_with_what_has_its_place(self, desk, followed, coordinator):
        page = coordinator.get(f"/station/versions/{followed.id}/prepare").text

        assert "沿用上一稿征求意见的内容" in page
        assert 'value="养护的钱"' in page
        assert 'value="钱够不够？"' in page
        assert f'value="{desk.place(followed, "art_3__para_1").id}" checked' in page

    def test_a_plan_asks_to_follow_first(self, desk, second, coordinator):
        address = f"/station/versions/{second.id}/prepare"
        assert "还没有移到本稿" in coordinator.get(address).text

        page = coordinator.post(overview(second), {"back": "plan"})

        assert page.request.path == address
        assert 'value="养护的钱"' in page.text

    def test_a_card_that_is_settled_comes_into_the_plan(self, session, desk, followed, browse):
        plan = prepare_consultation(session, desk.coordinator, followed, desk.plan())
        row = session.scalars(select(Succession).where(Succession.card_id.is_not(None))).one()
        settle(session, desk.coordinator, row, Decision(desk.place(followed, "art_4")))
        session.commit()

        page = browse(desk.coordinator).get(f"/station/consultations/{plan.id}/plan").text

        assert 'value="养护的钱"' in page
        assert (
            db.session().scalars(select(Card).where(Card.consultation_id == plan.id)).one().provision.eid
            == "art_4"
        )


class TestElsewhere:
    def test_everybody_who_sees_the_comment_sees_where_it_stands(self, session, make, desk, followed, browse):
        desk.ask(followed)
        head = make.room_head(desk.task.unit)
        session.commit()

        assert "在二审稿中：第三条（随条文移动）" in told(browse(desk.coordinator), f"/comments/{desk.moved.id}")
        assert "在二审稿中：第三条（随条文移动）" in told(browse(head), f"/comments/{desk.moved.id}")
        assert "在二审稿中：第三条（随条文移动）" in told(browse(head), f"/room/comments/{desk.moved.id}")
        assert "在二审稿中：待核对" in told(browse(head), f"/room/comments/{desk.open[0].id}")

    def test_a_room_hears_nothing_of_a_text_that_is_not_sent_out(self, session, make, desk, followed, browse):
        head = make.room_head(desk.task.unit)
        session.commit()

        assert "在二审稿中" not in told(browse(head), f"/room/comments/{desk.moved.id}")
        assert "在二审稿中" in told(browse(desk.coordinator), f"/comments/{desk.moved.id}")

    def test_the_draft_and_the_later_consultation_say_what_waits(self, session, desk, followed, browse):
        later = desk.ask(followed).consultation
        session.commit()
        person = browse(desk.coordinator)

        assert "待核对 2" in person.get(f"/station/drafts/{followed.draft_id}").text
        assert "待核对 2" in person.get(f"/station/consultations/{later.id}").text

    def test_the_later_worktop_shows_what_was_said_before(self, session, desk, followed, browse):
        task = desk.ask(followed)
        desk.say(task, "art_3__para_1", followed, words="这一稿也要写清楚。")
        session.commit()

        page = browse(desk.coordinator).get(f"/station/consultations/{task.consultation_id}/points?at=art_3").text

        assert "前几稿的意见 1 条" in page
        assert "钱要到位。" in page


def told(person, path):
    """What a page says, without its line breaks."""
    answer = person.get(path)
    assert answer.status_code == 200
    return "".join(html.document_fromstring(answer.text).text_content().split())
