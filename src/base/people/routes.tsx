import { Hono } from 'hono';
import { disableAccount } from '../../platform/auth/invitations.ts';
import { found, Refusal, type ReadTx } from '../../platform/db/transaction.ts';
import { importRoutes } from '../../platform/files/import-routes.tsx';
import { numberIn, type Ctx, type Env } from '../../platform/web/context.ts';
import { sendTable } from '../../platform/web/downloads.ts';
import { emptyForm, filled, type FormState } from '../../platform/web/form.ts';
import { action, done, invalid, view, type Screen } from '../../platform/web/handlers.tsx';
import type { NavEntry } from '../../platform/web/navigation.ts';
import { hrefWith, pagingOf } from '../../platform/web/paging.ts';
import { SavedViews, savedViews } from '../../platform/web/saved-views.tsx';
import { nothingForm } from '../../platform/web/fields.ts';
import {
  addTeam,
  changeOrganisation,
  changePerson,
  endAppointment,
  endOrganisation,
  registerOrganisation,
  registerPerson,
  restoreOrganisation,
} from './commands.ts';
import { appointOrPropose, confirmProposal, dropProposal, inviteOrPropose } from './commands-proposals.ts';
import { peopleTable } from './exports.ts';
import { appointmentForm, endForm, organisationForm, personForm, teamForm } from './forms.ts';
import { peopleImport, peopleImportJob } from './jobs.ts';
import { ProposalsPage } from './pages-proposals.tsx';
import { openProposals } from './queries-proposals.ts';
import { OrganisationFormPage, OrganisationPage, OrganisationsPage } from './pages-organisations.tsx';
import { AppointmentFormPage, PeoplePage, PersonFormPage, PersonPage } from './pages.tsx';
import {
  accountOf,
  appointmentsOf,
  aroundOrganisation,
  organisationById,
  organisations,
  people,
  peopleAt,
  personById,
  roles,
  teamOptions,
  type PeopleFilter,
} from './queries.ts';
import { organisationOffer, workplaceOffer } from './queries-offers.ts';
import { lookName } from '../../platform/ui/form-keys.ts';
import { words } from './words.ja.ts';

export const routes = new Hono<Env>();
routes.route('/', importRoutes(peopleImport, peopleImportJob));
export const navigation: NavEntry[] = [
  { place: 'connect', label: words.navigation.people, href: '/people', duties: ['network'] },
  { place: 'connect', label: words.navigation.organisations, href: '/organisations', duties: ['network'] },
];

function peopleFilter(c: Ctx): PeopleFilter {
  const state = c.req.query('state') ?? '';
  const organisation = Number(c.req.query('organisation') ?? '');
  return {
    words: (c.req.query('q') ?? '').slice(0, 100),
    role: (c.req.query('role') ?? '').slice(0, 60),
    organisation: Number.isInteger(organisation) && organisation > 0 ? organisation : null,
    state: state === 'current' || state === 'ending' || state === 'none' ? state : '',
  };
}

function mustManage(tx: ReadTx): void {
  if (!tx.has('people.manage')) throw new Refusal(403);
}

routes.get(
  '/people',
  view(async (tx, c) => {
    const filter = peopleFilter(c);
    const paging = pagingOf(c, 50);
    const { lines, total } = await people(tx, filter, paging);
    return {
      title: words.people.title,
      body: (
        <PeoplePage
          filter={filter}
          lines={lines}
          total={total}
          paging={paging}
          href={(page) => hrefWith(c, { page })}
          exportHref={`/people/export${new URL(c.req.url).search}`}
          roles={await roles(tx)}
          organisations={await organisationOffer(tx, c.req.query(), 'organisation')}
          looking={c.req.query(lookName) !== undefined}
          mayManage={tx.has('people.manage')}
          views={<SavedViews c={c} views={await savedViews(tx, c.req.path)} />}
        />
      ),
    };
  }),
);
routes.get(
  '/people/export',
  view(async (tx, c) => {
    mustManage(tx);
    const { lines } = await people(tx, peopleFilter(c), { page: 1, size: 20_000, offset: 0 });
    return sendTable(c, tx, { title: words.people.sheet, subject_kind: 'person', ...peopleTable(lines) });
  }),
);

const newPerson = async (tx: ReadTx, state: FormState): Promise<Screen> => {
  mustManage(tx);
  return {
    title: words.person.newTitle,
    width: 'form',
    body: <PersonFormPage state={state} action="/people/new" isNew />,
  };
};
routes.get(
  '/people/new',
  view((tx) => newPerson(tx, emptyForm)),
);
routes.post(
  '/people/new',
  action({
    form: personForm,
    again: newPerson,
    run: async (tx, data) => {
      mustManage(tx);
      return done(`/people/${await registerPerson(tx, data)}`, words.person.created);
    },
  }),
);

routes.get(
  '/people/:id{[0-9]+}',
  view(async (tx, c) => {
    const person = found(await personById(tx, numberIn(c, 'id')));
    const contact = tx.has('people.contact') || person.id === tx.actor.person_id;
    if (contact)
      tx.opened({
        action: 'person.open',
        subject_kind: 'person',
        subject_id: person.id,
        about_person_id: person.id,
      });
    const manages = tx.has('people.manage');
    return {
      title: `${person.family_name} ${person.given_name}`,
      breadcrumbs: [
        { label: words.people.title, href: '/people' },
        { label: `${person.family_name} ${person.given_name}` },
      ],
      body: (
        <PersonPage
          person={person}
          held={await appointmentsOf(tx, [person.id])}
          account={manages ? await accountOf(tx, person.id) : null}
          contact={contact}
          mayManage={manages}
          today={tx.today}
          zone={tx.actor.municipality.time_zone}
        />
      ),
    };
  }),
);

const editPerson = async (tx: ReadTx, state: FormState, c: Ctx): Promise<Screen> => {
  mustManage(tx);
  const id = numberIn(c, 'id');
  return {
    title: words.person.editTitle,
    width: 'form',
    breadcrumbs: [{ label: words.people.title, href: '/people' }, { label: words.person.editTitle }],
    body: <PersonFormPage state={state} action={`/people/${id}/edit`} isNew={false} />,
  };
};
routes.get(
  '/people/:id{[0-9]+}/edit',
  view(async (tx, c) => {
    const person = found(await personById(tx, numberIn(c, 'id')));
    return editPerson(tx, filled({ ...person, _version: person.version }), c);
  }),
);
routes.post(
  '/people/:id{[0-9]+}/edit',
  action({
    form: personForm,
    again: editPerson,
    theirs: async (tx, c) => (await personById(tx, numberIn(c, 'id'))) ?? {},
    run: async (tx, data, c) => {
      mustManage(tx);
      const id = numberIn(c, 'id')!;
      await changePerson(tx, id, data);
      return done(`/people/${id}`, words.person.saved);
    },
  }),
);

const newAppointment = async (tx: ReadTx, state: FormState, c: Ctx): Promise<Screen> => {
  const person = found(await personById(tx, numberIn(c, 'id')));
  if (!person.may_appoint)
    throw new Refusal(403, person.id === tx.actor.person_id ? words.appointment.self : '');
  return {
    title: words.appointment.title,
    width: 'form',
    body: (
      <AppointmentFormPage
        state={state}
        person={person}
        roles={await roles(tx)}
        organisations={await organisationOffer(tx, state.values, 'organisation_id')}
        facilities={await workplaceOffer(tx, state.values, 'facility_id')}
        teams={await teamOptions(tx)}
      />
    ),
  };
};
routes.get(
  '/people/:id{[0-9]+}/appointments/new',
  view((tx, c) => newAppointment(tx, emptyForm, c)),
);
routes.post(
  '/people/:id{[0-9]+}/appointments/new',
  action({
    form: appointmentForm,
    again: newAppointment,
    run: async (tx, data, c) => {
      const id = numberIn(c, 'id')!;
      const answer = await appointOrPropose(tx, id, data);
      return done(`/people/${id}`, answer === 'done' ? words.appointment.saved : words.proposal.proposed);
    },
  }),
);
routes.post(
  '/appointments/:id{[0-9]+}/end',
  action({
    form: endForm,
    run: async (tx, data, c) =>
      done(`/people/${await endAppointment(tx, numberIn(c, 'id')!, data.ends_on)}`, words.person.ended),
  }),
);
routes.post(
  '/appointments/:id{[0-9]+}/reopen',
  action({
    form: nothingForm,
    run: async (tx, _, c) =>
      done(`/people/${await endAppointment(tx, numberIn(c, 'id')!, null)}`, words.person.reopened),
  }),
);
routes.post(
  '/people/:id{[0-9]+}/invite',
  action({
    form: nothingForm,
    run: async (tx, _, c) => {
      mustManage(tx);
      const person = found(await personById(tx, numberIn(c, 'id')));
      if (person.email === null) invalid({ email: words.person.needEmail });
      const answer = await inviteOrPropose(tx, { id: person.id, email: person.email });
      return done(
        `/people/${person.id}`,
        answer === 'done' ? words.person.inviteSent : words.proposal.proposed,
      );
    },
  }),
);
routes.post(
  '/people/:id{[0-9]+}/disable',
  action({
    form: nothingForm,
    run: async (tx, _, c) => {
      mustManage(tx);
      const person = found(await personById(tx, numberIn(c, 'id')));
      await disableAccount(tx, person.id);
      return done(`/people/${person.id}`, words.person.disabled);
    },
  }),
);

routes.get(
  '/confirmations',
  view(async (tx) => {
    mustManage(tx);
    return {
      title: words.proposal.title,
      breadcrumbs: [{ label: words.people.title, href: '/people' }, { label: words.proposal.title }],
      body: <ProposalsPage proposals={await openProposals(tx)} zone={tx.actor.municipality.time_zone} />,
    };
  }),
);
for (const [verb, command, said] of [
  ['confirm', confirmProposal, words.proposal.confirmed],
  ['drop', dropProposal, words.proposal.dropped],
] as const) {
  routes.post(
    `/confirmations/:id{[0-9]+}/${verb}`,
    action({
      form: nothingForm,
      run: async (tx, _, c) => {
        mustManage(tx);
        return done(`/people/${await command(tx, numberIn(c, 'id'))}`, said);
      },
    }),
  );
}

routes.get(
  '/organisations',
  view(async (tx, c) => {
    const filter = {
      words: (c.req.query('q') ?? '').slice(0, 100),
      kind: (c.req.query('kind') ?? '').slice(0, 40),
      ended: c.req.query('ended') === 'on',
    };
    const paging = pagingOf(c, 50);
    const { lines, total } = await organisations(tx, filter, paging);
    return {
      title: words.organisations.title,
      body: (
        <OrganisationsPage
          filter={filter}
          lines={lines}
          total={total}
          paging={paging}
          href={(page) => hrefWith(c, { page })}
          mayManage={tx.has('people.manage')}
          views={<SavedViews c={c} views={await savedViews(tx, c.req.path)} />}
        />
      ),
    };
  }),
);

const newOrganisation = async (tx: ReadTx, state: FormState): Promise<Screen> => {
  mustManage(tx);
  return {
    title: words.organisation.newTitle,
    width: 'form',
    body: (
      <OrganisationFormPage
        state={state}
        action="/organisations/new"
        isNew
        parents={await organisationOffer(tx, state.values, 'parent_id')}
      />
    ),
  };
};
routes.get(
  '/organisations/new',
  view((tx) => newOrganisation(tx, emptyForm)),
);
routes.post(
  '/organisations/new',
  action({
    form: organisationForm,
    again: newOrganisation,
    run: async (tx, data) => {
      mustManage(tx);
      return done(`/organisations/${await registerOrganisation(tx, data)}`, words.organisation.saved);
    },
  }),
);
routes.get(
  '/organisations/:id{[0-9]+}',
  view(async (tx, c) => {
    const organisation = found(await organisationById(tx, numberIn(c, 'id')));
    return {
      title: organisation.name,
      breadcrumbs: [
        { label: words.organisations.title, href: '/organisations' },
        { label: organisation.name },
      ],
      body: (
        <OrganisationPage
          organisation={organisation}
          parent={
            organisation.parent_id === null
              ? null
              : ((await organisationById(tx, organisation.parent_id)) ?? null)
          }
          around={await aroundOrganisation(tx, organisation.id)}
          people={await peopleAt(tx, { organisation_id: organisation.id })}
          mayManage={tx.has('people.manage')}
        />
      ),
    };
  }),
);
const editOrganisation = async (tx: ReadTx, state: FormState, c: Ctx): Promise<Screen> => {
  mustManage(tx);
  const id = numberIn(c, 'id');
  return {
    title: words.organisation.editTitle,
    width: 'form',
    body: (
      <OrganisationFormPage
        state={state}
        action={`/organisations/${id}/edit`}
        isNew={false}
        parents={await organisationOffer(tx, state.values, 'parent_id', { except: [id] })}
      />
    ),
  };
};
routes.get(
  '/organisations/:id{[0-9]+}/edit',
  view(async (tx, c) => {
    const organisation = found(await organisationById(tx, numberIn(c, 'id')));
    return editOrganisation(tx, filled({ ...organisation, _version: organisation.version }), c);
  }),
);
routes.post(
  '/organisations/:id{[0-9]+}/edit',
  action({
    form: organisationForm,
    again: editOrganisation,
    theirs: async (tx, c) => (await organisationById(tx, numberIn(c, 'id'))) ?? {},
    run: async (tx, data, c) => {
      mustManage(tx);
      const id = numberIn(c, 'id')!;
      await changeOrganisation(tx, id, data);
      return done(`/organisations/${id}`, words.organisation.saved);
    },
  }),
);
for (const [verb, command, said] of [
  ['end', endOrganisation, words.organisation.ended],
  ['restore', restoreOrganisation, words.organisation.restored],
] as const) {
  routes.post(
    `/organisations/:id{[0-9]+}/${verb}`,
    action({
      form: nothingForm,
      run: async (tx, _, c) => {
        mustManage(tx);
        const id = numberIn(c, 'id')!;
        await command(tx, id);
        return done(`/organisations/${id}`, said);
      },
    }),
  );
}
routes.post(
  '/organisations/:id{[0-9]+}/teams',
  action({
    form: teamForm,
    run: async (tx, data, c) => {
      mustManage(tx);
      const id = numberIn(c, 'id')!;
      await addTeam(tx, id, data);
      return done(`/organisations/${id}`, words.organisation.teamSaved);
    },
  }),
);
