import { formatDateShort, formatTimeRange } from '../../platform/ja/dates.ts';
import { describeWeekdays } from '../../platform/ja/weekdays.ts';
import type { FormState } from '../../platform/web/form.ts';
import { ConflictNotice, type Conflict } from '../../platform/web/handlers.tsx';
import { Button, ButtonRow, ConfirmForm, LinkButton } from '../../platform/ui/buttons.tsx';
import {
  CheckboxGroup,
  DateField,
  NumberField,
  RadioGroup,
  Select,
  TimeField,
} from '../../platform/ui/fields.tsx';
import { fields, Form, HiddenField } from '../../platform/ui/forms.tsx';
import { Card, Columns, PageHeading, Section, Stack } from '../../platform/ui/layout.tsx';
import { DataTable } from '../../platform/ui/tables.tsx';
import { absenceKinds, skills } from './forms.ts';
import type { WorkerLine } from './queries-facts.ts';
import type { Absence } from './queries-people.ts';
import { timeOf } from './rules-year.ts';
import { words } from './words.ja.ts';

const w = words.people;

export const absenceText = (absence: Pick<Absence, 'from_on' | 'to_on' | 'half'>): string =>
  w.absence(
    formatDateShort(absence.from_on),
    formatDateShort(absence.to_on),
    absence.half === null ? '' : w.halves[absence.half],
  );

export const weekdayChoices = words.weekdays.map((label, at) => ({ value: String(at + 1), label }));
export const skillChoices = skills.map((code) => ({ value: code, label: words.skills[code] }));

/** Who goes out when, and what each can do. */
export function PeoplePage(props: {
  workers: readonly WorkerLine[];
  absences: readonly Absence[];
  may_plan: boolean;
}) {
  return (
    <Stack gap="lg">
      <PageHeading title={w.title} lead={w.lead} />
      <DataTable<WorkerLine>
        caption={w.caption}
        captionHidden
        stack
        rows={props.workers}
        columns={[
          { key: 'name', label: w.columns.name, rowHeader: true, nowrap: true },
          {
            key: 'weekdays',
            label: w.columns.weekdays,
            cell: (worker) =>
              worker.version === 0
                ? w.usual
                : describeWeekdays({ days: [...worker.weekdays], holidays: false }),
          },
          {
            key: 'hours',
            label: w.columns.hours,
            nowrap: true,
            cell: (worker) =>
              worker.version === 0 ? '' : formatTimeRange(timeOf(worker.from), timeOf(worker.to)),
          },
          { key: 'most', label: w.columns.most, align: 'end', cell: (worker) => w.most(worker.most) },
          {
            key: 'skills',
            label: w.columns.skills,
            cell: (worker) => worker.skills.map((skill) => words.skill(skill)).join('、'),
          },
          {
            key: 'absences',
            label: w.columns.absences,
            cell: (worker) =>
              props.absences
                .filter((absence) => absence.person_id === worker.id)
                .map(absenceText)
                .join('、'),
          },
          ...(props.may_plan
            ? [
                {
                  key: 'edit',
                  label: w.columns.edit,
                  cell: (worker: WorkerLine) => <a href={`/round-people/${worker.id}`}>{w.edit}</a>,
                },
              ]
            : []),
        ]}
      />
    </Stack>
  );
}

/** One coordinator's week, skills and absences. */
export function WorkerPage(props: {
  worker: WorkerLine;
  absences: readonly Absence[];
  week: FormState & { conflict?: Conflict };
  absence: FormState;
}) {
  const { worker } = props;
  const field = fields(props.week.values, props.week.errors);
  const away = fields(props.absence.values, props.absence.errors);
  const several = (name: string) => [props.week.values[name] ?? []].flat();
  return (
    <Stack gap="lg">
      <PageHeading title={w.editTitle(worker.name)} />
      <Card>
        <Form action={`/round-people/${worker.id}`} errors={props.week.errors}>
          <ConflictNotice state={props.week} />
          {props.week.conflict ? null : (
            <HiddenField name="_version" value={String(props.week.values._version ?? worker.version)} />
          )}
          <CheckboxGroup
            {...field('weekdays')}
            label={w.weekdays}
            required
            inline
            value={several('weekdays')}
            options={weekdayChoices}
          />
          <Columns>
            <TimeField {...field('starts_at')} label={w.starts_at} required />
            <TimeField {...field('ends_at')} label={w.ends_at} required />
          </Columns>
          <NumberField {...field('most')} label={w.mostField} required unit={w.mostUnit} min={1} max={8} />
          <CheckboxGroup
            {...field('skills')}
            label={w.skills}
            help={w.skillsHelp}
            required={false}
            value={several('skills')}
            options={skillChoices}
          />
          <ButtonRow>
            <Button>{w.save}</Button>
            <LinkButton href="/round-people" kind="tertiary">
              {w.back}
            </LinkButton>
          </ButtonRow>
        </Form>
      </Card>
      <Section title={w.absencesTitle} id="absences">
        {props.absences.length === 0 ? <p>{w.noAbsences}</p> : null}
        {props.absences.map((absence) => (
          <Card>
            <p>
              {absenceText(absence)}　{w.kinds[absence.kind]}
            </p>
            <ConfirmForm
              label={w.remove}
              question={w.removeQuestion}
              action={`/round-people/${worker.id}/absences/${absence.id}/remove`}
              size="sm"
            />
          </Card>
        ))}
        <Form action={`/round-people/${worker.id}/absences`} errors={props.absence.errors}>
          <DateField {...away.date('from_on')} label={w.from_on} required />
          <DateField {...away.date('to_on')} label={w.to_on} required />
          <RadioGroup
            {...away('half')}
            label={w.half}
            required={false}
            inline
            value={String(props.absence.values.half ?? '')}
            options={[
              { value: '', label: w.wholeDay },
              { value: 'morning', label: w.halves.morning },
              { value: 'afternoon', label: w.halves.afternoon },
            ]}
          />
          <Select
            {...away('kind')}
            label={w.kind}
            required
            options={absenceKinds.map((kind) => ({ value: kind, label: w.kinds[kind] }))}
          />
          <ButtonRow>
            <Button kind="secondary">{w.add}</Button>
          </ButtonRow>
        </Form>
      </Section>
    </Stack>
  );
}
