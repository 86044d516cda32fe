import type { Draft } from './draft';

/** What a write came to, all of it drafted. */
export interface Decided<T> {
  /** What the caller is told after the commit. */
  answer(): T | Promise<T>;
}

/** A write that waits for its commit. */
export interface Write<T = unknown> {
  /**
   * Decides what is to be written; several times, where it turns out that more is to be known, or that
   * another process was first.
   */
  readonly decide: (draft: Draft) => Decided<T>;
  readonly resolve: (value: T | Promise<T>) => void;
  readonly reject: (error: unknown) => void;
}
