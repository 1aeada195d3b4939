/*
 * Sets − and + beside the number boxes of [data-count] and says the sum of those marked data-count-total. The boxes
 * work without it; whole-width digits are understood as the server understands them. With a keyboard one goes from box to
 * box: the buttons are for fingers, the arrows do the same.
 */
const most = 5000;

const read = (box: HTMLInputElement): number => {
  const number = Number(box.value.normalize('NFKC').replaceAll(/[\s,]/g, ''));
  return Number.isInteger(number) && number >= 0 ? number : 0;
};

function sum(form: HTMLElement): void {
  const shown = form.querySelector<HTMLElement>('[data-count-sum]');
  if (!shown) return;
  const boxes = [...form.querySelectorAll<HTMLInputElement>('[data-count-total]')];
  const total = boxes.reduce((all, box) => all + read(box), 0);
  const typed = boxes.some((box) => box.value.trim() !== '');
  shown.textContent = typed ? `${shown.dataset.countSum ?? ''} ${total.toLocaleString('ja-JP')}` : '';
}

for (const row of document.querySelectorAll<HTMLElement>('[data-count]')) {
  const box = row.querySelector<HTMLInputElement>('input');
  if (!box) continue;
  const change = (by: number): void => {
    box.value = `${Math.min(most, Math.max(0, read(box) + by))}`;
    box.dispatchEvent(new Event('input', { bubbles: true }));
  };
  box.addEventListener('keydown', (event) => {
    if (event.key !== 'ArrowUp' && event.key !== 'ArrowDown') return;
    event.preventDefault();
    change(event.key === 'ArrowUp' ? 1 : -1);
  });
  const step = (by: number, sign: string, verb: string): HTMLButtonElement => {
    const button = document.createElement('button');
    button.type = 'button';
    button.tabIndex = -1;
    button.className = 'count-step';
    button.textContent = sign;
    button.setAttribute('aria-label', `${row.dataset.count ?? ''} ${verb}`);
    button.addEventListener('click', () => change(by));
    return button;
  };
  row.prepend(step(-1, '−', row.dataset.less ?? ''));
  row.append(step(1, '＋', row.dataset.more ?? ''));
}

for (const form of document.querySelectorAll<HTMLElement>('form')) {
  if (!form.querySelector('[data-count-sum]')) continue;
  sum(form);
  form.addEventListener('input', () => sum(form));
}

export {};
