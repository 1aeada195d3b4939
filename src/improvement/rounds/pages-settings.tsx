import { formatDate, formatDateRange } from '../../platform/ja/dates.ts';
import type { FormState } from '../../platform/web/form.ts';
import { ConflictNotice, type Conflict } from '../../platform/web/handlers.tsx';
import { Button, ButtonRow, ConfirmForm } from '../../platform/ui/buttons.tsx';
import {
  Checkbox,
  CheckboxGroup,
  DateField,
  NumberField,
  Select,
  TextField,
} from '../../platform/ui/fields.tsx';
import { fields, Form, HiddenField } from '../../platform/ui/forms.tsx';
import { Card, Columns, PageHeading, Section, Stack } from '../../platform/ui/layout.tsx';
import { DataTable } from '../../platform/ui/tables.tsx';
import { quietKinds } from './forms.ts';
import { weekdayChoices } from './pages-people.tsx';
import type { Quiet, RoundSetting } from './queries-facts.ts';
import { words } from './words.ja.ts';

const w = words.settings;

/** Where coordinators set out, how they travel, and the times of the year without calls. */
export function SettingsPage(props: {
  setting: RoundSetting;
  quiet: readonly Quiet[];
  state: FormState & { conflict?: Conflict };
  adding: FormState;
}) {
  const { state, adding } = props;
  const field = fields(state.values, state.errors);
  const add = fields(adding.values, adding.errors);
  const several = (name: string) => [state.values[name] ?? []].flat();
  return (
    <Stack gap="lg">
      <PageHeading title={w.title} lead={w.lead} />
      <Card>
        <Form action="/round-settings" errors={state.errors}>
          <ConflictNotice state={state} />
          {state.conflict ? null : (
            <HiddenField name="_version" value={String(state.values._version ?? props.setting.version)} />
          )}
          <TextField {...field('place')} label={w.place} required />
          <Columns>
            <TextField {...field('latitude')} label={w.latitude} required width="m" />
            <TextField {...field('longitude')} label={w.longitude} required width="m" />
          </Columns>
          <TextField {...field('winding')} label={w.winding} help={w.windingHelp} required width="s" />
          <Columns>
            <NumberField {...field('speed')} label={w.speed} required unit={w.speedUnit} min={5} max={80} />
            <NumberField
              {...field('winter_speed')}
              label={w.winter_speed}
              required
              unit={w.speedUnit}
              min={5}
              max={80}
            />
          </Columns>
          <CheckboxGroup
            {...field('winter_months')}
            label={w.winter_months}
            required={false}
            columns
            value={several('winter_months')}
            options={[4, 5, 6, 7, 8, 9, 10, 11, 12, 1, 2, 3].map((month) => ({
              value: String(month),
              label: w.month(month),
            }))}
          />
          <Columns>
            <NumberField
              {...field('minutes')}
              label={w.minutes}
              required
              unit={w.minutesUnit}
              min={15}
              max={480}
            />
            <Select
              {...field('grid')}
              label={w.grid}
              required
              empty={false}
              value={String(state.values.grid ?? '')}
              options={[5, 10, 15, 30].map((n) => ({ value: String(n), label: w.gridOf(n) }))}
            />
          </Columns>
          <NumberField {...field('apart')} label={w.apart} required unit={w.apartUnit} min={1} max={120} />
          <CheckboxGroup
            {...field('quiet_weekdays')}
            label={w.quiet_weekdays}
            required={false}
            inline
            value={several('quiet_weekdays')}
            options={weekdayChoices}
          />
          <ButtonRow>
            <Button>{w.save}</Button>
          </ButtonRow>
        </Form>
      </Card>
      <Section title={w.quietTitle} lead={w.quietLead} id="quiet">
        <DataTable<Quiet>
          caption={w.quietCaption}
          captionHidden
          stack
          rows={props.quiet}
          empty={<p>{w.none}</p>}
          columns={[
            {
              key: 'when',
              label: w.quietColumns.when,
              rowHeader: true,
              cell: (one) =>
                one.from_on === one.to_on ? formatDate(one.from_on) : formatDateRange(one.from_on, one.to_on),
            },
            { key: 'kind', label: w.quietColumns.kind, cell: (one) => w.quietKinds[one.kind] },
            { key: 'hard', label: w.quietColumns.hard, cell: (one) => (one.hard ? w.hard : w.soft) },
            {
              key: 'remove',
              label: w.quietColumns.remove,
              cell: (one) => (
                <ConfirmForm
                  label={words.people.remove}
                  question={w.removeQuestion}
                  action={`/round-settings/quiet/${one.id}/remove`}
                  size="sm"
                />
              ),
            },
          ]}
        />
        <Form action="/round-settings/quiet" errors={adding.errors}>
          <DateField {...add.date('from_on')} label={w.from_on} required />
          <DateField {...add.date('to_on')} label={w.to_on} required />
          <Select
            {...add('kind')}
            label={w.kind}
            required
            options={quietKinds.map((kind) => ({ value: kind, label: w.quietKinds[kind] }))}
          />
          <Checkbox {...add('hard')} label={w.hardField} checked={adding.values.hard !== undefined} />
          <ButtonRow>
            <Button kind="secondary">{w.add}</Button>
          </ButtonRow>
        </Form>
      </Section>
    </Stack>
  );
}
