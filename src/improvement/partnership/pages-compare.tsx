import { ButtonRow, LinkButton, UtilityLink } from '../../platform/ui/buttons.tsx';
import { HeatMap } from '../../platform/ui/charts.tsx';
import { StatusBadge } from '../../platform/ui/feedback.tsx';
import { PageHeading, Prose, Section, Stack } from '../../platform/ui/layout.tsx';
import { DataTable } from '../../platform/ui/tables.tsx';
import { RoundBadge, WaitingList, type Waiting } from './pages.tsx';
import type { GivenAnswer, Item, Round } from './queries.ts';
import { standingOf, stepSpokenFor } from './rules.ts';
import { words } from './words.ja.ts';

interface AreaLine {
  id: number;
  name: string;
  answered: number;
  agreed: number | null;
  spoken: number;
  differs: number;
}

/** Every area of a round side by side: what is met, where opinions differ, which step, over the years. */
export function ComparePage(props: {
  round: Round;
  items: readonly Item[];
  areas: readonly { id: number; name: string }[];
  answers: readonly GivenAnswer[];
  steps: ReadonlyMap<number, ReadonlyMap<number, number>>;
  waiting: readonly Waiting[];
  today: string;
}) {
  const { round, items, areas, answers } = props;
  const w = words.compare;
  const years = [...new Set([...props.steps.values()].flatMap((of) => [...of.keys()]))].toSorted(
    (a, b) => a - b,
  );
  const lines = areas.map(({ id, name }): AreaLine => {
    const here = answers.filter((one) => one.area_id === id);
    const own = props.steps.get(id);
    const last = own === undefined ? undefined : Math.max(...own.keys());
    return {
      id,
      name,
      answered: new Set(here.map((one) => one.check_id)).size,
      agreed: last === undefined ? null : (own?.get(last) ?? null),
      spoken: stepSpokenFor(items, here),
      differs: items.filter((item) => standingOf(here.filter((one) => one.item_code === item.code)).differs)
        .length,
    };
  });
  const share = (area: number, code: string): number | null => {
    const one = standingOf(answers.filter((row) => row.area_id === area && row.item_code === code));
    return one.answered === 0 ? null : Math.round((100 * one.met) / one.answered);
  };
  const href = (area: number) => `/partnership/${round.id}/areas/${area}`;
  return (
    <Stack>
      <PageHeading
        kicker={words.list.title}
        title={round.name}
        lead={
          <>
            {words.list.days(round.opens_on, round.closes_on)}{' '}
            <RoundBadge round={round} today={props.today} />
          </>
        }
        actions={
          <ButtonRow>
            {round.may_manage ? (
              <LinkButton href={`/partnership/${round.id}/edit`} icon="edit">
                {words.round.edit}
              </LinkButton>
            ) : null}
            <UtilityLink href={`/partnership/${round.id}/export`} icon="download" download>
              {w.export}
            </UtilityLink>
            <UtilityLink href={`/partnership/${round.id}/export?format=csv`} icon="download" download>
              {w.exportCsv}
            </UtilityLink>
          </ButtonRow>
        }
      />
      {round.note === '' ? null : <Prose>{round.note}</Prose>}
      <WaitingList waiting={props.waiting} />
      <Section title={w.areas} id="areas" lead={w.lead}>
        <DataTable<AreaLine>
          caption={w.areasCaption}
          captionHidden
          stack
          rows={lines}
          columns={[
            {
              key: 'name',
              label: w.columns.area,
              rowHeader: true,
              cell: (one) => <a href={href(one.id)}>{one.name}</a>,
            },
            {
              key: 'answered',
              label: w.columns.answered,
              nowrap: true,
              cell: (one) => (one.answered === 0 ? w.noAnswers : w.answered(one.answered)),
            },
            {
              key: 'agreed',
              label: w.columns.agreed,
              cell: (one) =>
                one.agreed === null ? (
                  w.notAgreed
                ) : (
                  <StatusBadge kind="success">{words.step(one.agreed)}</StatusBadge>
                ),
            },
            {
              key: 'spoken',
              label: w.columns.spoken,
              nowrap: true,
              cell: (one) => (one.answered === 0 ? '' : words.step(one.spoken)),
            },
            {
              key: 'differs',
              label: w.columns.differs,
              nowrap: true,
              cell: (one) =>
                one.answered === 0 ? (
                  ''
                ) : one.differs > 0 ? (
                  <StatusBadge kind="warning">{w.differs(one.differs)}</StatusBadge>
                ) : (
                  w.differs(0)
                ),
            },
          ]}
        />
      </Section>
      {answers.length === 0 ? null : (
        <HeatMap
          caption={w.heat}
          rows={areas.map((one) => one.name)}
          columns={items.map((item) => words.short[item.code] ?? item.code)}
          values={areas.map((area) => items.map((item) => share(area.id, item.code)))}
          href={(row) => href(areas[row]!.id)}
          unit={w.unit}
          rowTitle={w.area}
        />
      )}
      {years.length === 0 ? null : (
        <Section title={w.years} id="years">
          <DataTable
            caption={w.yearsCaption}
            captionHidden
            rows={areas.filter((one) => props.steps.has(one.id))}
            columns={[
              { key: 'name', label: w.area, rowHeader: true },
              ...years.map((year) => ({
                key: `y${year}`,
                label: w.year(year),
                nowrap: true,
                cell: (one: { id: number }) => {
                  const step = props.steps.get(one.id)?.get(year);
                  return step === undefined ? '' : words.step(step);
                },
              })),
            ]}
          />
        </Section>
      )}
    </Stack>
  );
}
