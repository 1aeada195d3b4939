import { Button, ButtonRow, ConfirmForm, LinkButton } from '../../platform/ui/buttons.tsx';
import { Disclosure, StatusBadge } from '../../platform/ui/feedback.tsx';
import { DateField, Select, TextArea, TextField } from '../../platform/ui/fields.tsx';
import { fields, Form } from '../../platform/ui/forms.tsx';
import { Card, Prose, Section, Stack } from '../../platform/ui/layout.tsx';
import { ResourceList } from '../../platform/ui/records.tsx';
import { DataTable } from '../../platform/ui/tables.tsx';
import { ForFamiliesLines, type InitiativeView } from './pages-initiative.tsx';
import type { InitiativeActionLine, Reflection } from './queries.ts';
import type { LoanLine } from './queries-lending.ts';
import { seenDifferently } from './rules.ts';
import { loanBadge, words as lending } from './words-lending.ja.ts';
import { words } from './words.ja.ts';

export function Sessions({ initiative, sessions, reflections, partners, today }: InitiativeView) {
  const w = words.sessions;
  const path = `/initiatives/${initiative.id}`;
  const whole = reflections.filter((one) => one.session_id === null);
  const own = partners.some((one) => one.may_hold && (one.state === 'yes' || one.state === 'changed'));
  return (
    <Section
      title={w.heading}
      id="sessions"
      lead={w.lead}
      actions={
        initiative.may_steer && initiative.ended_on === null ? (
          <LinkButton href={`${path}/sessions/new`} icon="plus" size="sm">
            {w.add}
          </LinkButton>
        ) : undefined
      }
    >
      {sessions.length === 0 ? (
        <p>{w.none}</p>
      ) : (
        <ResourceList
          level={3}
          label={w.heading}
          items={sessions.map((one) => ({
            title: one.title,
            href: `${path}/sessions/${one.id}`,
            text: `${w.when(one.held_on, one.starts_at, one.ends_at)}　${one.place}`,
            meta: [
              words.sessionKinds[one.kind],
              w.counts(one.families, one.helpers),
              one.held_at === null ? '' : w.reflections(one.reflections ?? 0),
            ]
              .filter((text) => text !== '')
              .join('　'),
            icon: 'calendar' as const,
            badge:
              one.cancelled_at !== null ? (
                <StatusBadge>{w.cancelled}</StatusBadge>
              ) : one.held_at !== null ? (
                <StatusBadge kind="success">{w.held}</StatusBadge>
              ) : one.held_on < today ? (
                <StatusBadge kind="warning">{w.waiting}</StatusBadge>
              ) : (
                <StatusBadge kind="info">{w.coming}</StatusBadge>
              ),
          }))}
        />
      )}
      {initiative.started_on === null ? null : (
        <Card
          title={words.reflections.whole}
          level={3}
          id="whole"
          actions={
            own || whole.length > 0 ? (
              <LinkButton href={`${path}/reflections/whole`} size="sm">
                {words.reflections.lookBack}
              </LinkButton>
            ) : undefined
          }
        >
          {whole.length === 0 ? <p>{words.reflections.none}</p> : <ForFamiliesLines said={whole} />}
        </Card>
      )}
    </Section>
  );
}

/** What each body said, one beside the other: the answer, why, and in their own words. */
export function Said({ said }: { said: readonly Reflection[] }) {
  const w = words.reflections;
  if (said.length === 0) return <p>{w.none}</p>;
  return (
    <Stack gap="sm">
      {seenDifferently(said.map((one) => one.for_families)) ? (
        <p>
          <StatusBadge kind="warning">{words.page.differs}</StatusBadge> {w.differs}
        </p>
      ) : null}
      <DataTable<Reflection>
        caption={w.said}
        captionHidden
        stack
        rows={said}
        columns={[
          { key: 'name', label: w.by, rowHeader: true },
          { key: 'for_families', label: w.answer, cell: (one) => words.forFamilies[one.for_families] },
          ...(['why', 'good', 'change', 'voices'] as const).map((key) => ({
            key,
            label: w[key],
            cell: (one: Reflection) => <Prose>{one[key]}</Prose>,
          })),
        ]}
      />
    </Stack>
  );
}

export function Outcomes({ initiative, outcomes, state }: InitiativeView) {
  const w = words.outcomes;
  const given = state['outcome'];
  const field = fields(given?.values, given?.errors);
  const path = `/initiatives/${initiative.id}/outcomes`;
  return (
    <Section title={w.title} id="outcomes" lead={w.lead}>
      {outcomes.length === 0 ? <p>{w.none}</p> : null}
      {outcomes.map((one) => (
        <Card
          level={3}
          title={one.value === null ? undefined : w.figure(one.before_value, one.value, one.unit)}
          id={`outcome-${one.id}`}
        >
          <Prose>{one.body}</Prose>
          <p class="resource-meta">{w.sourceLine(one.source, one.measured_on)}</p>
          {initiative.may_steer && initiative.ended_on === null ? (
            <ConfirmForm
              label={w.remove}
              question={w.removeQuestion}
              action={`${path}/remove`}
              kind="tertiary"
              size="sm"
              danger
              fields={{ outcome_id: `${one.id}` }}
            />
          ) : null}
        </Card>
      ))}
      {initiative.may_steer && initiative.started_on !== null ? (
        <Disclosure summary={w.add} id="outcome-new" open={given !== undefined}>
          <Form action={path} errors={given?.errors} label={w.add}>
            <TextArea {...field('body')} id="outcome-body" label={w.body} required rows={3} maxChars={1000} />
            <TextField
              {...field('before_value')}
              label={w.before_value}
              help={w.valueHelp}
              required={false}
              width="s"
            />
            <TextField {...field('value')} label={w.value} help={w.valueHelp} required={false} width="s" />
            <TextField {...field('unit')} label={w.unit} required={false} width="s" maxLength={20} />
            <TextField
              {...field('source')}
              label={w.source}
              help={w.sourceHelp}
              required={false}
              maxLength={200}
            />
            <DateField {...field.date('measured_on')} label={w.measured_on} required />
            <ButtonRow>
              <Button>{w.save}</Button>
            </ButtonRow>
          </Form>
        </Disclosure>
      ) : null}
    </Section>
  );
}

export function Actions({ initiative, actions, owners, mayGiveOut, state }: InitiativeView) {
  const w = words.actions;
  const given = state['action'];
  const field = fields(given?.values, given?.errors);
  const said = (one: InitiativeActionLine) =>
    one.done_on !== null ? w.done(one.done_on) : one.cancelled_at !== null ? w.cancelled : w.due(one.due_on);
  return (
    <Section title={w.title} id="actions" lead={w.lead}>
      {actions.length === 0 ? (
        <p>{w.none}</p>
      ) : (
        <ResourceList
          level={3}
          label={w.title}
          items={actions.map((one) => ({
            title: one.what,
            href: `/actions/${one.id}`,
            meta: `${one.holder}　${said(one)}`,
            ...(one.outcome === null ? {} : { text: one.outcome }),
            icon: one.done_on === null ? ('flag' as const) : ('check' as const),
          }))}
        />
      )}
      {mayGiveOut && initiative.ended_on === null ? (
        <Disclosure summary={w.add} id="action-new" open={given !== undefined}>
          <Form action={`/initiatives/${initiative.id}/actions`} errors={given?.errors} label={w.add}>
            <TextField {...field('what')} label={w.what} required maxLength={200} />
            <Select {...field('owner')} label={w.owner} required width="l" options={[...owners]} />
            <DateField {...field.date('due_on')} label={w.due_on} required />
            <ButtonRow>
              <Button>{w.give}</Button>
            </ButtonRow>
          </Form>
        </Disclosure>
      ) : initiative.may_steer && initiative.ended_on === null ? (
        <p class="resource-meta">{w.cannot}</p>
      ) : null}
    </Section>
  );
}

export const loanItem = (one: LoanLine, zone: string) => ({
  title: lending.loan.line(one.name, one.from_name, one.to_name),
  href: `/lending/loans/${one.id}`,
  text: one.purpose,
  meta: [lending.when(one.starts_at, one.ends_at, zone), lending.hours(one.hours)].join('　').trim(),
  icon: 'people' as const,
  badge: <StatusBadge kind={loanBadge[one.state]}>{lending.states[one.state]}</StatusBadge>,
});

export function Loans({ initiative, loans, zone }: InitiativeView) {
  const w = words.page;
  return (
    <Section
      title={w.loans}
      id="loans"
      lead={w.loansLead}
      actions={
        initiative.ended_on === null ? (
          <LinkButton href={`/lending?initiative=${initiative.id}`} size="sm">
            {w.toLending}
          </LinkButton>
        ) : undefined
      }
    >
      {loans.length === 0 ? (
        <p>{w.noLoans}</p>
      ) : (
        <ResourceList level={3} label={w.loans} items={loans.map((one) => loanItem(one, zone))} />
      )}
    </Section>
  );
}

/** Targets of a guideline that this initiative moved, and the way to tell of another. */
export function Targets({ initiative, moved, targets }: InitiativeView) {
  const w = words.page;
  if (moved.length === 0 && targets.length === 0) return null;
  return (
    <Section title={w.targets} id="targets">
      {moved.length === 0 ? null : (
        <ResourceList
          level={3}
          label={w.targets}
          items={moved.map((one) => ({
            title: one.title,
            href: `/guidelines/${one.guideline_id}#target-${one.target_id}`,
            text: one.body,
            meta: w.targetLine(one.guideline, one.happened_on),
            icon: 'flag' as const,
          }))}
        />
      )}
      {targets.length === 0 || initiative.started_on === null ? null : (
        <Disclosure summary={w.tellTarget} id="tell-target">
          <ul>
            {targets.map((one) => (
              <li>
                <a
                  href={`/guidelines/${one.guideline_id}/facts/new?target=${one.id}&evidence=initiative:${initiative.id}`}
                >
                  {one.title}
                </a>
                （{one.guideline}）
              </li>
            ))}
          </ul>
        </Disclosure>
      )}
    </Section>
  );
}

/** Steps of the area which this initiative is named for. */
export function Stages({ initiative, tied, tieable, state }: InitiativeView) {
  const w = words.page;
  const path = `/initiatives/${initiative.id}/stages`;
  const field = fields(state['stage']?.values, state['stage']?.errors);
  const open = tieable.filter((one) => !tied.some((other) => other.id === one.id));
  if (tied.length === 0 && (open.length === 0 || !initiative.may_steer)) return null;
  return (
    <Section title={w.stages} id="stages" lead={w.stagesLead}>
      <ResourceList
        level={3}
        label={w.stages}
        items={tied.map((one) => ({
          title: w.stage(one.area, one.step, one.agreed_on),
          ...(one.round_id === null
            ? {}
            : { href: `/partnership/${one.round_id}/areas/${one.area_id}#stages` }),
          icon: 'ascending' as const,
          action: initiative.may_steer ? (
            <ConfirmForm
              label={w.untie}
              question={w.untieQuestion}
              action={`${path}/untie`}
              kind="tertiary"
              size="sm"
              fields={{ stage_id: `${one.id}` }}
            />
          ) : undefined,
        }))}
      />
      {initiative.may_steer && open.length > 0 ? (
        <Disclosure summary={w.tie} id="stage-new" open={state['stage'] !== undefined}>
          <Form action={path} errors={state['stage']?.errors} label={w.tie}>
            <Select
              {...field('stage_id')}
              label={w.stage_id}
              required
              width="l"
              options={open.map((one) => ({
                value: `${one.id}`,
                label: w.stage(initiative.area ?? '', one.step, one.agreed_on),
              }))}
            />
            <ButtonRow>
              <Button>{w.tieSave}</Button>
            </ButtonRow>
          </Form>
        </Disclosure>
      ) : null}
    </Section>
  );
}
