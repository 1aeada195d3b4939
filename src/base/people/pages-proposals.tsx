import type { Child } from '../../platform/ui/jsx-runtime.ts';
import { formatDate, formatDateTime } from '../../platform/ja/dates.ts';
import { ButtonRow, ConfirmForm } from '../../platform/ui/buttons.tsx';
import { EmptyState } from '../../platform/ui/feedback.tsx';
import { Card, PageHeading, Stack } from '../../platform/ui/layout.tsx';
import { DescriptionList } from '../../platform/ui/records.tsx';
import type { Proposal } from './queries-proposals.ts';
import { words } from './words.ja.ts';

const w = words.proposal;

/** What waits for a second person. */
export function ProposalsPage({ proposals, zone }: { proposals: readonly Proposal[]; zone: string }): Child {
  return (
    <Stack>
      <PageHeading title={w.title} lead={w.lead} />
      {proposals.length === 0 ? <EmptyState title={w.none} text={w.noneText} icon="check" /> : null}
      {proposals.map((one) => (
        <Card title={w.what[one.kind as keyof typeof w.what](one.person)}>
          <Stack gap="sm">
            <DescriptionList
              items={[
                ...(one.kind === 'appointment'
                  ? [
                      { term: w.role, description: one.role ?? '' },
                      {
                        term: w.place,
                        description: [one.organisation, one.facility]
                          .filter((name) => name !== null)
                          .join('　'),
                      },
                      { term: w.team, description: one.team ?? w.noTeam },
                      ...(one.title === null ? [] : [{ term: w.titleField, description: one.title }]),
                      {
                        term: w.term,
                        description: w.span(
                          formatDate(one.starts_on!),
                          one.ends_on === null ? null : formatDate(one.ends_on),
                        ),
                      },
                    ]
                  : [{ term: w.email, description: one.email ?? '' }]),
                ...(one.account === null ? [] : [{ term: w.account, description: one.account }]),
                {
                  term: w.proposer,
                  description: `${one.proposer}（${formatDateTime(one.proposed_at, zone)}）`,
                },
              ]}
            />
            {one.may_decide ? <p>{w.check}</p> : <p>{w.waits}</p>}
            <ButtonRow>
              {one.may_decide ? (
                <ConfirmForm
                  action={`/confirmations/${one.id}/confirm`}
                  label={w.confirm}
                  question={w.confirmQuestion}
                />
              ) : null}
              <ConfirmForm
                action={`/confirmations/${one.id}/drop`}
                label={one.may_decide ? w.drop : w.takeBack}
                question={w.dropQuestion}
                danger
              />
            </ButtonRow>
          </Stack>
        </Card>
      ))}
    </Stack>
  );
}
