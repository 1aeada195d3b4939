import { ButtonRow, ConfirmForm, LinkButton, Button } from '../../platform/ui/buttons.tsx';
import { EmptyState, NotificationBanner, StatusBadge } from '../../platform/ui/feedback.tsx';
import { TextField } from '../../platform/ui/fields.tsx';
import { Form } from '../../platform/ui/forms.tsx';
import { PageHeading, Prose, Section, Stack } from '../../platform/ui/layout.tsx';
import { DescriptionList, MenuList, NextStep } from '../../platform/ui/records.tsx';
import { DataTable } from '../../platform/ui/tables.tsx';
import { formatDateTime } from '../../platform/ja/dates.ts';
import { CourseState } from './pages-list.tsx';
import type { Application, Counts, Course, Session } from './queries.ts';
import type { Group } from './queries-records.ts';
import { courseStateOf, mayWithdraw, type Unit } from './rules.ts';
import { applicationBadge, hours, words } from './words.ja.ts';

export interface CourseProps {
  course: Course;
  sessions: readonly Session[];
  units: readonly Unit[];
  counts: Counts;
  links: ReadonlyMap<number, { join_url: string | null; join_note: string }>;
  own: Application | undefined;
  /** sittings the reader has looked back on */
  reflected: ReadonlySet<number>;
  /** of the reader's own facilities, for a head */
  sent: readonly Application[];
  groups: readonly Group[];
  facilities: readonly { id: number; name: string }[];
  mayManage: boolean;
  mayAnswer: boolean;
  today: string;
  zone: string;
}

export const placeOf = (one: Pick<Application, 'facility' | 'outside_town' | 'outside_facility'>): string =>
  one.facility ??
  (one.outside_town === null ? '' : words.applications.outside(one.outside_town, one.outside_facility ?? ''));

/** One course from its announcement to its certificates, as its reader is concerned. */
export function CoursePage(props: CourseProps) {
  const { course, mayManage } = props;
  const w = words.page;
  return (
    <Stack gap="lg">
      <PageHeading
        kicker={course.category}
        title={course.title}
        badges={<CourseState course={course} today={props.today} />}
        actions={
          mayManage && course.cancelled_at === null ? (
            <ButtonRow>
              <LinkButton href={`/courses/${course.id}/edit`} icon="edit">
                {w.edit}
              </LinkButton>
              <LinkButton href={`/courses/${course.id}/sessions/new`} icon="plus">
                {w.addSession}
              </LinkButton>
            </ButtonRow>
          ) : null
        }
      />
      {course.cancelled_at === null ? null : (
        <NotificationBanner kind="warning" title={words.states.cancelled}>
          {w.cancelledBecause(course.cancel_reason ?? '')}
        </NotificationBanner>
      )}
      <Next {...props} />
      {mayManage && course.published_at !== null ? (
        <Section title={w.manage} id="manage">
          <MenuList
            label={w.manage}
            items={[
              {
                label: w.links.applications,
                href: `/courses/${course.id}/applications`,
                count: words.people(props.counts.applied),
              },
              { label: w.links.groups, href: `/courses/${course.id}/groups` },
              { label: w.links.completion, href: `/courses/${course.id}/completion` },
            ]}
          />
        </Section>
      ) : null}
      <Sent {...props} />
      {props.groups.length === 0 || mayManage ? null : (
        <Section title={w.group} id="group">
          {props.groups.map((group) => (
            <p>
              <a href={`/courses/${course.id}/groups/${group.id}`}>{words.groups.name(group.number)}</a>
              {words.space}
              {group.members
                .map((one) => words.groups.member(one.name, one.place, one.years))
                .join(words.comma)}
            </p>
          ))}
        </Section>
      )}
      <Sessions {...props} />
      <DescriptionList
        items={[
          { term: w.purpose, description: course.purpose === '' ? null : <Prose>{course.purpose}</Prose> },
          { term: w.audience, description: course.audience },
          { term: w.organisation, description: course.organisation },
          { term: w.window, description: w.windowText(course.opens_on, course.closes_on) },
          {
            term: w.capacity,
            description: w.capacityText(
              course.capacity,
              course.per_facility,
              words.selections[course.selection as keyof typeof words.selections],
            ),
          },
          {
            term: w.completion,
            description: w.completionText(course.required_minutes, course.asks_reflection),
          },
          { term: w.valid, description: w.validText(course.valid_months) },
          { term: w.fee, description: w.feeText(course.fee_amount) },
          course.what_to_bring === '' ? null : { term: w.bring, description: course.what_to_bring },
          {
            term: w.contact,
            description: [course.contact_name, course.contact_phone].filter(Boolean).join(words.space),
          },
        ]}
      />
      <Curriculum {...props} />
      {mayManage ? <Ending course={course} /> : null}
    </Stack>
  );
}

function Ending({ course }: { course: Course }) {
  const w = words.page;
  const version = `${course.version}`;
  return course.cancelled_at === null ? (
    <ConfirmForm
      label={w.cancel}
      question={w.cancelQuestion}
      action={`/courses/${course.id}/cancel`}
      confirmLabel={w.cancel}
      danger
      kind="tertiary"
      fields={{ _version: version }}
    >
      <TextField name="reason" label={w.reason} required maxLength={300} id="f-cancel-reason" />
    </ConfirmForm>
  ) : (
    <Form action={`/courses/${course.id}/restore`}>
      <input type="hidden" name="_version" value={version} />
      <Button kind="secondary">{w.restore}</Button>
    </Form>
  );
}

function Next(props: CourseProps) {
  const { course, own, mayManage, mayAnswer, facilities, today, sessions } = props;
  const w = words.next;
  const state = courseStateOf(course, { first: course.first_on, last: course.last_on }, today);
  if (state === 'cancelled') return null;
  if (mayManage) {
    if (state !== 'draft') return null;
    return sessions.length === 0 ? (
      <NextStep
        title={w.plan}
        text={w.planText}
        action={
          <LinkButton href={`/courses/${course.id}/sessions/new`} kind="primary">
            {words.page.addSession}
          </LinkButton>
        }
      />
    ) : (
      <NextStep
        title={w.publish}
        text={w.publishText}
        action={
          <ConfirmForm
            label={words.page.publish}
            question={words.page.publishQuestion}
            action={`/courses/${course.id}/publish`}
            confirmLabel={words.page.publish}
            kind="primary"
            fields={{ _version: `${course.version}` }}
          />
        }
      />
    );
  }
  const asked = props.sent.filter((one) => one.state === 'asked').length;
  const parts = [
    mayAnswer && asked > 0 ? (
      <NextStep
        title={w.sayYes(asked)}
        action={
          <LinkButton href="#applications" kind="primary">
            {w.sayYesAction}
          </LinkButton>
        }
      />
    ) : null,
    own ? <Own {...props} own={own} open={state === 'open'} /> : null,
    state === 'coming' ? <NextStep title={w.coming(course.opens_on)} /> : null,
    state === 'open' && (own === undefined || (mayAnswer && facilities.length > 0)) ? (
      <NextStep
        title={w.apply}
        text={w.applyText(course.closes_on)}
        action={
          <ButtonRow>
            {own === undefined ? (
              <LinkButton
                href={`/courses/${course.id}/apply`}
                kind={mayAnswer && facilities.length > 0 ? 'secondary' : 'primary'}
              >
                {w.applyOwn}
              </LinkButton>
            ) : null}
            {mayAnswer && facilities.length > 0 ? (
              <LinkButton href={`/courses/${course.id}/send`} kind="primary">
                {w.applySeveral}
              </LinkButton>
            ) : null}
          </ButtonRow>
        }
      />
    ) : null,
  ];
  return <>{parts}</>;
}

function Own({ course, own, open, zone, today }: CourseProps & { own: Application; open: boolean }) {
  const w = words.next;
  const at = `/courses/${course.id}/applications/${own.id}`;
  const again = ['withdrawn', 'declined', 'lapsed'].includes(own.state) && open;
  return (
    <NextStep
      title={w.own[own.state]}
      text={
        own.state === 'declined' && own.last_reason
          ? w.reason(own.last_reason)
          : own.state === 'offered' && own.offer_expires_at
            ? w.until(formatDateTime(own.offer_expires_at, zone))
            : undefined
      }
      action={
        own.state === 'offered' ? (
          <Form action={`${at}/accept`}>
            <Button>{w.accept}</Button>
          </Form>
        ) : again ? (
          <LinkButton href={`/courses/${course.id}/apply`} kind="primary">
            {w.again}
          </LinkButton>
        ) : undefined
      }
    >
      <ButtonRow>
        <LinkButton href={`${at}/details`} size="sm">
          {w.details}
        </LinkButton>
      </ButtonRow>
      {/* Once it has begun, places are given back by telephone. */}
      {mayWithdraw(own.state) && (course.first_on === null || today < course.first_on) ? (
        <ConfirmForm
          label={w.withdraw}
          question={w.withdrawQuestion}
          action={`${at}/withdraw`}
          confirmLabel={w.withdraw}
          danger
          kind="tertiary"
          size="sm"
        />
      ) : null}
    </NextStep>
  );
}

/** What the own facility's people asked for and got, for their head. */
function Sent({ course, sent, mayManage, mayAnswer }: CourseProps) {
  const w = words.applications;
  if (mayManage || !mayAnswer || sent.length === 0) return null;
  return (
    <Section title={words.page.sent} lead={words.page.sentLead} id="applications">
      <DataTable<Application>
        caption={words.page.sent}
        captionHidden
        stack
        rows={sent}
        columns={[
          { key: 'name', label: w.columns.name, rowHeader: true },
          { key: 'place', label: w.columns.place, cell: placeOf },
          {
            key: 'state',
            label: w.columns.state,
            cell: (one) => (
              <StatusBadge kind={applicationBadge[one.state]}>
                {words.applicationStates[one.state]}
              </StatusBadge>
            ),
          },
          {
            key: 'do',
            label: w.columns.do,
            cell: (one) => <HeadAnswer course_id={course.id} one={one} />,
          },
        ]}
      />
    </Section>
  );
}

function HeadAnswer({ course_id, one }: { course_id: number; one: Application }) {
  const w = words.applications;
  const at = `/courses/${course_id}/applications/${one.id}`;
  if (one.state === 'asked')
    return (
      <Stack gap="xs">
        <Form action={`${at}/yes`} label={w.headYesLabel(one.name)}>
          <Button size="sm">{w.headYes}</Button>
        </Form>
        <ConfirmForm
          label={w.headNo}
          question={w.headNoQuestion(one.name)}
          action={`${at}/no`}
          confirmLabel={w.headNo}
          size="sm"
          kind="tertiary"
        >
          <TextField name="reason" label={w.reason} required={false} maxLength={300} id={`f-no-${one.id}`} />
        </ConfirmForm>
      </Stack>
    );
  if (one.state === 'offered')
    return (
      <Form action={`${at}/accept`} label={one.name}>
        <Button size="sm">{words.next.accept}</Button>
      </Form>
    );
  if (!mayWithdraw(one.state)) return null;
  return (
    <ConfirmForm
      label={w.withdraw}
      question={w.withdrawQuestion(one.name)}
      action={`${at}/withdraw`}
      confirmLabel={w.withdraw}
      size="sm"
      kind="tertiary"
      danger
    />
  );
}

function Sessions(props: CourseProps) {
  const { course, sessions, mayManage, own, today, links, reflected, units } = props;
  const w = words.page;
  const takesPart = own?.state === 'taken';
  return (
    <Section title={w.sessions} id="sessions">
      <DataTable<Session>
        caption={w.sessionsCaption}
        captionHidden
        stack
        rows={sessions}
        empty={
          <EmptyState title={w.noSessions.title} text={mayManage ? w.noSessions.text : ''} icon="calendar" />
        }
        columns={[
          { key: 'title', label: w.columns.title, rowHeader: true },
          {
            key: 'when',
            label: w.columns.when,
            cell: (one) =>
              one.cancelled_at === null
                ? words.whenLong(one)
                : `${words.when(one)} ${w.sessionCancelled(one.cancel_reason)}`,
          },
          { key: 'place', label: w.columns.place, cell: (one) => words.placeOf(one) },
          { key: 'speakers', label: w.columns.speakers },
          {
            key: 'units',
            label: w.columns.units,
            cell: (one) =>
              units
                .filter((unit) => unit.session_id === one.id)
                .map((unit) => unit.title)
                .join(words.comma),
          },
          ...(mayManage || takesPart
            ? [
                {
                  key: 'do',
                  label: w.columns.do,
                  cell: (one: Session) => (
                    <Stack gap="xs">
                      {takesPart &&
                      one.cancelled_at === null &&
                      one.held_on >= today &&
                      links.get(one.id)?.join_url ? (
                        <a href={links.get(one.id)!.join_url!} aria-label={w.joinLabel(one.title)}>
                          {w.join}
                        </a>
                      ) : null}
                      {takesPart && one.cancelled_at === null && one.held_on <= today ? (
                        <a
                          href={`/courses/${course.id}/sessions/${one.id}/reflection`}
                          aria-label={
                            reflected.has(one.id) ? w.reflectedLabel(one.title) : w.reflectLabel(one.title)
                          }
                        >
                          {reflected.has(one.id) ? w.reflected : w.reflect}
                        </a>
                      ) : null}
                      {mayManage ? <SessionLinks course={course} one={one} today={today} /> : null}
                    </Stack>
                  ),
                },
              ]
            : []),
        ]}
      />
    </Section>
  );
}

function SessionLinks({ course, one, today }: { course: Course; one: Session; today: string }) {
  const w = words.page;
  const at = `/courses/${course.id}/sessions/${one.id}`;
  if (one.cancelled_at !== null)
    return (
      <Form action={`${at}/restore`} label={one.title}>
        <input type="hidden" name="_version" value={`${one.version}`} />
        <Button kind="tertiary" size="sm">
          {words.session.restore}
        </Button>
      </Form>
    );
  return (
    <>
      <a href={`${at}/edit`} aria-label={w.editSessionLabel(one.title)}>
        {w.edit_session}
      </a>
      {course.published_at === null ? null : (
        <a href={`${at}/poster.pdf`} download aria-label={w.posterLabel(one.title)}>
          {w.poster}
        </a>
      )}
      {course.published_at !== null && one.held_on <= today ? (
        <a href={`${at}/attendance`} aria-label={w.attendanceLabel(one.title)}>
          {w.attendance}
        </a>
      ) : null}
      {one.is_entry || course.cancelled_at !== null ? null : (
        <ConfirmForm
          label={words.session.cancel}
          question={words.session.cancelQuestion}
          action={`${at}/cancel`}
          confirmLabel={words.session.cancel}
          danger
          kind="tertiary"
          size="sm"
          fields={{ _version: `${one.version}` }}
        >
          <TextField
            name="reason"
            label={words.session.reason}
            required
            maxLength={300}
            id={`f-reason-${one.id}`}
          />
        </ConfirmForm>
      )}
    </>
  );
}

function Curriculum({ units, sessions }: CourseProps) {
  const w = words.page;
  if (units.length === 0) return null;
  return (
    <Section
      title={w.curriculum}
      id="curriculum"
      lead={w.totalUnits(units.reduce((sum, unit) => sum + unit.minutes, 0))}
    >
      <DataTable<Unit>
        caption={w.curriculumCaption}
        captionHidden
        stack
        rows={units}
        columns={[
          { key: 'title', label: w.unitColumns.title, rowHeader: true },
          { key: 'minutes', label: w.unitColumns.minutes, nowrap: true, cell: (unit) => hours(unit.minutes) },
          {
            key: 'required',
            label: w.unitColumns.required,
            nowrap: true,
            cell: (unit) => (unit.required ? w.required : w.optional),
          },
          {
            key: 'session',
            label: w.unitColumns.session,
            cell: (unit) => sessions.find(({ id }) => id === unit.session_id)?.title ?? w.unplaced,
          },
        ]}
      />
    </Section>
  );
}
