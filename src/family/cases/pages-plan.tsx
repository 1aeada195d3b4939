import type { Child } from '../../platform/ui/jsx-runtime.ts';
import { formatDate } from '../../platform/ja/dates.ts';
import { readIn, unreadIn, withoutReadings } from '../../platform/ja/readings.ts';
import { Button, ButtonRow, LinkButton } from '../../platform/ui/buttons.tsx';
import { HeatMap } from '../../platform/ui/charts.tsx';
import { Disclosure, EmptyState, StatusBadge } from '../../platform/ui/feedback.tsx';
import { DateField, RadioGroup, Select, TextArea, TextField } from '../../platform/ui/fields.tsx';
import { fields, Fieldset, FilterBar, FoldedFieldset, Form, HiddenField } from '../../platform/ui/forms.tsx';
import { Card, PageHeading, Prose, Section, Stack, Tabs } from '../../platform/ui/layout.tsx';
import { DescriptionList } from '../../platform/ui/records.tsx';
import { DataTable } from '../../platform/ui/tables.tsx';
import type { FormState } from '../../platform/web/form.ts';
import { mostSupports } from './forms.ts';
import { dayWords, optionsOf } from './pages-forms.tsx';
import type { Assessment, AssessmentItem, Plan, PlanItem } from './queries-plan.ts';
import type { CaseRecord, Member, WorkerOption } from './queries.ts';
import {
  differenceOf,
  domains,
  pairedSupports,
  piecesOf,
  planAnswers,
  stepOf,
  type Difference,
} from './rules.ts';
import {
  answerWords,
  assessmentStageWords,
  assessmentWords as a,
  concernWords,
  domainWords,
  planWords as w,
  strengthWords,
} from './words-plan.ja.ts';
import { caseNumber, words } from './words.ja.ts';

const kicker = (one: CaseRecord) => words.page.kicker(caseNumber(one.fiscal_year, one.number), one.team);

const levelOptions = (named: readonly string[]) =>
  named.map((label, level) => ({ value: `${level}`, label }));
const levelWords = (named: readonly string[], level: number | null | undefined): string =>
  level === null || level === undefined ? a.unseen : (named[level] ?? a.unseen);

/** Twelve items in three domains, the same for every age; what was said last time stands beside each. */
export function AssessmentFormPage(props: {
  state: FormState;
  one: CaseRecord;
  items: readonly AssessmentItem[];
  about: readonly Member[];
  /** the newest of each child, since brothers and sisters are not compared with each other */
  last: readonly Assessment[];
}) {
  const field = fields(props.state.values, props.state.errors);
  return (
    <Stack>
      <PageHeading kicker={kicker(props.one)} title={a.formTitle} lead={a.lead} />
      <Form action={`/cases/${props.one.id}/assessments/new`} errors={props.state.errors}>
        <Select
          {...field('member_id')}
          label={a.member_id}
          empty={a.none}
          width="l"
          options={props.about.map((child) => ({ value: `${child.id}`, label: child.name }))}
        />
        <DateField {...field.date('assessed_on')} label={a.assessed_on} required />
        <TextField {...field('basis')} label={a.basis} help={a.basisHelp} required={false} maxLength={200} />
        {domains.map((domain) => (
          <Fieldset legend={domainWords[domain]}>
            {props.items
              .filter((item) => item.domain === domain)
              .map((item) => {
                const before = props.last.flatMap((last) => {
                  const mark = last.marks.find((each) => each.item_code === item.code);
                  return mark ? [{ last, mark }] : [];
                });
                return (
                  <Fieldset
                    legend={item.name}
                    help={
                      <>
                        {a.before(item.before_school)}
                        <br />
                        {a.after(item.after_school)}
                        {before.map(({ last, mark }) => (
                          <>
                            <br />
                            {props.about.length > 1 ? a.lastOf(last.member ?? a.none) : ''}
                            {a.last(
                              last.assessed_on,
                              levelWords(concernWords, mark.concern),
                              levelWords(strengthWords, mark.strength),
                            )}
                          </>
                        ))}
                      </>
                    }
                  >
                    <RadioGroup
                      {...field(`concern_${item.code}`)}
                      label={a.concern}
                      inline
                      options={[...levelOptions(concernWords), { value: '', label: a.unseen }]}
                    />
                    <RadioGroup
                      {...field(`strength_${item.code}`)}
                      label={a.strength}
                      inline
                      options={[...levelOptions(strengthWords), { value: '', label: a.unseen }]}
                    />
                    <TextField {...field(`note_${item.code}`)} label={a.note} maxLength={500} />
                  </Fieldset>
                );
              })}
          </Fieldset>
        ))}
        <TextArea {...field('summary')} label={a.summary} required maxChars={2000} />
        <ButtonRow>
          <Button size="lg">{a.save}</Button>
        </ButtonRow>
      </Form>
    </Stack>
  );
}

/** The last assessments of one child side by side, oldest left, with the change as a picture and in words. */
export function AssessmentsPage(props: {
  one: CaseRecord;
  items: readonly AssessmentItem[];
  assessments: readonly Assessment[];
  /** of whom there are some, when it is more than one child */
  whose: readonly { code: string; name: string; current: boolean }[];
  may_assess: boolean;
}) {
  const shown = props.assessments.toReversed();
  const markOf = (one: Assessment, item: AssessmentItem) =>
    one.marks.find((mark) => mark.item_code === item.code);
  const [before, now] = shown.length < 2 ? [undefined, undefined] : [shown.at(-2), shown.at(-1)];
  const steps = (what: 'concern' | 'strength') =>
    before === undefined || now === undefined
      ? []
      : props.items.map((item) => stepOf(markOf(before, item)?.[what], markOf(now, item)?.[what]));
  const count = (what: 'concern' | 'strength', way: 'up' | 'down') =>
    steps(what).filter((step) => step === way).length;
  const columns = shown.map((one) => a.column(one.assessed_on, assessmentStageWords[one.stage]));
  return (
    <Stack>
      <PageHeading
        kicker={kicker(props.one)}
        title={a.compareTitle}
        lead={a.compareLead}
        actions={
          <ButtonRow>
            {props.may_assess ? (
              <LinkButton href={`/cases/${props.one.id}/assessments/new`} kind="primary">
                {a.formTitle}
              </LinkButton>
            ) : null}
            <LinkButton href={`/cases/${props.one.id}`} kind="tertiary">
              {caseNumber(props.one.fiscal_year, props.one.number)}
            </LinkButton>
          </ButtonRow>
        }
      />
      {props.whose.length < 2 ? null : (
        <Tabs
          label={a.whose}
          items={props.whose.map((child) => ({
            label: child.name,
            href: `/cases/${props.one.id}/assessments?of=${child.code}`,
            current: child.current,
          }))}
        />
      )}
      {shown.length === 0 ? (
        <EmptyState title={a.empty} icon="note" />
      ) : (
        <>
          {before === undefined || now === undefined ? null : (
            <Card title={a.change}>
              <p>
                {a.since(
                  before.assessed_on,
                  now.assessed_on,
                  a.changed(
                    count('concern', 'down'),
                    count('concern', 'up'),
                    count('strength', 'up'),
                    count('strength', 'down'),
                  ),
                )}
              </p>
            </Card>
          )}
          {(['concern', 'strength'] as const).map((what) => (
            <Card>
              <HeatMap
                caption={what === 'concern' ? a.concernChart : a.strengthChart}
                rows={props.items.map((item) => item.name)}
                columns={columns}
                rowTitle={a.item}
                values={props.items.map((item) => shown.map((one) => markOf(one, item)?.[what] ?? null))}
              />
            </Card>
          ))}
          <Section title={a.compareCaption}>
            <DataTable
              caption={a.compareCaption}
              captionHidden
              stack
              rows={props.items}
              columns={[
                { key: 'name', label: a.item, rowHeader: true },
                ...shown.map((one, at) => ({
                  key: `a${one.id}`,
                  label: columns[at]!,
                  cell: (item: AssessmentItem) => {
                    const mark = markOf(one, item);
                    return mark ? (
                      <>
                        {a.cell(
                          levelWords(concernWords, mark.concern),
                          levelWords(strengthWords, mark.strength),
                        )}
                        {mark.note === '' ? null : (
                          <>
                            <br />
                            {mark.note}
                          </>
                        )}
                      </>
                    ) : (
                      a.unseen
                    );
                  },
                })),
                ...(before === undefined || now === undefined
                  ? []
                  : [
                      {
                        key: 'change',
                        label: a.change,
                        cell: (item: AssessmentItem) => {
                          const words_of = (['concern', 'strength'] as const).flatMap((what) => {
                            const step = stepOf(markOf(before, item)?.[what], markOf(now, item)?.[what]);
                            return step === 'up' || step === 'down'
                              ? [
                                  {
                                    text: a.moved[what][step],
                                    good: (step === 'up') === (what === 'strength'),
                                  },
                                ]
                              : [];
                          });
                          return words_of.length === 0
                            ? a.same
                            : words_of.map(({ text, good }) => (
                                <StatusBadge kind={good ? 'success' : 'warning'}>{text}</StatusBadge>
                              ));
                        },
                      },
                    ]),
              ]}
            />
          </Section>
          {props.assessments.map((one) => (
            <Card
              title={`${formatDate(one.assessed_on)}（${assessmentStageWords[one.stage]}）`}
              lead={words.page.joined([one.member ?? a.none, a.by(one.assessed_by, one.basis)])}
            >
              <p class="pre-line">{one.summary}</p>
            </Card>
          ))}
        </>
      )}
    </Stack>
  );
}

/** What is typed of a support of the form, in any of its fields. */
const supportTyped = (values: FormState['values'], at: number): boolean =>
  Object.entries(values).some(
    ([name, value]) =>
      /^item_[a-z_]+?_(\d+)(?:_[ymd])?$/.exec(name)?.[1] === `${at}` && value !== '' && value !== undefined,
  );

/** How many supports the form offers: up to the last that is written, and two more, at least four. */
const planRows = (values: FormState['values']): number =>
  Math.min(
    mostSupports,
    Math.max(
      4,
      Array.from({ length: mostSupports }, (_, at) => at).findLastIndex((at) => supportTyped(values, at)) + 3,
    ),
  );

export function PlanFormPage(props: {
  state: FormState;
  one: CaseRecord;
  workers: readonly WorkerOption[];
  supersedes: number;
}) {
  const field = fields(props.state.values, props.state.errors);
  return (
    <Stack>
      <PageHeading kicker={kicker(props.one)} title={w.newTitle} lead={w.lead} />
      <p>{w.readings}</p>
      <Form action={`/cases/${props.one.id}/plan/new`} errors={props.state.errors}>
        <HiddenField name="supersedes" value={props.supersedes} />
        <TextArea {...field('wish')} label={w.wish} help={w.wishHelp} required rows={3} maxChars={2000} />
        <TextArea {...field('worries')} label={w.worries} required={false} rows={3} maxChars={2000} />
        <TextArea {...field('strengths')} label={w.strengths} required={false} rows={3} maxChars={2000} />
        <TextArea {...field('goals')} label={w.goals} help={w.goalsHelp} required rows={3} maxChars={2000} />
        {Array.from({ length: planRows(props.state.values) }, (_, at) => {
          const body = (
            <>
              <TextField {...field(`item_what_${at}`)} label={w.what} required={at === 0} maxLength={200} />
              <TextField
                {...field(`item_who_${at}`)}
                label={w.who}
                required={at === 0}
                maxLength={80}
                width="l"
              />
              <TextField {...field(`item_how_often_${at}`)} label={w.how_often} maxLength={80} width="l" />
              <DateField {...field.date(`item_starts_on_${at}`)} label={w.starts_on} />
              <DateField {...field.date(`item_ends_on_${at}`)} label={w.ends_on} />
              <Select
                {...field(`item_person_id_${at}`)}
                label={w.person_id}
                empty={w.nobody}
                width="l"
                options={props.workers.map((one) => ({ value: `${one.person_id}`, label: one.name }))}
              />
            </>
          );
          const typed = supportTyped(props.state.values, at);
          // One is always written; the next are a line each until they are wanted.
          return at === 0 ? (
            <Fieldset legend={w.support(1)}>{body}</Fieldset>
          ) : (
            <FoldedFieldset
              legend={w.support(at + 1)}
              note={typed ? '' : w.supportEmpty}
              open={typed}
              id={`support-${at + 1}`}
            >
              {body}
            </FoldedFieldset>
          );
        })}
        <TextArea {...field('family_part')} label={w.family_part} required={false} rows={3} maxChars={2000} />
        <DateField {...field.date('made_on')} label={w.made_on} required />
        <DateField {...field.date('review_on')} label={w.review_on} required />
        <ButtonRow>
          <Button size="lg">{w.save}</Button>
        </ButtonRow>
      </Form>
    </Stack>
  );
}

/** A family's words with the readings written to them above the characters. */
export function Said({ text }: { text: string }): Child {
  return (
    <span class="pre-line">
      {readIn(text).map(({ base, reading }) =>
        reading === '' ? (
          base
        ) : (
          <ruby>
            {base}
            <rp>（</rp>
            <rt>{reading}</rt>
            <rp>）</rp>
          </ruby>
        ),
      )}
    </span>
  );
}

/** Words of a plan that would stand on the paper with readings without one. */
const unreadOf = (plan: Plan): number =>
  [
    plan.wish,
    plan.worries,
    plan.strengths,
    plan.goals,
    plan.family_part,
    ...plan.items.flatMap((item) => [item.what, item.who, item.how_often]),
  ].reduce((all, text) => all + unreadIn(text), 0);

function PlanBody({ plan, today }: { plan: Plan; today?: string }) {
  return (
    <>
      <DescriptionList
        layout="stack"
        items={(['wish', 'worries', 'strengths', 'goals'] as const).map((name) => ({
          term: w[name],
          description: <Said text={plan[name]} />,
        }))}
      />
      <DataTable
        caption={w.supports}
        stack
        rows={plan.items}
        columns={[
          { key: 'what', label: w.what, rowHeader: true, cell: (item) => <Said text={item.what} /> },
          { key: 'who', label: w.who, cell: (item) => <Said text={item.who} /> },
          { key: 'how_often', label: w.how_often, cell: (item) => <Said text={item.how_often} /> },
          {
            key: 'period',
            label: w.doc.header[3][0],
            cell: (item) => w.period(item.starts_on, item.ends_on),
          },
        ]}
      />
      <DescriptionList
        layout="stack"
        items={[
          { term: w.family_part, description: <Said text={plan.family_part} /> },
          { term: w.made_on, description: w.madeBy(plan.made_by, plan.made_on) },
          {
            term: w.review_on,
            description:
              today !== undefined && plan.review_on < today ? (
                <>
                  {formatDate(plan.review_on)} <StatusBadge kind="error">{w.reviewLate}</StatusBadge>
                </>
              ) : (
                formatDate(plan.review_on)
              ),
          },
          { term: w.explained_on, description: dayWords(plan.explained_on) },
          { term: w.given_on, description: dayWords(plan.given_on) },
          {
            term: w.answer,
            description:
              plan.answer === null
                ? w.noAnswer
                : words.page.joined(
                    [
                      answerWords[plan.answer],
                      dayWords(plan.answered_on),
                      withoutReadings(plan.answer_reason),
                    ].filter((part) => part !== ''),
                  ),
          },
        ]}
      />
    </>
  );
}

/** The plan in force, what the family answered, and the versions before it. */
export function PlanPage(props: {
  one: CaseRecord;
  plans: readonly Plan[];
  may_plan: boolean;
  today: string;
  state: FormState;
  answering: boolean;
}) {
  const { one } = props;
  const [plan, ...older] = props.plans;
  const field = fields(props.state.values, props.state.errors);
  return (
    <Stack>
      <PageHeading
        kicker={kicker(one)}
        title={w.title}
        lead={w.lead}
        badges={
          plan ? <StatusBadge kind="info">{`${w.inForce}　${w.number(plan.number)}`}</StatusBadge> : undefined
        }
        actions={
          <ButtonRow>
            {props.may_plan ? (
              <LinkButton href={`/cases/${one.id}/plan/new`} kind={plan ? 'secondary' : 'primary'}>
                {plan ? w.newVersion : w.newTitle}
              </LinkButton>
            ) : null}
            {plan ? (
              <>
                <LinkButton href={`/cases/${one.id}/plan.pdf`} icon="download">
                  {w.pdf}
                </LinkButton>
                <LinkButton href={`/cases/${one.id}/plan.pdf?kana=1`} kind="tertiary" icon="download">
                  {w.pdfKana}
                </LinkButton>
                <LinkButton href={`/cases/${one.id}/plan.docx`} kind="tertiary" icon="download">
                  {w.docx}
                </LinkButton>
              </>
            ) : null}
            <LinkButton href={`/cases/${one.id}`} kind="tertiary">
              {caseNumber(one.fiscal_year, one.number)}
            </LinkButton>
          </ButtonRow>
        }
      />
      {plan ? (
        <Card>
          <PlanBody plan={plan} today={props.today} />
          <Prose quiet>
            <p>{w.unread(unreadOf(plan))}</p>
          </Prose>
        </Card>
      ) : (
        <EmptyState title={w.none} icon="note" />
      )}
      {plan && props.may_plan ? (
        <Card title={w.answerTitle} id="answer" tone="key">
          <Form
            action={`/cases/${one.id}/plan/answer`}
            errors={props.answering ? props.state.errors : undefined}
          >
            <HiddenField name="_version" value={plan.version} />
            <DateField {...field.date('explained_on')} label={w.explained_on} required />
            <DateField {...field.date('given_on')} label={w.given_on} required={false} />
            <RadioGroup
              {...field('answer')}
              label={w.answer}
              inline
              options={[...optionsOf(planAnswers, answerWords), { value: '', label: w.noAnswer }]}
            />
            <DateField {...field.date('answered_on')} label={w.answered_on} required={false} />
            <TextArea
              {...field('answer_reason')}
              label={w.answer_reason}
              required={false}
              rows={3}
              maxChars={1000}
            />
            <ButtonRow>
              <Button>{w.answerSave}</Button>
            </ButtonRow>
          </Form>
        </Card>
      ) : null}
      {older.length === 0 ? null : (
        <Section title={w.older}>
          <p>
            <LinkButton href={`/cases/${one.id}/plan/compare`}>{w.compare}</LinkButton>
          </p>
          {older.map((one) => (
            <Disclosure summary={`${w.number(one.number)}　${w.madeBy(one.made_by, one.made_on)}`}>
              <PlanBody plan={one} />
            </Disclosure>
          ))}
        </Section>
      )}
    </Stack>
  );
}

/** What is only in one of two texts: struck through or underlined, and said before it for who does not see that. */
function Compared(props: { old: string; now: string; side: 'old' | 'new' }): Child {
  const { old, now, side } = props;
  const text = side === 'old' ? old : now;
  if (text.trim() === '') return w.nothing;
  return piecesOf(old, now).map((piece) => {
    if (piece.in === 'both') return <Said text={piece.text} />;
    if (piece.in !== side) return null;
    const said = (
      <>
        <span class="visually-hidden">{side === 'old' ? w.oldOnly : w.newOnly}</span>
        <Said text={piece.text} />
      </>
    );
    return side === 'old' ? <del>{said}</del> : <ins>{said}</ins>;
  });
}

const differenceKinds = { same: 'neutral', changed: 'warning', added: 'success', gone: 'error' } as const;

/** Two versions of a plan side by side; on a phone one below the other, each named by its version. */
export function ComparePlansPage(props: { one: CaseRecord; plans: readonly Plan[]; old: Plan; now: Plan }) {
  const { one, old, now } = props;
  const supportText = (item: PlanItem | null): string =>
    item === null
      ? ''
      : [item.what, item.who, item.how_often, w.period(item.starts_on, item.ends_on)]
          .filter((part) => part !== '')
          .join('\n');
  const answerText = (plan: Plan): string =>
    plan.answer === null
      ? w.noAnswer
      : words.page.joined([answerWords[plan.answer], plan.answer_reason].filter((part) => part !== ''));
  const texts = [
    ...(['wish', 'worries', 'strengths', 'goals', 'family_part'] as const).map((name) => ({
      name: w[name] as string,
      old: old[name],
      now: now[name],
    })),
    { name: w.review_on, old: formatDate(old.review_on), now: formatDate(now.review_on) },
    { name: w.answer, old: answerText(old), now: answerText(now) },
  ];
  const supports = pairedSupports(old.items, now.items).map((pair, at) => ({
    name: w.support(at + 1),
    old: supportText(pair.old),
    now: supportText(pair.now),
  }));
  const rows = [...texts, ...supports].map((row) => ({ ...row, difference: differenceOf(row.old, row.now) }));
  const count = (difference: Difference) =>
    rows.slice(texts.length).filter((row) => row.difference === difference).length;
  const options = props.plans.map((plan) => ({
    value: `${plan.number}`,
    label: `${w.number(plan.number)}　${formatDate(plan.made_on)}`,
  }));
  return (
    <Stack>
      <PageHeading
        kicker={kicker(one)}
        title={w.compareTitle}
        lead={w.compareLead}
        actions={
          <LinkButton href={`/cases/${one.id}/plan`} kind="tertiary">
            {w.title}
          </LinkButton>
        }
      />
      <FilterBar action={`/cases/${one.id}/plan/compare`} open>
        <Select name="old" label={w.compareOld} value={`${old.number}`} options={options} />
        <Select name="new" label={w.compareNew} value={`${now.number}`} options={options} />
      </FilterBar>
      <p role="status">
        {w.sumUp(
          rows
            .slice(0, texts.length)
            .filter((row) => row.difference !== 'same')
            .map((row) => row.name),
          count('added'),
          count('changed'),
          count('gone'),
        )}
      </p>
      <DataTable
        caption={w.compareTitle}
        captionHidden
        stack
        rows={rows}
        columns={[
          { key: 'name', label: w.compareField, rowHeader: true },
          {
            key: 'old',
            label: w.number(old.number),
            cell: (row) => <Compared old={row.old} now={row.now} side="old" />,
          },
          {
            key: 'now',
            label: w.number(now.number),
            cell: (row) => <Compared old={row.old} now={row.now} side="new" />,
          },
          {
            key: 'difference',
            label: w.difference,
            cell: (row) =>
              row.difference === 'same' ? (
                w.differences.same
              ) : (
                <StatusBadge kind={differenceKinds[row.difference]}>
                  {w.differences[row.difference]}
                </StatusBadge>
              ),
          },
        ]}
      />
    </Stack>
  );
}
