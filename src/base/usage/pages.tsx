import { addDays, formatDate, formatDateTime, formatMonthDay } from '../../platform/ja/dates.ts';
import { Button, ButtonRow, ConfirmForm, LinkButton, UtilityLink } from '../../platform/ui/buttons.tsx';
import { Disclosure, NotificationBanner } from '../../platform/ui/feedback.tsx';
import { RadioGroup, Select, TextArea, TextField } from '../../platform/ui/fields.tsx';
import { ErrorText, Fieldset, Form, fields, wiring } from '../../platform/ui/forms.tsx';
import { Card, Columns, PageHeading, Stack, Tabs } from '../../platform/ui/layout.tsx';
import { nameField } from '../../platform/ui/form-keys.ts';
import type { FormState } from '../../platform/web/form.ts';
import { ConflictNotice, type Conflict } from '../../platform/web/handlers.tsx';
import type { Day, MissingDay, UsedService } from './queries.ts';
import { ages, type Count } from './rules.ts';
import { ConsultationRows, EventRows } from './pages-rows.tsx';
import { words } from './words.ja.ts';

export type State = FormState & { conflict?: Conflict };
const w = words.sheet;

export const sheetHref = (service_id: number, day: string): string => `/use/${service_id}/${day}`;
export const monthHref = (service_id: number, month: string): string => `/use/${service_id}/month/${month}`;

type Bound = ReturnType<typeof fields>;

/** A large box for a number; the counter island sets − and + beside it. */
export function CountField(props: { field: Bound; name: Count; total?: boolean; zero?: boolean }) {
  const { name, value, error } = props.field(props.name);
  nameField(name, words.counts[props.name]);
  const wired = wiring({ name, error });
  return (
    <div class={error === undefined ? 'count' : 'count count-with-error'}>
      <label class="count-label" for={wired.id}>
        {words.counts[props.name]}
      </label>
      <div class="count-row" data-count={words.counts[props.name]} data-more={w.more} data-less={w.less}>
        <input
          {...wired}
          class="input count-box"
          type="text"
          inputmode="numeric"
          autocomplete="off"
          name={name}
          value={value}
          data-count-total={props.total === true ? '' : undefined}
        />
        <span class="count-unit">{words.units[props.name]}</span>
      </div>
      <ErrorText id={wired.id} error={error} />
    </div>
  );
}

/** One service's day: the numbers first, the rest folded away until there is something to say. */
export function SheetPage(props: {
  service: UsedService;
  services: readonly UsedService[];
  day: string;
  today: string;
  stored: Day | undefined;
  draft: { saved_at: Date } | undefined;
  missing: readonly MissingDay[];
  /** whether the place means to be open on this day */
  planned: boolean;
  rows: { consultations: number; events: number };
  state: State;
  zone: string;
}) {
  const { service, services, day, today, stored, state } = props;
  const here = sheetHref(service.id, day);
  return (
    <Stack gap="lg">
      <PageHeading
        kicker={`${service.facility}　${service.name}`}
        title={w.title(formatDate(day))}
        lead={w.lead}
        actions={
          <>
            <UtilityLink href={monthHref(service.id, day.slice(0, 7))} icon="calendar">
              {w.month}
            </UtilityLink>
            <UtilityLink href={`/use/report?facility=${service.facility_id}`} icon="see">
              {w.report}
            </UtilityLink>
          </>
        }
      />
      <Missing missing={props.missing} here={here} many={services.length > 1} service={service} />
      {services.length > 1 ? (
        <Tabs
          label={w.services}
          items={services.map((one) => ({
            label: services.some((other) => other.facility_id !== one.facility_id)
              ? `${one.facility}　${one.name}`
              : one.name,
            href: sheetHref(one.id, day),
            current: one.id === service.id,
          }))}
        />
      ) : null}
      <nav class="day-steps" aria-label={w.days}>
        <LinkButton href={sheetHref(service.id, addDays(day, -1))} size="sm" icon="previous">
          {w.before}
        </LinkButton>
        {day === today ? null : (
          <LinkButton href={sheetHref(service.id, today)} size="sm">
            {w.today}
          </LinkButton>
        )}
        {day >= today ? null : (
          <LinkButton href={sheetHref(service.id, addDays(day, 1))} size="sm">
            {w.after}
          </LinkButton>
        )}
      </nav>
      {stored ? (
        <p>{w.enteredBy(stored.entered_by_name, formatDateTime(stored.entered_at, props.zone))}</p>
      ) : null}
      {stored || props.planned ? null : <NotificationBanner kind="info" title={w.unplanned} />}
      {stored?.opened === false ? (
        <NotificationBanner kind="info" title={w.closedTitle}>
          <p>{w.closedNow(stored.closed_reason ?? '')}</p>
        </NotificationBanner>
      ) : null}
      {props.draft ? (
        <NotificationBanner
          kind="info"
          title={w.draft(formatDateTime(props.draft.saved_at, props.zone))}
          actions={
            <ConfirmForm
              label={w.draftDrop}
              question={w.draftDropQuestion}
              action={`${here}/draft/drop`}
              size="sm"
            />
          }
        />
      ) : null}
      <SheetForm {...props} here={here} />
      <ClosedForm here={here} stored={stored} state={state} />
    </Stack>
  );
}

function Missing(props: {
  missing: readonly MissingDay[];
  here: string;
  many: boolean;
  service: UsedService;
}) {
  const shown = props.missing.slice(0, 5);
  if (shown.length === 0) return null;
  const rest = props.missing.length - shown.length;
  return (
    <NotificationBanner kind="warning" title={w.missingTitle}>
      <p>{w.missingText}</p>
      <ul>
        {shown.map((one) => (
          <li>
            <a href={sheetHref(one.service_id, one.day)}>
              {formatMonthDay(one.day)}
              {props.many ? `　${one.service}` : ''}
            </a>
          </li>
        ))}
      </ul>
      {rest > 0 ? (
        <p>
          <a href={monthHref(props.service.id, shown[0]!.day.slice(0, 7))}>{w.missingMore(rest)}</a>
        </p>
      ) : null}
    </NotificationBanner>
  );
}

function SheetForm(props: {
  here: string;
  stored: Day | undefined;
  rows: { consultations: number; events: number };
  state: State;
}) {
  const { here, stored, state, rows } = props;
  const field = fields(state.values, state.errors);
  const asked = state.errors.confirmed;
  const { confirmed: _confirmed, ...errors } = state.errors;
  const any = (prefix: string) =>
    Object.entries(state.values).some(
      ([name, value]) => name.startsWith(prefix) && value !== '' && value !== '0',
    ) || Object.keys(errors).some((name) => name.startsWith(prefix));
  const details = (['fathers', 'expecting', 'from_elsewhere'] as const).some(any);
  return (
    <Form
      action={here}
      autosave={`${here}/draft`}
      errors={errors}
      enter={{ formaction: here, label: w.save }}
      label={w.mainTitle}
    >
      <ConflictNotice state={state} />
      {state.conflict ? null : (
        <input type="hidden" name="_version" value={`${field('_version').value || 0}`} />
      )}
      {asked === undefined ? null : (
        <NotificationBanner kind="warning" title={asked} live>
          <input type="hidden" name="confirmed" value={totalOf(state)} />
          <Button size="lg">{w.saveAnyway}</Button>
        </NotificationBanner>
      )}
      <Card title={w.mainTitle} lead={w.mainHelp}>
        <div class="counts">
          <CountField field={field} name="families" />
          <CountField field={field} name="adults" total />
        </div>
        <Fieldset legend={w.childrenTitle}>
          <div class="counts">
            {ages.map((age) => (
              <CountField field={field} name={age} total />
            ))}
          </div>
        </Fieldset>
        <p class="count-sum" data-count-sum={w.total} role="status"></p>
        <div class="counts">
          <CountField field={field} name="first_visits" />
        </div>
        <Disclosure summary={w.detailsTitle} open={details}>
          <div class="counts">
            {(['fathers', 'expecting', 'from_elsewhere'] as const).map((name) => (
              <CountField field={field} name={name} />
            ))}
          </div>
        </Disclosure>
        <ButtonRow>
          <Button size="lg">{stored ? w.saveChange : w.save}</Button>
        </ButtonRow>
      </Card>
      <Disclosure summary={w.consultations} open={any('c0') || state.values.more === 'consultation'}>
        <p>{w.consultationsHelp}</p>
        <ConsultationRows field={field} rows={rows.consultations} />
        <ButtonRow>
          <Button kind="secondary" size="sm" icon="plus" name="more" value="consultation">
            {w.addConsultation}
          </Button>
        </ButtonRow>
      </Disclosure>
      <Disclosure summary={w.events} open={any('e0') || state.values.more === 'event'}>
        <p>{w.eventsHelp}</p>
        <EventRows field={field} rows={rows.events} />
        <ButtonRow>
          <Button kind="secondary" size="sm" icon="plus" name="more" value="event">
            {w.addEvent}
          </Button>
        </ButtonRow>
      </Disclosure>
      <Disclosure summary={w.rest} open={any('weather') || any('staff') || any('note')}>
        <RadioGroup
          {...field('weather')}
          label={w.weather}
          inline
          options={Object.entries(words.weather).map(([value, label]) => ({ value, label }))}
        />
        <TextField
          {...field('staff')}
          label={w.staff}
          width="xs"
          inputmode="numeric"
          suffix={words.units.adults}
        />
        <TextArea {...field('note')} label={w.note} help={w.noteHelp} rows={2} maxChars={500} />
      </Disclosure>
      <ButtonRow>
        <Button size="lg">{stored ? w.saveChange : w.save}</Button>
      </ButtonRow>
    </Form>
  );
}

/** What the sender was asked about; another total is asked about again. */
function totalOf(state: State): string {
  const number = (name: string) => Number(String(state.values[name] ?? '').normalize('NFKC')) || 0;
  return `${number('adults') + ages.reduce((sum, age) => sum + number(age), 0)}`;
}

/** 閉所 in one tap; where counts would be lost it asks first. */
function ClosedForm(props: { here: string; stored: Day | undefined; state: State }) {
  const { stored } = props;
  const version = `${stored?.version ?? 0}`;
  const field = fields(props.state.values, props.state.errors);
  if (stored?.opened === true) {
    return (
      <ConfirmForm
        label={w.closedTitle}
        question={w.closedQuestion}
        action={`${props.here}/closed`}
        confirmLabel={w.closedSave}
        danger
        fields={{ clear: 'yes', _version: version }}
      >
        <Select
          name="closed_reason"
          label={w.closedReason}
          options={w.reasons.map((reason) => ({ value: reason, label: reason }))}
        />
        <TextField name="closed_other" label={w.closedOther} maxLength={100} />
      </ConfirmForm>
    );
  }
  return (
    <Card title={w.closedTitle} lead={w.closedHelp} tone="quiet">
      <Form action={`${props.here}/closed`} label={w.closedTitle}>
        <input type="hidden" name="_version" value={version} />
        <ButtonRow>
          {w.reasons.map((reason) => (
            <Button kind="secondary" name="closed_reason" value={reason}>
              {reason}
            </Button>
          ))}
        </ButtonRow>
      </Form>
      <Form action={`${props.here}/closed`} label={w.closedOther}>
        <input type="hidden" name="_version" value={version} />
        <Columns>
          <TextField {...field('closed_other')} label={w.closedOther} maxLength={100} />
        </Columns>
        <ButtonRow>
          <Button kind="secondary">{w.closedSave}</Button>
        </ButtonRow>
      </Form>
    </Card>
  );
}
