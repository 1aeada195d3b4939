import type { Child } from '../../platform/ui/jsx-runtime.ts';
import { formatDate, formatDateTime } from '../../platform/ja/dates.ts';
import { Button, ButtonRow, ConfirmForm, LinkButton } from '../../platform/ui/buttons.tsx';
import { EmptyState, NotificationBanner, StatusBadge } from '../../platform/ui/feedback.tsx';
import { Select, TextArea, TextField } from '../../platform/ui/fields.tsx';
import { fields, Form, HiddenField } from '../../platform/ui/forms.tsx';
import {
  Card,
  Columns,
  PageHeading,
  PageNavigation,
  Prose,
  Section,
  Stack,
  Tabs,
} from '../../platform/ui/layout.tsx';
import { DescriptionList, ResourceList, Timeline, type TimelineEntry } from '../../platform/ui/records.tsx';
import { DataTable } from '../../platform/ui/tables.tsx';
import type { FormState } from '../../platform/web/form.ts';
import { tabs } from './forms.ts';
import type { Draft, Outcome, Return, Sources, Statement, Tab } from './queries.ts';
import {
  keyOf,
  may,
  mustBeMended,
  textFields,
  type Finding,
  type StatementAction,
  type StatementState,
  type TextField as FieldName,
} from './rules.ts';
import { words } from './words.ja.ts';

const p = words.page;
const badge: Record<StatementState, 'info' | 'warning' | 'success' | 'neutral'> = {
  writing: 'neutral',
  waiting: 'info',
  returned: 'warning',
  withdrawn: 'neutral',
  approved: 'success',
};

export function StateBadge({ state }: { state: StatementState }): Child {
  return <StatusBadge kind={badge[state]}>{words.states[state]}</StatusBadge>;
}

export function StatementList(props: {
  tab: Tab;
  rows: readonly Statement[];
  total: number;
  outcomes: readonly Outcome[];
  drafts: readonly Draft[];
  page: number;
  size: number;
  zone: string;
  href: (changes: Record<string, string | number | null>) => string;
}): Child {
  const outcomeOf = (id: number) => props.outcomes.find((one) => one.statement_id === id);
  return (
    <Stack>
      <PageHeading
        title={words.title}
        lead={words.lead}
        actions={
          <LinkButton href="/statements/new" kind="primary">
            {words.new}
          </LinkButton>
        }
      />
      {props.drafts.length === 0 ? null : (
        <ResourceList
          label={words.form.draftTitle}
          items={props.drafts.map((draft) => ({
            title: words.form.draftFrom(formatDateTime(draft.saved_at, props.zone)),
            href:
              typeof draft.fields.statement_id === 'string' && draft.fields.statement_id !== ''
                ? `/statements/${draft.fields.statement_id}/edit`
                : `/statements/new?draft=${draft.id}`,
            icon: 'edit' as const,
            meta: words.form.draftTitle,
          }))}
        />
      )}
      <Tabs
        label={words.tabsLabel}
        items={tabs.map((tab) => ({
          label: words.tabs[tab],
          href: props.href({ tab: tab === 'open' ? null : tab, page: null }),
          current: props.tab === tab,
        }))}
      />
      {props.rows.length === 0 ? (
        <EmptyState
          title={words.empty}
          text={words.emptyText}
          action={<LinkButton href="/statements/new">{words.new}</LinkButton>}
        />
      ) : (
        <>
          <DataTable<Statement>
            caption={`${words.title}　${words.tabs[props.tab]}`}
            captionHidden
            stack
            rows={props.rows}
            columns={[
              {
                key: 'title',
                label: words.columns.title,
                rowHeader: true,
                cell: (one) => <a href={`/statements/${one.id}`}>{one.title}</a>,
              },
              { key: 'theme', label: words.columns.theme, cell: (one) => one.theme },
              { key: 'author', label: words.columns.author, cell: (one) => one.author },
              { key: 'state', label: words.columns.state, cell: (one) => <StateBadge state={one.state} /> },
              {
                key: 'issue',
                label: words.columns.issue,
                cell: (one) => words.issueStates[outcomeOf(one.id)?.state ?? ''] ?? '—',
              },
            ]}
          />
          <PageNavigation
            total={props.total}
            page={props.page}
            size={props.size}
            href={(page) => props.href({ page })}
          />
        </>
      )}
    </Stack>
  );
}

/** A text with what the check found marked in it. */
function Marked({ text, found }: { text: string; found: readonly Finding[] }): Child {
  const parts: Child[] = [];
  let done = 0;
  for (const one of found.toSorted((a, b) => a.from - b.from)) {
    parts.push(text.slice(done, one.from), <mark>{text.slice(one.from, one.to)}</mark>);
    done = one.to;
  }
  parts.push(text.slice(done));
  return <p>{parts}</p>;
}

export interface StatementView {
  one: Statement;
  findings: readonly Finding[];
  sources: Sources;
  returns: readonly Return[];
  reasons: readonly { field: string; kind: string; body: string; reason: string }[];
  outcome: Outcome | undefined;
  answer_read_at: Date | null;
  issue_text: string;
  has_approver: boolean;
  me: number;
  holders: readonly { id: number; name: string; place: string }[];
  zone: string;
  state: FormState;
}

export function StatementPage({ view }: { view: StatementView }): Child {
  const { one } = view;
  const can = (action: StatementAction) =>
    may({ author: one.author_id === view.me, approves: one.may_approve }, one.state, action);
  const [last] = view.returns;
  const open = one.state !== 'approved' && one.state !== 'withdrawn';
  return (
    <>
      <PageHeading
        kicker={words.number(one.id)}
        title={one.title}
        badges={<StateBadge state={one.state} />}
        actions={
          can('edit') ? (
            <ButtonRow>
              <LinkButton href={`/statements/${one.id}/edit`} icon="edit">
                {p.edit}
              </LinkButton>
            </ButtonRow>
          ) : undefined
        }
      />
      {one.state === 'returned' && last ? (
        <NotificationBanner kind="warning" title={p.returnedTitle}>
          <p>{`${last.returned_by}　${last.reason}`}</p>
        </NotificationBanner>
      ) : null}
      {one.state === 'waiting' && !can('approve') ? (
        <NotificationBanner kind="info" title={p.waitsTitle}>
          <p>{p.waitsText}</p>
        </NotificationBanner>
      ) : null}
      {one.state === 'approved' ? <OutcomeOf view={view} mayRead={can('read_answer')} /> : null}
      <Columns kind="main-aside">
        <Stack gap="lg">
          <Card title={p.text}>
            <DescriptionList
              layout="stack"
              items={textFields.map((name) => ({
                term: words.fieldNames[name]!,
                description: one[name] === '' ? null : <FieldText view={view} name={name} open={open} />,
              }))}
            />
          </Card>
          {open ? <Check view={view} /> : null}
          {can('send') ? <Send view={view} /> : null}
          {can('approve') ? <Decide view={view} /> : null}
          {view.reasons.length === 0 ? null : (
            <Card title={p.reasons}>
              <DescriptionList
                layout="stack"
                items={view.reasons.map(({ field, kind, body, reason }) => ({
                  term: [words.fieldNames[field], words.findingNames[kind as Finding['kind']], body]
                    .filter((part) => part !== undefined && part !== '')
                    .join('・'),
                  description: reason,
                }))}
              />
            </Card>
          )}
        </Stack>
        <Stack gap="lg">
          <About view={view} />
        </Stack>
      </Columns>
      <Section title={p.history} id="history">
        <Timeline label={p.history} entries={history(view)} />
      </Section>
      {can('withdraw') ? (
        <ConfirmForm
          label={p.withdraw}
          question={p.withdrawQuestion}
          action={`/statements/${one.id}/withdraw`}
          danger
        />
      ) : null}
    </>
  );
}

function FieldText({ view, name, open }: { view: StatementView; name: FieldName; open: boolean }): Child {
  const found = open ? view.findings.filter((one) => one.field === name) : [];
  return (
    <Prose>
      <Marked text={view.one[name]} found={found} />
    </Prose>
  );
}

function Check({ view: { findings } }: { view: StatementView }): Child {
  return (
    <Card title={p.check} id="check">
      {findings.length === 0 ? (
        <p>{p.checkClean}</p>
      ) : (
        <>
          <p>{p.checkLead(findings.length)}</p>
          <DescriptionList
            layout="stack"
            items={findings.map(({ field, kind, text }) => ({
              term: `${words.fieldNames[field]}・${words.findingNames[kind]}`,
              description: words.findings[kind](text),
            }))}
          />
        </>
      )}
    </Card>
  );
}

function Send({ view: { one, findings, has_approver } }: { view: StatementView }): Child {
  if (findings.some(({ kind }) => mustBeMended.includes(kind))) return <p>{p.sendBlocked}</p>;
  if (!has_approver) return <p>{p.nobody}</p>;
  return (
    <Form action={`/statements/${one.id}/send`}>
      {findings.length === 0 ? null : <p>{p.writeNext}</p>}
      <ButtonRow>
        <Button size="lg" {...(findings.length === 0 ? {} : { kind: 'secondary' as const })}>
          {p.send}
        </Button>
      </ButtonRow>
    </Form>
  );
}

/** The second person's part: what the issue will say, a reason for each finding, who holds it; or back with words. */
function Decide({ view: { one, findings, holders, issue_text, state } }: { view: StatementView }): Child {
  const field = fields(state.values, state.errors);
  const blocked = findings.some(({ kind }) => mustBeMended.includes(kind));
  return (
    <Card title={p.decide} lead={p.decideLead} id="decide">
      <Stack gap="lg">
        <div>
          <h3>{p.preview}</h3>
          <Prose>
            {issue_text.split('\n\n').map((part) => (
              <p>
                {part.split('\n').map((line, at) => (
                  <>
                    {at === 0 ? null : <br />}
                    {line}
                  </>
                ))}
              </p>
            ))}
          </Prose>
        </div>
        {blocked ? null : (
          <Form action={`/statements/${one.id}/approve`} errors={state.errors} label={p.approve}>
            <HiddenField name="_version" value={one.version} />
            {findings.map((finding) => (
              <TextField
                {...field(`reason_${keyOf(finding)}`)}
                label={p.reasonFor(
                  [words.findingNames[finding.kind], finding.text].filter((part) => part !== '').join(' '),
                )}
                help={`${words.findings[finding.kind](finding.text)}　${p.reasonHelp}`}
                required
              />
            ))}
            <Select
              {...field('owner_id')}
              label={p.owner}
              help={p.ownerHelp}
              required
              options={holders.map(({ id, name, place }) => ({
                value: String(id),
                label: `${name}（${place}）`,
              }))}
            />
            <ButtonRow>
              <Button size="lg">{p.approve}</Button>
            </ButtonRow>
          </Form>
        )}
        <h3>{p.returnTitle}</h3>
        <Form action={`/statements/${one.id}/return`} label={p.returnTitle}>
          <TextArea {...field('return_reason')} label={p.returnReason} rows={3} required />
          <ButtonRow>
            <Button kind="secondary">{p.return}</Button>
          </ButtonRow>
        </Form>
      </Stack>
    </Card>
  );
}

function About({ view: { one, sources } }: { view: StatementView }): Child {
  return (
    <Card title={p.about} tone="quiet">
      <DescriptionList
        layout="stack"
        items={[
          { term: p.author, description: `${one.team}　${one.author}` },
          { term: p.theme, description: one.theme },
          {
            term: p.where,
            description: [
              one.area ?? words.wholeCity,
              one.age_band === null ? words.allAges : words.ages[one.age_band],
              one.kind ?? words.allKinds,
            ].join('・'),
          },
          { term: p.families, description: p.familyCount(one.families) },
          {
            term: p.sources,
            description: (
              <>
                <ul>
                  {sources.cases.map((source) => (
                    <li>
                      <a href={`/cases/${source.id}`}>{p.sourceCase(source.fiscal_year, source.number)}</a>
                      {`　${source.headline}`}
                    </li>
                  ))}
                  {sources.consultations === 0 ? null : (
                    <li>{p.sourceConsultations(sources.consultations)}</li>
                  )}
                </ul>
                <p>{p.sourcesNote}</p>
              </>
            ),
          },
        ]}
      />
    </Card>
  );
}

function OutcomeOf({
  view: { one, outcome, answer_read_at, zone },
  mayRead,
}: {
  view: StatementView;
  mayRead: boolean;
}): Child {
  if (outcome === undefined) return null;
  const fresh =
    outcome.answered_at !== null && (answer_read_at === null || answer_read_at < outcome.answered_at);
  return (
    <Card title={p.outcome} lead={p.outcomeLead} id="outcome">
      <p>
        <strong>{words.issueStates[outcome.state] ?? outcome.state}</strong>
      </p>
      <Timeline
        label={p.outcome}
        entries={outcome.steps.toReversed().map(({ kind, on }) => ({
          when: formatDate(on),
          text: words.steps[kind] ?? kind,
        }))}
      />
      <h3>{p.answer}</h3>
      {outcome.answer === null || outcome.answered_at === null ? (
        <p>{p.answerNone}</p>
      ) : (
        <>
          <p>{formatDateTime(outcome.answered_at, zone)}</p>
          <Prose>
            <p>{outcome.answer}</p>
          </Prose>
        </>
      )}
      {fresh && mayRead ? (
        <Form action={`/statements/${one.id}/read`}>
          <ButtonRow>
            <Button>{p.readAnswer}</Button>
          </ButtonRow>
        </Form>
      ) : null}
    </Card>
  );
}

function history({ one, returns, zone }: StatementView): TimelineEntry[] {
  const steps: { at: Date; actor: string; text: string }[] = [
    { at: one.created_at, actor: one.author, text: p.created },
    ...returns.map((back) => ({
      at: back.returned_at,
      actor: back.returned_by,
      text: p.returnedStep(back.reason),
    })),
  ];
  if (one.sent_at !== null) steps.push({ at: one.sent_at, actor: one.author, text: p.sentStep });
  if (one.withdrawn_at !== null) steps.push({ at: one.withdrawn_at, actor: one.author, text: p.withdrawn });
  if (one.approved_at !== null)
    steps.push({ at: one.approved_at, actor: one.approved_by ?? '', text: p.approvedStep });
  return steps
    .toSorted((a, b) => b.at.getTime() - a.at.getTime())
    .map(({ at, actor, text }) => ({ when: formatDateTime(at, zone), actor, text }));
}
