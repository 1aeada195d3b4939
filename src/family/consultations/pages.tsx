import type { Child } from '../../platform/ui/jsx-runtime.ts';
import { daysBetween, eraNumber, formatDate, formatDateTime } from '../../platform/ja/dates.ts';
import { Button, ButtonRow, LinkButton, UtilityLink } from '../../platform/ui/buttons.tsx';
import { Disclosure, NotificationBanner } from '../../platform/ui/feedback.tsx';
import { Checkbox, DateField, Select, TextArea, TextField, TimeField } from '../../platform/ui/fields.tsx';
import { fields, Form, HiddenField } from '../../platform/ui/forms.tsx';
import { Card, Columns, PageHeading, Prose, Stack } from '../../platform/ui/layout.tsx';
import { DescriptionList, NextStep, Timeline, type TimelineEntry } from '../../platform/ui/records.tsx';
import { emptyForm, type FormState } from '../../platform/web/form.ts';
import { ConflictNotice, type Conflict } from '../../platform/web/handlers.tsx';
import type { FamilyCase, Member } from '../households/queries.ts';
import { AgeField, options, teamOptions, TriageFields, workerOptions } from './pages-intake.tsx';
import { ageText, Clock, StateBadges } from './pages-list.tsx';
import type {
  Consultation,
  District,
  Named,
  Notifier,
  Revision,
  Routing,
  TeamChoice,
  Triage,
  WorkerChoice,
} from './queries.ts';
import { abuseKinds, abusers, clockOf, problemOf, ways, type Action } from './rules.ts';
import { papers } from './words-papers.ja.ts';
import { words } from './words.ja.ts';

const w = words.page;

/** Which of the page's forms was sent back, with what was typed. */
export interface PageStates {
  judge?: FormState;
  safety?: FormState;
  next?: FormState;
  route?: FormState;
  close?: FormState;
  reopen?: FormState;
  link?: FormState;
}

export interface ConsultationView {
  one: Consultation;
  notifier: Notifier | undefined;
  triages: Triage[];
  routings: Routing[];
  revisions: Revision[];
  members: Member[];
  cases: FamilyCase[];
  teams: TeamChoice[];
  workers: WorkerChoice[];
  responses: Named[];
  states: PageStates;
  now: Date;
  today: string;
  zone: string;
}

export function ConsultationPage(view: ConsultationView): Child {
  const { one, states, triages, zone } = view;
  const said = words.number(one.fiscal_year, one.number);
  const may = (action: Action) => problemOf(one, { works: one.may_work }, action) === null;
  const urgency = triages[0]?.urgency ?? null;
  return (
    <Stack>
      <PageHeading
        kicker={`${one.group_name}　${one.kind}`}
        title={said}
        badges={
          <>
            <StateBadges line={{ ...one, urgency }} />
            <Clock due_at={one.safety_due_at} checked_at={one.safety_checked_at} now={view.now} />
          </>
        }
        lead={`${formatDateTime(one.received_at, zone)}　${words.ways[one.way]}　${one.route}`}
        actions={
          <ButtonRow>
            {may('correct') ? (
              <LinkButton href={`/consultations/${one.id}/edit`} size="sm">
                {w.correct}
              </LinkButton>
            ) : null}
            <UtilityLink href={`/consultations/${one.id}/paper.pdf`} icon="download">
              {papers.link}
            </UtilityLink>
          </ButtonRow>
        }
      />
      {one.may_work ? null : (
        <NotificationBanner kind="info" title={w.whyTitle}>
          <p>{w.whyText}</p>
        </NotificationBanner>
      )}
      <Columns kind="main-aside">
        <Stack>
          {may('safety') ? <Safety view={view} /> : null}
          {one.closed_at === null ? <Next view={view} may={may} /> : null}
          <Card title={w.said}>
            <Prose>{one.words_said}</Prose>
          </Card>
          <Card title={w.done}>
            <Prose>{one.done_text === '' ? w.nothingDone : one.done_text}</Prose>
          </Card>
          <Judgements view={view} may={may('judge')} />
          <Card title={w.history}>
            <Timeline label={w.history} entries={history(view)} />
          </Card>
        </Stack>
        <Stack>
          <Facts view={view} />
          {one.may_work ? <Doings view={view} may={may} states={states} /> : null}
        </Stack>
      </Columns>
    </Stack>
  );
}

function Safety({ view }: { view: ConsultationView }): Child {
  const { one, states } = view;
  const { values, errors } = states.safety ?? emptyForm;
  const field = fields(values, errors);
  const clock = clockOf(one.safety_due_at, one.safety_checked_at, view.now);
  return (
    <Card
      id="safety"
      title={w.safetyTitle}
      tone={clock.state === 'late' ? 'error' : 'warning'}
      lead={`${words.clock.due(formatDateTime(one.safety_due_at!, view.zone))}　${clock.state === 'late' ? words.clock.late(clock.hours) : words.clock.running(clock.hours)}`}
    >
      <Disclosure summary={w.safetySubmit} open={states.safety !== undefined}>
        <Form action={`/consultations/${one.id}/safety`} errors={errors}>
          <DateField
            {...field.date('seen_on')}
            label={w.seen_on}
            required
            {...(states.safety ? {} : { value: view.today })}
          />
          <TimeField {...field('seen_time')} label={w.seen_time} />
          <TextArea {...field('safety_how')} label={w.safetyHow} help={w.safetyHelp} required rows={4} />
          <ButtonRow>
            <Button>{w.safetySubmit}</Button>
          </ButtonRow>
        </Form>
      </Disclosure>
    </Card>
  );
}

function Next({ view, may }: { view: ConsultationView; may: (action: Action) => boolean }): Child {
  const { one, states, today } = view;
  const { values, errors } = states.next ?? emptyForm;
  const field = fields(values, errors);
  const late = one.next_on !== null && one.next_on < today;
  return (
    <NextStep
      title={one.worker_id === null ? w.assignTitle : one.next_step === '' ? w.nextNone : one.next_step}
      // What was written at the telephone is read by whoever is asked to take it.
      {...(one.worker_id === null && one.next_step !== '' ? { text: w.nextWritten(one.next_step) } : {})}
      holder={one.worker ?? words.list.noWorker}
      {...(one.next_on === null
        ? {}
        : {
            due: `${formatDate(one.next_on)}${late ? `　${words.list.late(daysBetween(one.next_on, today))}` : ''}`,
            ...(late ? { dueState: 'late' as const } : {}),
          })}
    >
      {one.worker_id === null && may('route') ? <RouteForm view={view} /> : null}
      {may('next') ? (
        <Disclosure summary={w.nextForm} open={states.next !== undefined} id="next">
          <Form action={`/consultations/${one.id}/next`} errors={errors}>
            <TextArea {...field('done_text')} label={w.nextDone} rows={3} />
            <TextField
              {...field('next_step')}
              label={words.fields.next_step}
              {...(states.next ? {} : { value: one.next_step })}
            />
            <DateField
              {...field.date('next_on')}
              label={words.fields.next_on}
              required
              {...(states.next ? {} : { value: one.next_on })}
            />
            <ButtonRow>
              <Button>{words.save}</Button>
            </ButtonRow>
          </Form>
        </Disclosure>
      ) : null}
      {may('make_case') ? (
        <p>
          {one.household_id === null ? (
            w.makeCaseNeeds
          ) : (
            <LinkButton href={`/cases/new?consultation=${one.id}`} kind="secondary">
              {w.makeCase}
            </LinkButton>
          )}
        </p>
      ) : null}
    </NextStep>
  );
}

function RouteForm({ view }: { view: ConsultationView }): Child {
  const { one, states } = view;
  const { values, errors } = states.route ?? {
    values: { team_id: String(one.team_id), worker_id: one.worker_id === null ? '' : String(one.worker_id) },
    errors: {},
  };
  const field = fields(values, errors);
  return (
    <Form action={`/consultations/${one.id}/route`} errors={states.route ? errors : undefined}>
      <Select
        {...field('team_id')}
        label={w.routeTeam}
        required
        empty={false}
        options={teamOptions(view.teams)}
      />
      <Select
        {...field('worker_id')}
        label={w.routeWorker}
        empty={words.fields.workerNone}
        options={workerOptions(view.workers)}
      />
      <TextField
        {...field('reason')}
        label={one.worker_id === null ? w.assignReason : w.routeReason}
        help={one.worker_id === null ? w.assignReasonHelp : undefined}
        required={one.worker_id !== null}
      />
      <ButtonRow>
        <Button>{one.worker_id === null ? w.assignTitle : w.routeSubmit}</Button>
      </ButtonRow>
    </Form>
  );
}

function Facts({ view }: { view: ConsultationView }): Child {
  const { one, notifier } = view;
  const who = notifier
    ? [notifier.name, notifier.relation, notifier.contact, notifier.note]
        .filter((part) => part !== '')
        .join('　')
    : w.notifierNone;
  return (
    <Card title={w.facts}>
      <DescriptionList
        layout="stack"
        items={[
          { term: w.team, description: one.team },
          { term: w.worker, description: one.worker ?? words.list.noWorker },
          {
            term: w.received,
            description: `${formatDateTime(one.received_at, view.zone)}　${words.ways[one.way]}`,
          },
          { term: w.receivedBy, description: one.received_by_name },
          { term: w.from, description: one.route },
          one.anonymous
            ? { term: w.notifier, description: w.anonymous }
            : notifier && {
                term: w.notifier,
                description: (
                  <>
                    {who}
                    <span class="field-help">{w.notifierWho}</span>
                  </>
                ),
              },
          { term: w.kind, description: `${one.group_name}　${one.kind}` },
          one.kind_code === 'abuse' && {
            term: words.fields.abuse_kind,
            description: words.abuseKinds[one.abuse_kind ?? 'unknown'],
          },
          one.kind_code === 'abuse' && {
            term: words.fields.abuser,
            description: words.abusers[one.abuser ?? 'unknown'],
          },
          { term: w.child, description: ageText(one.child_age_months) },
          { term: w.area, description: one.area },
          {
            term: w.household,
            description:
              one.household_id === null ? (
                w.householdNone
              ) : (
                <>
                  <a href={`/households/${one.household_id}`}>{w.householdOpen(one.household_id)}</a>
                  {view.members.length === 0
                    ? null
                    : `　${view.members
                        .filter((member) => member.left_on === null)
                        .map((member) => `${member.family_name} ${member.given_name}`.trim())
                        .filter((name) => name !== '')
                        .join('、')}`}
                </>
              ),
          },
          one.case_id !== null && {
            term: w.case,
            description: <a href={`/cases/${one.case_id}`}>{w.caseOpen}</a>,
          },
          one.safety_checked_at !== null && {
            term: w.safetyDone,
            description: `${formatDateTime(one.safety_checked_at, view.zone)}　${one.safety_checked_by_name ?? ''}　${one.safety_how ?? ''}`,
          },
          one.closed_at !== null && {
            term: words.states.closed,
            description: `${formatDateTime(one.closed_at, view.zone)}　${one.response ?? ''}　${one.closed_by_name ?? ''}`,
          },
        ]}
      />
    </Card>
  );
}

function Judgements({ view, may }: { view: ConsultationView; may: boolean }): Child {
  const { one, triages, states } = view;
  const { values, errors } = states.judge ?? emptyForm;
  return (
    <Card title={w.triage} id="triage-card">
      {triages.length === 0 ? <p>{w.triageNone}</p> : null}
      {triages.map((triage) => (
        <section class="triage-past">
          <p>
            <strong>{words.urgencies[triage.urgency]}</strong>
            {`　${formatDateTime(triage.judged_at, view.zone)}　${w.by(triage.judge)}`}
          </p>
          <Prose>{triage.reason}</Prose>
          {triage.answers.length === 0 ? null : (
            <Disclosure summary={w.yes(triage.answers.filter(({ answer }) => answer === 'yes').length)}>
              <DescriptionList
                layout="rows"
                items={triage.answers.map(({ question, answer, note }) => ({
                  term: words.questionsShort[question],
                  description: `${words.answers[answer]}${note === '' ? '' : `　${note}`}`,
                }))}
              />
            </Disclosure>
          )}
        </section>
      ))}
      {may ? (
        <Disclosure
          summary={triages.length === 0 ? w.judge : w.judgeAgain}
          open={states.judge !== undefined}
          id="judge"
        >
          <Form action={`/consultations/${one.id}/triage`} errors={errors}>
            <TriageFields field={fields(values, errors)} values={values} />
            <ButtonRow>
              <Button>{w.judge}</Button>
            </ButtonRow>
          </Form>
        </Disclosure>
      ) : null}
    </Card>
  );
}

function Doings({
  view,
  may,
  states,
}: {
  view: ConsultationView;
  may: (action: Action) => boolean;
  states: PageStates;
}): Child {
  const { one } = view;
  const close = states.close ?? emptyForm;
  const closeField = fields(close.values, close.errors);
  const reopen = states.reopen ?? emptyForm;
  const reopenField = fields(reopen.values, reopen.errors);
  const link = states.link ?? {
    values: { household: one.household_id === null ? '' : String(one.household_id) },
    errors: {},
  };
  const linkField = fields(link.values, link.errors);
  const cases = view.cases.filter((each) => each.closed_on === null);
  const closing = problemOf(one, { works: one.may_work }, 'close');
  return (
    <Card title={w.whatElse}>
      <Stack gap="sm">
        {may('route') && one.worker_id !== null ? (
          <Disclosure summary={w.route} open={states.route !== undefined} id="route">
            <RouteForm view={view} />
          </Disclosure>
        ) : null}
        {may('link') && one.case_id === null ? (
          <Disclosure summary={w.link} open={states.link !== undefined} id="link">
            <p>{w.linkLead}</p>
            <Form action={`/consultations/${one.id}/link`} errors={states.link ? link.errors : undefined}>
              <TextField
                {...linkField('household')}
                label={w.linkNumber}
                help={w.linkNone}
                inputmode="numeric"
                width="s"
              />
              <ButtonRow>
                <Button kind="secondary">{w.link}</Button>
              </ButtonRow>
            </Form>
            <p>
              <a href="/households/search">{words.intake.known}</a>
            </p>
          </Disclosure>
        ) : null}
        {may('make_case') && cases.length > 0 ? (
          <Disclosure summary={w.linkCase}>
            <Form action={`/consultations/${one.id}/case`}>
              <Select
                name="case_id"
                label={w.linkCaseId}
                empty={false}
                options={cases.map((each) => ({
                  value: String(each.id),
                  label: `${eraNumber(each.fiscal_year, each.number)}　${each.headline}`,
                }))}
              />
              <HiddenField name="household" value="" />
              <ButtonRow>
                <Button kind="secondary">{w.linkCase}</Button>
              </ButtonRow>
            </Form>
          </Disclosure>
        ) : null}
        {closing === null ? (
          <Disclosure summary={w.close} open={states.close !== undefined} id="close">
            <p>{w.closeQuestion}</p>
            <Form
              action={`/consultations/${one.id}/close`}
              scope="close"
              errors={states.close ? close.errors : undefined}
            >
              <Select
                {...closeField('response_code')}
                label={w.closeResponse}
                required
                options={options(view.responses)}
              />
              <TextArea {...closeField('done_text')} label={w.closeDone} rows={3} />
              <ButtonRow>
                <Button>{w.close}</Button>
              </ButtonRow>
            </Form>
          </Disclosure>
        ) : closing === 'safety_first' || closing === 'judge_first' ? (
          <p class="field-help">{words.problems[closing]}</p>
        ) : null}
        {may('reopen') ? (
          <Disclosure summary={w.reopen} open={states.reopen !== undefined} id="reopen">
            <Form
              action={`/consultations/${one.id}/reopen`}
              errors={states.reopen ? reopen.errors : undefined}
            >
              <TextField {...reopenField('reason')} label={w.reopenReason} required />
              <DateField {...reopenField.date('next_on')} label={words.fields.next_on} required />
              <ButtonRow>
                <Button>{w.reopen}</Button>
              </ButtonRow>
            </Form>
          </Disclosure>
        ) : null}
      </Stack>
    </Card>
  );
}

function history(view: ConsultationView): TimelineEntry[] {
  const { one, zone } = view;
  const entries: { at: Date; text: string; actor: string; detail?: Child; kind?: 'done' | 'warning' }[] = [
    { at: one.received_at, text: w.taken, actor: one.received_by_name },
    ...view.triages.map((triage) => ({
      at: triage.judged_at,
      text: w.judgedText(words.urgencyShort[triage.urgency] ?? ''),
      actor: triage.judge,
    })),
    ...view.routings.map((routing) => ({
      at: routing.routed_at,
      text: w.routedText(routing.to_team, routing.to_worker),
      actor: routing.who,
      detail: routing.reason,
    })),
    ...view.revisions.map((revision) => ({
      at: revision.changed_at,
      text: w.correctedText,
      actor: revision.who,
      detail: (
        <Disclosure summary={w.before}>
          <DescriptionList
            layout="stack"
            items={Object.entries(revision.fields).map(([name, value]) => ({
              term: fieldLabel(name),
              description: valueText(name, value),
            }))}
          />
        </Disclosure>
      ),
    })),
    ...(one.safety_checked_at === null
      ? []
      : [{ at: one.safety_checked_at, text: w.safetyText, actor: one.safety_checked_by_name ?? '' }]),
    ...(one.closed_at === null
      ? []
      : [{ at: one.closed_at, text: w.closedText(one.response ?? ''), actor: one.closed_by_name ?? '' }]),
  ];
  return entries
    .toSorted((a, b) => b.at.getTime() - a.at.getTime())
    .map(({ at, ...entry }) => ({ ...entry, when: formatDateTime(at, zone), datetime: at.toISOString() }));
}

const fieldLabel = (name: string): string =>
  name === 'child_age_months' ? w.child : ((words.fields as Record<string, string>)[name] ?? name);

function valueText(name: string, value: string | number | null): string {
  if (name === 'child_age_months') return ageText(value === null ? null : Number(value));
  if (name === 'way') return words.ways[String(value)] ?? '';
  if (name === 'abuse_kind') return words.abuseKinds[String(value ?? 'unknown')] ?? '';
  if (name === 'abuser') return words.abusers[String(value ?? 'unknown')] ?? '';
  return value === null ? '' : String(value);
}

/** Putting right what was taken down. */
export function CorrectPage(props: {
  one: Consultation;
  state: FormState & { conflict?: Conflict };
  kinds: Named[];
  routes: Named[];
  districts: District[];
}): Child {
  const { one, state } = props;
  const field = fields(state.values, state.errors);
  const named = words.fields;
  const coded = (codes: readonly string[], said: Record<string, string>) =>
    codes.map((value) => ({ value, label: said[value] ?? value }));
  return (
    <Stack>
      <PageHeading
        title={w.correctTitle}
        kicker={words.number(one.fiscal_year, one.number)}
        lead={w.correctLead}
      />
      <Form action={`/consultations/${one.id}/edit`} errors={state.errors}>
        {state.conflict ? (
          <ConflictNotice state={state} />
        ) : (
          <HiddenField name="_version" value={String(state.values._version ?? one.version)} />
        )}
        <Select
          {...field('way')}
          label={named.way}
          required
          empty={false}
          options={coded(ways, words.ways)}
        />
        <Select
          {...field('route_code')}
          label={named.route_code}
          required
          empty={false}
          options={options(props.routes)}
        />
        <Select
          {...field('kind_code')}
          label={named.kind_code}
          required
          empty={false}
          options={options(props.kinds)}
        />
        <Select
          {...field('abuse_kind')}
          label={named.abuse_kind}
          empty={words.abuseKinds.unknown}
          help={named.abuseHelp}
          options={coded(abuseKinds, words.abuseKinds)}
        />
        <Select
          {...field('abuser')}
          label={named.abuser}
          empty={words.abusers.unknown}
          options={coded(abusers, words.abusers)}
        />
        <AgeField field={field} errors={state.errors} />
        <Checkbox {...field.checked('unborn')} label={named.unborn} />
        <Select
          {...field('area_id')}
          label={named.area_id}
          empty={named.areaUnknown}
          options={props.districts.map((one) => ({ value: String(one.area_id), label: one.area }))}
        />
        <TextArea {...field('words_said')} label={named.words_said} required rows={10} />
        <TextArea {...field('done_text')} label={named.done_text} rows={6} />
        <ButtonRow>
          <Button>{words.save}</Button>
          <LinkButton href={`/consultations/${one.id}`}>{w.backTo}</LinkButton>
        </ButtonRow>
      </Form>
    </Stack>
  );
}
