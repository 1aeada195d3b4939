/** How far the pointer goes before a press is a drag, in pixels, and how long a finger rests before it lifts, in milliseconds. */
const far = 8;
const rest = 350;

export interface Draggable {
  /** The thing under what was pressed; null where nothing is to be dragged. */
  item: (pressed: Element) => HTMLElement | null;
  /** Selector of the places a thing may be put on. */
  places: string;
  mayPut?: (item: HTMLElement, place: HTMLElement) => boolean;
  lifted: string;
  over: string;
  onLift?: (item: HTMLElement) => void;
  onEnd?: (item: HTMLElement) => void;
  put: (item: HTMLElement, place: HTMLElement, event: PointerEvent) => void;
}

/**
 * Dragging by mouse, pen or finger. On a touch screen a thing is lifted by a longer touch, so that the page still scrolls.
 * Answers with a question: whether something is being dragged now. A keyboard way stands beside it, by whoever uses this.
 */
export function draggable(options: Draggable): () => boolean {
  let held: { item: HTMLElement; x: number; y: number; timer: number; touch: boolean } | null = null;
  let dragging = false;

  const lift = (): void => {
    if (held === null) return;
    dragging = true;
    held.item.classList.add(options.lifted);
    options.onLift?.(held.item);
  };
  const placeAt = (x: number, y: number): HTMLElement | null => {
    const place =
      document
        .elementsFromPoint(x, y)
        .map((one) => one.closest<HTMLElement>(options.places))
        .find((one) => one !== null) ?? null;
    return place !== null && held !== null && options.mayPut?.(held.item, place) === false ? null : place;
  };

  document.addEventListener('pointerdown', (event) => {
    const pressed = event.target as Element;
    if (event.button !== 0 || pressed.closest('button, a, select, summary, input, textarea') !== null) return;
    const item = options.item(pressed);
    if (item === null) return;
    const touch = event.pointerType !== 'mouse';
    held = {
      item,
      x: event.clientX,
      y: event.clientY,
      touch,
      timer: touch ? window.setTimeout(lift, rest) : 0,
    };
  });
  document.addEventListener('pointermove', (event) => {
    if (held === null) return;
    if (!dragging && Math.hypot(event.clientX - held.x, event.clientY - held.y) > far) {
      if (held.touch) {
        clearTimeout(held.timer);
        held = null;
        return;
      }
      lift();
    }
    if (!dragging) return;
    event.preventDefault();
    held.item.style.setProperty('--drag-x', `${event.clientX - held.x}px`);
    held.item.style.setProperty('--drag-y', `${event.clientY - held.y}px`);
    const over = placeAt(event.clientX, event.clientY);
    for (const place of document.querySelectorAll(options.places))
      place.classList.toggle(options.over, place === over);
  });
  document.addEventListener('touchmove', (event) => dragging && event.preventDefault(), { passive: false });
  const drop = (event: PointerEvent): void => {
    if (held === null) return;
    clearTimeout(held.timer);
    const { item } = held;
    const place = dragging && event.type === 'pointerup' ? placeAt(event.clientX, event.clientY) : null;
    held = null;
    dragging = false;
    item.classList.remove(options.lifted);
    for (const one of document.querySelectorAll(`.${options.over}`)) one.classList.remove(options.over);
    options.onEnd?.(item);
    if (place !== null) options.put(item, place, event);
  };
  document.addEventListener('pointerup', drop);
  document.addEventListener('pointercancel', drop);
  return () => dragging;
}
