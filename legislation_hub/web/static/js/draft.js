// Keeps what is being typed on this device until the server has answered with a page that says "saved".
// <form data-keep="key">; a saved page carries [data-saved]. Kept per account for a week, for a resident for a day,
// never a password or a file.
(() => {
  "use strict";
  let store;
  try { store = window.localStorage; } catch { return; } // A browser that keeps nothing: typing goes on without it.
  if (!store) return;
  const DAY = 24 * 3600 * 1000;
  const SENT = "kept:sent";
  const GUEST = "kept:guest:";
  const prefix = document.body.dataset.who ? `kept:${document.body.dataset.who}:` : GUEST;
  const read = (key) => { try { return JSON.parse(store.getItem(key)); } catch { return null; } };
  const write = (key, value) => { try { store.setItem(key, JSON.stringify(value)); } catch { /* full: typing goes on */ } };
  const drop = (key) => store.removeItem(key);

  const fields = (form) => [...form.elements].filter(
    (field) => field.name && !["hidden", "password", "file", "submit", "button", "fieldset"].includes(field.type));
  const valuesOf = (form) => {
    const values = {};
    for (const field of fields(form)) {
      if (field.type === "radio" || field.type === "checkbox") {
        if (field.checked) (values[field.name] ||= []).push(field.value);
      } else if (field.type === "select-multiple") {
        values[field.name] = [...field.selectedOptions].map((option) => option.value);
      } else if (field.value) {
        values[field.name] = [field.value];
      }
    }
    return values;
  };
  const fill = (form, values) => {
    for (const field of fields(form)) {
      const kept = values[field.name] || [];
      if (field.type === "radio" || field.type === "checkbox") field.checked = kept.includes(field.value);
      else if (field.type === "select-multiple") for (const option of field.options) option.selected = kept.includes(option.value);
      else field.value = kept[0] || "";
    }
  };
  const same = (a, b) => JSON.stringify(a) === JSON.stringify(b);

  for (const key of Object.keys(store).filter((name) => name.startsWith("kept:") && name !== SENT)) {
    const age = Date.now() - ((read(key) || {}).at || 0);
    if (age > (key.startsWith(GUEST) ? DAY : 7 * DAY)) drop(key);
  }
  if (document.querySelector("[data-saved]")) {
    const sent = read(SENT);
    if (sent) drop(sent);
    drop(SENT);
  }

  for (const form of document.querySelectorAll("form[data-keep]")) {
    const key = prefix + form.dataset.keep;
    const once = form.elements[form.dataset.once];
    const blank = valuesOf(form);
    const freshId = once && once.value;
    const kept = read(key);
    let timer;

    const keep = () => {
      const values = valuesOf(form);
      if (same(values, blank)) drop(key);
      else write(key, { at: Date.now(), values, sent: (read(key) || {}).sent });
    };
    form.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(keep, 250); });
    window.addEventListener("pagehide", () => { if (timer) keep(); });

    form.addEventListener("submit", () => {
      clearTimeout(timer);
      const values = valuesOf(form);
      const before = (read(key) || {}).sent;
      // The same words sent again after a lost answer are the same thing, so they carry the same id.
      if (once && before && same(before.values, values)) once.value = before.id;
      else if (once) once.value = freshId;
      write(key, { at: Date.now(), values, sent: { id: once ? once.value : null, values } });
      write(SENT, key);
    });

    if (kept && kept.values && !same(kept.values, blank) && !form.querySelector(".summary")) {
      fill(form, kept.values);
      const told = document.createElement("div");
      told.className = "notice";
      told.setAttribute("role", "status");
      const box = told.appendChild(document.createElement("div"));
      box.appendChild(document.createElement("p")).textContent = form.dataset.restored;
      const discard = box.appendChild(document.createElement("button"));
      discard.type = "button";
      discard.className = "button plain";
      discard.textContent = form.dataset.discard;
      discard.addEventListener("click", () => { drop(key); form.reset(); told.remove(); });
      form.prepend(told);
    }
  }
})();
