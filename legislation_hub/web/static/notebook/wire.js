/* Asks the server, and takes for an answer only what is one: a portal's page, half a body or silence never is. */

const BATCH_TIMEOUT = 60_000;
const SHORT_TIMEOUT = 15_000;
const LONGEST_REST = 3_600_000;

/** Nothing came back that counts. `why`: "network", "busy", "server" or "strange"; `rest`: ms that the server asks for, or null. */
export class NoAnswer extends Error {
  constructor(why, rest = null) {
    super(why);
    this.name = "NoAnswer";
    this.why = why;
    this.rest = rest;
  }
}

/** Return {status, json, etag}; json is null where the answer carries none. Throws NoAnswer. */
export async function call(method, path, { json, body, headers = {} } = {}) {
  const ending = new AbortController();
  const timer = setTimeout(() => ending.abort(), body || json ? BATCH_TIMEOUT : SHORT_TIMEOUT);
  let answer;
  let read;
  try {
    answer = await fetch(path, {
      method,
      body: json ? JSON.stringify(json) : body,
      headers: { Accept: "application/json", ...(json && { "Content-Type": "application/json" }), ...headers },
      credentials: "same-origin",
      cache: "no-store",
      redirect: "manual",
      signal: ending.signal,
    });
    read = await answer.text();
  } catch {
    throw new NoAnswer("network");
  } finally {
    clearTimeout(timer);
  }
  return judged(answer, read);
}

/** Return a UUIDv7 (RFC 9562): 48 bits of milliseconds, then random bits. */
export function newId(moment = Date.now()) {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  new DataView(bytes.buffer).setBigUint64(0, (BigInt(moment) << 16n) | BigInt(bytes[6] << 8 | bytes[7]));
  bytes[6] = (bytes[6] & 0x0f) | 0x70;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}

/** Return what this phone's clock says, with its offset (RFC 3339). */
export function deviceTime(moment = new Date()) {
  const offset = -moment.getTimezoneOffset();
  const two = (number) => String(Math.trunc(Math.abs(number))).padStart(2, "0");
  const local = new Date(moment.getTime() + offset * 60_000).toISOString().slice(0, -1);
  return `${local}${offset < 0 ? "-" : "+"}${two(offset / 60)}:${two(offset % 60)}`;
}

/** Return the SHA-256 of a text in hex. */
export async function sha256(said) {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(said));
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

function judged(answer, read) {
  const { status } = answer;
  if (answer.type === "opaqueredirect" || (status >= 300 && status !== 304 && status < 400)) throw new NoAnswer("strange");
  if (status === 429 || status === 503) throw new NoAnswer("busy", resting(answer.headers.get("Retry-After")));
  if (status === 502 || status === 504) throw new NoAnswer("network");
  let json = null;
  if (/^application\/(problem\+)?json\b/.test(answer.headers.get("Content-Type") ?? "")) {
    try { json = JSON.parse(read); } catch { throw new NoAnswer("strange"); }
  }
  if (answer.ok && status !== 204 && (json === null || typeof json !== "object")) throw new NoAnswer("strange");
  return { status, json, etag: answer.headers.get("ETag") };
}

function resting(seconds) {
  const asked = Number.parseInt(seconds, 10) * 1000;
  // As much again at random: whoever was sent away together does not come back together.
  return asked >= 0 ? Math.min(asked, LONGEST_REST) * (1 + Math.random()) : null;
}
