import { Hono } from 'hono';
import { z } from 'zod';
import { found, Refusal, type ReadTx } from '../../platform/db/transaction.ts';
import { readView } from '../../platform/ui/map.tsx';
import { numberIn, type Ctx, type Env } from '../../platform/web/context.ts';
import { id, nothingForm } from '../../platform/web/fields.ts';
import { action, done, view } from '../../platform/web/handlers.tsx';
import { hrefWith } from '../../platform/web/paging.ts';
import { askDivision, lockGroup, moveFacility, tellGroups, untellGroups } from './commands-groups.ts';
import { drawUpHandout } from './commands-handouts.ts';
import { moveForm } from './forms.ts';
import { GroupsPage, type Moved, type Proposal } from './pages-groups.tsx';
import { MovePage } from './pages-move.tsx';
import {
  callById,
  entriesOf,
  facilityNames,
  groupsOf,
  lastRun,
  pairsBefore,
  timesOfCall,
  type Call,
} from './queries.ts';
import { effectOf, tableOf } from './rules-groups.ts';
import { instanceOf } from './rules.ts';
import { words } from './words.ja.ts';

export const routes = new Hono<Env>();

async function proposalOf(tx: ReadTx, call: Call): Promise<Proposal> {
  if (!tx.has('learning.manage')) throw new Refusal(403);
  const entries = await entriesOf(tx, call.id);
  const signed = entries.filter((entry) => entry.signed_at !== null);
  const groups = await groupsOf(tx, call.id);
  const table = tableOf(instanceOf(call, signed, await pairsBefore(tx, call.id)));
  const at = new Map(signed.map((entry, position) => [entry.facility_id, position]));
  return {
    call,
    times: await timesOfCall(tx, call.id),
    entries,
    groups,
    run: await lastRun(tx, call.id),
    table,
    positions: groups.map((group) => group.facility_ids.flatMap((one) => at.get(one) ?? [])),
    names: await facilityNames(
      tx,
      entries.map((entry) => entry.facility_id),
    ),
  };
}

/** For every facility where it could go: the change of the mean, and the rules broken. By id: {facility: {group: text}}. */
function costsOf({ groups, positions, table, call }: Proposal): string {
  const members = Math.max(
    1,
    positions.reduce((sum, group) => sum + group.length, 0),
  );
  const costs: Record<number, Record<number, string>> = {};
  if (call.told_at !== null) return '{}';
  for (const [from, group] of groups.entries()) {
    if (group.locked) continue;
    for (const member of positions[from]!) {
      const to: Record<number, string> = {};
      for (const [at, target] of groups.entries()) {
        if (at === from || target.locked) continue;
        const { gain, breaks } = effectOf(table, positions[from]!, positions[at]!, member);
        const rules = breaks.map((rule) => words.groups.rules[rule]);
        to[target.id] = [words.groups.change(gain / members), ...rules].join(' / ');
      }
      costs[table.instance.members[member]!.id] = to;
    }
  }
  return JSON.stringify(costs);
}

const crumbs = (call: Call, label: string) => [
  { label: words.navigation, href: '/study-groups' },
  { label: call.title, href: `/study-groups/${call.id}` },
  { label },
];

/** The move that was made last, as the address tells it, while it can still be taken back. */
function movedOf(c: Ctx, { groups, names }: Pick<Proposal, 'groups' | 'names'>): Moved | null {
  const [facility_id, back] = ['moved', 'back'].map((name) => Number(c.req.query(name) ?? Number.NaN));
  const now = groups.find((group) => group.facility_ids.includes(facility_id!));
  const target = groups.find((group) => group.id === back);
  const apart = back === 0 && now !== undefined && now.facility_ids.length > 1;
  if (!now || now.locked || target?.locked || now === target || !(target || apart)) return null;
  return {
    facility_id: facility_id!,
    name: names.get(facility_id!) ?? '',
    to: back!,
    number: target?.number ?? null,
  };
}

routes.get(
  '/study-groups/:id{[0-9]+}/groups',
  view(async (tx, c) => {
    const call = found(await callById(tx, numberIn(c, 'id')));
    const proposal = await proposalOf(tx, call);
    return {
      title: words.groups.title,
      breadcrumbs: crumbs(call, words.groups.title),
      islands: ['improvement/study-groups/groups', 'platform/ui/map'],
      body: (
        <GroupsPage
          {...proposal}
          view={readView(c.req.query('map'))}
          href={(map) => hrefWith(c, { map })}
          costs={costsOf(proposal)}
          moved={movedOf(c, proposal)}
        />
      ),
    };
  }),
);

// How far the reckoning has come, for the page that waits for it.
routes.get(
  '/study-groups/:id{[0-9]+}/progress',
  view(async (tx, c) => {
    const call = found(await callById(tx, numberIn(c, 'id')));
    if (!tx.has('learning.manage')) throw new Refusal(403);
    const run = await lastRun(tx, call.id);
    return c.json({
      progress: run?.progress ?? 0,
      done: run === undefined || run.finished_at !== null || run.failed,
    });
  }),
);

routes.post(
  '/study-groups/:id{[0-9]+}/divide',
  action({
    form: nothingForm,
    run: async (tx, _data, c) => {
      const call_id = found(numberIn(c, 'id'));
      await askDivision(tx, call_id);
      return done(`/study-groups/${call_id}/groups`, words.groups.asked);
    },
  }),
);

routes.get(
  '/study-groups/:id{[0-9]+}/move',
  view(async (tx, c) => {
    const call = found(await callById(tx, numberIn(c, 'id')));
    const proposal = await proposalOf(tx, call);
    const { groups, positions, table } = proposal;
    const facility_id = Number(c.req.query('facility') ?? '');
    const entry = found(
      proposal.entries.find((one) => one.facility_id === facility_id && one.signed_at !== null),
    );
    if (call.told_at !== null) throw new Refusal(409, words.errors.told);
    const member = table.instance.members.findIndex((one) => one.id === facility_id);
    const from = groups.findIndex((group) => group.id === entry.group_id);
    if (groups[from]?.locked) throw new Refusal(409, words.errors.locked);
    const here = from < 0 ? [] : positions[from]!;
    const targets = groups
      .map((group, at) => ({ group, effect: effectOf(table, here, positions[at]!, member) }))
      .filter(({ group }, at) => at !== from && !group.locked);
    const alone = here.length === 1 ? [] : [{ group: null, effect: effectOf(table, here, [], member) }];
    return {
      title: words.groups.moveTitle(entry.facility),
      breadcrumbs: [
        ...crumbs(call, words.groups.title).slice(0, 2),
        { label: words.groups.title, href: `/study-groups/${call.id}/groups` },
        { label: words.groups.move },
      ],
      body: (
        <MovePage
          {...proposal}
          facility_id={facility_id}
          targets={[
            ...targets.toSorted(
              (a, b) => a.effect.breaks.length - b.effect.breaks.length || b.effect.gain - a.effect.gain,
            ),
            ...alone,
          ]}
        />
      ),
    };
  }),
);
routes.post(
  '/study-groups/:id{[0-9]+}/move',
  action({
    form: moveForm,
    run: async (tx, data, c) => {
      const call = found(await callById(tx, numberIn(c, 'id')));
      const { groups, positions, table, names } = await proposalOf(tx, call);
      const member = table.instance.members.findIndex((one) => one.id === data.facility_id);
      const from = groups.findIndex((group) => group.facility_ids.includes(data.facility_id));
      const to = groups.findIndex((group) => group.id === data.to);
      const effect =
        member < 0 || (from >= 0 && from === to)
          ? { gain: 0, breaks: [] }
          : effectOf(table, positions[from] ?? [], positions[to] ?? [], member);
      const { from: before, number } = await moveFacility(tx, call.id, data.facility_id, data.to);
      // A group that was left empty is gone: the way back is one of its own.
      const back = before === null ? null : (groups[from]?.facility_ids.length ?? 0) > 1 ? before : 0;
      const undo = back === null || back === data.to ? '' : `?moved=${data.facility_id}&back=${back}`;
      const members = Math.max(1, table.n);
      return done(
        `/study-groups/${call.id}/groups${undo}#group-${number}`,
        words.groups.moved(
          names.get(data.facility_id) ?? '',
          number,
          effect.gain / members,
          effect.breaks.map((rule) => words.groups.rules[rule]),
        ),
      );
    },
  }),
);

for (const [path, locked] of [
  ['lock', true],
  ['unlock', false],
] as const)
  routes.post(
    `/study-groups/:id{[0-9]+}/${path}`,
    action({
      form: z.object({ group_id: id() }),
      run: async (tx, { group_id }, c) => {
        const call_id = found(numberIn(c, 'id'));
        const number = await lockGroup(tx, call_id, group_id, locked);
        return done(
          `/study-groups/${call_id}/groups#group-${number}`,
          locked ? words.groups.lockDone(number) : words.groups.unlockDone(number),
        );
      },
    }),
  );

routes.post(
  '/study-groups/:id{[0-9]+}/tell',
  action({
    form: nothingForm,
    run: async (tx, _data, c) => {
      const call_id = found(numberIn(c, 'id'));
      await tellGroups(tx, call_id);
      return done(`/study-groups/${call_id}`, words.groups.told);
    },
  }),
);
routes.post(
  '/study-groups/:id{[0-9]+}/untell',
  action({
    form: nothingForm,
    run: async (tx, _data, c) => {
      const call_id = found(numberIn(c, 'id'));
      await untellGroups(tx, call_id);
      return done(`/study-groups/${call_id}/groups`, words.groups.untold);
    },
  }),
);
routes.post(
  '/study-groups/groups/:group{[0-9]+}/handout',
  action({
    form: nothingForm,
    run: async (tx, _data, c) =>
      done(`/study-handouts/${await drawUpHandout(tx, found(numberIn(c, 'group')))}/edit`),
  }),
);
