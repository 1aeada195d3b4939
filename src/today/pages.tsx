import type { Child } from '../platform/ui/jsx-runtime.ts';
import { formatDate, formatDateTime } from '../platform/ja/dates.ts';
import { closureName, holidayName, isYearEndClosure } from '../platform/ja/holidays.ts';
import { Button, LinkButton } from '../platform/ui/buttons.tsx';
import { Disclosure, EmptyState } from '../platform/ui/feedback.tsx';
import { Form } from '../platform/ui/forms.tsx';
import { Card, Columns, PageHeading, Section, Stack } from '../platform/ui/layout.tsx';
import { MenuList, ResourceList } from '../platform/ui/records.tsx';
import { counted, type Today } from './queries.ts';
import { Go, due, type List } from './pages-items.tsx';
import { listsToKnow } from './pages-known.tsx';
import { listsThatWait } from './pages-waiting.tsx';
import { words } from './words.ja.ts';

const filled = (lists: readonly List[]) => lists.filter((list) => list.items.length > 0);

const mostOf = (list: List): number => list.most ?? 5;
const countOf = (list: List): number => list.total ?? list.items.length;
/** Whether there may be more than were read. */
const isAtLeast = (list: List): boolean => list.total === undefined && list.items.length >= counted;

/** The log of one day. */
const logOf = (day: string): string => {
  const [y, m, d] = day.split('-').map(Number);
  return `/audit?from_y=${y}&from_m=${m}&from_d=${d}`;
};

/** A list with its heading, left out when there is nothing in it; says how many more there are, and where. */
function Waiting(props: List & { level?: 2 | 3 }): Child {
  if (props.items.length === 0) return null;
  const first = props.items.slice(0, mostOf(props));
  const rest = props.items.slice(first.length);
  const more = words.more(countOf(props) - first.length, isAtLeast(props));
  return (
    <Card
      title={props.title}
      level={props.level}
      tone={props.tone}
      icon={props.tone}
      actions={
        props.all === undefined ? undefined : (
          <LinkButton href={props.all} kind="tertiary" size="sm">
            {words.all}
          </LinkButton>
        )
      }
    >
      <ResourceList items={first} label={props.title} />
      {countOf(props) === first.length ? null : props.all === undefined ? (
        <Disclosure summary={more}>
          <ResourceList items={rest} label={words.moreOf(props.title, more)} />
        </Disclosure>
      ) : (
        <p>
          <a href={props.all} aria-label={words.moreOf(props.title, more)}>
            {more}
          </a>
        </p>
      )}
    </Card>
  );
}

export function TodayPage(props: {
  name: string;
  hour: number;
  today: string;
  zone: string;
  waiting: Today;
  now: Date;
  isFacility: boolean;
  /** visits facilities, and may take the week along */
  goesOut: boolean;
  entersUse: boolean;
  facilityId: number | null;
  isAuditor: boolean;
}): Child {
  const { waiting, today } = props;
  const waits = filled(listsThatWait(props));
  const known = filled(listsToKnow(props));
  const count = waits.reduce((sum, list) => sum + countOf(list), 0);
  const cut = waits.some((list) => countOf(list) > mostOf(list));
  const atLeast = waits.some(isAtLeast);
  // The day of the week stands in the date already.
  const closed = holidayName(today) !== null || isYearEndClosure(today) ? closureName(today) : null;
  return (
    <Stack>
      <PageHeading
        title={words.greeting(props.name, props.hour)}
        kicker={`${formatDate(today)}${closed === null ? '' : `　${closed}`}`}
        lead={words.waiting(count, cut, atLeast)}
      />
      <Columns kind="main-aside">
        <Stack>
          {waits.map((list) => (
            <Waiting {...list} />
          ))}
          {known.length === 0 ? null : (
            <Section title={words.known} id="known">
              <Stack>
                {known.map((list) => (
                  <Waiting {...list} level={3} />
                ))}
              </Stack>
            </Section>
          )}
          {waits.length === 0 && known.length === 0 ? (
            <EmptyState title={words.nothing} text={words.nothingText} />
          ) : null}
        </Stack>
        <Stack>
          <Waiting
            title={words.notices}
            all="/notices"
            items={waiting.notices.map((notice, index) => ({
              title: notice.title,
              href: notice.url,
              meta: formatDateTime(notice.created_at, props.zone),
              action: (
                <Form action={`/notices/${notice.id}/open`} label={`${index + 1} ${notice.title}`}>
                  <Button kind="tertiary" size="sm">
                    {words.confirm}
                  </Button>
                </Form>
              ),
            }))}
          />
          {props.goesOut ? (
            <Card title={words.outside}>
              <MenuList
                items={[
                  { label: words.outsideLinks.app, href: '/visits/offline' },
                  { label: words.outsideLinks.day, href: `/round-days/${today}` },
                  { label: words.outsideLinks.round, href: '/round-plan' },
                ]}
              />
            </Card>
          ) : null}
          {props.isFacility ? (
            <Card title={words.facility}>
              <MenuList
                items={[
                  { label: words.facilityLinks.visits, href: '/my-facility/visits' },
                  { label: words.facilityLinks.issues, href: '/my-facility/issues' },
                  { label: words.facilityLinks.shareBacks, href: '/my-facility/share-backs' },
                  ...(props.entersUse ? [{ label: words.facilityLinks.use, href: '/use' }] : []),
                  ...(props.facilityId === null
                    ? []
                    : [{ label: words.facilityLinks.directory, href: `/facilities/${props.facilityId}` }]),
                ]}
              />
            </Card>
          ) : null}
          <Waiting
            title={words.meetings}
            all="/meetings"
            most={3}
            items={waiting.meetings.map((one) => ({
              title: one.title,
              href: `/meetings/${one.id}`,
              meta: `${formatDate(one.held_on)}　${one.forum}`,
            }))}
          />
          <Waiting
            title={words.due}
            all="/visits/plan"
            total={waiting.due.length}
            items={waiting.due.map((one) => ({
              title: one.name,
              href: `/visits/facility/${one.id}`,
              meta: [one.kind, one.area].filter(Boolean).join('　'),
              action: <Go href={`/visits/new?facility=${one.id}`} label={words.duePlan} />,
            }))}
          />
          <Waiting
            title={words.behind}
            all="/indicators"
            items={waiting.behind.map((one) => ({ title: one.name, href: one.href }))}
          />
          <Waiting
            title={words.ending}
            all="/people?state=ending"
            items={waiting.ending.map((one) => ({
              title: one.name,
              href: `/people/${one.person_id}`,
              meta: `${one.place}　${one.role}`,
              ...due(one.ends_on, today),
            }))}
          />
          {waiting.dead === 0 ? null : (
            <Waiting
              title={words.dead}
              items={[{ title: words.deadText(waiting.dead), href: '/system', icon: 'warning' }]}
            />
          )}
          {props.isAuditor ? (
            <Waiting title={words.audit} items={[{ title: words.auditText, href: logOf(today) }]} />
          ) : null}
        </Stack>
      </Columns>
    </Stack>
  );
}
