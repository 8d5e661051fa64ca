/* A form's text is kept within half a second of a pause in typing, and given back when the form opens again. */

const PAUSE = 250;
const LONGEST = 2_000; // without any pause

let written = Promise.resolve(); // what is being kept, one after the other

/** Return what was typed before and not said, or null. */
export async function begunBefore(notebook, about) {
  await written;
  return notebook.draft(about);
}

/** Return what was typed before of somebody at a meeting and not said, in whichever form it was begun. */
export async function begunOf(notebook, attendee) {
  await written;
  return (await notebook.drafts()).filter(({ values }) => values.attendee === attendee);
}

/** Keeps what `read` returns (null: there is nothing to keep) while a form is open. */
export class Draft {
  #notebook;
  #read;
  #timer = null;
  #since = null;
  #keeping = new AbortController();
  #left = new AbortController();

  constructor(notebook, about, read) {
    this.about = about;
    this.#notebook = notebook;
    this.#read = read;
    const { signal } = this.#left;
    addEventListener("pagehide", () => this.#keep(), { signal });
    document.addEventListener("visibilitychange", () => this.#keep(), { signal });
    // Before the next view is made: it may be this form again.
    addEventListener("hashchange", () => { this.#keep(); this.end(); }, { signal, capture: true });
  }

  /** Something was typed. */
  typed() {
    if (this.#left.signal.aborted) return;
    this.#since ??= Date.now();
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#keep(), Math.max(0, Math.min(PAUSE, this.#since + LONGEST - Date.now())));
  }

  /** Begin to write nothing more, until something is typed: what is written from here on comes after any draft. */
  rest() {
    clearTimeout(this.#timer);
    this.#since = null;
    this.#keeping.abort();
  }

  /** Forget what was typed. */
  async drop() {
    this.rest();
    await written;
    await this.#notebook.drop(this.about);
  }

  /** The form has gone. */
  end() {
    clearTimeout(this.#timer);
    this.#left.abort();
  }

  #keep() {
    if (this.#since === null) return;
    clearTimeout(this.#timer);
    this.#since = null;
    const typed = this.#read();
    const { signal } = this.#keeping = new AbortController();
    // Locked meanwhile, or no room on the phone: the form still has it, and saving says so.
    written = written.then(() => (typed ? this.#notebook.keep(this.about, typed, { signal }) : this.#notebook.drop(this.about))).catch(() => {});
  }
}
