import type { FormState } from '../../platform/web/form.ts';
import { Button, ButtonRow } from '../../platform/ui/buttons.tsx';
import { DateField, TextArea, TextField, TimeField } from '../../platform/ui/fields.tsx';
import { fields, Form, HiddenField } from '../../platform/ui/forms.tsx';
import { Card, PageHeading, Stack } from '../../platform/ui/layout.tsx';
import type { CallTime } from './queries.ts';
import { words } from './words-board.ja.ts';
import { words as groupWords } from './words.ja.ts';

/** Planning a sitting: the times at which all of the group can come stand above the boxes. */
export function SessionForm(props: {
  call: string;
  title: string;
  members: readonly string[];
  common: readonly CallTime[];
  action: string;
  state: FormState;
  isNew: boolean;
  href: ((time: CallTime) => string) | null;
}) {
  const field = fields(props.state.values, props.state.errors);
  const w = words.form;
  return (
    <Stack>
      <PageHeading kicker={props.call} title={props.title} lead={props.members.join('、')} />
      <Card title={w.common} level={2} tone="info">
        {props.common.length === 0 ? (
          <p>{w.noCommon}</p>
        ) : (
          <ul>
            {props.common.map((time) => (
              <li>
                {props.href === null ? (
                  groupWords.time(time)
                ) : (
                  <a href={props.href(time)}>{groupWords.time(time)}</a>
                )}
              </li>
            ))}
          </ul>
        )}
      </Card>
      <Form action={props.action} errors={props.state.errors}>
        <HiddenField name="_version" value={field('_version').value || '0'} />
        <DateField {...field.date('held_on')} label={w.held_on} required />
        <TimeField {...field('starts_at')} label={w.starts_at} required />
        <TimeField {...field('ends_at')} label={w.ends_at} required />
        <TextField {...field('place')} label={w.place} help={w.placeHelp} required={false} maxLength={200} />
        <TextField
          {...field('join_url')}
          type="url"
          label={w.join_url}
          help={w.join_urlHelp}
          required={false}
          maxLength={500}
        />
        <TextArea {...field('note')} label={w.note} required={false} rows={3} maxChars={2000} />
        <ButtonRow>
          <Button size="lg">{props.isNew ? w.save : w.saveEdit}</Button>
        </ButtonRow>
      </Form>
    </Stack>
  );
}
