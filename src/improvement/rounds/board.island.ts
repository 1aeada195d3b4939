/*
 * A call dragged onto another day or person of the month's table is sent as its own page would send it; the answer is the
 * month again, or the page that says what speaks against it. Without script the page of the call does the same.
 */
const form = document.querySelector<HTMLFormElement>('#round-move');
let dragged: HTMLElement | null = null;

const cellOf = (target: EventTarget | null): HTMLElement | null =>
  target instanceof Element
    ? (target.closest<HTMLElement>('[data-day]') ??
      target.closest('td')?.querySelector<HTMLElement>('[data-day]') ??
      null)
    : null;

const mark = (cell: HTMLElement | null): void => {
  for (const one of document.querySelectorAll('.round-over')) one.classList.remove('round-over');
  cell?.classList.add('round-over');
};

if (form) {
  document.addEventListener('dragstart', (event) => {
    dragged = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-line]') : null;
    if (dragged === null) return;
    event.dataTransfer?.setData('text/plain', dragged.dataset.line ?? '');
    if (event.dataTransfer) event.dataTransfer.effectAllowed = 'move';
  });
  document.addEventListener('dragover', (event) => {
    const cell = cellOf(event.target);
    if (dragged === null || cell === null) return;
    event.preventDefault();
    mark(cell);
  });
  document.addEventListener('dragend', () => {
    dragged = null;
    mark(null);
  });
  document.addEventListener('drop', (event) => {
    const cell = cellOf(event.target);
    if (dragged === null || cell === null) return;
    event.preventDefault();
    const from = dragged.closest<HTMLElement>('[data-day]');
    const { line = '', version = '' } = dragged.dataset;
    dragged = null;
    mark(null);
    if (from === cell) return;
    const set = (name: string, value: string): void => {
      const field = form.elements.namedItem(name);
      if (field instanceof HTMLInputElement) field.value = value;
    };
    set('planned_on', cell.dataset.day ?? '');
    set('person_id', cell.dataset.person ?? '');
    set('_version', version);
    form.action = `/round-lines/${line}`;
    form.requestSubmit();
  });
}

export {};
