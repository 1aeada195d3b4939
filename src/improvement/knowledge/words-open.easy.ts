import type { Spoken } from '../../platform/ui/speech.ts';
import type { words as ja } from './words-open.ja.ts';

export const words: Spoken<typeof ja> = {
  title: '{園|えん}や{町|まち}の よい{取組|とりくみ}',
  lead: '{市|し}の {園|えん}が {工夫|くふう}して やっていること、ほかの{町|まち}から {学|まな}んだことです。{園|えん}の{名前|なまえ}は、{園|えん}が「いいです」と{言|い}ったときだけ {書|か}いています。',
  empty: 'いま、{見|み}られるものは ありません。',
  description: (title) => `よい{取組|とりくみ}の {紹介|しょうかい}：${title}`,
  ages: {
    under3: '0～2{歳|さい}',
    over3: '3～5{歳|さい}',
    school: '{小学生|しょうがくせい}',
    adults: '{先生|せんせい}・{親|おや}',
  },
  parts: {
    background: 'なぜ {始|はじ}めたか',
    structure: 'だれが やっているか',
    method: 'やりかた',
    results: 'よくなったこと',
    issues: 'まだ {難|むずか}しいこと',
  },
  anonymous: '{市|し}の {園|えん}（{名前|なまえ}は {出|だ}しません）',
  studied: (day) => `${day}に {調|しら}べました`,
  documents: '{資料|しりょう}',
  tried: (all, again) =>
    `${all}の{園|えん}が やってみました。${again}の{園|えん}が「また やる」「{変|か}えて やる」と{言|い}っています。`,
};
