/* What is taken along: fetched when something in it is new, each law's text once, and sealed like all else. */

import { seal, unseal } from "./seal.js";
import { ask } from "./store.js";
import { NoAnswer } from "./wire.js";

const PACK = "/field/notebook/pack";
const TEXT = "text:";

/** Return {fetchedAt, pack} as the server gave it, with all its texts; null before the first time. */
export async function packed(store, key) {
  const boxes = await store.read(["packs"], ({ packs }) => ask(packs.getAll()));
  const kept = boxes.find(({ id }) => id === "pack");
  if (!kept) return null;
  const texts = boxes.filter(({ id }) => id.startsWith(TEXT));
  const [pack, ...opened] = await Promise.all([kept, ...texts].map((box) => unseal(key, box.id, box)));
  pack.texts = Object.fromEntries(texts.map(({ id }, number) => [id.slice(TEXT.length), opened[number]]));
  return { fetchedAt: new Date(kept.fetched_at), pack };
}

/** Fetch what is new with `get(path, headers)`; returns whether there was anything. Throws NoAnswer. */
export async function refreshed(store, key, get) {
  const boxes = await store.read(["packs"], ({ packs }) => ask(packs.getAll()));
  const kept = boxes.find(({ id }) => id === "pack");
  const have = boxes.map(({ id }) => id).filter((id) => id.startsWith(TEXT)).map((id) => id.slice(TEXT.length));
  const query = have.map((id) => `have=${id}`).join("&");
  const { status, json, etag } = await get(query ? `${PACK}?${query}` : PACK, kept?.etag ? { "If-None-Match": kept.etag } : {});
  if (status === 304 && kept) {
    await store.write(["packs"], async ({ packs }) => { packs.put({ ...kept, fetched_at: Date.now() }); });
    return false;
  }
  if (status !== 200 || !Array.isArray(json.versions) || json.account !== store.account) throw new NoAnswer(status < 500 ? "strange" : "server");
  const { texts, ...pack } = json;
  const fresh = await Promise.all([["pack", pack], ...Object.entries(texts).map(([id, text]) => [TEXT + id, text])]
    .map(async ([id, value]) => ({ id, ...(await seal(key, id, value)) })));
  Object.assign(fresh[0], { etag: etag ?? "", fetched_at: Date.now() });
  await store.write(["packs"], async ({ packs }) => {
    for (const box of fresh) packs.put(box);
    for (const id of have) if (!json.versions.includes(id)) packs.delete(TEXT + id);
  });
  return true;
}
