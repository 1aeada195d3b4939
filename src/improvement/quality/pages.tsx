import type { Child } from '../../platform/ui/jsx-runtime.ts';
import { formatDate, formatDateShort, formatFiscalYear } from '../../platform/ja/dates.ts';
import type { FormState } from '../../platform/web/form.ts';
import { ConflictNotice, type Conflict } from '../../platform/web/handlers.tsx';
import { Button, ButtonRow, LinkButton, UtilityLink } from '../../platform/ui/buttons.tsx';
import { EmptyState, NotificationBanner, StatusBadge } from '../../platform/ui/feedback.tsx';
import { RadioGroup, TextArea } from '../../platform/ui/fields.tsx';
import { fields, Form, HiddenField } from '../../platform/ui/forms.tsx';
import {
  Card,
  Columns,
  PageHeading,
  PageNavigation,
  Prose,
  Section,
  Stack,
  Tabs,
} from '../../platform/ui/layout.tsx';
import { DescriptionList, KeyFigure } from '../../platform/ui/records.tsx';
import { DataTable } from '../../platform/ui/tables.tsx';
import type { ListedSubject, Rubric, SubjectScore } from './queries.ts';
import type { SubjectKind } from './rules.ts';
import { words } from './words.ja.ts';

export interface ListState {
  kind: SubjectKind;
  state: 'unscored' | 'scored' | 'all';
  fiscal_year: number;
  years: readonly number[];
  page: number;
  size: number;
}

/** The list of records of a year, those nobody has scored first. */
export function SubjectList(props: {
  state: ListState;
  found: { rows: ListedSubject[]; total: number; unscored: number; scored: number };
  href: (changes: Record<string, string | number | null>) => string;
}) {
  const { state, found, href } = props;
  const { kind } = state;
  const counts = { unscored: found.unscored, scored: found.scored, all: found.unscored + found.scored };
  return (
    <Stack>
      <PageHeading title={words.title} lead={words.lead} />
      <Tabs
        label={words.kindTabs}
        items={(['visit', 'minutes'] as const).map((one) => ({
          label: words.kinds[one],
          href: href({ kind: one, state: null }),
          current: one === kind,
        }))}
      />
      <Tabs
        label={words.year}
        items={state.years.map((year) => ({
          label: formatFiscalYear(year),
          href: href({ year }),
          current: year === state.fiscal_year,
        }))}
      />
      <Tabs
        label={words.stateTabs}
        items={(['unscored', 'scored', 'all'] as const).map((one) => ({
          label: words.states[one],
          href: href({ state: one }),
          current: one === state.state,
          count: counts[one],
        }))}
      />
      <DataTable<ListedSubject>
        caption={words.list(kind)}
        captionHidden
        stack
        rows={found.rows}
        empty={<EmptyState {...words.empty[state.state]} icon="check" />}
        columns={[
          {
            key: 'title',
            label: words.columns.title[kind],
            rowHeader: true,
            cell: (row) => <a href={subjectHref(kind, row.id)}>{row.title}</a>,
          },
          {
            key: 'day',
            label: words.columns.day[kind],
            nowrap: true,
            cell: (row) => formatDateShort(row.day),
          },
          {
            key: 'average',
            label: words.columns.score,
            nowrap: true,
            cell: (row) =>
              row.average === null ? <StatusBadge>{words.notScored}</StatusBadge> : words.points(row.average),
          },
          {
            key: 'judges',
            label: words.columns.judges,
            cell: (row) => (row.judges === 0 ? '' : words.judges(row.judges, row.mine)),
          },
        ]}
      />
      <PageNavigation
        total={found.total}
        page={state.page}
        size={state.size}
        href={(page) => href({ page })}
      />
    </Stack>
  );
}

export const subjectHref = (kind: SubjectKind, id: number): string =>
  kind === 'visit' ? `/quality/visits/${id}` : `/quality/minutes/${id}`;

/** The record on the left, the criteria to choose from on the right, what others chose below. */
export function ScorePage(props: {
  kind: SubjectKind;
  subject: { id: number; title: string; day: string };
  texts: readonly { label: string; text: string }[];
  rubric: Rubric;
  score: SubjectScore;
  mine: number | null;
  may_score: boolean;
  /** the reader's own record */
  own: boolean;
  /** what nobody has scored yet this year: how many, and the newest of them */
  next: { id: number; left: number } | null;
  state: FormState & { conflict?: Conflict };
}) {
  const { kind, subject, rubric, score, state } = props;
  const own = score.scores.find((one) => one.scored_by === props.mine);
  const field = fields(state.values, state.errors);
  return (
    <Stack>
      <PageHeading
        kicker={words.kinds[kind]}
        title={kind === 'visit' ? words.scoreTitle(subject.title) : words.minutesTitle(subject.title)}
        lead={formatDate(subject.day)}
        actions={
          <UtilityLink
            href={kind === 'visit' ? `/visits/${subject.id}` : `/meetings/${subject.id}`}
            icon="next"
          >
            {kind === 'visit' ? words.openVisit : words.openMeeting}
          </UtilityLink>
        }
      />
      {own && props.next ? (
        <ButtonRow>
          <LinkButton href={subjectHref(kind, props.next.id)} icon="next">
            {words.next(props.next.left)}
          </LinkButton>
        </ButtonRow>
      ) : null}
      <NotificationBanner kind="info" title={words.question}>
        <p>{rubric.question}</p>
      </NotificationBanner>
      <Columns kind="halves">
        {/* Five criteria are longer than a screen: what they are asked about stays beside them. */}
        <div class="stays-beside" role="group" aria-label={words.theRecord} tabindex={0}>
          <Card title={words.theRecord} id="record">
            <Texts texts={props.texts} />
          </Card>
        </div>
        <Stack>
          {props.may_score ? (
            <Card title={own ? words.editTitle : words.giveTitle} lead={words.giveLead} id="score" tone="key">
              {props.own ? <p>{words.ownRecord[kind]}</p> : null}
              <Form action={subjectHref(kind, subject.id)} errors={state.errors}>
                <ConflictNotice state={state} />
                {state.conflict ? null : (
                  <HiddenField name="_version" value={String(state.values._version ?? own?.version ?? 0)} />
                )}
                {rubric.criteria.map((criterion) => (
                  <RadioGroup
                    {...field(`level_${criterion.code}`)}
                    label={criterion.label}
                    required
                    options={criterion.levels.map((sentence, level) => ({
                      value: String(level),
                      label: words.level(level, sentence),
                    }))}
                  />
                ))}
                <TextArea
                  {...field('remark')}
                  label={words.remark}
                  help={words.remarkHelp}
                  rows={3}
                  maxChars={1000}
                />
                <ButtonRow>
                  <Button icon="check">{words.save}</Button>
                </ButtonRow>
              </Form>
            </Card>
          ) : null}
        </Stack>
      </Columns>
      <Results rubric={rubric} score={score} mine={props.mine} />
    </Stack>
  );
}

function Texts({ texts }: { texts: readonly { label: string; text: string }[] }) {
  return (
    <DescriptionList
      layout="stack"
      items={texts.map(({ label, text }) => ({
        term: label,
        description: text === '' ? words.blank : <Prose>{text}</Prose>,
      }))}
    />
  );
}

function Results({ rubric, score, mine }: { rubric: Rubric; score: SubjectScore; mine: number | null }) {
  if (score.average === null) {
    return (
      <Section title={words.others} id="results">
        <p>{words.noScores}</p>
      </Section>
    );
  }
  return (
    <Section title={words.others} id="results">
      <KeyFigure
        label={words.average}
        value={words.points(score.average)}
        note={words.averageNote(score.scores.length)}
      />
      <DataTable
        caption={words.othersTable}
        captionHidden
        dense
        rows={score.scores}
        columns={[
          {
            key: 'scored_by',
            label: words.columns.judges,
            rowHeader: true,
            cell: (one): Child =>
              (one.scored_by === mine
                ? words.byYou(formatDateShort(one.scored_on))
                : words.by(one.scored_by_name, formatDateShort(one.scored_on))) + (one.own ? words.own : ''),
          },
          ...rubric.criteria.map((criterion) => ({
            key: criterion.code,
            label: criterion.label,
            align: 'end' as const,
            cell: (one: SubjectScore['scores'][number]): Child => one.levels[criterion.code] ?? '',
          })),
          {
            key: 'average',
            label: words.average,
            align: 'end',
            nowrap: true,
            cell: (one) => words.points(one.average),
          },
          { key: 'remark', label: words.remark, cell: (one) => one.remark ?? '' },
        ]}
      />
    </Section>
  );
}
