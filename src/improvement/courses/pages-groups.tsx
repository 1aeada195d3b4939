import { Button, ButtonRow, LinkButton, UtilityLink } from '../../platform/ui/buttons.tsx';
import { EmptyState } from '../../platform/ui/feedback.tsx';
import { NumberField, Select, TextArea } from '../../platform/ui/fields.tsx';
import { fields, Form, HiddenField } from '../../platform/ui/forms.tsx';
import { Card, Columns, PageHeading, Stack } from '../../platform/ui/layout.tsx';
import type { FormState } from '../../platform/web/form.ts';
import { ConflictNotice, type Conflict } from '../../platform/web/handlers.tsx';
import type { Course } from './queries.ts';
import type { Group } from './queries-records.ts';
import { words } from './words.ja.ts';

/** The groups of the case work: formed at once, mended person by person. */
export function GroupsPage(props: {
  course: Course;
  groups: readonly Group[];
  taken: number;
  state: FormState;
}) {
  const { course, groups } = props;
  const field = fields(props.state.values, props.state.errors);
  const w = words.groups;
  const written = groups.some((group) => group.cases + group.insights + group.tomorrow !== '');
  return (
    <Stack gap="lg">
      <PageHeading kicker={course.title} title={w.title} lead={w.lead} />
      {written ? null : props.taken < 3 ? (
        <EmptyState title={w.empty.title} text={w.empty.text} icon="people" />
      ) : (
        <Form action={`/courses/${course.id}/groups`} errors={props.state.errors}>
          <NumberField {...field('size')} label={w.size} required min={3} max={6} unit={words.unitOfPeople} />
          <ButtonRow>
            <Button kind={groups.length === 0 ? 'primary' : 'secondary'}>
              {groups.length === 0 ? w.form : w.reform}
            </Button>
          </ButtonRow>
        </Form>
      )}
      {groups.length === 0 ? null : (
        <>
          <p>
            <UtilityLink href={`/courses/${course.id}/groups.pdf`} icon="print" download>
              {w.print}
            </UtilityLink>
          </p>
          <Columns kind="halves">
            {groups.map((group) => (
              <Card title={w.name(group.number)} level={2} id={`group-${group.number}`}>
                <ul>
                  {group.members.map((one) => (
                    <li>
                      {w.member(one.name, one.place, one.years)}
                      {groups.length < 2 ? null : (
                        <details class="disclosure">
                          <summary>{w.moveLabel(one.name)}</summary>
                          <Form action={`/courses/${course.id}/groups/move`} label={w.moveLabel(one.name)}>
                            <HiddenField name="application_id" value={one.application_id} />
                            <Select
                              name="group_id"
                              id={`f-group-${one.application_id}`}
                              label={w.moveTo}
                              required
                              options={groups
                                .filter(({ id }) => id !== group.id)
                                .map(({ id, number }) => ({ value: `${id}`, label: w.name(number) }))}
                            />
                            <Button size="sm" kind="secondary">
                              {w.move}
                            </Button>
                          </Form>
                        </details>
                      )}
                    </li>
                  ))}
                </ul>
                <LinkButton
                  href={`/courses/${course.id}/groups/${group.id}`}
                  size="sm"
                  label={w.openLabel(group.number)}
                >
                  {w.open}
                </LinkButton>
              </Card>
            ))}
          </Columns>
        </>
      )}
    </Stack>
  );
}

/** A group's sheet: 事例・気づき・明日から. */
export function NotesPage(props: {
  course: Course;
  group: Group;
  state: FormState & { conflict?: Conflict };
}) {
  const { course, group, state } = props;
  const field = fields(state.values, state.errors);
  const w = words.groups;
  return (
    <Stack>
      <PageHeading
        kicker={course.title}
        title={w.notesTitle(group.number)}
        lead={group.members.map((one) => w.member(one.name, one.place, one.years)).join(words.comma)}
      />
      <p>{w.notesLead}</p>
      <Form action={`/courses/${course.id}/groups/${group.id}`} errors={state.errors}>
        <ConflictNotice state={state} />
        {state.conflict ? null : <HiddenField name="_version" value={field('_version').value || '0'} />}
        <TextArea {...field('cases')} label={w.cases} required={false} rows={5} maxChars={4000} />
        <TextArea {...field('insights')} label={w.insights} required={false} rows={5} maxChars={4000} />
        <TextArea {...field('tomorrow')} label={w.tomorrow} required={false} rows={5} maxChars={4000} />
        <ButtonRow>
          <Button size="lg">{w.save}</Button>
        </ButtonRow>
      </Form>
    </Stack>
  );
}
