import type { Child } from '../../platform/ui/jsx-runtime.ts';
import { formatDate, formatDateTime } from '../../platform/ja/dates.ts';
import { Button, ButtonRow, LinkButton } from '../../platform/ui/buttons.tsx';
import { EmptyState, StatusBadge } from '../../platform/ui/feedback.tsx';
import { TextArea } from '../../platform/ui/fields.tsx';
import { fields, Form, HiddenField } from '../../platform/ui/forms.tsx';
import { Card, PageHeading, Stack } from '../../platform/ui/layout.tsx';
import { ResourceList, Timeline } from '../../platform/ui/records.tsx';
import { DataTable } from '../../platform/ui/tables.tsx';
import type { FormState } from '../../platform/web/form.ts';
import type { DisposalLine, DueLine, RegisterLine, termsOf } from './queries.ts';
import { labelOf, termText, wayWords, words, zoneWords } from './words.ja.ts';

export type State = FormState;

export function RegisterPage(props: {
  lines: readonly RegisterLine[];
  waiting: readonly DisposalLine[];
  past: readonly DisposalLine[];
  held: number;
  may_manage: boolean;
  zone: string;
}): Child {
  const w = words.register;
  const line = (one: DisposalLine) => ({
    title: w.proposal(one.name, one.items),
    href: `/retention/disposals/${one.id}`,
    text: one.team ?? undefined,
    meta: w.proposed(one.proposer ?? '', formatDateTime(one.proposed_at, props.zone)),
    badge: <DisposalBadge one={one} />,
  });
  return (
    <Stack>
      <PageHeading
        title={w.title}
        lead={w.lead}
        actions={
          props.may_manage ? (
            <ButtonRow>
              <LinkButton href="/rights">{w.toRights}</LinkButton>
            </ButtonRow>
          ) : undefined
        }
      />
      {props.waiting.length === 0 ? null : (
        <Card title={w.waiting} tone="key">
          <ResourceList items={props.waiting.map(line)} />
        </Card>
      )}
      {props.lines.some((row) => row.suggested && row.way === 'four_eyes') ? <p>{w.suggestedText}</p> : null}
      <Card flush>
        <DataTable
          caption={w.caption}
          captionHidden
          stack
          columns={[
            {
              key: 'name',
              label: w.kind,
              rowHeader: true,
              cell: (row) => (
                <>
                  {row.way === 'four_eyes' ? <a href={`/retention/${row.code}`}>{row.name}</a> : row.name}
                  <br />
                  <small>{[zoneWords[row.zone], row.detail].filter(Boolean).join('：')}</small>
                </>
              ),
            },
            {
              key: 'term',
              label: w.term,
              cell: (row) => (
                <>
                  {termText(row.months, row.until_age)}
                  {row.suggested && row.way === 'four_eyes' ? (
                    <>
                      {' '}
                      <StatusBadge kind="warning">{w.suggested}</StatusBadge>
                    </>
                  ) : null}
                  <br />
                  <small>{w.counted(row.counted_from)}</small>
                </>
              ),
            },
            { key: 'basis', label: w.basis },
            { key: 'way', label: w.way, cell: (row) => wayWords[row.way] },
            {
              key: 'due',
              label: w.due,
              nowrap: true,
              cell: (row) =>
                row.way !== 'four_eyes' ? (
                  ''
                ) : (
                  <>
                    {row.due === 0 ? w.none : <a href={`/retention/${row.code}`}>{w.count(row.due)}</a>}
                    {row.held > 0 ? (
                      <>
                        <br />
                        <small>{w.held(row.held)}</small>
                      </>
                    ) : null}
                  </>
                ),
            },
          ]}
          rows={props.lines}
        />
      </Card>
      <Card title={w.holds} lead={w.holdsLead}>
        <ButtonRow>
          <LinkButton href="/retention/holds" size="sm">
            {w.toHolds(props.held)}
          </LinkButton>
        </ButtonRow>
      </Card>
      <Card title={w.past}>
        {props.past.length === 0 ? (
          <EmptyState title={w.noDisposals} text={w.noDisposalsText} icon="check" />
        ) : (
          <ResourceList items={props.past.map(line)} />
        )}
      </Card>
    </Stack>
  );
}

const stateOf = (one: DisposalLine): string =>
  one.decided_at === null
    ? 'waiting'
    : !one.approved
      ? 'returned'
      : one.done_at === null
        ? 'working'
        : 'done';

export function DisposalBadge({ one }: { one: DisposalLine }): Child {
  const state = stateOf(one);
  const kind =
    state === 'waiting' ? 'warning' : state === 'done' ? 'success' : state === 'working' ? 'info' : 'neutral';
  return <StatusBadge kind={kind}>{words.disposal.states[state]}</StatusBadge>;
}

export function DuePage(props: {
  rule: RegisterLine;
  rows: readonly DueLine[];
  teams: readonly { id: number; name: string; due: number }[];
  team_id: number | null;
  terms: Awaited<ReturnType<typeof termsOf>>;
  may_manage: boolean;
  /** whether the actor sees the record itself */
  opens: (row: { team_id: number | null }) => boolean;
  state: State;
}): Child {
  const { rule, rows } = props;
  const w = words.due;
  const field = fields(props.state.values, props.state.errors);
  const free = (row: DueLine) => row.hold_id === null && row.disposal_id === null;
  const may_propose = props.may_manage && rows.some(free) && (rule.zone !== 'case' || props.team_id !== null);
  const table = (some: readonly DueLine[], selectable: boolean) => (
    <DataTable
      caption={w.caption}
      captionHidden
      stack
      selectable={
        selectable
          ? {
              name: 'subjects',
              value: (row) => String(row.subject_id),
              label: (row) => labelOf(rule.code, row.label),
            }
          : undefined
      }
      columns={[
        {
          key: 'label',
          label: w.label,
          rowHeader: true,
          cell: (row) =>
            props.opens(row) ? (
              <a href={recordHref(rule.code, row.subject_id)}>{labelOf(rule.code, row.label)}</a>
            ) : (
              labelOf(rule.code, row.label)
            ),
        },
        ...(rule.zone === 'case' ? [{ key: 'team', label: w.team } as const] : []),
        {
          key: 'ended_on',
          label: w.ended_on,
          nowrap: true,
          cell: (row: DueLine) => formatDate(row.ended_on),
        },
        { key: 'due_on', label: w.due_on, nowrap: true, cell: (row: DueLine) => formatDate(row.due_on) },
        {
          key: 'state',
          label: w.state,
          cell: (row: DueLine) =>
            row.hold_id !== null ? (
              <a href="/retention/holds">{w.stopped(row.hold_reason ?? '')}</a>
            ) : row.disposal_id !== null ? (
              <a href={`/retention/disposals/${row.disposal_id}`}>{w.proposed}</a>
            ) : (
              <LinkButton href={`/retention/${rule.code}/${row.subject_id}/hold`} size="sm" kind="tertiary">
                {w.stop}
              </LinkButton>
            ),
        },
      ]}
      rows={some}
    />
  );
  const busy = rows.filter((row) => !free(row));
  return (
    <Stack>
      <PageHeading
        title={rule.name}
        lead={w.lead(termText(rule.months, rule.until_age)) + (rule.suggested ? words.term.suggested : '')}
        actions={
          props.may_manage ? (
            <ButtonRow>
              <LinkButton href={`/retention/${rule.code}/term`}>{words.term.change}</LinkButton>
            </ButtonRow>
          ) : undefined
        }
      />
      {props.teams.length > 0 && props.may_manage ? (
        <Card title={w.allTeams}>
          <ButtonRow>
            {props.teams.map((team) => (
              <LinkButton
                href={`/retention/${rule.code}?team=${team.id}`}
                kind={team.id === props.team_id ? 'primary' : 'secondary'}
                size="sm"
              >
                {w.teamCount(team.name, team.due)}
              </LinkButton>
            ))}
          </ButtonRow>
        </Card>
      ) : null}
      {props.may_manage ? null : <p>{w.approverText}</p>}
      {rows.length === 0 ? (
        <EmptyState title={w.none} text={w.noneText} icon="check" />
      ) : may_propose ? (
        <Form action={`/retention/${rule.code}`} errors={props.state.errors}>
          {props.team_id === null ? null : <HiddenField name="team_id" value={props.team_id} />}
          <Card flush>{table(rows.filter(free), true)}</Card>
          <p>{w.first(rows.filter(free).length)}</p>
          <TextArea {...field('note')} label={w.note} rows={2} />
          <ButtonRow>
            <Button size="lg">{w.submit}</Button>
          </ButtonRow>
        </Form>
      ) : (
        <Card flush>{table(rows, false)}</Card>
      )}
      {may_propose && busy.length > 0 ? (
        <Card title={w.busy} flush>
          {table(busy, false)}
        </Card>
      ) : null}
      <Card title={words.term.history}>
        <Timeline
          entries={props.terms.map((term) => ({
            when: words.term.from(term.valid_from),
            text: words.term.line(termText(term.months, term.until_age), term.basis),
            actor: words.term.by(term.decider),
          }))}
        />
      </Card>
    </Stack>
  );
}

/** Where the record itself stands, for those who see it. */
export const recordHref = (kind: string, subject_id: number): string =>
  `/${{ case: 'cases', consultation: 'consultations', family_message: 'messages', visit: 'visits', account: 'people' }[kind] ?? kind}/${subject_id}`;
