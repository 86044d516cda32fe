import type { StoredEvent } from './event';

/**
 * Makes one shape of a type's data the next one, when an event of the older shape is read. Pure:
 * the same event always amounts to the same data. The log keeps what was written.
 */
export interface Upcaster {
  readonly type: string;
  /** The shape it takes; it makes the one numbered one higher. */
  readonly fromSchemaVersion: number;
  /**
   * @param data of the shape `fromSchemaVersion`
   * @param event as the log has it
   */
  upcast(data: object, event: StoredEvent): object;
}

/** The ways from each type's older shapes to its newest. */
export class Upcasters {
  private readonly byType = new Map<string, Map<number, Upcaster>>();
  private readonly newest = new Map<string, number>();

  /** @throws Error where the shape has an upcaster already */
  add(upcaster: Upcaster): void {
    const { type, fromSchemaVersion } = upcaster;
    const steps = this.byType.get(type) ?? new Map<number, Upcaster>();
    if (steps.has(fromSchemaVersion)) {
      throw new Error(`${type} has an upcaster from schema version ${fromSchemaVersion} already`);
    }
    this.byType.set(type, steps.set(fromSchemaVersion, upcaster));
    this.newest.set(type, Math.max(this.newestSchemaVersion(type), fromSchemaVersion + 1));
  }

  /** The shape that deciders of today state their events in. */
  newestSchemaVersion(type: string): number {
    return this.newest.get(type) ?? 1;
  }

  /** The event in its newest shape; the very same where it has that already. */
  upcast(event: StoredEvent): StoredEvent {
    const steps = this.byType.get(event.type);
    if (!steps) return event;
    let { data, schemaVersion } = event;
    for (let step = steps.get(schemaVersion); step; step = steps.get(schemaVersion)) {
      data = step.upcast(data, event);
      schemaVersion += 1;
    }
    return schemaVersion === event.schemaVersion ? event : { ...event, data, schemaVersion };
  }
}
