import type { Child } from 'hono/jsx';
import { formatDateTime } from '../../platform/ja/dates.ts';
import { formatYen } from '../../platform/ja/numbers.ts';
import { Button, ButtonRow, LinkButton } from '../../platform/ui/buttons.tsx';
import { NotificationBanner } from '../../platform/ui/feedback.tsx';
import { Checkbox, NumberField, TextArea, TextField } from '../../platform/ui/fields.tsx';
import { FieldGroup, fieldId, fields, Form } from '../../platform/ui/forms.tsx';
import { Card, PageHeading, Prose, Stack } from '../../platform/ui/layout.tsx';
import { DescriptionList } from '../../platform/ui/records.tsx';
import type { FormState } from '../../platform/web/form.ts';
import { ageRows } from './forms.ts';
import type { Sitting } from './queries.ts';
import { whenOf } from './words-mails.ja.ts';
import { apply as w, unitOf, words } from './words.ja.ts';

/** What a new application would get: a place, a stand in the line, a part in the lottery, or nothing. */
export function prospectOf(sitting: Sitting): 'place' | 'line' | 'lottery' | 'full' {
  if (sitting.application === 'lottery' && sitting.drawn_at === null) return 'lottery';
  if (sitting.room === null || (sitting.taken < sitting.room && sitting.waiting === 0)) return 'place';
  return sitting.waiting_list ? 'line' : 'full';
}

const placeOf = (sitting: Sitting): string =>
  [sitting.facility ?? sitting.organisation, sitting.place_name].filter(Boolean).join('　');

/** What one applies for, in the fewest lines. */
export function SittingFacts({ sitting, zone }: { sitting: Sitting; zone: string }): Child {
  const left = sitting.room === null ? null : Math.max(0, sitting.room - sitting.taken);
  return (
    <DescriptionList
      items={[
        { term: w.when, description: whenOf(sitting, zone) },
        { term: w.where, description: placeOf(sitting) },
        {
          term: w.fee,
          description:
            [
              sitting.fee_amount === null || sitting.fee_amount === 0
                ? sitting.fee_note === ''
                  ? w.free
                  : null
                : formatYen(sitting.fee_amount),
              sitting.fee_note,
            ]
              .filter(Boolean)
              .join('　') || null,
        },
        sitting.what_to_bring === '' ? null : { term: w.bring, description: sitting.what_to_bring },
        prospectOf(sitting) === 'lottery'
          ? null
          : {
              term: w.leftTerm,
              description:
                left === null ? w.noLimit : left === 0 ? w.full : w.left(unitOf(sitting.capacity_unit, left)),
            },
        sitting.application_closes_at === null
          ? null
          : { term: w.until, description: formatDateTime(sitting.application_closes_at, zone) },
        sitting.application_note === ''
          ? null
          : { term: w.note, description: <Prose>{sitting.application_note}</Prose> },
      ]}
    />
  );
}

function Notice({ sitting, zone }: { sitting: Sitting; zone: string }): Child {
  const prospect = prospectOf(sitting);
  if (prospect === 'lottery') {
    return (
      <NotificationBanner
        kind="info"
        title={w.lotteryTitle(sitting.lottery_at === null ? '' : formatDateTime(sitting.lottery_at, zone))}
      >
        <p>{w.lotteryText}</p>
      </NotificationBanner>
    );
  }
  if (prospect === 'line') {
    return (
      <NotificationBanner kind="info" title={w.waitTitle}>
        <p>{w.waitText(sitting.waiting, unitOf('family', sitting.waiting))}</p>
      </NotificationBanner>
    );
  }
  return null;
}

/** One child's age as 歳 and か月: no birth date is asked. */
function AgeField(props: { at: number; state: FormState }): Child {
  const name = `age_${props.at}`;
  const field = fields(props.state.values, props.state.errors);
  const id = fieldId(name);
  const box = (part: 'y' | 'm', label: string, boxId: string): Child => (
    <span class="date-part">
      <input
        id={boxId}
        class="input input-md date-m"
        type="text"
        name={`${name}_${part}`}
        value={field(`${name}_${part}`).value}
        inputmode="numeric"
        autocomplete="off"
      />
      <label for={boxId}>{label}</label>
    </span>
  );
  return (
    <FieldGroup
      name={name}
      label={w.age(props.at)}
      error={props.state.errors[name]}
      help={props.at === 1 ? w.ageHelp : undefined}
      required={false}
    >
      <div class="date">
        {box('y', w.years, id)}
        {box('m', w.months, `${id}-m`)}
      </div>
    </FieldGroup>
  );
}

/** The fields themselves, the same for strangers and for staff at the telephone. */
export function ApplicantFields({ sitting, state }: { sitting: Sitting; state: FormState }): Child {
  const field = fields(state.values, state.errors);
  const typedAges = Array.from({ length: ageRows }, (_, at) => at + 1).filter(
    (at) => field(`age_${at}_y`).value !== '' || field(`age_${at}_m`).value !== '',
  );
  const rows = Math.min(ageRows, Math.max(3, Number(field('children').value) || 0, ...typedAges));
  return (
    <>
      <TextField
        {...field('name')}
        label={w.name}
        help={w.nameHelp}
        required
        maxLength={100}
        autocomplete="name"
      />
      {sitting.ask_kana ? (
        <TextField {...field('name_kana')} label={w.kana} required={false} inputmode="kana" maxLength={100} />
      ) : null}
      <TextField
        {...field('phone')}
        label={w.phone}
        help={w.phoneHelp}
        type="tel"
        inputmode="tel"
        autocomplete="tel"
        maxLength={40}
        width="l"
      />
      <TextField
        {...field('email')}
        label={w.email}
        help={w.emailHelp}
        type="email"
        inputmode="email"
        autocomplete="email"
        maxLength={254}
      />
      <NumberField {...field('adults')} label={w.adults} required min={0} max={20} unit={w.people} help="" />
      <NumberField
        {...field('children')}
        label={w.children}
        required
        min={0}
        max={30}
        unit={w.people}
        help=""
      />
      {sitting.ask_ages && sitting.for_children
        ? Array.from({ length: rows }, (_, at) => <AgeField at={at + 1} state={state} />)
        : null}
      <TextArea
        {...field('note')}
        label={sitting.note_label === '' ? w.noteField : sitting.note_label}
        help={sitting.note_label === '' ? w.noteHelp : undefined}
        required={false}
        rows={3}
        maxChars={500}
      />
    </>
  );
}

/** Applying for a sitting, or why one cannot. */
export function ApplyPage(props: {
  sitting: Sitting;
  state: FormState;
  zone: string;
  signedIn: boolean;
}): Child {
  const { sitting, state, zone } = props;
  const prospect = prospectOf(sitting);
  const stop =
    words.phase(sitting.phase, sitting.application_opens_at, zone) ??
    (prospect === 'full' ? { title: w.full, text: w.fullText } : null);
  const path = `/open/events/${sitting.event_id}/sessions/${sitting.id}/apply`;
  const contact = [sitting.contact_name, sitting.contact_phone].filter(Boolean).join('　');
  return (
    <Stack gap="lg">
      <PageHeading kicker={w.title} title={sitting.title} />
      <SittingFacts sitting={sitting} zone={zone} />
      {stop === null ? null : (
        <NotificationBanner kind="warning" title={stop.title} live>
          <p>{stop.text}</p>
          {contact === '' ? null : <p>{contact}</p>}
        </NotificationBanner>
      )}
      {stop !== null ? null : (
        <>
          <Notice sitting={sitting} zone={zone} />
          {props.signedIn && Object.keys(state.errors).length === 0 ? <p>{w.signedIn}</p> : null}
          <Form action={path} errors={state.errors}>
            <ApplicantFields sitting={sitting} state={state} />
            <Card tone="quiet" title={w.consentTitle}>
              <p>{w.consent(sitting.facility ?? (sitting.organisation || w.host), sitting.keep_days)}</p>
            </Card>
            <ButtonRow>
              <Button size="lg">
                {prospect === 'lottery' ? w.sendLottery : prospect === 'line' ? w.sendWaiting : w.send}
              </Button>
            </ButtonRow>
          </Form>
        </>
      )}
      <ButtonRow>
        <LinkButton href={`/open/events/${sitting.event_id}`} kind="tertiary">
          {w.back}
        </LinkButton>
        <LinkButton href="/open/applications" kind="tertiary">
          {w.haveCode}
        </LinkButton>
        {sitting.may_host ? (
          <LinkButton href={`/events/${sitting.event_id}/applications/${sitting.id}/new`} kind="tertiary">
            {w.staffLink}
          </LinkButton>
        ) : null}
      </ButtonRow>
    </Stack>
  );
}

/** Staff take an application down while somebody is on the telephone. */
export function StaffPage(props: { sitting: Sitting; state: FormState; zone: string; lead: string }): Child {
  const { sitting, state, zone } = props;
  const field = fields(state.values, state.errors);
  const path = `/events/${sitting.event_id}/applications/${sitting.id}/new`;
  return (
    <Stack gap="lg">
      <PageHeading kicker={sitting.title} title={w.staffTitle} lead={props.lead} />
      <SittingFacts sitting={sitting} zone={zone} />
      <Form action={path} errors={state.errors}>
        <ApplicantFields sitting={sitting} state={state} />
        {state.errors['phone'] === undefined && state.errors['email'] === undefined ? null : (
          <Checkbox {...field.checked('even_twice')} label={w.evenTwice} />
        )}
        <Card tone="quiet" title={w.consentTitle}>
          <p>{w.consent(sitting.facility ?? (sitting.organisation || w.host), sitting.keep_days)}</p>
        </Card>
        <ButtonRow>
          <Button size="lg">{w.send}</Button>
        </ButtonRow>
      </Form>
    </Stack>
  );
}
