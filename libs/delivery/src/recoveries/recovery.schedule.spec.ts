import { waitUntil } from '@app/harness';
import { ScheduleModule } from '@nestjs/schedule';
import { Test } from '@nestjs/testing';
import { RecoverySchedule } from './recovery.schedule';
import { RecoveryWorker } from './recovery-worker';

describe('The schedule of recoveries', () => {
  it('wakes the worker every second, until the application ends', async () => {
    let wakeUps = 0;
    const worker = { wake: async () => void wakeUps++ };
    const app = await Test.createTestingModule({
      imports: [ScheduleModule.forRoot()],
      providers: [RecoverySchedule, { provide: RecoveryWorker, useValue: worker }],
    }).compile();
    await app.init();
    await waitUntil('two wake-ups', () => wakeUps >= 2);
    await app.close();
    expect(wakeUps).toBeGreaterThanOrEqual(2);
  });
});
