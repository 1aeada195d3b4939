import { emptyForm, type FormState } from '../../platform/web/form.ts';
import { ConflictNotice, type Conflict } from '../../platform/web/handlers.tsx';
import { Button, ButtonRow, ConfirmForm, LinkButton, UtilityLink } from '../../platform/ui/buttons.tsx';
import { Disclosure, StatusBadge } from '../../platform/ui/feedback.tsx';
import { TextArea, TextField } from '../../platform/ui/fields.tsx';
import { fields, Form, HiddenField } from '../../platform/ui/forms.tsx';
import { PageHeading, Prose, Section, Stack } from '../../platform/ui/layout.tsx';
import { ResourceList } from '../../platform/ui/records.tsx';
import { DataTable } from '../../platform/ui/tables.tsx';
import type { IndicatorYear } from '../evaluation/queries.ts';
import { figureText } from '../evaluation/rules-figures.ts';
import { closedText } from './exports.ts';
import { YearTabs } from './pages.tsx';
import type { ClosedFigure, Closing, Report } from './queries.ts';
import { chapters, formats, isDone, type Chapter } from './rules.ts';
import { words } from './words.ja.ts';

type State = FormState & { conflict?: Conflict };
const w = words.report;

/** The year's report: texts by chapter, the closing with its figures, and the files made. */
export function ReportPage(props: {
  fiscal_year: number;
  years: readonly number[];
  texts: ReadonlyMap<Chapter, { body: string }>;
  closings: readonly Closing[];
  figures: readonly ClosedFigure[];
  live: readonly IndicatorYear[];
  reports: readonly Report[];
  isOver: boolean;
  mayManage: boolean;
  closing?: State;
}) {
  const { fiscal_year } = props;
  const year = `year=${fiscal_year}`;
  return (
    <Stack>
      <PageHeading title={w.title(fiscal_year)} lead={w.lead} />
      <YearTabs path="/goals/report" years={props.years} fiscal_year={fiscal_year} />
      <Section title={w.texts} id="texts">
        <ResourceList
          level={3}
          items={chapters.map((chapter) => {
            const body = props.texts.get(chapter)?.body ?? '';
            return {
              title: words.chapters[chapter],
              text: body === '' ? w.noText : <Prose>{body}</Prose>,
              ...(props.mayManage
                ? {
                    action: (
                      <LinkButton size="sm" href={`/goals/report/${chapter}?${year}`}>
                        {body === '' ? w.write : w.rewrite}
                      </LinkButton>
                    ),
                  }
                : {}),
            };
          })}
        />
      </Section>
      <CloseSection {...props} year={year} />
      <Section title={w.make} lead={w.makeLead} id="files">
        {props.mayManage ? (
          <Form action={`/goals/report/make?${year}`}>
            <ButtonRow>
              <Button icon="note">{w.makeButton}</Button>
            </ButtonRow>
          </Form>
        ) : null}
        {props.reports.length === 0 ? (
          <p>{w.none}</p>
        ) : (
          <ResourceList
            label={w.made}
            items={props.reports.map((report) => ({
              title: w.line(report.made, report.maker, report.edition),
              text: !isDone(report.formats) ? (
                <>
                  {w.waiting} {w.refresh}
                </>
              ) : (
                <ButtonRow>
                  {formats
                    .filter((format) => report.formats.includes(format))
                    .map((format) => (
                      <UtilityLink href={`/goals/report/${report.id}/${format}`} icon="download" download>
                        {words.formats[format]}
                      </UtilityLink>
                    ))}
                </ButtonRow>
              ),
            }))}
          />
        )}
      </Section>
    </Stack>
  );
}

function CloseSection(props: Parameters<typeof ReportPage>[0] & { year: string }) {
  const { closings, figures, live, fiscal_year } = props;
  const state = props.closing ?? emptyForm;
  const field = fields(state.values, state.errors);
  return (
    <Section title={w.close} lead={w.closeLead} id="close">
      {closings.map((one) => (
        <p>
          {w.closedBy(one.edition, one.closer, one.closed)}
          {one.reason === '' ? '' : `　${one.reason}`}
        </p>
      ))}
      {figures.length === 0 ? null : (
        <>
          <DataTable<ClosedFigure>
            caption={w.figures}
            stack
            rows={figures}
            columns={[
              { key: 'name', label: w.figureColumns.name, rowHeader: true },
              {
                key: 'closed',
                label: w.figureColumns.closed,
                nowrap: true,
                cell: (one) => closedText(one, one),
              },
              ...(props.mayManage
                ? [
                    {
                      key: 'rebuilt',
                      label: w.figureColumns.rebuilt,
                      nowrap: true,
                      cell: (one: ClosedFigure) => (one.again === null ? '' : closedText(one, one.again)),
                    },
                  ]
                : []),
              {
                key: 'now',
                label: w.figureColumns.now,
                cell: (one) => {
                  const now = live.find(({ code }) => code === one.indicator_code);
                  if (!now) return '';
                  const same = now.numerator === one.numerator && now.denominator === one.denominator;
                  return (
                    <>
                      {figureText(now, now.value)}{' '}
                      <StatusBadge kind={same ? 'success' : 'warning'}>
                        {same ? w.same : w.differs}
                      </StatusBadge>
                    </>
                  );
                },
              },
              {
                key: 'rows',
                label: w.figureColumns.rows,
                nowrap: true,
                cell: (one) => w.rowsOf(one.source_rows),
              },
            ]}
          />
          {props.mayManage ? (
            <UtilityLink href={`/goals/report/rows?${props.year}`} icon="download" download>
              {w.exportRows}
            </UtilityLink>
          ) : null}
        </>
      )}
      {!props.isOver ? (
        <p>{w.notOver(`${fiscal_year + 1}-03-31`)}</p>
      ) : !props.mayManage ? null : closings.length === 0 ? (
        <ConfirmForm
          label={w.closeButton}
          question={w.closeQuestion}
          action={`/goals/report/close?${props.year}`}
        />
      ) : (
        <Disclosure summary={w.closeAgain} id="close-again" open={props.closing !== undefined}>
          <Form action={`/goals/report/close?${props.year}`} errors={state.errors}>
            <TextField {...field('reason')} label={w.closeAgainReason} required maxLength={500} />
            <ButtonRow>
              <Button>{w.closeAgain}</Button>
            </ButtonRow>
          </Form>
        </Disclosure>
      )}
    </Section>
  );
}

/** One chapter's text. */
export function ChapterPage(props: { fiscal_year: number; chapter: Chapter; state: State }) {
  const { state, chapter } = props;
  const field = fields(state.values, state.errors);
  return (
    <Stack>
      <PageHeading
        kicker={w.title(props.fiscal_year)}
        title={w.textTitle(words.chapters[chapter])}
        lead={words.chapterHints[chapter]}
      />
      <Form action={`/goals/report/${chapter}?year=${props.fiscal_year}`} errors={state.errors}>
        <ConflictNotice state={state} />
        {state.conflict ? null : <HiddenField name="_version" value={field('_version').value} />}
        <TextArea {...field('body')} label={w.body} required={false} rows={14} maxChars={10_000} />
        <ButtonRow>
          <Button size="lg">{words.save}</Button>
        </ButtonRow>
      </Form>
    </Stack>
  );
}
