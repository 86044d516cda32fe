import {
  AccountController,
  commandMetadata,
  CurrentPrincipal,
  type Principal,
} from '@app/accounts';
import { Idempotent } from '@app/http';
import { Body, HttpCode, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiOkResponse } from '@nestjs/swagger';
import { CreateContact } from '../commands/create-contact';
import {
  CreatedContactEnvelopeDto,
  toContactInboxResponse,
  toContactResponse,
} from './contact-response.dto';
import { CreateContactDto } from './create-contact.dto';

@AccountController('contacts', 'Contacts')
export class ContactsController {
  constructor(private readonly commandBus: CommandBus) {}

  @Post()
  @Idempotent()
  @HttpCode(200)
  @ApiOkResponse({ type: CreatedContactEnvelopeDto })
  async create(
    @Body() dto: CreateContactDto,
    @CurrentPrincipal() principal: Principal,
  ): Promise<CreatedContactEnvelopeDto> {
    const { contact, inbox } = await this.commandBus.execute(
      new CreateContact(
        principal.accountId,
        {
          name: dto.name ?? '',
          email: dto.email ?? null,
          phoneNumber: dto.phone_number ?? null,
          identifier: dto.identifier ?? null,
          blocked: dto.blocked ?? false,
          customAttributes: dto.custom_attributes ?? {},
          additionalAttributes: dto.additional_attributes ?? {},
        },
        dto.inbox_id ?? null,
        commandMetadata(principal),
      ),
    );
    const [contactInbox] = contact.contactInboxes;
    return {
      payload: {
        contact: toContactResponse(contact),
        ...(contactInbox &&
          inbox && { contact_inbox: toContactInboxResponse(contactInbox, inbox) }),
      },
    };
  }
}
