import type { Child } from '../../platform/ui/jsx-runtime.ts';
import { formatAge } from '../../platform/ja/age.ts';
import { formatDate, formatDateTime } from '../../platform/ja/dates.ts';
import { Button, ButtonRow, LinkButton } from '../../platform/ui/buttons.tsx';
import {
  Checkbox,
  CheckboxGroup,
  DateField,
  RadioGroup,
  Select,
  TextArea,
  TextField,
  TimeField,
} from '../../platform/ui/fields.tsx';
import { fields, Fieldset, Form, HiddenField } from '../../platform/ui/forms.tsx';
import { Card, PageHeading, Prose, Stack } from '../../platform/ui/layout.tsx';
import type { FormState } from '../../platform/web/form.ts';
import { ConflictNotice, type Conflict } from '../../platform/web/handlers.tsx';
import type { CaseRecord, Member, NewCaseBasis, Note, WorkerOption } from './queries.ts';
import { categories, closeReasons, nextWays, noteWays, stages } from './rules.ts';
import {
  caseNumber,
  categoryWords,
  closeReasonWords,
  nextWayWords,
  noteWayWords,
  relationWords,
  stageWords,
  words,
} from './words.ja.ts';

const f = words.form;
type State = FormState & { conflict?: Conflict };
type Field = ReturnType<typeof fields>;

export const optionsOf = <K extends string>(codes: readonly K[], named: Record<K, string>) =>
  codes.map((value) => ({ value, label: named[value] }));

/** The next contact, or why there is none; in every form that may not leave it empty. */
export function NextFields({ field }: { field: Field }): Child {
  return (
    <Fieldset legend={words.note.next}>
      <DateField {...field.date('next_contact_on')} label={f.nextOn} help={f.nextHelp} />
      <Select
        {...field('next_contact_way')}
        label={f.nextWay}
        width="m"
        options={optionsOf(nextWays, nextWayWords)}
      />
      <TextField {...field('no_next_contact_reason')} label={f.noNext} maxLength={200} />
    </Fieldset>
  );
}

const memberOptions = (members: readonly Member[], today: string) =>
  members
    .filter((one) => one.left_on === null)
    .map((one) => ({
      value: `${one.id}`,
      label: words.page.joined([
        relationWords[one.relation] ?? '',
        one.name === '' ? words.unknown : one.name,
        one.born_on === null
          ? one.due_on === null
            ? ''
            : words.page.due(one.due_on)
          : formatAge(one.born_on, today),
      ]),
    }));

export function NewCasePage(props: {
  state: FormState;
  basis: NewCaseBasis;
  members: readonly Member[];
  workers: readonly WorkerOption[];
  today: string;
}) {
  const { basis } = props;
  const field = fields(props.state.values, props.state.errors);
  const teams = [...new Map(props.workers.map((one) => [one.team_id, one.team]))];
  return (
    <Stack>
      <PageHeading title={f.newTitle} lead={f.newLead} />
      {basis.words_said === null ? null : (
        <Card title={f.from} tone="quiet">
          <Prose>
            <p class="pre-line">{basis.words_said}</p>
          </Prose>
        </Card>
      )}
      <Form action="/cases/new" errors={props.state.errors}>
        <HiddenField name="household_id" value={basis.household_id} />
        {basis.consultation_id === null ? null : (
          <HiddenField name="consultation_id" value={basis.consultation_id} />
        )}
        <CheckboxGroup
          {...field.many('member_ids')}
          label={f.members}
          required
          options={memberOptions(props.members, props.today)}
        />
        <TextField {...field('headline')} label={f.headline} help={f.headlineHelp} required maxLength={80} />
        <RadioGroup
          {...field('category')}
          label={f.category}
          required
          inline
          options={optionsOf(categories, categoryWords)}
        />
        <Select
          {...field('team_id')}
          label={f.team_id}
          required
          width="l"
          options={teams.map(([id, name]) => ({ value: `${id}`, label: name }))}
        />
        <Select
          {...field('worker_id')}
          label={f.worker_id}
          required
          width="l"
          options={props.workers.map((one) => ({
            value: `${one.person_id}`,
            label: one.name,
            group: one.team,
          }))}
        />
        <NextFields field={field} />
        <ButtonRow>
          <Button size="lg">{f.begin}</Button>
        </ButtonRow>
      </Form>
    </Stack>
  );
}

export function EditCasePage(props: {
  state: State;
  one: CaseRecord;
  members: readonly Member[];
  today: string;
}) {
  const field = fields(props.state.values, props.state.errors);
  return (
    <Stack>
      <PageHeading
        kicker={words.page.kicker(caseNumber(props.one.fiscal_year, props.one.number), props.one.team)}
        title={f.editTitle}
      />
      <Form action={`/cases/${props.one.id}/edit`} errors={props.state.errors}>
        <ConflictNotice state={props.state} />
        {props.state.conflict ? null : <HiddenField name="_version" value={field('_version').value} />}
        <TextField {...field('headline')} label={f.headline} help={f.headlineHelp} required maxLength={80} />
        <RadioGroup
          {...field('category')}
          label={f.category}
          required
          inline
          options={optionsOf(categories, categoryWords)}
        />
        <RadioGroup
          {...field('stage')}
          label={f.stage}
          required
          inline
          options={optionsOf(stages, stageWords)}
        />
        <CheckboxGroup
          {...field.many('member_ids')}
          label={f.members}
          required
          options={memberOptions(props.members, props.today)}
        />
        <NextFields field={field} />
        <ButtonRow>
          <Button size="lg">{f.save}</Button>
          <LinkButton href={`/cases/${props.one.id}`} kind="tertiary">
            {caseNumber(props.one.fiscal_year, props.one.number)}
          </LinkButton>
        </ButtonRow>
      </Form>
    </Stack>
  );
}

/** The day, the way and the words of a contact. */
export function NoteFields({ field }: { field: Field }): Child {
  const n = words.note;
  return (
    <>
      <RadioGroup
        {...field('way')}
        label={n.way}
        required
        inline
        options={optionsOf(noteWays, noteWayWords)}
      />
      <DateField {...field.date('contacted_on')} label={n.contacted_on} required />
      <TimeField {...field('contacted_time')} label={n.contacted_time} required={false} />
      <TextField {...field('with_whom')} label={n.with_whom} required={false} maxLength={100} width="l" />
      <Checkbox {...field.checked('not_reached')} label={n.not_reached} />
      <TextArea {...field('body')} label={n.body} required rows={6} maxChars={10_000} />
    </>
  );
}

export function CorrectNotePage(props: { state: FormState; one: CaseRecord; note: Note; time_zone: string }) {
  const field = fields(props.state.values, props.state.errors);
  const n = words.note;
  return (
    <Stack>
      <PageHeading
        kicker={words.page.kicker(caseNumber(props.one.fiscal_year, props.one.number), props.one.team)}
        title={n.correctTitle}
        lead={n.correctLead}
      />
      <Card
        title={n.before}
        tone="quiet"
        lead={`${formatDateTime(props.note.contacted_at, props.time_zone)}　${props.note.written_by}`}
      >
        <p class="pre-line">{props.note.body}</p>
      </Card>
      <Form action={`/cases/${props.one.id}/notes/${props.note.id}/correct`} errors={props.state.errors}>
        <NoteFields field={field} />
        <ButtonRow>
          <Button>{n.correctSave}</Button>
        </ButtonRow>
      </Form>
    </Stack>
  );
}

export function ClosingPage(props: { state: FormState; one: CaseRecord }) {
  const field = fields(props.state.values, props.state.errors);
  const c = words.closing;
  return (
    <Stack>
      <PageHeading
        kicker={words.page.kicker(caseNumber(props.one.fiscal_year, props.one.number), props.one.team)}
        title={c.propose}
        lead={c.proposeLead}
      />
      <Form action={`/cases/${props.one.id}/closing`} errors={props.state.errors}>
        <RadioGroup
          {...field('reason')}
          label={c.reason}
          required
          options={optionsOf(closeReasons, closeReasonWords)}
        />
        <TextArea {...field('body')} label={c.body} required maxChars={2000} />
        <ButtonRow>
          <Button>{c.send}</Button>
        </ButtonRow>
      </Form>
    </Stack>
  );
}

export function ReopenPage(props: { state: FormState; one: CaseRecord }) {
  const field = fields(props.state.values, props.state.errors);
  const c = words.closing;
  return (
    <Stack>
      <PageHeading
        kicker={words.page.kicker(caseNumber(props.one.fiscal_year, props.one.number), props.one.team)}
        title={c.reopen}
        lead={
          props.one.closed_on === null
            ? undefined
            : words.page.closedTitle(
                props.one.closed_on,
                closeReasonWords[props.one.close_reason as keyof typeof closeReasonWords],
              )
        }
      />
      <Form action={`/cases/${props.one.id}/reopen`} errors={props.state.errors}>
        <TextArea {...field('reopen_reason')} label={c.reopenReason} required rows={3} maxChars={1000} />
        <NextFields field={field} />
        <ButtonRow>
          <Button>{c.reopen}</Button>
        </ButtonRow>
      </Form>
    </Stack>
  );
}

export function MovePage(props: { state: FormState; one: CaseRecord; workers: readonly WorkerOption[] }) {
  const field = fields(props.state.values, props.state.errors);
  const m = words.move;
  return (
    <Stack>
      <PageHeading
        kicker={words.page.kicker(caseNumber(props.one.fiscal_year, props.one.number), props.one.team)}
        title={m.title}
        lead={m.lead}
      />
      <p>{m.now(props.one.team, props.one.worker)}</p>
      <Form action={`/cases/${props.one.id}/move`} errors={props.state.errors}>
        <Select
          {...field('to')}
          label={m.to}
          required
          width="l"
          options={props.workers.map((one) => ({
            value: `${one.team_id}:${one.person_id}`,
            label: one.name,
            group: one.team,
          }))}
        />
        <TextArea {...field('reason')} label={m.reason} required rows={4} maxChars={1000} />
        <ButtonRow>
          <Button>{m.save}</Button>
        </ButtonRow>
      </Form>
    </Stack>
  );
}

export const dayWords = (day: string | null): string => (day === null ? words.unknown : formatDate(day));
