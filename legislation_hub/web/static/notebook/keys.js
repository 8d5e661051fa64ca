/* Who opens the notebook: the PIN once a day, and where it was forgotten the server's key; nobody else, and not by trying. */

import { DoesNotOpen, ROUNDS, keyOfPin, keyOfServer, newDataKey, openBytes, randomBytes, sealBytes, usable } from "./seal.js";
import { Gone, ask } from "./store.js";

const DAY = 24 * 3_600_000;
const FREE_TRIES = 5;
const FIRST_REST = 60_000;
const LONGEST_REST = 3_600_000;

/** The PIN is another one; `left` tries remain before the next pause. */
export class WrongPin extends Error {
  constructor(left) { super("wrong pin"); this.name = "WrongPin"; this.left = left; }
}
/** The notebook wants its PIN (`until` is null), or wants it no earlier than `until`. */
export class Locked extends Error {
  constructor(until = null) { super("locked"); this.name = "Locked"; this.until = until; }
}
/** What was asked cannot be; `code` says why. */
export class Refused extends Error {
  constructor(code) { super(code); this.name = "Refused"; this.code = code; }
}

/** Write down the keys of a new notebook and return its data key, opened for today. */
export async function makeKeys(store, { account, person, device, pin, serverKey }) {
  const data = newDataKey();
  const server = await sealBytes(await keyOfServer(serverKey), `${account}:server`, data);
  const kept = { id: "keys", account, person, device, server, ...(await wrappedByPin(account, pin, data)) };
  const made = await store.write(["keys"], async ({ keys }) => {
    if (await ask(keys.get("keys"))) return false;
    keys.put(kept);
    return true;
  });
  if (!made) throw new Refused("exists");
  return openToday(store, data);
}

/** Return what is written on the cover, readable while it is locked, and whether it was opened today. */
export async function cover(store) {
  const [kept, opened] = await store.read(["keys"], ({ keys }) => Promise.all([ask(keys.get("keys")), ask(keys.get("opened"))]));
  if (!kept) throw new Gone();
  const { account, person, device } = kept;
  return { account, person, device, openedUntil: isToday(opened) ? opened.until : null };
}

/** Return the data key of a notebook that was opened today, and until when; throws Locked. */
export async function keyOfToday(store) {
  const opened = await store.read(["keys"], ({ keys }) => ask(keys.get("opened")));
  if (isToday(opened)) return opened;
  await lock(store);
  throw new Locked();
}

/** Open with the PIN for the rest of the day; throws WrongPin, Locked. */
export async function openWithPin(store, pin) {
  return openToday(store, await bytesByPin(store, pin));
}

/** Open with the server's key and set a new PIN; what waits in the notebook stays as it is. Throws DoesNotOpen. */
export async function openWithServerKey(store, serverKey, newPin) {
  const kept = await keysOf(store);
  const data = await openBytes(await keyOfServer(serverKey), `${kept.account}:server`, kept.server);
  await setPin(store, kept, newPin, data);
  return openToday(store, data);
}

/** Set another PIN; throws WrongPin, Locked. */
export async function changePin(store, old, pin) {
  const data = await bytesByPin(store, old);
  await setPin(store, await keysOf(store), pin, data);
}

/** Forget the opened key: the next opening needs the PIN. */
export const lock = (store) => store.write(["keys"], async ({ keys }) => { keys.delete("opened"); });

async function openToday(store, data) {
  const opened = { id: "opened", key: await usable(data), until: Date.now() + DAY };
  await store.write(["keys"], async ({ keys }) => { keys.put(opened); });
  return opened;
}

// A clock that was set back does not make the day longer.
const isToday = (opened) => Boolean(opened) && opened.until > Date.now() && opened.until <= Date.now() + DAY;

async function keysOf(store) {
  const kept = await store.read(["keys"], ({ keys }) => ask(keys.get("keys")));
  if (!kept) throw new Gone();
  return kept;
}

async function bytesByPin(store, pin) {
  const kept = await keysOf(store);
  const wrong = await countTry(store);
  try {
    const data = await openBytes(await keyOfPin(tidy(pin), kept.salt, kept.rounds), `${kept.account}:pin`, kept.pin);
    await store.write(["keys"], async ({ keys }) => { keys.delete("tries"); });
    return data;
  } catch (error) {
    if (!(error instanceof DoesNotOpen)) throw error;
    throw new WrongPin(Math.max(0, FREE_TRIES - wrong));
  }
}

/** Count a try before it is made, so that closing the page saves nobody a try. Throws Locked during a pause. */
function countTry(store) {
  return store.write(["keys"], async ({ keys }) => {
    const { wrong = 0, until = 0 } = (await ask(keys.get("tries"))) ?? {};
    const now = Date.now();
    if (now < until && until <= now + LONGEST_REST) throw new Locked(new Date(until));
    const rest = wrong + 1 < FREE_TRIES ? 0 : Math.min(FIRST_REST * 2 ** (wrong + 1 - FREE_TRIES), LONGEST_REST);
    keys.put({ id: "tries", wrong: wrong + 1, until: rest && now + rest });
    return wrong + 1;
  });
}

async function setPin(store, kept, pin, data) {
  const wrapped = await wrappedByPin(kept.account, pin, data);
  await store.write(["keys"], async ({ keys }) => {
    keys.put({ ...kept, ...wrapped });
    keys.delete("tries");
  });
}

async function wrappedByPin(account, pin, data) {
  if (!/^\d{6}$/.test(tidy(pin))) throw new Refused("pin");
  const salt = randomBytes(16);
  return { salt, rounds: ROUNDS, pin: await sealBytes(await keyOfPin(tidy(pin), salt, ROUNDS), `${account}:pin`, data) };
}

// An input method may have typed the digits in their full width.
const tidy = (pin) => String(pin).normalize("NFKC").trim();
