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

for (const form of document.querySelectorAll<HTMLFormElement>('form[data-sign-out]')) {
  form.addEventListener('submit', () => {
    for (const key of Object.keys(sessionStorage))
      if (key.startsWith(keptPrefix)) sessionStorage.removeItem(key);
  });
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

for (const names of document.querySelectorAll<HTMLElement>('[data-file-names]')) {
  const input = document.getElementById(names.dataset['fileNames'] ?? '');
  if (!(input instanceof HTMLInputElement)) continue;
  input.addEventListener('change', () => {
    const files = [...(input.files ?? [])].map((file) => file.name);
    names.textContent = files.length === 0 ? '' : words.filesChosen(files.length, files.join('、'));
  });
}

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
addEventListener('keydown', (event) => {
  if (event.key !== 'Escape') return;
  const opened = document.querySelector<HTMLDetailsElement>('details.open-switch[open]');
  if (!opened) return;
  const inside = opened.contains(document.activeElement);
  opened.open = false;
  if (inside) opened.querySelector('summary')?.focus();
});
