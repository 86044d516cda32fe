import { IsId } from '@app/http';
import { ApiHideProperty } from '@nestjs/swagger';
import {
  Allow,
  IsBoolean,
  IsEmail,
  IsNotEmpty,
  IsOptional,
  IsString,
  Matches,
  MaxLength,
  ValidateIf,
} from 'class-validator';
import { NO_DETAILS, type Attributes, type ContactDetails } from '../../domain/contact-profile';
import { IsAttributes } from '../is-attributes';

/** Who somebody is; "" takes a value away as null does. */
export class ContactIdentityDto {
  @IsOptional()
  @IsString()
  @MaxLength(255)
  name?: string | null;

  /** Kept in lower case. */
  @IsOptional()
  @ValidateIf(({ email }: ContactIdentityDto) => email !== '')
  @IsEmail()
  email?: string | null;

  /** E.164, e.g. `+14155550100`. */
  @IsOptional()
  @ValidateIf(({ phone_number }: ContactIdentityDto) => phone_number !== '')
  @Matches(/^\+[1-9]\d{1,14}$/, {
    message: 'phone_number must be in E.164 format, such as +14155550100',
  })
  phone_number?: string | null;

  /** The contact's id in your own system. */
  @IsOptional()
  @IsString()
  @MaxLength(255)
  identifier?: string | null;

  /** Merged into those there are, key by key. */
  @IsOptional()
  @IsAttributes()
  custom_attributes?: Attributes | null;

  /** Taken from existing clients and ignored: contacts have no pictures here. */
  @Allow()
  @ApiHideProperty()
  avatar_url?: unknown;
}

export class UpdateContactDto extends ContactIdentityDto {
  @IsOptional()
  @IsBoolean()
  blocked?: boolean | null;

  /** Merged into those there are, key by key. */
  @IsOptional()
  @IsAttributes()
  additional_attributes?: Attributes | null;

  /** Ignored as `avatar_url` is. */
  @Allow()
  @ApiHideProperty()
  avatar?: unknown;
}

export class CreateContactDto extends UpdateContactDto {
  /** The inbox the contact is to be reached in. */
  @IsOptional()
  @IsId()
  inbox_id?: number | null;

  /** What the contact is to be known by in the inbox; made where it is left out. */
  @IsOptional()
  @IsString()
  @IsNotEmpty()
  @MaxLength(255)
  source_id?: string | null;
}

type Mutable<Shape> = { -readonly [Key in keyof Shape]: Shape[Key] };

/** What the request leaves out stays as it is. */
export function toDetailChanges(dto: UpdateContactDto): Partial<ContactDetails> {
  const changes: Partial<Mutable<ContactDetails>> = {};
  if (dto.name !== undefined) changes.name = dto.name ?? '';
  if (dto.email !== undefined) changes.email = dto.email;
  if (dto.phone_number !== undefined) changes.phoneNumber = dto.phone_number;
  if (dto.identifier !== undefined) changes.identifier = dto.identifier;
  if (dto.blocked !== undefined) changes.blocked = dto.blocked ?? false;
  if (dto.custom_attributes) changes.customAttributes = dto.custom_attributes;
  if (dto.additional_attributes) changes.additionalAttributes = dto.additional_attributes;
  return changes;
}

export function toContactDetails(dto: UpdateContactDto): ContactDetails {
  return { ...NO_DETAILS, ...toDetailChanges(dto) };
}
