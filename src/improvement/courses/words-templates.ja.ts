import type { UnitLine } from './forms.ts';

/**
 * What a course of a category begins with; all of it can be changed. Career-up: the five items a field of the guideline's
 * annex (保育士等キャリアアップ研修ガイドライン, 2017-04-01 雇児保発0401第1号, 別添1), 15 hours or more; how the hours are divided
 * among the items is the organiser's, here three each. Support staff: 基本研修 eight subjects of 60 minutes (実施要綱 別表,
 * 2015-05-21 雇児発0521第18号, now こ成環111・こ支家189); 放課後児童 six subjects, nine hours; 社会的養護 nine subjects,
 * eleven hours; 地域保育 and 地域子育て支援 by their common subjects, the branch's own are added by hand.
 */
export interface Template {
  title: string;
  purpose: string;
  audience: string;
  asks_birth: boolean;
  units: UnitLine[];
}

const units = (minutes: number, titles: readonly string[]): UnitLine[] =>
  titles.map((title) => ({ title, minutes, required: true }));
const careerUp = (field: string, titles: readonly string[]): Template => ({
  title: `保育士等キャリアアップ研修（${field}）`,
  purpose: `${field}の専門性を深め、園のなかで仲間に助言できるリーダーをめざします。`,
  audience: 'おおむね3年以上の経験があり、園のリーダーを担う（担う予定の）人',
  asks_birth: true,
  units: units(180, titles),
});
const talking = (
  title: string,
  purpose: string,
  audience: string,
  lines: readonly [string, number][],
): Template => ({
  title,
  purpose,
  audience,
  asks_birth: false,
  units: lines.map(([name, minutes]) => ({ title: name, minutes, required: true })),
});

export const templates: Record<string, Template> = {
  new_staff: talking(
    '新任保育者の対話型研修',
    '日々の場面を持ち寄って話し合い、明日の保育に生かせることを見つけます。園をこえた同期の仲間をつくります。',
    '保育の仕事が1〜3年目の人',
    [
      ['子どもの姿を語る', 90],
      ['事例検討：戸惑った場面から', 120],
      ['保護者とのやりとり', 90],
      ['事例検討：試したことを持ち寄る', 120],
    ],
  ),
  mid_career: talking(
    '中堅保育者の対話型研修',
    '後輩を支える立場での悩みを持ち寄り、園の力を高める関わりを考えます。',
    '保育の仕事が4〜10年目の人',
    [
      ['自分の保育をことばにする', 90],
      ['事例検討：後輩と保育を語る', 120],
      ['チームで子どもを見る', 90],
      ['事例検討：園で試したこと', 120],
    ],
  ),
  leader: talking(
    '主任・リーダーの対話型研修',
    '園内研修と話し合いの場づくりを、実際にやってみて学びます。',
    '主任・副主任・リーダーの人',
    [
      ['話し合いの場をひらく', 120],
      ['園内研修を組み立てる', 120],
      ['事例検討：職員どうしの見方をそろえる', 120],
    ],
  ),
  head: talking(
    '施設長・管理職の研修',
    '人が育ち、続けられる園のしくみを、互いの実践から考えます。',
    '施設長・園長・管理職の人',
    [
      ['保育者の定着と働きやすさ', 120],
      ['地域のなかの園', 90],
    ],
  ),
  career_infant: careerUp('乳児保育', [
    '乳児保育の意義',
    '乳児保育の環境',
    '乳児への適切な関わり',
    '乳児の発達に応じた保育内容',
    '乳児保育の指導計画、記録及び評価',
  ]),
  career_early_education: careerUp('幼児教育', [
    '幼児教育の意義',
    '幼児教育の環境',
    '幼児の発達に応じた保育内容',
    '幼児教育の指導計画、記録及び評価',
    '小学校との接続',
  ]),
  career_disability: careerUp('障害児保育', [
    '障害の理解',
    '障害児保育の環境',
    '障害児の発達の援助',
    '家庭及び関係機関との連携',
    '障害児保育の指導計画、記録及び評価',
  ]),
  career_food: careerUp('食育・アレルギー対応', [
    '栄養に関する基礎知識',
    '食育計画の作成と活用',
    'アレルギー疾患の理解',
    '保育所における食事の提供ガイドライン',
    '保育所におけるアレルギー対応ガイドライン',
  ]),
  career_health: careerUp('保健衛生・安全対策', [
    '保健計画の作成と活用',
    '事故防止及び健康安全管理',
    '保育所における感染症対策ガイドライン',
    '血液を介して感染する病気を防止するためのガイドライン',
    '事故防止及び事故発生時の対応のためのガイドライン',
  ]),
  career_guardian: careerUp('保護者支援・子育て支援', [
    '保護者支援・子育て支援の意義',
    '保護者に対する相談援助',
    '地域における子育て支援',
    '虐待予防',
    '関係機関との連携、地域資源の活用',
  ]),
  career_management: careerUp('マネジメント', [
    'マネジメントの理解',
    'リーダーシップ',
    '組織目標の設定',
    '人材育成',
    '働きやすい環境づくり',
  ]),
  career_practice: careerUp('保育実践', [
    '保育における環境構成',
    '子どもとの関わり方',
    '身体を使った遊び',
    '言葉・音楽を使った遊び',
    '物を使った遊び',
  ]),
  support_basic: {
    title: '子育て支援員研修（基本研修）',
    purpose: '子育て支援の仕事に共通する知識と心構えを学びます。',
    audience: '子育て支援の仕事をしている人、これから始めたい人',
    asks_birth: true,
    units: units(60, [
      '子ども・子育て家庭の現状',
      '子ども家庭福祉',
      '子どもの発達',
      '保育の原理',
      '対人援助の価値と倫理',
      '児童虐待と社会的養護',
      '子どもの障害',
      '総合演習',
    ]),
  },
  support_childcare: {
    title: '子育て支援員研修（専門研修・地域保育コース）',
    purpose: '地域型保育、一時預かり、ファミリー・サポート・センターの仕事に必要な知識と技能を学びます。',
    audience: '基本研修を修了した人（同じ年度の修了見込みを含む）',
    asks_birth: true,
    units: [
      ...units(60, [
        '乳幼児の生活と遊び',
        '小児保健Ⅰ',
        '小児保健Ⅱ',
        '保育者の職業倫理と配慮事項',
        '特別に配慮を要する子どもへの対応（0〜2歳児）',
      ]),
      { title: '乳幼児の発達と心理', minutes: 90, required: true },
      { title: '乳幼児の食事と栄養', minutes: 60, required: true },
      { title: '心肺蘇生法', minutes: 120, required: true },
      { title: '地域保育の環境整備', minutes: 60, required: true },
      { title: '安全の確保とリスクマネジメント', minutes: 60, required: true },
      { title: 'グループ討議', minutes: 90, required: true },
      { title: '実施自治体の制度について', minutes: 60, required: false },
    ],
  },
  support_family: {
    title: '子育て支援員研修（専門研修・地域子育て支援コース）',
    purpose: '地域子育て支援拠点や利用者支援の仕事に必要な知識と技能を学びます。',
    audience: '基本研修を修了した人（同じ年度の修了見込みを含む）',
    asks_birth: true,
    units: units(60, [
      '地域子育て支援拠点の全体像の理解',
      '利用者の理解',
      '地域子育て支援拠点の活動',
      '講座の企画',
      '事例検討',
      '地域資源の連携づくりと促進',
    ]),
  },
  support_after_school: {
    title: '子育て支援員研修（専門研修・放課後児童コース）',
    purpose: '放課後児童クラブの補助員の仕事に必要な知識と技能を学びます。',
    audience: '基本研修を修了した人（同じ年度の修了見込みを含む）',
    asks_birth: true,
    units: units(90, [
      '放課後児童健全育成事業の目的と制度内容',
      '放課後児童クラブの一般原則と権利擁護',
      '子どもの発達理解と児童期の生活と発達',
      '子どもの生活と遊びの理解と支援',
      '子どもの生活面における対応等',
      '放課後児童クラブに従事する者の仕事内容と職場倫理',
    ]),
  },
  support_social_care: {
    title: '子育て支援員研修（専門研修・社会的養護コース）',
    purpose: '乳児院や児童養護施設などの補助的な仕事に必要な知識と技能を学びます。',
    audience: '基本研修を修了した人（同じ年度の修了見込みを含む）',
    asks_birth: true,
    units: [
      ...units(60, [
        '社会的養護の理解',
        '子どもの権利擁護、対象者の尊厳の遵守、職業倫理',
        '社会的養護を必要とする子どもの理解',
        '家族との連携',
        '地域との連携',
        '支援技術',
        '緊急時の対応',
      ]),
      { title: '社会的養護を必要とする子どもの遊びの理解と実際', minutes: 90, required: true },
      { title: '施設等演習', minutes: 150, required: true },
    ],
  },
  school_collaboration: talking(
    '地域学校協働活動研修会',
    '地域学校協働活動について理解を深め、地域の方が主体的に参画するきっかけをつくります。',
    '地域の方、学校運営協議会・地域まちづくり推進協議会の委員、PTA、教職員',
    [
      ['地域学校協働活動のあらまし', 40],
      ['モデル地域の実践に学ぶ', 40],
      ['グループ協議：わたしたちの地域でできること', 40],
    ],
  ),
  school_coordinator: talking(
    'コーディネーター研修会',
    '地域と学校をつなぐコーディネーターの力を高め、コーディネーターどうしのつながりをつくります。',
    '地域コーディネーター、統括・チーフコーディネーター、学校の担当者',
    [
      ['コーディネートの実際', 60],
      ['事例検討：困った場面から', 60],
      ['情報交換', 30],
    ],
  ),
  special_needs: talking(
    '特別支援教育に関する研修',
    '就学前から就学後まで切れ目のない支援のために、見立てと関わりを学びます。',
    '保育士、幼稚園・小中学校の教職員、児童発達支援事業所の職員',
    [
      ['子どもの見立て', 90],
      ['事例検討：園・学校・事業所をつなぐ', 90],
    ],
  ),
  development: talking(
    '児童の発達に関する研修',
    '発達のみちすじと、気になる姿の背景を学びます。',
    '保育士、教職員、児童発達支援事業所の職員',
    [
      ['発達のみちすじ', 90],
      ['気になる姿とかかわり', 90],
    ],
  ),
  abuse: talking(
    '児童虐待に関する研修',
    '気づき、つなぐまでの流れと、日々の見守りを学びます。',
    '保育士、教職員、事業所の職員、民生委員・児童委員',
    [
      ['児童虐待の理解と通告', 60],
      ['事例検討：気づいたときの動き', 60],
    ],
  ),
  parenting: talking('子育て講座', '子どもや子育てへの理解を広げます。', '子育て支援に関わる人、市民', [
    ['講座', 90],
  ]),
};
