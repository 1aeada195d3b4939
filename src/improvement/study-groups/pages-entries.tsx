import { LinkButton } from '../../platform/ui/buttons.tsx';
import { EmptyState } from '../../platform/ui/feedback.tsx';
import { Prose, Section } from '../../platform/ui/layout.tsx';
import { DescriptionList } from '../../platform/ui/records.tsx';
import { DataTable } from '../../platform/ui/tables.tsx';
import type { Call, Entry, Group } from './queries.ts';
import { words } from './words.ja.ts';

/** What a facility brings, for those who may read it. */
export function Brings({ call, entry }: { call: Call; entry: Entry }) {
  const w = words.entry;
  const list = (numbers: readonly number[]) => numbers.map((one) => call.topics[one] ?? '').join('、');
  return (
    <DescriptionList
      layout="stack"
      items={[
        { term: w.asks, description: list(entry.asks) },
        entry.question === '' ? null : { term: w.question, description: <Prose>{entry.question}</Prose> },
        { term: w.offers, description: list(entry.offers) },
        entry.strength === '' ? null : { term: w.strength, description: <Prose>{entry.strength}</Prose> },
        entry.aim === '' ? null : { term: w.aim, description: <Prose>{entry.aim}</Prose> },
      ]}
    />
  );
}

export function Entries({
  call,
  entries,
  groups,
}: {
  call: Call;
  entries: readonly Entry[];
  groups: readonly Group[];
}) {
  const w = words.page;
  const list = (numbers: readonly number[]) =>
    numbers.map((one) => call.topics[one] ?? '').join('、') || w.none;
  const open = call.told_at === null;
  return (
    <Section
      title={w.entries}
      id="entries"
      actions={
        open ? (
          <LinkButton href={`/study-groups/${call.id}/entry`} size="sm" icon="plus">
            {w.signFor}
          </LinkButton>
        ) : null
      }
    >
      {entries.length === 0 ? null : (
        <p>{w.entriesLead(entries.filter((entry) => entry.signed_at !== null).length)}</p>
      )}
      <DataTable<Entry>
        caption={w.entriesCaption}
        captionHidden
        stack
        rows={entries}
        empty={<EmptyState title={w.noEntries.title} text={w.noEntries.text} icon="people" />}
        columns={[
          {
            key: 'facility',
            label: w.columns.facility,
            rowHeader: true,
            cell: (entry) => <a href={`/facilities/${entry.facility_id}`}>{entry.facility}</a>,
          },
          { key: 'asks', label: w.columns.asks, cell: (entry) => list(entry.asks) },
          { key: 'offers', label: w.columns.offers, cell: (entry) => list(entry.offers) },
          {
            key: 'times',
            label: w.columns.times,
            nowrap: true,
            cell: (entry) => w.timesCount(entry.times.length),
          },
          {
            key: 'state',
            label: w.columns.state,
            nowrap: true,
            cell: (entry) => {
              const group = groups.find((one) => one.id === entry.group_id);
              if (group) return words.groupName(group.number);
              return entry.signed_at === null ? w.draft : w.signed;
            },
          },
          ...(open
            ? [
                {
                  key: 'edit',
                  label: w.edit_entry,
                  labelHidden: true,
                  cell: (entry: Entry) =>
                    entry.group_id === null ? (
                      <LinkButton
                        href={`/study-groups/${call.id}/entry?facility=${entry.facility_id}`}
                        size="sm"
                        label={w.editEntryLabel(entry.facility)}
                      >
                        {w.edit_entry}
                      </LinkButton>
                    ) : null,
                },
              ]
            : []),
        ]}
      />
    </Section>
  );
}
