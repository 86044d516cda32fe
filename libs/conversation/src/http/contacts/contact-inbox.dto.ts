import { IsId } from '@app/http';
import { IsNotEmpty, IsOptional, IsString, MaxLength } from 'class-validator';

export class CreateContactInboxDto {
  @IsId()
  inbox_id: number;

  /** What the contact is to be known by in the inbox; made where it is left out. */
  @IsOptional()
  @IsString()
  @IsNotEmpty()
  @MaxLength(255)
  source_id?: string | null;
}
