// Keys for whoever looks at many comments: a number chooses, Enter sends, N goes on. Everything works without them.
(function () {
  "use strict";
  var hint = document.querySelector("[data-hint]");
  if (hint && window.matchMedia("(hover: hover)").matches) { hint.hidden = false; }

  // One box ticks all that stand on the page.
  var all = document.querySelector("[data-tick-all]");
  if (all) {
    all.closest("label").hidden = false;
    all.addEventListener("change", function () {
      document.getElementsByName(all.dataset.tickAll).forEach(function (box) { box.checked = all.checked; });
    });
  }

  document.addEventListener("keydown", function (event) {
    var typing = event.target.closest && event.target.closest("input:not([type=radio], [type=checkbox]), textarea, select");
    if (typing || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) { return; }
    var chosen = document.querySelector('[data-key="' + CSS.escape(event.key.toLowerCase()) + '"]');
    if (!chosen) { return; }
    event.preventDefault();
    if (chosen.tagName !== "DETAILS") { chosen.focus(); chosen.click(); return; }
    chosen.open = true;
    chosen.scrollIntoView({ block: "nearest" });
    var first = chosen.querySelector("form[method=post] :is(textarea, input:not([type=hidden]))") || chosen.querySelector("input, textarea");
    if (first) { first.focus(); }
  });
}());
