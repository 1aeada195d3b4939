import { Button, ButtonRow, ConfirmForm, LinkButton, UtilityLink, type ButtonKind } from './buttons.tsx';
import { ConflictPanel } from './conflict.tsx';
import {
  Checkbox,
  CheckboxGroup,
  ComboSelect,
  DateField,
  FileField,
  NumberField,
  RadioGroup,
  Select,
  TextArea,
  TextField,
  TimeField,
} from './fields.tsx';
import { FindOne } from './finding.tsx';
import { Fieldset, FoldedFieldset, Form, WarningSummary } from './forms.tsx';
import { Part, here } from './kit-part.tsx';
import { Card, Columns } from './layout.tsx';
import { kit } from './words-kit.ja.ts';

/** Buttons, fields and forms in each state. */
export function Controls() {
  const button: Record<ButtonKind, string> = {
    primary: kit.buttons.primary,
    secondary: kit.buttons.secondary,
    tertiary: kit.buttons.tertiary,
    danger: kit.buttons.danger,
  };
  const topics = kit.choices.topics.map((label, i) => ({ value: `t${i}`, label }));
  const three = [kit.choices.yes, kit.choices.no, kit.choices.unknown].map((label, i) => ({
    value: `${i}`,
    label,
  }));
  return (
    <>
      <Part id="buttons">
        <Card>
          {(['lg', 'md', 'sm'] as const).map((size) => (
            <ButtonRow>
              {(['primary', 'secondary', 'tertiary', 'danger'] as const).map((kind) => (
                <Button kind={kind} size={size} type="button">
                  {button[kind]}
                </Button>
              ))}
            </ButtonRow>
          ))}
          <ButtonRow>
            <Button icon="plus" type="button">
              {kit.buttons.add}
            </Button>
            <LinkButton href={here} icon="previous">
              {kit.buttons.go}
            </LinkButton>
            <Button disabledReason={kit.buttons.reason}>{button.primary}</Button>
          </ButtonRow>
          <ButtonRow>
            <ConfirmForm
              label={kit.buttons.delete}
              question={kit.buttons.question}
              confirmLabel={kit.buttons.yes}
              action={here}
              danger
            />
          </ButtonRow>
          <ConfirmForm
            label={kit.buttons.delete}
            question={kit.buttons.question}
            confirmLabel={kit.buttons.yes}
            action={here}
            danger
            open
          >
            <TextField name="why" label={kit.buttons.why} required />
          </ConfirmForm>
          <ButtonRow>
            <UtilityLink href={here} icon="print">
              {kit.buttons.print}
            </UtilityLink>
            <UtilityLink href={here} icon="download" download>
              {kit.buttons.download}
            </UtilityLink>
            <UtilityLink href={here} external>
              {kit.buttons.outside}
            </UtilityLink>
          </ButtonRow>
        </Card>
      </Part>
      <Part id="fields">
        <Card>
          <Form action={here} autosave="/kit/draft" label={kit.parts.fields}>
            <TextField
              name="plain"
              label={kit.fields.normal}
              value={kit.fields.value}
              help={kit.fields.help}
              required
            />
            <TextField name="optional" label={kit.fields.optional} required={false} />
            <TextField name="broken" label={kit.fields.normal} error={kit.fields.error} required />
            <TextField name="fixed" label={kit.fields.readOnly} value="R8-0142" readOnly width="m" />
            <TextField
              name="off"
              label={kit.fields.disabled}
              value={kit.fields.areas[0]}
              disabledReason={kit.fields.disabledReason}
              width="m"
            />
            <TextArea
              name="long"
              label={kit.fields.long}
              value={kit.fields.longText}
              help={kit.fields.help}
              maxChars={1000}
            />
            <Columns kind="halves">
              <NumberField
                name="people"
                label={kit.fields.number}
                unit={kit.fields.unit}
                value={12}
                min={0}
                max={300}
              />
              <Select
                name="area"
                label={kit.fields.select}
                options={kit.fields.areas.map((label, i) => ({
                  value: `${i}`,
                  label,
                  group: kit.fields.group,
                }))}
                value="1"
              />
              <Select
                name="many"
                label={kit.fields.many}
                options={Array.from({ length: 60 }, (_, i) => ({
                  value: `${i + 1}`,
                  label: kit.fields.manyOf(i + 1),
                  group: kit.fields.areas[i % 3]!,
                }))}
              />
              <FindOne
                name="sought"
                label={kit.fields.sought}
                help={kit.fields.soughtHelp}
                required
                value="s1"
                offer={{
                  all: null,
                  chosen: [{ value: 's1', label: kit.fields.manyOf(1), note: kit.fields.areas[0]! }],
                  near: { title: kit.fields.near, options: [{ value: 's2', label: kit.fields.manyOf(2) }] },
                  found: [3, 4].map((n) => ({
                    value: `s${n}`,
                    label: kit.fields.manyOf(n),
                    note: kit.fields.areas[n % 3]!,
                  })),
                  asked: kit.fields.soughtWord,
                  more: true,
                  help: '',
                }}
              />
              <TextField
                name="postal"
                label={kit.fields.postal}
                inputmode="numeric"
                autocomplete="postal-code"
                width="s"
                postal={{ address: 'address' }}
              />
              <TextField name="address" label={kit.fields.address} autocomplete="street-address" />
              <TextField name="tel" type="tel" label={kit.fields.phone} inputmode="tel" size="sm" />
              <ComboSelect name="room" label={kit.fields.combo} options={kit.fields.rooms} size="lg" />
              <TextField
                name="secret"
                type="password"
                label={kit.fields.password}
                autocomplete="new-password"
              />
            </Columns>
            <Fieldset legend={kit.fields.block} help={kit.fields.blockHelp}>
              <TextArea name="block" label={kit.fields.long} rows={3} />
            </Fieldset>
            {[true, false].map((open) => (
              <FoldedFieldset
                legend={kit.fields.block}
                note={kit.fields.blockNote}
                open={open}
                id={open ? 'block-open' : 'block-folded'}
              >
                <TextArea name={open ? 'block_open' : 'block_folded'} label={kit.fields.long} rows={3} />
              </FoldedFieldset>
            ))}
          </Form>
        </Card>
      </Part>
      <Part id="choices">
        <Card>
          <RadioGroup
            name="kind"
            label={kit.choices.radio}
            required
            value="k0"
            options={kit.choices.kinds.map((label, i) => ({
              value: `k${i}`,
              label,
              help: i === 0 ? kit.choices.kindHelp : undefined,
              disabledReason: i === 2 ? kit.choices.unavailable : undefined,
            }))}
          />
          <RadioGroup name="answer" label={kit.choices.single} options={three} inline />
          <CheckboxGroup
            name="topics"
            label={kit.choices.check}
            options={topics}
            value={['t1', 't3']}
            columns
          />
          <CheckboxGroup
            name="topics_wrong"
            label={kit.choices.check}
            options={topics}
            error={kit.choices.error}
            required
            inline
          />
          <Checkbox name="agreed" label={kit.choices.single} required checked help={kit.fields.help} />
          <Checkbox name="agreed_wrong" label={kit.choices.single} error={kit.choices.error} required />
        </Card>
      </Part>
      <Columns kind="halves">
        <Part id="dates">
          <Card>
            <DateField name="held_on" label={kit.dates.date} value="2026-11-20" required />
            <DateField
              name="wrong_on"
              label={kit.dates.date}
              value={{ y: 'R8', m: '2', d: '30' }}
              error={kit.dates.error}
            />
            <DateField name="born_on" label={kit.dates.birthday} birthday required={false} />
            <TimeField name="from" label={kit.dates.time} value="10:00" />
          </Card>
        </Part>
        <Part id="files">
          <Card>
            <FileField
              name="photo"
              label={kit.files.label}
              help={kit.files.help}
              types={kit.files.types}
              accept="image/jpeg,image/png,application/pdf"
              maxMegabytes={10}
              multiple
              required={false}
            />
          </Card>
        </Part>
      </Columns>
      <Part id="formErrors">
        <Card>
          <Form
            action={here}
            errors={{ '': kit.errors.form, title: kit.errors.title, on: [kit.errors.date] }}
            label={kit.parts.formErrors}
          >
            <TextField name="title" label={kit.fields.normal} error={kit.errors.title} required />
            <DateField name="on" label={kit.dates.date} error={[kit.errors.date]} required />
            <ButtonRow>
              <Button size="lg">{kit.buttons.primary}</Button>
              <Button kind="secondary" size="lg" name="draft" value="1">
                {kit.buttons.secondary}
              </Button>
            </ButtonRow>
          </Form>
        </Card>
        <Card>
          <Form action={here} label={kit.warned.title}>
            <WarningSummary
              title={kit.warned.title}
              lead={kit.warned.lead}
              items={[{ name: 'warned_on', text: kit.warned.text }]}
            />
            <DateField name="warned_on" label={kit.dates.date} />
            <Checkbox name="warned" label={kit.warned.box} />
          </Form>
        </Card>
      </Part>
      <Part id="conflict">
        <Form action={here} label={kit.parts.conflict}>
          <ConflictPanel
            who={kit.conflict.who}
            when={kit.conflict.when}
            version={{ name: 'version', value: 4 }}
            fields={[
              {
                name: 'support',
                label: kit.conflict.label,
                mine: kit.conflict.mine,
                theirs: kit.conflict.theirs,
              },
              { name: 'next', label: kit.conflict.other, mine: kit.fields.longText, theirs: '' },
            ]}
          />
        </Form>
      </Part>
    </>
  );
}
