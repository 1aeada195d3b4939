import type { Child } from '../../platform/ui/jsx-runtime.ts';
import { formatCount } from '../../platform/ja/numbers.ts';
import { Button, ButtonRow, UtilityLink } from '../../platform/ui/buttons.tsx';
import { EmptyState } from '../../platform/ui/feedback.tsx';
import { Checkbox, NumberField, TextArea, TextField } from '../../platform/ui/fields.tsx';
import { fields, Form, HiddenField } from '../../platform/ui/forms.tsx';
import { PageHeading, Section, Stack } from '../../platform/ui/layout.tsx';
import { DataTable } from '../../platform/ui/tables.tsx';
import type { FormState } from '../../platform/web/form.ts';
import type { Sitting } from './queries.ts';
import { host as w, unitOf, whenOf } from './words.ja.ts';

const base = (sitting: Sitting): string => `/events/${sitting.event_id}/applications/${sitting.id}`;

/** Sittings one after the other with their counts. */
export function SittingTable(props: {
  sittings: readonly Sitting[];
  zone: string;
  withTitle: boolean;
  caption: string;
}): Child {
  return (
    <DataTable<Sitting>
      caption={props.caption}
      captionHidden
      stack
      rows={props.sittings}
      empty={<EmptyState title={w.empty.title} text={w.empty.text} icon="calendar" />}
      columns={[
        {
          key: 'when',
          label: props.withTitle ? w.columns.title : w.columns.when,
          rowHeader: true,
          cell: (one) => (
            <a href={base(one)}>
              {props.withTitle ? (
                <>
                  {one.title}
                  <br />
                </>
              ) : null}
              {whenOf(one, props.zone)}
            </a>
          ),
        },
        {
          key: 'confirmed',
          label: w.columns.confirmed,
          align: 'end',
          nowrap: true,
          cell: (one) => (one.in_lottery > 0 ? w.inLottery(one.in_lottery) : formatCount(one.confirmed)),
        },
        {
          key: 'room',
          label: w.columns.room,
          align: 'end',
          nowrap: true,
          cell: (one) => (one.room === null ? w.noRoom : unitOf(one.capacity_unit, one.room)),
        },
        { key: 'waiting', label: w.columns.waiting, align: 'end', cell: (one) => formatCount(one.waiting) },
        { key: 'offered', label: w.columns.offered, align: 'end', cell: (one) => formatCount(one.offered) },
        { key: 'phase', label: w.columns.phase, nowrap: true, cell: (one) => w.phases[one.phase] },
      ]}
    />
  );
}

/** Everything the actor stands for, over all events. */
export function HostedPage({ sittings, zone }: { sittings: readonly Sitting[]; zone: string }): Child {
  return (
    <Stack>
      <PageHeading title={w.title} lead={w.lead} />
      <SittingTable sittings={sittings} zone={zone} withTitle caption={w.caption} />
    </Stack>
  );
}

/** One event: its sittings, and what its form asks. */
export function EventPage(props: {
  title: string;
  event_id: number;
  sittings: readonly Sitting[];
  zone: string;
  mayHost: boolean;
  state: FormState;
}): Child {
  return (
    <Stack gap="lg">
      <PageHeading kicker={w.title} title={props.title} />
      <Section title={w.sittings} id="sittings">
        <SittingTable sittings={props.sittings} zone={props.zone} withTitle={false} caption={w.caption} />
      </Section>
      {props.mayHost ? <SettingsForm event_id={props.event_id} state={props.state} /> : null}
    </Stack>
  );
}

function SettingsForm({ event_id, state }: { event_id: number; state: FormState }): Child {
  const field = fields(state.values, state.errors);
  return (
    <Section title={w.settings} lead={w.settingsLead} id="settings">
      <Form action={`/events/${event_id}/applications/settings`} errors={state.errors}>
        <HiddenField name="_version" value={field('_version').value} />
        <Checkbox {...field.checked('ask_kana')} label={w.askKana} />
        <Checkbox {...field.checked('ask_ages')} label={w.askAges} />
        <TextField
          {...field('note_label')}
          label={w.noteLabel}
          help={w.noteLabelHelp}
          required={false}
          maxLength={100}
        />
        <NumberField
          {...field('keep_days')}
          label={w.keepDays}
          help={w.keepHelp}
          required
          min={0}
          max={365}
          unit={w.days}
        />
        <ButtonRow>
          <Button>{w.save}</Button>
        </ButtonRow>
      </Form>
    </Section>
  );
}

/** A text to everybody confirmed. */
export function MessagePage(props: {
  sitting: Sitting;
  mails: number;
  phones: number;
  state: FormState;
  zone: string;
}): Child {
  const field = fields(props.state.values, props.state.errors);
  return (
    <Stack>
      <PageHeading kicker={props.sitting.title} title={w.message} lead={w.messageLead} />
      <p>{whenOf(props.sitting, props.zone)}</p>
      <p>{w.messageTo(props.mails, props.phones)}</p>
      <Form action={`${base(props.sitting)}/message`} errors={props.state.errors}>
        <TextArea
          {...field('body')}
          label={w.messageBody}
          help={w.messageHelp}
          required
          rows={8}
          maxChars={2000}
        />
        <ButtonRow>
          {props.mails === 0 ? (
            <Button disabledReason={w.messageNobody}>{w.messageSend}</Button>
          ) : (
            <Button size="lg">{w.messageSend}</Button>
          )}
          <UtilityLink href={base(props.sitting)}>{w.to.sitting}</UtilityLink>
        </ButtonRow>
      </Form>
    </Stack>
  );
}
