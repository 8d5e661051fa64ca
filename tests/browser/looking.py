"""What axe finds on a page, without asking the same question a thousand times."""

from typing import Any

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

# Contrast is most of axe's work on a long page, and the same for every text painted alike from the page's ground
# up. Of each such paint axe is given the first, and two more in case one is a text that it passes over.
ONE_OF_EACH = r"""() => {
  const OF_EACH = 3;
  const PAINT = ["color", "backgroundColor", "backgroundImage", "opacity", "filter", "mixBlendMode", "textShadow",
    "fontSize", "fontWeight", "display", "visibility", "position", "zIndex", "overflow", "clipPath"];
  const paints = new Map([[null, ""]]);
  const numbers = new Map();
  const met = new Map();
  for (const one of document.querySelectorAll("*")) {
    const style = getComputedStyle(one);
    const paint = [paints.get(one.parentElement), one.localName, one.type, one.matches(":disabled"),
      ...PAINT.map((name) => style[name])].join("|");
    if (!numbers.has(paint)) numbers.set(paint, numbers.size);
    paints.set(one, numbers.get(paint));
    const text = [...one.childNodes].filter(({nodeType}) => nodeType === Node.TEXT_NODE)
      .map(({data}) => data).join("");
    const box = one.getBoundingClientRect();
    const kind = [paints.get(one), box.width > 1 && box.height > 1, one.control?.disabled, text.trim() !== "",
      /[\p{L}\p{N}].*[\p{L}\p{N}]/su.test(text)].join("|");
    met.set(kind, (met.get(kind) ?? 0) + 1);
    one.toggleAttribute("data-contrast", met.get(kind) <= OF_EACH);
  }
  axe.configure({rules: [{id: "color-contrast", selector: "[data-contrast]"}]});
}"""


def violations(page: Page) -> list[dict[str, Any]]:
    """Return every rule of axe that the page breaks, with the places."""
    page.evaluate(AXE_SCRIPT)
    page.evaluate(ONE_OF_EACH)
    found: list[dict[str, Any]] = page.evaluate(
        "async () => (await axe.run({resultTypes: ['violations']})).violations"
    )
    return found
