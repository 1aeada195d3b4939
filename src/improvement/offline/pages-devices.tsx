import type { Child } from '../../platform/ui/jsx-runtime.ts';
import { daysBetween, formatDate, formatDateTime, today as dayIn } from '../../platform/ja/dates.ts';
import { Button, ButtonRow, ConfirmForm, LinkButton } from '../../platform/ui/buttons.tsx';
import { ConflictPanel } from '../../platform/ui/conflict.tsx';
import { EmptyState, NotificationBanner, StatusBadge } from '../../platform/ui/feedback.tsx';
import { Form, HiddenField } from '../../platform/ui/forms.tsx';
import { Card, PageHeading, PageNavigation, Prose, Section, Stack } from '../../platform/ui/layout.tsx';
import { DataTable } from '../../platform/ui/tables.tsx';
import type { Errors } from '../../platform/web/form.ts';
import { fieldWord } from '../visits/rules-words.ts';
import type { Device, OpenText } from './queries.ts';
import { beginField } from './rules.ts';
import { words } from './words.ja.ts';

const w = words.deviceList;
const fieldOf = (name: string): string => (name === beginField ? words.begin.field : fieldWord(name));

/** Days without a word from a device from which the list says so. */
const quietDays = 7;

const clockWord = (seconds: number): string => {
  const minutes = Math.round(Math.abs(seconds) / 60);
  if (minutes < 120) return w.minutes(minutes);
  return minutes < 2 * 1440 ? w.hours(Math.round(minutes / 60)) : w.days(Math.round(minutes / 1440));
};
/** Clocks are off by less than this everywhere. */
const clockPatience = 300;

export function DevicesPage(props: {
  devices: readonly Device[];
  total: number;
  page: number;
  size: number;
  href: (page: number) => string;
  texts: readonly OpenText[];
  everybody: boolean;
  may_write: boolean;
  today: string;
  zone: string;
}) {
  const at = (instant: Date) => formatDateTime(instant, props.zone);
  return (
    <Stack gap="lg">
      <PageHeading
        title={w.title}
        lead={props.everybody ? `${w.lead}${w.leadAll}` : w.lead}
        actions={props.may_write ? <LinkButton href="/visits/offline">{w.open}</LinkButton> : null}
      />
      {props.devices.length === 0 ? (
        <EmptyState title={w.empty} text={w.emptyText} icon="lock" />
      ) : (
        <>
          <DataTable<Device>
            caption={w.caption}
            captionHidden
            stack
            rows={props.devices}
            columns={[
              { key: 'name', label: w.columns.name, rowHeader: true, cell: (one) => one.name },
              { key: 'person', label: w.columns.person, cell: (one) => one.person },
              {
                key: 'enrolled',
                label: w.columns.enrolled,
                cell: (one) => formatDate(dayIn(one.enrolled_at, props.zone)),
              },
              {
                key: 'seen',
                label: w.columns.seen,
                cell: (one) => (
                  <>
                    {at(one.seen_at)}
                    {Math.abs(one.clock_error) < clockPatience ? null : (
                      <>
                        <br />
                        {w.clock(clockWord(one.clock_error))}
                      </>
                    )}
                  </>
                ),
              },
              {
                key: 'state',
                label: w.columns.state,
                cell: (one) => <State device={one} {...props} at={at} />,
              },
              {
                key: 'end',
                label: w.columns.end,
                cell: (one) =>
                  one.ended_at === null ? (
                    <ButtonRow>
                      {(
                        [
                          ['lost', w.lost, w.lostQuestion(one.name)],
                          ['given_up', w.givenUp, w.givenUpQuestion(one.name)],
                        ] as const
                      ).map(([why, label, question]) => (
                        <ConfirmForm
                          label={label}
                          question={question}
                          confirmLabel={label}
                          action={`/visits/offline/devices/${one.id}/end`}
                          fields={{ why }}
                          size="sm"
                          danger
                        />
                      ))}
                    </ButtonRow>
                  ) : null,
              },
            ]}
          />
          <PageNavigation total={props.total} page={props.page} size={props.size} href={props.href} />
        </>
      )}
      {props.texts.length === 0 ? null : (
        <Section title={w.texts} id="texts">
          <p>{w.textsLead}</p>
          {props.texts.map((one) => (
            <RefusedText text={one} action="/visits/offline/texts" />
          ))}
        </Section>
      )}
    </Stack>
  );
}

function State({
  device,
  today,
  at,
  zone,
}: {
  device: Device;
  today: string;
  zone: string;
  at: (instant: Date) => string;
}): Child {
  if (device.ended_at !== null && device.ended_why !== null) {
    return (
      <>
        <StatusBadge>{w.ended[device.ended_why]}</StatusBadge>
        <br />
        {w.endedBy(device.ended_by_name ?? '', at(device.ended_at))}
        <br />
        {device.wiped_at === null ? w.notWiped : w.wiped(at(device.wiped_at))}
      </>
    );
  }
  const days = daysBetween(dayIn(device.seen_at, zone), today);
  return days >= quietDays ? (
    <StatusBadge kind="warning">{w.quiet(days)}</StatusBadge>
  ) : (
    <StatusBadge kind="success">{w.inUse}</StatusBadge>
  );
}

function RefusedText({ text, action }: { text: OpenText; action: string }) {
  return (
    <Card title={words.beside.refused(fieldOf(text.field))}>
      <p>
        {w.textMeta(text.facility ?? w.noFacility, fieldOf(text.field))}
        {text.problem === null ? null : `　${words.problems[text.problem] ?? text.problem}`}
      </p>
      <Prose>{text.mine}</Prose>
      <Form action={action}>
        <HiddenField name={`choose_${text.id}`} value="seen" />
        <ButtonRow>
          <Button kind="secondary" size="sm">
            {words.beside.seen}
          </Button>
        </ButtonRow>
      </Form>
    </Card>
  );
}

/** On the visit's own page: texts from a device beside those that stood there, and what waits or found no place. */
export function DeviceTexts(props: {
  visit_id: number;
  texts: readonly OpenText[];
  /** what stands in a field of the draft now */
  current: (field: string) => string;
  errors?: Errors;
}): Child {
  const action = `/visits/${props.visit_id}/offline-texts`;
  const conflicts = props.texts.filter((one) => one.outcome === 'conflict');
  const waiting = props.texts.findLast((one) => one.outcome === 'waiting');
  const first = conflicts[0];
  if (props.texts.length === 0) return null;
  return (
    <Stack>
      {waiting && conflicts.length === 0 ? (
        <NotificationBanner
          kind="warning"
          title={words.beside.waiting(waiting.problem ?? '')}
          actions={
            <LinkButton href={`/visits/${props.visit_id}/record`}>{words.beside.openRecord}</LinkButton>
          }
        />
      ) : null}
      {first === undefined ? null : (
        <Form action={action} errors={props.errors} id="device-texts">
          {conflicts.map((one) => (
            <HiddenField name={`seen_${one.id}`} value={props.current(one.field)} />
          ))}
          <ConflictPanel
            title={words.beside.title}
            lead={words.beside.lead(first.device)}
            who=""
            when=""
            combinable
            submitLabel={words.beside.choose}
            fields={conflicts.map((one) => ({
              name: one.id,
              label: fieldOf(one.field),
              mine: one.mine,
              theirs: props.current(one.field),
              from:
                one.theirs_at === null || one.theirs_name === null
                  ? words.beside.ownText
                  : words.beside.savedBy(one.theirs_name),
            }))}
          />
        </Form>
      )}
      {props.texts
        .filter((one) => one.outcome === 'refused')
        .map((one) => (
          <RefusedText text={one} action={action} />
        ))}
    </Stack>
  );
}
