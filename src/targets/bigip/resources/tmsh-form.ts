import { asText, isList, type Value } from '../../../model/object.ts';

/** A word of tmsh: a text, whatever is in it, or a list of words in braces. */
export type TmshWord = string | readonly TmshWord[];

/** How tmsh writes a value of a request where that does not follow from the value; `undefined` where it does. */
export type TmshForm = (value: Value, path: string) => readonly TmshWord[] | undefined;

/** A list that takes no verb: `rules { /Common/a }` (device-facts: tmsh-lists). */
export function plainList(value: Value): readonly TmshWord[] | undefined {
  return isList(value) && value.length > 0 ? [value.map(asText)] : undefined;
}
