// The map works by its links. With this it is dragged and wheeled, and a part of the page is fetched in place of the whole.
const tile = 256;
const [width, height] = [640, 480];

interface View {
  zoom: number;
  latitude: number;
  longitude: number;
}

const viewOf = (map: HTMLElement): View => {
  const [zoom = 0, latitude = 0, longitude = 0] = (map.dataset['map'] ?? '').split('_').map(Number);
  return { zoom, latitude, longitude };
};

function moved(view: View, right: number, down: number): View {
  const size = tile * 2 ** view.zoom;
  const sine = Math.sin((view.latitude * Math.PI) / 180);
  const x = view.longitude / 360 + 0.5 + (right * width) / size;
  const y = 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI) + (down * height) / size;
  return {
    zoom: view.zoom,
    latitude: (Math.atan(Math.sinh(Math.PI * (1 - 2 * y))) * 180) / Math.PI,
    longitude: (x - 0.5) * 360,
  };
}

let asked = 0;

/** Fetches the page that shows this view and puts its map in the place of this one. */
async function show(map: HTMLElement, from: HTMLElement, view: string): Promise<void> {
  const mine = ++asked;
  const request =
    from instanceof HTMLButtonElement
      ? byForm(from, view)
      : from instanceof HTMLAnchorElement || from instanceof SVGAElement
        ? new Request(addressOf(from, view))
        : null;
  if (request === null) return;
  map.setAttribute('aria-busy', 'true');
  try {
    const response = await fetch(request);
    const page = new DOMParser().parseFromString(await response.text(), 'text/html');
    const other = response.ok ? page.getElementById(map.id) : null;
    if (mine !== asked) return;
    if (other === null) throw new Error('no map');
    const label = document.activeElement?.getAttribute('aria-label');
    map.replaceWith(other);
    begin(other);
    for (const one of other.querySelectorAll<HTMLElement>('[aria-label]'))
      if (label !== null && one.getAttribute('aria-label') === label) one.focus();
  } catch {
    // The plain way always works.
    if (from instanceof HTMLButtonElement) from.click();
    else location.href = request.url;
  }
}

function byForm(button: HTMLButtonElement, view: string): Request | null {
  if (button.form === null) return null;
  const data = new FormData(button.form);
  data.set(button.name, view);
  return new Request(button.form.action, { method: 'POST', body: data });
}

function addressOf(link: Element, view: string): string {
  const href = link.getAttribute('href') ?? '';
  const url = new URL(href, location.href);
  const name = [...url.searchParams].find(([, value]) => /^\d+_[\d.]+_[\d.]+$/.test(value))?.[0];
  if (name !== undefined) url.searchParams.set(name, view);
  return url.href;
}

const textOf = ({ zoom, latitude, longitude }: View): string =>
  `${zoom}_${latitude.toFixed(4)}_${longitude.toFixed(4)}`;

function begin(map: HTMLElement): void {
  const picture = map.querySelector<SVGSVGElement>('[data-map-picture]');
  const mover = map.querySelector<HTMLElement>('.map-move');
  if (picture === null || mover === null) return;
  picture.classList.add('map-draggable');
  let start: { x: number; y: number } | null = null;
  let dragged = false;
  picture.addEventListener('pointerdown', (event) => {
    if (event.button === 0 && event.isPrimary)
      [start, dragged] = [{ x: event.clientX, y: event.clientY }, false];
  });
  picture.addEventListener('pointermove', (event) => {
    if (start === null || !event.isPrimary) return;
    const [x, y] = [event.clientX - start.x, event.clientY - start.y];
    if (!dragged && Math.hypot(x, y) < 6) return;
    if (!dragged) picture.setPointerCapture(event.pointerId);
    dragged = true;
    for (const child of picture.querySelectorAll<SVGElement>(':scope > svg:not(.map-scale)'))
      child.style.translate = `${x}px ${y}px`;
  });
  picture.addEventListener('pointerup', (event) => {
    const from = start;
    start = null;
    if (from === null || !dragged) return;
    const box = picture.getBoundingClientRect();
    const view = moved(
      viewOf(map),
      (from.x - event.clientX) / box.width,
      (from.y - event.clientY) / box.height,
    );
    void show(map, mover, textOf(view));
  });
  picture.addEventListener('pointercancel', () => (start = null));
  // A drag that ends on a mark is no click on it.
  picture.addEventListener('click', (event) => dragged && event.preventDefault(), true);
  picture.addEventListener('dragstart', (event) => event.preventDefault());
  picture.addEventListener(
    'wheel',
    (event) => {
      // Scrolling the page stays scrolling; with Ctrl it is the map that is meant.
      if (!event.ctrlKey) return;
      event.preventDefault();
      const view = viewOf(map);
      const zoom = Math.min(18, Math.max(8, view.zoom + (event.deltaY < 0 ? 1 : -1)));
      if (zoom !== view.zoom) void show(map, mover, textOf({ ...view, zoom }));
    },
    { passive: false },
  );
  for (const link of map.querySelectorAll<HTMLElement>('[data-map-link],[data-map-button]')) {
    link.addEventListener('click', (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey || dragged) return;
      const view = link instanceof HTMLButtonElement ? link.value : viewIn(link);
      event.preventDefault();
      void show(map, link, view);
    });
  }
}

const viewIn = (link: Element): string =>
  /\d+_[\d.]+_[\d.]+/.exec(decodeURIComponent(link.getAttribute('href') ?? ''))?.[0] ?? '';

for (const map of document.querySelectorAll<HTMLElement>('[data-map]')) begin(map);
