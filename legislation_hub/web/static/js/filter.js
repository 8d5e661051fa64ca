// Type to narrow a long list. <div class="seekable" data-filter="#list" hidden> holds an input and an output;
// the list's [data-filter-item] children that do not hold every typed word are put away.
(() => {
  "use strict";
  const plain = (text) => text.normalize("NFKC").toLowerCase();
  for (const box of document.querySelectorAll("[data-filter]")) {
    const list = document.querySelector(box.dataset.filter);
    const input = box.querySelector("input");
    const told = box.querySelector("output");
    if (!list || !input) continue;
    const items = [...list.querySelectorAll("[data-filter-item]")].map((item) => [item, plain(item.dataset.filterItem || item.textContent)]);
    const narrow = () => {
      const asked = plain(input.value).split(/\s+/).filter(Boolean);
      let left = 0;
      for (const [item, text] of items) {
        item.hidden = !asked.every((word) => text.includes(word));
        if (!item.hidden) left += 1;
      }
      if (told) told.textContent = asked.length ? `${left} / ${items.length}` : "";
    };
    box.hidden = false;
    input.addEventListener("input", narrow);
    input.addEventListener("keydown", (event) => { if (event.key === "Enter") event.preventDefault(); });
    narrow();
  }
})();
