import { draggable } from './drag.ts';

// The board while several people are at it: what others write appears by itself, cards are dragged or moved by arrow keys,
// and sending a form renews the board alone. Without this script the same forms work, each with its own page.
const holder = () => document.getElementById('board');
const line = document.querySelector<HTMLElement>('[data-board-status]');
const first = holder();
document.querySelector('[data-board-help]')?.removeAttribute('hidden');

const say = (text: string): void => {
  if (line !== null) line.textContent = text;
};

let sending = 0;

/** Puts the board of a page just read in place of this one; the card somebody stands on keeps the focus. */
function renew(html: string): boolean {
  const page = new DOMParser().parseFromString(html, 'text/html');
  const [before, after] = [holder(), page.getElementById('board')];
  if (before === null || after === null) return false;
  const active = document.activeElement;
  const card = active?.closest<HTMLElement>('[data-card]')?.dataset['card'];
  const id = active !== null && before.contains(active) ? active.id : '';
  const scrolled = before.querySelector('.board')?.scrollLeft ?? 0;
  before.replaceWith(document.adoptNode(after));
  const board = after.querySelector('.board');
  if (board !== null) board.scrollLeft = scrolled;
  const target =
    id !== ''
      ? document.getElementById(id)
      : card === undefined
        ? null
        : after.querySelector<HTMLElement>(`[data-card="${card}"]`);
  target?.focus({ preventScroll: true });
  return true;
}

async function read(): Promise<void> {
  const answer = await fetch(location.pathname + location.search, { headers: { accept: 'text/html' } });
  if (answer.ok) renew(await answer.text());
}

/** Sends a form of the board; what cannot be done is shown by the page that says so. */
async function send(form: HTMLFormElement, extra: Record<string, string> = {}): Promise<void> {
  const data = new FormData(form);
  for (const [name, value] of Object.entries(extra)) data.set(name, value);
  sending++;
  try {
    const answer = await fetch(form.action, { method: 'POST', body: data });
    const html = await answer.text();
    if (answer.ok && renew(html)) {
      say('');
      const flash = new DOMParser().parseFromString(html, 'text/html').querySelector('[data-flash] p');
      say(flash?.textContent?.trim() ?? '');
      if (form.closest('[data-board-add]') !== null || form.id === 'add-heading') {
        for (const box of form.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>(
          'textarea, input[type="text"]',
        )) {
          box.value = '';
          box.dispatchEvent(new Event('input', { bubbles: true }));
        }
        // The next card is another one, not the same sent twice.
        const once = form.querySelector<HTMLInputElement>('input[name="_once"]');
        if (once !== null) once.value = crypto.randomUUID();
        form.querySelector<HTMLElement>('textarea, input[type="text"]')?.focus();
        renewHeadings(html);
      }
      return;
    }
    // Said as the whole page would say it.
    const main = new DOMParser().parseFromString(html, 'text/html').querySelector('main');
    const words = main?.querySelector('.error-summary, .banner, p')?.textContent?.trim() ?? '';
    say(words);
    if (words === '') form.submit();
  } catch {
    say(line?.dataset['lost'] ?? '');
  } finally {
    sending--;
    for (const one of document.querySelectorAll<HTMLElement>('form[data-sent]')) delete one.dataset['sent'];
    for (const one of document.querySelectorAll('button[aria-busy]')) one.removeAttribute('aria-busy');
  }
}

/** A new heading can be chosen for the next card at once. */
function renewHeadings(html: string): void {
  const page = new DOMParser().parseFromString(html, 'text/html');
  const [before, after] = [document, page].map((one) => one.querySelector('#card-form'));
  const choice = before?.querySelector<HTMLSelectElement>('select[name="heading_id"]');
  const fresh = after?.querySelector<HTMLSelectElement>('select[name="heading_id"]');
  if (choice && fresh) {
    const chosen = choice.value;
    choice.replaceChildren(...[...fresh.options].map((option) => document.adoptNode(option)));
    choice.value = chosen;
  }
}

document.addEventListener(
  'submit',
  (event) => {
    const form = event.target;
    if (!(form instanceof HTMLFormElement)) return;
    const ours =
      form.closest('#board') !== null ||
      form.closest('[data-board-add]') !== null ||
      form.id === 'add-heading';
    if (!ours || (event.defaultPrevented && form.closest('#board') === null)) return;
    event.preventDefault();
    event.stopPropagation();
    const button = event.submitter;
    const extra: Record<string, string> = {};
    if (button instanceof HTMLButtonElement && button.name !== '') extra[button.name] = button.value;
    void send(form, extra);
  },
  true,
);

/** The form that moves a card, sent with another heading or place. */
function move(card: HTMLElement, extra: Record<string, string>): void {
  const form = card.querySelector<HTMLFormElement>('form[action$="/move"]');
  if (form !== null) void send(form, extra);
}

document.addEventListener('keydown', (event) => {
  const card = event.target;
  if (!(card instanceof HTMLElement) || card.dataset['card'] === undefined) return;
  if (event.key === 'ArrowUp' || event.key === 'ArrowDown') {
    if (holder()?.dataset['ordered'] === undefined) return;
    event.preventDefault();
    move(card, { step: event.key === 'ArrowUp' ? 'up' : 'down' });
  } else if (event.key === 'ArrowLeft' || event.key === 'ArrowRight') {
    event.preventDefault();
    const columns = [...document.querySelectorAll<HTMLElement>('[data-heading]')];
    const at = columns.findIndex((column) => column.contains(card));
    const to = columns[at + (event.key === 'ArrowLeft' ? -1 : 1)];
    if (to !== undefined) move(card, { heading_id: to.dataset['heading'] ?? '' });
  }
});

const dragging = draggable({
  item: (pressed) => {
    const card = pressed.closest<HTMLElement>('[data-card]');
    return card === null || card.tabIndex < 0 ? null : card;
  },
  places: '[data-heading]',
  lifted: 'board-card-lifted',
  over: 'board-column-over',
  put: (card, column, event) => {
    const below = [...column.querySelectorAll<HTMLElement>('[data-card]')].find((one) => {
      const box = one.getBoundingClientRect();
      return one !== card && event.clientY < box.top + box.height / 2;
    });
    move(card, { heading_id: column.dataset['heading'] ?? '', before_id: below?.dataset['card'] ?? '' });
  },
});

/** Nothing is taken from under somebody who types, drags or has a card open. */
function busy(): boolean {
  const board = holder();
  const active = document.activeElement;
  return (
    dragging() ||
    sending > 0 ||
    board === null ||
    board.querySelector('details[open]') !== null ||
    (active !== null && board.contains(active) && active.matches('input, select, textarea'))
  );
}

async function look(): Promise<void> {
  const board = holder();
  if (board === null || document.visibilityState !== 'visible' || busy()) return;
  try {
    const answer = await fetch(`${board.dataset['board']}/stamp`, {
      headers: { accept: 'application/json' },
    });
    if (!answer.ok) throw new Error();
    const { stamp } = (await answer.json()) as { stamp: string };
    if (line?.textContent === line?.dataset['lost']) say('');
    if (stamp !== holder()?.dataset['stamp'] && !busy()) await read();
  } catch {
    say(line?.dataset['lost'] ?? '');
  }
}
if (first !== null) setInterval(() => void look(), 3000);
