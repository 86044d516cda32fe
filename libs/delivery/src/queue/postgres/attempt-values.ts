/** The values of an attempt's columns in `value`, a row as JSON that they begin in at an index. */
export function attemptValues(first: number): string {
  const types = [
    'bigint',
    '',
    '',
    '',
    'float8',
    'float8',
    'float8',
    'float8',
    'float8',
    'bigint',
    '',
    '',
    '',
    '',
  ];
  return types
    .map((type, index) => {
      const text = `value ->> ${first + index}`;
      return type === '' ? text : `(${text})::${type}`;
    })
    .join(', ');
}

/** PostgreSQL's texts are UTF-8 without NUL. */
export function storable(text: string): string {
  return text.toWellFormed().replaceAll('\0', '\uFFFD');
}
