import { CONTENT_TYPES, type ContentType } from '@app/conversation';
import type { JsonSchema, Properties } from '../schema/json-schema';
import { constant, listOf, named, object, oneOf } from '../schema/shapes';

/** Of an item: what its sender gave, mostly text. */
const value: JsonSchema = { type: ['string', 'number', 'boolean', 'null'] };

const optionals = (...keys: string[]): Properties =>
  Object.fromEntries(keys.map((key) => [key, value]));

const selectItem = object({}, optionals('title', 'value'));
const articleItem = object({}, optionals('title', 'description', 'link'));
const cardItem = object(
  {
    actions: listOf(
      {
        oneOf: [
          object({ type: constant('link') }, optionals('text', 'uri')),
          object({ type: constant('postback') }, optionals('text', 'payload')),
        ],
      },
      { minItems: 1 },
    ),
  },
  optionals('title', 'description', 'media_url'),
);
const formItem = object(
  { type: oneOf(['email', 'text', 'text_area', 'select']) },
  {
    ...optionals('name', 'label', 'placeholder', 'default', 'required'),
    ...optionals('pattern', 'title', 'pattern_error'),
    options: listOf(object({}, optionals('label', 'value'))),
  },
);

/** What is left of a message that was deleted, whatever it was. */
const deleted = named('DeletedContentAttributes', object({ deleted: constant(true) }));

/** Open: beside the items stand the contact's answer and whatever the sender added. */
const withItems = (title: string, item: JsonSchema): JsonSchema =>
  named(title, {
    type: 'object',
    properties: { items: listOf(item, { minItems: 1 }) },
    required: ['items'],
  });

const WITH_ITEMS: Partial<Record<ContentType, JsonSchema>> = {
  input_select: withItems('SelectContentAttributes', selectItem),
  cards: withItems('CardsContentAttributes', cardItem),
  form: withItems('FormContentAttributes', formItem),
  article: withItems('ArticleContentAttributes', articleItem),
};

/** What a message's `content_type` says of its `content_attributes`, for messages of any format. */
export const contentVariants: readonly JsonSchema[] = [
  ...Object.entries(WITH_ITEMS).map(([contentType, schema]) => ({
    properties: {
      content_type: constant(contentType),
      content_attributes: { anyOf: [schema, deleted] },
    },
  })),
  { properties: { content_type: oneOf(CONTENT_TYPES.filter((type) => !(type in WITH_ITEMS))) } },
];
