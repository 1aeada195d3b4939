import { addMonths, formatMonth, formatMonthDay } from '../../platform/ja/dates.ts';
import { Button, ButtonRow, LinkButton, UtilityLink } from '../../platform/ui/buttons.tsx';
import { ErrorText, Form, fieldId } from '../../platform/ui/forms.tsx';
import { NotificationBanner } from '../../platform/ui/feedback.tsx';
import { FileField } from '../../platform/ui/fields.tsx';
import { PageHeading, Section, Stack } from '../../platform/ui/layout.tsx';
import type { FormState } from '../../platform/web/form.ts';
import { monthColumns, rowText } from './forms.ts';
import { monthHref, sheetHref } from './pages.tsx';
import type { MonthDay, UsedService } from './queries.ts';
import { words } from './words.ja.ts';

const w = words.month;

/** A month on one page, a line a day: for those who write it up at its end. */
export function MonthPage(props: {
  service: UsedService;
  month: string;
  days: readonly { day: string; planned: boolean; stored: MonthDay | undefined }[];
  today: string;
  state: FormState;
}) {
  const { service, month, days, today, state } = props;
  const { file: _file, ...inTable } = state.errors;
  const sum = (name: (typeof monthColumns)[number]) =>
    days.reduce((total, { stored }) => total + (stored?.[name] ?? 0), 0);
  return (
    <Stack gap="lg">
      <PageHeading
        kicker={`${service.facility}　${service.name}`}
        title={w.title(formatMonth(month))}
        lead={w.lead}
        actions={
          <>
            <UtilityLink href={sheetHref(service.id, today)} icon="edit">
              {w.toDay}
            </UtilityLink>
            <UtilityLink href={`${monthHref(service.id, month)}/export`} icon="download" download>
              {w.download}
            </UtilityLink>
          </>
        }
      />
      <nav class="day-steps" aria-label={words.sheet.days}>
        <LinkButton
          href={monthHref(service.id, addMonths(`${month}-01`, -1).slice(0, 7))}
          size="sm"
          icon="previous"
        >
          {w.before}
        </LinkButton>
        {month >= today.slice(0, 7) ? null : (
          <LinkButton href={monthHref(service.id, addMonths(`${month}-01`, 1).slice(0, 7))} size="sm">
            {w.after}
          </LinkButton>
        )}
      </nav>
      {typeof state.values.read === 'string' && state.errors.file === undefined ? (
        <NotificationBanner kind="info" title={w.upload.read(Number(state.values.read))} />
      ) : null}
      <Form action={monthHref(service.id, month)} errors={inTable} label={w.caption}>
        <div class="table-frame table-scroll" role="region" aria-label={w.caption} tabindex={0}>
          <table class="table table-dense month-table">
            <caption class="visually-hidden">{w.caption}</caption>
            <thead>
              <tr>
                <th scope="col">{w.day}</th>
                {monthColumns.map((name) => (
                  <th scope="col" class="cell-end">
                    {words.counts[name]}
                  </th>
                ))}
                <th scope="col">{w.closed}</th>
                <th scope="col">{w.sheet}</th>
              </tr>
            </thead>
            <tbody>
              {days.map((one) => (
                <MonthLine {...one} service={service} today={today} state={state} />
              ))}
            </tbody>
            <tfoot>
              <tr>
                <th scope="row">{w.sum}</th>
                {monthColumns.map((name) => (
                  <td class="cell-end">{sum(name)}</td>
                ))}
                <td></td>
                <td></td>
              </tr>
            </tfoot>
          </table>
        </div>
        {service.may_enter ? (
          <ButtonRow>
            <Button size="lg">{w.save}</Button>
          </ButtonRow>
        ) : null}
      </Form>
      {service.may_enter ? (
        <Section title={w.upload.title} lead={w.upload.lead} id="read">
          <Form
            action={`${monthHref(service.id, month)}/read`}
            multipart
            errors={state.errors.file === undefined ? {} : { file: state.errors.file }}
          >
            <FileField
              name="file"
              label={w.upload.file}
              accept=".xlsx,.csv,.tsv,.txt"
              types={w.upload.types}
              maxMegabytes={5}
              required
              error={state.errors.file}
            />
            <ButtonRow>
              <Button kind="secondary">{w.upload.submit}</Button>
            </ButtonRow>
          </Form>
        </Section>
      ) : null}
    </Stack>
  );
}

function MonthLine(props: {
  day: string;
  planned: boolean;
  stored: MonthDay | undefined;
  service: UsedService;
  today: string;
  state: FormState;
}) {
  const { day, stored, state } = props;
  const at = `d${Number(day.slice(8))}_`;
  const label = formatMonthDay(day);
  const was = stored
    ? rowText([...monthColumns.map((name) => (stored.opened ? stored[name] : null)), stored.closed_reason])
    : rowText([...monthColumns.map(() => null), null]);
  const typed = (name: string, now: number | string | null): string => {
    const value = state.values[at + name];
    return typeof value === 'string' ? value : now === null ? '' : `${now}`;
  };
  // Told of somebody else's change: the next saving is on top of it, knowingly.
  const now = (name: 'version' | 'was', value: string) => (
    <input type="hidden" name={at + name} value={value} />
  );
  const locked = !props.service.may_enter || day > props.today;
  const cell = (name: string, column: string, value: number | string | null, wide = false) => {
    const error = state.errors[at + name];
    const id = fieldId(at + name);
    return (
      <td>
        {locked ? (
          <span class={wide ? undefined : 'cell-end'}>{value ?? ''}</span>
        ) : (
          <input
            id={id}
            class={wide ? 'input input-sm month-reason' : 'input input-sm month-box'}
            type="text"
            inputmode={wide ? 'text' : 'numeric'}
            autocomplete="off"
            name={at + name}
            value={typed(name, value)}
            aria-label={w.cell(label, column)}
            aria-invalid={error === undefined ? undefined : 'true'}
            aria-describedby={error === undefined ? undefined : `${id}-error`}
          />
        )}
        <ErrorText id={id} error={error} />
      </td>
    );
  };
  return (
    <tr class={props.planned ? undefined : 'month-off'}>
      <th scope="row" class="cell-nowrap">
        {label}
        {props.planned && !stored && day < props.today ? (
          <span class="visually-hidden">{w.planned}</span>
        ) : null}
        {locked ? null : (
          <>
            {now('version', `${stored?.version ?? 0}`)}
            {now('was', was)}
          </>
        )}
      </th>
      {monthColumns.map((name) =>
        cell(name, words.counts[name], stored && stored.opened ? stored[name] : null),
      )}
      {cell('closed', w.closed, stored?.closed_reason ?? null, true)}
      <td>
        {day > props.today ? null : (
          <a href={sheetHref(props.service.id, day)} aria-label={`${label}　${w.open}`}>
            {w.open}
          </a>
        )}
      </td>
    </tr>
  );
}
