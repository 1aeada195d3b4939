import type { Child } from '../../platform/ui/jsx-runtime.ts';
import { formatDateTime } from '../../platform/ja/dates.ts';
import { Button, ButtonRow, ConfirmForm } from '../../platform/ui/buttons.tsx';
import { EmptyState } from '../../platform/ui/feedback.tsx';
import { DateField, NumberField, TextArea, TextField } from '../../platform/ui/fields.tsx';
import { fields, Form } from '../../platform/ui/forms.tsx';
import { Card, PageHeading, Stack } from '../../platform/ui/layout.tsx';
import type { State } from './pages.tsx';
import type { holds, RegisterLine } from './queries.ts';
import { labelOf, words } from './words.ja.ts';

export function TermForm(props: { rule: RegisterLine; state: State }): Child {
  const { rule } = props;
  const w = words.term;
  const field = fields(props.state.values, props.state.errors);
  return (
    <>
      <PageHeading title={w.title} lead={rule.name} />
      <Form action={`/retention/${rule.code}/term`} errors={props.state.errors}>
        <NumberField
          {...field('months')}
          label={w.months}
          help={w.monthsHelp(rule.least_months, rule.most_months)}
          required
        />
        {rule.by_age ? <NumberField {...field('until_age')} label={w.until_age} required /> : null}
        <TextField {...field('basis')} label={w.basis} required />
        <DateField {...field.date('valid_from')} label={w.valid_from} help={w.valid_fromHelp} required />
        <ButtonRow>
          <Button size="lg">{w.submit}</Button>
        </ButtonRow>
      </Form>
    </>
  );
}

export function HoldForm(props: {
  rule: RegisterLine;
  label: string;
  subject_id: number;
  state: State;
}): Child {
  const w = words.hold;
  const field = fields(props.state.values, props.state.errors);
  return (
    <>
      <PageHeading title={w.title(labelOf(props.rule.code, props.label))} lead={w.lead} />
      <Form action={`/retention/${props.rule.code}/${props.subject_id}/hold`} errors={props.state.errors}>
        <TextArea {...field('reason')} label={w.reason} help={w.reasonHelp} rows={3} required />
        <ButtonRow>
          <Button size="lg">{w.submit}</Button>
        </ButtonRow>
      </Form>
    </>
  );
}

export function HoldsPage(props: {
  rows: Awaited<ReturnType<typeof holds>>;
  me: number;
  zone: string;
  sent: number | null;
  state: State;
}): Child {
  const w = words.hold;
  return (
    <Stack>
      <PageHeading title={words.register.holds} lead={words.register.holdsLead} />
      {props.rows.length === 0 ? <EmptyState title={w.none} text={w.noneText} icon="check" /> : null}
      {props.rows.map((row) => {
        const field = props.sent === row.id ? fields(props.state.values, props.state.errors) : fields();
        return (
          <Card title={labelOf(row.kind, row.label)}>
            <Stack gap="sm">
              <p class="pre-line">{row.reason}</p>
              <p>
                {w.placed(row.placer ?? '', formatDateTime(row.placed_at, props.zone))}
                {row.team === null ? '' : `　${row.team}`}
              </p>
              {row.placed_by === props.me ? (
                <p>{w.notAlone}</p>
              ) : (
                <ConfirmForm
                  label={w.lift}
                  question={w.liftQuestion}
                  action={`/retention/holds/${row.id}/lift`}
                  confirmLabel={w.lift}
                  open={props.sent === row.id}
                >
                  <TextArea
                    {...field('reason')}
                    id={`f-reason-${row.id}`}
                    label={w.liftReason}
                    rows={2}
                    required
                  />
                </ConfirmForm>
              )}
            </Stack>
          </Card>
        );
      })}
    </Stack>
  );
}
