/* Which provision something is about: the first few to choose, any other found by its number or a word in it, and its text. */

import { brief } from "./law.js";
import { one, put, say } from "./parts.js";

const FOUND = 30;
const PREVIEW = 30;

/** Which provision: the `first` stand there, any other is found by its number or a word in it. */
export function choosing(form, law, first) {
  const seek = form.querySelector("#seek-other");
  const told = form.querySelector("output[for=seek-other]");
  const box = form.querySelector("[data-found]");
  const stands = (eid) => first.some((one) => one.eid === eid);
  const show = () => {
    const found = law.find(seek.value, FOUND);
    const chosen = box.querySelector("input:checked");
    const kept = chosen && !found.some(({ eid }) => eid === chosen.value) ? [law.get(chosen.value)] : [];
    const now = [...kept, ...found.slice(0, FOUND).filter(({ eid }) => !stands(eid))];
    put(box, ...now.map((piece) => one("part-choice", choice(law, piece))));
    if (chosen) box.querySelector(`[value="${CSS.escape(chosen.value)}"]`).checked = true;
    box.hidden = !now.length;
    const above = found.length - found.filter(({ eid }) => !stands(eid)).length;
    told.textContent = !seek.value.trim() ? "" : found.length > FOUND ? say("found-many", { num: FOUND })
      : say("found", { num: found.length }) + (above ? say("found-above", { num: above }) : "");
  };
  seek?.addEventListener("input", show);
  seek?.addEventListener("keydown", (event) => { if (event.key === "Enter") event.preventDefault(); });
  form.addEventListener("change", ({ target }) => { if (target.name === "about") passages(form, law, target.value); });
}

/** The text of the chosen provision, folded, for quoting.js to select words in. */
export function passages(form, law, eid) {
  const box = form.querySelector("[data-passages]");
  form.querySelector("[data-text-of]").hidden = !law.get(eid);
  for (const old of box.querySelectorAll("[data-eid]")) old.remove();
  if (!law.get(eid)) return;
  for (const { text, ...row } of law.passages(eid).reverse()) {
    const line = one("part-piece", row);
    const words = line.querySelector("[data-words]");
    words.textContent = text;
    words.setAttribute("data-text", "");
    box.prepend(line);
  }
}

export const choice = (law, piece) => ({
  eid: piece.eid, id: `about-${piece.eid}`, citation: law.named(piece), text: brief(law.whole(piece.eid), PREVIEW),
});
