import { DRIVERS, type DriverHarness } from '../testing';

describe.each(DRIVERS)('the port to read by, on $name', (driver) => {
  let harness: DriverHarness;

  beforeAll(async () => {
    harness = await driver.open();
    await harness.sql(
      `CREATE TABLE things (id bigint NOT NULL, other bigint NOT NULL, name text, json text)`,
    );
    await harness.sql(`
      INSERT INTO things VALUES
        (1, 10, 'it''s "one"', '{"a":{"b":"ÀB c"},"list":["x"]}'),
        (2, 20, 'two?', '{"a":{}}'),
        (9007199254740991, 30, 'Größe', '{"a":{"b":null}}')`);
  });
  afterAll(() => harness.close());

  const idsWhere = async (condition: string, ...params: string[]): Promise<number[]> => {
    const rows = await harness.database.query<{ id: number }>(
      `SELECT id FROM things WHERE ${condition} ORDER BY id`,
      params,
    );
    return rows.map(({ id }) => id);
  };

  it.each([
    [[], []],
    [[2], [2]],
    [
      [9_007_199_254_740_991, 1, 5, 1],
      [1, 9_007_199_254_740_991],
    ],
  ])('finds those of the numbers %j', async (numbers, expected) => {
    const { dialect } = harness.database;
    expect(await idsWhere(`id IN ${dialect.numbers}`, JSON.stringify(numbers))).toEqual(expected);
  });

  it.each([
    [[], []],
    [['it\'s "one"', 'two', '{}'], [1]],
    [
      ['Größe', 'two?'],
      [2, 9_007_199_254_740_991],
    ],
  ])('finds those of the texts %j', async (texts, expected) => {
    const { dialect } = harness.database;
    expect(await idsWhere(`name IN ${dialect.texts}`, JSON.stringify(texts))).toEqual(expected);
  });

  it('finds those of pairs of numbers', async () => {
    const condition = `(id, other) IN ${harness.database.dialect.numberPairs}`;
    expect(await idsWhere(condition, '[[1,20],[2,20],[1,10]]')).toEqual([1, 2]);
    expect(await idsWhere(condition, '[]')).toEqual([]);
  });

  it('takes a list of JSON apart', async () => {
    const { elementsOf, textAt } = harness.database.dialect;
    const list = `'["a \\"b\\"",{"c":"d"}]'`;
    const rows = await harness.database.query(
      `SELECT part.value AS value FROM ${elementsOf(list)} AS part`,
    );
    expect(rows).toEqual([{ value: 'a "b"' }, { value: '{"c":"d"}' }]);
    const [inside] = await harness.database.query(
      `SELECT ${textAt('part.value', 'c')} AS text FROM ${elementsOf(`'[{"c":"d"}]'`)} AS part`,
    );
    expect(inside).toEqual({ text: 'd' });
  });

  it('reads text in JSON, and makes small letters of ASCII’s alone', async () => {
    const text = harness.database.dialect.textAt('json', 'a', 'b');
    const rows = await harness.database.query(
      `SELECT ${text} AS text, lower(${text}) AS small FROM things ORDER BY id`,
    );
    const nothing = { text: null, small: null };
    expect(rows).toEqual([{ text: 'ÀB c', small: 'Àb c' }, nothing, nothing]);
  });

  it('gives counts and sums as numbers', async () => {
    expect(
      await harness.database.query('SELECT count(*) AS count, sum(other) AS sum FROM things'),
    ).toEqual([{ count: 3, sum: 60 }]);
  });
});
