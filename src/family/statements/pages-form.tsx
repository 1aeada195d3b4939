import type { Child } from '../../platform/ui/jsx-runtime.ts';
import { formatDateTime } from '../../platform/ja/dates.ts';
import { Button, ButtonRow, ConfirmForm } from '../../platform/ui/buttons.tsx';
import { NotificationBanner } from '../../platform/ui/feedback.tsx';
import { Checkbox, CheckboxGroup, Select, TextArea, TextField } from '../../platform/ui/fields.tsx';
import { fields, Fieldset, Form, HiddenField } from '../../platform/ui/forms.tsx';
import { PageHeading, Stack } from '../../platform/ui/layout.tsx';
import type { FormState } from '../../platform/web/form.ts';
import { ConflictNotice, type Conflict } from '../../platform/web/handlers.tsx';
import type { Draft } from './queries.ts';
import { ageBands, type Finding } from './rules.ts';
import { words } from './words.ja.ts';

const w = words.form;

export interface FormView {
  statement_id: number | null;
  state: FormState & { conflict?: Conflict };
  draft: Draft | undefined;
  findings: readonly Finding[];
  themes: readonly { code: string; name: string; description: string }[];
  areas: readonly { id: number; name: string; system_name: string }[];
  kinds: readonly { code: string; name: string; group_name: string }[];
  cases: readonly { id: number; label: string }[];
  zone: string;
}

/** The long form: what is lacking, what keeps happening, where, and what it is seen from; drafts saved while typing. */
export function StatementForm(view: FormView): Child {
  const { values, errors } = view.state;
  const field = fields(values, errors);
  const title = view.statement_id === null ? w.newTitle : w.editTitle;
  const draft_id = typeof values.draft_id === 'string' ? values.draft_id : String(view.draft?.id ?? '');
  /** What the check found, where it stands. */
  const help = (name: Finding['field'], text: string): Child => {
    const found = view.findings.filter((one) => one.field === name);
    return found.length === 0 ? (
      text
    ) : (
      <>
        {text}
        <br />
        <strong>{w.found(found.map(({ kind, text: there }) => words.findings[kind](there)))}</strong>
      </>
    );
  };
  return (
    <Stack>
      <PageHeading title={title} lead={w.lead} />
      {view.draft ? (
        <NotificationBanner
          kind="info"
          title={w.draftFrom(formatDateTime(view.draft.saved_at, view.zone))}
          actions={
            <ConfirmForm
              label={w.discard}
              question={w.discardQuestion}
              action={`/statements/drafts/${view.draft.id}/discard`}
              danger
              size="sm"
            />
          }
        />
      ) : null}
      <ConflictNotice state={view.state} />
      <Form
        action={view.statement_id === null ? '/statements/new' : `/statements/${view.statement_id}/edit`}
        autosave="/statements/draft"
        errors={errors}
        label={title}
      >
        <HiddenField name="draft_id" value={draft_id} />
        <HiddenField name="statement_id" value={view.statement_id ?? ''} />
        {view.state.conflict || view.statement_id === null ? null : (
          <HiddenField name="_version" value={field('_version').value} />
        )}
        <Fieldset legend={w.what}>
          <TextField {...field('title')} label={w.title} help={help('title', w.titleHelp)} required />
          <Select
            {...field('theme_code')}
            label={w.theme}
            required
            options={view.themes.map(({ code, name, description }) => ({
              value: code,
              label: description === '' ? name : `${name}（${description}）`,
            }))}
          />
          <TextArea
            {...field('keeps_happening')}
            label={w.keeps_happening}
            help={help('keeps_happening', w.keepsHelp)}
            rows={6}
            maxChars={2000}
            required
          />
          <TextArea
            {...field('would_help')}
            label={w.would_help}
            help={help('would_help', w.wouldHelp)}
            rows={3}
            maxChars={1000}
          />
        </Fieldset>
        <Fieldset legend={w.where} help={help('area_id', w.whereHelp)}>
          <Select
            {...field('area_id')}
            label={w.area}
            empty={words.wholeCity}
            options={view.areas.map(({ id, name, system_name }) => ({
              value: String(id),
              label: name,
              group: system_name,
            }))}
          />
          <Select
            {...field('age_band')}
            label={w.age}
            empty={words.allAges}
            options={ageBands.map((value) => ({ value, label: words.ages[value] }))}
          />
          <Select
            {...field('kind_code')}
            label={w.kind}
            empty={words.allKinds}
            options={view.kinds.map(({ code, name, group_name }) => ({
              value: code,
              label: name,
              group: group_name,
            }))}
          />
        </Fieldset>
        <Fieldset legend={w.sources} help={help('families', w.sourcesHelp)}>
          {view.cases.length === 0 ? (
            <p>{w.noCases}</p>
          ) : (
            <CheckboxGroup
              {...field.many('case_ids')}
              label={w.cases}
              options={view.cases.map(({ id, label }) => ({ value: String(id), label }))}
            />
          )}
          <Checkbox {...field.checked('consultations')} label={w.ofKind} help={w.ofKindHelp} />
        </Fieldset>
        <ButtonRow>
          <Button size="lg">{w.save}</Button>
          <Button kind="secondary" size="lg" formaction="/statements/save-draft">
            {w.saveDraft}
          </Button>
        </ButtonRow>
      </Form>
    </Stack>
  );
}
