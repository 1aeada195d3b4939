import { formatPercent } from '../../platform/ja/numbers.ts';
import { Button, ButtonRow, ConfirmForm, LinkButton } from '../../platform/ui/buttons.tsx';
import { BarChart } from '../../platform/ui/charts.tsx';
import { EmptyState, NotificationBanner, ProgressBar, StatusBadge } from '../../platform/ui/feedback.tsx';
import { Form, HiddenField } from '../../platform/ui/forms.tsx';
import { Card, PageHeading, Section, Stack } from '../../platform/ui/layout.tsx';
import { AreaMap, type MapView } from '../../platform/ui/map.tsx';
import type { Call, CallTime, Entry, Group, Run } from './queries.ts';
import { broken, meanWorth, worth, type Table } from './rules-groups.ts';
import { reasonsOf } from './rules.ts';
import { reasonText, words } from './words.ja.ts';

export interface Proposal {
  call: Call;
  times: readonly CallTime[];
  entries: readonly Entry[];
  groups: readonly Group[];
  run: Run | undefined;
  table: Table;
  /** positions in the table's members, by group */
  positions: readonly (readonly number[])[];
  names: ReadonlyMap<number, string>;
}

/** A move that can be taken back: into group number `number`, or null: one of its own. */
export interface Moved {
  facility_id: number;
  name: string;
  to: number;
  number: number | null;
}

const isRunning = (run: Run | undefined) => run !== undefined && run.finished_at === null && !run.failed;

/** The groups as proposed: how good, why, and what a person may still do. */
export function GroupsPage(
  props: Proposal & {
    view: MapView | null;
    href: (view: string) => string;
    costs: string;
    moved: Moved | null;
  },
) {
  const { call, groups, run, table, positions } = props;
  const w = words.groups;
  const running = isRunning(run);
  const left = props.entries.filter((entry) => entry.signed_at !== null && entry.group_id === null);
  return (
    <Stack gap="lg">
      <PageHeading kicker={call.title} title={w.title} lead={call.told_at === null ? w.lead : w.leadTold} />
      {props.moved === null || running || call.told_at !== null ? null : (
        <Form action={`/study-groups/${call.id}/move`}>
          <HiddenField name="facility_id" value={props.moved.facility_id} />
          <HiddenField name="to" value={props.moved.to} />
          <ButtonRow>
            <Button kind="secondary">{w.undoMove(props.moved.name, props.moved.number)}</Button>
          </ButtonRow>
        </Form>
      )}
      {running ? (
        <NotificationBanner
          kind="info"
          title={w.running}
          live
          actions={<LinkButton href={`/study-groups/${call.id}/groups`}>{w.reload}</LinkButton>}
        >
          <p>{w.runningText}</p>
          <div data-study-running={`/study-groups/${call.id}/progress`}>
            <ProgressBar id="progress" label={w.running} value={run!.progress} max={100} />
          </div>
        </NotificationBanner>
      ) : null}
      {run?.failed ? (
        <NotificationBanner kind="error" title={w.failed}>
          <p>{w.failedText}</p>
        </NotificationBanner>
      ) : null}
      {groups.length === 0 ? (
        running ? null : (
          <EmptyState title={w.empty.title} text={w.empty.text} icon="people" />
        )
      ) : (
        <Quality {...props} />
      )}
      {left.length > 0 && groups.length > 0 ? (
        <NotificationBanner kind="warning" title={w.left}>
          <p>{w.leftText}</p>
          <ul>
            {left.map((entry) => (
              <li>
                <a href={`/study-groups/${call.id}/move?facility=${entry.facility_id}`}>{entry.facility}</a>
              </li>
            ))}
          </ul>
        </NotificationBanner>
      ) : null}
      {running || call.told_at !== null ? null : <Run {...props} />}
      {groups.length === 0 ? null : (
        <>
          <p class="study-drag-help" data-study-drag-help hidden>
            {w.dragHelp}
          </p>
          <div class="study-groups" data-study-groups data-costs={props.costs}>
            {groups.map((group, at) => (
              <GroupCard {...props} group={group} members={positions[at]!} />
            ))}
          </div>
          <form hidden method="post" action={`/study-groups/${call.id}/move`} data-study-move></form>
          <Section title={w.chart} id="chart">
            <BarChart
              caption={w.chart}
              captionHidden
              unit={w.points}
              max={100}
              items={groups.map((group, at) => ({
                label: `${words.groupName(group.number)}（${w.size(group.facility_ids.length)}）`,
                value:
                  Math.round((10 * worth(table, positions[at]!)) / Math.max(1, positions[at]!.length)) / 10,
                href: `#group-${group.number}`,
              }))}
            />
          </Section>
          <AreaMap
            title={w.map}
            points={groups.flatMap((group) =>
              group.facility_ids.flatMap((id) => {
                const entry = props.entries.find((one) => one.facility_id === id);
                return entry === undefined
                  ? []
                  : [
                      {
                        id,
                        label: w.mapLabel(group.number, entry.facility),
                        latitude: entry.latitude,
                        longitude: entry.longitude,
                        href: `#group-${group.number}`,
                        number: group.number,
                      },
                    ];
              }),
            )}
            view={props.view}
            moves={{ href: props.href }}
            listed
          />
          {left.length === 0 && call.told_at === null ? <Tell {...props} /> : null}
        </>
      )}
    </Stack>
  );
}

function Quality({ call, run, table, positions, names }: Proposal) {
  const w = words.groups;
  const mean = meanWorth(table, positions);
  const placed = positions.reduce((sum, group) => sum + group.length, 0);
  const lenient = (run?.lenient ?? []) as { ids: number[]; rule: 'far' | 'operator' }[];
  const computed = run?.value == null || run.bound == null ? null : { value: run.value, bound: run.bound };
  const gap =
    computed === null || computed.bound <= 0 ? null : (computed.bound - computed.value) / computed.bound;
  const byHand = computed !== null && Math.abs(computed.value - mean * placed) > 0.05 * placed;
  return (
    <NotificationBanner kind={gap !== null && gap < 0.02 ? 'success' : 'info'} title={w.mean(mean)}>
      {gap === null ? null : <p>{gap < 0.0005 ? w.best : w.gap(formatPercent(gap, 1))}</p>}
      {byHand && computed !== null && placed > 0 && call.told_at === null ? (
        <p>{w.byHand((computed.value / placed).toFixed(1), mean.toFixed(1))}</p>
      ) : null}
      {lenient.map(({ ids, rule }) => (
        <p>
          {w.lenient(
            ids.map((id) => names.get(id) ?? ''),
            rule,
          )}
        </p>
      ))}
    </NotificationBanner>
  );
}

function Run({ call, groups }: Proposal) {
  const w = words.groups;
  const action = `/study-groups/${call.id}/divide`;
  return groups.length === 0 ? (
    <Form action={action}>
      <ButtonRow>
        <Button size="lg">{w.run}</Button>
      </ButtonRow>
    </Form>
  ) : (
    <ConfirmForm label={w.runAgain} question={w.runAgainQuestion} action={action} confirmLabel={w.runAgain} />
  );
}

function GroupCard(props: Proposal & { group: Group; members: readonly number[] }) {
  const { call, group, members, table, names } = props;
  const w = words.groups;
  const wrong = broken(table, members);
  const points = members.length === 0 ? 0 : worth(table, members) / members.length;
  const topic = (number: number) => call.topics[number] ?? '';
  const facility = (id: number) => names.get(id) ?? '';
  const time = (number: number) => {
    const found = props.times.find((one) => one.number === number);
    return found === undefined ? '' : words.time(found);
  };
  return (
    <div data-study-group={group.id} data-locked={group.locked ? '' : undefined}>
      <Card
        title={`${words.groupName(group.number)}　${w.groupPoints(points)}`}
        level={2}
        id={`group-${group.number}`}
        {...(wrong.length > 0 ? { tone: 'warning' as const } : {})}
        footer={
          call.told_at === null ? (
            <Form
              action={`/study-groups/${call.id}/${group.locked ? 'unlock' : 'lock'}`}
              label={group.locked ? w.unlockLabel(group.number) : w.lockLabel(group.number)}
            >
              <HiddenField name="group_id" value={group.id} />
              <Button size="sm" kind="tertiary">
                {group.locked ? w.unlock : w.lock}
                <span class="visually-hidden">（{words.groupName(group.number)}）</span>
              </Button>
            </Form>
          ) : null
        }
      >
        <p class="study-effect" data-study-effect aria-live="polite"></p>
        {group.locked ? <StatusBadge kind="info">{w.locked}</StatusBadge> : null}
        {wrong.map((rule) => (
          <StatusBadge kind="warning">{w.rules[rule]}</StatusBadge>
        ))}
        <ul class="study-members" aria-label={w.members}>
          {group.facility_ids.map((id) => (
            <li data-study-facility={id}>
              <span>{names.get(id)}</span>
              {group.locked || call.told_at !== null ? null : (
                <a
                  href={`/study-groups/${call.id}/move?facility=${id}`}
                  aria-label={w.moveLabel(names.get(id) ?? '')}
                >
                  {w.move}
                </a>
              )}
            </li>
          ))}
        </ul>
        <h3 class="study-why">{w.reasons}</h3>
        <ul class="study-reasons">
          {reasonsOf(table, members).map((reason) => (
            <li>{reasonText(reason, topic, facility, time)}</li>
          ))}
        </ul>
      </Card>
    </div>
  );
}

function Tell({ call, table, positions }: Proposal) {
  const w = words.groups;
  const wrong = positions.some((group) => broken(table, group).length > 0);
  return (
    <div id="tell">
      {wrong ? <p>{w.tellBroken}</p> : null}
      <ConfirmForm
        label={w.tell}
        question={w.tellQuestion}
        action={`/study-groups/${call.id}/tell`}
        confirmLabel={w.tellConfirm}
        kind="primary"
      />
    </div>
  );
}
