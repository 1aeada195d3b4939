import type { Offer } from '../../platform/search/offers.ts';
import type { Child } from '../../platform/ui/jsx-runtime.ts';
import { formatDate, formatDateShort, today as dayIn } from '../../platform/ja/dates.ts';
import { Button, ButtonRow, ConfirmForm, LinkButton, UtilityLink } from '../../platform/ui/buttons.tsx';
import { Disclosure, NotificationBanner, StatusBadge } from '../../platform/ui/feedback.tsx';
import { DateField, RadioGroup, TextArea } from '../../platform/ui/fields.tsx';
import { FindOne } from '../../platform/ui/finding.tsx';
import { fields, Form, HiddenField } from '../../platform/ui/forms.tsx';
import { Card, PageHeading, Prose, Section, Stack } from '../../platform/ui/layout.tsx';
import { DescriptionList, NextStep, Timeline } from '../../platform/ui/records.tsx';
import { emptyForm, type FormState } from '../../platform/web/form.ts';
import type { LoanLine } from './queries-lending.ts';
import type {
  Initiative,
  InitiativeActionLine,
  InitiativeEvent,
  Outcome,
  Partner,
  Reflection,
  Session,
} from './queries.ts';
import { Actions, Loans, Outcomes, Sessions, Stages, Targets } from './pages-initiative-parts.tsx';
import { StateBadge } from './pages.tsx';
import { endings, neededParts, planParts, seenDifferently } from './rules.ts';
import { partnerBadge, words } from './words.ja.ts';

export type Option = { value: string; label: string; group?: string | undefined };

export interface InitiativeView {
  initiative: Initiative;
  issue: { id: number; title: string } | undefined;
  partners: readonly Partner[];
  sessions: readonly Session[];
  reflections: readonly Reflection[];
  outcomes: readonly Outcome[];
  actions: readonly InitiativeActionLine[];
  loans: readonly LoanLine[];
  events: readonly InitiativeEvent[];
  tied: readonly {
    id: number;
    area: string;
    step: number;
    agreed_on: string;
    round_id: number | null;
    area_id: number;
  }[];
  tieable: readonly { id: number; step: number; agreed_on: string }[];
  moved: readonly {
    id: number;
    target_id: number;
    guideline_id: number;
    title: string;
    guideline: string;
    happened_on: string;
    body: string;
  }[];
  targets: readonly { id: number; guideline_id: number; title: string; guideline: string }[];
  /** whom to ask along; null where the reader asks nobody */
  bodies: Offer | null;
  owners: readonly Option[];
  /** null: not for the reader to hand over */
  successors: Offer | null;
  mayGiveOut: boolean;
  today: string;
  zone: string;
  /** the form that was sent and is shown again */
  state: Readonly<Record<string, FormState>>;
}

/** One initiative as a story: at a glance, what is next, the plan, who does what, what happened, what came of it. */
export function InitiativePage(props: InitiativeView) {
  const { initiative } = props;
  const w = words.page;
  const steers = initiative.may_steer;
  return (
    <Stack>
      <PageHeading
        kicker={w.kicker}
        title={initiative.title}
        badges={<StateBadge state={initiative.state} />}
        lead={[initiative.lead, initiative.area ?? words.list.whole].join('　')}
        actions={
          <ButtonRow>
            {steers && initiative.ended_on === null ? (
              <LinkButton href={`/initiatives/${initiative.id}/edit`} icon="edit">
                {words.plan.edit}
              </LinkButton>
            ) : null}
            <UtilityLink href={`/initiatives/${initiative.id}/sheet.pdf`} icon="print" download>
              {w.print}
            </UtilityLink>
          </ButtonRow>
        }
      />
      <Answers {...props} />
      <Glance {...props} />
      <Next {...props} />
      <Plan {...props} />
      <Partners {...props} />
      <Sessions {...props} />
      <Outcomes {...props} />
      <Actions {...props} />
      <Loans {...props} />
      <Targets {...props} />
      <Stages {...props} />
      <Owner {...props} />
      <Decide {...props} />
      <History {...props} />
    </Stack>
  );
}

/** What waits here for the reader's own yes: a part, or holding it. */
function Answers({ initiative, partners, state }: InitiativeView) {
  const w = words.partners;
  if (initiative.ended_on !== null) return null;
  const asked = partners.filter(
    (one) => one.may_answer && (one.state === 'waiting' || one.state === 'changed'),
  );
  const reply = fields(state['reply']?.values, state['reply']?.errors);
  const h = words.handover;
  return (
    <>
      {asked.map((one) => {
        const given = state['answer']?.values['partner_id'] === `${one.id}` ? state['answer'] : emptyForm;
        const field = fields(given.values, given.errors);
        return (
          <Card title={w.yours(one.name)} tone="key" id={`answer-${one.id}`}>
            <p>{w.yoursLead(one.part)}</p>
            <Form
              action={`/initiatives/${initiative.id}/answer`}
              errors={given.errors}
              label={w.yours(one.name)}
            >
              <HiddenField name="partner_id" value={one.id} />
              <RadioGroup
                {...field('yes')}
                id={`yes-${one.id}`}
                label={w.yes}
                required
                inline
                options={[
                  { value: 'yes', label: w.yesOption },
                  { value: 'no', label: w.noOption },
                ]}
              />
              <TextArea
                {...field('brings')}
                id={`brings-${one.id}`}
                label={w.bringsLabel}
                help={w.bringsHelp}
                required={false}
                rows={2}
                maxChars={300}
              />
              <TextArea
                {...field('note')}
                id={`note-${one.id}`}
                label={w.note}
                help={w.noteHelp}
                required={false}
                rows={2}
                maxChars={500}
              />
              <ButtonRow>
                <Button>{w.send}</Button>
              </ButtonRow>
            </Form>
          </Card>
        );
      })}
      {initiative.proposed_to_me && initiative.declined_at === null ? (
        <Card title={h.yours} tone="key" id="handover-reply">
          <Form action={`/initiatives/${initiative.id}/handover/reply`} errors={state['reply']?.errors}>
            <RadioGroup
              {...reply('accept')}
              label={h.accept}
              required
              inline
              options={[
                { value: 'yes', label: h.yes },
                { value: 'no', label: h.no },
              ]}
            />
            <TextArea
              {...reply('note')}
              id="reply-note"
              label={w.note}
              required={false}
              rows={2}
              maxChars={500}
            />
            <ButtonRow>
              <Button>{h.reply}</Button>
            </ButtonRow>
          </Form>
        </Card>
      ) : null}
    </>
  );
}

/** Who sees what of it for the families: the newest look back there is, answer by answer with names. */
export function ForFamiliesLines({ said }: { said: readonly Reflection[] }) {
  const w = words.reflections;
  const groups = [...Map.groupBy(said, (one) => one.for_families)];
  return (
    <>
      {groups.map(([answer, ones]) => (
        <span class="pre-line">
          {w.count(
            words.forFamilies[answer],
            ones.map((one) => one.name),
          )}
          {'\n'}
        </span>
      ))}
      {seenDifferently(said.map((one) => one.for_families)) ? (
        <StatusBadge kind="warning">{words.page.differs}</StatusBadge>
      ) : null}
    </>
  );
}

/** The newest time people looked back: on the whole where they did, else on the last sitting. */
export function newestReflections(
  reflections: readonly Reflection[],
  sessions: readonly Session[],
): Reflection[] {
  const whole = reflections.filter((one) => one.session_id === null);
  if (whole.length > 0) return whole;
  const last = sessions.findLast((session) => reflections.some((one) => one.session_id === session.id));
  return last === undefined ? [] : reflections.filter((one) => one.session_id === last.id);
}

function Glance({ initiative, partners, sessions, reflections, outcomes, today }: InitiativeView) {
  const w = words.page.glance;
  const next = sessions.find(
    (one) => one.cancelled_at === null && one.held_on >= today && one.held_at === null,
  );
  const said = newestReflections(reflections, sessions);
  const yes = partners.filter((one) => one.state === 'yes');
  const text = (value: string): Child => (value === '' ? words.plan.missing : value);
  return (
    <Card title={words.page.atAGlance} id="glance">
      <DescriptionList
        items={[
          { term: w.issue, description: text(initiative.shared_issue) },
          { term: w.aim, description: text(initiative.aim) },
          { term: w.families, description: text(initiative.families) },
          { term: w.who, description: yes.map((one) => one.name).join('、') },
          {
            term: w.next,
            description:
              next === undefined ? (
                words.page.noNext
              ) : (
                <a href={`/initiatives/${initiative.id}/sessions/${next.id}`}>
                  {`${formatDate(next.held_on)}　${next.title}`}
                </a>
              ),
          },
          {
            term: w.forFamilies,
            description: said.length === 0 ? words.page.noReflection : <ForFamiliesLines said={said} />,
          },
          {
            term: w.outcome,
            description: outcomes.length === 0 ? words.page.noOutcome : outcomes.at(-1)!.body,
          },
        ]}
      />
    </Card>
  );
}

/** The one thing to do next, by where the initiative stands; for whoever steers it. */
function Next({ initiative, partners, sessions, state, today }: InitiativeView) {
  const w = words.next;
  if (!initiative.may_steer || initiative.ended_on !== null) return null;
  const holder = initiative.owner ?? '';
  const missing = neededParts.filter((part) => initiative[part] === '');
  const path = `/initiatives/${initiative.id}`;
  if (initiative.started_on === null) {
    if (missing.length > 0)
      return (
        <NextStep
          title={w.plan}
          text={w.planText(missing.map((part) => words.plan[part]))}
          holder={holder}
          action={<LinkButton href={`${path}/edit`}>{words.plan.edit}</LinkButton>}
        />
      );
    const yes = partners.filter((one) => one.state === 'yes');
    const waiting = partners.filter((one) => one.state === 'waiting' || one.state === 'changed');
    if (yes.length < 2)
      return waiting.length > 0 ? (
        <NextStep title={w.wait} text={w.waitText(waiting.map((one) => one.name))} holder={holder} />
      ) : (
        <NextStep
          title={w.ask}
          text={w.askText}
          holder={holder}
          action={<LinkButton href="#partners">{words.partners.add}</LinkButton>}
        />
      );
    const field = fields(state['start']?.values ?? { started_on: today }, state['start']?.errors);
    return (
      <NextStep title={w.start} text={w.startText} holder={holder}>
        <Form action={`${path}/start`} errors={state['start']?.errors} label={words.steps.start}>
          <DateField {...field.date('started_on')} label={words.steps.started_on} required />
          <DateField
            {...field.date('next_look_back_on')}
            label={words.steps.next_look_back_on}
            help={words.steps.nextHelp}
            required={false}
          />
          <ButtonRow>
            <Button>{words.steps.startSave}</Button>
          </ButtonRow>
        </Form>
      </NextStep>
    );
  }
  if (initiative.state === 'overtime')
    return (
      <NextStep
        title={w.decide}
        text={w.decideText}
        holder={holder}
        due={formatDate(initiative.ends_on!)}
        dueState="late"
        action={<LinkButton href="#decide">{words.steps.decide}</LinkButton>}
      />
    );
  if (initiative.next_look_back_on !== null && initiative.next_look_back_on <= today)
    return (
      <NextStep
        title={w.lookBack}
        text={w.lookBackText}
        holder={holder}
        due={formatDate(initiative.next_look_back_on)}
        dueState="soon"
        action={<LinkButton href={`${path}/reflections/whole`}>{words.reflections.lookBack}</LinkButton>}
      />
    );
  const next = sessions.find((one) => one.cancelled_at === null && one.held_at === null);
  return next === undefined ? (
    <NextStep
      title={w.session}
      holder={holder}
      action={<LinkButton href={`${path}/sessions/new`}>{words.sessions.add}</LinkButton>}
    />
  ) : (
    <NextStep
      title={`${w.held}　${next.title}`}
      text={words.sessions.when(next.held_on, next.starts_at, next.ends_at)}
      holder={holder}
      {...(next.held_on < today ? { due: words.sessions.waiting, dueState: 'late' as const } : {})}
      action={<LinkButton href={`${path}/sessions/${next.id}`}>{next.title}</LinkButton>}
    />
  );
}

function Plan({ initiative, issue }: InitiativeView) {
  const w = words.page;
  return (
    <Section title={w.plan} id="plan">
      <DescriptionList
        layout="stack"
        items={[
          issue && { term: w.issueLink, description: <a href={`/issues/${issue.id}`}>{issue.title}</a> },
          ...planParts.map((part) => ({
            term: words.plan[part],
            description: initiative[part] === '' ? words.plan.missing : <Prose>{initiative[part]}</Prose>,
          })),
          { term: w.period, description: words.list.period(initiative.starts_on, initiative.ends_on) },
          initiative.started_on !== null && {
            term: w.started,
            description: formatDateShort(initiative.started_on),
          },
          initiative.next_look_back_on !== null && {
            term: w.lookBack,
            description: formatDateShort(initiative.next_look_back_on),
          },
          initiative.forum !== null && {
            term: w.forum,
            description: <a href={`/forums/${initiative.forum_id}`}>{initiative.forum}</a>,
          },
        ]}
      />
    </Section>
  );
}

function Partners({ initiative, partners, bodies, state, zone }: InitiativeView) {
  const w = words.partners;
  const path = `/initiatives/${initiative.id}`;
  const changes = initiative.may_steer && initiative.ended_on === null;
  const asking = fields(state['ask']?.values, state['ask']?.errors);
  return (
    <Section title={w.title} id="partners" lead={w.lead}>
      {partners.map((one) => {
        const given = state['part']?.values['partner_id'] === `${one.id}` ? state['part'] : undefined;
        const field = fields(given?.values ?? { part: one.part }, given?.errors);
        const leads =
          one.organisation_id === initiative.lead_organisation_id &&
          one.facility_id === initiative.lead_facility_id;
        return (
          <Card
            title={one.name}
            level={3}
            id={`partner-${one.id}`}
            actions={
              <StatusBadge kind={partnerBadge[one.state]}>{words.partnerStates[one.state]}</StatusBadge>
            }
          >
            <DescriptionList
              items={[
                { term: w.part, description: one.part },
                one.brings !== '' && { term: w.brings, description: one.brings },
                one.answered_at !== null && {
                  term: w.answer,
                  description: (
                    <>
                      {one.note === '' ? null : <Prose>{one.note}</Prose>}
                      {w.answeredBy(one.answerer, dayIn(one.answered_at, zone))}
                    </>
                  ),
                },
              ]}
            />
            {changes && one.state !== 'left' ? (
              <Disclosure summary={w.changePart} open={given !== undefined} id={`part-${one.id}`}>
                <Form action={`${path}/part`} errors={given?.errors} label={`${one.name}　${w.changePart}`}>
                  <HiddenField name="partner_id" value={one.id} />
                  <TextArea
                    {...field('part')}
                    id={`part-text-${one.id}`}
                    label={w.part}
                    help={w.changePartHelp}
                    required
                    rows={2}
                    maxChars={300}
                  />
                  <ButtonRow>
                    <Button>{w.savePart}</Button>
                  </ButtonRow>
                </Form>
                {leads ? null : (
                  <ConfirmForm
                    label={w.leave}
                    question={w.leaveQuestion(one.name)}
                    action={`${path}/leave`}
                    kind="tertiary"
                    size="sm"
                    fields={{ partner_id: `${one.id}` }}
                  />
                )}
              </Disclosure>
            ) : null}
          </Card>
        );
      })}
      {changes && bodies ? (
        <Disclosure summary={w.add} id="ask-new" open={state['ask'] !== undefined}>
          <Form action={`${path}/ask`} errors={state['ask']?.errors} label={w.add}>
            <FindOne {...asking('body')} label={w.body} required width="l" offer={bodies} />
            <TextArea
              {...asking('part')}
              id="ask-part"
              label={w.partLabel}
              help={w.partHelp}
              required
              rows={2}
              maxChars={300}
            />
            <ButtonRow>
              <Button>{w.ask}</Button>
            </ButtonRow>
          </Form>
        </Disclosure>
      ) : null}
    </Section>
  );
}

function Owner({ initiative, successors, state }: InitiativeView) {
  const w = words.handover;
  const field = fields(state['propose']?.values, state['propose']?.errors);
  return (
    <Section title={w.title} id="owner" lead={w.lead}>
      <DescriptionList items={[{ term: words.page.owner, description: initiative.owner }]} />
      {initiative.ended_on === null && !initiative.owner_in_force ? (
        <NotificationBanner kind="warning" title={w.gone} />
      ) : null}
      {initiative.proposed_owner === null ? null : (
        <p>
          {initiative.declined_at === null
            ? w.waiting(initiative.proposed_owner)
            : w.declined(initiative.proposed_owner)}
        </p>
      )}
      {initiative.may_steer && initiative.ended_on === null && successors !== null ? (
        <Disclosure summary={w.propose} id="propose" open={state['propose'] !== undefined}>
          <Form
            action={`/initiatives/${initiative.id}/handover`}
            errors={state['propose']?.errors}
            label={w.propose}
          >
            <FindOne {...field('person_id')} label={w.person_id} required width="l" offer={successors} />
            <TextArea
              {...field('note')}
              id="propose-note"
              label={w.note}
              required={false}
              rows={2}
              maxChars={500}
            />
            <ButtonRow>
              <Button>{w.save}</Button>
            </ButtonRow>
          </Form>
        </Disclosure>
      ) : null}
    </Section>
  );
}

/** Going on, ending, or taking an end back. */
function Decide({ initiative, state, today }: InitiativeView) {
  const w = words.steps;
  if (!initiative.may_steer) return null;
  const path = `/initiatives/${initiative.id}`;
  if (initiative.ended_on !== null)
    return (
      <ConfirmForm label={w.reopen} question={w.reopenQuestion} action={`${path}/reopen`} kind="tertiary" />
    );
  const goOn = fields(state['continue']?.values, state['continue']?.errors);
  const end = fields(state['end']?.values ?? { ended_on: today }, state['end']?.errors);
  return (
    <Section title={w.decide} id="decide">
      {initiative.started_on === null ? null : (
        <Disclosure summary={w.goOn} id="go-on" open={state['continue'] !== undefined}>
          <Form action={`${path}/continue`} errors={state['continue']?.errors} label={w.goOn}>
            <DateField {...goOn.date('ends_on')} label={w.goOnUntil} required />
            <DateField
              {...goOn.date('next_look_back_on')}
              label={w.next_look_back_on}
              help={w.nextHelp}
              required={false}
            />
            <TextArea
              {...goOn('note')}
              id="continue-note"
              label={w.goOnNote}
              required
              rows={3}
              maxChars={500}
            />
            <ButtonRow>
              <Button>{w.goOnSave}</Button>
            </ButtonRow>
          </Form>
        </Disclosure>
      )}
      <Disclosure summary={w.end} id="end" open={state['end'] !== undefined}>
        <Form action={`${path}/end`} errors={state['end']?.errors} label={w.end}>
          <DateField {...end.date('ended_on')} label={w.ended_on} required />
          <RadioGroup
            {...end('ending')}
            label={w.ending}
            required
            options={endings.map((value) => ({ value, label: words.endings[value] }))}
          />
          <TextArea {...end('ending_note')} label={w.ending_note} required rows={4} maxChars={1000} />
          <ButtonRow>
            <Button>{w.endSave}</Button>
          </ButtonRow>
        </Form>
      </Disclosure>
    </Section>
  );
}

function History({ events }: InitiativeView) {
  return (
    <Section title={words.page.history} id="history">
      <Timeline
        label={words.page.history}
        entries={events.map((one) => ({
          datetime: one.happened_on,
          when: formatDateShort(one.happened_on),
          ...(one.writer === null ? {} : { actor: one.writer }),
          text: words.events[one.kind],
          ...(one.note === '' ? {} : { detail: <Prose>{one.note}</Prose> }),
        }))}
      />
    </Section>
  );
}
