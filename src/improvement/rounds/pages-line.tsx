import { formatDate, formatMonthDay, formatTimeRange, formatTime } from '../../platform/ja/dates.ts';
import type { FormState } from '../../platform/web/form.ts';
import { ConflictNotice, type Conflict } from '../../platform/web/handlers.tsx';
import { Button, ButtonRow, LinkButton } from '../../platform/ui/buttons.tsx';
import { NotificationBanner } from '../../platform/ui/feedback.tsx';
import { Checkbox, DateField, Select, TimeField } from '../../platform/ui/fields.tsx';
import { fields, Form, HiddenField } from '../../platform/ui/forms.tsx';
import { Card, PageHeading, Section, Stack } from '../../platform/ui/layout.tsx';
import { DescriptionList } from '../../platform/ui/records.tsx';
import { proposalHref } from './pages-begin.tsx';
import type { Line } from './queries.ts';
import { words } from './words.ja.ts';

const w = words.line;

/** One proposed call: when, who, why now and why her, what speaks against it; and the form that moves it. */
export function LinePage(props: {
  line: Line;
  people: readonly { id: number; name: string }[];
  problems: readonly string[];
  state: FormState & { conflict?: Conflict };
}) {
  const { line, state } = props;
  const field = fields(state.values, state.errors);
  const name = (id: number) => props.people.find((person) => person.id === id)?.name ?? '';
  const typed = (key: string, stored: string) => (key in state.values ? field(key).value : stored);
  return (
    <Stack gap="lg">
      <PageHeading title={w.title(line.facility)} />
      <DescriptionList
        items={[
          {
            term: w.when,
            description: `${formatDate(line.planned_on)} ${formatTimeRange(line.starts_at, line.ends_at)}`,
          },
          { term: w.who, description: line.person },
          { term: w.whyNow, description: words.whyNow(line.why_now) },
          { term: w.whyHer, description: words.whyHer(line.why_her, name) },
          { term: w.locked, description: line.locked ? w.lockedYes : w.lockedNo },
          line.was_on !== null && {
            term: w.was,
            description: w.wasText(
              formatMonthDay(line.was_on),
              formatTime(line.was_starts_at!),
              line.was_person ?? '',
              line.moved_by ?? '',
            ),
          },
          line.visit_wishes !== null && { term: w.wishes, description: line.visit_wishes },
          {
            term: w.times,
            description: <a href={`/facilities/${line.facility_id}/call-times`}>{words.overview.times}</a>,
          },
        ]}
      />
      {props.problems.length === 0 ? null : (
        <NotificationBanner kind="warning" title={w.problems}>
          {props.problems.join('')}
        </NotificationBanner>
      )}
      {line.visit_id !== null ? (
        <NotificationBanner
          kind="info"
          title={w.taken}
          actions={<LinkButton href={`/visits/${line.visit_id}`}>{w.toVisit}</LinkButton>}
        />
      ) : line.may_plan ? (
        <>
          <ButtonRow>
            <Form action={proposalHref(line.fiscal_year, `/lock?line=${line.id}`)}>
              <HiddenField name="line_ids" value={line.id} />
              <Button kind="secondary" size="sm" name="locked" value={line.locked ? '' : '1'}>
                {line.locked ? w.unlock : w.lock}
              </Button>
            </Form>
            {line.was_on === null ? null : (
              <Form action={`/round-lines/${line.id}/undo`}>
                <Button kind="secondary" size="sm">
                  {w.undo}
                </Button>
              </Form>
            )}
          </ButtonRow>
          <Section title={w.move} id="move">
            <Card>
              <Form action={`/round-lines/${line.id}`} errors={state.errors}>
                <ConflictNotice state={state} />
                {state.conflict ? null : (
                  <HiddenField name="_version" value={String(state.values._version ?? line.version)} />
                )}
                <DateField
                  {...field.date('planned_on')}
                  label={w.planned_on}
                  required
                  {...('planned_on' in state.values ? {} : { value: line.planned_on })}
                />
                <Select
                  {...field('person_id')}
                  label={w.person}
                  required
                  empty={false}
                  value={String(typed('person_id', String(line.person_id)) ?? '')}
                  options={props.people.map((person) => ({ value: String(person.id), label: person.name }))}
                />
                <TimeField
                  {...field('starts_at')}
                  label={w.starts_at}
                  help={w.starts_help}
                  required={false}
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
          </Section>
        </>
      ) : null}
      <LinkButton
        href={proposalHref(line.fiscal_year, `/months/${line.planned_on.slice(0, 7)}`)}
        kind="tertiary"
        icon="previous"
      >
        {w.back}
      </LinkButton>
    </Stack>
  );
}
