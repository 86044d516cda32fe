const STYLES = { bold: 1, dim: 2, red: 31, green: 32, yellow: 33, cyan: 36 };

export type Style = keyof typeof STYLES;

/** Where the demo's lines go: coloured on a terminal, plain in a pipe or a file. */
export class Terminal {
  private readonly coloured: boolean;

  constructor(private readonly stream: NodeJS.WriteStream) {
    // https://no-color.org: any value but the empty one.
    this.coloured = stream.isTTY && !process.env['NO_COLOR'];
  }

  line(text = ''): void {
    this.stream.write(`${text}\n`);
  }

  style(style: Style, text: string): string {
    return this.coloured ? `\x1b[${STYLES[style]}m${text}\x1b[0m` : text;
  }

  /** On one line, and cut to what fits it after `used` columns; whole where nothing limits a line. */
  fit(foreign: string, used: number): string {
    // Whoever writes a message must not write to the terminal's controls.
    const text = foreign.replace(/\p{Cc}+/gu, ' ');
    const room = (this.stream.columns ?? Infinity) - used;
    if (text.length <= room) return text;
    return room < 12 ? '' : `${text.slice(0, room - 1)}…`;
  }
}
