"""A draft in two readings, and what stands on them: for all that is about following the text."""

import pytest
from sqlalchemy import select

from legislation_hub.models import Provision, Succession
from legislation_hub.services.drafting import Upload, add_version
from legislation_hub.services.following import follow_text
from legislation_hub.services.publishing import Plan, prepare_consultation, send
from tests.makers import in_days

FIRST = """农村公路条例

第一条　为了加强农村公路的建设、养护和管理，促进乡村振兴，根据有关法律，制定本条例。

第二条　农村公路的养护资金由县级人民政府安排，任何单位和个人不得截留、挤占或者挪用。

第三条　乡级人民政府应当在农村公路出入口设置限高、限宽设施，并配备照明。

第四条　村民委员会可以组织村民以投工投劳的方式参与农村公路的日常养护，并给予适当报酬。
"""

# The second reading: a new article stands in front, 第三条 is gone, 第四条 was written anew beyond recognition.
SECOND = """农村公路条例

第一条　为了加强农村公路的建设、养护和管理，促进乡村振兴，根据有关法律，制定本条例。

第二条　国家鼓励社会力量捐资建设农村公路，并依法保护捐资人的合法权益和知情的权利。

第三条　农村公路的养护资金由县级人民政府安排，任何单位和个人不得截留、挤占或者挪用。

第四条　养护作业可以由村民委员会组织村民承担，报酬由双方约定，具体办法由县级人民政府规定。
"""


class Desk:
    """A station with its coordinator, a draft in two readings, and what stands on them."""

    def __init__(self, session, make, settings):
        self.session, self.make, self.files = session, make, settings.files
        self.coordinator = make.coordinator()
        self.draft = None
        self.first = self.read(FIRST, "一审稿")
        self.draft = self.first.draft

    def read(self, text, reading):
        """The next reading of the draft."""
        upload = Upload(f"{reading}.txt", text.encode(), reading, draft=self.draft)
        return add_version(self.session, self.coordinator, self.make.station(), self.files, upload)

    def plan(self, **more):
        """A plan with days that can be kept."""
        days = {"opens_on": in_days(0), "closes_on": in_days(20), "rooms_due_on": in_days(22)}
        return Plan(title="征求意见", **days, **more)

    def ask(self, version, **more):
        """A consultation that was sent to one room; its task."""
        made = prepare_consultation(self.session, self.coordinator, version, self.plan(**more))
        return send(self.session, self.coordinator, made, [self.make.room()])[0]

    def place(self, version, eid):
        """A provision of a version."""
        query = select(Provision).where(Provision.version_id == version.id, Provision.eid == eid)
        return self.session.scalars(query).one()

    def say(self, task, eid, version=None, **more):
        """A comment on a provision, of the first reading unless another is named."""
        place = self.place(version or self.first, eid)
        return self.make.comment(task, provision_id=place.id, **more)

    def follow(self, version):
        """All that was looked at when the text was followed into a version."""
        return follow_text(self.session, self.coordinator, version)

    def row(self, comment, version):
        """Where a comment stands in a version."""
        query = select(Succession).where(Succession.comment_id == comment.id, Succession.version_id == version.id)
        return self.session.scalars(query).one()


@pytest.fixture
def desk(session, make, settings):
    """A station whose draft has its first reading."""
    return Desk(session, make, settings)
