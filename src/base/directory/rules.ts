import { notNursery, programmesByKind } from './words.ja.ts';

/** Codes of the programmes a place offers by its kind; none where the kind does not say. */
export function programmesOf(
  kind: string,
  temporary_care: boolean | null,
  sick_child_care = false,
): string[] {
  const found = new Set(
    programmesByKind
      .filter(([pattern, code]) => pattern.test(kind) && !(code === 'nursery' && notNursery.test(kind)))
      .map(([, code]) => code),
  );
  if (temporary_care === true) found.add('temporary_care');
  if (sick_child_care) found.add('sick_child_care');
  return [...found];
}

const kilometresPerDegree = 111.32;

/** Distance in kilometres, on a plane at the first point's latitude: exact to a percent within a city. */
export function distanceKm(
  from: { latitude: number; longitude: number },
  to: { latitude: number; longitude: number },
): number {
  const north = (to.latitude - from.latitude) * kilometresPerDegree;
  const east =
    (to.longitude - from.longitude) * kilometresPerDegree * Math.cos((from.latitude * Math.PI) / 180);
  return Math.hypot(north, east);
}
