import {
  newDeviceKey,
  newLock,
  openByServer,
  openByWord,
  shut,
  weakness,
  withoutWord,
  type Lock,
} from './rules-lock.ts';
import { databaseName, keepLock, lockOf, openDatabase, openStore, wipe } from './rules-store.ts';
import {
  begin as beginVisit,
  sync,
  textOf,
  type as typeInto,
  unsent,
  weekOf,
  type Ask,
  type KeptFile,
  type KeptVoice,
  type Queued,
  type Store,
} from './rules-sync.ts';
import {
  fileBytes,
  mostTries,
  pieceBytes,
  submitField,
  type KeptFacility,
  type KeptVisit,
  type VisitName,
} from './rules.ts';
import { words } from './words-device.ja.ts';

/*
 * The app that keeps the week's visits on the device. The page around it was made by the server and holds nobody's data; its
 * parts are shown one at a time. Whatever is typed is in the device's sealed store half a second later.
 */

const root = document.querySelector<HTMLElement>('[data-offline]')!;
const find = (selector: string, within: ParentNode = root): HTMLElement =>
  within.querySelector<HTMLElement>(selector)!;
const formAt = (selector: string): HTMLFormElement => root.querySelector<HTMLFormElement>(selector)!;

type View = 'loading' | 'unsupported' | 'gone' | 'enrol' | 'unlock' | 'reopen' | 'week' | 'visit';

let database: IDBDatabase | null = null;
let opened: { store: Store; lock: Lock } | null = null;
let facilities: KeptFacility[] = [];
let queue: Queued[] = [];
let files: KeptFile[] = [];
let shown: { facility: KeptFacility; visit: KeptVisit } | null = null;
let view: View = 'loading';

function show(next: View): void {
  view = next;
  for (const part of root.querySelectorAll<HTMLElement>('[data-view]'))
    part.hidden = part.dataset['view'] !== next;
  find('[data-bar]').hidden = opened === null;
  const part = find(`[data-view="${next}"]`);
  if (next !== 'loading') part.focus({ preventScroll: true });
  scrollTo(0, 0);
}

type Given = Record<string, string | boolean | ((event: Event) => void)>;
function make(tag: string, given: Given = {}, ...inside: (Node | string | null)[]): HTMLElement {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(given)) {
    if (typeof value === 'function') made.addEventListener(name, value);
    else if (value === true) made.setAttribute(name, '');
    else if (value !== false) made.setAttribute(name, value);
  }
  made.append(...inside.filter((one) => one !== null));
  return made;
}
const clockNow = (): string => new Date().toLocaleTimeString('ja-JP', { hour: 'numeric', minute: '2-digit' });
function say(within: HTMLElement, text: string): void {
  const box = find('[data-problem]', within);
  if (box.textContent !== text) box.textContent = text;
}

const ask: Ask = (path, init) => fetch(path, { ...init, redirect: 'manual', cache: 'no-store' });

// ---- opening and closing ---------------------------------------------------------------------

async function begin(): Promise<void> {
  if (!('indexedDB' in window) || !('subtle' in crypto) || !('serviceWorker' in navigator)) {
    show('unsupported');
    return;
  }
  void registerWorker();
  database = await openDatabase();
  const found = await lockOf(database);
  if (!found) {
    forgetCount();
    show('enrol');
    return;
  }
  // Given up on the server: nothing is opened any more, whoever holds it.
  if (await isGone(found.lock.token)) return;
  const why = shut(found.lock, Date.now());
  if (why !== null) {
    if (found.lock.by_word !== null && why !== 'clock') await keepLock(database, withoutWord(found.lock));
    find('[data-shut]').textContent = words.shut[why];
    show('reopen');
    return;
  }
  show('unlock');
}

async function registerWorker(): Promise<void> {
  const ready = find('[data-ready]');
  try {
    await navigator.serviceWorker.register('/visits/offline-worker.js', { scope: '/visits/offline' });
    ready.textContent = words.notReady;
    await navigator.serviceWorker.ready;
    ready.textContent = words.ready;
  } catch {
    // Without a network it is registered already, or comes with the next visit.
    ready.textContent = navigator.serviceWorker.controller ? words.ready : '';
  }
}

/** Asks whether this device was given up, and empties it then. Without a network it is asked another time. */
async function isGone(token: string): Promise<boolean> {
  try {
    const answer = await fetch('/visits/offline/state', {
      headers: { 'X-Offline-Device': token },
      cache: 'no-store',
    });
    if (!answer.ok || ((await answer.json()) as { state: string }).state !== 'gone') return false;
  } catch {
    return false;
  }
  await emptyDevice();
  await fetch('/visits/offline/emptied', { method: 'POST', headers: { 'X-Offline-Device': token } }).catch(
    () => undefined,
  );
  show('gone');
  return true;
}

async function emptyDevice(): Promise<void> {
  opened = null;
  shown = null;
  facilities = [];
  queue = [];
  files = [];
  clearForms();
  await wipe(database);
  database = null;
  forgetCount();
  for (const key of await caches.keys()) if (key.startsWith(databaseName)) await caches.delete(key);
  await (await navigator.serviceWorker.getRegistration('/visits/offline'))?.unregister();
}

/** Nothing of a visit stays on the screen behind a locked door. */
function clearForms(): void {
  formAt('[data-form-record]').reset();
  for (const name of [
    'week',
    'visit-title',
    'visit-facts',
    'visit-conflicts',
    'visit-about',
    'visit-promises',
    'files',
  ])
    find(`[data-${name}]`).replaceChildren();
}

const valueOf = (form: HTMLFormElement, name: string): string =>
  (form.elements.namedItem(name) as HTMLInputElement).value;

async function enrol(form: HTMLFormElement): Promise<void> {
  const [name, word, again] = ['device_name', 'new_word', 'new_word_again'].map((one) => valueOf(form, one));
  const weak = weakness(word!);
  const wrong = name!.trim() === '' ? 'name' : (weak ?? (word === again ? null : 'differ'));
  say(form, wrong === null ? words.opening : words.weak[wrong]);
  if (wrong !== null || database === null) return;
  try {
    const csrf = await guard();
    const body = new FormData();
    body.set('_csrf', csrf);
    body.set('name', name!);
    const answer = await ask('/visits/offline/enrol', { method: 'POST', body });
    if (!answer.ok) throw new Error(`${answer.status}`);
    const given = (await answer.json()) as {
      device_id: number;
      person_id: number;
      token: string;
      part: string;
    };
    const device = await newDeviceKey();
    const { lock, key } = await newLock(word!, device, { ...given, part: bytesOf(given.part) }, Date.now());
    await keepLock(database, lock, device);
    await navigator.storage?.persist?.();
    form.reset();
    say(form, '');
    await enter(lock, key);
  } catch {
    say(form, words.enrolFailed);
  }
}

const bytesOf = (base64: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(atob(base64), (one) => one.charCodeAt(0));

async function guard(device?: number): Promise<string> {
  const answer = await ask(`/visits/offline/hello${device === undefined ? '' : `?device=${device}`}`);
  if (!answer.ok) throw new Error(`${answer.status}`);
  return ((await answer.json()) as { csrf: string }).csrf;
}

async function unlock(form: HTMLFormElement): Promise<void> {
  const found = database && (await lockOf(database));
  if (!found || database === null) return;
  say(form, words.opening);
  const { key, lock } = await openByWord(found.lock, found.device, valueOf(form, 'word'), Date.now());
  await keepLock(database, lock);
  form.reset();
  if (key) {
    say(form, '');
    await enter(lock, key);
    return;
  }
  if (shut(lock, Date.now()) !== null) {
    find('[data-shut]').textContent = words.shut.tries;
    show('reopen');
    return;
  }
  say(form, words.wrong(mostTries - lock.wrong));
}

async function reopen(form: HTMLFormElement): Promise<void> {
  const found = database && (await lockOf(database));
  if (!found || database === null) return;
  const [word, again] = ['next_word', 'next_word_again'].map((one) => valueOf(form, one));
  const wrong = weakness(word!) ?? (word === again ? null : 'differ');
  say(form, wrong === null ? words.opening : words.weak[wrong]);
  if (wrong !== null) return;
  try {
    if (await isGone(found.lock.token)) return;
    const body = new FormData();
    body.set('_csrf', await guard(found.lock.device_id));
    body.set('device', String(found.lock.device_id));
    const answer = await ask('/visits/offline/key', { method: 'POST', body });
    if (!answer.ok) throw new Error(`${answer.status}`);
    const { part } = (await answer.json()) as { part: string };
    const { lock, key } = await openByServer(found.lock, found.device, bytesOf(part), word!, Date.now());
    await keepLock(database, lock);
    form.reset();
    say(form, '');
    await enter(lock, key);
  } catch {
    say(form, words.reopenFailed);
  }
}

async function enter(lock: Lock, key: CryptoKey): Promise<void> {
  const store = openStore(database!, key);
  opened = { store, lock };
  await gatherVoices(store);
  await reload();
  stirred();
  route();
  void exchange();
}

/** Out of use for so long the device closes by itself; what was typed is kept already. */
const idleMinutes = 15;
let idle: ReturnType<typeof setTimeout> | undefined;
function stirred(): void {
  clearTimeout(idle);
  if (opened) idle = setTimeout(() => void close(), idleMinutes * 60_000);
}
async function close(): Promise<void> {
  await flush();
  if (recorder) {
    const stopped = new Promise((resolve) => recorder!.addEventListener('stop', resolve));
    recorder.stop();
    await stopped;
    await voiceKept;
  }
  opened = null;
  shown = null;
  facilities = [];
  queue = [];
  files = [];
  clearForms();
  await begin();
}

async function reload(): Promise<void> {
  if (!opened) return;
  const { store } = opened;
  [facilities, queue, files] = await Promise.all([
    weekOf(store),
    store.queue(),
    store.list('file:').then((all) => all.map((one) => one.value)),
  ]);
  tellCount();
}

// ---- what is not yet sent --------------------------------------------------------------------

/** For every page of the program, and for signing out: how much would be lost, and how to clear the device. No word of it. */
const keptKey = 'tsunagi-kept';
function tellCount(): void {
  const n = unsent(queue, files);
  const box = find('[data-unsent]');
  const text = words.unsent(n);
  if (box.textContent !== text) box.textContent = text;
  box.classList.toggle('offline-count-some', n > 0);
  if (!opened) return;
  const { device_id, person_id } = opened.lock;
  localStorage.setItem(
    keptKey,
    JSON.stringify({
      count: n,
      person: person_id,
      page: '/visits/offline',
      database: databaseName,
      end: `/visits/offline/devices/${device_id}/end`,
    }),
  );
}
const forgetCount = (): void => localStorage.removeItem(keptKey);

let last = '';
function tellState(text: string, signIn = false): void {
  const box = find('[data-state]');
  if (text !== last) box.textContent = text;
  last = text;
  find('[data-sign-in]').hidden = !signIn;
}

let exchanging = false;
let onceMore = false;
/** Sends and fetches; one window at a time, and once more when something was typed meanwhile. */
async function exchange(): Promise<void> {
  if (exchanging) {
    onceMore = true;
    return;
  }
  exchanging = true;
  try {
    do {
      onceMore = false;
      await navigator.locks.request(databaseName, exchangeOnce);
    } while (onceMore && navigator.onLine);
  } finally {
    exchanging = false;
  }
}

async function exchangeOnce(): Promise<void> {
  if (!opened) return;
  const { store, lock } = opened;
  await flush();
  if (!navigator.onLine) {
    tellState(words.offline);
    return;
  }
  tellState(words.state.syncing);
  let result: Awaited<ReturnType<typeof sync>>;
  try {
    result = await sync(
      store,
      ask,
      { id: lock.device_id, token: lock.token, clock: () => Date.now() },
      async () => {
        if (opened?.store !== store) return;
        await reload();
        if ((await store.get('fetched')) === undefined) tellState(words.firstFetch(facilities.length));
      },
    );
  } catch {
    // Locked or emptied meanwhile: what was not sent is still there.
    if (opened?.store === store) tellState(words.state.later);
    return;
  }
  if (opened?.store !== store) return;
  if (result.state === 'gone') {
    await isGone(lock.token);
    return;
  }
  if (result.state === 'done') {
    const next = { ...lock, contact_at: Date.now(), latest_at: Date.now() };
    opened = { store, lock: next };
    if (database) await keepLock(database, next);
    await reload();
    const parts = [words.state.done(clockNow())];
    if (result.stuck > 0) parts.push(words.state.stuck(result.stuck));
    // What this exchange brought, and what earlier ones did as long as nobody has chosen: the next one must not wipe it away.
    const standing = facilities.flatMap(({ visits }) => (visits ?? []).flatMap((visit) => visit.conflicts));
    const waiting = Math.max(result.waiting, standing.length);
    if (waiting > 0) parts.push(words.state.waiting(waiting));
    tellState(parts.join(''));
  } else {
    await reload();
    tellState(words.state[result.state], result.state === 'signed-out');
    // A network that has just come back may fail the first question: it is asked again before somebody gives up waiting.
    if (navigator.onLine && (result.state === 'later' || result.state === 'offline')) {
      clearTimeout(later);
      later = setTimeout(() => void exchange(), 8000);
    }
  }
  if (view === 'week') showWeek();
  if (view === 'visit') refreshVisit();
}

// ---- the week --------------------------------------------------------------------------------

function route(): void {
  if (!opened) return;
  const id = /^#visit-([0-9a-f-]+)$/.exec(location.hash)?.[1] ?? '';
  for (const facility of facilities) {
    const visit = facility.visits.find((one) => String(one.id) === id);
    if (visit) {
      showVisit(facility, visit);
      return;
    }
  }
  shown = null;
  showWeek();
  show('week');
}

function showWeek(): void {
  const lines = facilities
    .flatMap((facility) => facility.visits.map((visit) => ({ facility, visit })))
    .toSorted((a, b) =>
      `${a.visit.planned_on} ${a.visit.planned_from ?? ''}` <
      `${b.visit.planned_on} ${b.visit.planned_from ?? ''}`
        ? -1
        : 1,
    );
  const part = (title: string, some: typeof lines) =>
    some.length === 0
      ? null
      : make(
          'section',
          { class: 'offline-week' },
          make('h3', {}, title),
          make('ul', { class: 'resources' }, ...some.map(({ facility, visit }) => weekLine(facility, visit))),
        );
  const own = lines.filter(({ visit }) => visit.mine);
  const others = lines.filter(({ visit }) => !visit.mine);
  find('[data-week]').replaceChildren(
    ...[
      lines.length === 0
        ? make('div', { class: 'empty' }, make('p', {}, words.emptyWeek), make('p', {}, words.emptyWeekText))
        : null,
      part(words.mineFirst, own),
      part(words.others, others),
    ].filter((one) => one !== null),
  );
  showPlaces();
}

// ---- a visit nobody planned --------------------------------------------------------------------

const beginForm = formAt('[data-form-begin]');
const placeBox = beginForm.elements.namedItem('place') as HTMLSelectElement;
/** Every place that lies here, for a call that came about on the way. */
function showPlaces(): void {
  const places = facilities.filter((one) => one.may_begin);
  find('[data-begin]').hidden = places.length === 0;
  const chosen = placeBox.value;
  placeBox.replaceChildren(
    ...[...placeBox.options].slice(0, 1),
    ...places
      .toSorted((a, b) => a.name.localeCompare(b.name, 'ja'))
      .map((one) => make('option', { value: String(one.id) }, one.name)),
  );
  placeBox.value = chosen;
}

/** Begins one, or answers why not yet: on the same day at the same door one visit is written, unless the person says otherwise. */
async function beginHere(form: HTMLFormElement): Promise<void> {
  if (!opened) return;
  const facility = facilities.find((one) => String(one.id) === placeBox.value);
  say(form, facility ? '' : words.begin.choose);
  if (!facility) {
    placeBox.focus();
    return;
  }
  const day = new Date().toLocaleDateString('sv-SE');
  const there = facility.visits.find((one) => one.planned_on === day && one.state === 'open');
  if (there && !confirm(words.begin.alsoPlanned(facility.name))) {
    location.hash = `visit-${there.id}`;
    return;
  }
  const id = crypto.randomUUID();
  const [, month, date] = day.split('-').map(Number);
  await beginVisit(opened.store, {
    id,
    facility_id: facility.id,
    day,
    said_at: new Date().toISOString(),
    shown: { when: words.begin.when(month!, date!), purpose: words.begin.purpose, lead: words.begin.me },
  });
  form.reset();
  form.closest('details')?.removeAttribute('open');
  await reload();
  location.hash = `visit-${id}`;
  void exchange();
}

function weekLine(facility: KeptFacility, visit: KeptVisit): HTMLElement {
  const waiting = unsent(
    queue.filter(({ operation }) => operation.visit_id === visit.id),
    files.filter((file) => file.visit_id === visit.id),
  );
  const badge = (text: string, kind: string) => make('span', { class: `badge badge-${kind}` }, text);
  return make(
    'li',
    { class: 'resource' },
    make(
      'div',
      { class: 'resource-words' },
      make(
        'p',
        { class: 'resource-title' },
        visit.state === 'restricted'
          ? facility.name
          : make('a', { href: `#visit-${visit.id}` }, facility.name),
      ),
      make('p', { class: 'resource-meta' }, `${visit.when}　${visit.purpose}　${words.lead(visit.lead)}`),
      visit.state === 'restricted' ? make('p', {}, words.restricted) : null,
      make(
        'p',
        { class: 'offline-badges' },
        ...[
          visit.number === null ? badge(words.begin.badge, 'info') : null,
          waiting > 0 ? badge(words.unsentHere(waiting), 'warning') : null,
          visit.conflicts.length > 0 ? badge(words.conflictHere, 'error') : null,
          visit.state === 'recorded'
            ? badge(words.recorded, 'success')
            : visit.draft
              ? badge(words.draft, 'info')
              : null,
        ].filter((one) => one !== null),
      ),
    ),
  );
}

// ---- a visit ---------------------------------------------------------------------------------

const recordForm = formAt('[data-form-record]');
/** What each field said when it was last read from the store or written into it. */
let known = new Map<string, string>();

/** Three boxes of a day are one field here. */
const fieldOf = (name: string): string | null => {
  if (name === '' || name === 'pictures' || name.startsWith('file_')) return null;
  return name.replace(/_[ymd]$/, '');
};
const dayPart = /_[ymd]$/;

function read(field: string): string {
  const first = recordForm.elements.namedItem(`${field}_y`);
  if (first instanceof HTMLInputElement) {
    const parts = ['y', 'm', 'd'].map((part) => valueOf(recordForm, `${field}_${part}`).trim());
    return parts.every((part) => part === '') ? '' : parts.join('/');
  }
  const box = recordForm.elements.namedItem(field);
  if (box instanceof HTMLInputElement && box.type === 'checkbox') return box.checked ? '1' : '';
  return (box as HTMLInputElement | null)?.value ?? '';
}

function fill(field: string, text: string): void {
  const first = recordForm.elements.namedItem(`${field}_y`);
  if (first instanceof HTMLInputElement) {
    const parts = text.split(/[/-]/);
    for (const [at, part] of ['y', 'm', 'd'].entries())
      (recordForm.elements.namedItem(`${field}_${part}`) as HTMLInputElement).value = parts[at] ?? '';
    return;
  }
  const box = recordForm.elements.namedItem(field);
  if (box instanceof HTMLInputElement && box.type === 'checkbox') box.checked = text !== '';
  else if (box) (box as HTMLInputElement).value = text;
}

const fieldsOfForm = (): string[] => [
  ...new Set(
    [...recordForm.elements].flatMap((one) => {
      const field = fieldOf((one as HTMLInputElement).name ?? '');
      return field === null ? [] : [field];
    }),
  ),
];

function showVisit(facility: KeptFacility, visit: KeptVisit): void {
  shown = { facility, visit };
  recordForm.reset();
  find('[data-visit-title]').textContent = words.write(facility.name);
  find('[data-visit-facts]').replaceChildren(
    make('p', {}, `${visit.when}　${visit.purpose}　${words.lead(visit.lead)}`),
    ...(visit.note === null ? [] : [make('p', {}, `${words.note}：${visit.note}`)]),
  );
  find('[data-visit-about]').replaceChildren(...about(facility));
  find('[data-visit-promises]').replaceChildren(...promises(facility));
  find('[data-saved]').textContent = '';
  say(recordForm, '');
  known = new Map();
  for (const field of fieldsOfForm()) {
    const text = textOf(visit, queue, field);
    known.set(field, text);
    fill(field, text);
  }
  // A day is offered, not written down: it becomes the person's word with the submission.
  if (known.get('visited_on') === '') fill('visited_on', visit.planned_on);
  showConflicts();
  showFiles();
  show('visit');
}

/** After an exchange: texts that came from elsewhere go into fields nobody is typing in. */
function refreshVisit(): void {
  const now = facilities.flatMap((facility) =>
    facility.visits.filter((one) => one.id === shown?.visit.id).map((visit) => ({ facility, visit })),
  )[0];
  if (!now) return;
  shown = now;
  for (const field of fieldsOfForm()) {
    const text = textOf(now.visit, queue, field);
    const before = known.get(field) ?? '';
    const typing = (document.activeElement as HTMLInputElement | null)?.name?.replace(dayPart, '') === field;
    if (text === before || typing || read(field) !== before) continue;
    known.set(field, text);
    fill(field, text);
  }
  showConflicts();
  showFiles();
}

function about(facility: KeptFacility): HTMLElement[] {
  const fact = (term: string, text: string | null) =>
    text === null || text === '' ? null : make('div', {}, make('dt', {}, term), make('dd', {}, text));
  const list = (items: string[], none: string) =>
    items.length === 0 ? make('p', {}, none) : make('ul', {}, ...items.map((text) => make('li', {}, text)));
  return [
    make(
      'dl',
      { class: 'facts facts-stack' },
      fact(words.address, facility.address),
      facility.phone === null
        ? null
        : make(
            'div',
            {},
            make('dt', {}, words.phone),
            make('dd', {}, make('a', { href: `tel:${facility.phone}` }, facility.phone)),
          ),
      fact(words.wishes, facility.wishes),
    ),
    make('h3', {}, words.issues),
    list(
      facility.issues.map((one) => `${one.title}（${one.theme}）`),
      words.noIssues,
    ),
    make('h3', {}, words.promises),
    list(
      facility.promises.map((one) => words.promiseLine(one.what, one.due, one.owner)),
      words.none,
    ),
    make('h3', {}, words.records),
    ...(facility.records.length === 0 ? [make('p', {}, words.none)] : []),
    ...facility.records.map((record) =>
      make(
        'details',
        { class: 'disclosure' },
        make('summary', {}, make('span', {}, words.recordOf(record.visited_on, record.by))),
        make(
          'dl',
          { class: 'facts facts-stack disclosure-body' },
          ...Object.entries(record.texts).map(([field, text]) => fact(labelOf(field), text)),
        ),
      ),
    ),
  ];
}

/** The question's short name stands in its label in brackets; other fields by their label. */
function labelOf(field: string): string {
  const box = recordForm.elements.namedItem(field) ?? recordForm.elements.namedItem(`${field}_y`);
  const label =
    box instanceof HTMLElement
      ? (box.closest('fieldset.field')?.querySelector('legend')?.firstChild?.textContent ??
        (box as HTMLInputElement).labels?.[0]?.firstChild?.textContent ??
        field)
      : field;
  return /（([^（）]+)）\s*$/.exec(label.trim())?.[1] ?? label.trim();
}

function promises(facility: KeptFacility): HTMLElement[] {
  const own = facility.promises.filter((one) => one.may_close);
  if (own.length === 0) return [];
  return [
    make(
      'fieldset',
      { class: 'field field-group' },
      make('legend', { class: 'field-label' }, words.promises),
      ...own.flatMap((one) => {
        const id = `promise-${one.id}`;
        return [
          make(
            'div',
            { class: 'choice' },
            make('input', { type: 'checkbox', id, name: `done_follow_up_${one.id}`, value: '1' }),
            make('label', { for: id }, words.kept(one.what)),
          ),
        ];
      }),
    ),
  ];
}

function showConflicts(): void {
  const open = shown?.visit.conflicts ?? [];
  const side = (title: string, text: string) =>
    make(
      'div',
      { class: 'conflict-side' },
      make('p', {}, make('strong', {}, title)),
      make('p', { class: 'conflict-text' }, text === '' ? words.conflict.empty : text),
    );
  find('[data-visit-conflicts]').replaceChildren(
    ...open.map((one) =>
      make(
        'section',
        { class: 'conflict' },
        make('h3', {}, words.conflict.title(labelOf(one.field))),
        make('p', {}, words.conflict.text),
        make(
          'div',
          { class: 'conflict-sides' },
          side(words.conflict.mine, one.mine),
          side(words.conflict.theirs, one.theirs),
        ),
        shown!.visit.number === null
          ? null
          : make('p', {}, make('a', { href: `/visits/${shown!.visit.number}` }, words.conflict.open)),
      ),
    ),
  );
}

let pause: ReturnType<typeof setTimeout> | undefined;
let later: ReturnType<typeof setTimeout> | undefined;
let keeping: Promise<void> = Promise.resolve();

/** Everything on the screen that the store does not know goes into it, in one row after what is being written already. */
function flush(): Promise<void> {
  clearTimeout(pause);
  const writing = keeping.then(async () => {
    if (!opened || !shown) return;
    const { store } = opened;
    const { visit } = shown;
    let wrote = false;
    for (const field of fieldsOfForm()) {
      const value = read(field);
      const base = known.get(field) ?? '';
      // The day offered is nobody's word yet.
      if (value === base || (field === 'visited_on' && base === '' && value === offered(visit))) continue;
      known.set(field, value);
      await typeInto(store, {
        id: crypto.randomUUID(),
        visit_id: visit.id,
        field,
        value,
        base,
        said_at: new Date().toISOString(),
      });
      wrote = true;
    }
    if (!wrote) return;
    queue = await store.queue();
    tellCount();
    find('[data-saved]').textContent = words.savedHere(clockNow());
    clearTimeout(later);
    later = setTimeout(() => void exchange(), 4000);
  });
  // A failed writing is told by the next one's; the text is still on the screen.
  keeping = writing.catch(() => undefined);
  return writing;
}
const offered = (visit: KeptVisit): string => visit.planned_on.split('-').join('/');

recordForm.addEventListener('input', (event) => {
  const name = (event.target as HTMLInputElement).name;
  if (fieldOf(name ?? '') === null) return;
  clearTimeout(pause);
  pause = setTimeout(() => void flush(), 500);
});
recordForm.addEventListener('change', () => void flush());
addEventListener('pagehide', () => void flush());
document.addEventListener('visibilitychange', () => {
  if (document.visibilityState === 'hidden') void flush();
  else if (opened) void exchange();
});

recordForm.addEventListener('submit', (event) => {
  event.preventDefault();
  void submit();
});
async function submit(): Promise<void> {
  if (!opened || !shown) return;
  for (const field of ['visited_on', 'met', 'hearing'] as const) {
    if (read(field).trim() !== '') continue;
    say(recordForm, words.submit.missing[field]);
    (recordForm.elements.namedItem(field === 'visited_on' ? 'visited_on_y' : field) as HTMLElement).focus();
    return;
  }
  say(recordForm, '');
  if (!confirm(words.submit.sure)) return;
  const { store } = opened;
  const { visit } = shown;
  const day = read('visited_on');
  if (known.get('visited_on') === '') {
    known.set('visited_on', day);
    await typeInto(store, {
      id: crypto.randomUUID(),
      visit_id: visit.id,
      field: 'visited_on',
      value: day,
      base: '',
      said_at: new Date().toISOString(),
    });
  }
  await flush();
  await typeInto(store, {
    id: crypto.randomUUID(),
    visit_id: visit.id,
    field: submitField,
    value: '1',
    base: '',
    said_at: new Date().toISOString(),
  });
  await reload();
  find('[data-saved]').textContent = words.submit.kept;
  void exchange();
}

// ---- pictures and spoken notes ---------------------------------------------------------------

async function keepFile(
  store: Store,
  visit_id: VisitName,
  blob: Blob,
  name: string,
  type: string,
): Promise<void> {
  const id = crypto.randomUUID();
  const values: Record<string, unknown> = {};
  for (let at = 0; at * pieceBytes < blob.size; at++)
    values[`bytes:${id}:${at}`] = await blob.slice(at * pieceBytes, (at + 1) * pieceBytes).arrayBuffer();
  const caption = recordForm.elements.namedItem('file_caption') as HTMLInputElement;
  values[`file:${id}`] = {
    id,
    visit_id,
    name,
    type,
    size: blob.size,
    caption: caption.value.slice(0, 200),
    sent: 0,
    problem: null,
  } satisfies KeptFile;
  await store.put(values);
}

const chooser = recordForm.elements.namedItem('pictures') as HTMLInputElement;
const fileNote = find('[data-file-note]');
chooser.addEventListener('change', () => void keepPictures());
async function keepPictures(): Promise<void> {
  if (!opened || !shown) return;
  const { store } = opened;
  const { id } = shown.visit;
  const chosen = [...(chooser.files ?? [])];
  const good = chosen.filter((file) => file.size > 0 && file.size <= fileBytes);
  for (const file of good) await keepFile(store, id, file, file.name, file.type);
  const large = chosen.filter((file) => file.size > fileBytes).map((file) => words.files.tooLarge(file.name));
  fileNote.textContent = [...(good.length > 0 ? [words.files.pictures(good.length)] : []), ...large].join('');
  chooser.value = '';
  if (good.length > 0) (recordForm.elements.namedItem('file_caption') as HTMLInputElement).value = '';
  await reload();
  showFiles();
  void exchange();
}

function showFiles(): void {
  const own = files.filter((file) => file.visit_id === shown?.visit.id);
  find('[data-files]').replaceChildren(
    ...own.map((file) =>
      make(
        'div',
        { class: 'offline-file' },
        make('p', {}, make('strong', {}, file.name), file.caption === '' ? '' : `　${file.caption}`),
        make(
          'p',
          {},
          file.problem === null
            ? file.sent > 0
              ? words.files.sending(Math.floor((100 * file.sent) / file.size))
              : words.files.waiting
            : words.files.problem(file.problem),
        ),
        make(
          'div',
          { class: 'button-row' },
          file.problem === null
            ? null
            : make(
                'button',
                {
                  type: 'button',
                  class: 'button button-secondary button-sm',
                  click: () => void takeOut(file),
                },
                words.files.save(file.name),
              ),
          make(
            'button',
            { type: 'button', class: 'button button-tertiary button-sm', click: () => void removeFile(file) },
            words.files.remove(file.name),
          ),
        ),
      ),
    ),
  );
}

const piecesOf = (file: KeptFile): string[] =>
  Array.from({ length: Math.ceil(file.size / pieceBytes) }, (_, at) => `bytes:${file.id}:${at}`);
async function removeFile(file: KeptFile): Promise<void> {
  if (!opened || !confirm(words.files.removeSure(file.name))) return;
  await opened.store.put(
    Object.fromEntries([`file:${file.id}`, ...piecesOf(file)].map((name) => [name, undefined])),
  );
  await reload();
  showFiles();
}
/** What the server would not take is the person's all the same. */
async function takeOut(file: KeptFile): Promise<void> {
  const { store } = opened!;
  const parts = await Promise.all(piecesOf(file).map((name) => store.get<ArrayBuffer>(name)));
  const url = URL.createObjectURL(
    new Blob(
      parts.filter((one) => one !== undefined),
      { type: file.type },
    ),
  );
  const link = make('a', { href: url, download: file.name }) as HTMLAnchorElement;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

const voiceButton = find('[data-record-voice]');
const voiceTypes = ['audio/webm;codecs=opus', 'audio/ogg;codecs=opus', 'audio/mp4'];
const voiceType =
  'MediaRecorder' in window ? voiceTypes.find((type) => MediaRecorder.isTypeSupported(type)) : undefined;
find('[data-voice]').hidden = voiceType === undefined || !('mediaDevices' in navigator);
let recorder: MediaRecorder | null = null;
/** At 32 kbit/s twenty minutes are five megabytes. */
const longestVoice = 20 * 60;
voiceButton.addEventListener('click', () => void voice());
let voiceKept: Promise<void> = Promise.resolve();
async function voice(): Promise<void> {
  if (recorder) {
    recorder.stop();
    return;
  }
  if (!opened || !shown) return;
  const { store } = opened;
  const { id: visit_id } = shown.visit;
  let stream: MediaStream;
  try {
    stream = await navigator.mediaDevices.getUserMedia({ audio: true });
  } catch {
    fileNote.textContent = words.voice.refused;
    return;
  }
  const own = new MediaRecorder(stream, { mimeType: voiceType!, audioBitsPerSecond: 32_000 });
  recorder = own;
  const id = crypto.randomUUID();
  const type = voiceType!.split(';')[0]!;
  const end = { 'audio/webm': 'webm', 'audio/ogg': 'ogg', 'audio/mp4': 'm4a' }[type] ?? 'webm';
  const time = new Date()
    .toLocaleTimeString('ja-JP', { hour: '2-digit', minute: '2-digit' })
    .replace(':', '-');
  await store.put({
    [`voice:${id}`]: { visit_id, type, name: `${words.files.voiceName(time)}.${end}` } satisfies KeptVoice,
  });
  const begun = Date.now();
  let number = 0;
  // Each piece lies sealed on the device as it comes: whoever is interrupted keeps what was said.
  own.addEventListener('dataavailable', (event) => {
    const name = `spoken:${id}:${String(number++).padStart(5, '0')}`;
    voiceKept = voiceKept.then(async () => store.put({ [name]: await event.data.arrayBuffer() }));
  });
  voiceButton.textContent = words.voice.stop;
  const ticking = setInterval(() => {
    const seconds = Math.round((Date.now() - begun) / 1000);
    fileNote.textContent = words.voice.running(seconds);
    stirred();
    if (seconds >= longestVoice) own.stop();
  }, 10_000);
  fileNote.textContent = words.voice.running(0);
  own.addEventListener('stop', () => {
    clearInterval(ticking);
    for (const track of stream.getTracks()) track.stop();
    recorder = null;
    voiceButton.textContent = words.voice.start;
    voiceKept = voiceKept.then(async () => {
      await gatherVoices(store);
      const over = Date.now() - begun >= longestVoice * 1000;
      fileNote.textContent = over ? words.voice.tooLong : words.voice.kept;
      await reload();
      showFiles();
      void exchange();
    });
  });
  own.start(5000);
}

/** Spoken notes whose recording has ended, or was cut off, become files to be sent. */
async function gatherVoices(store: Store): Promise<void> {
  for (const { name, value } of await store.list('voice:')) {
    const pieces = await store.list(`spoken:${name.slice('voice:'.length)}`);
    const blob = new Blob(
      pieces.map((one) => one.value),
      { type: value.type },
    );
    if (blob.size > 0) await keepFile(store, value.visit_id, blob, value.name, value.type);
    await store.put(
      Object.fromEntries([name, ...pieces.map((one) => one.name)].map((key) => [key, undefined])),
    );
  }
}

// ---- buttons ---------------------------------------------------------------------------------

for (const [name, act] of [
  ['enrol', enrol],
  ['unlock', unlock],
  ['reopen', reopen],
  ['begin', beginHere],
] as const) {
  const form = formAt(`[data-form-${name}]`);
  let busy = false;
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    if (busy) return;
    busy = true;
    void act(form).finally(() => (busy = false));
  });
}
find('[data-forgot]').addEventListener('click', () => {
  find('[data-shut]').textContent = words.shut.asked;
  show('reopen');
});
find('[data-send]').addEventListener('click', () => void exchange());
find('[data-lock]').addEventListener('click', () => void close());
find('[data-end]').addEventListener('click', () => void end());
async function end(): Promise<void> {
  if (!opened) return;
  await flush();
  const n = unsent(queue, files);
  if (!confirm(n > 0 ? words.end.unsent(n) : words.end.sure)) return;
  const { device_id } = opened.lock;
  const told = await (async () => {
    const body = new FormData();
    body.set('_csrf', await guard(device_id));
    body.set('why', 'given_up');
    const answer = await ask(`/visits/offline/devices/${device_id}/end`, { method: 'POST', body });
    return answer.type === 'opaqueredirect';
  })().catch(() => false);
  await emptyDevice();
  if (!told) alert(words.end.failed);
  location.assign(told ? '/visits/offline/devices' : '/');
}
find('[data-to-list]').addEventListener('click', (event) => {
  event.preventDefault();
  void flush().then(() => {
    location.hash = '';
    route();
  });
});
addEventListener('hashchange', () => void flush().then(route));
addEventListener('online', () => void exchange());
addEventListener('offline', () => opened && tellState(words.offline));
for (const kind of ['keydown', 'pointerdown']) addEventListener(kind, stirred);
/** Minutes between two exchanges while the app is open. */
const everyMinutes = 2;
setInterval(() => {
  if (opened && document.visibilityState === 'visible') void exchange();
}, everyMinutes * 60_000);

void begin().catch(() => show('unsupported'));
