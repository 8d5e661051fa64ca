/* Households are typed by the last digits of their codes: what is typed shows which ones it means. */

import { one, put, say } from "./parts.js";

const AT_ONCE = 6;

/** The codes that a typed end of one means. */
export function meant(code, doors) {
  if (!code) return [];
  if (doors.some((door) => door.code === code)) return [code];
  const ends = doors.filter((door) => door.code.endsWith(code)).map((door) => door.code);
  return ends.length === 1 ? ends : [];
}

/** Offer below `input` the households that fit what is typed there; `heard` are the codes of those who have spoken. */
export function offerDoors(input, doors, heard = new Set()) {
  const box = one("part-doors");
  const [list, told] = box.children;
  input.after(box);
  const row = ({ code, grid, group }) => ({ code, where: [grid, group].filter(Boolean).join(" · "), heard: heard.has(code) });
  const take = (code) => {
    input.value = code;
    input.dispatchEvent(new Event("input", { bubbles: true })); // what is typed is kept on the phone
    input.focus();
  };
  const show = () => {
    const typed = input.value.trim();
    const exact = doors.find(({ code }) => code === typed);
    const found = !typed || exact ? [] : fitting(typed, doors);
    put(list, ...found.slice(0, AT_ONCE).map((door) => {
      const button = one("part-door", row(door));
      button.addEventListener("click", () => take(door.code));
      return button;
    }));
    const more = found.length - AT_ONCE;
    const text = exact ? [row(exact).where, heard.has(typed) ? say("door-heard") : ""].filter(Boolean).join(" · ")
      : more > 0 ? say("doors-more", { num: more }) : found.length ? say("doors-found", { num: found.length }) : "";
    if (told.textContent !== text) told.textContent = text; // nobody hears the same twice
  };
  input.addEventListener("input", show);
  show();
}

/** Those whose code ends as typed; where there is none, those in which it stands elsewhere, or whose grid or group is called so. */
function fitting(typed, doors) {
  const wanted = typed.toLowerCase();
  const ends = doors.filter(({ code }) => code.toLowerCase().endsWith(wanted));
  return ends.length ? ends : doors.filter(({ code, grid, group }) => `${code} ${grid} ${group}`.toLowerCase().includes(wanted));
}
