import { Button, ButtonRow, LinkButton } from '../../platform/ui/buttons.tsx';
import { NumberField } from '../../platform/ui/fields.tsx';
import { fields, Fieldset, Form, HiddenField } from '../../platform/ui/forms.tsx';
import { PageHeading, Prose, Section, Stack } from '../../platform/ui/layout.tsx';
import { DataTable } from '../../platform/ui/tables.tsx';
import type { FormState } from '../../platform/web/form.ts';
import { ConflictNotice, type Conflict } from '../../platform/web/handlers.tsx';
import { weightFields } from './forms.ts';
import type { Wish } from './queries.ts';
import { words } from './words.ja.ts';

const w = words.weights;

/** How the ranking is worked out, and what counts how much. Read by everybody, changed by those who keep the directory. */
export function WeightsPage(props: {
  state: FormState & { conflict?: Conflict };
  wishes: readonly Wish[];
  may: boolean;
}) {
  const { state, may } = props;
  const field = fields(state.values, state.errors);
  const value = (name: string): string => String(state.values[name] ?? '');
  return (
    <Stack gap="lg">
      <PageHeading title={w.title} lead={w.lead} />
      <Section title={w.how}>
        <Prose>
          {w.howText.map((text) => (
            <p>{text}</p>
          ))}
        </Prose>
      </Section>
      {may ? (
        <Form action="/find/weights" errors={state.errors}>
          <ConflictNotice state={state} />
          <HiddenField name="_version" value={value('_version')} />
          <Fieldset legend={w.parts}>
            {weightFields.map((name) => (
              <NumberField {...field(name)} label={w[name]} decimal required />
            ))}
            <NumberField {...field('half_distance_km')} label={w.half_distance_km} decimal required />
          </Fieldset>
          <Fieldset legend={w.each} help={w.eachHelp}>
            {props.wishes.map((wish) => (
              <NumberField {...field(`wish_${wish.code}`)} label={wish.name} decimal />
            ))}
          </Fieldset>
          <ButtonRow>
            <Button>{w.save}</Button>
            <LinkButton href="/find">{w.back}</LinkButton>
          </ButtonRow>
        </Form>
      ) : (
        <Stack>
          <p>{w.may}</p>
          <DataTable
            caption={w.parts}
            columns={[
              { key: 'label', label: w.parts, rowHeader: true },
              { key: 'value', label: w.title, align: 'end' },
            ]}
            rows={[
              ...[...weightFields, 'half_distance_km' as const].map((name) => ({
                label: w[name],
                value: value(name),
              })),
              ...props.wishes.map((wish) => ({ label: wish.name, value: value(`wish_${wish.code}`) })),
            ]}
          />
          <LinkButton href="/find">{w.back}</LinkButton>
        </Stack>
      )}
    </Stack>
  );
}
