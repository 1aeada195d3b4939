import type { Offer } from '../../platform/search/offers.ts';
import type { Child } from '../../platform/ui/jsx-runtime.ts';
import { formatFiscalYear } from '../../platform/ja/dates.ts';
import { Button, ButtonRow, ConfirmForm, LinkButton, UtilityLink } from '../../platform/ui/buttons.tsx';
import { EmptyState, NotificationBanner, StatusBadge } from '../../platform/ui/feedback.tsx';
import { Checkbox, DateField, NumberField, TextArea, TextField } from '../../platform/ui/fields.tsx';
import { FindOne } from '../../platform/ui/finding.tsx';
import { fields, Form, HiddenField } from '../../platform/ui/forms.tsx';
import { Card, PageHeading, Section, Stack } from '../../platform/ui/layout.tsx';
import { DescriptionList, MenuList } from '../../platform/ui/records.tsx';
import { DataTable } from '../../platform/ui/tables.tsx';
import type { FormState } from '../../platform/web/form.ts';
import type { Wish } from './queries-place.ts';
import { breachOf, type Programme, type ProgrammeLine, type ProgrammePlace } from './queries-programmes.ts';
import { page as placeWords } from './words-place.ja.ts';
import { words as w } from './words-programmes.ja.ts';
import { words as scheduleWords } from './words-schedule.ja.ts';
import { words } from './words.ja.ts';

const Lines = ({ lines }: { lines: readonly Child[] }): Child => (
  <>{lines.filter((line) => line !== null).map((line, at) => (at === 0 ? line : [<br />, line]))}</>
);

/** Programmes of gathering places as one table, and the others as a list. */
export function ProgrammesPage(props: {
  lines: readonly ProgrammeLine[];
  others: readonly Programme[];
  fiscal_year: number;
  manage: boolean;
}) {
  const { lines, manage } = props;
  const sources = [
    ...new Set(lines.flatMap((line) => line.figures.map((one) => w.source(one.source, one.fiscal_year)))),
  ];
  return (
    <Stack gap="lg">
      <PageHeading
        title={w.title}
        lead={w.lead}
        actions={
          <>
            {manage ? (
              <LinkButton href="/programmes/new" kind="primary">
                {w.add}
              </LinkButton>
            ) : null}
            <UtilityLink href="/programmes/export" icon="download" download>
              {w.export}
            </UtilityLink>
          </>
        }
      />
      <Section
        title={w.gathering}
        lead={`${w.averageYear(props.fiscal_year)}${sources.length === 0 ? '' : w.referenceFrom(sources)}`}
      >
        <DataTable
          caption={w.gathering}
          captionHidden
          stack
          rows={lines}
          columns={[
            {
              key: 'name',
              label: w.name,
              rowHeader: true,
              cell: (line) => (
                <Lines
                  lines={[
                    <a href={`/programmes/${line.code}`}>{line.name}</a>,
                    line.place_kind === '' ? null : line.place_kind,
                    line.started_in === null ? null : w.began(line.started_in),
                  ]}
                />
              ),
            },
            { key: 'contents', label: w.contents, cell: (line) => line.contents.join('、') },
            { key: 'opening_rule', label: w.rule },
            {
              key: 'places',
              label: w.places,
              nowrap: true,
              cell: (line) => (
                <Lines
                  lines={[
                    line.standing > 0 || line.not_standing + line.unknown === 0
                      ? w.placesOf(w.standing, line.standing)
                      : null,
                    line.not_standing > 0 ? w.placesOf(w.notStanding, line.not_standing) : null,
                    line.unknown > 0 ? w.placesOf(w.unknown, line.unknown) : null,
                    manage && line.breaches > 0 ? (
                      <a href={`/programmes/${line.code}#breaches`}>{w.breaches(line.breaches)}</a>
                    ) : null,
                  ]}
                />
              ),
            },
            {
              key: 'average',
              label: w.average,
              nowrap: true,
              cell: (line) => (
                <Lines
                  lines={[
                    line.standing > 0 ? w.averageOf(w.standing, line.use.standing) : null,
                    line.not_standing > 0 ? w.averageOf(w.notStanding, line.use.not_standing) : null,
                  ]}
                />
              ),
            },
            {
              key: 'reference',
              label: w.reference,
              nowrap: true,
              cell: (line) => (
                <Lines
                  lines={[
                    ...line.figures.map((one) =>
                      w.referenceOf(
                        one.standing ? w.standing : w.notStanding,
                        one.places,
                        one.people_per_day,
                      ),
                    ),
                    ...new Set(line.figures.flatMap((one) => one.started_in ?? [])),
                  ].map((one) => (typeof one === 'number' ? w.began(one) : one))}
                />
              ),
            },
          ]}
        />
      </Section>
      <Section title={w.others}>
        <MenuList
          items={props.others.map((one) => ({
            label: one.name,
            text: one.opening_rule === '' ? undefined : one.opening_rule,
            href: `/programmes/${one.code}`,
          }))}
        />
      </Section>
      {manage ? (
        <Section title={w.settings}>
          <MenuList
            items={[
              { label: w.wishes, text: w.wish.lead, href: '/wishes', icon: 'flag' },
              { label: w.setting.title, text: w.setting.help, href: '/facilities/settings', icon: 'edit' },
            ]}
          />
        </Section>
      ) : null}
    </Stack>
  );
}

/** The rule a place's hours do not keep, as a sentence; null when they keep it. */
export function breachText(
  programme: Pick<Programme, 'min_days_per_week' | 'min_hours_per_day'>,
  place: Pick<ProgrammePlace, 'days' | 'shortest'>,
): string | null {
  const breach = breachOf(programme, place);
  if (breach === null) return null;
  if (breach.kind === 'none') return placeWords.rule.none;
  return breach.kind === 'days'
    ? placeWords.rule.days(breach.needed, place.days ?? 0)
    : placeWords.rule.hours(breach.needed, scheduleWords.hoursLength(place.shortest ?? 0));
}

/** One programme: what it is, its rules, and every place with what its hours say. */
export function ProgrammePage(props: {
  programme: Programme;
  places: readonly ProgrammePlace[];
  manage: boolean;
}) {
  const { programme, places, manage } = props;
  const broken = places.flatMap((place) => {
    const text = breachText(programme, place);
    return text === null ? [] : [{ ...place, text }];
  });
  return (
    <Stack gap="lg">
      <PageHeading
        title={programme.name}
        lead={programme.description === '' ? undefined : programme.description}
        actions={
          <>
            {manage ? (
              <LinkButton href={`/programmes/${programme.code}/edit`} icon="edit">
                {w.edit}
              </LinkButton>
            ) : null}
            <LinkButton href={`/facilities?programme=${programme.code}`} kind="tertiary">
              {w.seeList}
            </LinkButton>
          </>
        }
      />
      <Card>
        <DescriptionList
          items={[
            { term: w.rule, description: programme.opening_rule },
            programme.standing_from_days !== null && {
              term: w.standing,
              description: w.standingNote(programme.standing_from_days),
            },
            programme.place_kind !== '' && { term: w.placeKind, description: programme.place_kind },
            programme.contents.length > 0 && { term: w.contents, description: programme.contents.join('、') },
            programme.started_in !== null && {
              term: w.startedIn,
              description: formatFiscalYear(programme.started_in),
            },
            {
              term: w.checks,
              description: programme.checks_changes ? w.checksYes(programme.owner ?? w.city) : w.checksNo,
            },
          ]}
        />
      </Card>
      {manage && (programme.min_days_per_week !== null || programme.min_hours_per_day !== null) ? (
        <Section
          title={w.breachesTitle}
          id="breaches"
          lead={broken.length === 0 ? undefined : w.breachesLead}
        >
          {broken.length === 0 ? (
            <p>{w.breachesNone}</p>
          ) : (
            <ul>
              {broken.map((place) => (
                <li>
                  <a href={`/facilities/${place.facility_id}`}>{place.facility}</a>：{place.text}
                </li>
              ))}
            </ul>
          )}
        </Section>
      ) : null}
      <Section title={w.placesTitle}>
        <DataTable
          caption={w.placesTitle}
          captionHidden
          stack
          rows={places}
          empty={<EmptyState title={w.placesEmpty} text={w.placesEmptyHint} />}
          columns={[
            {
              key: 'facility',
              label: w.place,
              rowHeader: true,
              cell: (place) => <a href={`/facilities/${place.facility_id}`}>{place.facility}</a>,
            },
            {
              key: 'standing',
              label: w.kind,
              nowrap: true,
              cell: (place) =>
                place.standing === null ? w.unknown : place.standing ? w.standing : w.notStanding,
            },
            {
              key: 'days',
              label: w.days,
              nowrap: true,
              cell: (place) => (place.days === null ? '' : w.perWeek(place.days)),
            },
            {
              key: 'shortest',
              label: w.shortest,
              nowrap: true,
              cell: (place) => (place.shortest === null ? '' : scheduleWords.hoursLength(place.shortest)),
            },
          ]}
        />
      </Section>
    </Stack>
  );
}

export function ProgrammeFormPage(props: { state: FormState; code: string | null; organisations: Offer }) {
  const { state, code } = props;
  const field = fields(state.values, state.errors);
  const f = w.form;
  const ticked = (name: string) => {
    const value = state.values[name];
    return { name, checked: value !== undefined && value !== '', error: state.errors[name] };
  };
  return (
    <Stack gap="lg">
      <PageHeading title={code === null ? f.newTitle : f.editTitle} />
      <Form action={code === null ? '/programmes/new' : `/programmes/${code}/edit`} errors={state.errors}>
        <HiddenField name="_version" value={field('_version').value || '0'} />
        <TextField {...field('name')} label={f.name} required />
        {code === null ? (
          <TextField {...field('code')} label={f.code} help={f.codeHelp} width="m" required />
        ) : null}
        <TextArea {...field('description')} label={f.description} rows={2} required={false} />
        <NumberField {...field('position')} label={f.position} help={f.positionHelp} required />
        <Checkbox {...ticked('gathering')} label={f.gathering} />
        <TextField {...field('place_kind')} label={f.place_kind} required={false} />
        <TextArea {...field('contents')} label={f.contents} rows={5} required={false} />
        <TextField
          {...field('opening_rule')}
          label={f.opening_rule}
          help={f.opening_ruleHelp}
          required={false}
        />
        <NumberField {...field('started_in')} label={f.started_in} required={false} />
        <NumberField
          {...field('standing_from_days')}
          label={f.standing_from_days}
          unit={f.days}
          required={false}
        />
        <NumberField
          {...field('min_days_per_week')}
          label={f.min_days_per_week}
          unit={f.days}
          required={false}
        />
        <NumberField
          {...field('min_hours_per_day')}
          label={f.min_hours_per_day}
          unit={f.hours}
          required={false}
        />
        <Checkbox {...ticked('checks_changes')} label={f.checks_changes} />
        <FindOne
          {...field('owner_organisation_id')}
          label={f.owner_organisation_id}
          help={f.ownerHelp}
          required={false}
          empty={w.city}
          offer={props.organisations}
        />
        <DateField {...field.date('ended_on')} label={f.ended_on} required={false} />
        <ButtonRow>
          <Button size="lg">{f.save}</Button>
          <LinkButton href={code === null ? '/programmes' : `/programmes/${code}`} kind="tertiary">
            {words.form.cancel}
          </LinkButton>
        </ButtonRow>
      </Form>
    </Stack>
  );
}

/** The wishes, in order, with how many places chose each. */
export function WishesPage({ wishes }: { wishes: readonly Wish[] }) {
  const s = w.wish;
  return (
    <Stack gap="lg">
      <PageHeading
        title={s.title}
        lead={s.lead}
        actions={
          <LinkButton href="/wishes/new" kind="primary">
            {s.add}
          </LinkButton>
        }
      />
      <DataTable
        caption={s.title}
        captionHidden
        stack
        rows={wishes}
        columns={[
          { key: 'name', label: s.name, rowHeader: true },
          { key: 'question', label: s.question },
          { key: 'weight', label: s.weight, align: 'end' },
          {
            key: 'places',
            label: s.places,
            align: 'end',
            nowrap: true,
            cell: (wish) => s.placesOf(wish.places),
          },
          {
            key: 'state',
            label: s.state,
            nowrap: true,
            cell: (wish) =>
              wish.ended_on === null ? (
                <StatusBadge kind="success">{s.running}</StatusBadge>
              ) : (
                <StatusBadge>{s.ended(wish.ended_on)}</StatusBadge>
              ),
          },
          {
            key: 'action',
            label: s.edit,
            labelHidden: true,
            cell: (wish) => (
              <ButtonRow>
                <LinkButton href={`/wishes/${wish.code}/edit`} size="sm" label={s.editOf(wish.name)}>
                  {s.edit}
                </LinkButton>
                <ConfirmForm
                  label={wish.ended_on === null ? s.end : s.reopen}
                  question={
                    wish.ended_on === null
                      ? s.endQuestion(wish.name, wish.places)
                      : s.reopenQuestion(wish.name)
                  }
                  action={`/wishes/${wish.code}/${wish.ended_on === null ? 'end' : 'reopen'}`}
                  kind="tertiary"
                  size="sm"
                />
              </ButtonRow>
            ),
          },
        ]}
      />
    </Stack>
  );
}

export function WishFormPage({ state, code }: { state: FormState; code: string | null }) {
  const s = w.wish;
  const field = fields(state.values, state.errors);
  return (
    <Stack gap="lg">
      <PageHeading title={code === null ? s.newTitle : s.editTitle} lead={s.lead} />
      <Form action={code === null ? '/wishes/new' : `/wishes/${code}/edit`} errors={state.errors}>
        <HiddenField name="_version" value={field('_version').value || '0'} />
        <TextField {...field('name')} label={s.name} required />
        <TextField {...field('question')} label={s.question} required />
        <NumberField {...field('weight')} label={s.weight} help={s.weightHelp} decimal required={false} />
        <NumberField {...field('position')} label={s.position} help={w.form.positionHelp} required />
        <ButtonRow>
          <Button size="lg">{w.form.save}</Button>
          <LinkButton href="/wishes" kind="tertiary">
            {words.form.cancel}
          </LinkButton>
        </ButtonRow>
      </Form>
    </Stack>
  );
}

export function SettingPage({ state }: { state: FormState }) {
  const s = w.setting;
  const field = fields(state.values, state.errors);
  return (
    <Stack gap="lg">
      <PageHeading title={s.title} />
      {state.errors[''] === undefined ? null : <NotificationBanner kind="warning" title={state.errors['']} />}
      <Form action="/facilities/settings" errors={state.errors}>
        <HiddenField name="_version" value={field('_version').value || '0'} />
        <NumberField
          {...field('confirm_every_months')}
          label={s.confirm_every_months}
          help={s.help}
          unit={s.months}
          required
        />
        <ButtonRow>
          <Button size="lg">{s.save}</Button>
        </ButtonRow>
      </Form>
    </Stack>
  );
}
