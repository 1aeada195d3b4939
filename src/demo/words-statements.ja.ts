/** What workers of the demo city told the community, in words that lead to no family; all invented. */
export const statements = [
  {
    author: 'consultation-1',
    district: '中央',
    on: '2026-10-20',
    title: '夜や早朝に、短い時間から子どもを預けられる所が足りない',
    theme_code: 'community',
    keeps_happening:
      '夜勤や早番のある保護者が、急な勤務のときに子どもを預けられず、欠勤が続いて仕事を失いかけることがくり返されている。祖父母や友人に頼れない家庭ほど、誰にも言えずに抱え込んでいる。',
    would_help: '前日でも申し込める短時間の預かりと、夜に電話で相談できる窓口が、身近な所にあるとよい。',
    approved: { by: 'supervisor-1', on: '2026-10-22' },
    answer: {
      by: 'office-1',
      on: '2026-11-12',
      text: '11月の連携会議で共有しました。ファミリー・サポートの早朝の担い手を増やす呼びかけと、短時間の預かりを試す園の募集を、冬のうちに始めます。',
    },
  },
  {
    author: 'consultation-1',
    district: '中央',
    on: '2026-11-18',
    title: '初めての手続きを、一緒に窓口まで行ってくれる人が足りない',
    theme_code: 'guardian',
    keeps_happening:
      '保育の申し込みや手当の手続きで、書類の言葉が分からず途中でやめてしまう家庭が続いている。電話で案内しても窓口まで行けず、使えるはずの支援につながらない。',
    would_help: '手続きの日に付き添う地域の人や、やさしい日本語の案内があるとよい。',
  },
  {
    author: 'nurse-1',
    district: '中央',
    on: '2026-11-10',
    title: '産後の早い時期に、親子で安心して過ごせる場が足りない',
    theme_code: 'community',
    keeps_happening:
      '産後に眠れない日が続いても、首がすわるまで行ける場がないと言われることがくり返されている。11月10日にも同じ話を聞いた。',
    would_help: '首がすわる前の赤ちゃんと行ける広場の時間があるとよい。',
    returned: {
      by: 'supervisor-1',
      on: '2026-11-13',
      text: '日付が残っています。「この秋も」のように改めて、もう一度出してください。中身はとても大切なことだと思います。',
    },
  },
] as const;
