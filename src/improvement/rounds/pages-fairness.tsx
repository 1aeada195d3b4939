import { formatPercent } from '../../platform/ja/numbers.ts';
import { StackBar } from '../../platform/ui/charts.tsx';
import { DataTable } from '../../platform/ui/tables.tsx';
import { noSums, type Sums } from './rules-figures.ts';
import { words } from './words.ja.ts';

const w = words.overview;
const inHours = (minutes: number): number => Math.round(minutes / 6) / 10;

/** Calls, hours and kilometres of each person, as a picture and as figures. `minutes`: what she could work in the time. */
export function Fairness(props: {
  people: readonly { id: number; name: string; minutes: number }[];
  sums: ReadonlyMap<string, Sums>;
}) {
  const of = (id: number): Sums => props.sums.get(String(id)) ?? noSums;
  return (
    <>
      <StackBar
        id="fairness-chart"
        caption={w.fairnessChart}
        parts={w.fairnessParts}
        unit={w.hoursUnit}
        rows={props.people.map((person) => ({
          label: person.name,
          values: [inHours(of(person.id).call_minutes), inHours(of(person.id).travel_minutes)],
        }))}
      />
      <DataTable<{ id: number; name: string; minutes: number }>
        caption={w.fairnessCaption}
        captionHidden
        rows={props.people}
        columns={[
          { key: 'name', label: w.fairnessColumns.person, rowHeader: true, nowrap: true },
          { key: 'calls', label: w.fairnessColumns.calls, align: 'end', cell: ({ id }) => of(id).calls },
          { key: 'days', label: w.fairnessColumns.days, align: 'end', cell: ({ id }) => of(id).days },
          {
            key: 'call',
            label: w.fairnessColumns.call,
            align: 'end',
            cell: ({ id }) => words.hours(of(id).call_minutes),
          },
          {
            key: 'travel',
            label: w.fairnessColumns.travel,
            align: 'end',
            cell: ({ id }) => words.hours(of(id).travel_minutes),
          },
          { key: 'km', label: w.fairnessColumns.km, align: 'end', cell: ({ id }) => words.km(of(id).km) },
          {
            key: 'share',
            label: w.fairnessColumns.share,
            align: 'end',
            cell: ({ id, minutes }) =>
              minutes === 0 ? '' : formatPercent((of(id).call_minutes + of(id).travel_minutes) / minutes, 0),
          },
        ]}
      />
    </>
  );
}
