import type { Child } from '../../platform/ui/jsx-runtime.ts';
import { formatDateTime } from '../../platform/ja/dates.ts';
import { formatCount, formatPercent } from '../../platform/ja/numbers.ts';
import { Button, ButtonRow, ConfirmForm, LinkButton } from '../../platform/ui/buttons.tsx';
import { EmptyState, StatusBadge } from '../../platform/ui/feedback.tsx';
import { Select } from '../../platform/ui/fields.tsx';
import { Form } from '../../platform/ui/forms.tsx';
import { Card, Columns, PageHeading, Section, Stack } from '../../platform/ui/layout.tsx';
import { KeyFigure, NextStep, Timeline } from '../../platform/ui/records.tsx';
import { DataTable } from '../../platform/ui/tables.tsx';
import type { Application, SentMessage, Sitting } from './queries.ts';
import { may, stateOf } from './rules.ts';
import { badgeOf, host as w, partyOf, stateWords, unitOf, whenOf } from './words.ja.ts';

const base = (sitting: Sitting): string => `/events/${sitting.event_id}/applications/${sitting.id}`;

const sum = (list: readonly Application[], of: 'adults' | 'children'): number =>
  list.reduce((all, one) => all + one[of], 0);

/** A sitting's applications: counts, what is next, the list. */
export function SittingPage(props: {
  sitting: Sitting;
  applications: readonly Application[];
  messages: readonly SentMessage[];
  now: Date;
  zone: string;
}): Child {
  const { sitting, applications, now, zone } = props;
  const of = sitting.room === null ? undefined : w.of(unitOf(sitting.capacity_unit, sitting.room));
  const coming = applications.filter((one) => one.cancelled_at === null && one.confirmed_at !== null);
  const ticked = sitting.attended + sitting.absent;
  const toCall = applications.filter((one) => one.email === null && stateOf(one, now) === 'offered');
  return (
    <Stack gap="lg">
      <PageHeading
        kicker={whenOf(sitting, zone)}
        title={sitting.title}
        badges={
          <StatusBadge kind={sitting.phase === 'open' ? 'success' : 'neutral'}>
            {w.phases[sitting.phase]}
          </StatusBadge>
        }
        actions={
          sitting.may_host ? (
            <LinkButton href={`${base(sitting)}/new`} icon="plus">
              {w.staff}
            </LinkButton>
          ) : null
        }
      />
      <DrawStep sitting={sitting} now={now} zone={zone} />
      {toCall.length === 0 ? null : <CallList sitting={sitting} list={toCall} zone={zone} now={now} />}
      <Columns kind="quarters">
        <KeyFigure label={w.figures.confirmed} value={formatCount(sitting.confirmed)} />
        <KeyFigure label={w.figures.taken} value={formatCount(sitting.taken)} unit={of} />
        {sitting.in_lottery > 0 ? (
          <KeyFigure label={w.figures.in_lottery} value={formatCount(sitting.in_lottery)} />
        ) : (
          <KeyFigure label={w.figures.waiting} value={formatCount(sitting.waiting)} />
        )}
        {ticked > 0 ? (
          <KeyFigure
            label={w.figures.attended}
            value={formatCount(sitting.attended)}
            unit={w.of(formatCount(ticked))}
          />
        ) : (
          <KeyFigure label={w.figures.offered} value={formatCount(sitting.offered)} />
        )}
      </Columns>
      <p>
        {w.people(sum(coming, 'adults'), sum(coming, 'children'))}
        {ticked === 0 ? '' : `　${w.rate(formatPercent(sitting.absent / ticked, 0))}`}
      </p>
      <ButtonRow>
        <LinkButton href={`${base(sitting)}/door`} kind="primary" icon="check">
          {w.door}
        </LinkButton>
        <LinkButton href={`${base(sitting)}/list.pdf`} icon="print">
          {w.print}
        </LinkButton>
        {sitting.may_host ? (
          <LinkButton href={`${base(sitting)}/message`} icon="note">
            {w.message}
          </LinkButton>
        ) : null}
      </ButtonRow>
      <NameList {...props} />
      {sitting.may_host && applications.length > 0 ? <ExportForm sitting={sitting} /> : null}
      {props.messages.length === 0 ? null : (
        <Section title={w.messages} id="messages">
          <Timeline
            label={w.messages}
            entries={props.messages.map((one) => ({
              when: formatDateTime(one.sent_at, zone),
              datetime: one.sent_at.toISOString(),
              text: w.messageLine(one.mails, one.who),
              detail: <p class="pre-line">{one.body}</p>,
            }))}
          />
        </Section>
      )}
      <ButtonRow>
        <LinkButton href={`/open/events/${sitting.event_id}/sessions/${sitting.id}/apply`} kind="tertiary">
          {w.publicPage}
        </LinkButton>
        <LinkButton href={`/events/${sitting.event_id}/applications`} kind="tertiary">
          {w.settings}
        </LinkButton>
      </ButtonRow>
    </Stack>
  );
}

function DrawStep({ sitting, now, zone }: { sitting: Sitting; now: Date; zone: string }): Child {
  if (sitting.application !== 'lottery' || sitting.phase === 'cancelled') return null;
  if (sitting.drawn_at !== null) return <p>{w.drawnAt(formatDateTime(sitting.drawn_at, zone))}</p>;
  if (sitting.lottery_at === null) return null;
  if (sitting.lottery_at > now)
    return <NextStep title={w.drawWait(formatDateTime(sitting.lottery_at, zone))} text={w.drawWaitText} />;
  return (
    <NextStep title={w.drawTitle} text={w.drawText}>
      {sitting.may_host ? (
        <ConfirmForm
          label={w.draw}
          question={w.drawQuestion}
          action={`${base(sitting)}/draw`}
          confirmLabel={w.draw}
          kind="primary"
        />
      ) : null}
    </NextStep>
  );
}

function CallList(props: { sitting: Sitting; list: readonly Application[]; zone: string; now: Date }): Child {
  return (
    <Card title={w.call} lead={w.callLead} tone="warning" id="call">
      <ul class="resources" aria-label={w.call}>
        {props.list.map((one) => (
          <li class="resource">
            <div class="resource-words">
              <p class="resource-title">
                <a href={`${base(props.sitting)}/${one.id}`}>{one.name ?? w.gone}</a>
              </p>
              <p class="resource-text">
                <a href={`tel:${(one.phone ?? '').replaceAll('-', '')}`}>{one.phone}</a>　{partyOf(one)}　
                {w.callUntil(formatDateTime(one.offer_expires_at!, props.zone))}
              </p>
              {one.called_at === null ? null : (
                <p class="resource-meta">{w.calledAt(formatDateTime(one.called_at, props.zone))}</p>
              )}
              {props.sitting.may_host ? (
                <HostButtons sitting={props.sitting} one={one} now={props.now} calling />
              ) : null}
            </div>
          </li>
        ))}
      </ul>
    </Card>
  );
}

/** What the host may do to one application now. */
export function HostButtons(props: {
  sitting: Sitting;
  one: Application;
  now: Date;
  calling?: boolean;
}): Child {
  const { sitting, one, now } = props;
  const path = `${base(sitting)}/${one.id}`;
  const state = stateOf(one, now);
  return (
    <ButtonRow>
      {may('host', 'confirm', state, sitting, now) ? (
        <Form action={`${path}/confirm`} label={`${w.confirm} ${w.one(one.number)}`}>
          <Button size="sm">{w.confirm}</Button>
        </Form>
      ) : null}
      {props.calling === true && one.called_at === null ? (
        <Form action={`${path}/called`} label={`${w.called} ${w.one(one.number)}`}>
          <Button size="sm" kind="secondary">
            {w.called}
          </Button>
        </Form>
      ) : null}
      {may('host', 'cancel', state, sitting, now) ? (
        <ConfirmForm
          label={w.cancel}
          question={w.cancelQuestion(one.number)}
          action={`${path}/cancel`}
          confirmLabel={w.cancel}
          size="sm"
          danger
        >
          <label class="field-label" for={`reason-${one.id}`}>
            {w.cancelReason}
          </label>
          <input
            class="input input-md"
            id={`reason-${one.id}`}
            name="cancel_reason"
            maxlength={200}
            autocomplete="off"
          />
        </ConfirmForm>
      ) : null}
    </ButtonRow>
  );
}

function StateCell({ one, now, zone }: { one: Application; now: Date; zone: string }): Child {
  const state = stateOf(one, now);
  return (
    <>
      <StatusBadge kind={badgeOf[state]}>{stateWords[state]}</StatusBadge>
      {state === 'offered' ? <span> {w.until(formatDateTime(one.offer_expires_at!, zone))}</span> : null}
    </>
  );
}

function NameList(props: {
  sitting: Sitting;
  applications: readonly Application[];
  now: Date;
  zone: string;
}): Child {
  return (
    <Section title={w.names} lead={w.namesLead} id="names">
      <DataTable<Application>
        caption={w.names}
        captionHidden
        stack
        rows={props.applications}
        empty={<EmptyState title={w.noNames} text={w.noNamesText} icon="people" />}
        columns={[
          { key: 'number', label: w.columns.number, align: 'end', nowrap: true },
          {
            key: 'name',
            label: w.columns.name,
            rowHeader: true,
            cell: (one) => (
              <a href={`${base(props.sitting)}/${one.id}`}>{one.name ?? w.openOne(one.number)}</a>
            ),
          },
          { key: 'party', label: w.columns.party, nowrap: true, cell: partyOf },
          {
            key: 'reach',
            label: w.columns.reach,
            cell: (one) => [one.phone, one.email].filter(Boolean).join('　'),
          },
          { key: 'note', label: w.columns.note, cell: (one) => one.note ?? '' },
          {
            key: 'state',
            label: w.columns.state,
            cell: (one) => <StateCell one={one} now={props.now} zone={props.zone} />,
          },
        ]}
      />
    </Section>
  );
}

function ExportForm({ sitting }: { sitting: Sitting }): Child {
  return (
    <Section title={w.excel} lead={w.exportLead} id="export">
      <form method="get" action={`${base(sitting)}/export`} class="form">
        <Select
          name="why"
          label={w.why}
          empty={false}
          width="m"
          value="door"
          options={Object.entries(w.whys).map(([value, label]) => ({ value, label }))}
        />
        <ButtonRow>
          <Button kind="secondary" icon="download">
            {w.excel}
          </Button>
        </ButtonRow>
      </form>
    </Section>
  );
}
