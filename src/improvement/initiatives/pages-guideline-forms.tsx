import type { Offer } from '../../platform/search/offers.ts';
import { Button, ButtonRow } from '../../platform/ui/buttons.tsx';
import { DateField, Select, TextArea, TextField } from '../../platform/ui/fields.tsx';
import { FindOne } from '../../platform/ui/finding.tsx';
import { fields, Form, HiddenField } from '../../platform/ui/forms.tsx';
import { PageHeading, Stack } from '../../platform/ui/layout.tsx';
import type { FormState } from '../../platform/web/form.ts';
import { ConflictNotice, type Conflict } from '../../platform/web/handlers.tsx';
import type { AreaOption } from '../../base/areas/queries.ts';
import { areaChoices } from './pages.tsx';
import type { Chapter, evidenceOptions, Guideline, TargetLine } from './queries-guidelines.ts';
import { guidelineName, words } from './words-guidelines.ja.ts';

type State = FormState & { conflict?: Conflict };

export function GuidelineForm(props: {
  state: State;
  guideline: Guideline | null;
  areas: readonly AreaOption[];
  summaries: readonly { id: number; title: string }[];
}) {
  const { state, guideline } = props;
  const field = fields(state.values, state.errors);
  const w = words.guideline;
  return (
    <Stack>
      <PageHeading title={guideline ? w.editTitle : w.newTitle} />
      <Form action={guideline ? `/guidelines/${guideline.id}/edit` : '/guidelines/new'} errors={state.errors}>
        <ConflictNotice state={state} />
        {state.conflict ? null : <HiddenField name="_version" value={field('_version').value || '0'} />}
        <TextField {...field('title')} label={w.title} help={w.titleHelp} required maxLength={100} />
        {guideline ? (
          <HiddenField name="area_id" value={`${guideline.area_id ?? ''}`} />
        ) : (
          <Select
            {...field('area_id')}
            label={w.area_id}
            required={false}
            width="l"
            empty={w.wholeCity}
            options={areaChoices(props.areas)}
          />
        )}
        <TextArea
          {...field('vision')}
          label={w.vision}
          help={w.visionHelp}
          required={false}
          rows={6}
          maxChars={2000}
        />
        <DateField {...field.date('starts_on')} label={w.starts_on} required />
        <DateField {...field.date('ends_on')} label={w.ends_on} help={w.endsHelp} required />
        <Select
          {...field('summary_id')}
          label={w.summary_id}
          required={false}
          width="l"
          empty={w.noSummary}
          options={props.summaries.map((one) => ({ value: `${one.id}`, label: one.title }))}
        />
        <ButtonRow>
          <Button size="lg">{guideline ? w.saveEdit : w.save}</Button>
        </ButtonRow>
      </Form>
    </Stack>
  );
}

export function ChapterForm(props: { state: State; guideline: Guideline; chapter: Chapter | null }) {
  const { state, guideline, chapter } = props;
  const field = fields(state.values, state.errors);
  const w = words.chapter;
  return (
    <Stack>
      <PageHeading kicker={guidelineName(guideline)} title={chapter ? w.editTitle : w.add} />
      <Form action={`/guidelines/${guideline.id}/chapters/${chapter?.id ?? 'new'}`} errors={state.errors}>
        <ConflictNotice state={state} />
        {state.conflict ? null : <HiddenField name="_version" value={field('_version').value || '0'} />}
        <TextField {...field('title')} label={w.title} required maxLength={100} />
        <TextArea
          {...field('body')}
          label={w.body}
          help={w.bodyHelp}
          required={false}
          rows={16}
          maxChars={10_000}
        />
        <ButtonRow>
          <Button size="lg">{w.save}</Button>
        </ButtonRow>
      </Form>
    </Stack>
  );
}

export function TargetForm(props: {
  state: FormState;
  guideline: Guideline;
  target: TargetLine | null;
  bodies: Offer;
  before: readonly TargetLine[];
  sayings: readonly { id: number; body: string }[];
}) {
  const { state, guideline, target } = props;
  const field = fields(state.values, state.errors);
  const w = words.target;
  return (
    <Stack>
      <PageHeading kicker={guidelineName(guideline)} title={target ? w.editTitle : w.newTitle} />
      <Form action={`/guidelines/${guideline.id}/targets/${target?.id ?? 'new'}`} errors={state.errors}>
        <TextField {...field('title')} label={w.title} help={w.titleHelp} required maxLength={150} />
        <TextField
          {...field('indicator')}
          label={w.indicator}
          help={w.indicatorHelp}
          required
          maxLength={150}
        />
        <TextField {...field('unit')} label={w.unit} required width="s" maxLength={20} />
        <TextField {...field('base_value')} label={w.base_value} required width="s" />
        <DateField {...field.date('base_on')} label={w.base_on} required />
        <TextField {...field('target_value')} label={w.target_value} required width="s" />
        <FindOne {...field('owner')} label={w.owner} required width="l" offer={props.bodies} />
        {props.before.length === 0 ? (
          <HiddenField name="follows_id" value="" />
        ) : (
          <Select
            {...field('follows_id')}
            label={w.follows_id}
            required={false}
            width="l"
            empty={w.noFollows}
            options={props.before.map((one) => ({ value: `${one.id}`, label: one.title }))}
          />
        )}
        {props.sayings.length === 0 ? (
          <HiddenField name="saying_id" value="" />
        ) : (
          <Select
            {...field('saying_id')}
            label={w.saying_id}
            required={false}
            width="l"
            empty={w.noSaying}
            options={props.sayings.map((one) => ({
              value: `${one.id}`,
              label: [...one.body].slice(0, 60).join(''),
            }))}
          />
        )}
        <ButtonRow>
          <Button size="lg">{target ? w.saveEdit : w.save}</Button>
        </ButtonRow>
      </Form>
    </Stack>
  );
}

export function FactForm(props: {
  state: FormState;
  guideline: Guideline;
  targets: readonly TargetLine[];
  evidence: Awaited<ReturnType<typeof evidenceOptions>>;
}) {
  const { state, guideline, evidence } = props;
  const field = fields(state.values, state.errors);
  const w = words.target;
  const group = (kind: 'initiative' | 'issue' | 'meeting', rows: readonly { id: number; title: string }[]) =>
    rows.map((one) => ({ value: `${kind}:${one.id}`, label: one.title, group: w.evidenceKinds[kind] }));
  return (
    <Stack>
      <PageHeading kicker={guidelineName(guideline)} title={w.factTitle} />
      <Form action={`/guidelines/${guideline.id}/facts/new`} errors={state.errors}>
        <Select
          {...field('target_id')}
          label={w.target_id}
          required
          width="l"
          options={props.targets.map((one) => ({ value: `${one.id}`, label: one.title }))}
        />
        <DateField {...field.date('happened_on')} label={w.happened_on} required />
        <TextField
          {...field('value')}
          label={w.factValue}
          help={w.factValueHelp}
          required={false}
          width="s"
        />
        <TextArea
          {...field('body')}
          label={w.factBody}
          help={w.factBodyHelp}
          required
          rows={4}
          maxChars={600}
        />
        <Select
          {...field('evidence')}
          label={w.evidence}
          help={w.evidenceHelp}
          required={false}
          width="l"
          empty={w.noEvidence}
          options={[
            ...group('initiative', evidence.initiatives),
            ...group('issue', evidence.issues),
            ...group('meeting', evidence.meetings),
            ...evidence.stages.map((one) => ({
              value: `stage:${one.id}`,
              label: w.stage(one.area, one.step, one.agreed_on),
              group: w.evidenceKinds.stage,
            })),
          ]}
        />
        <ButtonRow>
          <Button size="lg">{w.saveFact}</Button>
        </ButtonRow>
      </Form>
    </Stack>
  );
}
