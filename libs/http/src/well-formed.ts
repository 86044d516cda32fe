import { Refusal } from '@app/event-store';

/** Deeper than any payload of the contract, and far from where recursion ends. */
const MAX_DEPTH = 64;

/**
 * Refuses what JSON can say and no database or receiver could give back as it was: NUL characters,
 * half a surrogate pair, nesting without end, keys that every object has.
 * @throws Refusal naming the field it is in
 */
export function expectWellFormed(body: unknown): void {
  if (typeof body !== 'object' || body === null) return;
  for (const [field, value] of Object.entries(body)) {
    const problem = keyProblem(field) ?? findProblem(value, 1);
    if (problem) throw Refusal.invalid(field, `${humanize(field)} ${problem}`);
  }
}

/** `message_type` as people read it: `Message type`. */
export function humanize(field: string): string {
  const words = field.replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function findProblem(value: unknown, depth: number): string | undefined {
  if (typeof value === 'string') return textProblem(value);
  if (typeof value !== 'object' || value === null) return undefined;
  if (depth > MAX_DEPTH) return `must not be nested deeper than ${MAX_DEPTH} levels`;
  for (const [key, part] of Object.entries(value)) {
    const problem = keyProblem(key) ?? findProblem(part, depth + 1);
    if (problem) return problem;
  }
  return undefined;
}

/** Such keys would vanish on the way through the DTOs. */
function keyProblem(key: string): string | undefined {
  return key in Object.prototype ? `must not have the key ${key}` : textProblem(key);
}

function textProblem(text: string): string | undefined {
  if (text.includes('\0')) return 'must not contain NUL characters';
  if (!text.isWellFormed()) return 'must be well-formed Unicode, got half a surrogate pair';
  return undefined;
}
