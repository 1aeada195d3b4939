import type { Offer } from '../../platform/search/offers.ts';
import { formatDateTime } from '../../platform/ja/dates.ts';
import { Button, ButtonRow, ConfirmForm, LinkButton, UtilityLink } from '../../platform/ui/buttons.tsx';
import { EmptyState, StatusBadge } from '../../platform/ui/feedback.tsx';
import {
  CheckboxGroup,
  DateField,
  NumberField,
  Select,
  TextArea,
  TextField,
} from '../../platform/ui/fields.tsx';
import { FindOne } from '../../platform/ui/finding.tsx';
import { fields, Form, HiddenField } from '../../platform/ui/forms.tsx';
import { PageHeading, Stack } from '../../platform/ui/layout.tsx';
import { DataTable } from '../../platform/ui/tables.tsx';
import type { FormState } from '../../platform/web/form.ts';
import { placeOf } from './pages.tsx';
import type { Application, Counts, Course } from './queries.ts';
import { mayWithdraw } from './rules.ts';
import { words as outsideWords } from './words-outside.ja.ts';
import { applicationBadge, words } from './words.ja.ts';

type Field = ReturnType<typeof fields>;

/** Who one is, as every way of applying asks it. */
export function WhoFields({ field, birth }: { field: Field; birth: boolean }) {
  const w = words.apply;
  return (
    <>
      <TextField
        {...field('name')}
        label={w.name}
        help={w.nameHelp}
        required
        maxLength={60}
        autocomplete="name"
      />
      <TextField
        {...field('name_kana')}
        label={w.name_kana}
        required={false}
        maxLength={80}
        inputmode="kana"
      />
      {birth ? (
        <DateField {...field.date('birth_on')} label={w.birth_on} help={w.birthHelp} required birthday />
      ) : null}
      <TextField {...field('job')} label={w.job} help={w.jobHelp} required={false} maxLength={60} />
      <NumberField {...field('years')} label={w.years} required={false} min={0} max={60} unit={w.yearUnit} />
    </>
  );
}

/** One applies for oneself; made for a phone. */
export function ApplyForm(props: {
  course: Course;
  state: FormState;
  facilities: readonly { id: number; name: string }[];
  asksHead: boolean;
}) {
  const { course, facilities } = props;
  const field = fields(props.state.values, props.state.errors);
  const w = words.apply;
  return (
    <Stack>
      <PageHeading kicker={course.category} title={w.title} lead={course.title} />
      <Form action={`/courses/${course.id}/apply`} errors={props.state.errors}>
        {facilities.length === 0 ? null : facilities.length === 1 ? (
          <>
            <HiddenField name="facility_id" value={facilities[0]!.id} />
            <p>
              <strong>{facilities[0]!.name}</strong>
            </p>
          </>
        ) : (
          <Select
            {...field('facility_id')}
            label={w.facility_id}
            required
            width="l"
            options={facilities.map(({ id, name }) => ({ value: `${id}`, label: name }))}
          />
        )}
        <WhoFields field={field} birth={course.asks_birth} />
        <TextArea {...field('wishes')} label={w.wishes} required={false} rows={3} maxChars={500} />
        {props.asksHead ? <p>{w.asksHead}</p> : null}
        <ButtonRow>
          <Button size="lg">{w.save}</Button>
        </ButtonRow>
      </Form>
    </Stack>
  );
}

/** A head applies for several at once: boxes for those with an account, lines for the others. */
export function SendForm(props: {
  course: Course;
  state: FormState;
  facilities: Offer;
  /** the facility chosen, or the only one */
  facility: { id: number; name: string } | null;
  staff: readonly { id: number; name: string; role: string; taken: boolean }[];
}) {
  const { course, facilities, facility, staff } = props;
  const field = fields(props.state.values, props.state.errors);
  const w = words.send;
  return (
    <Stack>
      <PageHeading kicker={course.category} title={w.title} lead={course.title} />
      <p>{w.lead}</p>
      {facility === null ? (
        <form method="get" action={`/courses/${course.id}/send`} class="form">
          <FindOne
            name="facility"
            value={facilities.chosen[0]?.value}
            error={field('facility_id').error}
            label={words.apply.facility_id}
            required
            width="l"
            offer={facilities}
          />
          <Button>{words.list.show}</Button>
        </form>
      ) : (
        <Form action={`/courses/${course.id}/send`} errors={props.state.errors}>
          <HiddenField name="facility_id" value={facility.id} />
          <p>
            <strong>{facility.name}</strong>
          </p>
          {staff.length === 0 ? (
            <p>{w.noStaff}</p>
          ) : (
            <CheckboxGroup
              {...field.many('people')}
              label={w.people}
              help={w.peopleHelp}
              required={false}
              options={staff.map((one) => ({
                value: `${one.id}`,
                label: one.name,
                help: one.role,
                ...(one.taken ? { disabledReason: words.errors.already } : {}),
              }))}
            />
          )}
          <TextArea {...field('others')} label={w.others} help={w.othersHelp} required={false} rows={4} />
          <TextArea {...field('wishes')} label={w.wishes} required={false} rows={2} maxChars={500} />
          <ButtonRow>
            <Button size="lg">{w.save}</Button>
          </ButtonRow>
        </Form>
      )}
    </Stack>
  );
}

/** Name as on the certificate, birth date, contact. */
export function DetailsForm(props: { course: Course; action: string; state: FormState }) {
  const field = fields(props.state.values, props.state.errors);
  const w = words.apply;
  return (
    <Stack>
      <PageHeading kicker={props.course.title} title={w.detailsTitle} />
      <Form action={props.action} errors={props.state.errors}>
        <HiddenField name="_version" value={field('_version').value || '0'} />
        <TextField {...field('name')} label={w.name} help={w.nameHelp} required maxLength={60} />
        <TextField
          {...field('name_kana')}
          label={w.name_kana}
          required={false}
          maxLength={80}
          inputmode="kana"
        />
        {props.course.asks_birth ? (
          <DateField
            {...field.date('birth_on')}
            label={w.birth_on}
            help={w.birthHelp}
            required={false}
            birthday
          />
        ) : null}
        <TextField {...field('job')} label={w.job} required={false} maxLength={60} />
        <NumberField
          {...field('years')}
          label={w.years}
          required={false}
          min={0}
          max={60}
          unit={w.yearUnit}
        />
        <TextField {...field('email')} label={w.email} type="email" required={false} />
        <TextField {...field('phone')} label={w.phone} type="tel" required={false} />
        <ButtonRow>
          <Button size="lg">{w.saveDetails}</Button>
        </ButtonRow>
      </Form>
    </Stack>
  );
}

/** From which town and facility, and who there has said yes. */
export function OutsideFields({ field }: { field: Field }) {
  const w = outsideWords;
  return (
    <>
      <TextField
        {...field('outside_town')}
        label={w.outside_town}
        help={w.outside_townHelp}
        required
        maxLength={60}
      />
      <TextField {...field('outside_facility')} label={w.outside_facility} required maxLength={100} />
      <TextField {...field('outside_head')} label={w.outside_head} required maxLength={60} />
    </>
  );
}

/** What another town's staff said on the telephone. */
export function TakeDownForm(props: { course: Course; state: FormState }) {
  const field = fields(props.state.values, props.state.errors);
  return (
    <Stack>
      <PageHeading kicker={props.course.title} title={words.applications.takeDownTitle} />
      <Form action={`/courses/${props.course.id}/applications/new`} errors={props.state.errors}>
        <OutsideFields field={field} />
        <WhoFields field={field} birth={props.course.asks_birth} />
        <TextField {...field('email')} label={words.apply.email} type="email" required={false} />
        <TextField {...field('phone')} label={words.apply.phone} type="tel" required={false} />
        <TextArea {...field('wishes')} label={words.apply.wishes} required={false} rows={2} maxChars={500} />
        <ButtonRow>
          <Button size="lg">{words.apply.save}</Button>
        </ButtonRow>
      </Form>
    </Stack>
  );
}

/** Everybody who applied, for who manages the course. */
export function ApplicationList(props: {
  course: Course;
  applications: readonly Application[];
  counts: Counts;
  /** the line before the first sitting, on its own page */
  line: { event_id: number; id: number } | undefined;
  zone: string;
}) {
  const { course, applications, counts } = props;
  const w = words.applications;
  const choosing = applications.some((one) => one.state === 'to_choose');
  return (
    <Stack gap="lg">
      <PageHeading
        kicker={course.title}
        title={w.title}
        lead={w.lead(counts.taken, course.capacity, counts.waiting)}
        actions={
          <ButtonRow>
            <LinkButton href={`/courses/${course.id}/send`}>{w.sendFor}</LinkButton>
            <LinkButton href={`/courses/${course.id}/applications/new`}>{w.takeDown}</LinkButton>
          </ButtonRow>
        }
      />
      <ButtonRow>
        {props.line ? (
          <UtilityLink href={`/events/${props.line.event_id}/applications/${props.line.id}`}>
            {w.line}
          </UtilityLink>
        ) : null}
        <UtilityLink href={`/courses/${course.id}/applications/export`} icon="download" download>
          {w.export}
        </UtilityLink>
      </ButtonRow>
      <DataTable<Application>
        caption={w.caption}
        captionHidden
        stack
        rows={applications}
        {...(choosing
          ? {
              selectable: {
                name: 'ids',
                value: (one: Application) => `${one.id}`,
                label: (one: Application) => one.name,
                form: 'choosing',
              },
            }
          : {})}
        empty={<EmptyState title={w.empty.title} text={w.empty.text} icon="people" />}
        columns={[
          { key: 'name', label: w.columns.name, rowHeader: true },
          { key: 'place', label: w.columns.place, cell: placeOf },
          { key: 'job', label: w.columns.job, cell: (one) => w.yearsText(one.job, one.years) },
          { key: 'wishes', label: w.columns.wishes },
          {
            key: 'applied_at',
            label: w.columns.applied_at,
            cell: (one) => formatDateTime(one.applied_at, props.zone),
          },
          {
            key: 'state',
            label: w.columns.state,
            nowrap: true,
            cell: (one) => (
              <StatusBadge kind={applicationBadge[one.state]}>
                {words.applicationStates[one.state]}
              </StatusBadge>
            ),
          },
          {
            key: 'do',
            label: w.columns.do,
            cell: (one) => {
              const at = `/courses/${course.id}/applications/${one.id}`;
              return (
                <Stack gap="xs">
                  {one.state === 'asked' ? (
                    <Form action={`${at}/yes`} label={w.yesLabel(one.name)}>
                      <Button size="sm" kind="secondary">
                        {w.yes}
                      </Button>
                    </Form>
                  ) : null}
                  <a href={`${at}/details`}>{words.next.details}</a>
                  {mayWithdraw(one.state) ? (
                    <ConfirmForm
                      label={w.withdraw}
                      question={w.withdrawQuestion(one.name)}
                      action={`${at}/withdraw`}
                      confirmLabel={w.withdraw}
                      size="sm"
                      kind="tertiary"
                      danger
                    />
                  ) : null}
                </Stack>
              );
            },
          },
        ]}
      />
      {choosing ? (
        <Form action={`/courses/${course.id}/choose`} id="choosing">
          <ButtonRow>
            <Button>{w.choose}</Button>
            <Button kind="secondary" formaction={`/courses/${course.id}/turn-down`}>
              {w.turnDown}
            </Button>
          </ButtonRow>
        </Form>
      ) : null}
    </Stack>
  );
}
