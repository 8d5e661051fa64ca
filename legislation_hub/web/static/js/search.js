// Finds while one pauses in typing: the same page is asked for, and what it found takes the old place. The address follows, so
// that it can be sent on; focus stays where it is, and a listener is told how many there are. Without it the form just works.
(() => {
  "use strict";
  const form = document.getElementById("hunt");
  if (!form || !window.AbortController) return;
  const PAUSE = 350;
  const told = document.getElementById("told");
  let timer = 0;
  let asking = null;
  const wanted = () => {
    const url = new URL(form.action);
    for (const [name, value] of new FormData(form)) if (value) url.searchParams.set(name, value);
    return url;
  };
  const put = (page, url) => {
    const fresh = page.getElementById("found");
    if (!fresh) { location.assign(url); return; }
    const at = document.activeElement && document.getElementById("found").contains(document.activeElement) ? document.activeElement.id : "";
    document.getElementById("found").replaceWith(document.adoptNode(fresh));
    if (at) document.getElementById(at)?.focus();
    told.textContent = page.getElementById("told")?.textContent.trim() || fresh.textContent.trim().slice(0, 80);
    document.title = page.title;
    history.replaceState(null, "", url);
  };
  const ask = async () => {
    const url = wanted();
    if (url.href === location.href.split("#")[0]) return;
    asking?.abort();
    asking = new AbortController();
    document.getElementById("found").setAttribute("aria-busy", "true");
    try {
      const answer = await fetch(url, { signal: asking.signal, headers: { Accept: "text/html" } });
      if (!answer.ok) throw new Error(String(answer.status));
      put(new DOMParser().parseFromString(await answer.text(), "text/html"), url);
    } catch (fault) {
      // Nothing is lost: what was found before stays, and the button asks again.
      if (fault.name !== "AbortError") document.getElementById("found").removeAttribute("aria-busy");
    }
  };
  const soon = () => { clearTimeout(timer); timer = setTimeout(ask, PAUSE); };
  form.addEventListener("input", (event) => { if (!event.isComposing) soon(); });
  form.addEventListener("compositionend", soon);
  document.addEventListener("change", (event) => { if (event.target.form === form && event.target.type === "date") soon(); });
  form.addEventListener("submit", (event) => { event.preventDefault(); clearTimeout(timer); ask(); });
})();
