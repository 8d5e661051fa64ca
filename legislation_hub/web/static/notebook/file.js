/* What the server has not confirmed, as a file that any computer of the room reads in, or as a text for a QR code. */

import { serverNow } from "./clock.js";
import { wire } from "./sender.js";
import { deviceTime, sha256 } from "./wire.js";

/** Return the file as docs/wire.md has it, of all that is not confirmed or of those with these ids; `clock` is how far ours is ahead. */
export async function fileOf({ account, person, device }, clock, all, ids = null) {
  const open = all.filter(({ record, inside }) => inside && record.state !== "confirmed" && (!ids || ids.includes(record.id)));
  const told = {
    format: "legislation-hub/waiting",
    version: 1,
    account,
    person,
    device,
    made_at: deviceTime(serverNow(clock)),
    device_time: deviceTime(),
    comments: open.filter(({ record }) => record.kind === "comment").map(wire),
    meetings: open.filter(({ record }) => record.kind === "meeting" && record.state !== "sent")
      .map(({ record, inside }) => ({ ...inside.content, id: record.id })),
  };
  return { ...told, sha256: await sha256(canonical(told)) };
}

/** Return base64url of the deflated JSON. */
export async function fragmentOf(told) {
  const packed = new Blob([JSON.stringify(told)]).stream().pipeThrough(new CompressionStream("deflate-raw"));
  const bytes = new Uint8Array(await new Response(packed).arrayBuffer());
  const signs = Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
  return btoa(signs).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

/** Return canonical JSON, as the server makes it: keys sorted, no spaces, nothing escaped that need not be. */
function canonical(value) {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  const inner = Object.keys(value).sort().filter((name) => value[name] !== undefined);
  return `{${inner.map((name) => `${JSON.stringify(name)}:${canonical(value[name])}`).join(",")}}`;
}
