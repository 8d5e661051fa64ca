/* Whether this browser can keep a notebook, and if not, what it lacks; a page says it in words. */

/** Return [] or some of "insecure", "worker", "database", "crypto", "locks". */
export async function possible() {
  const lacking = [];
  if (!window.isSecureContext) lacking.push("insecure");
  if (!("serviceWorker" in navigator)) lacking.push("worker");
  if (!(await keeps())) lacking.push("database");
  if (!window.crypto?.subtle) lacking.push("crypto");
  if (!navigator.locks || !window.BroadcastChannel || !window.CompressionStream) lacking.push("locks");
  return lacking;
}

// A private window may have the database's name and yet refuse to keep anything.
function keeps() {
  return new Promise((resolve) => {
    try {
      const request = indexedDB.open("probe");
      request.onerror = () => resolve(false);
      request.onsuccess = () => {
        request.result.close();
        indexedDB.deleteDatabase("probe");
        resolve("databases" in indexedDB);
      };
    } catch {
      resolve(false);
    }
  });
}
