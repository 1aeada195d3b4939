/*
 * While the telephone is at the ear: looks for families already known as names, birth dates and the address are typed, and
 * counts how many of the eight questions were answered with yes. Both work without it by a button and on the next page.
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

export {};
