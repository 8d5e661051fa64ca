// A bar that tells the truth: asks once a second how far the work has come, and shows the page anew when it is done.
(() => {
  "use strict";
  const box = document.querySelector("[data-progress]");
  if (!box) return;
  const bar = box.querySelector("progress");
  const told = box.querySelector("[data-told]");
  const ask = async () => {
    try {
      const answer = await fetch(box.dataset.progress, { credentials: "same-origin", cache: "no-store" });
      const { under_way: underWay, done, rows } = await answer.json();
      if (!underWay) { location.reload(); return; }
      if (rows) {
        bar.max = rows;
        bar.value = done;
        told.textContent = told.dataset.told.replace("{done}", done).replace("{rows}", rows);
      }
    } catch { /* no network for a moment: the work goes on without us */ }
    setTimeout(ask, 1000);
  };
  setTimeout(ask, 500);
})();
