import { facilityOffer } from '../../base/directory/queries-offers.ts';
import { Hono } from 'hono';
import type { z } from 'zod';
import { found, Refusal, type ReadTx, type WriteTx } from '../../platform/db/transaction.ts';
import { numberIn, type Ctx, type Env } from '../../platform/web/context.ts';
import { check, filled, formOf, type FormState } from '../../platform/web/form.ts';
import {
  action,
  done,
  emptyForm,
  isOurForm,
  view,
  type Conflict,
  type Screen,
} from '../../platform/web/handlers.tsx';
import type { NavEntry } from '../../platform/web/navigation.ts';
import { hrefWith, pagingOf } from '../../platform/web/paging.ts';
import { nothingForm } from '../../platform/web/fields.ts';
import {
  addContact,
  addMember,
  changeHousehold,
  changeMember,
  endFamilyEmergency,
  handKeeping,
  mergeHouseholds,
  openFamilyInEmergency,
  protect,
  removeContact,
  setAddress,
  setPlace,
  undoMerge,
} from './commands.ts';
import {
  addressForm,
  contactForm,
  emergencyForm,
  handForm,
  householdForm,
  memberForm,
  mergeForm,
  placeForm,
  protectForm,
  removeForm,
  searchForm,
  unprotectForm,
} from './forms.ts';
import { EditPage, HandPage, MemberPage, MergePage, ProtectionPage, type MergeView } from './pages-forms.tsx';
import { DuplicatesPage, EmergencyPage, HouseholdList, SearchPage } from './pages-list.tsx';
import { HouseholdPage, LogPage, type PageStates } from './pages.tsx';
import {
  addressesOf,
  candidates,
  casesOfFamily,
  consultationsOfFamily,
  contactsOf,
  duplicatePairs,
  enoughToLook,
  familyEmergencies,
  familyIds,
  householdById,
  keeperOf,
  keepingTeams,
  logOf,
  memberById,
  membersOf,
  mergesOf,
  ownHouseholds,
  phoneOfTeam,
  placesOf,
  recordsOf,
  type Household,
} from './queries.ts';
import { mergeProblem } from './rules.ts';
import { words } from './words.ja.ts';

export const routes = new Hono<Env>();

export const navigation: NavEntry[] = [
  { place: 'support', label: words.navigation, href: '/households', duties: ['case.work'] },
];

const crumbs = [{ label: words.title, href: '/households' }];
const crumbsOf = (household: { id: number }) => [
  ...crumbs,
  { label: words.number(household.id), href: `/households/${household.id}` },
];

/** Outside the case zone there is no such page. */
function need(tx: ReadTx): void {
  if (!tx.has('case.work') || tx.session.case_teams.length === 0) throw new Refusal(404);
}

const caseScreen = (screen: Screen): Screen => ({ zone: 'case', ...screen });

routes.get(
  '/households',
  view(async (tx, c) => {
    need(tx);
    const paging = pagingOf(c);
    const { rows, total } = await ownHouseholds(tx, paging);
    tx.opened({ action: 'household.list', detail: { page: paging.page } });
    return caseScreen({
      title: words.title,
      width: 'wide',
      body: (
        <HouseholdList
          rows={rows}
          total={total}
          page={paging.page}
          size={paging.size}
          zone={tx.actor.municipality.time_zone}
          href={(page) => hrefWith(c, { page })}
        />
      ),
    });
  }),
);

// ---- looking for a family --------------------------------------------------------------------

const showSearch = async (
  tx: ReadTx,
  state: FormState,
  looked: z.output<typeof searchForm> | null,
): Promise<Screen> => {
  need(tx);
  return caseScreen({
    title: words.search.title,
    width: 'form',
    breadcrumbs: [...crumbs, { label: words.search.title }],
    body: (
      <SearchPage
        state={state}
        found={looked === null ? null : await candidates(tx, looked, 30)}
        enough={looked !== null && enoughToLook(looked)}
      />
    ),
  });
};

routes.get(
  '/households/search',
  view((tx) => showSearch(tx, emptyForm, null)),
);
// A POST that only reads: names and addresses of families stand in no address and no log.
routes.post('/households/search', async (c) => {
  const { typed } = await formOf(c);
  return view(async (tx) => {
    need(tx);
    if (!isOurForm(c, typed)) throw new Refusal(403);
    const checked = check(searchForm, typed);
    return checked.ok
      ? showSearch(tx, { values: typed, errors: {} }, checked.data)
      : { status: 422 as const, ...(await showSearch(tx, { values: typed, errors: checked.errors }, null)) };
  })(c);
});

routes.get(
  '/households/duplicates',
  view(async (tx, c) => {
    need(tx);
    const paging = pagingOf(c);
    const pairs = await duplicatePairs(tx, paging);
    tx.opened({ action: 'household.duplicates', detail: { found: pairs.rows.length } });
    return caseScreen({
      title: words.duplicates.title,
      width: 'wide',
      breadcrumbs: [...crumbs, { label: words.duplicates.title }],
      body: <DuplicatesPage pairs={pairs} paging={paging} href={(page) => hrefWith(c, { page })} />,
    });
  }),
);

// ---- one household ---------------------------------------------------------------------------

async function showHousehold(tx: ReadTx, c: Ctx, states: PageStates = {}): Promise<Screen> {
  const household = found(await householdById(tx, numberIn(c, 'id')));
  tx.opened({ action: 'household.open', subject_kind: 'household', subject_id: household.id });
  const ids = await familyIds(tx, household.id);
  return caseScreen({
    title: words.number(household.id),
    width: 'wide',
    breadcrumbs: [...crumbs, { label: words.number(household.id) }],
    body: (
      <HouseholdPage
        household={household}
        members={await membersOf(tx, ids)}
        addresses={await addressesOf(tx, ids)}
        contacts={await contactsOf(tx, ids)}
        places={await placesOf(tx, ids)}
        consultations={await consultationsOfFamily(tx, ids)}
        cases={await casesOfFamily(tx, ids)}
        // Answers only whoever has opened the family; nobody else's page asks.
        elsewhere={
          ids.some((id) => tx.session.opened.includes(`household:${id}`))
            ? await recordsOf(tx, household.id)
            : []
        }
        merges={await mergesOf(tx, household.id)}
        log={household.works ? await logOf(tx, household.id, 8) : []}
        emergencies={await familyEmergencies(tx, household.id)}
        facilities={
          household.works
            ? await facilityOffer(tx, states.place?.values ?? {}, 'facility_id', { closed: true })
            : null
        }
        me={tx.actor.person_id!}
        states={states}
        today={tx.today}
        fiscal_year={tx.fiscal_year}
        zone={tx.actor.municipality.time_zone}
      />
    ),
  });
}

routes.get(
  '/households/:id{[0-9]+}',
  view((tx, c) => showHousehold(tx, c)),
);

routes.get(
  '/households/:id{[0-9]+}/log',
  view(async (tx, c) => {
    const household = found(await householdById(tx, numberIn(c, 'id')));
    if (!household.works) throw new Refusal(404);
    tx.opened({ action: 'household.log', subject_kind: 'household', subject_id: household.id });
    return caseScreen({
      title: words.page.opened,
      width: 'wide',
      breadcrumbs: [...crumbsOf(household), { label: words.page.opened }],
      body: (
        <LogPage
          household={household}
          lines={await logOf(tx, household.id, 500)}
          zone={tx.actor.municipality.time_zone}
        />
      ),
    });
  }),
);

/** The household for something to be written: 404 when it is not to be seen. */
const forWriting = async (tx: ReadTx, c: Ctx): Promise<Household> =>
  found(await householdById(tx, numberIn(c, 'id')));

/** A form of the household's page: shown again there with what was typed. */
function pageForm<S extends z.ZodType>(
  path: string,
  form: S,
  again: keyof PageStates,
  said: string,
  run: (tx: WriteTx, household: Household, data: z.output<S>) => Promise<void>,
) {
  routes.post(
    `/households/:id{[0-9]+}/${path}`,
    action({
      form,
      again: (tx, state, c) => showHousehold(tx, c, { [again]: state }),
      async run(tx, data, c) {
        const household = await forWriting(tx, c);
        await run(tx, household, data);
        return done(`/households/${household.id}`, said);
      },
    }),
  );
}
pageForm('address', addressForm, 'address', words.page.addressSaved, setAddress);
pageForm('contacts', contactForm, 'contact', words.page.contactAdded, addContact);
pageForm('contacts/remove', removeForm, 'contact', words.page.contactRemoved, (tx, household, data) =>
  removeContact(tx, household, data.id),
);
pageForm('places', placeForm, 'place', words.page.placeSaved, setPlace);

type State = FormState & { conflict?: Conflict };

async function showMember(tx: ReadTx, given: State | null, c: Ctx): Promise<Screen> {
  const household = await forWriting(tx, c);
  if (!household.works) throw new Refusal(404);
  const n = numberIn(c, 'n');
  const member = n === null ? null : found(await memberById(tx, household.id, n));
  tx.opened({ action: 'household.open', subject_kind: 'household', subject_id: household.id });
  const title = member === null ? words.member.add : words.member.edit;
  return caseScreen({
    title,
    width: 'form',
    breadcrumbs: [...crumbsOf(household), { label: title }],
    body: (
      <MemberPage
        household={household}
        member={member}
        state={given ?? (member === null ? emptyForm : filled({ ...member, _version: member.version }))}
      />
    ),
  });
}

for (const path of [
  '/households/:id{[0-9]+}/members/new',
  '/households/:id{[0-9]+}/members/:n{[0-9]+}',
] as const) {
  routes.get(
    path,
    view((tx, c) => showMember(tx, null, c)),
  );
  routes.post(
    path,
    action({
      form: memberForm,
      again: showMember,
      theirs: async (tx, c) => ({ ...(await memberById(tx, numberIn(c, 'id') ?? 0, numberIn(c, 'n') ?? 0)) }),
      async run(tx, data, c) {
        const household = await forWriting(tx, c);
        const n = numberIn(c, 'n');
        if (n === null) await addMember(tx, household, data);
        else await changeMember(tx, household, n, data);
        return done(`/households/${household.id}`, n === null ? words.member.added : words.saved);
      },
    }),
  );
}

async function showEdit(tx: ReadTx, given: State | null, c: Ctx): Promise<Screen> {
  const household = await forWriting(tx, c);
  if (!household.may_keep) throw new Refusal(404);
  tx.opened({ action: 'household.open', subject_kind: 'household', subject_id: household.id });
  return caseScreen({
    title: words.page.edit,
    width: 'form',
    breadcrumbs: [...crumbsOf(household), { label: words.page.edit }],
    body: (
      <EditPage
        household={household}
        state={
          given ??
          filled({ languages: household.languages, care: household.care, _version: household.version })
        }
      />
    ),
  });
}
routes.get(
  '/households/:id{[0-9]+}/edit',
  view((tx, c) => showEdit(tx, null, c)),
);
routes.post(
  '/households/:id{[0-9]+}/edit',
  action({
    form: householdForm,
    again: showEdit,
    theirs: async (tx, c) => ({ ...(await householdById(tx, numberIn(c, 'id'))) }),
    async run(tx, data, c) {
      const household = await forWriting(tx, c);
      await changeHousehold(tx, household, data);
      return done(`/households/${household.id}`, words.saved);
    },
  }),
);

async function showProtection(tx: ReadTx, state: FormState, c: Ctx): Promise<Screen> {
  const household = await forWriting(tx, c);
  if (!household.may_keep) throw new Refusal(404);
  return caseScreen({
    title: words.protection.title,
    width: 'form',
    breadcrumbs: [...crumbsOf(household), { label: words.protection.title }],
    body: <ProtectionPage household={household} state={state} />,
  });
}
routes.get(
  '/households/:id{[0-9]+}/protection',
  view((tx, c) => showProtection(tx, emptyForm, c)),
);
routes.post(
  '/households/:id{[0-9]+}/protection',
  action({
    form: protectForm,
    again: showProtection,
    async run(tx, data, c) {
      const household = await forWriting(tx, c);
      await protect(tx, household, true, data.protection_note);
      return done(`/households/${household.id}`, words.protection.onDone);
    },
  }),
);
routes.post(
  '/households/:id{[0-9]+}/protection/end',
  action({
    form: unprotectForm,
    again: showProtection,
    async run(tx, data, c) {
      const household = await forWriting(tx, c);
      await protect(tx, household, false, data.reason);
      return done(`/households/${household.id}`, words.protection.offDone);
    },
  }),
);

async function showHand(tx: ReadTx, state: FormState, c: Ctx): Promise<Screen> {
  const household = await forWriting(tx, c);
  if (!household.may_keep) throw new Refusal(404);
  return caseScreen({
    title: words.hand.title,
    width: 'form',
    breadcrumbs: [...crumbsOf(household), { label: words.hand.title }],
    body: (
      <HandPage
        household={household}
        teams={(await keepingTeams(tx)).filter((team) => team.id !== household.team_id)}
        state={state}
      />
    ),
  });
}
routes.get(
  '/households/:id{[0-9]+}/hand',
  view((tx, c) => showHand(tx, emptyForm, c)),
);
routes.post(
  '/households/:id{[0-9]+}/hand',
  action({
    form: handForm,
    again: showHand,
    async run(tx, data, c) {
      await handKeeping(tx, await forWriting(tx, c), data);
      return done('/households', words.hand.done);
    },
  }),
);

// ---- merging ---------------------------------------------------------------------------------

async function side(tx: ReadTx, household: Household): Promise<MergeView> {
  const ids = await familyIds(tx, household.id);
  tx.opened({ action: 'household.open', subject_kind: 'household', subject_id: household.id });
  return {
    household,
    members: await membersOf(tx, ids),
    addresses: await addressesOf(tx, ids),
    contacts: await contactsOf(tx, ids),
    consultations: await consultationsOfFamily(tx, ids),
    cases: await casesOfFamily(tx, ids),
  };
}

async function showMerge(tx: ReadTx, given: FormState | null, c: Ctx): Promise<Screen> {
  const household = await forWriting(tx, c);
  if (!household.may_keep) throw new Refusal(404);
  const values = given?.values ?? {};
  const asked = given
    ? [values.a_id, values.b_id].find((one) => Number(one) !== household.id)
    : c.req.query('other')?.normalize('NFKC');
  const number = /^[1-9]\d{0,15}$/.test(String(asked ?? '').trim()) ? Number(asked) : null;
  const other = number === null ? undefined : await householdById(tx, number);
  const problem = other ? mergeProblem(household, other) && mergeProblem(other, household) : null;
  const lacking = asked !== undefined && asked !== '' && !other;
  return caseScreen({
    title: words.merge.title,
    width: 'wide',
    breadcrumbs: [...crumbsOf(household), { label: words.merge.title }],
    body: (
      <MergePage
        household={household}
        sides={other && other.id !== household.id ? [await side(tx, household), await side(tx, other)] : null}
        problem={problem && words.errors.merge[problem]}
        state={{
          values: { ...values, other: String(asked ?? '') },
          errors: {
            ...given?.errors,
            ...(lacking ? { other: words.errors.noOther } : {}),
            ...(other?.id === household.id ? { other: words.errors.merge.same } : {}),
          },
        }}
      />
    ),
  });
}
routes.get(
  '/households/:id{[0-9]+}/merge',
  view((tx, c) => showMerge(tx, null, c)),
);
routes.post(
  '/households/:id{[0-9]+}/merge',
  action({
    form: mergeForm,
    again: showMerge,
    async run(tx, { a_id, b_id, kept_id, reason }) {
      await mergeHouseholds(tx, { kept_id, merged_id: kept_id === a_id ? b_id : a_id, reason });
      return done(`/households/${kept_id}`, words.merge.done);
    },
  }),
);
routes.post(
  '/households/merges/:id{[0-9]+}/undo',
  action({
    form: nothingForm,
    async run(tx, _, c) {
      const id = await undoMerge(tx, numberIn(c, 'id') ?? 0);
      return done(`/households/${id}`, words.page.undone);
    },
  }),
);

// ---- emergency -------------------------------------------------------------------------------

async function showEmergency(tx: ReadTx, state: FormState, c: Ctx): Promise<Screen> {
  need(tx);
  const id = numberIn(c, 'id');
  const keeper = found(await keeperOf(tx, id));
  return caseScreen({
    title: words.emergency.title,
    width: 'form',
    breadcrumbs: [...crumbs, { label: words.emergency.title }],
    body: (
      <EmergencyPage
        household_id={id!}
        team={keeper.team_name}
        phone={await phoneOfTeam(tx, keeper.team_id)}
        state={state}
      />
    ),
  });
}
routes.get(
  '/households/:id{[0-9]+}/emergency',
  view(async (tx, c) => {
    const own = await householdById(tx, numberIn(c, 'id'));
    return own ? c.redirect(`/households/${own.id}`, 303) : showEmergency(tx, emptyForm, c);
  }),
);
routes.post(
  '/households/:id{[0-9]+}/emergency',
  action({
    form: emergencyForm,
    again: showEmergency,
    async run(tx, { reason }, c) {
      need(tx);
      const id = found(numberIn(c, 'id'));
      const keeper = found(await keeperOf(tx, id));
      const url = `/households/${id}`;
      if (!(await householdById(tx, id)))
        await openFamilyInEmergency(tx, { household_id: id, team_id: keeper.team_id, reason, url });
      return done(url, words.emergency.opened);
    },
  }),
);
routes.post(
  '/households/emergencies/:id{[0-9]+}/end',
  action({
    form: nothingForm,
    async run(tx, _, c) {
      need(tx);
      const id = numberIn(c, 'id');
      const opened = (await familyEmergencies(tx)).find((one) => one.id === id);
      await endFamilyEmergency(tx, found(opened));
      return done('/households', words.emergency.ended);
    },
  }),
);
