import { useContext } from '../../platform/ui/jsx-runtime.ts';
import { Button, LinkButton } from '../../platform/ui/buttons.tsx';
import { NotificationBanner } from '../../platform/ui/feedback.tsx';
import { RadioGroup, TextField } from '../../platform/ui/fields.tsx';
import { fields, Form } from '../../platform/ui/forms.tsx';
import { Card, PageHeading, Stack } from '../../platform/ui/layout.tsx';
import { AreaMap } from '../../platform/ui/map.tsx';
import { DescriptionList } from '../../platform/ui/records.tsx';
import { japanese, ReadingContext } from '../../platform/ui/speech.ts';
import type { FormState } from '../../platform/web/form.ts';
import { helpedAnswers, whyNots } from './forms.ts';
import type { OpenCard } from './queries-introductions.ts';
import { cardHolderWords } from './words-open.ts';

/** For who has the card in hand and types its number. */
export function CardEntryPage({ state }: { state: FormState }) {
  const w = cardHolderWords();
  const field = fields(state.values, state.errors);
  return (
    <Stack gap="lg">
      <PageHeading title={w.enterTitle} lead={w.enterLead} />
      <Form action="/open/cards" errors={state.errors}>
        <TextField {...field('code')} label={w.code} help={w.codeHelp} width="m" required />
        <Button>{w.show}</Button>
      </Form>
    </Stack>
  );
}

/** The card on the parent's own phone, and afterwards the question. */
export function OpenCardPage(props: { card: OpenCard; code: string; state: FormState; today: string }) {
  const { card, state } = props;
  const w = cardHolderWords();
  const ja = japanese(useContext(ReadingContext));
  const over = card.expires_on < props.today;
  return (
    <Stack gap="lg">
      <PageHeading title={<span lang={ja}>{card.facility}</span>} />
      {over ? <NotificationBanner kind="info" title={w.expired} /> : null}
      <Card>
        <Stack>
          <DescriptionList
            items={[
              { term: w.when, description: <span lang={ja}>{card.day_text}</span> },
              { term: w.what, description: <span lang={ja}>{card.what_happens}</span> },
              { term: w.whom, description: <span lang={ja}>{card.whom_to_ask}</span> },
              ...(card.how_to_get_there === ''
                ? []
                : [
                    {
                      term: w.way,
                      description: (
                        <span class="pre-line" lang={ja}>
                          {card.how_to_get_there}
                        </span>
                      ),
                    },
                  ]),
              ...(card.phone === null
                ? []
                : [{ term: w.phone, description: <a href={`tel:${card.phone}`}>{card.phone}</a> }]),
            ]}
          />
          {card.ended_on === null ? (
            <LinkButton href={`/open/places/${card.facility_id}`} kind="primary">
              {w.place(card.facility)}
            </LinkButton>
          ) : null}
        </Stack>
      </Card>
      {card.latitude === null ? null : (
        <AreaMap
          title={w.map}
          listed
          points={[
            {
              id: card.facility_id,
              label: card.facility,
              latitude: card.latitude,
              longitude: card.longitude,
              href: `/open/places/${card.facility_id}`,
            },
          ]}
        />
      )}
      {over ? null : card.answered ? (
        <NotificationBanner kind="success" title={w.answered} />
      ) : (
        <Question code={props.code} state={state} />
      )}
    </Stack>
  );
}

function Question({ code, state }: { code: string; state: FormState }) {
  const w = cardHolderWords();
  const reading = useContext(ReadingContext);
  // Each field is a choice: one sentence says what is missing.
  const errors =
    reading.lang === 'ja' && !reading.easy
      ? state.errors
      : Object.fromEntries(Object.keys(state.errors).map((name) => [name, w.choose]));
  const field = fields(state.values, errors);
  return (
    <Card title={w.question} level={2} lead={w.questionLead} id="question">
      <Form action={`/open/cards/${code}`} errors={errors}>
        <RadioGroup
          {...field('went')}
          label={w.went}
          required
          options={[
            { value: 'yes', label: w.yes },
            { value: 'no', label: w.no },
          ]}
        />
        <RadioGroup
          {...field('helped')}
          label={w.helped}
          required={false}
          options={helpedAnswers.map((value) => ({ value, label: w.helpedAnswers[value] }))}
        />
        <RadioGroup
          {...field('why_not')}
          label={w.why_not}
          required={false}
          options={whyNots.map((value) => ({ value, label: w.whyNots[value] }))}
        />
        <Button>{w.send}</Button>
      </Form>
    </Card>
  );
}
