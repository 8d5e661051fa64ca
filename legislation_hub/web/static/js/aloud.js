// Reads aloud what is marked [data-aloud], in the order of the page, sentence by sentence, with the browser's own voice.
// [data-aloud-button] shows itself only where there is a Chinese voice; nothing is ever read before it is pressed.
const SENTENCE = /[^。！？；?!\n]+[。！？；?!]*[”』」）]*/g; // Long texts break off in some browsers: one breath at a time.
const PACE = 0.9;
const LANGUAGE = "zh-CN";

const synthesis = window.speechSynthesis;
const button = document.querySelector("[data-aloud-button]");
const pieces = [...document.querySelectorAll("[data-aloud]")].flatMap((element) =>
  [...element.querySelectorAll("h3, p")].concat(element.matches("h1, p") ? [element] : []).flatMap((line) =>
    (line.textContent.match(SENTENCE) || []).map((text) => ({ element: line, text: text.trim() })).filter(({ text }) => text)));

let next = 0; // the sentence to be read next
let round = 0; // whatever an earlier press began is over

const voice = () => synthesis.getVoices().find(({ lang }) => /^zh\b/i.test(lang.replace("_", "-")) && !/HK|TW|yue/i.test(lang))
  || synthesis.getVoices().find(({ lang }) => /^zh\b/i.test(lang.replace("_", "-")));
const mark = (element) => {
  document.querySelector(".being-read")?.classList.remove("being-read");
  element?.classList.add("being-read");
};
const say = (label) => { button.textContent = label; };

const stop = () => {
  round += 1;
  synthesis.cancel();
  button.removeAttribute("aria-pressed");
  mark(null);
  say(next ? button.dataset.on : button.dataset.again);
};
const read = (turn) => {
  if (turn !== round) return;
  const piece = pieces[next];
  if (!piece) { next = 0; stop(); return; }
  const spoken = new SpeechSynthesisUtterance(piece.text);
  spoken.lang = LANGUAGE;
  spoken.voice = voice() || null;
  spoken.rate = PACE;
  spoken.onend = () => { if (turn === round) { next += 1; read(turn); } };
  spoken.onerror = () => { if (turn === round) stop(); };
  mark(piece.element);
  synthesis.speak(spoken);
};
const begin = () => {
  round += 1;
  synthesis.cancel();
  button.setAttribute("aria-pressed", "true");
  say(button.dataset.stop);
  read(round);
};

if (synthesis && button && pieces.length) {
  const show = () => { if (voice()) button.hidden = false; };
  show();
  synthesis.addEventListener?.("voiceschanged", show); // some browsers find their voices late
  button.addEventListener("click", () => (button.hasAttribute("aria-pressed") ? stop() : begin()));
  window.addEventListener("pagehide", stop);
}
