import { BarChart, CoverageBar, HeatMap, LineChart, ProgressRing, StackBar } from './charts.tsx';
import { Part, here } from './kit-part.tsx';
import { Card, Columns } from './layout.tsx';
import { kit } from './words-kit.ja.ts';

/** Charts with values, gaps and nothing. */
export function Pictures() {
  const c = kit.charts;
  return (
    <Part id="charts">
      <Card>
        <HeatMap
          caption={c.heat}
          rowTitle={c.theme}
          rows={c.themes}
          columns={c.areas}
          values={c.themes.map((_, r) =>
            c.areas.map((__, i) => (r === 2 && i === 4 ? null : (r * 7 + i * 5) % 11)),
          )}
          href={() => here}
          unit={c.cases}
        />
      </Card>
      <Columns kind="halves">
        <Card>
          <BarChart
            caption={c.bar}
            unit={c.unit}
            items={c.areas.map((label, i) => ({
              label,
              value: i === 5 ? 0 : 34 - i * 5,
              target: 30,
              href: here,
            }))}
          />
        </Card>
        <Card>
          <LineChart
            caption={c.line}
            labels={c.months}
            actual={c.months.map((_, i) => (i < 8 ? Math.round(6 + i * 9.5) : null))}
            target={c.months.map((_, i) => Math.round(((i + 1) / 12) * 90))}
            unit="%"
          />
        </Card>
        <Card>
          <StackBar
            id="kit-stack"
            caption={c.stack}
            unit={c.cases}
            parts={c.stages}
            rows={c.themes.map((label, i) => ({ label, values: [5 + i, 8 - i, 3 + ((i * 3) % 5), 2 + i] }))}
          />
        </Card>
        <Card>
          <ProgressRing label={c.ring} done={141} all={180} unit={c.unit} size="lg" />
          <ProgressRing label={c.ring} done={0} all={180} unit={c.unit} />
          <CoverageBar label={c.areas[0]} done={30} all={34} target={90} />
          <CoverageBar label={c.areas[4]} done={9} all={28} target={90} />
          <BarChart caption={c.bar} items={[]} />
        </Card>
      </Columns>
    </Part>
  );
}
