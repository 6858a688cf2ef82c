import { IConstruct } from 'constructs';

/** What the guard asks of a construct tree; see index.js. */
export declare class ConstructTree {
  static read(scope: IConstruct): string;
  static declarations(scope: IConstruct): any[];
  static annotate(scope: IConstruct, notes: string): void;
}
