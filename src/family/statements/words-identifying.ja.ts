/** Circumstances so rare that, with an area beside them, the family is known. */
export const rareFeatures =
  /双子|三つ子|多胎|里親|養子|特別養子縁組|医療的ケア|人工呼吸|経管栄養|車いす|難病|希少疾患|ろう|盲|外国籍|難民|受刑|服役|自死|自殺|心中|失踪|若年妊娠|中学生の?妊娠|高校生の?妊娠|無戸籍/gu;
