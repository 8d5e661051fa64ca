// The comment form, one hand: what is chosen folds the rest away, what a stance asks for opens by itself.
import "./remark.js";

/** Give a form its comfort; `root` holds it. */
export const comfort = (root) => {
  for (const fold of root.querySelectorAll("[data-unfold]")) {
    const set = fold.closest("fieldset");
    const parts = [...set.querySelectorAll("[data-folds]")];
    // A name for where nothing is chosen yet: then it is folded from the start.
    const [another, first] = [fold.textContent, fold.dataset.unfold];
    const show = (all) => {
      const chosen = set.querySelector("input[type=radio]:checked");
      if (first) fold.textContent = chosen ? another : first;
      for (const part of parts) part.hidden = !all && !part.contains(chosen);
      for (const card of set.querySelectorAll(".choice")) card.hidden = !all && !card.contains(chosen);
      fold.hidden = all;
    };
    const settle = () => show(!first && !set.querySelector("input[type=radio]:checked"));
    // The arrow keys walk through the choices one by one: only a press or a finger folds.
    set.addEventListener("click", (event) => { if (event.target.matches("input[type=radio]") && event.detail) settle(); });
    fold.addEventListener("click", () => {
      show(true);
      (set.querySelector("input[type=radio]:checked") ?? set.querySelector("input[type=radio]")).focus();
    });
    if (first) settle();
    setTimeout(settle); // after what was kept on this device has been put back
  }
  for (const part of root.querySelectorAll("details[data-open-for]")) {
    const wanted = part.dataset.openValues.split(" ");
    part.closest("form").addEventListener("change", (event) => {
      if (event.target.name === part.dataset.openFor && wanted.includes(event.target.value)) part.open = true;
    });
  }
  for (const part of root.querySelectorAll("[data-only-for]")) {
    const form = part.closest("form");
    const show = () => { part.hidden = form.elements[part.dataset.onlyFor].value !== part.dataset.onlyValue; };
    form.addEventListener("change", show);
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
