import { formatDate } from '../../platform/ja/dates.ts';
import { Button, ButtonRow, ConfirmForm, LinkButton } from '../../platform/ui/buttons.tsx';
import { Chip, EmptyState, StatusBadge } from '../../platform/ui/feedback.tsx';
import { TextField } from '../../platform/ui/fields.tsx';
import { fields, Form } from '../../platform/ui/forms.tsx';
import { PageHeading, Section, Stack } from '../../platform/ui/layout.tsx';
import { DataTable } from '../../platform/ui/tables.tsx';
import type { FormState } from '../../platform/web/form.ts';
import type { Around, DuplicatePair } from './queries-merge.ts';
import type { Facility } from './queries.ts';
import { labelOf, saidOf } from './rules-fields.ts';
import { words as w } from './words-merge.ja.ts';

/** Pairs of entries that look like one place, and a box for a pair nobody found. */
export function DuplicatesPage(props: {
  pairs: readonly DuplicatePair[];
  more: boolean;
  /** the entry one came from */
  chosen: { id: number; name: string } | null;
  state: FormState;
}) {
  const field = fields(props.state.values, props.state.errors);
  return (
    <Stack gap="lg">
      <PageHeading title={w.title} lead={w.lead} />
      {props.chosen === null ? null : (
        <Section title={`${w.choose}：${props.chosen.name}`}>
          <Form action={`/facilities/duplicates/${props.chosen.id}`} errors={props.state.errors}>
            <TextField
              {...field('other_id')}
              label={w.number}
              help={w.chooseHelp}
              inputmode="numeric"
              width="s"
              required
            />
            <Button>{w.show}</Button>
          </Form>
        </Section>
      )}
      {props.pairs.length === 0 ? (
        <EmptyState title={w.empty} text={w.emptyHint} />
      ) : (
        <>
          <p>{w.found(props.pairs.length, props.more)}</p>
          <DataTable
            caption={w.title}
            captionHidden
            stack
            rows={props.pairs}
            columns={[
              {
                key: 'a',
                label: w.title,
                rowHeader: true,
                cell: (pair) => (
                  <a href={`/facilities/${pair.a}/merge/${pair.b}`}>
                    {w.pair(`${pair.names[0]}（${pair.a}）`, `${pair.names[1]}（${pair.b}）`)}
                  </a>
                ),
              },
              {
                key: 'addresses',
                label: labelOf('address'),
                cell: (pair) => [...new Set(pair.addresses)].join(' ／ '),
              },
              { key: 'reasons', label: w.field, labelHidden: true, cell: (pair) => <Reasons pair={pair} /> },
              {
                key: 'action',
                label: w.compare,
                labelHidden: true,
                cell: (pair) => (
                  <ButtonRow>
                    <LinkButton
                      href={`/facilities/${pair.a}/merge/${pair.b}`}
                      size="sm"
                      label={`${w.compare}：${w.pair(...pair.names)}`}
                    >
                      {w.compare}
                    </LinkButton>
                    <Form
                      action={`/facilities/${pair.a}/merge/${pair.b}/distinct`}
                      label={`${w.distinct}：${w.pair(...pair.names)}`}
                    >
                      <Button kind="tertiary" size="sm">
                        {w.distinct}
                      </Button>
                    </Form>
                  </ButtonRow>
                ),
              },
            ]}
          />
        </>
      )}
    </Stack>
  );
}

function Reasons({ pair }: { pair: DuplicatePair }) {
  const { name, phone, address, metres } = pair.reasons;
  return (
    <>
      {name === null ? null : <Chip>{name === 'same' ? w.why.name : w.why.similar}</Chip>}
      {phone ? <Chip>{w.why.phone}</Chip> : null}
      {address ? <Chip>{w.why.address}</Chip> : null}
      {metres === null ? null : <Chip>{w.why.near(metres)}</Chip>}
    </>
  );
}

export interface Side {
  facility: Facility;
  fields: Record<string, unknown>;
  around: Around;
}

const hidden = ['organisation_id', 'staffing', 'offers', 'languages'];

/** Two entries side by side; which of them stays is one button each. */
export function MergePage({ sides }: { sides: [Side, Side] }) {
  const [a, b] = sides;
  const rows = [
    { label: w.number, values: sides.map(({ facility }) => String(facility.id)) },
    { label: labelOf('organisation_id'), values: sides.map(({ facility }) => facility.organisation ?? '') },
    ...Object.keys(a.fields)
      .filter((name) => !hidden.includes(name))
      .map((name) => ({
        label: labelOf(name),
        values: sides.map((side) => saidOf(name, side.fields[name])),
      })),
    { label: labelOf('staffing'), values: sides.map((side) => saidOf('staffing', side.fields['staffing'])) },
    { label: w.offers, values: sides.map(({ around }) => around.offers.join('、')) },
    { label: w.services, values: sides.map(({ around }) => around.services.join('、')) },
    { label: w.schedules, values: sides.map(({ around }) => w.counts(around.schedules)) },
    { label: w.photos, values: sides.map(({ around }) => w.counts(around.photos)) },
    { label: w.people, values: sides.map(({ around }) => w.counts(around.people)) },
    {
      label: w.confirmed,
      values: sides.map(({ facility }) =>
        facility.confirmed_on === null ? '' : formatDate(facility.confirmed_on),
      ),
    },
  ].filter(({ values }) => values.some((value) => value !== ''));
  const keep = (stays: Side, goes: Side) => (
    <ConfirmForm
      label={w.keep(stays.facility.name, stays.facility.id)}
      question={w.keepQuestion(
        `${stays.facility.name}（${stays.facility.id}）`,
        `${goes.facility.name}（${goes.facility.id}）`,
      )}
      action={`/facilities/${stays.facility.id}/merge/${goes.facility.id}`}
      kind="primary"
    />
  );
  return (
    <Stack gap="lg">
      <PageHeading title={w.compareTitle} lead={w.compareLead} />
      <DataTable
        caption={w.pair(a.facility.name, b.facility.name)}
        stack
        rows={rows}
        columns={[
          {
            key: 'label',
            label: w.field,
            rowHeader: true,
            cell: ({ label, values }) => (
              <>
                {label}{' '}
                {values[0] === values[1] || label === w.number ? null : (
                  <StatusBadge kind="warning">{w.differs}</StatusBadge>
                )}
              </>
            ),
          },
          ...sides.map(({ facility }, at) => ({
            key: `side${at}`,
            label: `${facility.name}（${facility.id}）`,
            cell: ({ values }: { values: string[] }) => values[at] ?? '',
          })),
        ]}
      />
      <ButtonRow>
        {keep(a, b)}
        {keep(b, a)}
        <ConfirmForm
          label={w.distinct}
          question={w.distinct}
          action={`/facilities/${a.facility.id}/merge/${b.facility.id}/distinct`}
          kind="tertiary"
        />
      </ButtonRow>
    </Stack>
  );
}
