// Liaison meetings of fiscal year 2026 (令和8年度), held and planned, and the east district's forum. Invented.
import type { DemoMeeting } from './material.ts';

const centreHall = '旭川市保育センター 研修室（実演用の会場名）';

export const meetingsOf2026: DemoMeeting[] = [
  {
    key: 'liaison-2026-1',
    forum_key: 'liaison',
    title: '令和8年度 第1回 連携会議',
    fiscal_year: 2026,
    number: 1,
    held_on: '2026-06-17',
    starts_at: '14:00',
    ends_at: '16:20',
    place: centreHall,
    state: 'held',
    absent_bodies: [],
    agenda: [
      {
        title: '学生と施設が出会う場の振返り',
        purpose: 'review',
        regional_issue_key: 'regional-hiring',
        minutes: 25,
        explanation:
          '大学から、5月に開いた場に29施設と学生64名が参加したことを報告した。終了後の学生の感想では、「失敗した話が聞けて安心した」が最も多かった。その後の施設見学は延べ41件である。',
        opinions: [
          {
            body_key: 'mutual',
            text: '話し手を務めた若い職員が、自園のよさを語るようになった。送り出した園のほうが得るものが多かった。',
          },
          {
            body_key: 'others',
            text: '三つの小さな施設で一つの机を受け持った。一園では届かなかった学生と出会えた。',
          },
          {
            body_key: 'university',
            text: '1年生からも参加したいという声がある。就職の前に、保育の楽しさに触れる場にもなる。',
          },
        ],
        summary:
          '手応えが確かめられたため、令和9年5月にも開く。学生の質問で多かった休憩と相談の体制は、各施設で答えられるよう要点を配る。',
      },
      {
        title: '冬の外遊びの振返り',
        purpose: 'review',
        regional_issue_key: 'regional-winter',
        minutes: 15,
        explanation:
          '保育センターから、持ち寄り集が34施設76の遊びとなったこと、ホールの貸し借りが7か所で延べ52回行われたことを報告した。',
        opinions: [
          {
            body_key: 'others',
            text: 'ホールで出会った園の職員と、その後も行き来がある。場所を借りる以上のものがあった。',
          },
          {
            body_key: 'kindergartens',
            text: '貸す側の子どもたちも、小さい子を迎えるのを楽しみにしていた。',
          },
        ],
        summary: '次の冬も続ける。追加の工夫を10月末まで受け付ける。',
      },
      {
        title: '若い職員の集いと主任・中堅の対話の場について（決定）',
        purpose: 'decide',
        regional_issue_key: 'regional-young',
        minutes: 30,
        explanation:
          '育成会から、回答のあった46園のうち41園が、年3回までなら勤務として認めるとしたことを報告した。事務局から、集いを年3回、対話型研修を年2回とする案を説明した。',
        opinions: [
          {
            body_key: 'kindergartens',
            text: '幼稚園は夏休み中が参加しやすい。第1回は6月末、第2回を8月にできないか。',
          },
          {
            body_key: 'university',
            text: '集いでは助言をする人を置かず、若い職員だけで話す時間を必ず取りたい。',
          },
          {
            body_key: 'others',
            text: '一人しか出せない施設が孤立しないよう、席の組み方に配慮してほしい。',
          },
        ],
        summary:
          '集いを6月、8月、1月の年3回、主任・中堅の対話型研修を年2回行う。若い職員だけで話す時間を設け、席は施設が重ならないように組む。',
      },
      {
        title: '保護者の声の受け止めについて（検討）',
        purpose: 'discuss',
        regional_issue_key: 'regional-guardians',
        minutes: 25,
        explanation:
          '保育センターから、「言葉」「心配」「園でできること」の三つの欄に分けて考える実践を紹介した。試した9施設では、職員が一人で電話をかけることが減っている。',
        opinions: [
          {
            body_key: 'mutual',
            text: '三つの欄は若い職員にも使いやすい。ただし、長く続く要望には別の支えが要る。',
          },
          {
            body_key: 'kindergartens',
            text: '園の考えを先に伝えておくと、行き違いが減る。良い便りの例も集めたい。',
          },
          {
            body_key: 'others',
            text: '小さな施設では、相談できる外の窓口があるだけで心持ちが違う。',
          },
        ],
        summary: '三つの欄を使った小グループと、相談できる窓口の一覧の二つを柱に、次回決める。',
      },
      {
        title: '子どもの数の減少について（共有）',
        purpose: 'share',
        regional_issue_key: 'regional-enrolment',
        minutes: 20,
        explanation:
          '保育センターから、入園児の減少への不安が21施設で語られたことを報告した。個々の施設の数は扱わず、共通する思いのみを示した。',
        opinions: [
          {
            body_key: 'mutual',
            text: '競い合う関係の中で話しにくい話題である。市の見通しを入り口にすれば話し合える。',
          },
          {
            body_key: 'kindergartens',
            text: '減ることを前提に、地域に開く余裕が生まれたと考えたい。',
          },
        ],
        summary: '事務局が市全体の見通しを用意し、11月の会議で話し合う。',
      },
      {
        title: '専門機関への相談を待つ間の支えについて（継続）',
        purpose: 'discuss',
        regional_issue_key: 'regional-consult',
        minutes: 15,
        explanation:
          '事務局から、資料に現状を書き添えて届けたこと、子ども総合相談センターとの協議の日程が再び延びたことを報告した。',
        opinions: [
          {
            body_key: 'university',
            text: '会議だけで決められないのであれば、誰が決められるのかを明らかにして働きかけるべきである。',
          },
          {
            body_key: 'mutual',
            text: '正直に知らせてもらえたことへの感謝の声が園から届いている。',
          },
        ],
        summary: '継続とする。決める立場にある機関を整理し、その機関も加わる協議の場を事務局が働きかける。',
      },
    ],
    decisions: [
      {
        key: 'd-2026-1-1',
        agenda_index: 2,
        text: '若い職員の集いを年3回、主任・中堅の対話型研修を年2回、勤務として参加する形で行う。',
      },
      {
        key: 'd-2026-1-2',
        agenda_index: 0,
        text: '学生と若い職員が語る場を令和9年5月にも開く。',
      },
    ],
    actions: [
      {
        key: 'a-2026-1-1',
        agenda_index: 2,
        decision_key: 'd-2026-1-1',
        body_key: 'university',
        what: '若い職員の集い（第1回）を開く',
        due_on: '2026-06-30',
        state: 'done',
        done_on: '2026-06-30',
        outcome: '38名が参加した。助言者を置かず、終了後に「同じ悩みの人がいた」という声が多かった。',
        carried_to_key: null,
      },
      {
        key: 'a-2026-1-2',
        agenda_index: 0,
        decision_key: null,
        body_key: 'office',
        what: '学生の質問への答え方の要点を施設に配る',
        due_on: '2026-08-31',
        state: 'done',
        done_on: '2026-08-20',
        outcome: '休憩、相談、失敗したときの支えの三つを一枚にまとめて配った。',
        carried_to_key: null,
      },
      {
        key: 'a-2026-1-3',
        agenda_index: 3,
        decision_key: null,
        body_key: 'kindergartens',
        what: '園の考えを先に伝える良い便りの例を集める',
        due_on: '2026-08-31',
        state: 'done_late',
        done_on: '2026-09-14',
        outcome: '6園から9例が集まった。園名を伏せて共有する許しを得ている。',
        carried_to_key: null,
      },
      {
        key: 'a-2026-1-4',
        agenda_index: 5,
        decision_key: null,
        body_key: 'office',
        what: '待機について決める立場にある機関を整理し、協議の場を働きかける',
        due_on: '2026-08-31',
        state: 'carried',
        done_on: null,
        outcome: '機関の整理は終えたが、協議の日程は三度目の延期となった。',
        carried_to_key: 'a-2026-2-4',
      },
    ],
    share_backs: [
      {
        body_key: 'mutual',
        note: '7月の園長会で報告。集いへの参加を勤務とする旨を会員園に文書で伝えた。',
        shared_on: '2026-07-07',
      },
      {
        body_key: 'others',
        note: '小規模・認可外の施設に要約を送り、集いの席の組み方への配慮を伝えた。',
        shared_on: '2026-06-29',
      },
      {
        body_key: 'kindergartens',
        note: '役員会で報告し、8月の集いに22名が申し込んだ。',
        shared_on: '2026-07-02',
      },
    ],
    score: {
      scorer_role: 'office',
      scored_on: '2026-06-30',
      levels: { issue: 3, opinions: 3, decision: 3, roles: 3, next: 3 },
      remark:
        '振返りの議題で、参加の数だけでなく参加した人の変化まで語られている。継続の議題も、次に誰が何を働きかけるかが書かれ、前年度より具体的になった。',
    },
  },
  {
    key: 'liaison-2026-2',
    forum_key: 'liaison',
    title: '令和8年度 第2回 連携会議',
    fiscal_year: 2026,
    number: 2,
    held_on: '2026-09-16',
    starts_at: '14:00',
    ends_at: '16:20',
    place: centreHall,
    state: 'held',
    absent_bodies: ['university'],
    agenda: [
      {
        title: '記録の様式例の振返り',
        purpose: 'review',
        regional_issue_key: 'regional-records',
        minutes: 25,
        explanation:
          '育成会から、6園で半年試した結果を報告した。持ち帰りは週平均2.4回から1.1回に減った。一方、欠員のあった1園では書く時間そのものが取れず、様式だけでは変わらなかった。',
        opinions: [
          {
            body_key: 'mutual',
            text: '子どもの言葉の欄を残したことで、書類が減っても読み返す楽しさが残った。',
          },
          {
            body_key: 'others',
            text: '小規模では水曜の午後の30分を守る形が合っていた。様式より時間の約束が効いた。',
          },
          {
            body_key: 'kindergartens',
            text: '欠員の園への応援は、様式とは別の課題として残してほしい。',
          },
        ],
        summary:
          '様式例は引き続き希望する施設に配り、課題を寄せた施設に結果を返す。欠員が出た際の応援は、新たな課題として巡回で聞き取る。',
      },
      {
        title: '安全の冊子の振返り',
        purpose: 'review',
        regional_issue_key: 'regional-safety',
        minutes: 15,
        explanation:
          '保育センターから、巡回で尋ねた64施設のうち47施設が冊子の工夫を一つ以上試したことを報告した。最も多いのは「見つけたよカード」で、次が「見守り当番」であった。',
        opinions: [
          {
            body_key: 'mutual',
            text: '新しく入った職員と冊子を一緒に読む園が出てきた。研修の材料にもなる。',
          },
          {
            body_key: 'kindergartens',
            text: '試していない園に理由を聞くと、冊子が事務室の棚にあるという。置き場所も大切である。',
          },
        ],
        summary: '解決に向かっていることを確認した。年度の初めに新任と読み合わせることを勧める。',
      },
      {
        title: '保護者の声の受け止めについて（決定）',
        purpose: 'decide',
        regional_issue_key: 'regional-guardians',
        minutes: 25,
        explanation:
          '保育センターから、10月から保護者対応をテーマとする小グループを二つ開く案を説明した。幼稚園協会から、園の考えを先に伝える便り9例を紹介した。',
        opinions: [
          {
            body_key: 'kindergartens',
            text: '便りの例は、謝る文面ではなく、考えを伝える文面であることが共通していた。',
          },
          {
            body_key: 'others',
            text: '窓口の一覧には、どのようなときに相談してよいかの例を添えてほしい。',
          },
          {
            body_key: 'mutual',
            text: '小グループの初回は、職員が守られている実感を持てることを大切にしたい。',
          },
        ],
        summary: '10月から二つの小グループを開く。窓口の一覧は相談の例を添えて12月までに届ける。',
      },
      {
        title: '園と小学校が顔を合わせる場について（検討）',
        purpose: 'discuss',
        regional_issue_key: 'regional-school',
        minutes: 25,
        explanation:
          '事務局から、社会教育課の新しい担当と6月に顔合わせを行ったこと、伴走支援地域の春光台中学校区で一度試す案を説明した。',
        opinions: [
          {
            body_key: 'kindergartens',
            text: '学校の先生に来ていただくなら、長期休みの初めがよい。授業のある日は難しい。',
          },
          {
            body_key: 'mutual',
            text: '一度きりの会にせず、年長児の写真を見ながら話す形で続けたい。',
          },
          {
            body_key: 'others',
            text: '小規模から園に移った子の育ちも、つながりの中に入れてほしい。',
          },
        ],
        summary: '春光台中学校区で一度試す方向とし、日程と学校側の窓口を事務局が調整して次回示す。',
      },
      {
        title: '公開保育と小グループの状況（報告）',
        purpose: 'report',
        regional_issue_key: null,
        minutes: 20,
        explanation:
          '保育センターから、9月10日に神楽保育所で行った公開保育に26名が参加したことを報告した。「子どもが自分で選ぶ場面」を問いとし、見学の後に見たことと自園で試したいことを語り合った。',
        opinions: [
          {
            body_key: 'mutual',
            text: '評価の欄のない用紙がよかった。参加した職員が、翌週に一つ試したと報告してくれた。',
          },
          {
            body_key: 'kindergartens',
            text: '次は私立の園でも会場を引き受けたい。準備の負担が少ない形であれば可能である。',
          },
        ],
        summary: '参加者が試したことを2か月後に尋ねる。私立の園での開催を来年度に向けて検討する。',
      },
      {
        title: '専門機関への相談を待つ間の支えについて（継続）',
        purpose: 'discuss',
        regional_issue_key: 'regional-consult',
        minutes: 15,
        explanation:
          '事務局から、決める立場にある機関の整理は終えたが、協議の日程が三度目の延期となったことを報告した。',
        opinions: [
          {
            body_key: 'mutual',
            text: '三回続けて継続となっている。責任のある立場の人どうしで日程を決める段階ではないか。',
          },
          {
            body_key: 'centre',
            text: '待つ間の「すがた」の一枚は18施設で使われている。現場の工夫は進んでいることも伝えたい。',
          },
        ],
        summary: '継続とする。事務局の責任者から申し入れることとし、令和9年2月の会議に協議の結果を示す。',
      },
    ],
    decisions: [
      {
        key: 'd-2026-2-1',
        agenda_index: 2,
        text: '保護者対応をテーマとする小グループを10月から二つ開き、相談できる窓口の一覧を12月までに届ける。',
      },
      {
        key: 'd-2026-2-2',
        agenda_index: 0,
        text: '記録の様式例の結果を、課題を寄せた施設に返す。',
      },
    ],
    actions: [
      {
        key: 'a-2026-2-1',
        agenda_index: 0,
        decision_key: 'd-2026-2-2',
        body_key: 'office',
        what: '様式例の結果を、課題を寄せた施設に返す',
        due_on: '2026-09-30',
        state: 'done',
        done_on: '2026-09-28',
        outcome: '課題を寄せたすべての施設に結果を送り、公開用の文面も掲載した。',
        carried_to_key: null,
      },
      {
        key: 'a-2026-2-2',
        agenda_index: 2,
        decision_key: 'd-2026-2-1',
        body_key: 'centre',
        what: '保護者対応の小グループを開く',
        due_on: '2026-10-30',
        state: 'done',
        done_on: '2026-10-27',
        outcome: '二つのグループに8施設が参加した。三つの欄を使って事例を持ち寄った。',
        carried_to_key: null,
      },
      {
        key: 'a-2026-2-3',
        agenda_index: 3,
        decision_key: null,
        body_key: 'office',
        what: '春光台中学校区での顔合わせの日程と学校側の窓口を調整する',
        due_on: '2026-10-30',
        state: 'carried',
        done_on: null,
        outcome: '窓口は定まったが、学校行事と重なり日程が決まらなかった。',
        carried_to_key: 'a-2026-3-2',
      },
      {
        key: 'a-2026-2-4',
        agenda_index: 5,
        decision_key: null,
        body_key: 'office',
        what: '責任者から子ども総合相談センターに協議を申し入れ、日程を決める',
        due_on: '2026-10-30',
        state: 'overdue',
        done_on: null,
        outcome: null,
        carried_to_key: null,
      },
      {
        key: 'a-2026-2-5',
        agenda_index: 4,
        decision_key: null,
        body_key: 'centre',
        what: '公開保育の参加者が試したことを尋ねる',
        due_on: '2026-11-13',
        state: 'overdue',
        done_on: null,
        outcome: null,
        carried_to_key: null,
      },
    ],
    share_backs: [
      {
        body_key: 'university',
        note: '欠席したため、事務局が要点を説明した。教員の会議で公開保育の問いの立て方が話題になった。',
        shared_on: '2026-09-29',
      },
      {
        body_key: 'mutual',
        note: '10月の園長会で報告。冊子の置き場所を見直す園が相次いだ。',
        shared_on: '2026-10-06',
      },
    ],
    score: {
      scorer_role: 'office',
      scored_on: '2026-10-01',
      levels: { issue: 3, opinions: 2, decision: 3, roles: 3, next: 2 },
      remark:
        'うまくいかなかった園の理由まで振り返っており、次の課題につながっている。待機の件は三度目の継続で、期限と責任者を示した点は前進である。',
    },
  },
  {
    key: 'liaison-2026-3',
    forum_key: 'liaison',
    title: '令和8年度 第3回 連携会議',
    fiscal_year: 2026,
    number: 3,
    held_on: '2026-11-05',
    starts_at: '14:00',
    ends_at: '16:00',
    place: centreHall,
    state: 'held',
    absent_bodies: ['others'],
    agenda: [
      {
        title: '子どもの数の減少を共に見通すことについて（検討）',
        purpose: 'discuss',
        regional_issue_key: 'regional-enrolment',
        minutes: 35,
        explanation:
          '事務局から、市全体の見通しを地区ごとの幅で示した。個々の施設の数は扱わない。保育センターから、空いた部屋や時間を地域の親子に開いた施設の実践を四つ紹介した。',
        opinions: [
          {
            body_key: 'mutual',
            text: '見通しを初めて同じ机で見た。厳しいが、見えないよりもずっとよい。',
          },
          {
            body_key: 'kindergartens',
            text: '職員の将来への不安に応えるには、園どうしで人が行き来できる仕組みも考えたい。',
          },
          {
            body_key: 'university',
            text: '学生にも伝わる話である。減ることだけでなく、一人ひとりに手をかけられる保育の価値を語りたい。',
          },
        ],
        summary:
          '地区ごとに話し合う場を設ける方向とする。地域に開く実践の要点を一枚にまとめ、次回、進め方を決める。',
      },
      {
        title: '園と小学校が顔を合わせる場について（検討）',
        purpose: 'discuss',
        regional_issue_key: 'regional-school',
        minutes: 25,
        explanation:
          '事務局から、学校側の窓口は定まったが、学校行事と重なり日程が決まっていないことを報告した。春光台中学校区で、冬休みの初めに一度試す案を改めて示した。',
        opinions: [
          {
            body_key: 'kindergartens',
            text: '日程が決まらないまま年度を終えるより、集まれる園と学校だけで始めてよい。',
          },
          {
            body_key: 'mutual',
            text: '年長児の担任が無理なく出られるよう、一時間で終える約束がほしい。',
          },
        ],
        summary:
          '集まれる園と学校だけで一度行う。時間は一時間とし、年長児の写真を三枚ずつ持ち寄る。日程は11月中に決める。',
      },
      {
        title: '日本語が難しい家庭との伝え合いについて（共有）',
        purpose: 'share',
        regional_issue_key: 'regional-families',
        minutes: 20,
        explanation:
          '保育センターから、やさしい日本語の便りや絵の札など、19施設の工夫を紹介した。面談の際の通訳を頼める先が限られていることが共通の悩みである。',
        opinions: [
          {
            body_key: 'university',
            text: '留学の経験がある学生や教員の力を借りられる場面があるかもしれない。',
          },
          {
            body_key: 'kindergartens',
            text: '絵の札は園名を入れずに共有できる。すぐにでも集めたい。',
          },
        ],
        summary: '絵の札を集めて共有する。通訳を頼める先は事務局が調べ、次回示す。',
      },
      {
        title: '小グループと巡回の中間の状況（報告）',
        purpose: 'report',
        regional_issue_key: null,
        minutes: 25,
        explanation:
          '保育センターから、7つの小グループの様子と、再訪問で聞いた「その後」を報告した。次の一歩を続けている施設は、再訪問した施設の7割を超える。',
        opinions: [
          {
            body_key: 'mutual',
            text: '続かなかった一歩にも理由がある。続かなかったことを責めず、記録に残してほしい。',
          },
          {
            body_key: 'university',
            text: '小グループで語られた言葉を、来年度の研修の題材にできる。',
          },
        ],
        summary: '続いた理由と続かなかった理由の両方を整理し、年度末の評価に用いる。',
      },
    ],
    decisions: [
      {
        key: 'd-2026-3-1',
        agenda_index: 1,
        text: '春光台中学校区で、集まれる園と学校だけで顔合わせを一度行う。',
      },
    ],
    actions: [
      {
        key: 'a-2026-3-1',
        agenda_index: 0,
        decision_key: null,
        body_key: 'centre',
        what: '地域に開く実践の要点を一枚にまとめる',
        due_on: '2027-01-29',
        state: 'open',
        done_on: null,
        outcome: null,
        carried_to_key: null,
      },
      {
        key: 'a-2026-3-2',
        agenda_index: 1,
        decision_key: 'd-2026-3-1',
        body_key: 'office',
        what: '春光台中学校区での顔合わせの日程を決め、園と学校に知らせる',
        due_on: '2026-11-30',
        state: 'open',
        done_on: null,
        outcome: null,
        carried_to_key: null,
      },
      {
        key: 'a-2026-3-3',
        agenda_index: 2,
        decision_key: null,
        body_key: 'kindergartens',
        what: '絵の札を会員園から集める',
        due_on: '2026-12-18',
        state: 'open',
        done_on: null,
        outcome: null,
        carried_to_key: null,
      },
      {
        key: 'a-2026-3-4',
        agenda_index: 2,
        decision_key: null,
        body_key: 'office',
        what: '面談の際に通訳を頼める先を調べる',
        due_on: '2027-01-29',
        state: 'open',
        done_on: null,
        outcome: null,
        carried_to_key: null,
      },
      {
        key: 'a-2026-3-5',
        agenda_index: 0,
        decision_key: null,
        body_key: 'office',
        what: '欠席した団体に見通しの資料を届け、意見を聞く',
        due_on: '2026-11-18',
        state: 'done',
        done_on: '2026-11-17',
        outcome: '委員を訪ねて説明した。小規模の施設にも分かる言葉にしてほしいとの意見を預かった。',
        carried_to_key: null,
      },
    ],
    share_backs: [
      {
        body_key: 'others',
        note: '欠席したため、事務局が委員を訪ねて説明した。小規模の施設への要約は作成中である。',
        shared_on: '2026-11-17',
      },
      {
        body_key: 'kindergartens',
        note: '11月の役員会で見通しを共有し、絵の札を集め始めた。',
        shared_on: '2026-11-13',
      },
    ],
    score: {
      scorer_role: 'office',
      scored_on: '2026-11-16',
      levels: { issue: 3, opinions: 3, decision: 2, roles: 3, next: 2 },
      remark:
        '話しにくい話題を、個々の数字を出さずに話し合えた経緯がよく残っている。減少の件は、次回何を決めるのかをもう少し絞りたい。',
    },
  },
  {
    key: 'liaison-2026-4',
    forum_key: 'liaison',
    title: '令和8年度 第4回 連携会議',
    fiscal_year: 2026,
    number: 4,
    held_on: '2027-02-17',
    starts_at: '14:00',
    ends_at: '16:00',
    place: centreHall,
    state: 'planned',
    absent_bodies: [],
    agenda: [
      {
        title: '専門機関への相談を待つ間の支えについて（協議の結果）',
        purpose: 'discuss',
        regional_issue_key: 'regional-consult',
        minutes: 25,
        explanation: '事務局の責任者による協議の結果を示し、今後の進め方を話し合う予定である。',
        opinions: [],
        summary: null,
      },
      {
        title: '園と小学校が顔を合わせる場について（決定）',
        purpose: 'decide',
        regional_issue_key: 'regional-school',
        minutes: 25,
        explanation: '春光台中学校区で試した結果を踏まえ、令和9年度の進め方を決める予定である。',
        opinions: [],
        summary: null,
      },
      {
        title: '子どもの数の減少を共に見通すことについて（決定）',
        purpose: 'decide',
        regional_issue_key: 'regional-enrolment',
        minutes: 25,
        explanation: '地区ごとの話し合いの場の持ち方と、地域に開く実践の広げ方を決める予定である。',
        opinions: [],
        summary: null,
      },
      {
        title: '令和8年度の評価と次年度への示唆',
        purpose: 'review',
        regional_issue_key: null,
        minutes: 35,
        explanation:
          '巡回の実施率、把握・整理した課題の件数、公開保育の参加者数と、記録の質の振返りを示し、次年度への示唆をまとめる予定である。',
        opinions: [],
        summary: null,
      },
    ],
    decisions: [],
    actions: [],
    share_backs: [],
    score: null,
  },
  {
    key: 'east-2026-1',
    forum_key: 'east_district',
    title: '令和8年度 第1回 東部地区 子育て連絡会',
    fiscal_year: 2026,
    number: 1,
    held_on: '2026-10-21',
    starts_at: '10:00',
    ends_at: '11:45',
    place: '東部地区の集会室（実演用の会場名）',
    state: 'held',
    absent_bodies: [],
    agenda: [
      {
        title: '東部おでかけカレンダーの振返り',
        purpose: 'review',
        regional_issue_key: 'regional-plaza',
        minutes: 40,
        explanation:
          '保育センターから、4月から9月までに延べ57組の親子を紹介し合ったことを報告した。紹介を受けた親子12組に聞いたところ、「迎えてくれる人の名前が分かった」ことが行く決め手になったという声が最も多い。',
        opinions: [
          {
            body_key: 'others',
            text: '紹介した親子が、園の帰りに広場へ寄って報告してくれる。送り出しても関係は続くと分かった。',
          },
          {
            body_key: 'mutual',
            text: '原稿は変わった所だけという約束が続けやすさの理由である。',
          },
          {
            body_key: 'kindergartens',
            text: '雪の季節の予定が空く。ホールを開く日を載せたい。',
          },
        ],
        summary: '続けることを確認した。冬はホールを開く日を載せ、年度末に紹介の組数を改めて数える。',
      },
      {
        title: '担い手が育つ道筋について',
        purpose: 'share',
        regional_issue_key: 'regional-plaza',
        minutes: 45,
        explanation:
          '広場から、絵本の時間や受付を利用者にお願いした経験を紹介した。小さな役割から始め、交通費だけをお渡しする形が三か所で続いている。',
        opinions: [
          {
            body_key: 'others',
            text: '手伝う方が同じ目線で話すことで、利用者の表情が変わる。支える側と支えられる側の線は引かなくてよい。',
          },
          {
            body_key: 'mutual',
            text: '園の保護者にも、卒園後に力を貸したいという方がいる。広場に紹介できるとよい。',
          },
        ],
        summary: 'お願いできる小さな役割の一覧を作り、次回、園の保護者への知らせ方を話し合う。',
      },
    ],
    decisions: [
      { key: 'd-e2026-1-1', agenda_index: 0, text: 'カレンダーを続け、冬はホールを開く日を載せる。' },
    ],
    actions: [
      {
        key: 'a-e2026-1-1',
        agenda_index: 0,
        decision_key: 'd-e2026-1-1',
        body_key: 'kindergartens',
        what: '冬にホールを開く日を12月号の原稿として出す',
        due_on: '2026-11-13',
        state: 'done',
        done_on: '2026-11-11',
        outcome: '4園から、月に一度ずつ開く日が届いた。',
        carried_to_key: null,
      },
      {
        key: 'a-e2026-1-2',
        agenda_index: 1,
        decision_key: null,
        body_key: 'others',
        what: 'お願いできる小さな役割の一覧を作る',
        due_on: '2026-12-25',
        state: 'open',
        done_on: null,
        outcome: null,
        carried_to_key: null,
      },
    ],
    share_backs: [
      {
        body_key: 'mutual',
        note: '東部の会員園に要点を送り、職員会議で紹介してもらった。',
        shared_on: '2026-11-04',
      },
    ],
    score: {
      scorer_role: 'coordinator',
      scored_on: '2026-11-09',
      levels: { issue: 3, opinions: 3, decision: 2, roles: 2, next: 2 },
      remark: '紹介された親子の声まで届いており、取組の意味が確かめられている。',
    },
  },
  {
    key: 'east-2026-2',
    forum_key: 'east_district',
    title: '令和8年度 第2回 東部地区 子育て連絡会',
    fiscal_year: 2026,
    number: 2,
    held_on: '2027-01-20',
    starts_at: '10:00',
    ends_at: '11:30',
    place: '東部地区の集会室（実演用の会場名）',
    state: 'planned',
    absent_bodies: [],
    agenda: [
      {
        title: '冬の親子の状況を出し合う',
        purpose: 'share',
        regional_issue_key: null,
        minutes: 30,
        explanation: '各施設が、この冬に感じている親子の様子を付箋に書いて持ち寄る予定である。',
        opinions: [],
        summary: null,
      },
      {
        title: '担い手が育つ道筋について（検討）',
        purpose: 'discuss',
        regional_issue_key: 'regional-plaza',
        minutes: 45,
        explanation: '小さな役割の一覧をもとに、園の保護者への知らせ方を話し合う予定である。',
        opinions: [],
        summary: null,
      },
    ],
    decisions: [],
    actions: [],
    share_backs: [],
    score: null,
  },
  {
    key: 'plazas-2026-1',
    forum_key: 'plazas',
    title: '令和8年度 第1回 つどいの広場・子育て支援センター 連絡会',
    fiscal_year: 2026,
    number: 1,
    held_on: '2027-02-03',
    starts_at: '13:30',
    ends_at: '15:00',
    place: '保育センターの会議室（実演用の会場名）',
    state: 'planned',
    absent_bodies: [],
    agenda: [
      {
        title: '紹介された親子の迎え方を出し合う',
        purpose: 'share',
        regional_issue_key: null,
        minutes: 40,
        explanation:
          '初めて来た日に誰がどう声をかけたか、うまくいった日といかなかった日を一つずつ持ち寄る予定である。',
        opinions: [],
        summary: null,
      },
      {
        title: '定員でお断りした日の数え方について（質疑と意見交換）',
        purpose: 'discuss',
        regional_issue_key: null,
        minutes: 35,
        explanation: '施設ごとに違う数え方をそろえられるか、互いに尋ね合う予定である。',
        opinions: [],
        summary: null,
      },
    ],
    decisions: [],
    actions: [],
    share_backs: [],
    score: null,
  },
];
