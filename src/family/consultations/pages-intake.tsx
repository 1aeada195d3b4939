import type { Child } from '../../platform/ui/jsx-runtime.ts';
import { formatDateTime, formatDateShort } from '../../platform/ja/dates.ts';
import { Button, ButtonRow, ConfirmForm } from '../../platform/ui/buttons.tsx';
import { Disclosure, NotificationBanner } from '../../platform/ui/feedback.tsx';
import {
  Checkbox,
  CheckboxGroup,
  DateField,
  NumberField,
  RadioGroup,
  Select,
  TextArea,
  TextField,
  TimeField,
} from '../../platform/ui/fields.tsx';
import { FieldGroup, fields, Fieldset, Form, HiddenField } from '../../platform/ui/forms.tsx';
import { Columns, PageHeading, Stack } from '../../platform/ui/layout.tsx';
import type { FormState } from '../../platform/web/form.ts';
import type { Candidate } from '../households/queries.ts';
import { languageCodes, mostMembers } from './forms.ts';
import type { District, Draft, Named, TeamChoice, WorkerChoice } from './queries.ts';
import { partOf, parts, partStates } from './rules-intake.ts';
import { abuseKinds, abusers, answers, questions, urgencies, ways } from './rules.ts';
import { languageWords, relationChoices, words } from './words.ja.ts';

const named = words.fields;
const w = words.intake;

export const options = (list: readonly Named[]) =>
  list.map((one) => ({
    value: one.code,
    label: one.name,
    ...(one.group_name === undefined ? {} : { group: one.group_name }),
  }));
const coded = (codes: readonly string[], said: Record<string, string>) =>
  codes.map((value) => ({ value, label: said[value] ?? value }));

export interface IntakeView {
  state: FormState;
  draft: Draft | undefined;
  kinds: Named[];
  routes: Named[];
  responses: Named[];
  districts: District[];
  teams: TeamChoice[];
  workers: WorkerChoice[];
  /** rows of candidates; null before anything was looked for */
  known: Candidate[] | null;
  zone: string;
}

export const teamOptions = (teams: readonly TeamChoice[]) =>
  teams.map((team) => ({ value: String(team.id), label: team.name }));
export const workerOptions = (workers: readonly WorkerChoice[]) =>
  workers.map((one) => ({ value: String(one.id), label: `${one.name}（${one.role}）`, group: one.team }));

/** The intake page: one column, from top to bottom as a telephone call goes. */
export function IntakePage(view: IntakeView): Child {
  const { values, errors } = view.state;
  const field = fields(values, errors);
  const rows = Math.min(mostMembers, Math.max(2, Number(values.member_rows) || 2));
  // Folded is only what is empty: nothing typed and no error stands out of sight.
  const toShow = (...begins: string[]): boolean =>
    [values, errors].some((of) =>
      Object.entries(of).some(
        ([name, value]) => begins.some((one) => name.startsWith(one)) && value !== '' && value != null,
      ),
    );
  const moreOf = (n: number): boolean => toShow(`m${n}_due_on`, `m${n}_lives_apart`);
  const draft_id = typeof values.draft_id === 'string' ? values.draft_id : String(view.draft?.id ?? '');
  return (
    <Stack>
      <PageHeading
        title={w.title}
        lead={
          <>
            {w.lead}
            <span class="form-parts-keys">{w.partsKeys}</span>
          </>
        }
      />
      <NotificationBanner kind="warning" title={w.urgentBanner} />
      {view.draft ? (
        <NotificationBanner
          kind="info"
          title={w.draftFrom(formatDateTime(view.draft.saved_at, view.zone))}
          actions={
            <ConfirmForm
              label={w.discard}
              question={w.discardQuestion}
              action={`/consultations/drafts/${view.draft.id}/discard`}
              danger
              size="sm"
            />
          }
        />
      ) : null}
      <Form
        action="/consultations/new"
        autosave="/consultations/new/draft"
        errors={errors}
        label={w.title}
        id="intake"
        enter={{ formaction: '/consultations/new/known', label: w.known }}
      >
        <HiddenField name="draft_id" value={draft_id} />
        <HiddenField name="member_rows" value={rows} />
        <HiddenField
          name="message_id"
          value={typeof values.message_id === 'string' ? values.message_id : ''}
        />
        <Parts values={values} errors={errors} />
        <Fieldset legend={w.parts.received} id="received">
          <RadioGroup {...field('way')} label={named.way} required inline options={coded(ways, words.ways)} />
          <Columns kind="halves">
            <DateField {...field.date('received_on')} label={named.received_on} help={named.receivedHelp} />
            <TimeField {...field('received_time')} label={named.received_time} />
          </Columns>
        </Fieldset>
        <Fieldset legend={w.parts.who} id="who">
          <Select {...field('route_code')} label={named.route_code} required options={options(view.routes)} />
          <Checkbox {...field.checked('anonymous')} label={named.anonymous} />
          <Disclosure summary={w.moreNotifier} open={toShow('notifier_')}>
            <Stack gap="sm">
              <TextField {...field('notifier_name')} label={named.notifier_name} help={named.notifierHelp} />
              <TextField {...field('notifier_relation')} label={named.notifier_relation} />
              <TextField {...field('notifier_contact')} label={named.notifier_contact} />
              <TextField {...field('notifier_note')} label={named.notifier_note} />
            </Stack>
          </Disclosure>
        </Fieldset>
        <Fieldset legend={w.parts.what} id="what">
          <Select {...field('kind_code')} label={named.kind_code} required options={options(view.kinds)} />
          <Disclosure summary={w.abuse} open={values.kind_code === 'abuse' || toShow('abuse')} id="abuse">
            <Stack gap="sm">
              <Select
                {...field('abuse_kind')}
                label={named.abuse_kind}
                help={named.abuseHelp}
                options={coded(abuseKinds, words.abuseKinds)}
                empty={words.abuseKinds.unknown}
              />
              <Select
                {...field('abuser')}
                label={named.abuser}
                options={coded(abusers, words.abusers)}
                empty={words.abusers.unknown}
              />
            </Stack>
          </Disclosure>
          <TextArea
            {...field('words_said')}
            label={named.words_said}
            help={named.wordsHelp}
            required
            rows={8}
          />
        </Fieldset>
        <Fieldset legend={w.parts.child} help={w.childLead} id="child">
          <AgeField field={field} errors={errors} help={named.ageHelp} />
          <Checkbox {...field.checked('unborn')} label={named.unborn} />
          <MemberRow n={1} field={field} more={moreOf(1)} />
          {Array.from({ length: rows - 1 }, (_, at) => at + 2).map((n) => (
            <Disclosure summary={w.member(n)} open={n > 2 || typedOf(values, n)}>
              <MemberRow n={n} field={field} more={moreOf(n)} />
            </Disclosure>
          ))}
          {rows < mostMembers ? (
            <ButtonRow>
              <Button kind="tertiary" size="sm" formaction="/consultations/new/more-members">
                {w.moreMembers}
              </Button>
            </ButtonRow>
          ) : null}
          <TextField {...field('address')} label={named.address} help={named.addressHelp} />
          <Select
            {...field('area_id')}
            label={named.area_id}
            help={named.areaHelp}
            empty={named.areaUnknown}
            options={view.districts.map((one) => ({
              value: String(one.area_id),
              label: one.team === null ? one.area : `${one.area}（${one.team}）`,
            }))}
          />
          <section class="known-households" aria-labelledby="known-title" id="known">
            <h3 id="known-title">{w.knownTitle}</h3>
            <ButtonRow>
              <Button kind="secondary" size="sm" icon="search" formaction="/consultations/new/known">
                {w.known}
              </Button>
            </ButtonRow>
            <div data-known="/consultations/known" data-known-waiting={w.knownWaiting}>
              <KnownList
                known={view.known}
                chosen={typeof values.household === 'string' ? values.household : ''}
                error={errors.household}
              />
            </div>
          </section>
          <Disclosure summary={w.optional} open={toShow('phone', 'languages', 'care')}>
            <Stack gap="sm">
              <TextField {...field('phone')} label={named.phone} type="tel" />
              <CheckboxGroup
                {...field.many('languages')}
                label={named.languages}
                inline
                options={coded(languageCodes, languageWords)}
              />
              <TextArea {...field('care')} label={named.care} rows={2} />
            </Stack>
          </Disclosure>
        </Fieldset>
        <TriageFields field={field} values={values} />
        <Fieldset legend={w.parts.done} id="done">
          <TextArea {...field('done_text')} label={named.done_text} rows={4} />
          <TextField {...field('next_step')} label={named.next_step} />
          <DateField {...field.date('next_on')} label={named.next_on} help={named.nextHelp} />
          <Select
            {...field('team_id')}
            label={named.team_id}
            empty={named.teamAuto}
            options={teamOptions(view.teams)}
          />
          <Select
            {...field('worker_id')}
            label={named.worker_id}
            empty={named.workerNone}
            options={workerOptions(view.workers)}
          />
          <Select
            {...field('response_code')}
            label={named.response_code}
            empty={named.responseNone}
            options={options(view.responses)}
          />
        </Fieldset>
        <ButtonRow>
          <Button size="lg">{w.submit}</Button>
          <Button kind="secondary" size="lg" formaction="/consultations/new/save-draft">
            {w.saveDraft}
          </Button>
        </ButtonRow>
      </Form>
    </Stack>
  );
}

type Field = ReturnType<typeof fields>;

/**
 * The parts of the page, in sight wherever one is: each a link to its block, with what it still asks. Links and letters of the
 * keyboard lead there without script, too; what stands in a mark is then true of what was last sent, and with script of now.
 */
function Parts({ values, errors }: { values: FormState['values']; errors: FormState['errors'] }): Child {
  const states = partStates(values);
  const wrong = Map.groupBy(
    Object.keys(errors).filter((name) => errors[name] !== undefined),
    (name) => partOf(name),
  );
  return (
    <nav class="form-parts" aria-label={w.partsLabel}>
      <ol
        data-parts
        data-must={w.partMust(0).replace('0', '#')}
        data-filled={w.partFilled}
        data-empty={w.partEmpty}
      >
        {parts.map((part, at) => {
          const { must, filled } = states[part];
          const mend = wrong.get(part)?.length ?? 0;
          const [state, said] =
            mend > 0
              ? ['wrong', w.partWrong(mend)]
              : must > 0
                ? ['must', w.partMust(must)]
                : filled
                  ? ['filled', w.partFilled]
                  : ['empty', w.partEmpty];
          return (
            <li>
              <a
                href={`#${part}`}
                accesskey={String(at + 1)}
                title={w.partKey(w.parts[part], at + 1)}
                data-part={part}
              >
                <span class="form-parts-short">{w.partsShort[part]}</span>
                <span class="form-parts-long">{w.parts[part]}</span>
                <span class="form-parts-mark" data-state={state}>
                  {said}
                </span>
              </a>
            </li>
          );
        })}
      </ol>
    </nav>
  );
}

/** Whether something of a member was typed: then the row stands open. */
const typedOf = (values: Record<string, unknown>, n: number): boolean =>
  Object.entries(values).some(([name, value]) => name.startsWith(`m${n}_`) && value !== '' && value !== null);

function MemberRow({ n, field, more }: { n: number; field: Field; more: boolean }): Child {
  const of = (name: string) => `m${n}_${name}`;
  return (
    <Fieldset legend={w.member(n)} id={`member-${n}`}>
      <Select
        {...field(of('relation'))}
        label={relationLabel}
        options={relationChoices}
        empty={n === 1 ? relationChoices[0]!.label : undefined}
      />
      <Columns kind="pair">
        <TextField {...field(of('family_kana'))} label={kanaFamily} inputmode="kana" />
        <TextField {...field(of('given_kana'))} label={kanaGiven} inputmode="kana" />
      </Columns>
      <Columns kind="pair">
        <TextField {...field(of('family_name'))} label={nameFamily} />
        <TextField {...field(of('given_name'))} label={nameGiven} />
      </Columns>
      <DateField {...field.date(of('born_on'))} label={bornLabel} />
      <Disclosure summary={moreOfMember} open={more}>
        <Stack gap="sm">
          <DateField {...field.date(of('due_on'))} label={dueLabel} />
          <Checkbox {...field.checked(of('lives_apart'))} label={apartLabel} />
        </Stack>
      </Disclosure>
    </Fieldset>
  );
}
const {
  relationLabel,
  kanaFamily,
  kanaGiven,
  nameFamily,
  nameGiven,
  bornLabel,
  dueLabel,
  apartLabel,
  moreOfMember,
} = words.members;

/** The choice of a household: those that may be the same, a new one, or none. Sent alone to the island as well. */
export function KnownList(props: {
  known: Candidate[] | null;
  chosen: string;
  error?: string | undefined;
}): Child {
  const { known, chosen } = props;
  const byHousehold = Map.groupBy(known ?? [], (one) => one.household_id);
  return (
    <>
      <p class="field-help" role="status">
        {known === null ? w.knownWaiting : known.length === 0 ? w.knownNone : w.knownFound(byHousehold.size)}
      </p>
      <RadioGroup
        name="household"
        label={w.household}
        value={chosen}
        {...(props.error === undefined ? {} : { error: props.error })}
        options={[
          ...[...byHousehold].map(([id, members]) => ({
            value: String(id),
            label: w.householdIs(id),
            help: `${members
              .map((one) =>
                [
                  one.name === '' ? w.unbornName : one.name,
                  one.kana_name === '' ? '' : `（${one.kana_name}）`,
                  one.born_on === null ? '' : formatDateShort(one.born_on),
                ]
                  .filter((part) => part !== '')
                  .join(' '),
              )
              .join(
                '、',
              )}　${w.team(members[0]!.team_name)}${members.some((one) => one.same_address) ? `　${w.sameAddress}` : ''}`,
          })),
          // What was chosen stays choosable, whatever was looked for since.
          ...(/^[1-9]\d*$/.test(chosen) && !byHousehold.has(Number(chosen))
            ? [{ value: chosen, label: w.householdIs(Number(chosen)) }]
            : []),
          { value: 'new', label: w.householdNew },
          { value: 'none', label: w.householdNone },
        ]}
      />
    </>
  );
}

/** The child's age as one says it: years and months beside each other. */
export function AgeField(props: {
  field: Field;
  errors: Readonly<Record<string, string | undefined>>;
  help?: string;
}): Child {
  const box = (name: string, unit: string) => (
    <NumberField {...props.field(name)} error={undefined} label={unit} labelHidden unit={unit} width="xs" />
  );
  return (
    <FieldGroup
      name="age_years"
      label={named.age_years}
      help={props.help}
      error={props.errors['age_years'] ?? props.errors['age_months']}
    >
      <div class="age-boxes">
        {box('age_years', named.years)}
        {box('age_months', named.months)}
      </div>
    </FieldGroup>
  );
}

/** The eight questions and the judge's own word; the machine counts and says no more. */
export function TriageFields({ field, values }: { field: Field; values: Record<string, unknown> }): Child {
  const yes = questions.filter((question) => values[`q_${question}`] === 'yes').length;
  return (
    <Fieldset legend={w.parts.triage} help={w.triageLead} id="triage">
      {questions.map((question) => (
        <div class="triage-question">
          <RadioGroup
            {...field(`q_${question}`)}
            label={words.questions[question]}
            inline
            options={coded(answers, words.answers)}
          />
          <Disclosure summary={named.note} open={Boolean(values[`n_${question}`])}>
            <TextField
              {...field(`n_${question}`)}
              label={`${words.questionsShort[question]}　${named.note}`}
              size="sm"
            />
          </Disclosure>
        </div>
      ))}
      <p
        class="triage-count"
        role="status"
        data-yes-count={w.yes(0).replace('0', '#')}
        data-yes-none={w.yesNone}
      >
        {yes === 0 ? w.yesNone : w.yes(yes)}
      </p>
      <RadioGroup {...field('urgency')} label={named.urgency} options={coded(urgencies, words.urgencies)} />
      <TextArea {...field('urgency_reason')} label={named.urgency_reason} rows={3} />
    </Fieldset>
  );
}
