import { Hono } from 'hono';
import { found, Refusal, type ReadTx, type WriteTx } from '../../platform/db/transaction.ts';
import { numberIn, type Ctx, type Env } from '../../platform/web/context.ts';
import { filled, type FormState } from '../../platform/web/form.ts';
import { action, done, view, type Conflict, type Screen } from '../../platform/web/handlers.tsx';
import { hrefWith, pagingOf } from '../../platform/web/paging.ts';
import { nothingForm } from '../../platform/web/fields.ts';
import {
  ask,
  cancelLoan,
  changeOffer,
  declineLoan,
  lend,
  offer,
  returnLoan,
  withdrawOffer,
} from './commands-lending.ts';
import { exportLoans } from './exports.ts';
import { lendableForm, loanDeclineForm, loanForm, loanStepForm } from './forms.ts';
import { AskForm, LendableForm, LendablePage, LendingPage, LoanPage } from './pages-lending.tsx';
import { bodyOffer, hasBody, initiativeOptions, ownBodies } from './queries.ts';
import { lendableById, lendables, loanById, loanCount, loanEventsOf, loans } from './queries-lending.ts';
import { lendableKinds } from './rules.ts';
import { words } from './words-lending.ja.ts';

export const lendingRoutes = new Hono<Env>();

type State = FormState & { conflict?: Conflict };
const crumb = { label: words.list.title, href: '/lending' };

/** Carries the initiative for which something is looked for through the pages. */
const forInitiative = (c: Ctx): string => {
  const id = c.req.query('initiative') ?? '';
  return /^[1-9][0-9]{0,15}$/.test(id) ? `?initiative=${id}` : '';
};

lendingRoutes.get(
  '/lending',
  view(async (tx, c) => {
    const kind = lendableKinds.find((one) => one === c.req.query('kind')) ?? '';
    const paging = pagingOf(c);
    return {
      title: words.list.title,
      body: (
        <LendingPage
          lines={await lendables(tx, kind)}
          kind={kind}
          loans={await loans(tx, {}, paging)}
          total={await loanCount(tx)}
          paging={paging}
          mayOffer={await hasBody(tx)}
          zone={tx.actor.municipality.time_zone}
          href={(changes) => hrefWith(c, changes)}
          initiative={forInitiative(c)}
        />
      ),
    };
  }),
);
lendingRoutes.get(
  '/lending/export',
  view((tx, c) => exportLoans(c, tx)),
);

const showForm = async (tx: ReadTx, state: State, c: Ctx): Promise<Screen> => {
  const asked = numberIn(c, 'id');
  const lendable = asked === null ? null : found(await lendableById(tx, asked));
  if (lendable ? !lendable.may_lend : !(await hasBody(tx))) throw new Refusal(403, words.errors.notYours);
  const title = lendable ? words.form.editTitle : words.form.newTitle;
  return {
    title,
    width: 'form',
    breadcrumbs: [crumb, { label: title }],
    // The own bodies, every body for those who look after initiatives.
    body: (
      <LendableForm
        state={state}
        lendable={lendable}
        bodies={await bodyOffer(tx, state.values, 'body', { speaks: true })}
      />
    ),
  };
};
lendingRoutes.get(
  '/lending/new',
  view(async (tx, c) => {
    const own = await ownBodies(tx);
    return showForm(tx, filled(own.length === 1 ? { body: own[0]!.holder } : {}), c);
  }),
);
lendingRoutes.post(
  '/lending/new',
  action({
    form: lendableForm,
    again: showForm,
    run: async (tx, data) => done(`/lending/${await offer(tx, data)}`, words.form.saved),
  }),
);

const path = '/lending/:id{[0-9]+}';
lendingRoutes.get(
  path,
  view(async (tx, c) => {
    const lendable = found(await lendableById(tx, numberIn(c, 'id')));
    return {
      title: lendable.name,
      breadcrumbs: [crumb, { label: lendable.name }],
      body: (
        <LendablePage
          lendable={lendable}
          loans={await loans(tx, { lendable_id: lendable.id })}
          mayAsk={await hasBody(tx, lendable.holder)}
          zone={tx.actor.municipality.time_zone}
          initiative={forInitiative(c)}
        />
      ),
    };
  }),
);
const stored = async (tx: ReadTx, c: Ctx): Promise<Record<string, unknown>> => {
  const lendable = found(await lendableById(tx, numberIn(c, 'id')));
  return { ...lendable, _version: lendable.version };
};
lendingRoutes.get(
  `${path}/edit`,
  view(async (tx, c) => showForm(tx, filled(await stored(tx, c)), c)),
);
lendingRoutes.post(
  `${path}/edit`,
  action({
    form: lendableForm,
    again: showForm,
    theirs: stored,
    run: async (tx, data, c) => {
      await changeOffer(tx, numberIn(c, 'id'), data);
      return done(`/lending/${numberIn(c, 'id')}`, words.form.changed);
    },
  }),
);
for (const [name, back, flash] of [
  ['withdraw', false, words.page.withdrawnFlash],
  ['again', true, words.page.againFlash],
] as const)
  lendingRoutes.post(
    `${path}/${name}`,
    action({
      form: nothingForm,
      run: async (tx, _data, c) => {
        await withdrawOffer(tx, numberIn(c, 'id'), back);
        return done(`/lending/${numberIn(c, 'id')}`, flash);
      },
    }),
  );

const showAsk = async (tx: ReadTx, state: FormState, c: Ctx): Promise<Screen> => {
  const lendable = found(await lendableById(tx, numberIn(c, 'id')));
  if (!(await hasBody(tx, lendable.holder))) throw new Refusal(403, words.errors.notYourBody);
  const title = words.ask.title(lendable.name);
  return {
    title,
    width: 'form',
    breadcrumbs: [crumb, { label: lendable.name, href: `/lending/${lendable.id}` }, { label: title }],
    body: (
      <AskForm
        state={state}
        lendable={lendable}
        bodies={await bodyOffer(tx, state.values, 'body', { speaks: true, except: [lendable.holder] })}
        initiatives={await initiativeOptions(tx, { open: true })}
        taken={(await loans(tx, { lendable_id: lendable.id })).filter(
          (one) => one.state === 'lent' && one.ends_at > tx.now,
        )}
        zone={tx.actor.municipality.time_zone}
      />
    ),
  };
};
lendingRoutes.get(
  `${path}/ask`,
  view(async (tx, c) => {
    const own = await ownBodies(tx);
    return showAsk(
      tx,
      filled({
        initiative_id: c.req.query('initiative'),
        ...(own.length === 1 ? { body: own[0]!.holder } : {}),
      }),
      c,
    );
  }),
);
lendingRoutes.post(
  `${path}/ask`,
  action({
    form: loanForm,
    again: showAsk,
    run: async (tx, data, c) =>
      done(`/lending/loans/${await ask(tx, numberIn(c, 'id'), data)}`, words.ask.saved),
  }),
);

const loanPath = '/lending/loans/:id{[0-9]+}';
async function showLoan(tx: ReadTx, c: Ctx, state: Record<string, FormState>): Promise<Screen> {
  const loan = found(await loanById(tx, numberIn(c, 'id')));
  return {
    title: words.loan.title(loan.name),
    breadcrumbs: [
      crumb,
      { label: loan.name, href: `/lending/${loan.lendable_id}` },
      { label: words.states[loan.state] },
    ],
    body: (
      <LoanPage
        loan={loan}
        events={await loanEventsOf(tx, loan.id)}
        zone={tx.actor.municipality.time_zone}
        state={state}
      />
    ),
  };
}
lendingRoutes.get(
  loanPath,
  view((tx, c) => showLoan(tx, c, {})),
);
const steps: Record<
  'lend' | 'decline' | 'return' | 'cancel',
  { run: (tx: WriteTx, id: number | null, note: string) => Promise<void>; reason: boolean; flash: string }
> = {
  lend: { run: lend, reason: false, flash: words.loan.flash.lent },
  decline: { run: declineLoan, reason: true, flash: words.loan.flash.declined },
  return: { run: returnLoan, reason: false, flash: words.loan.flash.returned },
  cancel: { run: cancelLoan, reason: true, flash: words.loan.flash.cancelled },
};
for (const [name, step] of Object.entries(steps))
  lendingRoutes.post(
    `${loanPath}/${name}`,
    action({
      form: step.reason ? loanDeclineForm : loanStepForm,
      again: (tx, state, c) => showLoan(tx, c, { [name]: state }),
      run: async (tx, data, c) => {
        await step.run(tx, numberIn(c, 'id'), data.note);
        return done(`/lending/loans/${numberIn(c, 'id')}`, step.flash);
      },
    }),
  );
