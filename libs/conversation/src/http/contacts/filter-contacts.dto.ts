import { ApiProperty } from '@nestjs/swagger';
import { Allow } from 'class-validator';
import {
  FILTER_OPERATORS,
  type FilterOperator,
} from '../../queries/filter-contacts/contact-condition';

/** What the API's description says of a condition; the filter itself checks it. */
export class ContactConditionDto {
  /**
   * name, email, phone_number, identifier, country_code, city, company, created_at,
   * last_activity_at, blocked, or the key of a custom attribute.
   */
  attribute_key: string;

  /** Text is compared whatever its case. `starts_with` is for phone numbers. */
  @ApiProperty({ enum: FILTER_OPERATORS })
  filter_operator: FilterOperator;

  /** Any of them will do; phone numbers with or without the `+`. None for `is_present` and `is_not_present`. */
  @ApiProperty({
    type: 'array',
    items: { oneOf: [{ type: 'string' }, { type: 'number' }, { type: 'boolean' }] },
  })
  values?: (string | number | boolean)[] | null;

  /** What joins it to the next condition; AND binds more tightly than OR. */
  @ApiProperty({ enum: ['AND', 'OR'], nullable: true })
  query_operator?: 'AND' | 'OR' | null;

  /** Taken from existing clients and ignored: the key says which attribute it is. */
  attribute_model?: string | null;

  /** Ignored as `attribute_model` is. */
  custom_attribute_type?: string | null;
}

export class FilterContactsDto {
  /** Met one after the other, as they stand; all contacts where there are none. */
  @Allow()
  @ApiProperty({ type: () => [ContactConditionDto] })
  payload: unknown;
}
