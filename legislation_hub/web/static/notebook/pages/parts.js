/* Every text and all markup stand in the shell's templates; here they are found and filled. */

const texts = new Map();

/** Return the text `name` of the shell, with `values` in its places; with num = 1 in its singular. */
export function say(name, values = {}) {
  if (!texts.size) for (const one of document.getElementById("texts").content.children) texts.set(one.dataset.name, one);
  const text = texts.get(name);
  if (!text) throw new Error(`no text ${name}`);
  const pattern = (values.num === 1 && text.dataset.one) || text.textContent;
  return pattern.replace(/%\((\w+)\)s/g, (_, key) => values[key]);
}

/** Return whether there is a text of this name. */
export const said = (name) => { try { say(name); return true; } catch { return false; } };

/**
 * Return a copy of the template `id`, filled with `row`: data-if and data-unless leave out, data-text and data-attr ("href=url")
 * fill in, data-each repeats the template inside for each of a list, data-part takes an element that was made before.
 */
export const part = (id, row = {}) => fill(document.getElementById(id).content.cloneNode(true), row);

/** The same, as the one element that it consists of. */
export const one = (id, row) => part(id, row).firstElementChild;

/** Make an element's children these. */
export const put = (box, ...children) => { box.replaceChildren(...children); return box; };

function fill(piece, row) {
  for (const node of piece.querySelectorAll("[data-if]")) if (!row[node.dataset.if] || row[node.dataset.if].length === 0) node.remove();
  for (const node of piece.querySelectorAll("[data-unless]")) if (row[node.dataset.unless]?.length ?? row[node.dataset.unless]) node.remove();
  for (const node of piece.querySelectorAll("[data-text]")) {
    node.textContent = row[node.dataset.text] ?? "";
    node.removeAttribute("data-text"); // a form's own scripts have their [data-text], too
  }
  for (const node of piece.querySelectorAll("[data-attr]")) {
    for (const pair of node.dataset.attr.split(" ")) {
      const [name, key] = pair.split("=");
      if (row[key] === undefined || row[key] === null) node.removeAttribute(name);
      else node.setAttribute(name, row[key]);
    }
  }
  for (const node of piece.querySelectorAll("[data-part]")) {
    const made = row[node.dataset.part];
    if (made) node.replaceWith(made);
    else node.remove();
  }
  for (const node of piece.querySelectorAll("[data-each]")) {
    const template = node.querySelector(":scope > template");
    node.append(...(row[node.dataset.each] || []).map((each) => fill(template.content.cloneNode(true), each)));
    template.remove();
    node.removeAttribute("data-each"); // so that nobody who takes this in as a part fills it again
  }
  return piece;
}

export const tag = (tone, text) => one(`part-tag-${tone}`, { text });
export const notice = (text, tone = "plain") => one(`part-notice-${tone}`, { text });
