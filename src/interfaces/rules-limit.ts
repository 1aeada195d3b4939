/*
 * How much one address may ask for: a bucket of tokens that fills again evenly. In memory, each process its own, so that
 * refusing costs nothing; the limit guards the service, not a secret.
 */
interface Bucket {
  tokens: number;
  at: number;
}

const mostAddresses = 50_000;

export interface Limiter {
  /** Takes `cost` tokens; answers 0, or after how many seconds there are enough. */
  take(who: string, cost: number, now: number): number;
}

/** So many requests a minute for each address, all of them at once if need be. */
export function limiter(a_minute: number): Limiter {
  const buckets = new Map<string, Bucket>();
  const a_ms = a_minute / 60_000;
  return {
    take(who, cost, now) {
      if (a_minute === 0) return 0;
      const bucket = buckets.get(who) ?? { tokens: a_minute, at: now };
      const tokens = Math.min(a_minute, bucket.tokens + Math.max(0, now - bucket.at) * a_ms);
      const wanted = Math.min(cost, a_minute);
      const enough = tokens >= wanted;
      // Last used goes last: the first of the map are the longest quiet.
      buckets.delete(who);
      buckets.set(who, { tokens: enough ? tokens - wanted : tokens, at: now });
      if (buckets.size > mostAddresses) buckets.delete(buckets.keys().next().value!);
      return enough ? 0 : Math.ceil((wanted - tokens) / a_ms / 1000);
    },
  };
}
