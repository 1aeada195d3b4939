// Looking for what may be chosen sends the whole form and brings the page back. With script the answer's choices alone are put
// into this page: nothing moves, no file chosen is lost, and what is typed elsewhere meanwhile stays. It asks when it is told
// to and not at every letter, because a page of the case zone writes down each time that it was opened.

/** The word, its button and the choices of one question: `finding.tsx`. */
export function find(frame: HTMLElement): void {
  const field = frame.dataset['finding'] ?? '';
  const button = frame.querySelector<HTMLButtonElement>('button[name="_look"]');
  const box = frame.querySelector<HTMLInputElement>('input[data-finding-word]');
  const form = button?.form;
  if (!button || !box || !form) return;
  let asked = 0;
  const look = async (): Promise<void> => {
    const mine = ++asked;
    button.setAttribute('aria-busy', 'true');
    const answer = await answerTo(form, field).catch(() => null);
    // Another word was sent meanwhile: its answer counts.
    if (mine !== asked) return;
    button.removeAttribute('aria-busy');
    const fresh = [...(answer?.querySelectorAll<HTMLElement>('[data-finding]') ?? [])].find(
      (one) => one.dataset['finding'] === field,
    );
    // Another page, as when the sign-in has ended: the form itself goes there.
    if (!fresh) return form.requestSubmit(button);
    for (const part of frame.querySelectorAll<HTMLElement>('[data-finding-part]')) {
      const name = part.dataset['findingPart'] ?? '';
      part.innerHTML = fresh.querySelector(`[data-finding-part="${name}"]`)?.innerHTML ?? '';
    }
  };
  button.addEventListener('click', (event) => {
    event.preventDefault();
    // Enter in another box of the form presses its first button, which is this one; what is meant is the form's own.
    const from = document.activeElement;
    if (event.detail === 0 && from instanceof HTMLInputElement && from !== box) {
      const own = [...form.querySelectorAll('button')].find(
        (one) => one.type === 'submit' && one.name !== '_look',
      );
      form.requestSubmit(own ?? null);
    } else void look();
  });
  box.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' || event.isComposing) return;
    event.preventDefault();
    void look();
  });
}

async function answerTo(form: HTMLFormElement, field: string): Promise<Document> {
  const sent = new FormData(form);
  const files = [...sent.keys()].filter((name) => typeof sent.get(name) !== 'string');
  for (const name of files) sent.delete(name);
  sent.set('_look', field);
  const address = new URL(form.action);
  const post = form.method === 'post';
  if (!post) address.search = `${new URLSearchParams([...sent] as [string, string][])}`;
  const answer = await fetch(address, post ? { method: 'POST', body: sent } : {});
  return new DOMParser().parseFromString(await answer.text(), 'text/html');
}
