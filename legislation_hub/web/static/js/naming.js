// The name of a meeting follows its kind and day until somebody types another.
const title = document.querySelector("[data-offered]");

const follow = ({ kind, held_on: heldOn }) => {
  const tongue = document.documentElement.lang === "en" ? "en-GB" : "zh-CN";
  const written = new Intl.DateTimeFormat(tongue, { month: "short", day: "numeric", timeZone: "UTC" });
  const name = () => title.dataset.pattern
    .replace("%(kind)s", () => document.querySelector(`input[name=kind][value="${kind.value}"] + label`).textContent.trim())
    .replace("%(day)s", () => written.format(heldOn.valueAsDate));
  let given = title.dataset.offered;
  title.form.addEventListener("change", ({ target }) => {
    if (!["kind", "held_on"].includes(target.name) || !kind.value || !heldOn.value) return;
    if (title.value === given) given = title.value = name();
  });
};

follow(title.form.elements);
