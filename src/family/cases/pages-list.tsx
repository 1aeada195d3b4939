import type { Child } from '../../platform/ui/jsx-runtime.ts';
import { formatDateShort } from '../../platform/ja/dates.ts';
import { Button, ButtonRow, LinkButton, UtilityLink } from '../../platform/ui/buttons.tsx';
import { EmptyState, NotificationBanner, StatusBadge } from '../../platform/ui/feedback.tsx';
import { TextArea, TextField } from '../../platform/ui/fields.tsx';
import { fields, Form, SearchBox } from '../../platform/ui/forms.tsx';
import { PageHeading, PageNavigation, Stack, Tabs } from '../../platform/ui/layout.tsx';
import { DescriptionList } from '../../platform/ui/records.tsx';
import { DataTable } from '../../platform/ui/tables.tsx';
import type { FormState } from '../../platform/web/form.ts';
import { countedUpTo, glancedUpTo, tabs, type CaseLine, type Tab } from './queries.ts';
import { warningsOf, type Warning } from './rules.ts';
import {
  caseNumber,
  categoryWords,
  closeReasonWords,
  dueWords,
  nextWayWords,
  stateWords,
  warningWords,
  words,
} from './words.ja.ts';

const w = words.list;

/** What somebody must look at, each a word with its mark. */
export function Warnings({ all }: { all: readonly Warning[] }): Child {
  if (all.length === 0) return null;
  return (
    <>
      {all.map((warning) => (
        <>
          <StatusBadge
            kind={warning === 'plan_unanswered' || warning === 'plan_review' ? 'warning' : 'error'}
          >
            {warningWords[warning]}
          </StatusBadge>{' '}
        </>
      ))}
    </>
  );
}

/** The next contact in a line: the day, how, and whether it is over. */
export function nextWords(
  one: Pick<CaseLine, 'next_contact_on' | 'next_contact_way' | 'no_next_contact_reason'>,
  today: string,
): string {
  if (one.next_contact_on === null) return one.no_next_contact_reason ?? w.noNext;
  const way = one.next_contact_way as keyof typeof nextWayWords | null;
  return `${formatDateShort(one.next_contact_on)}　${way === null ? '' : nextWayWords[way]}（${dueWords(one.next_contact_on, today)}）`;
}

/** The same in two lines, for a narrow column: how long it is until then stays in one piece. */
function nextLines(one: CaseLine, today: string): Child {
  const said = nextWords(one, today);
  const at = one.next_contact_on === null ? -1 : said.indexOf('（');
  return at < 0 ? (
    said
  ) : (
    <>
      {said.slice(0, at)}
      <br />
      {said.slice(at)}
    </>
  );
}

function CaseTable(props: { lines: readonly CaseLine[]; today: string; closed: boolean; empty: Child }) {
  return (
    <DataTable<CaseLine>
      caption={w.caption}
      captionHidden
      stack
      rows={props.lines}
      empty={props.empty}
      columns={[
        {
          key: 'number',
          label: w.columns.number,
          nowrap: true,
          cell: (line) => <a href={`/cases/${line.id}`}>{caseNumber(line.fiscal_year, line.number)}</a>,
        },
        {
          key: 'about',
          label: w.columns.about,
          rowHeader: true,
          cell: (line) => (
            <>
              <strong>{line.children === '' ? words.unknown : line.children}</strong>
              <br />
              {line.headline}
            </>
          ),
        },
        {
          key: 'category',
          label: w.columns.category,
          cell: (line) => categoryWords[line.category as keyof typeof categoryWords],
        },
        props.closed
          ? {
              key: 'closed_on',
              label: w.columns.closed,
              nowrap: true,
              cell: (line: CaseLine) => (line.closed_on === null ? '' : formatDateShort(line.closed_on)),
            }
          : {
              key: 'next',
              label: w.columns.next,
              cell: (line: CaseLine) => nextLines(line, props.today),
            },
        {
          key: 'last_contact_on',
          label: w.columns.last,
          nowrap: true,
          cell: (line) =>
            line.last_contact_on === null ? words.unknown : formatDateShort(line.last_contact_on),
        },
        { key: 'worker', label: w.columns.worker, nowrap: true },
        {
          key: 'warnings',
          label: w.columns.warnings,
          cell: (line) => {
            const warnings = warningsOf(line, props.today);
            return line.closing_id === null && warnings.length === 0 ? null : (
              <span class="badge-lines">
                {line.closing_id === null ? null : (
                  <StatusBadge kind="info">{stateWords.closing}</StatusBadge>
                )}
                <Warnings all={warnings} />
              </span>
            );
          },
        },
      ]}
    />
  );
}

/** The own teams' cases by tab, and finding one. */
export function CaseListPage(props: {
  tab: Tab;
  lines: readonly CaseLine[];
  counts: Record<Tab, number>;
  paging: { page: number; size: number };
  href: (changes: Record<string, string | number | null>) => string;
  q: string;
  found: readonly CaseLine[] | null;
  today: string;
}) {
  const count = (tab: Tab) =>
    Math.min(props.counts[tab], tab === 'closed' && tab !== props.tab ? glancedUpTo : countedUpTo);
  return (
    <Stack>
      <PageHeading title={w.title} lead={w.lead} />
      <SearchBox action="/cases" label={w.find} help={w.findHelp} value={props.q} />
      {props.found === null ? (
        <>
          <Tabs
            label={w.tabsLabel}
            items={tabs.map((tab) => ({
              label: w.tabs[tab],
              href: tab === 'mine' ? '/cases' : `/cases?tab=${tab}`,
              current: tab === props.tab,
              count: count(tab),
              more: props.counts[tab] > count(tab),
            }))}
          />
          {props.counts[props.tab] > countedUpTo ? <p>{w.more(countedUpTo)}</p> : null}
          <CaseTable
            lines={props.lines}
            today={props.today}
            closed={props.tab === 'closed'}
            empty={
              <EmptyState
                title={w.empty.title}
                text={props.tab === 'mine' ? w.empty.mine : w.empty.other}
                icon="people"
              />
            }
          />
          <PageNavigation
            total={count(props.tab)}
            page={props.paging.page}
            size={props.paging.size}
            href={(page) => props.href({ page })}
          />
        </>
      ) : (
        <>
          <p role="status">{w.found(props.found.length)}</p>
          <CaseTable
            lines={props.found}
            today={props.today}
            closed={false}
            empty={<EmptyState title={w.empty.title} text={w.findHelp} icon="search" />}
          />
        </>
      )}
      <p>
        <UtilityLink href="/cases/emergency">{w.emergency}</UtilityLink>
      </p>
    </Stack>
  );
}

/** Opening another team's case by its number, with a reason. */
export function EmergencyPage({
  state,
  offices,
}: {
  state: FormState;
  offices: readonly { team: string; phone: string }[];
}) {
  const field = fields(state.values, state.errors);
  const e = words.emergency;
  return (
    <Stack>
      <PageHeading title={e.title} lead={e.lead} />
      <NotificationBanner kind="warning" title={e.call}>
        {offices.length === 0 ? null : (
          <>
            <p>{e.calls}</p>
            <DescriptionList
              items={offices.map(({ team, phone }) => ({
                term: team,
                description: <a href={`tel:${phone.replace(/[^\d+]/g, '')}`}>{phone}</a>,
              }))}
            />
          </>
        )}
      </NotificationBanner>
      <Form action="/cases/emergency" errors={state.errors}>
        <TextField {...field('number')} label={e.number} help={e.numberHelp} required width="s" />
        <TextArea
          {...field('reason')}
          label={e.reason}
          help={e.reasonHelp}
          required
          rows={3}
          maxChars={500}
        />
        <ButtonRow>
          <Button kind="danger">{e.open}</Button>
          <LinkButton href="/cases" kind="tertiary">
            {words.navigation}
          </LinkButton>
        </ButtonRow>
      </Form>
    </Stack>
  );
}

export const closeWords = (code: string | null): string =>
  code === null ? '' : closeReasonWords[code as keyof typeof closeReasonWords];
