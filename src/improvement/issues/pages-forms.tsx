import type { Child } from '../../platform/ui/jsx-runtime.ts';
import { formatDate } from '../../platform/ja/dates.ts';
import { Button, ButtonRow, LinkButton } from '../../platform/ui/buttons.tsx';
import { EmptyState } from '../../platform/ui/feedback.tsx';
import {
  CheckboxGroup,
  DateField,
  RadioGroup,
  Select,
  TextArea,
  TextField,
} from '../../platform/ui/fields.tsx';
import { fields, Fieldset, FoldedFieldset, Form, HiddenField } from '../../platform/ui/forms.tsx';
import { FindMany } from '../../platform/ui/finding.tsx';
import { Card, Columns, PageHeading, Prose, Stack } from '../../platform/ui/layout.tsx';
import { DescriptionList } from '../../platform/ui/records.tsx';
import type { Offer } from '../../platform/search/offers.ts';
import type { FormState } from '../../platform/web/form.ts';
import { ConflictNotice, type Conflict } from '../../platform/web/handlers.tsx';
import type { FamilyVoice, Issue, IssueLine, Theme, Voice } from './queries.ts';
import { stages } from './rules.ts';
import { words } from './words.ja.ts';

type State = FormState & { conflict?: Conflict };
type Named = { id: number; name: string };
type AreaChoice = Named & { system_name: string };

function Basics({ state, themes }: { state: State; themes: readonly Theme[] }): Child {
  const field = fields(state.values, state.errors);
  return (
    <>
      <TextField {...field('title')} label={words.fields.title} help={words.form.titleHelp} required />
      <TextArea
        {...field('description')}
        label={words.fields.description}
        help={words.form.descriptionHelp}
        required={false}
        maxChars={4000}
      />
      <Select
        {...field('theme_code')}
        label={words.form.themeLabel}
        required
        options={themes.map((theme) => ({ value: theme.code, label: theme.name }))}
      />
      <RadioGroup
        {...field('weight')}
        label={words.form.weightLabel}
        required
        options={words.weightOptions}
      />
    </>
  );
}

/** The facilities to choose from. */
function FacilityChoices({ offer, state }: { offer: Offer; state: State }): Child {
  const field = fields(state.values, state.errors);
  return (
    <FindMany
      {...field.many('facility_ids')}
      label={words.fields.facility_ids}
      labelHidden
      offer={offer}
      settled={state.conflict !== undefined}
    />
  );
}

/** Some eighty boxes, folded: whoever comes for another answer passes them in one step. */
function AreaChoices({
  areas,
  state,
  help,
}: {
  areas: readonly AreaChoice[];
  state: State;
  help?: string;
}): Child {
  const { value: chosen, error } = fields(state.values, state.errors).many('area_ids');
  const systems = Map.groupBy(areas, (area) => area.system_name);
  return (
    <FoldedFieldset
      legend={words.form.areasSection}
      note={words.form.areasChosen(
        areas.filter((area) => chosen.includes(String(area.id))).map((area) => area.name),
      )}
      help={help}
      open={error !== undefined}
      id="areas"
    >
      {[...systems].map(([system, own], index) => (
        <CheckboxGroup
          name="area_ids"
          value={chosen}
          error={index === 0 ? error : undefined}
          id={index === 0 ? 'f-area_ids' : `f-area_ids-of-${index}`}
          label={system}
          columns
          options={own.map((area) => ({ value: String(area.id), label: area.name }))}
        />
      ))}
    </FoldedFieldset>
  );
}

export function RaisePage(props: {
  state: State;
  themes: readonly Theme[];
  facilities: Offer;
  areas: readonly AreaChoice[];
}): Child {
  const { state } = props;
  const field = fields(state.values, state.errors);
  return (
    <>
      <PageHeading title={words.form.new} lead={words.form.newLead} />
      <Form action="/issues/new" errors={state.errors}>
        <Basics state={state} themes={props.themes} />
        <RadioGroup
          {...field('source')}
          label={words.fields.source}
          required
          inline
          options={(['hand', 'survey', 'voice'] as const).map((value) => ({
            value,
            label: words.sources[value],
          }))}
        />
        <DateField {...field.date('raised_on')} label={words.fields.raised_on} required />
        <Fieldset legend={words.fields.facility_ids} help={words.form.facilitiesHelp}>
          <FacilityChoices offer={props.facilities} state={state} />
          <TextArea
            {...field('statement')}
            label={words.fields.statement}
            help={`${words.form.statementHelp}${words.form.statementMany}`}
            required={false}
            maxChars={2000}
          />
        </Fieldset>
        <AreaChoices areas={props.areas} state={state} help={words.form.areasHelp} />
        <ButtonRow>
          <Button size="lg">{words.form.raise}</Button>
        </ButtonRow>
      </Form>
    </>
  );
}

export function EditPage(props: {
  issue: Issue;
  state: State;
  themes: readonly Theme[];
  holders: readonly Named[];
  forums: readonly Named[];
  areas: readonly AreaChoice[];
  facilities: Offer;
  voices: readonly Voice[];
}): Child {
  const { issue, state } = props;
  const field = fields(state.values, state.errors);
  const own = props.voices.filter((voice) => voice.issue_id === issue.id && !voice.echoed);
  return (
    <>
      <PageHeading kicker={words.number(issue.id)} title={words.form.edit} lead={issue.title} />
      <Form action={`/issues/${issue.id}/edit`} errors={state.errors}>
        <ConflictNotice state={state} />
        {state.conflict ? null : <HiddenField name="_version" value={field('_version').value} />}
        {(['was_area_ids', 'was_facility_ids'] as const).map((name) =>
          field.many(name).value.map((value) => <HiddenField name={name} value={value} />),
        )}
        <Basics state={state} themes={props.themes} />
        <Fieldset legend={words.form.holderSection}>
          <Select
            {...field('owner_id')}
            label={words.fields.owner_id}
            help={words.form.ownerHelp}
            required={false}
            empty={words.page.nobody}
            options={props.holders.map((person) => ({ value: String(person.id), label: person.name }))}
          />
          <DateField
            {...field.date('next_review_on')}
            label={words.fields.next_review_on}
            help={words.form.reviewHelp}
            required={false}
          />
        </Fieldset>
        <Fieldset legend={words.form.planSection} help={words.form.planHelp} id="plan">
          {stages.map((stage) => (
            <Select
              {...field(`plan_${stage}`)}
              label={words.stagePlace[stage]}
              required={false}
              empty={words.form.noForum}
              options={props.forums.map((forum) => ({ value: String(forum.id), label: forum.name }))}
            />
          ))}
        </Fieldset>
        <AreaChoices areas={props.areas} state={state} />
        <Fieldset legend={words.form.facilitiesSection} help={words.form.stays}>
          {own.map((voice) => (
            <TextArea
              {...field(`statement_${voice.facility_id}`)}
              label={words.statementOf(voice.facility_name)}
              help={words.form.statementHelp}
              rows={3}
              maxChars={2000}
            />
          ))}
          <FacilityChoices offer={props.facilities} state={state} />
        </Fieldset>
        <ButtonRow>
          <Button size="lg">{words.form.save}</Button>
          <LinkButton href={`/issues/${issue.id}`}>{words.answer.back}</LinkButton>
        </ButtonRow>
      </Form>
    </>
  );
}

export function AnswerPage({
  issue,
  voices,
  families,
  state,
}: {
  issue: Issue;
  voices: readonly Voice[];
  families: readonly FamilyVoice[];
  state: State;
}): Child {
  const field = fields(state.values, state.errors);
  return (
    <>
      <PageHeading kicker={issue.title} title={words.answer.title} lead={words.answer.lead} />
      {voices.length + families.length === 0 ? (
        <EmptyState
          title={words.answer.none}
          action={<LinkButton href={`/issues/${issue.id}`}>{words.answer.back}</LinkButton>}
        />
      ) : (
        <Form action={`/issues/${issue.id}/answer`} errors={state.errors}>
          {voices.map((voice) => (
            <TextArea
              {...field(`answer_${voice.issue_id}_${voice.facility_id}`)}
              label={words.answer.to(voice.facility_name)}
              help={[
                words.answer.said(voice.statement || words.page.noWords),
                voice.answer === null ? '' : `　${words.answer.already(voice.read_at !== null)}`,
              ]}
              maxChars={2000}
            />
          ))}
          {families.map((voice) => (
            <TextArea
              {...field(`family_${voice.issue_id}`)}
              label={words.answer.toFamily(voice.title)}
              help={words.answer.toFamilyHelp}
              maxChars={2000}
            />
          ))}
          <ButtonRow>
            <Button size="lg">{words.answer.send}</Button>
            <LinkButton href={`/issues/${issue.id}`}>{words.answer.back}</LinkButton>
          </ButtonRow>
        </Form>
      )}
    </>
  );
}

export interface MergeView {
  originals: (IssueLine & { description: string })[];
  /** the regional issue the others join; null when a new one is made */
  into: { id: number; title: string } | null;
  voices: readonly Voice[];
  themes: readonly Theme[];
}

/** The originals side by side, the proposed wording, and an answer for every facility that raised one. */
export function MergePage({ view, state }: { view: MergeView; state: State }): Child {
  const field = fields(state.values, state.errors);
  if (view.originals.length === 0) {
    return (
      <>
        <PageHeading title={words.merge.title} />
        <EmptyState
          title={words.merge.nothing}
          text={words.merge.nothingText}
          action={<LinkButton href="/issues">{words.merge.toList}</LinkButton>}
        />
      </>
    );
  }
  return (
    <>
      <PageHeading title={words.merge.title} lead={words.merge.lead} />
      <Stack gap="lg">
        <Columns kind={view.originals.length > 2 ? 'thirds' : 'halves'}>
          {view.originals.map((original) => (
            <Card title={<a href={`/issues/${original.id}`}>{original.title}</a>}>
              <Prose>
                <p>{original.description}</p>
              </Prose>
              <DescriptionList
                layout="stack"
                items={[
                  { term: words.page.theme, description: original.theme_name },
                  { term: words.page.weight, description: words.weight(original.weight) },
                  { term: words.page.areas, description: original.areas.join('、') },
                  { term: words.merge.raised, description: formatDate(original.raised_on) },
                  {
                    term: words.page.voices,
                    description: view.voices
                      .filter((voice) => voice.issue_id === original.id)
                      .map((voice) => (
                        <p>
                          {voice.facility_name}：{voice.statement || words.page.noWords}
                        </p>
                      )),
                  },
                ]}
              />
            </Card>
          ))}
        </Columns>
        <Form action="/issues/merge" errors={state.errors}>
          {view.originals.map((original) => (
            <HiddenField name="issue" value={original.id} />
          ))}
          <Fieldset
            legend={view.into === null ? words.merge.make : words.merge.into(view.into.title)}
            id="f-issue"
          >
            <TextField
              {...field('title')}
              label={words.merge.titleLabel}
              help={words.merge.titleHelp}
              required
            />
            <TextArea
              {...field('description')}
              label={words.merge.description}
              help={words.form.descriptionHelp}
              rows={8}
              maxChars={4000}
            />
            <Select
              {...field('theme_code')}
              label={words.form.themeLabel}
              required
              options={view.themes.map((theme) => ({ value: theme.code, label: theme.name }))}
            />
            <RadioGroup
              {...field('weight')}
              label={words.form.weightLabel}
              required
              options={words.weightOptions}
            />
          </Fieldset>
          {view.voices.length === 0 ? null : (
            <Fieldset legend={words.merge.answers} help={words.merge.answersLead}>
              {view.voices.map((voice) => (
                <TextArea
                  {...field(`answer_${voice.issue_id}_${voice.facility_id}`)}
                  label={words.merge.answerTo(voice.facility_name, voice.issue_title)}
                  rows={4}
                  maxChars={2000}
                />
              ))}
            </Fieldset>
          )}
          <p>{words.merge.question}</p>
          <ButtonRow>
            <Button size="lg">{words.merge.submit}</Button>
            <LinkButton href="/issues">{words.merge.toList}</LinkButton>
          </ButtonRow>
        </Form>
      </Stack>
    </>
  );
}
