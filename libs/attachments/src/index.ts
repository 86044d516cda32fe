export { AttachmentsModule } from './attachments.module';
export { registerAttachments } from './http/register-plugins';
export { ReceivedFiles } from './http/received-files';
export { TakesForms } from './http/takes-forms';
export { PublicUrl } from './public-url';
export { AttachmentsDirectoryError, AttachmentStore } from './store/attachment-store';
export type { ReceivedFile } from './store/received-file';
export type { StoredFile } from './store/stored-file';
