import { formatFiscalYear } from '../../platform/ja/dates.ts';
import type { FormState } from '../../platform/web/form.ts';
import { Button, ButtonRow, LinkButton } from '../../platform/ui/buttons.tsx';
import { EmptyState, ProgressBar } from '../../platform/ui/feedback.tsx';
import { Checkbox, DateField } from '../../platform/ui/fields.tsx';
import { fields, Form } from '../../platform/ui/forms.tsx';
import { Card, PageHeading, Stack } from '../../platform/ui/layout.tsx';
import { MenuList } from '../../platform/ui/records.tsx';
import type { Round } from '../visits/queries-round.ts';
import type { Proposal } from './queries.ts';
import { words } from './words.ja.ts';

const w = words.overview;

export const proposalHref = (fiscal_year: number, more = ''): string =>
  `/rounds/${fiscal_year}/proposal${more}`;

export function Links({ fiscal_year }: { fiscal_year: number }) {
  return (
    <MenuList
      items={[
        { label: w.links.round, href: `/rounds/${fiscal_year}` },
        { label: w.links.people, href: '/round-people' },
        { label: w.links.settings, href: '/round-settings' },
        { label: w.links.agencies, href: '/agency-rounds' },
        { label: w.links.lost, href: `/rounds/${fiscal_year}/lost` },
      ]}
    />
  );
}

/** No proposal yet: why, and the form that has one worked out. Without a round, where to begin. */
export function NoProposalPage(props: {
  fiscal_year: number;
  round: Round | null;
  first_day: string;
  may_plan: boolean;
  state: FormState;
}) {
  const year = formatFiscalYear(props.fiscal_year);
  const field = fields(props.state.values, props.state.errors);
  return (
    <Stack gap="lg">
      <PageHeading title={w.title(year)} lead={w.lead} />
      {props.round === null ? (
        <EmptyState
          title={w.noRoundTitle(year)}
          text={w.noRoundText}
          icon="calendar"
          action={<LinkButton href={`/rounds/${props.fiscal_year}`}>{w.toRound}</LinkButton>}
        />
      ) : (
        <>
          <EmptyState title={w.emptyTitle} text={w.emptyText} icon="calendar" />
          {props.may_plan ? (
            <Card>
              <Form action={proposalHref(props.fiscal_year)} errors={props.state.errors}>
                <DateField
                  {...field.date('from_on')}
                  label={w.from_on}
                  help={w.from_help}
                  required
                  {...(props.state.values.from_on === undefined ? { value: props.first_day } : {})}
                />
                <Checkbox
                  {...field.checked('by_need')}
                  label={w.by_need}
                  checked={props.state.values.by_need !== undefined}
                />
                <ButtonRow>
                  <Button icon="calendar">{w.create}</Button>
                </ButtonRow>
              </Form>
            </Card>
          ) : null}
          <Links fiscal_year={props.fiscal_year} />
        </>
      )}
    </Stack>
  );
}

/** While it is worked out: how far it has come. The browser asks again by itself. */
export function SolvingPage({ fiscal_year, proposal }: { fiscal_year: number; proposal: Proposal }) {
  return (
    <Stack gap="lg">
      <PageHeading title={w.solvingTitle} lead={w.solvingText} />
      <ProgressBar id="progress" label={w.progress} value={proposal.solve_progress} />
      <Links fiscal_year={fiscal_year} />
    </Stack>
  );
}
