import { useContext, type Child } from '../../platform/ui/jsx-runtime.ts';
import { Button, ButtonRow, LinkButton } from '../../platform/ui/buttons.tsx';
import { NotificationBanner } from '../../platform/ui/feedback.tsx';
import { Checkbox, NumberField, TextArea, TextField } from '../../platform/ui/fields.tsx';
import { FieldGroup, fieldId, fields, Form } from '../../platform/ui/forms.tsx';
import { Card, PageHeading, Prose, Stack } from '../../platform/ui/layout.tsx';
import { DescriptionList } from '../../platform/ui/records.tsx';
import { momentIn } from '../../platform/ui/speech-dates.ts';
import { japanese, ReadingContext, wordsIn, type Reading } from '../../platform/ui/speech.ts';
import type { FormState } from '../../platform/web/form.ts';
import { daysOfIn, feeIn, timeIn, unitIn, type Timed } from '../calendar/rules-said.ts';
import { ageRows } from './forms.ts';
import type { Sitting } from './queries.ts';
import { errorsIn, phaseIn, timedOf, whereIn } from './rules-said.ts';
import { applicantWords, openWords } from './words-open.ts';
import { apply as staff } from './words.ja.ts';

/** What a new application would get: a place, a stand in the line, a part in the lottery, or nothing. */
export function prospectOf(sitting: Sitting): 'place' | 'line' | 'lottery' | 'full' {
  if (sitting.application === 'lottery' && sitting.drawn_at === null) return 'lottery';
  if (sitting.room === null || (sitting.taken < sitting.room && sitting.waiting === 0)) return 'place';
  return sitting.waiting_list ? 'line' : 'full';
}

/** A sitting's days and hours; the line ends between them, not within the hours. */
export function When({ session }: { session: Timed }): Child {
  const reading = useContext(ReadingContext);
  return (
    <>
      {`${daysOfIn(reading, session)} `}
      <span class="cal-hours">{timeIn(reading, session)}</span>
    </>
  );
}

/** What one applies for, in the fewest lines. */
export function SittingFacts({ sitting, zone }: { sitting: Sitting; zone: string }): Child {
  const reading = useContext(ReadingContext);
  const where = whereIn(reading, sitting);
  const left = sitting.room === null ? null : Math.max(0, sitting.room - sitting.taken);
  const w = applicantWords().apply;
  const ja = japanese(reading);
  return (
    <DescriptionList
      items={[
        { term: w.when, description: <When session={timedOf(sitting, zone)} /> },
        { term: w.where, description: <span lang={where.host ? ja : undefined}>{where.text}</span> },
        {
          term: w.fee,
          description: feeIn(reading, {
            fee_amount: sitting.fee_amount ?? (sitting.fee_note === '' ? 0 : null),
            fee_note: sitting.fee_note,
          }),
        },
        sitting.what_to_bring === ''
          ? null
          : { term: w.bring, description: <span lang={ja}>{sitting.what_to_bring}</span> },
        prospectOf(sitting) === 'lottery'
          ? null
          : {
              term: w.leftTerm,
              description:
                left === null
                  ? w.noLimit
                  : left === 0
                    ? w.full
                    : w.left(unitIn(reading, sitting.capacity_unit, left)),
            },
        sitting.application_closes_at === null
          ? null
          : { term: w.until, description: momentIn(reading, sitting.application_closes_at, zone) },
        sitting.application_note === ''
          ? null
          : {
              term: w.note,
              description: (
                <div lang={ja}>
                  <Prose>{sitting.application_note}</Prose>
                </div>
              ),
            },
      ]}
    />
  );
}

function Notice({ sitting, zone }: { sitting: Sitting; zone: string }): Child {
  const prospect = prospectOf(sitting);
  const reading = useContext(ReadingContext);
  const w = applicantWords().apply;
  if (prospect === 'lottery') {
    return (
      <NotificationBanner
        kind="info"
        title={w.lotteryTitle(sitting.lottery_at === null ? '' : momentIn(reading, sitting.lottery_at, zone))}
      >
        <p>{w.lotteryText}</p>
      </NotificationBanner>
    );
  }
  if (prospect === 'line') {
    return (
      <NotificationBanner kind="info" title={w.waitTitle}>
        <p>{sitting.waiting === 0 ? w.waitNobody : w.waitText(unitIn(reading, 'family', sitting.waiting))}</p>
      </NotificationBanner>
    );
  }
  return null;
}

/** One child's age as 歳 and か月: no birth date is asked. */
function AgeField(props: { at: number; state: FormState }): Child {
  const name = `age_${props.at}`;
  const w = applicantWords().apply;
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

/** Applying is over and every place is taken: nobody is sent to the telephone to ask whether there is room. */
function closedAndFull(reading: Reading, sitting: Sitting): { title: string; text: string } {
  const { apply: w, phase } = wordsIn(openWords, reading);
  const line = sitting.waiting === 0 ? [] : [w.waitText(unitIn(reading, 'family', sitting.waiting))];
  const wide = reading.lang === 'ja' || reading.lang === 'zh';
  return {
    title: wide ? `${phase.closed}（${w.full}）` : `${phase.closed} (${w.full})`,
    text: [...line, phase.elsewhere].join(wide ? '' : ' '),
  };
}

/** The fields themselves, the same for strangers and for staff at the telephone. */
export function ApplicantFields({ sitting, state }: { sitting: Sitting; state: FormState }): Child {
  const w = applicantWords().apply;
  const ja = japanese(useContext(ReadingContext));
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
        label={sitting.note_label === '' ? w.noteField : <span lang={ja}>{sitting.note_label}</span>}
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
  const { sitting, zone } = props;
  const reading = useContext(ReadingContext);
  const w = applicantWords().apply;
  const ja = japanese(reading);
  const state = { ...props.state, errors: errorsIn(reading, props.state.errors, sitting.room) };
  const prospect = prospectOf(sitting);
  const stop =
    (sitting.phase === 'closed' && (prospect === 'line' || prospect === 'full')
      ? closedAndFull(reading, sitting)
      : phaseIn(reading, sitting.phase, sitting.application_opens_at, zone)) ??
    (prospect === 'full' ? { title: w.full, text: w.fullText } : null);
  const path = `/open/events/${sitting.event_id}/sessions/${sitting.id}/apply`;
  const contact = [sitting.contact_name, sitting.contact_phone].filter(Boolean).join('　');
  return (
    <Stack gap="lg">
      <PageHeading kicker={w.title} title={<span lang={ja}>{sitting.title}</span>} />
      <SittingFacts sitting={sitting} zone={zone} />
      {stop === null ? null : (
        <NotificationBanner kind="warning" title={stop.title} live>
          <p>{stop.text}</p>
          {contact === '' ? null : <p lang={ja}>{contact}</p>}
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
            {staff.staffLink}
          </LinkButton>
        ) : null}
      </ButtonRow>
    </Stack>
  );
}

/** Staff take an application down while somebody is on the telephone. */
export function StaffPage(props: { sitting: Sitting; state: FormState; zone: string; lead: string }): Child {
  const { sitting, state, zone } = props;
  const w = staff;
  const field = fields(state.values, state.errors);
  const path = `/events/${sitting.event_id}/applications/${sitting.id}/new`;
  return (
    <Stack gap="lg">
      <PageHeading kicker={sitting.title} title={staff.staffTitle} lead={props.lead} />
      <SittingFacts sitting={sitting} zone={zone} />
      <Form action={path} errors={state.errors}>
        <ApplicantFields sitting={sitting} state={state} />
        {state.errors['phone'] === undefined && state.errors['email'] === undefined ? null : (
          <Checkbox {...field.checked('even_twice')} label={staff.evenTwice} />
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
