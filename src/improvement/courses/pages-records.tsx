import type { Offer } from '../../platform/search/offers.ts';
import { addMonths, today as dayIn } from '../../platform/ja/dates.ts';
import { Button, ConfirmForm, LinkButton, UtilityLink } from '../../platform/ui/buttons.tsx';
import { EmptyState, StatusBadge } from '../../platform/ui/feedback.tsx';
import { Checkbox, Select, TextField } from '../../platform/ui/fields.tsx';
import { FindOne } from '../../platform/ui/finding.tsx';
import { FilterBar, Form } from '../../platform/ui/forms.tsx';
import { Card, PageHeading, PageNavigation, Prose, Section, Stack } from '../../platform/ui/layout.tsx';
import { ResourceList } from '../../platform/ui/records.tsx';
import { DataTable } from '../../platform/ui/tables.tsx';
import { placeOf } from './pages.tsx';
import type { Application, Course, Facts } from './queries.ts';
import type { Certificate, OwnReflection, RecordFilter, sharedReflections } from './queries-records.ts';
import { tellOfEndMonths, type Completion } from './rules.ts';
import { applicationBadge, hours, words } from './words.ja.ts';

export interface CompletionRow {
  application: Application;
  completion: Completion;
}

/** Who has completed and what the others lack; certificates are given here. */
export function CompletionPage(props: {
  course: Course;
  rows: readonly CompletionRow[];
  certificates: Facts['certificates'];
}) {
  const { course, rows, certificates } = props;
  const w = words.completion;
  const valid = (id: number) =>
    certificates.find((one) => one.application_id === id && one.withdrawn_at === null);
  const ready = rows.filter((row) => row.completion.complete && !valid(row.application.id));
  return (
    <Stack gap="lg">
      <PageHeading kicker={course.title} title={w.title} lead={w.lead} />
      {ready.length === 0 ? null : (
        <ConfirmForm
          label={w.issueAll(ready.length)}
          question={w.issueAllQuestion}
          action={`/courses/${course.id}/certificates`}
          confirmLabel={w.issueAll(ready.length)}
          kind="primary"
        />
      )}
      {rows.length === 0 ? null : (
        <p>
          <UtilityLink href={`/courses/${course.id}/completion/export`} icon="download" download>
            {w.export}
          </UtilityLink>
        </p>
      )}
      <DataTable<CompletionRow>
        caption={w.caption}
        captionHidden
        stack
        rows={rows}
        empty={<EmptyState title={w.empty.title} text={w.empty.text} icon="people" />}
        columns={[
          { key: 'name', label: w.columns.name, rowHeader: true, cell: (row) => row.application.name },
          { key: 'place', label: w.columns.place, cell: (row) => placeOf(row.application) },
          {
            key: 'minutes',
            label: w.columns.minutes,
            nowrap: true,
            cell: (row) => hours(row.completion.minutes),
          },
          {
            key: 'state',
            label: w.columns.state,
            cell: (row) =>
              row.completion.complete ? (
                <StatusBadge kind="success">{w.complete}</StatusBadge>
              ) : (
                <ul aria-label={w.incomplete}>
                  {row.completion.missing.map((one) => (
                    <li>{words.missing(one)}</li>
                  ))}
                </ul>
              ),
          },
          {
            key: 'certificate',
            label: w.columns.certificate,
            cell: (row) => {
              const own = valid(row.application.id);
              const gone = certificates.filter(
                (one) => one.application_id === row.application.id && one.withdrawn_at !== null,
              );
              return (
                <Stack gap="xs">
                  {own ? (
                    <p>
                      {w.number(own.number, own.issued_on)}{' '}
                      <a
                        href={`/courses/certificates/${own.id}.pdf`}
                        download
                        aria-label={w.pdfLabel(own.number)}
                      >
                        {w.pdf}
                      </a>
                    </p>
                  ) : null}
                  {gone.map((one) => (
                    <p>{w.withdrawnNumber(one.number, one.withdrawn_reason ?? '')}</p>
                  ))}
                </Stack>
              );
            },
          },
          {
            key: 'do',
            label: w.columns.do,
            cell: (row) => {
              const own = valid(row.application.id);
              if (!own)
                return row.completion.complete ? (
                  <Form
                    action={`/courses/${course.id}/applications/${row.application.id}/certificate`}
                    label={w.issueLabel(row.application.name)}
                  >
                    <Button size="sm" kind="secondary">
                      {w.issue}
                    </Button>
                  </Form>
                ) : (
                  <a href={`/courses/${course.id}/applications/${row.application.id}/details`}>
                    {words.next.details}
                  </a>
                );
              return (
                <Stack gap="xs">
                  <ConfirmForm
                    label={w.reprint}
                    question={w.reprintQuestion}
                    action={`/courses/certificates/${own.id}/reprint`}
                    confirmLabel={w.reprint}
                    size="sm"
                    kind="tertiary"
                  >
                    <TextField
                      name="name"
                      label={w.reprintName}
                      value={row.application.name}
                      required
                      id={`f-name-${own.id}`}
                    />
                    <TextField name="reason" label={w.reprintReason} required id={`f-again-${own.id}`} />
                  </ConfirmForm>
                  <ConfirmForm
                    label={w.withdraw}
                    question={w.withdrawQuestion}
                    action={`/courses/certificates/${own.id}/withdraw`}
                    confirmLabel={w.withdraw}
                    size="sm"
                    kind="tertiary"
                    danger
                  >
                    <TextField name="reason" label={w.reason} required id={`f-why-${own.id}`} />
                  </ConfirmForm>
                </Stack>
              );
            },
          },
        ]}
      />
    </Stack>
  );
}

/** One's own record: applied, written, completed. */
export function MinePage(props: {
  applications: readonly (Application & { title: string })[];
  certificates: readonly Certificate[];
  reflections: readonly OwnReflection[];
  zone: string;
}) {
  const w = words.mine;
  return (
    <Stack gap="lg">
      <PageHeading title={w.title} lead={w.lead} />
      {props.applications.length === 0 ? (
        <EmptyState
          title={w.empty.title}
          text={w.empty.text}
          icon="people"
          action={<LinkButton href="/courses">{w.empty.action}</LinkButton>}
        />
      ) : (
        <>
          <Section title={w.certificates} id="certificates">
            {props.certificates.length === 0 ? (
              <p>{w.noCertificates}</p>
            ) : (
              <>
                <ResourceList
                  level={3}
                  items={props.certificates.map((one) => ({
                    title: one.course,
                    ...(one.withdrawn_at === null ? { href: `/courses/certificates/${one.id}.pdf` } : {}),
                    meta: `${one.category}${words.space}${hours(one.minutes)}${words.space}${one.number}`,
                    text:
                      one.withdrawn_at === null
                        ? w.until(one.valid_until)
                        : words.completion.withdrawnNumber(one.number, one.withdrawn_reason ?? ''),
                  }))}
                />
                <p>
                  <UtilityLink href="/my-courses.pdf" icon="download" download>
                    {w.export}
                  </UtilityLink>
                </p>
              </>
            )}
          </Section>
          <Section title={w.applications} id="applied">
            <ResourceList
              level={3}
              items={props.applications.map((one) => ({
                title: one.title,
                href: `/courses/${one.course_id}`,
                badge: (
                  <StatusBadge kind={applicationBadge[one.state]}>
                    {words.applicationStates[one.state]}
                  </StatusBadge>
                ),
              }))}
            />
          </Section>
        </>
      )}
      <Section title={w.reflections} id="reflections">
        {props.reflections.length === 0 ? <p>{w.noReflections}</p> : null}
        {props.reflections.map((one) => (
          <Card
            title={`${one.course}${words.space}${one.title}`}
            level={3}
            actions={
              <StatusBadge kind="neutral">
                {one.shared_at === null ? words.reflection.ownOnly : words.reflection.shownToHead}
              </StatusBadge>
            }
          >
            <Prose>{one.takes}</Prose>
            {one.tries === '' ? null : (
              <p>
                <strong>{words.reflection.tries}</strong>
                {words.space}
                {one.tries}
              </p>
            )}
            <p>{words.reflection.wrote(dayIn(one.written_at, props.zone))}</p>
            {one.later === null ? (
              one.later_asked_on === null ? null : (
                <LinkButton
                  href={`/courses/${one.course_id}/sessions/${one.session_id}/later`}
                  size="sm"
                  label={w.laterLabel(one.course, one.title)}
                >
                  {w.later}
                </LinkButton>
              )
            ) : (
              <p>
                <strong>{words.reflection.laters[one.later as keyof typeof words.reflection.laters]}</strong>
                {words.space}
                {one.later_note}
              </p>
            )}
            <p>
              <a
                href={`/courses/${one.course_id}/sessions/${one.session_id}/reflection`}
                aria-label={words.page.reflectedLabel(`${one.course} ${one.title}`)}
              >
                {words.page.reflected}
              </a>
            </p>
          </Card>
        ))}
      </Section>
    </Stack>
  );
}

/** Who has which training and what is about to end: a facility's, or all for who manages. */
export function RecordsPage(props: {
  lines: readonly Certificate[];
  total: number;
  paging: { page: number; size: number };
  filter: RecordFilter;
  active: readonly { label: string; removeHref: string }[];
  facilities: Offer;
  /** the conditions stay open: a facility is being looked for */
  looking: boolean;
  sent: readonly (Application & { title: string })[];
  shared: Awaited<ReturnType<typeof sharedReflections>>;
  today: string;
  href: (page: number) => string;
  exportHref: string;
}) {
  const w = words.recordList;
  const { filter } = props;
  const soon = addMonths(props.today, tellOfEndMonths);
  return (
    <Stack gap="lg">
      <PageHeading title={w.title} lead={w.lead} />
      <FilterBar
        action="/courses/records"
        active={props.active}
        clearHref="/courses/records"
        open={props.looking}
        actions={
          <UtilityLink href={props.exportHref} icon="download" download>
            {w.export}
          </UtilityLink>
        }
      >
        {props.facilities.all !== null && props.facilities.all.length < 2 ? null : (
          <FindOne
            name="facility"
            label={w.facility}
            value={filter.facility_id === null ? '' : `${filter.facility_id}`}
            empty={w.all}
            offer={props.facilities}
          />
        )}
        <Select
          name="scheme"
          label={w.scheme}
          value={filter.scheme ?? ''}
          options={[
            { value: '', label: w.all },
            ...Object.entries(words.schemes).map(([value, label]) => ({ value, label })),
          ]}
        />
        <Checkbox name="ending" label={w.ending} value="1" checked={filter.ending} />
      </FilterBar>
      <DataTable<Certificate>
        caption={w.caption}
        captionHidden
        stack
        rows={props.lines}
        empty={<EmptyState title={w.empty.title} text={w.empty.text} icon="note" />}
        columns={[
          { key: 'name', label: w.columns.name, rowHeader: true },
          {
            key: 'facility',
            label: w.columns.facility,
            cell: (one) => placeOf(one),
          },
          {
            key: 'course',
            label: w.columns.course,
            cell: (one) => <a href={`/courses/${one.course_id}`}>{one.course}</a>,
          },
          { key: 'category', label: w.columns.category },
          { key: 'number', label: w.columns.number, nowrap: true },
          {
            key: 'valid_until',
            label: w.columns.valid_until,
            cell: (one) => (
              <>
                {words.mine.until(one.valid_until)}{' '}
                {one.valid_until === null || one.valid_until > soon ? null : (
                  <StatusBadge kind={one.valid_until < props.today ? 'error' : 'warning'}>
                    {one.valid_until < props.today ? w.ended : w.soon}
                  </StatusBadge>
                )}
              </>
            ),
          },
        ]}
      />
      <PageNavigation
        total={props.total}
        page={props.paging.page}
        size={props.paging.size}
        href={props.href}
      />
      {props.sent.length === 0 ? null : (
        <Section title={w.sent} id="sent">
          <ResourceList
            level={3}
            items={props.sent.map((one) => ({
              title: one.name,
              meta: one.title,
              href: `/courses/${one.course_id}`,
              badge: (
                <StatusBadge kind={applicationBadge[one.state]}>
                  {words.applicationStates[one.state]}
                </StatusBadge>
              ),
            }))}
          />
        </Section>
      )}
      {props.shared.length === 0 ? null : (
        <Section title={w.shared} lead={w.sharedLead} id="shared">
          {props.shared.map((one) => (
            <Card title={`${one.name}${words.space}${one.course}`} level={3}>
              <Prose>{one.takes}</Prose>
              {one.tries === '' ? null : (
                <p>
                  <strong>{words.reflection.tries}</strong>
                  {words.space}
                  {one.tries}
                </p>
              )}
            </Card>
          ))}
        </Section>
      )}
    </Stack>
  );
}
