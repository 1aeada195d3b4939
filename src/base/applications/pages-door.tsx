import type { Child } from '../../platform/ui/jsx-runtime.ts';
import { formatDateTime } from '../../platform/ja/dates.ts';
import type { FormState } from '../../platform/web/form.ts';
import { Button, ButtonRow, ConfirmForm, LinkButton } from '../../platform/ui/buttons.tsx';
import { EmptyState, NotificationBanner, StatusBadge } from '../../platform/ui/feedback.tsx';
import { TextField } from '../../platform/ui/fields.tsx';
import { fields, Form, HiddenField } from '../../platform/ui/forms.tsx';
import { PageHeading, Stack } from '../../platform/ui/layout.tsx';
import { DescriptionList } from '../../platform/ui/records.tsx';
import { HostButtons } from './pages.tsx';
import type { Application, Sitting } from './queries.ts';
import { doorOpensBefore, may, stateOf } from './rules.ts';
import { agesOf, badgeOf, host as w, partyOf, receipt, stateWords, whenOf } from './words.ja.ts';

const base = (sitting: Sitting): string => `/events/${sitting.event_id}/applications/${sitting.id}`;

/** One tap each; what is already ticked offers to be undone. */
function Ticks(props: { sitting: Sitting; one: Application; now: Date; to: 'door' | 'one' }): Child {
  const { sitting, one, now } = props;
  const state = stateOf(one, now);
  const button = (
    verb: 'attend' | 'absent' | 'undo',
    label: string,
    kind: 'primary' | 'secondary' | 'tertiary',
  ): Child =>
    may('door', verb, state, sitting, now) ? (
      <Form action={`${base(sitting)}/${one.id}/${verb}`} label={`${label} ${w.one(one.number)}`}>
        <HiddenField name="to" value={props.to} />
        <Button size="lg" kind={kind} icon={verb === 'attend' ? 'check' : undefined}>
          {label}
        </Button>
      </Form>
    ) : null;
  const buttons =
    state === 'attended' || state === 'absent'
      ? [button('undo', w.undo, 'tertiary')]
      : [button('attend', w.attend, 'primary'), button('absent', w.absent, 'tertiary')];
  return buttons.every((one) => one === null) ? null : <div class="door-buttons">{buttons}</div>;
}

const early = (sitting: Sitting, now: Date): boolean =>
  now.getTime() < sitting.starts_at.getTime() - doorOpensBefore;

function Early({ sitting, now, zone }: { sitting: Sitting; now: Date; zone: string }): Child {
  if (!early(sitting, now)) return null;
  const from = new Date(sitting.starts_at.getTime() - doorOpensBefore);
  return <NotificationBanner kind="info" title={w.doorEarly(formatDateTime(from, zone))} />;
}

/** For whoever brings the code alone: a telephone that cannot be read, a code on a slip of paper. */
function CodeEntry({ sitting, state }: { sitting: Sitting; state: FormState }): Child {
  const field = fields(state.values, state.errors);
  return (
    <Form action={`${base(sitting)}/door`} errors={state.errors}>
      <TextField {...field('code')} label={w.code} help={w.codeHelp} width="m" size="lg" required />
      <ButtonRow>
        <Button size="lg" kind="secondary">
          {w.codeTake}
        </Button>
      </ButtonRow>
    </Form>
  );
}

/** The list at the door, for a tablet: those who come by kana, with large buttons, and a box for a code. */
export function DoorPage(props: {
  sitting: Sitting;
  applications: readonly Application[];
  now: Date;
  zone: string;
  state: FormState;
}): Child {
  const { sitting, now } = props;
  return (
    <Stack>
      <PageHeading kicker={whenOf(sitting, props.zone)} title={w.door} lead={w.doorLead} />
      <p class="door-count" role="status">
        {w.came(sitting.attended, sitting.confirmed)}
      </p>
      <Early sitting={sitting} now={now} zone={props.zone} />
      {early(sitting, now) || props.applications.length === 0 ? null : (
        <CodeEntry sitting={sitting} state={props.state} />
      )}
      {props.applications.length === 0 ? (
        <EmptyState title={w.noNames} text={w.noNamesText} icon="people" />
      ) : (
        <ul class="door" aria-label={w.door}>
          {props.applications.map((one) => {
            const state = stateOf(one, now);
            return (
              <li class={`door-line door-${state}`} id={`a-${one.id}`}>
                <div class="door-words">
                  <p class="door-name">
                    <span class="door-number">{one.number}</span>
                    {one.name ?? w.gone}
                    {one.name_kana ? <span class="door-kana">{one.name_kana}</span> : null}
                  </p>
                  <p>
                    {partyOf(one)}
                    {one.child_ages_months.length === 0 ? '' : `（${agesOf(one.child_ages_months)}）`}
                    {one.note ? `　${one.note}` : ''}
                  </p>
                  {state === 'confirmed' ? null : (
                    <StatusBadge kind={badgeOf[state]}>{stateWords[state]}</StatusBadge>
                  )}
                </div>
                <Ticks sitting={sitting} one={one} now={now} to="door" />
              </li>
            );
          })}
        </ul>
      )}
      {now >= sitting.starts_at && sitting.attended + sitting.absent < sitting.confirmed ? (
        <ConfirmForm
          label={w.rest}
          question={w.restQuestion}
          action={`${base(sitting)}/absent-rest`}
          confirmLabel={w.rest}
        />
      ) : null}
      <ButtonRow>
        <LinkButton href={base(sitting)} kind="tertiary">
          {w.to.sitting}
        </LinkButton>
      </ButtonRow>
    </Stack>
  );
}

/** One application: where the QR code of the receipt leads the host, and where the list leads. */
export function OnePage(props: { sitting: Sitting; one: Application; now: Date; zone: string }): Child {
  const { sitting, one, now, zone } = props;
  const state = stateOf(one, now);
  const f = w.columns;
  return (
    <Stack gap="lg">
      <PageHeading
        kicker={`${sitting.title}　${whenOf(sitting, zone)}`}
        title={one.name ?? w.one(one.number)}
        badges={<StatusBadge kind={badgeOf[state]}>{stateWords[state]}</StatusBadge>}
      />
      <Early sitting={sitting} now={now} zone={zone} />
      <Ticks sitting={sitting} one={one} now={now} to="one" />
      <DescriptionList
        items={[
          { term: f.number, description: `${one.number}` },
          one.name_kana ? { term: f.kana, description: one.name_kana } : null,
          {
            term: f.party,
            description: `${partyOf(one)}${one.child_ages_months.length === 0 ? '' : `（${agesOf(one.child_ages_months)}）`}`,
          },
          one.name === null
            ? { term: f.reach, description: receipt.gone }
            : { term: f.reach, description: [one.phone, one.email].filter(Boolean).join('　') },
          one.note ? { term: f.note, description: one.note } : null,
          { term: f.applied_at, description: `${formatDateTime(one.applied_at, zone)}　${w.ways[one.way]}` },
          state === 'offered'
            ? { term: f.state, description: w.until(formatDateTime(one.offer_expires_at!, zone)) }
            : null,
          one.cancel_reason === null ? null : { term: w.cancelReason, description: one.cancel_reason },
        ]}
      />
      {sitting.may_host ? (
        <HostButtons
          sitting={sitting}
          one={one}
          now={now}
          calling={state === 'offered' && one.email === null}
        />
      ) : null}
      <ButtonRow>
        <LinkButton href={`${base(sitting)}/door`} kind="secondary">
          {w.door}
        </LinkButton>
        <LinkButton href={base(sitting)} kind="tertiary">
          {w.to.sitting}
        </LinkButton>
      </ButtonRow>
    </Stack>
  );
}
