import { find } from './find.ts';
import { narrow } from './narrow.ts';
import { words } from './words-islands.ja.ts';

/** Keys under which the autosave island keeps text; signing out forgets them on a shared computer. */
const keptPrefix = 'tsunagi-draft:';

// The page was made by the server and already works; this only smooths it.
const summary = document.querySelector<HTMLElement>('[data-error-summary]');
summary?.focus();

function release(form: HTMLElement): void {
  delete form.dataset['sent'];
  form.querySelector('[aria-busy]')?.removeAttribute('aria-busy');
}

for (const form of document.querySelectorAll<HTMLFormElement>('form[data-form]')) {
  form.addEventListener('submit', (event) => {
    if (event.defaultPrevented) return;
    if (form.dataset['sent'] !== undefined) {
      event.preventDefault();
      return;
    }
    form.dataset['sent'] = '';
    // A file as the answer leaves the page standing: it opens again by itself.
    setTimeout(() => release(form), 10_000);
    const button = event.submitter;
    if (button instanceof HTMLButtonElement) {
      button.setAttribute('aria-busy', 'true');
      const note = document.createElement('span');
      note.className = 'visually-hidden';
      note.setAttribute('role', 'status');
      note.textContent = words.sending;
      button.after(note);
    }
  });
}
// Coming back by the browser's own button must not find the form locked.
addEventListener('pageshow', () => {
  for (const form of document.querySelectorAll<HTMLElement>('form[data-sent]')) release(form);
});

/** What a page that works without a network keeps on this device, as it tells every other page: no word of it, only how much. */
interface Kept {
  /** not yet sent */
  count: number;
  person: number;
  page: string;
  database: string;
  /** where its end is told */
  end: string;
}
const keptOn = 'tsunagi-kept';
function kept(): Kept | null {
  try {
    return JSON.parse(localStorage.getItem(keptOn) ?? 'null') as Kept | null;
  } catch {
    return null;
  }
}

const signOuts = document.querySelectorAll<HTMLFormElement>('form[data-sign-out]');
for (const form of signOuts) {
  let sure = false;
  form.addEventListener('submit', (event) => {
    const there = kept();
    const asks = !sure && there !== null && `${there.person}` === form.dataset['signOut'] && there.count > 0;
    if (asks && !confirm(words.waitsSure(there.count))) {
      event.preventDefault();
      return;
    }
    for (const key of Object.keys(sessionStorage))
      if (key.startsWith(keptPrefix)) sessionStorage.removeItem(key);
    if (sure || there === null) return;
    event.preventDefault();
    sure = true;
    if (`${there.person}` !== form.dataset['signOut']) {
      // Somebody else's: it stays, locked.
      const keep = Object.assign(document.createElement('input'), {
        type: 'hidden',
        name: 'keep',
        value: '1',
      });
      form.append(keep);
      form.requestSubmit();
      return;
    }
    void emptied(form, there).finally(() => form.requestSubmit());
  });
}

/** Tells the server that this device is not used any more, and takes away what is on it. */
async function emptied(form: HTMLFormElement, there: Kept): Promise<void> {
  const body = new FormData(form);
  body.set('why', 'signed_out');
  await fetch(there.end, { method: 'POST', body, redirect: 'manual' }).catch(() => undefined);
  indexedDB.deleteDatabase(there.database);
  localStorage.removeItem(keptOn);
  if (!('caches' in window)) return;
  for (const key of await caches.keys()) if (key.startsWith(there.database)) await caches.delete(key);
}

// Whoever has signed in sees on every page what still waits on this device.
const [signOut] = signOuts;
const waiting = kept();
if (signOut && waiting && waiting.count > 0 && location.pathname !== waiting.page) {
  const note = document.createElement('p');
  note.className = 'kept-note';
  note.setAttribute('role', 'status');
  document.querySelector('#main')?.prepend(note);
  const link = Object.assign(document.createElement('a'), {
    href: waiting.page,
    textContent: words.waitsOpen,
  });
  note.append(words.waits(waiting.count), link);
}

for (const line of document.querySelectorAll<HTMLElement>('[data-show-passwords]')) {
  const [box, form] = [line.querySelector('input'), line.closest('form')];
  if (!box || !form) continue;
  const fields = [...form.querySelectorAll<HTMLInputElement>('input[type=password]')];
  const show = () => {
    for (const field of fields) field.type = box.checked ? 'text' : 'password';
  };
  box.addEventListener('change', show);
  // Sent as what it is, so that no browser offers it again as a text.
  form.addEventListener('submit', () => {
    box.checked = false;
    show();
  });
  line.hidden = false;
}

for (const count of document.querySelectorAll<HTMLElement>('[data-count-for]')) {
  const box = document.getElementById(count.dataset['countFor'] ?? '');
  const max = Number(count.dataset['countMax']);
  if (!(box instanceof HTMLTextAreaElement)) continue;
  const show = () => {
    const now = [...box.value].length;
    count.textContent = (count.dataset['countWords'] ?? '#').replace('#', now.toLocaleString('ja-JP'));
    count.classList.toggle('character-count-over', now > max);
  };
  box.addEventListener('input', show);
  show();
}

for (const group of document.querySelectorAll<HTMLElement>('[data-besides]')) {
  const other = group.closest('form')?.elements.namedItem(group.dataset['besides'] ?? '');
  if (!(other instanceof HTMLSelectElement)) continue;
  other.addEventListener('change', () => {
    for (const box of group.querySelectorAll('input')) {
      const line = box.closest<HTMLElement>('.choice');
      if (line) line.hidden = box.value === other.value;
      if (box.value === other.value) box.checked = false;
    }
  });
}

for (const names of document.querySelectorAll<HTMLElement>('[data-file-names]')) {
  const input = document.getElementById(names.dataset['fileNames'] ?? '');
  if (!(input instanceof HTMLInputElement)) continue;
  input.addEventListener('change', () => {
    const files = [...(input.files ?? [])].map((file) => file.name);
    names.textContent = files.length === 0 ? '' : words.filesChosen(files.length, files.join('、'));
  });
}

// Lists of places and people run to hundreds. Public pages have none so long.
if (!document.body.classList.contains('open-page'))
  for (const one of document.querySelectorAll('select')) if (one.options.length > 40) narrow(one, words);

for (const frame of document.querySelectorAll<HTMLElement>('[data-finding]')) find(frame);

type Address = { prefecture?: string; city?: string; town?: string };

async function complete(box: HTMLInputElement): Promise<void> {
  const code = box.value.normalize('NFKC').replace(/\D/g, '');
  if (code.length !== 7 || box.dataset['asked'] === code) return;
  box.dataset['asked'] = code;
  const names = JSON.parse(box.dataset['postal'] ?? '{}') as Address & { address?: string };
  let found: Address | undefined;
  try {
    const answer = await fetch(`/postal?code=${code}`, { headers: { accept: 'application/json' } });
    if (answer.ok) found = (await answer.json()) as Address;
  } catch {
    // Offline: the address is typed by hand, as without script.
    return;
  }
  const fill = (name: string | undefined, text: string | undefined): void => {
    const target = name === undefined ? null : box.form?.elements.namedItem(name);
    // What a person typed is never overwritten.
    if (
      text === undefined ||
      (!(target instanceof HTMLInputElement) && !(target instanceof HTMLSelectElement))
    )
      return;
    if (target.value !== '') return;
    target.value = text;
    target.dispatchEvent(new Event('input', { bubbles: true }));
  };
  fill(names.prefecture, found?.prefecture);
  fill(names.city, found?.city);
  fill(names.town, found?.town);
  fill(names.address, found && [found.prefecture, found.city, found.town].join(''));
  const note = document.createElement('p');
  note.className = 'field-help';
  note.setAttribute('role', 'status');
  box.parentElement?.querySelector('[role="status"]')?.remove();
  box.after(note);
  note.textContent = found?.city === undefined ? words.postalUnknown : words.postalFilled;
}

for (const box of document.querySelectorAll<HTMLInputElement>('input[data-postal]')) {
  box.addEventListener('input', () => void complete(box));
}

// What unfolds over the page is folded away as other programs do it: Escape, and the focus back where it was opened.
// A question asked once more is taken back only from within it; nothing typed is lost, and what unfolds text stays.
addEventListener('keydown', (event) => {
  if (event.key !== 'Escape') return;
  const all =
    'details.open-switch[open], details.user-menu[open], .within > details[open], details.confirm[open]';
  const opened = [...document.querySelectorAll<HTMLDetailsElement>(all)];
  const holds = (one: HTMLDetailsElement) => (one.closest('.within') ?? one).contains(document.activeElement);
  const one = opened.find(holds) ?? opened.find((other) => !other.matches('.confirm'));
  if (!one) return;
  const inside = holds(one);
  one.open = false;
  if (inside) one.querySelector('summary')?.focus();
});
