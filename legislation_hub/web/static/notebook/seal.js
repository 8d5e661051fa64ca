/* What lies on the phone opens with the person's PIN or with a key that the server holds, and with nothing else here. */

export const ROUNDS = 600_000;
const GCM = "AES-GCM";
const text = new TextEncoder();

/** Neither this PIN nor this key opens it. */
export class DoesNotOpen extends Error { name = "DoesNotOpen"; }

export const randomBytes = (count) => crypto.getRandomValues(new Uint8Array(count));

/** Return new random bytes for a data key; they are kept only wrapped. */
export const newDataKey = () => randomBytes(32);

/** Return a data key as it is used: nobody can read its bytes any more, scripts of this page neither. */
export const usable = (bytes) => crypto.subtle.importKey("raw", bytes, GCM, false, ["encrypt", "decrypt"]);

/** Return the key that a PIN and this phone's salt make. */
export async function keyOfPin(pin, salt, rounds) {
  const typed = await crypto.subtle.importKey("raw", text.encode(pin), "PBKDF2", false, ["deriveKey"]);
  const how = { name: "PBKDF2", hash: "SHA-256", salt, iterations: rounds };
  return crypto.subtle.deriveKey(how, typed, { name: GCM, length: 256 }, false, ["encrypt", "decrypt"]);
}

/** Return the key that the server gave, from base64. */
export const keyOfServer = (base64) => usable(Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0)));

/** Seal bytes; `label` says what they are and is needed to open them. */
export async function sealBytes(key, label, bytes) {
  const iv = randomBytes(12);
  const sealed = await crypto.subtle.encrypt({ name: GCM, iv, additionalData: text.encode(label) }, key, bytes);
  return { iv, sealed: new Uint8Array(sealed) };
}

/** Return the bytes; throws DoesNotOpen for another key, another label or changed bytes. */
export async function openBytes(key, label, { iv, sealed }) {
  try {
    return new Uint8Array(await crypto.subtle.decrypt({ name: GCM, iv, additionalData: text.encode(label) }, key, sealed));
  } catch (error) {
    if (error.name === "OperationError") throw new DoesNotOpen();
    throw error;
  }
}

/** Seal a value that JSON can say. */
export const seal = (key, label, value) => sealBytes(key, label, text.encode(JSON.stringify(value)));

/** Return the value; throws DoesNotOpen. */
export const unseal = async (key, label, box) => JSON.parse(new TextDecoder().decode(await openBytes(key, label, box)));
