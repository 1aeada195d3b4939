import { parts, partStates } from './rules-intake.ts';

/*
 * While the telephone is at the ear: looks for families already known as names, birth dates and the address are typed,
 * counts how many of the eight questions were answered with yes, and tells of each part of the page what it still asks and
 * in which one is. All work without it: by a button, by links, and on the next page.
 */
const wait = 900;
const looked = /^(m\d+_(family_kana|given_kana|born_on_[ymd])|address)$/;

const box = document.querySelector<HTMLElement>('[data-known]');
const form = box?.closest('form');
if (box && form) {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let last = '';
  const look = async (): Promise<void> => {
    const body = new URLSearchParams();
    for (const [name, value] of new FormData(form))
      if (typeof value === 'string' && (looked.test(name) || name === 'household' || name === '_csrf'))
        body.append(name, value);
    const asked = [...body]
      .filter(([name]) => looked.test(name))
      .map(([, value]) => value)
      .join('\n');
    if (asked === last) return;
    last = asked;
    try {
      const answer = await fetch(box.dataset['known'] ?? '', { method: 'POST', body, redirect: 'manual' });
      if (!answer.ok || answer.headers.get('content-type')?.includes('json') !== true) return;
      const { html } = (await answer.json()) as { html: string };
      // Whoever is choosing with the keyboard keeps their place.
      const active = document.activeElement;
      const at = active instanceof HTMLInputElement && box.contains(active) ? active.value : null;
      box.innerHTML = html;
      if (at !== null)
        [...box.querySelectorAll<HTMLInputElement>('input[type=radio]')]
          .find((one) => one.value === at)
          ?.focus();
    } catch {
      // Offline: the button does the same later, and saving keeps everything.
      last = '';
    }
  };
  form.addEventListener('input', (event) => {
    const target = event.target;
    if (!(target instanceof HTMLInputElement) || !looked.test(target.name)) return;
    clearTimeout(timer);
    timer = setTimeout(() => void look(), wait);
  });
}

for (const count of document.querySelectorAll<HTMLElement>('[data-yes-count]')) {
  const within = count.closest('form');
  within?.addEventListener('change', () => {
    const yes = [...within.querySelectorAll<HTMLInputElement>('input[type=radio]:checked')].filter(
      (one) => one.name.startsWith('q_') && one.value === 'yes',
    ).length;
    count.textContent =
      yes === 0
        ? (count.dataset['yesNone'] ?? '')
        : (count.dataset['yesCount'] ?? '#').replace('#', String(yes));
  });
}

const bar = document.querySelector<HTMLElement>('[data-parts]');
const whole = bar?.closest('form');
if (bar && whole) {
  const linkOf = (part: string) => bar.querySelector<HTMLElement>(`[data-part="${part}"]`);
  const tell = (): void => {
    const values: Record<string, unknown> = {};
    for (const [name, value] of new FormData(whole)) if (value !== '') values[name] = value;
    const states = partStates(values);
    for (const part of parts) {
      const mark = linkOf(part)?.querySelector<HTMLElement>('.form-parts-mark');
      // What the server found wrong stays marked until it is sent again.
      if (!mark || mark.dataset['state'] === 'wrong') continue;
      const { must, filled } = states[part];
      const state = must > 0 ? 'must' : filled ? 'filled' : 'empty';
      mark.dataset['state'] = state;
      mark.textContent = (bar.dataset[state] ?? '').replace('#', String(must));
    }
  };
  whole.addEventListener('input', tell);
  whole.addEventListener('change', tell);
  // The browser puts typed text back when one returns to the page.
  addEventListener('pageshow', tell);
  tell();

  // Where one is: the block at the upper third of the window.
  const seen = new IntersectionObserver(
    (entries) => {
      for (const { isIntersecting, target } of entries) {
        if (!isIntersecting) continue;
        for (const part of parts) linkOf(part)?.removeAttribute('aria-current');
        linkOf(target.id)?.setAttribute('aria-current', 'true');
      }
    },
    { rootMargin: '-30% 0px -69% 0px' },
  );
  for (const part of parts) {
    const block = document.getElementById(part);
    if (block) seen.observe(block);
  }

  // Whoever says "abuse" is asked at once of what kind.
  whole.addEventListener('change', (event) => {
    const abuse = document.querySelector<HTMLDetailsElement>('#abuse');
    if (event.target instanceof HTMLSelectElement && event.target.name === 'kind_code' && abuse)
      abuse.open ||= event.target.value === 'abuse';
  });
}
