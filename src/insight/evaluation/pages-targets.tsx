import { formatDateTime, formatFiscalYear } from '../../platform/ja/dates.ts';
import { Button, ButtonRow, LinkButton } from '../../platform/ui/buttons.tsx';
import { NotificationBanner } from '../../platform/ui/feedback.tsx';
import { NumberField, TextArea } from '../../platform/ui/fields.tsx';
import { fields, Form, HiddenField } from '../../platform/ui/forms.tsx';
import { PageHeading, Section, Stack } from '../../platform/ui/layout.tsx';
import { DataTable } from '../../platform/ui/tables.tsx';
import type { FormState } from '../../platform/web/form.ts';
import { ConflictNotice, type Conflict } from '../../platform/web/handlers.tsx';
import type { Definition, Target } from './queries.ts';
import { figureText } from './rules-figures.ts';
import { words } from './words.ja.ts';

/** The targets of all fiscal years, and for those with evaluation.manage the form for one of them. */
export function TargetsPage(props: {
  indicator: Definition;
  years: readonly number[];
  targets: readonly Target[];
  /** the year whose target is being set; null where it may not be */
  form: { fiscal_year: number; state: FormState & { conflict?: Conflict } } | null;
  /** the year asked for is over and has its target */
  over: boolean;
  thisYear: number;
  zone: string;
  mayManage: boolean;
}) {
  const { indicator, form, targets } = props;
  const w = words.targets;
  const rows = props.years
    .map((fiscal_year) => ({ fiscal_year, ...targets.find((one) => one.fiscal_year === fiscal_year) }))
    .toReversed();
  const field = form ? fields(form.state.values, form.state.errors) : null;
  return (
    <Stack gap="lg">
      <PageHeading title={w.title(indicator.name)} lead={w.lead} />
      <DataTable
        caption={w.caption}
        captionHidden
        stack
        rows={rows}
        columns={[
          {
            key: 'fiscal_year',
            label: w.year,
            rowHeader: true,
            nowrap: true,
            cell: (row) => formatFiscalYear(row.fiscal_year),
          },
          {
            key: 'target',
            label: w.target,
            align: 'end',
            nowrap: true,
            cell: (row) => (row.target === undefined ? w.none : figureText(indicator, row.target)),
          },
          { key: 'reason', label: w.reason, cell: (row) => row.reason ?? '' },
          {
            key: 'set_by',
            label: w.setBy,
            cell: (row) =>
              row.set_at
                ? `${row.set_by_name ?? ''}　${formatDateTime(row.set_at, props.zone)}`
                : (row.set_by_name ?? ''),
          },
          ...(props.mayManage
            ? [
                {
                  key: 'choose',
                  label: words.setTarget,
                  labelHidden: true,
                  cell: (row: (typeof rows)[number]) =>
                    row.target !== undefined && row.fiscal_year < props.thisYear ? null : (
                      <LinkButton
                        href={`/indicators/${indicator.code}/targets?year=${row.fiscal_year}#form`}
                        kind="tertiary"
                        size="sm"
                        label={w.formTitle(row.fiscal_year)}
                      >
                        {w.choose}
                      </LinkButton>
                    ),
                },
              ]
            : []),
        ]}
      />
      {props.over ? (
        <NotificationBanner kind="info" title={w.over}>
          <p>{w.errors.over}</p>
        </NotificationBanner>
      ) : null}
      {form === null || field === null ? null : (
        <Section title={w.formTitle(form.fiscal_year)} id="form">
          <Form
            action={`/indicators/${indicator.code}/targets?year=${form.fiscal_year}`}
            errors={form.state.errors}
          >
            <ConflictNotice state={form.state} />
            <HiddenField name="fiscal_year" value={form.fiscal_year} />
            {form.state.conflict ? null : (
              <HiddenField name="_version" value={field('_version').value || '0'} />
            )}
            <NumberField
              {...field('target')}
              label={w.target}
              help={w.help[indicator.kind]}
              required
              decimal={indicator.kind !== 'count'}
              unit={indicator.unit}
            />
            <TextArea
              {...field('reason')}
              label={w.reason}
              help={w.reasonHelp}
              required
              rows={3}
              maxChars={500}
            />
            <ButtonRow>
              <Button size="lg">{w.save}</Button>
            </ButtonRow>
          </Form>
        </Section>
      )}
    </Stack>
  );
}
