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

/** Where the form that is being rendered is sent; '' outside of one that is posted. */
export const FormAddress = createContext('');

/** The button that only looks for what may be chosen: the form comes back as it stands. Its value is the field it looks for. */
export const lookName = '_look';
/** The word a field's choices are looked for by, and the word those on the page were found by. */
export const wordName = (field: string): string => `_find_${field}`;
export const lookedForName = (field: string): string => `_found_${field}`;
