/* The notebook opens without a network: its page and exactly its files are kept, under one build; nothing of any person is.
   The server puts BUILD, SHELL and FILES before this text, so that one changed file makes a new worker. */
/* global BUILD, SHELL, FILES */

const KEPT = `notebook-${BUILD}`;
const PATIENCE = 2_500;
const KNOWN = new Set([SHELL, ...FILES]);

self.addEventListener("install", (event) => {
  // All or nothing: where one file cannot be had, the build before stays as it is.
  event.waitUntil(Promise.all([keep(), passBy(event)]));
});

self.addEventListener("activate", (event) => {
  event.waitUntil(Promise.all([forget(), self.clients.claim()]));
});

// A new build waits until no page of the old one is open, or until somebody asks for it.
self.addEventListener("message", ({ data }) => { if (data === "update") self.skipWaiting(); });

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== location.origin) return;
  if (KNOWN.has(pathname)) event.respondWith(known(event, pathname));
  else if (request.mode === "navigate") event.respondWith(reached(event));
});

async function keep() {
  const cache = await caches.open(KEPT);
  await cache.addAll([...KNOWN].map((path) => new Request(path, { cache: "reload", credentials: "same-origin", redirect: "error" })));
}

/** What the notebook asks of the server goes past the worker: one that is asked all day long would never give way to the next build. */
async function passBy(event) {
  const asked = ["/api/*", `${SHELL}/*`].map((pathname) => ({ condition: { urlPattern: { pathname } }, source: "network" }));
  await event.addRoutes?.(asked).catch(() => { /* this browser knows other rules: it only changes later */ });
}

async function forget() {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name.startsWith("notebook-") && name !== KEPT).map((name) => caches.delete(name)));
}

/** The notebook gets what belongs to its build; the wing's other pages share some files and get the newest. */
async function known({ request, clientId }, path) {
  const client = request.mode !== "navigate" && clientId ? await self.clients.get(clientId) : null;
  if (client && new URL(client.url).pathname !== SHELL) return fetch(request);
  // Looked up by name: opening would make anew what the next build has removed.
  return (await caches.match(path, { cacheName: KEPT, ignoreVary: true })) ?? fetch(request);
}

/** A page of the wing that cannot be reached leads to the notebook. */
async function reached({ request }) {
  const ending = new AbortController();
  const timer = setTimeout(() => ending.abort(), PATIENCE);
  try {
    return await fetch(request, { signal: ending.signal });
  } catch {
    const { pathname, search } = new URL(request.url);
    return Response.redirect(`${SHELL}?from=${encodeURIComponent(pathname + search)}`);
  } finally {
    clearTimeout(timer);
  }
}
