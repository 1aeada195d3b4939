import type { Child } from '../../platform/ui/jsx-runtime.ts';
import { formatFiscalYear } from '../../platform/ja/dates.ts';
import { ButtonRow, LinkButton, UtilityLink } from '../../platform/ui/buttons.tsx';
import { ChartFrame, Legend } from '../../platform/ui/chart-frame.tsx';
import { EmptyState, StatusBadge } from '../../platform/ui/feedback.tsx';
import { Select } from '../../platform/ui/fields.tsx';
import { FilterBar } from '../../platform/ui/forms.tsx';
import { PageHeading, Section, Stack } from '../../platform/ui/layout.tsx';
import { DataTable } from '../../platform/ui/tables.tsx';
import type { NetworkNode } from './queries-network.ts';
import {
  around,
  drawnTies,
  labelsOf,
  layout,
  type ComparedTie,
  type Network,
  type NodeKey,
  type Spot,
} from './rules-network.ts';
import { sources, words as w } from './words-network.ja.ts';

export interface NetworkAsked {
  year: number;
  before: number | null;
  sources: readonly string[];
  theme: string | null;
  area: number | null;
  kind: string | null;
  ego: NodeKey | null;
}

export interface NetworkProps {
  asked: NetworkAsked;
  network: Network;
  nodes: ReadonlyMap<NodeKey, NetworkNode>;
  years: readonly number[];
  themes: readonly { code: string; name: string }[];
  areas: readonly { id: number; name: string }[];
  kinds: readonly string[];
  /** the address of this map with another centre */
  hrefOf: (ego: NodeKey | null) => string;
  exportHref: (format: 'xlsx' | 'csv') => string;
  wholeCity: boolean;
}

/** So many names of a list are said; the rest is a number. */
const saidNames = 5;
const listedTies = 200;
const listedIsolated = 30;
/** Of more places than this only those who met somebody are in the table and to choose: nobody reads thousands of zeros. */
const listedNodes = 500;

/** Who met whom in a year: in words, drawn, and as tables. */
export function NetworkPage(props: NetworkProps) {
  const { asked, network } = props;
  const nothing = network.ties.length === 0;
  return (
    <Stack gap="lg">
      <PageHeading
        title={w.title}
        lead={w.lead}
        actions={
          <ButtonRow>
            {asked.ego === null ? null : <LinkButton href={props.hrefOf(null)}>{w.everybody}</LinkButton>}
            <UtilityLink href={props.exportHref('xlsx')} icon="download" download>
              {w.export}
            </UtilityLink>
            <UtilityLink href={props.exportHref('csv')} icon="download" download>
              {w.exportCsv}
            </UtilityLink>
          </ButtonRow>
        }
      />
      <Conditions {...props} />
      {props.wholeCity ? null : <p>{w.onlyOwn}</p>}
      {nothing ? (
        <EmptyState title={w.empty.title} text={w.empty.text} icon="people" />
      ) : (
        <Picture {...props} />
      )}
      <Telling {...props} />
    </Stack>
  );
}

function Conditions(props: NetworkProps) {
  const { asked } = props;
  return (
    <FilterBar action="/network-map" open>
      <Select
        name="year"
        label={w.year}
        value={`${asked.year}`}
        empty={false}
        options={props.years.map((year) => ({ value: `${year}`, label: formatFiscalYear(year) }))}
      />
      <Select
        name="before"
        label={w.before}
        value={asked.before === null ? '' : `${asked.before}`}
        empty={w.noCompare}
        options={props.years
          .filter((year) => year !== asked.year)
          .map((year) => ({ value: `${year}`, label: formatFiscalYear(year) }))}
      />
      <Select
        name="area"
        label={w.area}
        value={asked.area === null ? '' : `${asked.area}`}
        empty={w.any}
        options={props.areas.map(({ id, name }) => ({ value: `${id}`, label: name }))}
      />
      <Select
        name="kind"
        label={w.kind}
        value={asked.kind}
        empty={w.any}
        options={props.kinds.map((kind) => ({ value: kind, label: kind }))}
      />
      <Select
        name="theme"
        label={w.theme}
        value={asked.theme}
        empty={w.any}
        options={props.themes.map(({ code, name }) => ({ value: code, label: name }))}
      />
      <Select
        name="ego"
        label={w.who}
        value={asked.ego ?? ''}
        empty={w.everybody}
        options={centresOf(props).map(({ key, name, kind }) => ({
          value: key,
          label: name,
          group: kind ?? w.body,
        }))}
      />
      <Select
        name="sources"
        label={w.sources}
        value={chosenSources(asked.sources)}
        empty={false}
        options={[
          { value: '', label: w.usual },
          { value: 'all', label: w.allSources },
          ...Object.entries(sources).map(([code, label]) => ({ value: code, label })),
        ]}
      />
    </FilterBar>
  );
}

/** Who can stand in the middle of the picture. */
function centresOf({ nodes, asked, network }: NetworkProps): NetworkNode[] {
  const all = [...nodes.values()];
  if (all.length <= listedNodes) return all;
  const met = new Set(network.ties.flatMap(({ a, b }) => [a, b]));
  return all.filter(({ key }) => met.has(key) || key === asked.ego);
}

const chosenSources = (chosen: readonly string[]): string =>
  chosen.length === 1 ? chosen[0]! : chosen.length === Object.keys(sources).length ? 'all' : '';

function captionOf({ asked, nodes }: NetworkProps): string {
  if (asked.ego !== null) return w.captionOf(nodes.get(asked.ego)?.name ?? '', asked.year);
  return asked.before === null ? w.caption(asked.year) : w.compareCaption(asked.year, asked.before);
}

function Picture(props: NetworkProps) {
  const { asked, network, nodes } = props;
  const caption = captionOf(props);
  const touched = new Set(network.ties.flatMap(({ a, b }) => [a, b]));
  const inPicture = network.nodes.filter((node) => touched.has(node));
  const drawn = drawnTies(network.ties, asked.ego === null ? 3 : 8);
  const size = asked.ego === null ? { width: 1000, height: 760 } : { width: 900, height: 620 };
  const spots =
    asked.ego !== null && inPicture.length <= 40
      ? around(
          asked.ego,
          inPicture.filter((node) => node !== asked.ego),
          size,
        )
      : layout(inPicture, drawn, size);
  const standing = network.ties.filter(({ change }) => change !== 'gone');
  const counted = (change: ComparedTie['change']) =>
    network.ties.filter((tie) => tie.change === change).length;
  return (
    <ChartFrame
      caption={caption}
      note={
        <>
          {w.described(network.nodes.length, standing.length, drawn.length, network.isolated.length)}
          {w.numbers}
          {w.weights}
        </>
      }
      legend={<Key compares={asked.before !== null} />}
      table={
        <>
          <NodeTable {...props} />
          <TieTable {...props} />
        </>
      }
    >
      {asked.before === null ? null : <p>{w.changed(counted('kept'), counted('new'), counted('gone'))}</p>}
      <div class="chart-scroll" role="region" aria-label={caption} tabindex={0}>
        <svg
          class="network"
          width={size.width}
          height={size.height}
          viewBox={`0 0 ${size.width} ${size.height}`}
          role="group"
          aria-label={caption}
        >
          <title>{caption}</title>
          <desc>
            {drawn
              .slice(0, 40)
              .map((tie) => w.tie(nameOf(nodes, tie.a), nameOf(nodes, tie.b), tie.occasions || tie.before))
              .join('、')}
          </desc>
          {drawn.map((tie) => (
            <TieLine tie={tie} spots={spots} compares={asked.before !== null} />
          ))}
          {inPicture.map((node) => (
            <Mark node={node} spots={spots} {...props} />
          ))}
          {labelsOf(namesIn(inPicture, props), spots, size).map((label) => (
            <text
              class="network-name"
              x={label.x}
              y={label.y}
              text-anchor={label.anchor}
              dominant-baseline="central"
              aria-hidden="true"
            >
              {label.text}
            </text>
          ))}
        </svg>
      </div>
    </ChartFrame>
  );
}

const nameOf = (nodes: ReadonlyMap<NodeKey, NetworkNode>, key: NodeKey): string => nodes.get(key)?.name ?? '';

function TieLine({
  tie,
  spots,
  compares,
}: {
  tie: ComparedTie;
  spots: ReadonlyMap<NodeKey, Spot>;
  compares: boolean;
}) {
  const [a, b] = [spots.get(tie.a), spots.get(tie.b)];
  if (a === undefined || b === undefined) return null;
  return (
    <line
      class={compares ? `tie tie-${tie.change}` : 'tie tie-kept'}
      x1={a.x}
      y1={a.y}
      x2={b.x}
      y2={b.y}
      stroke-width={Math.round(10 * Math.min(7, 1 + 1.5 * Math.sqrt(tie.weight))) / 10}
    />
  );
}

function Mark(props: NetworkProps & { node: NodeKey; spots: ReadonlyMap<NodeKey, Spot> }) {
  const { node, network, nodes } = props;
  const spot = props.spots.get(node);
  if (spot === undefined) return null;
  const number = network.nodes.indexOf(node) + 1;
  const label = w.node(number, nameOf(nodes, node), network.met.get(node)?.others ?? 0);
  const kind = network.bridges.some((one) => one.node === node)
    ? 'bridge'
    : node.startsWith('o')
      ? 'body'
      : 'facility';
  // The table below holds the same links for the keyboard: nobody has to step through two hundred marks first.
  return (
    <a class="network-node" href={props.hrefOf(node)} aria-label={label} tabindex={-1}>
      <title>{label}</title>
      {kind === 'body' ? (
        <rect class="network-body" x={spot.x - 13} y={spot.y - 13} width="26" height="26" rx="4" />
      ) : (
        <circle class={`network-${kind}`} cx={spot.x} cy={spot.y} r={props.asked.ego === node ? 17 : 13} />
      )}
      <text
        class="network-number"
        x={spot.x}
        y={spot.y}
        text-anchor="middle"
        dominant-baseline="central"
        aria-hidden="true"
      >
        {number}
      </text>
    </a>
  );
}

/** Names stand where there is room: first who holds others together and who was met most. */
function namesIn(
  nodes: readonly NodeKey[],
  { network, nodes: known }: Pick<NetworkProps, 'network' | 'nodes'>,
): { node: NodeKey; text: string }[] {
  const first = new Set(network.bridges.map(({ node }) => node));
  return nodes
    .toSorted((a, b) => Number(first.has(b)) - Number(first.has(a)))
    .map((node) => {
      const name = [...nameOf(known, node)];
      return { node, text: name.length > 14 ? `${name.slice(0, 13).join('')}…` : name.join('') };
    });
}

function Key({ compares }: { compares: boolean }) {
  const line = (kind: string) => (
    <line class={`tie tie-${kind}`} x1="0" y1="8" x2="24" y2="8" stroke-width="3" />
  );
  return (
    <Legend
      items={[
        { label: w.legend.facility, swatch: <circle class="network-facility" cx="12" cy="8" r="7" /> },
        {
          label: w.legend.body,
          swatch: <rect class="network-body" x="5" y="1" width="14" height="14" rx="3" />,
        },
        { label: w.legend.bridge, swatch: <circle class="network-bridge" cx="12" cy="8" r="7" /> },
        { label: w.legend.kept, swatch: line('kept') },
        ...(compares
          ? [
              { label: w.legend.new, swatch: line('new') },
              { label: w.legend.gone, swatch: line('gone') },
            ]
          : []),
      ]}
    />
  );
}

function NodeTable(props: NetworkProps) {
  const { network, nodes } = props;
  const numbered = network.nodes.map((key, at) => ({ key, number: at + 1 }));
  const listed =
    numbered.length <= listedNodes ? numbered : numbered.filter(({ key }) => network.met.has(key));
  const rows = listed.map(({ key, number }) => {
    const node = nodes.get(key)!;
    const { others, occasions } = network.met.get(key) ?? { others: 0, occasions: 0 };
    return { ...node, number, others, occasions };
  });
  const left = numbered.length - listed.length;
  return (
    <>
      {left === 0 ? null : <p>{w.tableCut(listed.length, left)}</p>}
      <DataTable
        caption={w.table}
        dense
        rows={rows}
        columns={[
          { key: 'number', label: w.columns.number, align: 'end' },
          {
            key: 'name',
            label: w.columns.name,
            rowHeader: true,
            cell: (row) => <a href={props.hrefOf(row.key)}>{row.name}</a>,
          },
          { key: 'kind', label: w.columns.kind, cell: (row) => row.kind ?? w.body },
          { key: 'area', label: w.columns.area, cell: (row) => row.area ?? '' },
          { key: 'others', label: w.columns.met, align: 'end', cell: (row) => w.countOf(row.others) },
          {
            key: 'occasions',
            label: w.columns.occasions,
            align: 'end',
            cell: (row) => w.timesOf(row.occasions),
          },
        ]}
      />
    </>
  );
}

export const timesText = (tie: ComparedTie): string =>
  Object.entries(tie.times)
    .map(([code, n]) => w.times(sources[code] ?? code, n))
    .join('、');

function TieTable(props: NetworkProps) {
  const { network, nodes, asked } = props;
  const shown = network.ties.slice(0, listedTies);
  return (
    <>
      <DataTable<ComparedTie>
        caption={w.ties}
        dense
        rows={shown}
        columns={[
          { key: 'a', label: w.columns.a, rowHeader: true, cell: (tie) => nameOf(nodes, tie.a) },
          { key: 'b', label: w.columns.b, cell: (tie) => nameOf(nodes, tie.b) },
          {
            key: 'occasions',
            label: w.columns.occasions,
            align: 'end',
            cell: (tie) => w.timesOf(tie.occasions),
          },
          { key: 'times', label: w.columns.times, cell: timesText },
          ...(asked.before === null
            ? []
            : [
                {
                  key: 'before',
                  label: w.columns.before,
                  align: 'end' as const,
                  cell: (tie: ComparedTie) => w.timesOf(tie.before),
                },
                {
                  key: 'change',
                  label: w.columns.change,
                  cell: (tie: ComparedTie) => <StatusBadge>{w.changes[tie.change]}</StatusBadge>,
                },
              ]),
        ]}
      />
      {network.ties.length > shown.length ? <p>{w.tiesCut(shown.length, network.ties.length)}</p> : null}
    </>
  );
}

/** What the picture says, in sentences: who holds others together, who stands alone. */
function Telling(props: NetworkProps): Child {
  const { network, nodes, asked } = props;
  if (asked.ego !== null) return null;
  const names = (keys: readonly NodeKey[]) => keys.map((key) => nameOf(nodes, key));
  const cutText = (cut: readonly NodeKey[], name: string) =>
    w.cutOff(name, names(cut.slice(0, saidNames)), cut.length - saidNames);
  return (
    <>
      {network.ties.length === 0 ? null : (
        <Section title={w.bridges} lead={w.bridgesLead} id="bridges">
          {network.bridges.length === 0 ? <p>{w.bridgesNone}</p> : null}
          <ul>
            {network.bridges.map((one) => (
              <li>
                {one.cut_off.length > 0
                  ? cutText(one.cut_off, nameOf(nodes, one.node))
                  : w.between(nameOf(nodes, one.node), Math.round(one.between * 100))}
              </li>
            ))}
          </ul>
        </Section>
      )}
      {network.pieces.length === 0 ? null : (
        <Section title={w.small} id="pieces">
          <ul>
            {network.pieces.slice(0, 10).map((piece) => (
              <li>{w.smallLine(names(piece))}</li>
            ))}
          </ul>
        </Section>
      )}
      <Section title={w.isolated} lead={w.isolatedLead} id="isolated">
        {network.isolated.length === 0 ? <p>{w.isolatedNone}</p> : null}
        <ul class="network-alone">
          {network.isolated.slice(0, listedIsolated).map((key) => (
            <li>
              <a href={`/facilities/${key.slice(1)}`}>{nameOf(nodes, key)}</a>
            </li>
          ))}
        </ul>
        {network.isolated.length > listedIsolated ? (
          <p>
            {w.isolatedMore(network.isolated.length - listedIsolated, network.nodes.length <= listedNodes)}
          </p>
        ) : null}
      </Section>
    </>
  );
}
