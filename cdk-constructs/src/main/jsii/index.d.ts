import { IAspect } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';

/** What the guard asks of a construct tree; see index.js. */
export declare class ConstructTree {
  static read(scope: IConstruct): string;
  static declare(scope: IConstruct): number;
  static guardStages(guard: IConstruct, giver: IAspect): void;
  static annotate(scope: IConstruct, notes: string): void;
}
