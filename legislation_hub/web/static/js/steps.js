// Three steps, nicer: "Go on" looks first whether the step is done, and what is read aloud follows to the next one.
(() => {
  "use strict";
  const done = (step) => {
    const radios = [...step.querySelectorAll("input[type=radio][name=about]")];
    const words = step.querySelector("textarea[name=words]");
    if (radios.length) return radios.some((radio) => radio.checked) || Boolean(step.querySelector("[data-other]")?.value);
    return !words || words.value.trim() !== "";
  };
  // What was chosen in the first step stands above the words in the second.
  const chosen = document.querySelector("[data-chosen]");
  const name = () => {
    const radio = chosen.closest("form").querySelector("input[name=about]:checked");
    const list = document.querySelector("[data-other]");
    const named = radio?.dataset.named ?? (list?.value ? list.selectedOptions[0].text : "");
    const strong = chosen.querySelector("strong");
    strong.textContent = named;
    strong.lang = (radio ? radio.labels[0] : list)?.lang || document.documentElement.lang;
    chosen.hidden = !named;
  };
  for (const link of document.querySelectorAll("[data-next]")) {
    link.addEventListener("click", (event) => {
      const step = link.closest(".step");
      const missing = step.querySelector("[data-missing]");
      const ready = done(step);
      missing.hidden = ready;
      missing.textContent = ready ? "" : missing.dataset.missing;
      if (!ready) event.preventDefault();
    });
  }
  for (const list of document.querySelectorAll("[data-other]")) {
    list.form.addEventListener("change", ({ target }) => {
      const radios = list.form.querySelectorAll(`input[name="${list.dataset.other}"]`);
      if (target === list) for (const radio of radios) radio.checked = false;
      else if ([...radios].includes(target)) list.value = "";
    });
  }
  chosen.closest("form").addEventListener("change", name);
  chosen.closest("form").addEventListener("reset", () => setTimeout(name)); // what was chosen goes only after this
  window.addEventListener("hashchange", () => {
    name();
    const step = document.getElementById(location.hash.slice(1));
    if (step?.matches(".step")) step.querySelector("h2").focus({ preventScroll: true });
  });
  name(); // a browser may have put back what was chosen
})();
