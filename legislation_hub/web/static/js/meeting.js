// Keys for whoever records: numbers choose the speaker, P and W lead to provision and words, Ctrl+Enter saves.
// The cursor stands where one goes on. Everything works without this.
const form = document.querySelector('form[data-keep^="speech-"]');
const PAUSE = 700; // the second figure of a number comes within this time
let typed = "";
let timer;

const speakers = () => [...form.querySelectorAll("input[data-number]")];
const choose = (radio) => {
  if (!radio) return;
  radio.checked = true;
  radio.dispatchEvent(new Event("input", { bubbles: true }));
  radio.dispatchEvent(new Event("change", { bubbles: true }));
  radio.focus();
};
const number = (figure) => {
  clearTimeout(timer);
  const known = (text) => speakers().find((one) => one.dataset.number === text);
  typed = known(typed + figure) ? typed + figure : figure;
  choose(known(typed));
  timer = setTimeout(() => { typed = ""; }, PAUSE);
};
const go = (field) => { field?.focus(); field?.scrollIntoView({ block: "center" }); };
const provision = () => form.querySelector("input[name=about]:checked") || form.querySelector("input[name=about]");

const listen = () => {
  const hint = document.querySelector("[data-hint]");
  if (window.matchMedia("(hover: hover)").matches) hint.hidden = false;
  document.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && form.contains(event.target)) {
      event.preventDefault();
      form.requestSubmit();
      return;
    }
    const typing = event.target.closest("input:not([type=radio], [type=checkbox]), textarea, select");
    if (event.key === "Escape" && typing && form.contains(typing)) {
      typing.blur();
      return;
    }
    if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
    const key = event.key.toLowerCase();
    if (/^[0-9]$/.test(key)) number(key);
    else if (key === "p") go(provision());
    else if (key === "w") go(form.elements.words);
    else return;
    event.preventDefault();
  });
};

if (form) listen();

// After a speech the same speaker goes on with the provision, after a name comes the next name. Going to the part of
// the page that its address names takes the focus away, so this comes after it.
window.addEventListener("load", () => setTimeout(() => {
  const asked = new URLSearchParams(location.search);
  if (document.querySelector(".summary")) return;
  if (form && asked.has("speaker")) go(provision());
  if (asked.get("at") === "present") go(document.querySelector("#present-name"));
}));
