import { waitUntil } from '@app/harness';
import { ScheduleModule } from '@nestjs/schedule';
import { Test } from '@nestjs/testing';
import { Outbox } from './outbox';
import { OutboxSchedule } from './outbox.schedule';

describe('The outbox’s schedule', () => {
  it('wakes it every second, whatever hints were missed, until the application ends', async () => {
    let wakeUps = 0;
    const app = await Test.createTestingModule({
      imports: [ScheduleModule.forRoot()],
      providers: [OutboxSchedule, { provide: Outbox, useValue: { wake: () => wakeUps++ } }],
    }).compile();
    await app.init();
    await waitUntil('two wake-ups', () => wakeUps >= 2);
    await app.close();
    expect(wakeUps).toBeGreaterThanOrEqual(2);
  });
});
