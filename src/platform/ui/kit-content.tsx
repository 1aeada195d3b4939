import { Button, ButtonRow, LinkButton } from './buttons.tsx';
import {
  Accordion,
  Chip,
  Disclosure,
  EmergencyBanner,
  EmptyState,
  Flash,
  NotificationBanner,
  ProgressBar,
  StatusBadge,
  type Kind,
} from './feedback.tsx';
import { Part, here } from './kit-part.tsx';
import { Card, Columns, Stack } from './layout.tsx';
import { DescriptionList, KeyFigure, MenuList, NextStep, ResourceList, Timeline } from './records.tsx';
import { DataTable, type Column } from './tables.tsx';
import { kit } from './words-kit.ja.ts';

const kinds = ['info', 'success', 'warning', 'error'] as const;

type Visit = { n: number; state: number };

/** Tables, messages and records in each state. */
export function Content() {
  const states: Kind[] = ['neutral', 'success', 'error'];
  const visits = (count: number): Visit[] =>
    Array.from({ length: count }, (_, i) => ({ n: i + 1, state: i % 3 }));
  const columns: Column<Visit>[] = [
    {
      key: 'name',
      label: kit.table.name,
      rowHeader: true,
      sortHref: here,
      sorted: 'ascending',
      cell: ({ n }) => <a href={here}>{n === 2 ? kit.records.longTitle : kit.table.facility(n)}</a>,
    },
    { key: 'kind', label: kit.table.kind, cell: ({ n }) => kit.table.kinds[n % 3] },
    { key: 'on', label: kit.table.date, nowrap: true, sortHref: here, cell: ({ n }) => kit.table.day(n) },
    { key: 'n', label: kit.table.count, align: 'end' },
    {
      key: 'state',
      label: kit.table.state,
      nowrap: true,
      cell: ({ state }) => <StatusBadge kind={states[state]}>{kit.table.states[state]}</StatusBadge>,
    },
  ];
  const empty = (
    <EmptyState
      title={kit.table.empty}
      text={kit.table.emptyText}
      icon="calendar"
      action={<LinkButton href={here}>{kit.table.emptyAction}</LinkButton>}
    />
  );
  return (
    <>
      <Part id="tables">
        <Card flush>
          <DataTable caption={kit.table.caption} columns={columns} rows={visits(4)} stack />
        </Card>
        <DataTable
          caption={kit.table.caption}
          columns={columns}
          rows={visits(24)}
          dense
          stripe
          selectable={{
            name: 'pick',
            value: ({ n }) => `${n}`,
            label: ({ n }) => kit.table.facility(n),
          }}
          footer={[kit.table.total, '', '', '300', '']}
        />
        <Card flush>
          <DataTable caption={kit.table.caption} columns={columns} rows={[]} empty={empty} />
        </Card>
      </Part>
      <Part id="messages">
        <EmergencyBanner title={kit.messages.emergency}>{kit.messages.emergencyText}</EmergencyBanner>
        {kinds.map((kind) => (
          <NotificationBanner
            kind={kind}
            title={kit.messages[kind]}
            level={3}
            actions={kind === 'error' ? <LinkButton href={here}>{kit.buttons.go}</LinkButton> : undefined}
          >
            {kit.messages.text}
          </NotificationBanner>
        ))}
        {kinds.map((kind) => (
          <Flash message={{ kind, text: kit.messages[kind] }} />
        ))}
      </Part>
      <Part id="states">
        <Card>
          <ButtonRow>
            {(['neutral', 'info', 'success', 'warning', 'error'] as const).map((kind, i) => (
              <StatusBadge kind={kind}>{kit.badges[i]}</StatusBadge>
            ))}
            <Chip>{kit.chips[0]}</Chip>
            <Chip href={here} icon="map">
              {kit.chips[1]}
            </Chip>
          </ButtonRow>
          <ProgressBar id="p-1" label={kit.messages.progress} value={12400} max={20000} />
          <ProgressBar id="p-2" label={kit.messages.progressUnknown} />
        </Card>
      </Part>
      <Part id="open">
        <Columns kind="halves">
          <Card>
            <Disclosure summary={kit.open.summary}>{kit.open.text}</Disclosure>
            <Disclosure summary={kit.open.summary} open>
              {kit.open.text}
            </Disclosure>
          </Card>
          <Card>
            <Accordion
              group="kit"
              items={kit.open.questions.map((title, i) => ({ title, body: kit.open.answer, open: i === 0 }))}
            />
          </Card>
        </Columns>
      </Part>
      <Part id="records">
        <NextStep
          title={kit.records.next}
          text={kit.records.nextText}
          holder={kit.records.holder}
          due={kit.records.due}
          dueState="soon"
          level={3}
          action={<Button size="lg">{kit.records.action}</Button>}
        />
        <Columns kind="main-aside">
          <Stack>
            <Card flush>
              <ResourceList
                items={[
                  {
                    title: kit.fields.value,
                    href: here,
                    meta: kit.records.meta.map((text) => <span>{text}</span>),
                    badge: <StatusBadge kind="info">{kit.badges[1]}</StatusBadge>,
                    due: kit.records.dueText,
                    dueState: 'soon',
                    icon: 'flag',
                  },
                  {
                    title: kit.records.longTitle,
                    href: here,
                    text: kit.records.itemText,
                    meta: kit.records.meta.map((text) => <span>{text}</span>),
                    badge: <StatusBadge kind="error">{kit.badges[4]}</StatusBadge>,
                    due: kit.records.lateText,
                    dueState: 'late',
                    icon: 'building',
                  },
                  { title: kit.records.next, href: here, due: kit.records.dueText, icon: 'people' },
                ]}
              />
            </Card>
            <Card title={kit.records.figure} level={3}>
              <Timeline
                entries={kit.records.timeline.map((text, i) => ({
                  text,
                  when: kit.table.day(21 - i),
                  datetime: `2026-11-${21 - i}`,
                  actor: kit.user.name,
                  detail: i === 0 ? kit.records.detail : undefined,
                  kind: i === 2 ? ('warning' as const) : i === 3 ? ('plan' as const) : undefined,
                }))}
              />
            </Card>
          </Stack>
          <Stack>
            <Card>
              <DescriptionList
                items={kit.records.terms.map((term, i) => ({
                  term,
                  description: kit.records.descriptions[i],
                }))}
              />
            </Card>
            <Card>
              <DescriptionList
                layout="stack"
                items={kit.records.terms.map((term, i) => ({
                  term,
                  description: kit.records.descriptions[i],
                }))}
              />
            </Card>
            <Card>
              <MenuList
                items={kit.records.menu.map((label, i) => ({
                  label,
                  href: here,
                  text: i === 0 ? kit.records.menuText : undefined,
                  icon: (['calendar', 'flag', 'people'] as const)[i],
                  count: 24 - i * 7,
                }))}
              />
            </Card>
          </Stack>
        </Columns>
        <Columns kind="thirds">
          {(['up', 'down', 'flat'] as const).map((direction) => (
            <Card>
              <KeyFigure
                label={kit.records.figure}
                value={78}
                unit="%"
                target={kit.records.target}
                trend={{ direction, text: kit.records.trend }}
                note={kit.records.note}
                href={here}
              />
            </Card>
          ))}
        </Columns>
      </Part>
    </>
  );
}
