import type { Child } from '../../platform/ui/jsx-runtime.ts';
import { formatDate } from '../../platform/ja/dates.ts';
import { Button, ButtonRow, ConfirmForm, LinkButton } from '../../platform/ui/buttons.tsx';
import { NotificationBanner } from '../../platform/ui/feedback.tsx';
import { Checkbox, DateField, TextArea, TextField } from '../../platform/ui/fields.tsx';
import { fields, Fieldset, Form, HiddenField } from '../../platform/ui/forms.tsx';
import { Card, Columns, PageHeading, Section, Stack } from '../../platform/ui/layout.tsx';
import { DataTable } from '../../platform/ui/tables.tsx';
import type { FormState } from '../../platform/web/form.ts';
import { mostAnswers } from './forms.ts';
import { GuideAnswer, GuideQuestions, type Guided } from './pages.tsx';
import type { LegalBasis, Question } from './queries.ts';
import type { Answers } from './rules.ts';
import { guideWords as gw } from './words.ja.ts';

/** Bases that ended without another in their place, said to everybody who reads the list. */
export function EndedBases({ ended }: { ended: readonly LegalBasis[] }): Child {
  if (ended.length === 0) return null;
  return (
    <NotificationBanner kind="info" title={gw.endedTitle} level={2}>
      <ul>
        {ended.map((one) => (
          <li>{gw.ended(one.name, formatDate(one.valid_to!))}</li>
        ))}
      </ul>
    </NotificationBanner>
  );
}

/** Beneath a basis' form: from a day on there is none. */
export function EndBasis({ basis, error }: { basis: LegalBasis; error?: string | undefined }): Child {
  return (
    <ConfirmForm
      label={gw.endBasis}
      question={gw.endBasisQuestion}
      action={`/disclosures/bases/${basis.id}/end`}
      danger
      open={error !== undefined}
    >
      <DateField name="ends_from" label={gw.endsFrom} required {...(error === undefined ? {} : { error })} />
    </ConfirmForm>
  );
}

/** The questions with their answers, and what is to change. */
export function QuestionsPage(props: {
  questions: readonly Question[];
  ahead: ReadonlyMap<string, string>;
}): Child {
  return (
    <Stack>
      <PageHeading
        title={gw.questions}
        lead={gw.questionsLead}
        actions={<LinkButton href="/disclosures/guide/preview">{gw.preview}</LinkButton>}
      />
      {props.questions.map((question) => {
        const ahead = props.ahead.get(question.code);
        return (
          <Card
            title={question.text}
            actions={
              ahead === undefined ? (
                <LinkButton href={`/disclosures/guide/questions/${question.code}`} kind="tertiary" size="sm">
                  {gw.questionEdit}
                </LinkButton>
              ) : undefined
            }
          >
            {question.help === '' ? null : <p>{question.help}</p>}
            <ul>
              {question.answers.map((answer) => (
                <li>{answer.help === '' ? answer.label : `${answer.label}（${answer.help}）`}</li>
              ))}
            </ul>
            {ahead === undefined ? null : <p>{gw.upcoming(formatDate(ahead))}</p>}
          </Card>
        );
      })}
    </Stack>
  );
}

/** One question's next version: wording, answers, three rows for new ones, and the day. */
export function QuestionPage({ question, state }: { question: Question; state: FormState }): Child {
  const field = fields(state.values, state.errors);
  const rows = Math.min(mostAnswers, question.answers.length + 3);
  return (
    <Stack>
      <PageHeading kicker={question.text} title={gw.questionEdit} lead={gw.editLead} />
      <Card>
        <Form action={`/disclosures/guide/questions/${question.code}`} errors={state.errors}>
          <TextField {...field('text')} label={gw.questionText} required />
          <TextArea {...field('help')} label={gw.questionHelp} rows={2} />
          {Array.from({ length: rows }, (_, n) => {
            const answer = question.answers[n];
            return (
              <Fieldset legend={gw.answerLabel(n + 1)} {...(answer ? {} : { help: gw.answerNew })}>
                <HiddenField name={`code_${n}`} value={answer?.code ?? ''} />
                <TextField {...field(`label_${n}`)} label={gw.answerLabel(n + 1)} />
                <TextField {...field(`help_${n}`)} label={gw.answerHelp(n + 1)} />
                {answer ? <Checkbox {...field.checked(`ended_${n}`)} label={gw.answerEnd(n + 1)} /> : null}
              </Fieldset>
            );
          })}
          <DateField {...field.date('valid_from')} label={gw.from} required />
          <ButtonRow>
            <Button kind="primary">{gw.questionSave}</Button>
          </ButtonRow>
        </Form>
      </Card>
    </Stack>
  );
}

export interface Change {
  answers: Answers;
  today: string | null;
  later: string | null;
}

/** What the guide would answer on a day, beside what it answers today, and every combination that comes out otherwise. */
export function PreviewPage(props: {
  on: string;
  questions: readonly Question[];
  answers: Partial<Answers>;
  now: Guided | null;
  then: Guided | null;
  changes: readonly Change[];
  combinations: number;
}): Child {
  const { on, questions } = props;
  const label = (code: keyof Answers, answer: string): string =>
    questions.find((one) => one.code === code)?.answers.find((one) => one.code === answer)?.label ?? answer;
  return (
    <Stack>
      <PageHeading title={gw.preview} lead={gw.previewLead} />
      <form class="form" method="get" action="/disclosures/guide/preview">
        <DateField name="on" label={gw.previewOn} value={on} />
        <ButtonRow>
          <Button kind="secondary">{gw.previewShow}</Button>
        </ButtonRow>
      </form>
      {props.now === null || props.then === null ? null : (
        <Columns kind="halves">
          <Section title={gw.previewToday}>
            <GuideAnswer guided={props.now} questions={questions} />
          </Section>
          <Section title={gw.previewThen(formatDate(on))}>
            <GuideAnswer guided={props.then} questions={questions} />
          </Section>
        </Columns>
      )}
      <Section title={gw.previewChanges} id="changes">
        {props.changes.length === 0 ? (
          <p>{gw.previewSame}</p>
        ) : (
          <>
            <p>{gw.previewCount(props.changes.length, props.combinations)}</p>
            <DataTable<Change>
              caption={gw.previewChanges}
              captionHidden
              stack
              rows={props.changes.slice(0, 60)}
              columns={[
                {
                  key: 'answers',
                  label: gw.answer,
                  rowHeader: true,
                  cell: ({ answers }) =>
                    (Object.keys(answers) as (keyof Answers)[])
                      .map((code) => label(code, answers[code]))
                      .join('／'),
                },
                {
                  key: 'today',
                  label: gw.previewToday,
                  cell: ({ today }) => today ?? gw.previewNone,
                },
                {
                  key: 'later',
                  label: gw.previewThen(formatDate(on)),
                  cell: ({ later }) => later ?? gw.previewNone,
                },
              ]}
            />
          </>
        )}
      </Section>
      <Card>
        <GuideQuestions
          action="/disclosures/guide/preview"
          questions={questions}
          answers={props.answers}
          hidden={{ on }}
        />
      </Card>
    </Stack>
  );
}
