/** What no golden file can know, under the names that stand for it there as `{{name}}`. */
export class Placeholders {
  private readonly values = new Map<string, string>();

  set(name: string, value: string): void {
    this.values.set(`{{${name}}}`, value);
  }

  /** A moment, in every spelling that payloads have for one. */
  setTime(name: string, iso: string): void {
    const ms = Date.parse(iso);
    const [date, time] = iso.slice(0, 19).split('T');
    this.set(`${name}: iso`, iso);
    this.set(`${name}: utc`, `${date} ${time} UTC`);
    this.set(`${name}: seconds`, String(Math.floor(ms / 1000)));
    this.set(`${name}: fraction`, String(ms / 1000));
  }

  fill(template: string): string {
    return template.replaceAll(/\{\{.+?\}\}/g, (name) => this.values.get(name) ?? name);
  }

  /** The template that fills up to this text. */
  clear(text: string): string {
    // The longest first: seconds are the beginning of their fractions.
    return [...this.values]
      .toSorted(([, one], [, other]) => other.length - one.length)
      .reduce((cleared, [name, value]) => cleared.replaceAll(value, name), text);
  }
}
