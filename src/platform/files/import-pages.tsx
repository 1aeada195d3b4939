import type { Child } from '../ui/jsx-runtime.ts';
import { formatDateTime } from '../ja/dates.ts';
import { Button, ButtonRow, ConfirmForm, LinkButton, UtilityLink } from '../ui/buttons.tsx';
import { NotificationBanner, ProgressBar, StatusBadge, type Kind } from '../ui/feedback.tsx';
import { ComboSelect, FileField, Select, TextField } from '../ui/fields.tsx';
import { Fieldset, fields, Form } from '../ui/forms.tsx';
import {
  Card,
  Columns,
  PageHeading,
  PageNavigation,
  Section,
  Stack,
  StepNavigation,
  Tabs,
} from '../ui/layout.tsx';
import { KeyFigure, NextStep } from '../ui/records.tsx';
import { DataTable } from '../ui/tables.tsx';
import type { FormState } from '../web/form.ts';
import type { Paging } from '../web/paging.ts';
import {
  missingFields,
  stateOf,
  type Batch,
  type BatchState,
  type ImportField,
  type ImportKind,
  type RawRow,
  type StagedRow,
  type VerdictCounts,
} from './imports.ts';
import { words } from './words-imports.ja.ts';

type AnyKind = ImportKind<object>;

const stateKind: Record<BatchState, Kind> = {
  columns: 'warning',
  checking: 'info',
  checked: 'warning',
  applying: 'info',
  failed: 'error',
  applied: 'success',
  discarded: 'neutral',
};
const verdictKind: Record<StagedRow['verdict'], Kind> = {
  new: 'success',
  changed: 'info',
  same: 'neutral',
  refused: 'error',
};

function Steps({ at }: { at: number }) {
  return (
    <StepNavigation
      steps={words.steps.map((label, i) => ({
        label,
        state: i < at ? ('done' as const) : i === at ? ('current' as const) : ('todo' as const),
      }))}
    />
  );
}

/** Where a file is chosen, with the empty form to download and what was taken in before. */
export function UploadPage(props: {
  kind: AnyKind;
  state: FormState;
  recent: readonly Batch[];
  zone: string;
}) {
  const { kind, state } = props;
  const field = fields(state.values, state.errors);
  return (
    <Stack gap="lg">
      <PageHeading title={words.upload.title(kind.title)} lead={kind.lead} />
      <Steps at={0} />
      <Form action={kind.base} multipart errors={state.errors}>
        <FileField
          name="file"
          label={words.upload.file}
          help={words.upload.fileHelp}
          accept=".csv,.tsv,.txt,.xlsx,.zip"
          types={words.upload.fileTypes}
          maxMegabytes={100}
          required
          error={state.errors['file']}
        />
        <TextField
          {...field('sheet')}
          label={words.upload.sheet}
          help={words.upload.sheetHelp}
          required={false}
          width="m"
        />
        <ButtonRow>
          <Button size="lg">{words.upload.submit}</Button>
          <UtilityLink href={`${kind.base}/template`} icon="download" download>
            {words.upload.template}
          </UtilityLink>
        </ButtonRow>
      </Form>
      <Section title={words.upload.recent}>
        <DataTable
          caption={words.upload.recent}
          captionHidden
          stack
          rows={props.recent}
          empty={<p>{words.upload.recentEmpty}</p>}
          columns={[
            {
              key: 'file_name',
              label: words.file,
              rowHeader: true,
              cell: (batch) => <a href={`${kind.base}/${batch.id}`}>{batch.file_name}</a>,
            },
            {
              key: 'created_at',
              label: words.when,
              cell: (batch) => formatDateTime(batch.created_at, props.zone),
            },
            { key: 'row_count', label: words.rowCount, align: 'end' },
            { key: 'state', label: words.state, nowrap: true, cell: (batch) => <State batch={batch} /> },
          ]}
        />
      </Section>
    </Stack>
  );
}

function State({ batch }: { batch: Batch }) {
  const state = stateOf(batch);
  return <StatusBadge kind={stateKind[state]}>{words.states[state]}</StatusBadge>;
}

interface Heading {
  index: number;
  heading: string;
  samples: string;
}

/** Which column is what; shown when headings do not say it, or when a person wants to mend it. */
export function ColumnsPage(props: {
  kind: AnyKind;
  batch: Batch;
  state: FormState;
  samples: readonly RawRow[];
}) {
  const { kind, batch, state } = props;
  const { mapping } = batch;
  const chosen = new Map(Object.entries(mapping.columns).map(([name, index]) => [index, name]));
  const options = kind.fields.map((field) => ({ value: field.name, label: field.label }));
  const rows: Heading[] = mapping.header.map((heading, index) => ({
    index,
    heading: heading.trim() === '' ? words.columns.nameless(index + 1) : heading,
    samples: props.samples
      .map((row) => row.cells[index] ?? '')
      .filter((cell) => cell !== '')
      .map((cell) => (cell.length > 30 ? `${cell.slice(0, 30)}…` : cell))
      .join('、'),
  }));
  const missing = missingFields(kind, mapping);
  const typed = Object.keys(state.values).length > 0;
  const valueOf = (index: number): string =>
    typed ? asText(state.values[`column_${index}`]) : (chosen.get(index) ?? '');
  const constantOf = (field: ImportField): string =>
    typed ? asText(state.values[`constant_${field.name}`]) : (mapping.constants[field.name] ?? '');
  return (
    <Stack gap="lg">
      <PageHeading title={words.columns.title} kicker={batch.file_name} lead={words.columns.lead} />
      <Steps at={1} />
      {missing.length === 0 ? null : (
        <NotificationBanner kind="warning" title={words.columns.wanted(missing.map((field) => field.label))}>
          {chosen.size > 0 ? null : (
            <p>
              {words.columns.headings(rows.find((row) => mapping.header[row.index]?.trim())?.heading ?? '')}
            </p>
          )}
        </NotificationBanner>
      )}
      <Form action={`${kind.base}/${batch.id}/columns`} errors={state.errors}>
        <Fieldset legend={words.columns.constants}>
          {kind.fields
            .filter((field) => field.constant !== undefined)
            .map((field) => (
              <ComboSelect
                name={`constant_${field.name}`}
                label={field.label}
                help={field.constant?.help}
                value={constantOf(field)}
                options={field.constant?.options ?? []}
                error={state.errors[`constant_${field.name}`]}
                width="m"
              />
            ))}
        </Fieldset>
        <DataTable
          caption={words.columns.caption}
          captionHidden
          stack
          rows={rows}
          columns={[
            { key: 'heading', label: words.columns.heading, rowHeader: true },
            { key: 'samples', label: words.columns.samples },
            {
              key: 'field',
              label: words.columns.field,
              cell: (row) => (
                <Select
                  name={`column_${row.index}`}
                  label={row.heading}
                  labelHidden
                  value={valueOf(row.index)}
                  options={options}
                  empty={words.columns.keep}
                  error={state.errors[`column_${row.index}`]}
                />
              ),
            },
          ]}
        />
        <ButtonRow>
          <Button size="lg">{words.columns.submit}</Button>
        </ButtonRow>
      </Form>
      <Discard kind={kind} batch={batch} />
    </Stack>
  );
}

function asText(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function Discard({ kind, batch }: { kind: AnyKind; batch: Batch }) {
  return (
    <ConfirmForm
      label={words.check.discardLabel}
      question={words.check.discardQuestion}
      confirmLabel={words.check.discard}
      action={`${kind.base}/${batch.id}/discard`}
      kind="tertiary"
      danger
    />
  );
}

export type Tab = 'noted' | 'new' | 'changed' | 'same' | 'refused' | null;

/** Everything about one file: what would happen (or happened) to each row, and the buttons that decide. */
export function BatchPage(props: {
  kind: AnyKind;
  batch: Batch;
  counts: VerdictCounts;
  /** rows that are taken and of which something is said */
  noted: number;
  tab: Tab;
  rows: readonly StagedRow[];
  paging: Paging;
  href: (changes: Record<string, string | number | null>) => string;
  stalled: boolean;
}) {
  const { kind, batch, counts, tab } = props;
  const state = stateOf(batch);
  const all = counts.new + counts.changed + counts.same + counts.refused;
  const total = tab === null ? all : tab === 'noted' ? props.noted : counts[tab];
  const verdicts = ['new', 'changed', 'same', 'refused'] as const;
  return (
    <Stack gap="lg">
      <Head kind={kind} batch={batch} state={state} counts={counts} stalled={props.stalled} />
      {state === 'discarded' || batch.checked_at === null ? null : (
        <>
          <Columns kind="quarters">
            {verdicts.map((verdict) => (
              <KeyFigure
                label={words.check.counts[verdict]}
                value={counts[verdict].toLocaleString('ja-JP')}
                unit={words.check.unit}
                note={state === 'checked' ? words.check.countNotes[verdict] : undefined}
                href={props.href({ tab: verdict })}
              />
            ))}
          </Columns>
          {batch.notes.length === 0 ? null : (
            <Card title={words.check.notes} tone="info">
              <ul class="sentences">
                {batch.notes.map((note) => (
                  <li>{note}</li>
                ))}
              </ul>
            </Card>
          )}
          <Section id="rows" title={words.check.caption}>
            <Tabs
              label={words.check.tabs}
              items={[
                {
                  label: words.check.all,
                  href: props.href({ tab: null }),
                  current: tab === null,
                  count: all,
                },
                {
                  label: words.check.noted,
                  href: props.href({ tab: 'noted' }),
                  current: tab === 'noted',
                  count: props.noted,
                },
                ...verdicts.map((verdict) => ({
                  label: words.check.counts[verdict],
                  href: props.href({ tab: verdict }),
                  current: tab === verdict,
                  count: counts[verdict],
                })),
              ]}
            />
            {counts.refused > 0 && (tab === 'refused' || tab === null) ? (
              <ButtonRow>
                <UtilityLink href={`${kind.base}/${batch.id}/refused`} icon="download" download>
                  {words.check.refusedXlsx}
                </UtilityLink>
                <UtilityLink href={`${kind.base}/${batch.id}/refused?format=csv`} icon="download" download>
                  {words.check.refusedCsv}
                </UtilityLink>
              </ButtonRow>
            ) : null}
            <DataTable
              caption={words.check.caption}
              captionHidden
              stack
              rows={props.rows}
              empty={<p>{words.check.empty}</p>}
              columns={[
                {
                  key: 'row_number',
                  label: words.check.row,
                  nowrap: true,
                  cell: (row) => words.check.rowNumber(row.row_number),
                },
                {
                  key: 'label',
                  label: words.check.label,
                  rowHeader: true,
                  cell: (row) => <RowLabel kind={kind} row={row} />,
                },
                {
                  key: 'verdict',
                  label: words.check.verdict,
                  nowrap: true,
                  cell: (row) => (
                    <StatusBadge kind={verdictKind[row.verdict]}>
                      {words.check.counts[row.verdict]}
                    </StatusBadge>
                  ),
                },
                {
                  key: 'what',
                  label: words.check.what,
                  cell: (row) => <What row={row} done={state === 'applied'} />,
                },
              ]}
            />
            <PageNavigation
              total={total}
              page={props.paging.page}
              size={props.paging.size}
              href={(page) => props.href({ page })}
            />
          </Section>
        </>
      )}
    </Stack>
  );
}

function RowLabel({ kind, row }: { kind: AnyKind; row: StagedRow }) {
  return row.target_id === null || kind.hrefOf === undefined ? (
    <>{row.label}</>
  ) : (
    <a href={kind.hrefOf(row.target_id)}>{row.label}</a>
  );
}

const shownChanges = 12;

function What({ row, done }: { row: StagedRow; done: boolean }) {
  const said = done ? words.check.changed : words.check.change;
  const lines: Child[] = [
    ...row.changes
      .slice(0, shownChanges)
      .map((change) => said(change.label, short(change.before), short(change.after))),
    ...(row.changes.length > shownChanges ? [words.check.more(row.changes.length - shownChanges)] : []),
    ...row.messages,
  ];
  if (lines.length === 0) return <>{words.check.nothing}</>;
  return (
    <ul class="sentences">
      {lines.map((line) => (
        <li>{line}</li>
      ))}
    </ul>
  );
}

const short = (text: string) => (text.length > 80 ? `${text.slice(0, 80)}…` : text);

function Head(props: {
  kind: AnyKind;
  batch: Batch;
  state: BatchState;
  counts: VerdictCounts;
  stalled: boolean;
}) {
  const { kind, batch, state, counts } = props;
  const badges = <State batch={batch} />;
  const toWrite = counts.new + counts.changed;
  if (state === 'applied') {
    return (
      <>
        <PageHeading
          title={words.done.title}
          kicker={batch.file_name}
          badges={badges}
          lead={words.done.lead(counts.new, counts.changed)}
          actions={
            <>
              <LinkButton href={kind.home.href}>{kind.home.label}</LinkButton>
              <LinkButton href={kind.base} kind="tertiary">
                {words.again}
              </LinkButton>
            </>
          }
        />
        {counts.refused === 0 ? null : (
          <NotificationBanner kind="warning" title={words.done.refused(counts.refused)} />
        )}
      </>
    );
  }
  if (state === 'discarded') {
    return (
      <PageHeading
        title={words.discarded.title}
        kicker={batch.file_name}
        badges={badges}
        lead={words.discarded.lead}
        actions={<LinkButton href={kind.base}>{words.again}</LinkButton>}
      />
    );
  }
  if (batch.checked_at === null) {
    const failed = state === 'failed';
    return (
      <>
        <PageHeading
          title={failed ? words.checking.failed : words.checking.title}
          kicker={batch.file_name}
          badges={badges}
          lead={failed ? words.checking.failedText : words.checking.lead}
        />
        <Steps at={2} />
        <ProgressBar
          id="import-progress"
          label={words.checking.bar}
          value={batch.progress}
          max={batch.row_count}
          text={words.progress.text(batch.progress, batch.row_count)}
        />
        {failed || props.stalled ? (
          <NotificationBanner
            kind="warning"
            title={words.progress.stalled}
            actions={
              <ConfirmForm
                label={words.checking.resume}
                question={words.checking.stalledText}
                confirmLabel={words.checking.resume}
                action={`${kind.base}/${batch.id}/resume`}
              />
            }
          />
        ) : (
          <p>
            <a href={`${kind.base}/${batch.id}`}>{words.progress.reload}</a>
          </p>
        )}
        <ButtonRow>
          <Discard kind={kind} batch={batch} />
        </ButtonRow>
      </>
    );
  }
  if (state === 'applying' || state === 'failed') {
    return (
      <>
        <PageHeading
          title={state === 'failed' ? words.progress.failed : words.progress.title}
          kicker={batch.file_name}
          badges={badges}
          lead={state === 'failed' ? words.progress.failedText : words.progress.lead}
        />
        <Steps at={3} />
        <ProgressBar
          id="import-progress"
          label={words.progress.bar}
          // Rows set aside while writing leave "new" and "changed", so the whole is at least what is done.
          value={batch.progress}
          max={Math.max(toWrite, batch.progress)}
          text={words.progress.text(batch.progress, Math.max(toWrite, batch.progress))}
        />
        {state === 'failed' || props.stalled ? (
          <NotificationBanner
            kind="warning"
            title={words.progress.stalled}
            actions={
              <ConfirmForm
                label={words.progress.resume}
                question={words.progress.stalledText}
                confirmLabel={words.progress.resume}
                action={`${kind.base}/${batch.id}/resume`}
              />
            }
          />
        ) : (
          <p>
            <a href={`${kind.base}/${batch.id}`}>{words.progress.reload}</a>
          </p>
        )}
      </>
    );
  }
  return (
    <>
      <PageHeading
        title={words.check.title}
        kicker={batch.file_name}
        badges={badges}
        lead={words.check.lead(batch.row_count)}
      />
      <Steps at={2} />
      <NextStep
        title={words.check.next}
        action={
          toWrite === 0 ? (
            <Button disabledReason={words.check.applyNothing}>{words.check.apply}</Button>
          ) : (
            <ConfirmForm
              label={words.check.apply}
              kind="primary"
              size="lg"
              question={words.check.applyQuestion(counts.new, counts.changed, counts.refused)}
              confirmLabel={words.check.apply}
              action={`${kind.base}/${batch.id}/apply`}
            />
          )
        }
      >
        <ButtonRow>
          <LinkButton href={`${kind.base}/${batch.id}/columns`} kind="tertiary">
            {words.check.columns}
          </LinkButton>
          <Discard kind={kind} batch={batch} />
        </ButtonRow>
      </NextStep>
    </>
  );
}
