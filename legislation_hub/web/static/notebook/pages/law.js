/* A law on the phone: what one can speak about in it, how it is printed, where words stand in it. */

import { one } from "./parts.js";

const isArticle = ({ level, heading }) => level === "article" || (level === "clause" && !heading);
// The article in which a provision stands: art_12 of art_12__para_2, annex_1__art_3 of annex_1__art_3__para_1.
const articleOf = (eid) => eid.split("__").slice(0, eid.startsWith("annex_") ? 2 : 1).join("__");
const plain = new Set(["paragraph", "article", "clause"]);
const below = (eid) => (other) => other.eid === eid || other.eid.startsWith(`${eid}__`);
const signs = (text) => [...text];

/** The text of one task. */
export class Law {
  constructor(pieces = [], keys = [], cards = []) {
    this.pieces = pieces;
    this.known = new Map(pieces.map((piece) => [piece.eid, piece]));
    this.inside = new Map(); // each article's pieces: a code of a thousand articles is looked through at every letter typed
    for (const piece of pieces) {
      const article = articleOf(piece.eid);
      if (!this.inside.has(article)) this.inside.set(article, []);
      this.inside.get(article).push(piece);
    }
    this.keys = keys.map((eid) => this.known.get(eid)).filter(Boolean);
    this.choices = pieces.filter((piece) => piece.offered || keys.includes(piece.eid));
    this.others = this.choices.filter((piece) => !keys.includes(piece.eid));
    this.articles = pieces.filter(isArticle);
    // What the station calls a provision in plain words: the title of its first card.
    this.plain = new Map(cards.filter(({ eid }) => eid).reverse().map(({ eid, title }) => [this.offered(eid), title]));
  }

  /** The provision to choose for this one: itself, or the nearest above it that is a choice. */
  offered(eid = "") {
    let here = eid;
    while (this.get(here) && !this.choices.some((one) => one.eid === here)) here = here.slice(0, Math.max(0, here.lastIndexOf("__")));
    return here;
  }

  /** How a provision is offered to choose: its citation, its heading, and what it is called in plain words. */
  named({ eid, citation, heading }) {
    const plainly = this.plain.get(eid);
    return citation + (heading ? `（${heading}）` : "") + (plainly ? `　${plainly}` : "");
  }

  /** The choices that stand there at once: what a meeting is about, then the key provisions. */
  first(topics = "") {
    const agenda = topics.split("\n").map((eid) => this.get(eid)).filter((piece) => this.choices.includes(piece));
    return [...new Set([...agenda, ...this.keys])];
  }

  get(eid) { return this.known.get(eid); }

  /** The pieces of a provision that have words, each behind its article's head or its own label. */
  passages(eid) {
    let head = "";
    const found = [];
    for (const piece of this.inside.get(articleOf(eid)) ?? []) {
      if (isArticle(piece)) head = titled(piece);
      if (!piece.text) continue;
      if (below(eid)(piece)) found.push({ eid: piece.eid, head, label: plain.has(piece.level) ? "" : piece.label, text: piece.text });
      head = "";
    }
    return found;
  }

  /** All the words of a provision in one line, to look through and to show in short. */
  whole(eid) { return this.passages(eid).map(({ label, text }) => label + text).join(" "); }

  /** How a provision is cited, with the words in it that are meant. */
  cited({ provision, place, quote }, placeNames) {
    const citation = this.get(provision)?.citation ?? (place && place !== "provision" ? placeNames(place) : provision ?? placeNames("whole"));
    return quote ? `${citation}“${signs(quote).length > 30 ? `${signs(quote).slice(0, 30).join("")}……` : quote}”` : citation;
  }

  /** The other choices in which `typed` stands: by number first, then by words; at most `limit`. */
  find(typed, limit) {
    const wanted = typed.trim();
    if (!wanted) return [];
    const number = /^第?(\d+)条?$/.exec(wanted)?.[1];
    const fits = (piece) => (number ? new RegExp(`(^|_)art_${number}(__|$)`).test(piece.eid)
      : this.named(piece).includes(wanted) || this.whole(piece.eid).includes(wanted));
    const found = [];
    for (const piece of this.choices) {
      if (fits(piece)) found.push(piece);
      if (found.length > limit) break;
    }
    return found;
  }
}

/** A provision as printed law; the words `quote` that begin at the sign `start` of the piece `eid` are marked. */
export function printed(law, eid, { marked = true, quote = "", at = eid, start = null } = {}) {
  const piece = law.get(eid);
  if (!piece) return null;
  const passages = law.passages(eid);
  const lines = passages.map(({ eid: here, head, label, text }, number) => ({
    head: number === 0 && !head ? piece.citation : head,
    pieces: cut(label, text, here === at && quote ? start ?? signs(text.split(quote)[0]).length : null, quote),
  }));
  if (!lines.length) lines.push({ head: titled(piece), pieces: [] });
  return one("part-law", { face: marked ? "law marked" : "law", lines });
}

const titled = ({ label, citation, heading }) => `${label || citation}${heading ? `（${heading}）` : ""}`;

/** The first signs of a text. */
export const brief = (text, limit) => (signs(text).length > limit ? `${signs(text).slice(0, limit).join("")}……` : text);

function cut(label, text, start, quote) {
  const all = signs(text);
  const end = start === null ? 0 : start + signs(quote).length;
  if (start === null || all.slice(start, end).join("") !== quote) return [{ text: label + text }];
  return [
    { text: label + all.slice(0, start).join("") },
    { text: quote, meant: true },
    { text: all.slice(end).join("") },
  ];
}
