import { createContext, useContext, type Child } from './jsx-runtime.ts';

/** The questions of the form that is being rendered, by field name: its error summary names them. */
export const FieldLabels = createContext<Map<string, string> | null>(null);

/** Tells the form around it how a field is called; a label that is more than text is left to its own place. */
export function nameField(name: string, label: Child): void {
  if (typeof label === 'string') useContext(FieldLabels)?.set(name, label);
}

/** What the ids of a form's fields begin with, where a page has several forms that ask for the same. */
export const FieldScope = createContext('');

/**
 * What every form of a page carries; the web layer provides it around the page. `who` tells one person of the computer from
 * another without saying who it is: text that could not be saved comes back to whoever typed it alone.
 */
export const FormKeys = createContext<{ csrf: string; once: () => string; who?: string }>({
  csrf: '',
  once: () => '',
});
