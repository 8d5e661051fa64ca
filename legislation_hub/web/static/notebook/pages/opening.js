/* Before the notebook is open: who is there, whether they have one on this phone, and the PIN. */

import { Notebook } from "../notebook.js";
import { part, say } from "./parts.js";
import { badly, busy } from "./forms.js";
import { signOut } from "./phone.js";
import { whatWaits } from "./strip.js";

const SAME = /^(\d)\1{5}$/;

/** Return the view for whoever is there; `take` is given the opened notebook, `again` begins anew. */
export function opening({ session, list, take, again, leaving, name }) {
  const own = list.find(({ account }) => account === session?.account);
  if (!session && !list.length) return part("view-nobody", { offline: session === undefined });
  if (session && !own) return makes(session, list, take);
  if (session && name === "open/forgotten") return forgets(session, take);
  return locked(session, own, list, { take, again, leaving });
}

function makes(session, list, take) {
  const piece = part("view-make", { person: session.person, others: list.length });
  onPin(piece, async (pin) => {
    const made = await Notebook.key({ account: session.account, label: label() });
    await take(await Notebook.make({ account: session.account, person: session.person, pin, ...made }));
  });
  return piece;
}

function forgets(session, take) {
  const piece = part("view-forgotten", { person: session.person });
  onPin(piece, async (newPin) => {
    let key;
    try {
      key = await Notebook.key({ account: session.account, label: label() });
    } catch (error) {
      if (error.name !== "Refused" || error.message !== "session") throw error;
      // Signed in too long ago to be believed: the account's own password comes first.
      await signOut(session);
      location.assign(`/door/?next=${encodeURIComponent("/field/notebook")}`);
      return;
    }
    await take(await Notebook.open({ account: session.account, serverKey: key.serverKey, newPin }));
  });
  return piece;
}

function locked(session, own, list, { take, again, leaving }) {
  const alone = own ?? (list.length === 1 ? list[0] : null);
  const piece = part("view-locked", {
    // Also without a network, where nobody can say whose session it is: the phone has but this one.
    person: alone?.person,
    own: Boolean(own),
    several: !alone,
    leaving,
    waiting: alone ? whatWaits(alone) : "",
  });
  const form = piece.querySelector("form");
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const { pin, name } = form.elements;
    const meant = alone ?? list.find(({ person }) => person === name.value.trim());
    if (!meant) { badly(form, [["name", say("no-such-notebook")]]); return; }
    if (!/^\d{6}$/.test(pin.value)) { badly(form, [["pin", say("six-digits")]]); return; }
    busy(form, async () => {
      try {
        await take(await Notebook.open({ account: meant.account, pin: pin.value }));
      } catch (error) {
        if (error.name === "Gone") { again(); return; }
        pin.value = "";
        badly(form, [["pin", told(error)]]);
      }
    });
  });
  return piece;
}

function told(error) {
  if (error.name === "WrongPin") return error.left ? say("wrong-pin", { num: error.left }) : say("locked-for-now");
  if (error.name === "Locked" && error.until) return say("locked-until", { num: Math.max(1, Math.ceil((error.until - Date.now()) / 60_000)) });
  return problem(error);
}

/** A form with a PIN typed twice. */
function onPin(piece, done) {
  const form = piece.querySelector("form");
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const { pin, again } = form.elements;
    const wrong = chosen(pin.value, again.value);
    if (wrong) { badly(form, [wrong]); return; }
    busy(form, async () => {
      try {
        await done(pin.value);
      } catch (error) {
        badly(form, [["", problem(error)]]);
      }
    });
  });
}

/** What is wrong with a PIN typed twice, as [field, text], or null. */
export function chosen(pin, again) {
  if (!/^\d{6}$/.test(pin)) return ["pin", say("six-digits")];
  if (SAME.test(pin) || "0123456789".includes(pin) || "9876543210".includes(pin)) return ["pin", say("easy-pin")];
  return pin === again ? null : ["again", say("not-the-same")];
}

/** What the engine refuses, in plain words. */
export function problem(error) {
  switch (error.name) {
    case "NoAnswer": return say("no-network");
    case "Full": return say("phone-full");
    case "OtherTab": return say("other-tab");
    case "Refused": return say(error.message === "session" ? "sign-in-first" : error.message === "other" ? "other-person" : "server-refused");
    default: throw error;
  }
}

function label() {
  const model = navigator.userAgentData?.platform || /\(([^;)]+)/.exec(navigator.userAgent)?.[1] || "";
  return model.slice(0, 60);
}
