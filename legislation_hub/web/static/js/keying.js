// Keying in paper slips by the keyboard alone: the number is checked while it is typed, a figure ticks a box, Enter leads
// on to the words, Ctrl+Enter saves. Without it every page works by Tab and Enter.
import "./remark.js";

const ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
const alike = (text) => text.replaceAll("O", "0").replaceAll("I", "1");

/** The two check characters of a text (ISO/IEC 7064, MOD 1271-36), as proofs/slips.py has them. */
function checkCharacters(text) {
  let rest = 0;
  for (const sign of text) rest = ((rest + ALPHABET.indexOf(sign)) * 36) % 1271;
  const check = (((1 - rest * 36) % 1271) + 1271) % 1271;
  return ALPHABET[Math.floor(check / 36)] + ALPHABET[check % 36];
}

/** Whether what was typed is the number of a slip of this task; null while nobody can say. */
export function isRight(task, typed) {
  const text = typed.normalize("NFKC").trim().toUpperCase();
  const found = /^0*([1-9]\d{0,5})[\s·—–_-]*([0-9A-Z])\s*([0-9A-Z])$/.exec(text);
  if (found && alike(checkCharacters(task.toUpperCase() + found[1])) === alike(found[2] + found[3])) return true;
  // An address, which the server reads, or a number that is not complete yet.
  const begun = text.includes("/") || /^\d*[\s·—–_-]*[0-9A-Z]?$/.test(text);
  return begun ? null : false;
}

function tellWhileTyping(field) {
  const told = document.getElementById(`${field.id}-check`);
  const tell = () => {
    const right = field.value ? isRight(field.dataset.slipNumber, field.value) : null;
    told.className = `slip-check small ${right === null ? "" : right ? "right" : "wrong"}`;
    told.textContent = right === null ? "" : right ? field.dataset.right : field.dataset.wrong;
  };
  field.addEventListener("input", tell);
  field.select();
  if (field.value) tell();
}

function tickByFigure(set) {
  const boxes = [...set.querySelectorAll("input[type=radio]")];
  set.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const box = boxes[Number.parseInt(event.key, 10)];
    if (/^\d$/.test(event.key) && box) {
      event.preventDefault();
      box.checked = true;
      box.focus();
      box.dispatchEvent(new Event("input", { bubbles: true }));
    } else if (event.key === "Enter" && !event.isComposing) {
      event.preventDefault();
      set.closest(".slot").querySelector("textarea").focus();
    }
  });
}

function showFor(part) {
  const form = part.closest("form");
  const wanted = part.dataset.shownValue.split(" ");
  const show = () => {
    const chosen = form.querySelector(`[name="${CSS.escape(part.dataset.shownFor)}"]:checked`);
    part.hidden = !chosen || !wanted.includes(chosen.value);
  };
  form.addEventListener("change", show);
  setTimeout(show); // after what was kept on this device has been put back
}

document.querySelectorAll("[data-slip-number]").forEach(tellWhileTyping);
document.querySelectorAll("[data-ticks]").forEach(tickByFigure);
document.querySelectorAll("[data-shown-for]").forEach(showFor);
document.addEventListener("keydown", (event) => {
  const form = event.target.closest?.("form[data-keep]");
  if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || !form) return;
  event.preventDefault();
  form.requestSubmit(form.querySelector("button[type=submit]"));
});
