import { formatDateShort, formatDateTime, formatMonthDay } from '../../platform/ja/dates.ts';
import { ButtonRow, ConfirmForm } from '../../platform/ui/buttons.tsx';
import { Chip } from '../../platform/ui/feedback.tsx';
import { TextField } from '../../platform/ui/fields.tsx';
import { Card, Prose, Section, Stack } from '../../platform/ui/layout.tsx';
import { DescriptionList, ResourceList } from '../../platform/ui/records.tsx';
import type { Attachment, FollowUp, VisitRecord } from './queries-record.ts';
import type { Visit } from './queries.ts';
import { recordFields } from './rules.ts';
import { words as recordWords } from './words-record.ja.ts';
import { words } from './words.ja.ts';

const named = words.visit;

/** The seven texts under their plain names. */
export function RecordTexts({ record }: { record: Pick<VisitRecord, (typeof recordFields)[number]> }) {
  return (
    <DescriptionList
      layout="stack"
      items={recordFields.map((name) => ({
        term: recordWords.headings[name],
        description: record[name] === '' ? '' : <Prose>{record[name]}</Prose>,
      }))}
    />
  );
}

/** Marks one promise as kept, with a word on how it went. */
export function CloseFollowUp({ promise, kind }: { promise: FollowUp; kind?: 'primary' }) {
  return (
    <ConfirmForm
      label={named.followUpClose}
      question={named.followUpQuestion}
      confirmLabel={named.followUpClose}
      action={`/visits/${promise.visit_id}/follow-ups/${promise.id}/done`}
      kind={kind ?? 'secondary'}
      size={kind ? 'lg' : 'sm'}
    >
      <TextField
        name="done_note"
        id={`done-note-${promise.id}${kind ?? ''}`}
        label={named.followUpNote}
        required={false}
      />
    </ConfirmForm>
  );
}

/** What was promised at the visit, open and kept. */
export function FollowUps({ followUps, today }: { followUps: readonly FollowUp[]; today: string }) {
  return (
    <Section title={named.followUps} id="follow-ups">
      {followUps.length === 0 ? (
        <p>{named.noFollowUps}</p>
      ) : (
        <ResourceList
          items={followUps.map((one) => ({
            title: one.what,
            meta: one.owner,
            icon: one.done_on ? 'check' : 'clock',
            text: one.done_on ? named.followUpDone(formatDateShort(one.done_on), one.done_note) : undefined,
            due: one.done_on ? undefined : formatMonthDay(one.due_on),
            ...(one.done_on === null && one.due_on < today ? { dueState: 'late' as const } : {}),
            action: one.done_on === null && one.may_close ? <CloseFollowUp promise={one} /> : undefined,
          }))}
        />
      )}
    </Section>
  );
}

/** Issues raised at the visit, each with its state. */
export function Issues({
  issues,
}: {
  issues: readonly { id: number; title: string; theme_name: string; state: string }[];
}) {
  return (
    <Section title={named.issues} id="issues">
      {issues.length === 0 ? (
        <p>{named.noIssues}</p>
      ) : (
        <ResourceList
          items={issues.map((issue) => ({
            title: issue.title,
            href: `/issues/${issue.id}`,
            meta: issue.theme_name,
            badge: <Chip>{words.issueStates[issue.state] ?? issue.state}</Chip>,
          }))}
        />
      )}
    </Section>
  );
}

/** Pictures and PDF with what the team may do with them. */
export function Attachments(props: { visit: Visit; attachments: readonly Attachment[]; time_zone: string }) {
  const { visit, attachments, time_zone } = props;
  return (
    <Section title={named.attachments} id="attachments">
      {attachments.length === 0 ? (
        <p>{named.noAttachments}</p>
      ) : (
        <Stack>
          {attachments.map((one) => (
            <Card
              footer={
                visit.may_record ? (
                  <ButtonRow>
                    <ConfirmForm
                      label={one.caption === '' ? named.addCaption : named.editCaption}
                      question={one.name}
                      confirmLabel={named.saveCaption}
                      action={`/visits/${visit.id}/attachments/${one.id}`}
                      size="sm"
                    >
                      <TextField
                        name="caption"
                        id={`caption-${one.id}`}
                        label={named.caption}
                        value={one.caption}
                      />
                    </ConfirmForm>
                    <ConfirmForm
                      label={named.removeAttachment}
                      question={named.removeQuestion}
                      action={`/visits/${visit.id}/attachments/${one.id}/remove`}
                      size="sm"
                      danger
                    />
                  </ButtonRow>
                ) : undefined
              }
            >
              <p>
                <a href={`/visits/${visit.id}/attachments/${one.id}`}>{one.name}</a>
              </p>
              {one.caption === '' ? null : <p>{one.caption}</p>}
              <p>{named.attachedBy(one.attached_by_name, formatDateTime(one.attached_at, time_zone))}</p>
            </Card>
          ))}
        </Stack>
      )}
    </Section>
  );
}
