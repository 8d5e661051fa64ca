/* The first view: which draft, which households are left; and the households of a task. */

import { brief } from "./law.js";
import { one, part, say } from "./parts.js";
import { day, dayOf, deadline, moment } from "./time.js";

/** What is being collected now, the most urgent first. */
export async function home(desk) {
  const tasks = desk.pack?.tasks ?? [];
  const [entries, drafts] = await Promise.all([desk.notebook.entries(), desk.notebook.drafts()]);
  const cards = tasks.map((task) => card(desk, task, entries));
  const open = cards.filter((one) => one.open);
  const living = [...open.filter(({ over }) => !over), ...open.filter(({ over }) => over)];
  for (const [at, one] of living.entries()) Object.assign(one, { first: at === 0 && !one.over, next: at > 0 && !one.over });
  return part("view-home", {
    begun: drafts.filter(({ at }) => desk.task(taskAt(at))).map((draft) => halfTyped(desk, draft)),
    living,
    nothing: desk.pack && !living.length,
    finished: cards.filter((one) => !one.open),
    back: (desk.pack?.back ?? []).map((said) => ({
      words: one("part-words", { words: said.words, number: said.number, who: said.citation }),
      asked: said.asked,
      url: `/field/comments/${said.id}#detail`,
    })),
    fetched: desk.fetchedAt ? say("fetched", { when: moment(desk.fetchedAt) }) : say(navigator.onLine ? "being-fetched" : "not-fetched"),
  });
}

/** What was begun and not said: its words, or what it is about, and where to go on. */
function halfTyped(desk, { at, values: { words, household } }) {
  return {
    at,
    words: brief((words ?? "").trim(), 40),
    title: desk.task(taskAt(at)).title,
    who: household ? say("household", { code: household }) : "",
  };
}

const taskAt = (at = "") => /^#\/say\/([^?]+)/.exec(at)?.[1];

/** Which households of the room have been heard, on this phone or by anybody, and which are left. */
export async function households(desk, id) {
  const task = desk.task(id);
  if (!task) return home(desk);
  const heard = heardIn(task, await desk.notebook.entries());
  const grids = new Map();
  for (const door of desk.pack.doors) {
    if (!grids.has(door.grid)) grids.set(door.grid, []);
    grids.get(door.grid).push({
      ...door,
      heard: heard.has(door.code),
      seek: `${door.code} ${door.grid} ${door.group}`,
      url: `#/say/${id}?household=${encodeURIComponent(door.code)}`,
    });
  }
  const all = desk.pack.doors.length;
  const piece = part("view-households", {
    title: task.title,
    counted: say("households-heard", { heard: heard.size, left: all - heard.size, all }),
    grids: [...grids].map(([grid, homes]) => ({ grid, homes })),
  });
  const seek = piece.getElementById("seek-door");
  const rows = [...piece.querySelectorAll("[data-seek]")];
  seek?.addEventListener("input", () => {
    const wanted = seek.value.trim().toLowerCase();
    for (const row of rows) row.hidden = !row.dataset.seek.toLowerCase().includes(wanted);
    for (const section of document.querySelectorAll("[data-grid]")) section.hidden = !section.querySelector("[data-seek]:not([hidden])");
  });
  return piece;
}

/** How many households of the task are left, in words; nothing where the room has none. */
export function left(desk, task, entries) {
  const all = desk.pack.doors.length;
  return all ? say("households-left", { num: Math.max(0, all - heardIn(task, entries).size) }) : "";
}

/** The codes of the households that have spoken in a task, on this phone or to anybody. */
export function heardIn(task, entries) {
  const here = entries.filter(({ content }) => content.task === task.id && content.household).map(({ content }) => content.household);
  return new Set([...task.heard, ...here]);
}

function card(desk, task, entries) {
  const over = task.closes_on < dayOf();
  const unsent = entries.filter(({ kind, state, content }) => kind === "comment" && state === "waiting" && content.task === task.id).length;
  return {
    ...task,
    url: `#/task/${task.id}`,
    new: `#/say/${task.id}`,
    doors: `#/households/${task.id}`,
    meeting: `#/meeting/${task.id}`,
    over,
    ended: over ? say("ended", { day: day(task.closes_on) }) : "",
    note: brief(task.note, 200),
    deadline: deadline(task.closes_on, over),
    counted: say("counted", { num: task.mine, all: task.all }) + (unsent ? say("and-here", { num: unsent }) : ""),
    left: over ? "" : left(desk, task, entries),
  };
}
