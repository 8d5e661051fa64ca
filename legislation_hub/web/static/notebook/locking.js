/* Nobody's notebook stays open for the next person on this phone. */

import { lock } from "./keys.js";
import { Store, accounts } from "./store.js";

/** Lock every notebook here but this account's, also in other tabs. */
export async function lockAll(but = null) {
  for (const account of await accounts()) {
    if (account === but) continue;
    const store = new Store(account);
    await lock(store).catch(() => { /* it has just been removed */ });
    store.close();
    channelOf(account, (channel) => channel.postMessage("locked"));
  }
}

/** Use the channel on which the tabs that show a notebook tell one another what is new. */
export function channelOf(account, use) {
  const channel = new BroadcastChannel(new Store(account).name);
  use(channel);
  channel.close();
}
