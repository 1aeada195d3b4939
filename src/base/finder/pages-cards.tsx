import { formatDateTime, formatFiscalYear, formatMonthDay } from '../../platform/ja/dates.ts';
import { Button, ButtonRow, LinkButton, UtilityLink } from '../../platform/ui/buttons.tsx';
import { EmptyState, NotificationBanner } from '../../platform/ui/feedback.tsx';
import { Checkbox, RadioGroup, Select, TextArea, TextField } from '../../platform/ui/fields.tsx';
import { fields, Form, HiddenField } from '../../platform/ui/forms.tsx';
import {
  Card,
  Columns,
  PageHeading,
  PageNavigation,
  Section,
  Stack,
  Tabs,
} from '../../platform/ui/layout.tsx';
import { DescriptionList } from '../../platform/ui/records.tsx';
import { DataTable } from '../../platform/ui/tables.tsx';
import type { FormState } from '../../platform/web/form.ts';
import { showCode } from '../../platform/web/open.ts';
import type { Paging } from '../../platform/web/paging.ts';
import { handings } from './forms.ts';
import type { CardPlace, Introduction, IntroductionLine, IntroductionSum } from './queries-introductions.ts';
import { dayOfSession, type CardSession, type CardTexts } from './rules-card.ts';
import { words } from './words-card.ja.ts';

export function CardFormPage(props: {
  state: FormState;
  place: CardPlace;
  sessions: readonly CardSession[];
  own: readonly { id: number; name: string }[];
  /** names of the wishes that came along, by code */
  wishes: readonly { code: string; name: string }[];
  time_zone: string;
}) {
  const w = words.form;
  const { state, place, sessions } = props;
  const field = fields(state.values, state.errors);
  const asked = state.errors['nobody'] !== undefined || state.values['nobody'] !== undefined;
  return (
    <Stack gap="lg">
      <PageHeading title={w.title} lead={w.lead(place.name)} />
      <NotificationBanner kind="info" title={w.privacy} />
      <Form action="/introductions/new" errors={state.errors} id="card">
        <HiddenField name="facility_id" value={place.id} />
        {props.wishes.map(({ code }) => (
          <HiddenField name="wish" value={code} />
        ))}
        {sessions.length === 0 ? (
          <p>{w.noSessions}</p>
        ) : (
          <>
            <RadioGroup
              {...field('event_session_id')}
              label={w.session}
              help={w.sessionHelp}
              options={[
                ...sessions.slice(0, 8).map((session) => ({
                  value: `${session.id}`,
                  label: `${dayOfSession(session, props.time_zone)}　${session.title}`,
                })),
                { value: '', label: w.anyDay },
              ]}
            />
            <Button kind="secondary" size="sm" name="fill" value="on">
              {w.fill}
            </Button>
          </>
        )}
        <TextField {...field('day_text')} label={w.day_text} help={w.dayHelp} required />
        <TextArea
          {...field('what_happens')}
          label={w.what_happens}
          help={w.whatHelp}
          rows={3}
          maxChars={300}
          required
        />
        <TextArea
          {...field('whom_to_ask')}
          label={w.whom_to_ask}
          help={w.whomHelp}
          rows={2}
          maxChars={200}
          required
        />
        <TextArea {...field('how_to_get_there')} label={w.how_to_get_there} rows={3} maxChars={300} />
        {props.own.length === 0 ? null : (
          <Select
            {...field('from_facility_id')}
            label={w.from_facility_id}
            empty={w.fromNone}
            options={props.own.map(({ id, name }) => ({ value: `${id}`, label: name }))}
          />
        )}
        {props.wishes.length === 0 ? null : (
          <DescriptionList
            items={[{ term: w.wishes, description: props.wishes.map(({ name }) => name).join('、') }]}
          />
        )}
        {asked ? <Checkbox {...field.checked('nobody')} label={w.nobody} /> : null}
        <ButtonRow>
          <Button>{w.create}</Button>
          <LinkButton href="/find">{w.cancel}</LinkButton>
        </ButtonRow>
      </Form>
    </Stack>
  );
}

/** The card itself, as it is printed. */
export function CardSheet(props: {
  card: CardTexts & { facility: string; phone: string | null; code: string; expires_on: string };
  picture: string;
  size: 'a6' | 'a4';
}) {
  const w = words.card;
  const { card } = props;
  const rows: [string, string][] = [
    [w.when, card.day_text],
    [w.what, card.what_happens],
    [w.whom, card.whom_to_ask],
    ...(card.how_to_get_there === '' ? [] : [[w.way, card.how_to_get_there] as [string, string]]),
    ...(card.phone === null ? [] : [[w.phone, card.phone] as [string, string]]),
  ];
  return (
    <article class={`card-sheet card-sheet-${props.size}`}>
      <p class="card-sheet-lead">{w.heading}</p>
      <h2>{card.facility}</h2>
      <dl>
        {rows.map(([term, text]) => (
          <div>
            <dt>{term}</dt>
            <dd class="pre-line">{text}</dd>
          </div>
        ))}
      </dl>
      <div class="card-sheet-foot">
        <img src={props.picture} alt={w.qr} width="110" height="110" />
        <p>
          <strong>
            {w.code} {showCode(card.code)}
          </strong>
          <br />
          {w.qrText} {w.goodUntil(formatMonthDay(card.expires_on))}
        </p>
      </div>
    </article>
  );
}

export function CardPage(props: { card: Introduction; picture: string; text: string; size: 'a6' | 'a4' }) {
  const w = words.card;
  const { card } = props;
  const subject = encodeURIComponent(w.mailSubject(card.facility));
  const href = `/introductions/${card.id}`;
  return (
    <Stack gap="lg">
      <div class="no-print">
        <PageHeading title={w.title(card.facility)} lead={w.warm} />
      </div>
      <Columns kind="halves">
        <CardSheet card={card} picture={props.picture} size={props.size} />
        <div class="no-print">
          <Stack>
            <Card title={w.hand} level={2}>
              <Stack gap="sm">
                <p>{w.print}</p>
                <ButtonRow>
                  <LinkButton href={`${href}?size=a6`} size="sm" icon="print">
                    {w.a6}
                  </LinkButton>
                  <LinkButton href={`${href}?size=a4`} size="sm" icon="print">
                    {w.a4}
                  </LinkButton>
                  <LinkButton href={`${href}/card.pdf`} size="sm" icon="download" download>
                    {w.pdf}
                  </LinkButton>
                </ButtonRow>
                <ButtonRow>
                  <LinkButton
                    href={`mailto:?subject=${subject}&body=${encodeURIComponent(props.text)}`}
                    size="sm"
                  >
                    {w.mail}
                  </LinkButton>
                  <button
                    class="button button-secondary button-sm"
                    type="button"
                    hidden
                    data-share={props.text}
                  >
                    {w.share}
                  </button>
                </ButtonRow>
                <TextArea
                  name="text"
                  label={w.copyLabel}
                  help={w.copyHelp}
                  rows={6}
                  value={props.text}
                  readOnly
                />
              </Stack>
            </Card>
            {card.phone === null ? null : (
              <p>
                <a href={`tel:${card.phone}`}>{w.call(card.facility, card.phone)}</a>
              </p>
            )}
            {card.mine ? <HandOver card={card} /> : null}
            <p>
              <UtilityLink href={`/facilities/${card.facility_id}`}>{w.place}</UtilityLink>{' '}
              <UtilityLink href="/find">{w.again}</UtilityLink>
            </p>
          </Stack>
        </div>
      </Columns>
    </Stack>
  );
}

function HandOver({ card }: { card: Introduction }) {
  const w = words.card;
  return (
    <Card title={w.handed} level={2}>
      <p>{w.handedHelp}</p>
      <Form action={`/introductions/${card.id}/handed`} label={w.handed}>
        <ButtonRow>
          {handings.map((how) => (
            <Button
              kind={card.handed_over === how ? 'primary' : 'secondary'}
              size="sm"
              name="how"
              value={how}
            >
              {w.how[how]}
            </Button>
          ))}
        </ButtonRow>
      </Form>
    </Card>
  );
}

export function CardsPage(props: {
  lines: readonly IntroductionLine[];
  count: number;
  paging: Paging;
  href: (changes: Record<string, string | number | null>) => string;
  mine: boolean;
  sums: readonly IntroductionSum[];
  fiscal_year: number;
  time_zone: string;
}) {
  const w = words.list;
  const few = (n: number | null, show: (n: number) => string): string => (n === null ? w.few : show(n));
  return (
    <Stack gap="lg">
      <PageHeading
        title={w.title}
        lead={w.lead}
        actions={
          <LinkButton href="/find" kind="primary">
            {w.find}
          </LinkButton>
        }
      />
      <Tabs
        label={w.caption}
        items={[
          { label: w.mine, href: '/introductions', current: props.mine },
          { label: w.all, href: '/introductions?of=all', current: !props.mine },
        ]}
      />
      <DataTable
        caption={w.caption}
        captionHidden
        stack
        rows={props.lines}
        empty={
          <EmptyState
            title={w.empty}
            text={w.emptyHint}
            action={<LinkButton href="/find">{w.find}</LinkButton>}
          />
        }
        columns={[
          {
            key: 'facility',
            label: w.facility,
            rowHeader: true,
            cell: (line) => <a href={`/introductions/${line.id}`}>{line.facility}</a>,
          },
          { key: 'day_text', label: w.day },
          {
            key: 'made_at',
            label: w.made,
            nowrap: true,
            cell: (line) => formatDateTime(line.made_at, props.time_zone),
          },
          ...(props.mine ? [] : [{ key: 'made_by', label: w.by }]),
          {
            key: 'handed_over',
            label: w.handed,
            cell: (line) =>
              line.handed_over === null
                ? w.notHanded
                : words.card.how[line.handed_over as keyof typeof words.card.how],
          },
        ]}
      />
      <PageNavigation
        total={props.count}
        page={props.paging.page}
        size={props.paging.size}
        href={(page) => props.href({ page })}
      />
      {props.sums.length === 0 ? null : (
        <Section title={w.sums} lead={w.sumsHelp} id="sums">
          <DataTable
            caption={w.sumsCaption(formatFiscalYear(props.fiscal_year))}
            stack
            rows={props.sums}
            columns={[
              {
                key: 'facility',
                label: w.facility,
                rowHeader: true,
                cell: (sum) => <a href={`/facilities/${sum.facility_id}`}>{sum.facility}</a>,
              },
              { key: 'cards', label: w.cards, align: 'end', cell: (sum) => w.count(sum.cards) },
              {
                key: 'answers',
                label: w.answers,
                align: 'end',
                cell: (sum) => few(sum.answers, w.answersCount),
              },
              {
                key: 'went',
                label: w.went,
                align: 'end',
                cell: (sum) => few(sum.answers, (all) => w.share(sum.went ?? 0, all)),
              },
              {
                key: 'helped',
                label: w.helped,
                align: 'end',
                cell: (sum) => few(sum.answers, (all) => w.share(sum.helped ?? 0, all)),
              },
            ]}
          />
        </Section>
      )}
    </Stack>
  );
}
