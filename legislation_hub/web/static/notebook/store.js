/* The notebook's database: a write is on the disk before it is said to be done, and every old format is carried forward. */

const FORMAT = 3;
const PREFIX = "notebook:";

// A step for each format: the stores that it adds, and what its entries say that earlier ones did not. A step only adds:
// what a page of an earlier release reads and writes stays good beside it.
const STEPS = {
  1: { adds: ["keys", "entries"], says: {} },
  2: { adds: ["packs"], says: { format: 1 } },
  3: { adds: ["pictures"], says: { kind: "comment" } },
};

/** The database is not there (any more); nothing is made in its place. */
export class Gone extends Error { name = "Gone"; }
/** Another tab of an older release holds the database in its old format: it must be closed. */
export class OtherTab extends Error { name = "OtherTab"; }
/** There is no room on the phone for one thing more; nothing of it was kept. */
export class Full extends Error { name = "Full"; }

/** Return the accounts that have a notebook on this phone. */
export async function accounts() {
  const found = await indexedDB.databases();
  return found.map(({ name }) => name).filter((name) => name.startsWith(PREFIX)).map((name) => name.slice(PREFIX.length)).sort();
}

/** One account's database. It is let go of as soon as a newer release wants to carry it forward, and opened again. */
export class Store {
  #connection = null;

  constructor(account) {
    this.account = account;
    this.name = PREFIX + account;
  }

  /** Make the database, or leave it as it is. */
  async make() { await this.#connect(true); }

  /** Remove the database with all that is in it. */
  async remove() {
    this.close();
    await ask(indexedDB.deleteDatabase(this.name));
  }

  close() {
    this.#connection?.then((database) => database.close(), () => {});
    this.#connection = null;
  }

  /** Read; `work` gets the stores by name and returns a promise that awaits nothing but requests to them. */
  read(names, work) { return this.#run("readonly", names, work); }

  /** Write all or nothing; resolves after the transaction is complete. Throws Full. */
  write(names, work) { return this.#run("readwrite", names, work); }

  async #run(mode, names, work) {
    const transaction = await this.#begin(mode, names);
    const stores = Object.fromEntries(names.map((name) => [name, transaction.objectStore(name)]));
    let failure;
    const ended = new Promise((resolve, reject) => {
      transaction.oncomplete = resolve;
      transaction.onabort = () => reject(transaction.error ?? failure ?? new DOMException("", "AbortError"));
    });
    const done = work(stores).catch((error) => {
      failure = error;
      try { transaction.abort(); } catch { /* it had ended before */ }
    });
    try {
      await ended;
    } catch (error) {
      throw error.name === "QuotaExceededError" ? new Full() : error;
    }
    return done;
  }

  async #begin(mode, names) {
    for (let again = true; ; again = false) {
      const database = await this.#connect(false);
      try {
        return database.transaction(names, mode, { durability: "strict" });
      } catch (error) {
        // The connection was let go of between being asked for and being used.
        if (error.name !== "InvalidStateError" || !again) throw error;
        this.#connection = null;
      }
    }
  }

  #connect(making) {
    this.#connection ??= connect(this.name, making, () => { this.#connection = null; })
      .catch((error) => { this.#connection = null; throw error; });
    return this.#connection;
  }
}

/** Return what a request of the database brings. */
export function ask(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

async function connect(name, making, left) {
  let database;
  try {
    database = await open(name, FORMAT, making);
  } catch (error) {
    if (error.name !== "VersionError") throw error;
    // A newer release has carried it forward, and this page is older: steps only add, so it goes on working.
    database = await open(name, undefined, false);
  }
  database.onversionchange = () => { database.close(); left(); };
  database.onclose = left;
  return database;
}

function open(name, version, making) {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(name, version);
    let why = null;
    request.onblocked = () => { why = new OtherTab(); reject(why); };
    request.onupgradeneeded = ({ oldVersion }) => {
      if (oldVersion === 0 && !making) {
        why = new Gone();
        request.transaction.abort();
        return;
      }
      const steps = Object.entries(STEPS).filter(([format]) => format > oldVersion).map(([_format, step]) => step);
      for (const name of steps.flatMap(({ adds }) => adds)) request.result.createObjectStore(name, { keyPath: "id" });
      carry(request.transaction.objectStore("entries"), Object.assign({}, ...steps.map(({ says }) => says)));
    };
    // Too late an answer after "blocked" must not hold the database shut against others.
    request.onsuccess = () => (why ? request.result.close() : resolve(request.result));
    request.onerror = () => reject(why ?? request.error);
  });
}

/** Carry every entry forward, in the transaction that makes the new format: all of them or none. */
function carry(entries, says) {
  entries.openCursor().onsuccess = ({ target: { result: cursor } }) => {
    if (!cursor) return;
    cursor.update({ ...says, ...cursor.value });
    cursor.continue();
  };
}
