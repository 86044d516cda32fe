import { numberParameters, toQuery } from './prepared';

describe('a statement of the shared dialect, for PostgreSQL', () => {
  it.each([
    ['SELECT 1', 'SELECT 1'],
    ['SELECT * FROM a WHERE b = ? AND c > ?', 'SELECT * FROM a WHERE b = $1 AND c > $2'],
    [`SELECT '?' AS "a?", ? WHERE b = 'it''s ?'`, `SELECT '?' AS "a?", $1 WHERE b = 'it''s ?'`],
  ])('%s has its parameters numbered', (sql, text) => {
    expect(numberParameters(sql)).toBe(text);
  });

  it('has one name, by which a connection knows it again', () => {
    const first = toQuery('SELECT ?', [1]);
    expect(toQuery('SELECT ?', [2])).toEqual({ ...first, values: [2] });
    expect(toQuery('SELECT ? + 1', [1]).name).not.toBe(first.name);
  });
});
