// Hands the card's text to the device's own way of sending. Nothing goes through this program.
for (const button of document.querySelectorAll<HTMLButtonElement>('[data-share]')) {
  if (typeof navigator.share !== 'function') continue;
  button.hidden = false;
  button.addEventListener('click', () => {
    navigator.share({ text: button.dataset['share'] ?? '' }).catch(() => undefined);
  });
}
