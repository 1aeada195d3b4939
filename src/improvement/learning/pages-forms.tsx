import type { Offer } from '../../platform/search/offers.ts';
import type { FormState } from '../../platform/web/form.ts';
import { ConflictNotice, type Conflict } from '../../platform/web/handlers.tsx';
import { Button, ButtonRow, ConfirmForm } from '../../platform/ui/buttons.tsx';
import { DraftNotice, type OpenedDraft } from '../../platform/ui/drafts.tsx';
import { NotificationBanner } from '../../platform/ui/feedback.tsx';
import {
  Checkbox,
  DateField,
  NumberField,
  RadioGroup,
  Select,
  TextArea,
  TextField,
  TimeField,
} from '../../platform/ui/fields.tsx';
import { FindOne } from '../../platform/ui/finding.tsx';
import { fields, FoldedFieldset, Form, HiddenField } from '../../platform/ui/forms.tsx';
import { Card, PageHeading, Stack } from '../../platform/ui/layout.tsx';
import type { OpenDay, Participation } from './queries.ts';
import { pictureRules, templates } from './rules.ts';
import { placeAndDay, words } from './words.ja.ts';

type State = FormState & { conflict?: Conflict };

/** Registering, offering or changing an open day: short at first, the rest folded. */
export function OpenDayForm(props: {
  state: State;
  action: string;
  isNew: boolean;
  /** those who prepare open days register; a head offers */
  manages: boolean;
  facilities: Offer;
  themes: readonly { code: string; name: string }[];
  draft: OpenedDraft | null;
  zone: string;
}) {
  const { state, isNew, manages } = props;
  const field = fields(state.values, state.errors);
  const w = words.form;
  const opened = (...names: string[]) =>
    names.some((name) => state.errors[name] !== undefined || (state.values[name] ?? '') !== '');
  const title = isNew ? (manages ? w.newTitle : w.offerTitle) : w.editTitle;
  const question = (n: number) => (
    <TextField
      {...field(`question_${n}`)}
      label={w.question(n)}
      help={n === 1 ? w.questionHelp : undefined}
      required={n === 1 && !manages}
      maxLength={200}
    />
  );
  return (
    <Stack>
      <PageHeading title={title} lead={isNew ? (manages ? w.newLead : w.offerLead) : undefined} />
      <NotificationBanner kind="info" title={w.names} />
      {isNew ? (
        <DraftNotice draft={props.draft} zone={props.zone} dropAction="/open-days/new/draft/drop" />
      ) : null}
      <Form
        action={props.action}
        errors={state.errors}
        {...(isNew ? { autosave: '/open-days/new/draft' } : {})}
      >
        <ConflictNotice state={state} />
        {isNew || state.conflict ? null : <HiddenField name="_version" value={field('_version').value} />}
        <TextField {...field('title')} label={w.title} help={w.titleHelp} required maxLength={100} />
        <FindOne
          {...field('facility_id')}
          label={w.facility_id}
          required
          width="l"
          offer={props.facilities}
          settled={state.conflict !== undefined}
        />
        <Select
          {...field('theme_code')}
          label={w.theme_code}
          help={w.themeHelp}
          required
          width="l"
          options={props.themes.map(({ code, name }) => ({ value: code, label: name }))}
        />
        {isNew ? question(1) : null}
        <DateField {...field.date('held_on')} label={w.held_on} required />
        <NumberField
          {...field('places')}
          label={w.places}
          required
          min={1}
          max={1000}
          unit={words.form.unit}
        />
        <TextArea
          {...field('seen')}
          label={w.seen}
          help={w.seenHelp}
          required={!manages}
          rows={3}
          maxChars={1000}
        />
        <RadioGroup
          {...field('pictures')}
          value={field('pictures').value || 'none'}
          label={w.pictures}
          options={pictureRules.map((rule) => ({ value: rule, label: w.pictureRules[rule] }))}
        />
        {isNew ? (
          <FoldedFieldset
            id="more-questions"
            legend={w.moreQuestions}
            note={w.moreQuestionsNote}
            open={opened('question_2', 'question_3')}
          >
            {question(2)}
            {question(3)}
          </FoldedFieldset>
        ) : null}
        <FoldedFieldset
          id="plan-fields"
          legend={isNew ? w.plan : words.page.when}
          note={w.planNote}
          open={opened('starts_at', 'ends_at', 'plan')}
        >
          <TimeField {...field('starts_at')} label={w.starts_at} required={false} />
          <TimeField {...field('ends_at')} label={w.ends_at} required={false} />
          {isNew ? (
            <TextArea {...field('plan')} label={w.plan} help={w.planHelp} required={false} maxChars={2000} />
          ) : null}
        </FoldedFieldset>
        <FoldedFieldset
          id="guardian-fields"
          legend={w.guardians}
          note={w.guardiansNote}
          open={opened('guardians_told_on', 'guardians_told_on_y', 'guardians_how', 'pictures_note')}
        >
          <DateField {...field.date('guardians_told_on')} label={w.guardians_told_on} required={false} />
          <TextArea
            {...field('guardians_how')}
            label={w.guardians_how}
            help={w.guardians_howHelp}
            required={false}
            rows={3}
            maxChars={300}
          />
          <TextArea
            {...field('pictures_note')}
            label={w.pictures_note}
            help={w.pictures_noteHelp}
            required={false}
            rows={2}
            maxChars={300}
          />
        </FoldedFieldset>
        <FoldedFieldset
          id="template-fields"
          legend={w.template}
          note={w.templateNote}
          open={field('template').value === 'eceq'}
        >
          <RadioGroup
            {...field('template')}
            value={field('template').value || 'simple'}
            label={w.template}
            help={w.templateHelp}
            options={templates.map((one) => ({ value: one, label: w.templates[one] }))}
          />
        </FoldedFieldset>
        <TextArea {...field('note')} label={w.note} help={w.noteHelp} required={false} maxChars={2000} />
        <ButtonRow>
          <Button size="lg">{isNew ? (manages ? w.save : w.offerSave) : w.saveEdit}</Button>
          {isNew && !manages ? (
            <Button size="lg" kind="secondary" name="save" value="keep">
              {w.keep}
            </Button>
          ) : null}
          {isNew ? (
            <Button size="lg" kind="tertiary" formaction="/open-days/new/draft/save">
              {w.draftSave}
            </Button>
          ) : null}
        </ButtonRow>
      </Form>
    </Stack>
  );
}

/** A facility's coming, written down on the open day's own page. */
export function ParticipationForm(props: { openDay: OpenDay; facilities: Offer; state: FormState }) {
  const field = fields(props.state.values, props.state.errors);
  const w = words.participation;
  return (
    <Card title={w.addTitle} level={3}>
      <Form action={`/open-days/${props.openDay.id}/participations`} errors={props.state.errors}>
        <FindOne
          {...field('facility_id')}
          label={w.facility_id}
          required
          width="l"
          offer={props.facilities}
        />
        <NumberField
          {...field('people')}
          label={w.howMany}
          required
          min={1}
          max={500}
          unit={words.form.unit}
        />
        <TextArea
          {...field('reflection')}
          label={w.reflectionLabel}
          help={w.reflectionHelp}
          required={false}
          rows={3}
          maxChars={2000}
        />
        <ButtonRow>
          <Button>{w.add}</Button>
        </ButtonRow>
      </Form>
    </Card>
  );
}

/** Changing a facility's participation; its head changes the reflection only. */
export function ParticipationEditPage(props: {
  openDay: OpenDay;
  participation: Participation;
  state: State;
}) {
  const { openDay, participation, state } = props;
  const field = fields(state.values, state.errors);
  const w = words.participation;
  const path = `/open-days/${openDay.id}/participations/${participation.facility_id}`;
  return (
    <Stack>
      <PageHeading
        kicker={openDay.title}
        title={w.editTitle(participation.facility)}
        lead={placeAndDay(openDay.held_on, openDay.facility)}
      />
      <Form action={`${path}/edit`} errors={state.errors}>
        <ConflictNotice state={state} />
        {state.conflict ? null : <HiddenField name="_version" value={field('_version').value} />}
        {openDay.may_manage ? (
          <NumberField
            {...field('people')}
            label={w.howMany}
            required
            min={1}
            max={500}
            unit={words.form.unit}
          />
        ) : null}
        <TextArea
          {...field('reflection')}
          label={w.reflectionLabel}
          help={w.reflectionHelp}
          required={false}
          maxChars={2000}
        />
        {participation.is_own ? (
          <Checkbox {...field.checked('shared')} label={w.shared} help={w.sharedHelp} />
        ) : null}
        <ButtonRow>
          <Button size="lg">{w.save}</Button>
        </ButtonRow>
      </Form>
      {openDay.may_manage ? (
        <ConfirmForm
          label={w.remove}
          question={w.removeQuestion(participation.facility)}
          action={`${path}/remove`}
          confirmLabel={w.removeConfirm}
          danger
          fields={{ _version: `${participation.version}` }}
        />
      ) : null}
    </Stack>
  );
}

/** Calling an open day off, with the reason everybody reads. */
export function CancelPage(props: { openDay: OpenDay; state: FormState }) {
  const field = fields(props.state.values, props.state.errors);
  const w = words.page;
  return (
    <Stack>
      <PageHeading
        kicker={props.openDay.title}
        title={w.cancel}
        lead={placeAndDay(props.openDay.held_on, props.openDay.facility)}
      />
      <p>{w.cancelQuestion}</p>
      <Form action={`/open-days/${props.openDay.id}/cancel`} errors={props.state.errors}>
        <HiddenField name="_version" value={props.openDay.version} />
        <TextField
          {...field('cancel_reason')}
          label={w.cancelReason}
          help={w.cancelReasonHelp}
          required
          maxLength={200}
        />
        <ButtonRow>
          <Button kind="danger">{w.cancelConfirm}</Button>
        </ButtonRow>
      </Form>
    </Stack>
  );
}
