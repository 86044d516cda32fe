import { basename } from 'node:path';

/** What an example's command says to send. */
interface CurlRequest {
  readonly url: string;
  readonly method: string;
  readonly headers: readonly (readonly [string, string])[];
  readonly body: string | FormData | undefined;
}

/** The contents of the files that examples send. */
const FILE = 'Order 4711, paid.\n';

/**
 * Sends what a `curl` command of a document says, so that no test needs curl itself. Of its options,
 * the few that the documents use.
 * @param variables by the names that stand behind a `$`
 */
export function runCurl(
  command: string,
  variables: Readonly<Record<string, string>>,
): Promise<Response> {
  const { url, method, headers, body } = readCurl(command, variables);
  return fetch(url, {
    method,
    headers: headers.map(([name, value]): [string, string] => [name, value]),
    ...(body !== undefined && { body }),
  });
}

function readCurl(command: string, variables: Readonly<Record<string, string>>): CurlRequest {
  const words = splitWords(command, variables);
  if (words.shift() !== 'curl') throw new Error(`Not a curl command: ${command}`);
  const headers: [string, string][] = [];
  let url: string | undefined;
  let method: string | undefined;
  let text: string | undefined;
  let form: FormData | undefined;
  for (let word = words.shift(); word !== undefined; word = words.shift()) {
    if (!word.startsWith('-')) {
      url = word;
      continue;
    }
    const value = words.shift() ?? '';
    if (word === '-X') method = value;
    else if (word === '-H') headers.push(splitAt(value, ':'));
    else if (word === '-d') text = value;
    else if (word === '-F') addField((form ??= new FormData()), splitAt(value, '='));
    else throw new Error(`No example needs curl's ${word} yet`);
  }
  if (url === undefined) throw new Error(`No URL in ${command}`);
  const body = form ?? text;
  return { url, method: method ?? (body === undefined ? 'GET' : 'POST'), headers, body };
}

function addField(form: FormData, [name, value]: readonly [string, string]): void {
  if (value.startsWith('@')) form.append(name, new Blob([FILE]), basename(value.slice(1)));
  else form.append(name, value);
}

function splitAt(text: string, separator: string): [string, string] {
  const index = text.indexOf(separator);
  return [text.slice(0, index), text.slice(index + 1).trim()];
}

/** As a shell does: in single quotes all stands for itself, elsewhere `$NAME` is replaced. */
function splitWords(command: string, variables: Readonly<Record<string, string>>): string[] {
  const words = command.replaceAll('\\\n', ' ').matchAll(/(?:'[^']*'|"[^"]*"|[^\s'"]+)+/g);
  return [...words].map(([word]) =>
    word.replaceAll(/'([^']*)'|"([^"]*)"|([^'"]+)/g, (_, literal?: string, ...quoted: string[]) =>
      literal === undefined ? expand(quoted[0] ?? quoted[1]!, variables) : literal,
    ),
  );
}

function expand(text: string, variables: Readonly<Record<string, string>>): string {
  return text.replaceAll(/\$(\w+)/g, (_, name: string) => {
    const value = variables[name];
    if (value === undefined) throw new Error(`Nothing says what $${name} is`);
    return value;
  });
}
