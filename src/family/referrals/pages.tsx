import type { Child } from '../../platform/ui/jsx-runtime.ts';
import { daysBetween, formatDate, formatDateTime, formatMonthDay } from '../../platform/ja/dates.ts';
import { Button, ButtonRow, ConfirmForm, LinkButton, UtilityLink } from '../../platform/ui/buttons.tsx';
import { EmptyState, NotificationBanner, StatusBadge, type Kind } from '../../platform/ui/feedback.tsx';
import { RadioGroup, TextArea, TextField } from '../../platform/ui/fields.tsx';
import { fields, Form } from '../../platform/ui/forms.tsx';
import { Card, PageHeading, Section, Stack, StepNavigation, Tabs } from '../../platform/ui/layout.tsx';
import { DescriptionList, NextStep, ResourceList, Timeline } from '../../platform/ui/records.tsx';
import { DataTable } from '../../platform/ui/tables.tsx';
import { emptyForm, type FormState } from '../../platform/web/form.ts';
import { itemNames as namesOfItems } from '../disclosures/queries.ts';
import type { EventLine, Group, Origin, Referral, ReferralLine } from './queries.ts';
import {
  declineNexts,
  declineReasons,
  delayOf,
  holderOf,
  holdReasons,
  isOpen,
  may,
  recallReasons,
  reviews,
  type Action,
  type AgeBand,
  type State,
} from './rules.ts';
import {
  actorNames,
  ageBandNames,
  channelNames,
  declineNextNames,
  declineReasonNames,
  delayNames,
  eventNames,
  form as fw,
  holderNames,
  holdReasonNames,
  list as lw,
  page as w,
  recallReasonNames,
  receivedWords as rw,
  reviewNames,
  receivedEvents,
  receivedStates,
  stateNames,
  urgencyShort,
  watchWords as ww,
} from './words.ja.ts';

const itemNames: Record<string, string> = namesOfItems;

export const kindOf: Record<State, Kind> = {
  draft: 'neutral',
  sent: 'info',
  delivered: 'info',
  accepted: 'success',
  declined: 'error',
  lapsed: 'error',
  in_service: 'success',
  on_hold: 'warning',
  returned: 'info',
  not_reached: 'warning',
  withdrawn: 'warning',
  recalled: 'neutral',
  closed: 'neutral',
  reopened: 'neutral',
  elsewhere: 'neutral',
};

export const band = (code: string): string => ageBandNames[code as AgeBand];
const dayOf = (instant: Date, zone: string): string => instant.toLocaleDateString('sv', { timeZone: zone });

export function LineList(props: {
  lines: readonly ReferralLine[];
  label: string;
  received?: boolean;
  today: string;
  zone: string;
}): Child {
  return (
    <ResourceList
      label={props.label}
      items={props.lines.map((one) => {
        const waits = ['sent', 'delivered'].includes(one.state) && one.due_at !== null;
        const due = waits ? dayOf(one.due_at!, props.zone) : null;
        return {
          title: `${lw.number(one.id)}　${one.need}`,
          href: `/referrals/${one.id}`,
          text: props.received === true ? lw.from(`${one.sender}　${one.team}`) : lw.to(one.to),
          meta: lw.metaOf(
            lw.meta(band(one.age_band), one.area),
            props.received === true ? null : (one.worker ?? lw.nobody),
          ),
          badge: (
            <StatusBadge kind={kindOf[one.state]}>
              {(props.received === true ? receivedStates[one.state] : undefined) ?? stateNames[one.state]}
            </StatusBadge>
          ),
          ...(due === null
            ? {}
            : {
                due: lw.due(formatMonthDay(due)),
                ...(due < props.today
                  ? { dueState: 'late' as const }
                  : daysBetween(props.today, due) <= 2
                    ? { dueState: 'soon' as const }
                    : {}),
              }),
        };
      })}
    />
  );
}

export function ListPage(props: {
  lines: readonly ReferralLine[];
  group: Group;
  today: string;
  zone: string;
}): Child {
  return (
    <Stack>
      <PageHeading
        title={lw.title}
        lead={lw.lead}
        actions={<LinkButton href="/capacity">{lw.capacity}</LinkButton>}
      />
      <Tabs
        label={lw.title}
        items={(Object.keys(lw.tabs) as Group[]).map((key) => ({
          label: lw.tabs[key],
          href: `/referrals?group=${key}`,
          current: key === props.group,
        }))}
      />
      {props.lines.length === 0 ? (
        <EmptyState title={lw.none} text={lw.newFrom} />
      ) : (
        <Card flush>
          <LineList lines={props.lines} label={lw.tabs[props.group]} today={props.today} zone={props.zone} />
        </Card>
      )}
    </Stack>
  );
}

export function ReceivedPage(props: { lines: readonly ReferralLine[]; today: string; zone: string }): Child {
  return (
    <Stack>
      <PageHeading title={rw.title} lead={rw.lead} />
      {props.lines.length === 0 ? (
        <EmptyState title={rw.none} />
      ) : (
        <Card flush>
          <LineList lines={props.lines} label={rw.title} received today={props.today} zone={props.zone} />
        </Card>
      )}
    </Stack>
  );
}

export const daysSince = (then: Date, now: Date): number =>
  Math.max(0, Math.floor((now.getTime() - then.getTime()) / 86_400_000));

/** The watchers' lines, grouped by the organisation that holds them. */
export function watchGroups(lines: readonly ReferralLine[], now: Date) {
  const groups = Map.groupBy(lines, (one) => one.to_organisation || ww.unnamed);
  return [...groups].map(([organisation, rows]) => ({
    organisation,
    rows: rows.map((one) => ({
      id: one.id,
      need: one.need,
      age: band(one.age_band),
      area: one.area ?? '',
      state: one.state,
      stateName: stateNames[one.state],
      to: one.to,
      holder: actorNames[holderOf(one.state) ?? 'sender'],
      days: daysSince(one.sent_at ?? one.created_at, now),
      still: daysSince(one.updated_at, now),
      delay: delayOf(one.state, one, now),
    })),
  }));
}

export function WatchPage(props: { lines: readonly ReferralLine[]; now: Date }): Child {
  const groups = watchGroups(props.lines, props.now);
  const k = ww.columns;
  return (
    <Stack>
      <PageHeading
        title={ww.title}
        lead={ww.lead}
        actions={
          <UtilityLink href="/referrals/watch.pdf" icon="download" download>
            {ww.print}
          </UtilityLink>
        }
      />
      {groups.length === 0 ? <EmptyState title={ww.none} /> : null}
      {groups.map(({ organisation, rows }) => (
        <Card
          title={organisation}
          lead={ww.count(rows.length, rows.filter((row) => row.delay !== null).length)}
          flush
        >
          <DataTable
            caption={organisation}
            captionHidden
            stack
            rows={rows}
            columns={[
              {
                key: 'need',
                label: k.need,
                rowHeader: true,
                cell: (row) => (
                  <>
                    {lw.number(row.id)}　{row.need}
                    {row.to === organisation ? null : <p class="resource-meta">{lw.to(row.to)}</p>}
                  </>
                ),
              },
              { key: 'age', label: k.age, nowrap: true },
              { key: 'area', label: k.area },
              {
                key: 'state',
                label: k.state,
                cell: (row) => <StatusBadge kind={kindOf[row.state]}>{row.stateName}</StatusBadge>,
              },
              { key: 'holder', label: k.holder },
              { key: 'days', label: k.days, align: 'end', nowrap: true, cell: (row) => ww.daysOf(row.days) },
              {
                key: 'still',
                label: k.still,
                align: 'end',
                nowrap: true,
                cell: (row) => ww.daysOf(row.still),
              },
              {
                key: 'delay',
                label: k.delay,
                cell: (row) => (row.delay === null ? ww.none_delay : delayNames[row.delay]!),
              },
            ]}
          />
        </Card>
      ))}
    </Stack>
  );
}

export interface Step {
  label: string;
  state: 'done' | 'current' | 'todo';
}

const stepOf: Record<State, number> = {
  draft: 0,
  sent: 3,
  delivered: 4,
  accepted: 5,
  in_service: 5,
  on_hold: 5,
  declined: 7,
  lapsed: 7,
  returned: 7,
  not_reached: 7,
  withdrawn: 7,
  recalled: 8,
  closed: 8,
  reopened: 8,
  elsewhere: 8,
};

/** The way as eight steps, and where it stands; what was skipped on the way is not drawn as done. */
function pathSteps(referral: Referral, hasBasis: boolean): Step[] {
  const now = referral.state === 'draft' ? (hasBasis ? 2 : 1) : stepOf[referral.state];
  const happened = [
    true,
    hasBasis || referral.sent_at !== null,
    referral.sent_at !== null,
    referral.delivered_at !== null,
    referral.accepted_at !== null,
    referral.started_at !== null,
    referral.outcome_at !== null || referral.declined_at !== null || referral.lapsed_at !== null,
    referral.reviewed_at !== null,
  ];
  return Object.values(w.steps).map((label, at) => ({
    label,
    state: at === now ? 'current' : happened[at] === true ? 'done' : 'todo',
  }));
}

function nextTitle(referral: Referral, ready: { receiver: boolean; basis: boolean; told: boolean }): string {
  const t = w.nextTitles;
  const mine = referral.may_answer;
  switch (referral.state) {
    case 'draft':
      return !ready.receiver
        ? t.draftNoReceiver
        : !ready.told
          ? t.draftNotTold
          : ready.basis
            ? t.draftReady
            : t.draftNoBasis;
    case 'sent':
      return t.sent;
    case 'delivered':
      return mine ? t.answer : t.delivered;
    case 'accepted':
      return mine ? t.acceptedMine : t.accepted;
    case 'in_service':
      return mine ? t.in_serviceMine : t.in_service;
    case 'on_hold':
      return mine ? t.on_holdMine : t.on_hold;
    case 'recalled':
    case 'closed':
    case 'reopened':
    case 'elsewhere':
      return t.ended;
    default:
      return referral.may_send ? t.review : t.reviewWait;
  }
}

const options = (codes: readonly string[], names: Record<string, string>) =>
  codes.map((value) => ({ value, label: names[value] ?? value }));

/** A button's form that came back: which, and what was typed. */
export interface StepTyped {
  verb: string;
  state: FormState;
}

/** The buttons this person may press now, by the same guard as the commands. */
function Buttons(props: { referral: Referral; ready: boolean; step: StepTyped | undefined }): Child {
  const { referral, ready, step } = props;
  const at = (verb: string) => `/referrals/${referral.id}/${verb}`;
  const can = (action: Action) => {
    if (action === 'withdraw')
      return (referral.may_send || referral.may_answer) && may('family', 'withdraw', referral.state);
    return (
      (referral.may_send && may('sender', action, referral.state)) ||
      (referral.may_answer && may('receiver', action, referral.state))
    );
  };
  /** A step's fields: with what was typed and what is wrong, where it came back. */
  const of = (verb: string) => {
    const typed = step?.verb === verb ? step.state : emptyForm;
    const field = fields(typed.values, typed.errors);
    return (name: string) => ({ ...field(name), id: `f-${verb}-${name}` });
  };
  const note = (verb: string, label: string) => <TextArea {...of(verb)('body')} label={label} rows={3} />;
  return (
    <Stack gap="sm">
      {can('send') && ready ? (
        <ConfirmForm label={w.send} question={w.sendQuestion} action={at('send')} kind="primary" />
      ) : null}
      {can('accept') ? (
        <ConfirmForm
          label={w.accept}
          question={w.acceptQuestion}
          action={at('accept')}
          open={step?.verb === 'accept'}
          kind="primary"
        >
          {note('accept', w.acceptNote)}
        </ConfirmForm>
      ) : null}
      {can('decline') ? (
        <ConfirmForm
          label={w.decline}
          question={w.declineQuestion}
          action={at('decline')}
          open={step?.verb === 'decline'}
        >
          <RadioGroup
            {...of('decline')('reason')}
            label={w.reason}
            required
            options={options(declineReasons, declineReasonNames)}
          />
          <RadioGroup
            {...of('decline')('next')}
            label={w.next}
            required
            options={options(declineNexts, declineNextNames)}
          />
          {note('decline', w.note)}
        </ConfirmForm>
      ) : null}
      {can('start') ? (
        <ConfirmForm
          label={w.start}
          question={w.startQuestion}
          action={at('start')}
          open={step?.verb === 'start'}
          kind="primary"
        >
          {note('start', w.note)}
        </ConfirmForm>
      ) : null}
      {can('resume') ? (
        <ConfirmForm
          label={w.resume}
          question={w.startQuestion}
          action={at('resume')}
          open={step?.verb === 'resume'}
          kind="primary"
        >
          {note('resume', w.note)}
        </ConfirmForm>
      ) : null}
      {can('outcome') ? (
        <ConfirmForm
          label={w.outcome}
          question={w.outcomeQuestion}
          action={at('outcome')}
          open={step?.verb === 'outcome'}
          kind="primary"
        >
          {note('outcome', w.outcomeText)}
        </ConfirmForm>
      ) : null}
      {can('hold') ? (
        <ConfirmForm
          label={w.hold}
          question={w.holdQuestion}
          action={at('hold')}
          open={step?.verb === 'hold'}
        >
          <RadioGroup
            {...of('hold')('reason')}
            label={w.reason}
            required
            options={options(holdReasons, holdReasonNames)}
          />
          {note('hold', w.note)}
        </ConfirmForm>
      ) : null}
      {can('not_reached') ? (
        <ConfirmForm
          label={w.notReached}
          question={w.notReachedQuestion}
          action={at('not_reached')}
          open={step?.verb === 'not_reached'}
        >
          {note('not_reached', w.outcomeText)}
        </ConfirmForm>
      ) : null}
      {can('review') ? (
        <ConfirmForm
          label={w.review}
          question={w.reviewQuestion}
          action={at('review')}
          open={step?.verb === 'review'}
          kind="primary"
        >
          <RadioGroup
            {...of('review')('review')}
            label={w.reviewHow}
            required
            options={options(reviews, reviewNames)}
          />
          {note('review', w.reviewText)}
        </ConfirmForm>
      ) : null}
      {can('withdraw') ? (
        <ConfirmForm
          label={w.withdraw}
          question={w.withdrawQuestion}
          action={at('withdraw')}
          open={step?.verb === 'withdraw'}
        >
          <TextField {...of('withdraw')('told_by')} label={w.toldBy} required />
          {note('withdraw', w.note)}
        </ConfirmForm>
      ) : null}
      {can('recall') ? (
        <ConfirmForm
          label={referral.state === 'draft' ? w.drop : w.recall}
          question={referral.state === 'draft' ? w.dropQuestion : w.recallQuestion}
          action={at('recall')}
          open={step?.verb === 'recall'}
          danger
        >
          <RadioGroup
            {...of('recall')('reason')}
            label={w.reason}
            required
            options={options(recallReasons, recallReasonNames)}
          />
          {note('recall', w.note)}
        </ConfirmForm>
      ) : null}
    </Stack>
  );
}

const reasonName = (event: EventLine): string | null =>
  event.reason === null
    ? null
    : event.action === 'decline'
      ? (declineReasonNames[event.reason] ?? event.reason)
      : event.action === 'hold'
        ? (holdReasonNames[event.reason] ?? event.reason)
        : event.action === 'recall'
          ? (recallReasonNames[event.reason] ?? event.reason)
          : event.action === 'review'
            ? (reviewNames[event.reason] ?? event.reason)
            : event.reason;

export interface BasisLine {
  id: number;
  household_id: number;
  basis: string;
  provision: string;
  items: string[];
  until: string;
  in_force: boolean;
  second_person: string;
  second_at: Date | null;
  ended_at: Date | null;
}

export interface Content {
  shown: { item: string; lines: string[] }[];
  until: string;
}

export function ShownFacts({ shown }: { shown: Content['shown'] }): Child {
  return (
    <DescriptionList
      items={shown.map((one) => ({
        term: itemNames[one.item] ?? one.item,
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

export function ReferralPage(props: {
  referral: Referral;
  origin: Origin | undefined;
  /** read in an emergency */
  opened: boolean;
  events: readonly EventLine[];
  bases: readonly BasisLine[];
  content: Content | null;
  hasLetter: boolean;
  followers: readonly number[];
  step?: StepTyped | undefined;
  today: string;
  zone: string;
}): Child {
  const { referral, origin, content } = props;
  const f = w.facts;
  const live = props.bases.find((one) => one.ended_at === null);
  const basis = props.bases.find((one) => one.in_force && one.until >= props.today);
  const ready = {
    receiver: referral.to !== '',
    basis: basis !== undefined,
    told: origin !== undefined && origin.told_on !== null,
  };
  const receives = !referral.may_send && !props.opened;
  const holder = holderOf(referral.state);
  const due = referral.due_at === null ? null : dayOf(referral.due_at, props.zone);
  const waits = ['sent', 'delivered'].includes(referral.state);
  return (
    <Stack>
      <PageHeading
        title={w.title(referral.id)}
        kicker={referral.need}
        badges={
          <StatusBadge kind={kindOf[referral.state]}>
            {(receives ? receivedStates[referral.state] : undefined) ?? stateNames[referral.state]}
          </StatusBadge>
        }
      />
      {props.opened ? <NotificationBanner kind="warning" title={w.whyOpened} level={2} /> : null}
      {!receives ? null : (
        <p>
          {w.whyReceiver(referral.to)}
          {referral.accepted_at === null ? ` ${w.notYet}` : ''}
        </p>
      )}
      {referral.may_send && referral.worker_id === null && isOpen(referral.state) ? (
        <NotificationBanner kind="warning" title={w.nobodyYet} level={2}>
          <Form action={`/referrals/${referral.id}/take`} label={w.take}>
            <p>{w.nobodyWhy}</p>
            <ButtonRow>
              <Button>{w.take}</Button>
            </ButtonRow>
          </Form>
        </NotificationBanner>
      ) : null}
      <StepNavigation steps={pathSteps(referral, ready.basis)} />
      <NextStep
        title={nextTitle(referral, ready)}
        {...(holder === null
          ? {}
          : { holder: receives && holder === 'receiver' ? referral.to : holderNames[holder] })}
        {...(waits && due !== null
          ? { due: formatDate(due), ...(due < props.today ? { dueState: 'late' as const } : {}) }
          : {})}
      >
        <Stack gap="sm">
          {referral.state === 'draft' && referral.may_send && ready.receiver && basis === undefined ? (
            <ButtonRow>
              <LinkButton href={`/disclosures/new?referral=${referral.id}`} kind="primary">
                {w.decideBasis}
              </LinkButton>
            </ButtonRow>
          ) : null}
          {props.hasLetter && waits ? (
            <>
              {/* A letter does not go by itself: until somebody prints it and hands it over, nobody has it. */}
              {referral.state === 'sent' ? <p>{w.letterGoes}</p> : null}
              <ButtonRow>
                <LinkButton
                  href={`/referrals/${referral.id}/letter.pdf`}
                  kind={referral.state === 'sent' ? 'primary' : 'secondary'}
                  download
                >
                  {w.letter}
                </LinkButton>
              </ButtonRow>
            </>
          ) : null}
          <Buttons
            referral={referral}
            ready={ready.receiver && ready.basis && ready.told}
            step={props.step}
          />
          {referral.state === 'draft' && referral.may_send ? (
            <ButtonRow>
              <LinkButton
                href={`/referrals/${referral.id}/edit`}
                kind={ready.receiver && ready.told ? 'tertiary' : 'primary'}
              >
                {w.change}
              </LinkButton>
            </ButtonRow>
          ) : null}
        </Stack>
      </NextStep>
      {referral.may_send || referral.accepted_at === null ? null : (
        <Card title={w.shownTitle} tone={content === null ? 'warning' : 'key'}>
          {content === null ? (
            <p>{w.noMore}</p>
          ) : (
            <>
              <p>{w.whyContent(formatDate(content.until))}</p>
              <ShownFacts shown={content.shown} />
            </>
          )}
        </Card>
      )}
      <Card>
        <DescriptionList
          items={[
            { term: f.need, description: referral.need },
            { term: f.age, description: band(referral.age_band) },
            { term: f.area, description: referral.area ?? fw.areaNone },
            { term: f.days, description: referral.days },
            { term: f.urgency, description: urgencyShort[referral.urgency] },
            { term: f.to, description: referral.to },
            { term: f.from, description: `${referral.sender}　${referral.team}` },
            referral.may_send && { term: f.worker, description: referral.worker ?? lw.nobody },
            referral.may_send && {
              term: f.channel,
              description: channelNames[referral.channel as keyof typeof channelNames],
            },
            referral.decline_reason !== null && {
              term: w.reason,
              description: `${declineReasonNames[referral.decline_reason]}　${w.next}：${declineNextNames[referral.decline_next!]}`,
            },
            referral.may_send &&
              referral.previous_id !== null && {
                term: f.previous,
                description: (
                  <a href={`/referrals/${referral.previous_id}`}>{lw.number(referral.previous_id)}</a>
                ),
              },
          ]}
        />
        {props.followers.map((id) => (
          <p>
            {w.nextReferral}　<a href={`/referrals/${id}`}>{lw.number(id)}</a>
          </p>
        ))}
        {origin === undefined ? null : (
          <p>
            {origin.case_id !== null ? (
              <a href={`/cases/${origin.case_id}`}>{w.case}</a>
            ) : (
              <a href={`/consultations/${origin.consultation_id}`}>{w.consultation}</a>
            )}
          </p>
        )}
      </Card>
      {origin === undefined ? null : (
        <Card title={w.warm}>
          <DescriptionList
            items={[
              { term: w.warmTerms.who, description: origin.told_who },
              { term: w.warmTerms.day, description: origin.told_day },
              { term: w.warmTerms.what, description: origin.told_what },
            ]}
          />
          <p>{origin.told_on === null ? w.notTold : w.toldOn(formatDate(origin.told_on))}</p>
        </Card>
      )}
      {referral.may_send ? (
        <Card title={w.basisTitle}>
          {live === undefined ? (
            <p>{w.noBasis}</p>
          ) : (
            <>
              <p>
                {live.basis}（{live.provision}）
              </p>
              <p>{live.items.map((code) => itemNames[code] ?? code).join('、')}</p>
              {live.second_person === 'before' && live.second_at === null ? (
                <NotificationBanner kind="warning" title={w.waitsSecond} level={3} />
              ) : null}
              <ButtonRow>
                <LinkButton href={`/disclosures/${live.id}`} kind="secondary" size="sm">
                  {w.toDisclosure}
                </LinkButton>
                <LinkButton href={`/disclosures/household/${live.household_id}`} kind="tertiary" size="sm">
                  {w.toLedger}
                </LinkButton>
              </ButtonRow>
            </>
          )}
        </Card>
      ) : null}
      <Section title={w.pathTitle} id="path">
        <Timeline
          label={w.pathTitle}
          entries={props.events.map((event) => ({
            when: formatDateTime(event.at, props.zone),
            datetime: event.at.toISOString(),
            text:
              (receives ? receivedEvents[event.action] : undefined) ??
              eventNames[event.action] ??
              event.action,
            actor: event.name ?? actorNames[event.actor as keyof typeof actorNames],
            ...(event.body === '' && event.reason === null
              ? {}
              : {
                  detail: (
                    <p class="pre-line">{[reasonName(event), event.body].filter(Boolean).join('\n')}</p>
                  ),
                }),
            kind: ['decline', 'lapse', 'withdraw', 'recall', 'not_reached'].includes(event.action)
              ? ('warning' as const)
              : ('done' as const),
          }))}
        />
        {referral.shares && (referral.may_send || referral.may_answer) ? (
          <ConfirmForm label={w.message} question={w.message} action={`/referrals/${referral.id}/message`}>
            <TextArea name="body" label={w.messageText} rows={3} id="f-message" required />
          </ConfirmForm>
        ) : null}
      </Section>
    </Stack>
  );
}
