/* A text as a QR code, drawn as SVG; fetched only where somebody asks for one, and kept with the page like all else. */

import { encode } from "../../vendor/uqr.js";

const SVG = "http://www.w3.org/2000/svg";
// Beyond this a phone's camera does not read it from another phone's screen (version 25, 117 modules).
const LARGEST = 25;
const QUIET = 4;

/** Return the code; throws RangeError for a text that is too long. */
export function draw(text) {
  const { size, data } = encode(text, { ecc: "L", maxVersion: LARGEST, border: QUIET });
  const drawing = document.createElementNS(SVG, "svg");
  drawing.setAttribute("viewBox", `0 0 ${size} ${size}`);
  drawing.setAttribute("role", "img");
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", data.flatMap((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : ""))).join(""));
  drawing.append(path);
  return drawing;
}
