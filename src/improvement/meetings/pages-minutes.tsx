import type { Child } from '../../platform/ui/jsx-runtime.ts';
import { Button, ButtonRow, ConfirmForm, LinkButton, UtilityLink } from '../../platform/ui/buttons.tsx';
import { NotificationBanner, StatusBadge } from '../../platform/ui/feedback.tsx';
import { DateField, TextArea } from '../../platform/ui/fields.tsx';
import { fields, Form } from '../../platform/ui/forms.tsx';
import { Card, Heading, PageHeading, Prose, Section, Stack } from '../../platform/ui/layout.tsx';
import { DescriptionList } from '../../platform/ui/records.tsx';
import { DataTable } from '../../platform/ui/tables.tsx';
import type { FormState } from '../../platform/web/form.ts';
import { nextLine, seatLine, type Minutes } from './exports.ts';
import { StateBadge } from './pages-meetings.tsx';
import type { Item } from './queries-meetings.ts';
import { leftNothingToDo, meetingState, wasThere } from './rules.ts';
import { purposeWords, say } from './words.ja.ts';
import { words as meetingWords } from './words-meetings.ja.ts';
import { words } from './words-minutes.ja.ts';

/** The minutes on screen, in the same order as on paper; for the 事務局 with the way to publish or to mend them. */
export function MinutesPage(props: Minutes & { state: FormState; may_score: boolean }): Child {
  const { meeting, items, seats, after } = props;
  const label = words.minutes;
  const state = meetingState(meeting);
  const there = seats.filter((seat) => wasThere(seat.status)).map(seatLine);
  const absent = seats.filter((seat) => seat.status === 'absent').map(seatLine);
  const decisions = items.flatMap((item) => item.decisions);
  const roles = items.flatMap((item) => item.roles);
  const actions = items.flatMap((item) => item.actions).filter((action) => action.cancelled_at === null);
  return (
    <>
      <PageHeading
        kicker={<a href={`/meetings/${meeting.id}`}>{meeting.title}</a>}
        title={label.title}
        badges={<StateBadge meeting={meeting} />}
        actions={
          <ButtonRow>
            <UtilityLink href={`/meetings/${meeting.id}/minutes.docx`} icon="download">
              {label.docx}
            </UtilityLink>
            <UtilityLink href={`/meetings/${meeting.id}/minutes.pdf`} icon="print">
              {label.pdf}
            </UtilityLink>
            {props.may_score ? (
              <UtilityLink href={`/quality/minutes/${meeting.id}`} icon="check">
                {meetingWords.page.quality}
              </UtilityLink>
            ) : null}
          </ButtonRow>
        }
      />
      {state === 'published' ? null : <NotificationBanner kind="info" title={label.draft} />}
      {items.length > 0 && leftNothingToDo(items.map((item) => ({ actions: item.actions.length }))) ? (
        <NotificationBanner kind="warning" title={meetingWords.summary.nothingToDo}>
          <p>{meetingWords.summary.nothingToDoText}</p>
        </NotificationBanner>
      ) : null}
      {state === 'closed' && meeting.may_manage ? <PublishForm {...props} /> : null}
      <Card>
        <DescriptionList
          items={[
            { term: label.forum, description: meeting.forum },
            { term: label.when, description: say.when(meeting.held_on, meeting.starts_at, meeting.ends_at) },
            {
              term: label.place,
              description: say.join([
                ...(meeting.place === '' ? [] : [meeting.place]),
                ...(meeting.online_url === null ? [] : [label.online]),
              ]),
            },
            { term: label.attendees, description: <Lines items={there} /> },
            {
              term: label.absentees,
              description: absent.length === 0 ? label.noAbsentees : <Lines items={absent} />,
            },
          ]}
        />
      </Card>
      {items.map((item, at) => (
        <MinutesItem item={item} at={at} />
      ))}
      {meeting.summary === '' ? null : (
        <Section title={label.overall}>
          <Prose>
            <p class="pre-line">{meeting.summary}</p>
          </Prose>
        </Section>
      )}
      <Section title={label.decisions}>
        {decisions.length === 0 ? (
          <p>{label.noActions}</p>
        ) : (
          <Prose>
            <ol>
              {decisions.map((decision) => (
                <li>{decision.body}</li>
              ))}
            </ol>
          </Prose>
        )}
      </Section>
      {roles.length === 0 ? null : (
        <Section title={label.roles}>
          <DataTable
            caption={label.roles}
            captionHidden
            rows={roles}
            columns={[
              { key: 'organisation', label: label.roleHeader[0]!, rowHeader: true },
              { key: 'part', label: label.roleHeader[1]! },
            ]}
          />
        </Section>
      )}
      <Section title={label.actions}>
        <DataTable
          caption={label.actions}
          captionHidden
          stack
          rows={actions}
          empty={<p>{label.noActions}</p>}
          columns={[
            {
              key: 'what',
              label: label.actionHeader[0]!,
              rowHeader: true,
              cell: (action) => <a href={`/actions/${action.id}`}>{action.what}</a>,
            },
            { key: 'owner', label: label.actionHeader[1]!, cell: (action) => say.holder(action) },
            {
              key: 'due_on',
              label: label.actionHeader[2]!,
              nowrap: true,
              cell: (action) => say.day(action.due_on),
            },
          ]}
        />
      </Section>
      <Section title={label.next}>
        <p>{after ? <a href={`/meetings/${after.id}`}>{nextLine(after)}</a> : label.nextNone}</p>
      </Section>
      {state === 'published' && meeting.may_manage ? (
        <ConfirmForm
          label={words.publish.withdraw}
          question={words.publish.withdrawQuestion}
          action={`/meetings/${meeting.id}/minutes/withdraw`}
          icon="edit"
        />
      ) : null}
    </>
  );
}

function Lines({ items }: { items: readonly string[] }): Child {
  return (
    <Stack gap="xs">
      {items.map((line) => (
        <span>{line}</span>
      ))}
    </Stack>
  );
}

function MinutesItem({ item, at }: { item: Item; at: number }): Child {
  const label = words.minutes;
  const texts = (['explanation', 'opinions', 'conclusion'] as const).filter((name) => item[name] !== '');
  return (
    <Card
      title={label.item(at + 1, item.title)}
      actions={
        <>
          <StatusBadge>{purposeWords[item.purpose]}</StatusBadge>
          {item.action_item_id === null ? null : <StatusBadge kind="info">{label.carried}</StatusBadge>}
        </>
      }
    >
      {texts.map((name) => (
        <>
          <Heading level={3}>{label[name]}</Heading>
          <Prose>
            <p class="pre-line">{item[name]}</p>
          </Prose>
        </>
      ))}
      {item.decisions.length === 0 ? null : (
        <>
          <Heading level={3}>{label.decisions}</Heading>
          <Prose>
            <ul>
              {item.decisions.map((decision) => (
                <li>{decision.body}</li>
              ))}
            </ul>
          </Prose>
        </>
      )}
      {item.no_decision_reason === null ? null : (
        <p>{label[item.passed_over ? 'passedOver' : 'noDecision'](item.no_decision_reason)}</p>
      )}
      {texts.length === 0 && item.decisions.length === 0 && item.no_decision_reason === null ? (
        <p>{label.notWritten}</p>
      ) : null}
    </Card>
  );
}

function PublishForm({ meeting, state }: Minutes & { state: FormState }): Child {
  const field = fields(state.values, state.errors);
  return (
    <Card title={words.publish.title} lead={words.publish.lead} tone="key">
      <Form action={`/meetings/${meeting.id}/minutes`} errors={state.errors}>
        <TextArea
          {...field('message')}
          label={words.publish.message}
          help={words.publish.messageHelp}
          required
          rows={4}
        />
        <TextArea
          {...field('absent_message')}
          label={words.publish.absent_message}
          help={words.publish.absentHelp}
          rows={3}
        />
        <DateField {...field.date('due_on')} label={words.publish.due_on} required />
        <ButtonRow>
          <Button size="lg">{words.publish.submit}</Button>
          <LinkButton href={`/meetings/${meeting.id}/hold`}>{words.minutes.edit}</LinkButton>
        </ButtonRow>
      </Form>
    </Card>
  );
}
