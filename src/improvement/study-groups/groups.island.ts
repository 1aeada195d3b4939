// Groups in the making: a facility is dragged from group to group, and every group says meanwhile what it would cost and
// break. Without this script a link leads to the same as a table. And while the reckoning runs, how far it has come.
const board = document.querySelector<HTMLElement>('[data-study-groups]');
const mover = document.querySelector<HTMLFormElement>('form[data-study-move]');

if (board !== null && mover !== null) {
  const costs = JSON.parse(board.dataset['costs'] ?? '{}') as Record<string, Record<string, string>>;
  const groups = [...board.querySelectorAll<HTMLElement>('[data-study-group]')];
  if (Object.keys(costs).length > 0)
    document.querySelector('[data-study-drag-help]')?.removeAttribute('hidden');
  let held: { item: HTMLElement; id: string; x: number; y: number; timer: number; touch: boolean } | null =
    null;
  let dragging = false;

  const lift = (): void => {
    if (held === null) return;
    dragging = true;
    held.item.classList.add('study-lifted');
    for (const group of groups) {
      const place = group.querySelector<HTMLElement>('[data-study-effect]');
      if (place !== null) place.textContent = costs[held.id]?.[group.dataset['studyGroup'] ?? ''] ?? '';
    }
  };
  const over = (x: number, y: number): HTMLElement | null =>
    document
      .elementsFromPoint(x, y)
      .map((one) => one.closest<HTMLElement>('[data-study-group]'))
      .find((one) => one !== null) ?? null;
  const target = (group: HTMLElement | null): string | null => {
    const id = group?.dataset['studyGroup'] ?? '';
    return held !== null && costs[held.id]?.[id] !== undefined ? id : null;
  };

  board.addEventListener('pointerdown', (event) => {
    const item = (event.target as Element).closest<HTMLElement>('[data-study-facility]');
    const id = item?.dataset['studyFacility'];
    if (item === null || id === undefined || costs[id] === undefined || event.button !== 0) return;
    if ((event.target as Element).closest('a, button') !== null) return;
    const touch = event.pointerType !== 'mouse';
    held = {
      item,
      id,
      x: event.clientX,
      y: event.clientY,
      touch,
      timer: touch ? window.setTimeout(lift, 350) : 0,
    };
  });
  document.addEventListener('pointermove', (event) => {
    if (held === null) return;
    if (!dragging && Math.hypot(event.clientX - held.x, event.clientY - held.y) > 8) {
      if (held.touch) {
        clearTimeout(held.timer);
        held = null;
        return;
      }
      lift();
    }
    if (!dragging || held === null) return;
    event.preventDefault();
    held.item.style.setProperty('--drag-x', `${event.clientX - held.x}px`);
    held.item.style.setProperty('--drag-y', `${event.clientY - held.y}px`);
    const group = over(event.clientX, event.clientY);
    for (const one of groups) one.classList.toggle('study-over', one === group && target(one) !== null);
  });
  document.addEventListener('touchmove', (event) => dragging && event.preventDefault(), { passive: false });
  const drop = (event: PointerEvent): void => {
    if (held === null) return;
    clearTimeout(held.timer);
    const group = dragging && event.type === 'pointerup' ? target(over(event.clientX, event.clientY)) : null;
    const { item, id } = held;
    item.classList.remove('study-lifted');
    for (const one of groups) {
      one.classList.remove('study-over');
      const place = one.querySelector<HTMLElement>('[data-study-effect]');
      if (place !== null) place.textContent = '';
    }
    held = null;
    dragging = false;
    if (group === null) return;
    // The page's own guard, from any of its forms.
    const guard = document.querySelector<HTMLInputElement>('main input[name="_csrf"]')?.value ?? '';
    const fields = { _csrf: guard, _once: crypto.randomUUID(), facility_id: id, to: group };
    mover.replaceChildren(
      ...Object.entries(fields).map(([name, value]) => {
        const input = document.createElement('input');
        Object.assign(input, { type: 'hidden', name, value });
        return input;
      }),
    );
    mover.submit();
  };
  document.addEventListener('pointerup', drop);
  document.addEventListener('pointercancel', drop);
}

const running = document.querySelector<HTMLElement>('[data-study-running]');
if (running !== null) {
  const bar = running.querySelector('progress');
  const ask = async (): Promise<void> => {
    try {
      const answer = await fetch(running.dataset['studyRunning'] ?? '', {
        headers: { accept: 'application/json' },
      });
      if (answer.ok) {
        const { progress, done } = (await answer.json()) as { progress: number; done: boolean };
        if (bar !== null) bar.value = progress;
        if (done) {
          location.reload();
          return;
        }
      }
    } catch {
      // Away for a moment: asked again below.
    }
    setTimeout(() => void ask(), 1000);
  };
  void ask();
}
