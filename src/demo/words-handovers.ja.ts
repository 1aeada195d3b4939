// A worker who goes on leave and whose families pass on to colleagues: invented, like everything of the demo.
export const leaving = {
  note: '育児休業に入ります。家庭への挨拶は、できるだけ一緒に訪ねて行います。',
  /** what the leaver wrote beside the record, by the order of the package */
  summaries: [
    '母は「担当が変わるのが不安」と話していた。夕方より午前の訪問が落ち着いて話せる。',
    '祖父は電話に出ないことが多い。伝えたいことは、まず短い手紙で。',
    '迎えの時刻は、朝のうちに確かめると守りやすい。仕事の話から入ると、父は話しやすい。',
  ],
  declined: '来月は健診が続き、訪問の間を空けずに会うのが難しい。ほかの人にお願いしたい。',
};
