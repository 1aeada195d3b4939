import type { Child } from '../../platform/ui/jsx-runtime.ts';
import { formatDate, formatDateTime, formatMonthDay } from '../../platform/ja/dates.ts';
import type { FormState } from '../../platform/web/form.ts';
import { ConflictNotice, type Conflict } from '../../platform/web/handlers.tsx';
import { Button, ButtonRow, ConfirmForm } from '../../platform/ui/buttons.tsx';
import { Disclosure, NotificationBanner } from '../../platform/ui/feedback.tsx';
import {
  Checkbox,
  CheckboxGroup,
  DateField,
  FileField,
  Select,
  TextArea,
  TextField,
} from '../../platform/ui/fields.tsx';
import { fields, Fieldset, Form, HiddenField } from '../../platform/ui/forms.tsx';
import { Heading, PageHeading, Prose, Stack } from '../../platform/ui/layout.tsx';
import { ResourceList } from '../../platform/ui/records.tsx';
import { mostRows } from './forms.ts';
import type { Attachment, Draft, FollowUp, VisitRecord } from './queries-record.ts';
import type { Coordinator, Visit } from './queries.ts';
import { recordFields, type RecordField } from './rules.ts';
import { words } from './words-record.ja.ts';

/** Rows of the texts on the screen: longer where people tell more. */
const rowsOf: Record<RecordField, number> = {
  met: 2,
  hearing: 8,
  strengths: 5,
  challenges: 5,
  needs: 4,
  support: 5,
  next_step: 4,
};

export interface RecordPageProps {
  visit: Visit;
  /** what slices that come later tell of it */
  beside: Child[];
  record: VisitRecord | undefined;
  draft: Draft | undefined;
  previous: { visit_id: number; visited_on: string; next_step: string } | undefined;
  openFollowUps: readonly FollowUp[];
  openIssues: readonly { id: number; title: string; theme_name: string }[];
  attachments: readonly Attachment[];
  themes: readonly { code: string; name: string; description: string }[];
  coordinators: readonly Coordinator[];
  me: number;
  time_zone: string;
  state: FormState & { conflict?: Conflict };
}

/** How many rows of a kind the form shows: what was asked for, and at least one. */
function rowCount(state: FormState, name: string): number[] {
  const asked = Number(state.values[name] ?? 1);
  const count = Number.isInteger(asked) ? Math.min(Math.max(asked, 1), mostRows) : 1;
  return Array.from({ length: count }, (_, index) => index + 1);
}

/** The record of a visit: one column, the questions as a person asks them, drafts saved while typing. */
export function RecordPage(props: RecordPageProps) {
  const { visit, record, draft, state } = props;
  const field = fields(state.values, state.errors);
  const address = `/visits/${visit.id}/record`;
  const version = String(state.values._version ?? record?.version ?? 0);
  const kept = String(state.values._kept ?? '');
  return (
    <Stack>
      <PageHeading
        title={words.title(visit.facility)}
        kicker={formatDate(visit.visited_on ?? visit.planned_on)}
        lead={words.lead}
      />
      {props.beside}
      {draft ? (
        <NotificationBanner
          kind={record && draft.base_version < record.version ? 'warning' : 'info'}
          title={words.draftLoaded(formatDateTime(draft.saved_at, props.time_zone))}
          actions={
            <ConfirmForm
              label={words.discard}
              question={words.discardQuestion}
              action={`${address}/discard`}
              kind="tertiary"
              size="sm"
              danger
            />
          }
        >
          {record && draft.base_version < record.version ? words.draftOlder : null}
        </NotificationBanner>
      ) : null}
      <Form
        action={address}
        autosave={`${address}/draft`}
        enter={{ formaction: `${address}/save-draft`, label: words.saveDraft }}
        multipart
        errors={state.errors}
        id="record-form"
      >
        <ConflictNotice state={state} />
        {state.conflict ? (
          state.conflict.fields
            .filter((one) => one.untouched !== true)
            .map((one) => <HiddenField name={`unchosen_${one.name}`} value={one.mine} />)
        ) : (
          <HiddenField name="_version" value={version} />
        )}
        <Before {...props} />
        <DateField {...field.date('visited_on')} label={words.visited_on} required />
        {recordFields.map((name) => (
          <TextArea
            {...field(name)}
            label={words.questions[name]}
            help={words.helps[name]}
            required={name === 'met' || name === 'hearing'}
            rows={rowsOf[name]}
          />
        ))}
        <IssueRows {...props} />
        <FollowUpRows {...props} />
        <Fieldset legend={words.files} help={words.filesHelp} id="files">
          {/^[0-9]+$/.test(kept) ? (
            <NotificationBanner kind="info" title={words.keptFiles(Number(kept))} />
          ) : null}
          {props.attachments.length === 0 ? null : (
            <ResourceList
              items={props.attachments.map((one) => ({
                title: one.name,
                href: `/visits/${visit.id}/attachments/${one.id}`,
                text: one.caption,
                icon: 'note',
              }))}
            />
          )}
          <FileField
            name="files"
            label={words.files}
            labelHidden
            types={words.fileTypes}
            maxMegabytes={20}
            accept=".jpg,.jpeg,.png,.webp,.heic,.pdf,.webm,.ogg,.m4a"
            multiple
            error={state.errors.files}
          />
          <TextField {...field('caption')} label={words.caption} required={false} />
          <ButtonRow>
            <Button kind="secondary" formaction={`${address}/attach`} icon="plus">
              {words.attach}
            </Button>
          </ButtonRow>
        </Fieldset>
        <TextArea
          {...field('memo')}
          label={words.memo}
          help={words.memoHelp}
          required={false}
          rows={3}
          maxChars={5000}
        />
        <Checkbox {...field.checked('restricted')} label={words.restricted} help={words.restrictedHelp} />
        <ButtonRow>
          <Button size="lg" icon="check">
            {record ? words.save : words.submit}
          </Button>
          <Button size="lg" kind="secondary" formaction={`${address}/save-draft`}>
            {words.saveDraft}
          </Button>
        </ButtonRow>
      </Form>
    </Stack>
  );
}

/** What was said last time: the next step, promises to tick off, issues still open. */
function Before(props: RecordPageProps) {
  const { previous, openFollowUps, openIssues, state } = props;
  const field = fields(state.values, state.errors);
  const nothing = previous === undefined && openFollowUps.length === 0 && openIssues.length === 0;
  const ticked = field.many('done_follow_ups').value;
  return (
    <Disclosure summary={words.before} open={openFollowUps.length > 0} id="before">
      {nothing ? <p>{words.beforeNone}</p> : null}
      {previous ? (
        <Stack gap="sm">
          <Heading level={2}>{words.previousNext(formatMonthDay(previous.visited_on))}</Heading>
          <Prose>{previous.next_step === '' ? words.previousEmpty : previous.next_step}</Prose>
          <p>
            <a href={`/visits/${previous.visit_id}`}>{words.openPrevious}</a>
          </p>
        </Stack>
      ) : null}
      {openFollowUps.length === 0 ? null : (
        <Stack gap="sm">
          <CheckboxGroup
            {...field.many('done_follow_ups')}
            label={words.openFollowUps}
            help={words.openFollowUpsHelp}
            options={openFollowUps.map((one) => ({
              value: String(one.id),
              label: words.followUpLine(one.what, formatMonthDay(one.due_on), one.owner),
            }))}
          />
          {openFollowUps.map((one) => (
            <Disclosure summary={words.doneNote(one.what)} open={ticked.includes(String(one.id))}>
              <TextField {...field(`done_note_${one.id}`)} label={words.doneNote(one.what)} labelHidden />
            </Disclosure>
          ))}
        </Stack>
      )}
      {openIssues.length === 0 ? null : (
        <Stack gap="sm">
          <Heading level={2}>{words.openIssues}</Heading>
          <ResourceList
            items={openIssues.map((issue) => ({
              title: issue.title,
              href: `/issues/${issue.id}`,
              meta: issue.theme_name,
            }))}
          />
        </Stack>
      )}
    </Disclosure>
  );
}

function IssueRows({ visit, state, themes }: RecordPageProps) {
  const field = fields(state.values, state.errors);
  const rows = rowCount(state, 'issue_rows');
  return (
    <Fieldset legend={words.issues} help={words.issuesHelp} id="issues">
      <HiddenField name="issue_rows" value={rows.length} />
      {rows.map((n) => (
        <Fieldset legend={words.issueRow(n)}>
          <TextField {...field(`issue_title_${n}`)} label={words.issueTitle} />
          <Select
            {...field(`issue_theme_${n}`)}
            label={words.issueTheme}
            options={themes.map((theme) => ({ value: theme.code, label: theme.name }))}
          />
          <Select
            {...field(`issue_weight_${n}`)}
            label={words.issueWeight}
            empty={false}
            value={String(state.values[`issue_weight_${n}`] ?? '2')}
            options={([1, 2, 3] as const).map((weight) => ({
              value: String(weight),
              label: words.weights[weight],
            }))}
          />
          <TextArea {...field(`issue_description_${n}`)} label={words.issueDescription} rows={3} />
          <TextArea
            {...field(`issue_statement_${n}`)}
            label={words.issueStatement}
            help={words.issueStatementHelp}
            rows={2}
            maxChars={2000}
          />
        </Fieldset>
      ))}
      {rows.length < mostRows ? (
        <ButtonRow>
          <Button kind="secondary" formaction={`/visits/${visit.id}/record/more-issues`} icon="plus">
            {words.moreIssues}
          </Button>
        </ButtonRow>
      ) : (
        <p>{words.noMoreRows}</p>
      )}
    </Fieldset>
  );
}

function FollowUpRows({ visit, state, coordinators, me }: RecordPageProps) {
  const field = fields(state.values, state.errors);
  const rows = rowCount(state, 'follow_up_rows');
  return (
    <Fieldset legend={words.followUps} help={words.followUpsHelp} id="follow-ups">
      <HiddenField name="follow_up_rows" value={rows.length} />
      {rows.map((n) => (
        <Fieldset legend={words.followRow(n)}>
          <TextField {...field(`follow_what_${n}`)} label={words.followWhat} />
          <DateField {...field.date(`follow_due_${n}`)} label={words.followDue} />
          <Select
            {...field(`follow_owner_${n}`)}
            label={words.followOwner}
            empty={false}
            value={String(state.values[`follow_owner_${n}`] ?? me)}
            options={coordinators.map((person) => ({ value: String(person.id), label: person.name }))}
          />
        </Fieldset>
      ))}
      {rows.length < mostRows ? (
        <ButtonRow>
          <Button kind="secondary" formaction={`/visits/${visit.id}/record/more-follow-ups`} icon="plus">
            {words.moreFollowUps}
          </Button>
        </ButtonRow>
      ) : (
        <p>{words.noMoreRows}</p>
      )}
    </Fieldset>
  );
}
