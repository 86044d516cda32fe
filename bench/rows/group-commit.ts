import { join } from 'node:path';
import type { Measurement, Row, RowContext } from '../row';
import { alternate } from '../support/alternate';
import { measureRun } from '../support/measure-run';

const APPEND_LOOP = join(__dirname, '../processes/append-loop.js');

const CALLERS = 64;

/** The reason of docs/decisions/0003. */
export const groupCommit: Row = {
  name: 'group-commit',
  description: `durable appends of ${CALLERS} callers who share commits, against one caller with a commit for each`,
  onlyWhenNamed: true,
  async measure({ workspace, quick, progress }: RowContext) {
    const measure = (callers: number, count: number): Promise<Measurement> => {
      const databaseUrl = `sqlite:${join(workspace.folder(), 'log.db')}`;
      return measureRun(workspace, APPEND_LOOP, [databaseUrl, String(callers)], count);
    };
    const appends = quick ? 2_000 : 10_000;
    return alternate(
      quick ? 2 : 5,
      () => measure(CALLERS, appends * 4),
      () => measure(1, appends),
      progress,
    );
  },
};
