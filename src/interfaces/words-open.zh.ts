import type { Spoken } from '../platform/ui/speech.ts';
import type { words as ja } from './words-open.ja.ts';

export const words: Spoken<typeof ja> = {
  title: '开放数据',
  lead: (name) => `${name}的育儿支援场所和活动的数据。只要注明出处，任何人都可以自由使用。文件为日语。`,
  files: '文件',
  api: '供程序使用（API）',
  apiText: '可以按国际标准（HSDS 3.0）的形式获取场所、服务和团体的数据。',
  apiLinks: { hsds: 'HSDS 3.0 入口', openapi: '使用方法的定义（OpenAPI）', catalogue: '数据目录（JSON）' },
  licence: '使用条件',
  licenceText: '这些数据可按以下条件使用：',
  credit: (name) => `出处写法示例：${name}“育儿设施一览”`,
  columns: { name: '数据', format: '格式', rows: '条数', modified: '最后更新', link: '文件' },
  download: '下载',
  limits: (aMinute) => `同一个 IP 地址每分钟最多可查询${aMinute}次。`,
  personal: '不包含人名、咨询内容等个人信息。',
  datasets: {
    preschool: {
      title: '育儿设施一览',
      description: '地方政府标准开放数据集的53个项目。目前开放的所有设施。',
    },
    event: { title: '活动一览', description: '今后举办的亲子活动和讲座。' },
    facilities: { title: '育儿设施一览（Excel）', description: '与育儿设施一览项目相同的 Excel 文件。' },
    population: {
      title: '各地区、各年龄人口',
      description: '按街区和年龄统计的人数。每行一个年龄，不分男女。可直接导入 Tsunagi。',
    },
  },
};
