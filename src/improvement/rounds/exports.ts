import type { ReadTx } from '../../platform/db/transaction.ts';
import type { Doc } from '../../platform/exports/doc.ts';
import { toPdf } from '../../platform/exports/documents.ts';
import { formatDate, formatDateTime, formatFiscalYear, weekdayName } from '../../platform/ja/dates.ts';
import type { Ctx } from '../../platform/web/context.ts';
import { download, sendTable } from '../../platform/web/downloads.ts';
import { about, stopTime } from './pages-day.tsx';
import type { AgencyCall } from './queries-agencies.ts';
import type { DaySheet } from './queries-day.ts';
import type { PlanCall } from './queries.ts';
import { words } from './words.ja.ts';

/** The whole plan, a line for each call, with its two reasons. */
export function sendPlan(
  c: Ctx,
  tx: ReadTx,
  fiscal_year: number,
  calls: readonly PlanCall[],
  kinds: ReadonlyMap<number, { kind: string }>,
): Promise<Response> {
  const w = words.overview;
  const names = new Map(calls.map((call) => [call.person_id, call.person]));
  return sendTable(c, tx, {
    title: w.exportTitle(formatFiscalYear(fiscal_year)),
    subject_kind: 'round_proposal',
    purpose: w.exportPurpose,
    header: w.exportColumns,
    types: ['date'],
    rows: calls.map((call) => [
      call.planned_on,
      weekdayName(call.planned_on),
      call.starts_at,
      call.ends_at,
      call.facility,
      kinds.get(call.facility_id)?.kind ?? '',
      call.person,
      call.visit_id === null
        ? call.locked
          ? w.states.locked
          : w.states.proposed
        : call.visited_on === null
          ? w.states.planned
          : w.states.recorded,
      call.why_now === null ? '' : words.whyNow(call.why_now),
      call.why_her === null ? '' : words.whyHer(call.why_her, (id) => names.get(id) ?? ''),
    ]),
  });
}

export function sendAgencies(c: Ctx, tx: ReadTx, calls: readonly AgencyCall[]): Promise<Response> {
  const w = words.agencies;
  return sendTable(c, tx, {
    title: w.exportTitle,
    subject_kind: 'agency_round',
    header: w.exportColumns,
    types: ['date'],
    rows: calls.map((call) => [
      call.planned_on,
      weekdayName(call.planned_on),
      call.planned_from,
      call.planned_to,
      call.facility,
      call.organisation ?? w.ours,
      call.kind === null ? '' : words.agencyKinds[call.kind],
    ]),
  });
}

const size = { width: 480, height: 300, edge: 28 };

/** The day's way as a picture: the office, the numbered calls, straight lines between them; north is up. */
export function wayPicture(sheet: DaySheet): string | null {
  const stops = sheet.stops.filter((stop) => stop.latitude !== null && stop.longitude !== null);
  if (stops.length === 0) return null;
  const home = { latitude: sheet.setting.latitude, longitude: sheet.setting.longitude };
  const all = [home, ...stops.map((stop) => ({ latitude: stop.latitude!, longitude: stop.longitude! }))];
  const [south, north] = [
    Math.min(...all.map((one) => one.latitude)),
    Math.max(...all.map((one) => one.latitude)),
  ];
  const [west, east] = [
    Math.min(...all.map((one) => one.longitude)),
    Math.max(...all.map((one) => one.longitude)),
  ];
  // A degree of longitude is shorter the farther north one is.
  const narrow = Math.cos((((south + north) / 2) * Math.PI) / 180);
  const scale = Math.min(
    (size.width - 2 * size.edge) / Math.max(1e-4, (east - west) * narrow),
    (size.height - 2 * size.edge) / Math.max(1e-4, north - south),
  );
  const x = (one: { longitude: number }) =>
    size.width / 2 + (one.longitude - (east + west) / 2) * narrow * scale;
  const y = (one: { latitude: number }) => size.height / 2 - (one.latitude - (north + south) / 2) * scale;
  const points = [...all, home].map((one) => `${x(one).toFixed(1)},${y(one).toFixed(1)}`).join(' ');
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" width="${size.width}" height="${size.height}" viewBox="0 0 ${size.width} ${size.height}">` +
    `<rect x="0.5" y="0.5" width="${size.width - 1}" height="${size.height - 1}" fill="#ffffff" stroke="#999999"/>` +
    `<polyline points="${points}" fill="none" stroke="#0B57A4" stroke-width="2" stroke-dasharray="6 4"/>` +
    `<rect x="${(x(home) - 7).toFixed(1)}" y="${(y(home) - 7).toFixed(1)}" width="14" height="14" fill="#1A1A1A"/>` +
    stops
      .map((stop) => {
        const at = { latitude: stop.latitude!, longitude: stop.longitude! };
        return (
          `<circle cx="${x(at).toFixed(1)}" cy="${y(at).toFixed(1)}" r="12" fill="#ffffff" stroke="#0B57A4" stroke-width="2"/>` +
          `<text x="${x(at).toFixed(1)}" y="${(y(at) + 5).toFixed(1)}" font-size="14" text-anchor="middle" fill="#1A1A1A">${stop.order}</text>`
        );
      })
      .join('') +
    '</svg>'
  );
}

/** The day sheet on A4, to be taken along. */
export async function sendDay(c: Ctx, tx: ReadTx, sheet: DaySheet): Promise<Response> {
  const w = words.day;
  tx.opened({
    action: 'round_day.export',
    subject_kind: 'person',
    subject_id: sheet.person.id,
    purpose: w.purpose,
    detail: { on: sheet.on, calls: sheet.stops.length },
  });
  const picture = wayPicture(sheet);
  const doc: Doc = {
    title: w.title(formatDate(sheet.on)),
    subtitle: w.person(sheet.person.name),
    meta: [],
    blocks: [
      ...(sheet.leaves === null
        ? []
        : [{ kind: 'paragraph' as const, text: w.start(sheet.place, about(sheet.leaves)) }]),
      {
        kind: 'table',
        header: [w.columns.order, w.columns.time, w.columns.facility, w.columns.way, w.columns.phone],
        widths: [5, 16, 40, 18, 18],
        rows: sheet.stops.map((stop) => [
          String(stop.order),
          stopTime(stop),
          [
            stop.facility,
            stop.address,
            ...(stop.why_now === null ? [] : [words.whyNow(stop.why_now)]),
            ...(stop.visit_id === null ? [w.proposed] : []),
          ].join('\n'),
          w.way(words.km(stop.leg.km), stop.leg.minutes),
          stop.phone ?? '',
        ]),
      },
      ...(sheet.returns === null
        ? []
        : [{ kind: 'paragraph' as const, text: w.end(sheet.place, about(sheet.returns)) }]),
      { kind: 'paragraph', text: `${w.sum(words.km(sheet.km), words.hours(sheet.minutes))}\n${w.estimate}` },
      ...(picture === null ? [] : [{ kind: 'figure' as const, svg: picture, alt: w.map, caption: w.map }]),
      { kind: 'signatures', labels: [w.footer] },
    ],
    stamp: {
      who: tx.session.name,
      when: formatDateTime(tx.now, tx.actor.municipality.time_zone),
      why: w.purpose,
    },
  };
  return download(
    c,
    (await toPdf(doc)).bytes,
    `${w.file(sheet.on, sheet.person.name)}.pdf`,
    'application/pdf',
  );
}
