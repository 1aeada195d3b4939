import { words } from './words-islands.ja.ts';

/*
 * Saves drafts of forms with data-autosave: two seconds after the last key, the fields go to that address
 * as a form with the header X-Autosave: 1. Any 2xx is "saved"; JSON { fields: { _version: "4" } } in the
 * answer updates hidden fields, so that the next saving is not taken for somebody else's. Fields within data-by-button
 * are left to their buttons.
 */
const wait = 2000;
const keptPrefix = 'tsunagi-draft:';

function start(form: HTMLFormElement, url: string): void {
  const box = form.querySelector<HTMLElement>('[data-autosave-status]');
  const status = box?.querySelector('p');
  if (!box || !status) return;
  const key = `${keptPrefix}${form.dataset['autosaveWho'] ?? ''}:${location.pathname}:${url}`;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let unsaved = false;
  let unsent = false;
  let busy = false;
  let leaving = false;

  const typed = (): URLSearchParams => {
    const body = new URLSearchParams();
    // The key against double sending belongs to the real submission; files are too heavy for a draft.
    for (const [name, value] of new FormData(form))
      if (typeof value === 'string' && name !== '_once') body.append(name, value);
    return body;
  };
  const say = (text: string, failed = false): void => {
    status.textContent = text;
    box.classList.toggle('autosave-failed', failed);
    box.classList.toggle('autosave-live', text !== words.note);
  };
  const keep = (): void => {
    const body = typed();
    body.delete('_csrf');
    sessionStorage.setItem(key, body.toString());
  };

  const save = async (): Promise<void> => {
    if (busy || leaving) {
      timer = setTimeout(() => void save(), wait);
      return;
    }
    busy = true;
    unsaved = false;
    say(words.saving);
    try {
      const answer = await fetch(url, {
        method: 'POST',
        body: typed(),
        headers: { 'X-Autosave': '1', accept: 'application/json' },
        // A redirect is the sign-in page: following it would look like success.
        redirect: 'manual',
      });
      if (answer.status === 409) {
        unsaved = true;
        keep();
        say(words.conflict, true);
        return;
      }
      if (!answer.ok) throw new Error(`${answer.status}`);
      if (answer.headers.get('content-type')?.includes('json') === true) {
        const { fields } = (await answer.json()) as { fields?: Record<string, string> };
        for (const [name, value] of Object.entries(fields ?? {})) {
          const field = form.elements.namedItem(name);
          if (field instanceof HTMLInputElement && field.type === 'hidden') field.value = value;
        }
      }
      sessionStorage.removeItem(key);
      const now = new Date();
      say(words.saved(`${now.getHours()}:${`${now.getMinutes()}`.padStart(2, '0')}`));
    } catch {
      unsaved = true;
      keep();
      say(words.failed, true);
    } finally {
      busy = false;
    }
  };

  form.addEventListener('input', (event) => {
    // What a button of its own adds is not saved by itself: it only is not to be left behind unasked.
    if (event.target instanceof Element && event.target.closest('[data-by-button]')) {
      unsent = true;
      return;
    }
    unsaved = true;
    clearTimeout(timer);
    timer = setTimeout(() => void save(), wait);
  });
  form.addEventListener('submit', () => {
    leaving = true;
    clearTimeout(timer);
  });
  addEventListener('pageshow', () => {
    leaving = false;
  });
  addEventListener('beforeunload', (event) => {
    if ((unsaved || unsent) && !leaving) event.preventDefault();
  });
  addEventListener('online', () => {
    if (unsaved) void save();
  });

  const left = sessionStorage.getItem(key);
  if (left === null) {
    say(words.note);
    return;
  }
  say(words.kept);
  const button = (text: string, then: () => void): void => {
    const made = document.createElement('button');
    made.type = 'button';
    made.className = 'button button-secondary button-sm';
    made.textContent = text;
    made.addEventListener('click', () => {
      then();
      for (const each of box.querySelectorAll('button')) each.remove();
    });
    box.append(made);
  };
  button(words.restore, () => {
    const kept = new URLSearchParams(left);
    const seen = new Map<string, number>();
    for (const field of form.elements) {
      if (!(
        field instanceof HTMLInputElement ||
        field instanceof HTMLTextAreaElement ||
        field instanceof HTMLSelectElement
      ))
        continue;
      if (field.name === '' || field.type === 'hidden' || field.type === 'file') continue;
      if (field instanceof HTMLInputElement && (field.type === 'checkbox' || field.type === 'radio'))
        field.checked = kept.getAll(field.name).includes(field.value);
      else {
        // Rows of one name come back in their order.
        const n = seen.get(field.name) ?? 0;
        seen.set(field.name, n + 1);
        field.value = kept.getAll(field.name)[n] ?? field.value;
      }
    }
    form.dispatchEvent(new Event('input', { bubbles: true }));
  });
  button(words.discard, () => {
    sessionStorage.removeItem(key);
    say(words.note);
  });
}

for (const form of document.querySelectorAll<HTMLFormElement>('form[data-autosave]')) {
  // Whoever sat here before may have been signed out by the clock, with a text that was not saved: it is not for the next.
  for (const key of Object.keys(sessionStorage))
    if (key.startsWith(keptPrefix) && !key.startsWith(`${keptPrefix}${form.dataset['autosaveWho'] ?? ''}:`))
      sessionStorage.removeItem(key);
  start(form, form.dataset['autosave'] ?? '');
}
