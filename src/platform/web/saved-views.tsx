import type { Child } from '../ui/jsx-runtime.ts';
import type { ReadTx } from '../db/transaction.ts';
import { Button, ButtonRow } from '../ui/buttons.tsx';
import { Disclosure } from '../ui/feedback.tsx';
import { TextField } from '../ui/fields.tsx';
import { Form, HiddenField } from '../ui/forms.tsx';
import type { Ctx } from './context.ts';
import { words } from './words.ja.ts';

export interface SavedView {
  id: number;
  name: string;
  query: string;
}

/** The actor's saved conditions of one list page. */
export async function savedViews(tx: ReadTx, page: string): Promise<SavedView[]> {
  return tx.db
    .selectFrom('saved_view')
    .select(['id', 'name', 'query'])
    .where('page', '=', page)
    .orderBy('name')
    .execute();
}

/** Saved conditions of this list as links, and a place to save the present ones. */
export function SavedViews({ c, views }: { c: Ctx; views: readonly SavedView[] }): Child {
  const query = new URLSearchParams(new URL(c.req.url).search);
  query.delete('page');
  const present = query.toString();
  if (views.length === 0 && present === '') return null;
  return (
    <Disclosure summary={words.views.title(views.length)}>
      {views.length === 0 ? null : (
        <ul class="plain-list">
          {views.map((view) => (
            <li>
              <a href={view.query === '' ? c.req.path : `${c.req.path}?${view.query}`}>{view.name}</a>
              <Form action={`/views/${view.id}/remove`} label={words.views.removeLabel(view.name)}>
                <Button kind="tertiary" size="sm">
                  {words.views.remove}
                </Button>
              </Form>
            </li>
          ))}
        </ul>
      )}
      {present === '' ? null : (
        <Form action="/views" label={words.views.save}>
          <HiddenField name="page" value={c.req.path} />
          <HiddenField name="query" value={present} />
          <TextField name="name" label={words.views.name} width="m" />
          <ButtonRow>
            <Button kind="secondary" size="md">
              {words.views.save}
            </Button>
          </ButtonRow>
        </Form>
      )}
    </Disclosure>
  );
}
