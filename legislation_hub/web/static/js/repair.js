// Dividing a line by touch: [data-divide=#FIELD] is the line as it is printed; a touch puts a line break into the
// field at that character, a second touch takes it away again.
(() => {
  "use strict";
  for (const line of document.querySelectorAll("[data-divide]")) {
    const field = document.querySelector(line.dataset.divide);
    const hint = document.getElementById(`${field.id}-hint`);
    const text = line.textContent;
    const places = new Set();
    const characterAt = (x, y) => {
      const found = document.caretPositionFromPoint?.(x, y);
      if (found) return line.contains(found.offsetNode) ? found.offset : 0;
      const range = document.caretRangeFromPoint?.(x, y);
      return range && line.contains(range.startContainer) ? range.startOffset : 0;
    };
    hint.textContent = hint.dataset.byTouch;
    line.classList.add("dividing");
    line.addEventListener("click", (event) => {
      const at = characterAt(event.clientX, event.clientY);
      if (at <= 0 || at >= text.length || !document.getSelection().isCollapsed) return;
      if (!places.delete(at)) places.add(at);
      const cuts = [0, ...[...places].sort((a, b) => a - b), text.length];
      const pieces = cuts.slice(1).map((end, index) => text.slice(cuts[index], end).trim());
      field.value = pieces.join("\n");
      field.rows = Math.max(2, pieces.length + 1);
    });
  }
})();
