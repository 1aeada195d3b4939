import type { Offer } from '../../platform/search/offers.ts';
import type { Child } from '../../platform/ui/jsx-runtime.ts';
import { formatDate, formatDateTime } from '../../platform/ja/dates.ts';
import { Button, ButtonRow, ConfirmForm, LinkButton, UtilityLink } from '../../platform/ui/buttons.tsx';
import { Disclosure, EmptyState, NotificationBanner, StatusBadge } from '../../platform/ui/feedback.tsx';
import {
  CheckboxGroup,
  Checkbox,
  DateField,
  RadioGroup,
  Select,
  TextArea,
  TextField,
} from '../../platform/ui/fields.tsx';
import { FindMany, FindOne } from '../../platform/ui/finding.tsx';
import { ErrorSummary, fields, Fieldset, Form, HiddenField } from '../../platform/ui/forms.tsx';
import { Card, PageHeading, Section, Stack } from '../../platform/ui/layout.tsx';
import { DescriptionList, NextStep } from '../../platform/ui/records.tsx';
import type { FormState } from '../../platform/web/form.ts';
import { ItemBoxes } from './pages-parts.tsx';
import type {
  ConsentLine,
  DisclosureLine,
  HouseholdFor,
  LegalBasis,
  Question,
  ReferralTarget,
  Shown,
} from './queries.ts';
import { itemsFor, maySign, type Answers, type DisclosureState, type Guidance, type Item } from './rules.ts';
import {
  consentWords as cw,
  discloseWords as dw,
  guideWords as gw,
  hows,
  itemNames,
  ledger as lw,
  paper,
  stateNames,
  ways,
} from './words.ja.ts';

const badgeKind: Record<DisclosureState, 'neutral' | 'info' | 'success' | 'warning' | 'error'> = {
  waiting: 'warning',
  open: 'success',
  open_unconfirmed: 'warning',
  withdrawn: 'error',
  ended: 'neutral',
  over: 'neutral',
  unshown: 'info',
  unopened: 'info',
  closed: 'neutral',
};

export interface Guided {
  answers: Answers;
  guidance: Guidance<LegalBasis>;
  /** would have applied and has ended */
  ended: readonly LegalBasis[];
}

const labelOf = (questions: readonly Question[], code: string, answer: string): string =>
  questions.find((one) => one.code === code)?.answers.find((one) => one.code === answer)?.label ?? answer;

/** The four questions, answered by GET: an answer can be shown to somebody else by its address. */
export function GuideQuestions(props: {
  action: string;
  questions: readonly Question[];
  answers: Partial<Answers>;
  hidden?: Record<string, string>;
}): Child {
  return (
    <form class="form" method="get" action={props.action}>
      {Object.entries(props.hidden ?? {}).map(([name, value]) => (
        <HiddenField name={name} value={value} />
      ))}
      {props.questions.map((question) => (
        <RadioGroup
          name={question.code}
          label={question.text}
          {...(question.help ? { help: question.help } : {})}
          value={props.answers[question.code as keyof Answers] ?? ''}
          options={question.answers.map(({ code, label, help }) => ({
            value: code,
            label,
            ...(help ? { help } : {}),
          }))}
        />
      ))}
      <ButtonRow>
        <Button kind="primary">{gw.ask}</Button>
      </ButtonRow>
    </form>
  );
}

const BasisFacts = ({ basis }: { basis: LegalBasis }): Child => (
  <DescriptionList
    items={[
      { term: gw.provision, description: basis.provision },
      { term: gw.between, description: basis.between_whom },
      { term: gw.permits, description: basis.permits },
      { term: gw.record, description: basis.record },
      { term: gw.second, description: gw.seconds[basis.second_person] },
      basis.document_needed && { term: dw.document, description: gw.document },
      basis.caution !== '' && { term: gw.caution, description: basis.caution },
    ]}
  />
);

/** What the guide says, in words. */
export function GuideAnswer({
  guided,
  questions,
}: {
  guided: Guided;
  questions: readonly Question[];
}): Child {
  const { bases, nearly } = guided.guidance;
  const [first, ...others] = bases;
  const gone = guided.ended.map((one) => <p>{gw.ended(one.name, formatDate(one.valid_to!))}</p>);
  if (first === undefined)
    return (
      <Stack>
        <NotificationBanner kind="error" title={gw.no} level={2}>
          <p>
            {guided.answers.way === 'volunteer'
              ? gw.noVolunteer
              : guided.answers.consent === 'refused'
                ? gw.noRefused
                : gw.noText}
          </p>
          {gone}
        </NotificationBanner>
        {nearly.length === 0 ? null : (
          <Card title={gw.why} level={3}>
            <ul>
              {nearly.map(({ basis, question, wanted }) => (
                <li>
                  {gw.nearly(
                    basis.name,
                    questions.find((one) => one.code === question)?.text ?? question,
                    wanted.map((code) => labelOf(questions, question, code)).join('・'),
                  )}
                </li>
              ))}
            </ul>
          </Card>
        )}
      </Stack>
    );
  return (
    <Stack>
      <NotificationBanner kind="success" title={gw.yesWith(first.name)} level={2}>
        <p>{first.permits}</p>
        {gone}
      </NotificationBanner>
      <Card title={`${first.name}（${first.provision}）`} level={3}>
        <BasisFacts basis={first} />
      </Card>
      {others.length === 0 ? null : (
        <Card title={gw.others} level={3}>
          {others.map((basis) => (
            <Disclosure summary={`${basis.name}（${basis.provision}）`}>
              <BasisFacts basis={basis} />
            </Disclosure>
          ))}
        </Card>
      )}
    </Stack>
  );
}

export function GuidePage(props: {
  questions: readonly Question[];
  answers: Partial<Answers>;
  guided: Guided | null;
  today: string;
}): Child {
  return (
    <Stack>
      <PageHeading
        title={gw.title}
        lead={gw.lead}
        actions={
          <LinkButton href="/disclosures/bases" kind="tertiary">
            {gw.all}
          </LinkButton>
        }
      />
      {props.guided === null ? null : (
        <Section title={gw.answer} id="answer" lead={gw.asOf(formatDate(props.today))}>
          <GuideAnswer guided={props.guided} questions={props.questions} />
        </Section>
      )}
      <Card>
        <GuideQuestions action="/disclosures/guide" questions={props.questions} answers={props.answers} />
      </Card>
    </Stack>
  );
}

export function BasesPage(props: {
  bases: readonly LegalBasis[];
  beside: Child;
  today: string;
  mayEdit: boolean;
}): Child {
  return (
    <Stack>
      <PageHeading
        title={gw.all}
        lead={gw.asOf(formatDate(props.today))}
        actions={
          props.mayEdit ? (
            <ButtonRow>
              <LinkButton href="/disclosures/guide/questions">{gw.questions}</LinkButton>
              <LinkButton href="/disclosures/guide/preview" kind="tertiary">
                {gw.preview}
              </LinkButton>
            </ButtonRow>
          ) : undefined
        }
      />
      {props.beside}
      {props.bases.map((basis) => (
        <Card
          title={basis.name}
          actions={
            props.mayEdit && basis.valid_to === null ? (
              <LinkButton href={`/disclosures/bases/${basis.id}`} kind="tertiary" size="sm">
                {gw.edit}
              </LinkButton>
            ) : undefined
          }
        >
          <BasisFacts basis={basis} />
          <p>
            {gw.valid}　
            {gw.validFrom(
              formatDate(basis.valid_from),
              basis.valid_to === null ? null : formatDate(basis.valid_to),
            )}
          </p>
        </Card>
      ))}
    </Stack>
  );
}

export function BasisPage(props: {
  basis: LegalBasis;
  beside: Child;
  questions: readonly Question[];
  state: FormState;
}): Child {
  const field = fields(props.state.values, props.state.errors);
  const answers = (code: string) =>
    (props.questions.find((one) => one.code === code)?.answers ?? []).map((one) => ({
      value: one.code,
      label: one.label,
    }));
  return (
    <Stack>
      <PageHeading title={gw.edit} lead={gw.editLead} />
      <Card>
        <Form action={`/disclosures/bases/${props.basis.id}`} errors={props.state.errors}>
          <TextField {...field('name')} label={gw.name} required />
          <TextField {...field('provision')} label={gw.provision} required />
          <TextField {...field('between_whom')} label={gw.between} required />
          <TextArea {...field('permits')} label={gw.permits} rows={3} required />
          <TextArea {...field('record')} label={gw.record} rows={3} required />
          <TextArea {...field('caution')} label={gw.caution} rows={2} />
          {(
            [
              ['ways', 'way'],
              ['abouts', 'about'],
              ['consents', 'consent'],
              ['dangers', 'danger'],
            ] as const
          ).map(([name, code]) => (
            <CheckboxGroup {...field.many(name)} label={gw.fields[name]} options={answers(code)} />
          ))}
          <RadioGroup
            {...field('second_person')}
            label={gw.secondLabel}
            options={(['none', 'before', 'after'] as const).map((value) => ({
              value,
              label: gw.seconds[value],
            }))}
          />
          <Checkbox {...field.checked('document_needed')} label={gw.document} />
          <DateField {...field.date('valid_from')} label={gw.from} required />
          <ButtonRow>
            <Button kind="primary">{gw.save}</Button>
          </ButtonRow>
        </Form>
      </Card>
      {props.beside}
    </Stack>
  );
}

const itemsText = (items: readonly string[]): string =>
  items.map((code) => itemNames[code as Item] ?? code).join('、');

export function ShownItems({ shown }: { shown: readonly Shown[] }): Child {
  return (
    <DescriptionList
      items={shown.map((one) => ({
        term: itemNames[one.item],
        description: (
          <>
            {one.lines.map((line) => (
              <p class="pre-line">{line}</p>
            ))}
          </>
        ),
      }))}
    />
  );
}

/** How the summary of a confirmation's errors names its fields. */
const confirmLabels = new Map<string, string>([
  ['withdrawn_on', cw.withdrawnOn],
  ['withdrawn_how', cw.withdrawnHow],
  ['second_note', lw.signNote],
  ['ended_reason', lw.endReason],
]);

function ConsentCard({
  consent,
  today,
  zone,
  withdrawal,
}: {
  consent: ConsentLine;
  today: string;
  zone: string;
  /** its withdrawal as it was sent, when something was wrong with it */
  withdrawal: FormState | null;
}): Child {
  const field = fields(withdrawal?.values ?? { withdrawn_on: today }, withdrawal?.errors ?? {});
  const state =
    consent.withdrawn_on !== null
      ? { kind: 'error' as const, text: lw.withdrawn(formatDate(consent.withdrawn_on)) }
      : consent.superseded_at !== null
        ? { kind: 'neutral' as const, text: lw.superseded }
        : !consent.given
          ? { kind: 'warning' as const, text: lw.refused }
          : consent.ends_on < today
            ? { kind: 'neutral' as const, text: lw.over }
            : { kind: 'success' as const, text: lw.inForce };
  return (
    <Card
      title={`${consent.given ? lw.given : lw.refused}　${consent.recipients.map(({ name }) => name).join('、')}`}
      level={3}
      actions={<StatusBadge kind={state.kind}>{state.text}</StatusBadge>}
    >
      <DescriptionList
        items={[
          { term: cw.items, description: itemsText(consent.items) },
          { term: cw.purpose, description: consent.purpose },
          {
            term: lw.columns.until,
            description: `${formatDate(consent.starts_on)}〜${formatDate(consent.ends_on)}`,
          },
          {
            term: cw.saidBy,
            description: `${consent.said_by}　${formatDate(consent.said_on)}　${hows[consent.how as keyof typeof hows]}`,
          },
          {
            term: lw.columns.when,
            description: `${formatDateTime(consent.recorded_at, zone)}　${consent.recorded_by}`,
          },
          consent.note !== '' && { term: cw.note, description: consent.note },
        ]}
      />
      {consent.in_force ? (
        <ConfirmForm
          label={cw.withdraw}
          question={cw.withdrawQuestion}
          action={`/disclosures/consents/${consent.id}/withdraw`}
          danger
          open={withdrawal !== null}
        >
          {withdrawal === null ? null : <ErrorSummary errors={withdrawal.errors} labels={confirmLabels} />}
          <DateField
            {...field.date('withdrawn_on')}
            label={cw.withdrawnOn}
            {...(withdrawal === null ? { id: `w-${consent.id}` } : {})}
          />
          <TextField
            {...field('withdrawn_how')}
            label={cw.withdrawnHow}
            required
            {...(withdrawal === null ? { id: `h-${consent.id}` } : {})}
          />
        </ConfirmForm>
      ) : null}
    </Card>
  );
}

export function LedgerPage(props: {
  household: HouseholdFor;
  lines: readonly { line: DisclosureLine; state: DisclosureState }[];
  consents: readonly ConsentLine[];
  withdrawal: { consent_id: number; state: FormState } | null;
  today: string;
  zone: string;
}): Child {
  const { household, lines } = props;
  return (
    <Stack>
      <PageHeading
        title={lw.title}
        lead={lw.lead}
        actions={
          household.may_disclose ? (
            <ButtonRow>
              <LinkButton href={`/disclosures/new?household=${household.id}`}>{lw.addDisclosure}</LinkButton>
              <LinkButton href={`/disclosures/household/${household.id}/consents/new`} kind="secondary">
                {lw.addConsent}
              </LinkButton>
            </ButtonRow>
          ) : undefined
        }
      />
      <p>{household.may_disclose ? lw.why(household.team) : lw.whyOpened}</p>
      <ButtonRow>
        <UtilityLink href={`/disclosures/household/${household.id}/ledger.pdf`} icon="download" download>
          {lw.print}
        </UtilityLink>
        <UtilityLink href={`/households/${household.id}`}>{lw.household}</UtilityLink>
      </ButtonRow>
      <Section title={lw.listTitle} id="ledger">
        {lines.length === 0 ? <EmptyState title={lw.none} /> : null}
        {lines.map(({ line, state }) => (
          <Card
            title={`${formatDate(dayOf(line.decided_at, props.zone))}　${line.recipient_name}`}
            level={3}
            actions={<StatusBadge kind={badgeKind[state]}>{stateNames[state]}</StatusBadge>}
          >
            <DescriptionList
              items={[
                {
                  term: lw.columns.what,
                  description:
                    line.forms_written === 0
                      ? itemsText(line.items)
                      : paper.andWritten(itemsText(line.items)),
                },
                { term: lw.columns.why, description: line.necessity },
                { term: lw.columns.basis, description: `${line.basis}（${line.provision}）` },
                ...datesOf(line, props.zone),
                { term: lw.columns.until, description: formatDate(line.until) },
                { term: lw.columns.how, description: ways[line.way as keyof typeof ways] },
              ]}
            />
            <LinkButton href={`/disclosures/${line.id}`} kind="tertiary" size="sm">
              {lw.detail}
            </LinkButton>
          </Card>
        ))}
      </Section>
      <Section title={lw.consents} id="consents">
        {props.consents.length === 0 ? <EmptyState title={lw.noConsents} /> : null}
        {props.consents.map((consent) => (
          <ConsentCard
            consent={consent}
            today={props.today}
            zone={props.zone}
            withdrawal={props.withdrawal?.consent_id === consent.id ? props.withdrawal.state : null}
          />
        ))}
      </Section>
    </Stack>
  );
}

/** When it was allowed, when it could be opened, and when the receiver first did; or the day it was handed over. */
const datesOf = (line: DisclosureLine, zone: string) => {
  const day = (instant: Date | null) => (instant === null ? null : formatDate(dayOf(instant, zone)));
  if (line.referral_id === null) return [{ term: lw.handed, description: day(line.decided_at) }];
  return [
    { term: lw.allowed, description: day(line.decided_at) },
    { term: lw.accepted, description: day(line.shown_at) },
    { term: lw.opened, description: day(line.first_opened_at) ?? lw.notOpened },
    line.carried_at !== null && { term: lw.columns.basis, description: lw.carried(day(line.carried_at)!) },
  ];
};

const dayOf = (instant: Date, zone: string): string => instant.toLocaleDateString('sv', { timeZone: zone });

export interface ReceiverChoices {
  facilities: Offer;
  organisations: Offer;
}

export function ConsentPage(props: {
  action: string;
  household: HouseholdFor;
  choices: ReceiverChoices;
  consents: readonly ConsentLine[];
  state: FormState;
}): Child {
  const field = fields(props.state.values, props.state.errors);
  const current = props.consents.filter((one) => one.withdrawn_on === null && one.superseded_at === null);
  return (
    <Stack>
      <PageHeading title={cw.title} lead={cw.lead} />
      <Card>
        <Form action={props.action} errors={props.state.errors}>
          <RadioGroup
            {...field('given')}
            label={cw.given}
            required
            inline
            options={[
              { value: 'yes', label: cw.yes },
              { value: 'no', label: cw.no },
            ]}
          />
          <Fieldset legend={cw.recipients}>
            <FindMany
              {...field.many('facility_ids')}
              label={cw.recipients}
              labelHidden
              lists={{ count: 3, label: (nth) => `${cw.recipients} ${nth}` }}
              offer={props.choices.facilities}
            />
            <FindOne
              name="organisation_ids"
              label={cw.organisations}
              value={field.many('organisation_ids').value[0] ?? ''}
              offer={props.choices.organisations}
            />
            <TextArea {...field('other_recipients')} label={cw.other} help={cw.otherHelp} rows={2} />
          </Fieldset>
          <CheckboxGroup
            {...field.many('items')}
            label={cw.items}
            required
            columns
            options={itemsFor(props.household.protected).map((code) => ({
              value: code,
              label: itemNames[code],
            }))}
          />
          <TextArea {...field('purpose')} label={cw.purpose} rows={2} required />
          <DateField {...field.date('starts_on')} label={cw.starts} required />
          <DateField {...field.date('ends_on')} label={cw.ends} required />
          <TextField {...field('said_by')} label={cw.saidBy} help={cw.saidByHelp} required />
          <RadioGroup
            {...field('how')}
            label={cw.how}
            required
            inline
            options={Object.entries(hows).map(([value, label]) => ({ value, label }))}
          />
          <DateField {...field.date('said_on')} label={cw.saidOn} help={cw.saidOnHelp} required />
          <Checkbox {...field.checked('told_withdrawal')} label={cw.told} />
          {current.length === 0 ? null : (
            <Select
              {...field('supersedes_id')}
              label={cw.supersedes}
              empty={cw.supersedesNone}
              options={current.map((one) => ({
                value: `${one.id}`,
                label: `${formatDate(one.said_on)}　${one.recipients.map(({ name }) => name).join('、')}`,
              }))}
            />
          )}
          {current.length === 0 ? null : (
            <Checkbox {...field.checked('same_purpose')} label={cw.samePurpose} />
          )}
          <TextArea {...field('note')} label={cw.note} rows={2} />
          <ButtonRow>
            <Button kind="primary">{cw.save}</Button>
          </ButtonRow>
        </Form>
      </Card>
    </Stack>
  );
}

export function DisclosePage(props: {
  action: string;
  /** where a consent is written down, and from there back to here */
  toConsent: string;
  hidden: Record<string, string>;
  target: ReferralTarget | null;
  household: HouseholdFor;
  questions: readonly Question[];
  answers: Partial<Answers>;
  guided: Guided | null;
  allBases: readonly LegalBasis[];
  consents: readonly ConsentLine[];
  /** null where who receives it is known */
  choices: ReceiverChoices | null;
  texts: Partial<Record<Item, string[]>>;
  state: FormState;
  today: string;
}): Child {
  const { target, guided, state } = props;
  const field = fields(state.values, state.errors);
  const named = guided?.guidance.bases ?? [];
  // Answers that name no basis must not cost what was written: they are mended in the same form.
  const typed = state.values.necessity !== undefined;
  const mending = named.length === 0 && typed;
  const bases = mending ? props.allBases : named;
  const consents = props.consents.filter((one) => one.in_force && one.ends_on >= props.today);
  // What nobody can decide yet is not asked for: it would be written and then be in the way.
  const consentFirst =
    !typed && consents.length === 0 && bases.length > 0 && bases.every((one) => one.consent_needed);
  return (
    <Stack>
      <PageHeading title={dw.title} lead={dw.lead} />
      {target === null ? null : <p>{dw.forReferral(target.id, target.to)}</p>}
      {guided === null ? null : (
        <Section title={gw.answer} id="answer">
          <GuideAnswer guided={guided} questions={props.questions} />
        </Section>
      )}
      {consentFirst ? (
        <NextStep
          title={dw.consentFirst}
          text={dw.consentFirstText}
          action={
            <LinkButton href={props.toConsent} kind="primary">
              {cw.title}
            </LinkButton>
          }
        />
      ) : null}
      {bases.length === 0 || guided === null || consentFirst ? null : (
        <Card>
          <Form action={props.action} errors={state.errors}>
            {mending
              ? props.questions.map((question) => (
                  <RadioGroup
                    {...field(`answer_${question.code}`)}
                    label={question.text}
                    options={question.answers.map(({ code, label }) => ({ value: code, label }))}
                  />
                ))
              : Object.entries(guided.answers).map(([code, answer]) => (
                  <HiddenField name={`answer_${code}`} value={answer} />
                ))}
            <RadioGroup
              {...field('basis_id')}
              value={field('basis_id').value || `${bases[0]!.id}`}
              label={dw.basis}
              required
              options={bases.map((one) => ({ value: `${one.id}`, label: one.name, help: one.provision }))}
            />
            {bases.some((one) => one.consent_needed) ? (
              <>
                <Select
                  {...field('consent_id')}
                  value={field('consent_id').value || (consents.length === 1 ? `${consents[0]!.id}` : '')}
                  label={dw.consent}
                  {...(consents.length === 0 ? { help: dw.consentMissing } : {})}
                  options={consents.map((one) => ({
                    value: `${one.id}`,
                    label: `${formatDate(one.said_on)}　${one.recipients.map(({ name }) => name).join('、')}`,
                  }))}
                />
                <p>
                  <a href={props.toConsent}>{cw.title}</a>
                </p>
              </>
            ) : null}
            {target !== null || props.choices === null ? null : (
              <>
                <FindOne {...field('facility_id')} label={dw.facility} offer={props.choices.facilities} />
                <FindOne
                  {...field('organisation_id')}
                  label={dw.organisation}
                  offer={props.choices.organisations}
                />
                <TextField {...field('recipient_name')} label={dw.recipient} />
              </>
            )}
            <ItemBoxes
              isProtected={props.household.protected}
              value={field.many('items').value}
              error={state.errors.items}
              texts={props.texts}
            />
            <TextArea {...field('wishes')} label={dw.wishes} rows={3} />
            <TextArea {...field('circumstances')} label={dw.circumstances} rows={4} />
            <TextArea {...field('necessity')} label={dw.necessity} rows={3} required />
            <TextArea {...field('harm_check')} label={dw.harm} help={dw.harmHelp} rows={3} required />
            {bases.some((one) => one.document_needed) ? (
              <TextField {...field('document_number')} label={dw.document} />
            ) : null}
            {target !== null ? (
              <HiddenField name="way" value={target.channel === 'paper' ? 'paper' : 'system'} />
            ) : (
              <RadioGroup
                {...field('way')}
                label={dw.way}
                required
                inline
                options={(['paper', 'spoken', 'meeting'] as const).map((value) => ({
                  value,
                  label: ways[value],
                }))}
              />
            )}
            <DateField {...field.date('until')} label={dw.until} help={dw.untilHelp} required />
            <ButtonRow>
              <Button kind="primary">{dw.save}</Button>
            </ButtonRow>
          </Form>
        </Card>
      )}
      <Card>
        <GuideQuestions
          action={props.action}
          questions={props.questions}
          answers={props.answers}
          hidden={props.hidden}
        />
      </Card>
    </Stack>
  );
}

export function DisclosurePage(props: {
  line: DisclosureLine;
  /** what it stands on has ended without another in its place */
  basis_ended: boolean;
  state: DisclosureState;
  /** what was written on its forms */
  written: readonly string[];
  person_id: number | null;
  zone: string;
  /** what was sent and is to be mended */
  sent: { sign?: FormState; end?: FormState };
}): Child {
  const { line, state, sent } = props;
  const signField = fields(sent.sign?.values ?? {}, sent.sign?.errors ?? {});
  const endField = fields(sent.end?.values ?? {}, sent.end?.errors ?? {});
  const sign = line.may_disclose && maySign(line, props.person_id);
  const waiting = line.second_person !== 'none' && line.second_at === null && line.ended_at === null;
  return (
    <Stack>
      <PageHeading
        title={dw.title}
        kicker={formatDateTime(line.decided_at, props.zone)}
        badges={<StatusBadge kind={badgeKind[state]}>{stateNames[state]}</StatusBadge>}
      />
      {waiting ? (
        <NotificationBanner kind="warning" title={lw.waitingSecond} level={2}>
          {sign ? (
            <ConfirmForm
              label={lw.sign}
              question={lw.signQuestion}
              action={`/disclosures/${line.id}/sign`}
              kind="primary"
              open={sent.sign !== undefined}
            >
              {sent.sign === undefined ? null : (
                <ErrorSummary errors={sent.sign.errors} labels={confirmLabels} />
              )}
              <TextArea {...signField('second_note')} label={lw.signNote} rows={2} />
            </ConfirmForm>
          ) : null}
        </NotificationBanner>
      ) : null}
      {props.basis_ended && line.ended_at === null ? (
        <NotificationBanner
          kind="warning"
          title={lw.basisEnded(line.basis, formatDate(line.basis_valid_to!))}
          level={2}
        >
          <p>{lw.basisEndedText}</p>
        </NotificationBanner>
      ) : null}
      <Card title={lw.columns.basis}>
        <DescriptionList
          items={[
            ...datesOf(line, props.zone),
            { term: lw.columns.to, description: line.recipient_name },
            { term: lw.columns.basis, description: `${line.basis}（${line.provision}）` },
            { term: lw.necessity, description: line.necessity },
            { term: lw.harm, description: line.harm_check },
            line.document_number !== null && { term: lw.document, description: line.document_number },
            { term: lw.columns.how, description: ways[line.way as keyof typeof ways] },
            { term: lw.columns.until, description: formatDate(line.until) },
            { term: gw.second, description: gw.seconds[line.second_person] },
          ]}
        />
        <p>{lw.decided(line.decided_by_name)}</p>
        {line.second_at === null ? null : (
          <p>
            {lw.signed(line.second_by_name ?? '', formatDateTime(line.second_at, props.zone))}
            {line.second_note === '' ? '' : `　${line.second_note}`}
          </p>
        )}
        {line.ended_reason === null ? null : (
          <p>
            {lw.endReason}　{line.ended_reason}
          </p>
        )}
      </Card>
      <Card title={lw.shown}>
        <ShownItems shown={(line.shown ?? []) as Shown[]} />
      </Card>
      {props.written.length === 0 ? null : (
        <Card title={paper.written}>
          {props.written.map((text) => (
            <p class="pre-line">{text}</p>
          ))}
        </Card>
      )}
      <ButtonRow>
        {line.referral_id === null ? null : (
          <LinkButton href={`/referrals/${line.referral_id}`}>{lw.referral(line.referral_id)}</LinkButton>
        )}
        <LinkButton href={`/disclosures/household/${line.household_id}`} kind="secondary">
          {lw.title}
        </LinkButton>
      </ButtonRow>
      {line.may_disclose && line.ended_at === null ? (
        <ConfirmForm
          label={lw.end}
          question={lw.endQuestion}
          action={`/disclosures/${line.id}/end`}
          danger
          open={sent.end !== undefined}
        >
          {sent.end === undefined ? null : <ErrorSummary errors={sent.end.errors} labels={confirmLabels} />}
          <TextField {...endField('ended_reason')} label={lw.endReason} required />
        </ConfirmForm>
      ) : null}
    </Stack>
  );
}
