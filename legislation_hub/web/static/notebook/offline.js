/* Keeps the notebook's page on the phone, and tells when a newer one is there; the open page goes on until it is asked to change. */

const WORKER = "/field/sw.js";
const HOUR = 3_600_000;

/**
 * Keep the page. Resolves when it opens without a network; throws where the browser will not keep it.
 * `onUpdate` is called with a function that changes to the newer page and reloads.
 */
export async function keepOffline({ onUpdate = () => {} } = {}) {
  const worker = navigator.serviceWorker;
  const kept = await worker.register(WORKER, { scope: "/field/", updateViaCache: "none" });
  const offer = () => kept.waiting && worker.controller && onUpdate(() => {
    // Another tab may have changed meanwhile: then nothing waits, and this page is all that is old.
    if (!kept.waiting) { location.reload(); return; }
    worker.addEventListener("controllerchange", () => location.reload(), { once: true });
    kept.waiting.postMessage("update");
  });
  kept.addEventListener("updatefound", () => kept.installing?.addEventListener("statechange", offer));
  offer();
  let asked = Date.now();
  const look = () => {
    if (document.visibilityState !== "visible" || Date.now() - asked < HOUR) return;
    asked = Date.now();
    kept.update().catch(() => { /* no network; the next look */ });
  };
  document.addEventListener("visibilitychange", look);
  addEventListener("online", look);
  await worker.ready;
}
