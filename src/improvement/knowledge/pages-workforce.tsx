import { formatFiscalYear } from '../../platform/ja/dates.ts';
import { emptyForm, type FormState } from '../../platform/web/form.ts';
import { Button, ButtonRow, ConfirmForm, UtilityLink } from '../../platform/ui/buttons.tsx';
import { LineChart } from '../../platform/ui/charts.tsx';
import { EmptyState } from '../../platform/ui/feedback.tsx';
import { ComboSelect, FileField, NumberField, TextField } from '../../platform/ui/fields.tsx';
import { fields, Form } from '../../platform/ui/forms.tsx';
import { Columns, PageHeading, Section, Stack } from '../../platform/ui/layout.tsx';
import { DataTable } from '../../platform/ui/tables.tsx';
import { byYear, shownByYear, shownRows, type ShownRow, type WorkforceRow } from './queries-workforce.ts';
import { measures, optionalWorkforce, rateOf, workforceFields } from './rules.ts';
import { words as practiceWords } from './words.ja.ts';
import { words as w } from './words-workforce.ja.ts';

export const percent = (value: number | null): string =>
  value === null ? '' : `${Math.round(value * 10) / 10}%`;

/** The desk that enters the figures sees what it entered; everybody else, what may leave it. */
const shownUnlessDesk = (rows: readonly WorkforceRow[], desk: boolean): ShownRow[] =>
  desk ? rows.map((row) => ({ ...row, hidden: [] })) : shownRows(rows);

/** Hiring and staying by year and kind of facility: rates, the counts behind them, and where they are entered. */
export function WorkforcePage(props: {
  rows: readonly WorkforceRow[];
  kinds: readonly string[];
  mayManage: boolean;
  states: { form?: FormState; upload?: FormState };
}) {
  const rows = shownUnlessDesk(props.rows, props.mayManage);
  const years = (props.mayManage ? byYear : shownByYear)(props.rows);
  return (
    <Stack gap="lg">
      <PageHeading
        kicker={practiceWords.navigation}
        title={w.title}
        lead={w.lead}
        actions={
          rows.length === 0 ? null : (
            <ButtonRow>
              <UtilityLink href="/workforce/export" icon="download" download>
                {w.export}
              </UtilityLink>
              <UtilityLink href="/workforce/export?format=csv" icon="download" download>
                {w.exportCsv}
              </UtilityLink>
            </ButtonRow>
          )
        }
      />
      {rows.length === 0 ? (
        <EmptyState
          title={w.empty.title}
          text={props.mayManage ? w.empty.text : w.empty.read}
          icon="people"
        />
      ) : (
        <>
          <Columns kind="halves">
            {measures
              .filter((measure) => years.some((year) => year.rates[measure] !== null))
              .map((measure) => (
                <LineChart
                  caption={w.chart(practiceWords.measures[measure])}
                  labels={years.map((year) => formatFiscalYear(year.fiscal_year))}
                  actual={years.map((year) => {
                    const rate = year.rates[measure];
                    return rate === null ? null : Math.round(rate * 10) / 10;
                  })}
                  unit={w.unit}
                  labelTitle={w.columns.fiscal_year}
                />
              ))}
          </Columns>
          <p>{w.definitions}</p>
          <p>{props.mayManage ? w.fewDesk : w.fewOthers}</p>
          <Section title={w.table} id="table">
            <DataTable<ShownRow>
              caption={w.table}
              captionHidden
              dense
              rows={rows}
              columns={[
                {
                  key: 'fiscal_year',
                  label: w.columns.fiscal_year,
                  rowHeader: true,
                  nowrap: true,
                  cell: (row) => formatFiscalYear(row.fiscal_year),
                },
                { key: 'facility_kind', label: w.columns.facility_kind, nowrap: true },
                ...measures.map((measure) => ({
                  key: measure,
                  label: practiceWords.measures[measure],
                  align: 'end' as const,
                  cell: (row: ShownRow) =>
                    row.hidden.includes(measure) ? w.few : percent(rateOf[measure](row)),
                })),
                ...workforceFields.map((name) => ({
                  key: name,
                  label: w.columns[name],
                  align: 'end' as const,
                  cell: (row: ShownRow) => (row[name] === null ? '' : `${row[name]}`),
                })),
                { key: 'told_by', label: w.columns.told_by },
                ...(props.mayManage
                  ? [
                      {
                        key: 'remove',
                        label: w.remove,
                        labelHidden: true,
                        cell: (row: ShownRow) => (
                          <ConfirmForm
                            label={w.remove}
                            question={w.removeQuestion(row.fiscal_year, row.facility_kind)}
                            action="/workforce/remove"
                            confirmLabel={w.remove}
                            danger
                            kind="tertiary"
                            size="sm"
                            fields={{
                              fiscal_year: `${row.fiscal_year}`,
                              facility_kind: row.facility_kind,
                            }}
                          />
                        ),
                      },
                    ]
                  : []),
              ]}
            />
          </Section>
        </>
      )}
      {props.mayManage ? <Entry {...props} /> : null}
    </Stack>
  );
}

function Entry(props: { kinds: readonly string[]; states: { form?: FormState; upload?: FormState } }) {
  const state = props.states.form ?? emptyForm;
  const upload = props.states.upload ?? emptyForm;
  const field = fields(state.values, state.errors);
  const other = fields(upload.values, upload.errors);
  return (
    <>
      <Section title={w.add} lead={w.addHelp} id="add">
        <Form action="/workforce#add" errors={state.errors}>
          <TextField
            {...field('fiscal_year')}
            label={w.columns.fiscal_year}
            help={practiceWords.study.fiscal_yearHelp}
            required
            width="s"
          />
          <ComboSelect
            {...field('facility_kind')}
            label={w.columns.facility_kind}
            required
            options={props.kinds}
          />
          {workforceFields.map((name) => (
            <NumberField
              {...field(name)}
              label={w.columns[name]}
              required={!optionalWorkforce.includes(name)}
              {...(optionalWorkforce.includes(name) ? { help: w.optionalHelp } : {})}
            />
          ))}
          <TextField {...field('told_by')} label={w.columns.told_by} required maxLength={120} />
          <ButtonRow>
            <Button>{practiceWords.save}</Button>
          </ButtonRow>
        </Form>
      </Section>
      <Section
        title={w.upload.title}
        lead={w.upload.lead}
        id="upload"
        actions={
          <UtilityLink href="/workforce/template" icon="download" download>
            {w.template}
          </UtilityLink>
        }
      >
        <Form action="/workforce/upload#upload" errors={upload.errors} multipart>
          <FileField
            name="file"
            label={w.upload.file}
            accept=".xlsx,.csv,.tsv,.txt"
            types={w.upload.types}
            maxMegabytes={5}
            required
            error={upload.errors.file}
          />
          <TextField
            {...other('told_by')}
            id="upload-told-by"
            label={w.upload.told_by}
            required
            maxLength={120}
          />
          <ButtonRow>
            <Button kind="secondary">{w.upload.submit}</Button>
          </ButtonRow>
        </Form>
      </Section>
    </>
  );
}
