interface Operation {
  readonly security?: readonly object[];
}

/** A call that the API's document describes, to what there is not in any installation. */
export interface DocumentedCall {
  readonly method: string;
  /** As the document has it. */
  readonly template: string;
  /** In account 1; every other id in it is of nothing. */
  readonly path: string;
  readonly takesToken: boolean;
}

const NOBODYS_ID = '999';

export async function documentedCalls(serverUrl: string): Promise<DocumentedCall[]> {
  const document = (await (await fetch(`${serverUrl}/docs/openapi.json`)).json()) as {
    readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  };
  return Object.entries(document.paths).flatMap(([template, operations]) =>
    Object.entries(operations).map(([method, { security = [] }]) => ({
      method: method.toUpperCase(),
      template,
      path: template.replace('{accountId}', '1').replaceAll(/\{\w+\}/g, NOBODYS_ID),
      takesToken: security.length > 0,
    })),
  );
}
