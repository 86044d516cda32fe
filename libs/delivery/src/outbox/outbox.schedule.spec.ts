import { waitUntil } from '@app/harness';
import { ScheduleModule } from '@nestjs/schedule';
import { Test } from '@nestjs/testing';
import { Dispatcher } from '../dispatcher/dispatcher';
import { Outbox } from './outbox';
import { OutboxSchedule } from './outbox.schedule';

describe('The outbox’s schedule', () => {
  it('wakes both every second, whatever hints were missed, until the application ends', async () => {
    let [wakeUps, polls] = [0, 0];
    const app = await Test.createTestingModule({
      imports: [ScheduleModule.forRoot()],
      providers: [
        OutboxSchedule,
        { provide: Outbox, useValue: { wake: () => wakeUps++ } },
        { provide: Dispatcher, useValue: { poll: async () => polls++ } },
      ],
    }).compile();
    await app.init();
    await waitUntil('two wake-ups of each', () => wakeUps >= 2 && polls >= 2);
    await app.close();
    expect(wakeUps).toBeGreaterThanOrEqual(2);
  });
});
