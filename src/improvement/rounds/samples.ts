import type { WriteTx } from '../../platform/db/transaction.ts';
import { enterAgencyRound } from './commands-agencies.ts';
import { createProposal, keepPlan, problemOf } from './commands.ts';
import type { AgencyKind } from './forms.ts';
import { planYear } from './rules-year.ts';

/** A proposal worked out here and now, as the job would; the actor plans. Answers its number. */
export async function sampleProposal(
  tx: WriteTx,
  sample: { fiscal_year: number; from_on: string; by_need?: boolean; iterations?: number },
): Promise<number> {
  const id = await createProposal(tx, sample.fiscal_year, {
    from_on: sample.from_on,
    by_need: sample.by_need ?? false,
    seed: 1,
  });
  const problem = await problemOf(tx, id, 1);
  const plan = planYear(problem!.year, {
    seed: problem!.seed,
    ...(sample.iterations === undefined ? {} : { iterations: sample.iterations }),
  });
  await keepPlan(tx, id, 1, plan, 1, true);
  return id;
}

/** Calls of another agency, one kind; the actor may enter for it. */
export async function sampleAgencyRounds(
  tx: WriteTx,
  sample: {
    organisation_id: number;
    kind: AgencyKind;
    calls: readonly { facility_id: number; planned_on: string; planned_from?: string; planned_to?: string }[];
  },
): Promise<void> {
  for (const call of sample.calls) {
    await enterAgencyRound(tx, {
      organisation_id: sample.organisation_id,
      kind: sample.kind,
      facility_id: call.facility_id,
      planned_on: call.planned_on,
      planned_from: call.planned_from ?? null,
      planned_to: call.planned_to ?? null,
      confirmed: true,
    });
  }
}
