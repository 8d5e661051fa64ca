/* The notebook's one page: the fragment names a view, the view is filled from what lies on the phone. */

import { Notebook, Offline, Refused, possible } from "../notebook.js";
import { keepOffline } from "../offline.js";
import { said, say, one, put } from "./parts.js";
import { home, households } from "./home.js";
import { entry } from "./entry.js";
import { meeting } from "./meeting.js";
import { mine } from "./mine.js";
import { opening } from "./opening.js";
import { phone, signOut } from "./phone.js";
import { sayIt } from "./say.js";
import { strip } from "./strip.js";
import { task } from "./task.js";
import { Law } from "./law.js";

const VIEWS = { "": home, task, households, say: sayIt, mine, entry, phone, meeting, open: home };
// These change with what is sent; a form does not, while somebody types into it.
const LIVELY = new Set(["", "mine", "entry"]);
const PATIENCE = 2_500;

const view = document.getElementById("view");
const seen = new Map(); // where one stood on each view, for the way back

/** What every view is given: the notebook, the pack, and the ways on. */
const desk = {
  notebook: null,
  session: null,
  renew: null,
  leaving: false, // somebody signs out, and there was no network to do it
  pack: null,
  fetchedAt: null,
  justSaved: null, // an entry that needs no looking for
  texts: new Map(),

  task(id) { return this.pack?.tasks.find((one) => one.id === id); },

  /** The law of a task; an empty one where there is no text. */
  law(found) {
    const key = found?.id ?? "";
    if (!this.texts.has(key)) this.texts.set(key, new Law(this.pack?.texts[found?.version] ?? [], found?.keys, found?.cards));
    return this.texts.get(key);
  },

  async load() {
    const kept = await this.notebook.pack();
    this.pack = kept?.pack ?? null;
    this.fetchedAt = kept?.fetchedAt ?? null;
    this.texts.clear();
  },

  /** Fetch what is new, and show it. */
  async refresh() {
    try {
      await this.notebook.refresh();
      await this.load();
      lively();
    } catch (error) {
      if (!(error instanceof Offline || error instanceof Refused || error.name === "Locked")) throw error;
    }
  },

  go(hash, { instead = false } = {}) {
    if (!instead) { location.hash = hash; return undefined; }
    history.replaceState(null, "", hash);
    return show();
  },

  tell(text) { put(document.getElementById("told"), text); },

  /** Go through the opening again: locked, signed out, or somebody else. */
  async leave() {
    this.notebook?.close();
    Object.assign(this, { notebook: null, pack: null, fetchedAt: null });
    this.texts.clear();
    this.tell("");
    await begin();
  },
};

/** What is in the address: "#/say/<id>?with=…" → ["say", "<id>", URLSearchParams]. */
function asked() {
  const [path, query = ""] = location.hash.replace(/^#\/?/, "").split("?");
  const [name, id = ""] = path.split("/");
  return [name, id, new URLSearchParams(query)];
}

let shown = null;

async function show({ keep = false } = {}) {
  const [name, id, query] = asked();
  const hash = location.hash;
  let made;
  try {
    made = await (VIEWS[name] ?? home)(desk, id, query);
  } catch (error) {
    if (desk.notebook && error.name !== "Locked") throw error;
    return; // it was locked meanwhile, and the opening is shown in its place
  }
  if (location.hash !== hash || !desk.notebook) return; // somebody went on meanwhile
  if (!keep) desk.tell(""); // what was told belongs to the view before
  const focused = keep && view.contains(document.activeElement) ? place(document.activeElement) : null;
  put(view, made);
  view.setAttribute("aria-busy", "false");
  const heading = view.querySelector("h1");
  document.title = `${heading?.textContent ?? ""} · ${say("notebook")}`;
  for (const link of document.querySelectorAll("#bar a")) {
    link.toggleAttribute("aria-current", link.hash.replace("#/", "") === name);
    if (link.hasAttribute("aria-current")) link.setAttribute("aria-current", "page");
  }
  heading?.setAttribute("tabindex", "-1");
  if (focused !== null) view.querySelectorAll(STOPS)[focused]?.focus({ preventScroll: true });
  else if (!keep && shown !== null) arrive(heading, seen.get(hash));
  shown = hash;
}

/** Where one comes back to, one stands again; a new view is read out from its heading. */
function arrive(heading, before) {
  const link = before?.link && view.querySelector(`a[href="${CSS.escape(before.link)}"]`);
  if (link) {
    link.focus({ preventScroll: true });
    scrollTo(0, before.top);
    return;
  }
  heading?.focus({ preventScroll: true });
  scrollTo(0, 0);
}

const STOPS = "h1, a, button, input, summary";
const place = (node) => [...view.querySelectorAll(STOPS)].indexOf(node);

let due = null;

/** Show once what several changes in a row have made new. */
function lively() {
  due ??= setTimeout(() => { due = null; renew(); }, 50);
}

function renew() {
  strip(desk);
  if (desk.notebook && LIVELY.has(asked()[0]) && !view.querySelector("details[open]")) show({ keep: true });
}

/** Take up an opened notebook: show it, fetch what is new, and listen. */
async function take(notebook) {
  Object.assign(desk, { notebook, leaving: false });
  document.getElementById("bar").hidden = false;
  await desk.load();
  notebook.addEventListener("change", lively);
  notebook.addEventListener("locked", () => { if (desk.notebook === notebook) desk.leave(); });
  if (asked()[0] === "open") history.replaceState(null, "", "#/");
  strip(desk);
  await show();
  desk.refresh();
}

/** Whose session it is, as far as that is known in time; undefined where nobody can say. */
async function whose() {
  if (!navigator.onLine) return undefined;
  const late = new Promise((resolve) => { setTimeout(resolve, PATIENCE); });
  return Promise.race([Notebook.session().catch(() => undefined), late]);
}

let closed = () => {}; // shows what stands before the opened notebook

async function begin() {
  const [found, list] = await Promise.all([whose(), Notebook.list()]);
  const left = desk.leaving && found && (await signOut(found));
  if (left || found === null) desk.leaving = false;
  const session = left ? null : found;
  desk.session = session;
  document.getElementById("bar").hidden = true;
  document.getElementById("strip").hidden = true;
  const own = list.find((known) => known.account === session?.account);
  const ready = session ? own?.opened && own : list.find((known) => known.opened);
  if (ready) {
    try {
      await take(await Notebook.open({ account: ready.account }));
      return;
    } catch (error) {
      if (!["Locked", "Gone"].includes(error.name)) throw error;
    }
  }
  closed = () => {
    put(view, opening({ session, list, take, again: begin, leaving: desk.leaving, name: asked().slice(0, 2).join("/") }));
    view.setAttribute("aria-busy", "false");
    const heading = view.querySelector("h1");
    heading.setAttribute("tabindex", "-1");
    document.title = `${heading.textContent} · ${say("notebook")}`;
    if (shown !== null) arrive(heading);
  };
  closed();
}

function largeType() {
  const button = document.getElementById("large");
  const kept = (value) => { try { return value === undefined ? localStorage.getItem("large") : localStorage.setItem("large", value); } catch { return null; } };
  const set = (large) => {
    document.documentElement.classList.toggle("large", large);
    button.setAttribute("aria-pressed", large);
  };
  set(kept() === "1");
  button.addEventListener("click", () => {
    const large = !document.documentElement.classList.contains("large");
    kept(large ? "1" : "0");
    set(large);
  });
}

async function start() {
  largeType();
  const lacking = await possible();
  if (lacking.length) {
    put(view, one("part-cannot", { reasons: lacking.map((reason) => ({ text: said(`lacks-${reason}`) ? say(`lacks-${reason}`) : reason })) }));
    view.setAttribute("aria-busy", "false");
    return;
  }
  keepOffline({ onUpdate(renew) { desk.renew = renew; strip(desk); } }).catch(() => { /* the page says how it stands */ });
  await begin();
  addEventListener("hashchange", (event) => {
    const left = new URL(event.oldURL).hash;
    seen.set(left, { ...seen.get(left), link: location.hash });
    if (desk.notebook) show();
    else closed();
  });
  addEventListener("scroll", () => { seen.set(location.hash, { ...seen.get(location.hash), top: scrollY }); }, { passive: true });
  addEventListener("online", () => { if (desk.notebook) desk.refresh(); else begin(); });
  addEventListener("offline", lively);
  setInterval(() => strip(desk), 60_000);
}

start();
