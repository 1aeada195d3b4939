import { formatDate, today as dayIn } from '../../platform/ja/dates.ts';
import type { FormState } from '../../platform/web/form.ts';
import { ConflictNotice, type Conflict } from '../../platform/web/handlers.tsx';
import { Button, ButtonRow, ConfirmForm, LinkButton, UtilityLink } from '../../platform/ui/buttons.tsx';
import { EmptyState, NotificationBanner, StatusBadge } from '../../platform/ui/feedback.tsx';
import { RadioGroup, Select, TextArea, TextField } from '../../platform/ui/fields.tsx';
import { fields, FilterBar, Form, HiddenField } from '../../platform/ui/forms.tsx';
import { PageHeading, Prose, Section, Stack } from '../../platform/ui/layout.tsx';
import { NextStep, ResourceList } from '../../platform/ui/records.tsx';
import type { Handout, Trial } from './queries-handouts.ts';
import { trialAnswers } from './rules.ts';
import { words } from './words-handouts.ja.ts';

type State = FormState & { conflict?: Conflict };
const parts = ['cases', 'issues', 'ideas'] as const;

export const handoutState = (handout: Pick<Handout, 'published_at' | 'withdrawn_at'>) =>
  handout.published_at === null ? 'draft' : handout.withdrawn_at === null ? 'published' : 'withdrawn';

/** Everything study groups handed out, by theme. */
export function HandoutList(props: {
  handouts: readonly Handout[];
  themes: readonly { code: string; name: string }[];
  theme: string | null;
  zone: string;
}) {
  const w = words.list;
  return (
    <Stack>
      <PageHeading title={w.title} lead={w.lead} />
      <FilterBar action="/study-handouts">
        <Select
          name="theme"
          label={w.theme}
          value={props.theme}
          empty={w.any}
          options={props.themes.map(({ code, name }) => ({ value: code, label: name }))}
        />
      </FilterBar>
      {props.handouts.length === 0 ? (
        <EmptyState
          title={w.empty.title}
          text={props.theme === null ? w.empty.text : w.empty.filtered}
          icon="note"
        />
      ) : (
        <ResourceList
          level={2}
          label={w.title}
          items={props.handouts.map((handout) => {
            const state = handoutState(handout);
            return {
              title: handout.title,
              href: `/study-handouts/${handout.id}`,
              icon: 'note' as const,
              text: [...handout.lead].slice(0, 120).join(''),
              meta: [
                handout.theme,
                ...(state === 'published'
                  ? [w.published(dayIn(handout.published_at!, props.zone))]
                  : [words.states[state]]),
                ...(handout.tried > 0 ? [w.tried(handout.tried)] : []),
              ],
            };
          })}
        />
      )}
    </Stack>
  );
}

/** One hand-out as every facility reads it, and what was tried of it. */
export function HandoutPage(props: {
  handout: Handout;
  trials: readonly Trial[];
  own: readonly { id: number; name: string }[];
  mayManage: boolean;
  mayAnswer: boolean;
  zone: string;
}) {
  const { handout, mayManage } = props;
  const w = words.page;
  const state = handoutState(handout);
  const asked = props.trials.find(
    (trial) => trial.tried === null && props.own.some(({ id }) => id === trial.facility_id),
  );
  const day = handout.published_at === null ? null : formatDate(dayIn(handout.published_at, props.zone));
  return (
    <Stack gap="lg">
      <PageHeading
        kicker={`${words.navigation}　${handout.theme}`}
        title={handout.title}
        badges={
          mayManage ? (
            <StatusBadge kind={state === 'published' ? 'success' : 'neutral'}>
              {words.states[state]}
            </StatusBadge>
          ) : null
        }
        lead={
          day === null
            ? w.by(handout.facilities)
            : `${words.list.published(dayIn(handout.published_at!, props.zone))}　${w.by(handout.facilities)}`
        }
        actions={
          mayManage ? (
            <LinkButton href={`/study-handouts/${handout.id}/edit`} icon="edit">
              {w.edit}
            </LinkButton>
          ) : null
        }
      />
      {state === 'published' ? null : (
        <NotificationBanner kind="info" title={words.states[state]}>
          <p>{state === 'draft' ? w.draft : w.withdrawnText}</p>
        </NotificationBanner>
      )}
      {asked === undefined || !props.mayAnswer ? null : (
        <NextStep
          title={words.trials.asked}
          text={words.trials.askedText}
          action={
            <LinkButton
              href={`/study-handouts/${handout.id}/tried?facility=${asked.facility_id}`}
              kind="primary"
            >
              {words.trials.write}
            </LinkButton>
          }
        />
      )}
      {handout.lead === '' ? null : <Prose>{handout.lead}</Prose>}
      {parts.map((part) =>
        handout[part] === '' ? null : (
          <Section title={words.form[part]} id={part}>
            <Prose>{handout[part]}</Prose>
          </Section>
        ),
      )}
      <p>
        <UtilityLink href={`/study-handouts/${handout.id}/handout.pdf`} icon="print" download>
          {w.pdf}
        </UtilityLink>
      </p>
      {state === 'published' ? <Trials {...props} /> : null}
      {mayManage && state === 'published' ? (
        <ConfirmForm
          label={w.withdraw}
          question={w.withdrawQuestion}
          action={`/study-handouts/${handout.id}/withdraw`}
          confirmLabel={w.withdraw}
          danger
          kind="tertiary"
        />
      ) : null}
    </Stack>
  );
}

function Trials({
  handout,
  trials,
  own,
  mayAnswer,
}: {
  handout: Handout;
  trials: readonly Trial[];
  own: readonly { id: number }[];
  mayAnswer: boolean;
}) {
  const w = words.trials;
  const told = trials.filter((trial) => trial.tried !== null);
  const count = (answer: (typeof trialAnswers)[number]) =>
    told.filter((trial) => trial.tried === answer).length;
  const mine = told.some((trial) => own.some(({ id }) => id === trial.facility_id));
  return (
    <Section
      title={w.title}
      lead={w.lead}
      id="tried"
      actions={
        mayAnswer && own.length > 0 ? (
          <LinkButton href={`/study-handouts/${handout.id}/tried`} size="sm">
            {mine ? w.change : w.write}
          </LinkButton>
        ) : null
      }
    >
      {told.length === 0 ? (
        <p>{w.none}</p>
      ) : (
        <p>{w.sum(count('tried'), count('partly'), count('not_yet'))}</p>
      )}
      <ul class="study-trials">
        {told.map((trial) => (
          <li>
            <p>
              <strong>{trial.facility}</strong>　{w.answers[trial.tried!]}
            </p>
            {trial.story === '' ? null : <Prose>{trial.story}</Prose>}
          </li>
        ))}
      </ul>
    </Section>
  );
}

/** Writing a hand-out, kept as a draft or published to every facility. */
export function HandoutForm({ handout, state }: { handout: Handout; state: State }) {
  const field = fields(state.values, state.errors);
  const w = words.form;
  const out = handoutState(handout) === 'published';
  return (
    <Stack>
      <PageHeading kicker={handout.theme} title={w.pageTitle} />
      <Form action={`/study-handouts/${handout.id}/edit`} errors={state.errors}>
        <ConflictNotice state={state} />
        {state.conflict ? null : <HiddenField name="_version" value={field('_version').value} />}
        <TextField {...field('title')} label={w.title} required maxLength={100} />
        <TextArea
          {...field('lead')}
          label={w.lead}
          help={w.leadHelp}
          required={false}
          rows={4}
          maxChars={1000}
        />
        {parts.map((part) => (
          <TextArea
            {...field(part)}
            label={w[part]}
            help={w.listHelp}
            required={false}
            rows={8}
            maxChars={5000}
          />
        ))}
        <ButtonRow>
          {out ? (
            <Button size="lg">{w.saveOut}</Button>
          ) : (
            <>
              <Button size="lg" kind="secondary">
                {w.save}
              </Button>
              <Button size="lg" name="publish" value="1">
                {w.publish}
              </Button>
            </>
          )}
        </ButtonRow>
        {out ? null : <p>{w.publishHelp}</p>}
      </Form>
    </Stack>
  );
}

/** A facility tells what it tried. */
export function TrialForm(props: {
  handout: Handout;
  facilities: readonly { id: number; name: string }[];
  state: FormState;
}) {
  const field = fields(props.state.values, props.state.errors);
  const w = words.trials;
  const one = props.facilities.length === 1 ? props.facilities[0]! : undefined;
  return (
    <Stack>
      <PageHeading kicker={props.handout.title} title={w.formTitle} lead={w.lead} />
      <Form action={`/study-handouts/${props.handout.id}/tried`} errors={props.state.errors}>
        {one ? (
          <>
            <HiddenField name="facility_id" value={one.id} />
            <p>
              <strong>{one.name}</strong>
            </p>
          </>
        ) : (
          <Select
            {...field('facility_id')}
            label={w.facility_id}
            required
            width="l"
            options={props.facilities.map(({ id, name }) => ({ value: `${id}`, label: name }))}
          />
        )}
        <RadioGroup
          {...field('tried')}
          label={w.tried}
          required
          options={trialAnswers.map((answer) => ({ value: answer, label: w.answers[answer] }))}
        />
        <TextArea
          {...field('story')}
          label={w.story}
          help={w.storyHelp}
          required={false}
          rows={4}
          maxChars={1000}
        />
        <ButtonRow>
          <Button size="lg">{w.save}</Button>
        </ButtonRow>
      </Form>
    </Stack>
  );
}
