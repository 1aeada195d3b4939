import type { Child } from '../../platform/ui/jsx-runtime.ts';
import {
  addDays,
  formatDate,
  formatMonthDay,
  formatMonth,
  formatTimeRange,
} from '../../platform/ja/dates.ts';
import { closureName } from '../../platform/ja/holidays.ts';
import { Button, ButtonRow, ConfirmForm } from '../../platform/ui/buttons.tsx';
import { NotificationBanner } from '../../platform/ui/feedback.tsx';
import { DateField, NumberField, Select, TimeField } from '../../platform/ui/fields.tsx';
import { fields, Form, HiddenField } from '../../platform/ui/forms.tsx';
import { Card, PageHeading, Stack } from '../../platform/ui/layout.tsx';
import { DataTable } from '../../platform/ui/tables.tsx';
import type { FormState } from '../../platform/web/form.ts';
import type { Shift } from './queries.ts';
import { firstGap, hoursOn, type DeskHours } from './rules.ts';
import { words } from './words.ja.ts';

const w = words.duty;

export interface DutyForms {
  hours: FormState;
  shift: FormState;
  tally: FormState;
}

export function DutyPage(props: {
  hours: readonly DeskHours[];
  shifts: readonly Shift[];
  people: readonly { id: number; name: string }[];
  teams: readonly { id: number; name: string }[];
  calls: readonly { month: string; answered: number; missed: number; after_hours: number }[];
  forms: DutyForms;
  may_keep: boolean;
  today: string;
  days: number;
}): Child {
  const { forms, today } = props;
  const hours = fields(forms.hours.values, forms.hours.errors);
  const shift = fields(forms.shift.values, forms.shift.errors);
  const tally = fields(forms.tally.values, forms.tally.errors);
  const closed = (day: string) => closureName(day) !== null;
  const days = Array.from({ length: props.days }, (_, n) => addDays(today, n));
  const gapOn = (day: string) =>
    firstGap(
      hoursOn(props.hours, day, closed),
      props.shifts.filter((one) => one.on_date === day),
    );
  const gaps = days.filter((day) => gapOn(day) !== null);
  return (
    <Stack>
      <PageHeading title={w.title} lead={w.lead} />
      {gaps.length > 0 ? (
        <NotificationBanner kind="warning" title={w.uncovered}>
          <p>{gaps.map(formatMonthDay).join('、')}</p>
        </NotificationBanner>
      ) : null}
      <Card title={w.shifts}>
        <DataTable<{ day: string }>
          caption={w.shifts}
          captionHidden
          stack
          rows={days.flatMap((day) =>
            hoursOn(props.hours, day, closed).length > 0 || props.shifts.some((one) => one.on_date === day)
              ? [{ day }]
              : [],
          )}
          empty={<p>{w.noHours}</p>}
          columns={[
            {
              key: 'day',
              label: w.day,
              rowHeader: true,
              nowrap: true,
              cell: ({ day }) => formatDate(day),
            },
            {
              key: 'hours',
              label: w.hours,
              cell: ({ day }) =>
                hoursOn(props.hours, day, closed)
                  .map((one) => formatTimeRange(one.opens, one.closes))
                  .join('、'),
            },
            {
              key: 'people',
              label: w.person,
              cell: ({ day }) => {
                const there = props.shifts.filter((one) => one.on_date === day);
                const gap = gapOn(day);
                return (
                  <>
                    {there.length === 0 ? w.noShift : null}
                    {there.length === 0 ? null : (
                      <ul class="plain-list">
                        {there.map((one) => (
                          <li>
                            {one.name}　{formatTimeRange(one.opens, one.closes)}
                            {one.may_keep ? (
                              <Form action={`/messages/duty/shifts/${one.id}/remove`}>
                                <ButtonRow>
                                  <Button kind="tertiary" size="sm">
                                    {w.removeShift}
                                    <span class="visually-hidden">
                                      {w.removeWhose(one.name, formatMonthDay(day))}
                                    </span>
                                  </Button>
                                </ButtonRow>
                              </Form>
                            ) : null}
                          </li>
                        ))}
                      </ul>
                    )}
                    {gap === null || !props.may_keep ? null : (
                      <p>
                        <a href={`/messages/duty?on=${day}#add-shift`}>
                          {w.fillGap(formatTimeRange(gap.opens, gap.closes))}
                          <span class="visually-hidden">（{formatMonthDay(day)}）</span>
                        </a>
                      </p>
                    )}
                  </>
                );
              },
            },
          ]}
        />
        {props.may_keep ? (
          <Form action="/messages/duty/shifts" id="add-shift" errors={forms.shift.errors}>
            <Select
              {...shift('person_id')}
              label={w.person}
              required
              options={props.people.map(({ id, name }) => ({ value: `${id}`, label: name }))}
            />
            <DateField {...shift.date('on_date')} label={w.day} required />
            <TimeField {...shift('opens')} label={w.opens} required />
            <TimeField {...shift('closes')} label={w.closes} required />
            <ButtonRow>
              <Button kind="secondary">{w.addShift}</Button>
            </ButtonRow>
          </Form>
        ) : null}
      </Card>
      <Card title={w.tally}>
        <p>{w.tallyLead}</p>
        <Form action="/messages/duty/calls" scope="calls" errors={forms.tally.errors}>
          {props.teams.length === 1 ? (
            <HiddenField name="team_id" value={props.teams[0]!.id} />
          ) : (
            <Select
              {...tally('team_id')}
              label={words.page.team}
              required
              options={props.teams.map(({ id, name }) => ({ value: `${id}`, label: name }))}
            />
          )}
          <DateField {...tally.date('on_date')} label={w.day} required />
          <NumberField {...tally('answered')} label={w.answered} required />
          <NumberField {...tally('missed')} label={w.missed} required />
          <NumberField {...tally('after_hours')} label={w.after_hours} required />
          <ButtonRow>
            <Button kind="secondary">{w.save}</Button>
          </ButtonRow>
        </Form>
        <DataTable<(typeof props.calls)[number]>
          caption={w.tallyCaption}
          rows={props.calls}
          empty={<p>{w.noTally}</p>}
          columns={[
            { key: 'month', label: w.month, rowHeader: true, cell: (one) => formatMonth(one.month) },
            { key: 'answered', label: w.answered, align: 'end', cell: (one) => one.answered },
            { key: 'missed', label: w.missed, align: 'end', cell: (one) => one.missed },
            { key: 'after_hours', label: w.after_hours, align: 'end', cell: (one) => one.after_hours },
            {
              key: 'rate',
              label: w.rate,
              align: 'end',
              cell: (one) =>
                one.answered + one.missed === 0
                  ? '—'
                  : `${Math.round((100 * one.answered) / (one.answered + one.missed))}%`,
            },
          ]}
        />
      </Card>
      <Card title={w.hours}>
        {props.hours.length === 0 ? (
          <p>{w.noHours}</p>
        ) : (
          <ul class="plain-list">
            {props.hours.map((one) => (
              <li>
                {w.weekdays[one.weekday - 1]}　{formatTimeRange(one.opens, one.closes)}
                {one.starts_on > today ? `　${w.from} ${formatDate(one.starts_on)}` : null}
                {one.ends_on === null ? null : `　${w.to} ${formatDate(one.ends_on)}`}
                {props.may_keep && one.ends_on === null ? (
                  <ConfirmForm
                    action={`/messages/duty/hours/${one.id}/end`}
                    label={
                      <>
                        {w.endHours}
                        <span class="visually-hidden">（{w.weekdays[one.weekday - 1]}）</span>
                      </>
                    }
                    question={w.endHoursAsk}
                    kind="tertiary"
                    size="sm"
                  />
                ) : null}
              </li>
            ))}
          </ul>
        )}
        {props.may_keep ? (
          <Form action="/messages/duty/hours" scope="hours" errors={forms.hours.errors}>
            <Select
              {...hours('weekday')}
              label={w.weekday}
              required
              options={w.weekdays.map((label, n) => ({ value: `${n + 1}`, label }))}
            />
            <TimeField {...hours('opens')} label={w.opens} required />
            <TimeField {...hours('closes')} label={w.closes} required />
            <DateField {...hours.date('starts_on')} label={w.from} required />
            <DateField {...hours.date('ends_on')} label={w.to} />
            <ButtonRow>
              <Button kind="secondary">{w.addHours}</Button>
            </ButtonRow>
          </Form>
        ) : null}
      </Card>
    </Stack>
  );
}
