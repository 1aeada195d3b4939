import type { Child } from '../../platform/ui/jsx-runtime.ts';
import { addDays, formatDate } from '../../platform/ja/dates.ts';
import { Button, ButtonRow, ConfirmForm, LinkButton } from '../../platform/ui/buttons.tsx';
import { Disclosure, NotificationBanner } from '../../platform/ui/feedback.tsx';
import {
  Checkbox,
  CheckboxGroup,
  DateField,
  RadioGroup,
  Select,
  TextField,
  TimeField,
} from '../../platform/ui/fields.tsx';
import { Fieldset, fields, Form, HiddenField } from '../../platform/ui/forms.tsx';
import { Card, Columns, PageHeading, Section, Stack } from '../../platform/ui/layout.tsx';
import { ResourceList } from '../../platform/ui/records.tsx';
import { DataTable } from '../../platform/ui/tables.tsx';
import type { FormState } from '../../platform/web/form.ts';
import { ConflictNotice, type Conflict } from '../../platform/web/handlers.tsx';
import { rowsIn } from './forms-schedule.ts';
import type { ExceptionRow } from './queries-place.ts';
import { dayCodes, spansOn, type Hours } from './rules-schedule.ts';
import { dayNames, holidayChoices, weekChoices, words as w } from './words-schedule.ja.ts';
import { words } from './words.ja.ts';

type State = FormState & { conflict?: Conflict };

export interface SchedulePageProps {
  facility: { id: number; name: string; version: number };
  services: readonly { id: number; name: string }[];
  state: State;
  /** rows shown beyond those filled in */
  extra: number;
  preview: { rows: readonly Hours[]; unsaved: boolean };
  exceptions: readonly ExceptionRow[];
  exceptionState: FormState;
  today: string;
}

/** When a place is open: a row for each line of hours, a look at the next two weeks, and the days that are otherwise. */
export function SchedulePage(props: SchedulePageProps) {
  const { facility, state } = props;
  const base = `/facilities/${facility.id}`;
  const rows = Math.max(1, rowsIn(state.values) + props.extra);
  return (
    <Stack gap="lg">
      <PageHeading title={w.title} kicker={facility.name} lead={w.lead} />
      <Form
        action={`${base}/hours`}
        enter={{ formaction: `${base}/hours/preview`, label: w.preview }}
        errors={state.errors}
        id="hours"
      >
        {state.conflict ? null : (
          <HiddenField name="_version" value={String(state.values['_version'] ?? facility.version)} />
        )}
        <ConflictNotice state={state} />
        {Array.from({ length: rows }, (_, at) => (
          <Row at={at} {...props} />
        ))}
        <ButtonRow>
          <Button kind="secondary" formaction={`${base}/hours/rows`} icon="plus">
            {w.addRow}
          </Button>
          <Button kind="secondary" formaction={`${base}/hours/preview`} icon="calendar">
            {w.preview}
          </Button>
        </ButtonRow>
        <ButtonRow>
          <Button size="lg">{w.save}</Button>
          <LinkButton href={base} kind="tertiary">
            {words.form.cancel}
          </LinkButton>
        </ButtonRow>
      </Form>
      <Preview {...props} />
      <Exceptions {...props} />
    </Stack>
  );
}

function Row(props: SchedulePageProps & { at: number }) {
  const { at, state } = props;
  const field = fields(state.values, state.errors);
  const name = (of: string) => `r${at}_${of}`;
  const more = ['valid_from', 'valid_to', 'note'].some(
    (of) => (state.values[name(of)] ?? '') !== '' || state.errors[name(of)] !== undefined,
  );
  const holidays = field(name('holidays'));
  return (
    <Fieldset legend={w.row(at + 1)} id={name('row')}>
      {props.services.length === 0 ? null : (
        <Select
          {...field(name('service_id'))}
          label={w.service}
          empty={w.wholePlace}
          options={props.services.map((one) => ({ value: `${one.id}`, label: one.name }))}
        />
      )}
      <CheckboxGroup
        {...field.many(name('days'))}
        label={w.days}
        inline
        options={dayCodes.map((day) => ({ value: day, label: dayNames[day] }))}
      />
      <Columns kind="thirds">
        <Select
          {...field(name('weeks'))}
          label={w.weeks}
          empty={false}
          options={Object.entries(weekChoices)
            .map(([value, label]) => ({ value, label }))
            .toSorted((a, b) => Number(b.value === 'every') - Number(a.value === 'every'))}
          value={field(name('weeks')).value || 'every'}
        />
        <TimeField {...field(name('opens_at'))} label={w.opens_at} />
        <TimeField {...field(name('closes_at'))} label={w.closes_at} />
      </Columns>
      <Disclosure summary={w.more} open={more || (holidays.value !== '' && holidays.value !== 'closed')}>
        <Stack>
          <RadioGroup
            {...holidays}
            label={w.holidays}
            value={holidays.value || 'closed'}
            options={Object.entries(holidayChoices).map(([value, label]) => ({ value, label }))}
          />
          <DateField {...field.date(name('valid_from'))} label={w.valid_from} required={false} />
          <DateField {...field.date(name('valid_to'))} label={w.valid_to} required={false} />
          <TextField {...field(name('note'))} label={w.note} help={w.noteHelp} required={false} />
        </Stack>
      </Disclosure>
      <Checkbox
        name={name('remove')}
        label={w.remove}
        checked={(state.values[name('remove')] ?? '') !== ''}
      />
    </Fieldset>
  );
}

/** Day by day for two weeks: the hours, or that it is closed and why. */
export function TwoWeeks(props: {
  rows: readonly Hours[];
  exceptions: readonly ExceptionRow[];
  services: readonly { id: number; name: string }[];
  today: string;
  caption: string;
}) {
  const days = Array.from({ length: 14 }, (_, at) => ({ day: addDays(props.today, at) }));
  // Closed as a whole closes every service; hours of its own a service keeps otherwise.
  const owners = [...new Set(props.rows.map((row) => row.service_id))];
  const nameOf = (id: number | null): string =>
    id === null ? w.wholePlace : (props.services.find((one) => one.id === id)?.name ?? '');
  const cell = (day: string, owner: number | null): Child => {
    const { spans, reason } = spansOn(
      props.rows.filter((row) => row.service_id === owner),
      props.exceptions.filter((one) => one.service_id === null || one.service_id === owner),
      day,
    );
    if (spans.length === 0) return reason === '' ? w.closed : `${w.closed}（${reason}）`;
    return (
      <>
        {spans.map((span, at) => (
          <>
            {at === 0 ? null : '、'}
            <span class="cal-hours">{w.hoursText(span.opens_at, span.closes_at)}</span>
          </>
        ))}
        {reason === '' ? null : `（${reason}）`}
      </>
    );
  };
  return (
    <DataTable
      caption={props.caption}
      captionHidden
      rows={days}
      columns={[
        { key: 'day', label: w.day, rowHeader: true, nowrap: true, cell: ({ day }) => formatDate(day) },
        ...(owners.length === 0 ? [null] : owners).map((owner, at) => ({
          key: `o${at}`,
          label: owner === null && owners.length <= 1 ? w.hours : nameOf(owner),
          cell: ({ day }: { day: string }) => cell(day, owner),
        })),
      ]}
    />
  );
}

function Preview({ preview, exceptions, services, today }: SchedulePageProps) {
  return (
    <Section title={w.previewTitle} lead={preview.unsaved ? w.previewLead : w.previewStored} id="preview">
      <TwoWeeks
        rows={preview.rows}
        exceptions={exceptions}
        services={services}
        today={today}
        caption={w.previewCaption}
      />
    </Section>
  );
}

/** A day that is otherwise, in words. */
export function exceptionText(one: ExceptionRow): string {
  return w.exceptionText(
    one.starts_on,
    one.ends_on,
    one.opens_at === null || one.closes_at === null ? null : w.hoursText(one.opens_at, one.closes_at),
    one.reason,
  );
}

function Exceptions(props: SchedulePageProps) {
  const { exceptionState: state, exceptions, services } = props;
  const field = fields(state.values, state.errors);
  const base = `/facilities/${props.facility.id}/closures`;
  return (
    <Section title={w.exceptions} lead={w.exceptionsLead} id="closures">
      <Card>
        {exceptions.length === 0 ? (
          <NotificationBanner kind="info" title={w.exceptionsEmpty} level={3} />
        ) : (
          <ResourceList
            label={w.exceptions}
            items={exceptions.map((one) => ({
              title: exceptionText(one),
              meta: services.find((service) => service.id === one.service_id)?.name,
              action: (
                <ConfirmForm
                  label={w.removeException}
                  question={w.removeQuestion(exceptionText(one))}
                  action={`${base}/${one.id}/remove`}
                  kind="tertiary"
                  size="sm"
                />
              ),
            }))}
          />
        )}
      </Card>
      <Form action={base} errors={state.errors}>
        <DateField {...field.date('starts_on')} label={w.starts_on} required />
        <DateField {...field.date('ends_on')} label={w.ends_on} help={w.endsHelp} required={false} />
        <RadioGroup
          {...field('exception_kind')}
          label={w.kind}
          value={field('exception_kind').value || 'closed'}
          inline
          options={Object.entries(w.kinds).map(([value, label]) => ({ value, label }))}
        />
        <Columns>
          <TimeField {...field('opens_at')} label={w.opens_at} required={false} />
          <TimeField {...field('closes_at')} label={w.closes_at} required={false} />
        </Columns>
        <TextField {...field('reason')} label={w.reason} help={w.reasonHelp} required />
        {services.length === 0 ? null : (
          <Select
            {...field('service_id')}
            label={w.service}
            empty={w.wholePlace}
            options={services.map((one) => ({ value: `${one.id}`, label: one.name }))}
          />
        )}
        <ButtonRow>
          <Button>{w.add}</Button>
        </ButtonRow>
      </Form>
    </Section>
  );
}
