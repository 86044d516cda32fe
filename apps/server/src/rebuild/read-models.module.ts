import { EventStore, EventStoreModule } from '@app/event-store';
import { type DynamicModule, Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { dataSourceOptions } from '../database/data-source';
import { PROJECTIONS, UPCASTERS } from '../database/projections';
import type { DatabaseSetting } from '../settings/database-setting';

/** The log and its read models, and nothing that acts on them. */
@Module({})
export class ReadModelsModule {
  constructor(store: EventStore) {
    for (const upcaster of UPCASTERS) store.addUpcaster(upcaster);
    for (const projection of PROJECTIONS) store.addProjection(projection);
  }

  static forRoot(database: DatabaseSetting): DynamicModule {
    return {
      module: ReadModelsModule,
      imports: [
        TypeOrmModule.forRoot(dataSourceOptions(database)),
        EventStoreModule.forRoot(
          database.kind === 'sqlite' ? database : { ...database, poolSize: 2 },
        ),
      ],
    };
  }
}
