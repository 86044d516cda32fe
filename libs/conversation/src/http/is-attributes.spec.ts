import { validateSync } from 'class-validator';
import { IsAttributes } from './is-attributes';

class Dto {
  @IsAttributes()
  custom_attributes: unknown;
}

function faults(custom_attributes: unknown): number {
  return validateSync(Object.assign(new Dto(), { custom_attributes })).length;
}

describe('Attributes', () => {
  it.each([[{}], [{ plan: 'gold', nested: { any: [1, null] } }], [{ note: 'a'.repeat(65_000) }]])(
    'are any object up to 64 KiB of JSON',
    (attributes) => expect(faults(attributes)).toBe(0),
  );

  it.each([[{ note: 'a'.repeat(65_536) }], [[]], ['text'], [null], [7]])(
    'are nothing larger, and nothing else',
    (attributes) => expect(faults(attributes)).toBe(1),
  );
});
