/**
 * The slices in their order. A slice imports platform/ and the queries and commands of slices above it, nothing else
 * (scripts/check-structure.ts). Policies are applied in this order too.
 */
export const slices = [
  'base/people',
  'base/retention',
  'base/areas',
  'base/directory',
  'base/usage',
  'base/calendar',
  'base/applications',
  'base/finder',
  'improvement/quality',
  'improvement/issues',
  'improvement/visits',
  'improvement/rounds',
  'improvement/offline',
  'improvement/meetings',
  'improvement/learning',
  'improvement/partnership',
  'improvement/study-groups',
  'family/households',
  'family/consultations',
  'family/cases',
  'family/disclosures',
  'family/referrals',
  'family/conferences',
  'family/handovers',
  'family/caseload',
  'family/statements',
  'insight/evaluation',
  'insight/goals',
  'portal',
  'family/messages',
  'family/support-files',
  'interfaces',
  'system',
  'today',
] as const;

export type Slice = (typeof slices)[number];
