/* What is asked: questions and key provisions first, then the whole text, a piece at a time. */

import { home, left } from "./home.js";
import { printed } from "./law.js";
import { on } from "./forms.js";
import { one, part, say } from "./parts.js";
import { day, dayOf, deadline } from "./time.js";

const AT_ONCE = 20;

export async function task(desk, id) {
  const found = desk.task(id);
  if (!found) return home(desk);
  const law = desk.law(found);
  const over = found.closes_on < dayOf();
  const about = (eid) => (found.open ? `#/say/${id}?about=${encodeURIComponent(eid)}` : null);
  const cards = (eid) => found.cards.filter((card) => card.eid === eid);
  const piece = part("view-task", {
    ...found,
    new: `#/say/${id}`,
    doors: `#/households/${id}`,
    left: over ? "" : left(desk, found, await desk.notebook.entries()),
    over: over && found.open,
    going: found.open && !over,
    ended: say("ended", { day: day(found.closes_on) }),
    deadline: deadline(found.closes_on, over),
    cards: cards(""),
    questions: found.questions.map(({ text, eid }) => ({ text, url: about(eid || "whole"), citation: law.get(eid)?.citation })),
    keys: law.keys.map(({ eid, citation }) => ({ law: printed(law, eid), citation, cards: cards(eid), url: about(eid) })),
    articles: law.articles.length ? say("whole-text", { num: law.articles.length }) : "",
  });
  whole(piece, law, about);
  return piece;
}

/** The whole text grows as it is read; a word or a number leaves only what fits. */
function whole(piece, law, about) {
  const box = piece.querySelector("[data-whole]");
  if (!box) return;
  const list = box.querySelector("[data-law]");
  const seek = box.querySelector("input");
  const more = box.querySelector("[data-act=more]");
  let wanted = [];
  const grow = () => {
    for (const { eid, citation } of wanted.splice(0, AT_ONCE)) list.append(one("part-article", { law: printed(law, eid, { marked: false }), url: about(eid), citation }));
    more.hidden = !wanted.length;
  };
  const begin = () => {
    const found = new Set(seek.value.trim() ? law.find(seek.value, Infinity).map(({ eid }) => eid.split("__para_")[0]) : []);
    wanted = law.articles.filter(({ eid }) => !seek.value.trim() || found.has(eid));
    list.replaceChildren();
    grow();
  };
  box.addEventListener("toggle", () => { if (box.open && !list.firstChild) begin(); });
  seek.addEventListener("input", begin);
  on(box, "more", grow);
}
