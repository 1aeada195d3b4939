import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createContext, Fragment, Later, raw, render, useContext, type Child } from './jsx-runtime.ts';

/** As a browser reads text and attribute values back. */
const read = (html: string): string =>
  html
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&');

describe('markup', () => {
  it('never lets a text become a tag, nor end an attribute', () => {
    const nasty = fc.string({
      unit: fc.constantFrom('<', '>', '"', "'", '&', 'a', '/', '=', ' ', '外', '&lt;', '</p>'),
    });
    fc.assert(
      fc.property(nasty, nasty, (title, text) => {
        const html = render(<p title={title}>{text}</p>);
        const parts = /^<p title="([^"<>]*)">([^<>]*)<\/p>$/.exec(html);
        expect(parts).not.toBeNull();
        expect([read(parts![1]!), read(parts![2]!)]).toEqual([title, text]);
      }),
    );
  });

  it('puts out as it stands only what raw() made', () => {
    expect(render(<p>{raw('<b>a</b>')}</p>)).toBe('<p><b>a</b></p>');
    // What came as JSON from outside is never taken for markup, whatever its fields are called.
    const forged = JSON.parse('{"text":"<script>","tag":"script","props":{},"isEscaped":true}') as Child;
    expect(() => render(<p>{forged}</p>)).toThrow('Neither markup nor text');
    expect(() => render(<a href={forged as unknown as string} />)).toThrow('href');
  });

  it('leaves out what is nothing, and keeps zero', () => {
    expect(
      render(
        <p title={undefined} tabindex={0}>
          {null}
          {undefined}
          {false}
          {true}
          {0}
          {''}
          {[1, [' ', <i>a</i>]]}
        </p>,
      ),
    ).toBe('<p tabindex="0">01 <i>a</i></p>');
  });

  it('writes switches as present or absent, other truths as words, and closes what has no end', () => {
    expect(render(<input type="checkbox" checked={true} disabled={false} aria-invalid={false} />)).toBe(
      '<input type="checkbox" checked="" aria-invalid="false"/>',
    );
    expect(render(<p></p>)).toBe('<p></p>');
  });

  it('gives a value to all that is below it, the nearest one winning, and not beyond', () => {
    const Colour = createContext('none');
    const Say = () => <i>{useContext(Colour)}</i>;
    const { Provider } = Colour;
    expect(
      render(
        <Fragment>
          <Say />
          <Provider value="red">
            <Say />
            <Provider value="blue">
              <Say />
            </Provider>
            <Say />
          </Provider>
          <Say />
        </Fragment>,
      ),
    ).toBe('<i>none</i><i>red</i><i>blue</i><i>red</i><i>none</i>');
  });

  it('forgets a page that broke off in the middle', () => {
    const Colour = createContext('none');
    const Break = (): Child => {
      throw new Error('broke');
    };
    expect(() =>
      render(
        <Colour.Provider value="red">
          <b>half</b>
          <Break />
        </Colour.Provider>,
      ),
    ).toThrow('broke');
    expect(useContext(Colour)).toBe('none');
    expect(render(<p>whole</p>)).toBe('<p>whole</p>');
  });

  it('asks a later part when the rest is there, in its place and with the values of its place', () => {
    const Colour = createContext('none');
    const heard: string[] = [];
    const Tell = ({ name }: { name: string }) => {
      heard.push(name);
      return <i>{name}</i>;
    };
    expect(
      render(
        <div>
          <Colour.Provider value="red">
            <Later>{() => <b>{`${heard.join('+')} ${useContext(Colour)}`}</b>}</Later>
          </Colour.Provider>
          <Tell name="a" />
          <Tell name="b" />
        </div>,
      ),
    ).toBe('<div><b>a+b red</b><i>a</i><i>b</i></div>');
  });

  it('can be rendered in the middle of another rendering', () => {
    const Inner = () => raw(render(<u>in</u>));
    expect(
      render(
        <p>
          out <Inner /> out
        </p>,
      ),
    ).toBe('<p>out <u>in</u> out</p>');
  });
});
