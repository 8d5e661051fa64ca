/* Writing down what was said: the server's form, filled on the phone, on the phone before anybody is told so. */

import { comfort } from "../../js/record.js";
import { remark } from "../../js/remark.js";
import { quoting } from "../../js/quote.js";
import { Draft, begunBefore } from "./draft.js";
import { choice, choosing, passages } from "./about.js";
import { meant, offerDoors } from "./doors.js";
import { badly, busy, on } from "./forms.js";
import { heardIn, home } from "./home.js";
import { refusals } from "./mine.js";
import { problem } from "./opening.js";
import { one, part, put, say } from "./parts.js";
import { day, dayOf } from "./time.js";

const LONGEST = 10_000;
// How one was heard, which is as a rule how the next one is; and who it was and how they agreed, for one more opinion of theirs.
const WAY = ["channel", "language", "interpreter"];
const WHO = ["household", "consent", "identity", "age_band", "speaker"];
const TEXTS = ["words", "proposal", "reason", "language", "interpreter", "household", "identity", "age_band", "speaker"];
let asked = false;

/** The form: #/say/<task>?about=<eid>&household=<code>&with=<entry>&mend=<entry>&meeting=<entry> */
export async function sayIt(desk, id, query) {
  const task = desk.task(id);
  if (!task) return home(desk);
  const entries = await desk.notebook.entries();
  const begun = beginning(desk, id, query, entries);
  const before = await begunBefore(desk.notebook, begun.draft);
  const law = desk.law(task);
  const { mended, meeting } = begun;
  const over = !task.recalled && task.closes_on < dayOf();
  const first = law.first(meeting?.content.topics);
  const piece = part("view-say", {
    title: task.title,
    heading: say(mended ? (mended.state === "rejected" ? "mend-rejected" : "correct") : meeting ? "speech" : over ? "late-comment" : "new-comment"),
    corrects: mended && !["waiting", "rejected"].includes(mended.state),
    recalled: task.recalled,
    over,
    ended: say("ended", { day: day(task.closes_on) }),
    keys: first.map((found) => choice(law, found)),
    others: law.choices.length > first.length ? say("other-provisions", { num: law.choices.length - first.length }) : "",
    attendees: meeting?.content.attendees?.map(({ id: who, name }, number) => ({ id: who, name: name || say("unnamed", { num: number + 1 }) })) ?? [],
    meeting: Boolean(meeting),
    back: meeting ? `#/meeting/${id}?at=${meeting.id}` : mended ? `#/entry/${mended.id}` : `#/task/${id}`,
  });
  const form = piece.querySelector("form");
  choosing(form, law, first);
  fill(form, law, first, begun.values);
  // What is heard today comes after the closing: the day is asked for.
  if (over) form.querySelector("[data-how-heard]").open = true;
  if (over && !mended && !meeting) form.elements.heard_on.value = "";
  const blank = JSON.stringify(values(form));
  const at = location.hash;
  const draft = new Draft(desk.notebook, begun.draft, () => typed(form, begun, blank, at));
  if (before) giveBack(desk, form, law, first, before, { begun, draft });
  if (form.elements.household) offerDoors(form.elements.household, desk.pack.doors, heardIn(task, entries));
  comfort(piece);
  remark(piece);
  quoting(piece.querySelector("[data-quoting]"));
  form.addEventListener("input", () => draft.typed());
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const content = { task: id, ...begun.kept, ...contentOf(form, desk.pack.doors, begun) };
    const wrong = slips(form, content, desk.pack.doors, task);
    badly(form, wrong);
    if (!wrong.length) save(desk, form, content, begun, draft);
  });
  if (mended?.state === "rejected") badly(form, refusals(mended));
  return piece;
}

/** What was half typed stands in the form again; whoever wants none of it begins afresh. */
function giveBack(desk, form, law, first, before, { begun, draft }) {
  begun.kept = before.kept;
  fill(form, law, first, { ...begun.values, ...before.values });
  const told = one("part-given-back");
  on(told, "afresh", async () => {
    await draft.drop();
    draft.end();
    await desk.go(location.hash, { instead: true });
  });
  form.prepend(told);
}

/** What to keep of a form that is half filled in, and where it opens again: nothing where it stands as it began. */
function typed(form, { kept }, blank, at) {
  const now = values(form);
  return JSON.stringify(now) === blank ? null : { values: now, kept, at };
}

async function save(desk, form, content, { mended, meeting }, draft) {
  performance.mark("save-touched");
  await busy(form, async () => {
    try {
      draft.rest();
      const how = { draft: draft.about };
      const entry = mended ? await desk.notebook.mend(mended.id, content, how) : await desk.notebook.say(content, how);
      draft.end();
      desk.justSaved = entry;
      await desk.go(meeting ? `#/meeting/${content.task}?at=${meeting.id}` : `#/entry/${entry.id}?new=1`, { instead: true });
      performance.measure("save", "save-touched");
      askToKeep(desk);
      desk.tell(say("saved-here"));
    } catch (error) {
      if (error.name === "Locked") { desk.leave(); return; }
      draft.typed();
      badly(form, [["", problem(error)]]);
    }
  });
}

/** Once there is something to lose, the browser is asked not to clear it; most answer without asking the person. */
async function askToKeep({ notebook }) {
  if (asked) return;
  asked = true;
  await notebook.persist().catch(() => false);
}

/**
 * What a new form begins with: the text that is put right, the same person again, or how the last one was heard. What
 * is half typed in it lies under `draft`: a task, a comment, or a person at a meeting.
 */
function beginning(desk, task, query, entries) {
  const named = (name) => entries.find(({ id }) => id === query.get(name));
  const [mended, same, meeting] = ["mend", "with", "meeting"].map(named);
  const atDoors = entries.filter(({ kind, content }) => kind === "comment" && content.consent && !content.meeting && !content.slip);
  const last = atDoors.at(-1)?.content;
  const way = pick({ channel: "visit", ...known(desk.pack.usual), ...known(last) }, WAY);
  // What a person has to choose is never ticked for them.
  const basis = { heard_on: dayOf(), wants_answer: false, ...way };
  if (mended) {
    const { content } = mended;
    const about = content.provision ?? content.place;
    const heardOn = content.heard_at ? dayOf(new Date(content.heard_at)) : basis.heard_on;
    return {
      draft: mended.id,
      mended,
      day: heardOn,
      kept: pick(content, ["submission", "meeting", "slip", "corrects"]),
      values: { ...basis, ...pick(content, [...WAY, ...WHO, "stance", "quote", "words", "proposal", "reason"]), about,
        wants_answer: content.wants_answer ?? true,
        quote_at: content.quote ? `${content.provision}:${content.quote_start ?? ""}` : "",
        heard_on: heardOn },
    };
  }
  if (meeting) {
    return {
      draft: query.get("attendee") ?? meeting.id,
      meeting,
      day: basis.heard_on,
      kept: { meeting: meeting.id },
      // It was read out to all, and all agreed, before anybody could speak.
      values: { ...basis, channel: "meeting", consent: "oral", about: query.get("about") ?? "", attendee: query.get("attendee") ?? "", heard_on: dayOf(new Date(meeting.content.held_at)) },
    };
  }
  const submission = same?.content.submission ?? same?.id;
  return {
    draft: submission ?? task,
    day: basis.heard_on,
    kept: same ? { submission } : {},
    values: { ...basis, ...(same && pick(same.content, [...WAY, ...WHO, "wants_answer"])), ...(query.get("household") && { household: query.get("household") }),
      about: query.get("about") ?? "" },
  };
}

function fill(form, law, first, from) {
  const { about } = from;
  const box = form.querySelector("[data-found]");
  const eid = law.offered(about);
  if (law.get(eid) && !first.some((one) => one.eid === eid)) {
    put(box, one("part-choice", choice(law, law.get(eid))));
    box.hidden = false;
  }
  for (const [name, value] of Object.entries({ ...from, about: eid })) {
    const control = form.elements[name];
    if (!control) continue;
    if (control instanceof RadioNodeList) for (const radio of control) radio.checked = radio.value === value;
    else if (control.type === "radio" || control.type === "checkbox") control.checked = control.type === "checkbox" ? value : control.value === value;
    else control.value = value ?? "";
  }
  passages(form, law, eid);
  for (const name of ["proposal", "reason", "quote"]) if (from[name]) form.elements[name].closest("details").open = true;
}

function values(form) {
  const found = Object.fromEntries(new FormData(form));
  return { ...found, wants_answer: form.elements.wants_answer.checked };
}

/** What the form says, as a comment on the wire; what is heard today, or was when it is put right, says its moment by itself. */
function contentOf(form, doors, { day: begunDay, mended }) {
  const from = values(form);
  const texts = Object.fromEntries(TEXTS.filter((name) => from[name]).map((name) => [name, name === "words" ? from[name] : from[name].trim()]));
  const [at, start] = [from.quote_at.slice(0, from.quote_at.lastIndexOf(":")), from.quote_at.slice(from.quote_at.lastIndexOf(":") + 1)];
  const whole = from.about === "whole" || from.about === "missing";
  const inside = at && (at === from.about || at.startsWith(`${from.about}__`));
  return {
    ...texts,
    household: meant(texts.household, doors).at(0) ?? texts.household,
    provision: whole ? null : (from.quote && inside ? at : from.about) ?? null,
    place: whole ? from.about : "provision",
    quote: whole ? null : from.quote?.trim() || null,
    quote_start: !whole && from.quote?.trim() && inside && start !== "" ? Number(start) : null,
    stance: from.stance ?? null,
    channel: from.channel,
    consent: from.consent,
    wants_answer: from.wants_answer,
    ...(from.attendee && { submission: from.attendee }),
    ...(from.heard_on && !(from.heard_on === begunDay && (mended || begunDay === dayOf())) && { heard_at: `${from.heard_on}T12:00:00+08:00` }),
  };
}

/** What can be seen to be wrong at once, as [[field, text]] in the form's order; the server looks again. */
function slips(form, content, doors, { closes_on: closes }) {
  const wrong = [];
  const { household } = form.elements;
  const code = household?.value.trim();
  if (code && !meant(code, doors).length) {
    const several = doors.filter((door) => door.code.endsWith(code)).length > 1;
    if (several) wrong.push(["household", say("several-households")]);
    else if (form.dataset.unknown !== code) {
      form.dataset.unknown = code;
      wrong.push(["household", say("unknown-household")]);
    }
  }
  if (form.elements.attendee && !content.submission) wrong.push(["attendee", say("choose-one")]);
  if (!content.consent) wrong.push(["consent", say("ask-consent")]);
  if (!form.querySelector("[name=about]:checked")) wrong.push(["about", say("choose-one")]);
  if (content.quote && content.quote.replace(/\s/g, "").length < 2) wrong.push(["quote", say("quote-short")]);
  if (content.quote && content.quote.length > 300) wrong.push(["quote", say("quote-long")]);
  if (!/[\p{L}\p{N}\p{P}\p{S}]/u.test(content.words ?? "")) wrong.push(["words", say("blank")]);
  for (const name of ["words", "proposal", "reason"]) if ([...(content[name] ?? "")].length > LONGEST) wrong.push([name, say("too-long")]);
  for (const name of ["words", "proposal", "reason", "speaker"]) if (numbered(content[name])) wrong.push([name, say("id-number")]);
  const { value: heardOn } = form.elements.heard_on;
  if (!heardOn) wrong.push(["heard_on", say("give-a-day")]);
  else if (heardOn > closes && form.dataset.after !== heardOn) {
    // It may have been extended since, or the phone's clock be wrong: the server knows.
    form.dataset.after = heardOn;
    wrong.push(["heard_on", say("after-closing-again", { day: day(closes) })]);
  }
  return wrong;
}

// As services/hearing.py knows the number of an identity card, GB 11643.
const numbered = (text = "") => /(?:^|[^0-9A-Za-z])[1-9]\d{5}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx](?![0-9A-Za-z])/
  .test((text ?? "").normalize("NFKC"));

const known = (from) => Object.fromEntries(Object.entries(from ?? {}).filter(([_name, value]) => value));
const pick = (from, names) => Object.fromEntries(names.filter((name) => from[name] !== undefined && from[name] !== null).map((name) => [name, from[name]]));
