import type { PolicyStatement } from 'aws-cdk-lib/aws-iam';

/** A rule of cdk-nag that does not hold on purpose, and why. */
export interface NagException {
  readonly id: string;
  readonly reason: string;
}

/**
 * What a function gets by one of its variables: the name of a thing, together with the right to use it. A function
 * cannot be given the one and not the other.
 */
export interface Handover {
  readonly value: string;
  readonly statements: readonly PolicyStatement[];
  readonly nagExceptions?: readonly NagException[];
}

/** Several rights to one thing. */
export function together(first: Handover, ...others: readonly Handover[]): Handover {
  return { ...first, statements: [first, ...others].flatMap(({ statements }) => statements) };
}
