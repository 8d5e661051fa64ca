/* What this phone holds, by what became of it, the person's words first. */

import { one, part, say, tag } from "./parts.js";
import { ago, heard, moment } from "./time.js";

// In the order in which somebody has to do something about them.
const GROUPS = ["rejected", "conflict", "waiting", "received"];
const TONES = { rejected: "late", conflict: "late", waiting: "wait", received: "done" };

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

/** waiting, received, rejected or conflict: "sent" and "confirmed" are the same to whoever reads. */
export const standing = ({ state }) => (state === "sent" || state === "confirmed" ? "received" : state);

/** How an entry stands, in a word with its sign. */
export const standingTag = (entry) => tag(TONES[standing(entry)], say(`state-${standing(entry)}`));

/** Who said it, as far as it is known. */
const speakerOf = ({ content }) => content.speaker || (content.household ? say("household", { code: content.household }) : "");

/** The person's words with who, when and number. */
export const wordsOf = (entry) => one("part-words", {
  words: entry.content.words, who: speakerOf(entry), when: heard(entry.content.heard_at ? new Date(entry.content.heard_at) : entry.madeAt), number: entry.number,
});

/** What stands in the way of an entry, in plain words; nothing where nothing does. */
export function problemOf({ state, problem, nextAt }) {
  if (!problem) return "";
  if (state === "rejected" || state === "conflict") return problem.title ?? "";
  return say(`trouble-${problem.code}`) + (nextAt && nextAt > Date.now() ? say("again-at", { when: moment(nextAt) }) : "");
}

/** What an entry is about, as it is cited. */
export const aboutOf = (desk, { content }) => desk.law(desk.task(content.task)).cited(content, (place) => say(`place-${place}`));

function row(desk, entry) {
  if (entry.kind === "meeting") {
    const { title, kind, attendees = [] } = entry.content;
    const what = say(kind ? `kind-${kind}` : "meeting");
    return {
      about: what, tag: standingTag(entry), problem: problemOf(entry), act: say("open"),
      words: one("part-words", { words: title || what, who: say("attendees", { num: attendees.length }), when: moment(entry.madeAt) }),
      url: `#/meeting/${entry.content.task}?at=${entry.id}`,
    };
  }
  return {
    about: aboutOf(desk, entry), tag: standingTag(entry), words: wordsOf(entry), problem: problemOf(entry),
    act: say({ rejected: "put-right", conflict: "choose" }[entry.state] ?? "look"), url: `#/entry/${entry.id}`, since: ago(entry.madeAt),
  };
}
