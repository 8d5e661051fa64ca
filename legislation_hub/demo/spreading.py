"""Who said what where and when: the invented comments laid over rooms, households and days by a seeded die."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from random import Random

from legislation_hub.clock import COUNTY
from legislation_hub.demo.corpus import Said, Story
from legislation_hub.demo.county import SEED, SURNAMES, County, Home, Person
from legislation_hub.vocabulary import Channel, Consent

CONSENT: Mapping[Channel, Consent] = {
    Channel.VISIT: Consent.ORAL,
    Channel.MEETING: Consent.ORAL,
    Channel.PHONE: Consent.ORAL,
    Channel.QUESTIONNAIRE: Consent.WRITTEN,
    Channel.LETTER: Consent.WRITTEN,
    Channel.BOX: Consent.WRITTEN,
    Channel.QR: Consent.ELECTRONIC,
}
# Collectors go to doors in the day, meetings are held in the evening, phones are in hands at any hour.
HOURS: Mapping[Channel, tuple[int, int]] = {
    Channel.VISIT: (9, 18),
    Channel.MEETING: (19, 21),
    Channel.QR: (7, 22),
}
OFFICE_HOURS = (9, 17)
PEOPLES = {"彝语": "彝族", "苗语": "苗族"}
OF_THE_TOWN = ("居民", "法律工作者", "个体经营者")
OF_THE_LAND = ("寨老", "养殖户", "联户长", "护林员")
MOST_IN_ONE = 3
NAMED = 0.12
WANTS_ANSWER = 0.85


@dataclass(frozen=True, slots=True)
class HandedIn:
    """What one person handed in (件): where, when, by whom it was written down, and the comments in it.

    ``household`` is "" where nobody asked for it, ``collector`` is None where the resident wrote alone.
    """

    room: str
    household: str
    collector: Person | None
    at: datetime
    channel: Channel
    consent: Consent
    language: str
    interpreter: str
    speaker: str
    identity: str
    age: str
    wants_answer: bool
    comments: tuple[Said, ...]


def spread(story: Story, county: County, rooms: Iterable[str], until: date) -> tuple[HandedIn, ...]:
    """Lay the comments of ``story`` over ``rooms`` (their codes), from its opening until ``until``.

    A comment in Yi or Miao falls into a township of that people; several persons' agreeing comments meet in
    one room now and then. What corrects another follows it in the same household. Sorted by time.
    """
    random = Random(f"{SEED}/{story.key}")
    field = _Field(random, county, frozenset(rooms), story.days.opens, until)
    first = [one for one in story.comments if not one.corrects]
    handed_in = [field.hear(bundle) for bundle in _bundles(random, first)]
    source = {said.no: one for one in handed_in for said in one.comments}
    handed_in += [field.hear_again(source[said.corrects], said) for said in story.comments if said.corrects]
    return tuple(sorted(handed_in, key=lambda one: (one.at, one.comments[0].no)))


def _bundles(random: Random, comments: list[Said]) -> Iterator[tuple[Said, ...]]:
    """Put some comments of people of one kind together to one hand-in, never two on the same topic.

    What is bound to a room, or does not go the usual way, was handed in alone.
    """
    alike: dict[tuple[str, ...], list[Said]] = defaultdict(list)
    for one in random.sample(comments, len(comments)):
        alike[(one.channel, one.language, one.identity, one.age)].append(one)
    for group in alike.values():
        while group:
            bundle = [group.pop()]
            wanted = random.choices((1, 2, MOST_IN_ONE), (70, 22, 8))[0]
            for other in [one for one in group if not any(said.fate or said.room for said in (one, bundle[0]))]:
                if len(bundle) < wanted and other.point not in {one.point for one in bundle}:
                    bundle.append(other)
                    group.remove(other)
            yield tuple(bundle)


class _Field:
    """The rooms that listen, their evenings in the courtyards, and the households not yet asked."""

    def __init__(self, random: Random, county: County, rooms: frozenset[str], opens: date, until: date) -> None:
        self.random, self.county, self.opens, self.until = random, county, opens, until
        self.rooms = [room for room in county.rooms if room.code in rooms]
        self.weights = {room.code: random.choice((1, 2, 2, 3)) for room in self.rooms}
        self.evenings = {
            room.code: (self._day(random.randint(2, 5)), self._day(random.randint(5, 10))) for room in self.rooms
        }
        self.homes = {
            room.code: random.sample(county.homes_of(room.code), len(county.homes_of(room.code)))
            for room in self.rooms
        }

    def hear(self, bundle: tuple[Said, ...]) -> HandedIn:
        """Let a room hear these comments."""
        one, random = bundle[0], self.random
        room = self._room(one)
        day = self._day(int(random.triangular(0, (self.until - self.opens).days + 0.999, 2)))
        if one.channel is Channel.MEETING:
            day = random.choice(self.evenings[room])
        at_home = one.channel in (Channel.VISIT, Channel.MEETING, Channel.QUESTIONNAIRE)
        named = one.channel is Channel.LETTER or random.random() < NAMED
        return HandedIn(
            room=room,
            household=self._home(room).code if at_home else "",
            collector=None if one.channel is Channel.QR else self._collector(room),
            at=self._moment(day, one.channel),
            channel=one.channel,
            consent=CONSENT[one.channel],
            language=one.language,
            interpreter=self._interpreter(one.language),
            speaker=f"示例·{random.choice(SURNAMES)}某" if named else "",
            identity=one.identity,
            age=one.age,
            wants_answer=one.channel is not Channel.BOX and random.random() < WANTS_ANSWER,
            comments=bundle,
        )

    def hear_again(self, before: HandedIn, said: Said) -> HandedIn:
        """Let the same person mend what they said, some days later."""
        day = min(self.until, before.at.astimezone(COUNTY).date() + timedelta(days=3))
        later = max(self._moment(day, said.channel), before.at + timedelta(hours=1))
        return replace(before, at=later, comments=(said,))

    def _room(self, said: Said) -> str:
        if said.room:
            return said.room
        likely = [room for room in self.rooms if PEOPLES.get(said.language, "") in room.name]
        if said.identity in OF_THE_TOWN:
            likely = [room for room in likely if room.name.endswith(("街道立法联络室", "镇立法联络室"))]
        elif said.identity in OF_THE_LAND:
            likely = [room for room in likely if "街道" not in room.name]
        return self.random.choices(likely, [self.weights[room.code] for room in likely])[0].code

    def _collector(self, room: str) -> Person:
        # Gathering is the first one's duty; the other two explain and advise, and hear something on the way.
        return self.random.choices(self.county.collectors_of(room), (6, 2, 1))[0]

    def _home(self, room: str) -> Home:
        # A household that has spoken goes to the end of the row, so that many households are heard.
        homes = self.homes[room]
        homes.append(homes.pop(0))
        return homes[-1]

    def _day(self, number: int) -> date:
        return min(self.until, self.opens + timedelta(days=number))

    def _moment(self, day: date, channel: Channel) -> datetime:
        first, last = HOURS.get(channel, OFFICE_HOURS)
        minutes = self.random.randrange((last - first) * 60)
        return datetime.combine(day, time(first), COUNTY) + timedelta(minutes=minutes)

    def _interpreter(self, language: str) -> str:
        # Where the collector speaks the language there is nobody between.
        if language not in PEOPLES or self.random.random() < 0.4:
            return ""
        return f"示例·{self.random.choice(SURNAMES)}某（{language}联户长）"
