import { today as dayIn } from '../../platform/ja/dates.ts';
import { ButtonRow, LinkButton } from '../../platform/ui/buttons.tsx';
import { EmptyState, StatusBadge } from '../../platform/ui/feedback.tsx';
import { PageHeading, PageNavigation, Section, Stack } from '../../platform/ui/layout.tsx';
import { DataTable } from '../../platform/ui/tables.tsx';
import type { Call, calls, themesToCall } from './queries.ts';
import { stateOf } from './rules.ts';
import { badgeOf, words } from './words.ja.ts';

type Line = Awaited<ReturnType<typeof calls>>[number];
type Theme = Awaited<ReturnType<typeof themesToCall>>[number];

export function CallState({
  call,
  today,
}: {
  call: Pick<Call, 'opens_on' | 'closes_on' | 'told_at'>;
  today: string;
}) {
  const state = stateOf(call, today);
  return <StatusBadge kind={badgeOf[state]}>{words.states[state]}</StatusBadge>;
}

/** All calls, and for those who prepare them the themes that wait for one. */
export function CallList(props: {
  lines: readonly Line[];
  total: number;
  paging: { page: number; size: number };
  themes: readonly Theme[];
  mayManage: boolean;
  today: string;
  zone: string;
  href: (page: number) => string;
}) {
  const w = words.list;
  const { mayManage } = props;
  return (
    <Stack gap="lg">
      <PageHeading
        title={w.title}
        lead={w.lead}
        actions={
          <ButtonRow>
            {mayManage ? (
              <LinkButton href="/study-groups/new" kind="primary" icon="plus">
                {w.add}
              </LinkButton>
            ) : null}
            <LinkButton href="/study-handouts">{w.handouts}</LinkButton>
          </ButtonRow>
        }
      />
      <DataTable<Line>
        caption={w.caption}
        captionHidden
        stack
        rows={props.lines}
        empty={
          <EmptyState title={w.empty.title} text={mayManage ? w.empty.first : w.empty.text} icon="people" />
        }
        columns={[
          {
            key: 'title',
            label: w.columns.title,
            rowHeader: true,
            cell: (line) => <a href={`/study-groups/${line.id}`}>{line.title}</a>,
          },
          { key: 'theme', label: w.columns.theme },
          { key: 'window', label: w.columns.window, cell: (line) => w.window(line.opens_on, line.closes_on) },
          ...(mayManage
            ? [
                {
                  key: 'entries',
                  label: w.columns.entries,
                  align: 'end' as const,
                  nowrap: true,
                  cell: (line: Line) => words.facilities(line.entries),
                },
              ]
            : []),
          {
            key: 'state',
            label: w.columns.state,
            nowrap: true,
            cell: (line) => <CallState call={line} today={props.today} />,
          },
        ]}
      />
      <PageNavigation
        total={props.total}
        page={props.paging.page}
        size={props.paging.size}
        href={props.href}
      />
      {props.themes.length === 0 ? null : (
        <Section title={w.themes} lead={w.themesLead} id="themes">
          <ul class="study-themes">
            {props.themes.map((theme) => (
              <li>
                <div>
                  <strong>{theme.name}</strong>
                  <p>
                    {w.themeLine(theme.issues, theme.facilities)}
                    {theme.called_at === null ? null : `　${w.calledOn(dayIn(theme.called_at, props.zone))}`}
                  </p>
                </div>
                <LinkButton
                  href={`/study-groups/new?theme=${theme.code}`}
                  size="sm"
                  label={w.startLabel(theme.name)}
                >
                  {w.start}
                </LinkButton>
              </li>
            ))}
          </ul>
        </Section>
      )}
    </Stack>
  );
}
