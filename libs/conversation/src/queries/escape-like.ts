/** For `LIKE … ESCAPE '\'`: the text itself, without wildcards. */
export function escapeLike(text: string): string {
  return text.replaceAll(/[\\%_]/g, String.raw`\$&`);
}
