// <button data-copy="#id" data-done="Copied" hidden>: puts the text of an element on the clipboard, and says so.
(() => {
  "use strict";
  for (const button of document.querySelectorAll("[data-copy]")) {
    if (!navigator.clipboard) continue; // Without it the text can still be selected by hand.
    button.hidden = false;
    button.addEventListener("click", async () => {
      const source = document.querySelector(button.dataset.copy);
      const label = button.textContent;
      await navigator.clipboard.writeText((source.value || source.textContent).trim());
      button.textContent = button.dataset.done;
      setTimeout(() => { button.textContent = label; }, 2000);
    });
  }
})();
