import type { Offer } from '../../platform/search/offers.ts';
import {
  addDays,
  formatDateRange,
  formatMonthDay,
  formatTime,
  formatTimeRange,
} from '../../platform/ja/dates.ts';
import type { FormState } from '../../platform/web/form.ts';
import { Button, ButtonRow, ConfirmForm, LinkButton, UtilityLink } from '../../platform/ui/buttons.tsx';
import { CalendarSteps } from '../../platform/ui/calendar-grid.tsx';
import { EmptyState, NotificationBanner, StatusBadge } from '../../platform/ui/feedback.tsx';
import { Checkbox, DateField, Select, TimeField } from '../../platform/ui/fields.tsx';
import { FindOne } from '../../platform/ui/finding.tsx';
import { fields, FilterBar, Form } from '../../platform/ui/forms.tsx';
import { Card, Columns, PageHeading, Section, Stack } from '../../platform/ui/layout.tsx';
import { DataTable } from '../../platform/ui/tables.tsx';
import { agencyKinds } from './forms.ts';
import type { AgencyCall } from './queries-agencies.ts';
import { words } from './words.ja.ts';

const w = words.agencies;

const who = (call: AgencyCall): string => call.organisation ?? w.ours;

const times = (call: AgencyCall): string =>
  call.planned_from === null
    ? ''
    : call.planned_to === null
      ? formatTime(call.planned_from)
      : formatTimeRange(call.planned_from, call.planned_to);

/** Facilities at whose door more than one agency would stand in one week. */
export function clashesOf(calls: readonly AgencyCall[]): { facility: string; who: string }[] {
  return [...Map.groupBy(calls, (call) => call.facility_id).values()]
    .filter((list) => new Set(list.map((call) => call.organisation_id)).size > 1)
    .map((list) => ({
      facility: list[0]!.facility,
      who: list.map((call) => `${formatMonthDay(call.planned_on)} ${who(call)}`).join('、'),
    }));
}

/** A week of all agencies' calls, ours among them; and the form that enters one. */
export function AgenciesPage(props: {
  monday: string;
  today: string;
  calls: readonly AgencyCall[];
  /** whose calls can be looked at alone */
  callers: Offer;
  looking: boolean;
  /** for whom calls are entered; null where there is nobody */
  agencies: Offer | null;
  facilities: Offer;
  organisation_id: number | null;
  may_import: boolean;
  state: FormState;
  href: (changes: Record<string, string | number | null>) => string;
}) {
  const { monday, state, href } = props;
  const field = fields(state.values, state.errors);
  const week = w.week(formatMonthDay(monday), formatMonthDay(addDays(monday, 6)));
  const clashes = clashesOf(props.calls);
  const own = props.agencies;
  return (
    <Stack gap="lg">
      <PageHeading
        title={w.title}
        lead={w.lead}
        actions={
          <>
            {props.may_import ? (
              <LinkButton href="/agency-rounds/import" kind="secondary" icon="upload">
                {w.import}
              </LinkButton>
            ) : null}
            <UtilityLink href={href({ format: 'xlsx' })} icon="download" download>
              {w.export}
            </UtilityLink>
          </>
        }
      />
      <CalendarSteps
        label={formatDateRange(monday, addDays(monday, 6))}
        previous={{ href: href({ week: addDays(monday, -7) }), label: w.previous }}
        next={{ href: href({ week: addDays(monday, 7) }), label: w.next }}
        today={{ href: href({ week: null }), label: w.thisWeek }}
      />
      <FilterBar action="/agency-rounds" hidden={{ week: monday }} open={props.looking}>
        <FindOne
          name="organisation"
          label={w.filter}
          required={false}
          empty={w.all}
          value={props.organisation_id === null ? '' : String(props.organisation_id)}
          offer={props.callers}
        />
      </FilterBar>
      {clashes.length === 0 ? null : (
        <NotificationBanner kind="warning" title={w.clash}>
          {clashes.map((one) => (
            <p>{w.clashText(one.facility, one.who)}</p>
          ))}
        </NotificationBanner>
      )}
      <DataTable<AgencyCall>
        caption={w.caption(week)}
        captionHidden
        stack
        rows={props.calls}
        empty={<EmptyState title={w.empty} text={w.emptyText} icon="calendar" />}
        columns={[
          {
            key: 'day',
            label: w.day,
            nowrap: true,
            cell: (call) => `${formatMonthDay(call.planned_on)} ${times(call)}`,
          },
          { key: 'facility', label: w.facility, rowHeader: true },
          {
            key: 'who',
            label: w.filter,
            cell: (call) =>
              call.organisation_id === null ? <StatusBadge kind="info">{w.ours}</StatusBadge> : who(call),
          },
          {
            key: 'kind',
            label: w.kind,
            cell: (call) => (call.kind === null ? '' : words.agencyKinds[call.kind]),
          },
          {
            key: 'cancel',
            label: w.cancel,
            cell: (call) =>
              call.id !== null && call.may_enter ? (
                <ConfirmForm
                  label={w.cancel}
                  question={w.cancelQuestion}
                  action={`/agency-rounds/${call.id}/cancel?week=${monday}`}
                  size="sm"
                />
              ) : (
                ''
              ),
          },
        ]}
      />
      <Section title={w.enter} id="enter">
        {own === null ? (
          <p>{w.noAgency}</p>
        ) : (
          <Card>
            <Form action={`/agency-rounds?week=${monday}`} errors={state.errors}>
              <FindOne
                {...field('organisation_id')}
                label={w.organisation}
                required
                {...(own.all?.length === 1 ? { empty: false as const } : {})}
                offer={own}
              />
              <FindOne {...field('facility_id')} label={w.facility} required offer={props.facilities} />
              <DateField {...field.date('planned_on')} label={w.planned_on} required />
              <Columns>
                <TimeField {...field('planned_from')} label={w.planned_from} required={false} />
                <TimeField {...field('planned_to')} label={w.planned_to} required={false} />
              </Columns>
              <Select
                {...field('kind')}
                label={w.kind}
                required
                value={String(state.values.kind ?? '')}
                options={agencyKinds.map((kind) => ({ value: kind, label: words.agencyKinds[kind] }))}
              />
              {state.errors.confirmed === undefined && state.values.confirmed === undefined ? null : (
                <Checkbox
                  {...field.checked('confirmed')}
                  label={w.confirmed}
                  required
                  checked={state.values.confirmed !== undefined}
                />
              )}
              <ButtonRow>
                <Button>{w.submit}</Button>
              </ButtonRow>
            </Form>
          </Card>
        )}
      </Section>
    </Stack>
  );
}
