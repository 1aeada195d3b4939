import type { Offer } from '../../platform/search/offers.ts';
import type { Child } from '../../platform/ui/jsx-runtime.ts';
import { formatAge, formatStage } from '../../platform/ja/age.ts';
import {
  eraNumber,
  formatDate,
  formatDateShort,
  formatDateTime,
  yearNumber,
} from '../../platform/ja/dates.ts';
import { Button, ButtonRow, ConfirmForm, LinkButton } from '../../platform/ui/buttons.tsx';
import { Chip, Disclosure, NotificationBanner, StatusBadge } from '../../platform/ui/feedback.tsx';
import { DateField, Select, TextField } from '../../platform/ui/fields.tsx';
import { FindOne } from '../../platform/ui/finding.tsx';
import { fields, Form } from '../../platform/ui/forms.tsx';
import { Card, Columns, PageHeading, Prose, Stack } from '../../platform/ui/layout.tsx';
import { DescriptionList, MenuList, ResourceList } from '../../platform/ui/records.tsx';
import { DataTable } from '../../platform/ui/tables.tsx';
import { emptyForm, type FormState } from '../../platform/web/form.ts';
import type {
  Address,
  Contact,
  FamilyCase,
  FamilyConsultation,
  FamilyEmergency,
  Household,
  KnownRecord,
  LogLine,
  Member,
  Merge,
  Place,
} from './queries.ts';
import { contactKinds, foldedKana } from './rules.ts';
import { words } from './words.ja.ts';

const w = words.page;
const languageWords: Record<string, string> = words.languages;
const relationWords: Record<string, string> = words.relations;

export interface PageStates {
  address?: FormState;
  contact?: FormState;
  place?: FormState;
}

export interface HouseholdView {
  household: Household;
  members: Member[];
  addresses: Address[];
  contacts: Contact[];
  places: Place[];
  consultations: FamilyConsultation[];
  cases: FamilyCase[];
  merges: Merge[];
  log: LogLine[];
  /** opened in an emergency: all there is of the family by number and team, what may be read here among it */
  elsewhere: KnownRecord[];
  emergencies: FamilyEmergency[];
  /** where a child's place may be; null where nothing is written */
  facilities: Offer | null;
  me: number;
  states: PageStates;
  today: string;
  fiscal_year: number;
  zone: string;
}

/** A member's name as it is said; who is not born yet has a due date in place of one. */
export const memberName = (member: Pick<Member, 'family_name' | 'given_name' | 'due_on'>): string => {
  const name = `${member.family_name} ${member.given_name}`.trim();
  return name !== '' ? name : words.unbornName;
};

/** In an emergency: records of the family that are another team's, that they are there and whom to ask. */
function Elsewhere({ records }: { records: KnownRecord[] }): Child {
  if (records.length === 0) return null;
  return (
    <>
      <p>{w.elsewhere}</p>
      <ul>
        {records.map((one) => (
          <li>
            {[
              (one.kind === 'case' ? eraNumber : yearNumber)(one.fiscal_year, one.number),
              one.team_name,
              words.states[one.is_open ? 'open' : 'closed'],
            ].join('　')}
          </li>
        ))}
      </ul>
      {records.some((one) => one.kind === 'case') ? (
        <p>
          <a href="/cases/emergency">{w.openCase}</a>
        </p>
      ) : null}
    </>
  );
}

export function HouseholdPage(view: HouseholdView): Child {
  const { household, emergencies, me } = view;
  const opened = emergencies.find((one) => one.person_id === me);
  const hidden = household.protected && !household.may_keep;
  const merged = view.merges.filter((one) => one.undone_at === null && one.kept_id === household.id);
  const into = view.merges.find((one) => one.undone_at === null && one.merged_id === household.id);
  const writes = household.works && household.merged_into_id === null;
  const readable = { consultation: view.consultations, case: view.cases };
  const closedOf = (kind: KnownRecord['kind']) =>
    view.elsewhere.filter((one) => one.kind === kind && !readable[kind].some(({ id }) => id === one.id));
  const closed = { consultation: closedOf('consultation'), case: closedOf('case') };
  return (
    <Stack>
      <PageHeading
        title={words.number(household.id)}
        kicker={household.team}
        badges={
          household.protected ? <StatusBadge kind="warning">{w.protectedBadge}</StatusBadge> : undefined
        }
        lead={household.invented ? w.invented : undefined}
        actions={
          writes ? (
            <LinkButton href={`/consultations/new?household=${household.id}`} kind="primary">
              {w.newConsultation}
            </LinkButton>
          ) : undefined
        }
      />
      {emergencies.map((one) => (
        <NotificationBanner
          kind="warning"
          title={
            one.person_id === me
              ? w.whyOpened(formatDateTime(one.ends_at, view.zone))
              : words.emergency.byOther(one.person)
          }
          actions={
            <Form action={`/households/emergencies/${one.id}/end`}>
              <Button kind="secondary" size="sm">
                {words.emergency.end}
              </Button>
            </Form>
          }
        >
          {one.person_id === me ? null : <p>{one.reason}</p>}
        </NotificationBanner>
      ))}
      {!household.may_keep && opened === undefined ? (
        <NotificationBanner kind="info" title={w.why}>
          <p>{w.whyTeam(household.team)}</p>
        </NotificationBanner>
      ) : null}
      {into ? (
        <NotificationBanner
          kind="info"
          title={w.mergedInto}
          actions={<LinkButton href={`/households/${into.kept_id}`}>{w.mergedIntoLink}</LinkButton>}
        />
      ) : null}
      <Columns kind="main-aside">
        <Stack>
          <Members view={view} writes={writes} />
          <Addresses view={view} hidden={hidden} writes={writes} />
          <Places view={view} hidden={hidden} writes={writes} />
          <Card title={w.consultations}>
            {view.consultations.length === 0 && closed.consultation.length === 0 ? <p>{w.none}</p> : null}
            <ResourceList
              items={view.consultations.map((one) => ({
                title: `${yearNumber(one.fiscal_year, one.number)}　${one.kind}`,
                href: `/consultations/${one.id}`,
                meta: `${formatDateTime(one.received_at, view.zone)}　${one.team}`,
                badge: (
                  <StatusBadge kind={one.closed_at === null ? 'info' : 'neutral'}>
                    {words.states[one.closed_at === null ? 'open' : 'closed']}
                  </StatusBadge>
                ),
              }))}
            />
            <Elsewhere records={closed.consultation} />
          </Card>
          <Card title={w.cases}>
            {view.cases.length === 0 && closed.case.length === 0 ? <p>{w.none}</p> : null}
            <ResourceList
              items={view.cases.map((one) => ({
                title: `${eraNumber(one.fiscal_year, one.number)}　${one.headline}`,
                href: `/cases/${one.id}`,
                meta: `${formatDate(one.opened_on)}　${one.team}`,
                badge: (
                  <StatusBadge kind={one.closed_on === null ? 'info' : 'neutral'}>
                    {words.states[one.closed_on === null ? 'open' : 'closed']}
                  </StatusBadge>
                ),
              }))}
            />
            <Elsewhere records={closed.case} />
          </Card>
          {household.works ? (
            <Card
              id="looked"
              title={w.opened}
              lead={w.openedLead}
              actions={
                <LinkButton href={`/households/${household.id}/log`} kind="tertiary" size="sm">
                  {w.logAll}
                </LinkButton>
              }
            >
              <LogTable lines={view.log} zone={view.zone} />
            </Card>
          ) : null}
        </Stack>
        <Stack>
          <Card title={w.household}>
            <DescriptionList
              layout="stack"
              items={[
                { term: words.list.team, description: household.team },
                {
                  term: words.languagesLabel,
                  description: household.languages.map((code) => languageWords[code] ?? code).join('、'),
                },
                { term: words.care, description: household.care && <Prose>{household.care}</Prose> },
                household.protected &&
                  household.may_keep && {
                    term: words.protection.title,
                    description: (
                      <>
                        {words.protection.since(formatDate(household.protected_since!))}
                        <Prose>{household.protection_note}</Prose>
                      </>
                    ),
                  },
              ]}
            />
          </Card>
          {household.may_keep ? (
            <Card title={w.more}>
              {household.merged_into_id === null ? (
                <MenuList
                  items={[
                    { label: w.edit, href: `/households/${household.id}/edit`, icon: 'edit' },
                    { label: w.protect, href: `/households/${household.id}/protection`, icon: 'lock' },
                    { label: w.merge, href: `/households/${household.id}/merge`, icon: 'people' },
                    { label: w.hand, href: `/households/${household.id}/hand`, icon: 'link' },
                    { label: w.ledger, href: `/disclosures/household/${household.id}`, icon: 'note' },
                  ]}
                />
              ) : null}
              {merged.length > 0 ? <p>{w.merged(merged.length)}</p> : null}
              {[...merged, ...(into ? [into] : [])].map((one) => (
                <Stack gap="xs">
                  <p>{`${words.number(one.merged_id)}　${formatDateTime(one.merged_at, view.zone)}　${one.who}　${one.reason}`}</p>
                  <ConfirmForm
                    label={w.undo}
                    question={w.undoQuestion}
                    action={`/households/merges/${one.id}/undo`}
                    size="sm"
                  />
                </Stack>
              ))}
            </Card>
          ) : null}
        </Stack>
      </Columns>
    </Stack>
  );
}

function Members({ view, writes }: { view: HouseholdView; writes: boolean }): Child {
  const { household, members, today, fiscal_year } = view;
  const names = new Set(
    members.filter((one) => one.left_on === null && one.family_name !== '').map((one) => one.family_name),
  );
  // What a merged entry brought stands with the others; a child that stood in both is said to be one.
  const ofMerged = (one: Member): string[] => {
    if (one.household_id === household.id) return [];
    const same = members.find(
      (other) =>
        other.household_id === household.id &&
        other.born_on !== null &&
        other.born_on === one.born_on &&
        foldedKana(other.family_kana, other.given_kana) === foldedKana(one.family_kana, one.given_kana),
    );
    return [
      same
        ? w.sameMember(memberName(same), words.number(one.household_id))
        : w.fromMerged(words.number(one.household_id)),
    ];
  };
  return (
    <Card
      title={w.members}
      lead={names.size > 1 ? w.apartMany : undefined}
      actions={
        writes ? (
          <LinkButton href={`/households/${household.id}/members/new`} size="sm">
            {words.member.add}
          </LinkButton>
        ) : undefined
      }
    >
      {members.length === 0 ? <p>{w.membersEmpty}</p> : null}
      <ResourceList
        items={members.map((one) => ({
          title: memberName(one),
          ...(writes && one.household_id === household.id
            ? { href: `/households/${household.id}/members/${one.id}` }
            : {}),
          text: [`${one.family_kana} ${one.given_kana}`.trim(), one.known_as]
            .filter((part) => part !== '')
            .join('　'),
          meta: [
            relationWords[one.relation] ?? one.relation,
            one.born_on === null
              ? null
              : `${formatDateShort(one.born_on)}　${formatAge(one.born_on, today)}${one.relation === 'child' ? `（${formatStage(one.born_on, fiscal_year)}）` : ''}`,
            one.due_on === null ? null : `${words.member.due_on} ${formatDate(one.due_on)}`,
            one.left_on === null
              ? null
              : w.leftOn(formatDate(one.left_on), words.leaving[one.left_reason as 'other'] ?? ''),
            one.care === '' ? null : one.care,
            ...ofMerged(one),
          ]
            .filter((part) => part !== null)
            .join('　'),
          badge: one.lives_apart ? <Chip>{words.member.apart}</Chip> : undefined,
        }))}
      />
    </Card>
  );
}

function Addresses({
  view,
  hidden,
  writes,
}: {
  view: HouseholdView;
  hidden: boolean;
  writes: boolean;
}): Child {
  const { household, addresses, contacts, members, states } = view;
  if (hidden)
    return (
      <Card title={w.address}>
        <NotificationBanner kind="warning" title={w.addressHidden(household.team)} />
      </Card>
    );
  const address = states.address ?? emptyForm;
  const field = fields(address.values, address.errors);
  const contact = states.contact ?? emptyForm;
  const contactField = fields(contact.values, contact.errors);
  const whose = (id: number | null) => {
    const member = members.find((one) => one.id === id);
    return member ? memberName(member) : w.household;
  };
  return (
    <Card title={w.address}>
      <Stack gap="sm">
        {addresses.length === 0 ? <p>{w.addressNone}</p> : null}
        <ResourceList
          items={addresses.map((one) => ({
            title: `${one.postal_code === null ? '' : `〒${one.postal_code}　`}${one.address}`,
            meta:
              one.ends_on === null
                ? `${w.now}　${w.from(formatDate(one.starts_on))}`
                : w.until(formatDate(one.starts_on), formatDate(one.ends_on)),
          }))}
        />
        <ResourceList
          items={contacts.map((one) => ({
            title: one.value,
            meta: [words.contactKinds[one.kind as 'phone'], whose(one.member_id), one.note]
              .filter((part) => part !== '')
              .join('　'),
            action:
              writes && one.household_id === household.id ? (
                <ConfirmForm
                  label={w.removeContact}
                  question={w.removeContactQuestion}
                  action={`/households/${household.id}/contacts/remove`}
                  fields={{ id: String(one.id) }}
                  size="sm"
                  danger
                />
              ) : undefined,
          }))}
        />
        {writes ? (
          <>
            <Disclosure summary={w.setAddress} open={states.address !== undefined} id="address">
              <Form
                action={`/households/${household.id}/address`}
                errors={states.address ? address.errors : undefined}
              >
                <TextField
                  {...field('postal_code')}
                  label={w.postal_code}
                  width="s"
                  inputmode="numeric"
                  postal={{ address: 'address' }}
                />
                <TextField {...field('address')} label={w.newAddress} required />
                <DateField
                  {...field.date('starts_on')}
                  label={w.startsOn}
                  required
                  {...(states.address ? {} : { value: view.today })}
                />
                <ButtonRow>
                  <Button>{words.save}</Button>
                </ButtonRow>
              </Form>
            </Disclosure>
            <Disclosure summary={w.addContact} open={states.contact !== undefined} id="contact">
              <Form
                action={`/households/${household.id}/contacts`}
                scope="contact"
                errors={states.contact ? contact.errors : undefined}
              >
                <Select
                  {...contactField('kind')}
                  label={w.contactKind}
                  required
                  empty={false}
                  options={contactKinds.map((value) => ({ value, label: words.contactKinds[value] }))}
                />
                <TextField {...contactField('value')} label={w.contactValue} required />
                <Select
                  {...contactField('member_id')}
                  label={w.contactWhose}
                  empty={w.household}
                  options={members
                    .filter((one) => one.household_id === household.id)
                    .map((one) => ({ value: String(one.id), label: memberName(one) }))}
                />
                <TextField {...contactField('note')} label={w.contactNote} />
                <ButtonRow>
                  <Button>{words.save}</Button>
                </ButtonRow>
              </Form>
            </Disclosure>
          </>
        ) : null}
      </Stack>
    </Card>
  );
}

function Places({ view, hidden, writes }: { view: HouseholdView; hidden: boolean; writes: boolean }): Child {
  const { household, places, members, states } = view;
  if (hidden) return null;
  const state = states.place ?? { values: { fiscal_year: String(view.fiscal_year) }, errors: {} };
  const field = fields(state.values, state.errors);
  const name = (id: number) => {
    const member = members.find((one) => one.id === id);
    return member ? memberName(member) : '';
  };
  return (
    <Card title={w.places}>
      <DataTable<Place>
        caption={w.places}
        captionHidden
        stack
        rows={places}
        empty={<p>{w.placesNone}</p>}
        columns={[
          { key: 'fiscal_year', label: w.placeYear, rowHeader: true, cell: (one) => w.year(one.fiscal_year) },
          { key: 'member_id', label: w.placeWho, cell: (one) => name(one.member_id) },
          { key: 'name', label: w.placeFacility },
          { key: 'class_name', label: w.placeClass },
        ]}
      />
      {writes && view.facilities ? (
        <Disclosure summary={w.setPlace} open={states.place !== undefined} id="place">
          <Form
            action={`/households/${household.id}/places`}
            scope="place"
            errors={states.place ? state.errors : undefined}
          >
            <Select
              {...field('member_id')}
              label={w.placeWho}
              required
              empty={false}
              options={members
                .filter((one) => one.household_id === household.id && one.left_on === null)
                .map((one) => ({ value: String(one.id), label: memberName(one) }))}
            />
            <TextField
              {...field('fiscal_year')}
              label={w.placeYear}
              help={w.placeYearHelp}
              required
              width="s"
              inputmode="numeric"
            />
            <FindOne
              {...field('facility_id')}
              label={w.placeFacility}
              empty={w.placeOther}
              offer={view.facilities}
            />
            <TextField {...field('place_name')} label={w.placeName} />
            <TextField {...field('class_name')} label={w.placeClass} width="m" />
            <ButtonRow>
              <Button>{words.save}</Button>
            </ButtonRow>
          </Form>
        </Disclosure>
      ) : null}
    </Card>
  );
}

/** Who has looked and what was done, the newest first. */
export function LogTable(props: { lines: readonly LogLine[]; zone: string }): Child {
  const t = w.openedTable;
  return (
    <DataTable<LogLine>
      caption={w.opened}
      captionHidden
      stack
      dense
      rows={props.lines}
      columns={[
        { key: 'at', label: t.when, rowHeader: true, cell: (line) => formatDateTime(line.at, props.zone) },
        {
          key: 'person',
          label: t.who,
          cell: (line) => [line.person ?? w.system, line.place].filter(Boolean).join('　'),
        },
        {
          key: 'action',
          label: t.what,
          cell: (line) =>
            `${words.log[line.action] ?? words.logOther}（${words.kinds[line.subject_kind] ?? line.subject_kind} ${line.subject_id}）`,
        },
        { key: 'purpose', label: t.why, cell: (line) => line.purpose ?? '' },
      ]}
    />
  );
}

export function LogPage(props: { household: Household; lines: LogLine[]; zone: string }): Child {
  return (
    <Stack>
      <PageHeading title={w.opened} kicker={words.number(props.household.id)} lead={w.openedLead} />
      <LogTable lines={props.lines} zone={props.zone} />
    </Stack>
  );
}
