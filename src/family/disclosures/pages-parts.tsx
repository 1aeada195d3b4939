import type { Child } from '../../platform/ui/jsx-runtime.ts';
import { CheckboxGroup } from '../../platform/ui/fields.tsx';
import { itemsFor, type Item } from './rules.ts';
import { discloseWords as w, itemNames } from './words.ja.ts';

/** The items, each to be chosen by itself; of a protected family those that lead to it are not there. */
export function ItemBoxes(props: {
  isProtected: boolean;
  value: readonly string[];
  error?: string | readonly string[] | undefined;
  texts?: Partial<Record<Item, string[]>>;
}): Child {
  return (
    <CheckboxGroup
      name="items"
      label={w.items}
      help={props.isProtected ? w.protectedHelp : w.itemsHelp}
      required
      columns
      value={props.value}
      {...(props.error === undefined ? {} : { error: props.error })}
      options={itemsFor(props.isProtected).map((code) => {
        const help = props.texts?.[code]?.join('、');
        return { value: code, label: itemNames[code], ...(help ? { help } : {}) };
      })}
    />
  );
}
