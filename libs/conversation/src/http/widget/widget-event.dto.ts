import { Type } from 'class-transformer';
import { IsIn, IsObject, IsOptional, IsString, MaxLength, ValidateNested } from 'class-validator';

const MAX_REFERER_LENGTH = 2_048;

export class InitiatedAtDto {
  /** As the visitor's browser words the time. */
  @IsOptional()
  @IsString()
  @MaxLength(255)
  timestamp?: string | null;
}

export class WidgetEventInfoDto {
  @IsOptional()
  @IsObject()
  @ValidateNested()
  @Type(() => InitiatedAtDto)
  initiated_at?: InitiatedAtDto | null;

  /** The page on which the widget was opened. */
  @IsOptional()
  @IsString()
  @MaxLength(MAX_REFERER_LENGTH)
  referer?: string | null;

  @IsOptional()
  @IsString()
  @MaxLength(255)
  widget_language?: string | null;

  @IsOptional()
  @IsString()
  @MaxLength(255)
  browser_language?: string | null;
}

export class WidgetEventDto {
  @IsIn(['webwidget.triggered'])
  name: 'webwidget.triggered';

  @IsOptional()
  @IsObject()
  @ValidateNested()
  @Type(() => WidgetEventInfoDto)
  event_info?: WidgetEventInfoDto | null;
}
