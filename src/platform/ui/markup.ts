/** What the tests of components read: their markup as the browser gets it. */
export async function html(
  component: { toString(): string | Promise<string> } | Promise<unknown>,
): Promise<string> {
  const made = (await component) as { toString(): string | Promise<string> };
  // Where a part is awaited, hono answers with a String object.
  return String(await made.toString());
}

/** An attribute of the first element of that name that has it, or undefined. */
export function attribute(markup: string, element: string, name: string): string | undefined {
  return new RegExp(`<${element}(?: [^>]*)? ${name}="([^"]*)"`).exec(markup)?.[1];
}

/** How often a piece of markup occurs. */
export function count(markup: string, part: string): number {
  return markup.split(part).length - 1;
}
