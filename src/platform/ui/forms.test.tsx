import { describe, expect, it } from 'vitest';
import { Button, ConfirmForm } from './buttons.tsx';
import { ConflictPanel } from './conflict.tsx';
import {
  Checkbox,
  CheckboxGroup,
  DateField,
  NumberField,
  RadioGroup,
  Select,
  TextArea,
  TextField,
} from './fields.tsx';
import { ErrorSummary, fieldId, fields, FilterBar, Form } from './forms.tsx';
import { FormKeys } from './form-keys.ts';
import { attribute, count, html } from './markup.ts';

describe('a field', () => {
  it('has a label for its control, and says in words whether it must be filled', async () => {
    const must = await html(<TextField name="title" label="件名" required />);
    expect(must).toContain('<label class="field-label" for="f-title">');
    expect(attribute(must, 'input', 'id')).toBe('f-title');
    expect(must).toContain('※必須');
    expect(attribute(must, 'input', 'aria-required')).toBe('true');
    const may = await html(<TextField name="title" label="件名" required={false} />);
    expect(may).toContain('任意');
    expect(may).not.toContain('aria-required');
    expect(await html(<TextField name="title" label="件名" />)).not.toMatch(/※必須|任意/);
  });

  it('ties its help and its error to the control', async () => {
    const page = await html(<TextField name="title" label="件名" help="短く" error="書いてください。" />);
    expect(attribute(page, 'input', 'aria-describedby')).toBe('f-title-help f-title-error');
    expect(attribute(page, 'input', 'aria-invalid')).toBe('true');
    expect(page).toContain('id="f-title-help"');
    expect(page).toContain('id="f-title-error"');
    const sound = await html(<TextField name="title" label="件名" />);
    expect(sound).not.toMatch(/aria-invalid|aria-describedby/);
  });

  it('never uses a placeholder and escapes what people typed', async () => {
    const page = await html(<TextField name="title" label="件名" value={'"><script>alert(1)</script>'} />);
    expect(page).not.toContain('placeholder');
    expect(page).not.toContain('<script>');
  });

  it('that cannot be changed stays reachable, keeps its value and says why', async () => {
    const page = await html(
      <TextField name="team" label="担当" value="北" disabledReason="年度の初めに決まります。" />,
    );
    expect(page).toContain('readonly');
    expect(page).toContain('aria-disabled="true"');
    expect(page).not.toMatch(/ disabled/);
    expect(page).toContain('年度の初めに決まります。');
  });

  it('of several lines keeps a leading line break and says how much fits', async () => {
    const page = await html(<TextArea name="text" label="本文" value={'\n𠮷野'} maxChars={100} />);
    expect(page).toContain('>\n\n𠮷野</textarea>');
    expect(page).toContain('>100文字まで</p>');
    expect(attribute(page, 'textarea', 'aria-describedby')).toBe('f-text-count');
    expect(page).not.toContain('maxlength');
  });

  it('for numbers is typed as text, with unit and limits said', async () => {
    const page = await html(
      <NumberField name="people" label="人数" unit="人" min={1} max={300} value={12} />,
    );
    expect(attribute(page, 'input', 'type')).toBe('text');
    expect(attribute(page, 'input', 'inputmode')).toBe('numeric');
    expect(page).toContain('1以上 300以下');
  });

  it('id is safe for names of repeated rows', () => {
    expect(fieldId('issues[0].title')).toBe('f-issues-0-title');
  });
});

describe('a choice', () => {
  const options = [
    { value: 'a', label: 'はい' },
    { value: 'b', label: 'いいえ' },
  ];

  it('is a group with the question as its legend, and the first control carries the field id', async () => {
    const page = await html(
      <RadioGroup name="answer" label="知っていますか" options={options} value="b" required />,
    );
    expect(page).toMatch(/<fieldset[^>]*><legend/);
    expect(page).toContain('※必須');
    expect(page).toContain('id="f-answer"');
    expect(page).toContain('for="f-answer-1"');
    expect(count(page, ' checked')).toBe(1);
  });

  it('of several keeps every tick', async () => {
    const page = await html(
      <CheckboxGroup name="who" label="だれ" options={options} value={['a', 'b']} error="選んで" />,
    );
    expect(count(page, ' checked')).toBe(2);
    expect(page).toContain('aria-describedby="f-who-error"');
  });

  it('of several does not offer what another question holds, and where one is sent to is one that is offered', async () => {
    const page = await html(
      <CheckboxGroup
        name="who"
        label="だれ"
        options={options}
        value={['a']}
        besides={{ field: 'lead', value: 'a' }}
      />,
    );
    expect(page).toContain('<div class="choices" data-besides="lead"><div class="choice" hidden="">');
    expect(count(page, ' checked')).toBe(0);
    expect(page).toContain('id="f-who" name="who" value="b"');
  });

  it('from a list begins with an unchosen line and marks the chosen one', async () => {
    const page = await html(<Select name="answer" label="答え" options={options} value="b" />);
    expect(page).toContain('<option value="">選んでください</option>');
    expect(page).toContain('<option value="b" selected="">');
    const without = await html(<Select name="answer" label="答え" options={options} empty={false} />);
    expect(without).not.toContain('value=""');
  });

  it('of yes or no has its own label and error', async () => {
    const page = await html(<Checkbox name="ok" label="確かめました" checked error="確かめてください。" />);
    expect(page).toContain('for="f-ok"');
    expect(page).toContain('checked');
    expect(page).toContain('aria-describedby="f-ok-error"');
  });
});

describe('a date', () => {
  it('has three labelled boxes named by part and fills them from an ISO date', async () => {
    const page = await html(<DateField name="held_on" label="訪問した日" value="2026-03-05" />);
    for (const [name, value] of [
      ['held_on_y', '2026'],
      ['held_on_m', '3'],
      ['held_on_d', '5'],
    ])
      expect(page).toMatch(new RegExp(`name="${name}" value="${value}"`));
    expect(page).toContain('for="f-held_on"');
    expect(page).toContain('for="f-held_on-m"');
    expect(page).toContain('R8');
  });

  it('shows again what was typed, even when it is no date', async () => {
    const field = fields(
      { held_on_y: 'R8', held_on_m: '2', held_on_d: '30' },
      { held_on: '2月30日はありません。' },
    );
    const page = await html(<DateField {...field.date('held_on')} label="日" />);
    expect(page).toContain('value="R8"');
    expect(page).toContain('value="30"');
    expect(count(page, 'aria-invalid="true"')).toBe(3);
    expect(page).toContain('2月30日はありません。');
  });
});

describe('binding a form', () => {
  it('gives each field its value and error', () => {
    const field = fields({ n: 3, list: 'a', on: 'on', off: 'false' }, { n: '数' });
    expect(field('n')).toEqual({ name: 'n', value: '3', error: '数' });
    expect(field('none')).toEqual({ name: 'none', value: '', error: undefined });
    expect(field.many('list').value).toEqual(['a']);
    expect(field.many('none').value).toEqual([]);
    expect(field.checked('on').checked).toBe(true);
    expect(field.checked('off').checked).toBe(false);
  });
});

describe('a form', () => {
  it('carries the forgery guard and a key of its own against double sending', async () => {
    let n = 0;
    const page = await html(
      <FormKeys.Provider value={{ csrf: 'guard', once: () => `key-${++n}` }}>
        <Form action="/a">x</Form>
        <ConfirmForm action="/b" label="消す" question="消しますか。" fields={{ id: '7' }} danger />
      </FormKeys.Provider>,
    );
    expect(count(page, 'name="_csrf" value="guard"')).toBe(2);
    expect(page).toContain('value="key-1"');
    expect(page).toContain('value="key-2"');
    expect(page).toContain('name="id" value="7"');
  });

  it('lists its errors first, each a link to its field, and announces them', async () => {
    const page = await html(
      <Form action="/a" errors={{ '': '保存できません。', title: ['書いて。', '短く。'] }} />,
    );
    expect(page).toContain('role="alert"');
    expect(page).toContain('3か所');
    expect(count(page, 'href="#f-title"')).toBe(2);
    expect(page).toContain('<li>保存できません。</li>');
    expect(await html(<ErrorSummary errors={{ title: undefined }} />)).toBe('');
  });

  it('says that what was typed is still there, except where a password was', async () => {
    const page = (name: string) =>
      html(
        <Form action="/a" errors={{ [name]: '入力してください。' }}>
          <TextField name={name} label="欄" error="入力してください。" />
        </Form>,
      );
    expect(await page('title')).toContain('入力した内容は残っています');
    expect(await page('password')).not.toContain('入力した内容は残っています');
  });

  it('names the field in each line of the summary, unless the sentence does', async () => {
    const page = await html(
      <Form action="/a" errors={{ title: '入力してください。', day: '開催日を入れてください。' }}>
        <TextField name="title" label="題名" error="入力してください。" />
        <DateField name="day" label="開催日" error="開催日を入れてください。" />
      </Form>,
    );
    expect(page).toContain('<a href="#f-title">題名：入力してください。</a>');
    expect(page).toContain('<a href="#f-day">開催日を入れてください。</a>');
  });

  it('asks before a binding act without any script', async () => {
    const page = await html(<ConfirmForm action="/b" label="消す" question="消しますか。" />);
    expect(page).toMatch(/<details[^>]*><summary/);
    expect(page).toContain('method="post"');
    expect(page).not.toMatch(/onclick|<script/);
  });

  it('keeps an unavailable button reachable and says why', async () => {
    const page = await html(<Button disabledReason="日付を決めると送れます。">送る</Button>);
    expect(page).toContain('aria-disabled="true"');
    expect(page).toContain('type="button"');
    expect(page).toContain('日付を決めると送れます。');
    expect(page).not.toMatch(/ disabled/);
  });

  it('of filters is sent by GET and shows what is in force with a way out', async () => {
    const page = await html(
      <FilterBar action="/issues" active={[{ label: '東光', removeHref: '/issues' }]} hidden={{ sort: 'on' }}>
        x
      </FilterBar>,
    );
    expect(page).toContain('method="get"');
    expect(page).toContain('name="sort" value="on"');
    expect(page).toContain('aria-label="条件「東光」を外す"');
    expect(page).not.toContain('_csrf');
  });

  it('edited by two people shows both texts and asks for each field', async () => {
    const page = await html(
      <ConflictPanel
        who="見本 はるか"
        when="10時14分"
        version={{ name: '_version', value: 4 }}
        fields={[{ name: 'text', label: '本文', mine: 'わたし', theirs: '' }]}
      />,
    );
    expect(page).toContain('name="_version" value="4"');
    expect(count(page, 'name="choose_text"')).toBe(2);
    expect(page).toContain('わたし');
    expect(page).toContain('（空らん）');
    expect(page).toMatch(/value="mine" checked/);
  });
});
