import type { JSX as Hono } from 'hono/jsx/jsx-runtime';

// What JSX compiles to here (tsconfig.json: jsxImportSource). Hono's own, which also serves streams, promises and the browser,
// took a third of a page's time and most of its garbage; our pages are text, made in one go (docs/decisions/0023). The elements'
// attributes are typed as Hono types them.

/** Text that is markup already and is put out as it stands. Made by raw() alone. */
class Raw {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

type Props = Record<string, unknown>;
type Component = (props: never) => Child;

/** An element or component not yet written out: components are called in the order of the page, inside their contexts. */
class Markup {
  readonly tag: string | Component | Provider;
  readonly props: Props;
  constructor(tag: string | Component | Provider, props: Props) {
    this.tag = tag;
    this.props = props;
  }
  toString(): string {
    return render(this);
  }
}
export type { Markup };

/** What may stand between two tags. Text is escaped; null, undefined and booleans are nothing. */
export type Child = Markup | Raw | string | number | boolean | null | undefined | readonly Child[];
export type PropsWithChildren<P = unknown> = P & { children?: Child };

export declare namespace JSX {
  type Element = Markup;
  type ElementType = string | Component;
  interface ElementChildrenAttribute {
    children: Child;
  }
  type IntrinsicElements = {
    [Tag in keyof Hono.IntrinsicElements]: Omit<Hono.IntrinsicElements[Tag], 'children'> & {
      children?: Child;
    };
  };
  interface IntrinsicAttributes {
    key?: string | number;
  }
}

export function jsx(tag: string | Component | Provider, props: Props): Markup {
  return new Markup(tag, props);
}
export { jsx as jsxs };

export const Fragment = ({ children }: { children?: Child }): Child => children;

/** Markup as it stands, which must come from ourselves: nothing in it is escaped. */
export const raw = (text: string): Raw => new Raw(text);

// ---- contexts --------------------------------------------------------------------------------------------------------------

class Provider {
  value: unknown;
  constructor(value: unknown) {
    this.value = value;
    providers.push(this);
  }
}
const providers: Provider[] = [];

/** A value for all that is rendered below, without handing it down. Rendering is one go, so it is never another page's. */
export interface Context<T> {
  Provider: (props: { value: T; children?: Child }) => Child;
}

export function createContext<T>(value: T): Context<T> {
  return { Provider: new Provider(value) as unknown as Context<T>['Provider'] };
}

export const useContext = <T>(context: Context<T>): T => (context.Provider as unknown as Provider).value as T;

// ---- writing out -----------------------------------------------------------------------------------------------------------

/** What the page being rendered has so far, and before it what waits for Later. */
let out = '';
let before: Part[] | null = null;
type Part = string | (() => string);

/** The child as HTML. Components are called now, in the order of the page; what one throws is thrown on. */
export function render(child: Child): string {
  const [outer, outerBefore] = [out, before];
  out = '';
  before = null;
  try {
    put(child);
    if (before === null) return out;
    const parts: Part[] = [...(before as Part[]), out];
    return parts.map((part) => (typeof part === 'string' ? part : part())).join('');
  } finally {
    out = outer;
    before = outerBefore;
  }
}

/** A part that is asked only when all the rest of the page is there, for what names things that come after it. */
export function Later({ children }: { children: () => Child }): Child {
  const values = providers.map(({ value }) => value);
  (before ??= []).push(out, () => inside(values, () => render(children())));
  out = '';
  return null;
}

function inside<T>(values: readonly unknown[], work: () => T): T {
  const now = providers.map(({ value }) => value);
  providers.forEach((provider, at) => (provider.value = values[at]));
  try {
    return work();
  } finally {
    providers.forEach((provider, at) => (provider.value = now[at]));
  }
}

function put(child: Child): void {
  if (typeof child === 'string') out += escape(child);
  else if (child instanceof Markup) putMarkup(child);
  else if (child === null || child === undefined || typeof child === 'boolean') return;
  else if (typeof child === 'number') out += child;
  else if (child instanceof Raw) out += child.text;
  else if (Array.isArray(child)) for (const one of child as readonly Child[]) put(one);
  else throw new Error(`Neither markup nor text: ${Object.prototype.toString.call(child)}`);
}

function putMarkup({ tag, props }: Markup): void {
  if (typeof tag === 'string') return putElement(tag, props);
  if (typeof tag === 'function') return put((tag as (props: Props) => Child)(props));
  const outer = tag.value;
  tag.value = props['value'];
  try {
    put(props['children'] as Child);
  } finally {
    tag.value = outer;
  }
}

function putElement(tag: string, props: Props): void {
  let text = `<${tag}`;
  for (const name in props) {
    const value = props[name];
    if (value === undefined || value === null || name === 'children') continue;
    if (typeof value === 'string') text += name === 'class' ? classOf(value) : ` ${name}="${escape(value)}"`;
    else if (typeof value === 'number') text += ` ${name}="${value}"`;
    else if (typeof value !== 'boolean') throw new Error(`<${tag}>: ${name} is neither text nor number.`);
    else if (!switches.has(name)) text += ` ${name}="${value}"`;
    else if (value) text += ` ${name}=""`;
  }
  const children = props['children'] as Child;
  if (children === undefined && alone.has(tag)) {
    out += `${text}/>`;
    return;
  }
  out += `${text}>`;
  put(children);
  out += `</${tag}>`;
}

/** Every second element has a class and a page's are a few dozen: written out once, a page takes a seventh less. */
const classes = new Map<string, string>();
function classOf(value: string): string {
  let text = classes.get(value);
  if (text === undefined) {
    text = ` class="${escape(value)}"`;
    if (classes.size < 5000) classes.set(value, text);
  }
  return text;
}

/** Elements that never have an end tag, and attributes that are there or not (HTML living standard, 13.1.2 and indices). */
const alone = new Set('area base br col embed hr img input link meta source track wbr'.split(' '));
const switches = new Set(
  (
    'allowfullscreen async autofocus autoplay checked controls default defer disabled download formnovalidate hidden inert ' +
    'ismap itemscope loop multiple muted nomodule novalidate open playsinline readonly required reversed selected'
  ).split(' '),
);

const special = /[&<>"']/;
const signs: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** Text as it may stand between tags and in a quoted attribute. */
export function escape(text: string): string {
  return special.test(text) ? text.replace(/[&<>"']/g, (sign) => signs[sign]!) : text;
}
