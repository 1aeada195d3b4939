import type { Child } from '../../platform/ui/jsx-runtime.ts';
import { Button, ButtonRow } from '../../platform/ui/buttons.tsx';
import { EmptyState } from '../../platform/ui/feedback.tsx';
import { NumberField, Select } from '../../platform/ui/fields.tsx';
import { fields, Form, HiddenField } from '../../platform/ui/forms.tsx';
import { Card, PageHeading, Stack, Tabs } from '../../platform/ui/layout.tsx';
import type { FormState } from '../../platform/web/form.ts';
import { teamOptions } from './pages-intake.tsx';
import type { District, TeamChoice } from './queries.ts';
import { words } from './words.ja.ts';

const w = words.districts;

/** Which team answers for which district in a fiscal year, and after how many hours a consultation without a worker climbs. */
export function DistrictsPage(props: {
  fiscal_year: number;
  years: number[];
  table: (District & { system: string })[];
  teams: TeamChoice[];
  climb_hours: number;
  climb?: FormState | undefined;
  draft_days: number;
  drafts?: FormState | undefined;
}): Child {
  const action = `/consultations/districts/${props.fiscal_year}`;
  const drafts = props.drafts ?? { values: { draft_days: String(props.draft_days) }, errors: {} };
  const climb = props.climb ?? { values: { climb_hours: String(props.climb_hours) }, errors: {} };
  return (
    <Stack>
      <PageHeading title={w.title} lead={w.lead} />
      <Tabs
        label={w.years}
        items={props.years.map((year) => ({
          label: w.year(year),
          href: `/consultations/districts?year=${year}`,
          current: year === props.fiscal_year,
        }))}
      />
      {props.table.length === 0 ? (
        <EmptyState title={w.empty} />
      ) : (
        <Card title={w.year(props.fiscal_year)}>
          <Form action={action}>
            {props.table.map((one) => (
              <Select
                name={`team_${one.area_id}`}
                label={one.area}
                empty={w.none}
                value={one.team_id === null ? '' : String(one.team_id)}
                options={teamOptions(props.teams)}
              />
            ))}
            <ButtonRow>
              <Button>{words.save}</Button>
            </ButtonRow>
          </Form>
          {props.table.every((one) => one.team_id === null) ? (
            <Form action={`${action}/copy`}>
              <HiddenField name="fiscal_year" value={props.fiscal_year} />
              <ButtonRow>
                <Button kind="secondary">{w.copy}</Button>
              </ButtonRow>
            </Form>
          ) : null}
        </Card>
      )}
      <Card title={w.climb}>
        <Form action="/consultations/districts/climb" errors={props.climb?.errors}>
          <NumberField
            {...fields(climb.values, climb.errors)('climb_hours')}
            label={w.climb}
            help={w.climbHelp}
            unit={w.hours}
            required
          />
          <ButtonRow>
            <Button kind="secondary">{words.save}</Button>
          </ButtonRow>
        </Form>
      </Card>
      <Card title={w.drafts}>
        <Form action="/consultations/districts/drafts" errors={props.drafts?.errors}>
          <NumberField
            {...fields(drafts.values, drafts.errors)('draft_days')}
            label={w.drafts}
            help={w.draftsHelp}
            unit={w.days}
            required
          />
          <ButtonRow>
            <Button kind="secondary">{words.save}</Button>
          </ButtonRow>
        </Form>
      </Card>
    </Stack>
  );
}
