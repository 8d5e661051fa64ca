// The words that are meant: what one selects in the shown provision is marked, and stands in the field below it.
// [data-quoting=NAME]: the radio buttons NAME choose the provision; p[data-eid] > [data-text] are its pieces.
const PAUSE = 400; // A tap on the button first takes the selection away.

/** Let words be selected in one such box of a form; its pieces may be filled in later. */
export const quoting = (box) => {
  const form = box.closest("form");
  const law = box.querySelector("[data-passages]");
  const pieces = () => [...law.querySelectorAll("[data-eid]")];
  const how = box.querySelector("[data-how]");
  const take = box.querySelector("[data-take]");
  const clear = box.querySelector("[data-clear]");
  const field = form.elements.quote;
  const at = form.elements.quote_at;
  let meant = null;
  let timer;
  // Where the words can be selected, nobody has to copy them.
  box.querySelector("[data-to-copy]")?.remove();

  const textOf = (piece) => piece.querySelector("[data-text]");
  const shown = () => pieces().filter((piece) => !piece.hidden);
  const tell = (text) => { how.textContent = text; how.hidden = !text; };

  // Python counts characters, JavaScript halves of them.
  const signs = (text) => [...text];
  const standsAt = (piece) => {
    const [eid, start] = at.value.split(":");
    const quoted = signs(field.value);
    if (piece.dataset.eid === eid) {
      const found = signs(textOf(piece).textContent).slice(+start, +start + quoted.length).join("");
      if (found === field.value) return +start;
    }
    return -1;
  };
  const place = () => {
    if (!field.value) return null;
    for (const piece of shown()) {
      const start = standsAt(piece);
      if (start >= 0) return { piece, start };
    }
    const holding = shown().filter((piece) => textOf(piece).textContent.split(field.value).length === 2);
    if (holding.length !== 1) return null;
    const before = textOf(holding[0]).textContent.split(field.value)[0];
    return { piece: holding[0], start: signs(before).length };
  };
  const mark = () => {
    for (const piece of pieces()) if (piece.querySelector("mark")) textOf(piece).textContent = textOf(piece).textContent;
    const found = place();
    if (found) {
      const text = signs(textOf(found.piece).textContent);
      const end = found.start + signs(field.value).length;
      const marked = document.createElement("mark");
      marked.textContent = text.slice(found.start, end).join("");
      textOf(found.piece).replaceChildren(text.slice(0, found.start).join(""), marked, text.slice(end).join(""));
    }
    clear.hidden = !field.value;
    tell(field.value ? "" : how.dataset.how);
  };
  const write = (quote, where) => {
    field.value = quote;
    at.value = where;
    mark();
    field.dispatchEvent(new Event("input", { bubbles: true })); // what is typed is kept on the device
  };
  const show = () => {
    const chosen = form.querySelector(`[name="${box.dataset.quoting}"]:checked`)?.value;
    for (const piece of pieces()) piece.hidden = piece.dataset.eid !== chosen && !piece.dataset.eid.startsWith(`${chosen}__`);
    law.hidden = !shown().length;
    box.hidden = law.hidden && !box.querySelector(".error");
    mark();
  };

  // The part of a selection that lies inside one piece, without the label in front of it.
  const inside = (range, piece) => {
    const part = document.createRange();
    part.selectNodeContents(textOf(piece));
    const before = part.cloneRange();
    if (range.compareBoundaryPoints(Range.START_TO_START, part) > 0) part.setStart(range.startContainer, range.startOffset);
    if (range.compareBoundaryPoints(Range.END_TO_END, part) < 0) part.setEnd(range.endContainer, range.endOffset);
    const quote = part.toString();
    if (!quote.trim()) return null;
    before.setEnd(part.startContainer, part.startOffset);
    const start = signs(before.toString()).length + signs(quote).length - signs(quote.trimStart()).length;
    return { quote: quote.trim(), at: `${piece.dataset.eid}:${start}` };
  };
  const look = () => {
    const selection = document.getSelection();
    const range = selection.rangeCount && !selection.isCollapsed ? selection.getRangeAt(0) : null;
    const found = range && range.intersectsNode(law) ? shown().map((piece) => inside(range, piece)).filter(Boolean) : [];
    clearTimeout(timer);
    if (found.length === 1) {
      [meant] = found;
      take.hidden = false;
      if (!field.value) tell(how.dataset.how);
    } else {
      timer = setTimeout(() => { meant = null; take.hidden = true; }, PAUSE);
      if (found.length > 1) tell(how.dataset.several);
    }
  };

  document.addEventListener("selectionchange", look);
  take.addEventListener("pointerdown", (event) => event.preventDefault()); // the selection stays
  take.addEventListener("click", () => {
    if (!meant) return;
    write(meant.quote, meant.at);
    document.getSelection().removeAllRanges();
    take.hidden = true;
    clear.focus({ preventScroll: true });
  });
  clear.addEventListener("click", () => { write("", ""); field.focus({ preventScroll: true }); });
  field.addEventListener("input", (event) => { if (event.isTrusted) { at.value = ""; mark(); } });
  form.addEventListener("change", (event) => {
    if (event.target.name !== box.dataset.quoting) return;
    show();
    if (field.value && !place()) write("", ""); // words of another provision
  });
  form.addEventListener("reset", () => setTimeout(show));
  setTimeout(show); // after what was kept on this device has been put back
};

for (const box of document.querySelectorAll("[data-quoting]")) quoting(box);
