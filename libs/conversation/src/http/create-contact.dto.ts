import { IsId } from '@app/http';
import { IsBoolean, IsEmail, IsOptional, IsString, Matches, MaxLength } from 'class-validator';
import type { Attributes } from '../domain/contact-profile';
import { IsAttributes } from './is-attributes';

export class CreateContactDto {
  /** The inbox the contact is to be reached in. */
  @IsOptional()
  @IsId()
  inbox_id?: number | null;

  @IsOptional()
  @IsString()
  @MaxLength(255)
  name?: string | null;

  @IsOptional()
  @IsEmail()
  email?: string | null;

  /** E.164, e.g. `+14155550100`. */
  @IsOptional()
  @Matches(/^\+[1-9]\d{1,14}$/, {
    message: 'phone_number must be in E.164 format, such as +14155550100',
  })
  phone_number?: string | null;

  /** The contact's id in your own system. */
  @IsOptional()
  @IsString()
  @MaxLength(255)
  identifier?: string | null;

  @IsOptional()
  @IsBoolean()
  blocked?: boolean | null;

  @IsOptional()
  @IsAttributes()
  custom_attributes?: Attributes | null;

  @IsOptional()
  @IsAttributes()
  additional_attributes?: Attributes | null;
}
