/**
 * How short the way could be at best: a bound below every plan that makes the same calls with at most `most` on one day, by
 * the shortest ways through each place with any number of calls (Christofides, Mingozzi and Toth, 1981), each call priced
 * so that the whole becomes as large as can be. It knows nothing of people, dates or hours: what these cost is in the gap.
 * `km` is places × places with the office at 0; `calls` says how often each place is called at ([0] is ignored).
 */
export function wayBound(
  km: Float64Array,
  places: number,
  calls: readonly number[],
  most: number,
  steps = 200,
): number {
  const used = calls.flatMap((count, place) => (place > 0 && count > 0 ? [place] : []));
  const size = used.length;
  if (size === 0 || most < 1) return 0;
  const way = new Float64Array(size * size);
  for (let a = 0; a < size; a++)
    for (let b = 0; b < size; b++) way[a * size + b] = km[used[a]! * places + used[b]!]!;
  const home = Float64Array.from(used, (place) => km[place]!);
  const need = Float64Array.from(used, (place) => calls[place]!);
  const price = Float64Array.from(home, (length) => (2 * length) / most);
  const depth = most;
  // reach[q][i]: shortest priced way from the office to i with q calls, and the place called at before; `other` is the shortest
  // among those that come from elsewhere: without it, forbidding to go straight back would forbid ways that are allowed.
  const reach = Array.from({ length: depth + 1 }, () => new Float64Array(size));
  const from = Array.from({ length: depth + 1 }, () => new Int32Array(size));
  const other = Array.from({ length: depth + 1 }, () => new Float64Array(size));
  let best = 0;
  let stride = 0.5;
  let quiet = 0;
  const share = new Float64Array(size);
  for (let step = 0; step < steps; step++) {
    for (let i = 0; i < size; i++) {
      reach[1]![i] = home[i]! - price[i]!;
      from[1]![i] = -1;
      other[1]![i] = Infinity;
    }
    for (let q = 2; q <= depth; q++) {
      const [shorter, came, second] = [reach[q - 1]!, from[q - 1]!, other[q - 1]!];
      for (let i = 0; i < size; i++) {
        let least = Infinity;
        let next = Infinity;
        let before = -1;
        for (let j = 0; j < size; j++) {
          if (j === i) continue;
          // never straight back to where one came from
          const length = (came[j] === i ? second[j]! : shorter[j]!) + way[i * size + j]!;
          if (length < least) {
            next = least;
            least = length;
            before = j;
          } else if (length < next) next = length;
        }
        reach[q]![i] = least - price[i]!;
        from[q]![i] = before;
        other[q]![i] = next - price[i]!;
      }
    }
    share.fill(0);
    let sum = 0;
    for (let i = 0; i < size; i++) {
      let least = Infinity;
      let left = 1;
      let whole = 1;
      for (let a = 1; a <= depth; a++) {
        for (let b = 1; a + b - 1 <= depth; b++) {
          const length = (reach[a]![i]! + reach[b]![i]! + price[i]!) / (a + b - 1);
          if (length < least) {
            least = length;
            left = a;
            whole = a + b - 1;
          }
        }
      }
      sum += need[i]! * (price[i]! + least);
      const each = need[i]! / whole;
      for (let at = i, q = left; at >= 0 && q >= 1; q--) {
        share[at]! += each;
        at = from[q]![at]!;
      }
      for (let at = from[whole - left + 1]![i]!, q = whole - left; at >= 0 && q >= 1; q--) {
        share[at]! += each;
        at = from[q]![at]!;
      }
    }
    if (sum > best + 1e-9) {
      best = sum;
      quiet = 0;
    } else if (++quiet >= 8) {
      stride *= 0.6;
      quiet = 0;
    }
    let norm = 0;
    for (let i = 0; i < size; i++) norm += (need[i]! - share[i]!) ** 2;
    if (norm < 1e-9 || stride < 1e-4) break;
    const move = (stride * best * 0.1) / norm;
    for (let i = 0; i < size; i++) price[i]! += move * (need[i]! - share[i]!);
  }
  return best;
}
