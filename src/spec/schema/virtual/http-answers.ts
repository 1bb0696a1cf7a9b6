import { z } from 'zod';
import { checked, plainText } from '../scalars.ts';

// What a virtual server can answer by itself. Nothing here may end a header line (response splitting), and none
// of it needs letters beyond ASCII (device-facts: irule-ascii).

export const redirectStatus = z.literal([301, 302, 303, 307, 308]);

const URL_TEXT =
  /^https?:\/\/(?:\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9_][A-Za-z0-9_.-]{0,252})(?::[1-9]\d{0,4})?(?:[/?#][!-~]{0,2000})?$/;

export const location = checked(
  'URL or path',
  (text) => URL_TEXT.test(text) || /^\/(?!\/)[!-~]{0,2000}$/.test(text),
  'not a URL to redirect to',
  'write https://www.example.com/x, or a path such as /login; blanks and other letters as %20',
);

const headerLine = plainText.max(1024).regex(/^(?:[!-~](?:[ -~]*[!-~])?)?$/, {
  error: 'the value of a header is printable ASCII, without blanks at its ends',
});

const body = z
  .string()
  .max(16_384)
  .regex(/^[ -~\t\r\n]*$/, { error: 'only ASCII: write other letters as &#233; in HTML' });

const status = z.int().min(200).max(599);

/** Headers that say how the answer travels, and the one that has a key of its own. */
const OF_THE_DEVICE = ['content-length', 'transfer-encoding', 'connection', 'upgrade', 'content-type'];

const full = z.strictObject({
  status: status.describe('The status.'),
  body: body.default('').describe('The text of the answer.'),
  contentType: headerLine.min(1).default('text/plain').describe('Its Content-Type.'),
  headers: z
    .record(
      z
        .string()
        .regex(/^[A-Za-z0-9-]{1,200}$/, { error: 'not the name of a header' })
        .refine((name) => !OF_THE_DEVICE.includes(name.toLowerCase()), {
          error: 'not a header to set here: the device sets it, or it is `contentType`',
        }),
      z.union([headerLine, z.number()]).transform(String),
    )
    .default({})
    .describe('Further headers.'),
});

/** A fixed answer: a status, or a map. */
export const answer = z
  .union([status.transform((one) => full.parse({ status: one })), full])
  .optional()
  .describe('Answers by itself: a status, or a map with a body.');
