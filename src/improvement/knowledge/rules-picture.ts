import type { ComparedTie, Network, NodeKey, Spot } from './rules-network.ts';

const ink = { tie: '#8c8c8c', mark: '#0017c1', body: '#1a1a1a', bridge: '#ffd34d', text: '#1a1a1a' } as const;

/** The map as a figure of a document: documents have no stylesheet and need colours and sizes of their own. */
export function networkSvg(
  nodes: readonly NodeKey[],
  ties: readonly ComparedTie[],
  spots: ReadonlyMap<NodeKey, Spot>,
  network: Pick<Network, 'nodes' | 'bridges'>,
  { width, height }: { width: number; height: number },
): string {
  const lines = ties.map((tie) => {
    const [a, b] = [spots.get(tie.a), spots.get(tie.b)];
    if (a === undefined || b === undefined) return '';
    const thick = Math.round(10 * Math.min(5, 0.8 + Math.sqrt(tie.weight))) / 10;
    return `<line x1="${a.x}" y1="${a.y}" x2="${b.x}" y2="${b.y}" stroke="${ink.tie}" stroke-width="${thick}"/>`;
  });
  const bridges = new Set(network.bridges.map(({ node }) => node));
  const marks = nodes.map((node) => {
    const spot = spots.get(node);
    if (spot === undefined) return '';
    const fill = bridges.has(node) ? ink.bridge : '#ffffff';
    const shape = node.startsWith('o')
      ? `<rect x="${spot.x - 11}" y="${spot.y - 11}" width="22" height="22" fill="${fill}" stroke="${ink.body}" stroke-width="2"/>`
      : `<circle cx="${spot.x}" cy="${spot.y}" r="11" fill="${fill}" stroke="${ink.mark}" stroke-width="2"/>`;
    const number = network.nodes.indexOf(node) + 1;
    return `${shape}<text x="${spot.x}" y="${spot.y + 4}" font-size="11" fill="${ink.text}" text-anchor="middle">${number}</text>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">${lines.join('')}${marks.join('')}</svg>`;
}
