export const words = {
  desc: (points: number, numbered: boolean) =>
    `${points}か所の位置を示す地図です。${numbered ? '番号は一覧の番号と同じです。' : ''}地図にある場所は、すべて一覧でも読めます。`,
  none: '地図に示せる場所がありません。',
  nowhere: (count: number) =>
    `${count}か所は位置が登録されていないため、地図にはありません。一覧で見られます。`,
  outside: (count: number) => `地図の外に${count}か所あります。`,
  point: (number: number | null, label: string) => (number === null ? label : `${number} ${label}`),
  cluster: (numbers: readonly number[], count: number) =>
    numbers.length === 0
      ? `${count}か所`
      : numbers.length <= 2
        ? numbers.join('・')
        : `${numbers[0]} 他${count - 1}`,
  clusterTitle: (labels: readonly string[]) =>
    `近くに${labels.length}か所：${labels.slice(0, 12).join('、')}${labels.length > 12 ? 'など' : ''}`,
  clusterZoom: '。選ぶと大きくします',
  controls: '地図を動かす',
  north: '北へ',
  south: '南へ',
  west: '西へ',
  east: '東へ',
  closer: '大きくする',
  wider: '広く見る',
  whole: '全体を見る',
  list: '地図の場所を一覧で読む',
  metres: (metres: number) => (metres >= 1000 ? `${metres / 1000}km` : `${metres}m`),
  scale: (length: string) => `縮尺の線：${length}`,
  credit: (credit: string) => `地図：${credit}`,
  dragging: '地図を動かしています',
} as const;
