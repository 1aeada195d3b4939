import { words } from './words-passkey.ja.ts';

const api = '/api/auth/passkey';

/** Tells what went wrong in the words' key. */
class Problem extends Error {
  readonly key: keyof typeof words;
  constructor(key: keyof typeof words) {
    super(key);
    this.key = key;
  }
}

async function options(path: string, otherwise: keyof typeof words): Promise<Record<string, unknown>> {
  const answer = await fetch(`${api}/${path}`, { headers: { accept: 'application/json' } });
  if (!answer.ok) throw new Problem(answer.status === 429 ? 'tooMany' : otherwise);
  return (await answer.json()) as Record<string, unknown>;
}

async function send(path: string, body: object, otherwise: keyof typeof words): Promise<void> {
  const answer = await fetch(`${api}/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json' },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Problem(answer.status === 429 ? 'tooMany' : otherwise);
}

async function signIn(): Promise<void> {
  const asked = {
    ...(await options('generate-authenticate-options', 'refused')),
    userVerification: 'required',
  };
  const credential = await navigator.credentials.get({
    publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(asked as never),
  });
  if (!(credential instanceof PublicKeyCredential)) throw new Problem('refused');
  await send('verify-authentication', { response: credential.toJSON() }, 'refused');
}

async function add(name: string): Promise<void> {
  const asked = await options('generate-register-options', 'notAdded');
  const credential = await navigator.credentials.create({
    publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(asked as never),
  });
  if (!(credential instanceof PublicKeyCredential)) throw new Problem('notAdded');
  await send('verify-registration', { response: credential.toJSON(), name }, 'notAdded');
}

// Edge 119, Firefox 119, Safari 18.4 and newer: older ones keep the ways that need no script.
const able =
  'PublicKeyCredential' in globalThis &&
  'parseRequestOptionsFromJSON' in PublicKeyCredential &&
  'parseCreationOptionsFromJSON' in PublicKeyCredential;

for (const box of document.querySelectorAll<HTMLElement>('[data-passkey]')) {
  const button = box.querySelector('button');
  const said = box.querySelector('[role="status"]');
  if (!able || !button || !said) continue;
  box.hidden = false;
  const adding = box.dataset['passkey'] === 'add';
  button.addEventListener('click', () => {
    void (async () => {
      button.setAttribute('aria-busy', 'true');
      said.textContent = words.waiting;
      try {
        if (adding) {
          await add(box.querySelector('input')?.value ?? '');
          // Who was led here because it was missing goes on to where they wanted.
          const to = box.dataset['to'] ?? '/';
          if (to === '/') location.reload();
          else location.assign(to);
        } else {
          await signIn();
          location.assign(box.dataset['to'] ?? '/');
        }
      } catch (error) {
        // Cancelled in the browser's own window, or refused by the server.
        said.textContent = words[error instanceof Problem ? error.key : adding ? 'notAdded' : 'refused'];
        button.removeAttribute('aria-busy');
      }
    })();
  });
}
