import type { Child } from '../../platform/ui/jsx-runtime.ts';
import { Button, ButtonRow, LinkButton } from '../../platform/ui/buttons.tsx';
import { EmptyState, NotificationBanner, ProgressBar, StatusBadge } from '../../platform/ui/feedback.tsx';
import { Form, HiddenField } from '../../platform/ui/forms.tsx';
import { Card, PageHeading, Stack } from '../../platform/ui/layout.tsx';
import { ResourceList } from '../../platform/ui/records.tsx';
import { DataTable } from '../../platform/ui/tables.tsx';
import type { movesOf, Proposal, ProposalLine } from './queries.ts';
import { balanceSeconds } from './rules-balance.ts';
import type { ProposalState } from './rules.ts';
import { whyWords, words } from './words.ja.ts';

function Ask(props: { team_id: number; label: string }): Child {
  return (
    <Form action="/caseload/proposals" label={props.label}>
      <HiddenField name="team_id" value={props.team_id} />
      <ButtonRow>
        <Button>{props.label}</Button>
      </ButtonRow>
    </Form>
  );
}

export type StandingProposal = ProposalLine & { state: ProposalState };

/** On the team's page: asking for a proposal, the one under way, and the last ones. */
export function Proposals(props: {
  team_id: number;
  over: boolean;
  last: readonly StandingProposal[];
  zone: string;
}): Child {
  const running = props.last.find((one) => one.state === 'running');
  const done = props.last.filter((one) => one.state === 'done');
  return (
    <>
      {running ? (
        <ButtonRow>
          <LinkButton href={`/caseload/proposals/${running.id}`}>{words.proposal.look}</LinkButton>
        </ButtonRow>
      ) : props.over ? (
        <Ask team_id={props.team_id} label={words.page.propose} />
      ) : (
        <p>{words.page.nothing}</p>
      )}
      {done.length === 0 ? null : (
        <ResourceList
          label={words.proposal.last}
          items={done.map((one) => ({
            title: words.proposal.made(words.moment(one.made_at, props.zone)),
            href: `/caseload/proposals/${one.id}`,
            text:
              one.moves === 0
                ? words.proposal.none
                : words.proposal.result(one.moves, one.over_before ?? 0, one.over_after ?? 0),
            meta: one.maker ?? '',
          }))}
        />
      )}
    </>
  );
}

export function ProposalPage(props: {
  proposal: Proposal;
  state: ProposalState;
  moves: Awaited<ReturnType<typeof movesOf>>;
  /** what it was reckoned from has changed since */
  stale: boolean;
  zone: string;
}): Child {
  const { proposal, state } = props;
  const at = `/caseload/proposals/${proposal.id}`;
  return (
    <Stack>
      <PageHeading
        title={words.proposal.titles[state]}
        lead={words.proposal.lead(
          proposal.team,
          proposal.maker ?? '',
          words.moment(proposal.made_at, props.zone),
        )}
      />
      {state === 'done' ? (
        <Result proposal={proposal} moves={props.moves} stale={props.stale} />
      ) : state === 'running' ? (
        <Card>
          <Stack>
            <ProgressBar
              id="balance-progress"
              label={words.proposal.progress}
              value={Math.min(proposal.progress, balanceSeconds)}
              max={balanceSeconds}
              text={words.proposal.seconds(proposal.progress, balanceSeconds)}
            />
            <p>
              <a href={at}>{words.proposal.reload}</a>
            </p>
            <Form action={`${at}/give-up`} label={words.proposal.giveUp}>
              <Button kind="secondary">{words.proposal.giveUp}</Button>
            </Form>
          </Stack>
        </Card>
      ) : (
        <NotificationBanner
          kind={state === 'stalled' ? 'warning' : 'info'}
          title={state === 'stalled' ? words.proposal.stalled : words.proposal.cancelled}
          actions={<Ask team_id={proposal.team_id} label={words.proposal.again} />}
        >
          <p>{state === 'stalled' ? words.proposal.stalledText : words.proposal.cancelledText}</p>
        </NotificationBanner>
      )}
    </Stack>
  );
}

/** What was found: each move is taken or put aside by a person. */
function Result(props: {
  proposal: Proposal;
  moves: Awaited<ReturnType<typeof movesOf>>;
  stale: boolean;
}): Child {
  const { proposal, moves } = props;
  const at = `/caseload/proposals/${proposal.id}`;
  return (
    <>
      {props.stale ? (
        <NotificationBanner
          kind="warning"
          title={words.proposal.stale}
          actions={<Ask team_id={proposal.team_id} label={words.proposal.again} />}
        >
          <p>{words.proposal.staleText}</p>
        </NotificationBanner>
      ) : null}
      {moves.length === 0 ? (
        <EmptyState title={words.proposal.none} text={words.proposal.noneText} />
      ) : (
        <>
          <NotificationBanner
            kind="info"
            title={words.proposal.result(moves.length, proposal.over_before ?? 0, proposal.over_after ?? 0)}
          >
            <p>
              {proposal.gap === 0
                ? words.proposal.exact
                : words.proposal.gap(((proposal.gap ?? 0) * 100).toFixed(1))}
            </p>
          </NotificationBanner>
          <Card flush>
            <DataTable
              caption={words.proposal.caption}
              captionHidden
              stack
              columns={[
                {
                  key: 'case',
                  label: words.proposal.case,
                  rowHeader: true,
                  cell: (row) => (
                    <a href={`/supervision/cases/${row.case_id}`}>
                      {`${words.caseNumber(row.fiscal_year, row.number)}　${row.headline}`}
                    </a>
                  ),
                },
                { key: 'giver', label: words.proposal.from, nowrap: true },
                { key: 'taker', label: words.proposal.to, nowrap: true },
                {
                  key: 'points',
                  label: words.proposal.points,
                  align: 'end',
                  nowrap: true,
                  cell: (row) => words.points(Number(row.points)),
                },
                {
                  key: 'why',
                  label: words.proposal.why,
                  cell: (row) => row.why.map((code) => whyWords[code] ?? code).join(words.and),
                },
                {
                  key: 'decide',
                  label: words.proposal.decide,
                  cell: (row) =>
                    row.decided_at !== null ? (
                      <StatusBadge kind={row.taken ? 'success' : 'neutral'}>
                        {row.taken ? words.proposal.taken : words.proposal.left}
                      </StatusBadge>
                    ) : (
                      <ButtonRow>
                        <Form action={`${at}/${row.case_id}/take`}>
                          <Button size="sm">
                            {words.proposal.take}
                            <span class="visually-hidden">{words.proposal.ofCase(row)}</span>
                          </Button>
                        </Form>
                        <Form action={`${at}/${row.case_id}/leave`}>
                          <Button size="sm" kind="tertiary">
                            {words.proposal.leave}
                            <span class="visually-hidden">{words.proposal.ofCase(row)}</span>
                          </Button>
                        </Form>
                      </ButtonRow>
                    ),
                },
              ]}
              rows={moves}
            />
          </Card>
        </>
      )}
    </>
  );
}
