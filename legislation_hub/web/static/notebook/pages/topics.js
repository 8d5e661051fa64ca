/* Which provisions a meeting is about: key ones stand there, any other is found by its number or a word in it. */

import { brief } from "./law.js";
import { one, put, say } from "./parts.js";

const FOUND = 30;
const PREVIEW = 30;

/** Offer a law's provisions in the form of a meeting's head; the lines of `topics` are chosen, or stand as text. */
export function offerTopics(form, law, topics = "") {
  const lines = topics.split("\n").filter(Boolean);
  const known = lines.filter((line) => law.choices.some(({ eid }) => eid === line));
  const keys = form.querySelector("[data-keys]");
  const box = form.querySelector("[data-found]");
  const told = form.querySelector("output");
  const seek = form.querySelector("[data-seek-topics]");
  const isKey = ({ eid }) => law.keys.some((key) => key.eid === eid);
  form.elements.other_topics.value = lines.filter((line) => !known.includes(line)).join("\n");
  form.querySelector("[data-topics]").hidden = !law.choices.length;
  put(keys, ...law.keys.map((piece) => card(law, piece, known)));
  keys.hidden = !law.keys.length;
  seek.closest(".field").hidden = !law.others.length;
  const show = () => {
    const chosen = [...known.filter((eid) => !isKey({ eid })), ...checked(box)];
    const found = law.find(seek.value, FOUND);
    const stay = [...new Set(chosen)].map((eid) => law.get(eid));
    const more = found.slice(0, FOUND).filter((piece) => !isKey(piece) && !stay.includes(piece));
    put(box, ...[...stay, ...more].map((piece) => card(law, piece, chosen)));
    box.hidden = !box.firstChild;
    told.textContent = !seek.value.trim() ? "" : found.length > FOUND ? say("found-many", { num: FOUND }) : say("found", { num: found.length });
  };
  show();
  known.length = 0; // from here on what is ticked counts
  seek.addEventListener("input", show);
  seek.addEventListener("keydown", (event) => { if (event.key === "Enter") event.preventDefault(); });
}

/** Return the topics that a form names: each on its line, in the order of the law, then what was typed. */
export function topicsOf(form, law) {
  const chosen = checked(form);
  const inOrder = law.choices.map(({ eid }) => eid).filter((eid) => chosen.includes(eid));
  return [...inOrder, form.elements.other_topics.value.trim()].filter(Boolean).join("\n");
}

const checked = (box) => [...box.querySelectorAll("[name=topics]:checked")].map(({ value }) => value);

function card(law, piece, chosen) {
  const { eid } = piece;
  const made = one("part-topic", {
    eid, id: `topic-${eid}`, citation: law.named(piece), text: brief(law.whole(eid), PREVIEW),
  });
  made.querySelector("input").checked = chosen.includes(eid);
  return made;
}
