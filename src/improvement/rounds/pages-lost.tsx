import { formatDate, formatFiscalYear, formatMonthDay } from '../../platform/ja/dates.ts';
import { ConfirmForm, LinkButton } from '../../platform/ui/buttons.tsx';
import { EmptyState } from '../../platform/ui/feedback.tsx';
import { Select, TextField } from '../../platform/ui/fields.tsx';
import { PageHeading, Stack } from '../../platform/ui/layout.tsx';
import { DataTable } from '../../platform/ui/tables.tsx';
import { cancelReasons } from '../visits/rules.ts';
import { proposalHref } from './pages-begin.tsx';
import type { LostVisit } from './queries.ts';
import { words } from './words.ja.ts';

const w = words.lost;

/** Visits that did not take place, with their reasons and where they are made up for. */
export function LostPage(props: { fiscal_year: number; visits: readonly LostVisit[]; may_plan: boolean }) {
  return (
    <Stack gap="lg">
      <PageHeading
        kicker={formatFiscalYear(props.fiscal_year)}
        title={w.title}
        lead={w.lead}
        actions={<LinkButton href={`${proposalHref(props.fiscal_year)}#again`}>{w.again}</LinkButton>}
      />
      {props.visits.length === 0 ? (
        <EmptyState title={w.empty} text={w.emptyText} icon="success" />
      ) : (
        <DataTable<LostVisit>
          caption={w.caption}
          captionHidden
          stack
          rows={props.visits}
          columns={[
            {
              key: 'day',
              label: w.columns.day,
              nowrap: true,
              cell: (visit) => <a href={`/visits/${visit.id}`}>{formatDate(visit.planned_on)}</a>,
            },
            { key: 'facility', label: w.columns.facility, rowHeader: true },
            { key: 'lead', label: w.columns.lead, nowrap: true },
            {
              key: 'reason',
              label: w.columns.reason,
              cell: (visit) =>
                visit.cancel_reason === null
                  ? w.unrecorded
                  : w.cancelled(visit.cancel_reason, visit.cancel_note),
            },
            {
              key: 'next',
              label: w.columns.next,
              cell: (visit) =>
                visit.line_id !== null ? (
                  <a href={`/round-lines/${visit.line_id}`}>
                    {w.proposed(formatMonthDay(visit.proposed_on!))}
                  </a>
                ) : visit.next_id !== null ? (
                  <a href={`/visits/${visit.next_id}`}>{w.planned(formatMonthDay(visit.next_on!))}</a>
                ) : (
                  w.notYet
                ),
            },
            {
              key: 'action',
              label: w.columns.action,
              cell: (visit) =>
                visit.cancel_reason !== null || !props.may_plan ? (
                  ''
                ) : (
                  <>
                    <a href={`/visits/${visit.id}`}>{w.open}</a>
                    <ConfirmForm
                      label={w.missed}
                      question={w.question}
                      confirmLabel={w.confirm}
                      action={`/rounds/${props.fiscal_year}/lost/${visit.id}`}
                      size="sm"
                    >
                      <Select
                        name="cancel_reason"
                        id={`cancel_reason-${visit.id}`}
                        label={w.reason}
                        required
                        options={cancelReasons
                          .filter((reason) => reason !== 'replanned')
                          .map((reason) => ({ value: reason, label: words.cancelReasons[reason]! }))}
                      />
                      <TextField
                        name="cancel_note"
                        id={`cancel_note-${visit.id}`}
                        label={w.note}
                        required={false}
                      />
                    </ConfirmForm>
                  </>
                ),
            },
          ]}
        />
      )}
    </Stack>
  );
}
