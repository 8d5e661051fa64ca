/* The notebook: what was said at a door is on this phone before anybody is told so, and leaves it only when the server holds it.

The one module that pages import; everything else in this folder stands behind it. Texts for people stand in the
pages: the engine speaks in codes.

    import { Notebook, possible, WrongPin, Locked, Full, Gone, OtherTab, Refused, Offline } from "./notebook.js";

    await possible() → [] or some of "insecure", "worker", "database", "crypto", "locks": what this browser has not got
    await Notebook.list() → [{account, person, device, waiting, kinds, since, opened}]: the notebooks on this phone, all readable while locked
    await Notebook.exists(account) → bool
    await Notebook.session() → {account, person, csrf, server_time, build}, null where nobody is signed in; throws Offline
    await Notebook.key({account, label}) → {device, serverKey}: the server's key for this phone (needs a session); throws Offline, Refused
    await Notebook.make({account, person, pin, serverKey, device}) → Notebook (opened)
    await Notebook.open({account}) → Notebook that was opened less than a day ago; throws Locked {until: null}
    await Notebook.open({account, pin}) → throws WrongPin {left}, Locked {until} after too many wrong tries (a pause that grows)
    await Notebook.open({account, serverKey, newPin}) → the forgotten PIN: Notebook.key() first; the queue stays
    await Notebook.forget(account): removes a notebook in which nothing waits; throws Refused where something does

    notebook.account, .person, .device
    await notebook.say(content, {draft}) → entry. content is a comment on the wire without id, format and heard_at (which may be
        given). Resolves after the database has it for good; throws Full (nothing is kept of it, the form keeps its text).
        What was half typed about `draft` goes in the same transaction
    await notebook.keep(about, typed, {signal}): what is half typed about a task, a comment or a person at a meeting (its id); throws Full
    await notebook.draft(about) → what was typed, or null
    await notebook.drafts() → all that is half typed, each with what it is `about`
    await notebook.drop(about)
    await notebook.meet(content) → entry. content is a meeting on the wire; with an `id` that the phone holds it is the next
        revision of that meeting, without one a new meeting. Comments of a meeting wait until the meeting itself has been sent
    await notebook.picture(blob, {submission | meeting | slip}) → entry; shrunk on the phone, made a JPEG; throws Refused("picture")
    await notebook.entries() → [entry], oldest first. An entry:
        {id, kind: "comment" | "meeting" | "picture", state, madeAt, sentAt, number, receipt, late, tries, nextAt, problem,
         savedAt, before, corrects, content, stays}
        state: "waiting", "sent" (has a number), "confirmed" (words have left the phone; content holds what is left:
        task, provision, household, submission, heard_at), "conflict", "rejected"
        madeAt, sentAt, nextAt, savedAt: Date or null. number: the server's, after sending. receipt: the household's code
        problem: null or {code, title, errors: [{field, text}], number}; code is "rejected" | "conflict" | "server" (the server
        stumbles over this one; it is tried again by itself) | "meeting" (its meeting must be settled first) | "large" |
        "unsupported" (a picture of a kind that the server does not take); title and errors are the server's own
        texts in the reader's language
        before: the content before it was mended, until it is sent
        stays: ids of people whom the server put back on a meeting's list, because they have spoken elsewhere
    await notebook.entry(id) → entry or null
    await notebook.mend(id, content, {draft}) → entry. What may have reached the server stays as it is, and the returned entry is
        a new one that `corrects` it; else the entry itself is changed. One that was refused for its `id` gets a new one, also
        with the same content, which mends nothing else
    await notebook.settle(id, "theirs" | "mine") → entry. A conflict: keep the server's words, or send mine as a new comment
        that corrects them
    await notebook.theirs(id) → {number, content}: what the server holds under this id; words are null where they were taken
        back. Throws Offline, Refused("session" | "other")
    await notebook.saved(id): the person has this entry in a file. A rejected or conflicting one leaves the queue ("confirmed",
        without number); another one is only marked
    await notebook.send({now: true}): sends what waits; with `now` also what rests in a pause. Never throws; see status
    await notebook.refresh() → true if there is a new pack, false if not; throws Offline, Refused("session" | "other")
    await notebook.pack() → {fetchedAt: Date, pack: what GET /field/notebook/pack answered} or null
    await notebook.file() → Blob of all that the server has not confirmed, as docs/wire.md says
    await notebook.fragment(ids) → base64url of raw-deflated JSON of the same, for a QR code
    await notebook.changePin(old, new); throws WrongPin, Locked
    await notebook.lock(): the key is forgotten; the next open needs the PIN
    notebook.close(): stop sending from this page and let go of the database; the key stays for today
    await notebook.storage() → {persisted, usage, quota}
    await notebook.persist() → bool: ask that the browser never clears this by itself
    notebook.addEventListener("change", …): entries or status are new, also through another tab
    notebook.addEventListener("locked", …): another tab, or the end of the day, has locked it
    notebook.status → {online, sending, waiting, kinds, since: Date|null, nextAt: Date|null, session: "ours"|"none"|"other"|"unknown",
        problem: null|"server"|"busy"|"strange"|"network", clock: ms that the phone was ahead when the server was last heard, build: the server's build}
        problem: why the last sending got no answer that counts. since: when the oldest waiting entry was made.
        waiting: how many entries wait; kinds: {comment, meeting, picture}, the same by what they are

Time is the phone's; the server learns what the phone's clock says (Device-Time) and puts it right. */

import { clockOf, learnClock } from "./clock.js";
import { allDrafts, draftOf, dropDraft, keepDraft } from "./drafts.js";
import { fileOf, fragmentOf } from "./file.js";
import { Locked, Refused, changePin, cover, keyOfToday, lock, makeKeys, openWithPin, openWithServerKey } from "./keys.js";
import { channelOf, lockAll } from "./locking.js";
import { packed, refreshed } from "./packs.js";
import { shrunk } from "./pictures.js";
import { possible } from "./possible.js";
import { Queue, shown } from "./queue.js";
import { Sender } from "./sender.js";
import { Store, ask, accounts } from "./store.js";
import { NoAnswer, call, newId } from "./wire.js";

export { WrongPin, Locked, Refused } from "./keys.js";
export { Full, Gone, OtherTab } from "./store.js";
export { NoAnswer as Offline } from "./wire.js";
export { possible };

const OWN = "/field/notebook";

/** One person's notebook on this phone, opened. */
export class Notebook extends EventTarget {
  #store;
  #opened;
  #queue;
  #sender;
  #channel;
  #counted = counted([]);
  #ending;
  #soon = null;

  /** Return the notebooks on this phone, readable while they are locked. */
  static async list() {
    const found = await Promise.all((await accounts()).map(async (account) => {
      const store = new Store(account);
      try {
        const { person, device, openedUntil } = await cover(store);
        const entries = await store.read(["entries"], (stores) => ask(stores.entries.getAll()));
        const { waiting, kinds, since } = counted(entries);
        return { account, person, device, waiting, kinds, since, opened: openedUntil !== null };
      } catch (error) {
        if (error.name === "Gone") return null;
        throw error;
      } finally {
        store.close();
      }
    }));
    return found.filter(Boolean);
  }

  static async exists(account) {
    return (await Notebook.list()).some((one) => one.account === account);
  }

  /** Return whose session this is, or null. Throws Offline. */
  static async session() {
    const { status, json } = await call("GET", `${OWN}/session`);
    if (status === 401 || status === 403) return null;
    if (status !== 200 || !json.account) throw new NoAnswer("strange");
    return json;
  }

  /** Return the server's key for this phone and account. Throws Offline, Refused. */
  static async key({ account, label }) {
    const session = await Notebook.session();
    if (!session) throw new Refused("session");
    if (session.account !== account) throw new Refused("other");
    const known = (await Notebook.list()).find((one) => one.account === account);
    const device = known?.device ?? newId();
    const headers = { "X-CSRFToken": session.csrf, "Legislation-Hub-Account": account };
    const { status, json } = await call("PUT", `${OWN}/devices/${device}`, { json: { label }, headers });
    if (status === 401) throw new Refused("session");
    if (status !== 200 || !json.key) throw new Refused("server");
    return { device, serverKey: json.key };
  }

  static async make({ account, person, pin, serverKey, device }) {
    const store = new Store(account);
    await store.make();
    const opened = await makeKeys(store, { account, person, device, pin, serverKey });
    return Notebook.#open(store, opened);
  }

  static async open({ account, pin, serverKey, newPin }) {
    const store = new Store(account);
    try {
      const opened = serverKey ? await openWithServerKey(store, serverKey, newPin)
        : pin === undefined ? await keyOfToday(store) : await openWithPin(store, pin);
      return await Notebook.#open(store, opened);
    } catch (error) {
      store.close();
      throw error;
    }
  }

  /** Remove a notebook in which nothing waits. Throws Refused. */
  static async forget(account) {
    const store = new Store(account);
    const entries = await store.read(["entries"], (stores) => ask(stores.entries.getAll()));
    const open = entries.some(({ kind = "comment", state }) => !(state === "confirmed" || (state === "sent" && kind === "meeting")));
    if (open) throw new Refused("waiting");
    channelOf(account, (channel) => channel.postMessage("locked"));
    await store.remove();
  }

  static async #open(store, opened) {
    await lockAll(store.account);
    const notebook = new Notebook(store, opened, { ...await cover(store), clock: await clockOf(store) });
    await notebook.#count();
    notebook.send();
    return notebook;
  }

  constructor(store, opened, { account, person, device, clock }) {
    super();
    Object.assign(this, { account, person, device });
    this.#store = store;
    this.#opened = opened;
    this.#queue = new Queue(store, () => this.#key());
    this.#sender = new Sender(this, this.#queue, {
      clock,
      changed: () => this.#changed(),
      learnt: (ahead) => { learnClock(store, ahead).catch(() => { /* known for as long as the page is open */ }); },
    });
    this.#channel = new BroadcastChannel(store.name);
    this.#channel.onmessage = ({ data }) => (data === "locked" ? this.#forgetKey() : this.#count());
    this.#ending = setTimeout(() => this.#forgetKey(), opened.until - Date.now());
  }

  get status() {
    return { online: navigator.onLine, ...this.#counted, ...this.#sender.status };
  }

  async say(content, how) {
    const written = await this.#queue.say(content, how);
    const { waiting, kinds, since } = this.#counted;
    this.#counted = { ...this.#counted, waiting: waiting + 1, kinds: { ...kinds, comment: kinds.comment + 1 }, since: since ?? new Date(written.record.made_at) };
    return this.#written(written);
  }

  async meet(content) {
    return this.#changedOne(await this.#queue.meet(content));
  }

  async keep(about, typed, { signal } = {}) {
    await keepDraft(this.#store, this.#key(), about, typed, signal);
  }

  async draft(about) {
    return draftOf(this.#store, this.#key(), about);
  }

  async drafts() {
    return allDrafts(this.#store, this.#key());
  }

  async drop(about) {
    await dropDraft(this.#store, about);
  }

  async picture(blob, about) {
    const small = await shrunk(blob);
    const bytes = new Uint8Array(await small.arrayBuffer());
    return this.#changedOne(await this.#queue.picture(bytes, { ...about, type: small.type, size: small.size }));
  }

  /** Return a picture that has not left the phone, to be looked at; null when it has. */
  async bytesOf(id) {
    const bytes = await this.#queue.bytesOf(id);
    return bytes && new Blob([bytes], { type: "image/jpeg" });
  }

  async entries() {
    const all = await this.#queue.all();
    return all.map((one) => shown(one, all));
  }

  async entry(id) {
    const one = await this.#queue.one(id);
    return one && shown(one, await this.#queue.ahead(one));
  }

  async mend(id, content, how) {
    return this.#changedOne(await this.#queue.mend(id, content, how));
  }

  async settle(id, choice) {
    return this.#changedOne(await this.#queue.settle(id, choice));
  }

  async saved(id) {
    await this.#queue.saved(id);
    this.#changed();
  }

  send(how) {
    return this.#sender.send(how);
  }

  /** Fetch the task pack if there is a new one; returns whether there was. Throws Offline, Refused. */
  async refresh() {
    try {
      return await refreshed(this.#store, this.#key(), (path, headers) => this.#asked(path, headers));
    } finally {
      this.#changed();
    }
  }

  async theirs(id) {
    const { status, json } = await this.#asked(`${OWN}/comments/${id}`);
    if (status !== 200 || json.id !== id) throw new NoAnswer(status < 500 ? "strange" : "server");
    return json;
  }

  async pack() {
    return packed(this.#store, this.#key());
  }

  async file() {
    return new Blob([JSON.stringify(await fileOf(this, this.status.clock, await this.#queue.all()), null, 1)], { type: "application/json" });
  }

  async fragment(ids) {
    return fragmentOf(await fileOf(this, this.status.clock, await this.#queue.all(), ids));
  }

  async changePin(old, pin) {
    await changePin(this.#store, old, pin);
  }

  async lock() {
    await lock(this.#store);
    this.#channel.postMessage("locked");
    this.#forgetKey();
  }

  close() {
    clearTimeout(this.#ending);
    clearTimeout(this.#soon);
    this.#sender.end();
    this.#channel.close();
    this.#store.close();
  }

  async storage() {
    const { usage = null, quota = null } = (await navigator.storage?.estimate?.()) ?? {};
    return { persisted: (await navigator.storage?.persisted?.()) ?? false, usage, quota };
  }

  async persist() {
    return (await navigator.storage?.persist?.()) ?? false;
  }

  async #asked(path, headers = {}) {
    try {
      return await this.#sender.ask("GET", path, { headers });
    } catch (error) {
      throw error.session ? new Refused(error.session === "none" ? "session" : "other") : error;
    }
  }

  #key() {
    if (!this.#opened || this.#opened.until <= Date.now()) {
      this.#forgetKey();
      throw new Locked();
    }
    return this.#opened.key;
  }

  #forgetKey() {
    if (!this.#opened) return;
    this.#opened = null;
    clearTimeout(this.#ending);
    this.#sender.end();
    this.dispatchEvent(new Event("locked"));
  }

  async #changedOne(id) {
    return this.#written(await this.#queue.one(id));
  }

  /** Return the entry that was written; all is counted and sent after whoever waits for it has shown it. */
  async #written(one) {
    clearTimeout(this.#soon);
    this.#soon = setTimeout(() => {
      this.#changed();
      this.#sender.send();
    });
    return shown(one, await this.#queue.ahead(one));
  }

  #changed() {
    this.#count();
    // A closed notebook tells nobody.
    try { this.#channel.postMessage("changed"); } catch { /* closed */ }
  }

  async #count() {
    this.#counted = counted(await this.#store.read(["entries"], ({ entries }) => ask(entries.getAll())));
    this.dispatchEvent(new Event("change"));
  }
}

function counted(entries) {
  const waiting = entries.filter(({ state }) => state === "waiting");
  const first = (moments) => (moments.length ? new Date(Math.min(...moments)) : null);
  // A record of the first format is a comment and does not say so.
  const count = (wanted) => waiting.filter(({ kind = "comment" }) => kind === wanted).length;
  return {
    waiting: waiting.length,
    kinds: { comment: count("comment"), meeting: count("meeting"), picture: count("picture") },
    since: first(waiting.map(({ made_at: at }) => at)),
    nextAt: first(waiting.map(({ next_at: at }) => at).filter((at) => at > Date.now())),
  };
}
