/** The card in a parent's hand. {漢字|かな} carries the reading; what stands on the card is the coordinator's. */
export const words = {
  enterTitle: '{紹介|しょうかい}カードの{番号|ばんごう}',
  enterLead: 'カードに{書|か}いてある10{文字|もじ}の{番号|ばんごう}を{入|い}れてください。',
  code: '{番号|ばんごう}',
  codeHelp:
    '{例|れい}：ABCDE-FGHJK。{大文字|おおもじ}・{小文字|こもじ}、{全角|ぜんかく}・{半角|はんかく}はどちらでも{構|かま}いません。',
  show: 'カードを{見|み}る',
  notFound:
    'その{番号|ばんごう}のカードは{見|み}つかりません。{番号|ばんごう}を{確|たし}かめて、もう{一度|いちど}{入|い}れてください。',
  tooOften:
    '{続|つづ}けて{試|ため}されたため、しばらくお{待|ま}ちください。1{時間|じかん}ほどしてからもう{一度|いちど}{入|い}れてください。',
  expired:
    'このカードの{期間|きかん}は{終|お}わりました。{場所|ばしょ}の{今|いま}のようすは、{場所|ばしょ}のページで{見|み}られます。',
  place: (name: string) => `${name}のページを{見|み}る`,
  when: 'いつ',
  what: 'どんなところ',
  whom: 'だれに{声|こえ}をかける',
  way: '{行|い}き{方|かた}',
  map: '{地図|ちず}',
  phone: '{電話|でんわ}',
  question: '{行|い}ってみて、どうでしたか',
  questionLead:
    'お{名前|なまえ}は{聞|き}きません。{答|こた}えはまとめた{数|かず}にして、{紹介|しょうかい}のしかたを{良|よ}くするために{使|つか}います。{答|こた}えなくても{構|かま}いません。',
  went: '{行|い}けましたか',
  yes: '{行|い}けた',
  no: '{行|い}かなかった・{行|い}けなかった',
  helped: '{行|い}けたかたへ：{役|やく}に{立|た}ちましたか',
  helpedAnswers: {
    yes: '{役|やく}に{立|た}った',
    partly: '{少|すこ}し{役|やく}に{立|た}った',
    no: '{合|あ}わなかった',
  },
  why_not: '{行|い}かなかったかたへ：いちばん{近|ちか}い{理由|りゆう}',
  whyNots: {
    day: '{日|ひ}や{時間|じかん}が{合|あ}わなかった',
    far: '{遠|とお}かった・{行|い}きにくかった',
    unsure: '{知|し}らない{場所|ばしょ}で{不安|ふあん}だった',
    not_needed: '{必要|ひつよう}がなくなった',
    closed: '{休|やす}みだった・{中止|ちゅうし}だった',
    other: 'ほかの{理由|りゆう}',
  },
  send: '{答|こた}えを{送|おく}る',
  thanks: 'ありがとうございました。{答|こた}えを{受|う}け{取|と}りました。',
  answered: 'このカードの{答|こた}えは{受|う}け{取|と}りました。ありがとうございました。',
  choose: 'この{中|なか}から{選|えら}んでください。',
  /** What a place must be fit for. */
  needs: {
    nursing_room: '{授乳室|じゅにゅうしつ}',
    diaper_changing: 'おむつ{替|が}えの{場所|ばしょ}',
    eating_allowed: '{食|た}べてよい{場所|ばしょ}',
    stroller_use: 'ベビーカーのまま{入|はい}れる',
    stroller_rental: 'ベビーカーの{貸出|かしだ}し',
    parking_available: '{駐車場|ちゅうしゃじょう}',
    no_reservation: '{予約|よやく}なしで{行|い}ける',
    temporary_care: '{一時|いちじ}{預|あず}かり',
    sick_child_care: '{病児|びょうじ}・{病後児|びょうごじ}の{保育|ほいく}',
    medical_care: '{医療的|いりょうてき}ケアが{必要|ひつよう}な{子|こ}の{受入|うけい}れ',
    disability: '{障|しょう}がいや{発達|はったつ}の{心配|しんぱい}がある{子|こ}の{受入|うけい}れ',
    allergy: 'アレルギーへの{配慮|はいりょ}',
    wheelchair: '{車|くるま}いすで{利用|りよう}できる',
    multiple_birth: '{双子|ふたご}・{三|み}つ{子|ご}など{多胎|たたい}への{配慮|はいりょ}',
    foreign_language: '{外国語|がいこくご}の{家庭|かてい}への{配慮|はいりょ}',
    lang_en: '{英語|えいご}で{話|はな}せる',
    lang_zh: '{中国語|ちゅうごくご}で{話|はな}せる',
    lang_ko: '{韓国語|かんこくご}で{話|はな}せる',
    lang_vi: 'ベトナム{語|ご}で{話|はな}せる',
    lang_tl: 'タガログ{語|ご}で{話|はな}せる',
    lang_pt: 'ポルトガル{語|ご}で{話|はな}せる',
  },
  /** The list of wishes every city begins with: as a place says it, and as a family is asked. What a city words anew stays as it is. */
  wishes: {
    homely: {
      name: '{少人数|しょうにんずう}でアットホームな{雰囲気|ふんいき}',
      question: '{少|すく}ない{人数|にんずう}で、ゆっくり{過|す}ごしたい',
    },
    many_families: {
      name: '{多|おお}くの{親子|おやこ}と{知|し}り{合|あ}える',
      question: 'たくさんの{親子|おやこ}と{知|し}り{合|あ}いたい',
    },
    outdoor: {
      name: '{屋外|おくがい}で{子|こ}どもが{身体|からだ}を{動|うご}かせる',
      question: '{外|そと}で{思|おも}いきり{体|からだ}を{動|うご}かさせたい',
    },
    wide_garden: {
      name: '{広|ひろ}い{園庭|えんてい}・{園舎|えんしゃ}がある',
      question: '{広|ひろ}いところで{遊|あそ}ばせたい',
    },
    near_home: {
      name: '{家|いえ}から{近|ちか}く、{気軽|きがる}に{立|た}ち{寄|よ}れる',
      question: '{近|ちか}くで{気軽|きがる}に{立|た}ち{寄|よ}りたい',
    },
    same_person: {
      name: 'いつも{同|おな}じ{支援者|しえんしゃ}がいる',
      question: 'いつも{同|おな}じ{人|ひと}に{会|あ}いたい',
    },
    talk_while_playing: {
      name: '{子|こ}どもを{遊|あそ}ばせながら{気軽|きがる}に{相談|そうだん}できる',
      question: '{遊|あそ}ばせながら、ちょっと{相談|そうだん}したい',
    },
    private_room: {
      name: '{相談室|そうだんしつ}があり、{個別|こべつ}の{相談|そうだん}をゆっくりできる',
      question: '{人|ひと}に{聞|き}かれずに、じっくり{相談|そうだん}したい',
    },
    family_matters: {
      name: '{子育|こそだ}て{以外|いがい}の{家庭|かてい}の{相談|そうだん}もできる',
      question: '{子育|こそだ}て{以外|いがい}の、{家|いえ}のことも{相談|そうだん}したい',
    },
    specialist: {
      name: '{保健師|ほけんし}・{心理士|しんりし}などの{専門職|せんもんしょく}に{相談|そうだん}できる',
      question: '{専門|せんもん}の{人|ひと}に{相談|そうだん}したい',
    },
    seeing_other_ages: {
      name: '{様々|さまざま}な{年齢|ねんれい}の{子|こ}どもの{様子|ようす}を{見|み}られる',
      question: '{大|おお}きくなった{姿|すがた}を{思|おも}い{描|えが}きたい',
    },
    learning_care: {
      name: '{保育士|ほいくし}の{関|かか}わりから{接|せっ}し{方|かた}や{遊|あそ}ばせ{方|かた}を{学|まな}べる',
      question: '{子|こ}どもへのかかわり{方|かた}を{知|し}りたい',
    },
    courses: {
      name: '{講座|こうざ}や、{親|おや}{同士|どうし}がつながる{場|ば}がある',
      question: '{講座|こうざ}や{集|あつ}まりに{参加|さんか}したい',
    },
    neighbours: {
      name: '{同|おな}じ{地域|ちいき}の{人|ひと}とつながれる',
      question: '{近所|きんじょ}の{人|ひと}と{知|し}り{合|あ}いたい',
    },
    generations: {
      name: 'いろいろな{世代|せだい}と{交流|こうりゅう}できる',
      question: 'いろいろな{世代|せだい}の{人|ひと}とふれあいたい',
    },
    fathers: {
      name: '{父親|ちちおや}も{参加|さんか}しやすい',
      question: '{父親|ちちおや}も{一緒|いっしょ}に、または{父親|ちちおや}だけで{行|い}きたい',
    },
    expecting: {
      name: '{妊娠中|にんしんちゅう}から{利用|りよう}できる',
      question: '{妊娠中|にんしんちゅう}から{通|かよ}いたい',
    },
    leave_child: {
      name: '{居場所|いばしょ}の{中|なか}で{一時|いちじ}{預|あず}かりをしている',
      question: '{子|こ}どもを{少|すこ}しの{間|あいだ}{預|あず}けたい',
    },
    kindergarten_life: {
      name: '{集団|しゅうだん}づくりを{通|とお}した{育|そだ}ちに{触|ふ}れられる',
      question: '{入園|にゅうえん}{前|まえ}に{園|えん}の{生活|せいかつ}を{体験|たいけん}したい',
    },
    daily_life: {
      name: '{健康|けんこう}・{食事|しょくじ}・{睡眠|すいみん}など{生活|せいかつ}の{相談|そうだん}ができる',
      question: '{食事|しょくじ}・{睡眠|すいみん}など{毎日|まいにち}のことを{相談|そうだん}したい',
    },
    indoor_weather: {
      name: '{雨|あめ}や{雪|ゆき}の{日|ひ}も{屋内|おくない}で{遊|あそ}べる',
      question: '{雨|あめ}や{雪|ゆき}の{日|ひ}に{遊|あそ}びたい',
    },
  },
  /** Why a place stands where it does in the list, and what does not fit. `last`: the clause ends the sentence. */
  reasons: {
    here: '{今|いま}いる{場所|ばしょ}',
    wish: (name: string) => `「${name}」に{合|あ}います。`,
    noWish: (name: string) =>
      `「${name}」は、この{場所|ばしょ}の{紹介|しょうかい}には{書|か}かれていません。`,
    need: (name: string) => `${name}：あります。`,
    noNeed: (name: string) => `${name}：ありません。`,
    needUnknown: (name: string) =>
      `${name}：あるかどうか{書|か}かれていません。{行|い}く{前|まえ}に{電話|でんわ}で{確|たし}かめてください。`,
    anyAge: '{年齢|ねんれい}の{決|き}まりなし',
    age: (range: string) => `お{子|こ}さんの{年齢|ねんれい}で{利用|りよう}できます（${range}）。`,
    noAge: (range: string, age: string) =>
      `{対象|たいしょう}の{年齢|ねんれい}が{違|ちが}います（{対象|たいしょう}は${range}、お{子|こ}さんは${age}）。`,
    ageUnknown:
      '{対象|たいしょう}の{年齢|ねんれい}が{書|か}かれていません。{行|い}く{前|まえ}に{確|たし}かめてください。',
    open: (when: string) => `${when}に{開|ひら}いています。`,
    openAlways: (when: string) => `${when}は、いつも{開|ひら}いています。`,
    openSometimes: (when: string, days: number, open: number, first: string) =>
      `${when}は、これからの${days}{日|にち}のうち${open}{日|にち}{開|ひら}いています（{次|つぎ}は${first}）。`,
    closedThen: (when: string) => `${when}は{開|ひら}いていません。`,
    opensUnknown:
      '{開|ひら}いている{日|ひ}や{時間|じかん}が{書|か}かれていません。{行|い}く{前|まえ}に{確|たし}かめてください。',
    distance: (from: string, far: string) => `${from}から{約|やく}${far}です。`,
    nowhere:
      '{地図|ちず}{上|じょう}の{位置|いち}が{登録|とうろく}されていないため、{距離|きょり}が{分|わ}かりません。',
    stale:
      '1{年|ねん}{以上|いじょう}、{内容|ないよう}の{確認|かくにん}がされていません。{行|い}く{前|まえ}に{電話|でんわ}で{確|たし}かめてください。',
    becauseWishes: (names: readonly string[], all: number, last: boolean) =>
      `${names.map((name) => `「${name}」`).join('')}${all > names.length ? `など${all}つ` : ''}の{希望|きぼう}に${last ? '{合|あ}います' : '{合|あ}い'}`,
    becauseOpen: (when: string, last: boolean) =>
      `${when}に${last ? '{開|ひら}いています' : '{開|ひら}いていて'}`,
    becauseSometimes: (when: string, days: number, open: number, first: string, last: boolean) =>
      `${when}は${days}{日|にち}のうち${open}{日|にち}（{次|つぎ}は${first}）${last ? '{開|ひら}いています' : '{開|ひら}いていて'}`,
    becauseNeeds: (names: readonly string[], last: boolean) =>
      `${names.map((name) => `「${name}」`).join('')}の{条件|じょうけん}を${last ? '{満|み}たしています' : '{満|み}たしていて'}`,
    becauseAge: (last: boolean) =>
      `お{子|こ}さんの{年齢|ねんれい}で${last ? '{利用|りよう}できます' : '{利用|りよう}でき'}`,
    becauseNear: (from: string, far: string, last: boolean) =>
      `${from}から{約|やく}${far}${last ? 'です' : 'と{近|ちか}く'}`,
    because: (kind: string, asked: boolean) =>
      asked
        ? `${kind}です。お{聞|き}きした{条件|じょうけん}には、あまり{合|あ}っていません。`
        : `${kind}です。`,
    sentence: (clauses: readonly string[]) => `${clauses.join('、')}。`,
  },
};
