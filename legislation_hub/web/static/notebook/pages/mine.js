/* What this phone holds, by what became of it, the person's words first. */

import { brief } from "./law.js";
import { one, part, said, say, tag } from "./parts.js";
import { heard, moment } from "./time.js";

// In the order in which somebody has to do something about them.
const GROUPS = ["rejected", "conflict", "waiting", "filed", "received"];
const TONES = { rejected: "late", conflict: "late", waiting: "wait", filed: "wait", received: "done" };
const IN_A_ROW = 80;
// The field of the form in which a field of the wire is typed, where it has another name.
const TYPED_IN = { provision: "about", place: "about", heard_at: "heard_on" };

export async function mine(desk) {
  const entries = (await desk.notebook.entries()).filter(({ kind }) => kind !== "picture").reverse();
  const groups = GROUPS.map((state) => {
    const here = entries.filter((entry) => standing(entry) === state);
    return {
      title: say(`group-${state}`), count: String(here.length), hint: say(`group-${state}-hint`), length: here.length,
      entries: here.map((entry) => row(desk, entry)),
    };
  }).filter(({ length }) => length);
  return part("view-mine", { groups, nothing: !groups.length });
}

/** waiting, received, rejected, conflict, or filed (the person has it in a file, the server has not got it). */
export function standing({ state, number, savedAt }) {
  if (state === "confirmed" && savedAt && !number) return "filed";
  return state === "sent" || state === "confirmed" ? "received" : state; // the same to whoever reads
}

/** How an entry stands, in a word with its sign. */
export const standingTag = (entry) => tag(TONES[standing(entry)], say(`state-${standing(entry)}`));

/** Who said it, as far as it is known. */
const speakerOf = ({ content }) => content.speaker || (content.household ? say("household", { code: content.household }) : "");

const heardAt = ({ content, madeAt }) => heard(content.heard_at ? new Date(content.heard_at) : madeAt);

/** The person's words with who, when and number. */
export const wordsOf = (entry) => one("part-words", {
  words: entry.content.words, who: speakerOf(entry), when: heardAt(entry), number: entry.number,
});

/** What stands in the way of an entry, in plain words; nothing where nothing does. */
export function problemOf({ state, problem, nextAt }) {
  if (!problem) return "";
  if (state === "rejected" || state === "conflict") return problem.title ?? "";
  return say(`trouble-${problem.code}`) + (nextAt && nextAt > Date.now() ? say("again-at", { when: moment(nextAt) }) : "");
}

/** Why the server refuses an entry, as [[field of the form, text]]. */
export function refusals({ problem }) {
  if (!problem) return [];
  return problem.errors?.length ? problem.errors.map(({ field, text }) => [TYPED_IN[field] ?? field, text]) : [["", problem.title ?? ""]];
}

/** The same, each behind the name of its field, where that has one. */
export const reasons = (entry) => refusals(entry).map(([field, text]) => ({
  field: field && said(`field-${field}`) ? say("field", { field: say(`field-${field}`) }) : "", text,
}));

/** What an entry is about, as it is cited. */
export const aboutOf = (desk, { content }) => desk.law(desk.task(content.task)).cited(content, (place) => say(`place-${place}`));

function row(desk, entry) {
  const { content, kind, state } = entry;
  const rejected = state === "rejected";
  const shared = { tag: standingTag(entry), reasons: rejected ? reasons(entry) : [], problem: rejected ? "" : problemOf(entry) };
  if (kind === "meeting") {
    const what = say(content.kind ? `kind-${content.kind}` : "meeting");
    return {
      ...shared, about: what, act: say("open"),
      words: one("part-words", { words: content.title || what, who: say("attendees", { num: (content.attendees ?? []).length }), when: moment(entry.madeAt) }),
      url: `#/meeting/${content.task}?at=${entry.id}`,
    };
  }
  const url = `#/entry/${entry.id}`;
  return {
    ...shared, about: aboutOf(desk, entry),
    // Of what has left the phone its place, its household and its number remain.
    words: content.words ? wordsOf({ ...entry, content: { ...content, words: brief(content.words, IN_A_ROW) } }) : null,
    trace: content.words ? "" : [speakerOf(entry), heardAt(entry), entry.number].filter(Boolean).join(" · "),
    act: say({ rejected: "put-right", conflict: "choose" }[state] ?? "look"),
    url: rejected ? `#/say/${content.task}?mend=${entry.id}` : url,
    look: rejected ? url : null,
  };
}
