import { formatDateShort, formatFiscalYear } from '../../platform/ja/dates.ts';
import type { FormState } from '../../platform/web/form.ts';
import { ConflictNotice, type Conflict } from '../../platform/web/handlers.tsx';
import { Button, ButtonRow, UtilityLink } from '../../platform/ui/buttons.tsx';
import { EmptyState } from '../../platform/ui/feedback.tsx';
import { NumberField, Select, TextArea, TextField } from '../../platform/ui/fields.tsx';
import { fields, FilterBar, Form, HiddenField } from '../../platform/ui/forms.tsx';
import { Card, PageHeading, PageNavigation, Section, Stack } from '../../platform/ui/layout.tsx';
import { DataTable } from '../../platform/ui/tables.tsx';
import type { RoundPageProps } from './pages-round.tsx';
import type { Target } from './queries-round.ts';
import type { Coordinator } from './queries.ts';
import { words as planWords } from './words-plan.ja.ts';
import { words } from './words.ja.ts';

const named = planWords.round;

/** The line of each facility, and the form that gives several to one coordinator. */
export function Targets(props: RoundPageProps) {
  const { round, href, may_plan, filter } = props;
  const columns = named.targetColumns;
  const field = fields(props.assignState.values, props.assignState.errors);
  const people = props.coordinators.map((person) => ({ value: String(person.id), label: person.name }));
  return (
    <Section title={named.targets} id="targets">
      <FilterBar
        action={`/rounds/${round.fiscal_year}#targets`}
        active={activeConditions(props)}
        clearHref={`${href({ q: null, group: null, coordinator: null, state: null })}#targets`}
        hidden={{ by: props.by, ...(props.system === null ? {} : { system: props.system }) }}
        actions={
          <UtilityLink href={href({ format: 'xlsx' })} icon="download" download>
            {named.export}
          </UtilityLink>
        }
      >
        <TextField name="q" label={named.filter.q} value={filter.q} />
        <Select
          name="group"
          label={named.by[props.by]}
          value={filter.group === '' ? 'none' : filter.group}
          empty={named.filter.all}
          options={props.coverage.groups.map((group) => ({
            value: group.key === '' ? 'none' : group.key,
            label: named.filter.option(group.label, group.facilities),
          }))}
        />
        {props.by === 'coordinator' ? null : (
          <Select
            name="coordinator"
            label={named.filter.coordinator}
            value={filter.coordinator_id === null ? '' : String(filter.coordinator_id)}
            empty={named.filter.all}
            options={people}
          />
        )}
        <Select
          name="state"
          label={named.filter.state}
          value={filter.state}
          empty={named.filter.all}
          options={[
            { value: 'not_visited', label: named.filter.notVisited },
            { value: 'visited', label: named.filter.visited },
            { value: 'rest', label: named.filter.rest },
          ]}
        />
      </FilterBar>
      <DataTable<Target>
        caption={named.targetsCaption}
        captionHidden
        stack
        rows={props.targets}
        empty={<EmptyState title={named.noMatch} text={named.noMatchText} icon="search" />}
        selectable={
          may_plan
            ? {
                name: 'facility_ids',
                value: (target) => String(target.facility_id),
                label: (target) => target.facility,
                form: 'assign',
              }
            : undefined
        }
        columns={[
          {
            key: 'facility',
            label: columns.facility,
            rowHeader: true,
            cell: (target) => (
              <>
                <a href={`/visits/facility/${target.facility_id}`}>{target.facility}</a>
                {target.ended_on === null ? '' : `（${named.ended}）`}
              </>
            ),
          },
          { key: 'area', label: columns.area, nowrap: true, cell: (target) => target.area ?? words.noArea },
          { key: 'kind', label: columns.kind },
          {
            key: 'coordinator',
            label: columns.coordinator,
            nowrap: true,
            cell: (target) => target.coordinator ?? named.noCoordinator,
          },
          {
            key: 'planned_count',
            label: columns.planned,
            align: 'end',
            cell: (target) => named.count(target.planned_count),
          },
          {
            key: 'visited',
            label: columns.visited,
            align: 'end',
            cell: (target) => named.count(target.visited),
          },
          {
            key: 'upcoming',
            label: columns.upcoming,
            align: 'end',
            cell: (target) => named.count(target.upcoming),
          },
          {
            key: 'last_visited_on',
            label: columns.last,
            nowrap: true,
            cell: (target) =>
              target.last_visited_on === null ? named.notYet : formatDateShort(target.last_visited_on),
          },
          { key: 'reason', label: columns.reason, cell: (target) => target.reason ?? '' },
          ...(may_plan
            ? [
                {
                  key: 'change',
                  label: columns.change,
                  nowrap: true,
                  labelHidden: true,
                  cell: (target: Target) => (
                    <a
                      href={`/rounds/${round.fiscal_year}/facilities/${target.facility_id}`}
                      aria-label={named.changeTitle(target.facility)}
                    >
                      {named.change}
                    </a>
                  ),
                },
              ]
            : []),
        ]}
      />
      <PageNavigation
        total={props.total}
        page={props.page}
        size={props.size}
        href={(page) => `${href({ page })}#targets`}
      />
      {may_plan ? (
        <Card title={named.bulk} lead={named.bulkHelp} level={3} id="assign-card">
          <Form
            action={`/rounds/${round.fiscal_year}/assign${props.query}`}
            id="assign"
            errors={props.assignState.errors}
          >
            <Select {...field('coordinator_id')} label={named.coordinator_id} required options={people} />
            <ButtonRow>
              <Button kind="secondary">{named.bulkSubmit}</Button>
            </ButtonRow>
          </Form>
        </Card>
      ) : null}
    </Section>
  );
}

function activeConditions({ filter, coverage, coordinators, href }: RoundPageProps) {
  const without = (name: string) => `${href({ [name]: null })}#targets`;
  const group = coverage.groups.find((one) => one.key === filter.group);
  const person = coordinators.find((one) => one.id === filter.coordinator_id);
  const state = filter.state === 'not_visited' ? 'notVisited' : filter.state;
  return [
    filter.q !== '' && { label: filter.q, removeHref: without('q') },
    group !== undefined && { label: group.label, removeHref: without('group') },
    person !== undefined && { label: person.name, removeHref: without('coordinator') },
    state !== null && { label: named.filter[state], removeHref: without('state') },
  ].filter((condition) => condition !== false);
}

/** One facility's line of the round. */
export function TargetForm(props: {
  fiscal_year: number;
  target: { facility_id: number; facility: string; version: number };
  coordinators: readonly Coordinator[];
  state: FormState & { conflict?: Conflict };
}) {
  const { target, state } = props;
  const field = fields(state.values, state.errors);
  return (
    <Stack>
      <PageHeading kicker={formatFiscalYear(props.fiscal_year)} title={named.changeTitle(target.facility)} />
      <Form action={`/rounds/${props.fiscal_year}/facilities/${target.facility_id}`} errors={state.errors}>
        <ConflictNotice state={state} />
        {state.conflict ? null : (
          <HiddenField name="_version" value={String(state.values._version ?? target.version)} />
        )}
        <NumberField
          {...field('planned_count')}
          label={named.planned_count}
          required
          unit={named.times}
          min={0}
          max={24}
        />
        <Select
          {...field('coordinator_id')}
          label={named.coordinator_id}
          empty={named.noCoordinator}
          options={props.coordinators.map((person) => ({ value: String(person.id), label: person.name }))}
        />
        <TextArea {...field('reason')} label={named.reason} help={named.reasonHelp} rows={2} maxChars={300} />
        <ButtonRow>
          <Button>{named.save}</Button>
        </ButtonRow>
      </Form>
    </Stack>
  );
}
