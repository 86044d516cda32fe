import { Module } from '@nestjs/common';
import { CreateContactHandler } from './commands/contacts/create-contact';
import { CreateContactInboxHandler } from './commands/contacts/create-contact-inbox';
import { CreateInboxHandler } from './commands/inboxes/create-inbox';
import { DeleteContactHandler } from './commands/contacts/delete-contact';
import { IdentifyContactHandler } from './commands/contacts/identify-contact';
import { RegisterContactHandler } from './commands/contacts/register-contact';
import { TriggerWebWidgetHandler } from './commands/contacts/trigger-web-widget';
import { UpdateContactHandler } from './commands/contacts/update-contact';
import { UpdateInboxHandler } from './commands/inboxes/update-inbox';
import { ContactsController } from './http/contacts/contacts.controller';
import { InboxesController } from './http/inboxes/inboxes.controller';
import { PublicContactsController } from './http/public/public-contacts.controller';
import { WidgetEventsController } from './http/widget/widget-events.controller';
import { ContactPages } from './queries/contact-pages';
import { FilterContactsHandler } from './queries/filter-contacts/filter-contacts';
import { FindContactHandler } from './queries/find-contact';
import { FindInboxHandler } from './queries/find-inbox';
import { ListContactsHandler } from './queries/list-contacts';
import { ListInboxesHandler } from './queries/list-inboxes';
import { ContactInboxes } from './read-model/contact-inboxes';
import { ContactViews } from './read-model/contact-views';
import { Inboxes } from './read-model/inboxes';
import { KnownContacts } from './read-model/known-contacts';
import { Visitors } from './read-model/visitors';

/** Inboxes, the contacts in them, and how contacts come in by themselves. */
@Module({
  controllers: [
    InboxesController,
    ContactsController,
    PublicContactsController,
    WidgetEventsController,
  ],
  providers: [
    ContactInboxes,
    ContactPages,
    ContactViews,
    Inboxes,
    KnownContacts,
    Visitors,
    CreateInboxHandler,
    UpdateInboxHandler,
    FindInboxHandler,
    ListInboxesHandler,
    CreateContactHandler,
    UpdateContactHandler,
    DeleteContactHandler,
    CreateContactInboxHandler,
    FindContactHandler,
    ListContactsHandler,
    FilterContactsHandler,
    RegisterContactHandler,
    IdentifyContactHandler,
    TriggerWebWidgetHandler,
  ],
  exports: [ContactInboxes, Inboxes, Visitors],
})
export class ContactsModule {}
