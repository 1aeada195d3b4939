import { useContext, type Child } from '../../platform/ui/jsx-runtime.ts';
import { Button, ButtonRow, ConfirmForm, LinkButton, UtilityLink } from '../../platform/ui/buttons.tsx';
import { Disclosure, EmptyState, NotificationBanner, StatusBadge } from '../../platform/ui/feedback.tsx';
import { TextField } from '../../platform/ui/fields.tsx';
import { fields, Form } from '../../platform/ui/forms.tsx';
import { Card, PageHeading, Prose, Section, Stack } from '../../platform/ui/layout.tsx';
import { DescriptionList } from '../../platform/ui/records.tsx';
import { dayIn, momentIn } from '../../platform/ui/speech-dates.ts';
import { japanese, ReadingContext, wordsIn, type Reading } from '../../platform/ui/speech.ts';
import { monthsOfAgeIn, partyIn, whenIn } from '../calendar/rules-said.ts';
import { showCode } from '../../platform/web/open.ts';
import type { FormState } from '../../platform/web/form.ts';
import { When } from './pages-apply.tsx';
import type { OwnApplication } from './queries.ts';
import { may, stateOf } from './rules.ts';
import { timedOf, whereIn } from './rules-said.ts';
import { applicantWords, openWords } from './words-open.ts';
import { badgeOf } from './words.ja.ts';

/** What the state means for the applicant, in a sentence or two. */
export function leadOf(own: OwnApplication, now: Date, zone: string, reading: Reading): string {
  const w = wordsIn(openWords, reading).receipt;
  const state = stateOf(own, now);
  switch (state) {
    case 'in_lottery':
      return w.lead.in_lottery(own.lottery_at === null ? '' : momentIn(reading, own.lottery_at, zone));
    case 'waiting':
      return `${w.lead.waiting(own.ahead + 1)}${own.email === null ? w.waitingPhone : w.waitingMail}`;
    case 'offered':
      return w.lead.offered(momentIn(reading, own.offer_expires_at!, zone));
    case 'cancelled':
      return own.cancelled_by === 'event'
        ? w.lead.cancelled.event(own.sitting_cancel_reason)
        : w.lead.cancelled[own.cancelled_by ?? 'applicant'];
    default:
      return w.lead[state];
  }
}

const bannerOf = {
  in_lottery: 'info',
  waiting: 'info',
  offered: 'warning',
  confirmed: 'success',
  attended: 'success',
  absent: 'info',
  lapsed: 'info',
  cancelled: 'info',
} as const;

const contactOf = (own: OwnApplication): string =>
  [
    own.contact_name || own.facility || own.organisation,
    own.contact_phone ?? own.facility_phone,
    own.contact_email,
  ]
    .filter(Boolean)
    .join('　');

/** What was applied for and how it stands, as the applicant reads it; `host`: in the host's own words. */
export function factsOf(
  own: OwnApplication,
  zone: string,
  reading: Reading,
): { term: string; description: string; host?: true }[] {
  const said = wordsIn(openWords, reading);
  const w = said.receipt;
  const where = whereIn(reading, own);
  return [
    { term: w.event, description: own.title, host: true },
    { term: w.when, description: whenIn(reading, timedOf(own, zone)) },
    { term: w.where, description: where.text, ...(where.host ? { host: true as const } : {}) },
    { term: w.party, description: partyIn(reading, own) },
    ...(own.child_ages_months.length === 0
      ? []
      : [
          {
            term: w.ages,
            description: own.child_ages_months
              .map((months) => monthsOfAgeIn(reading, months))
              .join(reading.lang === 'ja' ? '、' : ', '),
          },
        ]),
    ...(own.name === null
      ? []
      : [
          { term: w.name, description: own.name },
          { term: w.reach, description: [own.phone, own.email].filter(Boolean).join('　') },
        ]),
    ...(own.note === null || own.note === '' ? [] : [{ term: w.note, description: own.note }]),
    ...(own.what_to_bring === ''
      ? []
      : [{ term: w.bring, description: own.what_to_bring, host: true as const }]),
    { term: w.number, description: `${own.number}` },
    { term: w.contact, description: contactOf(own), host: true },
  ];
}

/** The receipt: code, state, what is next, and the ways to keep it. */
export function ReceiptPage(props: {
  own: OwnApplication;
  code: string;
  now: Date;
  zone: string;
  qr: string;
}): Child {
  const { own, now, zone } = props;
  const state = stateOf(own, now);
  const reading = useContext(ReadingContext);
  const said = applicantWords();
  const w = said.receipt;
  const ja = japanese(reading);
  const can = (verb: 'accept' | 'cancel') => may('applicant', verb, state, own, now);
  const comes = state === 'confirmed';
  return (
    <Stack gap="lg">
      <PageHeading
        kicker={w.title}
        title={<span lang={ja}>{own.title}</span>}
        badges={<StatusBadge kind={badgeOf[state]}>{said.states[state]}</StatusBadge>}
      />
      <NotificationBanner kind={bannerOf[state]} title={leadOf(own, now, zone, reading)} live>
        {can('accept') ? (
          <Stack gap="sm">
            <ConfirmForm
              label={w.accept}
              question={w.acceptQuestion}
              action="/open/receipt/accept"
              confirmLabel={w.accept}
              kind="primary"
            />
            <ConfirmForm
              label={w.decline}
              question={w.cancelQuestion}
              action="/open/receipt/cancel"
              confirmLabel={w.decline}
            />
          </Stack>
        ) : null}
      </NotificationBanner>
      <Card title={w.code} tone="key">
        <p class="receipt-code">{showCode(props.code)}</p>
        <p>{w.codeHelp}</p>
      </Card>
      {own.join_url ? (
        <Section title={w.join}>
          <p>
            <a href={own.join_url} rel="noopener noreferrer nofollow">
              {own.join_url}
            </a>
          </p>
          {own.join_note ? (
            <div lang={ja}>
              <Prose>{own.join_note}</Prose>
            </div>
          ) : null}
          <p>{w.joinText}</p>
        </Section>
      ) : null}
      <DescriptionList
        items={factsOf(own, zone, reading).map(({ term, description, host }) => ({
          term,
          description:
            term === w.when ? (
              <When session={timedOf(own, zone)} />
            ) : host === true ? (
              <span lang={ja}>{description}</span>
            ) : (
              description
            ),
        }))}
      />
      {comes && now < own.ends_at ? (
        <Section title={w.qr}>
          <p>
            <img class="receipt-qr" src={props.qr} width="200" height="200" alt={w.qrAlt} />
          </p>
          <p>{w.qrText}</p>
        </Section>
      ) : null}
      <p>{own.name === null ? w.gone : w.deleted(dayIn(reading, own.delete_after!))}</p>
      {own.seal === null ? null : (
        <Disclosure summary={w.proof}>
          <p>{own.seed === null ? w.proofBefore(own.seal) : w.proofAfter(own.seal, own.seed)}</p>
        </Disclosure>
      )}
      <ButtonRow>
        {state === 'cancelled' ? null : (
          <>
            <UtilityLink href="/open/receipt/calendar.ics" icon="calendar" download>
              {w.calendar}
            </UtilityLink>
            <UtilityLink href="/open/receipt.pdf" icon="print">
              {w.print}
            </UtilityLink>
          </>
        )}
        {state === 'lapsed' || (state === 'cancelled' && own.cancelled_by === 'applicant') ? (
          <LinkButton href={`/open/events/${own.event_id}/sessions/${own.event_session_id}/apply`}>
            {w.again}
          </LinkButton>
        ) : null}
      </ButtonRow>
      {can('cancel') && !can('accept') ? (
        <ConfirmForm
          label={w.cancel}
          question={w.cancelQuestion}
          action="/open/receipt/cancel"
          confirmLabel={w.cancelConfirm}
          danger
        />
      ) : null}
      <Form action="/open/receipt/forget" label={w.forget}>
        <p>{w.forgetText}</p>
        <ButtonRow>
          <Button kind="tertiary">{w.forget}</Button>
        </ButtonRow>
      </Form>
    </Stack>
  );
}

/** No receipt in this browser (any more). */
export function NoReceiptPage(): Child {
  const w = applicantWords().receipt;
  return (
    <Stack>
      <PageHeading title={w.title} />
      <EmptyState
        title={w.none}
        text={w.noneText}
        action={
          <LinkButton href="/open/applications" kind="primary">
            {w.enter}
          </LinkButton>
        }
      />
    </Stack>
  );
}

/** Typing the code to open one's application. */
export function LookPage({ state }: { state: FormState }): Child {
  const look = applicantWords().look;
  const field = fields(state.values, state.errors);
  return (
    <Stack>
      <PageHeading title={look.title} lead={look.lead} />
      <Form action="/open/applications" errors={state.errors}>
        <TextField
          {...field('code')}
          label={look.code}
          help={look.help}
          required
          width="m"
          maxLength={40}
          inputmode="text"
        />
        <ButtonRow>
          <Button size="lg">{look.open}</Button>
        </ButtonRow>
      </Form>
    </Stack>
  );
}
