import {
  AccountController,
  AdministratorsOnly,
  commandMetadata,
  CurrentPrincipal,
  type Principal,
} from '@app/accounts';
import { Idempotent, IdPipe } from '@app/http';
import { Body, Delete, Get, HttpCode, Param, Patch, Post, Put, Query } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiOkResponse } from '@nestjs/swagger';
import { CreateContact } from '../../commands/contacts/create-contact';
import { CreateContactInbox } from '../../commands/contacts/create-contact-inbox';
import { DeleteContact } from '../../commands/contacts/delete-contact';
import { UpdateContact } from '../../commands/contacts/update-contact';
import { FilterContacts } from '../../queries/filter-contacts/filter-contacts';
import { parseConditions } from '../../queries/filter-contacts/parse-conditions';
import { FindContact } from '../../queries/find-contact';
import { ListContactConversations } from '../../queries/list-contact-conversations';
import { ListContacts } from '../../queries/list-contacts';
import { ListInboxes } from '../../queries/list-inboxes';
import { CreateContactInboxDto } from './contact-inbox.dto';
import {
  ContactableInboxesDto,
  ContactEnvelopeDto,
  ContactInboxResponseDto,
  ContactListDto,
  CreatedContactEnvelopeDto,
  toContactableInboxes,
  toContactInboxResponse,
  toContactViewResponse,
} from './contact-response.dto';
import {
  CreateContactDto,
  toContactDetails,
  toDetailChanges,
  UpdateContactDto,
} from './contact.dto';
import { ConversationPayloadDto } from '../conversations/conversation-list-response.dto';
import { toConversationResponse } from '../conversations/conversation-response.dto';
import { FilterContactsDto } from './filter-contacts.dto';
import { ListContactsDto, SearchContactsDto, toPaging } from './list-contacts.dto';

@AccountController('contacts', 'Contacts')
export class ContactsController {
  constructor(
    private readonly commandBus: CommandBus,
    private readonly queryBus: QueryBus,
  ) {}

  @Get()
  @ApiOkResponse({ type: ContactListDto })
  list(
    @Query() dto: ListContactsDto,
    @CurrentPrincipal() { accountId }: Principal,
  ): Promise<ContactListDto> {
    return this.toList(new ListContacts(accountId, toPaging(dto), ''));
  }

  @Get('search')
  @ApiOkResponse({ type: ContactListDto })
  search(
    @Query() dto: SearchContactsDto,
    @CurrentPrincipal() { accountId }: Principal,
  ): Promise<ContactListDto> {
    return this.toList(new ListContacts(accountId, toPaging(dto), dto.q));
  }

  /** By conditions on standard and custom attributes. */
  @Post('filter')
  @HttpCode(200)
  @ApiOkResponse({ type: ContactListDto })
  filter(
    @Body() { payload }: FilterContactsDto,
    @Query() dto: ListContactsDto,
    @CurrentPrincipal() { accountId }: Principal,
  ): Promise<ContactListDto> {
    const conditions = parseConditions(payload);
    return this.toList(new FilterContacts(accountId, toPaging(dto), conditions));
  }

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
        toContactDetails(dto),
        dto.inbox_id ?? null,
        commandMetadata(principal),
        dto.source_id ?? null,
      ),
    );
    const [contactInbox] = contact.contactInboxes;
    const inboxes = new Map(inbox ? [[inbox.id, inbox]] : []);
    return {
      payload: {
        contact: toContactViewResponse({ contact, inboxes, lastActivityAt: null }),
        ...(contactInbox &&
          inbox && { contact_inbox: toContactInboxResponse(contactInbox, inbox) }),
      },
    };
  }

  @Get(':contactId')
  @ApiOkResponse({ type: ContactEnvelopeDto })
  async find(
    @Param('contactId', IdPipe) contactId: number,
    @CurrentPrincipal() { accountId }: Principal,
  ): Promise<ContactEnvelopeDto> {
    const found = await this.queryBus.execute(new FindContact(accountId, contactId));
    return { payload: toContactViewResponse(found) };
  }

  @Patch(':contactId')
  @ApiOkResponse({ type: ContactEnvelopeDto })
  async update(
    @Param('contactId', IdPipe) contactId: number,
    @Body() dto: UpdateContactDto,
    @CurrentPrincipal() principal: Principal,
  ): Promise<ContactEnvelopeDto> {
    const changes = toDetailChanges(dto);
    await this.commandBus.execute(
      new UpdateContact(principal.accountId, contactId, changes, commandMetadata(principal)),
    );
    return this.find(contactId, principal);
  }

  /** The same as PATCH: what is left out stays. */
  @Put(':contactId')
  @ApiOkResponse({ type: ContactEnvelopeDto })
  replace(
    @Param('contactId', IdPipe) contactId: number,
    @Body() dto: UpdateContactDto,
    @CurrentPrincipal() principal: Principal,
  ): Promise<ContactEnvelopeDto> {
    return this.update(contactId, dto, principal);
  }

  /** Its conversations go with it. */
  @Delete(':contactId')
  @AdministratorsOnly()
  async delete(
    @Param('contactId', IdPipe) contactId: number,
    @CurrentPrincipal() principal: Principal,
  ): Promise<void> {
    await this.commandBus.execute(
      new DeleteContact(principal.accountId, contactId, commandMetadata(principal)),
    );
  }

  /** The contact's latest 20. */
  @Get(':contactId/conversations')
  @ApiOkResponse({ type: ConversationPayloadDto })
  async listConversations(
    @Param('contactId', IdPipe) contactId: number,
    @CurrentPrincipal() { accountId }: Principal,
  ): Promise<ConversationPayloadDto> {
    await this.queryBus.execute(new FindContact(accountId, contactId));
    const conversations = await this.queryBus.execute(
      new ListContactConversations(accountId, contactId, null),
    );
    return { payload: conversations.map(toConversationResponse) };
  }

  @Get(':contactId/contactable_inboxes')
  @ApiOkResponse({ type: ContactableInboxesDto })
  async listContactableInboxes(
    @Param('contactId', IdPipe) contactId: number,
    @CurrentPrincipal() { accountId }: Principal,
  ): Promise<ContactableInboxesDto> {
    const { contact } = await this.queryBus.execute(new FindContact(accountId, contactId));
    const inboxes = await this.queryBus.execute(new ListInboxes(accountId));
    return toContactableInboxes(contact, inboxes);
  }

  @Post(':contactId/contact_inboxes')
  @Idempotent()
  @HttpCode(200)
  @ApiOkResponse({ type: ContactInboxResponseDto })
  async createContactInbox(
    @Param('contactId', IdPipe) contactId: number,
    @Body() dto: CreateContactInboxDto,
    @CurrentPrincipal() principal: Principal,
  ): Promise<ContactInboxResponseDto> {
    const { contactInbox, inbox } = await this.commandBus.execute(
      new CreateContactInbox(
        principal.accountId,
        contactId,
        dto.inbox_id,
        dto.source_id ?? null,
        commandMetadata(principal),
      ),
    );
    return toContactInboxResponse(contactInbox, inbox);
  }

  private async toList(query: ListContacts | FilterContacts): Promise<ContactListDto> {
    const { count, contacts } = await this.queryBus.execute(query);
    return {
      meta: { count, current_page: query.paging.page },
      payload: contacts.map(toContactViewResponse),
    };
  }
}
