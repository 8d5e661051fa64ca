// The comment form, one hand: what is chosen folds the rest away, what a stance asks for opens by itself.
import "./remark.js";

/** Give a form its comfort; `root` holds it. */
export const comfort = (root) => {
  for (const fold of root.querySelectorAll("[data-unfold]")) {
    const set = fold.closest("fieldset");
    const parts = [...set.querySelectorAll("[data-folds]")];
    const show = (all) => {
      const chosen = set.querySelector("input[type=radio]:checked");
      for (const part of parts) part.hidden = !all && !part.contains(chosen);
      for (const card of set.querySelectorAll(".choice")) card.hidden = !all && !card.contains(chosen);
      fold.hidden = all;
    };
    const settle = () => show(!set.querySelector("input[type=radio]:checked"));
    // The arrow keys walk through the choices one by one: only a press or a finger folds.
    set.addEventListener("click", (event) => { if (event.target.matches("input[type=radio]") && event.detail) settle(); });
    fold.addEventListener("click", () => { show(true); set.querySelector("input[type=radio]:checked")?.focus(); });
    setTimeout(settle); // after what was kept on this device has been put back
  }
  for (const part of root.querySelectorAll("details[data-open-for]")) {
    const wanted = part.dataset.openValues.split(" ");
    part.closest("form").addEventListener("change", (event) => {
      if (event.target.name === part.dataset.openFor && wanted.includes(event.target.value)) part.open = true;
    });
  }
  for (const part of root.querySelectorAll("[data-only-for]")) {
    const field = part.closest("form").elements[part.dataset.onlyFor];
    const show = () => { part.hidden = field.value !== part.dataset.onlyValue; };
    field.addEventListener("change", show);
    setTimeout(show);
  }
  for (const told of root.querySelectorAll("[data-tells]")) {
    const form = told.closest("form");
    const textOf = (name) => {
      const field = form.elements[name];
      if (field instanceof RadioNodeList) return form.querySelector(`[name="${name}"]:checked + label`)?.textContent.trim();
      return field.selectedOptions ? field.selectedOptions[0].textContent.trim() : field.value.trim();
    };
    const tell = () => { told.textContent = ` ${told.dataset.tells.split(" ").map(textOf).filter(Boolean).join(" · ")}`; };
    form.addEventListener("change", tell);
    setTimeout(tell);
  }
};

comfort(document);
