import { Button } from '../../platform/ui/buttons.tsx';
import { StatusBadge } from '../../platform/ui/feedback.tsx';
import { Form, HiddenField } from '../../platform/ui/forms.tsx';
import { PageHeading, Stack } from '../../platform/ui/layout.tsx';
import { DataTable } from '../../platform/ui/tables.tsx';
import type { Proposal } from './pages-groups.tsx';
import type { Group } from './queries.ts';
import type { Effect } from './rules-groups.ts';
import { words } from './words.ja.ts';

export interface Target {
  group: Group | null;
  effect: Effect;
}

/** Where a facility could go, with what each way costs and breaks, seen before it is done. */
export function MovePage(props: Proposal & { facility_id: number; targets: readonly Target[] }) {
  const { call, names, facility_id } = props;
  const w = words.groups;
  const members = Math.max(
    1,
    props.positions.reduce((sum, group) => sum + group.length, 0),
  );
  const say = (rules: Effect['breaks']) => rules.map((rule) => w.rules[rule]).join('、') || w.nothing;
  return (
    <Stack>
      <PageHeading kicker={call.title} title={w.moveTitle(names.get(facility_id) ?? '')} lead={w.moveLead} />
      <DataTable<Target>
        caption={w.moveCaption}
        captionHidden
        stack
        rows={props.targets}
        columns={[
          {
            key: 'group',
            label: w.columns.group,
            rowHeader: true,
            cell: ({ group }) => (group === null ? w.alone : words.groupName(group.number)),
          },
          {
            key: 'members',
            label: w.columns.members,
            cell: ({ group }) =>
              group === null ? w.nothing : group.facility_ids.map((id) => names.get(id) ?? '').join('、'),
          },
          {
            key: 'change',
            label: w.columns.change,
            nowrap: true,
            cell: ({ effect }) => w.change(effect.gain / members),
          },
          {
            key: 'breaks',
            label: w.columns.breaks,
            cell: ({ effect }) =>
              effect.breaks.length === 0 ? (
                w.nothing
              ) : (
                <StatusBadge kind="warning">{say(effect.breaks)}</StatusBadge>
              ),
          },
          { key: 'mends', label: w.columns.mends, cell: ({ effect }) => say(effect.mends) },
          {
            key: 'go',
            label: w.columns.go,
            labelHidden: true,
            cell: ({ group }) => (
              <Form action={`/study-groups/${call.id}/move`}>
                <HiddenField name="facility_id" value={facility_id} />
                <HiddenField name="to" value={group?.id ?? 0} />
                <Button size="sm" kind="secondary">
                  {w.moveHere}
                  <span class="visually-hidden">
                    （{group === null ? w.alone : words.groupName(group.number)}）
                  </span>
                </Button>
              </Form>
            ),
          },
        ]}
      />
    </Stack>
  );
}
