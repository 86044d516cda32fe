import { IsId } from '@app/http';
import { ApiHideProperty } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { Allow, IsIn, IsNotEmpty, IsOptional, IsString, MaxLength } from 'class-validator';
import { CONTACT_ORDERS, type ContactOrder, type Paging } from '../../queries/contact-pages';

const SORTS = CONTACT_ORDERS.flatMap((order) => [order, `-${order}` as const]);

export class ListContactsDto {
  /** 1 for the first; 15 contacts a page. */
  @IsOptional()
  @IsId()
  page?: number;

  /** Descending with a leading `-`; in the order in which they were created by default. */
  @IsOptional()
  @IsIn(SORTS)
  sort?: ContactOrder | `-${ContactOrder}`;

  /** Taken from existing clients and ignored: they are always there. */
  @Allow()
  @ApiHideProperty()
  include_contact_inboxes?: unknown;
}

export class SearchContactsDto extends ListContactsDto {
  /** Text in the name, the e-mail address, the phone number or the identifier, whatever its case. */
  @Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? value.trim() : value))
  @IsString()
  @IsNotEmpty()
  @MaxLength(255)
  q: string;
}

export function toPaging({ page = 1, sort = 'created_at' }: ListContactsDto): Paging {
  const descending = sort.startsWith('-');
  const order = (descending ? sort.slice(1) : sort) as ContactOrder;
  return { page, order, descending };
}
