import type { Child } from '../../platform/ui/jsx-runtime.ts';
import { formatDate } from '../../platform/ja/dates.ts';
import { Button, ButtonRow, ConfirmForm } from '../../platform/ui/buttons.tsx';
import { StatusBadge } from '../../platform/ui/feedback.tsx';
import { RadioGroup, TextArea, TextField } from '../../platform/ui/fields.tsx';
import { fields, Form } from '../../platform/ui/forms.tsx';
import { Card, PageHeading, Stack } from '../../platform/ui/layout.tsx';
import { DescriptionList } from '../../platform/ui/records.tsx';
import type { FormState } from '../../platform/web/form.ts';
import { band, kindOf, ShownFacts } from './pages.tsx';
import type { ByCode } from './queries.ts';
import { declineNexts, declineReasons, holdReasons, may, type Action } from './rules.ts';
import {
  declineNextNames,
  declineReasonNames,
  holdReasonNames,
  open as ow,
  page as w,
  stateNames,
} from './words.ja.ts';

export function CodePage({ state }: { state: FormState }): Child {
  const field = fields(state.values, state.errors);
  return (
    <Stack>
      <PageHeading title={ow.title} lead={ow.lead} />
      <Card>
        <Form action="/open/referral" errors={state.errors}>
          <TextField {...field('code')} label={ow.code} required width="m" />
          <ButtonRow>
            <Button kind="primary">{ow.look}</Button>
          </ButtonRow>
        </Form>
      </Card>
    </Stack>
  );
}

const day = (iso: string, zone: string): string =>
  formatDate(new Date(iso).toLocaleDateString('sv', { timeZone: zone }));

/** What a letter's holder reads and may answer. */
export function LetterPage({ mine, zone }: { mine: ByCode; zone: string }): Child {
  const f = w.facts;
  const can = (action: Action) => may('receiver', action, mine.state);
  const note = (label: string) => <TextArea name="body" label={label} rows={3} id={`f-body-${label}`} />;
  const lastDay =
    mine.until_at === null ? '' : day(new Date(new Date(mine.until_at).getTime() - 1).toISOString(), zone);
  const canWithdraw = may('family', 'withdraw', mine.state);
  const none =
    !canWithdraw &&
    !(['accept', 'decline', 'start', 'hold', 'resume', 'outcome', 'not_reached'] as const).some(can);
  return (
    <Stack>
      <PageHeading
        title={w.title(mine.id)}
        kicker={ow.from(mine.organisation, mine.team)}
        badges={<StatusBadge kind={kindOf[mine.state]}>{stateNames[mine.state]}</StatusBadge>}
      />
      <Card>
        <DescriptionList
          items={[
            { term: f.need, description: mine.need },
            { term: f.age, description: band(mine.age_band) },
            { term: f.area, description: mine.area },
            { term: f.days, description: mine.days },
            { term: f.due, description: day(mine.due_at, zone) },
          ]}
        />
      </Card>
      {['sent', 'delivered'].includes(mine.state) ? (
        <p>{ow.notYet}</p>
      ) : mine.shown === null ? (
        <p>{ow.noMore}</p>
      ) : (
        <Card title={ow.shown} tone="key">
          <p>{ow.until(lastDay)}</p>
          <ShownFacts shown={mine.shown} />
        </Card>
      )}
      {none ? <p>{ow.finished}</p> : null}
      <Stack gap="sm">
        {can('accept') ? (
          <ConfirmForm
            label={w.accept}
            question={w.acceptQuestion}
            action="/open/referral/accept"
            kind="primary"
          >
            {note(w.acceptNote)}
          </ConfirmForm>
        ) : null}
        {can('decline') ? (
          <ConfirmForm label={w.decline} question={w.declineQuestion} action="/open/referral/decline">
            <RadioGroup
              name="reason"
              label={w.reason}
              required
              options={declineReasons.map((value) => ({ value, label: declineReasonNames[value] }))}
            />
            <RadioGroup
              name="next"
              label={w.next}
              required
              options={declineNexts.map((value) => ({ value, label: declineNextNames[value] }))}
            />
            {note(w.note)}
          </ConfirmForm>
        ) : null}
        {can('start') ? (
          <ConfirmForm
            label={w.start}
            question={w.startQuestion}
            action="/open/referral/start"
            kind="primary"
          >
            {note(w.note)}
          </ConfirmForm>
        ) : null}
        {can('resume') ? (
          <ConfirmForm
            label={w.resume}
            question={w.resumeQuestion}
            action="/open/referral/resume"
            kind="primary"
          >
            {note(w.note)}
          </ConfirmForm>
        ) : null}
        {can('hold') ? (
          <ConfirmForm label={w.hold} question={w.holdQuestion} action="/open/referral/hold">
            <RadioGroup
              name="reason"
              label={w.reason}
              required
              options={holdReasons.map((value) => ({ value, label: holdReasonNames[value] }))}
            />
            {note(w.note)}
          </ConfirmForm>
        ) : null}
        {can('outcome') ? (
          <ConfirmForm
            label={w.outcome}
            question={w.outcomeQuestion}
            action="/open/referral/outcome"
            kind="primary"
          >
            {note(w.outcomeText)}
          </ConfirmForm>
        ) : null}
        {can('not_reached') ? (
          <ConfirmForm
            label={w.notReached}
            question={w.notReachedQuestion}
            action="/open/referral/not_reached"
          >
            {note(w.outcomeText)}
          </ConfirmForm>
        ) : null}
        {canWithdraw ? (
          <ConfirmForm
            label={w.withdraw}
            question={ow.withdrawQuestion}
            action="/open/referral/withdraw"
            danger
          >
            <TextField name="told_by" label={w.toldBy} required />
            {note(w.note)}
          </ConfirmForm>
        ) : null}
      </Stack>
      <Form action="/open/referral/forget">
        <Button kind="tertiary">{ow.forget}</Button>
      </Form>
    </Stack>
  );
}
