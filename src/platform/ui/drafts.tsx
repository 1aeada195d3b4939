import type { Child } from './jsx-runtime.ts';
import { formatDateTime } from '../ja/dates.ts';
import { ConfirmForm } from './buttons.tsx';
import { NotificationBanner } from './feedback.tsx';
import { words } from './words.ja.ts';

const w = words.drafts;

export interface OpenedDraft {
  saved_at: Date;
  /** somebody has changed the record since */
  older: boolean;
}

/** Above a long form: it shows what was typed last time, and how to be rid of that. */
export function DraftNotice(props: { draft: OpenedDraft | null; zone: string; dropAction: string }): Child {
  const { draft } = props;
  if (draft === null) return null;
  return (
    <NotificationBanner
      kind={draft.older ? 'warning' : 'info'}
      title={w.title(formatDateTime(draft.saved_at, props.zone))}
      actions={
        <ConfirmForm
          label={w.drop}
          question={w.dropQuestion}
          action={props.dropAction}
          kind="tertiary"
          size="sm"
          danger
        />
      }
    >
      {draft.older ? w.older : null}
    </NotificationBanner>
  );
}
