import type { Child } from '../../platform/ui/jsx-runtime.ts';
import { formatDate, today } from '../../platform/ja/dates.ts';
import { formatCount } from '../../platform/ja/numbers.ts';
import { ConfirmForm, LinkButton } from '../../platform/ui/buttons.tsx';
import { EmptyState, NotificationBanner } from '../../platform/ui/feedback.tsx';
import { Card, PageHeading, Stack, Tabs } from '../../platform/ui/layout.tsx';
import { DataTable, type Column } from '../../platform/ui/tables.tsx';
import type { Statistics } from './queries-statistics.ts';
import type { Crossing } from './rules-statistics.ts';
import { words } from './words-statistics.ja.ts';
import { words as main } from './words.ja.ts';

/** What a row or column of a table is called. */
export function codeWord(
  statistics: Statistics,
  table: Crossing,
  side: 'row' | 'column',
  code: string,
): string {
  const of = (list: readonly { code: string; name: string }[]) =>
    list.find((one) => one.code === code)?.name ?? code;
  if (side === 'row')
    return table.name.startsWith('abuse') ? (main.abuseKinds[code] ?? code) : of(statistics.kinds);
  switch (table.name) {
    case 'route':
    case 'abuse_route':
      return of(statistics.routes);
    case 'response':
      return code === 'open' ? words.open : of(statistics.responses);
    case 'age':
    case 'abuse_age':
      return words.ages[code] ?? code;
    case 'abuser':
      return main.abusers[code] ?? code;
    case 'year':
      return words.year(Number(code));
    default:
      return words.month(code);
  }
}

export const figure = (n: number | null): string => (n === null ? words.hidden : formatCount(n));

export function StatisticsPage({ statistics, zone }: { statistics: Statistics; zone: string }): Child {
  const { fiscal_year, suppressed, may_exact, kept_at } = statistics;
  // Whoever may see the exact figures chose the others to take them out of the house, and stays with them from year to year.
  const chosen = suppressed && may_exact;
  const at = (path: string, year: number | null, outside = chosen) => {
    const asked = [...(year === null ? [] : [`year=${year}`]), ...(outside ? ['for=outside'] : [])];
    return `/consultations/statistics${path}${asked.length === 0 ? '' : `?${asked.join('&')}`}`;
  };
  const back = may_exact ? (
    <LinkButton href={at('', fiscal_year, false)} size="sm">
      {words.toExact}
    </LinkButton>
  ) : undefined;
  if (fiscal_year === null)
    return (
      <Stack>
        <PageHeading title={words.title} lead={words.lead} />
        <EmptyState title={words.nothing} text={words.nothingText} action={back} />
      </Stack>
    );
  return (
    <Stack>
      <PageHeading
        title={words.title}
        kicker={words.kicker(fiscal_year)}
        lead={words.lead}
        actions={
          <LinkButton href={`${at('/export', fiscal_year)}&format=xlsx`} download>
            {chosen ? words.exportOutside : words.export}
          </LinkButton>
        }
      />
      <Tabs
        label={words.years}
        items={statistics.years.map((year) => ({
          label: words.year(year),
          href: at('', year),
          current: year === fiscal_year,
        }))}
      />
      {suppressed ? (
        <NotificationBanner kind="info" title={chosen ? words.outside : words.suppressed} actions={back}>
          <p>
            {kept_at === null ? null : words.keptOn(formatDate(today(kept_at, zone)))}
            {words.outsideText}
          </p>
        </NotificationBanner>
      ) : (
        <NotificationBanner
          kind="warning"
          title={words.exact}
          actions={
            kept_at === null ? undefined : (
              <LinkButton href={at('', fiscal_year, true)} size="sm">
                {words.toOutside}
              </LinkButton>
            )
          }
        >
          <p>{words.exactText}</p>
          {kept_at !== null ? null : statistics.may_keep ? (
            <>
              <p>{words.keepUntil}</p>
              <ConfirmForm
                label={words.keep}
                question={words.keepQuestion(fiscal_year)}
                confirmLabel={words.keep}
                action={`/consultations/statistics/${fiscal_year}/keep`}
              />
            </>
          ) : (
            <p>{words.exactRunning}</p>
          )}
        </NotificationBanner>
      )}
      {statistics.tables.map((table) => (
        <Card title={words.tables[table.name]}>
          <CrossingTable statistics={statistics} table={table} />
        </Card>
      ))}
    </Stack>
  );
}

function CrossingTable({ statistics, table }: { statistics: Statistics; table: Crossing }): Child {
  const rows = [...table.rows.map((code) => ({ code: code as string | null })), { code: null }];
  const cell = (row: string | null, column: string | null): Child => {
    const n = table.cell(row, column);
    return n === null ? (
      <>
        <span aria-hidden="true">{words.hidden}</span>
        <span class="visually-hidden">{words.hiddenLong}</span>
      </>
    ) : (
      figure(n)
    );
  };
  const columns: Column<{ code: string | null }>[] = [
    {
      key: 'code',
      label: table.name.startsWith('abuse') ? words.abuse : words.kind,
      rowHeader: true,
      nowrap: true,
      cell: ({ code }) => (code === null ? words.total : codeWord(statistics, table, 'row', code)),
    },
    {
      key: 'total',
      label: words.total,
      align: 'end',
      cell: ({ code }) => <strong>{cell(code, null)}</strong>,
    },
    ...table.columns.map((column) => ({
      key: column,
      label: codeWord(statistics, table, 'column', column),
      align: 'end' as const,
      cell: ({ code }: { code: string | null }) => cell(code, column),
    })),
  ];
  return <DataTable caption={words.tables[table.name]} captionHidden dense rows={rows} columns={columns} />;
}
