import type { Child } from '../../platform/ui/jsx-runtime.ts';
import { formatDate } from '../../platform/ja/dates.ts';
import { Button, ButtonRow, ConfirmForm, LinkButton } from '../../platform/ui/buttons.tsx';
import { StatusBadge } from '../../platform/ui/feedback.tsx';
import { RadioGroup, TextArea, TextField } from '../../platform/ui/fields.tsx';
import { ErrorSummary, fields, Form } from '../../platform/ui/forms.tsx';
import { Card, PageHeading, Stack } from '../../platform/ui/layout.tsx';
import { telephone } from '../../platform/ui/public-page.tsx';
import { DescriptionList } from '../../platform/ui/records.tsx';
import { emptyForm, type FormState } from '../../platform/web/form.ts';
import { band, kindOf, ShownFacts } from './pages.tsx';
import type { ByCode, LetterOver } from './queries.ts';
import type { LetterVerb } from './commands.ts';
import { declineNexts, declineReasons, holdReasons, may, type Action } from './rules.ts';
import {
  declineNextNames,
  declineReasonNames,
  holdReasonNames,
  form as fw,
  open as ow,
  page as w,
  receivedStates,
  stateNames,
} from './words.ja.ts';

function CodeForm({ state, kind = 'primary' }: { state: FormState; kind?: 'primary' | 'secondary' }): Child {
  const field = fields(state.values, state.errors);
  return (
    <Form action="/open/referral" errors={state.errors}>
      <TextField {...field('code')} label={ow.code} required width="m" />
      <ButtonRow>
        <Button kind={kind}>{ow.look}</Button>
      </ButtonRow>
    </Form>
  );
}

export function CodePage({ state }: { state: FormState }): Child {
  return (
    <Stack>
      <PageHeading title={ow.title} lead={ow.lead} />
      <Card>
        <CodeForm state={state} />
      </Card>
    </Stack>
  );
}

/** Whom to telephone, with the number as a button: the letter itself is not always at hand. */
function Call({ of, text }: { of: Pick<ByCode, 'team' | 'organisation' | 'phone'>; text: string }): Child {
  return (
    <Stack gap="sm">
      <p>{text}</p>
      <p>
        <strong>{ow.sender(of.organisation, of.team)}</strong>
      </p>
      {of.phone === null ? (
        <p>{ow.phoneOnLetter}</p>
      ) : (
        <ButtonRow>
          <LinkButton href={telephone(of.phone)}>{ow.call(of.phone)}</LinkButton>
        </ButtonRow>
      )}
    </Stack>
  );
}

/** A letter whose time is over: says so, and whom to telephone. Nothing of what it asked for. */
export function LetterOverPage({ over, zone }: { over: LetterOver; zone: string }): Child {
  return (
    <Stack>
      <PageHeading title={ow.expired} />
      <Card tone="key">
        <p>{ow.expiredOn(day(over.ends_at, zone))}</p>
        <Call of={over} text={ow.expiredCall} />
      </Card>
      <Card title={ow.another}>
        <CodeForm state={emptyForm} kind="secondary" />
      </Card>
    </Stack>
  );
}

const day = (iso: string, zone: string): string =>
  formatDate(new Date(iso).toLocaleDateString('sv', { timeZone: zone }));

/** What a letter's holder reads and may answer. */
export function LetterPage({
  mine,
  zone,
  failed,
}: {
  mine: ByCode;
  zone: string;
  /** the step that was not whole, with what was typed */
  failed?: { verb: LetterVerb; state: FormState };
}): Child {
  const f = w.facts;
  const can = (action: Action) => may('receiver', action, mine.state);
  const again = (verb: LetterVerb) => (failed?.verb === verb ? failed.state : undefined);
  const field = (verb: LetterVerb, name: string) => {
    const state = again(verb);
    return state === undefined ? { name } : fields(state.values, state.errors)(name);
  };
  const labels = new Map<string, string>([
    ['reason', w.reason],
    ['next', w.next],
    ['told_by', w.toldBy],
    ['body', w.outcomeText],
  ]);
  const wrong = (verb: LetterVerb) => {
    const state = again(verb);
    return state === undefined ? null : <ErrorSummary errors={state.errors} labels={labels} />;
  };
  const note = (verb: LetterVerb, label: string, required = false) => (
    <TextArea
      {...field(verb, 'body')}
      label={label}
      rows={3}
      required={required}
      {...(again(verb) === undefined ? { id: `f-body-${verb}` } : {})}
    />
  );
  const lastDay =
    mine.until_at === null ? '' : day(new Date(new Date(mine.until_at).getTime() - 1).toISOString(), zone);
  const canWithdraw = may('family', 'withdraw', mine.state);
  const over = ow.over[mine.state];
  const none =
    !canWithdraw &&
    !(['accept', 'decline', 'start', 'hold', 'resume', 'outcome', 'not_reached'] as const).some(can);
  return (
    <Stack>
      <PageHeading
        title={w.title(mine.id)}
        kicker={ow.from(mine.organisation, mine.team)}
        badges={
          <StatusBadge kind={kindOf[mine.state]}>
            {receivedStates[mine.state] ?? stateNames[mine.state]}
          </StatusBadge>
        }
      />
      {over === undefined ? null : (
        <Card tone="key">
          <p>{over}</p>
        </Card>
      )}
      <Card>
        <DescriptionList
          items={[
            { term: f.need, description: mine.need },
            { term: f.age, description: band(mine.age_band) },
            { term: f.area, description: mine.area ?? fw.areaNone },
            { term: f.days, description: mine.days },
            ...(['sent', 'delivered'].includes(mine.state)
              ? [{ term: f.due, description: day(mine.due_at, zone) }]
              : []),
          ]}
        />
      </Card>
      {over !== undefined ? null : ['sent', 'delivered'].includes(mine.state) ? (
        <p>{ow.notYet}</p>
      ) : mine.shown === null ? (
        <p>{ow.noMore}</p>
      ) : (
        <Card title={ow.shown} tone="key">
          <p>{ow.until(lastDay)}</p>
          <ShownFacts shown={mine.shown} />
        </Card>
      )}
      {none && over === undefined ? <p>{ow.finished}</p> : null}
      <Stack gap="sm">
        {can('accept') ? (
          <ConfirmForm
            label={w.accept}
            question={w.acceptQuestion}
            confirmLabel={ow.send}
            action="/open/referral/accept"
            open={again('accept') !== undefined}
            kind="primary"
          >
            {wrong('accept')}
            {note('accept', w.acceptNote)}
          </ConfirmForm>
        ) : null}
        {can('decline') ? (
          <ConfirmForm
            label={w.decline}
            question={w.declineQuestion}
            confirmLabel={ow.send}
            action="/open/referral/decline"
            open={again('decline') !== undefined}
          >
            {wrong('decline')}
            <RadioGroup
              {...field('decline', 'reason')}
              label={w.reason}
              required
              options={declineReasons.map((value) => ({ value, label: declineReasonNames[value] }))}
            />
            <RadioGroup
              {...field('decline', 'next')}
              label={w.next}
              required
              options={declineNexts.map((value) => ({ value, label: declineNextNames[value] }))}
            />
            {note('decline', w.note)}
          </ConfirmForm>
        ) : null}
        {can('start') ? (
          <ConfirmForm
            label={w.start}
            question={w.startQuestion}
            confirmLabel={ow.send}
            action="/open/referral/start"
            open={again('start') !== undefined}
            kind="primary"
          >
            {wrong('start')}
            {note('start', w.note)}
          </ConfirmForm>
        ) : null}
        {can('resume') ? (
          <ConfirmForm
            label={w.resume}
            question={w.resumeQuestion}
            confirmLabel={ow.send}
            action="/open/referral/resume"
            open={again('resume') !== undefined}
            kind="primary"
          >
            {wrong('resume')}
            {note('resume', w.note)}
          </ConfirmForm>
        ) : null}
        {can('hold') ? (
          <ConfirmForm
            label={w.hold}
            question={w.holdQuestion}
            confirmLabel={ow.send}
            action="/open/referral/hold"
            open={again('hold') !== undefined}
          >
            {wrong('hold')}
            <RadioGroup
              {...field('hold', 'reason')}
              label={w.reason}
              required
              options={holdReasons.map((value) => ({ value, label: holdReasonNames[value] }))}
            />
            {note('hold', w.note)}
          </ConfirmForm>
        ) : null}
        {can('outcome') ? (
          <ConfirmForm
            label={w.outcome}
            question={w.outcomeQuestion}
            confirmLabel={ow.send}
            action="/open/referral/outcome"
            open={again('outcome') !== undefined}
            kind="primary"
          >
            {wrong('outcome')}
            {note('outcome', w.outcomeText, true)}
          </ConfirmForm>
        ) : null}
        {can('not_reached') ? (
          <ConfirmForm
            label={w.notReached}
            question={w.notReachedQuestion}
            confirmLabel={ow.send}
            action="/open/referral/not_reached"
            open={again('not_reached') !== undefined}
          >
            {wrong('not_reached')}
            {note('not_reached', w.outcomeText, true)}
          </ConfirmForm>
        ) : null}
        {canWithdraw ? (
          <ConfirmForm
            label={w.withdraw}
            question={ow.withdrawQuestion}
            confirmLabel={ow.send}
            action="/open/referral/withdraw"
            open={again('withdraw') !== undefined}
            danger
          >
            {wrong('withdraw')}
            <TextField {...field('withdraw', 'told_by')} label={w.toldBy} required />
            {note('withdraw', w.note)}
          </ConfirmForm>
        ) : null}
      </Stack>
      <Card title={ow.askTitle}>
        <Call of={mine} text={ow.ask(mine.id)} />
      </Card>
      <Form action="/open/referral/forget">
        <Button kind="tertiary">{ow.forget}</Button>
      </Form>
    </Stack>
  );
}
