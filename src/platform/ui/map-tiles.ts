import { createContext } from './jsx-runtime.ts';

export interface Tiles {
  /** address of a tile with {z}, {x} and {y} */
  template: string;
  /** whose they are, as their owner wants it said */
  credit: string;
}

/** The city's tiles, when it has set some; maps draw themselves without. The web layer provides it around the page. */
export const MapTiles = createContext<Tiles | null>(null);
