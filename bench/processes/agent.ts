/**
 * Loaded into every measured process before its own code, also into the server, which knows nothing
 * of it: answers how much CPU the process has used and how much memory it takes, and ends it with the benchmark.
 */
import { tell, when } from '../support/messages';

when('read-cpu', () => {
  const { user, system } = process.cpuUsage();
  tell({ type: 'cpu', usedMicros: user + system });
});

when('read-memory', () => {
  tell({ type: 'memory', residentBytes: process.memoryUsage.rss() });
});

process.on('disconnect', () => process.exit());
