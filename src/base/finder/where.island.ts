// Asks for the phone's position when somebody presses the button, rounds it to about 100 metres, and sends it with the form it
// stands in (by POST, so in no address). Nothing is kept.
for (const place of document.querySelectorAll<HTMLElement>('[data-where]')) {
  const button = place.querySelector<HTMLButtonElement>('[data-where-button]');
  const status = place.querySelector<HTMLElement>('[data-where-status]');
  const box = (name: string) => place.querySelector<HTMLInputElement>(`input[name="${name}"]`);
  if (button === null || !('geolocation' in navigator)) continue;
  button.hidden = false;
  button.addEventListener('click', () => {
    button.setAttribute('aria-busy', 'true');
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        const [latitude, longitude] = [box('latitude'), box('longitude')];
        if (latitude === null || longitude === null) return;
        latitude.value = coords.latitude.toFixed(3);
        longitude.value = coords.longitude.toFixed(3);
        latitude.form?.requestSubmit();
      },
      () => {
        button.removeAttribute('aria-busy');
        if (status !== null) status.textContent = place.dataset['denied'] ?? '';
      },
      { maximumAge: 300_000, timeout: 15_000, enableHighAccuracy: false },
    );
  });
}
