import { ageText } from './rules-place.ts';
import type { Child } from '../../platform/ui/jsx-runtime.ts';
import { addDays, formatDate, formatDateTime, formatTimeRange, today } from '../../platform/ja/dates.ts';
import { formatPostal } from '../../platform/ja/postal.ts';
import { describeWeekdays, parseWeekdays } from '../../platform/ja/weekdays.ts';
import { Button, ButtonRow, ConfirmForm, LinkButton } from '../../platform/ui/buttons.tsx';
import {
  Chip,
  Disclosure,
  EmptyState,
  NotificationBanner,
  StatusBadge,
} from '../../platform/ui/feedback.tsx';
import { Form } from '../../platform/ui/forms.tsx';
import { Card, Columns, PageHeading, Prose, Section, Stack } from '../../platform/ui/layout.tsx';
import {
  DescriptionList,
  MenuList,
  NextStep,
  ResourceList,
  Timeline,
  type TimelineEntry,
} from '../../platform/ui/records.tsx';
import { Photos } from './pages-photos.tsx';
import { breachText } from './pages-programmes.tsx';
import { exceptionText, TwoWeeks } from './pages-schedule.tsx';
import type { Change } from './queries-changes.ts';
import {
  isDue,
  type Entry,
  type ExceptionRow,
  type Merge,
  type Photo,
  type ScheduleRow,
  type Setting,
  type Wish,
} from './queries-place.ts';
import type { Programme, ProgrammePlace } from './queries-programmes.ts';
import type { AreaOfFacility, Facility, Service } from './queries.ts';
import { describeHours, lineOf } from './rules-schedule.ts';
import {
  accommodations,
  amenities,
  functions,
  languages,
  page as f,
  reservations,
  type Amenity,
} from './words-place.ja.ts';
import { words as changeWords } from './words-changes.ja.ts';
import { unknownOperator, words } from './words.ja.ts';

const p = words.page;

export interface FacilityView {
  facility: Facility;
  entry: Entry;
  wishes: readonly Wish[];
  services: readonly Service[];
  schedules: readonly ScheduleRow[];
  exceptions: readonly ExceptionRow[];
  photos: readonly Photo[];
  programmes: readonly Programme[];
  programmePlaces: readonly ProgrammePlace[];
  setting: Setting;
  change: Change | undefined;
  returned: { id: number } | undefined;
  merges: readonly Merge[];
  areas: readonly AreaOfFacility[];
  people: readonly { id: number; name: string; role: string; title: string | null }[];
  today: string;
  zone: string;
  /** where this reader finds the visits and the issues of the facility; null where they may not */
  visits: string | null;
  issues: string | null;
  readsVisits: boolean;
}

/**
 * A facility's story: what it is, whether that still holds, how it feels and what it is good at, when it is open, what
 * it offers and to whom, how to reach it, who works there, what came before.
 */
export function FacilityPage(props: FacilityView) {
  const { facility } = props;
  const base = `/facilities/${facility.id}`;
  const stale = isDue(facility.confirmed_on, props.setting.confirm_every_months, props.today);
  return (
    <Stack gap="lg">
      <PageHeading
        title={facility.name}
        kicker={
          [facility.name_kana, facility.name_en].filter((one) => one !== null && one !== '').join('　') ||
          undefined
        }
        badges={
          <>
            <Chip href={`/facilities?kind=${encodeURIComponent(facility.kind)}`}>{facility.kind}</Chip>
            {props.areas.map((area) => (
              <Chip href={`/facilities?area_id=${area.area_id}`}>{area.name}</Chip>
            ))}
            {facility.ended_on !== null ? (
              <StatusBadge>{p.endedBadge}</StatusBadge>
            ) : stale ? (
              <StatusBadge kind="warning">{p.staleBadge}</StatusBadge>
            ) : (
              <StatusBadge kind="success">{p.confirmedBadge}</StatusBadge>
            )}
          </>
        }
        lead={story(facility)}
        actions={
          facility.may_edit ? (
            <>
              <LinkButton href={`${base}/edit`} icon="edit">
                {p.edit}
              </LinkButton>
              <LinkButton href={`${base}/hours`} icon="calendar">
                {f.hoursEdit}
              </LinkButton>
            </>
          ) : null
        }
      />
      <Waiting {...props} />
      <Standing {...props} stale={stale} />
      <Columns kind="main-aside">
        <Stack gap="lg">
          <Pictures {...props} />
          <Voice {...props} />
          <Opening {...props} />
          <Services {...props} />
          <Use facility={facility} />
          {facility.visit_wishes === null && !facility.may_edit ? null : (
            <Card title={p.wishes}>
              <Prose>{facility.visit_wishes ?? p.wishesEmpty}</Prose>
            </Card>
          )}
        </Stack>
        <Stack gap="lg">
          <Contact facility={facility} areas={props.areas} />
          <Staff {...props} />
          {props.visits === null && props.issues === null ? null : (
            <Card title={p.related} flush>
              <MenuList
                items={[
                  ...(props.visits === null
                    ? []
                    : [
                        {
                          label: p.visits,
                          text: p.visitsText,
                          href: props.visits,
                          icon: 'calendar' as const,
                        },
                      ]),
                  ...(props.issues === null
                    ? []
                    : [{ label: p.issues, text: p.issuesText, href: props.issues, icon: 'note' as const }]),
                  ...(props.readsVisits
                    ? props.merges.map((merge) => ({
                        label: `${f.mergedHistory}（${merge.name}）`,
                        href: `/visits/facility/${merge.from_id}`,
                        icon: 'calendar' as const,
                      }))
                    : []),
                ]}
              />
            </Card>
          )}
          <Extras extras={facility.extras} />
        </Stack>
      </Columns>
      <Section title={p.history}>
        <Timeline entries={history(props)} label={p.history} />
      </Section>
      {facility.may_manage && facility.ended_on === null ? (
        <ButtonRow>
          <LinkButton href={`/facilities/duplicates?with=${facility.id}`} kind="tertiary">
            {p.merge}
          </LinkButton>
          <ConfirmForm
            label={p.end}
            question={p.endQuestion(facility.name)}
            confirmLabel={p.end}
            action={`${base}/end`}
            kind="tertiary"
            danger
          />
        </ButtonRow>
      ) : null}
    </Stack>
  );
}

function story(facility: Facility): string {
  return facility.organisation === null || facility.organisation === unknownOperator
    ? p.storyUnknown(facility.kind)
    : p.story(facility.organisation, facility.kind, facility.established_on);
}

/** A change before its answer, or one that came back. */
function Waiting({ facility, change, returned, zone }: FacilityView) {
  const base = `/facilities/${facility.id}/changes`;
  if (change && facility.may_edit) {
    return (
      <NotificationBanner
        kind="info"
        title={f.changeWaiting(change.proposer, formatDateTime(change.proposed_at, zone))}
        actions={
          <LinkButton href={`${base}/${change.id}`} size="sm">
            {f.changeOpen}
          </LinkButton>
        }
      />
    );
  }
  if (!returned) return null;
  return (
    <NotificationBanner
      kind="warning"
      title={f.changeReturned}
      actions={
        <LinkButton href={`${base}/${returned.id}`} size="sm">
          {f.changeOpen}
        </LinkButton>
      }
    />
  );
}

/** Whether the entry can be relied on, and the one step that makes it so. */
function Standing({
  facility,
  stale,
  setting,
  merges,
  programmes,
  programmePlaces,
  today: day,
}: FacilityView & { stale: boolean }) {
  const base = `/facilities/${facility.id}`;
  if (facility.ended_on !== null) {
    return (
      <NotificationBanner
        kind="info"
        title={p.ended(facility.ended_on)}
        actions={
          facility.may_manage && facility.merged_into_id === null ? (
            <ConfirmForm
              label={p.reopen}
              question={p.reopenQuestion(facility.name)}
              confirmLabel={p.reopen}
              action={`${base}/reopen`}
            />
          ) : undefined
        }
      />
    );
  }
  const since =
    facility.confirmed_on === null
      ? p.never
      : stale
        ? f.staleAfter(setting.confirm_every_months, facility.confirmed_on)
        : null;
  const asked = facility.confirm_asked_on === null ? '' : f.askedOn(facility.confirm_asked_on);
  // Only whoever keeps the directory can do something about a rule that is not kept.
  const breaches = facility.may_manage
    ? programmePlaces.flatMap((place) => {
        const programme = programmes.find(({ code }) => code === place.programme_code);
        const text = programme ? breachText(programme, place) : null;
        return text === null || !programme ? [] : [{ programme, place, text }];
      })
    : [];
  return (
    <>
      {since === null ? (
        <>
          <p>{p.confirmed(facility.confirmed_on!)}</p>
          {facility.may_edit && facility.confirmed_on !== day ? (
            <Form action={`${base}/confirm`} label={p.confirmAgain}>
              <Button kind="tertiary" size="sm" icon="check">
                {p.confirmAgain}
              </Button>
            </Form>
          ) : null}
        </>
      ) : facility.may_edit ? (
        <NextStep
          title={p.confirmTitle}
          text={`${since}${p.confirmText}${asked}`}
          action={
            <Form action={`${base}/confirm`} label={p.confirm}>
              <Button size="lg" icon="check">
                {p.confirm}
              </Button>
            </Form>
          }
        />
      ) : (
        <NotificationBanner kind="warning" title={since} />
      )}
      {breaches.map(({ programme, place, text }) => (
        <NotificationBanner
          kind="warning"
          title={`${place.service}：${text}`}
          actions={
            <LinkButton href={`/programmes/${programme.code}`} size="sm" kind="tertiary">
              {f.programmeRule(programme.opening_rule)}
            </LinkButton>
          }
        />
      ))}
      {facility.may_manage
        ? merges.map((merge) => (
            <NotificationBanner
              kind="info"
              title={f.mergedFrom(merge.name, merge.from_id)}
              actions={
                <ConfirmForm
                  label={f.mergedUndo}
                  question={f.mergedUndoQuestion(merge.name)}
                  action={`${base}/merges/${merge.id}/undo`}
                  kind="tertiary"
                  size="sm"
                />
              }
            />
          ))
        : null}
    </>
  );
}

function Pictures({ facility, photos }: FacilityView) {
  if (facility.ended_on !== null || (photos.length === 0 && !facility.may_edit)) return null;
  return (
    <Card
      title={f.photos}
      actions={
        facility.may_edit ? (
          <LinkButton href={`/facilities/${facility.id}/photos`} size="sm">
            {f.photosManage}
          </LinkButton>
        ) : null
      }
    >
      {photos.length === 0 ? <p>{f.photosNone}</p> : <Photos photos={photos} label={f.photos} />}
    </Card>
  );
}

/** How it feels, what it is good at, what it does besides. */
function Voice({ facility, entry, wishes }: FacilityView) {
  const offered = wishes.filter((wish) => entry.offers.includes(wish.code));
  const nothing = offered.length === 0 && facility.strengths.length === 0;
  return (
    <Card title={p.strengths} icon="flag">
      {facility.atmosphere === null ? null : <Prose>{facility.atmosphere}</Prose>}
      {nothing ? (
        <EmptyState
          title={p.strengthsEmpty}
          action={
            facility.may_edit ? (
              <LinkButton href={`/facilities/${facility.id}/edit#f-offers`}>{p.strengthsAsk}</LinkButton>
            ) : undefined
          }
        />
      ) : (
        <ul>
          {[...offered.map(({ name }) => name), ...facility.strengths].map((strength) => (
            <li>{strength}</li>
          ))}
        </ul>
      )}
      {facility.functions.length === 0 ? null : (
        <DescriptionList
          items={[
            {
              term: f.functions,
              description: facility.functions
                .map((code) => functions[code as keyof typeof functions] ?? code)
                .join('、'),
            },
          ]}
        />
      )}
    </Card>
  );
}

/** '月～金曜日 9:00～16:00'; null when nothing is known. */
export function opening(row: {
  weekdays: string | null;
  opens_at: string | null;
  closes_at: string | null;
}): string | null {
  const days = row.weekdays === null ? null : parseWeekdays(row.weekdays);
  const said = [
    days?.ok ? describeWeekdays(days.value) : row.weekdays,
    row.opens_at !== null && row.closes_at !== null ? formatTimeRange(row.opens_at, row.closes_at) : null,
  ].filter((one) => one !== null);
  return said.length === 0 ? null : said.join(' ');
}

function Opening({ facility, schedules, exceptions, services, today: day }: FacilityView) {
  const own = schedules.filter((row) => row.service_id === null);
  const single = lineOf(facility);
  const rows = schedules.length > 0 ? schedules : single ? [single] : [];
  const soon = exceptions.filter((one) => one.starts_on <= addDays(day, 60));
  return (
    <Card title={f.hours} icon="clock">
      <Stack>
        {own.length > 0 ? (
          <ul>
            {own.map((row) => (
              <li>{describeHours(row)}</li>
            ))}
          </ul>
        ) : (
          <p>{opening(facility) ?? f.noHours}</p>
        )}
        {facility.hours_note === null ? null : <Prose quiet>{facility.hours_note}</Prose>}
        {soon.length === 0 ? null : (
          <>
            <h3>{f.exceptions}</h3>
            <ul>
              {soon.map((one) => (
                <li>
                  {exceptionText(one)}
                  {one.service_id === null
                    ? null
                    : `　${services.find(({ id }) => id === one.service_id)?.name ?? ''}`}
                </li>
              ))}
            </ul>
          </>
        )}
        {rows.length === 0 || facility.ended_on !== null ? null : (
          <Disclosure summary={f.nextDays}>
            <TwoWeeks
              rows={rows}
              exceptions={exceptions}
              services={services}
              today={day}
              caption={f.nextDays}
            />
          </Disclosure>
        )}
      </Stack>
    </Card>
  );
}

function Services({ facility, services, schedules, programmePlaces, today: day }: FacilityView) {
  const base = `/facilities/${facility.id}/services`;
  return (
    <Card
      title={p.services}
      actions={
        facility.may_edit ? (
          <LinkButton href={`${base}/new`} size="sm">
            {p.serviceAdd}
          </LinkButton>
        ) : null
      }
    >
      {services.length === 0 ? (
        <p>{p.servicesEmpty}</p>
      ) : (
        <ResourceList
          label={p.services}
          level={3}
          items={services.map((service) => {
            const over = service.ends_on !== null && service.ends_on < day;
            const place = programmePlaces.find((one) => one.service_id === service.id);
            const own = schedules.filter((row) => row.service_id === service.id);
            return {
              title: service.name,
              text: service.description,
              meta: (
                <>
                  {[
                    service.name === service.programme ? null : service.programme,
                    own.length > 0 ? own.map(describeHours).join('、') : opening(service),
                    standingText(service, place),
                    ageText(service.age_from_months, service.age_to_months),
                    service.capacity === null ? null : p.capacityUnit(service.capacity),
                    service.places_free === null || service.capacity_as_of === null
                      ? null
                      : f.places(service.places_free, service.capacity_as_of),
                    service.fee_amount === null ? null : f.fee(service.fee_amount),
                    service.fee_note,
                    service.reservation === null
                      ? null
                      : reservations[service.reservation as keyof typeof reservations],
                    service.opening_rule === '' ? null : p.rule(service.opening_rule),
                    service.starts_on === null ? null : p.serviceStarts(service.starts_on),
                    service.ends_on === null ? null : p.serviceEnded(service.ends_on),
                  ]
                    .filter((one) => one !== null)
                    .join('\u3000')}
                  {service.url === null ? null : (
                    <>
                      {' '}
                      <a href={service.url} rel="noopener noreferrer">
                        {service.url}
                      </a>
                    </>
                  )}
                </>
              ),
              badge: over ? <StatusBadge>{p.serviceEnded(service.ends_on!)}</StatusBadge> : undefined,
              action: facility.may_edit ? (
                <ButtonRow>
                  <LinkButton
                    href={`${base}/${service.id}/edit`}
                    size="sm"
                    label={p.serviceEditOf(service.name)}
                  >
                    {p.serviceEdit}
                  </LinkButton>
                  {service.ends_on === null ? (
                    <ConfirmForm
                      label={p.serviceEnd}
                      question={p.serviceEndQuestion(service.name)}
                      action={`${base}/${service.id}/end`}
                      kind="tertiary"
                      size="sm"
                    />
                  ) : (
                    <ConfirmForm
                      label={p.serviceReopen}
                      question={p.serviceReopenQuestion(service.name)}
                      action={`${base}/${service.id}/reopen`}
                      kind="tertiary"
                      size="sm"
                    />
                  )}
                </ButtonRow>
              ) : undefined,
            };
          })}
        />
      )}
    </Card>
  );
}

/** Standing or not, as its hours say; where nobody wrote them down, as somebody said. */
function standingText(service: Service, place: ProgrammePlace | undefined): string | null {
  if (place?.days != null && place.standing !== null) {
    const days = Math.round(place.days * 100) / 100;
    return place.standing ? f.standing(days) : days < 1 ? f.notStandingMonthly : f.notStanding(days);
  }
  return service.permanent === null ? null : service.permanent ? p.permanent : p.temporary;
}

function Use({ facility }: { facility: Facility }) {
  const said = (Object.keys(amenities) as Amenity[]).filter((name) => facility[name] !== null);
  const named = (codes: readonly string[], of: Readonly<Record<string, string>>): string | null =>
    codes.length === 0 ? null : codes.map((code) => of[code] ?? code).join('、');
  const reservation =
    facility.reservation === null ? null : reservations[facility.reservation as keyof typeof reservations];
  return (
    <Card title={p.facts}>
      <DescriptionList
        items={[
          {
            term: p.ages,
            description: facility.ages ?? ageText(facility.age_from_months, facility.age_to_months),
          },
          {
            term: p.capacity,
            description:
              facility.capacity === null
                ? null
                : facility.capacity_as_of === null
                  ? p.capacityUnit(facility.capacity)
                  : f.capacityAsOf(facility.capacity, facility.capacity_as_of),
          },
          (reservation !== null || facility.reservation_note !== null) && {
            term: f.reservation,
            description: [reservation, facility.reservation_note].filter((one) => one !== null).join('　'),
          },
          {
            term: f.amenities,
            description:
              said.length === 0 ? null : (
                <ul>
                  {[true, false]
                    .map((there) => said.filter((name) => facility[name] === there))
                    .filter((names) => names.length > 0)
                    .map((names) => (
                      <li>
                        {facility[names[0]!] ? f.amenityYes : f.amenityNo}：
                        {names.map((name) => amenities[name]).join('、')}
                      </li>
                    ))}
                </ul>
              ),
          },
          { term: f.accommodations, description: accommodationText(facility) },
          { term: f.languages, description: named(facility.languages, languages) },
          facility.note !== null && { term: p.note, description: <Prose>{facility.note}</Prose> },
        ]}
      />
    </Card>
  );
}

function accommodationText(facility: Facility): Child {
  const names = facility.accommodations.map(
    (code) => accommodations[code as keyof typeof accommodations] ?? code,
  );
  if (names.length === 0 && facility.accommodation_note === null) return null;
  return (
    <>
      {names.join('、')}
      {facility.accommodation_note === null ? null : <Prose quiet>{facility.accommodation_note}</Prose>}
    </>
  );
}

function Contact({ facility, areas }: { facility: Facility; areas: readonly AreaOfFacility[] }) {
  const where = `${facility.postal_code === null ? '' : `${formatPostal(facility.postal_code)} `}${facility.address}${facility.building === null ? '' : ` ${facility.building}`}`;
  const number = facility.phone?.replace(/[^\d+-].*$/, '') ?? '';
  return (
    <Card title={p.contact}>
      <DescriptionList
        layout="stack"
        items={[
          {
            term: p.phone,
            description:
              facility.phone === null ? null : number === '' ? (
                facility.phone
              ) : (
                <a href={`tel:${number}`}>{facility.phone}</a>
              ),
          },
          facility.fax !== null && { term: p.fax, description: facility.fax },
          facility.email !== null && {
            term: p.email,
            description: <a href={`mailto:${facility.email}`}>{facility.email}</a>,
          },
          facility.url !== null && {
            term: p.url,
            description: (
              <a href={facility.url} rel="noopener noreferrer">
                {facility.url}
              </a>
            ),
          },
          { term: p.address, description: where },
          {
            term: p.areas,
            description:
              areas.length > 0
                ? areas.map((area) => `${area.system}：${area.name}`).join('、')
                : facility.address === ''
                  ? null
                  : p.noArea,
          },
          facility.access_note !== null && {
            term: p.access,
            description: <Prose>{facility.access_note}</Prose>,
          },
          facility.parking !== null && { term: p.parking, description: <Prose>{facility.parking}</Prose> },
          { term: p.operator, description: facility.organisation },
          facility.local_id !== null && { term: p.number, description: facility.local_id },
        ]}
      />
    </Card>
  );
}

function Staff({ people, entry }: FacilityView) {
  return (
    <Card title={p.people}>
      {entry.staffing.length === 0 ? null : (
        <DescriptionList
          items={[
            {
              term: f.staffing,
              description: entry.staffing
                .map(({ profession, people: number }) => f.staffingLine(profession, number))
                .join('、'),
            },
          ]}
        />
      )}
      {people.length === 0 ? (
        <p>{p.peopleEmpty}</p>
      ) : (
        <ResourceList
          label={p.people}
          items={people.map((person) => ({
            title: person.name,
            href: `/people/${person.id}`,
            meta: p.personLine(person.role, person.title),
            icon: 'user',
          }))}
        />
      )}
    </Card>
  );
}

function Extras({ extras }: { extras: unknown }) {
  const items = Object.entries((extras ?? {}) as Record<string, unknown>)
    .filter(([name, value]) => typeof value === 'string' && !/^[a-z_]+$/.test(name))
    .map(([term, value]) => ({ term, description: value as string }));
  if (items.length === 0) return null;
  return (
    <Disclosure summary={p.extras}>
      <DescriptionList items={items} layout="stack" />
    </Disclosure>
  );
}

function history({ facility, merges, zone }: FacilityView): TimelineEntry[] {
  const at = (moment: Date, text: string, actor?: string | null): TimelineEntry & { on: string } => ({
    on: today(moment, zone),
    when: formatDateTime(moment, zone),
    datetime: moment.toISOString(),
    text,
    actor: actor ?? undefined,
  });
  const onDay = (day: string, text: string): TimelineEntry & { on: string } => ({
    on: day,
    when: formatDate(day),
    datetime: day,
    text,
  });
  const entries = [
    at(facility.created_at, p.created),
    ...(facility.updated_at.getTime() === facility.created_at.getTime()
      ? []
      : [at(facility.updated_at, p.changed, facility.changed_by)]),
    ...(facility.confirmed_on === null ? [] : [onDay(facility.confirmed_on, p.confirmedEntry)]),
    ...(facility.confirm_asked_on === null ? [] : [onDay(facility.confirm_asked_on, changeWords.asked)]),
    ...merges.map((merge) => at(merge.merged_at, f.mergedFrom(merge.name, merge.from_id))),
    ...(facility.ended_on === null ? [] : [onDay(facility.ended_on, p.endedEntry)]),
  ];
  return entries.toSorted((a, b) => (a.on < b.on ? 1 : a.on > b.on ? -1 : 0));
}
