import { formatDate, formatTime, formatTimeRange } from '../../platform/ja/dates.ts';
import { UtilityLink } from '../../platform/ui/buttons.tsx';
import { EmptyState, StatusBadge } from '../../platform/ui/feedback.tsx';
import { Select, TextField } from '../../platform/ui/fields.tsx';
import { FilterBar } from '../../platform/ui/forms.tsx';
import { PageHeading, Prose, Stack } from '../../platform/ui/layout.tsx';
import { AreaMap } from '../../platform/ui/map.tsx';
import { DataTable } from '../../platform/ui/tables.tsx';
import type { DaySheet, DayStop } from './queries-day.ts';
import { timeOf } from './rules-year.ts';
import { words } from './words.ja.ts';

const w = words.day;

export const stopTime = (stop: DayStop): string =>
  stop.starts_at === null
    ? w.noTime
    : stop.ends_at === null
      ? formatTime(stop.starts_at)
      : formatTimeRange(stop.starts_at, stop.ends_at);
/** To five minutes: nobody leaves at 9:13. */
export const about = (minutes: number): string => formatTime(timeOf(Math.round(minutes / 5) * 5));

/** One coordinator's day: order, times, ways and the map; what is taken along as a PDF. */
export function DayPage(props: {
  on: string;
  sheet: DaySheet | null;
  people: readonly { id: number; name: string }[];
  boundary: unknown;
  /** may write records away from the network */
  goesOut: boolean;
}) {
  const { sheet } = props;
  return (
    <Stack gap="lg">
      <PageHeading
        kicker={sheet === null ? undefined : w.person(sheet.person.name)}
        title={w.title(formatDate(props.on))}
        lead={w.lead}
        actions={
          <>
            {sheet === null || sheet.stops.length === 0 ? null : (
              <UtilityLink
                href={`/round-days/${props.on}?person=${sheet.person.id}&format=pdf`}
                icon="print"
                download
              >
                {w.pdf}
              </UtilityLink>
            )}
            {props.goesOut ? <UtilityLink href="/visits/offline">{w.offline}</UtilityLink> : null}
          </>
        }
      />
      <FilterBar action="/round-days" open>
        <TextField name="on" label={w.chooseDay} required={false} width="s" value={props.on} />
        <Select
          name="person"
          label={w.choosePerson}
          required={false}
          empty={false}
          value={String(sheet?.person.id ?? '')}
          options={props.people.map((person) => ({ value: String(person.id), label: person.name }))}
        />
      </FilterBar>
      {sheet === null || sheet.stops.length === 0 ? (
        <EmptyState title={w.empty} text={w.emptyText} icon="calendar" />
      ) : (
        <>
          {sheet.leaves === null ? null : <p>{w.start(sheet.place, about(sheet.leaves))}</p>}
          <DataTable<DayStop>
            caption={w.caption}
            captionHidden
            stack
            rows={sheet.stops}
            columns={[
              { key: 'order', label: w.columns.order, align: 'center' },
              { key: 'time', label: w.columns.time, nowrap: true, cell: stopTime },
              {
                key: 'facility',
                label: w.columns.facility,
                rowHeader: true,
                cell: (stop) => (
                  <>
                    <a
                      href={
                        stop.visit_id === null ? `/round-lines/${stop.line_id}` : `/visits/${stop.visit_id}`
                      }
                    >
                      {stop.facility}
                    </a>
                    <br />
                    {stop.address}
                    {stop.visit_id === null ? (
                      <>
                        <br />
                        <StatusBadge kind="warning">{w.proposed}</StatusBadge>
                      </>
                    ) : null}
                  </>
                ),
              },
              {
                key: 'way',
                label: w.columns.way,
                cell: (stop) => w.way(words.km(stop.leg.km), stop.leg.minutes),
              },
              {
                key: 'phone',
                label: w.columns.phone,
                nowrap: true,
                cell: (stop) => (stop.phone === null ? '' : <a href={`tel:${stop.phone}`}>{stop.phone}</a>),
              },
              {
                key: 'why',
                label: w.columns.why,
                cell: (stop) => (stop.why_now === null ? '' : words.whyNow(stop.why_now)),
              },
            ]}
          />
          {sheet.returns === null ? null : <p>{w.end(sheet.place, about(sheet.returns))}</p>}
          <p>
            <strong>{w.sum(words.km(sheet.km), words.hours(sheet.minutes))}</strong>
          </p>
          <Prose quiet>{w.estimate}</Prose>
          <AreaMap
            title={w.map}
            boundary={props.boundary}
            listed
            from={{
              latitude: sheet.setting.latitude,
              longitude: sheet.setting.longitude,
              label: sheet.place,
            }}
            points={sheet.stops.map((stop) => ({
              id: stop.order,
              number: stop.order,
              label: stop.facility,
              latitude: stop.latitude,
              longitude: stop.longitude,
              href: `/facilities/${stop.facility_id}`,
            }))}
          />
        </>
      )}
    </Stack>
  );
}
