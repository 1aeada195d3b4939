// A code read with the camera stands behind the # of the address, which no server and no log ever sees: it goes into the
// box for the code, and out of the address. And the button that prints.
const [, code] = /^#([2-9A-HJKMNP-Z]{10})$/.exec(location.hash) ?? [];
const box = document.querySelector<HTMLInputElement>(
  '[data-code-here] input[name="code"], [data-code-here] input[name="sheet_code"]',
);
if (code && box) {
  history.replaceState(null, '', location.pathname + location.search);
  box.value = `${code.slice(0, 5)}-${code.slice(5)}`;
  const next = [...(box.form?.querySelectorAll<HTMLInputElement>('input.input') ?? [])].find(
    (one) => one.value === '',
  );
  next?.focus();
}
document.querySelector('#print-sheet')?.addEventListener('click', () => window.print());

export {};
