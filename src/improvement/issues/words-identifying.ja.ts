/** What is taken off a facility's name to leave the part people call it by. */
export const facilityKind =
  /(社会福祉法人|学校法人|幼保連携型|保育所型|幼稚園型|認定こども園|こども園|子ども園|保育園|保育所|保育室|幼稚園|ひろば|広場|センター|児童館|クラブ)/g;

/** What follows a name when a person is meant. */
export const honorific =
  '(さん|様|さま|先生|せんせい|氏|園長|副園長|主任|所長|施設長|保育士|教諭|くん|君|ちゃん)';
