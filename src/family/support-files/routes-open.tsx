import { Hono } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';
import type { z } from 'zod';
import {
  Refusal,
  found,
  reading,
  writing,
  type ReadTx,
  type WriteTx,
} from '../../platform/db/transaction.ts';
import { addDays, instantOf } from '../../platform/ja/dates.ts';
import {
  codeFrom,
  handReceipt,
  hashCode,
  readCode,
  receiptOf,
  withinLimit,
} from '../../platform/web/open.ts';
import { numberIn, type Ctx, type Env } from '../../platform/web/context.ts';
import { emptyForm, filled, formOf, type Errors, type FormState } from '../../platform/web/form.ts';
import {
  done,
  invalid,
  isOurForm,
  openAction,
  openView,
  redirect,
  resend,
  type Done,
  type Screen,
} from '../../platform/web/handlers.tsx';
import { speechOf } from '../../platform/ui/speech.ts';
import { readingOf } from '../../platform/web/language.ts';
import { randomBytes } from 'node:crypto';
import { nothingForm } from '../../platform/web/fields.ts';
import {
  beginFile,
  changeLock,
  changeProfile,
  closeVisit,
  deleteEntry,
  deleteFile,
  enter,
  giveToCase,
  keepEntry,
  lendEntries,
  makeSpare,
  minutesFrom,
  offerEnds,
  replaceEntry,
  takeBack,
  withdrawYes,
} from './commands.ts';
import { filePdf, fileXlsx, pictureOf } from './exports.ts';
import {
  borrowForm,
  entryForm,
  giveForm,
  lendForm,
  lockForm,
  profileForm,
  removeForm,
  startForm,
} from './forms.ts';
import { CasePage, LendingPage, LendPage } from './pages-lend.tsx';
import { EntryPage, MinePage, SummaryPage } from './pages-mine.tsx';
import { BorrowPage, FrontPage, LentPage, ReopenPage, StartPage } from './pages-open.tsx';
import { speak as speakIn } from './pages-parts.tsx';
import { SettingsPage, type SettingsForms } from './pages-settings.tsx';
import {
  lentFile,
  lockOf,
  openFile,
  mayLendTo,
  placeOffer,
  requestOf,
  settingOf,
  unlock,
  type OpenFile,
} from './queries.ts';
import type { Key } from './rules-keys.ts';
import { lendDays, showMinutes, stageOf, stages, topics, type Entry, type LendingKind } from './rules.ts';

export const openRoutes = new Hono<Env>();
const routes = openRoutes;

const front = '/open/support-file';
const mine = `${front}/mine`;
const islands = ['platform/ui/leave', 'family/support-files/code'];
const speak = (c: Ctx) => speakIn(readingOf(c));
const zoneOf = (tx: ReadTx): string => tx.actor.municipality.time_zone;

/** Whatever is open leads nowhere but here: noindex, the reader's language, the way out on every page. */
const screen = (c: Ctx, title: string, body: Screen['body'], more: Partial<Screen> = {}): Screen => ({
  title,
  translated: true,
  width: 'form',
  islands,
  breadcrumbs: [...(c.req.path === front ? [] : [{ label: speak(c).title, href: front }]), { label: title }],
  body,
  ...more,
});

// ---- what a browser has open -----------------------------------------------------------------

type Which = 'file' | 'lent';
const isSecure = (c: Ctx): boolean => c.var.house.settings.BASE_URL.startsWith('https:');
const cookieName = (c: Ctx, which: Which): string => `${isSecure(c) ? '__Host-' : ''}tsunagi_${which}`;

/** Four hours at most; how long it is open within them, the database says. */
function hand(c: Ctx, which: Which, token: string | null): void {
  setCookie(c, cookieName(c, which), token ?? '', {
    path: '/',
    httpOnly: true,
    sameSite: 'Lax',
    secure: isSecure(c),
    maxAge: token === null ? 0 : 4 * 3600,
  });
}

/** Opened anew by the form that is being answered: its cookie is not sent yet. False: it was tried and did not open. */
const reopened = new WeakMap<Request, string | false>();
function tokenOf(c: Ctx, which: Which): string | null {
  const now = which === 'file' ? reopened.get(c.req.raw) : undefined;
  if (typeof now === 'string') return now;
  const text = getCookie(c, cookieName(c, which)) ?? '';
  return /^[\w-]{43}$/.test(text) ? text : null;
}

/** Whoever tries to guess is counted by address, and each code for itself: a passphrase has few chances an hour wherever they come from. */
async function mayTry(c: Ctx, code: string | null): Promise<boolean> {
  const hour = 3_600_000;
  if (!(await withinLimit(c, 'support_file', 30, hour))) return false;
  return code === null || withinLimit(c, 'support_file_code', 15, hour, hashCode(c.var.house, code));
}

/** The key behind a typed code and passphrase; null for a wrong one of either, after the same work. */
async function keyBehind(
  c: Ctx,
  code: string | null,
  passphrase: string,
  kinds: readonly string[],
): Promise<Key | null> {
  const lock = code === null ? null : await reading(c.var.actor, (tx) => lockOf(tx, code)).then((one) => one);
  const fits = lock !== null && kinds.includes(lock.what) ? lock : null;
  return unlock(fits, code ?? '', passphrase);
}

const typedText = (value: unknown): string => (typeof value === 'string' ? value.slice(0, 200) : '');

/** A fresh code for a lending, a spare or a new lock. */
const freshCode = (): string => codeFrom(() => randomBytes(1)[0]!);

/** GET of the open file; where none is open the front page says so. */
const view = (show: (tx: ReadTx, c: Ctx, file: OpenFile) => Promise<Screen | Response>) =>
  openView(async (tx, c) => {
    const file = await openFile(tx, tokenOf(c, 'file'));
    return file === null ? redirect(c, done(front)) : show(tx, c, file);
  });

/**
 * POST into the open file. Where it closed meanwhile, the page asks for code and passphrase and carries what was typed
 * along; sent with them, the file is opened and the command done at once.
 */
function change<S extends z.ZodType>(options: {
  form: S;
  run(tx: WriteTx, data: z.output<S>, c: Ctx, open: { file: OpenFile; token: string }): Promise<Done>;
  /** Left out for buttons: then the front page asks to open the file again. */
  again?(tx: ReadTx, state: FormState, c: Ctx, file: OpenFile): Promise<Screen>;
}) {
  const answer = openAction({
    form: options.form,
    limit: { name: 'support_file_write', an_hour: 400 },
    receipt: false,
    again: async (tx, state, c) => {
      const file = await openFile(tx, tokenOf(c, 'file'));
      if (file !== null && options.again) return options.again(tx, state, c, file);
      const errors: Errors = reopened.get(c.req.raw) === false ? { code: 'wrong' } : {};
      return screen(
        c,
        speak(c).open.title,
        <ReopenPage reading={readingOf(c)} state={{ ...state, errors }} action={c.req.path} />,
        { unlisted: true },
      );
    },
    run: async (tx, data, c) => {
      const token = tokenOf(c, 'file');
      const file = await openFile(tx, token);
      if (file === null || token === null) {
        if (!options.again) return done(front);
        invalid({ '': 'closed' });
      }
      return options.run(tx, data, c, { file, token });
    },
  });
  return async (c: Ctx): Promise<Response> => {
    const { typed } = await formOf(c);
    // Settings have a field for a passphrase themselves, and no text to lose.
    if (options.again && typed['code'] !== undefined && isOurForm(c, typed) && c.req.path.startsWith(mine)) {
      const code = readCode(typedText(typed['code']));
      const key = (await mayTry(c, code))
        ? await keyBehind(c, code, typedText(typed['password']), ['own', 'spare'])
        : null;
      const token = key === null ? null : await writing(c.var.actor, (tx) => enter(tx, code!, key, null));
      reopened.set(c.req.raw, token ?? false);
      if (token !== null) hand(c, 'file', token);
    }
    return answer(c);
  };
}

// ---- in -------------------------------------------------------------------------------------

const frontScreen = async (tx: ReadTx, c: Ctx, state: FormState = emptyForm): Promise<Screen> => {
  const token = tokenOf(c, 'file');
  const file = await openFile(tx, token);
  return screen(
    c,
    speak(c).title,
    <FrontPage
      reading={readingOf(c)}
      state={state}
      open={file !== null}
      ended={token !== null && file === null && Object.keys(state.errors).length === 0}
    />,
    { description: speak(c).description(tx.actor.municipality.name) },
  );
};
routes.get(
  front,
  openView((tx, c) => frontScreen(tx, c)),
);
routes.post(`${front}/open`, async (c) => {
  const { typed } = await formOf(c);
  if (!isOurForm(c, typed)) return resend(c, typed, 'csrf');
  const code = readCode(typedText(typed['code']));
  if (!(await mayTry(c, code))) return resend(c, typed, 'tooOften');
  const key = await keyBehind(c, code, typedText(typed['password']), ['own', 'spare']);
  const token = key === null ? null : await writing(c.var.actor, (tx) => enter(tx, code!, key, null));
  if (token === null)
    return openView(async (tx) => ({
      ...(await frontScreen(tx, c, {
        values: { code: typedText(typed['code']) },
        errors: { code: 'wrong' },
      })),
      status: 422,
    }))(c);
  hand(c, 'file', token);
  return redirect(c, done(mine));
});

const startScreen = async (tx: ReadTx, c: Ctx, state: FormState): Promise<Screen> =>
  screen(
    c,
    speak(c).start.title,
    <StartPage reading={readingOf(c)} state={state} {...await settingOf(tx)} />,
  );
routes.get(
  `${front}/start`,
  openView((tx, c) => startScreen(tx, c, emptyForm)),
);
routes.post(
  `${front}/start`,
  openAction({
    form: startForm,
    limit: { name: 'support_file_start', an_hour: 10 },
    again: (tx, state, c) => startScreen(tx, c, state),
    run: async (tx, data, c, { code }) => {
      // A filled trap is thanked and forgotten.
      if (data.website !== '') return done(front);
      if (data.born_on !== null && data.born_on > tx.today) invalid({ born_on: 'future' });
      const sheet = data.sheet_code === '' ? null : readCode(data.sheet_code);
      if (data.sheet_code !== '' && sheet === null) invalid({ sheet_code: 'sheet' });
      const token = await beginFile(tx, {
        code: sheet ?? code,
        sheet: sheet !== null,
        passphrase: data.password,
        name: data.name,
        born_on: data.born_on,
        mail: data.mail,
        speech: speechOf(readingOf(c)),
      });
      if (token === null) invalid({ sheet_code: 'sheet' });
      hand(c, 'file', token);
      return done(mine, speak(c).start.begun);
    },
  }),
);

/** Closes what is open here, and forgets a code that was handed over within the half hour. */
const close = (which: Which, said: (c: Ctx) => string, location: string) =>
  openAction({
    form: nothingForm,
    limit: { name: 'support_file_write', an_hour: 400 },
    receipt: false,
    again: (tx, _, c) => frontScreen(tx, c),
    run: async (tx, _, c) => {
      const token = tokenOf(c, which);
      if (token !== null) await closeVisit(tx, token);
      hand(c, which, null);
      for (const name of ['tsunagi_receipt', '__Host-tsunagi_receipt'])
        setCookie(c, name, '', { path: '/', maxAge: 0, secure: name.startsWith('__Host-') });
      return done(location, said(c));
    },
  });
routes.post(
  `${front}/close`,
  close('file', (c) => speak(c).mine.closed, front),
);

// ---- the open file ---------------------------------------------------------------------------

routes.get(
  mine,
  view(async (tx, c, file) => {
    const stage = stages.find((one) => one === c.req.query('stage')) ?? null;
    return screen(
      c,
      speak(c).mine.of(file.profile.name),
      <MinePage
        reading={readingOf(c)}
        file={file}
        stage={stage}
        fresh={receiptOf(c) === file.profile.code}
        zone={zoneOf(tx)}
      />,
      { unlisted: true },
    );
  }),
);

const entryScreen = async (c: Ctx, file: OpenFile, state: FormState, id: number | null): Promise<Screen> => {
  const entry = id === null ? null : found(file.entries.find((one) => one.id === id));
  const w = speak(c).entry;
  return screen(
    c,
    entry === null ? w.title : w.editTitle,
    <EntryPage reading={readingOf(c)} state={state} entry={entry} />,
    { unlisted: true },
  );
};
routes.get(
  `${mine}/entries/new`,
  view(async (tx, c, file) =>
    entryScreen(
      c,
      file,
      filled({
        topic: topics.find((one) => one === c.req.query('topic')) ?? 'helps',
        stage: stageOf(file.profile.born_on, tx.today),
        dated_on: tx.today,
      }),
      null,
    ),
  ),
);
routes.get(
  `${mine}/entries/:id{[0-9]+}`,
  view(async (_tx, c, file) => {
    const id = numberIn(c, 'id');
    return entryScreen(c, file, filled({ ...file.entries.find((one) => one.id === id) }), id);
  }),
);
for (const path of [`${mine}/entries/new`, `${mine}/entries/:id{[0-9]+}`])
  routes.post(
    path,
    change({
      form: entryForm,
      again: (_tx, state, c, file) =>
        entryScreen(c, file, state, path.endsWith('new') ? null : numberIn(c, 'id')),
      run: async (tx, data, c, { file, token }) => {
        if (data.dated_on !== null && data.dated_on > addDays(tx.today, 400)) invalid({ dated_on: 'day' });
        const { topic, stage, dated_on, title, body } = data;
        const entry: Entry = { topic, stage, dated_on, title, body, replaced_by: null };
        if (path.endsWith('new')) await keepEntry(tx, token, file, entry);
        else {
          const there = found(file.entries.find((one) => one.id === numberIn(c, 'id')));
          if (there.version !== data._version) invalid({ '': 'changed' });
          if (data.replaces) await replaceEntry(tx, token, file, entry, there);
          else await keepEntry(tx, token, file, { ...entry, replaced_by: there.replaced_by }, there);
        }
        return done(`${mine}#${topic}`, speak(c).entry.saved);
      },
    }),
  );
routes.post(
  `${mine}/entries/:id{[0-9]+}/delete`,
  change({
    form: nothingForm,
    run: async (tx, _, c, { file, token }) => {
      await deleteEntry(tx, token, file, numberIn(c, 'id'));
      return done(mine, speak(c).entry.removed);
    },
  }),
);

routes.get(
  `${mine}/summary`,
  view(async (tx, c, file) =>
    screen(
      c,
      speak(c).mine.summary,
      <SummaryPage
        reading={readingOf(c)}
        file={file}
        size={c.req.query('size') === 'a6' ? 'a6' : 'a4'}
        today={tx.today}
      />,
      { unlisted: true },
    ),
  ),
);
routes.get(
  `${mine}/file.pdf`,
  view((tx, c, file) => filePdf(c, tx, file)),
);
routes.get(
  `${mine}/file.xlsx`,
  view((tx, c, file) => fileXlsx(c, tx, file)),
);

// ---- showing, lending, offering --------------------------------------------------------------

const kindIn = (c: Ctx): LendingKind =>
  (['show', 'lend', 'offer'] as const).find((one) => one === c.req.query('kind')) ?? 'lend';
const lendScreen = async (tx: ReadTx, c: Ctx, file: OpenFile, state: FormState): Promise<Screen> => {
  const kind = kindIn(c);
  const w = speak(c).lending;
  return screen(
    c,
    { show: w.showTitle, lend: w.lendTitle, offer: w.offerTitle }[kind],
    <LendPage
      reading={readingOf(c)}
      file={file}
      kind={kind}
      state={state}
      places={kind === 'lend' ? await placeOffer(tx, state.values, w) : null}
    />,
    { unlisted: true },
  );
};
routes.get(
  `${mine}/lend`,
  view((tx, c, file) =>
    lendScreen(
      tx,
      c,
      file,
      // To show it at the spot, what stands is chosen; to lend, nothing is.
      kindIn(c) === 'show'
        ? filled({ entry_ids: file.entries.filter((one) => one.replaced_by === null).map(({ id }) => id) })
        : emptyForm,
    ),
  ),
);
routes.post(
  `${mine}/lend`,
  change({
    form: lendForm,
    again: (tx, state, c, file) => lendScreen(tx, c, file, state),
    run: async (tx, data, _c, { file, token }) => {
      if (!data.entry_ids.every((id) => file.entries.some((one) => one.id === id)))
        invalid({ entry_ids: 'entries' });
      const [, what, number] = /^(facility|organisation)-([1-9][0-9]{0,14})$/.exec(data.place) ?? [];
      if (data.kind === 'lend' && data.place !== '') {
        if ((what !== 'facility' && what !== 'organisation') || !(await mayLendTo(tx, what, Number(number))))
          invalid({ place: 'other' });
      }
      const last = data.until;
      if (data.kind === 'lend' && (last! < tx.today || last! > addDays(tx.today, lendDays)))
        invalid({ until: 'untilRange' });
      const id = await lendEntries(tx, token, file, {
        kind: data.kind,
        code: freshCode(),
        entry_ids: data.entry_ids,
        to: data.to,
        said_by: data.said_by,
        facility_id: data.kind === 'lend' && what === 'facility' ? Number(number) : null,
        organisation_id: data.kind === 'lend' && what === 'organisation' ? Number(number) : null,
        ends_at:
          data.kind === 'show'
            ? minutesFrom(tx.now, showMinutes)
            : data.kind === 'offer'
              ? offerEnds(tx)
              : instantOf(addDays(last!, 1), '00:00', zoneOf(tx)),
      });
      return done(`${mine}/lendings/${id}`);
    },
  }),
);
routes.get(
  `${mine}/lendings/:id{[0-9]+}`,
  view(async (tx, c, file) => {
    const lending = found(file.lendings.find((one) => one.id === numberIn(c, 'id')));
    const { BASE_URL } = c.var.house.settings;
    const over = lending.ended_at === null && lending.ends_at <= tx.now;
    return screen(
      c,
      lending.to || speak(c).lending.showTitle,
      <LendingPage
        reading={readingOf(c)}
        lending={over ? { ...lending, ended_at: lending.ends_at, end_reason: 'lapsed' } : lending}
        picture={
          lending.kind === 'offer' ? null : await pictureOf(`${BASE_URL}${front}/borrow#${lending.code}`)
        }
        zone={zoneOf(tx)}
      />,
      { unlisted: true },
    );
  }),
);
routes.post(
  `${mine}/lendings/:id{[0-9]+}/back`,
  change({
    form: nothingForm,
    run: async (tx, _, c, { file, token }) => {
      const id = numberIn(c, 'id');
      await takeBack(tx, token, file, id);
      return done(`${mine}/lendings/${id}`, speak(c).lending.takenBack);
    },
  }),
);

// ---- into a case -----------------------------------------------------------------------------

const caseScreen = async (
  tx: ReadTx,
  c: Ctx,
  file: OpenFile,
  state: FormState = emptyForm,
  fresh = false,
): Promise<Screen> =>
  screen(
    c,
    speak(c).toCase.title,
    <CasePage
      reading={readingOf(c)}
      file={file}
      asked={fresh ? null : await requestOf(tx, receiptOf(c))}
      state={state}
      zone={zoneOf(tx)}
    />,
    { unlisted: true },
  );
routes.get(
  `${mine}/case`,
  view((tx, c, file) => caseScreen(tx, c, file)),
);
// Not change(): its field is called code, too.
routes.post(`${mine}/case/request`, async (c) => {
  const { typed } = await formOf(c);
  if (!isOurForm(c, typed)) return resend(c, typed, 'csrf');
  if (!(await withinLimit(c, 'support_file', 30, 3_600_000))) return resend(c, typed, 'tooOften');
  const code = readCode(typedText(typed['code']));
  return openView(async (tx) => {
    const file = await openFile(tx, tokenOf(c, 'file'));
    if (file === null) return redirect(c, done(front));
    if (code !== null && (await requestOf(tx, code)) !== null) {
      handReceipt(c, code);
      return redirect(c, done(`${mine}/case`));
    }
    const state = { values: { code: typedText(typed['code']) }, errors: { code: 'request' } };
    return { ...(await caseScreen(tx, c, file, state, true)), status: 422 };
  })(c);
});
routes.post(
  `${mine}/case`,
  change({
    form: giveForm,
    again: (tx, state, c, file) => caseScreen(tx, c, file, state),
    run: async (tx, data, c, { file, token }) => {
      if (!data.entry_ids.every((id) => file.entries.some((one) => one.id === id)))
        invalid({ entry_ids: 'entries' });
      const code = receiptOf(c);
      const asked = await requestOf(tx, code);
      if (code === null || asked === null) throw new Refusal(404);
      const to = `${asked.organisation} ${asked.team}`;
      if (!(await giveToCase(tx, token, file, code, { ...data, to }))) throw new Refusal(404);
      return done(`${mine}/case#given`, speak(c).toCase.done);
    },
  }),
);
routes.post(
  `${mine}/case/:id{[0-9]+}/withdraw`,
  change({
    form: nothingForm,
    run: async (tx, _, c, { file, token }) => {
      await withdrawYes(tx, token, file, numberIn(c, 'id'));
      return done(`${mine}/case#given`, speak(c).toCase.withdrawn);
    },
  }),
);

// ---- settings --------------------------------------------------------------------------------

const settingsScreen = async (
  tx: ReadTx,
  c: Ctx,
  file: OpenFile,
  forms: Partial<SettingsForms> = {},
): Promise<Screen> => {
  const spare = receiptOf(c);
  const isSpare =
    spare !== null && spare !== file.profile.code && (await lockOf(tx, spare))?.what === 'spare';
  return screen(
    c,
    speak(c).settings.title,
    <SettingsPage
      reading={readingOf(c)}
      file={file}
      forms={{ profile: filled({ ...file.profile }), lock: emptyForm, remove: emptyForm, ...forms }}
      spare={isSpare ? spare : null}
      {...await settingOf(tx)}
    />,
    { unlisted: true },
  );
};
routes.get(
  `${mine}/settings`,
  view((tx, c, file) => settingsScreen(tx, c, file)),
);
routes.post(
  `${mine}/settings/profile`,
  change({
    form: profileForm,
    again: (tx, state, c, file) => settingsScreen(tx, c, file, { profile: state }),
    run: async (tx, data, c, { file, token }) => {
      if (data.born_on !== null && data.born_on > tx.today) invalid({ born_on: 'future' });
      await changeProfile(tx, token, file, { ...data, speech: speechOf(readingOf(c)) });
      return done(`${mine}/settings`, speak(c).settings.saved);
    },
  }),
);
routes.post(
  `${mine}/settings/lock`,
  change({
    form: lockForm,
    again: (tx, state, c, file) => settingsScreen(tx, c, file, { lock: state }),
    run: async (tx, data, c, { file, token }) => {
      const code = data.new_code ? freshCode() : null;
      if (!(await changeLock(tx, token, file, { current: data.current, passphrase: data.password, code })))
        invalid({ current: 'current' });
      return done(`${mine}/settings`, speak(c).settings.changed);
    },
  }),
);
routes.post(
  `${mine}/settings/spare`,
  change({
    form: nothingForm,
    run: async (tx, _, c, { file, token }) => {
      const code = freshCode();
      await makeSpare(tx, token, file, code);
      handReceipt(c, code);
      return done(`${mine}/settings#spare`, speak(c).settings.spareMade);
    },
  }),
);
routes.post(
  `${mine}/settings/remove`,
  change({
    form: removeForm,
    again: (tx, state, c, file) => settingsScreen(tx, c, file, { remove: state }),
    run: async (tx, data, c, { file, token }) => {
      await deleteFile(tx, token, file, data.with_yeses);
      hand(c, 'file', null);
      return done(front, speak(c).settings.removed);
    },
  }),
);

// ---- for whoever was lent it -----------------------------------------------------------------

const accountOf = (tx: ReadTx): string | null => {
  const [role] = tx.session.roles;
  if (tx.actor.person_id === null) return null;
  return role ? `${tx.session.name}　${role.facility ?? role.organisation}` : tx.session.name;
};
const borrowScreen = async (tx: ReadTx, c: Ctx, state: FormState = emptyForm): Promise<Screen> =>
  screen(
    c,
    speak(c).borrow.title,
    <BorrowPage reading={readingOf(c)} state={state} signedIn={accountOf(tx)} />,
  );
routes.get(
  `${front}/borrow`,
  openView((tx, c) => borrowScreen(tx, c)),
);
routes.post(`${front}/borrow`, async (c) => {
  const { typed } = await formOf(c);
  if (!isOurForm(c, typed)) return resend(c, typed, 'csrf');
  const code = readCode(typedText(typed['code']));
  if (!(await mayTry(c, code))) return resend(c, typed, 'tooOften');
  const checked = borrowForm.safeParse(typed);
  const again = (errors: Errors) =>
    openView(async (tx) => ({ ...(await borrowScreen(tx, c, { values: typed, errors })), status: 422 }))(c);
  if (!checked.success)
    return again(
      Object.fromEntries(checked.error.issues.map(({ path }) => [path.join('.'), String(path[0])])),
    );
  const key = await keyBehind(c, code, '', ['show', 'lend']);
  const { name, place } = checked.data;
  const token =
    key === null
      ? null
      : await writing(c.var.actor, (tx) => enter(tx, code!, key, { name, place, account: accountOf(tx) }));
  if (token === null) return again({ code: 'wrong' });
  hand(c, 'lent', token);
  return redirect(c, done(`${front}/lent`));
});
routes.get(
  `${front}/lent`,
  openView(async (tx, c) => {
    const lent = await lentFile(tx, tokenOf(c, 'lent'));
    if (lent === null) {
      if (tokenOf(c, 'lent') === null) return redirect(c, done(`${front}/borrow`));
      hand(c, 'lent', null);
      return redirect(c, done(`${front}/borrow`, speak(c).borrow.ended));
    }
    return screen(
      c,
      speak(c).borrow.title,
      <LentPage reading={readingOf(c)} lent={lent} zone={zoneOf(tx)} />,
      { unlisted: true },
    );
  }),
);
routes.post(
  `${front}/lent/close`,
  close('lent', (c) => speak(c).borrow.closed, `${front}/borrow`),
);
