import { mcpd } from '../../wire/errors.ts';
import { isObject, type Json, scalarText } from '../../wire/json.ts';
import { invalid } from '../../objects/values.ts';

const LONGEST = 65520;

/** `data` is '' when it is not set (captured 13.1.0). */
export function recordOf(item: Json, property: string): { name: string; data: string } {
  const name = isObject(item) ? scalarText(item.name) : scalarText(item);
  if (name === undefined) throw invalid(property, item);
  const data = isObject(item) ? (scalarText(item.data ?? '') ?? '') : '';
  const size = Buffer.byteLength(data);
  if (size > LONGEST) {
    const attribute = 'attribute:data type:class_value_item';
    throw mcpd(
      '01070712',
      `Max string size exceeded during update of ${attribute} max:${LONGEST} received:${size}`,
    );
  }
  return { name, data };
}
