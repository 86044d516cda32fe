import { describeEventStore, openPostgresEventStore } from '../testing';

describeEventStore('PostgreSQL', openPostgresEventStore);
