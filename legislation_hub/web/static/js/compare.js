// N and P lead from change to change while the comparison has the focus; the links beside each change do the same.
(() => {
  "use strict";
  const table = document.querySelector("#table");
  if (!table) return;
  table.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const rel = { n: "next", p: "prev" }[event.key.toLowerCase()];
    const here = event.target.closest("tbody");
    const link = rel && here && here.querySelector(`a[rel="${rel}"]`);
    if (!link) return;
    event.preventDefault();
    link.click();
    document.querySelector(link.hash)?.focus();
  });
})();
