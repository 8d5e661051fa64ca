/* A meeting on one screen: who presides and records, who is present, then one speech after another. */

import { meant, offerDoors } from "./doors.js";
import { begunOf } from "./draft.js";
import { badly, busy, on } from "./forms.js";
import { heardIn, home } from "./home.js";
import { aboutOf, problemOf, standingTag } from "./mine.js";
import { problem } from "./opening.js";
import { one, part, say } from "./parts.js";
import { day, dayOf, dayOfYear, hourOf, moment } from "./time.js";
import { offerTopics, topicsOf } from "./topics.js";

const HEAD = ["kind", "title", "venue", "presider", "recorder", "summary"];

/** #/meeting/<task> begins one or shows those of today; ?at=<id> goes on with one. */
export async function meeting(desk, id, query) {
  const task = desk.task(id);
  if (!task) return home(desk);
  const entries = await desk.notebook.entries();
  const held = entries.find((one) => one.id === query.get("at") && one.kind === "meeting");
  if (held) return going(desk, task, held, entries);
  const earlier = entries.filter(({ kind, content }) => kind === "meeting" && content.task === id);
  const piece = part("view-meetings", {
    title: task.title,
    ended: task.closes_on < dayOf() ? say("after-closing", { day: day(task.closes_on) }) : "",
    earlier: earlier.reverse().map((one) => ({ title: one.content.title, when: moment(new Date(one.content.held_at)), url: `#/meeting/${id}?at=${one.id}` })),
  });
  const form = piece.querySelector("form");
  const over = task.closes_on < dayOf();
  // What is held today comes after the closing: the day is asked for.
  form.elements.held_on.value = over ? "" : dayOf();
  form.elements.held_time.value = over ? "" : hourOf();
  form.elements.recorder.value = desk.notebook.person;
  naming(form);
  offerTopics(form, desk.law(task));
  onHead(desk, form, task, async (content) => {
    const begun = await desk.notebook.meet({ ...content, task: id, attendees: [] });
    desk.go(`#/meeting/${id}?at=${begun.id}`, { instead: true });
  });
  return piece;
}

/** The name begins as kind and day, and follows them until somebody types another. */
function naming(form) {
  const { title, held_on: heldOn } = form.elements;
  const name = () => say("meeting-named", { kind: say(`kind-${form.elements.kind.value}`), day: heldOn.value ? dayOfYear(heldOn.value) : "" });
  let given = title.value = name();
  form.addEventListener("change", ({ target }) => {
    if (["kind", "held_on"].includes(target.name) && title.value === given) given = title.value = name();
  });
}

function going(desk, task, held, entries) {
  const { content } = held;
  const { attendees = [] } = content;
  const speeches = entries.filter((one) => one.kind === "comment" && one.content.meeting === held.id);
  const of = (who) => speeches.filter((one) => one.content.submission === who).length;
  const spoken = (who) => (of(who) ? say("spoke", { num: of(who) }) : held.stays.includes(who) ? say("spoke-elsewhere") : "");
  const named = (who) => {
    const number = attendees.findIndex((one) => one.id === who);
    return attendees[number]?.name || say("unnamed", { num: number + 1 });
  };
  const piece = part("view-meeting", {
    title: task.title,
    heading: content.title,
    below: [moment(new Date(content.held_at)), content.venue].filter(Boolean).join(" · "),
    tag: standingTag(held),
    problem: problemOf(held),
    told: content.told,
    read_out: say("read-out", { title: task.title }),
    speak: content.told && attendees.length ? `#/say/${task.id}?meeting=${held.id}` : null,
    speak_next: say(speeches.length ? "next-speech" : "first-speech"),
    attendees: attendees.map((one) => ({
      id: one.id, silent: !spoken(one.id), name: named(one.id), identity: [one.identity, one.household].filter(Boolean).join(" · "),
      spoken: spoken(one.id),
      url: content.told ? `#/say/${task.id}?meeting=${held.id}&attendee=${one.id}` : null,
    })),
    speeches: speeches.map((one) => ({
      words: speech(one, named(one.content.submission)), about: aboutOf(desk, one), tag: standingTag(one), url: `#/entry/${one.id}`,
    })),
  });
  const change = async (more) => {
    // What was changed since this view was drawn stays changed.
    const { content: now } = await desk.notebook.entry(held.id);
    await desk.notebook.meet({ ...now, ...(typeof more === "function" ? more(now) : more), id: held.id });
    await desk.go(location.hash, { instead: true });
  };
  const adding = piece.querySelector("[data-adding]");
  offerDoors(adding.elements.household, desk.pack.doors, heardIn(task, entries));
  adding.addEventListener("submit", (event) => {
    event.preventDefault();
    const { name, identity, household } = adding.elements;
    const code = household.value.trim();
    const [whole = ""] = meant(code, desk.pack.doors);
    // The server would refuse the whole record for one code that it does not know.
    badly(adding, code && !whole ? [["household", say("no-such-household")]] : []);
    if (code && !whole) return;
    const added = { id: crypto.randomUUID(), name: name.value.trim(), identity: identity.value, household: whole };
    // Saved at once, and the cursor stands in the next line: a row of people is typed in one go.
    busy(adding, async () => {
      await change((now) => ({ attendees: [...(now.attendees ?? []), added] })).catch((error) => badly(adding, [["", problem(error)]]));
      setTimeout(() => document.querySelector("[data-adding]")?.elements.name.focus());
    });
  });
  for (const button of piece.querySelectorAll("[data-dismiss]")) {
    button.addEventListener("click", () => dismiss(desk, button.dataset.dismiss, { named, change }).catch((error) => desk.tell(problem(error))));
  }
  const head = piece.querySelector("[data-head]");
  for (const name of HEAD) fillIn(head.elements[name], content[name]);
  head.elements.held_on.value = dayOf(new Date(content.held_at));
  head.elements.held_time.value = hourOf(new Date(content.held_at));
  offerTopics(head, desk.law(task), content.topics);
  onHead(desk, head, task, change);
  on(piece, "told", () => change({ told: true }).catch((error) => desk.tell(problem(error))));
  on(piece, "focus", () => adding.elements.name.focus());
  return piece;
}

/** Take somebody off the list who was not there; whoever has spoken stays, also in another tab. */
async function dismiss(desk, who, { named, change }) {
  const entries = await desk.notebook.entries();
  if (entries.some(({ content }) => content.submission === who)) return;
  const begun = await begunOf(desk.notebook, who);
  if (begun.length && !confirm(say("half-typed", { name: named(who) }))) return;
  await change(({ attendees = [] }) => ({ attendees: attendees.filter(({ id }) => id !== who) }));
  for (const { about } of begun) await desk.notebook.drop(about);
}

function onHead(desk, form, task, done) {
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const from = Object.fromEntries(new FormData(form));
    const wrong = [];
    if (!from.title.trim()) wrong.push(["title", say("give-a-title")]);
    if (!from.held_on) wrong.push(["held_on", say("give-a-day")]);
    else if (from.held_on > task.closes_on && form.dataset.after !== from.held_on) {
      form.dataset.after = from.held_on;
      wrong.push(["held_on", say("after-closing-again", { day: day(task.closes_on) })]);
    }
    if (!from.held_time) wrong.push(["held_time", say("give-an-hour")]);
    badly(form, wrong);
    if (wrong.length) return;
    const content = Object.fromEntries(HEAD.filter((name) => name in from).map((name) => [name, from[name].trim()]));
    busy(form, async () => {
      try {
        await done({ ...content, topics: topicsOf(form, desk.law(task)), held_at: `${from.held_on}T${from.held_time}:00+08:00` });
      } catch (error) {
        badly(form, [["", problem(error)]]);
      }
    });
  });
}

const speech = ({ content, number }, who) => one("part-words", { words: content.words, who, number });

function fillIn(control, value) {
  if (!control) return;
  if (control instanceof RadioNodeList) for (const radio of control) radio.checked = radio.value === value;
  else control.value = value ?? "";
}
