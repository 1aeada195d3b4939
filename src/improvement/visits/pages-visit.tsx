import type { Child } from '../../platform/ui/jsx-runtime.ts';
import { addDays, formatDate, formatDateShort, formatDateTime } from '../../platform/ja/dates.ts';
import { ConfirmForm, LinkButton, UtilityLink } from '../../platform/ui/buttons.tsx';
import { Disclosure, StatusBadge } from '../../platform/ui/feedback.tsx';
import { Card, Columns, PageHeading, Prose, Section, Stack } from '../../platform/ui/layout.tsx';
import { DescriptionList, NextStep, Timeline, type TimelineEntry } from '../../platform/ui/records.tsx';
import type { FormState } from '../../platform/web/form.ts';
import { Hidden, OpenNow } from './pages-emergency.tsx';
import { StateBadge } from './pages-list.tsx';
import { Attachments, CloseFollowUp, FollowUps, Issues, RecordTexts } from './pages-outcome.tsx';
import { CancelForm } from './pages-plan-form.tsx';
import type { Attachment, CurrentEmergency, Draft, FollowUp, VisitRecord } from './queries-record.ts';
import type { PersonName, Visit } from './queries.ts';
import { fieldWord } from './rules-words.ts';
import { recordFields, stateOf, type PastText } from './rules.ts';
import { words } from './words.ja.ts';

const named = words.visit;

export interface VisitPageProps {
  visit: Visit;
  /** what slices that come later tell of it */
  beside: Child[];
  companions: readonly PersonName[];
  record: VisitRecord | undefined;
  draft: Draft | undefined;
  memo: { body: string; updated_at: Date; updated_by_name: string } | undefined;
  attachments: readonly Attachment[];
  followUps: readonly FollowUp[];
  issues: readonly { id: number; title: string; theme_name: string; state: string }[];
  score: { average: number | null; judges: number } | null;
  /** emergency openings of this record that run now: the reader's own, or others' for the team */
  emergencies: readonly CurrentEmergency[];
  me: number | null;
  may_open: boolean;
  today: string;
  time_zone: string;
  cancelState: FormState | null;
  emergencyState: FormState | null;
}

/** A visit, read top-down: what it is, what happens next, the plan, the record, what came of it, its history. */
export function VisitPage(props: VisitPageProps) {
  const { visit, record } = props;
  const hidden = visit.visited_on !== null && record === undefined;
  return (
    <Stack gap="lg">
      <PageHeading
        kicker={named.kicker(words.purposes[visit.purpose])}
        title={named.title(visit.facility, formatDate(visit.visited_on ?? visit.planned_on))}
        badges={
          <>
            <StateBadge visit={visit} today={props.today} />
            {hidden || record?.restricted ? (
              <StatusBadge kind="warning">{words.restricted}</StatusBadge>
            ) : null}
            {record?.shared_at ? <StatusBadge kind="success">{words.shared}</StatusBadge> : null}
          </>
        }
        actions={
          <UtilityLink href={`/visits/facility/${visit.facility_id}`} icon="clock">
            {named.history}
          </UtilityLink>
        }
      />
      {props.emergencies.map((one) => (
        <OpenNow emergency={one} own={one.person_id === props.me} time_zone={props.time_zone} />
      ))}
      {props.beside}
      {hidden ? null : <WhatNext {...props} />}
      <Columns kind="main-aside">
        <Stack gap="lg">
          {hidden ? <Hidden visit={visit} may_open={props.may_open} state={props.emergencyState} /> : null}
          {record ? <RecordCard record={record} /> : null}
          {record ? <FollowUps followUps={props.followUps} today={props.today} /> : null}
          {record ? <Issues issues={props.issues} /> : null}
          {visit.may_record || props.attachments.length > 0 ? (
            <Attachments visit={visit} attachments={props.attachments} time_zone={props.time_zone} />
          ) : null}
          {props.memo ? (
            <Card title={named.memo} lead={named.memoLead} id="memo" tone="quiet">
              <Prose>{props.memo.body}</Prose>
            </Card>
          ) : null}
        </Stack>
        <Stack gap="lg">
          <Plan {...props} />
          {props.score && record ? <Quality visit_id={visit.id} score={props.score} /> : null}
          <History {...props} />
        </Stack>
      </Columns>
    </Stack>
  );
}

function WhatNext(props: VisitPageProps) {
  const { visit, record, draft } = props;
  const state = stateOf(visit, props.today);
  const next = named.next;
  const write = (label: string) => (
    <LinkButton href={`/visits/${visit.id}/record`} kind="primary" size="lg" icon="edit">
      {label}
    </LinkButton>
  );
  if (state === 'cancelled') {
    return (
      <NextStep
        title={next.cancelled}
        text={words.cancelledLine(visit.cancel_reason, visit.cancel_note)}
        action={
          visit.moved_to ? (
            <LinkButton href={`/visits/${visit.moved_to.id}`}>
              {named.movedTo(formatDate(visit.moved_to.planned_on))}
            </LinkButton>
          ) : visit.may_plan ? (
            <LinkButton href={`/visits/new?facility=${visit.facility_id}`} icon="plus">
              {words.history.add}
            </LinkButton>
          ) : undefined
        }
      />
    );
  }
  if (draft && visit.may_record) {
    return (
      <NextStep
        title={next.draft}
        text={next.draftText(formatDateTime(draft.saved_at, props.time_zone))}
        holder={visit.lead}
        action={write(next.resume)}
      />
    );
  }
  if (state === 'planned' || state === 'unrecorded') {
    const waiting = state === 'unrecorded';
    return (
      <NextStep
        title={!waiting ? next.planned : visit.may_record ? next.unrecorded : next.waitingOthers}
        text={waiting ? next.unrecordedText : next.plannedText}
        holder={visit.lead}
        due={words.dayAndTimes(visit)}
        dueState={waiting && visit.planned_on < addDays(props.today, -3) ? 'late' : undefined}
        action={visit.may_record ? write(next.write) : undefined}
      />
    );
  }
  const open = props.followUps.find((one) => one.done_on === null);
  if (record && visit.may_record && !record.restricted && record.shared_at === null) {
    return (
      <NextStep
        title={next.share}
        text={next.shareText}
        holder={visit.lead}
        action={
          <ConfirmForm
            label={named.share.label}
            question={named.share.question(visit.facility)}
            confirmLabel={named.share.confirm}
            action={`/visits/${visit.id}/share`}
            kind="primary"
            size="lg"
          />
        }
      />
    );
  }
  if (open) {
    const late = open.due_on < props.today;
    return (
      <NextStep
        title={next.followUp(open.what)}
        holder={open.owner}
        due={formatDate(open.due_on)}
        dueState={late ? 'late' : open.due_on <= addDays(props.today, 7) ? 'soon' : undefined}
        action={open.may_close ? <CloseFollowUp promise={open} kind="primary" /> : undefined}
      />
    );
  }
  return (
    <NextStep
      title={next.done}
      text={next.doneText}
      action={<LinkButton href={`/visits/facility/${visit.facility_id}`}>{next.openHistory}</LinkButton>}
    />
  );
}

function Plan(props: VisitPageProps) {
  const { visit } = props;
  const ahead = visit.cancelled_at === null && visit.visited_on === null;
  return (
    <Card title={named.plan} id="plan">
      <DescriptionList
        layout="stack"
        items={[
          { term: named.when, description: words.dayAndTimes(visit) },
          visit.visited_on === null
            ? null
            : { term: named.visited, description: formatDate(visit.visited_on) },
          { term: named.lead, description: visit.lead },
          props.companions.length === 0
            ? null
            : {
                term: named.companions,
                description: props.companions.map((person) => person.name).join('、'),
              },
          { term: named.team, description: visit.team },
          { term: named.note, description: visit.note_to_facility },
          { term: named.wishes, description: visit.visit_wishes },
        ]}
      />
      {visit.moved_from ? (
        <p>
          <a href={`/visits/${visit.moved_from_id}`}>
            {named.movedFrom(
              formatDateShort(visit.moved_from.planned_on),
              words.cancelReasons[visit.moved_from.cancel_reason],
              visit.moved_from.cancel_note,
            )}
          </a>
        </p>
      ) : null}
      {ahead && visit.may_plan ? (
        <Stack>
          <LinkButton href={`/visits/${visit.id}/edit`} icon="edit">
            {named.edit}
          </LinkButton>
          <CancelForm visit={visit} state={props.cancelState} />
        </Stack>
      ) : null}
    </Card>
  );
}

function RecordCard({ record }: { record: VisitRecord }) {
  return (
    <Card title={named.record} id="record">
      <RecordTexts record={record} />
    </Card>
  );
}

function Quality({
  visit_id,
  score,
}: {
  visit_id: number;
  score: { average: number | null; judges: number };
}) {
  return (
    <Card title={named.quality} id="quality">
      <p>{score.average === null ? named.qualityNone : named.qualityScore(score.average, score.judges)}</p>
      <UtilityLink href={`/quality/visits/${visit_id}`} icon="next">
        {named.qualityOpen}
      </UtilityLink>
    </Card>
  );
}

function History(props: VisitPageProps) {
  const { visit, record, time_zone } = props;
  const at = (instant: Date) => ({
    when: formatDateTime(instant, time_zone),
    datetime: instant.toISOString(),
  });
  const entries: (TimelineEntry & { order: string })[] = [
    {
      ...at(visit.created_at),
      text: named.events.planned(visit.created_by_name),
      order: visit.created_at.toISOString(),
    },
  ];
  if (visit.cancelled_at !== null && visit.cancel_reason !== null) {
    entries.push({
      ...at(visit.cancelled_at),
      text: named.events.cancelled(visit.cancelled_by_name ?? '', words.cancelReasons[visit.cancel_reason]),
      detail: visit.cancel_note,
      kind: 'warning',
      order: visit.cancelled_at.toISOString(),
    });
  }
  if (record) {
    entries.push({
      ...at(record.submitted_at),
      text: named.events.submitted(record.submitted_by_name),
      order: record.submitted_at.toISOString(),
    });
    if (record.version > 1) {
      entries.push({
        ...at(record.updated_at),
        text: named.events.edited(record.updated_by_name, record.version),
        order: record.updated_at.toISOString(),
      });
    }
    if (record.shared_at) {
      entries.push({
        ...at(record.shared_at),
        text: named.events.shared(record.shared_by_name ?? ''),
        order: record.shared_at.toISOString(),
      });
    }
  }
  entries.sort((a, b) => (a.order < b.order ? 1 : -1));
  return (
    <Section title={named.timeline} id="timeline">
      <Timeline entries={entries} label={named.timeline} />
      {record && visit.may_record ? <Upkeep {...props} record={record} /> : null}
    </Section>
  );
}

/** The seven texts as they are asked, then what else a draft held. */
const inOrder = (fields: PastText['fields']) =>
  Object.entries(fields).toSorted(([a], [b]) => placeOf(a) - placeOf(b) || (a < b ? -1 : 1));
const placeOf = (name: string) => {
  const at = (recordFields as readonly string[]).indexOf(name);
  return at < 0 ? recordFields.length : at;
};

/** What the team may still do with a finished record. */
function Upkeep({ visit, record, time_zone }: VisitPageProps & { record: VisitRecord }) {
  return (
    <Stack>
      <LinkButton href={`/visits/${visit.id}/record`} icon="edit">
        {named.next.editRecord}
      </LinkButton>
      {record.shared_at ? (
        <ConfirmForm
          label={named.share.stop}
          question={named.share.stopQuestion}
          action={`/visits/${visit.id}/unshare`}
          size="sm"
        />
      ) : null}
      {record.past.length === 0 ? null : (
        <Disclosure summary={named.past}>
          {record.past.toReversed().map((past): Child => (
            <Section
              title={named.pastBy(past.by_name, formatDateTime(new Date(past.at), time_zone), past.unchosen)}
              level={3}
            >
              <DescriptionList
                layout="stack"
                items={inOrder(past.fields).map(([name, text]) => ({
                  term: fieldWord(name),
                  description: <Prose quiet>{text}</Prose>,
                }))}
              />
            </Section>
          ))}
        </Disclosure>
      )}
    </Stack>
  );
}
