// A form is sent once: after the first press the button rests until the answer comes, or for ten seconds.
(() => {
  "use strict";
  const REST = 10000;
  const wake = (form) => {
    delete form.dataset.sent;
    for (const button of form.querySelectorAll("[aria-disabled]")) {
      button.removeAttribute("aria-disabled");
      if (button.dataset.label) button.textContent = button.dataset.label;
    }
  };
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method !== "post" || event.defaultPrevented) return;
    if (form.dataset.sent) { event.preventDefault(); return; }
    form.dataset.sent = "1";
    for (const button of form.querySelectorAll("button:not([type=button])")) {
      button.setAttribute("aria-disabled", "true");
      if (button.dataset.busy) { button.dataset.label = button.textContent; button.textContent = button.dataset.busy; }
    }
    setTimeout(() => wake(form), REST);
  });
  window.addEventListener("pageshow", () => document.querySelectorAll("form[data-sent]").forEach(wake));
})();
