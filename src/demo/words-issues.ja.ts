// Issues as facilities raise them, with the wording in which they may be shown to everybody, and the
// regional issues the office merged them into. Invented.
import type { DemoIssueText, DemoRegionalIssue, ThemeCode, Topic } from './material.ts';

export const themeOfTopic: Record<Topic, ThemeCode> = {
  'support-assignment': 'development',
  'individual-plan': 'development',
  'consult-link': 'development',
  'mixed-age': 'practice',
  'baby-play': 'practice',
  'child-led': 'practice',
  'nap-check': 'safety',
  allergy: 'safety',
  'near-miss': 'safety',
  school: 'transition',
  hiring: 'staffing',
  'young-leave': 'staffing',
  'mid-leader': 'growth',
  trainees: 'growth',
  'record-time': 'records',
  breaks: 'staffing',
  ict: 'records',
  events: 'practice',
  enrolment: 'other',
  requests: 'guardian',
  notebook: 'guardian',
  foreign: 'guardian',
  'yard-open': 'community',
  'drop-in': 'community',
  'winter-outdoor': 'practice',
  'small-yard': 'practice',
  'school-age': 'other',
};

interface IssueWords {
  topic: Topic;
  title: string;
  other_titles: string[];
  description: string;
  public_wording: string;
}

const words: IssueWords[] = [
  {
    topic: 'support-assignment',
    title: '個別の配慮が必要な時間帯に人手が足りない',
    other_titles: [
      '給食と着替えの時間に、個別の関わりまで手が回らない',
      '加配の職員が休むと一日の体制が組めない',
    ],
    description:
      '給食や着替えなど場面が切り替わる時間に、個別の配慮とクラス全体の両方を一人で見る状況が生じている。加配の職員が休むと代わりの人がいない。',
    public_wording:
      '場面が切り替わる時間帯に、個別の配慮が必要な子どもとクラス全体を見る職員が足りない施設があります。',
  },
  {
    topic: 'support-assignment',
    title: '加配の職員と担任が話し合う時間がない',
    other_titles: ['加配と担任が立ち話でしか話せていない', '短時間勤務の加配職員と関わりをそろえにくい'],
    description:
      '加配の職員の勤務時間が短く、担任と関わり方をすり合わせる時間が勤務の中に取れていない。立ち話で済ませている。',
    public_wording: '加配の職員と担任が、関わり方を話し合う時間を勤務の中に確保しにくい状況があります。',
  },
  {
    topic: 'individual-plan',
    title: '関わりの工夫が職員の間でそろわない',
    other_titles: ['早番と遅番で声のかけ方が違ってしまう', 'うまくいった関わりが翌週には薄れてしまう'],
    description:
      '発達が気になる子への関わりが職員の経験に任されており、勤務時間の違いから話し合う機会が少ない。計画は作っているが日々の保育で開かれにくい。',
    public_wording:
      '発達が気になる子どもへの関わりを、勤務時間の異なる職員の間でそろえることが難しいとの声があります。',
  },
  {
    topic: 'individual-plan',
    title: '子どもの姿を語り合う時間が取れない',
    other_titles: [
      '職員会議が連絡で終わり、子どもの話ができない',
      '「見守る」と「誘う」の迷いを一緒に考える場がない',
    ],
    description:
      '気になる子の姿を多面的に見たいという思いがあるが、職員会議では連絡事項が中心となり、一つの場面を語り合う時間が取れていない。',
    public_wording:
      '職員会議が連絡中心になり、子どもの姿を語り合う時間を取りにくいとの声が複数の施設から寄せられています。',
  },
  {
    topic: 'consult-link',
    title: '専門機関への相談の初回まで時間がかかる',
    other_titles: ['相談を待つ数か月を園だけで支えている', '待機の間の保護者の気持ちの支え方に迷う'],
    description:
      '保護者が相談を申し込んでから初回まで数か月あり、その間の保護者の気持ちと子どもへの関わりを施設だけで支えている。',
    public_wording:
      '専門機関への相談を申し込んでから初回までの間、保護者と子どもをどう支えるかが課題となっています。',
  },
  {
    topic: 'consult-link',
    title: '発達の相談の窓口が分かりにくい',
    other_titles: ['相談先の案内が職員によって違う', '療育先とのやり取りの進め方が分からない'],
    description:
      '相談の内容や年齢によって窓口が異なり、職員によって案内が違うことがある。療育先との情報のやり取りの手順も分かりにくい。',
    public_wording: '発達に関する相談の窓口や、療育先とのやり取りの手順が分かりにくいとの声があります。',
  },
  {
    topic: 'mixed-age',
    title: '合同の時間に遊び込む場所がない',
    other_titles: ['夕方の合同保育で大きい子の遊びが止まる', '土曜の合同の時間の玩具選びに迷う'],
    description:
      '夕方や土曜の合同保育で年齢の異なる子が一緒に過ごし、大きい子の遊びが途中で止まりやすい。玩具の安全面の判断も職員により異なる。',
    public_wording:
      '年齢の異なる子どもが合同で過ごす時間に、それぞれが遊び込める環境づくりが課題となっています。',
  },
  {
    topic: 'mixed-age',
    title: '異年齢の保育の計画の立て方に迷う',
    other_titles: ['異年齢クラスの週案が書きにくい', '年齢ごとのねらいをどう振り返るか'],
    description:
      '子どもの数の変化に合わせて異年齢のクラスにしたが、年齢ごとのねらいをどう計画に表し、振り返るかに職員が迷っている。',
    public_wording:
      '異年齢のクラスで、年齢ごとのねらいを計画に表し振り返る方法を学び合いたいとの声があります。',
  },
  {
    topic: 'baby-play',
    title: '乳児の生活の重なる時間に余裕がない',
    other_titles: ['0・1歳児の食事と午睡が重なる時間の慌ただしさ', '待つ時間にかみつきが起きやすい'],
    description:
      '授乳、食事、午睡の時刻が重なり、一人ひとりに落ち着いて関わることが難しい。待つ時間にかみつきなどが起きやすい。',
    public_wording:
      '0・1歳児の生活の時刻が重なる時間帯に、一人ひとりと落ち着いて関わることが難しいとの声があります。',
  },
  {
    topic: 'baby-play',
    title: '乳児を初めて担当する職員の支え',
    other_titles: ['若い職員が乳児の泣きに自信を持てない', '乳児クラスの担任が気を張り続けている'],
    description:
      '若い職員が乳児の泣きやかみつきへの対応に自信を持てず、気を張り続けている。経験のある職員と一緒に振り返る時間が少ない。',
    public_wording: '乳児を初めて担当する職員が、経験のある職員と一緒に振り返る時間を求めています。',
  },
  {
    topic: 'child-led',
    title: '遊びが続く環境のつくり方に迷う',
    other_titles: ['コーナーの遊びが広がらず途切れてしまう', 'どこまで待つか、職員の感覚が違う'],
    description:
      '一斉の活動を減らし遊びの時間を長くしたが、遊びが途切れやすい。準備の程度や待つ長さについて職員の考えが分かれている。',
    public_wording:
      '子どもから始まる遊びを大切にする中で、環境の準備や待つことについて職員間で学び合いたいとの声があります。',
  },
  {
    topic: 'child-led',
    title: '遊びの意味を保護者に伝えにくい',
    other_titles: ['遊びの育ちを伝える言葉を探している', '作品が減ったことへの保護者の戸惑い'],
    description:
      '作品や文字の習得として目に見える成果が減り、遊びの中の育ちを保護者に伝える言葉や方法を探している。',
    public_wording: '遊びの中で育っていることを、保護者に分かりやすく伝える方法が求められています。',
  },
  {
    topic: 'nap-check',
    title: '午睡中の確認とほかの仕事が重なる',
    other_titles: ['午睡の確認をしながら連絡帳を書いている', '欠勤者がいる日の午睡の確認が不安'],
    description:
      '午睡の時間に確認、記録、連絡帳、打合せが集中し、確認に専念しにくい。欠勤者が出た日は特に不安が大きい。',
    public_wording: '午睡の時間に仕事が集中し、子どもの確認に専念できる体制づくりが課題となっています。',
  },
  {
    topic: 'nap-check',
    title: '午睡の部屋の明るさと見る位置がそろわない',
    other_titles: ['午睡の部屋が暗く顔色が見えにくい', '二部屋に分かれた午睡を少人数で見ている'],
    description:
      '部屋の暗さや布団の向きにより顔色が見えにくい所がある。どこから見るかが職員によって異なっている。',
    public_wording: '午睡の部屋の明るさや確認する位置を、職員の間でそろえる工夫が求められています。',
  },
  {
    topic: 'allergy',
    title: '代わりの職員にアレルギーの情報が伝わりにくい',
    other_titles: ['除去の内容が一目で分かる表示がない', '応援に入る職員がアレルギーの確認に迷う'],
    description:
      '除去の内容が細かくなり、代わりに入った職員が一目で確かめられる表示がない。変更があったときの差し替えも遅れがちである。',
    public_wording: '食物アレルギーの情報を、代わりに入る職員にも確実に伝える工夫が求められています。',
  },
  {
    topic: 'allergy',
    title: '行事や延長の時間の食べ物の確認が慌ただしい',
    other_titles: ['行事の食べ物が直前まで決まらない', 'おやつの確認の手順が時間帯で違う'],
    description:
      '行事や延長保育の時間は普段と異なる人と流れになり、食べ物の確認が直前になりやすい。事前に決める手順が定まっていない。',
    public_wording: '行事や延長保育の際に、食べ物の確認を落ち着いて行う手順づくりが課題となっています。',
  },
  {
    topic: 'near-miss',
    title: 'ヒヤリとした出来事が集まらない',
    other_titles: ['ヒヤリハットの用紙が反省文のようになる', '気付いた人に改善が返っていない'],
    description:
      '用紙が反省文のように感じられ、書く人が限られている。出来事の後に何が変わったかが職員に返っていない。',
    public_wording: 'ヒヤリとした出来事を、責めることなく集めて改善につなげる仕組みが求められています。',
  },
  {
    topic: 'near-miss',
    title: '散歩や送迎の場面の安全の役割分担',
    other_titles: [
      '散歩の途中や玄関での立ち位置が決まっていない',
      '人や車の流れと子どもの動きが重なる時間の見守り',
    ],
    description:
      '散歩の途中や送迎の混み合う時間に、誰がどこを見るかが決まっていない。道路の状況も変わりやすい。',
    public_wording: '散歩や送迎の時間に、職員の立つ位置と役割を分かりやすくする工夫が求められています。',
  },
  {
    topic: 'school',
    title: '小学校の先生と顔を合わせる機会が少ない',
    other_titles: ['要録だけでは子どもの姿が伝わらない', '進学先が分かれ、学校とのつながりに差がある'],
    description:
      '進学先が複数に分かれ、交流は行事の日に限られている。要録だけでは子どもの姿が伝わりにくいと感じている。',
    public_wording:
      '複数の小学校に進学する中で、先生どうしが顔を合わせて子どもの育ちを語る機会が少ない状況です。',
  },
  {
    topic: 'school',
    title: '就学への保護者の不安にどう応えるか',
    other_titles: ['「座っていられるか」という保護者の心配', '入学前の文字の練習を求められる'],
    description:
      '文字や着席への心配が保護者から多く寄せられ、遊びの中の育ちとのつながりを伝える材料を求めている。',
    public_wording: '就学に向けた保護者の不安に、遊びの中の育ちを示しながら応える方法が求められています。',
  },
  {
    topic: 'hiring',
    title: '募集しても応募がない',
    other_titles: ['求人を出して半年、問合せがない', '責任者が現場に入り続けている'],
    description:
      '求人を続けているが応募がなく、園長などが現場に入る日が増えている。園の良さを伝える方法も見直せていない。',
    public_wording: '職員を募集しても応募がない状態が、種別を問わず多くの施設で続いています。',
  },
  {
    topic: 'hiring',
    title: '年度途中の代わりの職員が見つからない',
    other_titles: ['育児休業の代わりの人がいない', '病気休暇が出ると勤務が回らない'],
    description:
      '育児休業や病気休暇の代わりの人が見つからず、残る職員の勤務が増えている。資格を持ちながら離れている人とつながる方法がない。',
    public_wording: '年度の途中に休む職員の代わりが見つからず、残る職員の負担が増えている施設があります。',
  },
  {
    topic: 'young-leave',
    title: '若い職員の困りごとに気付きにくい',
    other_titles: ['退職の申し出で初めて悩みを知った', '新任の表情の変化に気付けなかった'],
    description:
      '新任から3年目までの職員が困っていることを言葉にする機会が少なく、退職の申し出で初めて分かることがある。',
    public_wording: '入職して間もない職員の困りごとに早く気付き、支える仕組みが求められています。',
  },
  {
    topic: 'young-leave',
    title: '若い職員が同世代とつながる場がない',
    other_titles: ['同期が園に一人もいない', '教える側の経験も浅く、互いに遠慮している'],
    description:
      '同期が園内に一人か二人しかおらず、悩みを分かち合える相手がいない。園の外の同世代と話せる場を望む声がある。',
    public_wording: '同期の少ない若い職員が、園を越えて同世代とつながれる場を求めています。',
  },
  {
    topic: 'mid-leader',
    title: '主任に仕事が集中している',
    other_titles: ['主任が保育室に入る時間がない', '主任の事務が夜にずれ込む'],
    description:
      '主任が相談、書類、勤務表、保護者対応を一人で担い、保育室で職員と一緒に子どもを見る時間が取れない。',
    public_wording: '主任などに役割が集中し、職員と一緒に保育を見る時間が取りにくい状況があります。',
  },
  {
    topic: 'mid-leader',
    title: '中堅の職員の役割が言葉になっていない',
    other_titles: ['副主任が何を期待されているか分からない', '新任とベテランをつなぐ人がいない'],
    description:
      '副主任や中堅の職員が、何を期待されているか分からないまま忙しくしている。同じ立場の人と話す機会がない。',
    public_wording: '中堅の職員が役割を実感し、同じ立場の人と学び合える機会が求められています。',
  },
  {
    topic: 'trainees',
    title: '実習の日誌への返事が時間外になる',
    other_titles: ['実習日誌の返事を保育の後に書いている', '養成校ごとに日誌の様式が違う'],
    description:
      '実習生の日誌への返事を保育の後に書いており、担当の職員の負担になっている。養成校によって様式も異なる。',
    public_wording: '実習生の日誌への対応が担当者の負担となっており、養成校との話し合いが望まれています。',
  },
  {
    topic: 'trainees',
    title: '実習生が不調のときの相談の道筋がない',
    other_titles: ['緊張の強い実習生への関わりに迷う', '実習の途中の不調を学校といつ話すか'],
    description:
      '学生の様子が気になったときに、いつ、誰に知らせるかの目安がない。養成校の訪問も短く、十分に話し合えない。',
    public_wording: '実習生の様子が気になるときに、施設と養成校が早く話し合える道筋が求められています。',
  },
  {
    topic: 'record-time',
    title: '記録を書く時間が勤務の中に取れない',
    other_titles: ['月末の記録で帰りが遅くなる', '書く時間を決めても呼ばれて中断する'],
    description:
      '連絡帳、日誌、計画などを書く時間が午睡中に限られ、持ち帰りや時間外が続いている。子どもから離れる時間をつくりにくい。',
    public_wording: '記録を書く時間を勤務の中に確保できず、持ち帰りが続いている施設が多くあります。',
  },
  {
    topic: 'record-time',
    title: '同じ内容を複数の書類に書いている',
    other_titles: ['日誌と個人記録の内容が重なっている', '減らしてよい書類が分からない'],
    description:
      '書類の種類が多く、同じ出来事を何度も書いている。減らしたいが、監査で必要な項目が分からず踏み切れない。',
    public_wording:
      '同じ内容を複数の書類に書いており、必要な項目を確かめながら様式を見直したいとの声があります。',
  },
  {
    topic: 'breaks',
    title: '子どもから離れて休憩を取れない',
    other_titles: ['休憩中も連絡帳を書いている', '休憩室が物置になっている'],
    description:
      '休憩の時間に記録や見守りが重なり、座れない日がある。代わりに入る人と休む場所の両方が足りない。',
    public_wording: '職員が子どもから離れて休憩を取ることが難しい施設が多くあります。',
  },
  {
    topic: 'breaks',
    title: '欠勤が重なると休憩がなくなる',
    other_titles: ['昼に一度も座れない日がある', '応援の人がいないと休憩に入れない'],
    description: '感染症などで欠勤が重なった週は休憩がまったく取れない。施設の外から応援に入る仕組みがない。',
    public_wording: '欠勤が重なった際に、施設の外から応援を受けられる仕組みを求める声があります。',
  },
  {
    topic: 'ict',
    title: '紙と画面の記録が二重になっている',
    other_titles: ['画面に入れた内容を紙にも書いている', '端末の順番待ちで夕方が慌ただしい'],
    description:
      '連絡の仕組みを入れたが紙の記録も続けており、手間が増えている。何をやめてよいかの判断に迷っている。',
    public_wording: '連絡や記録の仕組みを導入したものの、紙との二重の作業が残っている施設があります。',
  },
  {
    topic: 'ict',
    title: '仕組みの選び方や使い方を聞ける相手がいない',
    other_titles: ['使い方を知る職員に作業が集まる', '更新のたびに操作を覚え直している'],
    description:
      '導入や更新のたびに迷うが、同じ仕組みを使う施設がどこか分からず、気軽に尋ねられる相手がいない。',
    public_wording: '同じ仕組みを使う施設どうしで、選び方や使い方を聞き合える関係が求められています。',
  },
  {
    topic: 'events',
    title: '行事の準備が日々の保育を圧迫している',
    other_titles: ['練習が長く、子どもが遊び足りない', '衣装や飾りの持ち帰りが続いている'],
    description:
      '練習や飾り作りに時間がかかり、子どもの遊びの時間と職員の勤務に影響している。見直しのきっかけがつかめない。',
    public_wording: '行事の準備が、子どもの日々の遊びや職員の勤務に影響しているとの声があります。',
  },
  {
    topic: 'events',
    title: '行事の見直しを保護者に伝えにくい',
    other_titles: ['行事を小さくしたいが踏み切れない', '保護者の期待と子どもの負担の間で迷う'],
    description: '行事の形を変えたいが、保護者の期待との間で踏み切れない。見直した施設の伝え方を知りたい。',
    public_wording: '行事を見直す際に、保護者の理解を得ながら進める方法を学び合いたいとの声があります。',
  },
  {
    topic: 'enrolment',
    title: '入園児の減少で先の見通しが立たない',
    other_titles: ['来年度のクラスの組み方が決められない', '定員割れへの職員の不安'],
    description:
      '入園の申込みが減り、来年度のクラスや職員の配置を決めにくい。市全体の子どもの数の見通しを知りたい。',
    public_wording: '子どもの数の減少を受け、今後の見通しを共有し、共に考える場を求める声があります。',
  },
  {
    topic: 'enrolment',
    title: '空いた部屋や人手を地域に生かす方法',
    other_titles: ['空いた保育室を親子に開きたい', '少人数の良さを地域に伝えたい'],
    description: '空いた保育室や時間を地域の親子のために使いたいが、始め方や知らせ方が分からない。',
    public_wording: '施設の空いた部屋や時間を、地域の親子のために生かす方法が話題となっています。',
  },
  {
    topic: 'requests',
    title: '要望を受けた職員が一人で抱える',
    other_titles: ['電話の要望が記録に残らない', '職員によって返事が違ってしまう'],
    description:
      '保護者の要望の受け方と返し方が職員により異なり、受けた人が一人で考え込むことがある。経過を共有する形がない。',
    public_wording: '保護者からの要望を、職員が一人で抱えず施設として受け止める仕組みが求められています。',
  },
  {
    topic: 'requests',
    title: '長く続く要望を相談できる先がない',
    other_titles: ['話し合いを重ねても続く要望', '職員を守りながら応えることの難しさ'],
    description: '話し合いを重ねても続く要望があり、職員の疲れが大きい。施設の外に相談できる先が分からない。',
    public_wording: '長く続く要望について、施設の外に相談できる先を知りたいとの声があります。',
  },
  {
    topic: 'notebook',
    title: '連絡帳を書く時間が長い',
    other_titles: ['連絡帳で午睡の時間が終わる', '毎日の連絡帳の内容が似てしまう'],
    description:
      '毎日の連絡帳に多くの時間がかかり、午睡の確認などと重なっている。内容も似通い、伝えたいことが埋もれやすい。',
    public_wording: '連絡帳にかける時間と、伝えたい内容の釣り合いを見直したいとの声があります。',
  },
  {
    topic: 'notebook',
    title: '発達の気がかりの伝え方に迷う',
    other_titles: ['気がかりを書くか話すかに迷う', '伝えそびれたまま時間がたってしまう'],
    description:
      '発達の気がかりを保護者にいつ、どのような言葉で伝えるかに迷い、伝えそびれることがある。若い職員ほど悩みが大きい。',
    public_wording: '子どもの発達の気がかりを、保護者に伝える時期や言葉に迷う職員が多くいます。',
  },
  {
    topic: 'foreign',
    title: '日本語が難しい家庭に便りの内容が伝わらない',
    other_titles: ['持ち物が伝わらず子どもが困った', '便りをやさしい日本語にしたい'],
    description:
      '便りや持ち物の案内が日本語だけで伝わりにくい。やさしい日本語の書き方や翻訳の頼み先を知りたい。',
    public_wording: '日本語がまだ難しい家庭に、便りや予定を分かりやすく伝える工夫が求められています。',
  },
  {
    topic: 'foreign',
    title: '面談などの際に通訳を頼める先が限られている',
    other_titles: ['翻訳の画面では気持ちが伝わりにくい', '込み入った話のときの通訳がいない'],
    description:
      '込み入った話をする面談で通訳が必要になるが、頼める先が分からず、翻訳の画面では気持ちが伝わりにくい。',
    public_wording: '面談などの大切な場面で、通訳を頼める先を知りたいとの声があります。',
  },
  {
    topic: 'yard-open',
    title: '地域の親子に開く日の参加が少ない',
    other_titles: ['開いた日に来る親子が一組か二組', '初めての親子が入りにくい'],
    description:
      '園庭の開放や講座の参加が少なく、入り方が分かりにくい、予定が重なるなどの事情がある。続ける意味を施設内で伝えにくい。',
    public_wording: '地域の親子に開く取組の参加が少なく、入りやすさや知らせ方の工夫が求められています。',
  },
  {
    topic: 'yard-open',
    title: '近くの施設の予定が分からず重なってしまう',
    other_titles: ['同じ曜日に催しが重なっている', '近くの施設に親子を紹介しにくい'],
    description:
      '近くの施設と催しの曜日が重なっても互いに知らない。親子に合わせて紹介し合える関係をつくりたい。',
    public_wording: '近くの施設どうしで予定を知らせ合い、親子を紹介し合える関係づくりが望まれています。',
  },
  {
    topic: 'drop-in',
    title: '広場の担い手が育ちにくい',
    other_titles: ['スタッフの年齢が高く後が続かない', '手伝いたい利用者への頼み方が分からない'],
    description:
      'スタッフの年齢が高くなる一方、新しい担い手が加わりにくい。利用者が少しずつ関わっていく道筋がない。',
    public_wording: '親子の居場所の担い手が、次の世代へつながる道筋づくりが課題となっています。',
  },
  {
    topic: 'drop-in',
    title: '相談を受けた職員の気持ちを支える場がない',
    other_titles: ['重い話を聞いたまま帰る日がある', 'つなぎ先に迷い、抱えてしまう'],
    description: '多様で重い話を聞いた職員が、気持ちを整理しないまま帰っている。つなぎ先の情報も十分でない。',
    public_wording: '相談を受けた職員が気持ちを整理し、つなぎ先を相談できる場が求められています。',
  },
  {
    topic: 'winter-outdoor',
    title: '冬の身支度に時間がかかり外遊びが短い',
    other_titles: ['身支度に40分、外は20分', '外に出る目安が職員によって違う'],
    description:
      '防寒着の着脱に時間がかかり、戸外で過ごす時間が短い。外に出る目安も職員によって異なっている。',
    public_wording: '雪の季節に、身支度と戸外に出る目安を工夫し、外遊びを充実させたいとの声があります。',
  },
  {
    topic: 'winter-outdoor',
    title: '冬に体を動かす室内の場がない',
    other_titles: ['雪の日に思い切り動ける場所がない', '廊下での運動遊びに限りがある'],
    description:
      '雪や寒さで外に出られない日が続き、狭い室内では十分に体を動かせない。近くの広い場所を借りる方法を探している。',
    public_wording: '冬の間に子どもが思い切り体を動かせる室内の場を、地域で分かち合いたいとの声があります。',
  },
  {
    topic: 'small-yard',
    title: '園庭が狭く遊びが重なる',
    other_titles: ['走る子と座る子がぶつかりやすい', '園庭に日陰がなく外の時間が短い'],
    description:
      '園庭の広さが限られ、走る子と座って遊ぶ子の動きが重なる。制止の声が増えることを職員が気にしている。',
    public_wording: '限られた園庭の中で、動きの異なる遊びを保障する工夫が求められています。',
  },
  {
    topic: 'small-yard',
    title: '公園を使う時間が近くの施設と重なる',
    other_titles: ['公園が混み合い、遊具を待つ', '近くの園と散歩先が重なる'],
    description: '近くの公園を複数の施設が同じ時間に使い、遊具や広場が混み合う。互いの予定を知らない。',
    public_wording: '近くの公園を使う時間を、施設どうしで知らせ合う関係づくりが望まれています。',
  },
  {
    topic: 'school-age',
    title: '放課後に落ち着いて過ごせる場所が足りない',
    other_titles: ['疲れた1年生が休める場所がない', '宿題と遊びの場が重なる'],
    description:
      '登録の人数に対して部屋が狭く、疲れた子や高学年の子が静かに過ごす場所がない。宿題と遊びの場も重なる。',
    public_wording: '放課後の居場所で、子どもが落ち着いて過ごせる場所の確保が課題となっています。',
  },
  {
    topic: 'school-age',
    title: '長期休みの人手が足りない',
    other_titles: ['夏休みの午前の支援員がいない', '長期休みの勤務が長くなる'],
    description:
      '長期休みは朝から開けるため支援員の勤務が長くなる。学生など短い期間に関わる人とつながる方法がない。',
    public_wording: '長期休みの間、放課後児童クラブの職員が不足しています。',
  },
];

/** Issues of single facilities: two for each topic. */
export const issueTexts: DemoIssueText[] = words.map((issue, index) => ({
  key: `issue-${issue.topic}-${(index % 2) + 1}`,
  theme: themeOfTopic[issue.topic],
  ...issue,
}));

export const regionalIssues: DemoRegionalIssue[] = [
  {
    key: 'regional-records',
    theme: 'records',
    topics: ['record-time', 'breaks'],
    title: '記録と休憩の時間を、子どもから離れて確保する',
    description:
      '巡回した多くの施設で、記録を書く時間が午睡中に限られ、休憩も子どものそばで取っている。書類の重なり、代わりに入る人の不足、休むことへのためらいの三つが共通している。一園の努力で変えられる部分と、市が様式や項目の考え方を示すことで変えられる部分がある。',
    public_wording:
      '記録と休憩の時間を確保するため、重なっている書類の見直しと、子どもから離れる時間のつくり方を、地域全体で考えます。',
    answer:
      '課題を寄せていただいた施設の皆さまへ。連携会議で話し合い、日誌と個人の経過を一枚にまとめた様式例と、監査で必要な項目の一覧を作成しました。6園で試していただいたところ、持ち帰りは平均で週2.4回から1.1回に減っています。様式例は事務局からお渡しします。自園に合わせて変えて使っていただけます。',
    answered_on: '2026-09-28',
    forum_key: 'liaison',
    shared_on: '2025-06-18',
    discussed_on: '2025-09-17',
    decided_on: '2025-12-10',
    reviewed_on: '2026-09-16',
    roles: [
      { body_key: 'office', part: '様式例と項目の一覧を作り、希望する施設に配る' },
      { body_key: 'mutual', part: '会員園で試し、声を集める' },
      { body_key: 'centre', part: '書く時間を守る工夫を巡回で集める' },
    ],
    stuck_note: null,
  },
  {
    key: 'regional-support',
    theme: 'development',
    topics: ['support-assignment', 'individual-plan'],
    title: '発達に配慮を要する子どもへの関わりを、園全体で支える',
    description:
      '加配の有無にかかわらず、手が必要な時間帯の体制と、職員間の関わりの共有に悩む施設が多い。計画を詳しく書くことより、短い時間に語り合い、同じ言葉で関わることの手応えが複数の施設から報告されている。',
    public_wording:
      '発達に配慮を要する子どもへの関わりについて、少人数のグループで事例を持ち寄り、日々の工夫を学び合います。',
    answer:
      '課題を寄せていただいた施設の皆さまへ。令和8年度に、3〜5園の小グループで事例を持ち寄る場を設けることが決まりました。「うまくいった言葉」を持ち寄る形で6月から始めています。参加の有無にかかわらず、まとまった工夫は情報共有資料としてお届けします。',
    answered_on: '2026-03-02',
    forum_key: 'liaison',
    shared_on: '2025-06-18',
    discussed_on: '2025-09-17',
    decided_on: '2026-02-18',
    reviewed_on: null,
    roles: [
      { body_key: 'centre', part: '小グループの希望を募り、話を見える形に書き留める' },
      { body_key: 'university', part: '個人や施設が特定されない書き方の約束を整える' },
      { body_key: 'mutual', part: '会員園に参加を呼びかける' },
    ],
    stuck_note: null,
  },
  {
    key: 'regional-consult',
    theme: 'development',
    topics: ['consult-link'],
    title: '専門機関への相談を待つ間の支えと、情報のつながり',
    description:
      '相談の申込みから初回までの待機が長く、その間の支えが施設に委ねられている。療育先とのやり取りの手順や同意の取り方も施設により異なる。待機そのものは、連携会議の構成員だけでは解消できない。',
    public_wording:
      '専門機関への相談を待つ間の過ごし方や、療育先とのやり取りの手順について、関係機関とともに考えています。',
    answer: null,
    answered_on: null,
    forum_key: 'liaison',
    shared_on: '2025-09-17',
    discussed_on: '2025-12-10',
    decided_on: null,
    reviewed_on: null,
    roles: [
      { body_key: 'office', part: '関係機関に協議を申し入れる' },
      { body_key: 'centre', part: '待つ間の工夫を資料にまとめる' },
    ],
    stuck_note:
      '待機の解消には医療・療育の機関の参加が必要で、連携会議だけでは決められない。子ども総合相談センターとの協議の日程が三度延び、三回続けて継続となっている。',
  },
  {
    key: 'regional-hiring',
    theme: 'staffing',
    topics: ['hiring', 'trainees'],
    title: '学生と施設が出会い、実習から就職へつながる流れをつくる',
    description:
      '募集に応募がない施設が種別を問わず多い。学生は条件よりも職場の雰囲気や実習での経験を重く見ているが、施設と学生が率直に話す機会が少ない。実習の日誌の負担や、不調の学生への対応にも共通の悩みがある。',
    public_wording:
      '学生と施設の若い職員が率直に話せる場を設け、実習の進め方を養成校と施設が一緒に見直します。',
    answer:
      '課題を寄せていただいた施設の皆さまへ。旭川市立大学で、若い職員と学生が少人数で語る場を令和8年5月に開きました。29施設と学生64名が参加し、その後の見学は延べ41件でした。実習の日誌については、量を施設が決めてよいことを養成校と確認しています。次回は令和9年5月の予定です。',
    answered_on: '2026-06-26',
    forum_key: 'liaison',
    shared_on: '2025-06-18',
    discussed_on: '2025-09-17',
    decided_on: '2025-12-10',
    reviewed_on: '2026-06-17',
    roles: [
      { body_key: 'university', part: '学生と若い職員が語る場を開く' },
      { body_key: 'mutual', part: '若い職員を勤務として送り出す' },
      { body_key: 'others', part: '小さな施設が机を分け合えるよう調整する' },
      { body_key: 'office', part: '開催の案内と結果の取りまとめ' },
    ],
    stuck_note: null,
  },
  {
    key: 'regional-young',
    theme: 'growth',
    topics: ['young-leave', 'mid-leader'],
    title: '若い職員が園を越えてつながり、主任・中堅が孤立しない',
    description:
      '若い職員の困りごとに気付きにくいこと、主任に役割が集中していることが、同じ施設の中で同時に起きている。園内の工夫に加え、同じ立場の人が園を越えて話せる場を求める声が多い。',
    public_wording: '若い職員の集いと、主任・中堅の対話の場を設け、園を越えて支え合う関係をつくります。',
    answer:
      '課題を寄せていただいた施設の皆さまへ。1〜3年目の職員の集いを年3回、主任・中堅の対話型研修を年2回、勤務として参加していただく形で始めることが決まりました。第1回の集いには38名が参加しました。次の予定は事務局からお知らせします。',
    answered_on: '2026-07-03',
    forum_key: 'liaison',
    shared_on: '2025-09-17',
    discussed_on: '2026-02-18',
    decided_on: '2026-06-17',
    reviewed_on: null,
    roles: [
      { body_key: 'university', part: '若い職員の集いの会場と進行' },
      { body_key: 'mutual', part: '勤務としての参加を会員園に働きかける' },
      { body_key: 'office', part: '対話型研修の企画' },
    ],
    stuck_note: null,
  },
  {
    key: 'regional-guardians',
    theme: 'guardian',
    topics: ['requests', 'notebook'],
    title: '保護者の声を施設全体で受け止め、伝え方を学び合う',
    description:
      '要望を受けた職員が一人で抱えること、連絡帳に時間をかけても大切なことが伝わりにくいことが、多くの施設に共通している。要望の奥にある心配を職員が一緒に考えた施設では、職員の負担感が和らいでいる。',
    public_wording: '保護者の声の奥にある心配を職員で一緒に考える方法と、伝え方の工夫を集め、学び合います。',
    answer:
      '課題を寄せていただいた施設の皆さまへ。保護者対応をテーマとする小グループを10月から二つ開き、「言葉・心配・園でできること」の三つの欄を使って事例を持ち寄ります。長く続く要望を相談できる窓口の一覧も、12月までにお届けする予定です。',
    answered_on: '2026-09-28',
    forum_key: 'liaison',
    shared_on: '2025-12-10',
    discussed_on: '2026-06-17',
    decided_on: '2026-09-16',
    reviewed_on: null,
    roles: [
      { body_key: 'centre', part: '保護者対応の小グループを開く' },
      { body_key: 'kindergartens', part: '園の考えを先に伝える便りの例を集める' },
      { body_key: 'office', part: '相談できる窓口の一覧を作る' },
    ],
    stuck_note: null,
  },
  {
    key: 'regional-safety',
    theme: 'safety',
    topics: ['nap-check', 'allergy', 'near-miss'],
    title: '午睡・食事・散歩の安全を、人を責めずに仕組みで守る',
    description:
      '午睡中の確認の重なり、アレルギー情報の伝わりにくさ、ヒヤリとした出来事の集まりにくさに共通するのは、個人の注意に頼っている点である。確認に専念する人を置く、表示をそろえる、用紙を書きやすくするなど、小さな仕組みで変わった施設が複数ある。',
    public_wording:
      '午睡・食事・散歩の安全について、個人の注意に頼らない小さな仕組みを持ち寄り、地域で共有します。',
    answer:
      '課題を寄せていただいた施設の皆さまへ。「見守り当番」「盆と席の表示」「見つけたよカード」など18の工夫を一冊にまとめ、3月に全施設へお届けしました。カードの様式は自由に変えてお使いください。',
    answered_on: '2026-03-24',
    forum_key: 'liaison',
    shared_on: '2025-09-17',
    discussed_on: '2025-12-10',
    decided_on: '2026-02-18',
    reviewed_on: '2026-09-16',
    roles: [
      { body_key: 'centre', part: '工夫の例を集め、冊子にまとめる' },
      { body_key: 'mutual', part: 'うまくいかなかった例を提供する' },
    ],
    stuck_note: null,
  },
  {
    key: 'regional-winter',
    theme: 'practice',
    topics: ['winter-outdoor', 'small-yard'],
    title: '雪の季節も、狭い園庭でも、体を動かして遊ぶ',
    description:
      '身支度に時間がかかり外遊びが短くなること、広い場所のない施設では冬に体を動かせないことが課題である。一方で、雪の遊びや狭い園庭の工夫は豊かで、持ち寄れば互いに役立つ。ホールの貸し借りなど、施設どうしの助け合いも始まっている。',
    public_wording:
      '冬の外遊びと限られた園庭の工夫を持ち寄り、ホールの貸し借りなど施設どうしの助け合いを広げます。',
    answer:
      '課題を寄せていただいた施設の皆さまへ。「冬の遊び持ち寄り集」に34施設から76の遊びが集まりました。ホールを貸してくださる施設は7か所です。身支度の工夫と、外に出る目安の例も載せています。次の冬に向け、追加の工夫を10月末まで受け付けます。',
    answered_on: '2026-06-26',
    forum_key: 'liaison',
    shared_on: '2025-09-17',
    discussed_on: '2025-12-10',
    decided_on: '2025-12-10',
    reviewed_on: '2026-06-17',
    roles: [
      { body_key: 'kindergartens', part: 'ホールを貸せる園を調べ、受け入れる' },
      { body_key: 'centre', part: '冬の遊び持ち寄り集を取りまとめる' },
      { body_key: 'office', part: '貸し借りの手順を一枚にまとめる' },
    ],
    stuck_note: null,
  },
  {
    key: 'regional-school',
    theme: 'transition',
    topics: ['school'],
    title: '中学校区ごとに、園と小学校が顔を合わせる',
    description:
      '進学先が複数に分かれ、園ごとに学校へ声をかけるのは難しい。中学校区を単位に園と小学校が集まれば、少ない回数で多くの学校と話せる。地域学校協働活動の場を借りる案があるが、学校側の窓口が定まっていない。',
    public_wording:
      '中学校区を単位に、園と小学校の先生が顔を合わせ、子どもの育ちを語り合う場を検討しています。',
    answer: null,
    answered_on: null,
    forum_key: 'liaison',
    shared_on: '2025-12-10',
    discussed_on: '2026-09-16',
    decided_on: null,
    reviewed_on: null,
    roles: [
      { body_key: 'office', part: '学校側の窓口と日程を調整する' },
      { body_key: 'kindergartens', part: '集まれる園をまとめる' },
    ],
    stuck_note:
      '学校側の窓口の調整が、年度替わりの人事異動で一度途切れた。春光台中学校区で一度試す案を11月の会議で改めて示したが、日程が決まっていない。',
  },
  {
    key: 'regional-families',
    theme: 'guardian',
    topics: ['foreign'],
    title: '日本語が難しい家庭とも伝え合える',
    description:
      '外国につながる家庭が少しずつ増え、便りや面談の伝え方に各施設が工夫を重ねている。絵の札ややさしい日本語の便りは他の保護者にも役立っている。通訳を頼める先が限られている点は、施設だけでは解決できない。',
    public_wording:
      'やさしい日本語の便りや絵の札を持ち寄り、通訳を頼める先を整理して、すべての家庭と伝え合える地域を目指します。',
    answer: null,
    answered_on: null,
    forum_key: 'liaison',
    shared_on: '2026-11-05',
    discussed_on: null,
    decided_on: null,
    reviewed_on: null,
    roles: [
      { body_key: 'kindergartens', part: '絵の札を集める' },
      { body_key: 'office', part: '通訳を頼める先を調べる' },
    ],
    stuck_note: null,
  },
  {
    key: 'regional-enrolment',
    theme: 'other',
    topics: ['enrolment'],
    title: '子どもの数の減少を共に見通し、地域に開く',
    description:
      '入園児の減少への不安は多くの施設にあるが、競い合う関係の中で話題にしにくい。個々の施設の数字を出さずに市全体の見通しを共有し、空いた部屋や時間を地域の親子に生かすことを一緒に考えたいという声がある。',
    public_wording:
      '市全体の子どもの数の見通しを共有し、施設の部屋や時間を地域の親子のために生かす方法を共に考えます。',
    answer: null,
    answered_on: null,
    forum_key: 'liaison',
    shared_on: '2026-06-17',
    discussed_on: '2026-11-05',
    decided_on: null,
    reviewed_on: null,
    roles: [
      { body_key: 'office', part: '市全体の見通しを示す' },
      { body_key: 'centre', part: '地域に開く実践の要点をまとめる' },
    ],
    stuck_note: null,
  },
  {
    key: 'regional-plaza',
    theme: 'community',
    topics: ['yard-open', 'drop-in'],
    title: '園と広場が予定と親子を紹介し合う（東部地区）',
    description:
      '園庭開放や広場の催しが同じ曜日に重なり、互いに知らないまま開かれている。園と広場の職員が顔見知りになった所では、親子の紹介が自然に始まっている。広場の担い手が次の世代へつながりにくいことも共通している。',
    public_wording:
      '東部地区の園と広場が予定を一枚にまとめ、親子を紹介し合います。担い手が育つ道筋も一緒に考えます。',
    answer:
      '課題を寄せていただいた東部地区の施設の皆さまへ。園と広場の予定を一枚にまとめた「東部おでかけカレンダー」を令和8年4月から毎月お届けしています。これまでに紹介し合った親子は延べ57組です。担い手については、次の連絡会で話し合います。',
    answered_on: '2026-10-30',
    forum_key: 'east_district',
    shared_on: '2025-10-22',
    discussed_on: '2025-10-22',
    decided_on: '2026-03-11',
    reviewed_on: '2026-10-21',
    roles: [
      { body_key: 'centre', part: '東部おでかけカレンダーを毎月まとめる' },
      { body_key: 'others', part: '紹介し合った親子の組数を数える' },
      { body_key: 'mutual', part: '変わった予定を毎月知らせる' },
    ],
    stuck_note: null,
  },
];
