// Liaison meetings of fiscal year 2025 (令和7年度) and the east district's forum: minutes as an office writes them. Invented.
import type { DemoForum, DemoMeeting } from './material.ts';

export const forums: DemoForum[] = [
  {
    key: 'liaison',
    name: '地域における保育の質の向上 連携会議',
    purpose:
      '巡回や調査で把握した現場の課題を持ち寄り、多角的な視点で対応策を話し合い、各主体の役割を決めて、単発で終わらない仕組みをつくる。',
    meetings_per_year: '年3〜4回',
    member_bodies: ['centre', 'university', 'kindergartens', 'mutual', 'others', 'office'],
  },
  {
    key: 'east_district',
    name: '東部地区 子育て連絡会',
    purpose:
      '東部地区の園と親子の居場所が互いの取組を知り、地区の親子の状況を共有して、紹介し合い、共に取り組む素地をつくる。',
    meetings_per_year: '年2〜3回',
    member_bodies: ['centre', 'mutual', 'kindergartens', 'others', 'office'],
  },
  {
    key: 'plazas',
    name: 'つどいの広場・子育て支援センター 連絡会',
    purpose:
      '同じ事業を担う施設どうしが、日々の迎え方や困りごとを出し合い、尋ね合う。一方から知らせるだけの場にしない。',
    meetings_per_year: '年2回',
    member_bodies: ['centre', 'others', 'office'],
  },
];

const centreHall = '旭川市保育センター 研修室（実演用の会場名）';

export const meetingsOf2025: DemoMeeting[] = [
  {
    key: 'liaison-2025-1',
    forum_key: 'liaison',
    title: '令和7年度 第1回 連携会議',
    fiscal_year: 2025,
    number: 1,
    held_on: '2025-06-18',
    starts_at: '14:00',
    ends_at: '16:00',
    place: centreHall,
    state: 'held',
    absent_bodies: [],
    agenda: [
      {
        title: '令和7年度の巡回の進め方について',
        purpose: 'report',
        regional_issue_key: null,
        minutes: 25,
        explanation:
          '事務局から、保育サポートコーディネーター3名が4地区を分担し、年度内に市内の全施設を一度は訪問する計画を説明した。訪問は評価や監査ではなく、現場に寄り添い、施設自身が次の一歩を選べるよう一緒に考えることを旨とする。',
        opinions: [
          {
            body_key: 'mutual',
            text: '「何を見に来るのか」という不安の声が園から出ている。初回は話を聞くことに徹すると、案内の文面に明記してほしい。',
          },
          {
            body_key: 'kindergartens',
            text: '幼稚園では午前の保育中に時間を取りにくい。14時以降を選べると受け入れやすい。',
          },
          {
            body_key: 'university',
            text: '記録の項目に「強み」があるのはよい。困りごとだけを集めると、施設の力が見えなくなる。',
          },
        ],
        summary:
          '案内の文面に訪問の趣旨を明記し、希望の曜日と時間帯を事前に伺う。記録には必ず強みを書くことを確認した。',
      },
      {
        title: '記録と休憩の時間について（共有）',
        purpose: 'share',
        regional_issue_key: 'regional-records',
        minutes: 30,
        explanation:
          '保育センターから、試行的に訪問した18施設のうち14施設で、記録を書く時間と休憩が取りにくいという話があったことを報告した。書類の重なり、代わりに入る人の不足、休むことへのためらいが共通していた。',
        opinions: [
          {
            body_key: 'mutual',
            text: '書類を減らしたいが、監査で何が必要なのか確信が持てない。市が項目の考え方を示してくれれば動ける園は多い。',
          },
          {
            body_key: 'others',
            text: '小規模では全員が保育に入っており、離れること自体が難しい。様式だけでなく体制の話も必要である。',
          },
          {
            body_key: 'university',
            text: '書くことは子どもを見る力でもある。減らす際に、残すべきものは何かを現場の言葉で確かめたい。',
          },
        ],
        summary: '施設の種別を越えて共通する課題であることを確認した。次回、対応策を話し合う。',
      },
      {
        title: '発達に配慮を要する子どもへの関わりについて（共有）',
        purpose: 'share',
        regional_issue_key: 'regional-support',
        minutes: 25,
        explanation:
          '保育センターから、加配の有無にかかわらず、場面が切り替わる時間帯の体制と、職員間の関わりの共有に悩む声が多いことを報告した。',
        opinions: [
          {
            body_key: 'kindergartens',
            text: '補助の職員が短時間勤務のため、担任と話す時間がない。幼稚園では使える制度の情報も届きにくい。',
          },
          {
            body_key: 'mutual',
            text: '計画を書くことに力を使い果たし、読み合うところまで行かない。短くても語り合う時間がほしい。',
          },
        ],
        summary: '計画の書き方より、日々の関わりを語り合う場の持ち方に焦点を当て、次回話し合う。',
      },
      {
        title: '人材の確保と実習の受入れについて（共有）',
        purpose: 'share',
        regional_issue_key: 'regional-hiring',
        minutes: 25,
        explanation:
          '事務局から、訪問した施設の半数以上で募集に応募がないこと、実習の日誌への返事が時間外になっていることを報告した。',
        opinions: [
          {
            body_key: 'university',
            text: '学生は、失敗したときに職員がどう関わってくれたかをよく覚えている。実習の経験が就職の決め手になることも多い。',
          },
          {
            body_key: 'mutual',
            text: '若い職員と学生が直接話せる場があれば、園長が話すより伝わるのではないか。',
          },
          {
            body_key: 'others',
            text: '小さな施設は合同の説明会に出る余裕がない。少ない負担で加われる形を考えてほしい。',
          },
        ],
        summary: '学生と施設が出会う場と、実習の進め方の二つに分けて、次回話し合う。',
      },
    ],
    decisions: [
      {
        key: 'd-2025-1-1',
        agenda_index: 0,
        text: '訪問の案内に「評価や監査ではなく、共に考えるための訪問」と明記し、希望の曜日と時間帯を事前に伺う。',
      },
      { key: 'd-2025-1-2', agenda_index: 0, text: '訪問記録には、課題だけでなく強みを必ず書く。' },
    ],
    actions: [
      {
        key: 'a-2025-1-1',
        agenda_index: 0,
        decision_key: 'd-2025-1-1',
        body_key: 'office',
        what: '訪問の案内の文面を改め、全施設に送る',
        due_on: '2025-06-30',
        state: 'done',
        done_on: '2025-06-27',
        outcome: '改めた案内を全施設に送付した。希望の曜日の回答は142施設から届いた。',
        carried_to_key: null,
      },
      {
        key: 'a-2025-1-2',
        agenda_index: 1,
        decision_key: null,
        body_key: 'mutual',
        what: '会員園で使っている記録の様式を5園分集める',
        due_on: '2025-08-29',
        state: 'done_late',
        done_on: '2025-09-10',
        outcome: '夏の行事と重なり遅れたが、7園分の様式が集まった。',
        carried_to_key: null,
      },
      {
        key: 'a-2025-1-3',
        agenda_index: 3,
        decision_key: null,
        body_key: 'university',
        what: '実習を終えた学生の声をまとめる',
        due_on: '2025-08-29',
        state: 'done',
        done_on: '2025-08-22',
        outcome: '37名の声を、学生が特定されない形で一枚にまとめた。',
        carried_to_key: null,
      },
    ],
    share_backs: [
      {
        body_key: 'mutual',
        note: '7月の園長会で報告。訪問の趣旨が分かり安心したという声があった。',
        shared_on: '2025-07-08',
      },
      {
        body_key: 'kindergartens',
        note: '役員会で報告し、訪問の希望の時間帯を会員園から集めた。',
        shared_on: '2025-07-03',
      },
    ],
    score: {
      scorer_role: 'office',
      scored_on: '2025-07-01',
      levels: { issue: 2, opinions: 2, decision: 1, roles: 2, next: 1 },
      remark:
        '意見はよく拾えている。共有の議題で「次回話し合う」で終わる箇所が多く、次回までに何を用意するかを決めておきたい。',
    },
  },
  {
    key: 'liaison-2025-2',
    forum_key: 'liaison',
    title: '令和7年度 第2回 連携会議',
    fiscal_year: 2025,
    number: 2,
    held_on: '2025-09-17',
    starts_at: '14:00',
    ends_at: '16:15',
    place: centreHall,
    state: 'held',
    absent_bodies: ['others'],
    agenda: [
      {
        title: '記録の様式と書く時間について（検討）',
        purpose: 'discuss',
        regional_issue_key: 'regional-records',
        minutes: 35,
        explanation:
          '育成会から、7園の様式を並べて比べた結果を報告した。同じ出来事を三か所に書いている園が5園あり、日誌と個人の経過の重なりが最も大きい。事務局から、監査で必要とされる項目を整理中であることを説明した。',
        opinions: [
          {
            body_key: 'mutual',
            text: '一枚にまとめた様式を2歳児クラスで試した園では、持ち帰りが目に見えて減ったと聞いている。',
          },
          {
            body_key: 'kindergartens',
            text: '幼稚園では様式が異なるが、書く時間を守る工夫は共通に使える。名札を裏返すなどの小さな約束も集めたい。',
          },
          {
            body_key: 'university',
            text: '減らすことが目的になると、子どもの言葉まで消えてしまう。「今日の一言」のような欄は残したい。',
          },
        ],
        summary:
          '様式例の案を事務局が作り、数園で試した上で次回決める。書く時間を守る工夫は、保育センターが巡回の中で集める。',
      },
      {
        title: '発達に配慮を要する子どもへの関わりについて（検討）',
        purpose: 'discuss',
        regional_issue_key: 'regional-support',
        minutes: 25,
        explanation:
          '保育センターから、15分の語り合いや「うまくいった言葉」のカードなど、巡回の中で出会った工夫を紹介した。',
        opinions: [
          {
            body_key: 'mutual',
            text: '工夫を聞くだけでは自園に持ち帰りにくい。少人数で事例を持ち寄り、一緒に考える場がよい。',
          },
          {
            body_key: 'university',
            text: '事例を扱う際は、子どもが特定されない書き方の約束を最初に決めておく必要がある。',
          },
        ],
        summary: '小グループで事例を持ち寄る形を基本に、個人が特定されない書き方の約束と併せて案を作る。',
      },
      {
        title: '学生と施設が出会う場について（検討）',
        purpose: 'discuss',
        regional_issue_key: 'regional-hiring',
        minutes: 25,
        explanation:
          '大学から、実習を終えた学生37名の声を紹介した。「園長先生より、年の近い先生の話が聞きたい」「休憩室があるか知りたい」という声が複数あった。',
        opinions: [
          {
            body_key: 'mutual',
            text: '若い職員を勤務として送り出せるよう、時期は行事の少ない5月がよい。',
          },
          {
            body_key: 'kindergartens',
            text: '一園ごとの説明ではなく、学生と若い職員が小さな机を囲む形なら参加しやすい。',
          },
          {
            body_key: 'centre',
            text: '欠席したその他保育事業者の委員から、小さな施設は一人を半日出すのが精一杯との意見を預かっている。',
          },
        ],
        summary: '翌年5月に大学で、少人数で語る場を開く方向とし、次回までに大学と事務局が案を作る。',
      },
      {
        title: '専門機関への相談を待つ間の支えについて（共有）',
        purpose: 'share',
        regional_issue_key: 'regional-consult',
        minutes: 15,
        explanation:
          '保育センターから、相談の申込みから初回まで数か月かかり、その間の支えに悩む施設が11施設あることを報告した。',
        opinions: [
          {
            body_key: 'mutual',
            text: '待機の解消は園ではどうにもならない。せめて見通しを知りたい。',
          },
          {
            body_key: 'kindergartens',
            text: '療育先に園から連絡してよいのかが分からず、保護者に負担をかけている。',
          },
        ],
        summary: '待つ間の工夫を集めることと、待機の状況を関係機関に尋ねることの二つに分けて進める。',
      },
      {
        title: '午睡・食事・散歩の安全について（共有）',
        purpose: 'share',
        regional_issue_key: 'regional-safety',
        minutes: 10,
        explanation:
          '保育センターから、確認と記録の重なり、代わりの職員への情報の伝わりにくさ、ヒヤリとした出来事の集まりにくさが、人の注意に頼っている点で共通していることを報告した。',
        opinions: [
          {
            body_key: 'mutual',
            text: '反省文のようにならない用紙の例があれば、すぐにでも使いたい。',
          },
        ],
        summary: '人を責めない仕組みの例を巡回で集め、次回話し合う。',
      },
      {
        title: '冬の外遊びと限られた園庭について（共有）',
        purpose: 'share',
        regional_issue_key: 'regional-winter',
        minutes: 10,
        explanation:
          '保育センターから、雪の季節を前に、身支度の時間と外に出る目安、室内で体を動かす場の不足が話題になっていることを報告した。',
        opinions: [
          {
            body_key: 'kindergartens',
            text: '午前の空いた時間にホールを貸すことはできる。ほしい施設が近くにあるか知りたい。',
          },
        ],
        summary: '冬の前に動けるよう、次回は検討と決定を一度に行う。',
      },
      {
        title: '若い職員と主任・中堅の支えについて（共有）',
        purpose: 'share',
        regional_issue_key: 'regional-young',
        minutes: 10,
        explanation:
          '保育センターから、若い職員の困りごとに気付きにくいことと、主任に役割が集中していることが、同じ施設で同時に起きていると報告した。',
        opinions: [
          {
            body_key: 'university',
            text: '卒業生から、同期が園に一人もいないという便りが届く。園を越えた集まりには意味がある。',
          },
        ],
        summary: '年度内に一度、時間を取って話し合う。',
      },
    ],
    decisions: [
      {
        key: 'd-2025-2-1',
        agenda_index: 0,
        text: '記録の様式例の案を作り、3園で1か月試した上で次回決める。',
      },
      {
        key: 'd-2025-2-2',
        agenda_index: 3,
        text: '待つ間の工夫の収集と、待機の状況の照会を分けて進める。',
      },
    ],
    actions: [
      {
        key: 'a-2025-2-1',
        agenda_index: 0,
        decision_key: 'd-2025-2-1',
        body_key: 'office',
        what: '記録の様式例の案と、監査で必要な項目の一覧を作る',
        due_on: '2025-10-31',
        state: 'done',
        done_on: '2025-10-29',
        outcome: '乳児用と幼児用の二種類の案と、項目の一覧（一枚）を作成した。',
        carried_to_key: null,
      },
      {
        key: 'a-2025-2-2',
        agenda_index: 0,
        decision_key: 'd-2025-2-1',
        body_key: 'mutual',
        what: '様式例を3園で1か月試し、声を集める',
        due_on: '2025-11-28',
        state: 'done',
        done_on: '2025-11-26',
        outcome:
          '3園14クラスで試した。持ち帰りが週平均2.6回から1.3回に減り、欄を一つ足したいという声が出た。',
        carried_to_key: null,
      },
      {
        key: 'a-2025-2-3',
        agenda_index: 3,
        decision_key: 'd-2025-2-2',
        body_key: 'office',
        what: '子ども総合相談センターに、待機の状況と待つ間の支えについての協議を申し入れる',
        due_on: '2025-11-28',
        state: 'carried',
        done_on: null,
        outcome: '申し入れたが、年度末まで協議の日程が取れないとの回答であった。',
        carried_to_key: 'a-2025-3-4',
      },
      {
        key: 'a-2025-2-4',
        agenda_index: 5,
        decision_key: null,
        body_key: 'kindergartens',
        what: 'ホールを貸せる会員園を調べる',
        due_on: '2025-11-14',
        state: 'done',
        done_on: '2025-11-12',
        outcome: '5園から、火曜または木曜の午前に貸せるとの回答があった。',
        carried_to_key: null,
      },
    ],
    share_backs: [
      {
        body_key: 'others',
        note: '欠席した委員に事務局が訪ねて内容を伝えた。小規模の施設には一枚の要約を送付した。',
        shared_on: '2025-09-30',
      },
      {
        body_key: 'kindergartens',
        note: '会員園に議事の要点を送り、ホールの貸し出しについて照会した。',
        shared_on: '2025-10-06',
      },
    ],
    score: {
      scorer_role: 'office',
      scored_on: '2025-10-03',
      levels: { issue: 2, opinions: 2, decision: 2, roles: 3, next: 2 },
      remark:
        '前回の反省を踏まえ、誰がいつまでに何をするかが明確になった。共有の議題が多く、一つ当たりの意見が少なくなった点は次回の時間配分で工夫する。',
    },
  },
  {
    key: 'liaison-2025-3',
    forum_key: 'liaison',
    title: '令和7年度 第3回 連携会議',
    fiscal_year: 2025,
    number: 3,
    held_on: '2025-12-10',
    starts_at: '14:00',
    ends_at: '16:30',
    place: centreHall,
    state: 'held',
    absent_bodies: [],
    agenda: [
      {
        title: '記録の様式例について（決定）',
        purpose: 'decide',
        regional_issue_key: 'regional-records',
        minutes: 30,
        explanation:
          '育成会から、3園14クラスで様式例を試した結果を報告した。持ち帰りは週平均2.6回から1.3回に減った。子どもの言葉を残す欄を足したいという声があり、事務局が案を修正した。',
        opinions: [
          {
            body_key: 'kindergartens',
            text: '必ず使う様式ではなく、自園に合わせて変えてよい「例」として示してほしい。',
          },
          {
            body_key: 'others',
            text: '小規模の施設でも使えるよう、乳児用は半日で書き切れる量がよい。',
          },
          {
            body_key: 'centre',
            text: '様式とともに、書く時間を守る工夫を一枚添えたい。巡回で12の工夫が集まっている。',
          },
        ],
        summary:
          '様式例と項目の一覧、書く時間を守る工夫を一組として、希望する施設に配る。さらに3園を加えた6園で半年試し、令和8年度に振り返る。',
      },
      {
        title: '学生と施設が出会う場について（決定）',
        purpose: 'decide',
        regional_issue_key: 'regional-hiring',
        minutes: 25,
        explanation:
          '大学と事務局から、令和8年5月に大学を会場として、学生4〜5名と若い職員2名が小さな机を囲み、20分ごとに入れ替わる案を説明した。併せて、実習の日誌の量は施設が決めてよいことを大学として確認したと報告した。',
        opinions: [
          {
            body_key: 'university',
            text: '日誌の量は園に任せてよい。書くことより、その日のうちに交わした言葉のほうが学生に残っている。',
          },
          {
            body_key: 'mutual',
            text: '日誌について大学の考えが聞けたことは、現場の安心につながる。会員園に早く伝えたい。',
          },
          {
            body_key: 'others',
            text: '半日一人なら参加できる。複数の小さな施設が一つの机を受け持つ形も認めてほしい。',
          },
        ],
        summary:
          '案のとおり開催する。小さな施設は二、三か所で一つの机を受け持ってよい。日誌の考え方は各団体から会員に伝える。',
      },
      {
        title: '冬の外遊びと限られた園庭について（検討・決定）',
        purpose: 'decide',
        regional_issue_key: 'regional-winter',
        minutes: 20,
        explanation:
          '幼稚園協会から、5園がホールを午前に貸せることを報告した。保育センターから、身支度の工夫や雪の遊びを一冊に集める「冬の遊び持ち寄り集」の案を説明した。',
        opinions: [
          {
            body_key: 'others',
            text: '借りる側としては、けがの際の扱いだけ先に決めておきたい。',
          },
          {
            body_key: 'mutual',
            text: '外に出る目安は園ごとに違ってよいが、例があると職員どうしで話しやすい。',
          },
        ],
        summary:
          'ホールの貸し借りを1月から始める。申込みと、けがの際の扱いは事務局が一枚にまとめる。持ち寄り集は2月末を目途に集める。',
      },
      {
        title: '専門機関への相談を待つ間の支えについて（検討）',
        purpose: 'discuss',
        regional_issue_key: 'regional-consult',
        minutes: 20,
        explanation:
          '事務局から、子ども総合相談センターに協議を申し入れたが、年度内は日程が取れないとの回答であったことを報告した。保育センターから、待つ間の工夫として、保護者に託す「園でのすがた」の一枚の例を紹介した。',
        opinions: [
          {
            body_key: 'mutual',
            text: '園の努力でできることには限りがある。協議が進まないこと自体を課題として残してほしい。',
          },
          {
            body_key: 'university',
            text: '保護者が自分で選んで渡す一枚という形は、同意の面からも無理がない。',
          },
        ],
        summary: '待つ間の工夫は資料にまとめる。協議については再度申し入れ、結果を次回報告する。',
      },
      {
        title: '午睡・食事・散歩の安全について（検討）',
        purpose: 'discuss',
        regional_issue_key: 'regional-safety',
        minutes: 20,
        explanation:
          '保育センターから、確認に専念する人を置く「見守り当番」、盆の色と席の表示、反省の欄のない「見つけたよカード」など、巡回で集めた仕組みを紹介した。',
        opinions: [
          {
            body_key: 'mutual',
            text: '良い例を配るだけでなく、うまくいかなかった例も添えてほしい。',
          },
          {
            body_key: 'kindergartens',
            text: 'カードは子どもも一緒に書けるとよい。幼稚園の子どもは危ない所をよく見付ける。',
          },
        ],
        summary: 'うまくいかなかった例も含めて一冊にまとめ、次回決める。',
      },
      {
        title: '保護者の声の受け止めについて（共有）',
        purpose: 'share',
        regional_issue_key: 'regional-guardians',
        minutes: 15,
        explanation:
          '保育センターから、要望を受けた職員が一人で抱えていること、連絡帳に時間をかけても大切なことが伝わりにくいことが、多くの施設に共通すると報告した。',
        opinions: [
          {
            body_key: 'kindergartens',
            text: '要望という言葉で一括りにせず、奥にある心配を考える視点を大切にしたい。',
          },
        ],
        summary: '要望の奥にある心配に目を向ける実践を集め、令和8年度に話し合う。',
      },
      {
        title: '園と小学校が顔を合わせる場について（共有）',
        purpose: 'share',
        regional_issue_key: 'regional-school',
        minutes: 10,
        explanation:
          '保育センターから、進学先が複数に分かれ、園ごとに学校へ声をかけることが難しいという声を報告した。中学校区を単位に集まる案が現場から出ている。',
        opinions: [
          {
            body_key: 'kindergartens',
            text: '地域学校協働活動のモデル地域であれば、地域のコーディネーターの力を借りられるのではないか。',
          },
        ],
        summary: '事務局が学校側の窓口を確かめ、令和8年度に話し合う。',
      },
    ],
    decisions: [
      {
        key: 'd-2025-3-1',
        agenda_index: 0,
        text: '記録の様式例、項目の一覧、書く時間を守る工夫を一組として希望する施設に配り、6園で半年試す。',
      },
      {
        key: 'd-2025-3-2',
        agenda_index: 1,
        text: '令和8年5月に大学で、学生と若い職員が少人数で語る場を開く。実習の日誌の量は施設が決めてよい。',
      },
      {
        key: 'd-2025-3-3',
        agenda_index: 2,
        text: '令和8年1月からホールの貸し借りを始め、「冬の遊び持ち寄り集」を作る。',
      },
    ],
    actions: [
      {
        key: 'a-2025-3-1',
        agenda_index: 0,
        decision_key: 'd-2025-3-1',
        body_key: 'office',
        what: '様式例の一組を希望する施設に配る',
        due_on: '2026-01-30',
        state: 'done',
        done_on: '2026-01-23',
        outcome: '83施設から希望があり、すべてに配った。',
        carried_to_key: null,
      },
      {
        key: 'a-2025-3-2',
        agenda_index: 1,
        decision_key: 'd-2025-3-2',
        body_key: 'university',
        what: '学生と若い職員が語る場の開催要領を作る',
        due_on: '2026-02-13',
        state: 'done',
        done_on: '2026-02-10',
        outcome: '要領を作成し、各団体を通じて施設に案内した。',
        carried_to_key: null,
      },
      {
        key: 'a-2025-3-3',
        agenda_index: 2,
        decision_key: 'd-2025-3-3',
        body_key: 'centre',
        what: '「冬の遊び持ち寄り集」を取りまとめる',
        due_on: '2026-02-27',
        state: 'done_late',
        done_on: '2026-03-17',
        outcome: '34施設から76の遊びが集まった。写真の確認に時間を要し、予定より遅れて配った。',
        carried_to_key: null,
      },
      {
        key: 'a-2025-3-4',
        agenda_index: 3,
        decision_key: null,
        body_key: 'office',
        what: '子ども総合相談センターに協議を再度申し入れる',
        due_on: '2026-01-30',
        state: 'carried',
        done_on: null,
        outcome: '担当者どうしの打合せは一度行えたが、待機の見通しを示す協議には至らなかった。',
        carried_to_key: 'a-2025-4-3',
      },
      {
        key: 'a-2025-3-5',
        agenda_index: 6,
        decision_key: null,
        body_key: 'office',
        what: '学校側の窓口を社会教育課と確かめる',
        due_on: '2026-03-31',
        state: 'done_late',
        done_on: '2026-06-12',
        outcome: '人事異動により一度途切れたが、6月に新しい担当と顔合わせを行った。',
        carried_to_key: null,
      },
    ],
    share_backs: [
      {
        body_key: 'mutual',
        note: '12月の園長会で報告。実習の日誌の考え方を全会員園に文書で伝えた。',
        shared_on: '2025-12-19',
      },
      {
        body_key: 'others',
        note: '小規模・認可外の施設に要約を送り、ホールの借り方を案内した。',
        shared_on: '2025-12-24',
      },
      {
        body_key: 'university',
        note: '実習を担当する教員の会議で報告し、日誌の考え方をそろえた。',
        shared_on: '2026-01-14',
      },
    ],
    score: {
      scorer_role: 'office',
      scored_on: '2025-12-22',
      levels: { issue: 3, opinions: 3, decision: 3, roles: 3, next: 2 },
      remark:
        '決定の根拠となった試行の結果が数字と声の両方で残っており、後から読んでも判断の理由が分かる。待機の件は、進まない理由まで書かれている点がよい。',
    },
  },
  {
    key: 'liaison-2025-4',
    forum_key: 'liaison',
    title: '令和7年度 第4回 連携会議',
    fiscal_year: 2025,
    number: 4,
    held_on: '2026-02-18',
    starts_at: '14:00',
    ends_at: '16:00',
    place: centreHall,
    state: 'held',
    absent_bodies: ['kindergartens'],
    agenda: [
      {
        title: '発達に配慮を要する子どもへの関わりについて（決定）',
        purpose: 'decide',
        regional_issue_key: 'regional-support',
        minutes: 25,
        explanation:
          '保育センターから、3〜5園の小グループで事例を持ち寄る案を説明した。一回90分、年4回とし、コーディネーターが話を見える形に書き留める。個人が特定されない書き方の約束を一枚にまとめた。',
        opinions: [
          {
            body_key: 'mutual',
            text: '近すぎる園どうしだと話しにくいことがある。地区を越えて組むことも認めてほしい。',
          },
          {
            body_key: 'university',
            text: '書き方の約束に「施設が特定されないこと」も加えたい。子どもだけでなく職員も守られる。',
          },
          {
            body_key: 'others',
            text: '夕方の開催は小規模では難しい。午睡の時間に画面越しで加われるとよい。',
          },
        ],
        summary:
          '令和8年6月から小グループを始める。組み方は希望を聞いて決め、画面越しの参加も認める。書き方の約束に施設が特定されないことを加える。',
      },
      {
        title: '午睡・食事・散歩の安全について（決定）',
        purpose: 'decide',
        regional_issue_key: 'regional-safety',
        minutes: 20,
        explanation: '保育センターから、18の工夫と、うまくいかなかった5つの例をまとめた冊子の案を説明した。',
        opinions: [
          {
            body_key: 'mutual',
            text: 'うまくいかなかった例の頁がいちばん役に立つ。どの園も一度は通る道である。',
          },
          {
            body_key: 'others',
            text: '夜間の預かりの例も一つ加えてほしい。',
          },
        ],
        summary: '夜間の例を加え、3月中に全施設へ届ける。半年後に使われ方を振り返る。',
      },
      {
        title: '若い職員と主任・中堅の支えについて（検討）',
        purpose: 'discuss',
        regional_issue_key: 'regional-young',
        minutes: 30,
        explanation:
          '大学から、卒業後3年以内の卒業生に聞いた声を紹介した。続けられた理由の多くは、できたことを見てくれる先輩の存在であった。保育センターから、主任と新任が5分だけ歩く「ぐるり」などの実践を紹介した。',
        opinions: [
          {
            body_key: 'mutual',
            text: '集まりに出すなら勤務として認める約束が要る。休みの日に行けとは言えない。',
          },
          {
            body_key: 'others',
            text: '主任も孤立している。若い職員の集いと対にして、主任の対話の場も設けたい。',
          },
          {
            body_key: 'university',
            text: '会場として大学を使うことができる。卒業生には帰ってくる場所にもなる。',
          },
        ],
        summary:
          '若い職員の集いと主任・中堅の対話の場を対にして設ける方向とし、勤務として参加できるよう各団体で会員の考えを聞いた上で次回決める。',
      },
      {
        title: '専門機関への相談を待つ間の支えについて（継続）',
        purpose: 'discuss',
        regional_issue_key: 'regional-consult',
        minutes: 15,
        explanation:
          '事務局から、担当者どうしの打合せを一度行ったが、待機の見通しを示す協議には至っていないことを報告した。',
        opinions: [
          {
            body_key: 'mutual',
            text: '進んでいないことを、課題を寄せた園に正直に伝えるべきである。返事がないことが最もつらい。',
          },
        ],
        summary: '継続とする。待つ間の工夫の資料を先に届け、現状を率直に書き添える。',
      },
      {
        title: '令和7年度の振返りと次年度について',
        purpose: 'report',
        regional_issue_key: null,
        minutes: 20,
        explanation:
          '事務局から、年度内の訪問の状況と、把握・整理した課題の件数を報告した。令和8年度は、実態の把握から一歩進み、小規模でも具体的な取組を試みる年とする案を説明した。',
        opinions: [
          {
            body_key: 'university',
            text: '件数だけでなく、園が自分で選んだ一歩がどれだけあったかを見たい。',
          },
          {
            body_key: 'mutual',
            text: '二度目の訪問を待っている園が多い。前回の話を覚えていてくれたことが信頼になる。',
          },
        ],
        summary: '次年度は、再訪問でのその後の聞き取りと、小グループ、公開保育、対話型の研修に力を入れる。',
      },
    ],
    decisions: [
      {
        key: 'd-2025-4-1',
        agenda_index: 0,
        text: '令和8年6月から、3〜5園の小グループで事例を持ち寄る場を始める。',
      },
      {
        key: 'd-2025-4-2',
        agenda_index: 1,
        text: '安全の工夫18例と、うまくいかなかった例をまとめた冊子を3月中に全施設へ届ける。',
      },
    ],
    actions: [
      {
        key: 'a-2025-4-1',
        agenda_index: 0,
        decision_key: 'd-2025-4-1',
        body_key: 'centre',
        what: '小グループの希望を募り、組み方の案を作る',
        due_on: '2026-05-15',
        state: 'done',
        done_on: '2026-05-13',
        outcome: '27施設から希望があり、7グループの案を作成した。',
        carried_to_key: null,
      },
      {
        key: 'a-2025-4-2',
        agenda_index: 1,
        decision_key: 'd-2025-4-2',
        body_key: 'centre',
        what: '安全の冊子に夜間の例を加え、全施設へ届ける',
        due_on: '2026-03-31',
        state: 'done',
        done_on: '2026-03-24',
        outcome: '全施設へ届けた。夜間の例は認可外の施設の協力を得た。',
        carried_to_key: null,
      },
      {
        key: 'a-2025-4-3',
        agenda_index: 3,
        decision_key: null,
        body_key: 'office',
        what: '待つ間の工夫の資料に、協議の現状を率直に書き添えて届ける',
        due_on: '2026-04-30',
        state: 'done_late',
        done_on: '2026-05-20',
        outcome: '課題を寄せた施設に届けた。協議の日程はなお決まっていない。',
        carried_to_key: null,
      },
      {
        key: 'a-2025-4-4',
        agenda_index: 2,
        decision_key: null,
        body_key: 'mutual',
        what: '若い職員の集いに勤務として参加できるか、会員園の考えを聞く',
        due_on: '2026-05-29',
        state: 'done',
        done_on: '2026-05-22',
        outcome: '回答のあった46園のうち41園が、年3回までなら勤務として認めるとした。',
        carried_to_key: null,
      },
    ],
    share_backs: [
      {
        body_key: 'kindergartens',
        note: '欠席したため、事務局が録音をもとに要点を説明し、3月の役員会で報告した。',
        shared_on: '2026-03-09',
      },
      {
        body_key: 'mutual',
        note: '園長会で報告。小グループの希望を取りまとめた。',
        shared_on: '2026-03-04',
      },
    ],
    score: {
      scorer_role: 'office',
      scored_on: '2026-03-02',
      levels: { issue: 2, opinions: 2, decision: 3, roles: 2, next: 3 },
      remark:
        '課題を寄せた施設に何を返すかが議論の中に入っている。欠席した団体への伝え方も記録されている。継続の件は、次に誰と話すかをもう一段具体的に書きたい。',
    },
  },
  {
    key: 'east-2025-1',
    forum_key: 'east_district',
    title: '令和7年度 第1回 東部地区 子育て連絡会',
    fiscal_year: 2025,
    number: 1,
    held_on: '2025-10-22',
    starts_at: '10:00',
    ends_at: '11:45',
    place: '東部地区の集会室（実演用の会場名）',
    state: 'held',
    absent_bodies: [],
    agenda: [
      {
        title: '互いの取組を知る',
        purpose: 'share',
        regional_issue_key: null,
        minutes: 40,
        explanation:
          '参加した14の施設が、自分の所の「うれしかった一場面」を2分ずつ紹介した。事業の説明ではなく場面を語ることで、雰囲気が伝わるようにした。',
        opinions: [
          {
            body_key: 'others',
            text: '隣の園の先生と初めて話した。歩いて5分なのに、声をかけるきっかけがなかった。',
          },
          {
            body_key: 'kindergartens',
            text: '広場の利用者がこれほど園の様子を知りたがっているとは思わなかった。',
          },
        ],
        summary: '次回も一場面の紹介から始める。参加できない施設には、場面の紹介を文書で届ける。',
      },
      {
        title: '園と広場の予定と紹介について（共有・検討）',
        purpose: 'discuss',
        regional_issue_key: 'regional-plaza',
        minutes: 50,
        explanation:
          '保育センターから、地区内の園庭開放と広場の催しを一枚に並べた表を示した。水曜の午前に5か所が重なり、金曜は一つもなかった。',
        opinions: [
          {
            body_key: 'others',
            text: '広場の利用者に「来週あの園で外遊びがある」と伝えられたら、行ってみようと思う親子は多い。',
          },
          {
            body_key: 'mutual',
            text: '曜日を変えるのは難しい園もあるが、互いの予定を知るだけでも違う。',
          },
          {
            body_key: 'kindergartens',
            text: '初めての親子は、誰に会えるかが分かると来やすい。担当者の名前を載せてはどうか。',
          },
        ],
        summary: '予定を一枚にまとめることを目指し、次回までに載せる項目を決める。',
      },
    ],
    decisions: [
      { key: 'd-e2025-1-1', agenda_index: 1, text: '園と広場の予定を一枚にまとめることを目指す。' },
    ],
    actions: [
      {
        key: 'a-e2025-1-1',
        agenda_index: 1,
        decision_key: 'd-e2025-1-1',
        body_key: 'centre',
        what: '一枚にまとめる予定表の見本を作る',
        due_on: '2026-01-30',
        state: 'done',
        done_on: '2026-01-28',
        outcome: '2か月分の見本を作り、広場の利用者12組に見てもらった。',
        carried_to_key: null,
      },
    ],
    share_backs: [
      {
        body_key: 'others',
        note: '参加できなかった9施設に、一場面の紹介と予定の表を届けた。',
        shared_on: '2025-11-04',
      },
    ],
    score: {
      scorer_role: 'coordinator',
      scored_on: '2025-11-07',
      levels: { issue: 2, opinions: 3, decision: 2, roles: 2, next: 2 },
      remark: '参加者の言葉がよく残っている。次は、親子の状況についても各施設の見方を出し合いたい。',
    },
  },
  {
    key: 'east-2025-2',
    forum_key: 'east_district',
    title: '令和7年度 第2回 東部地区 子育て連絡会',
    fiscal_year: 2025,
    number: 2,
    held_on: '2026-03-11',
    starts_at: '10:00',
    ends_at: '11:30',
    place: '東部地区の集会室（実演用の会場名）',
    state: 'held',
    absent_bodies: ['kindergartens'],
    agenda: [
      {
        title: '地区の親子の状況を出し合う',
        purpose: 'share',
        regional_issue_key: null,
        minutes: 30,
        explanation:
          '各施設が、この冬に感じた親子の様子を付箋に書いて持ち寄った。外に出られず疲れている、父親の利用が増えた、祖父母と過ごす子が多いなどの声が集まった。',
        opinions: [
          {
            body_key: 'others',
            text: '午後に一人で来る方の表情が気になっている。園でも同じ様子があるか知りたかった。',
          },
          {
            body_key: 'mutual',
            text: '土曜の父親の利用は園でも増えている。同じ変化が見えていると分かり、心強い。',
          },
        ],
        summary: '冬の過ごしにくさと、父親の参加の広がりを、地区に共通する状況として確認した。',
      },
      {
        title: '園と広場の予定表について（決定）',
        purpose: 'decide',
        regional_issue_key: 'regional-plaza',
        minutes: 45,
        explanation:
          '保育センターから、見本を12組の親子に見てもらった結果を報告した。「誰が迎えてくれるか」「雨や雪の日はどうなるか」が最も知りたいこととして挙がった。',
        opinions: [
          {
            body_key: 'mutual',
            text: '毎月の原稿が負担にならないよう、変わった所だけを知らせる形がよい。',
          },
          {
            body_key: 'others',
            text: '広場で渡すときに一言添えられるよう、各園の一場面も小さく載せたい。',
          },
        ],
        summary:
          '「東部おでかけカレンダー」の名で令和8年4月から毎月発行する。迎える人の名と悪天候の日の扱いを載せる。',
      },
    ],
    decisions: [
      {
        key: 'd-e2025-2-1',
        agenda_index: 1,
        text: '令和8年4月から「東部おでかけカレンダー」を毎月発行する。',
      },
    ],
    actions: [
      {
        key: 'a-e2025-2-1',
        agenda_index: 1,
        decision_key: 'd-e2025-2-1',
        body_key: 'centre',
        what: '4月号を作り、地区の全施設に届ける',
        due_on: '2026-03-31',
        state: 'done',
        done_on: '2026-03-30',
        outcome: '23施設の予定を載せた4月号を届けた。',
        carried_to_key: null,
      },
      {
        key: 'a-e2025-2-2',
        agenda_index: 1,
        decision_key: 'd-e2025-2-1',
        body_key: 'others',
        what: '紹介し合った親子の組数を月ごとに数える',
        due_on: '2026-09-30',
        state: 'done',
        done_on: '2026-09-29',
        outcome: '4月から9月までに延べ57組を紹介し合った。',
        carried_to_key: null,
      },
    ],
    share_backs: [
      {
        body_key: 'kindergartens',
        note: '卒園の時期と重なり欠席。コーディネーターが園を訪ねて4月号の原稿を一緒に作った。',
        shared_on: '2026-03-19',
      },
    ],
    score: null,
  },
];
