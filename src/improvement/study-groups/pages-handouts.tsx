import { formatDate, today as dayIn } from '../../platform/ja/dates.ts';
import { ConfirmForm, LinkButton, UtilityLink } from '../../platform/ui/buttons.tsx';
import { EmptyState, NotificationBanner, StatusBadge } from '../../platform/ui/feedback.tsx';
import { Select } from '../../platform/ui/fields.tsx';
import { FilterBar } from '../../platform/ui/forms.tsx';
import { PageHeading, Prose, Section, Stack } from '../../platform/ui/layout.tsx';
import { NextStep, ResourceList } from '../../platform/ui/records.tsx';
import type { Handout, Trial } from './queries-handouts.ts';
import type { trialAnswers } from './rules.ts';
import { words } from './words-handouts.ja.ts';

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
