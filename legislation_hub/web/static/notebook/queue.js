/* What was said at the doors, one sealed entry each: nothing changes an entry but whoever saw it as it is. */

import { draftId } from "./drafts.js";
import { newId, deviceTime } from "./wire.js";
import { DoesNotOpen, seal, sealBytes, openBytes, unseal } from "./seal.js";
import { ask } from "./store.js";
import { Refused } from "./keys.js";

const WIRE_FORMAT = 3;
const KEPT_TRACE = 30 * 24 * 3_600_000;
const IN_TRACE = ["task", "provision", "place", "household", "submission", "meeting", "heard_at", "stance", "corrects"];

/** The entries of one notebook. `key` returns the data key or throws Locked. */
export class Queue {
  #store;
  #key;
  #read = new Map();

  constructor(store, key) {
    this.#store = store;
    this.#key = key;
  }

  /** Return all as [{record, inside}] in the order of making; `inside` is null where a record does not open. */
  async all() {
    const records = await this.#store.read(["entries"], ({ entries }) => ask(entries.getAll()));
    const known = new Map(records.map((record) => [record.id, record]));
    for (const id of this.#read.keys()) if (!known.has(id)) this.#read.delete(id);
    const all = await Promise.all(records.map((record) => this.#open(record)));
    return all.sort((a, b) => a.record.made_at - b.record.made_at || (a.record.id < b.record.id ? -1 : 1));
  }

  /** Return one as {record, inside}, or null. */
  async one(id) {
    const record = await this.#store.read(["entries"], ({ entries }) => ask(entries.get(id)));
    return record ? this.#open(record) : null;
  }

  /** Return those that may have to reach the server before this one: its meeting, and what it corrects. */
  async ahead({ inside }) {
    const { meeting, corrects } = inside?.content ?? {};
    const found = await Promise.all([meeting, corrects].filter(Boolean).map((id) => this.one(id)));
    return found.filter(Boolean);
  }

  /** Add a comment, in the place of what was half typed about `draft`; returns {record, inside} after it is on the disk. */
  async say(content, { draft } = {}) {
    const change = newComment(content);
    const [record] = await this.commit([change], { draft });
    return { record, inside: change.inside };
  }

  /** Add a meeting, or change it: it stays made from the server's last revision. Returns its id. */
  async meet({ id = newId(), ...content }) {
    for (;;) {
      const was = await this.one(id);
      const { content: { revision = 0 } = {}, tried = [], stays } = was?.inside ?? {};
      const change = { was: was?.record, turned: { ...fresh("meeting", id), made_at: was?.record.made_at ?? Date.now() },
        inside: { content: { ...plain(content), revision }, tried, stays } };
      if ((await this.commit([change])).length) return id;
    }
  }

  /** The server's record of a meeting stands at this revision, whatever was changed on the phone meanwhile. */
  async reached(id, revision) {
    for (;;) {
      const { record, inside } = await this.#known(id);
      const change = { was: record, turned: {}, inside: { ...inside, content: { ...inside.content, revision }, tried: [] } };
      if ((await this.commit([change])).length) return;
    }
  }

  /** Add a picture with its bytes; returns its id. */
  async picture(bytes, content) {
    const id = newId();
    const box = await sealBytes(this.#key(), `${id}:bytes`, bytes);
    await this.commit([{ turned: fresh("picture", id), inside: { content: plain(content) } }], { picture: { id, ...box } });
    return id;
  }

  /** Return the bytes of a picture, or null. */
  async bytesOf(id) {
    const box = await this.#store.read(["pictures"], ({ pictures }) => ask(pictures.get(id)));
    return box ? openBytes(this.#key(), `${id}:bytes`, box) : null;
  }

  /** Put a comment right: itself where the server cannot have it, else by a new one that corrects it. Returns the id. */
  async mend(id, content, { draft } = {}) {
    for (;;) {
      const { record, inside } = await this.#known(id);
      if (record.kind === "meeting") return this.meet({ ...content, id });
      const said = { ...plain(content), heard_at: content.heard_at ?? inside.content.heard_at };
      const nameless = record.state === "rejected" && inside.problem?.errors?.some(({ field }) => field === "id");
      if (!nameless && same(said, inside.content)) {
        await this.commit([], { draft });
        return id;
      }
      const untouched = record.state === "rejected" || (record.state === "waiting" && record.tries === 0);
      const changes = nameless ? renamed(record, inside, said, await this.all())
        : untouched ? [{ was: record, turned: { state: "waiting", tries: 0, next_at: null, format: WIRE_FORMAT },
            inside: { content: said, before: inside.before ?? inside.content } }]
          : correcting(record, inside, said);
      if ((await this.commit(changes, { draft, whole: true })).length) return changes.at(-1).turned.id ?? id;
    }
  }

  /** Settle a conflict with the server's words or with mine. Returns the id of what stands now. */
  async settle(id, choice) {
    for (;;) {
      const { record, inside } = await this.#known(id);
      if (record.state !== "conflict") throw new Refused("state");
      const changes = record.kind === "meeting" ? settledMeeting(record, inside, choice)
        : choice === "mine" ? correcting(record, inside, inside.content) : [left(record, inside)];
      if ((await this.commit(changes, { whole: true })).length) return changes.at(-1).turned.id ?? id;
    }
  }

  /** Remember that the person has this entry in a file; one that the server will not take leaves the queue. */
  async saved(id) {
    for (;;) {
      const { record } = await this.#known(id);
      const leaves = record.state === "rejected" || record.state === "conflict";
      const turned = { saved_at: Date.now(), ...(leaves && { state: "confirmed", next_at: null }) };
      if ((await this.commit([{ was: record, turned }])).length) return;
    }
  }

  /** Count a try of each, on the disk before anything leaves the phone; returns those that are still as they were. */
  async claim(some) {
    const written = await this.commit(some.map(({ record }) => ({ was: record, turned: { tries: record.tries + 1 } })));
    const done = new Set(written.map(({ id }) => id));
    return some.filter(({ record }) => done.has(record.id))
      .map(({ record, inside }) => ({ record: { ...record, tries: record.tries + 1 }, inside }));
  }

  /**
   * Write changes [{was, turned, inside}] in one transaction and return the records written. One whose record is
   * not as it `was` (undefined: not there) is left out; with `whole` then nothing is written; one that is `gone` is
   * removed. A `picture` goes with them, a `draft` goes away with them; what has left the queue takes its bytes along. Throws Full, Locked.
   */
  async commit(changes, { picture = null, draft = null, whole = false } = {}) {
    const puts = await Promise.all(changes.map(async ({ was, turned, inside, gone = false }) => {
      const record = { ...was, ...turned };
      return { was, gone, record: { ...record, ...(inside && await seal(this.#key(), record.id, inside)) } };
    }));
    return this.#store.write(["entries", "pictures", ...(draft ? ["packs"] : [])], async ({ entries, pictures, packs }) => {
      const now = await Promise.all(puts.map(({ record }) => ask(entries.get(record.id))));
      const fit = puts.filter(({ was }, number) => isSame(was, now[number]));
      if (whole && fit.length < puts.length) return [];
      for (const { record, gone } of fit) {
        if (gone) entries.delete(record.id);
        else entries.put(record);
        if (record.kind === "picture" && record.state === "confirmed") pictures.delete(record.id);
      }
      if (picture) pictures.put(picture);
      if (draft) packs.delete(draftId(draft));
      return fit.map(({ record }) => record);
    });
  }

  /** Forget the traces of what left the phone a month ago. */
  async tidy() {
    const old = (await this.all()).filter(({ record }) => ["confirmed", "sent"].includes(record.state)
      && (record.state === "confirmed" || record.kind === "meeting")
      && (record.sent_at ?? record.saved_at ?? record.made_at) < Date.now() - KEPT_TRACE);
    if (!old.length) return;
    await this.#store.write(["entries"], async ({ entries }) => { for (const { record } of old) entries.delete(record.id); });
  }

  async #known(id) {
    const found = await this.one(id);
    if (!found?.inside) throw new Refused("unknown");
    return found;
  }

  async #open(stored) {
    // What a page of an earlier release wrote beside a newer one lacks what came later.
    const record = { kind: "comment", format: 1, sent_at: null, saved_at: null, next_at: null, number: null, ...stored };
    const key = this.#key();
    const sign = `${record.iv}`;
    const known = this.#read.get(record.id);
    if (known?.sign === sign) return { record, inside: known.inside };
    let inside = null;
    try {
      inside = await unseal(key, record.id, record);
    } catch (error) {
      if (!(error instanceof DoesNotOpen)) throw error;
    }
    this.#read.set(record.id, { sign, inside });
    return { record, inside };
  }
}

/** Return what pages see of an entry. */
export function shown({ record, inside }, all) {
  const moment = (ms) => (ms ? new Date(ms) : null);
  return {
    id: record.id, kind: record.kind, state: record.state, number: record.number, tries: record.tries,
    madeAt: moment(record.made_at), sentAt: moment(record.sent_at), nextAt: moment(record.next_at), savedAt: moment(record.saved_at),
    receipt: inside?.receipt ?? null, late: inside?.late ?? false, before: inside?.before ?? null,
    corrects: inside?.content.corrects ?? null, content: inside?.content ?? {}, stays: inside?.stays ?? [],
    problem: !inside ? { code: "sealed" }
      : before({ record, inside }, all)?.record.state === "rejected" ? { code: "meeting" } : inside.problem ?? null,
  };
}

/** Return what must reach the server before this comment: its meeting, or the comment that it corrects; else null. */
export function before({ record, inside }, all) {
  const { meeting, corrects } = inside?.content ?? {};
  if (record.kind !== "comment" || record.state !== "waiting" || !(meeting || corrects)) return null;
  return all.find(({ record: { id, state } }) => (id === meeting && ["waiting", "rejected"].includes(state))
    || (id === corrects && state === "waiting")) ?? null;
}

/** Return the change by which an entry leaves its words: a trace with its number stays for a while. */
export function left(record, inside, turned = {}) {
  const content = Object.fromEntries(IN_TRACE.filter((name) => name in inside.content).map((name) => [name, inside.content[name]]));
  return { was: record, turned: { state: "confirmed", next_at: null, number: inside.problem?.number ?? record.number, ...turned },
    inside: { content, receipt: inside.receipt, late: inside.late } };
}

function newComment(content) {
  const made = Date.now();
  return { turned: { ...fresh("comment", newId(made), made) },
    inside: { content: { heard_at: deviceTime(new Date(made)), ...plain(content) } } };
}

function fresh(kind, id, made = Date.now()) {
  return { id, kind, format: WIRE_FORMAT, state: "waiting", made_at: made, sent_at: null, saved_at: null, tries: 0, next_at: null, number: null };
}

/** A slip is mended by a new comment that corrects the old one, which stays; a conflicting one is thereby settled. */
function correcting(record, inside, content) {
  const submission = inside.content.submission ?? record.id;
  const added = newComment({ ...content, submission, corrects: record.id });
  return record.state === "conflict" ? [left(record, inside), added] : [added];
}

/** Under its id stands somebody else's comment: it goes under a new one, and what is to go with it follows. */
function renamed(record, inside, content, all) {
  const made = record.made_at, id = newId(made);
  const follows = ({ record: other, inside: its }) => its?.content.submission === record.id
    && (other.state === "rejected" || (other.state === "waiting" && other.tries === 0));
  return [{ was: record, gone: true },
    ...all.filter(follows).map((one) => ({ was: one.record, turned: {},
      inside: { ...one.inside, content: { ...one.inside.content, submission: id } } })),
    { turned: fresh("comment", id, made), inside: { content, before: inside.before ?? inside.content } }];
}

function settledMeeting(record, inside, choice) {
  const theirs = inside.problem?.theirs ?? {};
  const { stays } = inside;
  if (choice === "theirs") {
    return [{ was: record, turned: { state: "sent", sent_at: Date.now(), next_at: null }, inside: { content: plain(theirs), stays } }];
  }
  return [{ was: record, turned: { state: "waiting", tries: 0, next_at: null },
    inside: { content: { ...inside.content, revision: theirs.revision ?? 0 }, stays } }];
}

/** What is not said leaves no trace; what is said stays as it was typed. */
function plain({ id, format, ...content }) {
  const said = Object.entries(content).filter(([_name, value]) => value !== undefined && value !== null && value !== "");
  return structuredClone(Object.fromEntries(said));
}

const same = (a, b) => JSON.stringify(Object.entries(a).sort()) === JSON.stringify(Object.entries(b).sort());

const isSame = (was, now) => (was && now
  ? was.state === now.state && was.tries === now.tries && `${was.iv}` === `${now.iv}` : !was && !now);
