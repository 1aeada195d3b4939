// Japanese cannot be typed into a browser's own list. A long one gets a box above it: what is typed there leaves the lines
// that hold it. Without script, and on paper, it is the list alone.

const folded = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\u30a1-\u30f6]/g, (kana) => String.fromCharCode(kana.charCodeAt(0) - 0x60))
    .replace(/\s+/g, '');

interface Said {
  narrow: string;
  narrowOf: (label: string) => string;
  narrowed: (n: number) => string;
  narrowedNone: string;
}

/** Puts the box above a list, within the list's own field. */
export function narrow(select: HTMLSelectElement, said: Said): void {
  const frame = select.closest('.select');
  if (frame === null || select.id === '') return;
  // An element for each group of lines, in their order; null for lines without a group.
  const lines = [...select.options].map((option) => {
    const group = option.parentElement instanceof HTMLOptGroupElement ? option.parentElement : null;
    return { option, group, text: folded(`${option.text} ${group?.label ?? ''}`) };
  });
  const name = select.labels[0]?.firstChild?.textContent?.trim() ?? '';
  const box = document.createElement('input');
  box.type = 'search';
  box.className = 'input input-md narrow-box';
  box.autocomplete = 'off';
  box.setAttribute('aria-label', said.narrowOf(name));
  box.setAttribute('aria-controls', select.id);
  const note = document.createElement('p');
  note.className = 'field-help narrow-note';
  note.setAttribute('role', 'status');
  const hint = document.createElement('p');
  hint.className = 'field-help narrow-hint';
  hint.setAttribute('aria-hidden', 'true');
  hint.textContent = said.narrow;
  frame.before(hint, box, note);
  let hits: HTMLOptionElement[] = [];
  const show = (): void => {
    const words = box.value.trim().split(/\s+/).map(folded);
    const asked = words.some((word) => word !== '');
    const chosen = select.selectedOptions[0];
    hits = [];
    const kept: (HTMLOptionElement | HTMLOptGroupElement)[] = [];
    for (const { option, group, text } of lines) {
      const hit = option.value !== '' && words.every((word) => text.includes(word));
      if (hit && asked) hits.push(option);
      // What is chosen stays chosen, and one can still choose nothing.
      if (!hit && option !== chosen && option.value !== '') {
        option.remove();
        continue;
      }
      if (group === null) kept.push(option);
      else {
        if (kept.at(-1) !== group) {
          kept.push(group);
          group.replaceChildren();
        }
        group.append(option);
      }
    }
    select.replaceChildren(...kept);
    if (chosen !== undefined) chosen.selected = true;
    note.textContent = !asked ? '' : hits.length === 0 ? said.narrowedNone : said.narrowed(hits.length);
  };
  box.addEventListener('input', show);
  box.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' || event.isComposing) return;
    // Enter takes the one that is left, or goes on to the list; it does not send the form.
    event.preventDefault();
    const [only] = hits;
    if (hits.length === 1 && only !== undefined) {
      only.selected = true;
      select.dispatchEvent(new Event('change', { bubbles: true }));
    }
    select.focus();
  });
}
