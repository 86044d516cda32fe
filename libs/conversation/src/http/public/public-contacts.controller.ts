import { Idempotent, OptionalBody } from '@app/http';
import { Body, Get, HttpCode, Patch, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiBody, ApiOkResponse, ApiParam, ApiUnauthorizedResponse } from '@nestjs/swagger';
import { IdentifyContact } from '../../commands/contacts/identify-contact';
import { RegisterContact } from '../../commands/contacts/register-contact';
import type { Visitor } from '../../read-model/visitors';
import { toContactDetails, toDetailChanges } from '../contacts/contact.dto';
import {
  CreatePublicContactDto,
  PublicContactDto,
  toPublicContact,
  UpdatePublicContactDto,
} from './public-contact.dto';
import { PublicController } from './public-controller';
import { CurrentVisit, CurrentVisitor, type PublicVisit } from './public-visit';

@PublicController('contacts')
export class PublicContactsController {
  constructor(private readonly commandBus: CommandBus) {}

  @Post()
  @Idempotent()
  @HttpCode(200)
  @ApiBody({ type: CreatePublicContactDto, required: false })
  @ApiOkResponse({ type: PublicContactDto })
  @ApiUnauthorizedResponse({ description: 'Wrong identifier_hash' })
  async create(
    @OptionalBody() dto: CreatePublicContactDto,
    @CurrentVisit() { inbox, origin }: PublicVisit,
  ): Promise<PublicContactDto> {
    const details = toContactDetails(dto);
    const registration = {
      sourceId: dto.source_id ?? null,
      details,
      identifierHash: dto.identifier_hash || null,
    };
    const visitor = await this.commandBus.execute(new RegisterContact(inbox, registration, origin));
    return toPublicContact(visitor, details);
  }

  @Get(':sourceId')
  @ApiParam({ name: 'sourceId', type: String })
  @ApiOkResponse({ type: PublicContactDto })
  find(@CurrentVisitor() visitor: Visitor): PublicContactDto {
    return toPublicContact(visitor);
  }

  @Patch(':sourceId')
  @ApiParam({ name: 'sourceId', type: String })
  @ApiOkResponse({ type: PublicContactDto })
  @ApiUnauthorizedResponse({ description: 'Wrong identifier_hash, or none where it takes one' })
  async update(
    @Body() dto: UpdatePublicContactDto,
    @CurrentVisitor() visitor: Visitor,
    @CurrentVisit() { origin }: PublicVisit,
  ): Promise<PublicContactDto> {
    const identified = await this.commandBus.execute(
      new IdentifyContact(visitor, toDetailChanges(dto), dto.identifier_hash || null, origin),
    );
    return toPublicContact(identified);
  }
}
