/* What all forms of the notebook share: problems in their place and above, a button that is touched once. */

import { one, said, say } from "./parts.js";

/** Show problems [[field name, text]] at their fields and above the form, and lead there; [] takes them away. */
export function badly(form, problems) {
  for (const old of form.querySelectorAll(".summary, .error")) old.remove();
  for (const field of form.querySelectorAll(".field.wrong")) {
    field.classList.remove("wrong");
    for (const input of field.querySelectorAll("[aria-invalid]")) input.removeAttribute("aria-invalid");
  }
  if (!problems.length) return;
  const errors = problems.map(([name, text]) => {
    const control = name ? form.elements[name] : null;
    const input = control instanceof RadioNodeList ? control[0] : control;
    const field = input?.closest("fieldset.field") ?? input?.closest(".field");
    if (!field) return { text };
    field.classList.add("wrong");
    const id = `${name}-error`;
    field.querySelector("label, legend").after(one("part-error", { id, text }));
    input.setAttribute("aria-invalid", "true");
    input.setAttribute("aria-describedby", `${input.getAttribute("aria-describedby") ?? ""} ${id}`.trim());
    for (let above = field.parentElement; above && above !== form; above = above.parentElement) if (above.matches("details")) above.open = true;
    const named = said(`field-${name}`) ? say("field", { field: say(`field-${name}`) }) : "";
    return { text: named + text, href: `#${input.id}`, input, field };
  });
  const summary = one("part-summary", { errors });
  // The address names the view: a link to a field must not change it.
  summary.addEventListener("click", (event) => {
    const index = [...summary.querySelectorAll("a")].indexOf(event.target);
    if (index < 0) return;
    event.preventDefault();
    const { input, field } = errors[index];
    // What is folded away is reached through the button that unfolds it.
    (input?.offsetParent ? input : field?.querySelector("[data-unfold]") ?? input)?.focus();
  });
  form.prepend(summary);
  summary.focus();
}

/** Let the form's button say that it works, and be touched once, until `work` is done. */
export async function busy(form, work) {
  if (form.getAttribute("aria-busy") === "true") return;
  const button = form.querySelector("button[type=submit]");
  const name = button.textContent;
  form.setAttribute("aria-busy", "true");
  button.setAttribute("aria-disabled", "true");
  if (button.dataset.busy) button.textContent = button.dataset.busy;
  try {
    await work();
  } finally {
    form.removeAttribute("aria-busy");
    button.removeAttribute("aria-disabled");
    button.textContent = name;
  }
}

/** Do `work` when the button data-act=`name` inside `piece` is touched. */
export function on(piece, name, work) {
  for (const button of piece.querySelectorAll(`[data-act="${name}"]`)) button.addEventListener("click", () => work(button));
}
