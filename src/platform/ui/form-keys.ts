import { createContext } from 'hono/jsx';

/** What every form of a page carries; the web layer provides it around the page. */
export const FormKeys = createContext<{ csrf: string; once: () => string }>({ csrf: '', once: () => '' });
