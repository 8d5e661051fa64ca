"""A notebook as programs of earlier formats left it on a phone, written without any of today's modules."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from tests.field.judging import Said
from tests.field.sayings import Saying

if TYPE_CHECKING:
    from tests.field.phone import Phone

FORMATS = (1, 2)

# Frozen: this is what lay on phones. Format 1 knows no kinds, no packs and no wire formats; format 2 no kinds.
WRITE = """async ({format, account, person, pin, contents}) => {
  const text = new TextEncoder();
  const device = crypto.randomUUID();
  const session = await (await fetch("/field/notebook/session")).json();
  const headers = {"Content-Type": "application/json", "X-CSRFToken": session.csrf};
  const body = JSON.stringify({label: "旧手机"});
  const told = await fetch(`/field/notebook/devices/${device}`, {method: "PUT", body, headers});
  const bytes = (base64) => Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0));
  const key = (raw) => crypto.subtle.importKey("raw", raw, "AES-GCM", false, ["encrypt"]);
  const seal = async (by, label, value) => {
    const iv = crypto.getRandomValues(new Uint8Array(12));
    const how = {name: "AES-GCM", iv, additionalData: text.encode(label)};
    return {iv, sealed: new Uint8Array(await crypto.subtle.encrypt(how, by, value))};
  };
  const salt = crypto.getRandomValues(new Uint8Array(16));
  const rounds = 600000;
  const typed = await crypto.subtle.importKey("raw", text.encode(pin), "PBKDF2", false, ["deriveKey"]);
  const byPin = await crypto.subtle.deriveKey({name: "PBKDF2", hash: "SHA-256", salt, iterations: rounds}, typed,
    {name: "AES-GCM", length: 256}, false, ["encrypt"]);
  const data = crypto.getRandomValues(new Uint8Array(32));
  const dataKey = await key(data);
  const keys = {id: "keys", account, person, device, salt, rounds,
    pin: await seal(byPin, `${account}:pin`, data),
    server: await seal(await key(bytes((await told.json()).key)), `${account}:server`, data)};
  const entries = [];
  for (const content of contents) {
    const id = crypto.randomUUID();
    const inside = {content: {...content, heard_at: new Date().toISOString()}};
    entries.push({id, state: "waiting", made_at: Date.now(), tries: 0, next_at: null, number: null,
      ...(format > 1 && {format: 2}), ...await seal(dataKey, id, text.encode(JSON.stringify(inside)))});
  }
  await new Promise((resolve, reject) => {
    const request = indexedDB.open(`notebook:${account}`, format);
    request.onupgradeneeded = () => {
      for (const name of ["keys", "entries", "packs"].slice(0, format + 1)) {
        request.result.createObjectStore(name, {keyPath: "id"});
      }
    };
    request.onerror = () => reject(request.error);
    request.onsuccess = () => {
      const writing = request.result.transaction(["keys", "entries"], "readwrite");
      writing.objectStore("keys").put(keys);
      for (const entry of entries) writing.objectStore("entries").put(entry);
      writing.oncomplete = () => { request.result.close(); resolve(); };
      writing.onabort = () => reject(writing.error);
    };
  });
  return entries.map(({id}) => id);
}"""


def write_former(phone: "Phone", format: int, sayings: Sequence[Saying]) -> None:
    """Leave a full queue of this format on a phone that is signed in and has no notebook."""
    phone.page.goto(f"{phone.url}/field/")
    contents = [{name: value for name, value in one.wire(phone.task).items() if value != ""} for one in sayings]
    about = {"account": phone.collector.id, "person": phone.collector.name, "pin": phone.pin}
    ids = phone.page.evaluate(WRITE, {"format": format, "contents": contents, **about})
    phone.said += [Said(identity, saying) for identity, saying in zip(ids, sayings, strict=True)]
