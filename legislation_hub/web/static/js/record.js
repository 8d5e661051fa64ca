// The comment form: what a stance asks for opens by itself, and a folded part says what is in it.
(() => {
  "use strict";
  for (const part of document.querySelectorAll("details[data-open-for]")) {
    const wanted = part.dataset.openValues.split(" ");
    const form = part.closest("form");
    form.addEventListener("change", (event) => {
      if (event.target.name === part.dataset.openFor && wanted.includes(event.target.value)) part.open = true;
    });
  }
  for (const told of document.querySelectorAll("[data-tells]")) {
    const form = told.closest("form");
    const textOf = (name) => {
      const field = form.elements[name];
      if (field instanceof RadioNodeList) return form.querySelector(`[name="${name}"]:checked + label`)?.textContent.trim();
      return field.selectedOptions ? field.selectedOptions[0].textContent.trim() : field.value.trim();
    };
    const tell = () => { told.textContent = ` ${told.dataset.tells.split(" ").map(textOf).filter(Boolean).join(" · ")}`; };
    form.addEventListener("change", tell);
    tell();
  }
})();
