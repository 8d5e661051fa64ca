/* A photo leaves the phone no larger than it must be, and without what the camera wrote into it. */

import { Refused } from "./keys.js";

const LONGEST_SIDE = 2000;
const QUALITY = 0.8;

/** Return the picture as a JPEG of at most 2,000 pixels a side, upright, without place or time. Throws Refused. */
export async function shrunk(blob) {
  let bitmap;
  try {
    bitmap = await createImageBitmap(blob, { imageOrientation: "from-image" });
  } catch {
    throw new Refused("picture");
  }
  const scale = Math.min(1, LONGEST_SIDE / Math.max(bitmap.width, bitmap.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(bitmap.width * scale));
  canvas.height = Math.max(1, Math.round(bitmap.height * scale));
  const sheet = canvas.getContext("2d");
  sheet.fillStyle = "#fff";
  sheet.fillRect(0, 0, canvas.width, canvas.height);
  sheet.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  bitmap.close();
  const small = await new Promise((resolve) => { canvas.toBlob(resolve, "image/jpeg", QUALITY); });
  if (!small) throw new Refused("picture");
  return small;
}
