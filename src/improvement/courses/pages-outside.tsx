import { Button, ButtonRow, ConfirmForm, LinkButton } from '../../platform/ui/buttons.tsx';
import { EmptyState, NotificationBanner } from '../../platform/ui/feedback.tsx';
import { Checkbox, TextArea, TextField } from '../../platform/ui/fields.tsx';
import { fields, Form } from '../../platform/ui/forms.tsx';
import { Card, PageHeading, Prose, Section, Stack } from '../../platform/ui/layout.tsx';
import { CodeBox, CodeForm, Trap } from '../../platform/ui/receipt.tsx';
import { DescriptionList } from '../../platform/ui/records.tsx';
import { DataTable } from '../../platform/ui/tables.tsx';
import { formatDate } from '../../platform/ja/dates.ts';
import type { FormState } from '../../platform/web/form.ts';
import { showCode } from '../../platform/web/open.ts';
import { OutsideFields, WhoFields } from './pages-apply.tsx';
import type { Counts, Course, CourseLine, Session } from './queries.ts';
import type { ByCode, Checked } from './queries-outside.ts';
import { mayWithdraw, type ApplicationState, type Completion, type Unit } from './rules.ts';
import { words } from './words-outside.ja.ts';
import { hours, words as w0 } from './words.ja.ts';

/** Courses that staff of neighbouring towns may come to. */
export function OutsideList(props: { lines: readonly CourseLine[]; counts: ReadonlyMap<number, Counts> }) {
  const w = words;
  return (
    <Stack gap="lg">
      <PageHeading title={w.title} lead={w.lead} />
      <ButtonRow>
        <LinkButton href="/open/courses/receipt">{w.receiptLink}</LinkButton>
        <LinkButton href="/open/courses/verify">{w.verifyLink}</LinkButton>
      </ButtonRow>
      <p>
        <a href="/open/calendar?kind=course">{w.calendar}</a>
      </p>
      <DataTable<CourseLine>
        caption={w.caption}
        captionHidden
        stack
        rows={props.lines}
        empty={<EmptyState title={w.empty.title} text={w.empty.text} icon="calendar" />}
        columns={[
          {
            key: 'title',
            label: w.columns.title,
            rowHeader: true,
            cell: (line) => <a href={`/open/courses/${line.id}`}>{line.title}</a>,
          },
          { key: 'days', label: w.columns.days, cell: (line) => w0.list.days(line.first_on, line.last_on) },
          {
            key: 'window',
            label: w.columns.window,
            cell: (line) => w0.list.days(line.opens_on, line.closes_on),
          },
          {
            key: 'room',
            label: w.columns.room,
            nowrap: true,
            cell: (line) => w.room(line.capacity - (props.counts.get(line.id)?.taken ?? 0)),
          },
        ]}
      />
    </Stack>
  );
}

/** One course as strangers read it. */
export function OutsideCourse(props: {
  course: Course;
  sessions: readonly Session[];
  units: readonly Unit[];
  open: boolean;
  signedIn: boolean;
}) {
  const { course } = props;
  const w = w0.page;
  return (
    <Stack gap="lg">
      <PageHeading kicker={course.category} title={course.title} />
      {course.cancelled_at === null ? null : (
        <NotificationBanner kind="warning" title={w0.states.cancelled}>
          {w.cancelledBecause(course.cancel_reason ?? '')}
        </NotificationBanner>
      )}
      {props.open ? (
        <ButtonRow>
          <LinkButton
            href={props.signedIn ? `/courses/${course.id}` : `/open/courses/${course.id}/apply`}
            kind="primary"
            size="lg"
          >
            {props.signedIn ? words.signedIn : words.apply}
          </LinkButton>
        </ButtonRow>
      ) : (
        <p>{w0.errors.notOpen(course.opens_on, course.closes_on)}</p>
      )}
      <Section title={w.sessions} id="sessions">
        <DataTable<Session>
          caption={w.sessionsCaption}
          captionHidden
          stack
          rows={props.sessions}
          columns={[
            { key: 'title', label: w.columns.title, rowHeader: true },
            {
              key: 'when',
              label: w.columns.when,
              cell: (one) =>
                one.cancelled_at === null ? w0.whenLong(one) : w.sessionCancelled(one.cancel_reason),
            },
            { key: 'place', label: w.columns.place, cell: (one) => w0.placeOf(one) },
            { key: 'speakers', label: w.columns.speakers },
          ]}
        />
      </Section>
      <DescriptionList
        items={[
          { term: w.purpose, description: course.purpose === '' ? null : <Prose>{course.purpose}</Prose> },
          { term: w.audience, description: course.audience },
          { term: w.organisation, description: course.organisation },
          { term: w.window, description: w.windowText(course.opens_on, course.closes_on) },
          {
            term: w.capacity,
            description: w.capacityText(
              course.capacity,
              course.per_facility,
              w0.selections[course.selection as keyof typeof w0.selections],
            ),
          },
          {
            term: w.completion,
            description: w.completionText(course.required_minutes, course.asks_reflection),
          },
          { term: w.fee, description: w.feeText(course.fee_amount) },
          {
            term: w.contact,
            description: [course.contact_name, course.contact_phone].filter(Boolean).join(w0.space),
          },
          {
            term: w.curriculum,
            description: (
              <ul>
                {props.units.map((unit) => (
                  <li>{w0.session.unit(unit.title, unit.minutes, unit.required)}</li>
                ))}
              </ul>
            ),
          },
        ]}
      />
    </Stack>
  );
}

export function OutsideApply(props: { course: Course; state: FormState; today: string }) {
  const { course } = props;
  const field = fields(props.state.values, props.state.errors);
  return (
    <Stack>
      <PageHeading kicker={course.title} title={words.applyTitle} lead={words.applyLead} />
      <Form action={`/open/courses/${course.id}/apply`} errors={props.state.errors}>
        <OutsideFields field={field} />
        <Checkbox {...field.checked('agreed')} label={words.agreed} required />
        <WhoFields field={field} birth={course.asks_birth} />
        <TextField
          {...field('email')}
          label={words.email}
          help={words.emailHelp}
          type="email"
          autocomplete="email"
          required
        />
        <TextField {...field('phone')} label={words.phone} type="tel" autocomplete="tel" required={false} />
        <TextArea {...field('wishes')} label={w0.apply.wishes} required={false} rows={3} maxChars={500} />
        <p>{words.use(formatDate(props.today))}</p>
        <Trap label={words.trap} />
        <ButtonRow>
          <Button size="lg">{words.save}</Button>
        </ButtonRow>
      </Form>
    </Stack>
  );
}

export function OutsideLook(props: { state: FormState }) {
  const w = words.receipt;
  return (
    <Stack>
      <PageHeading title={w.lookTitle} />
      <CodeForm
        action="/open/courses/receipt"
        label={w.code}
        help={w.codeHelp}
        button={w.look}
        {...(props.state.errors['code'] ? { error: props.state.errors['code'] } : {})}
        value={String(props.state.values['code'] ?? '')}
      />
    </Stack>
  );
}

/** The application of a code: how it stands, its sittings, what was written, what lacks, the certificate. */
export function OutsideReceipt(props: {
  own: ByCode;
  state: ApplicationState;
  completion: Completion;
  code: string;
  today: string;
  form: FormState;
}) {
  const { own, state, completion } = props;
  const w = words.receipt;
  const takesPart = state === 'taken';
  const field = fields(props.form.values, props.form.errors);
  return (
    <Stack gap="lg">
      <PageHeading title={w.title} lead={own.title} />
      <NotificationBanner
        kind={own.course_cancelled_at !== null ? 'warning' : takesPart ? 'success' : 'info'}
        title={own.course_cancelled_at === null ? w.states[state] : w.cancelled(own.course_cancel_reason)}
        live={false}
      />
      <CodeBox label={w.code} code={showCode(props.code)} keep={w.keep} />
      {state === 'offered' ? (
        <Form action="/open/courses/receipt/accept">
          <Button size="lg">{w.accept}</Button>
        </Form>
      ) : null}
      {own.certificate ? (
        <LinkButton href="/open/courses/receipt/certificate.pdf" kind="primary" download>
          {w.certificate}
        </LinkButton>
      ) : null}
      <DescriptionList
        items={[
          { term: w.name, description: own.name },
          {
            term: w.place,
            description: [own.outside_town, own.outside_facility].filter(Boolean).join(w0.space),
          },
          own.number === null ? null : { term: w.number, description: `${own.number}` },
        ]}
      />
      <Section title={w.sessions} id="sessions">
        {own.sessions.map((one) => (
          <Card title={one.title} level={3} id={`session-${one.id}`}>
            <p>
              {one.cancelled_at === null ? w0.whenLong(one) : w0.page.sessionCancelled(one.cancel_reason)}
              {w0.space}
              {w0.placeOf(one)}
            </p>
            {one.minutes === null ? null : (
              <p>
                {one.minutes > 0 ? w.came(one.minutes) : w.absent}
                {one.made_up === null ? null : `${w0.space}${w.madeUp}`}
              </p>
            )}
            {one.join_url && one.held_on >= props.today ? (
              <p>
                <a href={one.join_url}>{w.link}</a>
                {one.join_note ? `${w0.space}${one.join_note}` : null}
              </p>
            ) : null}
            {one.takes === null ? null : (
              <p>
                <strong>{w.takes}</strong>
                {w0.space}
                {one.takes}
                {one.tries ? `${w0.space}${w.tries}：${one.tries}` : null}
              </p>
            )}
            {takesPart && one.cancelled_at === null && one.held_on <= props.today ? (
              <details class="disclosure" open={props.form.values['session'] === `${one.id}`}>
                <summary>{one.takes === null ? w.reflect : w.mend}</summary>
                <Form
                  action={`/open/courses/receipt/reflections/${one.id}`}
                  errors={props.form.errors}
                  label={one.title}
                >
                  <TextArea
                    {...field('takes')}
                    id={`f-takes-${one.id}`}
                    value={field('takes').value || (one.takes ?? '')}
                    label={w.takes}
                    required
                    rows={4}
                  />
                  <TextArea
                    {...field('tries')}
                    id={`f-tries-${one.id}`}
                    value={field('tries').value || (one.tries ?? '')}
                    label={w.tries}
                    required={false}
                    rows={2}
                  />
                  <Button kind="secondary">{w.saveReflection}</Button>
                </Form>
              </details>
            ) : null}
          </Card>
        ))}
      </Section>
      {takesPart && own.certificate === null && completion.missing.length > 0 ? (
        <Section title={w.missing} id="missing">
          <ul>
            {completion.missing.map((one) => (
              <li>{w0.missing(one)}</li>
            ))}
          </ul>
        </Section>
      ) : null}
      {mayWithdraw(state) ? (
        <ConfirmForm
          label={w.withdraw}
          question={w.withdrawQuestion}
          action="/open/courses/receipt/withdraw"
          confirmLabel={w.withdraw}
          danger
          kind="tertiary"
        />
      ) : null}
    </Stack>
  );
}

/** Whether a certificate in somebody's hands is good. */
export function VerifyPage(props: { state: FormState; found: Checked | null; today: string }) {
  const field = fields(props.state.values, props.state.errors);
  const w = words.verify;
  const { found } = props;
  const ended = found?.valid_until != null && found.valid_until < props.today;
  return (
    <Stack>
      <PageHeading title={w.title} lead={w.lead} />
      {found === null ? null : (
        <>
          <NotificationBanner
            kind={found.withdrawn ? 'error' : ended ? 'warning' : 'success'}
            title={found.withdrawn ? w.withdrawn : ended ? w.ended(found.valid_until!) : w.good}
          />
          <DescriptionList
            items={[
              { term: w.number, description: found.number },
              { term: w.name, description: found.name },
              { term: w.course, description: found.course },
              { term: w.category, description: found.category },
              { term: w.hours, description: hours(found.minutes) },
              { term: w.issued, description: formatDate(found.issued_on) },
              found.reprinted_on === null
                ? null
                : { term: w.reprinted, description: formatDate(found.reprinted_on) },
              { term: w.valid, description: w0.mine.until(found.valid_until) },
              { term: w.issuer, description: found.issuer },
            ]}
          />
        </>
      )}
      <Form action="/open/courses/verify" errors={props.state.errors}>
        <TextField {...field('number')} label={w.number} help={w.numberHelp} required width="m" />
        <TextField {...field('code')} label={w.code} required width="m" />
        <ButtonRow>
          <Button size="lg">{w.check}</Button>
        </ButtonRow>
      </Form>
    </Stack>
  );
}
