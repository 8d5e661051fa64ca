/* The notebook: what was said at a door is on this phone before anybody is told so, and leaves it only when the server holds it.

The one module that pages import; everything else in this folder stands behind it. Texts for people stand in the
pages: the engine speaks in codes.

    import { Notebook, possible, WrongPin, Locked, Full, Gone, OtherTab, Refused, Offline } from "./notebook.js";

    possible() → [] or some of "insecure", "worker", "database", "crypto", "locks": what this browser has not got
    await Notebook.list() → [{account, person, device, waiting, since, opened}]: the notebooks on this phone, all readable while locked
    await Notebook.exists(account) → bool
    await Notebook.session() → {account, person, csrf, server_time, build}, null where nobody is signed in; throws Offline
    await Notebook.key({account, label}) → {device, serverKey}: the server's key for this phone (needs a session); throws Offline, Refused
    await Notebook.make({account, person, pin, serverKey, device}) → Notebook (opened)
    await Notebook.open({account}) → Notebook that was opened less than a day ago; throws Locked {until: null}
    await Notebook.open({account, pin}) → throws WrongPin {left}, Locked {until} after too many wrong tries (a pause that grows)
    await Notebook.open({account, serverKey, newPin}) → the forgotten PIN: Notebook.key() first; the queue stays
    await Notebook.forget(account): removes a notebook in which nothing waits; throws Refused where something does

    notebook.account, .person, .device
    await notebook.say(content) → entry. content is a comment on the wire without id, format and heard_at (which may be
        given). Resolves after the database has it for good; throws Full (nothing is kept of it, the form keeps its text)
    await notebook.meet(content) → entry. content is a meeting on the wire; with an `id` that the phone holds it is the next
        revision of that meeting, without one a new meeting. Comments of a meeting wait until the meeting itself has been sent
    await notebook.picture(blob, {submission | meeting | slip}) → entry; shrunk on the phone, made a JPEG; throws Refused("picture")
    await notebook.entries() → [entry], oldest first. An entry:
        {id, kind: "comment" | "meeting" | "picture", state, madeAt, sentAt, number, receipt, late, tries, nextAt, problem,
         savedAt, before, corrects, content}
        state: "waiting", "sent" (has a number), "confirmed" (words have left the phone; content holds what is left:
        task, provision, household, submission, heard_at), "conflict", "rejected"
        madeAt, sentAt, nextAt, savedAt: Date or null. number: the server's, after sending. receipt: the household's code
        problem: null or {code, title, errors: [{field, text}], number}; code is "rejected" | "conflict" | "server" (the server
        stumbles over this one; it is tried again by itself) | "meeting" (its meeting must be settled first) | "large" |
        "unsupported" (a picture of a kind that the server does not take); title and errors are the server's own
        texts in the reader's language
        before: the content before it was mended, until it is sent
    await notebook.entry(id) → entry or null
    await notebook.mend(id, content) → entry. What may have reached the server stays as it is, and the returned entry is
        a new one that `corrects` it; else the entry itself is changed. The same content mends nothing
    await notebook.settle(id, "theirs" | "mine") → entry. A conflict: keep the server's words, or send mine as a new comment
        that corrects them
    await notebook.saved(id): the person has this entry in a file. A rejected or conflicting one leaves the queue ("confirmed",
        without number); another one is only marked
    await notebook.send({now: true}): sends what waits; with `now` also what rests in a pause. Never throws; see status
    await notebook.refresh() → true if there is a new pack, false if not; throws Offline, Refused("session" | "other")
    await notebook.pack() → {fetchedAt: Date, pack: what GET /field/notebook/pack answered} or null
    await notebook.file() → Blob of all that the server has not confirmed, as docs/wire.md says
    await notebook.fragment(ids) → base64url of raw-deflated JSON of the same, for a QR code
    await notebook.changePin(old, new); throws WrongPin, Locked
    await notebook.lock(): the key is forgotten; the next open needs the PIN
    notebook.close(): stop sending from this page and let go of the database; the key stays for today
    await notebook.storage() → {persisted, usage, quota}
    await notebook.persist() → bool: ask that the browser never clears this by itself
    notebook.addEventListener("change", …): entries or status are new, also through another tab
    notebook.addEventListener("locked", …): another tab, or the end of the day, has locked it
    notebook.status → {online, sending, waiting, since: Date|null, nextAt: Date|null, session: "ours"|"none"|"other"|"unknown",
        problem: null|"server"|"busy"|"strange"|"network", clock: ms that the phone is ahead, build: the server's build}
        problem: why the last sending got no answer that counts. since: when the oldest waiting entry was made

Time is the phone's; the server learns what the phone's clock says (Device-Time) and puts it right. */
