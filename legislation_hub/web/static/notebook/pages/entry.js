/* One comment on this phone: just saved, waiting, received, refused, or in two versions. */

import { download } from "./phone.js";
import { on } from "./forms.js";
import { printed } from "./law.js";
import { aboutOf, mine, problemOf, reasons, standing, wordsOf } from "./mine.js";
import { problem } from "./opening.js";
import { telephoned } from "../../js/remark.js";
import { notice, one, part, put, say } from "./parts.js";

const held = new Map(); // what the server answered about a conflict, until one looks elsewhere or is connected again

addEventListener("hashchange", () => held.clear());
addEventListener("online", () => held.clear());

export async function entry(desk, id, query) {
  // Whoever has just saved is told so before anything is looked up.
  const entries = desk.justSaved?.id === id ? [desk.justSaved] : await desk.notebook.entries();
  desk.justSaved = null;
  const found = entries.find((one) => one.id === id && one.kind === "comment");
  if (!found) return mine(desk);
  const { content, state, number } = found;
  const task = desk.task(content.task);
  const submission = content.submission ?? id;
  const stands = standing(found);
  const fresh = query.has("new");
  const law = desk.law(task);
  const eid = content.provision ?? "";
  const pictures = entries.filter((one) => one.kind === "picture" && one.content.submission === submission);
  const piece = part("view-entry", {
    title: task?.title ?? "",
    heading: number ? say("number", { number }) : fresh ? say("saved-here") : say(`state-${stands}`),
    below: number ? say(found.late ? "received-late" : "received-below") : stands === "waiting" ? problemOf(found) || say("number-follows") : "",
    receipt: found.receipt,
    fresh,
    next: `#/say/${content.task}`,
    again: `#/say/${content.task}?with=${id}`,
    once_more: say(content.household ? "same-household" : "same-person"),
    rejected: state === "rejected",
    reasons: reasons(found),
    // What has not left the phone can still lose a number; what was sent is corrected, and both are kept.
    telephone: stands === "waiting" && !found.tries && [content.words, content.proposal, content.reason].some((text) => telephoned(text ?? "")),
    mend: `#/say/${content.task}?mend=${id}`,
    conflict: state === "conflict",
    mine: wordsOf(found),
    number,
    law: law.get(eid) ? printed(law, article(law, eid), { at: eid, quote: content.quote ?? "", start: content.quote_start ?? null }) : about(desk, found),
    words: wordsOf(found),
    beside: content.proposal || content.reason ? one("part-beside", content) : null,
    before: found.before ? wordsOf({ ...found, content: found.before }) : null,
    pictures: await Promise.all(pictures.map((picture) => thumbnail(desk, picture))),
    may_picture: content.words ? state !== "conflict" : Boolean(number),
    may_mend: content.words && !["conflict", "rejected", "filed"].includes(stands),
    page: number ? `/field/comments/${id}` : null,
  });
  on(piece, "mine", async () => { await desk.notebook.settle(id, "mine"); desk.go("#/mine"); });
  on(piece, "theirs", async () => { await desk.notebook.settle(id, "theirs"); desk.go("#/mine"); });
  on(piece, "file", async () => {
    await download(desk);
    await desk.notebook.saved(id);
    desk.go("#/mine");
  });
  takePicture(desk, piece, submission);
  if (state === "conflict") showTheirs(desk, piece.querySelector("[data-theirs]"), found);
  return piece;
}

/** The server's words, once it has told them; until then the page says when they show. */
async function showTheirs({ notebook }, box, { id }) {
  if (!held.has(id)) held.set(id, notebook.theirs(id).catch(() => null));
  const theirs = await held.get(id);
  if (!theirs) return;
  const { number, content } = theirs;
  const shown = [wordsOf({ content, number }), ...(content.proposal || content.reason ? [one("part-beside", content)] : [])];
  put(box, ...(content.words === null ? [notice(say("taken-back"))] : shown));
}

/** A quoted provision is shown as it was chosen: the article, or the paragraph, in which the words stand. */
function article(law, eid) {
  let here = eid;
  while (here.includes("__") && !law.choices.some((one) => one.eid === here)) here = here.slice(0, here.lastIndexOf("__"));
  return law.get(here) ? here : eid;
}

function about(desk, found) {
  const line = document.createElement("p");
  line.append(document.createElement("strong"));
  line.firstChild.lang = "zh-CN";
  line.firstChild.textContent = aboutOf(desk, found);
  return line;
}

async function thumbnail(desk, picture) {
  const blob = await desk.notebook.bytesOf(picture.id).catch(() => null);
  return { src: blob ? await dataUrl(blob) : null, alt: say("picture-of-slip"), state: say(`state-${standing(picture)}`) };
}

function dataUrl(blob) {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result);
    reader.onerror = reject;
    reader.readAsDataURL(blob);
  });
}

function takePicture(desk, piece, submission) {
  const input = piece.querySelector("input[type=file]");
  input?.addEventListener("change", async () => {
    const [file] = input.files;
    if (!file) return;
    try {
      await desk.notebook.picture(file, { submission });
      desk.tell(say("picture-kept"));
    } catch (error) {
      input.closest(".field").append(notice(error.code === "picture" ? say("no-picture") : problem(error), "late"));
    }
  });
}
