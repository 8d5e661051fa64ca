"""Comments, cards, questions and key provisions follow the text; nothing is moved to what is merely similar."""

import csv
from collections import defaultdict

import pytest
from sqlalchemy import select
from sqlalchemy.exc import DatabaseError

from legislation_hub.legaltext.repairing import Act, Repair, told
from legislation_hub.legaltext.tree import law_from
from legislation_hub.models import Card, Consultation, Event, KeyProvision, Question, Succession
from legislation_hub.problems import NoEarlierVersion, NotAllowed, NotFound, ProvisionUnknown
from legislation_hub.queries.standings import places_astray, unfollowed
from legislation_hub.services.amending import combine
from legislation_hub.services.changing import Correction, correct
from legislation_hub.services.drafting import repair_version
from legislation_hub.services.following import PLACE_VANISHED, SAID_GONE, Decision, follow_text, settle, take_back
from legislation_hub.services.publishing import NewCard, NewQuestion, change_plan, prepare_consultation
from legislation_hub.vocabulary import Carried, Fate, LineKind, Role, Tag
from tests.fixtures_readings import FIRST, SECOND


class TestFollowText:
    def test_takes_a_comment_to_where_its_provision_lives_on(self, desk):
        comment = desk.say(desk.ask(desk.first), "art_2__para_1")
        second = desk.read(SECOND, "二审稿")

        desk.follow(second)

        row = desk.row(comment, second)
        assert (row.fate, row.found, row.provision.eid) == (Fate.MOVED, Fate.MOVED, "art_3__para_1")
        assert row.room_id == comment.room_id
        assert row.settled_at is None

    def test_moves_nothing_whose_provision_is_gone(self, desk):
        task = desk.ask(desk.first)
        comments = [desk.say(task, eid) for eid in ("art_3", "art_3__para_1")]
        second = desk.read(SECOND, "二审稿")

        desk.follow(second)

        rows = [desk.row(one, second) for one in comments]
        assert [one.provision_id for one in rows] == [None, None]
        assert {one.fate for one in rows} <= {Fate.GONE, Fate.REVIEW}

    def test_leaves_what_was_written_anew_to_a_person(self, desk):
        comment = desk.say(desk.ask(desk.first), "art_4__para_1")
        second = desk.read(SECOND, "二审稿")

        desk.follow(second)

        row = desk.row(comment, second)
        assert row.fate is not Fate.MOVED
        assert row.provision_id is None
        assert row.reason

    def test_refuses_a_first_version(self, session, desk):
        with pytest.raises(NoEarlierVersion):
            desk.follow(desk.first)

    def test_leaves_comment_and_words_as_they_are_and_the_database_holds_that(self, session, desk):
        comment = desk.say(desk.ask(desk.first), "art_2__para_1", words="钱要到位。")
        before = (comment.provision_id, comment.fingerprint, comment.said.words)
        second = desk.read(SECOND, "二审稿")

        desk.follow(second)
        session.flush()
        session.refresh(comment)

        assert (comment.provision_id, comment.fingerprint, comment.said.words) == before
        comment.provision_id = desk.row(comment, second).provision_id
        with pytest.raises(DatabaseError):
            session.flush()

    def test_says_in_the_log_how_many_went_where_and_never_what_was_said(self, session, desk):
        desk.say(desk.ask(desk.first), "art_2__para_1", words="钱要到位。")
        second = desk.read(SECOND, "二审稿")

        desk.follow(second)

        event = session.scalars(select(Event).where(Event.tag == Tag.TEXT_FOLLOWED)).one()
        assert event.detail == {"ordinal": 2, "moved": 1}
        assert event.subject_id == str(second.id)

    def test_counts_no_comment_that_was_withdrawn_or_corrected_nor_one_on_the_whole_draft(self, session, desk):
        task = desk.ask(desk.first)
        desk.make.comment(task)
        desk.say(task, "art_1__para_1", withdrawn_at=task.sent_at)
        corrected = desk.say(task, "art_1__para_1")
        desk.say(task, "art_1__para_1", corrects_id=corrected.id)
        second = desk.read(SECOND, "二审稿")

        assert len(desk.follow(second)) == 1

    def test_run_again_keeps_what_a_person_settled_and_takes_in_what_came_late(self, session, desk):
        task = desk.ask(desk.first)
        comment = desk.say(task, "art_4__para_1")
        second = desk.read(SECOND, "二审稿")
        desk.follow(second)
        row = desk.row(comment, second)
        settle(session, desk.coordinator, row, Decision(desk.place(second, "art_4")))
        late = desk.say(task, "art_1__para_1")

        assert unfollowed(session, second) == 1
        desk.follow(second)

        assert unfollowed(session, second) == 0
        assert desk.row(late, second).fate is Fate.MOVED
        assert (row.provision.eid, row.settled_by_id) == ("art_4", desk.coordinator.id)

    def test_makes_one_row_a_thing_however_often_it_runs(self, session, desk):
        desk.say(desk.ask(desk.first), "art_1__para_1")
        second = desk.read(SECOND, "二审稿")

        for _time in range(3):
            desk.follow(second)

        assert len(session.scalars(select(Succession)).all()) == 1

    def test_goes_on_from_the_place_that_a_person_settled_in_between(self, session, desk):
        comment = desk.say(desk.ask(desk.first), "art_4__para_1")
        second = desk.read(SECOND, "二审稿")
        desk.follow(second)
        settle(session, desk.coordinator, desk.row(comment, second), Decision(desk.place(second, "art_2__para_1")))
        third = desk.read(SECOND.replace("第一条　", "第一条　本条例是地方性法规。"), "三审稿")

        desk.follow(third)

        row = desk.row(comment, third)
        assert row.from_provision.version_id == second.id
        assert (row.fate, row.provision.eid) == (Fate.MOVED, "art_2__para_1")

    def test_follows_what_a_version_in_between_had_no_place_for_from_where_it_stands(self, session, desk):
        comment = desk.say(desk.ask(desk.first), "art_3__para_1")
        second = desk.read(SECOND, "二审稿")
        desk.follow(second)
        settle(session, desk.coordinator, desk.row(comment, second), Decision(None))
        third = desk.read(FIRST + "\n第五条　本条例自公布之日起施行。\n", "三审稿")

        desk.follow(third)

        row = desk.row(comment, third)
        assert row.from_provision.version_id == desk.first.id
        assert (row.fate, row.provision.eid) == (Fate.MOVED, "art_3__para_1")

    def test_moves_nothing_again_that_a_person_said_is_gone_against_the_texts(self, session, desk):
        comment = desk.say(desk.ask(desk.first), "art_2__para_1")
        second = desk.read(SECOND, "二审稿")
        desk.follow(second)
        settle(session, desk.coordinator, desk.row(comment, second), Decision(None))
        third = desk.read(SECOND + "\n第五条　本条例自公布之日起施行。\n", "三审稿")

        desk.follow(third)

        row = desk.row(comment, third)
        assert (row.found, row.fate, row.provision) == (Fate.MOVED, Fate.REVIEW, None)
        assert [one["eid"] for one in row.likely] == ["art_3__para_1"]
        assert row.reason == SAID_GONE

        settle(session, desk.coordinator, desk.row(comment, second), Decision(desk.place(second, "art_3__para_1")))
        desk.follow(third)
        assert desk.row(comment, third).fate is Fate.MOVED

    def test_compares_no_amendment_with_a_full_text(self, session, desk):
        comment = desk.say(desk.ask(desk.first), "art_1__para_1")
        second = desk.read(SECOND, "二审稿")
        second.genre = "amendment"

        desk.follow(second)

        assert desk.row(comment, second).fate is Fate.REVIEW

    def test_offers_what_a_clause_of_an_amendment_made_of_the_law(self, session, desk):
        text = (
            "关于修改《农村公路条例》的决定\n\n"
            "一、将第二条修改为：“农村公路的养护资金由省级人民政府安排。”\n"
            "二、删去第三条。\n"
        )
        decision = desk.read(text, "修正案草案")
        task = desk.ask(decision)
        changed, deleted = (desk.say(task, eid, decision) for eid in ("cl_1", "cl_2"))
        made = combine(session, desk.coordinator, decision, desk.first, desk.files, "合并文本")

        desk.follow(made)

        row = desk.row(changed, made)
        assert (row.fate, [one["eid"] for one in row.likely]) == (Fate.REVIEW, ["art_2"])
        assert (desk.row(deleted, made).fate, desk.row(deleted, made).likely) == (Fate.REVIEW, [])

    def test_goes_by_the_amendment_where_it_wrote_a_provision_anew_or_deleted_it(self, session, desk):
        text = (
            "关于修改《农村公路条例》的决定\n\n"
            "一、将第二条修改为：“取用地下水应当安装计量设施。”\n"
            "二、删去第三条。\n"
        )
        decision = desk.read(text, "修正案草案")
        task = desk.ask(desk.first)
        reworded, deleted = (desk.say(task, eid, desk.first) for eid in ("art_2", "art_3"))
        made = combine(session, desk.coordinator, decision, desk.first, desk.files, "合并文本")

        desk.follow(made)

        rows = [desk.row(one, made) for one in (reworded, deleted)]
        assert [one.fate for one in rows] == [Fate.MOVED, Fate.GONE]
        assert rows[0].provision_id == desk.place(made, "art_2").id
        assert rows[1].reason == "The amending decision deletes %(old)s."

    def test_takes_a_quoted_wording_along(self, session, desk):
        text = desk.place(desk.first, "art_2__para_1").text
        quote = "不得截留、挤占或者挪用"
        task = desk.ask(desk.first)
        comment = desk.say(task, "art_2__para_1", quote=quote, quote_start=text.index(quote))
        second = desk.read(SECOND, "二审稿")

        desk.follow(second)

        row = desk.row(comment, second)
        assert row.provision.text[row.quote_start : row.quote_end] == quote

    @pytest.mark.parametrize("role", [one for one in Role if one is not Role.COORDINATOR])
    def test_is_for_coordinators(self, session, make, desk, role):
        other = make.account(role, make.station())

        with pytest.raises(NotAllowed):
            follow_text(session, other, desk.read(SECOND, "二审稿"))

    def test_is_for_the_stations_own(self, session, make, desk):
        stranger = make.coordinator(make.station(name="织金县基层立法联络站"))

        with pytest.raises(NotAllowed):
            follow_text(session, stranger, desk.read(SECOND, "二审稿"))

    def test_is_done_when_the_later_version_is_sent(self, session, desk):
        comment = desk.say(desk.ask(desk.first), "art_2__para_1")
        second = desk.read(SECOND, "二审稿")

        desk.ask(second)

        assert desk.row(comment, second).fate is Fate.MOVED


class TestRealReadings:
    def test_none_of_the_gone_is_moved_and_whoever_moves_goes_where_the_law_went(self, session, desk, shared):
        folder = shared / "data/drafts/readings_动物防疫法"
        went: dict[str, set[str]] = defaultdict(set)
        gold = (folder / "gold_1_draft_first_reading__2_draft_second_reading.csv").read_text(encoding="utf-8-sig")
        for line in csv.DictReader(gold.splitlines()):
            went[f"art_{line['old_no']}"].add(f"art_{line['new_no']}")
        desk.draft = None
        first = desk.read((folder / "1_draft_first_reading.txt").read_text(encoding="utf-8-sig"), "一审稿")
        desk.draft = first.draft
        task = desk.ask(first)
        comments = [desk.say(task, eid, first) for eid in went if eid != "art_"]
        second = desk.read((folder / "2_draft_second_reading.txt").read_text(encoding="utf-8-sig"), "二审稿")

        rows = desk.follow(second)

        moved = {one.from_provision.eid: one.provision.eid for one in rows if one.fate is Fate.MOVED}
        assert len(rows) == len(comments) == 113
        assert [old for old, new in moved.items() if new not in went[old]] == []
        assert len(moved) >= 100
        assert places_astray(session) == []


class TestSettle:
    @pytest.fixture
    def second(self, desk):
        return desk.read(SECOND, "二审稿")

    @pytest.fixture
    def row(self, desk, second):
        comment = desk.say(desk.ask(desk.first), "art_4__para_1")
        desk.follow(second)
        return desk.row(comment, second)

    def test_keeps_the_place_and_who_said_so(self, session, desk, second, row):
        settle(session, desk.coordinator, row, Decision(desk.place(second, "art_4__para_1")))

        assert (row.fate, row.provision.eid) == (Fate.MOVED, "art_4__para_1")
        assert (row.settled_by_id, row.settled_at is None) == (desk.coordinator.id, False)
        event = session.scalars(select(Event).where(Event.tag == Tag.PLACE_SETTLED)).one()
        assert event.subject_id == str(row.comment_id)
        assert event.detail == {
            "kind": "comment",
            "ordinal": 2,
            "fate": "moved",
            "place": "art_4__para_1",
            "number": row.comment.number,
        }

    def test_may_say_that_its_provision_is_gone(self, session, desk, row):
        settle(session, desk.coordinator, row, Decision(None))

        assert (row.fate, row.provision_id, row.settled_at is None) == (Fate.GONE, None, False)

    def test_overrules_what_the_program_was_sure_of(self, session, desk, second):
        comment = desk.say(desk.ask(desk.first), "art_2__para_1")
        desk.follow(second)
        row = desk.row(comment, second)

        settle(session, desk.coordinator, row, Decision(desk.place(second, "art_2")))

        assert (row.found, row.fate, row.provision.eid) == (Fate.MOVED, Fate.MOVED, "art_2")

    def test_refuses_a_provision_of_another_version(self, session, desk, row):
        with pytest.raises(ProvisionUnknown):
            settle(session, desk.coordinator, row, Decision(desk.place(desk.first, "art_4")))

    @pytest.mark.parametrize("role", [one for one in Role if one is not Role.COORDINATOR])
    def test_is_for_coordinators(self, session, make, row, role):
        with pytest.raises(NotAllowed):
            settle(session, make.account(role, make.station()), row, Decision(None))

    def test_is_for_the_stations_own(self, session, make, row):
        stranger = make.coordinator(make.station(name="织金县基层立法联络站"))

        with pytest.raises(NotAllowed):
            settle(session, stranger, row, Decision(None))

    def test_finds_the_quoted_wording_in_the_place_that_was_chosen(self, session, desk, second):
        quote = "养护资金由县级人民政府安排"
        text = desk.place(desk.first, "art_2__para_1").text
        comment = desk.say(desk.ask(desk.first), "art_2__para_1", quote=quote, quote_start=text.index(quote))
        desk.follow(second)
        row = desk.row(comment, second)

        settle(session, desk.coordinator, row, Decision(desk.place(second, "art_1__para_1")))
        assert (row.quote_start, row.quote_end) == (None, None)
        settle(session, desk.coordinator, row, Decision(desk.place(second, "art_3__para_1")))
        assert row.provision.text[row.quote_start : row.quote_end] == quote

    def test_lets_later_versions_look_again(self, session, desk, second, row):
        third = desk.read(SECOND + "\n第五条　本条例自公布之日起施行。\n", "三审稿")
        desk.follow(third)

        settle(session, desk.coordinator, row, Decision(desk.place(second, "art_2__para_1")))

        assert unfollowed(session, third) == 1

    def test_can_be_taken_back(self, session, desk, second, row):
        found, reason = row.found, row.reason
        settle(session, desk.coordinator, row, Decision(desk.place(second, "art_2__para_1")))

        take_back(session, desk.coordinator, row)

        assert (row.fate, row.provision_id, row.reason) == (found, None, reason)
        assert (row.settled_at, row.settled_by_id) == (None, None)
        events = session.scalars(select(Event).where(Event.tag == Tag.PLACE_SETTLED)).all()
        assert [one.detail.get("taken_back") for one in events] == [None, True]

    def test_nothing_is_taken_back_that_nobody_settled(self, session, desk, row):
        with pytest.raises(NotFound):
            take_back(session, desk.coordinator, row)


class TestRepairedText:
    def test_a_settled_place_that_vanishes_goes_back_to_the_queue_with_the_reason(self, session, desk):
        comment = desk.say(desk.ask(desk.first), "art_4__para_1")
        second = desk.read(SECOND, "二审稿")
        desk.follow(second)
        row = desk.row(comment, second)
        settle(session, desk.coordinator, row, Decision(desk.place(second, "art_4")))

        line = SECOND.splitlines().index(next(one for one in SECOND.splitlines() if one.startswith("第四条"))) + 1
        repair_version(session, desk.coordinator, second, desk.files, [Repair(Act.KIND, line, LineKind.PARAGRAPH)])

        assert (row.fate, row.provision_id, row.settled_by_id) == (Fate.REVIEW, None, None)
        assert row.reason == PLACE_VANISHED

        desk.follow(second)
        assert (row.fate, row.reason) == (Fate.REVIEW, PLACE_VANISHED)

    def test_what_followed_by_itself_is_looked_at_anew(self, session, desk):
        comment = desk.say(desk.ask(desk.first), "art_2__para_1")
        second = desk.read(SECOND, "二审稿")
        desk.follow(second)

        line = SECOND.splitlines().index(next(one for one in SECOND.splitlines() if one.startswith("第三条"))) + 1
        repair_version(session, desk.coordinator, second, desk.files, [Repair(Act.KIND, line, LineKind.PARAGRAPH)])

        assert desk.row(comment, second).provision.eid == "art_2__para_2"

    def test_a_remark_that_was_accepted_moves_nothing(self, session, desk):
        comment = desk.say(desk.ask(desk.first), "art_2__para_1")
        second = desk.read(SECOND.replace("第四条　", "第五条　"), "二审稿")
        third = desk.read(SECOND, "三审稿")
        for version in (second, third):
            desk.follow(version)
        seen = desk.row(comment, third)
        [remark] = law_from(second.text).remarks

        accepted = Repair(Act.ACCEPT, remark.line, reason=told(remark))
        repair_version(session, desk.coordinator, second, desk.files, [accepted])

        assert second.text["remarks"] == []
        assert desk.row(comment, third) is seen
        assert len(session.scalars(select(Event).where(Event.tag == Tag.TEXT_FOLLOWED)).all()) == 2


class TestInheriting:
    def ask_with_helps(self, desk):
        ids = {eid: desk.place(desk.first, eid).id for eid in ("art_2__para_1", "art_3__para_1", "art_4__para_1")}
        desk.ask(
            desk.first,
            key_provisions=tuple(ids.values()),
            cards=(
                NewCard("养护的钱", "县里出钱。", ids["art_2__para_1"]),
                NewCard("村民养路", "投工投劳有报酬。", ids["art_4__para_1"]),
                NewCard("这是什么", "一部条例。"),
            ),
            questions=(NewQuestion("钱够不够？", ids["art_2__para_1"]),),
        )

    def test_cards_questions_and_key_provisions_follow_like_comments(self, session, desk):
        self.ask_with_helps(desk)
        second = desk.read(SECOND, "二审稿")

        rows = desk.follow(second)

        moved = [(one.kind, one.provision.eid) for one in rows if one.fate is Fate.MOVED]
        assert sorted(moved) == [
            (Carried.CARD, "art_3__para_1"),
            (Carried.KEY, "art_3__para_1"),
            (Carried.QUESTION, "art_3__para_1"),
        ]
        assert len(rows) == 6

    def test_what_is_settled_later_comes_into_the_plan_that_is_there(self, session, desk):
        self.ask_with_helps(desk)
        second = desk.read(SECOND, "二审稿")
        plan = prepare_consultation(session, desk.coordinator, second, desk.plan())
        desk.follow(second)
        row = next(one for one in session.scalars(select(Succession)) if one.card and one.card.title == "村民养路")

        settle(session, desk.coordinator, row, Decision(desk.place(second, "art_4__para_1")))

        cards = session.scalars(select(Card).where(Card.consultation_id == plan.id).order_by(Card.position)).all()
        assert [(one.title, one.provision.eid) for one in cards] == [
            ("养护的钱", "art_3__para_1"),
            ("村民养路", "art_4__para_1"),
        ]
        assert session.scalars(select(KeyProvision).where(KeyProvision.consultation_id == plan.id)).all()
        assert session.scalars(select(Question).where(Question.consultation_id == plan.id)).one()

        take_back(session, desk.coordinator, row)
        cards = session.scalars(select(Card).where(Card.consultation_id == plan.id)).all()
        assert [one.title for one in cards] == ["养护的钱"]

    def test_brings_nothing_back_that_the_coordinator_took_out_of_the_plan(self, session, desk):
        self.ask_with_helps(desk)
        second = desk.read(SECOND, "二审稿")
        plan = prepare_consultation(session, desk.coordinator, second, desk.plan())
        desk.follow(second)
        change_plan(session, desk.coordinator, plan, desk.plan())

        desk.follow(second)

        assert session.scalars(select(Card).where(Card.consultation_id == plan.id)).all() == []

    def test_a_corrected_card_is_followed_anew_and_the_others_keep_their_places(self, session, desk):
        self.ask_with_helps(desk)
        second = desk.read(SECOND, "二审稿")
        desk.follow(second)
        first = session.scalars(select(Card).where(Card.title == "养护的钱")).one()
        consultation = first.consultation_id
        kept = NewCard(first.title, first.text, first.provision_id)
        changed = NewCard("村民养路", "投工投劳，报酬按天算。", desk.place(desk.first, "art_4__para_1").id)

        correct(
            session,
            desk.coordinator,
            session.get(Consultation, consultation),
            Correction(cards=(changed, kept)),
            "写清楚报酬。",
        )

        assert session.get(Card, first.id).position == 2
        assert unfollowed(session, second) == 1

    def test_the_next_version_takes_over_from_the_last_asking_only(self, session, desk):
        self.ask_with_helps(desk)
        second = desk.read(SECOND, "二审稿")
        desk.ask(second, cards=(NewCard("新卡", "新的话。", desk.place(second, "art_1__para_1").id),))
        third = desk.read(SECOND + "\n第五条　本条例自公布之日起施行。\n", "三审稿")

        rows = desk.follow(third)

        assert [one.card.title for one in rows if one.kind is Carried.CARD] == ["新卡"]
        assert all(one.kind is Carried.CARD for one in rows)
