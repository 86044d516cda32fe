import { Refusal } from '@app/event-store';
import { CONTENT_TYPES, type ContentType } from './message';
import { readSubmission } from './submission';

const submit = (contentType: ContentType, submittedValues: unknown) =>
  readSubmission({ contentType }, { submittedValues });

/** The type of what is thrown matters: anything but a refusal is answered with a 500. */
const refusalOf = (submission: () => unknown): Partial<Refusal> | 'taken' => {
  try {
    submission();
    return 'taken';
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const { reason, attributes, message } = error;
    return { reason, attributes, message };
  }
};

const refused = (attribute: string, message: string) => ({
  reason: 'invalid',
  attributes: [attribute],
  message,
});

const TAKING_VALUES: ReadonlySet<ContentType> = new Set(['input_select', 'form', 'input_csat']);

describe('what a contact submits', () => {
  it('is nothing where the change is another', () => {
    expect(readSubmission({ contentType: 'form' }, { status: 'read' })).toEqual({});
  });

  it('is the chosen items of an input_select', () => {
    const values = [{ title: 'Pro', value: 'pro' }];
    expect(submit('input_select', values)).toEqual({ submitted_values: values });
  });

  it('is the filled in fields of a form', () => {
    const values = [
      { name: 'email', value: 'carol@example.com' },
      { name: 'newsletter', value: true },
      { name: 'age', value: 40 },
    ];
    expect(submit('form', values)).toEqual({ submitted_values: values });
  });

  it('is an e-mail address where the message asks for one', () => {
    const submittedEmail = 'carol@example.com';
    expect(readSubmission({ contentType: 'input_email' }, { submittedEmail })).toEqual({
      submitted_email: submittedEmail,
    });
  });

  it.each([1, 2, 3, 4, 5])('is a rating of %d in a survey, with or without words', (rating) => {
    expect(submit('input_csat', { csat_survey_response: { rating } })).toEqual({
      submitted_values: { csat_survey_response: { rating, feedback_message: null } },
    });
    const said = { csat_survey_response: { rating, feedback_message: 'Quick!' } };
    expect(submit('input_csat', said)).toEqual({ submitted_values: said });
  });

  it('keeps of a survey only what a survey asks', () => {
    const response = { rating: 5, feedback_message: null };
    expect(
      submit('input_csat', { csat_survey_response: { ...response, mood: 'sunny' }, extra: 1 }),
    ).toEqual({ submitted_values: { csat_survey_response: response } });
  });

  it.each(CONTENT_TYPES.filter((type) => !TAKING_VALUES.has(type)))(
    'is no values where the message is %s',
    (contentType) => {
      expect(refusalOf(() => submit(contentType, [{ title: 'Pro', value: 'pro' }]))).toEqual(
        refused(
          'submitted_values',
          `Submitted values are not taken by a message of the type ${contentType}`,
        ),
      );
    },
  );

  it.each(CONTENT_TYPES.filter((type) => type !== 'input_email'))(
    'is no e-mail address where the message is %s',
    (contentType) => {
      expect(
        refusalOf(() => readSubmission({ contentType }, { submittedEmail: 'carol@example.com' })),
      ).toEqual(
        refused(
          'submitted_email',
          `Submitted email is not taken by a message of the type ${contentType}`,
        ),
      );
    },
  );

  it('is not half taken: values beside an e-mail address are refused with it', () => {
    expect(
      refusalOf(() =>
        readSubmission(
          { contentType: 'input_email' },
          { submittedEmail: 'carol@example.com', submittedValues: [{ name: 'a', value: 'b' }] },
        ),
      ),
    ).toMatchObject({ attributes: ['submitted_values'] });
  });

  describe.each(['input_select', 'form'] as const)('of %s', (contentType) => {
    it.each<[unknown]>([[null], [[]], ['pro'], [1], [{ 0: { title: 'Pro', value: 'pro' } }]])(
      'is a list of values, not %j',
      (values) => {
        expect(refusalOf(() => submit(contentType, values))).toEqual(
          refused(
            'submitted_values',
            `Submitted values take a list of values, got ${JSON.stringify(values)}`,
          ),
        );
      },
    );

    const label = contentType === 'form' ? 'name' : 'title';
    const good = { [label]: 'plan', value: 'basic' };

    it.each<[unknown]>([
      ['pro'],
      [null],
      [[]],
      [{}],
      [{ [label]: 'plan' }],
      [{ value: 'pro' }],
      [{ [label]: 'plan', value: null }],
      [{ [label]: 'plan', value: { a: 1 } }],
      [{ [label]: ['plan'], value: 'pro' }],
      [{ [label]: 'plan', value: 'pro', more: 1 }],
      [{ [label]: 'plan', text: 'pro' }],
    ])(`has values of ${label} and value, not %j`, (value) => {
      expect(refusalOf(() => submit(contentType, [good, value]))).toEqual(
        refused(
          'submitted_values',
          `Submitted values take objects of ${label} and value, got ${JSON.stringify(value)}`,
        ),
      );
    });

    it('has at most 100 values', () => {
      expect(
        refusalOf(() =>
          submit(
            contentType,
            Array.from({ length: 100 }, () => good),
          ),
        ),
      ).toBe('taken');
      expect(
        refusalOf(() =>
          submit(
            contentType,
            Array.from({ length: 101 }, () => good),
          ),
        ),
      ).toEqual(refused('submitted_values', 'Submitted values take at most 100 values, got 101'));
    });
  });

  it.each<[unknown]>([
    [null],
    [5],
    [[]],
    [{}],
    [{ rating: 5 }],
    [{ csat_survey_response: null }],
    [{ csat_survey_response: { rating: 0 } }],
    [{ csat_survey_response: { rating: 6 } }],
    [{ csat_survey_response: { rating: 4.5 } }],
    [{ csat_survey_response: { rating: '5' } }],
  ])('is a rating of 1 to 5 in a survey, not %j', (values) => {
    expect(refusalOf(() => submit('input_csat', values))).toEqual(
      refused(
        'submitted_values',
        `Submitted values take csat_survey_response with a rating of 1 to 5, got ${JSON.stringify(values)}`,
      ),
    );
  });

  it.each<[unknown]>([[1], [{}], [['Quick!']]])('says in words, not %j, why', (feedback) => {
    const values = { csat_survey_response: { rating: 5, feedback_message: feedback } };
    expect(refusalOf(() => submit('input_csat', values))).toEqual(
      refused(
        'submitted_values',
        `Submitted values take text as feedback_message, got ${JSON.stringify(feedback)}`,
      ),
    );
  });
});
