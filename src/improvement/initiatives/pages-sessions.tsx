import { Button, ButtonRow, ConfirmForm, LinkButton } from '../../platform/ui/buttons.tsx';
import { Disclosure, NotificationBanner, StatusBadge } from '../../platform/ui/feedback.tsx';
import {
  Checkbox,
  DateField,
  NumberField,
  RadioGroup,
  TextArea,
  TextField,
  TimeField,
} from '../../platform/ui/fields.tsx';
import { fields, Form, HiddenField } from '../../platform/ui/forms.tsx';
import { Card, PageHeading, Prose, Section, Stack } from '../../platform/ui/layout.tsx';
import { DescriptionList } from '../../platform/ui/records.tsx';
import type { FormState } from '../../platform/web/form.ts';
import { ConflictNotice, type Conflict } from '../../platform/web/handlers.tsx';
import { Said } from './pages-initiative-parts.tsx';
import type { Initiative, Partner, Reflection, Session } from './queries.ts';
import { forFamilies, sessionKinds } from './rules.ts';
import { words } from './words.ja.ts';

type State = FormState & { conflict?: Conflict };

export function SessionForm(props: { state: State; initiative: Initiative; session: Session | null }) {
  const { state, initiative, session } = props;
  const field = fields(state.values, state.errors);
  const w = words.sessions;
  const path = `/initiatives/${initiative.id}/sessions`;
  return (
    <Stack>
      <PageHeading kicker={initiative.title} title={session ? w.editTitle : w.add} />
      <Form action={session ? `${path}/${session.id}/edit` : `${path}/new`} errors={state.errors}>
        <ConflictNotice state={state} />
        {state.conflict ? null : <HiddenField name="_version" value={field('_version').value || '0'} />}
        <RadioGroup
          {...field('kind')}
          label={w.kind}
          required
          options={sessionKinds.map((value) => ({ value, label: words.sessionKinds[value] }))}
        />
        <TextField {...field('title')} label={w.title} help={w.titleHelp} required maxLength={80} />
        <DateField {...field.date('held_on')} label={w.held_on} required />
        <TimeField {...field('starts_at')} label={w.starts_at} required />
        <TimeField {...field('ends_at')} label={w.ends_at} required />
        <TextField {...field('place')} label={w.place} required maxLength={100} />
        <Checkbox {...field.checked('for_families')} label={w.for_families} help={w.for_familiesHelp} />
        <ButtonRow>
          <Button size="lg">{session ? w.saveEdit : w.save}</Button>
        </ButtonRow>
      </Form>
    </Stack>
  );
}

/** A sitting: when and where, what it was like, and what each body says looking back. */
export function SessionPage(props: {
  initiative: Initiative;
  session: Session;
  partners: readonly Partner[];
  reflections: readonly Reflection[];
  today: string;
  held: State;
  cancel: FormState | undefined;
}) {
  const { initiative, session, today, held } = props;
  const w = words.sessions;
  const path = `/initiatives/${initiative.id}/sessions/${session.id}`;
  const steers = initiative.may_steer && session.cancelled_at === null;
  return (
    <Stack>
      <PageHeading
        kicker={`${initiative.title}　${words.sessionKinds[session.kind]}`}
        title={session.title}
        badges={
          session.cancelled_at !== null ? (
            <StatusBadge>{w.cancelled}</StatusBadge>
          ) : session.held_at !== null ? (
            <StatusBadge kind="success">{w.held}</StatusBadge>
          ) : session.held_on < today ? (
            <StatusBadge kind="warning">{w.waiting}</StatusBadge>
          ) : (
            <StatusBadge kind="info">{w.coming}</StatusBadge>
          )
        }
        actions={
          <ButtonRow>
            {steers && session.held_at === null ? (
              <LinkButton href={`${path}/edit`} icon="edit">
                {w.edit}
              </LinkButton>
            ) : null}
            {session.event_id === null ? null : (
              <LinkButton href={`/events/${session.event_id}`} icon="calendar">
                {w.inCalendar}
              </LinkButton>
            )}
          </ButtonRow>
        }
      />
      <DescriptionList
        items={[
          { term: w.day, description: w.when(session.held_on, session.starts_at, session.ends_at) },
          { term: w.place, description: session.place },
          session.cancel_reason !== null && { term: w.reason, description: session.cancel_reason },
        ]}
      />
      {session.event_id === null && session.cancelled_at === null && session.held_on >= today ? (
        <NotificationBanner kind="info" title={w.notInCalendar} />
      ) : null}
      {session.held_at === null ? null : (
        <Card title={w.recordTitle} id="record-shown">
          <p>{w.counts(session.families, session.helpers)}</p>
          <Prose>{session.record}</Prose>
        </Card>
      )}
      {steers && session.held_on <= today ? (
        session.held_at === null ? (
          <Section title={w.recordTitle} id="record" lead={w.recordLead}>
            <RecordForm path={path} held={held} />
          </Section>
        ) : (
          <Disclosure
            summary={w.mendRecord}
            id="record"
            open={Object.keys(held.errors).length > 0 || held.conflict !== undefined}
          >
            <RecordForm path={path} held={held} />
          </Disclosure>
        )
      ) : null}
      {session.cancelled_at === null && session.held_on <= today ? (
        <Section title={words.reflections.title} id="reflections" lead={words.reflections.wholeLead}>
          <Said said={props.reflections} />
          <ReflectLinks partners={props.partners} reflections={props.reflections} href={`${path}/reflect`} />
        </Section>
      ) : null}
      {steers && session.held_at === null ? (
        <ConfirmForm
          label={w.cancel}
          question={w.cancelQuestion}
          action={`${path}/cancel`}
          kind="tertiary"
          danger
          open={props.cancel !== undefined}
        >
          <TextArea
            {...fields(props.cancel?.values, props.cancel?.errors)('reason')}
            label={w.reason}
            required
            rows={2}
            maxChars={300}
          />
        </ConfirmForm>
      ) : null}
    </Stack>
  );
}

function RecordForm({ path, held }: { path: string; held: State }) {
  const w = words.sessions;
  const field = fields(held.values, held.errors);
  return (
    <Form action={`${path}/held`} errors={held.errors}>
      <ConflictNotice state={held} />
      {held.conflict ? null : <HiddenField name="_version" value={field('_version').value} />}
      <NumberField {...field('families')} label={w.families} required={false} width="s" />
      <NumberField {...field('helpers')} label={w.helpers} required={false} width="s" />
      <TextArea
        {...field('record')}
        id="record-text"
        label={w.record}
        required={false}
        rows={6}
        maxChars={3000}
      />
      <ButtonRow>
        <Button>{w.saveRecord}</Button>
      </ButtonRow>
    </Form>
  );
}

/** For which of the actor's bodies a look back may be written or mended. */
export function ReflectLinks(props: {
  partners: readonly Partner[];
  reflections: readonly Reflection[];
  href: string;
}) {
  const w = words.reflections;
  const own = props.partners.filter(
    (one) => one.may_hold && (one.state === 'yes' || one.state === 'changed' || one.state === 'left'),
  );
  return own.length === 0 ? null : (
    <ButtonRow>
      {own.map((one) => {
        const before = props.reflections.some((said) => said.holder === one.holder);
        return (
          <LinkButton href={`${props.href}?body=${one.holder}`} kind={before ? 'secondary' : 'primary'}>
            {before ? w.again(one.name) : w.write(one.name)}
          </LinkButton>
        );
      })}
    </ButtonRow>
  );
}

/** Looking back on the whole: what each body says, beside each other. */
export function WholePage(props: {
  initiative: Initiative;
  partners: readonly Partner[];
  reflections: readonly Reflection[];
}) {
  const w = words.reflections;
  const path = `/initiatives/${props.initiative.id}`;
  return (
    <Stack>
      <PageHeading kicker={props.initiative.title} title={w.whole} lead={w.wholeLead} />
      <Said said={props.reflections} />
      <ReflectLinks
        partners={props.partners}
        reflections={props.reflections}
        href={`${path}/reflections/whole/reflect`}
      />
      <p>
        <a href={path}>{w.back}</a>
      </p>
    </Stack>
  );
}

export function ReflectForm(props: {
  state: State;
  initiative: Initiative;
  title: string;
  action: string;
  name: string;
}) {
  const { state } = props;
  const field = fields(state.values, state.errors);
  const w = words.reflections;
  return (
    <Stack>
      <PageHeading kicker={props.initiative.title} title={props.title} lead={props.name} />
      <Form action={props.action} errors={state.errors}>
        <ConflictNotice state={state} />
        {state.conflict ? null : <HiddenField name="_version" value={field('_version').value || '0'} />}
        <HiddenField name="body" value={field('body').value} />
        <RadioGroup
          {...field('for_families')}
          label={w.question}
          help={w.questionHelp}
          required
          options={forFamilies.map((value) => ({ value, label: words.forFamilies[value] }))}
        />
        <TextArea {...field('why')} label={w.why} help={w.whyHelp} required={false} rows={3} maxChars={600} />
        <TextArea {...field('good')} label={w.good} required={false} rows={3} maxChars={600} />
        <TextArea {...field('change')} label={w.change} required={false} rows={3} maxChars={600} />
        <TextArea
          {...field('voices')}
          label={w.voices}
          help={w.voicesHelp}
          required={false}
          rows={3}
          maxChars={600}
        />
        <p>{w.shown}</p>
        <ButtonRow>
          <Button size="lg">{w.save}</Button>
        </ButtonRow>
      </Form>
    </Stack>
  );
}
