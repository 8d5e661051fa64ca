"""Everything about one article on the station's worktop."""

from legislation_hub import clock
from legislation_hub.models import Supplement
from legislation_hub.queries.worktops import worktop_of


class TestWorktopOf:
    def test_shows_beside_the_words_what_the_collector_added(self, session, make):
        task = make.task()
        collector = make.collector(task.unit)
        comment = make.comment(task, "太少了。", recorded_by=collector)
        session.add(
            Supplement(
                comment_id=comment.id, text="他说十户一个合适。", added_by_id=collector.id, added_at=clock.now()
            )
        )
        session.flush()

        [voice] = worktop_of(session, task.consultation_id, "whole").waiting

        assert (voice.words, voice.supplements) == ("太少了。", ("他说十户一个合适。",))
