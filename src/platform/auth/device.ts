const systems: readonly [RegExp, string][] = [
  [/iPhone|iPad|iPod/, 'iPhone・iPad'],
  [/Android/, 'Android'],
  [/CrOS/, 'Chromebook'],
  [/Windows/, 'Windows'],
  [/Mac OS X|Macintosh/, 'Mac'],
  [/Linux/, 'Linux'],
];
// In this order: each of them also names those below it.
const browsers: readonly [RegExp, string][] = [
  [/Edg(e|A|iOS)?\//, 'Edge'],
  [/OPR\//, 'Opera'],
  [/Firefox\/|FxiOS\//, 'Firefox'],
  [/Chrome\/|CriOS\//, 'Chrome'],
  [/Safari\//, 'Safari'],
];

/** What a browser says of itself, as people call it; null when it says nothing we know. */
export function deviceOf(userAgent: string | null): { system: string; browser: string } | null {
  const find = (list: readonly [RegExp, string][]) => list.find(([sign]) => sign.test(userAgent ?? ''))?.[1];
  const [system, browser] = [find(systems), find(browsers)];
  return system === undefined || browser === undefined ? null : { system, browser };
}
