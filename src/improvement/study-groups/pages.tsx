import { LinkButton } from '../../platform/ui/buttons.tsx';
import { StatusBadge } from '../../platform/ui/feedback.tsx';
import { Card, PageHeading, Prose, Section, Stack } from '../../platform/ui/layout.tsx';
import { DescriptionList, NextStep } from '../../platform/ui/records.tsx';
import { Button, ButtonRow, ConfirmForm } from '../../platform/ui/buttons.tsx';
import { Form } from '../../platform/ui/forms.tsx';
import { Brings, Entries } from './pages-entries.tsx';
import { CallState } from './pages-list.tsx';
import type { Call, CallTime, Entry, Group, handoutsOfCall, SessionLine } from './queries.ts';
import { stateOf } from './rules.ts';
import { words } from './words.ja.ts';

type HandoutLine = Awaited<ReturnType<typeof handoutsOfCall>>[number];

interface Props {
  call: Call;
  times: readonly CallTime[];
  entries: readonly Entry[];
  groups: readonly Group[];
  names: ReadonlyMap<number, string>;
  sessions: readonly SessionLine[];
  handouts: readonly HandoutLine[];
  own: readonly { id: number; name: string }[];
  mayManage: boolean;
  mayAnswer: boolean;
  today: string;
}

/** One call: what it is about, what is next for the reader, the groups, and for those who prepare the sign-ups. */
export function CallPage(props: Props) {
  const { call, mayManage } = props;
  const w = words.page;
  return (
    <Stack gap="lg">
      <PageHeading
        kicker={words.navigation}
        title={call.title}
        badges={<CallState call={call} today={props.today} />}
        actions={
          mayManage && call.told_at === null ? (
            <LinkButton href={`/study-groups/${call.id}/edit`} icon="edit">
              {w.edit}
            </LinkButton>
          ) : null
        }
      />
      <Next {...props} />
      <Groups {...props} />
      <DescriptionList
        items={[
          { term: w.theme, description: call.theme },
          { term: w.window, description: w.windowText(call.opens_on, call.closes_on) },
          { term: w.purpose, description: call.purpose === '' ? null : <Prose>{call.purpose}</Prose> },
          {
            term: w.topics,
            description: (
              <ul>
                {call.topics.map((topic) => (
                  <li>{topic}</li>
                ))}
              </ul>
            ),
          },
          {
            term: w.times,
            description: (
              <ul>
                {props.times.map((time) => (
                  <li>{words.time(time)}</li>
                ))}
              </ul>
            ),
          },
        ]}
      />
      {mayManage ? <Entries {...props} /> : null}
      {mayManage && call.told_at !== null && props.handouts.length === 0 ? (
        <ConfirmForm
          label={words.groups.untell}
          question={words.groups.untellQuestion}
          action={`/study-groups/${call.id}/untell`}
          confirmLabel={words.groups.untell}
          danger
          kind="tertiary"
        />
      ) : null}
    </Stack>
  );
}

function Next({ call, entries, own, mayManage, mayAnswer, today, groups }: Props) {
  const w = words.next;
  const state = stateOf(call, today);
  const link = (label: string, href: string) => (
    <LinkButton href={href} kind="primary">
      {label}
    </LinkButton>
  );
  if (mayManage) {
    const signed = entries.filter((entry) => entry.signed_at !== null).length;
    if (state === 'coming') return <NextStep title={w.coming(call.opens_on)} text={w.comingText} />;
    if (state === 'open')
      return (
        <NextStep
          title={w.wait}
          text={w.waitText(signed, call.closes_on)}
          action={link(
            groups.length > 0 ? words.page.seeGroups : words.page.divide,
            `/study-groups/${call.id}/groups`,
          )}
        />
      );
    if (state === 'closed')
      return (
        <NextStep
          title={w.divide}
          text={w.divideText(signed)}
          action={link(
            groups.length > 0 ? words.page.seeGroups : words.page.divide,
            `/study-groups/${call.id}/groups`,
          )}
        />
      );
    return null;
  }
  if (!mayAnswer || own.length === 0 || state === 'told') return null;
  if (state === 'coming') return <NextStep title={w.coming(call.opens_on)} />;
  if (state !== 'open') return null;
  const href = `/study-groups/${call.id}/entry`;
  const mine = entries.filter((entry) => own.some(({ id }) => id === entry.facility_id));
  const draft = mine.find((entry) => entry.signed_at === null);
  if (draft)
    return (
      <NextStep
        title={w.finish}
        text={w.finishText(call.closes_on)}
        action={link(w.finishAction, `${href}?facility=${draft.facility_id}`)}
      />
    );
  const free = own.find(({ id }) => !mine.some((entry) => entry.facility_id === id));
  if (free)
    return (
      <NextStep
        title={w.sign}
        text={w.signText(call.closes_on)}
        action={link(w.signAction, `${href}?facility=${free.id}`)}
      />
    );
  return (
    <NextStep
      title={w.signed}
      text={w.signedText(call.closes_on)}
      action={<LinkButton href={`${href}?facility=${mine[0]!.facility_id}`}>{w.change}</LinkButton>}
    />
  );
}

function Groups(props: Props) {
  const { call, groups, names, own, mayManage } = props;
  const w = words.page;
  if (call.told_at === null || groups.length === 0) return null;
  const mine = (group: Group) => group.facility_ids.some((id) => own.some((one) => one.id === id));
  const sorted = [...groups.filter(mine), ...groups.filter((group) => !mine(group))];
  return (
    <Section
      title={w.groups}
      id="groups"
      actions={
        mayManage ? (
          <LinkButton href={`/study-groups/${call.id}/groups`} size="sm">
            {w.why}
          </LinkButton>
        ) : null
      }
    >
      <div class="study-groups">
        {sorted.map((group) => {
          const sessions = props.sessions.filter((session) => session.group_id === group.id);
          const handout = props.handouts.find((one) => one.group_id === group.id);
          const peers = mine(group)
            ? props.entries.filter(
                (entry) =>
                  group.facility_ids.includes(entry.facility_id) &&
                  !own.some((one) => one.id === entry.facility_id),
              )
            : [];
          return (
            <Card
              title={words.groupName(group.number)}
              level={3}
              id={`group-${group.number}`}
              {...(mine(group) ? { tone: 'key' as const } : {})}
            >
              {mine(group) ? <StatusBadge kind="info">{w.ownGroup}</StatusBadge> : null}
              <p>{w.withWhom(group.facility_ids.map((id) => names.get(id) ?? ''))}</p>
              {mine(group) || mayManage ? (
                sessions.length === 0 ? (
                  <p>{w.noSession}</p>
                ) : (
                  <ul>
                    {sessions.map((session) => (
                      <li>
                        <a href={`/study-sessions/${session.id}`}>{words.time(session)}</a>
                        {session.place === '' ? null : `　${session.place}`}
                      </li>
                    ))}
                  </ul>
                )
              ) : null}
              {peers.map((peer) => (
                <details class="disclosure">
                  <summary>{w.peers(peer.facility)}</summary>
                  <Brings call={call} entry={peer} />
                </details>
              ))}
              {mayManage ? (
                <ButtonRow>
                  <LinkButton
                    href={`/study-groups/groups/${group.id}/sessions/new`}
                    size="sm"
                    label={w.planLabel(group.number)}
                  >
                    {w.plan}
                  </LinkButton>
                  {handout === undefined && sessions.length > 0 ? (
                    <Form
                      action={`/study-groups/groups/${group.id}/handout`}
                      label={w.handoutLabel(group.number)}
                    >
                      <Button size="sm" kind="tertiary">
                        {w.handout}
                      </Button>
                    </Form>
                  ) : null}
                </ButtonRow>
              ) : null}
              {handout === undefined ? null : (
                <p>
                  <a href={`/study-handouts/${handout.id}`}>
                    {w.seeHandout}：{handout.title}
                  </a>
                </p>
              )}
            </Card>
          );
        })}
      </div>
    </Section>
  );
}
