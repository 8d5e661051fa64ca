/* Sends what waits: as often as it takes, one page at a time, under its owner's name only, and nothing stands in another's way. */

import { before, left } from "./queue.js";
import { NoAnswer, call, deviceTime, sha256 } from "./wire.js";

const COMMENTS = "/api/v1/comments";
const OWN = "/field/notebook";
const AT_ONCE = 100;
const BYTES_AT_ONCE = 256 * 1024;
const HELD_AT_ONCE = 500;
const FIRST_REST = 2_000;
const LONGEST_REST = 300_000;
const ENTRY_REST = 60_000;
const LONGEST_ENTRY_REST = 3_600_000;
const TOLD_AGAIN = 3_600_000;

/** The session is nobody's or somebody else's: nothing is sent until that has changed. */
class NotOurs extends Error {
  constructor(session) { super(session); this.session = session; }
}

/**
 * Sends one notebook's queue while the page is open. `clock` is how far the phone's was ahead when the server was last
 * heard; `changed` is called when entries or status are new, `learnt` with how far it is ahead now.
 */
export class Sender {
  status = { sending: false, session: "unknown", problem: null, clock: 0, build: null };
  #cover;
  #queue;
  #changed;
  #learnt;
  #csrf = null;
  #running = null;
  #missed = false;
  #woken = false;
  #timer = null;
  #failures = 0;
  #restUntil = 0;
  #size = AT_ONCE;
  #stumbled = "";
  #suspects = [];
  #tried = new Set();
  #asked = new Set();
  #told = { waiting: null, at: 0 };
  #ended = new AbortController();

  constructor(cover, queue, { clock, changed, learnt }) {
    this.#cover = cover;
    this.#queue = queue;
    this.#changed = changed;
    this.#learnt = learnt;
    this.status.clock = clock;
    const { signal } = this.#ended;
    addEventListener("online", () => this.#wake(), { signal });
    addEventListener("pageshow", () => this.#wake(), { signal });
    document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && this.#wake(), { signal });
  }

  /** Stop for good; what is under way comes to its end. */
  end() {
    this.#ended.abort();
    clearTimeout(this.#timer);
  }

  /** Send what is due; with `now` also what rests. Resolves when this round is over; never throws. */
  async send({ now = false } = {}) {
    if (this.#running) {
      this.#missed = true;
      await this.#running;
      if (!now) return;
    }
    this.#running ??= this.#alone(now).finally(() => { this.#running = null; });
    await this.#running;
  }

  /** Ask the server under our own name. Throws NoAnswer, NotOurs. */
  async ask(method, path, { headers = {}, ...more } = {}) {
    if (!this.#csrf) await this.greet();
    const answer = await call(method, path, { ...more, headers: { ...headers, "X-CSRFToken": this.#csrf,
      "Legislation-Hub-Account": this.#cover.account, "Device-Time": deviceTime() } });
    if (answer.status === 401) throw this.#notOurs("none");
    if (answer.status === 412) throw this.#notOurs("other");
    return answer;
  }

  /** See whose session this is. Throws NoAnswer, NotOurs. */
  async greet() {
    const { status, json } = await call("GET", `${OWN}/session`);
    if (status === 401 || status === 403) throw this.#notOurs("none");
    if (status !== 200 || !json.account || !json.csrf) throw new NoAnswer("strange");
    if (json.account !== this.#cover.account) throw this.#notOurs("other");
    this.#csrf = json.csrf;
    const ahead = Date.now() - Date.parse(json.server_time);
    const clock = Number.isFinite(ahead) ? ahead : this.status.clock;
    this.#set({ session: "ours", build: json.build, clock });
    this.#learnt(clock);
  }

  #notOurs(session) {
    this.#csrf = null;
    this.#set({ session });
    return new NotOurs(session);
  }

  #wake() {
    this.#woken = true;
    if (this.status.problem === "network") this.#restUntil = 0;
    this.send();
  }

  async #alone(now) {
    this.#missed = this.#woken = false;
    const { signal } = this.#ended;
    try {
      // Where another page sends, its turn is waited for: it may be gone before all is sent.
      await navigator.locks.request(`notebook:${this.#cover.account}`, { signal }, () => this.#round(now));
      await this.#plan();
    } catch (error) {
      // Locked, or the database is gone: whoever opens the notebook next is told, and sending begins again then.
      if (signal.aborted || ["Locked", "Gone", "OtherTab"].includes(error.name)) return;
      if (error.name !== "Full") reportError(error);
      this.#wakeIn(ENTRY_REST);
    }
  }

  /** Send all that is due, as far as the server can be asked. */
  async #round(now) {
    if (!now && isAhead(this.#restUntil, LONGEST_ENTRY_REST)) return;
    this.#tried.clear();
    this.#asked.clear();
    let step = await this.#next(now);
    if (!step) {
      await this.#tell();
      return;
    }
    this.#set({ sending: true });
    try {
      this.#csrf = null;
      await this.greet();
      for (; step; step = await this.#next(now)) {
        await step();
        this.#changed();
      }
      this.#failures = 0;
      this.#restUntil = 0;
      this.#set({ problem: null });
      await this.#tell();
      await this.#queue.tidy();
    } catch (error) {
      if (error instanceof NoAnswer) this.#rest(error);
      else if (error instanceof NotOurs) this.#set({ problem: null });
      else throw error;
    } finally {
      this.#set({ sending: false });
    }
  }

  /** Return what to do next, as a function, or null. */
  async #next(now) {
    const all = await this.#queue.all();
    const due = all.filter(({ record, inside }) => inside && record.state === "waiting" && !this.#tried.has(record.id)
      && (now || !isAhead(record.next_at, LONGEST_ENTRY_REST)));
    const [meeting] = due.filter(({ record }) => record.kind === "meeting");
    if (meeting) return () => this.#meeting(meeting);
    const comments = due.filter((one) => one.record.kind === "comment" && !before(one, all));
    const sound = comments.filter(({ inside }) => inside.problem?.code !== "server");
    if (sound.length) return () => this.#batch(this.#together(sound), all);
    const coming = new Set(all.filter(({ record, inside }) => inside && record.kind === "comment" && record.state === "waiting")
      .map(({ record, inside }) => inside.content.submission ?? record.id));
    const [picture] = due.filter(({ record, inside }) => record.kind === "picture" && !coming.has(inside.content.submission));
    if (picture) return () => this.#picture(picture);
    const sent = all.filter(({ record, inside }) => inside && record.kind === "comment" && record.state === "sent" && !this.#asked.has(record.id));
    if (sent.length) return () => this.#confirm(sent.slice(0, HELD_AT_ONCE));
    // At these the server stumbled before: alone, and after all that goes well.
    return comments.length ? () => this.#batch(comments.slice(0, 1), all) : null;
  }

  /** Choose which comments go together: as many as may, or half of those among which the server stumbles. */
  #together(comments) {
    const suspects = comments.filter(({ record }) => this.#suspects.includes(record.id));
    if (suspects.length) return suspects.slice(0, Math.ceil(suspects.length / 2));
    this.#suspects = [];
    const group = [];
    let bytes = 0;
    for (const one of comments.slice(0, this.#size)) {
      bytes += JSON.stringify(wire(one)).length * 2;
      if (group.length && bytes > BYTES_AT_ONCE) break;
      group.push(one);
    }
    return group;
  }

  async #batch(group, all) {
    const some = await this.#claim(group);
    if (!some.length) return;
    const answer = await this.#renewed(() => this.ask("POST", `${COMMENTS}/batch`, { json: { comments: some.map(wire) } }));
    if (answer.status !== 200) return this.#stumble(some, answer);
    const results = new Map((Array.isArray(answer.json.results) ? answer.json.results : []).map((one) => [one?.id, one]));
    const changes = some.flatMap((one) => told(one, results.get(one.record.id), all));
    // An answer that names none of them is somebody else's.
    if (!changes.length) throw new NoAnswer("strange");
    this.#goesWell(some);
    await this.#queue.commit(changes);
  }

  async #meeting({ record: { id }, record, inside }) {
    this.#tried.add(id);
    const { content } = inside;
    // Were the answer lost and the record changed meanwhile, the server would stand at what was sent now.
    const marked = { ...inside, tried: [...(inside.tried ?? []), content] };
    if (!(await this.#queue.commit([{ was: record, turned: { tries: record.tries + 1 }, inside: marked }])).length) return;
    const claimed = await this.#queue.one(id);
    const answer = await this.#renewed(() => this.ask("PUT", `/api/v1/meetings/${id}`, { json: content }));
    const { status, json } = answer;
    if (status < 300 && json?.id === id) {
      const revision = json.revision ?? content.revision;
      const done = { was: claimed.record, turned: sentNow(json.number), inside: { content: { ...content, revision }, stays: inside.stays } };
      if (!(await this.#queue.commit([done])).length) await this.#queue.reached(id, revision);
    } else if (status < 300) {
      throw new NoAnswer("strange");
    } else if (status === 409 && marked.tried.some((sent) => isSaid(sent, json?.meeting))) {
      await this.#queue.reached(id, json.meeting.revision);
      this.#tried.delete(id);
    } else if (status === 409) {
      await this.#queue.commit([refused(claimed, "conflict", json, { theirs: json?.meeting })]);
    } else if (isFinal(status)) {
      const back = putBack(claimed, json);
      await this.#queue.commit([back ?? refused(claimed, "rejected", json)]);
      if (back) this.#tried.delete(id);
    } else {
      return this.#stumble([claimed], answer);
    }
    this.#goesWell([claimed]);
  }

  async #picture(one) {
    const [claimed] = await this.#claim([one]);
    if (!claimed) return;
    const { record: { id }, inside: { content: { type, ...content } } } = claimed;
    const about = new URLSearchParams(Object.entries(content).filter(([name]) => ["submission", "meeting", "slip"].includes(name)));
    const body = await this.#queue.bytesOf(id);
    let answer;
    try {
      answer = await this.#renewed(() => this.ask("PUT", `/api/v1/attachments/${id}?${about}`, { body, headers: { "Content-Type": type } }));
    } catch (error) {
      // Too large for this network, perhaps: words that are said meanwhile need not wait for it.
      if (error instanceof NoAnswer) await this.#setAside(claimed);
      throw error;
    }
    const { status, json } = answer;
    if (status < 300 && json?.id === id) {
      await this.#queue.commit([{ was: claimed.record, turned: { ...sentNow(), state: "confirmed" }, inside: { content } }]);
    } else if (status < 300) {
      throw new NoAnswer("strange");
    } else if (status === 413 || status === 415) {
      await this.#queue.commit([refused(claimed, "rejected", json, { code: status === 413 ? "large" : "unsupported" })]);
    } else if (status === 404) {
      await this.#setAside(claimed);
    } else if (isFinal(status) || status === 409) {
      await this.#queue.commit([refused(claimed, "rejected", json)]);
    } else {
      return this.#stumble([claimed], answer);
    }
    this.#goesWell([claimed]);
  }

  /** Let go of the words that the server holds; what it does not hold (any more) waits again. */
  async #confirm(sent) {
    for (const { record } of sent) this.#asked.add(record.id);
    const { status, json } = await this.ask("POST", `${COMMENTS}/held`, { json: { ids: sent.map(({ record }) => record.id) } });
    if (status !== 200 || !Array.isArray(json.items)) throw new NoAnswer(status < 500 ? "strange" : "server");
    const held = new Map(json.items.map((one) => [one.id, one]));
    await this.#queue.commit(await Promise.all(sent.map(async ({ record, inside }) => {
      const found = held.get(record.id);
      if (!found) return { was: record, turned: { state: "waiting", next_at: Date.now() + restOf(record.tries) } };
      const ours = await sha256((inside.content.words ?? "").normalize("NFC"));
      // Nothing to compare: the household has taken its words back meanwhile.
      if (found.digest === ours || found.digest === "") return left(record, inside, { number: found.number });
      return refused({ record, inside }, "conflict", { number: found.number });
    })));
  }

  async #claim(group) {
    for (const { record } of group) this.#tried.add(record.id);
    return this.#queue.claim(group);
  }

  /** Ask; a form token of an older session is renewed once, and silence makes the next batch smaller. */
  async #renewed(asking) {
    try {
      const answer = await asking();
      if (answer.status !== 400 || !/stale-form$/.test(answer.json?.type ?? "")) return answer;
      this.#csrf = null;
      return await asking();
    } catch (error) {
      if (error instanceof NoAnswer && error.why === "network") this.#size = Math.max(1, this.#size >> 1);
      throw error;
    }
  }

  #goesWell(group) {
    this.#size = Math.min(AT_ONCE, this.#size * 2);
    this.#failures = 0;
    this.#stumbled = "";
    this.#suspects = this.#suspects.filter((id) => !group.some(({ record }) => record.id === id));
  }

  /** The server takes none of these together: the second time half of them are tried, and in the end the one is found. */
  async #stumble(group, { status, json }) {
    const ids = group.map(({ record }) => record.id);
    if (group[0].inside.problem?.code === "server") return this.#setAside(group[0], json);
    const again = this.#stumbled === `${ids}` || this.#suspects.includes(ids[0]) || status === 413;
    this.#stumbled = `${ids}`;
    if (again && group.length > 1) {
      this.#suspects = ids;
    } else if (again) {
      this.#suspects = this.#suspects.filter((id) => id !== ids[0]);
      if (status === 413) await this.#queue.commit([refused(group[0], "rejected", json, { code: "large" })]);
      else await this.#setAside(group[0], json);
    }
    throw new NoAnswer("server");
  }

  /** One that cannot be sent now rests by itself, longer each time, and is tried alone. */
  async #setAside({ record, inside }, json = null) {
    const times = (inside.problem?.times ?? 0) + 1;
    await this.#queue.commit([{ was: record, turned: { next_at: Date.now() + restOf(times) },
      inside: { ...inside, problem: { ...problem("server", json), times } } }]);
  }

  #rest({ why, rest }) {
    this.#set({ problem: why });
    // The network came back in the midst of it, which itself breaks what is under way: nothing speaks for a pause.
    if (why === "network" && this.#woken) return;
    const pause = rest ?? spread(Math.min(FIRST_REST * 2 ** this.#failures, LONGEST_REST));
    this.#failures += 1;
    this.#restUntil = Date.now() + pause;
  }

  /**
   * Wake up when the rest is over, the next entry is due, or after five minutes; never for nothing. What came in the
   * last moment of a round, words or the network, goes on at once.
   */
  async #plan() {
    const open = (await this.#queue.all()).filter(({ record, inside }) => inside && (record.state === "waiting"
      || (record.state === "sent" && record.kind === "comment")));
    clearTimeout(this.#timer);
    if (!open.length || this.#ended.signal.aborted) return;
    const now = Date.now();
    const due = open.map(({ record }) => record.next_at).filter((at) => at > now);
    const at = this.#restUntil > now ? this.#restUntil : this.#missed ? now : Math.min(now + LONGEST_REST, ...due);
    this.#wakeIn(Math.max(1_000, Math.min(at - now, LONGEST_ENTRY_REST * 2)));
  }

  #wakeIn(pause) {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.send(), pause);
  }

  /** Tell the server how many wait, so that the room can see a phone that has not been back. */
  async #tell() {
    const waiting = (await this.#queue.all()).filter(({ record }) => record.state === "waiting");
    const since = waiting.length ? deviceTime(new Date(waiting[0].record.made_at)) : null;
    if (this.status.session !== "ours") return;
    if (this.#told.waiting === waiting.length && Date.now() - this.#told.at < TOLD_AGAIN) return;
    try {
      await this.ask("POST", `${OWN}/devices/${this.#cover.device}/waiting`, { json: { waiting: waiting.length, since } });
      this.#told = { waiting: waiting.length, at: Date.now() };
    } catch { /* the next round tells it */ }
  }

  #set(change) {
    if (Object.entries(change).every(([name, value]) => this.status[name] === value)) return;
    Object.assign(this.status, change);
    this.#changed();
  }
}

/** Return a comment as it goes over the wire. */
export const wire = ({ record, inside }) => ({ ...inside.content, id: record.id, format: record.format });

function told(one, result, all) {
  const { record, inside } = one;
  if (!result) return [];
  if (["created", "exists"].includes(result.status) && result.number) {
    const { receipt = null, late = false } = result;
    return [{ was: record, turned: sentNow(result.number), inside: { content: inside.content, receipt, late } }];
  }
  if (result.status === "conflict") return [refused(one, "conflict", { ...result.problem, number: result.number })];
  if (result.status !== "rejected" || !isFinal(result.problem?.status ?? 422)) return [];
  // What was to correct it stands for itself now.
  const heirs = all.filter((other) => other.inside?.content.corrects === record.id && other.record.state === "waiting");
  return [refused(one, "rejected", result.problem), ...heirs.map((heir) => {
    const { corrects, ...content } = heir.inside.content;
    return { was: heir.record, turned: {}, inside: { ...heir.inside, content } };
  })];
}

const sentNow = (number = null) => ({ state: "sent", number, sent_at: Date.now(), next_at: null });

const refused = ({ record, inside }, state, json, more = {}) => ({ was: record, turned: { state, next_at: null },
  inside: { ...inside, problem: { ...problem(state, json), ...more } } });

const problem = (code, json) => ({ code, title: json?.title ?? null, errors: json?.errors ?? [], number: json?.number ?? null });

/**
 * Put back on a meeting's list who has spoken elsewhere than on this phone, so that all else goes on; null where there is
 * nobody. Who `stays` for that reason is kept, to be told.
 */
function putBack({ record, inside }, json) {
  const { content: { attendees = [] }, stays = [] } = inside;
  const missing = (json?.spoken ?? []).filter(({ id }) => !attendees.some((one) => one.id === id));
  if (!missing.length) return null;
  const known = { content: { ...inside.content, attendees: [...attendees, ...missing] }, stays: [...stays, ...missing.map(({ id }) => id)] };
  return { was: record, turned: {}, inside: { ...inside, ...known } };
}

/** Return whether the server's record of a meeting says what was sent, in its own way of writing. */
function isSaid(sent, theirs) {
  const same = (mine, other) => {
    if (Array.isArray(mine)) return mine.length === other?.length && mine.every((one, at) => same(one, other[at]));
    if (mine && typeof mine === "object") return Object.keys(mine).every((name) => name === "revision" || same(mine[name], other?.[name]));
    return (mine || null) === (other || null) || (Date.parse(mine) > 0 && Date.parse(mine) === Date.parse(other));
  };
  return Boolean(theirs?.revision) && same(sent, theirs);
}

/** Return whether the server will say the same the next time. */
const isFinal = (status) => status >= 400 && status < 500 && ![408, 413, 425, 429].includes(status);

/** Return how long an entry rests after so many times in vain. */
const restOf = (times) => spread(Math.min(ENTRY_REST * 2 ** (times - 1), LONGEST_ENTRY_REST));

/** Return a pause between half of it and all of it: what failed together does not come back together. */
const spread = (pause) => pause * (0.5 + Math.random() / 2);

/** Return whether a moment lies ahead, and no further than it was ever set: the clock may have been put back since. */
const isAhead = (moment, furthest) => moment > Date.now() && moment <= Date.now() + furthest;
