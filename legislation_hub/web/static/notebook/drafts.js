/* What is half typed lies on the phone, sealed as all else is, from a pause in typing until it is said. */

import { DoesNotOpen, seal, unseal } from "./seal.js";
import { ask } from "./store.js";

/** Where the half-typed text about a task, a comment or a person at a meeting lies among the packs. */
export const draftId = (about) => `draft:${about}`;

const begun = () => IDBKeyRange.bound(draftId(""), draftId("\uffff"));

/** Keep what is typed, unless `signal` says while it is being sealed that it is no draft any more. Throws Full. */
export async function keepDraft(store, key, about, typed, signal) {
  const id = draftId(about);
  const box = { id, ...(await seal(key, id, typed)) };
  if (signal?.aborted) return;
  await store.write(["packs"], async ({ packs }) => { packs.put(box); });
}

/** Return what was typed, or null; what does not open is none. */
export async function draftOf(store, key, about) {
  const box = await store.read(["packs"], ({ packs }) => ask(packs.get(draftId(about))));
  try {
    return box ? await unseal(key, box.id, box) : null;
  } catch (error) {
    if (error instanceof DoesNotOpen) return null;
    throw error;
  }
}

/** Return all that is half typed, with what each is `about`; what does not open is none. */
export async function allDrafts(store, key) {
  const boxes = await store.read(["packs"], ({ packs }) => ask(packs.getAll(begun())));
  const opened = await Promise.allSettled(boxes.map(async (box) => ({ ...(await unseal(key, box.id, box)), about: box.id.slice(draftId("").length) })));
  return opened.filter(({ status }) => status === "fulfilled").map(({ value }) => value);
}

export const dropDraft = (store, about) => store.write(["packs"], async ({ packs }) => { packs.delete(draftId(about)); });
