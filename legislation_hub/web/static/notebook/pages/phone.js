/* What lies on this phone, what could end it, and how to take it along; the PIN, locking, signing out. */

import { Notebook } from "../notebook.js";
import { badly, busy, on } from "./forms.js";
import { chosen, problem } from "./opening.js";
import { notice, one, part, put, say } from "./parts.js";
import { whatWaits } from "./strip.js";
import { dayOf, moment } from "./time.js";

const SOME = 3;
const SKEW = 5 * 60_000;

export async function phone(desk) {
  const { notebook } = desk;
  const [{ persisted, usage }, entries] = await Promise.all([notebook.storage(), notebook.entries()]);
  const { clock = 0 } = notebook.status;
  const unsent = entries.filter(({ state }) => !["sent", "confirmed"].includes(state));
  const piece = part("view-phone", {
    person: notebook.person,
    waiting: whatWaits(notebook.status) || say("nothing-waits"),
    fetched: desk.fetchedAt ? moment(desk.fetchedAt) : say("not-fetched"),
    clock: Math.abs(clock) > SKEW ? say("clock-wrong", { num: Math.round(Math.abs(clock) / 60_000) }) : say("clock-right"),
    room: usage === null ? say("unknown") : say("megabytes", { num: (usage / 1_048_576).toFixed(1) }),
    something: unsent.length > 0,
    persisted,
  });
  on(piece, "file", async (button) => {
    await download(desk);
    put(button.closest(".flow").querySelector("[data-told]"), notice(say("file-saved")));
  });
  const comments = unsent.filter(({ kind }) => kind === "comment");
  let from = 0;
  on(piece, "code", async () => {
    await code(desk, comments, from);
    from = from + SOME < comments.length ? from + SOME : 0;
  });
  on(piece, "persist", async (button) => {
    const promised = await notebook.persist();
    if (promised) desk.go("#/phone", { instead: true });
    else button.closest(".flow").append(notice(say("no-promise")));
  });
  on(piece, "lock", () => notebook.lock());
  on(piece, "leave", () => leave(desk));
  on(piece, "language", (button) => reading(desk, { locale: button.value }));
  pin(piece, notebook, desk);
  return piece;
}

/** Save what waits as a file, by the browser's own way of saving. */
export async function download({ notebook }) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(await notebook.file());
  link.download = say("file-name", { day: dayOf() });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

/** A code of a few comments, the oldest first, for a room's camera; a file where they are too long. */
async function code({ notebook }, comments, from) {
  const box = document.querySelector("[data-code]");
  box.hidden = false;
  const some = comments.slice(from, from + SOME);
  try {
    const [{ draw }, text] = await Promise.all([import("./qr.js"), notebook.fragment(some.map(({ id }) => id))]);
    const told = say("code-of", { first: from + 1, last: from + some.length, all: comments.length });
    const figure = one("part-code", { text: comments.length > SOME ? `${told} ${say("code-next")}` : told });
    put(figure.querySelector("[data-draw]"), draw(`${location.origin}/room/bring#${text}`));
    put(box, figure);
  } catch {
    put(box, notice(say("too-long-for-code"), "late"));
  }
  box.querySelector("[tabindex]")?.focus();
}

/** Sign out: the notebook is locked whatever the network does; the account waits for one. */
async function leave(desk) {
  const session = await Notebook.session().catch(() => undefined);
  desk.leaving = session === undefined || (session !== null && !(await signOut(session)));
  await desk.notebook.lock();
}

/** Sign the account out; returns whether the server has heard it. */
export const signOut = (session) => post("/door/sign-out", { csrf_token: session.csrf }).then(({ ok }) => ok, () => false);

/** Another language: the server remembers it, and the page is fetched anew. */
async function reading(desk, change) {
  const session = await Notebook.session().catch(() => null);
  if (!session) { desk.tell(say("no-network")); document.getElementById("view").prepend(notice(say("no-network"))); return; }
  await post("/door/reading", { csrf_token: session.csrf, next: "/field/notebook", ...change });
  const kept = await navigator.serviceWorker.getRegistration("/field/");
  await kept?.update();
  document.getElementById("view").prepend(notice(say("language-comes")));
}

const post = (path, fields) => fetch(path, { method: "POST", body: new URLSearchParams(fields), credentials: "same-origin" });

function pin(piece, notebook, desk) {
  const form = piece.querySelector("[data-change]");
  on(piece, "change", (button) => { form.hidden = false; button.hidden = true; form.elements.old.focus(); });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const { old, pin: next, again } = form.elements;
    const wrong = chosen(next.value, again.value);
    if (wrong) { badly(form, [wrong]); return; }
    busy(form, async () => {
      try {
        await notebook.changePin(old.value, next.value);
        put(form, notice(say("pin-changed"), "done"));
        desk.tell(say("pin-changed"));
      } catch (error) {
        badly(form, [["old", error.name === "WrongPin" ? say("wrong-pin", { num: error.left }) : error.name === "Locked" ? say("locked-for-now") : problem(error)]]);
      }
    });
  });
}
