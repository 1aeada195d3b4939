import type { Child } from '../../platform/ui/jsx-runtime.ts';
import { formatDate, formatMonthDay } from '../../platform/ja/dates.ts';
import { LinkButton } from '../../platform/ui/buttons.tsx';
import { Chip, EmptyState } from '../../platform/ui/feedback.tsx';
import {
  Card,
  Columns,
  PageHeading,
  PageNavigation,
  Prose,
  Section,
  Stack,
} from '../../platform/ui/layout.tsx';
import {
  DescriptionList,
  KeyFigure,
  ResourceList,
  Timeline,
  type TimelineEntry,
} from '../../platform/ui/records.tsx';
import { RecordTexts } from './pages-outcome.tsx';
import type { FacilityCounts, HistoryVisit, OwnVisit, VisitedFacility } from './queries-facility.ts';
import type { FollowUp, VisitRecord } from './queries-record.ts';
import { words } from './words.ja.ts';

export interface HistoryProps {
  facility: VisitedFacility;
  counts: FacilityCounts & { all: number };
  visits: readonly HistoryVisit[];
  followUps: readonly FollowUp[];
  issues: readonly { id: number; title: string; theme_name: string; state: string }[];
  page: number;
  size: number;
  may_plan: boolean;
  today: string;
  href: (page: number) => string;
}

const named = words.history;
const isOpen = (issue: { state: string }) => issue.state !== 'closed';

/** A facility's visits as one story: each next step and what came of it. */
export function HistoryPage(props: HistoryProps) {
  const { facility, counts, visits } = props;
  const openIssues = props.issues.filter(isOpen);
  const openPromises = props.followUps.filter((one) => one.done_on === null);
  return (
    <Stack gap="lg">
      <PageHeading
        kicker={facility.kind}
        title={named.title(facility.name)}
        lead={named.lead}
        actions={
          props.may_plan ? (
            <LinkButton href={`/visits/new?facility=${facility.id}`} kind="primary" icon="plus">
              {named.add}
            </LinkButton>
          ) : null
        }
      />
      <Columns kind="quarters">
        <KeyFigure label={named.counts.visits} value={counts.visits} unit={named.unit} />
        <KeyFigure label={named.counts.thisYear} value={counts.this_year} unit={named.unit} />
        <KeyFigure label={named.counts.upcoming} value={counts.upcoming} unit={named.unit} />
        <KeyFigure label={named.counts.openIssues} value={openIssues.length} unit={named.issueUnit} />
      </Columns>
      {openPromises.length === 0 ? null : (
        <Section title={named.followUps} id="follow-ups">
          <ResourceList
            items={openPromises.map((one) => ({
              title: one.what,
              href: `/visits/${one.visit_id}`,
              meta: one.owner,
              due: formatMonthDay(one.due_on),
              ...(one.due_on < props.today ? { dueState: 'late' as const } : {}),
            }))}
          />
        </Section>
      )}
      <Section title={named.timeline} id="timeline">
        {visits.length === 0 ? (
          <EmptyState title={named.empty} text={named.emptyText} icon="calendar" />
        ) : (
          <Timeline
            label={named.timeline}
            entries={visits.map((visit, at) => entry(visit, visits[at - 1], props))}
          />
        )}
        <PageNavigation total={counts.all} page={props.page} size={props.size} href={props.href} />
      </Section>
      <Section title={named.issues} id="issues">
        {openIssues.length === 0 ? (
          <p>{named.noIssues}</p>
        ) : (
          <ResourceList
            items={openIssues.map((issue) => ({
              title: issue.title,
              href: `/issues/${issue.id}`,
              meta: issue.theme_name,
              badge: <Chip>{words.issueStates[issue.state] ?? issue.state}</Chip>,
            }))}
          />
        )}
      </Section>
    </Stack>
  );
}

/** `later` is the visit after this one (the list runs newest first): its hearing tells what became of the next step. */
function entry(visit: HistoryVisit, later: HistoryVisit | undefined, props: HistoryProps): TimelineEntry {
  const day = visit.visited_on ?? visit.planned_on;
  const purpose = words.purposes[visit.purpose];
  if (visit.cancelled_at !== null && visit.cancel_reason !== null) {
    return {
      when: formatDate(day),
      datetime: day,
      kind: 'warning',
      text: named.cancelledWith(words.cancelReasons[visit.cancel_reason]),
      detail: visit.cancel_note,
    };
  }
  const link: Child = <a href={`/visits/${visit.id}`}>{named.open}</a>;
  if (visit.visited_on === null) {
    return {
      when: formatDate(day),
      datetime: day,
      kind: 'plan',
      text: named.plannedWith(visit.lead, purpose),
      detail: link,
    };
  }
  const promises = props.followUps.filter((one) => one.visit_id === visit.id);
  const became = [
    ...promises.map((one) =>
      one.done_on
        ? named.became_followUp(one.what, one.done_note)
        : named.became_open(one.what, formatMonthDay(one.due_on)),
    ),
    ...(later?.record && later.visited_on
      ? [`${named.nextHearing(formatMonthDay(later.visited_on))}：${later.record.hearing}`]
      : []),
  ];
  return {
    when: formatDate(day),
    datetime: day,
    kind: 'done',
    text: named.visitedWith(visit.lead, purpose),
    detail: (
      <>
        {visit.record ? (
          <DescriptionList
            layout="stack"
            items={[
              { term: named.heard, description: <Prose>{visit.record.hearing}</Prose> },
              visit.record.strengths !== '' && {
                term: named.strengths,
                description: <Prose>{visit.record.strengths}</Prose>,
              },
              visit.record.support !== '' && {
                term: named.support,
                description: <Prose>{visit.record.support}</Prose>,
              },
              visit.issues.length > 0 && {
                term: named.raised,
                description: visit.issues.map((issue) => (
                  <p>
                    <a href={`/issues/${issue.id}`}>{issue.title}</a>
                  </p>
                )),
              },
              { term: named.nextStep, description: <Prose>{visit.record.next_step}</Prose> },
              became.length > 0 && { term: named.became, description: became.map((line) => <p>{line}</p>) },
            ]}
          />
        ) : (
          <p>{words.restricted}</p>
        )}
        <p>{link}</p>
      </>
    ),
  };
}

/** The facility's own view: when somebody comes, with which note, and what was shared. */
export function OwnVisitsPage(props: {
  visits: readonly OwnVisit[];
  several: boolean;
  none: boolean;
  today: string;
}) {
  const mine = words.mine;
  const ahead = props.visits
    .filter(
      (visit) => visit.visited_on === null && visit.cancelled_at === null && visit.planned_on >= props.today,
    )
    .toReversed();
  const past = props.visits.filter((visit) => visit.visited_on !== null || visit.cancelled_at !== null);
  const name = (visit: OwnVisit) => (props.several ? `${visit.facility}　` : '');
  return (
    <Stack gap="lg">
      <PageHeading title={mine.title} lead={props.none ? mine.notYours : mine.lead} />
      <Section title={mine.upcoming} id="upcoming">
        {ahead.length === 0 ? (
          <EmptyState title={mine.noUpcoming} icon="calendar" />
        ) : (
          <ResourceList
            items={ahead.map((visit) => ({
              title: `${name(visit)}${words.dayAndTimes(visit)}`,
              meta: `${mine.lead_(visit.lead)}　${words.purposes[visit.purpose]}`,
              text: visit.note_to_facility,
              icon: 'calendar',
            }))}
          />
        )}
      </Section>
      <Section title={mine.past} id="past">
        {past.length === 0 ? (
          <EmptyState title={mine.noPast} icon="note" />
        ) : (
          <ResourceList
            items={past.map((visit) => ({
              title: `${name(visit)}${formatDate(visit.visited_on ?? visit.planned_on)}`,
              meta:
                visit.cancel_reason === null
                  ? mine.visitedBy(visit.lead)
                  : mine.cancelled(words.cancelReasons[visit.cancel_reason]),
              icon: visit.cancelled_at === null ? 'check' : 'close',
              action:
                visit.shared_at === null ? undefined : (
                  <LinkButton href={`/my-facility/visits/${visit.id}`} size="sm">
                    {mine.read}
                  </LinkButton>
                ),
            }))}
          />
        )}
      </Section>
    </Stack>
  );
}

/** A shared record as the facility reads it: without memo, attachments and promises of the team. */
export function SharedRecordPage(props: { facility: string; day: string; record: VisitRecord }) {
  return (
    <Stack>
      <PageHeading
        title={words.mine.recordTitle(props.facility, formatDate(props.day))}
        lead={words.mine.recordLead(props.record.submitted_by_name)}
      />
      <Card>
        <RecordTexts record={props.record} />
      </Card>
    </Stack>
  );
}
