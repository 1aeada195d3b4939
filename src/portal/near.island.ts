// Chooses the nearest area from the phone's position. The position stays in the phone: what is sent is the area's number.
const box = document.querySelector<HTMLElement>('[data-near]');
const form = box?.closest<HTMLFormElement>('form');
const select = form?.querySelector<HTMLSelectElement>('select[name="where"]');
const button = box?.querySelector('button');
const said = box?.querySelector('[role="status"]');

if (box && form && select && button && said && 'geolocation' in navigator) {
  const areas = JSON.parse(box.dataset['nearAreas'] ?? '[]') as [string, number, number][];
  box.hidden = false;
  button.addEventListener('click', () => {
    said.textContent = '';
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        const shrink = Math.cos((coords.latitude * Math.PI) / 180);
        const away = ([, north, east]: [string, number, number]) =>
          (north - coords.latitude) ** 2 + ((east - coords.longitude) * shrink) ** 2;
        const nearest = areas.reduce((best, one) => (away(one) < away(best) ? one : best));
        select.value = nearest[0];
        form.requestSubmit();
      },
      () => {
        said.textContent = box.dataset['nearFailed'] ?? '';
      },
      { maximumAge: 300_000, timeout: 15_000 },
    );
  });
} else {
  box?.remove();
}
