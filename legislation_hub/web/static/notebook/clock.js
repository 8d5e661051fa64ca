/* What the server's clock said when it was last heard: how far the phone's own is ahead of it, in milliseconds. */

import { ask } from "./store.js";

const SAME = 1_000;

/** Remember it; next to nothing is not written down again. */
export async function learnClock(store, ahead) {
  if (Math.abs(ahead - await clockOf(store)) < SAME) return;
  await store.write(["keys"], async ({ keys }) => { keys.put({ id: "clock", ahead }); });
}

/** Return it, 0 before the server was ever heard. */
export async function clockOf(store) {
  return (await store.read(["keys"], ({ keys }) => ask(keys.get("clock"))))?.ahead ?? 0;
}

/** Return the moment that the server's clock shows now, as far as the phone knows. */
export const serverNow = (ahead) => new Date(Date.now() - ahead);
