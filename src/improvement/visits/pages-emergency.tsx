import { formatDateTime } from '../../platform/ja/dates.ts';
import { Button, ButtonRow } from '../../platform/ui/buttons.tsx';
import { Disclosure, NotificationBanner } from '../../platform/ui/feedback.tsx';
import { TextArea } from '../../platform/ui/fields.tsx';
import { fields, Form } from '../../platform/ui/forms.tsx';
import { PageHeading, Stack } from '../../platform/ui/layout.tsx';
import { DataTable } from '../../platform/ui/tables.tsx';
import { emptyForm, type FormState } from '../../platform/web/form.ts';
import type { CurrentEmergency } from './queries-record.ts';
import type { Visit } from './queries.ts';
import { words } from './words.ja.ts';

const named = words.visit;

/** The record is there and not for this reader: whom to ask, and the way in when life depends on it. */
export function Hidden(props: { visit: Visit; may_open: boolean; state: FormState | null }) {
  const { visit } = props;
  const { values, errors } = props.state ?? emptyForm;
  const field = fields(values, errors);
  return (
    <NotificationBanner kind="warning" title={named.restrictedTitle}>
      <p>{named.restrictedText}</p>
      <p>{`${named.team}：${visit.team}　${named.lead}：${visit.lead}`}</p>
      {props.may_open ? (
        <Disclosure summary={named.emergency.label} open={props.state !== null} id="emergency">
          <Form action={`/visits/${visit.id}/emergency`} errors={props.state ? errors : undefined}>
            <p>{named.emergency.question}</p>
            <TextArea {...field('reason')} label={named.emergency.reason} required rows={3} />
            <ButtonRow>
              <Button kind="danger">{named.emergency.confirm}</Button>
            </ButtonRow>
          </Form>
        </Disclosure>
      ) : null}
    </NotificationBanner>
  );
}

/** Says that the record is open in an emergency: to who opened it, and to the team. */
export function OpenNow(props: { emergency: CurrentEmergency; own: boolean; time_zone: string }) {
  const { emergency } = props;
  return (
    <NotificationBanner
      kind="warning"
      title={props.own ? named.emergency.now : named.emergency.nowBy(emergency.person)}
      actions={<EndEmergency emergency={emergency} />}
    >
      <p>{named.emergency.until(formatDateTime(emergency.ends_at, props.time_zone))}</p>
      {props.own ? null : <p>{emergency.reason}</p>}
    </NotificationBanner>
  );
}

function EndEmergency({ emergency }: { emergency: CurrentEmergency }) {
  return (
    <Form action={`/visits/emergencies/${emergency.id}/end`}>
      <Button kind="secondary" size="sm">
        {named.emergency.end}
      </Button>
    </Form>
  );
}

/** Who has one of the team's restricted records open now, or which ones the reader has. */
export function EmergencyList(props: { current: readonly CurrentEmergency[]; time_zone: string }) {
  const columns = named.emergency.columns;
  return (
    <Stack>
      <PageHeading title={named.emergency.listTitle} lead={named.emergency.listLead} />
      <DataTable<CurrentEmergency>
        caption={named.emergency.listTitle}
        captionHidden
        stack
        rows={props.current}
        empty={<p>{named.emergency.none}</p>}
        columns={[
          { key: 'person', label: columns.who, rowHeader: true },
          {
            key: 'facility',
            label: columns.facility,
            cell: (one) => <a href={`/visits/${one.subject_id}`}>{one.facility}</a>,
          },
          { key: 'reason', label: columns.reason },
          {
            key: 'ends_at',
            label: columns.until,
            cell: (one) => formatDateTime(one.ends_at, props.time_zone),
          },
          {
            key: 'end',
            label: named.emergency.end,
            labelHidden: true,
            cell: (one) => <EndEmergency emergency={one} />,
          },
        ]}
      />
    </Stack>
  );
}
