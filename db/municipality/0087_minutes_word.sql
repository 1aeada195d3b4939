-- One word per thing: what a meeting of the improvement loop leaves behind is 議事録, as in the glossary, the seed and every
-- page. 会議録 stays the word for the record of a 個別ケース検討会議. What is counted and asked is the same as before, so the
-- definition's version and the scores given by it stay as they are.
update rubric set name = '議事録の質', question = 'この議事録を読んだだけで、欠席した人も次に何をするか分かりますか。'
  where code = 'minutes';
update indicator_version
  set definition = replace(definition, '会議録', '議事録'), numerator = replace(numerator, '会議録', '議事録'),
    denominator = replace(denominator, '会議録', '議事録')
  where indicator_code = 'minutes_quality';
