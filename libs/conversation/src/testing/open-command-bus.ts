import { Database, EventStore } from '@app/event-store';
import type { DriverHarness } from '@app/event-store/testing';
import type { Type } from '@nestjs/common';
import { CommandBus, CqrsModule } from '@nestjs/cqrs';
import { Test } from '@nestjs/testing';

/** The command bus as the application has it, for handlers that give commands themselves. */
export async function openCommandBus(
  { store, database }: DriverHarness,
  handlers: readonly Type[],
): Promise<CommandBus> {
  const module = await Test.createTestingModule({
    imports: [CqrsModule.forRoot()],
    providers: [
      { provide: EventStore, useValue: store },
      { provide: Database, useValue: database },
      ...handlers,
    ],
  }).compile();
  await module.init();
  return module.get(CommandBus);
}
