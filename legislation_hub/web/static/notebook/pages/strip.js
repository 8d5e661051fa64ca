/* The calm line above every view: what waits and since when, the session, and what to do when it waits too long. */

import { on } from "./forms.js";
import { one, put, say } from "./parts.js";
import { ago } from "./time.js";

const DAY = 86_400_000;

/** What waits, each kind counted by its own measure, and since when; nothing where nothing does. */
export function whatWaits({ waiting, kinds, since }) {
  if (!waiting) return "";
  const counted = Object.entries(kinds).filter(([_kind, num]) => num).map(([kind, num]) => say(`waiting-${kind}`, { num }));
  return say("waiting-since", { num: waiting, what: counted.reduce((some, more) => say("and-also", { some, more })), ago: ago(since) });
}

/** Show how it stands; nothing where all is on the server and nothing is to be done. */
export function strip(desk) {
  const box = document.getElementById("strip");
  const row = desk.notebook ? standing(desk) : null;
  box.hidden = !row;
  if (!row) { put(box); return; }
  const told = JSON.stringify(row);
  if (box.dataset.told === told && box.firstChild) return; // nobody hears the same twice
  box.dataset.told = told;
  const made = one("part-strip", row);
  on(made, "send", () => desk.notebook.send({ now: true }));
  on(made, "renew", () => desk.renew());
  put(box, made);
}

function standing({ notebook, renew }) {
  const { status } = notebook;
  const { online, waiting, since, session, sending } = status;
  const waited = since ? Date.now() - since : 0;
  const signedOut = session === "none" || session === "other";
  const text = whatWaits(status);
  const more = waited > 3 * DAY ? say("waited-three-days") : waited > DAY ? say("waited-a-day")
    : signedOut ? say(session === "none" ? "sign-in-again" : "other-person")
      : !waiting ? (renew ? say("newer-page") : "")
        : sending ? say("sending") : !online ? say("no-network-now") : status.problem ? say(`problem-${status.problem}`) : "";
  if (!text && !more && !renew) return null;
  return {
    text, more,
    face: waited > DAY ? "notice late" : "notice",
    send: waiting > 0 && online && !signedOut && !sending,
    sign: signedOut && online,
    save: waiting > 0 && waited > DAY,
    renew: Boolean(renew),
  };
}
