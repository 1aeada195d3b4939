import { formatDate, formatTime } from '../../platform/ja/dates.ts';
import type { FormState } from '../../platform/web/form.ts';
import { ConflictNotice, type Conflict } from '../../platform/web/handlers.tsx';
import { Button, ButtonRow } from '../../platform/ui/buttons.tsx';
import { CheckboxGroup, NumberField, TimeField } from '../../platform/ui/fields.tsx';
import { fields, Fieldset, Form, HiddenField } from '../../platform/ui/forms.tsx';
import { Card, Columns, PageHeading, Prose, Section, Stack } from '../../platform/ui/layout.tsx';
import { skillChoices, weekdayChoices } from './pages-people.tsx';
import type { AgencyCall } from './queries-agencies.ts';
import type { CallTime } from './queries-people.ts';
import { words } from './words.ja.ts';

const t = words.times;

/** When a facility can be called at: said by its head, or by who plans. */
export function CallTimesPage(props: {
  place: CallTime;
  plans: boolean;
  /** who comes in the next months */
  calls: readonly AgencyCall[];
  state: FormState & { conflict?: Conflict };
}) {
  const { place, state } = props;
  const field = fields(state.values, state.errors);
  const several = (name: string) => [state.values[name] ?? []].flat();
  return (
    <Stack gap="lg">
      <PageHeading title={t.title(place.facility)} lead={t.lead} />
      <Card>
        <Form action={`/facilities/${place.facility_id}/call-times`} errors={state.errors}>
          <ConflictNotice state={state} />
          {state.conflict ? null : (
            <HiddenField name="_version" value={String(state.values._version ?? place.version)} />
          )}
          <CheckboxGroup
            {...field('weekdays')}
            label={t.weekdays}
            required
            inline
            value={several('weekdays')}
            options={weekdayChoices}
          />
          {(['morning', 'afternoon'] as const).map((half) => (
            <Fieldset legend={t[half]} help={t.halfHelp}>
              <Columns>
                <TimeField {...field(`${half}_from`)} label={`${t[half]} ${t.from}`} required={false} />
                <TimeField {...field(`${half}_to`)} label={`${t[half]} ${t.to}`} required={false} />
              </Columns>
            </Fieldset>
          ))}
          <NumberField
            {...field('minutes')}
            label={t.minutes}
            help={t.minutesHelp}
            required={false}
            unit={words.settings.minutesUnit}
            min={15}
            max={480}
          />
          {props.plans ? (
            <CheckboxGroup
              {...field('skills')}
              label={t.skills}
              required={false}
              value={several('skills')}
              options={skillChoices}
            />
          ) : null}
          <ButtonRow>
            <Button>{t.save}</Button>
          </ButtonRow>
        </Form>
      </Card>
      <Section title={t.comingTitle}>
        {props.calls.length === 0 ? (
          <p>{t.comingNone}</p>
        ) : (
          <ul>
            {props.calls.map((call) => (
              <li>
                {formatDate(call.planned_on)}{' '}
                {call.planned_from === null ? '' : formatTime(call.planned_from)}{' '}
                {call.organisation ?? words.agencies.ours}
                {call.kind === null ? '' : `（${words.agencyKinds[call.kind]}）`}
              </li>
            ))}
          </ul>
        )}
      </Section>
      <Section title={t.wishes}>
        <Prose>{place.visit_wishes ?? words.none}</Prose>
        <Prose quiet>{t.wishesHelp}</Prose>
        <a href={`/facilities/${place.facility_id}`}>{t.openingLink}</a>
      </Section>
    </Stack>
  );
}
