/** Invented families: where they live, and what was heard of them at a visit. */
export const address = (nth: number): string => `旭川市（架空）東${nth + 1}条${(nth % 9) + 1}丁目${nth + 2}`;
export const noDayYet = '次の訪問の日を家庭と相談している';

export const first = '家庭訪問。母と子どもに会う。困っていることと、してみたいことをゆっくり聞いた。';

export const later: string[] = [
  '家庭訪問。前より表情がやわらかい。次に会う日を一緒に決めた。',
  '家庭訪問。体調は落ち着いている。心配なことが1つ減ったと話される。',
  '家庭訪問。子どもは眠っていた。母と30分話す。ひろばに行ってみたいとのこと。',
  '家庭訪問。祖母も同席。家での役割を少し分け合えるようになった。',
  '家庭訪問。園での様子を伝えると、うれしそうに聞いておられた。',
];
