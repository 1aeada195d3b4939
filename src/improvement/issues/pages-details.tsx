import type { Child } from '../../platform/ui/jsx-runtime.ts';
import { formatDate, formatDateShort, formatDateTime } from '../../platform/ja/dates.ts';
import { ConfirmForm } from '../../platform/ui/buttons.tsx';
import { Chip, Disclosure, StatusBadge } from '../../platform/ui/feedback.tsx';
import { Card, Prose, Section } from '../../platform/ui/layout.tsx';
import { DescriptionList, ResourceList, type TimelineEntry } from '../../platform/ui/records.tsx';
import { DataTable } from '../../platform/ui/tables.tsx';
import type { IssueView } from './pages.tsx';
import { holderOf } from './pages-list.tsx';
import type { Voice } from './queries.ts';
import { stages, nextStage, stageFact } from './rules.ts';
import { words } from './words.ja.ts';

export function Facts({ view: { issue, readsVisits } }: { view: IssueView }): Child {
  return (
    <Card title={words.page.about} tone="quiet">
      <DescriptionList
        layout="stack"
        items={[
          {
            term: words.page.theme,
            description: <Chip href={`/issues?theme=${issue.theme_code}`}>{issue.theme_name}</Chip>,
          },
          { term: words.page.weight, description: words.weight(issue.weight) },
          { term: words.page.areas, description: issue.areas.join('、') },
          { term: words.page.holder, description: holderOf(issue) },
          { term: words.page.nextForum, description: issue.next_forum },
          {
            term: words.page.nextReview,
            description: issue.next_review_on && formatDate(issue.next_review_on),
          },
          {
            term: words.page.source,
            description:
              issue.visit_id !== null && readsVisits ? (
                <a href={`/visits/${issue.visit_id}`}>{words.page.visit}</a>
              ) : issue.meeting_id !== null ? (
                <a href={`/meetings/${issue.meeting_id}`}>{words.page.meeting}</a>
              ) : (
                words.sources[issue.source]
              ),
          },
          {
            term: words.page.raised,
            description: words.page.raisedBy(issue.raised_on, issue.raised_by_name),
          },
        ]}
      />
    </Card>
  );
}

/** The four-step line: which forum shares, discusses, decides and reviews it, and what is done. */
export function Plan({ view: { issue, plan, events } }: { view: IssueView }): Child {
  const rows = stages.map((stage) => ({
    stage,
    forum: plan.find((step) => step.stage === stage)?.forum_name ?? null,
    done: events.find((event) => event.kind === stageFact[stage])?.happened_on ?? null,
    next: nextStage[issue.state] === stage,
  }));
  return (
    <Section title={words.page.plan} lead={words.page.planLead} id="plan">
      <DataTable
        caption={words.page.planTable}
        captionHidden
        stack
        rows={rows}
        columns={[
          {
            key: 'stage',
            label: words.page.planStage,
            rowHeader: true,
            cell: (row) => words.stages[row.stage],
          },
          { key: 'forum', label: words.page.planForum, cell: (row) => row.forum ?? words.page.planNone },
          {
            key: 'done',
            label: words.page.planDone,
            cell: (row) =>
              row.done !== null ? (
                <StatusBadge kind="success">{formatDate(row.done)}</StatusBadge>
              ) : (
                <StatusBadge kind={row.next ? 'warning' : 'neutral'}>{words.page.planNotYet}</StatusBadge>
              ),
          },
        ]}
      />
    </Section>
  );
}

/** What was said, what was answered, and whether it was read: shown on the issue, when answering and when merging. */
export function Voices({ view }: { view: IssueView }): Child {
  const { voices, seesVoices, zone } = view;
  return (
    <Card title={words.page.voices} lead={words.page.voicesLead} id="voices">
      {voices.length === 0 ? (
        <p>{seesVoices ? words.page.voicesNone : words.page.voicesHidden}</p>
      ) : (
        <DescriptionList
          layout="stack"
          items={voices.map((voice) => ({
            term: (
              <>
                <a href={`/facilities/${voice.facility_id}`}>{voice.facility_name}</a>{' '}
                <ReadBadge voice={voice} zone={zone} />
              </>
            ),
            description: (
              <>
                <Prose>
                  <p>{voice.statement || words.page.noWords}</p>
                </Prose>
                <Prose quiet>
                  <p>
                    {formatDate(voice.raised_on)}
                    {voice.echoed ? `　${words.page.echoed}` : null}
                    {voice.issue_id === view.issue.id
                      ? null
                      : `　${words.page.fromOriginal(voice.issue_title)}`}
                  </p>
                </Prose>
                {voice.answer === null || voice.answered_at === null ? null : (
                  <Disclosure
                    summary={words.page.answered(
                      formatDateTime(voice.answered_at, zone),
                      voice.answered_by_name ?? '',
                    )}
                  >
                    <Prose>
                      <p>{voice.answer}</p>
                    </Prose>
                  </Disclosure>
                )}
              </>
            ),
          }))}
        />
      )}
    </Card>
  );
}

/** What was answered to the case zone, where the issue, or one merged into it, came from there. */
export function FamilyVoices({ view: { families, zone } }: { view: IssueView }): Child {
  if (families.length === 0) return null;
  return (
    <Card title={words.page.familyVoice} id="families">
      <DescriptionList
        layout="stack"
        items={families.map((voice) => ({
          term: voice.title,
          description:
            voice.answer === null || voice.answered_at === null ? (
              words.page.familyVoiceNone
            ) : (
              <>
                <p>
                  {words.page.answered(formatDateTime(voice.answered_at, zone), voice.answered_by_name ?? '')}
                </p>
                <Prose>
                  <p>{voice.answer}</p>
                </Prose>
              </>
            ),
        }))}
      />
    </Card>
  );
}

function ReadBadge({ voice, zone }: { voice: Voice; zone: string }): Child {
  if (voice.answer === null) return <StatusBadge>{words.page.unanswered}</StatusBadge>;
  if (voice.read_at === null) return <StatusBadge kind="info">{words.page.unread}</StatusBadge>;
  return (
    <StatusBadge kind="success">
      {words.page.read(formatDateTime(voice.read_at, zone), voice.read_by_name ?? '')}
    </StatusBadge>
  );
}

export function Originals({ view: { issue, originals } }: { view: IssueView }): Child {
  if (originals.length === 0) return null;
  const list = (
    <ResourceList
      level={3}
      items={originals.map((original) => ({
        title: original.title,
        href: `/issues/${original.id}`,
        text: original.description,
        meta: `${original.theme_name}　${formatDate(original.raised_on)}`,
      }))}
    />
  );
  return (
    <Card title={words.page.originals} lead={words.page.originalsLead}>
      {originals.length > 3 ? (
        <Disclosure summary={words.page.originalsCount(originals.length)}>{list}</Disclosure>
      ) : (
        list
      )}
      {issue.may_manage ? (
        <ConfirmForm
          label={words.page.undo}
          question={words.page.undoQuestion}
          action={`/issues/${issue.id}/unmerge`}
          confirmLabel={words.page.undo}
        />
      ) : null}
    </Card>
  );
}

export function Work({ view: { work } }: { view: IssueView }): Child {
  return (
    <Card title={words.page.work} flush={work.length > 0}>
      {work.length === 0 ? (
        <p>{words.page.workNone}</p>
      ) : (
        <DataTable
          caption={words.page.work}
          captionHidden
          stack
          rows={work}
          columns={[
            {
              key: 'kind',
              label: words.page.planStage,
              nowrap: true,
              cell: (row) => words.page.workKind[row.kind],
            },
            {
              key: 'text',
              label: words.page.workWhat,
              rowHeader: true,
              // Six columns would leave none of them wide enough to be read.
              cell: (row) => (
                <>
                  {row.text}
                  {row.meeting_id === null ? null : (
                    <>
                      <br />
                      <a href={`/meetings/${row.meeting_id}`}>{row.meeting_title}</a>
                    </>
                  )}
                </>
              ),
            },
            { key: 'owner', label: words.page.workWho, cell: (row) => row.owner ?? '' },
            {
              key: 'due_on',
              label: words.page.workDue,
              nowrap: true,
              cell: (row) => row.due_on && formatDateShort(row.due_on),
            },
            {
              key: 'done_on',
              label: words.page.workDone,
              nowrap: true,
              cell: (row) => row.done_on && formatDateShort(row.done_on),
            },
          ]}
        />
      )}
    </Card>
  );
}

export function history({ issue, events, voices, today }: IssueView): TimelineEntry[] {
  const facts = events.map((event): TimelineEntry & { day: string } => ({
    day: event.happened_on,
    when: formatDate(event.happened_on),
    datetime: event.happened_on,
    text: words.page.event[event.kind],
    actor: event.person_name,
    detail:
      event.note === null && event.meeting_title === null ? null : (
        <Prose quiet>
          {event.meeting_title === null ? null : (
            <p>
              <a href={`/meetings/${event.meeting_id}`}>{event.meeting_title}</a>
            </p>
          )}
          {event.note === null ? null : <p>{event.note}</p>}
        </Prose>
      ),
  }));
  const echoes = voices
    .filter((voice) => voice.echoed)
    .map((voice): TimelineEntry & { day: string } => ({
      day: voice.raised_on,
      when: formatDate(voice.raised_on),
      datetime: voice.raised_on,
      text: words.page.echoEvent(voice.facility_name),
    }));
  const plan =
    issue.next_review_on === null
      ? []
      : [
          {
            day: issue.next_review_on,
            when: formatDate(issue.next_review_on),
            datetime: issue.next_review_on,
            text: words.page.reviewPlan,
            kind: issue.next_review_on < today ? ('warning' as const) : ('plan' as const),
          },
        ];
  // Stable: facts of one day stay in the order the query gave them.
  return [...plan, ...facts, ...echoes].toSorted((a, b) => (a.day < b.day ? 1 : a.day > b.day ? -1 : 0));
}
