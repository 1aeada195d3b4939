import { formatDateTime } from '../../platform/ja/dates.ts';
import { ConfirmForm, ButtonRow, LinkButton } from '../../platform/ui/buttons.tsx';
import { EmptyState, NotificationBanner, StatusBadge, type Kind } from '../../platform/ui/feedback.tsx';
import { TextArea } from '../../platform/ui/fields.tsx';
import { PageHeading, Prose, Section, Stack } from '../../platform/ui/layout.tsx';
import { Timeline } from '../../platform/ui/records.tsx';
import { DataTable } from '../../platform/ui/tables.tsx';
import type { Change, WaitingChange } from './queries-changes.ts';
import { labelOf, saidOf } from './rules-fields.ts';
import { words as w } from './words-changes.ja.ts';

type State = 'waiting' | 'accepted' | 'returned' | 'withdrawn';
const kindOf: Record<State, Kind> = {
  waiting: 'info',
  accepted: 'success',
  returned: 'warning',
  withdrawn: 'neutral',
};

export function stateOf(change: Pick<Change, 'decided_at' | 'accepted' | 'withdrawn_at'>): State {
  if (change.withdrawn_at !== null) return 'withdrawn';
  if (change.decided_at === null) return 'waiting';
  return change.accepted ? 'accepted' : 'returned';
}

/** What waits for whoever checks. */
export function ChangesPage({ changes, zone }: { changes: readonly WaitingChange[]; zone: string }) {
  return (
    <Stack gap="lg">
      <PageHeading title={w.listTitle} lead={w.listLead} />
      <DataTable
        caption={w.listTitle}
        captionHidden
        stack
        rows={changes}
        empty={<EmptyState title={w.empty} text={w.emptyHint} />}
        columns={[
          {
            key: 'facility',
            label: w.facility,
            rowHeader: true,
            cell: (change) => (
              <a href={`/facilities/${change.facility_id}/changes/${change.id}`}>{change.facility}</a>
            ),
          },
          { key: 'proposer', label: w.proposer },
          { key: 'proposed_at', label: w.when, cell: (change) => formatDateTime(change.proposed_at, zone) },
          { key: 'fields', label: w.fields, cell: (change) => change.fields.map(labelOf).join('、') },
        ]}
      />
    </Stack>
  );
}

/** Old and new side by side, what was changed meanwhile, and the answer. */
export function ChangePage(props: {
  change: Change;
  current: Record<string, unknown>;
  wishes: ReadonlyMap<string, string>;
  earlier: readonly Change[];
  mayDecide: boolean;
  mine: boolean;
  reason: { value: string; error: string | undefined };
  zone: string;
}) {
  const { change, current, wishes } = props;
  const state = stateOf(change);
  const base = `/facilities/${change.facility_id}/changes/${change.id}`;
  const said = (name: string, value: unknown): string => saidOf(name, value, wishes) || w.none;
  const rows = Object.entries(change.fields).map(([name, { before, after }]) => ({
    name,
    before: said(name, state === 'waiting' ? current[name] : before),
    after: said(name, after),
    meanwhile:
      state === 'waiting' && said(name, current[name]) !== said(name, before) ? said(name, before) : null,
  }));
  return (
    <Stack gap="lg">
      <PageHeading
        title={w.title}
        kicker={change.facility}
        badges={<StatusBadge kind={kindOf[state]}>{w[state]}</StatusBadge>}
        lead={w.lead(change.proposer, formatDateTime(change.proposed_at, props.zone))}
      />
      {state !== 'returned' ? null : (
        <NotificationBanner
          kind="warning"
          title={w.reason}
          actions={
            props.mine ? (
              <LinkButton href={`/facilities/${change.facility_id}/edit`} size="sm">
                {w.again}
              </LinkButton>
            ) : undefined
          }
        >
          <Prose>{change.reason}</Prose>
        </NotificationBanner>
      )}
      <DataTable
        caption={w.caption}
        stack
        rows={rows}
        columns={[
          { key: 'name', label: w.field, rowHeader: true, cell: (row) => labelOf(row.name) },
          {
            key: 'before',
            label: w.now,
            cell: (row) => (
              <>
                <Prose>{row.before}</Prose>
                {row.meanwhile === null ? null : (
                  <StatusBadge kind="warning">{w.before(row.meanwhile)}</StatusBadge>
                )}
              </>
            ),
          },
          {
            key: 'after',
            label: w.proposed,
            cell: (row) => (
              <Prose>
                <ins>{row.after}</ins>
              </Prose>
            ),
          },
        ]}
      />
      {rows.some((row) => row.meanwhile !== null) ? (
        <NotificationBanner kind="warning" title={w.meanwhile} />
      ) : null}
      {state !== 'waiting' ? null : (
        <ButtonRow>
          {props.mayDecide ? (
            <>
              <ConfirmForm
                label={w.accept}
                question={w.acceptQuestion}
                confirmLabel={w.accept}
                action={`${base}/accept`}
                kind="primary"
              />
              <ConfirmForm
                label={w.return}
                question={w.returnQuestion}
                confirmLabel={w.return}
                action={`${base}/return`}
                open={props.reason.error !== undefined}
              >
                <TextArea
                  name="reason"
                  label={w.reason}
                  value={props.reason.value}
                  error={props.reason.error}
                  rows={3}
                  required
                />
              </ConfirmForm>
            </>
          ) : null}
          {props.mine ? (
            <ConfirmForm
              label={w.withdraw}
              question={w.withdrawQuestion}
              action={`${base}/withdraw`}
              kind="tertiary"
            />
          ) : null}
        </ButtonRow>
      )}
      {props.earlier.length === 0 ? null : (
        <Section title={w.history}>
          <Timeline
            label={w.history}
            entries={props.earlier.map((one) => ({
              when: formatDateTime(one.proposed_at, props.zone),
              datetime: one.proposed_at.toISOString(),
              actor: one.proposer,
              text: (
                <a href={`/facilities/${one.facility_id}/changes/${one.id}`}>
                  {w[stateOf(one)]}：{Object.keys(one.fields).map(labelOf).join('、')}
                </a>
              ),
            }))}
          />
        </Section>
      )}
    </Stack>
  );
}
