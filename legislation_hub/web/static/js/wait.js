// [data-wait="12"]: counts down, then sends the form again; a hall full of phones does not do so in the same second.
(() => {
  "use strict";
  for (const form of document.querySelectorAll("form[data-wait]")) {
    const wait = Number(form.dataset.wait);
    const told = form.querySelector("[data-left]");
    const due = Date.now() + (wait + Math.random() * Math.max(2, wait / 2)) * 1000;
    const tick = () => {
      const left = Math.ceil((due - Date.now()) / 1000);
      if (form.dataset.sent) return;
      if (left <= 0) { form.requestSubmit(); return; }
      told.hidden = false;
      told.textContent = form.dataset.byItself.replace("{seconds}", left);
      setTimeout(tick, 1000);
    };
    tick();
  }
})();
