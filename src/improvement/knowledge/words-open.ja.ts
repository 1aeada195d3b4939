import { formatCount } from '../../platform/ja/numbers.ts';

/** What was published of the register for anybody. {漢字|かな} carries the reading; days and names are handed in ready. */
export const words = {
  title: '{園|えん}や{地域|ちいき}の{取組|とりくみ}',
  lead: '{市内|しない}の{園|えん}の{工夫|くふう}と、よその{自治体|じちたい}などから{学|まな}んだ{取組|とりくみ}です。{園|えん}の{名前|なまえ}は、{園|えん}がよいと{言|い}ったときだけ{出|だ}しています。',
  empty: '{今|いま}、{公開|こうかい}しているものはありません。',
  description: (title: string) => `{取組|とりくみ}の{紹介|しょうかい}：${title}`,
  ages: {
    under3: '0～2{歳児|さいじ}',
    over3: '3～5{歳児|さいじ}',
    school: '{小学生|しょうがくせい}',
    adults: '{職員|しょくいん}・{保護者|ほごしゃ}',
  },
  parts: {
    background: '{背景|はいけい}',
    structure: '{実施|じっし}{体制|たいせい}',
    method: '{手法|しゅほう}',
    results: '{成果|せいか}',
    issues: '{課題|かだい}',
  },
  anonymous: '{市内|しない}の{園|えん}（{名前|なまえ}は{出|だ}さない{約束|やくそく}です）',
  studied: (day: string) => `${day}に{調査|ちょうさ}`,
  documents: '{資料|しりょう}',
  tried: (all: number, again: number) =>
    `${formatCount(all)}{園|えん}がやってみて、${formatCount(again)}{園|えん}が「またやる」「{変|か}えてやる」と{答|こた}えています。`,
} as const;
