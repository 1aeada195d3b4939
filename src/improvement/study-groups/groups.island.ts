import { draggable } from '../../platform/ui/drag.ts';

// Groups in the making: a facility is dragged from group to group, and every group says meanwhile what it would cost and
// break. Without this script a link leads to the same as a table. And while the reckoning runs, how far it has come.
const board = document.querySelector<HTMLElement>('[data-study-groups]');
const mover = document.querySelector<HTMLFormElement>('form[data-study-move]');

if (board !== null && mover !== null) {
  const costs = JSON.parse(board.dataset['costs'] ?? '{}') as Record<string, Record<string, string>>;
  const groups = [...board.querySelectorAll<HTMLElement>('[data-study-group]')];
  if (Object.keys(costs).length > 0)
    document.querySelector('[data-study-drag-help]')?.removeAttribute('hidden');
  const costOf = (item: HTMLElement, group: HTMLElement): string | undefined =>
    costs[item.dataset['studyFacility'] ?? '']?.[group.dataset['studyGroup'] ?? ''];
  const sayEffects = (effect: (group: HTMLElement) => string): void => {
    for (const group of groups) {
      const place = group.querySelector<HTMLElement>('[data-study-effect]');
      if (place !== null) place.textContent = effect(group);
    }
  };
  draggable({
    item: (pressed) => {
      const item = pressed.closest<HTMLElement>('[data-study-facility]');
      return item !== null && costs[item.dataset['studyFacility'] ?? ''] !== undefined ? item : null;
    },
    places: '[data-study-group]',
    mayPut: (item, group) => costOf(item, group) !== undefined,
    lifted: 'study-lifted',
    over: 'study-over',
    onLift: (item) => sayEffects((group) => costOf(item, group) ?? ''),
    onEnd: () => sayEffects(() => ''),
    put: (item, group) => {
      // The page's own guard, from any of its forms.
      const guard = document.querySelector<HTMLInputElement>('main input[name="_csrf"]')?.value ?? '';
      const fields = {
        _csrf: guard,
        _once: crypto.randomUUID(),
        facility_id: item.dataset['studyFacility'] ?? '',
        to: group.dataset['studyGroup'] ?? '',
      };
      mover.replaceChildren(
        ...Object.entries(fields).map(([name, value]) => {
          const input = document.createElement('input');
          Object.assign(input, { type: 'hidden', name, value });
          return input;
        }),
      );
      mover.submit();
    },
  });
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
