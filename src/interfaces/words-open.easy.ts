import type { Spoken } from '../platform/ui/speech.ts';
import type { words as ja } from './words-open.ja.ts';

export const words: Spoken<typeof ja> = {
  title: 'オープンデータ',
  lead: (name) =>
    `${name}の {親子|おやこ}が{行|い}ける{場所|ばしょ}と イベントのデータです。だれでも {使|つか}えます。だれのデータか {書|か}いてください。`,
  files: 'ファイル',
  api: 'プログラムで {使|つか}う（API）',
  apiText:
    '{世界|せかい}の{決|き}まり（HSDS 3.0）の{形|かたち}で、{場所|ばしょ}・サービス・やっている{所|ところ}の データを {取|と}れます。',
  apiLinks: {
    hsds: 'HSDS 3.0 の{入|い}り{口|ぐち}',
    openapi: '{使|つか}い{方|かた}（OpenAPI）',
    catalogue: 'データの{名前|なまえ}の{一覧|いちらん}（JSON）',
  },
  licence: '{使|つか}うときの{決|き}まり',
  licenceText: 'この{決|き}まりで {使|つか}えます。',
  credit: (name) =>
    `だれのデータか、こう{書|か}きます：${name}「{子育|こそだ}て{施設|しせつ}{一覧|いちらん}」`,
  columns: {
    name: 'データ',
    format: '{形|かたち}',
    rows: '{数|かず}',
    modified: '{新|あたら}しくした{日|ひ}',
    link: 'ファイル',
  },
  download: 'もらう',
  limits: (aMinute) => `1つの{所|ところ}から、1{分|ぷん}に${aMinute}{回|かい}まで {使|つか}えます。`,
  personal: '{人|ひと}の{名前|なまえ}や {相談|そうだん}のことは {入|はい}っていません。',
  datasets: {
    preschool: {
      title: '{親子|おやこ}が{使|つか}える{所|ところ}',
      description:
        '{今|いま}{開|ひら}いている{所|ところ} ぜんぶ。{国|くに}が{決|き}めた53のことが わかります。',
    },
    event: {
      title: 'イベント',
      description: 'これからある、{親子|おやこ}のイベントと {勉強|べんきょう}の{会|かい}。',
    },
    facilities: {
      title: '{親子|おやこ}が{使|つか}える{所|ところ}（Excel）',
      description: '{上|うえ}と{同|おな}じことを {書|か}いた Excel。',
    },
    population: {
      title: '{町|まち}と{年|とし}ごとの {人|ひと}の{数|かず}',
      description:
        '{町|まち}と{年|とし}ごとに、{何人|なんにん}いるか わかります。{男|おとこ}と{女|おんな}は {分|わ}けません。',
    },
  },
};
