import { Select, TextField } from '../../platform/ui/fields.tsx';
import { Fieldset, type fields } from '../../platform/ui/forms.tsx';
import { words } from './words.ja.ts';

type Bound = ReturnType<typeof fields>;
const w = words.sheet;
const options = (of: Readonly<Record<string, string>>) =>
  Object.entries(of).map(([value, label]) => ({ value, label }));

/** The consultations of a day, one row each; empty rows say nothing. */
export function ConsultationRows({ field, rows }: { field: Bound; rows: number }) {
  return (
    <div class="sheet-rows">
      {Array.from({ length: rows }, (_, at) => (
        <Fieldset legend={w.consultation(at + 1)}>
          <div class="sheet-row">
            <Select {...field(`c${at}_topic`)} label={w.topic} options={options(words.topics)} size="sm" />
            <Select
              {...field(`c${at}_method`)}
              label={w.method}
              options={options(words.methods)}
              empty={words.methods.in_person}
              size="sm"
            />
            <Select
              {...field(`c${at}_child_age`)}
              label={w.child_age}
              options={options(words.child_ages)}
              size="sm"
            />
            <TextField
              {...field(`c${at}_minutes`)}
              label={w.minutes}
              inputmode="numeric"
              suffix={w.minuteUnit}
              size="sm"
              width="xs"
            />
            <Select {...field(`c${at}_led_to`)} label={w.led_to} options={options(words.led_to)} size="sm" />
            <TextField
              {...field(`c${at}_people`)}
              label={w.people}
              inputmode="numeric"
              suffix={w.peopleUnit}
              size="sm"
              width="xs"
            />
          </div>
        </Fieldset>
      ))}
    </div>
  );
}

/** Courses, outreach and near misses of a day. */
export function EventRows({ field, rows }: { field: Bound; rows: number }) {
  return (
    <div class="sheet-rows">
      {Array.from({ length: rows }, (_, at) => (
        <Fieldset legend={w.event(at + 1)}>
          <div class="sheet-row">
            <Select
              {...field(`e${at}_kind`)}
              label={w.event_kind}
              options={options(words.event_kinds)}
              size="sm"
            />
            <TextField {...field(`e${at}_title`)} label={w.event_title} size="sm" maxLength={100} />
            <TextField
              {...field(`e${at}_participants`)}
              label={w.participants}
              inputmode="numeric"
              suffix={words.units.adults}
              size="sm"
              width="xs"
            />
          </div>
        </Fieldset>
      ))}
    </div>
  );
}
